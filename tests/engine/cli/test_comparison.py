"""`pincite run --compare-on`, `--compare-reading` and `pincite impact --data`: what is printed, what is written, what is refused."""

import csv
import json
import random
import re
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.engine.cli.test_impact import FOLLOWING
from tests.engine.impact.toy import RAISE, act, town
from tests.engine.population.comparison.twice import answer, change, counted
from tests.engine.texts.pseudo import left_over, pseudo
from tests.trial import follow, trial_library

import pincite
from pincite.cli.comparison import rendered
from pincite.cli.main import main
from pincite.texts import language

ROOT = Path(__file__).parents[3]
SCHEMA = ROOT / "docs" / "schemas" / "comparison-1.json"
EXAMPLES = ROOT / "examples"
HIRED = "person,district,role\nann,A,teacher\n=2,B,teacher\neve,A,counselor\njoe,A,\n"
ASK = ["run", "minimum_salary", "--data", "hired.csv", "--on", "2019-01-01", "--key", "person"]
ON = [*ASK, "--compare-on", "2021-01-01"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder outside any project, so that the library answers."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = tmp_path / "here"
    place.mkdir()
    (place / "hired.csv").write_text(HIRED)
    monkeypatch.chdir(place)
    return place


def told(capsys: pytest.CaptureFixture[str], *args: str) -> Any:
    assert main([*args, "--format", "json"]) == 0
    made = json.loads(capsys.readouterr().out)
    jsonschema.validate(made, json.loads(SCHEMA.read_text()))
    return made


def test_the_amendment_of_2019_as_text(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ON, "--by", "district"]) == 0
    out = capsys.readouterr().out
    assert max(map(len, out.splitlines())) <= 80
    assert "Before: January 1, 2019\nAfter: January 1, 2021\n\n3 rows of 4 have another answer." in out
    assert "higher                   3  75.0 %  +$18,000  +$6,000  +$6,000" in out
    assert "undetermined in both     1  25.0 %" in out
    assert "A            3       2     1  +$12,000" in out
    assert "The amount is $60,000 instead of $54,000." in out
    assert "NMSA 1978, § 22-10A-11(C) stands in other words then, which give $60,000" in out


def test_the_other_way_about_it_falls(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = [a.replace("2019", "2020").replace("2021", "2018") for a in ON]
    (one,) = told(capsys, *args)["comparisons"][0]["decisions"]
    assert one["unit"] == "cents"
    found = {c["change"]: c for c in one["changes"]}
    assert found["lower"]["difference"] == {"rows": 3, "total": -3_000_000, "least": -1_000_000, "greatest": -1_000_000}
    assert sum(c["rows"] for c in one["changes"]) == one["rows"] == 4


def test_a_day_without_law_is_no_gain_and_no_loss(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (one,) = told(capsys, *ASK, "--compare-on", "2010-01-01")["comparisons"][0]["decisions"]
    assert {c["change"]: c["rows"] for c in one["changes"]} == {"law_not_known": 4}
    assert one["kinds"] == []
    assert main([*ASK, "--compare-on", "2010-01-01"]) == 0
    assert "0 rows of 4 have another answer. 4 rows could not be compared." in capsys.readouterr().out
    assert main([*ASK, "--compare-on", "2019-01-02"]) == 0
    assert "No row has another answer." in capsys.readouterr().out


@pytest.mark.parametrize("ending", ["csv", "parquet", "arrow"])
def test_the_rows_that_changed(folder: Path, ending: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ON, "--out", f"changed.{ending}"]) == 0
    assert f"the rows that changed are in `changed.{ending}`" in capsys.readouterr().err
    assert sorted(p.name for p in folder.iterdir()) == sorted(["hired.csv", f"changed.{ending}"])
    if ending == "parquet":
        rows = pq.read_table("changed.parquet").to_pylist()
        assert [(r["row"], r["person"], r["kind"], int(r["difference"])) for r in rows] == [
            (1, "ann", 1, 6000),
            (2, "=2", 1, 6000),
            (3, "eve", 1, 6000),
        ]
    if ending == "csv":
        with open("changed.csv", newline="") as stream:
            rows = list(csv.DictReader(stream))
        assert rows[1] == {
            "row": "2",
            "person": "'=2",
            "change": "higher",
            "kind": "1",
            "before_outcome": "holds",
            "after_outcome": "holds",
            "before_value": "54000.00",
            "after_value": "60000.00",
            "difference": "6000.00",
        }


def test_csv_is_harmless(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "hired.csv").write_text(HIRED.replace("B,", "=B,"))
    assert main([*ON, "--by", "district", "--format", "csv"]) == 0
    rows = list(csv.DictReader(capsys.readouterr().out.splitlines()))
    assert {r["name"] for r in rows if r["part"] == "by district"} == {"A", "'=B"}
    assert [r["rows"] for r in rows if r["part"] == "change"] == ["3", "1"]


def test_nothing_of_single_rows_without_exemplars(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = told(capsys, *ON, "--no-exemplars")
    assert [k["example"] for d in made["comparisons"][0]["decisions"] for k in d["kinds"]] == [None]
    assert "ann" not in json.dumps(made)


def test_a_page_that_needs_nothing_else(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "hired.csv").write_text(HIRED.replace("A,counselor", "<b>A</b>,counselor"))
    assert main([*ON, "--by", "district", "--html", "page.html"]) == 0
    text = capsys.readouterr().out
    page = (folder / "page.html").read_text(encoding="utf-8")
    assert text.startswith("minimum_salary: 4 rows of hired.csv") and page.startswith('<!DOCTYPE html>\n<html lang="en">')
    assert "&lt;b&gt;A&lt;/b&gt;" in page and "<b>" not in page and "<script" not in page
    assert not re.findall(r'(?:src|href)="', page)
    names = re.findall(r' id="([^"]*)"', page)
    assert len(names) == len(set(names)) and set(re.findall(r'aria-labelledby="([^"]*)"', page)) == set(names)
    assert '<rect class="up" width="750" height="10"/>' in page and "+$18,000" in page
    assert "The amount is $60,000 instead of $54,000." in page and page.count("<details>") == 2
    assert main([*ON, "--by", "district", "--format", "html"]) == 0
    assert capsys.readouterr().out == page
    assert main([*ON, "--no-exemplars", "--format", "html"]) == 0
    assert "ann" not in capsys.readouterr().out


def test_every_text_of_a_comparison_is_from_the_catalogue(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    library, name = pincite.load(), "us_nm.level_three.minimum_salary"
    table = pa.table({"role": ["teacher", None, "teacher"], "place": ["1", "2", None]})
    with language(pseudo()) as voice:
        found = pincite.compare(library, name, table, on=date(2019, 1, 1), compare_on=date(2021, 1, 1), by=["place"])
        page, text = rendered([found], library, "1.csv", "html"), rendered([found], library, "1.csv", "text")
    assert voice is not None and list(voice.untranslated) == []
    shown = re.sub(r"<pre.*?</pre>", "", page, flags=re.DOTALL)
    authored = library.decision[name].wording.label
    assert [left for left in left_over(shown) if left not in (authored, "place", "1.csv", "csv")] == []
    assert "⟦WHAT CHANGED⟧" in text and "⟦higher⟧" in text


def test_a_comparison_in_spanish(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    trial = folder / "library"
    trial.mkdir()
    trial_library(trial)
    (trial / "languages").mkdir()
    (trial / "languages" / "es.po").write_text((EXAMPLES / "languages" / "es.po").read_text(encoding="utf-8"), encoding="utf-8")
    (trial / "hired.csv").write_text(HIRED)
    monkeypatch.chdir(trial)
    assert main([*ON, "--by", "district", "--language", "es"]) == 0
    out = capsys.readouterr().out
    assert "Antes: 1 de enero de 2019\nDespués: 1 de enero de 2021\n\n3 filas de 4 tienen otra respuesta." in out
    assert "LO QUE CAMBIÓ" in out and "El importe es $60,000 en lugar de $54,000." in out
    assert main([*ON, "--language", "xx"]) == 2
    assert "PC841" in capsys.readouterr().err
    assert main([*ASK, "--out", "a.csv", "--language", "es"]) == 2
    assert "are of a comparison" in capsys.readouterr().err


def test_another_reading(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    header = "role,years_as_level_two,degree_held,national_board,leader_competence,other_qualifications\n"
    (folder / "people.csv").write_text(header + "teacher,4 years,masters,true,true,true\nteacher,2 years,bachelors,,true,true\n")
    args = ["run", "level_three_a", "--data", "people.csv", "--on", "2021-06-01", "--compare-reading", "standard_adoption=if_shown"]
    made = told(capsys, *args)["comparisons"][0]
    assert (made["before"], made["after"]) == ("standard_adoption=as_adopted", "standard_adoption=if_shown")
    library = pincite.load()
    cases: list[dict[str, Any]] = [
        {
            "role": "teacher",
            "years_as_level_two": years,
            "degree_held": degree,
            "leader_competence": True,
            "other_qualifications": True,
            **more,
        }
        for years, degree, more in (("4 years", "masters", {"national_board": True}), ("2 years", "bachelors", {}))
    ]
    day = date(2021, 6, 1)
    wanted = [
        change(
            answer(library, "level_three_a", c, day), answer(library, "level_three_a", c, day, readings={"standard_adoption": "if_shown"})
        )
        for c in cases
    ]
    (one,) = made["decisions"]
    assert {c["change"]: c["rows"] for c in one["changes"]} == counted(wanted)[0]


REFUSED = {
    "--workers": (["--workers", "2"], "`--workers` is not for a comparison"),
    "--engine": (["--engine", "spark"], "`--engine spark` is not for a comparison"),
    "--quarantine": (["--quarantine", "bad.csv"], "`--quarantine` is not for a comparison"),
    "--reasons": (["--reasons"], "`--reasons` is not for a comparison"),
    "--summary": (["--summary", "-"], "`--summary` is not for a comparison"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_a_comparison_does_not_do(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    args, said = REFUSED[name]
    assert main([*ON, *args]) == 2
    assert said in capsys.readouterr().err
    assert sorted(p.name for p in folder.iterdir()) == ["hired.csv"]


def test_what_is_refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*ON, "--out", "hired.csv"]) == 2
    assert main([*ON, "--html", "hired.csv"]) == 2
    assert main([*ON, "--html", "a.csv", "--out", "a.csv"]) == 2
    assert "written to one file" in capsys.readouterr().err
    assert (folder / "hired.csv").read_text() == HIRED
    assert main([*ASK, "--out", "a.csv", "--format", "json"]) == 2
    assert "`--format` is of a comparison" in capsys.readouterr().err
    assert main([*ASK, "--compare-reading", "no=such"]) == 2
    assert main([*ON, "--by", "nowhere"]) == 1
    assert "PC962" in capsys.readouterr().err
    (folder / "hired.csv").write_text(HIRED + "zoe,A,astronaut\n")
    assert main([*ON, "--out", "a.csv"]) == 1
    assert capsys.readouterr().err.count("PC964") == 2
    assert not (folder / "a.csv").exists()


# ---- an act


def rows_of(number: int) -> list[dict[str, Any]]:
    chance = random.Random(number)
    return [{"role": chance.choice(["teacher", "counselor", None])} for _ in range(number)]


@pytest.mark.parametrize("followed", [True, False])
def test_an_act_is_compared_as_determine_asked_twice(
    tmp_path: Path, followed: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    folder = tmp_path / "library"
    folder.mkdir()
    trial_library(folder)
    if followed:
        follow(folder)
    monkeypatch.chdir(folder)
    rows = rows_of(200)
    (folder / "rows.csv").write_text("id,role\n" + "".join(f"{i},{r['role'] or ''}\n" for i, r in enumerate(rows)))
    args = ["impact", "Laws 2026, ch. 1, § 1", "--data", "rows.csv", "--key", "id", "--decision", "minimum_salary"]
    made = told(capsys, *args)["comparisons"][0]
    assert (made["before"], made["after"]) == ("the law of June 30, 2026", "the law of July 1, 2026")
    (one,) = made["decisions"]
    assert len(one["kinds"]) == (1 if followed else 0)
    if followed:
        from pincite.impact import Rules, read_rules
        from pincitec.project import find_project

        rules = read_rules(find_project(folder)[0])
        assert isinstance(rules, Rules)
        name, day = "us_nm.level_three.minimum_salary", date(2026, 7, 1)
        cases = [{k: v for k, v in r.items() if v is not None} for r in rows]
        wanted, totals = counted(
            [
                change(answer(rules.pack, name, c, day, law_on=date(2026, 6, 30)), answer(rules.pack, name, c, day, law_on=day))
                for c in cases
            ]
        )
        assert {c["change"]: c["rows"] for c in one["changes"]} == wanted
        assert {c["change"]: c["difference"]["total"] for c in one["changes"] if c["difference"]} == totals
        assert totals["higher"] == 1_000_000 * wanted["higher"]
    else:
        assert "law_not_known" in {c["change"] for c in one["changes"]}
        assert not {"higher", "lower", "gains", "loses"} & {c["change"] for c in one["changes"]}
    assert main(args) == 0
    out = capsys.readouterr().out
    assert out.startswith("Impact of Laws 2026, ch. 1, § 1\n") and max(map(len, out.splitlines())) <= 80
    assert main([*args, "--out", "changed.parquet"]) == 0
    assert pq.read_table("changed.parquet").num_rows == (totals["higher"] / 1_000_000 if followed else 0)


def test_options_of_rows_without_data(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for option in (["--by", "x"], ["--on", "2020-01-01"], ["--format", "csv"], ["--decision", "plot"], ["--no-exemplars"]):
        assert main(["impact", "Laws 2018, ch. 72, § 3", *option]) == 2
        assert "is about rows of a file: add --data" in capsys.readouterr().err


def test_what_an_act_did_to_another_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """The fee rises half a year later because of it: on the first of these days all bees are cheaper with it than without."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    place = tmp_path / "town"
    place.mkdir()
    town(place, act("Act 1", RAISE) + 'act "Act 2" effective 2024-06-01 {\n  postpone act "Act 1" to 2025-01-01\n}\n', rules=FOLLOWING)
    monkeypatch.chdir(place)
    (place / "rows.csv").write_text("bees\ntrue\nfalse\n\n")
    (one,) = told(capsys, "impact", "Act 2", "--data", "rows.csv")["comparisons"]
    assert one["before"].endswith("without what it did to other acts") and one["after"].endswith("with it")
    (fee,) = one["decisions"]
    assert fee["decision"] == "toy.garden.bee_fee"
    found = {c["change"]: (c["rows"], c["difference"] and c["difference"]["total"]) for c in fee["changes"]}
    assert found["lower"] == (1, -1000) and sum(rows for rows, _ in found.values()) == fee["rows"] == 2


def test_the_pieces_of_a_file_change_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    table = pa.table({"role": [r["role"] for r in rows_of(500)], "district": [f"{n % 4}" for n in range(500)]})
    made, listed = [], []
    for size in (500, 37):
        pq.write_table(table, "rows.parquet", row_group_size=size)
        args = ["run", "minimum_salary", "--data", "rows.parquet", "--on", "2018-01-01", "--compare-on", "2021-01-01", "--by", "district"]
        made.append(told(capsys, *args, "--out", "changed.parquet"))
        listed.append(pq.read_table("changed.parquet"))
    assert made[0] == made[1] and listed[0].equals(listed[1])
    changed = sum(k["rows"] for k in made[0]["comparisons"][0]["decisions"][0]["kinds"])
    assert listed[0].num_rows == changed > 0
