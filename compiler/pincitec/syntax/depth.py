"""Refuses, before it is parsed, a policy that nests more deeply than any walker of its tree could follow.

Brackets nest, and so do chains of operators: `a + b + c` is a sum of a sum. Counted are both, outside quotations and comments. The count
never falls short of the depth of the tree.
"""

import re

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.syntax import NESTED_TOO_DEEPLY

DEEPEST = 100
"""The law nests five deep, and no sum in it has a hundred terms; a file that passes this is an attack or an accident."""

PARTS = re.compile(
    r"""(?P<apart>"(?:[^"\\\n]|\\.)*"|[=<>,:]|\b(?!under\b|not\b)[A-Za-z_]\w*(?=\s+(?!under\b)[A-Za-z_]))"""
    r"""|#[^\n]*|[0-9]{4}-[0-9]{2}-[0-9]{2}(?![0-9])|[0-9]+\.[0-9]+"""
    r"""|(?P<open>[({])|(?P<close>[)}])|(?P<chain>\bnot\b|[-+*/.])"""
)
"""`apart` is what no chain of operators goes across: a text, a comparison, a comma, two words side by side (as in `a and b`)."""


def too_deep(source: Source) -> Diagnostic | None:
    """The first place that lies too deep, if there is one."""
    # Of each bracket that is open, and of the file: the height of the chain at hand, and of the highest part so far.
    open_: list[tuple[int, int]] = [(0, 0)]
    for match in PARTS.finditer(source.text):
        kind = match.lastgroup
        height, best = open_[-1]
        if kind == "apart":
            open_[-1] = 0, max(height, best)
        elif kind == "open":
            open_.append((0, 0))
        elif kind == "close" and len(open_) > 1:
            open_.pop()
            outer, outer_best = open_[-1]
            open_[-1] = max(outer, max(height, best) + 1) if match[0] == ")" else 0, outer_best
        elif kind == "chain":
            open_[-1] = height + 1, best
        else:
            continue
        if len(open_) - 1 + open_[-1][0] > DEEPEST:
            help = "split the condition, or define parts of it"
            span = Span(source.path, match.start(), match.end())
            return Diagnostic.at(NESTED_TOO_DEEPLY, span, f"nested more than {DEEPEST} deep", help=help)
    return None
