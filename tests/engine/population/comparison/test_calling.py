"""`pincite.compare`: the result as values, of files and of tables in memory; what is refused."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

import pincite
from pincite.population.comparison.model import Sums
from pincitec.graph.pack import Pack

FIRST, SECOND = date(2019, 1, 1), date(2021, 1, 1)
PEOPLE = pa.table(
    {
        "person": ["ann", "ben", "joe"],
        "role": ["teacher", "teacher", None],
        "hired": [date(2018, 1, 1), SECOND, SECOND],
        "score": [1.5, float("nan"), None],
    }
)


@pytest.fixture(scope="module")
def library() -> Pack:
    return pincite.load()


def test_the_result_is_values(library: Pack) -> None:
    found = pincite.compare(library, "minimum_salary", PEOPLE, on=FIRST, compare_on=SECOND, keys=["person"], by=["role", "score"])
    assert (found.before, found.after, found.rows) == ("January 1, 2019", "January 1, 2021", 3)
    (told,) = found.decisions
    assert dict(told.changes) == {"higher": 2, "stays_open": 1}
    assert told.sums["higher"] == Sums(2, 1_200_000, 600_000, 600_000)
    (kind,) = told.kinds
    assert kind.example is not None and kind.example.key == (("person", "ann"), ("role", "teacher"), ("score", "1.5"))
    assert (kind.example.before.value, kind.example.after.value) == ("$54,000", "$60,000")
    assert {group.value: group.rows for group in told.groups["role"]} == {"teacher": 2, None: 1}
    assert [group.value for group in told.groups["score"]] == ["1.5", "nan", None]


@pytest.mark.parametrize("engine", ["columns", "rows"])
def test_each_row_on_its_own_day_against_one_day(library: Pack, engine: str, tmp_path: Path) -> None:
    pq.write_table(PEOPLE, tmp_path / "people.parquet")
    out = tmp_path / "changed.arrow"
    asked: dict[str, Any] = {"on": "hired", "compare_on": SECOND, "keys": ["person"], "examples": False, "engine": engine}
    found = pincite.compare(library, ["minimum_salary"], tmp_path / "people.parquet", out=out, **asked)
    assert (found.before, found.after) == ("the day of hired", "January 1, 2021")
    assert dict(found.decisions[0].changes) == {"same": 1, "higher": 1, "stays_open": 1}
    assert [kind.example for kind in found.decisions[0].kinds] == [None]
    with pa.ipc.open_file(out) as reader:
        assert reader.read_all().select(["row", "person"]).to_pylist() == [{"row": 1, "person": "ann"}]


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "nothing otherwise": ({"compare_on": None}, "what the second run has otherwise"),
    "a time": ({"compare_on": datetime(2021, 1, 1)}, "without a time"),
    "a cluster": ({"engine": "spark"}, "`columns` or `rows`"),
    "an ending": ({"out": "x.txt"}, "ends in one of"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_call_that_means_nothing(library: Pack, name: str) -> None:
    asked, said = REFUSED[name]
    with pytest.raises(ValueError, match=said):
        pincite.compare(library, "minimum_salary", PEOPLE, **{"on": FIRST, "compare_on": SECOND, **asked})


PROBLEMS: dict[str, tuple[dict[str, Any], str]] = {
    "a choice": ({"compare_readings": {"no": "such"}}, "PC"),
    "a column": ({"by": ["nowhere"]}, "PC962"),
    "a decision": ({"decisions": "nowhere"}, "PC"),
}


@pytest.mark.parametrize("name", PROBLEMS)
def test_what_is_wrong_with_the_question_is_told_as_values(library: Pack, name: str, tmp_path: Path) -> None:
    asked, code = PROBLEMS[name]
    with pytest.raises(pincite.Problems) as raised:
        pincite.compare(
            library,
            **{"decisions": "minimum_salary", "data": PEOPLE, "on": FIRST, "compare_on": SECOND, "out": tmp_path / "a.csv", **asked},
        )
    assert all(d.rule.code.startswith(code) for d in raised.value.diagnostics)
    assert list(tmp_path.iterdir()) == []
