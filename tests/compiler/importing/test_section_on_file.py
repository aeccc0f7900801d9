"""The page from which a person wrote `statutes/us-nm/22-10A-11.law`, imported: what follows of itself is equal, the rest is listed."""

import difflib
import hashlib
from pathlib import Path, PurePosixPath

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.compiler.importing.pages import told

from pincitec.diagnostics import Source
from pincitec.law.importing.annotated import Imported, Wanted, import_annotated
from pincitec.law.importing.page import lines_of
from pincitec.law.importing.written import Origin
from pincitec.law.model import Section, Status, UnitText
from pincitec.law.places import units_of
from pincitec.law.reading import read_section
from pincitec.syntax.law_build import build_law
from pincitec.syntax.law_format import format_law
from pincitec.syntax.law_parse import parse_law
from pincitec.syntax.law_write import act as write_act

LAW = Path(__file__).parents[3] / "statutes" / "us-nm" / "22-10A-11.law"
PAGE = (LAW.parent / "sources" / "001_fab20f413383a857.txt").read_text(encoding="utf-8")
JOINT = "strike ⟨what joined these words to those around them⟩"
BECAUSE = '\n    because "the note does not say which marks and capitals came or went with the words that it quotes"'

BY_A_PERSON = (
    (f'level three-A teachers"\n    {JOINT}', 'level three-A teachers{?, the}"'),
    (f'after "teachers" {JOINT}\n    strike "counselors and', 'after "teachers" strike "{?, }counselors and'),
    ('school administrators"\n', 'school administrators" because "a list of three needs a comma"\n'),
)
"""What a person has to write, with the reason, for the file to say all that the one in the repository says."""


@pytest.fixture(scope="module")
def imported() -> Imported:
    name = PurePosixPath("sources/001_fab20f413383a857.txt")
    origin = Origin("justia", name, hashlib.sha256(PAGE.encode()).hexdigest(), "quoted as evidence")
    made = import_annotated(Source("page.txt", PAGE), PAGE, origin, Wanted())
    assert not isinstance(made, list)
    return made


def read(text: str) -> Section:
    section, problems = read_section(Source("x.law", text), lambda _: Source("page.txt", PAGE))
    assert problems == []
    assert section is not None
    return section


@pytest.fixture(scope="module")
def on_file() -> Section:
    return read(LAW.read_text(encoding="utf-8"))


Shown = list[tuple[str, tuple[str, ...], str, list[tuple[str, Status, str | None]]]]


def shown(unit: UnitText) -> tuple[str, tuple[str, ...], str, list[tuple[str, Status, str | None]]]:
    return unit.identity, unit.path, unit.designator, [(piece.text, piece.status, piece.act) for piece in unit.pieces]


def all_shown(section: Section) -> list[tuple[str, Shown]]:
    return [(f"{v.from_} {v.until} {v.complete} {v.acts}", [shown(unit) for unit in units_of(v)]) for v in section.versions]


def test_all_but_two_joints_follow_of_itself(imported: Imported, on_file: Section) -> None:
    ours, theirs = imported.section, on_file
    assert [(v.from_, v.until, v.assumed, v.acts) for v in ours.versions] == [
        (v.from_, v.until, v.assumed, v.acts) for v in theirs.versions
    ]
    assert ours.surviving == theirs.surviving
    different = set()
    for one, other in zip(ours.versions, theirs.versions, strict=True):
        by_a_person = {unit.identity: unit for unit in units_of(other)}
        assert [unit.identity for unit in units_of(one)] == list(by_a_person)
        for unit in units_of(one):
            if shown(unit) != shown(by_a_person[unit.identity]):
                different.add((one.from_.isoformat(), unit.identity))
                assert known_words(unit) == known_words(by_a_person[unit.identity])
    since_2005 = ["2005-04-07", "2007-06-15", "2009-06-19", "2015-06-19", "2015-07-01", "2018-05-16"]
    assert different == {(day, "C") for day in since_2005} | {(day, "heading") for day in since_2005[:4]}


def known_words(unit: UnitText) -> list[str]:
    weak = {Status.INFERRED, Status.UNKNOWN}
    return " ".join(piece.text for piece in unit.pieces if piece.status not in weak).split()


def test_the_acts_and_their_evidence_are_equal(imported: Imported, on_file: Section) -> None:
    ours, theirs = imported.section, on_file
    for one, other in zip(ours.acts, theirs.acts, strict=True):
        assert (one.title, one.kind, one.effective, one.reconciled, one.by) == (
            other.title, other.kind, other.effective, other.reconciled, other.by,
        )  # fmt: skip
        assert [(n.label, n.text) for n in one.notes] == [(n.label, n.text) for n in other.notes]
        assert one.remainder == other.remainder
        assert [a.words for a in (one.applies, other.applies) if a] in ([], [one.applies.words] * 2 if one.applies else [])
        assert [(i.act, i.words, i.kept, i.total) for i in one.incorporated] == [
            (i.act, i.words, i.kept, i.total) for i in other.incorporated
        ]
    assert [(t.act, t.kind, t.printed) for t in ours.tolerances] == [(t.act, t.kind, t.printed) for t in theirs.tolerances]
    assert ours.history is not None and theirs.history is not None
    assert ours.history.text == theirs.history.text
    assert (ours.cites, ours.authority, ours.ladder) == (theirs.cites, theirs.authority, theirs.ladder)


def test_with_what_a_person_adds_every_text_is_equal(imported: Imported, on_file: Section) -> None:
    text = imported.text
    for ours, theirs in BY_A_PERSON:
        assert text.count(ours) == 1
        text = text.replace(ours, theirs)
    assert all_shown(read(text)) == all_shown(on_file)


def test_what_differs_from_the_file_by_a_person(imported: Imported, snapshot: SnapshotAssertion) -> None:
    ours, theirs = (_acts(text) for text in (imported.text, LAW.read_text(encoding="utf-8")))
    assert "\n".join(difflib.unified_diff(ours, theirs, "imported", "by a person", n=0, lineterm="")) == snapshot


def _acts(text: str) -> list[str]:
    lossless, _ = parse_law(Source("x.law", text))
    assert lossless is not None
    return "\n".join(write_act(node) for node in build_law(lossless)[0].acts).split("\n")


def test_what_a_person_is_told(imported: Imported, snapshot: SnapshotAssertion) -> None:
    assert "\n".join(told(imported, PAGE)) == snapshot


def test_no_line_is_lost(imported: Imported) -> None:
    left = {line.number for line in imported.left}
    for line in lines_of(Source("page.txt", PAGE)):
        words = line.text.removeprefix("Section 22-10A-11 - ") if line.number == 3 else line.text
        assert (f"\n{words}\n" in imported.text) or (line.number in left), line
    assert {line.text for line in imported.left} == {"New Mexico Statutes", "Article 10A - School Personnel"}


def test_the_file_is_laid_out_as_fmt_does(imported: Imported) -> None:
    assert format_law(Source("x.law", imported.text)) == imported.text
