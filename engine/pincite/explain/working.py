"""How an amount was computed, with the values of the case in place: "$60,000 ÷ 190 days × 13 days".

Reads the sliced graph and its values; decides nothing. A sum over records shows what each gives, with its key.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, Final

from pincite.evaluate import evaluate_rows
from pincite.explain.case import Case
from pincite.explain.conditions import in_words, known, of_row, records
from pincite.explain.display import shown
from pincite.texts import say
from pincitec.semantics.truth import HOLDS

SIGNS: Final = {"add": "+", "sub": "−", "mul": "×", "div": "÷"}
COMPUTED: Final = (*SIGNS, "whole", "sum")
MOST_RECORDS: Final = 8
"""Records of a sum that are shown one by one."""

Inner = Mapping[int, Any]
"""The values of nodes for the record at hand."""


def in_figures(case: Case, number: int) -> str | None:
    """The computation of a node; `None` for what is not computed."""
    number = case.peel(number)
    node = case.node(number)
    if node.op not in COMPUTED or node.type == "school_year":
        return None
    said = figures(case, number, None)
    return None if said == shown(case.pack, node.type, known(case, number)) else said


def figures(case: Case, number: int, inner: Inner | None, above: str = "") -> str:
    number = case.peel(number)
    node = case.node(number)
    if node.op == "whole":
        return say("the whole part of ({amount})", amount=figures(case, node.args[0], inner))
    if node.op == "sum" and inner is None:
        each = of_records(case, number)
        return f"({each})" if each and " + " in each and above in ("mul", "div", "sub right") else each or value(case, number, inner)
    if node.op not in SIGNS or node.type == "school_year":
        return value(case, number, inner)
    if node.op == "add" and inner is None and (rest := beside_nothing(case, node.args)) is not None:
        return figures(case, rest, inner, above)
    left, right = figures(case, node.args[0], inner, node.op), figures(case, node.args[1], inner, f"{node.op} right")
    said = f"{left} {SIGNS[node.op]} {right}"
    loose = node.op in ("add", "sub") and above not in ("", "add", "sub")
    return f"({said})" if loose or above.endswith("right") else said


def beside_nothing(case: Case, args: tuple[int, ...]) -> int | None:
    """What is added to a sum to which no record adds anything: then there is nothing to add. `None` where both are something."""
    for summand, other in (args, args[::-1]):
        place = case.peel(summand)
        if case.node(place).op == "sum" and known(case, place) == 0 and not any(r.truth == HOLDS for r in records(case, place)):
            return other
    return None


def of_records(case: Case, fold: int) -> str | None:
    """What each record adds to a sum; `None` where the sum is not exactly known, where none adds to it, or where too many do."""
    if not isinstance(known(case, fold), int | Fraction):
        return None
    rows = zip(records(case, fold), evaluate_rows(case.slice, case.values, fold), strict=True)
    counted = [(record.key, inner) for record, inner in rows if record.truth == HOLDS]
    if not 0 < len(counted) <= MOST_RECORDS:
        return None
    amount = case.node(fold).args[2]
    return " + ".join(f"{figures(case, amount, inner, 'add')} ({key})" for key, inner in counted)


def value(case: Case, number: int, inner: Inner | None) -> str:
    """A value in words and figures; of what is not known, what it is."""
    found = known(case, number) if inner is None or number not in inner else of_row(case, inner, number)
    return shown(case.pack, case.node(number).type, found) or in_words(case, number)
