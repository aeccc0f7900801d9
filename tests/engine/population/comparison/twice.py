"""The comparison of two runs as `determine` says it, row by row: what the columns must come to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pincite
from pincite.explain.proof import Determination
from pincitec.graph.pack import Pack
from pincitec.semantics.verdicts import VERDICTS

NO_LAW = ("text_not_on_file", "rules_behind_text", "law_not_known")


def answer(pack: Pack, decision: str, case: Mapping[str, Any], on: date, **asked: Any) -> Determination | None:
    """None where the question cannot be computed."""
    try:
        return pincite.determine(pack, decision, dict(case), on=on, **asked)
    except pincite.Problems:
        return None


def number_of(found: Determination) -> Fraction | None:
    """The value of an amount: money in cents, days of the calendar as a number."""
    if found.exact is None:
        return None
    if found.exact.number is not None:
        return Fraction(found.exact.number)
    return None


def change(before: Determination | None, after: Determination | None) -> tuple[str, Fraction]:
    """What two answers are to each other, in plain steps; and the difference of their amounts."""
    none = Fraction(0)
    if before is None or after is None:
        return "fault", none
    if before.outcome in NO_LAW or after.outcome in NO_LAW:
        return "law_not_known", none
    words = VERDICTS[before.verdict], VERDICTS[after.verdict]
    if words == ("holds", "holds"):
        one, other = number_of(before), number_of(after)
        if one is not None and other is not None:
            return "higher" if other > one else "lower" if other < one else "same", other - one
        return ("same" if before.exact == after.exact else "another_value"), none
    if words[0] == words[1]:
        return ("stays_open" if words[0] == "undetermined" else "same"), none
    if "undetermined" in words:
        return ("settled" if words[0] == "undetermined" else "becomes_open"), none
    if "conflict" in words:
        return ("conflict_ends" if words[0] == "conflict" else "conflict_begins"), none
    if "not_applicable" in words:
        return ("begins_to_apply" if words[0] == "not_applicable" else "ceases_to_apply"), none
    known = {("fails", "holds"): "gains", ("holds", "fails"): "loses", ("gap", "holds"): "value_begins", ("holds", "gap"): "value_ends"}
    return known.get(words, "another_verdict"), none


def counted(changes: Sequence[tuple[str, Fraction]]) -> tuple[Counter[str], dict[str, Fraction]]:
    """Rows and total difference by change."""
    totals: dict[str, Fraction] = {}
    for word, difference in changes:
        if difference:
            totals[word] = totals.get(word, Fraction(0)) + difference
    return Counter(word for word, _ in changes), totals
