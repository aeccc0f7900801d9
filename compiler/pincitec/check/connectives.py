"""Does `all` stand where the law says "and", and `any` where it says "or"?

Part of the sixth check. Between two neighbouring conditions of a block the law has its own words; where these are only a connective, it
must be that of the block. Where the law's words mix the two in one sentence, our bracketing is a reading, and is listed.
"""

import re

from pincitec.check.clauses import CheckedClause
from pincitec.check.fares import Fare
from pincitec.check.typed import Tested
from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.coverage import BRACKETING, CONNECTIVE
from pincitec.law.flat import FlatText

BETWEEN = re.compile(r"[\s,;:.]*(?:\([a-zA-Z0-9]{1,5}\))?[\s,;:]*\b(and|or)\b[\s,;:]*(?:\([a-zA-Z0-9]{1,5}\))?\s*", re.IGNORECASE)
CONNECTIVES = {"all": "and", "any": "or"}


def check_connectives(clause: CheckedClause, fares: tuple[Fare, ...]) -> list[Diagnostic]:
    """The blocks of a clause that disagree with the words between their conditions, and those that bracket mixed words."""
    by_span = {c.quote.span: fares[i] for i, c in enumerate(clause.quotes)}
    problems: list[Diagnostic] = []
    for tested in clause.tested():
        for node in tested.walk():
            if node.kind in CONNECTIVES and not node.table:  # a list of what is approved says "and" of things of which one is enough
                problems += between(node, by_span)
    return problems


def between(block: Tested, by_span: dict[Span, Fare]) -> list[Diagnostic]:
    """The words between each two neighbours of a block."""
    problems = []
    for left, right in zip(block.children, block.children[1:], strict=False):
        before, after = where(left, by_span), where(right, by_span)
        if before is None or after is None or before[0] is not after[0] or before[2] > after[1]:
            continue
        flat, gap = before[0], (before[2], after[1])
        found = BETWEEN.fullmatch(flat.text, *gap)
        if found is None:
            continue
        word = found[1].lower()
        others = [Label(s, f"the law says `{word}`") for s in flat.spans(*found.span(1))[:1]]
        if word != CONNECTIVES[block.kind]:
            message = f"`{block.kind}` joins conditions between which the law says `{word}`"
            right_kind = "any" if word == "or" else "all"
            help = f"write `{right_kind} {{ … }}` around them"
            problems.append(Diagnostic.at(CONNECTIVE, right.span, message, others=others, help=help))
        elif mixed(left, right, block):
            message = "the law mixes `and` and `or` here; how they are bracketed is a reading of ours"
            problems.append(Diagnostic.at(BRACKETING, block.span, message, others=others))
    return problems


def mixed(left: Tested, right: Tested, block: Tested) -> bool:
    """Whether one of two neighbours is a block of the other connective."""
    return any(x.kind in CONNECTIVES and x.kind != block.kind and len(x.children) > 1 and x.quote is None for x in (left, right))


def where(tested: Tested, by_span: dict[Span, Fare]) -> tuple[FlatText, int, int] | None:
    """From the first to the last word that a condition quotes, if it is all in one text."""
    found = [by_span[x.quote.span] for x in tested.walk() if x.quote is not None]
    ranges = [(f.match.start, f.match.end) for f in found if f.match is not None]
    if not found or len(ranges) != len(found) or any(f.flat is not found[0].flat for f in found) or found[0].flat is None:
        return None
    return found[0].flat, min(start for start, _ in ranges), max(end for _, end in ranges)
