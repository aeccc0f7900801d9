"""Reading a section: units of a text, evidence, operands against notes, names and dates; and files that nobody should send."""

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from tests.compiler.law.toy_law import codes, good, law, note, read, words

from pincitec.diagnostics import Diagnostic, Source
from pincitec.law.beside import evidence_beside
from pincitec.law.ladder import level
from pincitec.law.library import open_library
from pincitec.law.places import parse_cite
from pincitec.law.reading import index_sections, read_section
from pincitec.law.tolerance import CASE, MISSING_WORD, PUNCTUATION, WHITE_SPACE, tolerance

TEXT = "text from s on 2020-01-01 {\nTitle.\nA. One.\nB. Two.\n}\n"


def units(*lines: str) -> dict[str, str]:
    body = "\n".join(lines)
    return words(good(f"text from s on 2020-01-01 {{\nTitle.\n{body}\n}}\n").versions[-1])


# -- units ---------------------------------------------------------------------------------------------------------------


def test_units_nest_by_their_designators() -> None:
    assert units("A. One:", "(1) x; and", "(2) y:", "(a) z.", "(b) w.", "(3) v.", "B. Two.") == {
        "heading": "Title.",
        "A": "One:",
        "A/1": "x; and",
        "A/2": "y:",
        "A/2/a": "z.",
        "A/2/b": "w.",
        "A/3": "v.",
        "B": "Two.",
    }


def test_two_designators_on_a_line() -> None:
    assert units("A. (1) x.", "(2) y.") == {"heading": "Title.", "A": "", "A/1": "x.", "A/2": "y."}


def test_a_section_without_units_has_paragraphs() -> None:
    assert units("This act may be cited.", "It is short.") == {
        "heading": "Title.",
        "¶1": "This act may be cited.",
        "¶2": "It is short.",
    }


@pytest.mark.parametrize(
    ("lines", "label"),
    [
        (("A. One.", "C. Three."), "C."),
        (("B. Two.",), "B."),
        (("A. One.", "(2) x."), "(2)"),
        (("A. One.", "(a) x."), "(a)"),
        (("A. One.", "A. One."), "A."),
        (("A. One.", "(1) x.", "(1) y."), "(1)"),
    ],
)
def test_a_line_that_looks_like_a_designator_out_of_order(lines: tuple[str, ...], label: str) -> None:
    body = "\n".join(lines)
    source, _ = law(f"text from s on 2020-01-01 {{\nTitle.\n{body}\n}}\n")
    _, problems = read(f"text from s on 2020-01-01 {{\nTitle.\n{body}\n}}\n")
    assert problems[0].rule.code == "PC707"
    assert f"`{label}`" in problems[0].message
    assert source.excerpt(problems[0].span) == lines[-1]


def test_marks_settle_it_and_are_no_part_of_the_text() -> None:
    assert units("A. One.", "u1|C. Three.", "p|D. W. Smith said so.") == {
        "heading": "Title.",
        "A": "One.",
        "C": "Three.",
        "C/¶1": "D. W. Smith said so.",
    }
    assert units("A. One:", "(1) x;", "(2) y,", "p1|of the same kind.")["A/¶1"] == "of the same kind."
    assert units("A. One:", "(1) x;", "p0|This section ends on July 1.")["¶1"] == "This section ends on July 1."


def test_a_paragraph_below_a_list_is_not_guessed() -> None:
    assert codes("text from s on 2020-01-01 {\nTitle.\nA. One:\n(1) x;\n(2) y,\nof the same kind.\n}\n") == ["PC707"]


@pytest.mark.parametrize("sample", ["A.", "(1)", "(a)", "(i)", "1.", "a)", "(A)", "I."])
def test_levels_count(sample: str) -> None:
    found = level(sample)
    assert found is not None
    for n in range(1, 40):
        label = found.label(n)
        if label is not None and not (sample == "I." and n == 39):
            assert found.ordinal(label) == n
    assert found.printed(found.label(1)) == sample


@pytest.mark.parametrize("sample", ["", "A", "B.", "(2)", "§", "((1))", "A.)x"])
def test_what_is_no_first_designator(sample: str) -> None:
    assert level(sample) is None
    assert codes(TEXT, ladder=f'"A." "{sample}"') == ["PC702"]


def test_a_page_with_the_same_heading_twice() -> None:
    body = "text from s on 2020-01-01 {\nTitle\nh2|More\np|x\nh2|More\np|y\n}\n"
    assert words(good(body, ladder="").versions[0]) == {
        "heading": "Title",
        "More": "",
        "More/¶1": "x",
        "More (2)": "",
        "More (2)/¶1": "y",
    }


def test_a_definition_without_a_term() -> None:
    assert codes("text from s on 2020-01-01 {\nTitle\nh2|Terms\ndd|x\n}\n", ladder="") == ["PC707"]


# -- evidence ------------------------------------------------------------------------------------------------------------


def test_another_source_than_recorded() -> None:
    _, problems = read(TEXT, digest="0" * 64)
    assert [p.rule.code for p in problems] == ["PC705"]
    assert re.fullmatch(r"[0-9a-f]{64}", problems[0].notes[0].splitlines()[-1])  # whole on its line, to be copied


def test_a_word_that_the_source_does_not_have() -> None:
    source, received = law(TEXT, received="Title.\nA. One.\nB. Too.")
    _, problems = read_section(source, lambda _: received)
    assert [p.rule.code for p in problems] == ["PC706"]
    assert source.excerpt(problems[0].span) == "B. Two."
    assert problems[0].notes == ("source: `Too`, here: `Two`",)


def test_paragraphs_stand_in_order() -> None:
    assert codes(TEXT, received="A. One.\nTitle.\nB. Two.") == ["PC706"]


def test_only_white_space_and_quotation_marks_may_differ() -> None:
    assert codes('text from s on 2020-01-01 {\nTitle.\nA. The "fee"  is due.\n}\n', received="Title.\nA. The\u00a0“fee” is\ndue.") == []
    assert codes("text from s on 2020-01-01 {\nTitle.\nA. Fee.\n}\n", received="Title.\nA. fee.") == ["PC706"]


def test_what_was_not_taken_is_listed() -> None:
    section = good(TEXT, received="Menu\nSec. 1 - Title.\nA. One.\nAdvertisement\nB. Two.\n---\nContact")
    assert section.sources[0].not_taken == ("Menu", "Sec. 1 -", "Advertisement", "Contact")


def test_a_source_that_cannot_be_read_is_told_at_its_name(tmp_path: Path) -> None:
    source, _ = law(TEXT)
    file = tmp_path / "x.law"
    _, problems = read_section(source, evidence_beside(file, "x.law"))
    assert problems[0].rule.code == "PC001"
    assert source.excerpt(problems[0].span) == "s.txt"


@pytest.mark.parametrize("path", ["../secret.txt", "/etc/passwd", "sources/../../x", "link/secret.txt", "\x00", "a" * 5000, ""])
def test_evidence_lies_beside_the_law_and_nowhere_else(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "statutes"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path)
    assert isinstance(evidence_beside(folder / "x.law", "statutes/x.law")(path), Diagnostic)


def test_evidence_is_given_byte_for_byte(tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_bytes(b"\xef\xbb\xbfA\r\nB")
    found = evidence_beside(tmp_path / "x.law", "x.law")("s.txt")
    assert isinstance(found, Source)
    assert found.text.encode() == b"\xef\xbb\xbfA\r\nB"


# -- operands ------------------------------------------------------------------------------------------------------------


def act(operation: str, said: str) -> str:
    return TEXT + f'act "Laws 2019" effective 2019-01-01 {{\n  {operation}\n{note(said)}}}\n'


@pytest.mark.parametrize(
    ("operation", "said", "found"),
    [
        ('in A strike "Ein" insert "One"', 'deleted "Ein" and added "One"', []),
        ('in A strike "Ein" insert "One"', 'deleted "Eins" and added "One"', ["PC710"]),
        ('in A strike "Ein" insert "One"', "", ["PC710", "PC710"]),
        ('in A strike "Ein" insert "One" printed "one"', 'deleted "Ein" and added "one"', []),
        ('in A strike "Ein" insert "One" printed "won"', 'deleted "Ein" and added "won"', ["PC710"]),
        ('in A strike "Ein" insert "One" printed "One"', 'deleted "Ein" and added "One"', ["PC710"]),
        ('in A strike "E{?in}" insert "One"', 'deleted "E" and added "One"', ["PC713"]),
        ('in A strike "E{?in}" insert "One" because "x"', 'deleted "E" and added "One"', []),
        ('in A strike "5" insert "One" printed "6"', 'deleted "6" and added "One"', ["PC710"]),
        ('remainder "did things" touching A', "did things", []),
        ('remainder "did things" touching A', "did other things", ["PC710"]),
        ('remainder "did things" touching Q', "did things", ["PC708"]),
        ('applies "to all" remainder "x" touching A', "x and it applies to all", []),
        ('applies "to all" remainder "x" touching A', "x and it applies to some", ["PC710"]),
        ('applies "to" applies "all" remainder "x" touching A', "x to all", ["PC702"]),
    ],
)
def test_operands_against_the_notes(operation: str, said: str, found: list[str]) -> None:
    assert codes(act(operation, said)) == found


@pytest.mark.parametrize(
    ("text", "printed", "kind"),
    [
        ('the "fee" is', "the fee is", WHITE_SPACE),
        ("include information", "includeinformation", WHITE_SPACE),
        ("Fiscal Year", "fiscal year", CASE),
        ("one, two", "one two", PUNCTUATION),
        ("Board of Marriage", "Board Marriage", MISSING_WORD),
        ("fee is $5", "fee is $6", None),
        ("fee is 5", "fee is", None),
        ("is not due", "is due", None),
        ("at least three years", "at least years", None),
        ("shall be due", "be due", None),
        ("a b c d", "a", None),
        ("teacher", "student", None),
        ("one two", "two one", None),
    ],
)
def test_tolerances(text: str, printed: str, kind: str | None) -> None:
    assert tolerance(text, printed) == kind
    assert tolerance(printed, text) == kind


# -- names, dates, index -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "code", "message"),
    [
        ("", "PC702", "no text is on file"),
        (TEXT.replace("from s", "from z"), "PC702", "there is no source `z`"),
        (TEXT.replace("2020-01-01", "2020-02-30"), "PC703", "`2020-02-30` is not a day of the calendar"),
        (TEXT + TEXT, "PC702", "a second text of 2020-01-01"),
        (TEXT + "authority guidance\n", "PC702", "a second `authority` statement"),
        (TEXT + 'act "X" effective unknown\nact "X" effective unknown\n', "PC702", "a second act `X`"),
        (TEXT + 'act "X" effective 2019-01-01 until 2018-01-01\n', "PC703", "the act ends on `2018-01-01` before it takes effect"),
        (TEXT + 'act "X" effective 2019-01-01 order after "Y"\n', "PC702", "there is no act `Y` in this file"),
        (TEXT + act('in A strike "x" insert "One"', '"x" "One"')[len(TEXT) :].replace("2019-01-01", "unknown"), "PC702",
         "an act with operations needs the day it took effect"),
    ],
)  # fmt: skip
def test_statements_that_do_not_add_up(body: str, code: str, message: str) -> None:
    assert (code, message) in [(p.rule.code, p.message) for p in read(body)[1]]


def test_sections_are_found_without_reading_them() -> None:
    good_one = Source("a.law", "# comment\n\nsection x/1 # more\ngarbage")
    index, problems = index_sections([good_one, Source("b.law", "section x/1"), Source("c.law", "nothing"), Source("d.law", "")])
    assert index == {"x/1": good_one}
    assert [(p.rule.code, p.span.path) for p in problems] == [("PC704", "b.law"), ("PC702", "c.law"), ("PC702", "d.law")]


SECTIONS: dict[str, tuple[str, ...]] = {"us-nm/22-10A-11": ("NMSA 1978, § 22-10A-11",), "us-nm/22-10A-11.1": ("NMSA 1978, § 22-10A-11.1",)}


@pytest.mark.parametrize(
    ("cite", "found"),
    [
        ("us-nm/22-10A-11(C)", ("us-nm/22-10A-11", ("C",))),
        ("us-nm/22-10A-11.1(C)(2)", ("us-nm/22-10A-11.1", ("C", "2"))),
        ("NMSA 1978,  §\u00a022-10A-11 (C)", ("us-nm/22-10A-11", ("C",))),
        ('us-nm/22-10A-11("Definitions")("3 Years")', ("us-nm/22-10A-11", ("Definitions", "3 Years"))),
        ("us-nm/22-10A-11", ("us-nm/22-10A-11", ())),
        ("us-nm/22-10A-1", None),
        ("us-nm/22-10A-11(C", None),
        ("us-nm/22-10A-11 and more", None),
        ("", None),
    ],
)
def test_citations_of_the_command_line(cite: str, found: object) -> None:
    assert parse_cite(SECTIONS, cite) == found


def test_the_library_knows_sections_by_their_cites() -> None:
    source, received = law(TEXT)
    library = open_library([source])
    assert library.find("Code § 1(B)") == ("x/1", ("B",))
    section, problems = library.read("x/1", lambda _: lambda _: received)
    assert problems == []
    assert section is not None
    assert library.suggestion("Code § 2") == "Code § 1"


# -- files that nobody should send ---------------------------------------------------------------------------------------

REAL = Path(__file__).parents[3] / "statutes" / "us-nm" / "22-10A-11.law"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_damaged_statute_never_breaks_the_reader(data: st.DataObject) -> None:
    """Lines dropped, doubled or swapped, characters changed: a section or problems, never an exception."""
    lines = REAL.read_text(encoding="utf-8").split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["drop", "double", "swap", "spoil"])):
            case "drop":
                del lines[at]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                other = data.draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "spoil":
                cut = data.draw(st.integers(0, len(lines[at])))
                lines[at] = lines[at][:cut] + data.draw(st.sampled_from(['"', "{", "}", "⟨", "0", "C", " ", "§"])) + lines[at][cut + 1 :]
    source = Source("x.law", "\n".join(lines))
    section, problems = read_section(source, evidence_beside(REAL, "x.law"))
    assert section is not None or problems
    for problem in problems:
        for label in problem.labels:
            assert 0 <= label.span.start <= label.span.end
    if section is not None and not problems:
        for before, after in zip(section.versions, section.versions[1:], strict=False):
            assert before.until == after.from_


@pytest.mark.parametrize(
    "body",
    [
        "text from s on 2020-01-01 {\n" + "A. x\n" * 3_000 + "}\n",
        "text from s on 2020-01-01 {\n" + "(" * 100_000 + "\n}\n",
        "text from s on 2020-01-01 {\n\n\n}\n",
        "text from s on 2020-01-01 {\nTitle.\nA. " + "(1) " * 20_000 + "\n}\n",
        "text from s on 2020-01-01 {\nTitle.\n" + "h6|x\n" * 200 + "}\n",
        "text from s on 0001-01-01 {\nTitle.\nA. x\n}\n",
        "text from s on 9999-12-31 {\nTitle.\nA. x\n}\n",
        TEXT + 'act "X" effective 2019-01-01 {\n  remove A through ZZ\n}\n',
        TEXT + 'act "X" effective 2019-01-01 {\n  in A strike "x" insert "One" hits 999999999999\n}\n',
        TEXT + 'act "X" effective 2019-01-01 {\n  in A strike "" insert ""\n}\n',
        TEXT + 'act "X" effective 2019-01-01 {\n  in A after "" strike "x" insert "One"\n}\n',
        TEXT + 'act "X" effective 2019-01-01 {\n  in A strike ⟨⟩ insert ⟨⟩\n}\n',
        TEXT + 'act "X" effective 2019-01-01 {\n  in heading strike "{?}" insert "Title"\n}\n',
        TEXT + 'act "X" effective 2019-01-01 order after "X" {\n  add heading\n}\n',
        TEXT + 'reconcile "X" and "X" effective 2019-01-01 by "" {\n}\nact "X" effective unknown\n',
        TEXT + 'sic "" because ""\n',
    ],
    ids=range(16),
)
def test_hostile_statements(body: str) -> None:
    section, problems = read(body)
    assert section is not None or problems


def test_a_long_statute_is_read_in_linear_time() -> None:
    lines = "".join(f"u1|{label}. The fee of the year is due at the office.\n" for label in map(str, ["A"] * 1))
    many = "p|The fee of the year is due at the office.\n" * 4_000
    section = good(f"text from s on 2020-01-01 {{\nTitle.\n{lines}{many}}}\n")
    assert section.versions[0].from_ == date(2020, 1, 1)
