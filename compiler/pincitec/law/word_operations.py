"""Operations on words, done to a unit's own text or undone from it: `in PLACE … strike … insert …`.

Each must hit as often as it says, on word boundaries, in its unit, beside its anchor. An operation on one of several places or in
one sentence is undone to the one text from which it leads to the text after it; where there are several such texts, to none.
"""

from attrs import evolve

from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.law import OPERATION_MISSES
from pincitec.law.change import Change, Outcome, hole, missed, no_such_unit, pieces_of, short, shown, times
from pincitec.law.flat import flatten
from pincitec.law.locate import hits, own_text, sentence
from pincitec.law.model import Piece, Splice, Status, UnitText
from pincitec.law.quotations import nearest
from pincitec.law.splice import cut, length, replaced, seam, spaced
from pincitec.law.state import Context, State, blanked, changed, is_unknown, resolve, unknown_above
from pincitec.syntax.law_operations import MOST_HITS
from pincitec.syntax.law_tree import Anchor, AnchorKind, Sentence, Words, WordsIn

MOST_PLACES = 100
"""So many places are tried in undoing; no unit of a law says the same words more often."""

Range = tuple[int, int]


def change_words(operation: WordsIn, state: State, context: Context, *, forward: bool) -> Outcome:
    """The text on the other side of an operation on words."""
    unit = resolve(state, operation.place, context)
    at_unknown = operation.anchor is not None and operation.anchor.kind is AnchorKind.AT_UNKNOWN
    if unit is None or is_unknown(unit):
        around = unit if unit is not None else unknown_above(state, operation.place, context)
        if around is None:
            return no_such_unit(operation.place, state)
        if at_unknown:
            return Change(state)
        return missed(
            operation.span,
            f"the text of `{shown(operation.place)}` is not on file on that day",
            "write `at unknown` after the place: the operation is then recorded, and not replayed",
        )
    if at_unknown:
        return _at_unknown(operation, unit, state, forward=forward)
    found, given = (operation.strikes, operation.inserts) if forward else (operation.inserts, operation.strikes)
    if any(words.has_hole for words in found):
        return missed(
            operation.span,
            "words that are not on file cannot be looked up in the text",
            "write `at unknown` after the place: the unit is then not on file on the other side of the act",
        )
    if not forward and (operation.occurrence is not None or isinstance(operation.within, Sentence)):
        return _undone_at_one(operation, unit, state)
    located = locate(operation, found, unit)
    if isinstance(located, Diagnostic):
        return located
    after, splices = _replaced(unit, located, given, forward=forward)
    if not forward and not any(words.has_hole for words in given):
        again = locate(operation, given, after)
        if isinstance(again, Diagnostic):
            return evolve(again, notes=("looked up in the text before the act, as undoing gives it",))
    return Change(changed(state, unit.identity, lambda _: after), splices)


def _replaced(unit: UnitText, located: list[Range], given: tuple[Words, ...], *, forward: bool) -> tuple[UnitText, tuple[Splice, ...]]:
    """The unit with other words at these ranges, first to last."""
    pieces, splices, shift = unit.pieces, list[Splice](), 0
    for low, high in located:
        raw = "".join(piece.text for piece in pieces)
        new = pieces_of(given)
        start, end, lead, trail = seam(raw, low + shift, high + shift, "".join(p.text for p in new))
        new = spaced(lead, new, trail)
        struck = cut(pieces, start, end)
        pieces = replaced(pieces, start, end, new)
        if forward:
            splices.append(Splice(unit.identity, start, struck, new))
        else:
            # In forward order all earlier hits are already done, so the place is that in the text after the act.
            splices.append(Splice(unit.identity, start - shift, new, struck))
        shift += length(new) - (end - start)
    return evolve(unit, pieces=tuple(piece for piece in pieces if piece.text)), tuple(splices)


def _undone_at_one(operation: WordsIn, unit: UnitText, state: State) -> Outcome:
    """Of the texts that undoing the operation somewhere in the unit gives, the one on which doing it leads back here."""
    text = " ".join(words.text for words in operation.inserts)
    if not text.strip() and operation.anchor is None:
        return _nowhere(operation)
    places = hits(own_text(unit.pieces), text, operation.anchor, inside=isinstance(operation.within, Sentence))
    found: dict[str, tuple[UnitText, tuple[Splice, ...]]] = {}
    for place in places[:MOST_PLACES]:
        before, splices = _replaced(unit, [place], operation.strikes, forward=False)
        located = locate(operation, operation.strikes, before)
        if isinstance(located, Diagnostic) or _replaced(before, located, operation.inserts, forward=True)[0].text != unit.text:
            continue
        found.setdefault(before.text, (before, splices))
    if len(found) == 1 and len(places) <= MOST_PLACES:
        ((before, splices),) = found.values()
        return Change(changed(state, unit.identity, lambda _: before), splices)
    if not places:
        return _miss(operation, text, unit, 0)
    few = "at none of its places does undoing give a text from which the operation leads here"
    many = "the operation leads here from more than one text"
    return missed(
        operation.span,
        f"it is not certain where `{shown(operation.place)}` was changed: {many if found else few}",
        "lengthen the words or the anchor, or count the places again in the text before the act",
    )


def locate(operation: WordsIn, operands: tuple[Words, ...], unit: UnitText) -> list[Range] | Diagnostic:
    """The ranges of the unit's own words that the operands hit, as many as stated; else what was found instead."""
    text = " ".join(words.text for words in operands)
    if not text.strip() and operation.anchor is None:
        return _nowhere(operation)
    if operation.hits > MOST_HITS:
        return missed(operation.span, f"an operation hits at most {MOST_HITS} places", "name the sub-units, or rewrite the unit")
    own = own_text(unit.pieces)
    bounds: Range | None = None
    if isinstance(operation.within, Sentence):
        asked = sentence(own, operation.within.number)
        if isinstance(asked, int):
            return _no_sentence(operation, operation.within, asked, unit)
        bounds = asked
    found = hits(own, text, operation.anchor, bounds)
    occurrence = operation.occurrence
    if len(found) != (occurrence.total if occurrence is not None else operation.hits):
        return _miss(operation, text, unit, len(found))
    return [found[occurrence.number - 1]] if occurrence is not None else found


def _nowhere(operation: WordsIn) -> Diagnostic:
    return missed(operation.span, "nothing says where the words go", 'give an anchor, for example `after "contract shall be"`')


def _no_sentence(operation: WordsIn, asked: Sentence, count: int, unit: UnitText) -> Diagnostic:
    if any(piece.status is Status.UNKNOWN for piece in unit.pieces):
        message = f"the sentences of `{shown(operation.place)}` cannot be counted: not all its words are on file on that day"
        return Diagnostic.at(OPERATION_MISSES, asked.span, message, help="write `at unknown` after the place")
    message = f"`{shown(operation.place)}` has {count} sentence{'' if count == 1 else 's'} on that day, and no number {asked.number}"
    return Diagnostic.at(OPERATION_MISSES, asked.span, message, help="a sentence ends with a full stop before the next one begins")


def _miss(operation: WordsIn, text: str, unit: UnitText, count: int) -> Diagnostic:
    anchor: Anchor | None = operation.anchor
    beside = f" {anchor.kind.value}" if anchor is not None else ""
    if anchor is not None and anchor.words is not None:
        beside += f" `{short(anchor.words.text)}`"
    wanted = operation.occurrence.total if operation.occurrence is not None else operation.hits
    where = f"`{shown(operation.place)}`"
    where = f"sentence {operation.within.number} of {where}" if isinstance(operation.within, Sentence) else where
    what = f"`{short(text)}`" if text.strip() else "the anchor"
    stands = {0: "does not stand", 1: "stands once"}.get(count, f"stands {count} times")
    message = f"{what} {stands}{beside} in {where}, not {times(wanted)}"
    if count == 0:
        message = f"{what} does not stand{beside} in {where} on that day"
    flat = flatten(evolve(unit, children=()))
    near = nearest(text if text.strip() else (anchor.words.text if anchor and anchor.words else ""), flat)
    others = [Label(s, "the nearest words") for s in flat.spans(near.start, near.end)] if near is not None else []
    notes = [f"nearest text: `{near.text}`"] if near is not None else []
    return Diagnostic.at(
        OPERATION_MISSES,
        operation.span,
        message,
        others=others,
        notes=notes,
        help='give the words of the text; where the source misquotes them, add `printed "…"`'
        if count == 0
        else f"lengthen the words or the anchor, or state `hits {count}`, or which of them by `at 1 of {count}`",
    )


def _at_unknown(operation: WordsIn, unit: UnitText, state: State, *, forward: bool) -> Change:
    """Words whose place in the unit is not known: undoing leaves a hole; where words came in, the unit is not on file."""
    if forward or operation.inserts:
        why = "the words of this unit are not on file: the place of a change to it is not known"
        return Change(changed(state, unit.identity, lambda u: blanked(u, why, operation.span)), blanked=(unit.identity,))
    struck = " … ".join(words.text for words in operation.strikes)
    gap = (Piece(" ", Status.DERIVED, None), *hole(f"somewhere in this unit: {struck}", operation.strikes[0].span))
    after = evolve(unit, pieces=(*unit.pieces, *gap))
    splice = Splice(unit.identity, len(unit.text), gap, ())
    return Change(changed(state, unit.identity, lambda _: after), (splice,))
