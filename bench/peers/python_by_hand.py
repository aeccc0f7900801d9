"""The rules as a programmer writes them in Python, two-valued and three-valued: the least that any engine called from Python could take."""

import platform
from collections.abc import Callable, Iterable
from typing import Any

from bench.peers.cases import DEGREES, OPEN, RATINGS, Case, Plain
from bench.peers.interface import One, Peer, each
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED

DEGREE = {name: i for i, name in enumerate(DEGREES)}
RATING = {name: i for i, name in enumerate(RATINGS)}
MOST = 100_000


def level_three_a(p: Plain) -> int:
    holds = (
        p["years_as_level_two"] >= 36
        and (DEGREE[p["degree_held"]] >= 2 or p["national_board"])
        and p["leader_competence"]
        and p["other_qualifications"]
    )
    return HOLDS if holds else FAILS


def counted(y: Plain) -> bool:
    return bool(y["teacher_of_record"] and y["standard_license"] and y["level"] == "level_two")


def successful(y: Plain) -> bool:
    return y["level"] == "level_two" and bool(
        RATING[y["elevate_rating"]] >= 1
        or y["domain_points"] >= 6000
        or (y["aps_summative_meets"] and not y["scored_observations"])
    )  # fmt: skip


def bypass(p: Plain) -> int:
    holds = (
        p["national_board"]
        and sum(y["instructional_days"] for y in p["school_years"] if counted(y)) >= 480
        and sum(1 for y in p["school_years"] if successful(y)) >= 3
    )
    return HOLDS if holds else FAILS


def code(found: bool | None) -> int:
    return UNDETERMINED if found is None else HOLDS if found else FAILS


def at_least(found: int | None, limit: int) -> int:
    return UNDETERMINED if found is None else HOLDS if found >= limit else FAILS


def level_three_a_kleene(p: Plain) -> int:
    degree = p.get("degree_held")
    return (
        at_least(p.get("years_as_level_two"), 36)
        & (at_least(None if degree is None else DEGREE[degree], 2) | code(p.get("national_board")))
        & code(p.get("leader_competence"))
        & code(p.get("other_qualifications"))
    )


def counted_kleene(y: Plain) -> int:
    return code(y.get("teacher_of_record")) & code(y.get("standard_license")) & second(y)


def second(y: Plain) -> int:
    level = y.get("level")
    return UNDETERMINED if level is None else HOLDS if level == "level_two" else FAILS


def successful_kleene(y: Plain) -> int:
    rating = y.get("elevate_rating")
    return second(y) & (
        at_least(None if rating is None else RATING[rating], 1)
        | at_least(y.get("domain_points"), 6000)
        | (code(y.get("aps_summative_meets")) & NOT[code(y.get("scored_observations"))])
    )


def reached(bounds: Iterable[tuple[int, float]], limit: int, *, complete: bool) -> int:
    """Whether a sum reaches a limit, from what each record surely and possibly adds."""
    low: float = 0
    high: float = 0 if complete else float("inf")
    for least, most in bounds:
        low += least
        high += most
    return HOLDS if low >= limit else FAILS if high < limit else UNDETERMINED


def bypass_kleene(p: Plain) -> int:
    years = p.get("school_years")
    if years is None:
        return code(p.get("national_board")) & UNDETERMINED
    days: list[tuple[int, float]] = []
    evaluations: list[tuple[int, float]] = []
    for y in years:
        service, amount = counted_kleene(y), y.get("instructional_days")
        if service != FAILS:
            days.append((0 if amount is None or service != HOLDS else amount, float("inf") if amount is None else amount))
        success = successful_kleene(y)
        evaluations.append((int(success == HOLDS), int(success != FAILS)))
    complete = OPEN not in p
    return code(p.get("national_board")) & reached(days, 480, complete=complete) & reached(evaluations, 3, complete=complete)


TWO_VALUED: dict[str, Callable[[Plain], int]] = {"level_three_a": level_three_a, "bypass": bypass}
THREE_VALUED: dict[str, Callable[[Plain], int]] = {"level_three_a": level_three_a_kleene, "bypass": bypass_kleene}


def peers(case: Case, pack: Pack) -> list[Peer]:
    found = []
    for words, rules in (("two-valued", TWO_VALUED), ("three-valued", THREE_VALUED)):
        one = One(as_it_is, rules[case.key])
        remark = "a function of a dict; no reasons, no law, no day"
        name = f"Python by hand, {words}"
        found.append(Peer(name, platform.python_version(), rules is THREE_VALUED, remark, one, each(case, pack, one, MOST)))
    return found


def as_it_is(person: Any) -> Any:
    return person
