"""The outline of plain texts: units by their designators, runs of words, and where the outline is not certain."""

from tests.compiler.instructions.section import TEXT

from pincitec.law.instructions.outline import Outline, outline, sentences


def words(view: Outline, text: str, *path: str) -> list[str]:
    (unit,) = view.find(path)
    return [text[run.start : run.end] for run in unit.runs]


def test_units_nest_by_their_indentation() -> None:
    view = outline(TEXT)
    assert view.section == "3-112"
    assert view.heading is not None
    assert TEXT[view.heading.start : view.heading.end] == "Market fees and permits."
    assert [unit.path for unit in view.units] == [("a",), ("b",), ("b", "1"), ("b", "2"), ("c",), ("c", "1"), ("c", "1A"), ("c", "2")]
    assert words(view, TEXT, "b") == ["A permit may be granted to a seller who:", "Has paid the fee; and", "Is at least 18 years of age."]
    (unit,) = view.find(("b",))
    assert len(unit.lead_in) == 1
    assert [TEXT[u.mark.start : u.mark.end] for u in view.units][:3] == ["(a)", "(b)", "(1)"]


def test_words_after_the_units_of_a_unit_are_its_own_but_not_its_lead_in() -> None:
    text = "1-2\n  (a)\n  These:\n    (1)\n    One.\n  All of them.\n  (b)\n  Two."
    view = outline(text)
    assert words(view, text, "a") == ["These:", "One.", "All of them."]
    assert words(view, text, "a", "1") == ["One."]
    assert len(view.find(("a",))[0].lead_in) == 1
    assert [unit.path for unit in view.units] == [("a",), ("a", "1"), ("b",)]


def test_designators_before_their_words_on_one_line() -> None:
    text = "1-2\nA. One fee is due:\n(1) in March; or\n(2) in May.\nB. No fee is due."
    view = outline(text)
    assert [unit.path for unit in view.units] == [("A",), ("A", "1"), ("A", "2"), ("B",)]
    assert words(view, text, "A", "2") == ["in May."]


def test_a_designator_in_brackets_is_the_editors_and_counts() -> None:
    text = "1-2\n  (c)\n  One.\n  [(c-1)]\n  Two."
    assert words(outline(text), text, "c-1") == ["Two."]


def test_a_designation_that_stands_twice_is_found_twice() -> None:
    assert len(outline("1-2\n  (a)\n  One.\n  (a)\n  Two.").find(("a",))) == 2


def test_letters_that_could_be_two_levels_are_not_told_apart() -> None:
    assert outline("1-2\n(a)\nOne.\n(3)\nThree.").uncertain
    assert not outline("1-2\n(a)\nOne.\n(1)\nTwo.\n(b)\nThree.").uncertain


def test_sentences_of_a_run() -> None:
    text = "1-2\nSee No. 4, e.g. the list. It is open.  It is long."
    view = outline(text)
    found = [text[s.start : s.end] for s in sentences(text, view.runs[0])]
    assert found == ["See No. 4, e.g. the list.", "It is open.", "It is long."]
    assert not view.units
