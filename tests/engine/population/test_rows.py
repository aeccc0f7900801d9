"""A row of a canonical batch is the facts of a case: every form of a column, what is not known, and judges that differ."""

from datetime import date
from fractions import Fraction

import pyarrow as pa
import pytest

import pincite
from pincite.evaluate.columns.schema import Form, canonical
from pincite.facts import facts_from_mapping
from pincite.facts.judgements import judged_differently
from pincite.population.rows import asked_on, facts_at
from pincitec.graph.pack import Pack
from pincitec.semantics.values import Elapsed, Records
from tests.engine.sample_pack import NM, sample_pack

ON = date(2024, 3, 1)
APS = "us_nm.aps.advancement"


@pytest.fixture(scope="module")
def library() -> Pack:
    return pincite.load()


def batch(pack: Pack, forms: dict[str, Form | None], **columns: list[object]) -> pa.RecordBatch:
    schema = canonical(pack, forms)
    return pa.RecordBatch.from_arrays([pa.array(columns[f.name.replace(".", "_")], f.type) for f in schema], schema=schema)


def test_plain_facts_are_as_a_file_has_them(library: Pack) -> None:
    names = ["years_as_level_two", "degree_held", "national_board", "base_salary"]
    forms: dict[str, Form | None] = {f"{NM}.{n}": Form() for n in names}
    values: list[list[object]] = [[48, None], [3, None], [False, None], [5_012_345, None]]
    columns = {f"{NM}.{n}".replace(".", "_"): v for n, v in zip(names, values, strict=True)}
    made = batch(library, forms, **columns)
    given = {"years_as_level_two": "4 years", "degree_held": "masters", "national_board": False, "base_salary": "$50,123.45"}
    expected, problems = facts_from_mapping(given, library, ON)
    assert expected is not None, problems
    found = facts_at(library, made, 0, ON)
    assert found.values == expected.values
    assert (found.policies, found.asked) == (expected.policies, ON)
    assert facts_at(library, made, 1, ON).values == {}


def test_a_period_that_runs_and_a_number_with_decimals(library: Pack) -> None:
    since = batch(library, {f"{NM}.years_as_level_two": Form(since=True)}, us_nm_level_three_years_as_level_two=[date(2020, 8, 1)])
    assert facts_at(library, since, 0, ON).values == {f"{NM}.years_as_level_two": Elapsed(date(2020, 8, 1), ON)}
    hours = batch(library, {f"{NM}.program_hours": Form(scale=1)}, us_nm_level_three_program_hours=[75])
    assert facts_at(library, hours, 0, ON).values == {f"{NM}.program_hours": Fraction(15, 2)}


@pytest.mark.parametrize("complete", [True, False, None])
def test_records_have_all_their_fields(complete: bool | None, library: Pack) -> None:
    name = f"{NM}.reviews"
    schema = canonical(library, {name: None})
    rows = [[{"year": 2019, "competent": True}, {"year": 2020, "competent": None}], None, []]
    made = pa.RecordBatch.from_arrays([pa.array(rows, schema.field(0).type), pa.array([complete] * 3)], schema=schema)
    first = facts_at(library, made, 0, ON)
    records = [{"year": 2019, "competent": 3, "leader_competencies": 1}, {"year": 2020, "competent": 1, "leader_competencies": 1}]
    assert first.values == {name: Records(tuple(records), complete is True)}
    assert [row["competent"].stated for row in first.given[name].rows] == ["yes", ""]
    assert facts_at(library, made, 1, ON).values == {}
    assert facts_at(library, made, 2, ON).values == {name: Records((), complete is True)}


def test_judges_that_differ_settle_nothing() -> None:
    pack = sample_pack()
    name = next(f.name for f in pack.facts if f.type == "boolean")
    made = pa.RecordBatch.from_pydict({name: pa.array([None, True], pa.bool_()), f"{name}#differ": [True, False]})
    found = facts_at(pack, made, 0, ON)
    assert found.values == {}
    assert judged_differently(found.given[name].missing or "")
    assert facts_at(pack, made, 1, ON).given[name].missing is None


def test_the_day_of_a_row() -> None:
    days = pa.RecordBatch.from_pydict({"@asked": pa.array([date(2019, 6, 14)])})
    assert (asked_on(days, 0, None), asked_on(days, 0, ON)) == (date(2019, 6, 14), ON)
