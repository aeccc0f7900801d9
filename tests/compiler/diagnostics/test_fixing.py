"""Fixes are made whole or not at all, whatever their order, and never on top of one another."""

from hypothesis import given, strategies as st
from tests.compiler.diagnostics.samples import SAMPLES

from pincitec.diagnostics import Diagnostic, Edit, Fix, Source, Span
from pincitec.diagnostics.catalogue import ALL
from pincitec.diagnostics.fixing import apply_fixes
from pincitec.diagnostics.plain import from_plain, to_plain

TEXT = "one two three four"
SOURCES = {"a.pol": Source("a.pol", TEXT), "b.pol": Source("b.pol", "x")}


def fix(*edits: tuple[int, int, str], path: str = "a.pol") -> Fix:
    return Fix("repair", tuple(Edit(Span(path, start, end), text) for start, end, text in edits))


def test_the_edits_of_a_fix_are_made_together() -> None:
    fixed = apply_fixes([fix((0, 3, "1"), (8, 13, "3")), fix((18, 18, " five"))], SOURCES)
    assert fixed.texts == {"a.pol": "1 two 3 four five"}
    assert fixed.refused == ()


def test_a_fix_that_overlaps_another_is_refused_whole() -> None:
    first, second = fix((0, 7, "x")), fix((4, 7, "y"), (14, 18, "z"))
    fixed = apply_fixes([first, second], SOURCES)
    assert (fixed.texts, fixed.made, fixed.refused) == ({"a.pol": "x three four"}, (first,), (second,))


def test_two_insertions_at_one_place_are_not_both_made() -> None:
    first, second = fix((4, 4, "a ")), fix((4, 4, "b "))
    assert apply_fixes([first, second], SOURCES).texts == {"a.pol": "one a two three four"}
    assert apply_fixes([first, first], SOURCES).texts == {"a.pol": "one a two three four"}


def test_neighbours_do_not_clash() -> None:
    assert apply_fixes([fix((0, 3, "1")), fix((3, 3, "!")), fix((3, 4, "-"))], SOURCES).texts == {"a.pol": "1!-two three four"}


def test_a_fix_of_a_text_that_is_not_at_hand_is_refused() -> None:
    for one in (fix((0, 1, "x"), path="c.pol"), fix((0, 99, "x")), fix((-1, 2, "x")), fix((0, 2, "x"), (1, 3, "y"))):
        assert apply_fixes([one], SOURCES).made == ()
    assert apply_fixes([], SOURCES).texts == {}


@given(st.lists(st.tuples(st.integers(0, 18), st.integers(0, 18), st.text("xyz", max_size=3)), max_size=6))
def test_what_is_made_can_be_undone(given_edits: list[tuple[int, int, str]]) -> None:
    """Law of the algebra: a fix that was made, undone, gives the text back; what is refused changes nothing."""
    fixed = apply_fixes([fix((min(a, b), max(a, b), text)) for a, b, text in given_edits], SOURCES)
    text, moved, undo = fixed.texts.get("a.pol", TEXT), 0, []
    for edit in sorted((e for f in fixed.made for e in f.edits), key=lambda e: (e.span.start, e.span.end)):
        start = edit.span.start + moved
        undo.append((start, start + len(edit.text), TEXT[edit.span.start : edit.span.end]))
        moved += len(edit.text) - (edit.span.end - edit.span.start)
    for start, end, old in reversed(undo):
        text = text[:start] + old + text[end:]
    assert text == TEXT


def test_fixes_survive_the_cache() -> None:
    real = [Diagnostic(ALL[0], d.message, d.labels, d.notes, d.help, d.fixes) for d in SAMPLES]
    assert from_plain(to_plain(real)) == real
