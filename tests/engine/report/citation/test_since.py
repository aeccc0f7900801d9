"""What a report says is different since an earlier one, since a lock file, and since files that are neither."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from tests.engine.report.citation.small import FILES, report_on, town

from pincite.report.citation.as_json import data, render_json
from pincite.report.citation.since import read_earlier, since_lock, since_report, snapshot
from pincite.report.citation.view import Changes, CitationReport
from pincitec.diagnostics import Diagnostic, Source
from pincitec.lock.reading import read_lock
from pincitec.locking import locked


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> CitationReport:
    return report_on(town(tmp_path_factory.mktemp("town")))


def since(now: CitationReport, text: str) -> Changes | Diagnostic:
    earlier = read_earlier(Source("old.json", text))
    return earlier if isinstance(earlier, Diagnostic) else since_report(now, earlier, "old.json")


def changed(folder: Path, report: CitationReport, name: str, old: str, new: str) -> dict[str, list[tuple[str, str, list[str]]]]:
    """The changes that a change of one file brings, since the report of the file as it is."""
    assert old in FILES[name]
    found = since(report_on(town(folder, {name: FILES[name].replace(old, new)})), render_json(report))
    assert isinstance(found, Changes)
    return {kind: [(c.kind, c.what, list(c.lines)) for c in changes] for kind, changes in found.groups}


def test_nothing_is_different_from_itself(report: CitationReport) -> None:
    found = since(report, render_json(report))
    assert isinstance(found, Changes)
    assert (found.groups, found.notes) == ((), ("Nothing is different.",))


def test_a_threshold(tmp_path: Path, report: CitationReport) -> None:
    found = changed(tmp_path, report, "policy/garden.pol", "means enrolled", "means not enrolled")
    assert set(found) == {"Clauses", "Results of scenarios"}
    (clause,) = found["Clauses"]
    assert clause[:2] == ("changed", "Town Code § 1(A): A resident is entitled to a plot")
    assert next(line for line in clause[2] if line.startswith("conditions, is")).endswith("(3) is enrolled: no")
    assert [c[1] for c in found["Results of scenarios"]] == ["two years: town.garden.plot"]


def test_a_clause_that_moves_changes_no_other(tmp_path: Path, report: CitationReport) -> None:
    old = 'provision code(D) {\n  "The clerk'
    new = 'provision code(D) {\n  "at any reasonable time" means define at_any_time = enrolled\n  "The clerk'
    rules = FILES["policy/garden.pol"].replace('untranslatable code(D) "at any reasonable time"', 'untranslatable code(D) "The clerk may"')
    assert old in rules
    found = since(report_on(town(tmp_path, {"policy/garden.pol": rules.replace(old, new)})), render_json(report))
    assert isinstance(found, Changes)
    assert [(c.kind, c.what) for kind, cs in found.groups if kind == "Clauses" for c in cs] == [
        ("came", "Town Code § 1(D): “at any time” is so where this holds: is enrolled.")
    ]


def test_a_choice(tmp_path: Path, report: CitationReport) -> None:
    found = changed(tmp_path, report, "policy/garden.pol", 'by "the council" on 2021-05-03', 'by "the clerk" on 2023-01-09')
    (choice,) = found["Choices of interpretation"]
    assert choice[1] == "Which years of living here count"
    assert choice[2][1].startswith("chosen, is: Read as “years without a break”: chosen by the clerk on January 9, 2023")


def test_the_law_and_the_files_received(tmp_path: Path, report: CitationReport) -> None:
    import hashlib

    from tests.engine.report.citation.small import LAW, PRINTED

    printed = PRINTED.replace("is enrolled", "is registered")
    law = LAW.replace("is enrolled", "is registered").format(hash=hashlib.sha256(printed.encode()).hexdigest())
    rules = FILES["policy/garden.pol"].replace('"is enrolled"                  means', '"is registered" means')
    files = {"statutes/sources/print.txt": printed, "statutes/garden.law": law, "policy/garden.pol": rules}
    found = since(report_on(town(tmp_path, files)), render_json(report))
    assert isinstance(found, Changes)
    groups = dict(found.groups)
    assert [(c.kind, c.what) for c in groups["Files as received"]] == [("changed", "statutes/sources/print.txt")]
    assert [(c.kind, c.what, c.anchor) for c in groups["Texts of the law"]] == [("changed", "Town Code § 1(A)", "town-1-A")]
    assert {(c.kind, c.what) for c in groups["Quotations"]} == {
        ("came", "“is registered”, Town Code § 1 (A)"),
        ("went", "“is enrolled”, Town Code § 1 (A)"),
    }


def test_since_a_lock_file(tmp_path: Path, report: CitationReport) -> None:
    from pincitec.lock.writing import write_lock

    project = town(tmp_path)
    written = write_lock(locked(project).now)
    old = read_lock(Source("pincite.lock", written))
    assert not isinstance(old, Diagnostic)
    now = locked(project).now
    assert since_lock(now, old, "pincite.lock").notes[0] == "Nothing is different."
    rules = FILES["policy/garden.pol"].replace('"is enrolled"                  means', '"is enrolled." means')
    now = locked(town(tmp_path, {"policy/garden.pol": rules})).now
    ((kind, found),) = since_lock(now, old, "pincite.lock").groups
    assert kind == "Quotations" and {c.kind for c in found} == {"came", "went"}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"schema": "pincite-report/2"}',
        '{"schema": "pincite-report/1"}',
        '{"schema": "pincite-report/1", "sources": [3]}',
        '{"schema": "pincite-report/1", "sources": 1.5}',
        '{"schema": "pincite-report/1", "sources": NaN}',
        '{"schema":' * 50_000,
        "[" * 100_000,
    ],
)
def test_what_is_no_report_is_refused(report: CitationReport, text: str) -> None:
    found = since(report, text)
    assert isinstance(found, Diagnostic)
    assert found.rule.code == "PC907" and found.help


plain = st.recursive(st.none() | st.booleans() | st.integers() | st.text(max_size=5), lambda x: st.lists(x, max_size=3), max_leaves=8)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_damaged_report_is_refused_or_read(report: CitationReport, data: st.DataObject) -> None:
    """Whatever is put in place of a part of a report, nothing is raised."""
    whole = json.loads(render_json(report))
    at: Any = whole
    for _ in range(data.draw(st.integers(1, 6))):
        keys = list(at) if isinstance(at, dict) else list(range(len(at))) if isinstance(at, list) else []
        if not keys:
            break
        key = data.draw(st.sampled_from(keys))
        if not isinstance(at[key], dict | list) or data.draw(st.booleans()):
            at[key] = data.draw(plain)
            break
        at = at[key]
    since(report, json.dumps(whole))


def test_a_report_read_back_is_the_report(report: CitationReport) -> None:
    assert read_earlier(Source("old.json", render_json(report))) == snapshot(data(report))
