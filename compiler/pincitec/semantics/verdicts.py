"""The verdict algebra: what clauses that grant, deny, require or give a value amount to.

A clause counts with the truth of its guard on the day: its words in force and its conditions; *undetermined* where the text is
not on file. The order of clauses never matters. Verdicts extend the truth codes, so that a decision can be an operand.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import Final

from attrs import frozen

from pincitec.semantics.comparison import equal
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED
from pincitec.semantics.values import DateRange, Elapsed, Interval, Value

CONFLICT: Final = 4
GAP: Final = 5
NOT_APPLICABLE: Final = 6

VERDICTS: Final[dict[int, str]] = {
    HOLDS: "holds",
    FAILS: "fails",
    UNDETERMINED: "undetermined",
    CONFLICT: "conflict",
    GAP: "gap",
    NOT_APPLICABLE: "not_applicable",
}

Defeats = tuple[tuple[int, int], ...]
"""Pairs (i, j): clause i, where it holds, defeats clause j (`despite`, `subject to`). Acyclic."""

MOST_DEFEATERS_TRIED = 10
"""Undetermined defeaters are tried both ways; past this many the verdict stays undetermined, which is always sound."""


@frozen
class Outcome:
    """What a value decision comes to: `HOLDS` with its value, or a verdict without one; `UNDETERMINED` with the bounds of a value of
    which no more is known, such as one of two days."""

    verdict: int
    value: Value = None


def decide(effects: Sequence[str], defeats: Defeats, *states: int) -> int:
    """The verdict of an entitlement, duty, permission or prohibition.

    `effects` says for each clause `grant`, `deny` or `require`; `states` holds, for each clause in turn, whether it stands on that
    day and whether its guard holds. A `require` clause is one whose guard is that the requirement is *not* met.

    With G and D the "or" of the granting and denying guards: both hold, *conflict*; G holds and D fails, *holds*; G fails and D
    is determined, *fails*; otherwise *undetermined*. An unmet requirement makes it fail, a met one grants nothing: where no clause
    in force grants, what is not refused is undetermined. No clause in force: *not applicable*.
    """
    standings, guards = states[0::2], states[1::2]
    stands = any_of(standings)
    if stands == FAILS:
        return NOT_APPLICABLE
    outcomes = {decide_once(effects, standings, g) for g in undefeated(defeats, guards)}
    return outcomes.pop() if len(outcomes) == 1 and stands == HOLDS else UNDETERMINED


def any_of(states: Iterable[int]) -> int:
    """Kleene's "or"; of nothing: fails."""
    result = FAILS
    for state in states:
        result |= state
    return result


def decide_once(effects: Sequence[str], standings: Sequence[int], guards: Sequence[int]) -> int:
    """`decide` for guards that nothing defeats."""
    by = {"grant": FAILS, "deny": FAILS, "require": FAILS}
    for effect, guard in zip(effects, guards, strict=True):
        by[effect] |= guard
    grants = any_of(s for e, s in zip(effects, standings, strict=True) if e == "grant")
    return settle_verdict(by["grant"], by["deny"], by["require"], grants)


def settle_verdict(granted: int, denied: int, unmet: int, grants: int) -> int:
    """The algebra itself, on the "or" of the granting, the denying and the unmet requiring guards; `grants` says whether any clause
    that grants is in force. What an unknown fact could still turn into another verdict is undetermined.

    >>> VERDICTS[settle_verdict(HOLDS, HOLDS, FAILS, HOLDS)], VERDICTS[settle_verdict(HOLDS, HOLDS, UNDETERMINED, HOLDS)]
    ('conflict', 'undetermined')
    """
    if unmet == HOLDS:
        return FAILS
    if grants != HOLDS:
        refused = denied == HOLDS and grants & granted == FAILS
        return FAILS if refused else UNDETERMINED
    if granted == HOLDS and denied == HOLDS:
        return CONFLICT if unmet == FAILS else UNDETERMINED
    if granted == HOLDS and denied == FAILS:
        return NOT[unmet]
    if granted == FAILS and denied != UNDETERMINED:
        return FAILS
    return UNDETERMINED


def decide_value(defeats: Defeats, *states: Value) -> Outcome:
    """The value of a decision that has one.

    `states` holds for each clause: whether it stands, its guard, its value. The clauses whose guard holds must give one value, and
    every clause with an undetermined guard that same value, else *undetermined*; two values: *conflict*; all guards fail: *gap*.
    """
    standings, guards, values = truth_codes(states[0::3]), truth_codes(states[1::3]), states[2::3]
    stands = any_of(standings)
    if stands != HOLDS:
        return Outcome(NOT_APPLICABLE if stands == FAILS else UNDETERMINED)
    outcomes: list[Outcome] = []
    for tried in undefeated(defeats, guards):
        outcome = decide_value_once(tried, values)
        if outcome not in outcomes:
            outcomes.append(outcome)
    return outcomes[0] if len(outcomes) == 1 else Outcome(UNDETERMINED)


def truth_codes(states: Iterable[Value]) -> list[int]:
    return [s if isinstance(s, int) else UNDETERMINED for s in states]


def decide_value_once(guards: Sequence[int], values: Sequence[Value]) -> Outcome:
    given = [v for g, v in zip(guards, values, strict=True) if g == HOLDS]
    possible = [v for g, v in zip(guards, values, strict=True) if g == UNDETERMINED]
    if not given:
        return Outcome(UNDETERMINED if possible else GAP)
    if any(equal(a, b) == FAILS for i, a in enumerate(given) for b in given[i + 1 :]):
        return Outcome(CONFLICT)
    value = given[0]
    if isinstance(value, (Interval, Elapsed, DateRange)):
        return Outcome(UNDETERMINED, None if possible or len(given) > 1 else value)
    if any(equal(value, v) != HOLDS for v in given + possible):
        return Outcome(UNDETERMINED)
    return Outcome(HOLDS, value)


def undefeated(defeats: Defeats, guards: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """The guards after defeat, once for each way the undetermined defeaters may turn out."""
    if not defeats:
        yield tuple(guards)
        return
    open_defeaters = sorted({i for i, _ in defeats if guards[i] == UNDETERMINED})
    if len(open_defeaters) > MOST_DEFEATERS_TRIED:
        yield tuple(UNDETERMINED for _ in guards)
        return
    ordered = in_order(defeats)
    for ways in product((HOLDS, FAILS), repeat=len(open_defeaters)):
        tried = list(guards)
        for i, way in zip(open_defeaters, ways, strict=True):
            tried[i] = way
        for i, j in ordered:
            if tried[i] == HOLDS:
                tried[j] = FAILS
        yield tuple(tried)


def in_order(defeats: Defeats) -> Sequence[tuple[int, int]]:
    """The pairs so ordered that whether a defeater is itself defeated is known before it defeats. Raises `ValueError` for a circle."""
    waiting: dict[int, int] = {}
    beats: dict[int, list[int]] = {}
    for i, j in sorted(set(defeats)):
        beats.setdefault(i, []).append(j)
        waiting[j] = waiting.get(j, 0) + 1
    ready = [i for i in beats if i not in waiting]
    ordered: list[tuple[int, int]] = []
    for i in ready:  # grows while it is walked
        for j in beats.get(i, ()):
            ordered.append((i, j))
            waiting[j] -= 1
            if waiting[j] == 0:
                ready.append(j)
    if len(ordered) < sum(map(len, beats.values())):
        raise ValueError("the order of defeat is acyclic")  # INVARIANT: the checker refuses a cycle
    return ordered


def truth_of(verdict: int) -> int:
    """A decision as an operand: a conflict, a gap and "not applicable" are undetermined."""
    return verdict if verdict in (HOLDS, FAILS) else UNDETERMINED


def value_of(outcome: Outcome) -> Value:
    """The value of a decision as an operand, or what bounds it; unknown where it has none."""
    return outcome.value
