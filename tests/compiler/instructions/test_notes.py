"""Editors' notes: those that are on file, and made-up ones for the forms that those do not have."""

from pathlib import Path

import pytest

from pincitec.law.instructions import Applied, Place, apply, read_note
from pincitec.law.instructions.model import AddUnit, Insert, Part, Redesignate, Strike, StrikeDesignation, StrikeUnit, Substitute, Where

SOURCE = Path(__file__).parents[3] / "statutes" / "us-nm" / "sources" / "001_fab20f413383a857.txt"


def on_file(start: str) -> str:
    return next(line.strip() for line in SOURCE.read_text(encoding="utf-8").splitlines() if line.startswith(start))


def test_words_beside_an_anchor() -> None:
    reading = read_note(on_file("The 2018 amendment"), "22-10A-11")
    (operation,) = reading.operations
    assert isinstance(operation, Substitute)
    assert (operation.place.section, operation.place.path) == ("22-10A-11", ("C",))
    assert operation.old.text == "fifty thousand dollars ($50,000)"
    assert operation.new.text == "fifty-four thousand dollars ($54,000)"
    assert operation.anchor is not None
    assert operation.anchor.words is not None
    assert operation.anchor.words.text == "contract shall be"
    (summary,) = reading.remainders
    assert summary.text == "increased the statutory minimum salaries for teachers with a level three-A license"


def test_a_note_on_file_is_carried_out() -> None:
    amount = "fifty thousand dollars ($50,000)"
    before = f"22-10A-11\nC. The salary for a contract shall be {amount} a year, or {amount} if none is made."
    result = apply(before, read_note(on_file("The 2018 amendment"), "22-10A-11").operations)
    assert isinstance(result, Applied)
    assert result.text == before.replace("be fifty thousand dollars ($50,000)", "be fifty-four thousand dollars ($54,000)")


def test_a_note_with_operations_of_many_kinds() -> None:
    reading = read_note(on_file("Laws 2015, ch. 74, § 1, effective"), "22-10A-11")
    assert reading.remainders == ()
    kinds = [type(operation) for operation in reading.operations]
    assert kinds == [Strike, Strike, *[StrikeUnit] * 4, StrikeDesignation, Strike, *[StrikeUnit] * 4]
    assert reading.operations[0].place.part is Part.HEADING
    assert [o.place.path for o in reading.operations[2:7]] == [("C", str(n)) for n in range(1, 6)]
    assert [o.place.path for o in reading.operations[8:]] == [("D",), ("E",), ("F",), ("G",)]
    assert all(operation.place.former for operation in reading.operations[8:])


def test_after_the_designation_of_a_subsection() -> None:
    reading = read_note(on_file("Laws 2019, ch. 207, § 23, effective"), "22-10A-11")
    struck, replaced = reading.operations
    assert isinstance(struck, Strike)
    assert struck.anchor is not None
    assert struck.anchor.where is Where.AFTER_DESIGNATION
    assert isinstance(replaced, Substitute)


def test_words_added_nowhere_in_particular_are_not_read() -> None:
    """The note of 2009 puts a semicolon between what was deleted and what was added: where it was added is not said."""
    reading = read_note(on_file("The 2009 amendment"), "22-10A-11")
    assert [type(o) for o in reading.operations] == [Strike, AddUnit]
    assert [r.text[:25] for r in reading.remainders] == ['added "holds a level two ']
    added = reading.operations[1]
    assert isinstance(added, AddUnit)
    assert (added.place.path, added.labels, added.place.uncertain) == (("E",), ("2",), None)


@pytest.mark.parametrize("start", ["The 2005 amendment", "The 2007 amendment"])
def test_prose_gives_remainders_only(start: str) -> None:
    reading = read_note(on_file(start), "22-10A-11")
    assert reading.operations == ()
    assert reading.remainders
    assert {d.rule.code for d in reading.diagnostics} == {"PC730"}


def test_forms_that_are_not_on_file() -> None:
    note = (
        'in Subsections A and B, substituted "may" for "shall"; in Paragraphs (1) and (2) of Subsection C, before "fee", added "no"; '
        "and redesignated former Subsections D and E as Subsections F and G, respectively."
    )
    reading = read_note(note, "1-2")
    assert reading.remainders == ()
    assert [type(o) for o in reading.operations] == [Substitute, Substitute, Insert, Insert, Redesignate, Redesignate]
    assert [o.place.path for o in reading.operations] == [("A",), ("B",), ("C", "1"), ("C", "2"), ("D",), ("E",)]


def test_places_that_are_named_in_two_steps() -> None:
    def place(words: str) -> Place:
        reading = read_note(f'{words}, after "x", deleted "y"', "1-2")
        assert reading.remainders == (), reading
        return reading.operations[0].place

    assert place("in Subsection B, Paragraph B(2)").path == ("B", "2")
    assert place("in Paragraph (3) of Subsection B").path == ("B", "3")
    assert place("in Subsection A, in the second sentence").path == ("A",)
    assert place("in Subsection A, in the second sentence").sentences == (2,)
    assert place("in the introductory paragraph of Subsection A").part is Part.LEAD_IN
    assert place("in the section heading").part is Part.HEADING
    assert read_note('in Subsection A, deleted "x"; in the second sentence, deleted "y"', "1-2").remainders != ()


@pytest.mark.parametrize(
    "clause",
    [
        'in Subsection C, after "x", deleted "y" and everything after it',
        'deleted "x" in Subsection C',
        'in Subsection C, added "x"',
        "in Subsection C, deleted most of Paragraph (1)",
        "rewrote Subsection C",
        "deleted the designation",
    ],
)
def test_a_clause_is_read_whole_or_not_at_all(clause: str) -> None:
    reading = read_note(clause, "1-2")
    assert reading.operations == ()
    (remainder,) = reading.remainders
    assert remainder.text == clause


def test_a_place_is_not_inherited_across_a_clause_that_was_not_understood() -> None:
    reading = read_note('in Subsection C, deleted "x"; in the part of Subsection D on fees, deleted "y"; deleted "z".', "1-2")
    first, last = reading.operations
    assert (first.place.path, first.place.uncertain) == (("C",), None)
    assert last.place.uncertain is not None
