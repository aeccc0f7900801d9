"""The level three section as it lies in `statutes/`: each text that follows from its sources, character by character."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from pincitec.diagnostics import Source
from pincitec.law.beside import evidence_beside
from pincitec.law.flat import flatten
from pincitec.law.model import Section, Status, UnitText
from pincitec.law.normalise import normalise
from pincitec.law.places import (
    cite_unit,
    find_act,
    find_history,
    find_note,
    find_unit,
    governing_act,
    text_of,
    unit_in,
    version_before_act,
    version_on,
)
from pincitec.law.quotations import find
from pincitec.law.reading import read_section
from pincitec.syntax.law_format import format_law
from pincitec.syntax.law_tree import ActKind

STATUTES = Path(__file__).parents[2] / "statutes" / "us-nm"
LAW = STATUTES / "22-10A-11.law"
SEED = STATUTES / "sources" / "001_fab20f413383a857.txt"

C_2019 = (
    "The minimum salary for a level three-A teacher is sixty thousand dollars ($60,000) for a standard nine and one-half "
    "month contract; provided that teachers in an extended learning time program or K-5 plus program shall receive "
    "additional salary at the same rate as their base salary for that teaching time."
)
C_BEFORE = (
    "With the adoption by the department of a highly objective uniform statewide standard of evaluation for level three-A "
    "teachers, the minimum salary for a level three-A teacher for a standard nine and one-half month contract shall be "
)


@pytest.fixture(scope="module")
def section() -> Section:
    source = Source("statutes/us-nm/22-10A-11.law", LAW.read_text(encoding="utf-8"))
    found, problems = read_section(source, evidence_beside(LAW, source.path))
    assert problems == []
    assert found is not None
    return found


def unit(section: Section, day: date, *path: str) -> UnitText:
    version = version_on(section, day)
    target = find_unit(section, path, day)
    assert version is not None
    assert target is not None
    found = unit_in(version, target.identity)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2015, 7, 1), C_BEFORE + "fifty thousand dollars ($50,000)."),
        (date(2018, 5, 15), C_BEFORE + "fifty thousand dollars ($50,000)."),
        (date(2018, 5, 16), C_BEFORE + "fifty-four thousand dollars ($54,000)."),
        (date(2019, 6, 13), C_BEFORE + "fifty-four thousand dollars ($54,000)."),
        (date(2019, 6, 14), C_2019),
        (date(2022, 6, 30), C_2019),
    ],
)
def test_subsection_c_of_each_day(section: Section, day: date, words: str) -> None:
    assert flatten(unit(section, day, "C")).text == words


def test_half_open_intervals_without_gaps(section: Section) -> None:
    assert [(v.from_.isoformat(), v.until and v.until.isoformat()) for v in section.versions] == [
        ("2005-04-07", "2007-06-15"),
        ("2007-06-15", "2009-06-19"),
        ("2009-06-19", "2015-06-19"),
        ("2015-06-19", "2015-07-01"),
        ("2015-07-01", "2018-05-16"),
        ("2018-05-16", "2019-06-14"),
        ("2019-06-14", None),
    ]


def test_inferred_characters_are_marked_and_no_others(section: Section) -> None:
    pieces = unit(section, date(2016, 1, 1), "C").pieces
    assert [p.text for p in pieces if p.status is Status.INFERRED] == [", the"]
    assert all(p.status is Status.DERIVED for p in pieces if p.text != ", the")


def test_statuses_of_the_text_on_file_and_of_untouched_units(section: Section) -> None:
    assert {p.status for p in unit(section, date(2020, 1, 1), "C").pieces} == {Status.VERBATIM}
    assert {p.status for p in unit(section, date(2016, 1, 1), "B").pieces} == {Status.UNCHANGED}


def test_every_character_leads_back_to_the_file(section: Section) -> None:
    for version in section.versions:
        for top in version.units:
            flat = flatten(top)
            for run in flat.runs:
                if run.piece is None or run.piece.span is None or run.piece.status is Status.UNKNOWN:
                    continue
                assert section.source.excerpt(run.piece.span) == run.piece.text


def test_words_are_credited_to_the_act_that_brought_them(section: Section) -> None:
    flat = flatten(unit(section, date(2018, 6, 1), "C"))
    (match,) = find("fifty-four thousand dollars ($54,000)", flat)
    assert flat.acts(match.start, match.end) == ("Laws 2018, ch. 72, § 3",)
    (match,) = find("standard nine and one-half month contract", flat)
    assert flat.acts(match.start, match.end) == ()


def test_before_2015_nothing_is_invented(section: Section) -> None:
    version = version_on(section, date(2014, 1, 1))
    assert version is not None
    assert not version.complete
    flat = flatten(unit(section, date(2014, 1, 1), "C"))
    assert flat.has_unknown
    assert find("for the 2007-2008 school year", flat) == ()
    assert find("Paragraphs (1) through (4)", flat) == ()
    for letter in "DEFG":
        assert flatten(unit(section, date(2014, 1, 1), letter)).text == "⟨…⟩"
    for former in ("A", "B"):
        assert {p.status for p in unit(section, date(2014, 1, 1), former).pieces} == {Status.UNCHANGED}
    assert version_on(section, date(2005, 4, 6)) is None


def test_todays_d_is_not_the_d_of_2014(section: Section) -> None:
    today, then = find_unit(section, ("D",)), find_unit(section, ("D",), date(2014, 1, 1))
    assert today is not None
    assert then is not None
    assert today.identity != then.identity
    both = version_on(section, date(2015, 6, 20))
    assert both is not None
    assert unit_in(both, today.identity) is not None
    assert unit_in(both, then.identity) is not None


def test_the_text_before_the_acts_of_2019(section: Section) -> None:
    for title in ("Laws 2019, ch. 206, § 23", "Laws 2019, ch. 207, § 23"):
        version = version_before_act(section, title)
        assert version is not None
        assert (version.from_, version.until) == (date(2018, 5, 16), date(2019, 6, 14))
        governing = governing_act(section, title)
        assert governing is not None
        assert governing.applies is not None
        assert governing.applies.words.startswith("to school personnel contracted")


def test_every_act_of_the_history_line_is_on_file(section: Section) -> None:
    assert section.history is not None
    line = normalise(section.history.text)
    acts = [act for act in section.acts if act.kind is ActKind.ACT]
    assert len(acts) == 11 == line.count("ch.")
    places = []
    for act in acts:
        assert act.title.removeprefix("Laws ") in line
        places.append(line.index(act.title.removeprefix("Laws ")))
    assert places == sorted(places)
    assert {a.title for a in acts if a.effective is None} == {
        "Laws 2003, ch. 153, § 42",
        "Laws 2005, ch. 315, § 8",
        "Laws 2005, ch. 316, § 5",
        "Laws 2007, ch. 303, § 1",
        "Laws 2007, ch. 304, § 2",
    }


def test_nothing_of_the_annotations_is_left_out(section: Section) -> None:
    assert section.sources[0].not_taken == ()


def test_the_table_of_contents_lists_what_was_repealed_and_what_was_to_come(section: Section) -> None:
    head, table = section.contents
    assert [entry.number for entry in head.entries] == ["22-10A-11"]
    assert len(table.entries) == 56
    assert table.known_until == date(2022, 6, 30)
    assert [entry.number for entry in table.entries if entry.repealed] == ["22-10A-20.1", "22-10A-33", "22-10A-34"]
    to_come = {(entry.number, entry.effective) for entry in table.entries if entry.effective is not None}
    assert to_come == {("22-10A-8", date(2022, 7, 1)), ("22-10A-8.1", date(2022, 7, 1))}
    old, new = (entry for entry in table.entries if entry.number == "22-10A-8")
    assert (old.replaced_on, new.effective, old.catchline) == (date(2022, 7, 1), date(2022, 7, 1), new.catchline)
    assert [entry.printed for entry in table.entries] == [
        line.strip() for line in SEED.read_text(encoding="utf-8").split("Chapter 22 - Public Schools")[1].splitlines()
        if line.startswith("Section ")
    ]  # fmt: skip


def test_the_source_is_as_received(section: Section) -> None:
    assert hashlib.sha256(SEED.read_bytes()).hexdigest() == section.sources[0].sha256


def test_the_misquotation_of_both_acts_is_recorded(section: Section) -> None:
    (tolerance,) = section.tolerances
    assert (tolerance.kind, tolerance.text, tolerance.printed) == (
        "missing word",
        "extended learning time program",
        "extended learning program",
    )


def test_what_of_each_act_is_in_the_reconciled_text(section: Section) -> None:
    by_title = {act.title: act.incorporated for act in section.acts if act.incorporated}
    (of_206,) = by_title["Laws 2019, ch. 206, § 23"]
    (of_207,) = by_title["Laws 2019, ch. 207, § 23"]
    assert (of_206.kept, of_206.total, of_206.added) == (41, 41, ("time",))
    assert (of_207.kept, of_207.total, of_207.missing) == (29, 29, ())
    assert of_207.added == ("sixty thousand dollars ($60,000) for a standard nine and one-half month contract;", "time")


def test_citable_places(section: Section) -> None:
    heading = find_unit(section, ("heading",))
    history, note = find_history(section), find_note(section, "Applicability")
    act = find_act(section, "Laws 2018, ch. 72, § 3")
    version = version_on(section, date(2020, 1, 1))
    assert heading is not None
    assert history is not None
    assert note is not None
    assert act is not None
    texts = [text_of(section, target, version) for target in (heading, history, note, act)]
    starts = ["Level three licensure", "History: 1978 Comp.", "Applicability. —", "The 2018 amendment"]
    for text, start in zip(texts, starts, strict=True):
        assert text is not None
        assert flatten(text).text.startswith(start)
    assert cite_unit(section, ("C", "1")) == "NMSA 1978, § 22-10A-11(C)(1)"
    assert find_unit(section, ("E",)) is None


def test_horizon(section: Section) -> None:
    assert section.horizon.known_until == date(2022, 6, 30)
    assert not section.horizon.unknown
    assert "Effective July 1, 2022" in section.horizon.because


def test_the_file_is_formatted(section: Section) -> None:
    assert format_law(section.source) == section.source.text
