"""Determinations to try templates with: one of each outcome, of a small project that comes with Pincite (`sample/`)."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

from pincite.explain.determination import explain
from pincite.explain.proof import Determination
from pincite.facts import facts_from_mapping
from pincitec.compile import compile_project
from pincitec.graph.pack import Pack
from pincitec.project import open_project

FOLDER: Final = Path(__file__).parent / "sample"
DAY: Final = date(2024, 5, 1)
RIGHT: Final = {"years_in_town": "3 years", "no_land": True, "rules_signed": True, "fee_owed": False}


class Sample(NamedTuple):
    """A question with its facts, under the name of its outcome."""

    name: str
    decision: str
    facts: Mapping[str, object]
    on: date = DAY


SAMPLES: Final = (
    Sample("granted", "plot", RIGHT),
    Sample("refused for one reason", "plot", {**RIGHT, "years_in_town": "1 year"}),
    Sample("refused for several reasons", "plot", {"years_in_town": "1 year", "no_land": False, "rules_signed": False, "fee_owed": True}),
    Sample("undetermined for one fact", "plot", {k: v for k, v in RIGHT.items() if k != "rules_signed"}),
    Sample("undetermined, nothing known", "plot", {}),
    Sample("conflict", "plot", {**RIGHT, "fee_owed": True}),
    Sample("an amount", "fee", {"water": True}),
    Sample("gap", "fee", {"water": False}),
    Sample("text not on file", "plot", RIGHT, date(2019, 5, 1)),
    Sample("beyond what is known", "plot", RIGHT, date(2032, 5, 1)),
    Sample("decided by a reading", "shed", {"year_by_months": False, "year_by_season": True}),
)


@cache
def sample_pack() -> Pack:
    project, problems = open_project(FOLDER)
    pack, errors, _ = compile_project(project)
    assert pack is not None and not problems and not errors, "the sample project is sound"
    return pack


@cache
def determined(sample: str) -> Determination:
    """The determination of the sample with this name."""
    one = next(s for s in SAMPLES if s.name == sample)
    pack = sample_pack()
    facts, problems = facts_from_mapping(one.facts, pack, one.on)
    assert facts is not None, problems
    return explain(pack, f"elmsford.plots.{one.decision}", facts, on=one.on, law_on=one.on, readings={})
