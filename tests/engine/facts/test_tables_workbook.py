"""Records from workbooks as other programs write them: numbers and dates exactly, and nothing that shows one thing and holds another."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pincite.facts.context import Context
from pincite.facts.tables.cells import exact_number, format_of
from pincite.facts.tables.records import leaf_of
from pincite.facts.tables.workbook import read_workbook
from pincite.facts.tree import Refused
from pincite.report.workbook import Sheet, write_workbook, zipped
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.types import MONEY, Field
from tests.engine.facts.pack import facts_pack
from tests.engine.facts.reading import ASKED
from tests.engine.facts.tables import only, read_table, rows, saved, workbook

HEADER = ["year", "Instructional_Days", "teacher_of_record", "degree", "served"]
Fill = Callable[[Worksheet], None]


def years(sheet: Worksheet) -> None:
    sheet.append(HEADER)
    sheet.append(["2018-19", 160, True, "masters", "3 years"])
    sheet.append(["2019-20", "158 days", "FALSE", None, None])


def test_a_sheet_of_a_workbook(tmp_path: Path) -> None:
    facts, problems = read_table(tmp_path, "years.xlsx", workbook(years))
    assert problems == []
    assert rows(facts) == [
        {"year": 2018, "instructional_days": 160, "teacher_of_record": HOLDS, "degree": 1, "served": 36},
        {"year": 2019, "instructional_days": 158, "teacher_of_record": FAILS, "degree": None, "served": None},
    ]


def test_the_sheet_that_is_meant(tmp_path: Path) -> None:
    book = Workbook()
    first, second = book.active, book.create_sheet("Service record")
    assert isinstance(first, Worksheet)
    first.append(["Remarks"])
    years(second)
    read = read_table(tmp_path, "years.xlsx", saved(book))
    assert only(read[1])[0] == "PC831"
    assert only(read[1])[3] == ("its sheets are `Sheet`, `Service record`",)
    facts, problems = read_table(tmp_path, "years.xlsx", saved(book), ", sheet: service record")
    assert problems == []
    assert len(rows(facts)) == 2
    assert only(read_table(tmp_path, "years.xlsx", saved(book), ", sheet: Other")[1])[:2] == (
        "PC831",
        f"`{tmp_path}/years.xlsx` has no sheet `Other`",
    )
    second.title = "School_Years"
    assert len(rows(read_table(tmp_path, "years.xlsx", saved(book))[0])) == 2


def cell(place: str, value: object, shown: str | None = None) -> Fill:
    def fill(sheet: Worksheet) -> None:
        years(sheet)
        sheet[place] = value  # type: ignore[assignment]
        if shown:
            sheet[place].number_format = shown

    return fill


def hide(kind: str, which: object) -> Fill:
    def fill(sheet: Worksheet) -> None:
        years(sheet)
        getattr(sheet, kind)[which].hidden = True

    return fill


def merge(sheet: Worksheet) -> None:
    years(sheet)
    sheet.merge_cells("B2:B3")


@pytest.mark.parametrize(
    ("fill", "code", "message", "place"),
    [
        (cell("B2", "=80*2"), "PC834", "a formula in B2", "B2"),
        (cell("B2", '=HYPERLINK("x")'), "PC834", "a formula in B2", "B2"),
        (cell("B2", "#N/A"), "PC834", "the error `#N/A` in B2", "B2"),
        (cell("B2", datetime(2019, 6, 14, 12, 30)), "PC834", "a date that shows a time of day in B2", "B2"),
        (cell("B2", date(2019, 6, 14), "mmm-yy"), "PC834", "a date that shows no day in B2", "B2"),
        (cell("B2", date(2019, 6, 14), "yyyy-mm-dd"), "PC803", "`2019-06-14` is not a number of days", "B2"),
        (cell("B2", 0.6, "0%"), "PC803", "`60%` is not a number of days", "B2"),
        (cell("B2", 159.5), "PC803", "`159.5` is not a number of days", "B2"),
        (cell("D2", "Masters"), "PC805", "`Masters` is not a value of degree", "D2"),
        (cell("A3", "2018-19"), "PC807", "`us_nm.test.school_years` has two records for `2018-19`", "A3"),
        (cell("F2", "remark"), "PC832", "a cell below no name of a column", "F2"),
        (cell("A1", "when"), "PC832", "`when` is not a field of a school year", "A1"),
        (hide("row_dimensions", 3), "PC834", "row 3 is hidden", "A3"),
        (hide("column_dimensions", "B"), "PC834", "column B is hidden", "B1"),
        (merge, "PC834", "the cells B2:B3 are merged", "B2"),
    ],
)
def test_what_a_cell_may_hide(tmp_path: Path, fill: Fill, code: str, message: str, place: str) -> None:
    facts, problems = read_table(tmp_path, "years.xlsx", workbook(fill))
    assert facts is None
    found, said, help, notes = only(problems)
    assert (found, said) == (code, message)
    assert help
    assert any(f"cell {place}" in note for note in notes), notes


def test_a_hidden_sheet(tmp_path: Path) -> None:
    book = Workbook()
    years(book.create_sheet("school_years"))
    book["school_years"].sheet_state = "hidden"
    assert only(read_table(tmp_path, "years.xlsx", saved(book))[1])[0] == "PC834"


def posts(salary: object, shown: str) -> bytes:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["year", "served", "degree"])
        sheet["A2"] = salary  # type: ignore[assignment]
        sheet["A2"].number_format = shown

    return workbook(fill)


@pytest.mark.parametrize(
    ("value", "shown", "kind", "text"),
    [
        (0.599, "0.0%", "percent", "0.599"),
        (52000.5, "General", "number", "52000.5"),
        (1e-5, "General", "number", "0.00001"),
        (123456789012345, "General", "number", "123456789012345"),
        (date(2019, 6, 14), "yyyy-mm-dd", "date", "2019-06-14"),
        (date(1900, 3, 1), "d/m/yyyy", "date", "1900-03-01"),
        (True, "General", "boolean", "true"),
        ("  160 ", "General", "text", "160"),
        ("2019-20", "@", "text", "2019-20"),
        ("=1", "@", None, None),
    ],
)
def test_what_a_cell_holds(value: object, shown: str, kind: str | None, text: str | None) -> None:
    data = posts(value, shown)
    if kind is None:
        with pytest.raises(Refused):
            read_workbook(data, "t.xlsx", None, ())
        return
    held = read_workbook(data, "t.xlsx", None, ()).rows[1][0]
    assert (held.kind, held.text, held.place) == (kind, text, "A2")


def test_the_other_calendar_of_days() -> None:
    book = Workbook()
    book.epoch = datetime(1904, 1, 1)
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet["A1"] = date(2019, 6, 14)
    assert read_workbook(saved(book), "t.xlsx", None, ()).rows[0][0].text == "2019-06-14"


@pytest.mark.parametrize(("day", "refused"), [(date(1900, 2, 28), True), (date(1900, 3, 1), False)])
def test_days_before_the_calendar_can_be_trusted(day: date, refused: bool) -> None:
    data = posts(day, "yyyy-mm-dd")
    if refused:
        with pytest.raises(Refused):
            read_workbook(data, "t.xlsx", None, ())
    else:
        assert read_workbook(data, "t.xlsx", None, ()).rows[1][0].text == day.isoformat()


@settings(max_examples=300, deadline=None)
@given(st.decimals(0, 10**9, places=4))
def test_a_number_of_few_digits_is_read_as_it_was_typed(typed: object) -> None:
    """A program stores the nearest binary fraction with 17 digits; both notations give back what was typed."""
    number = f"{typed:f}"
    plain = number.rstrip("0").rstrip(".") or "0"
    assert exact_number(repr(float(number))) == plain
    assert exact_number(f"{float(number):.17g}") == plain


@pytest.mark.parametrize(
    ("code", "kind", "why", "foreign"),
    [
        ("General", "number", None, None),
        ('"$"#,##0.00', "number", None, None),
        ("[$$-409]#,##0", "number", None, None),
        ("[$€-407] #,##0", "number", None, "€"),
        ("[$CHF] #,##0", "number", None, "CHF"),
        ("[Red]0.00%;-0.00%", "percent", None, None),
        ('0 "days"', "number", None, None),
        ("yyyy\\-mm\\-dd", "date", None, None),
        ("[$-409]d-mmm-yy;@", "date", None, None),
        ("d-mmm", "date", "shows no year", None),
        ("[h]:mm", "date", "shows a time of day", None),
        ("@", "number", None, None),
    ],
)
def test_number_formats(code: str, kind: str, why: str | None, foreign: str | None) -> None:
    found = format_of(code)
    assert (found.kind, found.why, found.foreign) == (kind, why, foreign)


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(changed: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in changed.items():
            archive.writestr(name, content)
    return stream.getvalue()


SHEET = "xl/worksheets/sheet1.xml"
UNDATED = zipped({name: content for name, content in parts(workbook(years)).items() if not name.startswith("docProps")})


def with_part(name: str, change: Callable[[bytes], bytes]) -> bytes:
    whole = parts(workbook(years))
    return packed({**whole, name: change(whole.get(name, b""))})


STRINGS = "xl/sharedStrings.xml"


def shared(words: str = "masters", number: str = "5") -> bytes:
    """The workbook with its texts in a table of their own, as most programs write them; the degree has its word in two runs."""
    whole = parts(workbook(years))
    texts: list[bytes] = []

    def moved(found: re.Match[bytes]) -> bytes:
        texts.append(found[2])
        return b'<c r="' + found[1] + b'" t="s"><v>%d</v></c>' % (len(texts) - 1)

    sheet = re.sub(rb'<c r="([A-Z0-9]+)" t="inlineStr"><is><t>([^<]*)</t></is></c>', moved, whole[SHEET])
    runs = words.encode().join((b"<r><t>", b"</t></r><rPh><t>hidden</t></rPh>"))
    items = b"".join(b"<si>%s</si>" % (runs if text == b"masters" else b"<t>%s</t>" % text) for text in texts)
    space = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    relation = b'<Relationship Id="rId99" Type="http://x/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    beside = "xl/_rels/workbook.xml.rels"
    whole |= {
        SHEET: sheet.replace(b"<v>5</v>", b"<v>%s</v>" % number.encode()),
        STRINGS: b"<sst %s>%s</sst>" % (space, items),
        beside: whole[beside].replace(b"</Relationships>", relation),
    }
    return packed(whole)


def test_texts_in_a_table_of_their_own(tmp_path: Path) -> None:
    facts, problems = read_table(tmp_path, "years.xlsx", shared())
    assert problems == []
    assert rows(facts) == rows(read_table(tmp_path, "years.xlsx", workbook(years))[0])


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "&#65;"><!ENTITY b "&a;&a;"><!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "PC830", "is not an `.xlsx` workbook"),
        (b"PK\x03\x04", "PC830", "is not an `.xlsx` workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 1000, "PC830", "is encrypted, or a workbook of an older kind"),
        (b"x" * 4_000_001, "PC812", "is larger than 4,000,000 bytes"),
        (packed({"a": b""}), "PC830", "is not a whole workbook"),
        (with_part("xl/vbaProject.bin", lambda _: b"\x00"), "PC830", "holds macros"),
        (
            with_part("[Content_Types].xml", lambda t: t.replace(b"spreadsheetml.sheet.main", b"macroEnabled.main")),
            "PC830",
            "holds macros",
        ),
        (with_part(SHEET, lambda t: t.replace(b"<worksheet", DOCTYPE + b"<worksheet", 1)), "PC830", "declares a document type"),
        (with_part("xl/workbook.xml", lambda t: DOCTYPE + t), "PC830", "declares a document type"),
        (with_part(SHEET, lambda t: b" " * 20_000_001), "PC812", "a part of"),
        (with_part(SHEET, lambda t: t[:-20]), "PC830", "is not a whole workbook"),
        (with_part(SHEET, lambda t: b"\x00\x01"), "PC830", "is not a whole workbook"),
        (with_part(SHEET, lambda t: b"<a>" * 100), "PC812", "is nested too deeply"),
        (with_part(SHEET, lambda t: t.replace(b'r="A2"', b'r="A1"')), "PC830", "is not a whole workbook"),
        (with_part(SHEET, lambda t: t.replace(b'r="B2"', b'r="A2"')), "PC830", "is not a whole workbook"),
        (with_part(SHEET, lambda t: t.replace(b'r="E2"', b'r="ZZZ2"')), "PC812", "the sheet has more than"),
        (with_part(SHEET, lambda t: re.sub(rb'<row r="3"', b'<row r="999999"', t).replace(b'3"', b'999999"')), "PC812", "more than"),
        (with_part(SHEET, lambda t: t.replace(b"<v>160</v>", b"<v>nan</v>")), "PC834", "the number nan"),
        (with_part(SHEET, lambda t: t.replace(b"<v>160</v>", b"<v>1e999</v>")), "PC834", "the number 1e999"),
        (with_part(SHEET, lambda t: t.replace(b"<v>160</v>", b"<v>0.30000000000000004</v>")), "PC834", "which is none of 15 digits"),
        (shared(number="9999"), "PC830", "is not a whole workbook"),
        (shared(number="-1"), "PC830", "is not a whole workbook"),
        (shared("m\u202easters"), "PC0", "bidirectional control"),
        (shared("m_x0000_asters"), "PC0", "null character"),
        (shared("m_xD800_asters"), "PC0", "not UTF-8"),
    ],
)
def test_hostile_workbooks(tmp_path: Path, data: bytes, code: str, words: str) -> None:
    facts, problems = read_table(tmp_path, "years.xlsx", data)
    assert facts is None
    assert problems[0].rule.code.startswith(code), problems[0]
    assert words in problems[0].message, problems[0].message
    assert problems[0].help


def test_an_encrypted_member() -> None:
    data = bytearray(workbook(years))
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = data.find(mark)
        while place >= 0:
            data[place + offset] |= 1
            place = data.find(mark, place + 4)
    with pytest.raises(Refused) as refused:
        read_workbook(bytes(data), "t.xlsx", None, ())
    assert "is encrypted" in refused.value.diagnostic.message


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(UNDATED)
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    try:
        read_workbook(bytes(whole), "t.xlsx", None, ())
    except Refused as refused:
        assert refused.diagnostic.help


def test_nothing_outside_the_workbook_is_opened(tmp_path: Path) -> None:
    """A relation that leads out of the file is not followed, whatever it is called."""
    data = with_part("xl/_rels/workbook.xml.rels", lambda t: t.replace(b'Target="', b'TargetMode="External" Target="'))
    assert only(read_table(tmp_path, "years.xlsx", data)[1])[0] == "PC831"
    data = with_part("xl/_rels/workbook.xml.rels", lambda t: t.replace(b"/xl/worksheets/", b"/../../../"))
    assert only(read_table(tmp_path, "years.xlsx", data)[1])[0] == "PC830"


@pytest.mark.parametrize(
    ("shown", "value", "written", "problems"),
    [
        ('"$"#,##0.00', 52000.5, "52000.50", 0),
        ("General", 52000, "52000", 0),
        ("0.00", 52000.505, "52000.505", 0),
        ("[$€-407] #,##0", 52000, "52000", 1),
    ],
)
def test_an_amount_is_in_dollars(shown: str, value: float, written: str, problems: int) -> None:
    held = read_workbook(posts(value, shown), "t.xlsx", None, ()).rows[1][0]
    context = Context(facts_pack(), ASKED)
    assert leaf_of(context, Field("salary", MONEY), held).text == written
    assert len(context.problems) == problems


TEXTS = st.text(st.characters(categories=("Lu", "Ll", "Nd", "Po", "Sm", "Sc")) | st.sampled_from(" <&>\"'=_"), max_size=12)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=4))
def test_what_is_written_is_read(table: list[list[str]]) -> None:
    data = write_workbook([Sheet("t", tuple(map(tuple, table)), (10, 10, 10), ())])
    grid = read_workbook(data, "t.xlsx", "t", ())
    read = [[row[i].text if i in row else "" for i in range(3)] for row in grid.rows]
    written = [[cell.strip() for cell in row] for row in table]
    while written and not any(written[-1]):
        written.pop()
    assert read == written
