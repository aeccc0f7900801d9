"""The algebra of operations on generated sections: what is done is undone word for word, or is known to be unknown; never guessed."""

from hypothesis import assume, given, settings, strategies as st

from pincitec.diagnostics import Diagnostic, Span
from pincitec.law.flat import flatten
from pincitec.law.ladder import level
from pincitec.law.layout import read_units
from pincitec.law.model import UnitText
from pincitec.law.normalise import normalise
from pincitec.law.operations import Change, apply, invertible, undo
from pincitec.law.splice import cut, length, replaced
from pincitec.law.state import Context, State, holds_unknown, walk
from pincitec.syntax.law_tree import (
    AddUnit,
    Anchor,
    AnchorKind,
    Designate,
    How,
    LeadIn,
    Occurrence,
    Operation,
    Part,
    Place,
    Quoted,
    Recodify,
    Redesignate,
    RemoveUnits,
    Retitle,
    RewriteUnit,
    Sentence,
    Undesignate,
    Verbatim,
    Words,
    WordsIn,
)

SPAN = Span("x", 10, 10)
LADDER = tuple(found for sample in ("A.", "(1)") if (found := level(sample)) is not None)
WORD = st.sampled_from(["fee", "fee", "is", "due", "ten", "the", "The", "fee.", "It", "late;"])
PHRASE = st.lists(WORD, min_size=1, max_size=7).map(" ".join)
DAY = "2021-01-01"
KINDS = ["words", "words", "words", "add", "remove", "rewrite", "retitle", "as", "designate", "undesignate", "recodify"]
HOLE = Words((Part("⟨not on file⟩", How.HOLE, SPAN),), SPAN)


def words(text: str) -> Words:
    return Words((Part(text, How.GIVEN, SPAN),), SPAN)


def place(*path: str) -> Place:
    return Place(path, False, SPAN)


@st.composite
def sections(draw: st.DrawFn) -> State:
    """Units A, B, … with units (1), (2), … below some of them, and now and then one between two others."""
    lines = ["Heading."]
    if draw(st.integers(0, 5)) == 0:
        lines.append(draw(PHRASE))
    else:
        for letter in "ABCD"[: draw(st.integers(1, 4))]:
            lines.append(f"{letter}. {draw(PHRASE)}")
            lines += [f"({n}) {draw(PHRASE)}" for n in range(1, draw(st.integers(0, 3)) + 1)]
            if draw(st.integers(0, 4)) == 0:
                lines.append(f"{letter}-1. {draw(PHRASE)}")
    units, problems = read_units(Verbatim("".join(f"{line}\n" for line in lines), SPAN), LADDER)
    assert problems == []
    return units


def block(unit: UnitText) -> Verbatim:
    """A unit as an act would print it."""
    lines = [f"{part.designator} {part.text}".strip() for part in walk((unit,))]
    return Verbatim("".join(f"{line}\n" for line in lines), SPAN)


@st.composite
def word_operations(draw: st.DrawFn, unit: UnitText) -> WordsIn:
    own = unit.text.split()
    at = draw(st.integers(0, max(len(own) - 1, 0)))
    struck = " ".join(own[at : at + draw(st.integers(0, 2))])
    inserted = draw(st.one_of(st.just(""), PHRASE)) if struck else draw(PHRASE)
    anchors = [None, Anchor(AnchorKind.AT_END, None, SPAN), Anchor(AnchorKind.AT_START, None, SPAN)]
    anchors += [Anchor(AnchorKind.AFTER, words(own[at - 1]), SPAN)] if at else []
    anchors += [Anchor(AnchorKind.BEFORE, words(own[at + len(struck.split())]), SPAN)] if at + len(struck.split()) < len(own) else []
    within = draw(st.sampled_from([None, None, LeadIn(SPAN), Sentence(1, SPAN), Sentence(2, SPAN)]))
    total = draw(st.integers(1, 3))
    often = draw(st.sampled_from([None, None, Occurrence(draw(st.integers(1, total)), total, SPAN)]))
    hits = draw(st.sampled_from([1, 1, 1, 2])) if often is None else 1
    return WordsIn(
        place(*unit.path), draw(st.sampled_from(anchors)), (words(struck),) if struck else (), (words(inserted),) if inserted else (),
        None, (), hits, SPAN, within, often,
    )  # fmt: skip


@st.composite
def operations(draw: st.DrawFn, state: State) -> Operation:
    """An operation that mostly fits the section."""
    units = [unit for unit in walk(state) if unit.path != ("heading",)]
    unit = draw(st.sampled_from(units))
    known = draw(st.booleans())
    gap = draw(st.sampled_from([None, HOLE]))
    new_label = draw(st.sampled_from(["A", "B", "C", "D", "E", "B-1"] if len(unit.path) == 1 else ["1", "2", "3", "4", "1A"]))
    beside = place(*unit.path[:-1], new_label)
    printed = f"{new_label}." if len(unit.path) == 1 else f"({new_label})"
    fresh = Verbatim(f"{printed} {draw(PHRASE)}\n", SPAN)
    designator = f"{unit.designator} " if unit.designator else ""
    kind = draw(
        st.sampled_from(["words", "words", "words", "add", "remove", "rewrite", "retitle", "as", "designate", "undesignate", "recodify"])
    )
    match kind:
        case "words":
            return draw(word_operations(unit))
        case "add":
            after = draw(st.sampled_from([None, place(*unit.path)]))
            return AddUnit(beside, fresh if known else None, None if known else HOLE, None, SPAN, after)
        case "remove":
            return RemoveUnits(
                place(*unit.path), None, block(unit) if known else None, None if known else gap, None, SPAN, draw(st.booleans())
            )
        case "rewrite":
            new = Verbatim(f"{designator}{draw(PHRASE)}\n", SPAN)
            return RewriteUnit(place(*unit.path), new, None, block(unit) if known else gap, None, SPAN)
        case "retitle":
            return Retitle(place("heading"), words(draw(PHRASE)), words("Heading.") if known else gap, None, (), SPAN)
        case "as":
            letters = [u.path[-1] for u in units if u.path[:-1] == unit.path[:-1] and u.path[-1].isalnum()]
            if known and len(unit.path) == 1 and len(letters) > 1 and letters[0].isalpha():
                steps = draw(st.integers(1, 2))
                moved = [chr(ord(letter) + steps) for letter in (letters[0], letters[-1])]
                return Redesignate(place(letters[0]), letters[-1], place(moved[0]), moved[1], None, SPAN)
            return Redesignate(place(*unit.path), None, beside, None, None, SPAN)
        case "designate":
            if unit.path[0].startswith("¶"):
                return Designate(place(), place("A"), None, SPAN)
            return Designate(place(*unit.path), place(*unit.path, draw(st.sampled_from(["1", "1A"]))), None, SPAN)
        case "undesignate":
            return Undesignate(place(*unit.path), block(unit) if known else None, None, None, SPAN)
    return Recodify(place(*unit.path), Quoted("x/2", SPAN), block(unit) if known else gap, None, SPAN)


@st.composite
def cases(draw: st.DrawFn) -> tuple[State, Operation]:
    state = draw(sections())
    return state, draw(operations(state))


def context(state: State) -> Context:
    return Context(LADDER, frozenset(unit.identity for unit in walk(state)))


def plain(state: State) -> list[tuple[tuple[str, ...], str, str]]:
    """What a reader sees: designations and words in reading order."""
    return [(unit.path, unit.designator, normalise(unit.text).strip()) for unit in walk(state)]


@settings(max_examples=500, deadline=None)
@given(cases())
def test_what_is_done_is_undone_or_not_guessed(case: tuple[State, Operation]) -> None:
    state, operation = case
    done = apply(operation, state, context(state), DAY)
    assume(isinstance(done, Change))
    assert isinstance(done, Change)
    undone = undo(operation, done.state, context(done.state), DAY)
    if isinstance(undone, Diagnostic):
        return  # not certain: nothing is known before the act, and the file must say more
    if plain(undone.state) == plain(state):
        return
    assert invertible(operation) is not None or any(holds_unknown(unit) for unit in walk(done.state))
    assert any(holds_unknown(unit) for unit in undone.state)
    for unit in walk(undone.state):  # what is shown as known stood there before
        if not holds_unknown(unit):
            assert flatten(unit).text in [flatten(other).text for other in walk(state)]


@settings(max_examples=200, deadline=None)
@given(cases())
def test_most_of_what_says_that_it_is_invertible_is_undone(case: tuple[State, Operation]) -> None:
    """Units and designations always; words unless other words of the unit make the place uncertain, which is then said."""
    state, operation = case
    assume(not isinstance(operation, WordsIn) and invertible(operation) is None)
    done = apply(operation, state, context(state), DAY)
    assume(isinstance(done, Change))
    assert isinstance(done, Change)
    undone = undo(operation, done.state, context(done.state), DAY)
    assert isinstance(undone, Change), undone.message
    assert plain(undone.state) == plain(state)


@settings(max_examples=200, deadline=None)
@given(cases())
def test_identity_survives(case: tuple[State, Operation]) -> None:
    """Every unit of the text after an operation has an identity of its own, and redesignated units keep theirs."""
    state, operation = case
    done = apply(operation, state, context(state), DAY)
    assume(isinstance(done, Change))
    assert isinstance(done, Change)
    identities = [unit.identity for unit in walk(done.state)]
    assert len(identities) == len(set(identities))
    if isinstance(operation, Redesignate):
        assert sorted(identities) == sorted(unit.identity for unit in walk(state))
        words_of = {unit.identity: unit.text for unit in walk(state)}
        assert all(unit.text == words_of[unit.identity] for unit in walk(done.state))


@settings(max_examples=200, deadline=None)
@given(cases())
def test_splices_lead_from_text_to_text(case: tuple[State, Operation]) -> None:
    """A redline is made from them: applied to each unit that is in both texts they give the words after the operation."""
    state, operation = case
    done = apply(operation, state, context(state), DAY)
    assume(isinstance(done, Change))
    assert isinstance(done, Change)
    after = {unit.identity: unit for unit in walk(done.state)}
    for unit in walk(state):
        if unit.identity not in after or any(unit.identity in (move.from_, move.to) for move in done.moves):
            continue
        pieces = unit.pieces
        for splice in (s for s in done.splices if s.identity == unit.identity):
            pieces = replaced(pieces, splice.start, splice.start + length(splice.old), splice.new)
        assert "".join(p.text for p in cut(pieces, 0, length(pieces))).strip() == after[unit.identity].text.strip()
