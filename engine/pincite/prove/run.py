"""Every claim of a pack, searched: the one public function of this folder is `findings`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, product
from typing import Final

from pincite.prove.days import Cone, Days, cone_of, days_of
from pincite.prove.model import COUNTEREXAMPLE, NOT_FOUND, NOTHING_SEARCHED, PROVED, Finding, Search, Side, Witness
from pincite.prove.search import MOST_CASES, Tally, search
from pincite.prove.seeds import Seed, from_seeds
from pincite.prove.sides import side
from pincite.prove.space import Goal, Space, settled_at_once, space_of
from pincite.prove.witness import replayed, smallest, witness_of
from pincitec.graph.clauses import Verification
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS

MOST_READINGS: Final = 32
MOST_SPACES: Final = 240
"""Days and readings together that are looked at for one claim."""


FEWEST_CASES: Final = 200
MOST_WORK: Final = 40_000_000
"""Nodes evaluated for one claim: of a claim that rests on very many, fewer cases are decided."""


def findings(
    pack: Pack, claims: Iterable[Verification] | None = None, most: int | None = None, seeds: Sequence[Seed] = ()
) -> tuple[Finding, ...]:
    """What is found of the claims of a pack, or of some of them, in the order of the rules.

    `most`: the bound on cases for each; by default `MOST_CASES`, and fewer for one that rests on very many nodes. `seeds`: the cases of
    the project's scenarios, which are tried too.
    """
    ordered = sorted(pack.verifications if claims is None else claims, key=place)
    return tuple(prove(pack, claim, most, seeds) for claim in ordered)


def place(claim: Verification) -> tuple[str, int, str]:
    """Where a claim stands in the rules."""
    path, _, line = claim.location.rpartition(":")
    return path, int(line) if line.isdigit() else 0, claim.title


def prove(pack: Pack, claim: Verification, most: int | None = None, seeds: Sequence[Seed] = ()) -> Finding:
    """Searches for a case in which the premise and the assumption hold and the conclusion fails."""
    supposed: Goal = ((claim.premise, HOLDS), *(((claim.assuming, HOLDS),) if claim.assuming is not None else ()))
    goal: Goal = (*supposed, (claim.conclusion, FAILS))
    cone = cone_of(pack, (claim.node,))
    days = days_of(pack, cone)
    if most is None:
        most = max(FEWEST_CASES, min(MOST_CASES, MOST_WORK // max(1, len(cone.nodes))))
    readings = readings_of(pack, cone)
    every = list(islice(readings, MOST_READINGS))
    partly = next(readings, None) is not None or len(every) * len(days.tried) > MOST_SPACES
    spaces, settled = open_spaces(pack, goal, days, every)
    tally = search(spaces, most)
    tally.cases += settled
    tally.cut |= partly
    tried = 0
    if tally.found is None:
        tally.found, tried = from_seeds(pack, goal, seeds, cone, tally)
    if tally.found is not None:
        space, case = tally.found
        case = smallest(space, case)
        assert replayed(space, case)  # INVARIANT: the executors agree
        found = witness_of(space, case, cone)
        return finding(pack, claim, COUNTEREXAMPLE, searched(tally, days, len(every), False, tried), cone, days, found)
    if not days.tried:
        return finding(pack, claim, NOTHING_SEARCHED, searched(tally, days, len(every), False), cone, days, None)
    met, _ = open_spaces(pack, supposed, days, every)
    vacuous = all(search(part, most // 4).found is None for part in (met[:1], met[1:]))  # one case will do: the defaults first, alone
    vacuous = vacuous and from_seeds(pack, supposed, seeds, cone, Tally())[0] is None
    report = searched(tally, days, len(every), vacuous, tried)
    return finding(pack, claim, PROVED if report.exhaustive and not tally.open_cases else NOT_FOUND, report, cone, days, None)


def readings_of(pack: Pack, cone: Cone) -> Iterator[Mapping[str, str]]:
    """Every combination of the readings of the choices that a claim meets, the defaults first."""
    met = {str(pack.nodes[n].param) for n in cone.nodes if pack.nodes[n].op == "reading"}
    choices = [c for c in pack.choices if c.name in met]
    ways = [[c.default, *(a.name for a in c.alternatives if a.name != c.default)] for c in choices]
    return (dict(zip([c.name for c in choices], way, strict=True)) for way in product(*ways))


def open_spaces(pack: Pack, goal: Goal, days: Days, readings: list[Mapping[str, str]]) -> tuple[list[Space], int]:
    """The days and readings under which a goal is not decided at once, the law of each once; and how many were looked at."""
    seen: set[object] = set()
    spaces: list[Space] = []
    looked = 0
    for chosen, day in islice(product(readings, days.tried), MOST_SPACES):
        space = space_of(pack, goal, day, chosen)
        reads_day = any(space.slice.nodes[n].op == "asked" for n in space.slice.order)
        law = (tuple((n, space.slice.nodes[n]) for n in space.slice.order), day if reads_day else None)
        if law in seen:
            continue
        seen.add(law)
        looked += 1
        if settled_at_once(space) != FAILS:
            spaces.append(space)
    return spaces, looked


def searched(tally: Tally, days: Days, readings: int, vacuous: bool, scenarios: int = 0) -> Search:
    """How it was searched, with what was left out in words."""
    bounds = [
        *(["the search ended at its bound on cases"] if tally.cut else []),
        *([f"lists of more than {tally.longest} records were not tried"] if tally.listed else []),
        *(["of values that the rules compute with or compare with one another, only some were tried"] if tally.inexact else []),
        *([] if days.exact else ["of days asked about, only those near the dates of the rules and of the law were tried"]),
        *(["cases in which the rules divide by zero were left out"] if tally.faults else []),
    ]
    exhaustive = tally.exhaustive and days.exact and tally.found is None and bool(days.tried)
    return Search(
        exhaustive, days.tried, days.unread, readings, tally.cases, tally.longest, tally.open_cases, vacuous,
        () if tally.found is not None else tuple(bounds), scenarios,
    )  # fmt: skip


def finding(pack: Pack, claim: Verification, status: str, search: Search, cone: Cone, days: Days, witness: Witness | None) -> Finding:
    on = witness.on if witness is not None else (days.tried[0] if days.tried else None)

    def at(text: str, root: int) -> Side:
        if on is None:
            return Side(text, ())
        return side(pack, text, root, on, witness.readings if witness else {}, witness.values if witness else None)

    assuming = None if claim.assuming is None else at(claim.assuming_text or "", claim.assuming)
    return Finding(
        claim.policy,
        claim.title,
        claim.because,
        claim.location,
        claim.expected,
        status,
        at(claim.premise_text, claim.premise),
        at(claim.conclusion_text, claim.conclusion),
        assuming,
        search,
        witness,
    )
