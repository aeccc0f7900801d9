"""The verdict algebra as a table: all that `decide` can say where no clause defeats another, worked out once from its definition."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Final

from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Value
from pincitec.semantics.verdicts import NOT_APPLICABLE, Outcome, decide_value_once, settle_verdict

TRUTHS: Final = (FAILS, UNDETERMINED, HOLDS)

EXACT: Final = (int, Fraction, date, str)


def value_once(guards: Sequence[int], values: Sequence[Value]) -> Outcome:
    """`decide_value_once`, with a short way where all guards are settled and one exact value is given."""
    value: Value = None
    for guard, each in zip(guards, values, strict=True):
        if guard == UNDETERMINED:
            return decide_value_once(guards, values)
        if guard == HOLDS:
            if each.__class__ not in EXACT or (value is not None and value != each):
                return decide_value_once(guards, values)
            value = each
    return decide_value_once(guards, values) if value is None else Outcome(HOLDS, value)


def verdict(granted: int, denied: int, unmet: int, grants: int, stands: int) -> int:
    """The verdict for the "or" of the granting, denying and unmet requiring guards, of the standings of granting clauses, of all."""
    if stands == FAILS:
        return NOT_APPLICABLE
    return settle_verdict(granted, denied, unmet, grants) if stands == HOLDS else UNDETERMINED


def build() -> tuple[int, ...]:
    """`verdict` at `granted | denied << 2 | unmet << 4 | grants << 6 | stands << 8`; code 2 occurs in no place that is looked up."""
    table = [UNDETERMINED] * 1024
    for granted in TRUTHS:
        for denied in TRUTHS:
            for unmet in TRUTHS:
                for grants in TRUTHS:
                    for stands in TRUTHS:
                        place = granted | denied << 2 | unmet << 4 | grants << 6 | stands << 8
                        table[place] = verdict(granted, denied, unmet, grants, stands)
    return tuple(table)


VERDICT: Final = build()
