"""Akoma Ntoso and USLM → `.law`: what is taken, on which day, what is left and listed, and what is refused."""

from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.compiler.law.exchange.samples import (
    AKN,
    AKN_LINES,
    READERS,
    USLM,
    USLM_LINES,
    block,
    draft,
    receipt,
    refused,
    section,
    written,
)

from pincitec.diagnostics import Diagnostic, Source
from pincitec.law.exchange.draft_write import write_draft
from pincitec.law.exchange.vocabulary import AKN_NAMESPACE, USLM_NAMESPACE
from pincitec.law.exchange.words import received_words
from pincitec.law.places import version_on
from pincitec.law.reading import read_section

DAY = date(2020, 1, 1)


def test_a_section_of_akoma_ntoso(snapshot: SnapshotAssertion) -> None:
    found, _ = draft("akn", AKN, "sec_1")
    assert found is not None
    source = Source("act.xml", AKN)
    left = [f"{source.line_column(one.span.start)[0]}: {one.what}" for one in found.left]
    assert "\n".join([written("akn", AKN, "sec_1"), *left]) == snapshot


def test_a_section_of_uslm_with_versions_of_a_unit(snapshot: SnapshotAssertion) -> None:
    found, _ = draft("uslm", USLM, "/us/usc/t99/s101")
    assert found is not None
    source = Source("act.xml", USLM)
    left = [f"{source.line_column(one.span.start)[0]}: {one.what}" for one in found.left]
    assert "\n".join([written("uslm", USLM, "/us/usc/t99/s101"), *left]) == snapshot


@pytest.mark.parametrize("name", ["sec_1", "1", "1.", "§ 1", "Sec. 1."])
def test_a_section_is_picked_by_identifier_or_number(name: str) -> None:
    assert block(written("akn", AKN, name))[0] == "Library fees"


def test_the_only_section_needs_no_name() -> None:
    assert block(written("akn", AKN_LINES.format("<content><p>Ten dollars.</p></content>"), on=DAY)) == ["Fees", "p|Ten dollars."]


def test_sections_are_listed_where_none_or_another_is_named() -> None:
    for pick, message in ((None, "the file holds 2 sections"), ("sec_3", "the file holds no section `sec_3`")):
        _, problems = draft("akn", AKN, pick)
        assert [(p.rule.code, p.message) for p in problems] == [("PC794", message)]
        assert problems[0].notes == ("the sections of the file are\nsec_1 1. Library fees\nsec_2 2. Hours",)
    assert problems[0].help == "did you mean `sec_1`?"


def test_a_number_that_fits_two_sections() -> None:
    twice = AKN.replace('eId="sec_2"><num>2.', 'eId="sec_2"><num>1.')
    assert refused("akn", twice, "1") == ("PC794", "`1` fits 2 sections", "<section")
    assert block(written("akn", twice, "sec_2"))[0] == "Hours"


def test_versions_have_the_days_of_the_file() -> None:
    read = section("uslm", USLM, "101")
    assert [(v.from_, v.until, v.complete) for v in read.versions] == [
        (date(2015, 1, 1), date(2018, 7, 1), True),
        (date(2018, 7, 1), None, True),
    ]
    assert [act.title for act in read.acts] == ["an act of 2018-07-01 that the file does not name"]
    assert read.horizon.unknown


def test_the_end_of_a_period_is_how_long_the_text_is_known() -> None:
    ended = USLM.replace('t99/s101" id="id1"', 't99/s101" id="id1" endPeriod="2021-12-31"')
    assert section("uslm", ended, "101").horizon.known_until == date(2021, 12, 31)


def test_periods_of_akoma_ntoso_are_half_open() -> None:
    meta = """<meta><lifecycle source="#x"><eventRef eId="e1" date="2001-07-01" source="#x"/>
<eventRef eId="e2" date="2005-01-01" source="#a2"/><eventRef eId="e3" date="2009-01-01" source="#x"/></lifecycle><temporalData source="#x">
<temporalGroup eId="t1"><timeInterval start="#e1" end="#e2" refersTo="#x"/></temporalGroup>
<temporalGroup eId="t2"><timeInterval start="#e2" refersTo="#x"/></temporalGroup>
<temporalGroup eId="t3"><timeInterval start="#e1" end="#e3" refersTo="#x"/></temporalGroup></temporalData>
<references source="#x"><passiveRef eId="a2" href="/a" showAs="Act 7 of 2004"/></references></meta>"""
    units = (
        '<subsection period="#t1"><num>A.</num><content><p>Ten.</p></content></subsection>'
        '<subsection period="#t2"><num>A.</num><content><p>Twelve.</p></content></subsection>'
    )
    text = AKN_LINES.format(units).replace("<meta/>", meta).replace('eId="sec_1"', 'eId="sec_1" period="#t3"')
    read = section("akn", text.replace('name="act"', 'name="act" contains="multipleVersions"'))
    assert [(v.from_, v.units[1].text) for v in read.versions] == [(date(2001, 7, 1), "Ten."), (date(2005, 1, 1), "Twelve.")]
    assert read.horizon.known_until == date(2008, 12, 31)
    assert [(act.title, act.effective) for act in read.acts] == [("Act 7 of 2004", date(2005, 1, 1))]
    found, _ = draft("akn", text)
    assert found is not None
    assert "not of the days that are taken: A. Twelve." in [left.what for left in found.left]
    alone = section("akn", text)
    assert [(v.from_, v.units[1].text) for v in alone.versions] == [(date(2001, 7, 1), "Ten.")]


@pytest.mark.parametrize("kind", READERS)
def test_a_day_is_stated_where_the_file_has_none_and_only_there(kind: str) -> None:
    plain = (AKN_LINES if kind == "akn" else USLM_LINES).format("<content><p>Ten.</p></content>")
    assert refused(kind, plain) == ("PC796", "the file does not say on which day its text was law", "<section")
    read = section(kind, plain, on=DAY)
    assert [v.from_ for v in read.versions] == [DAY]
    dated = AKN if kind == "akn" else USLM
    code, message, _ = refused(kind, dated, "sec_1" if kind == "akn" else "101", on=DAY)
    assert (code, message[:52]) == ("PC796", "the file says itself of which day its text is: 2001-" if kind == "akn" else message[:52])


def test_the_date_of_making_a_file_is_no_date_of_law() -> None:
    undated = AKN.replace("eng@2001-07-01", "eng@")
    _, problems = draft("akn", undated, "sec_1")
    assert problems[0].rule.code == "PC796"
    assert problems[0].notes == (
        "1990-01-01 is its date `Generation`",
        "2001-07-01 is its date `x`",
        "2020-01-01 is its date `x`",
    )


def test_a_date_in_an_identifier_of_uslm() -> None:
    dated = USLM_LINES.format("<content>Ten.</content>").replace('"/us/xx/s1"', '"/us/xx@2013-02-01/s1"')
    assert [v.from_ for v in section("uslm", dated).versions] == [date(2013, 2, 1)]


ROOTS = {
    "AKN 2.0": ("akn", AKN.replace(AKN_NAMESPACE, "http://www.akomantoso.org/2.0"), "which is not Akoma Ntoso 3.0"),
    "no namespace": ("akn", "<akomaNtoso><act/></akomaNtoso>", "`akomaNtoso` without a namespace"),
    "html": ("akn", '<html xmlns="http://www.w3.org/1999/xhtml"/>', "begins with `html` of the namespace `http://www.w3.org/1999/xhtml`"),
    "bill": ("akn", f'<akomaNtoso xmlns="{AKN_NAMESPACE}"><bill/></akomaNtoso>', "the file holds a `bill`"),
    "nothing": ("akn", f'<akomaNtoso xmlns="{AKN_NAMESPACE}"/>', "the file holds nothing"),
    "USLM 1": ("uslm", USLM.replace(USLM_NAMESPACE, "http://xml.house.gov/schemas/uslm/1.0"), "which is not USLM 2"),
    "bill of USLM": ("uslm", f'<bill xmlns="{USLM_NAMESPACE}"/>', "the file holds a `bill`"),
    "AKN as USLM": ("uslm", AKN, "which is not USLM 2"),
    "USLM as AKN": ("akn", USLM, "which is not Akoma Ntoso 3.0"),
}


@pytest.mark.parametrize("name", ROOTS)
def test_another_format_is_refused_at_its_root(name: str) -> None:
    kind, text, message = ROOTS[name]
    code, told, underlined = refused(kind, text)
    assert code == "PC793"
    assert message in told
    assert underlined.startswith("<")


UNCERTAIN = {
    "marked changes": (
        "akn",
        "<content><p>A fee of <del>ten</del><ins>twelve</ins>.</p></content>",
        "`del` within a section is not understood",
        "<del",
    ),
    "omission": (
        "akn",
        "<content><p>A fee <omissis>…</omissis>.</p></content>",
        "`omissis` within a section is not understood",
        "<omissis",
    ),
    "remark": ("akn", "<content><p>A fee <remark>[sic]</remark>.</p></content>", "`remark` within a section is not understood", "<remark"),
    "placeholder": (
        "akn",
        "<content><p>A fee of <placeholder/>.</p></content>",
        "`placeholder` within a section is not understood",
        "<placeholder",
    ),
    "unknown words": ("akn", '<content status="unknown"><p/></content>', "words that are not in the file", "<content"),
    "characters of an editor": (
        "akn",
        '<content><p>A<inline name="x" status="editorial">,</inline> b.</p></content>',
        "put in by an editor",
        "<inline",
    ),
    "a table": (
        "akn",
        "<content><table><tr><td><p>1</p></td></tr></table></content>",
        "`table` within a section is not understood",
        "<table",
    ),
    "a quoted structure": (
        "akn",
        "<content><p>is <mod>amended: <quotedStructure><p>x</p></quotedStructure></mod></p></content>",
        "`mod` within a section is not understood",
        "<mod",
    ),
    "a foreign element": (
        "akn",
        '<content><p>x <b xmlns="urn:other">y</b></p></content>',
        "`b` within a section is not understood",
        "<b",
    ),
    "a number of no ladder": (
        "akn",
        "<paragraph><num>1.1</num><content><p>x</p></content></paragraph>",
        "`1.1` is not a designator such as `A.`, `(1)` or `(a)`",
        "<paragraph",
    ),
    "numbers out of order": (
        "akn",
        "<paragraph><num>(2)</num><content><p>x</p></content></paragraph><paragraph><num>(1)</num><content><p>y</p></content></paragraph>",
        "`(1)` does not follow the designators around it",
        "<paragraph",
    ),
    "a letter or a numeral": (
        "akn",
        "<point><num>(v)</num><content><p>x</p></content></point><point><num>(x)</num><content><p>y</p></content></point>",
        "`(v)` may be a letter or a numeral",
        "<point",
    ),
    "words that would be a unit": (
        "akn",
        "<subsection><num>A.</num><content><p>(1) Ten dollars.</p></content></subsection>"
        "<subsection><num>B.</num><paragraph><num>(1)</num><content><p>x</p></content></paragraph></subsection>",
        "the language cannot hold it: the units of the text of 2020-01-01 would be read as others",
        "<section",
    ),
    "a character that reorders": (
        "akn",
        "<content><p>ten &#x202E;dollars</p></content>",
        "a character U+202E that acts instead of being shown",
        "t",
    ),
    "a page number between two letters": (
        "uslm",
        "<content>a special<page>1 STAT. 2</page>use</content>",
        "words with a note or a page number between them, and no space",
        "a",
    ),
    "no words": ("akn", "", "no words stand below its heading", "<section"),
    "a suspended unit": (
        "uslm",
        '<subsection status="suspended"><num>(a)</num><content>x</content></subsection>',
        "its status is `suspended`",
        "<subsection",
    ),
    "a quotation in USLM": (
        "uslm",
        "<content>is amended <quotedContent><section/></quotedContent></content>",
        "`quotedContent` within a section is not understood",
        "<quotedContent",
    ),
    "deleted words in USLM": ("uslm", "<content>a <del>b</del></content>", "`del` within a section is not understood", "<del"),
}


@pytest.mark.parametrize("name", UNCERTAIN)
def test_what_can_be_read_in_two_ways_is_refused(name: str) -> None:
    kind, lines, message, underlined = UNCERTAIN[name]
    code, told, place = refused(kind, (AKN_LINES if kind == "akn" else USLM_LINES).format(lines), on=DAY)
    assert (code, place) == ("PC795", underlined)
    assert message is None or told == message


SHIFTED = {
    "a fraction": ("10<sup>1/2</sup> dollars", "sup"),
    "an exponent": ("10<sup>2</sup> dollars", "sup"),
    "an index": ("H<sub>2</sub>O", "sub"),
    "a mark of a note that stands alone": ("dollars. <sup>1</sup>", "sup"),
    "in bold": ("10<b><sup><i>2</i></sup></b> dollars", "sup"),
}


@pytest.mark.parametrize("name", SHIFTED)
@pytest.mark.parametrize("kind", READERS)
def test_raised_and_lowered_words_are_refused(kind: str, name: str) -> None:
    words, element = SHIFTED[name]
    message = f"words in `{element}`, which would be joined to those beside them"
    for lines in (
        f"<content><p>A fee of {words}.</p></content>",
        f"<subsection><num>A.</num><heading>{words}</heading><content><p>x</p></content></subsection>",
    ):
        text = (AKN_LINES if kind == "akn" else USLM_LINES).format(lines)
        assert refused(kind, text, on=DAY) == ("PC795", message, f"<{element}")
    number = (AKN_LINES if kind == "akn" else USLM_LINES).format("<content><p>x</p></content>")
    assert refused(kind, number.replace(">Fees<", f">Fees of {words}<"), on=DAY) == ("PC795", message, f"<{element}")


def test_a_raised_mark_of_a_note_shifts_no_words() -> None:
    lines = '<content><p>Ten dollars.<sup><noteRef href="#n1" marker="1"/></sup> No more.</p></content>'
    assert block(written("akn", AKN_LINES.format(lines), on=DAY)) == ["Fees", "p|Ten dollars. No more."]
    lines = '<content>Ten dollars.<sup><ref class="footnoteRef" idref="n1">1</ref></sup> No more.</content>'
    assert block(written("uslm", USLM_LINES.format(lines), on=DAY)) == ["Fees", "p|Ten dollars. No more."]


def test_raised_words_are_no_evidence_for_what_they_would_be_joined_to() -> None:
    for around, body in (
        (AKN_LINES, "<content><p>10<sup>2</sup> dollars</p></content>"),
        (USLM_LINES, "<content>10<sup>2</sup> dollars</content>"),
    ):
        received = received_words(Source("a.xml", around.format(body)))
        assert not isinstance(received, Diagnostic)
        assert "10\ufffc2\ufffc dollars" in received.text
        assert len(received.starts) == len(received.text) + 1


DOUBTFUL = {
    'alternativeTo="sec_1"': "words that are an alternative to others of the file (`alternativeTo`)",
    'style="display:none"': "a `style`, which can hide or shift words",
    'style="-uslm-lc:I80; vertical-align: super"': "a `style`, which can hide or shift words",
    'class="indent1 hidden"': "its `class` says `hidden`",
    'class="isDeleted"': "its `class` says `isDeleted`",
    'class="print-del"': "its `class` says `print-del`",
    'class="sup"': "its `class` says `sup`",
    'name="superscript"': "its `name` says `superscript`",
    'hidden="hidden"': "an attribute `hidden`, which hides words",
    'changed="added"': "an attribute `changed`: the words are not all that they were",
    'status="repealed"': "its status is `repealed`",
    'status="no such"': "its status is `no such`",
    'status=""': "its status is ``",
}
PLACES = {
    "a unit": "<subsection {}><num>A.</num><content><p>x</p></content></subsection>",
    "a number": "<subsection><num {}>A.</num><content><p>x</p></content></subsection>",
    "a heading": "<subsection><num>A.</num><heading {}>H</heading><content><p>x</p></content></subsection>",
    "content": "<content {}><p>x</p></content>",
    "a paragraph": "<content><p {}>x</p></content>",
    "words of a line": "<content><p>x <b><i {}>y</i></b></p></content>",
    "a break": "<content><p>x<br {}/>y</p></content>",
}


@pytest.mark.parametrize("attribute", DOUBTFUL)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", READERS)
def test_what_hides_words_or_calls_them_no_law_is_refused_wherever_it_stands(kind: str, place: str, attribute: str) -> None:
    lines = PLACES[place].format(attribute)
    if kind == "uslm":
        lines = lines.replace("<br ", "<eol ")
    code, message, underlined = refused(kind, (AKN_LINES if kind == "akn" else USLM_LINES).format(lines), on=DAY)
    assert (code, message) == ("PC795", DOUBTFUL[attribute])
    assert lines[lines.index(attribute) - len(underlined) - 1 :].startswith(underlined)


@pytest.mark.parametrize("attribute", [*DOUBTFUL, 'status="removed"', 'status="temporarilyRemoved"', 'status="editorial"'])
@pytest.mark.parametrize("kind", READERS)
def test_so_is_a_section_of_which_it_is_said_or_one_that_stands_in_such_an_element(kind: str, attribute: str) -> None:
    text = (AKN_LINES if kind == "akn" else USLM_LINES).format("<content><p>x</p></content>")
    assert refused(kind, text.replace("<section ", f"<section {attribute} "), on=DAY)[0] == "PC795"
    around = text.replace("<section ", f"<chapter {attribute}><section ").replace("</section>", "</section></chapter>")
    code, message, _ = refused(kind, around, on=DAY)
    assert code == "PC795"
    assert message.startswith("the section stands in one of which is said: ")


@pytest.mark.parametrize("attribute", ['status="removed"', 'status="temporarilyRemoved"', 'status="editorial"', 'status="undefined"'])
def test_a_unit_of_another_status_is_never_left_out(attribute: str) -> None:
    units = f"<subsection><num>A.</num><content><p>x</p></content></subsection><subsection {attribute}><num>B.</num></subsection>"
    assert refused("akn", AKN_LINES.format(units), on=DAY)[::2] == ("PC795", "<subsection")


@pytest.mark.parametrize(
    "attribute", ['style="-uslm-lc:I80"', 'class="indent1 subsection firstPara"', 'name="heading"', 'changed="not-changed"']
)
def test_attributes_of_layout_are_no_doubt(attribute: str) -> None:
    lines = f"<content><p {attribute}>x</p></content>"
    assert block(written("akn", AKN_LINES.format(lines), on=DAY)) == ["Fees", "p|x"]
    assert block(written("uslm", USLM_LINES.format(lines), on=DAY)) == ["Fees", "p|x"]


@pytest.mark.parametrize(("words", "mark"), [("a fee of ⟨ten⟩", "⟨"), ("ten⟩", "⟩"), ("a{?, } b", "{?"), ("a{<b>?</b>, } b", "{?")])
@pytest.mark.parametrize("kind", READERS)
def test_marks_of_our_own_are_refused(kind: str, words: str, mark: str) -> None:
    around = AKN_LINES if kind == "akn" else USLM_LINES
    message = f"words with `{mark}`, which is a mark of Pincite's own"
    assert refused(kind, around.format(f"<content><p>{words}</p></content>"), on=DAY)[:2] == ("PC795", message)
    heading = around.format("<content><p>x</p></content>").replace(">Fees<", f">{words}<")
    assert refused(kind, heading, on=DAY) == ("PC795", message, "<heading")


def test_so_are_they_in_a_citation() -> None:
    text = AKN.replace("<meta>", '<meta><FRBRalias name="cite" value="Code ⟨1⟩"/>')
    message = "a citation or the name of an act holds a mark of Pincite's own"
    assert refused("akn", text, "sec_1") == ("PC795", message, "<section")


def test_what_check_would_refuse_is_told_where_it_stands() -> None:
    units = (
        "<subsection><num>A.</num><content><p>x</p></content></subsection>"
        "<subsection><num>B.</num><intro><p>y</p></intro><paragraph><num>(1)</num>"
        "<content><p>The fee is ten dollars ($12.00).</p></content></paragraph></subsection>"
    )
    text = AKN_LINES.format(units)
    assert refused("akn", text, on=DAY) == ("PC795", "words and figures differ in `ten dollars ($12.00)`", "<paragraph")
    found, _ = draft("akn", text, on=DAY)
    assert found is not None
    _, problems = write_draft(found, receipt(text))
    assert [problem.notes for problem in problems] == [("as law on file it would be PC714, which `pincite check` refuses",)]


@pytest.mark.parametrize("kind", READERS)
def test_processing_instructions_are_refused_within_the_section_and_listed_elsewhere(kind: str) -> None:
    around, lines = (
        (AKN_LINES, "<content><p>Ten<?x y?>.</p></content>") if kind == "akn" else (USLM_LINES, "<content>Ten<?x y?>.</content>")
    )
    assert refused(kind, around.format(lines), on=DAY) == ("PC791", "a processing instruction `x` within the section", "<?x")
    beside = around.format(lines.replace("<?x y?>", "")).replace("\n<section", "\n<?x y?>\n<section")
    found, problems = draft(kind, beside, on=DAY)
    assert problems == []
    assert found is not None
    assert [left.what for left in found.left] == ["a processing instruction: x y"]
    assert block(written(kind, beside, on=DAY)) == ["Fees", "p|Ten."]


UNDATED = {
    "no such period": ("akn", '<subsection period="#t9"><num>A.</num><content><p>x</p></content></subsection>'),
    "a time of day": ("uslm", '<subsection startPeriod="2018-07-01T12:00:00"><num>(a)</num><content>x</content></subsection>'),
    "no day": ("uslm", '<subsection endPeriod="2018-02-30"><num>(a)</num><content>x</content></subsection>'),
    "backwards": (
        "uslm",
        '<subsection startPeriod="2019-01-01" endPeriod="2018-01-01"><num>(a)</num><content>x</content></subsection>',
    ),
}


@pytest.mark.parametrize("name", UNDATED)
def test_a_unit_is_never_left_out_because_its_period_is_not_understood(name: str) -> None:
    kind, lines = UNDATED[name]
    text = (AKN_LINES if kind == "akn" else USLM_LINES).format(lines)
    assert refused(kind, text, on=DAY) == ("PC795", "a period without days that are in the file", "<subsection")


def test_huge_texts_are_refused() -> None:
    long = AKN_LINES.format(f"<content><p>{'ten ' * 25_000}</p></content>")
    assert refused("akn", long, on=DAY)[:2] == ("PC792", "a paragraph of more than 99,000 characters")
    many = AKN_LINES.format("<content>" + f"<p>{'ten ' * 20_000}</p>" * 60 + "</content>")
    assert refused("akn", many, on=DAY)[:2] == ("PC792", "the section takes more than 4,000,000 bytes as law on file")


def test_the_last_day_of_the_calendar_is_no_end() -> None:
    lines = '<subsection startPeriod="2018-07-01" endPeriod="9999-12-31"><num>(a)</num><content>x</content></subsection>'
    assert section("uslm", USLM_LINES.format(lines)).horizon.unknown


@pytest.mark.parametrize("interval", ['start="#e9"', 'start="#e1" duration="P1Y"', 'start="#e1" end="#e1"', ""])
def test_a_period_is_as_sure_as_its_events(interval: str) -> None:
    meta = f"""<meta><lifecycle source="#x"><eventRef eId="e1" date="2001-07-01" source="#x"/></lifecycle><temporalData source="#x">
<temporalGroup eId="t1"><timeInterval {interval} refersTo="#x"/></temporalGroup></temporalData></meta>"""
    lines = '<subsection period="#t1"><num>A.</num><content><p>x</p></content></subsection>'
    text = AKN_LINES.format(lines).replace("<meta/>", meta)
    assert refused("akn", text, on=DAY)[:2] == ("PC795", "a period without days that are in the file")


def test_what_is_said_of_a_chapter_is_said_of_its_sections() -> None:
    repealed = (
        USLM_LINES.format("<content>x</content>")
        .replace("<main>", '<main><chapter status="repealed">')
        .replace("</main>", "</chapter></main>")
    )
    assert refused("uslm", repealed, on=DAY) == (
        "PC795",
        "the section stands in one of which is said: its status is `repealed`",
        "<chapter",
    )
    removed = AKN.replace('<chapter eId="chp_1"', '<chapter eId="chp_1" status="removed"')
    assert refused("akn", removed, "sec_1")[:2] == ("PC795", "the section stands in one of which is said: removed from the law")


def test_two_versions_of_one_day_are_refused() -> None:
    units = '<subsection startPeriod="2018-07-01"><num>(a)</num><content>x</content></subsection>' * 2
    assert refused("uslm", USLM_LINES.format(units))[:2] == ("PC795", "`(a)` does not follow the designators around it")


MARKS = {
    "a paragraph like the end": ("<content><p>Ten.</p><p>}</p></content>", ["Fees", "p|Ten.", "p|}"]),
    "a paragraph like a mark": ("<content><p>h2|x</p></content>", ["Fees", "p|h2|x"]),
    "a gap in the numbers": (
        "<subsection><num>A.</num><content><p>x</p></content></subsection><subsection><num>C.</num><content><p>y</p></content></subsection>",
        ["Fees", "A. x", "u1|C. y"],
    ),
    "a paragraph like a unit": (
        "<subsection><num>A.</num><content><p>x</p><p>B. Franklin said so.</p></content></subsection>",
        ["Fees", "A. x", "p|B. Franklin said so."],
    ),
    "numerals after letters": (
        "<paragraph><num>(h)</num><content><p>x</p></content></paragraph><paragraph><num>(i)</num><content><p>y</p></content></paragraph>",
        ["Fees", "u1|(h) x", "u1|(i) y"],
    ),
    "a unit between": (
        "".join(f"<subsection><num>{n}</num><content><p>x</p></content></subsection>" for n in ("A.", "A-1.", "B.")),
        ["Fees", "A. x", "A-1. x", "B. x"],
    ),
    "flush words": (
        "<subsection><num>A.</num><intro><p>x</p></intro><paragraph><num>(1)</num><content><p>y</p></content></paragraph>"
        "<wrapUp><p>z</p></wrapUp></subsection><wrapUp><p>w</p></wrapUp>",
        ["Fees", "A. x", "(1) y", "p1|z", "p0|w"],
    ),
    "words joined and parted": (
        "<content><p>a<b>b</b>c<eol/>d\n  <i>e</i></p><p> </p><block name='x'>f</block></content>",
        ["Fees", "p|abc d e", "p|f"],
    ),
    "lists": ("<content><p>x</p><ul><li><p>y</p></li><li>z</li></ul></content>", ["Fees", "p|x", "li|y", "li|z"]),
}


@pytest.mark.parametrize("name", MARKS)
def test_lines_are_marked_where_they_would_be_read_otherwise(name: str) -> None:
    lines, expected = MARKS[name]
    assert block(written("akn", AKN_LINES.format(lines), on=DAY)) == expected


def test_a_ladder_of_numerals() -> None:
    units = "".join(f"<point><num>({n})</num><content><p>x</p></content></point>" for n in ("i", "ii", "iii"))
    assert section("akn", AKN_LINES.format(units), on=DAY).ladder == ("(i)",)


def test_evidence_is_the_words_of_the_file() -> None:
    """A text that the XML does not hold is found out when the project is checked, with its place in the XML."""
    law = written("akn", AKN, "sec_1").replace("ten dollars & no more", "two dollars & no more")
    _, problems = read_section(Source("x.law", law), lambda _: Source("act.xml", AKN))
    assert [p.rule.code for p in problems] == ["PC706"]
    assert Source("act.xml", AKN).excerpt(problems[0].labels[1].span).startswith("A.</num><content><p>The fee is <b>ten</b>")


def test_words_of_a_file_that_is_no_xml_are_no_evidence() -> None:
    assert isinstance(received_words(Source("a.xml", "<a><b></a>")), Diagnostic)


def test_every_word_of_the_section_is_taken_or_listed() -> None:
    for kind, text, pick in (("akn", AKN, "sec_1"), ("uslm", USLM, "101")):
        read = section(kind, text, pick)
        held = written(kind, text, pick) + " ".join(line for source in read.sources for line in source.not_taken)
        found = received_words(Source("act.xml", text))
        assert not isinstance(found, Diagnostic)
        assert [word for word in found.text.split() if word not in held] == []
        version = version_on(read, read.versions[-1].from_)
        assert version is not None
        assert version.complete
