"""The rules in OpenFisca-Core: variables over arrays of persons, or of teachers with their school years.

Two-valued: what is not set is 0. Its groups have a member at least, so that nobody without a school year can be asked about.
"""

from importlib.metadata import version
from typing import Any

import numpy as np
import pyarrow as pa
from openfisca_core.entities import Entity, GroupEntity
from openfisca_core.periods import DateUnit
from openfisca_core.simulation_builder import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from bench.peers.cases import DEGREES, LEVELS, RATINGS, YEAR, Case, Plain
from bench.peers.interface import Codes, Many, One, Peer
from bench.peers.numpy_by_hand import ready, values
from pincitec.graph.pack import Pack

MONTH = "2021-06"
WORDS = {"degree_held": DEGREES, "level": LEVELS, "elevate_rating": RATINGS}
TRUTHS = (
    "national_board", "leader_competence", "other_qualifications", "standard_license", "teacher_of_record", "scored_observations",
    "aps_summative_meets",
)  # fmt: skip
MOST = 1_000_000
REMARK = "one: a situation as a dict, and a simulation built of it; many: arrays, and a simulation for each run"


def variable(name: str, entity: Any, type: Any, formula: Any = None) -> Any:
    """A variable as OpenFisca has them: a class."""
    body = {"value_type": type, "entity": entity, "definition_period": DateUnit.MONTH, "label": name}
    if formula is not None:
        body["formula"] = formula
    return __import__("builtins").type(name, (Variable,), body)


def level_three_a(person: Any, period: Any) -> Any:
    return (
        (person("years_as_level_two", period) >= 36)
        * ((person("degree_held", period) >= 2) + person("national_board", period))
        * person("leader_competence", period)
        * person("other_qualifications", period)
    )


def counted_days(year: Any, period: Any) -> Any:
    second = year("level", period) == 2
    return year("instructional_days", period) * (year("teacher_of_record", period) * year("standard_license", period) * second)


def successful(year: Any, period: Any) -> Any:
    summative = year("aps_summative_meets", period) * np.logical_not(year("scored_observations", period))
    found = (year("elevate_rating", period) >= 1) + (year("domain_points", period) >= 6000) + summative
    return (year("level", period) == 2) * found


def bypass(teacher: Any, period: Any) -> Any:
    days = teacher.sum(teacher.members("counted_days", period))
    evaluations = teacher.sum(teacher.members("successful", period))
    return teacher("national_board", period) * (days >= 480) * (evaluations >= 3)


def constant(entity: Any, period: Any) -> Any:
    return entity.filled_array(True)


def system(case: Case) -> TaxBenefitSystem:
    """The rules as a tax and benefit system: of applicants, or of school years grouped by teacher."""
    if case.key == "level_three_a":
        person = Entity("person", "persons", "", "")
        made = TaxBenefitSystem([person])
        entity: Any = person
        formula: Any = level_three_a
        inputs: list[tuple[str, Any]] = [(name, person) for name in case.facts]
        others: list[Any] = []
    else:
        year = Entity("school_year", "school_years", "", "")
        teacher = GroupEntity("teacher", "teachers", "", "", roles=[{"key": "year", "plural": "years"}])
        made = TaxBenefitSystem([year, teacher])
        entity, formula = teacher, bypass
        inputs = [("national_board", teacher), *((name, year) for name in YEAR if name != "year")]
        others = [variable("counted_days", year, int, counted_days), variable("successful", year, bool, successful)]
    for name, of in inputs:
        made.add_variable(variable(name, of, bool if name in TRUTHS else int))
    for each in (*others, variable("verdict", entity, bool, formula), variable("constant", entity, bool, constant)):
        made.add_variable(each)
    return made


def number(name: str, value: Any) -> Any:
    return WORDS[name].index(value) if name in WORDS else value


def situation(p: Plain) -> dict[str, Any]:
    """One person as the web API and the tests of OpenFisca write them."""
    if "school_years" not in p:
        return {"persons": {"p": {name: {MONTH: number(name, v)} for name, v in p.items()}}}
    years = {
        f"y{i}": {name: {MONTH: number(name, v)} for name, v in row.items() if name != "year"} for i, row in enumerate(p["school_years"])
    }
    return {"school_years": years, "teachers": {"t": {"years": list(years), "national_board": {MONTH: p["national_board"]}}}}


def peers(case: Case, pack: Pack) -> list[Peer]:
    rules = system(case)

    def ask(given: dict[str, Any], name: str) -> int:
        simulation = SimulationBuilder().build_from_entities(rules, given)
        return 3 if simulation.calculate(name, MONTH)[0] else 0

    def decide(columns: dict[str, Any]) -> Any:
        builder = SimulationBuilder()
        builder.create_entities(rules)
        if case.key == "level_three_a":
            builder.declare_person_entity("person", range(len(columns["national_board"])))
        else:
            offsets = columns["offsets"]
            builder.declare_person_entity("school_year", range(offsets[-1] - offsets[0]))
            teachers = builder.declare_entity("teacher", range(len(offsets) - 1))
            whose = np.repeat(np.arange(len(offsets) - 1), np.diff(offsets))
            builder.join_with_persons(teachers, whose, np.zeros(len(whose), dtype=np.int64))
        simulation = builder.build(rules)
        for name, given in columns.items():
            if name in rules.variables:
                simulation.set_input(name, MONTH, given)
        return simulation.calculate("verdict", MONTH)

    def codes(found: Any) -> Codes:
        return np.asarray(found).astype(np.uint8) * np.uint8(3)

    def arrays(batch: pa.RecordBatch) -> dict[str, Any]:
        found: dict[str, Any] = ready(case, values)(batch)
        return found

    return [
        Peer(
            "OpenFisca", version("openfisca-core"), False, REMARK,
            One(situation, lambda given: ask(given, "verdict"), lambda given: ask(given, "constant")),
            Many(arrays, decide, codes, MOST), refuses=lambda p: p.get("school_years") == [],
        )
    ]  # fmt: skip
