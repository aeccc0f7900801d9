"""Law that was cut short on its way into the file."""

import hashlib

import pytest

from pincitec.diagnostics import Diagnostic, Source
from pincitec.law.reading import read_section

HEAD = 'section x/1\ncite "Code § 1"\nauthority statute\nladder "A." "(1)"\n'
RECEIVED = """Home  Contact
§ 1. Volunteers.
A. The board shall renew the badge, unless the volunteer owes more than $20. The fee is $5.
B. The board shall keep a list.

The 2019 act added Subsection B. It applies from July 1, 2020.
A list
of volunteers is kept by
the board.
"""
TEXT = [
    "Volunteers.",
    "A. The board shall renew the badge, unless the volunteer owes more than $20. The fee is $5.",
    "B. The board shall keep a list.",
]


def read(law: str, name: str = "p.txt", received: str = RECEIVED) -> list[Diagnostic]:
    digest = hashlib.sha256(received.encode()).hexdigest()
    head = f'{HEAD}source page "{name}" sha256:{digest}\n  known until 2030-01-31 because "x"\n'
    return read_section(Source("x.law", head + law), lambda _: Source(name, received))[1]


def of_text(*paragraphs: str) -> list[tuple[str, str]]:
    return found(read("text from page on 2020-01-01 {\n" + "\n".join(paragraphs) + "\n}\n"))


def found(problems: list[Diagnostic]) -> list[tuple[str, str]]:
    """The words left out, by the code of the problem."""
    sources = {"p.txt": RECEIVED}
    return [(p.rule.code, sources[p.labels[1].span.path][p.labels[1].span.start : p.labels[1].span.end]) for p in problems]


def test_whole_lines_are_taken_in_silence() -> None:
    assert of_text(*TEXT) == []


@pytest.mark.parametrize(
    ("paragraph", "left"),
    [
        ("A. The board shall renew the badge", ", unless the volunteer owes more than $20. The fee is $5."),
        ("A. The board shall renew the badge, unless the volunteer owes more than $20.", "The fee is $5."),
    ],
)
def test_the_end_of_a_line_left_out(paragraph: str, left: str) -> None:
    assert of_text(TEXT[0], paragraph, TEXT[2]) == [("PC719", left)]


def test_the_middle_and_the_beginning_of_a_line_left_out() -> None:
    assert of_text(TEXT[0], "A. The board shall renew the badge", "p|The fee is $5.") == [
        ("PC719", ", unless the volunteer owes more than $20.")
    ]
    assert of_text("p0|The fee is $5.") == [("PC719", TEXT[1].removesuffix(" The fee is $5."))]


def test_paragraphs_that_share_a_line_have_all_of_it() -> None:
    assert of_text(TEXT[0], "A. The board shall renew the badge, unless the volunteer owes more than $20.", "p|The fee is $5.") == []


def test_a_line_that_goes_on_below() -> None:
    assert of_text("p0|A list", "p0|of volunteers is kept by") == [("PC719", "the board.")]
    assert of_text("p0|A list of volunteers is kept by the board.") == []


def test_notes_and_history_too() -> None:
    act = 'act "Laws 2019" effective 2019-07-01 {{\n  note from page {{\n{}\n}}\n}}\n'
    text = "text from page on 2020-01-01 {\n" + "\n".join(TEXT) + "\n}\n"
    whole = "The 2019 act added Subsection B. It applies from July 1, 2020."
    assert "PC719" not in [p.rule.code for p in read(text + act.format(whole))]
    cut = [p for p in read(text + act.format("The 2019 act added Subsection B.")) if p.rule.code == "PC719"]
    assert found(cut) == [("PC719", "It applies from July 1, 2020.")]
    history = [p for p in read(text + "history from page {\nThe 2019 act added Subsection B.\n}\n") if p.rule.code == "PC719"]
    assert found(history) == [("PC719", "It applies from July 1, 2020.")]


def test_the_report_shows_both_places_and_the_words() -> None:
    (problem,) = read("text from page on 2020-01-01 {\nA. The board shall renew the badge\n}\n")
    assert problem.message == "the paragraph leaves out words of its line in the source `p.txt`"
    assert problem.notes == ("left out: `, unless the volunteer owes more than $20. The fee is $5.`",)
    assert [label.span.path for label in problem.labels] == ["x.law", "p.txt"]
