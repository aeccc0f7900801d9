"""The citation report of the built-in library: a reviewer finds, for any amount or date of any rule, the words that it comes from."""

import re
from collections.abc import Iterator, Mapping

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from pincite.report.citation.as_json import render_json
from pincite.report.citation.book import book
from pincite.report.citation.build import citation_report
from pincite.report.citation.chapters import lay_out
from pincite.report.citation.figures import bound
from pincite.report.citation.render import render_html, render_markdown
from pincite.report.citation.view import CitationReport, Clause, Words
from pincitec.check.uses import uses
from pincitec.compile import Study, study
from pincitec.diagnostics import Span
from pincitec.law.normalise import normalise
from pincitec.project import find_project
from pincitec.syntax import pol_tree as t
from tests.policy.library import ROOT


@pytest.fixture(scope="module")
def library() -> Study:
    project, problems = find_project(ROOT)
    assert not problems
    return study(project)


@pytest.fixture(scope="module")
def report(library: Study) -> CitationReport:
    return citation_report(library)


@pytest.fixture(scope="module")
def marks(report: CitationReport) -> Mapping[str, str]:
    """What follows each mark in its paragraph, by the anchor of the mark; and each paragraph by its own."""
    found: dict[str, str] = {}
    for chapter in report.chapters:
        for spread in chapter.spreads:
            for p in (*spread.paragraphs, *(p for e in spread.earlier for p in e.paragraphs)):
                for i, run in enumerate(p.runs):
                    rest = "".join(r.text for r in p.runs[i:])
                    found.update(dict.fromkeys(run.begins, normalise(rest)))
                if p.anchor:
                    found[p.anchor] = normalise("".join(r.text for r in p.runs))
    return found


def clauses(report: CitationReport) -> Iterator[Clause]:
    for chapter in report.chapters:
        for spread in chapter.spreads:
            yield from spread.clauses


def test_every_clause_stands_in_the_report_once(library: Study, report: CitationReport) -> None:
    written = [c.id for m in library.modules for c in m.clauses]
    shown = [c.id for c in clauses(report)]
    assert sorted(shown) == sorted(written)
    assert [c.number for c in clauses(report)] == sorted(c.number for c in clauses(report))


def test_every_remark_stands_beside_its_place(library: Study, report: CitationReport) -> None:
    written = sum(len(m.remarks) for m in library.modules)
    assert sum(len(s.remarks) for c in report.chapters for s in c.spreads) == written
    assert sum(len(r.entries) for r in report.registers if r.anchor.startswith("register-")) == written


def test_every_number_of_a_rule_leads_to_its_words(library: Study, report: CitationReport, marks: Mapping[str, str]) -> None:
    listed = [f for group in report.figures for f in group.figures]
    for f in listed:
        rest = marks[f.place.anchor]
        words = normalise(f.words)
        # words of several units are marked where they begin; the figure may stand further on
        assert words in rest or not rest.startswith(words[:1]) or len(words) > len(rest), (f.literal, f.words, f.place)
    located = {f.location for f in listed}
    lines = {
        f"{u.literal.span.path}:{library.sources[u.literal.span.path].line_column(u.literal.span.start)[0]}"
        for m in library.modules
        for one in m.followed
        if any(s.state == "in_force" for s in one.stands)
        for u in uses(one.clause)
    }
    assert lines <= located


def test_every_literal_of_every_declaration_is_in_the_index(library: Study, report: CitationReport, marks: Mapping[str, str]) -> None:
    """By span, from the trees of all files: what no row of the index is made of, and states law or information, is missing."""
    about = book(library)
    for section in about.sections:
        lay_out(about, section)
    rows = list(bound(about))
    indexed = {b.span for b in rows}
    silent = t.Verify | t.Calendar | t.Scenario
    written = {x for m in library.modules for d in m.file.declarations if not isinstance(d, silent) for x in literal_spans(d)}
    assert len(written) > 50
    missing = [f"{s.path}: {library.sources[s.path].text[s.start : s.end]}" for s in written - indexed]
    assert not missing, sorted(missing)
    shown = {f for group in report.figures for f in group.figures}
    assert {b.figure for b in rows} == shown
    anchors = {c.anchor for c in clauses(report)} | {r.anchor for c in report.chapters for s in c.spreads for r in s.remarks}
    for f in shown:
        assert f.place.anchor in marks, f
        assert f.clause.anchor in anchors, f


def literal_spans(node: object) -> Iterator[Span]:
    """The places of all amounts, dates and numbers that a tree writes, without those of conditions that no words state."""
    if isinstance(node, t.Uncited):
        return
    if isinstance(node, t.Literal) and node.kind not in ("boolean", "text"):
        yield node.span
    if isinstance(node, t.Block) and node.number_span is not None:
        yield node.number_span
    names: list[str] = [a.name for a in getattr(node, "__attrs_attrs__", ())]
    for part in (*(getattr(node, name) for name in names), *(node if isinstance(node, tuple) else ())):
        yield from literal_spans(part)


def test_every_reading_of_ours_leads_to_the_law_and_its_clause(report: CitationReport, marks: Mapping[str, str]) -> None:
    register = next(r for r in report.registers if r.anchor == "readings-of-ours")
    known = {c.anchor for c in clauses(report)}
    for entry in register.entries:
        assert entry.refs, entry
        assert {r.anchor for r in entry.refs} <= known
        assert entry.words or entry.source, entry  # a condition without words of its own has its text in the rules
        assert {w.anchor for w in entry.words} <= set(marks)


def test_what_each_quotation_leads_to_begins_with_its_words(report: CitationReport, marks: Mapping[str, str]) -> None:
    def check(w: Words) -> None:
        if w.anchor.startswith("words-"):
            first = re.split("…", normalise(w.words))[0].strip()[:25]
            assert marks[w.anchor].startswith(first), w

    for clause in clauses(report):
        for w in clause.own:
            check(w)
        pending = [*clause.elements, *clause.exceptions]
        while pending:
            e = pending.pop()
            if e.words is not None:
                check(e.words)
            pending += e.children


def test_information_is_never_beside_a_clause(report: CitationReport) -> None:
    assert not [c for chapter in report.chapters if not chapter.rests for s in chapter.spreads for c in s.clauses]


def test_plain_words_are_whole_sentences(report: CitationReport) -> None:
    for clause in clauses(report):
        said = f"{clause.says} {clause.lead}".strip()
        assert said.endswith((".", ":")) and said[:1] in said[:1].upper() + "“", said
        assert " to to " not in said and "  " not in said and "None" not in said, said
        assert not re.search(r"\b(us_nm|us_ma|us_ar)\b", said), said


# ---- as it is read


class Markdown(SingleFileSnapshotExtension):
    _write_mode = WriteMode.TEXT
    file_extension = "md"


class Html(Markdown):
    file_extension = "html"


class Json(Markdown):
    file_extension = "json"


def steady(text: str) -> str:
    """The text without what every edit of the rules or the program changes: hashes, lines of files."""
    text = re.sub(r"\b(?:[0-9a-f]{64}|[0-9a-f]{12})\b", "DIGEST", text)
    text = re.sub(r"(\.(?:pol|law)):\d+", r"\1:LINE", text)
    text = re.sub(r"(-(?:pol|law))-\d+(?:-\d+)?\b", r"\1-LINE", text)
    return re.sub(r"pincite \d+(\.\d+)+", "pincite VERSION", text)


RULES = (
    "us_nm.level_three",
    "us_nm.aps.advancement",
    "us_ma.nea.micro_credentials",
    "us_ar.dese.micro_credentials",
    "us_ny.nyc.teaching_matters",
)


@pytest.mark.parametrize("policy", RULES)
def test_as_markdown(library: Study, policy: str, snapshot: SnapshotAssertion) -> None:
    made = citation_report(library, named=(policy,))
    assert steady(render_markdown(made)) == snapshot(name=policy, extension_class=Markdown)


def test_as_html(library: Study, snapshot: SnapshotAssertion) -> None:
    text = render_html(citation_report(library, named=("us_nm.level_three",)))
    text = re.sub(r"<style>.*?</style>", "<style>…</style>", text, flags=re.DOTALL)
    assert steady(text) == snapshot(name="us_nm.level_three", extension_class=Html)


def test_as_json(library: Study, snapshot: SnapshotAssertion) -> None:
    made = citation_report(library, named=("us_ny.nyc.teaching_matters",))
    assert steady(render_json(made)) == snapshot(name="us_ny.nyc.teaching_matters", extension_class=Json)
