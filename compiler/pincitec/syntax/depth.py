"""Refuses, before it is parsed, a policy that nests more deeply than any walker of its tree could follow.

Brackets nest, and so do chains of operators (`a + b + c` is a sum of a sum) and quotations that mean quotations. All are counted,
outside texts and comments. The count never falls short of the depth of the tree.
"""

import re

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.syntax import NESTED_TOO_DEEPLY

DEEPEST = 100
"""The law nests five deep, and no sum in it has a hundred terms; a file that passes this is an attack or an accident."""

MOST_BLOCKS = 30
"""Braces, and quotations that mean a quotation, within one another. A pack holds no conditions that nest much deeper."""

PARTS = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*")"""
    r"""|#[^\n]*|[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])|[0-9]+\.[0-9]+"""
    r"""|(?P<means>\bmeans\b)|(?P<apart>[=<>,:]|\b(?!under\b|not\b)[A-Za-z_]\w*(?=\s+(?!under\b)[A-Za-z_]))"""
    r"""|(?P<open>[({])|(?P<close>[)}])|(?P<chain>\bnot\b|[-+*/.])|(?P<other>\w+)"""
)
"""`apart` is what no chain of operators goes across: a comparison, a comma, two words side by side (as in `a and b`)."""


def too_deep(source: Source) -> Diagnostic | None:
    """The first place that lies too deep, if there is one. One pass over every file that is parsed, so plain numbers do the counting."""
    outer: list[tuple[int, int, int, int]] = []
    # Since the last bracket was opened: the height of the chain at hand, that of the highest part so far, and how many quotations mean
    # the next one. Around all that: braces and such quotations.
    chain = best = run = blocks = 0
    before = ""
    for match in PARTS.finditer(source.text):
        kind = match.lastgroup
        if kind is None:
            continue
        if kind in ("text", "apart", "means"):
            if kind == "text":
                run = run + 1 if before == "means" else 0
            best = max(best, chain)
            chain = 0
        elif kind == "open":
            outer.append((chain, best, run, blocks))
            blocks += run + (match[0] == "{")
            chain = best = run = 0
        elif kind == "close" and outer:
            inner = max(chain, best) + 1
            chain, best, run, blocks = outer.pop()
            chain = max(chain, inner) if match[0] == ")" else 0
        elif kind == "chain":
            chain += 1
        before = kind
        blocked = blocks + run > MOST_BLOCKS
        if blocked or len(outer) + chain > DEEPEST:
            help = "split the condition, or define parts of it"
            span = Span(source.path, match.start(), match.end())
            return Diagnostic.at(NESTED_TOO_DEEPLY, span, f"nested more than {MOST_BLOCKS if blocked else DEEPEST} deep", help=help)
    return None
