"""The outcome: the verdict with the reason for it, so that whoever reads or counts answers knows whose turn it is.

Where several apply, the first in the order of `OUTCOMES` counts: what is not known of the law comes before what is not known of the case,
and what no fact can settle before what a fact can.
"""

from collections.abc import Iterable
from typing import Final

from pincite.explain.case import Case
from pincite.explain.clauses import pairs_of
from pincite.explain.proof import RULES_BEHIND_TEXT, TEXT_NOT_ON_FILE, Missing, QuestionProof
from pincite.explain.reasons.anew import anew
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Value
from pincitec.semantics.verdicts import VERDICTS

TEXT_ABSENT: Final = "text_not_on_file"
BEHIND: Final = "rules_behind_text"
LAW_NOT_KNOWN: Final = "law_not_known"
JUDGEMENTS_DIFFER: Final = "judgements_differ"
AMBIGUOUS_DATE: Final = "ambiguous_date"
LEFT_OPEN: Final = "left_open"
EXCEPTION: Final = "exception_may_apply"
OPEN: Final = "undetermined"
OUTCOMES: Final = (
    TEXT_ABSENT,
    BEHIND,
    LAW_NOT_KNOWN,
    "holds",
    "fails",
    "conflict",
    "gap",
    "not_applicable",
    JUDGEMENTS_DIFFER,
    AMBIGUOUS_DATE,
    LEFT_OPEN,
    EXCEPTION,
    OPEN,
)
"""Every outcome, in the order of precedence. `law_not_known`: with `strict`, the law is not known to reach to the day. `left_open`: the
provisions in force leave it open, and no fact that is missing could settle it."""

NO_ANSWER: Final = (TEXT_ABSENT, BEHIND, LAW_NOT_KNOWN)
"""Outcomes for which nothing has been decided, so that nothing can be a ground for it."""

Unless = tuple[int, Value]
"""What it would come to if no exception applied: verdict and value."""


def outcome_of(
    main: QuestionProof, verdict: int, status: str, undone: bool, missing: Iterable[Missing], unless: Unless | None, *, routes: bool = False
) -> str:
    """One of `OUTCOMES`. `verdict` is the answer's. `undone`: with `strict` there is none. `unless`: as `but_for_exceptions` gives it.
    `routes`: some completion of what is not established leads to a result."""
    if status == TEXT_NOT_ON_FILE:
        return TEXT_ABSENT
    if status == RULES_BEHIND_TEXT:
        return BEHIND
    if undone:
        return LAW_NOT_KNOWN
    if verdict != UNDETERMINED:
        return VERDICTS[verdict]
    decisive = [m for m in missing if m.decisive]
    differ = [is_difference(m) for m in decisive]
    of_days = [m.which_day for m in decisive]
    if not decisive:
        one_of_two = any(c.values and c.guard == HOLDS and not c.defeated_by for c in main.clauses if c.applies)
        return AMBIGUOUS_DATE if one_of_two else OPEN if routes else LEFT_OPEN
    if any(differ) and all(a or b for a, b in zip(differ, of_days, strict=True)):
        return JUDGEMENTS_DIFFER
    if all(of_days):
        return AMBIGUOUS_DATE
    return OPEN if unless is None else EXCEPTION


def is_difference(missing: Missing) -> bool:
    """Whether a fact is not established because those who judge it differ, and for no other reason."""
    return missing.differ


def but_for_exceptions(case: Case, questions: Iterable[QuestionProof]) -> Unless | None:
    """The result if every open exception, and every open clause that would deny or displace another, did not apply; `None` where it would
    not hold even then, or where none is open."""
    forced: dict[int, int] = {}
    for question in questions:
        if not question.bears:
            continue
        asked = case.questions[question.number]
        displacing = {i for i, _ in pairs_of(case, asked)}
        for place, (clause, part) in enumerate(zip(question.clauses, asked.clauses, strict=True)):
            if clause.guard == UNDETERMINED and clause.state in ("in_force", "conditional"):
                forced.update({e.node: FAILS for e in clause.exceptions if e.truth == UNDETERMINED})
                if clause.effect == "deny" or place in displacing:
                    forced[part.guard] = FAILS
    found = anew(case, forced) if forced else None
    return found if found is not None and found[0] == HOLDS else None
