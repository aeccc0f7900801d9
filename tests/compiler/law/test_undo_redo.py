"""On generated sections, doing and undoing are inverse: what an act struck comes back, character by character."""

from hypothesis import given, settings, strategies as st

from pincitec.diagnostics import Diagnostic, Span
from pincitec.law.flat import flatten
from pincitec.law.model import Piece, Status, UnitText
from pincitec.law.operations import Change, apply, undo
from pincitec.law.splice import cut, length, replaced, seam
from pincitec.law.state import Context
from pincitec.syntax.law_tree import Anchor, AnchorKind, How, Part, Place, Words, WordsIn

SPAN = Span("x", 0, 0)
CONTEXT = Context((), frozenset({"A"}))
WORD = st.sampled_from(["fee", "ten", "dollars", "is", "three-A", "license;", "teacher,", "K-5", "($10)", "due"])
PHRASE = st.lists(WORD, min_size=1, max_size=4).map(" ".join)


def words(text: str) -> Words:
    return Words((Part(text, How.GIVEN, SPAN),), SPAN)


def unit(text: str) -> UnitText:
    return UnitText("A", ("A",), "A.", (Piece(text, Status.VERBATIM, None),))


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, WordsIn]:
    """A text and an operation on it. Anchor and operands are words that may also stand elsewhere, which must be noticed."""
    before, after = draw(st.lists(WORD, max_size=6)), draw(st.lists(WORD, max_size=6))
    struck = draw(st.one_of(st.none(), PHRASE))
    inserted = draw(PHRASE if struck is None else st.one_of(st.none(), PHRASE))
    text = " ".join([*before, *([struck] if struck else []), *after]) + draw(st.sampled_from(["", "."]))
    anchors: list[Anchor | None] = [None] if struck is not None and inserted is not None else []
    if before:
        anchors.append(Anchor(AnchorKind.AFTER, words(" ".join(before[-2:])), SPAN))
    else:
        anchors.append(Anchor(AnchorKind.AFTER_DESIGNATION, None, SPAN))
    if after:
        anchors.append(Anchor(AnchorKind.BEFORE, words(" ".join(after[:2])), SPAN))
    strikes = (words(struck),) if struck else ()
    inserts = (words(inserted),) if inserted else ()
    place = Place(("A",), False, SPAN)
    return text, WordsIn(place, draw(st.sampled_from(anchors)), strikes, inserts, None, (), 1, SPAN)


@settings(max_examples=400, deadline=None)
@given(cases())
def test_undoing_what_was_done(case: tuple[str, WordsIn]) -> None:
    text, operation = case
    done = apply(operation, (unit(text),), CONTEXT, "")
    if isinstance(done, Diagnostic):
        return
    undone = undo(operation, done.state, CONTEXT, "")
    if isinstance(undone, Diagnostic):
        return  # the words stand more than once in the text after the act: noticed, not guessed
    assert undone.state[0].text == text


@settings(max_examples=400, deadline=None)
@given(cases())
def test_doing_what_was_undone(case: tuple[str, WordsIn]) -> None:
    text, operation = case
    undone = undo(operation, (unit(text),), CONTEXT, "")
    if isinstance(undone, Diagnostic):
        return
    done = apply(operation, undone.state, CONTEXT, "")
    assert isinstance(done, Change)
    assert flatten(done.state[0]).text == flatten(unit(text)).text


@settings(deadline=None)
@given(cases())
def test_splices_tell_exactly_what_happened(case: tuple[str, WordsIn]) -> None:
    text, operation = case
    for change, forward in ((apply(operation, (unit(text),), CONTEXT, ""), True), (undo(operation, (unit(text),), CONTEXT, ""), False)):
        if isinstance(change, Diagnostic):
            continue
        before, after = (unit(text), change.state[0]) if forward else (change.state[0], unit(text))
        pieces = before.pieces
        for splice in change.splices:
            end = splice.start + length(splice.old)
            assert cut(pieces, splice.start, end) == cut(splice.old, 0, length(splice.old))
            pieces = replaced(pieces, splice.start, end, splice.new)
        assert "".join(p.text for p in pieces) == after.text


@settings(deadline=None)
@given(st.text("ab ,.", max_size=12), st.integers(0, 12), st.integers(0, 12), st.text("ab,.", max_size=4))
def test_a_seam_never_reaches_beyond_the_space_beside_it(text: str, start: int, size: int, new: str) -> None:
    start = min(start, len(text))
    end = min(start + size, len(text))
    low, high, lead, trail = seam(text, start, end, new)
    assert start - 1 <= low <= start
    assert end <= high <= end + 1
    assert (text[low:start] + text[end:high] + lead + trail).strip() == ""


def test_an_ambiguous_hit_is_a_problem_and_not_a_choice() -> None:
    operation = WordsIn(Place(("A",), False, SPAN), None, (words("ten"),), (words("five"),), None, (), 1, SPAN)
    outcome = apply(operation, (unit("ten or ten"),), CONTEXT, "")
    assert isinstance(outcome, Diagnostic)
    assert outcome.message == "`ten` stands 2 times in `A`, not once"
