"""Summaries of runs: counts that add up, every format, damaged and foreign files, the same bytes each time."""

import json
import re
from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from attrs import evolve
from click.testing import CliRunner
from jsonschema import validate
from tests.engine.texts.pseudo import left_over, pseudo

import pincite
from pincite.cli.summary import summary
from pincite.population.reasons.files import read, written
from pincite.population.reasons.told import TOLD
from pincite.population.summary import FORMATS, Summary, rendered, summary_of
from pincite.population.summary.plots import labels
from pincite.population.summary.tables import sheets
from pincite.population.summary.words import share
from pincite.texts import language
from pincite.texts.reading import read_language

DECISION = "us_xx.made.grant"
ROOT = Path(__file__).parents[4]
BAD = "<script>alert(1)</script> $x_1$ \x1b[31m"


def unmet(*texts: str) -> list[dict[str, object]]:
    return [{"text": t, "citation": "Code § 1(A)", "words": [], "facts": [], "alternative": False, "alone": False} for t in texts]


def missing(*names: str) -> list[dict[str, str]]:
    return [{"fact": f"us_xx.made.{n}", "label": f"the {n}"} for n in names]


REASONS = [
    {"reason": 0, "rows": 5, "verdict": "fails", "outcome": "fails", "unmet": unmet("has a degree"), "missing": []},
    {"reason": 1, "rows": 4, "verdict": "undetermined", "outcome": "undetermined", "unmet": [], "missing": missing("years")},
    {"reason": 2, "rows": 3, "verdict": "fails", "outcome": "fails", "unmet": unmet("has a degree", BAD), "missing": []},
    {"reason": 3, "rows": 2, "verdict": "holds", "outcome": "holds", "unmet": [], "missing": []},
    {"reason": 4, "rows": 1, "verdict": "undetermined", "outcome": "undetermined", "unmet": [], "missing": missing("degree", "years")},
]


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return made(tmp_path / "decided.parquet")


def made(out: Path, *, reasons: bool = True) -> Path:
    """An output of fifteen rows, with their reasons beside it."""
    rows = [r for r in REASONS for _ in range(int(str(r["rows"])))]
    words = pa.dictionary(pa.int8(), pa.string())
    table = pa.table(
        {
            "id": pa.array(range(len(rows))),
            "district": pa.array([["north", "=south", None][i % 3] for i in range(len(rows))]),
            "verdict": pa.array([r["verdict"] for r in rows]).cast(words),
            "outcome": pa.array([r["outcome"] for r in rows]).cast(words),
            "law_status": pa.array(["ok"] * len(rows)).cast(words),
            "value": pa.array([None, 5, 7] * 5, pa.decimal128(19, 2)),
            "reason": pa.array([r["reason"] for r in rows], pa.int32()),
        }
    ).replace_schema_metadata({"pincite.decisions": DECISION})
    pq.write_table(table, out)
    if reasons:
        told = pa.Table.from_pylist([{"decision": DECISION, "law_status": "ok", "explained": True, **r} for r in REASONS], schema=TOLD)
        out.with_name(f"{out.stem}.reasons.parquet").write_bytes(written(told, "parquet"))
    return out


def summed(out: Path, *by: str) -> Summary:
    found, problems = summary_of(out, by=by)
    assert found is not None, problems
    return found


def test_counts_are_of_rows_not_of_reasons(out: Path) -> None:
    (told,) = summed(out, "district").decisions
    assert {c.word: c.rows for c in told.verdicts} == {"holds": 2, "fails": 8, "undetermined": 5}
    assert [(f.text, f.rows, f.alone) for f in told.failing or ()] == [("has a degree", 8, 5), (BAD, 3, 0)]
    assert [(m.label, m.rows, m.alone, m.reached) for m in told.lacking or ()] == [("the years", 5, 4, 4), ("the degree", 1, 0, 5)]
    assert [(g.value, g.rows) for g in told.by[0].groups] == [("=south", 5), ("north", 5), (None, 5)]
    assert told.amounts is not None
    assert (told.amounts.rows, told.amounts.least, told.amounts.greatest, str(told.amounts.total)) == (10, "5.00", "7.00", "60.00")


def test_rows_whose_reasons_are_not_explained_are_told_where_they_would_count(out: Path) -> None:
    reasons = [{"decision": DECISION, "law_status": "ok", **r, "explained": r["reason"] not in (1, 2, 3)} for r in REASONS]
    out.with_name(f"{out.stem}.reasons.parquet").write_bytes(written(pa.Table.from_pylist(reasons, schema=TOLD), "parquet"))
    (told,) = summed(out).decisions
    assert (told.untold, told.untold_fails, told.untold_open) == (9, 3, 4)
    assert (told.fails + told.untold_fails, told.open + told.untold_open) == (8, 5)
    said = " ".join(str(rendered(summed(out), "text")).split())
    assert "Not counted here: 3 rows with reasons" in said and "Not counted here: 4 rows with reasons" in said


def test_the_same_output_gives_the_same_bytes_in_every_format(out: Path) -> None:
    for format in FORMATS:
        assert rendered(summed(out, "district"), format) == rendered(summed(out, "district"), format)


def test_a_table_fits_a_terminal_and_nothing_in_it_acts(out: Path) -> None:
    text = str(rendered(summed(out, "district"), "text"))
    assert all(len(line) <= 80 for line in text.splitlines())
    assert "\x1b" not in text
    assert re.search(r"has a degree +Code § 1\(A\) +8 +100\.0 % +5 +3", text)


def test_the_page_has_no_script_and_words_for_each_plot(out: Path) -> None:
    page = str(rendered(summed(out), "html"))
    assert "<script" not in page
    assert "\x1b" not in page
    assert page.count('<figure role="img" aria-label="') == page.count("<svg") == 3
    names = re.findall(r' id="([^"]*)"', page)
    assert len(names) == len(set(names))
    assert not re.findall(r'(?:src|href)="(?!#)', re.sub(r'xmlns(?::xlink)?="[^"]*"', "", page))


def test_pictures_are_pictures_without_the_day(out: Path) -> None:
    png, svg = rendered(summed(out), "png"), rendered(summed(out), "svg")
    assert isinstance(png, bytes) and png.startswith(b"\x89PNG")
    assert isinstance(svg, bytes) and b"<script" not in svg
    assert b"dc:date" not in svg


def test_a_spreadsheet_finds_no_formula(out: Path) -> None:
    lines = str(rendered(summed(out, "district"), "csv")).splitlines()
    assert any(",'=south," in line for line in lines)


def test_json_has_whole_numbers(out: Path) -> None:
    data = json.loads(rendered(summed(out, "district"), "json"))
    validate(data, json.loads((ROOT / "docs/schemas/summary-1.json").read_text(encoding="utf-8")))
    assert data["schema"] == "pincite-summary/1"
    assert data["decisions"][0]["verdicts"] == {"holds": 2, "fails": 8, "undetermined": 5}
    assert data["decisions"][0]["values"]["total"] == "60.00"


def test_without_reasons_it_says_so(tmp_path: Path) -> None:
    found, problems = summary_of(made(tmp_path / "decided.parquet", reasons=False))
    assert found is not None and found.decisions[0].failing is None
    assert [p.rule.code for p in problems] == ["PC982"]


def test_reasons_of_another_run_are_refused(out: Path) -> None:
    told = read(out.with_name("decided.reasons.parquet")).slice(1)
    out.with_name("decided.reasons.parquet").write_bytes(written(told, "parquet"))
    found, problems = summary_of(out)
    assert found is None
    assert [p.rule.code for p in problems] == ["PC980"]
    assert "not those of the 15 rows" in problems[0].notes[0]


@pytest.mark.parametrize("name", ["decided.parquet", "decided.reasons.parquet"])
def test_a_damaged_file_is_told_and_not_read(out: Path, name: str) -> None:
    file = out.with_name(name)
    file.write_bytes(file.read_bytes()[:-20])
    assert [p.rule.code for p in summary_of(out)[1]] == ["PC980"]


def test_a_column_that_is_not_there_is_told_with_what_is_near(out: Path) -> None:
    done = CliRunner().invoke(summary, [str(out), "--by", "distrct"], standalone_mode=False)
    assert done.return_value == 1
    assert "did you mean `district`?" in done.stderr


def test_the_output_is_never_written_over(out: Path) -> None:
    before = out.read_bytes()
    done = CliRunner().invoke(summary, [str(out), "--format", "text", "-o", str(out)], standalone_mode=False)
    assert done.return_value != 0
    assert out.read_bytes() == before


def test_other_formats_of_the_output_are_read_too(out: Path) -> None:
    table = pq.read_table(out)
    plain = pa.table({n: table[n].cast(pa.string()) for n in table.schema.names})
    from pyarrow import csv

    csv.write_csv(plain, out.with_suffix(".csv"))
    with pa.ipc.new_file(str(out.with_suffix(".arrow")), table.schema) as writer:
        writer.write_table(table)
    first = summed(out, "district").decisions[0]
    for ending in (".csv", ".arrow"):
        told = summed(out.with_suffix(ending), "district").decisions[0]
        assert (told.decision, told.verdicts, told.failing) == (first.decision, first.verdicts, first.failing)


def test_reasons_in_csv_are_read_as_well(out: Path) -> None:
    first = summed(out).decisions[0]
    beside = out.with_name("decided.reasons.parquet")
    out.with_name("decided.reasons.csv").write_bytes(written(read(beside), "csv"))
    beside.unlink()
    told = summed(out).decisions[0]
    assert (told.lacking, told.fails, told.open) == (first.lacking, first.fails, first.open)
    assert [f.rows for f in told.failing or ()] == [f.rows for f in first.failing or ()]


def test_reasons_are_written_and_read_back_in_each_format(out: Path) -> None:
    told = read(out.with_name("decided.reasons.parquet"))
    for format in ("parquet", "arrow", "csv", "json"):
        assert written(told, format) == written(told, format)
    out.with_name("r.arrow").write_bytes(written(told, "arrow"))
    assert read(out.with_name("r.arrow")).equals(told)
    assert b"has a degree [Code \xc2\xa7 1(A)]" in written(told, "csv")
    assert len(json.loads(written(told, "json"))["reasons"]) == len(told)


def test_shares_are_rounded_to_the_nearest_tenth() -> None:
    assert [share(1, 6), share(1, 2000), share(1, 2001), share(5, 5)] == ["16.7 %", "0.1 %", "0.0 %", "100.0 %"]


def test_labels_of_a_plot_are_told_apart() -> None:
    long = "has been a teacher in a public school of the state for at least three years before the day of the application"
    named = [(long, "Code § 1(A)"), (f"{long}, and not on leave", "Code § 1(B)"), (long, "Code § 1(B)"), ("is of age", "Code § 1(B)")]
    made = labels(named)
    assert len(set(made)) == 4 and all(one.count("\n") <= 1 for one in made)
    assert made[0].endswith("\nCode § 1(A)") and made[1].startswith("2. has been") and made[3] == "is of age"


def test_two_facts_of_one_label_are_told_apart(out: Path) -> None:
    (told,) = summed(out).decisions
    years, degree = told.lacking or ()
    (sheet,) = (s for s in sheets(evolve(told, lacking=(years, evolve(degree, label=years.label)))) if s.kind == "lacking")
    assert [row[0] for row in sheet.rows] == [f"{years.label} ({years.fact})", f"{years.label} ({degree.fact})"]


def test_every_text_of_a_summary_is_from_the_catalogue(out: Path) -> None:
    with language(pseudo()) as voice:
        found = summed(out, "district")
        page, text = str(rendered(found, "html")), str(rendered(found, "text"))
    assert voice is not None and list(voice.untranslated) == []
    authored = ("grant", "has a degree", "the years", "the degree", "north", "=south", "district", "decided.parquet", "Code", "alert")
    shown = re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL)
    assert [part for part in left_over(shown) if not any(word in part for word in authored)] == []
    assert "⟦WHY NOT⟧" in text and "⟦undetermined⟧" in text


def test_a_summary_in_spanish(out: Path) -> None:
    spanish, problems, _ = read_language(ROOT / "examples" / "languages", "examples/languages", "es")
    assert spanish is not None and not problems
    with language(spanish) as voice:
        text = str(rendered(summed(out, "district"), "text"))
    assert voice is not None and list(voice.untranslated) == []
    assert "POR QUÉ NO" in text and "15 filas de decided.parquet" in text and "Por sí solo" not in text
    assert all(len(line) <= 80 for line in text.splitlines())


def test_an_exemplar_has_the_facts_of_its_own_decision() -> None:
    people = pa.table({"role": ["teacher"], "national_board": [True]})
    decisions = ["minimum_salary", "level_three_a"]
    _, reasons = pincite.run(pincite.load(ROOT), decisions, people, on=date(2021, 6, 1), reasons=True)
    read = {r["decision"].rpartition(".")[2]: [name.rpartition(".")[2] for name in json.loads(r["facts"])] for r in reasons.to_pylist()}
    assert read == {"minimum_salary": ["role"], "level_three_a": ["national_board"]}
