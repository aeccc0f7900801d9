"""A run from open data to the output: the same in memory and in a file, gone on with after it was cut off, nothing half-written."""

import os
import random
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.engine.population.running.canned import Canned, canned

import pincite
from pincite.evaluate.columns import Refused, kernel as make
from pincite.population.reasons import Disagreement
from pincite.population.running import deciding, parts, run as running
from pincite.population.running.job import Options, Report
from pincite.population.running.run import Ran, Where, run_in_memory, run_to_file
from pincitec.diagnostics import Diagnostic
from pincitec.graph.pack import Pack

NM = "us_nm.level_three"
SALARY = Options((f"{NM}.minimum_salary",), None, by_rows=True)


@pytest.fixture(scope="module")
def library() -> Pack:
    return pincite.load()


@pytest.fixture
def data(library: Pack) -> Canned:
    chance = random.Random(6)
    columns: dict[str, list[Any]] = {
        f"{NM}.role": [chance.choice([None, *range(3)]) for _ in range(50)],
        f"{NM}.years_as_level_two": [chance.choice([None, 24, 36, 40]) for _ in range(50)],
        "@asked": [date(2014, 1, 1) + timedelta(chance.randrange(3000)) for _ in range(50)],
    }
    return canned(library, columns, tasks_of=10, keys={"id": [f"p{n}" for n in range(50)]})


def where(out: Path, **more: Any) -> Where:
    return Where(out, "parquet", **more)


def test_a_file_holds_what_memory_does(library: Pack, data: Canned, tmp_path: Path) -> None:
    held = run_in_memory(library, SALARY, data)
    told: list[int] = []
    ran = run_to_file(library, SALARY, data, where(tmp_path / "o.parquet"), told.append)
    assert isinstance(held, tuple)
    assert isinstance(ran, Ran)
    found = pq.read_table(tmp_path / "o.parquet")
    assert found.to_pylist() == held[0].to_pylist()
    assert found.schema.metadata[b"pincite.decisions"] == SALARY.decisions[0].encode()
    assert (ran.rows, sum(told), sum(ran.counts[0].values()), ran.again) == (50, 50, 50, 0)
    assert os.listdir(tmp_path) == ["o.parquet"]


def test_the_same_run_is_the_same_bytes(library: Pack, data: Canned, tmp_path: Path) -> None:
    for name in ("a.parquet", "b.parquet"):
        run_to_file(library, SALARY, data, where(tmp_path / name), lambda rows: None)
    assert (tmp_path / "a.parquet").read_bytes() == (tmp_path / "b.parquet").read_bytes()


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_a_run_that_was_cut_off_goes_on(stop: BaseException, library: Pack, data: Canned, tmp_path: Path) -> None:
    done: list[int] = []

    def tell(rows: int) -> None:
        done.append(rows)
        if len(done) == 3:
            raise stop

    out = tmp_path / "o.parquet"
    out.write_bytes(b"an earlier output")
    with pytest.raises(type(stop)):
        run_to_file(library, SALARY, data, where(out), tell)
    assert out.read_bytes() == b"an earlier output"
    assert [n[:10] for n in sorted(os.listdir(parts.folder_of(out))) if n.endswith(".json")] == ["job.json", "part-00000", "part-00001"]
    ran = run_to_file(library, SALARY, data, where(out), lambda rows: None)
    assert isinstance(ran, Ran)
    assert (ran.rows, ran.tasks, ran.again) == (50, 5, 2)
    again = run_to_file(library, SALARY, data, where(tmp_path / "whole.parquet"), lambda rows: None)
    assert isinstance(again, Ran)
    assert out.read_bytes() == (tmp_path / "whole.parquet").read_bytes()
    assert sorted(os.listdir(tmp_path)) == ["o.parquet", "whole.parquet"]


def test_parts_of_which_executors_disagree_do_not_stay(
    library: Pack, data: Canned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def merge(*reasons: Any) -> Any:
        raise Disagreement("in row 1 columns give one thing, and `determine` another")

    monkeypatch.setattr(running, "merge", merge)
    with pytest.raises(Disagreement):
        run_to_file(library, SALARY, data, where(tmp_path / "o.parquet"), lambda rows: None)
    assert os.listdir(tmp_path) == []


def test_other_data_do_not_go_on_from_these_parts(library: Pack, data: Canned, tmp_path: Path) -> None:
    def stop(rows: int) -> None:
        if list(parts.folder_of(tmp_path / "o.parquet").glob("part-00001-*.arrow")):
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_to_file(library, SALARY, data, where(tmp_path / "o.parquet"), stop)
    other = Canned(data.table.slice(10), 10, "other")
    ran = run_to_file(library, SALARY, other, where(tmp_path / "o.parquet"), lambda rows: None)
    assert isinstance(ran, Ran)
    assert (ran.rows, ran.again) == (40, 0)


def test_a_key_of_the_name_of_an_answer_is_refused(library: Pack, data: Canned, tmp_path: Path) -> None:
    named = Canned(data.table.rename_columns([n.replace("@key:id", "@key:verdict") for n in data.table.column_names]), 10)
    for found in (
        run_in_memory(library, SALARY, named),
        run_to_file(library, SALARY, named, where(tmp_path / "o.parquet"), lambda n: None),
    ):
        assert isinstance(found, Diagnostic)
        assert (found.rule.code, found.message) == ("PC973", "two columns of the output would be called `verdict`")
    assert os.listdir(tmp_path) == []


def test_rows_that_divide_by_zero_refuse_the_run_or_say_so(library: Pack, tmp_path: Path) -> None:
    name = next(f for f in library.fact if f.endswith("contract_days"))
    asked = Options((f"{NM}.additional_salary",), date(2021, 6, 1), by_rows=True)
    columns: dict[str, list[Any]] = {f: [None] * 4 for f in library.fact if f.startswith(NM) and library.fact[f].type == "boolean"}
    for fact in columns:
        columns[fact] = [True] * 4
    columns |= {f: [100] * 4 for f in library.fact if f.startswith(NM) and library.fact[f].type in ("money", "days")}
    columns[name] = [182, 0, 0, 182]
    data = canned(library, columns, tasks_of=2)
    refused = run_to_file(library, asked, data, where(tmp_path / "o.parquet"), lambda rows: None)
    assert isinstance(refused, Diagnostic)
    assert (refused.rule.code, refused.message) == ("PC905", "the question cannot be computed for 2 rows")
    assert refused.notes[0] == "rows 2, 3: the rules divide by a quantity that is zero there"
    assert not (tmp_path / "o.parquet").exists()
    ran = run_to_file(library, asked, data, where(tmp_path / "o.parquet", keep_going=True), lambda rows: None)
    assert isinstance(ran, Ran)
    assert (ran.counts[0]["fault"], ran.again) == (2, 2)
    assert pq.read_table(tmp_path / "o.parquet")["verdict"].to_pylist()[1:3] == ["fault"] * 2


def test_two_runs_do_not_share_their_parts(library: Pack, data: Canned, tmp_path: Path) -> None:
    out = tmp_path / "o.parquet"
    with parts.opened(running.job_of(library, SALARY, data, parts.folder_of(out))):
        found = run_to_file(library, SALARY, data, where(out), lambda rows: None)
    assert isinstance(found, Diagnostic)
    assert (found.rule.code, found.message) == ("PC971", f"another run works in `{parts.folder_of(out).as_posix()}`")


def test_rows_that_divide_by_zero_are_named_by_their_file() -> None:
    class Files(Canned):
        def place_of(self, row: int) -> tuple[str, int]:  # type: ignore[override]
            return f"{row // 10}.csv", row % 10

    data = Files(pa.table({"@row": [1]}), 1)
    found = running.faults([Report(0, "", 90, (), (1, 25), 2)], None, data)
    assert found.notes == ("rows 1 of `0.csv`, 5 of `2.csv`: the rules divide by a quantity that is zero there",)


def test_a_link_in_place_of_the_folder_of_parts_is_told(library: Pack, data: Canned, tmp_path: Path) -> None:
    (tmp_path / "o.parquet.parts").symlink_to(tmp_path)
    problem = run_to_file(library, SALARY, data, where(tmp_path / "o.parquet"), lambda rows: None)
    assert isinstance(problem, Diagnostic)
    assert (problem.rule.code, "symbolic link" in problem.message) == ("PC971", True)
    assert os.listdir(tmp_path) == ["o.parquet.parts"]


def refusing(monkeypatch: pytest.MonkeyPatch, *days: date) -> None:
    """Columns that cannot do what the rules say under the law of these days."""

    def kernel(*asked: Any, law_on: date, **more: Any) -> Any:
        if law_on in days:
            raise Refused(["a number may not fit"])
        return make(*asked, law_on=law_on, **more)

    monkeypatch.setattr(deciding, "kernel", kernel)


@pytest.mark.parametrize("later", [True, False])
def test_columns_are_refused_only_for_law_that_a_row_asks_about(
    later: bool, library: Pack, data: Canned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = Options(SALARY.decisions, None)
    law = deciding.Deciding(library, options, data.schema).intervals
    unasked = law.day(law.place(date(2022, 12, 1)))  # the data ask about days from 2014 to 2022-03
    asked = law.day(law.place(date(2019, 7, 1)))
    assert law.place(asked) <= law.place(date(2022, 3, 1)) < law.place(unasked)
    refusing(monkeypatch, asked if later else unasked)
    ran = run_to_file(library, options, data, where(tmp_path / "o.parquet"), lambda rows: None)
    held = run_in_memory(library, options, data)
    if later:
        for problem in (ran, held):
            assert isinstance(problem, Diagnostic)
            assert (problem.rule.code, problem.notes) == ("PC970", ("a number may not fit", f"so it is under the law of {asked}"))
        assert not os.listdir(tmp_path)
    else:
        assert isinstance(ran, Ran)
        assert isinstance(held, tuple)
        assert pq.read_table(tmp_path / "o.parquet").to_pylist() == held[0].to_pylist()


def test_law_that_columns_can_do_nothing_of_is_refused_before_a_part_is_begun(
    library: Pack, data: Canned, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    law = deciding.Deciding(library, Options(SALARY.decisions, None), data.schema).intervals
    refusing(monkeypatch, *(law.day(place) for place in range(len(law.breaks) + 1)))
    told: list[int] = []
    problem = run_to_file(library, Options(SALARY.decisions, None), data, where(tmp_path / "o.parquet"), told.append)
    assert isinstance(problem, Diagnostic)
    assert (problem.rule.code, told, os.listdir(tmp_path)) == ("PC970", [], [])
