"""An instruction about words → operations of `.law` on the own words of units, each with its place and how often it hits.

What is written are the words of the text. Where the instruction quotes them otherwise, within what is tolerated, its own words are
recorded beside them: struck words as `printed`, words that only say where as a reason.
"""

import re
from typing import Final

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Span
from pincitec.law.drafting.scopes import Scope, law_place, scopes, within
from pincitec.law.drafting.sheet import Sheet
from pincitec.law.drafting.written import BETWEEN, given, misquoted, not_drafted
from pincitec.law.instructions.matching import find, scope as words_in
from pincitec.law.instructions.model import (
    Anchor,
    Insert,
    Occurrence,
    Phrase,
    Strike,
    Substitute,
    Where,
    Which,
)
from pincitec.law.instructions.outline import Run
from pincitec.law.locate import hits as hits_in, own_text
from pincitec.law.normalise import normalise
from pincitec.law.state import State
from pincitec.syntax.law_tree import (
    Anchor as LawAnchor,
    AnchorKind,
    Occurrence as LawOccurrence,
    Quoted,
    WordsIn,
)

_KINDS: Final = {
    Where.AFTER: AnchorKind.AFTER,
    Where.BEFORE: AnchorKind.BEFORE,
    Where.AT_END: AnchorKind.AT_END,
    Where.AT_START: AnchorKind.AT_START,
    Where.AFTER_DESIGNATION: AnchorKind.AFTER_DESIGNATION,
}


@frozen
class _Hit:
    """A range of the sheet that an operation is for, in its scope."""

    scope: Scope
    run: Run


@frozen
class _Beside:
    """An anchor as it is written; `misquoted`: how the instruction quotes its words, where otherwise."""

    anchor: LawAnchor | None
    misquoted: str | None = None


def draft_words(operation: Strike | Insert | Substitute, state: State, sheet: Sheet) -> list[WordsIn] | Diagnostic:
    """The operations of one instruction on the text `state`; more than one where it works in several units."""
    found = scopes(operation.place, state, sheet)
    if not found:
        return not_drafted(operation, "its place is none of the units of the text")
    match operation:
        case Insert():
            return _inserted(operation, found, sheet)
        case Strike():
            return _struck(operation, operation.words, None, found, sheet)
        case Substitute():
            return _struck(operation, operation.old, operation.new, found, sheet)


# -- struck words --------------------------------------------------------------------------------------------------------


def _struck(
    operation: Strike | Substitute, old: Phrase, new: Phrase | None, found: tuple[Scope, ...], sheet: Sheet
) -> list[WordsIn] | Diagnostic:
    if old.named:
        hits = _marks(old, found, operation.anchor, sheet)
    else:
        hits = _chosen([h for h in _hits(old, found, sheet) if _stands_beside(h, operation.anchor, sheet)], operation.occurrence)
    if not hits:
        return not_drafted(operation, "its words are not in the own words of one unit")
    part = next((word for hit in hits if (word := _compound(sheet.text, hit.run)) is not None), None)
    if part is not None:
        return not_drafted(operation, f"its words end within `{part}` there, which is another word: quote the whole of it")
    made: list[WordsIn] = []
    for group in _groups(hits, sheet):
        beside = _beside(group[0], operation.anchor, sheet, old.named)
        written = _operation(operation, group, beside, old, new, sheet)
        if written is None:
            return not_drafted(operation, "it means some of several places, which no one operation does")
        made.append(written)
    return made


_WORD: Final = re.compile(r"\w+(?:-\w+)+")


def _compound(text: str, run: Run) -> str | None:
    """The hyphenated word that a run ends within, such as `three-A` for "level three"; None if it ends at words."""
    low, high = max(text.rfind(" ", 0, run.start), text.rfind("\n", 0, run.start)) + 1, run.end
    while high < len(text) and not text[high].isspace():
        high += 1
    for word in _WORD.finditer(text, low, high):
        if word.start() < run.start < word.end() or word.start() < run.end < word.end():
            return word.group()
    return None


def _hits(phrase: Phrase, found: tuple[Scope, ...], sheet: Sheet) -> list[_Hit]:
    ranges = find(phrase.text, words_in(sheet.text, tuple(s.run for s in found))).ranges
    return [_Hit(s, run) for run in ranges for s in found if s.run.start <= run.start and run.end <= s.run.end]


def _chosen(hits: list[_Hit], occurrence: Occurrence) -> list[_Hit]:
    match occurrence.which:
        case Which.ONLY:
            return hits if len(hits) == 1 else []
        case Which.EVERY:
            return hits if occurrence.number in {None, len(hits)} else []
        case Which.NTH:
            return hits[occurrence.number - 1 :][:1] if occurrence.number else []
        case Which.LAST:
            return hits[-1:]


def _marks(mark: Phrase, found: tuple[Scope, ...], anchor: Anchor | None, sheet: Sheet) -> list[_Hit]:
    """A mark that is named: the only one, or the one at the end."""
    there = [_Hit(s, Run(n, n + 1)) for s in found for n in range(s.run.start, s.run.end) if sheet.text[n] == mark.text]
    if len(there) == 1 and anchor is None:
        return there
    return [hit for hit in there if hit.run.end == found[-1].run.end]


def _stands_beside(hit: _Hit, anchor: Anchor | None, sheet: Sheet) -> bool:
    """Whether only white space, commas and semicolons part a hit from its anchor, or from the edge of its words."""
    if anchor is None:
        return True
    return _anchor_run(hit, anchor, sheet) is not None


def _anchor_run(hit: _Hit, anchor: Anchor, sheet: Sheet) -> Run | None:
    """Where the words of an anchor stand beside a hit; for an anchor without words an empty run."""
    text, run = sheet.text, hit.scope.run
    match anchor.where:
        case Where.AT_END:
            return None if text[hit.run.end : run.end].strip(" .;:,") else Run(hit.run.end, hit.run.end)
        case Where.AT_START | Where.AFTER_DESIGNATION:
            return None if text[run.start : hit.run.start].strip() else Run(hit.run.start, hit.run.start)
        case Where.AFTER | Where.BEFORE:
            assert anchor.words is not None
            for beside in find(anchor.words.text.strip(BETWEEN), words_in(text, (run,))).ranges:
                low, high = (beside.end, hit.run.start) if anchor.where is Where.AFTER else (hit.run.end, beside.start)
                if low <= high and not text[low:high].strip(BETWEEN):
                    return beside
            return None


def _groups(hits: list[_Hit], sheet: Sheet) -> list[list[_Hit]]:
    """Hits of the same words in the same scope, each group in order."""
    groups: dict[tuple[str, int, str], list[_Hit]] = {}
    for hit in hits:
        words = normalise(sheet.text[hit.run.start : hit.run.end])
        groups.setdefault((hit.scope.unit.identity, hit.scope.run.start, words), []).append(hit)
    return list(groups.values())


def _beside(hit: _Hit, anchor: Anchor | None, sheet: Sheet, mark: bool) -> _Beside:
    """The anchor of a hit in the words of the text, with what parts the two."""
    if anchor is None:
        at_end = mark and hit.run.end == hit.scope.run.end
        return _Beside(LawAnchor(AnchorKind.AT_END, None, Span("", 0, 0)) if at_end else None)
    run = _anchor_run(hit, anchor, sheet)
    if run is None or anchor.words is None:
        return _Beside(LawAnchor(_KINDS[anchor.where], None, Span("", 0, 0)))
    low, high = (run.start, hit.run.start) if anchor.where is Where.AFTER else (hit.run.end, run.end)
    text = sheet.text[low:high].strip()
    return _Beside(_anchored(anchor.where, text, anchor.words.span), misquoted(text, anchor.words.text))


def _operation(
    operation: Strike | Substitute, group: list[_Hit], beside: _Beside, old: Phrase, new: Phrase | None, sheet: Sheet
) -> WordsIn | None:
    first = group[0]
    words = sheet.text[first.run.start : first.run.end]
    counted = _counted(first.scope, [h.run.start for h in group], words, beside.anchor)
    if counted is None:
        return None
    number, occurrence = counted
    printed = None if old.named else misquoted(words, old.text)
    return WordsIn(
        place=law_place(first.scope.unit, operation.span),
        anchor=beside.anchor,
        strikes=(given(words, old.span),),
        inserts=(given(new.text, new.span),) if new is not None else (),
        because=_reason(beside, operation.span),
        printed=(Quoted(" ".join(old.text.split()), old.span),) if printed is not None else (),
        hits=number,
        span=operation.span,
        within=within(operation.place, first.scope, sheet, operation.span),
        occurrence=occurrence,
    )


# -- inserted words ------------------------------------------------------------------------------------------------------


def _inserted(operation: Insert, found: tuple[Scope, ...], sheet: Sheet) -> list[WordsIn] | Diagnostic:
    where = operation.anchor.where
    if operation.anchor.words is None:
        at_end = where is Where.AT_END
        edge = found[-1] if at_end else found[0]
        point = edge.run.end if at_end else edge.run.start
        anchor = LawAnchor(_KINDS[where], None, operation.span)
        return [_insertion(operation, _Hit(edge, Run(point, point)), _Beside(anchor), (1, None), sheet)]
    hits = _chosen(_hits(operation.anchor.words, found, sheet), operation.occurrence)
    if not hits:
        return not_drafted(operation, "the words beside which it inserts are not in the own words of one unit")
    made = []
    for group in _groups(hits, sheet):
        words = sheet.text[group[0].run.start : group[0].run.end]
        anchor = _anchored(where, words, operation.anchor.words.span)
        points = [h.run.end if where is Where.AFTER else h.run.start for h in group]
        counted = _counted(group[0].scope, points, "", anchor)
        if counted is None:
            return not_drafted(operation, "it means some of several places, which no one operation does")
        made.append(_insertion(operation, group[0], _Beside(anchor, misquoted(words, operation.anchor.words.text)), counted, sheet))
    return made


def _insertion(operation: Insert, hit: _Hit, beside: _Beside, counted: tuple[int, LawOccurrence | None], sheet: Sheet) -> WordsIn:
    return WordsIn(
        place=law_place(hit.scope.unit, operation.span),
        anchor=beside.anchor,
        strikes=(),
        inserts=(given(operation.words.text, operation.words.span),),
        because=_reason(beside, operation.span),
        printed=(),
        hits=counted[0],
        span=operation.span,
        within=within(operation.place, hit.scope, sheet, operation.span),
        occurrence=counted[1],
    )


# -- both ----------------------------------------------------------------------------------------------------------------


def _anchored(where: Where, text: str, span: Span) -> LawAnchor:
    return LawAnchor(_KINDS[where], given(text, span), span)


def _counted(scope: Scope, starts: list[int], words: str, anchor: LawAnchor | None) -> tuple[int, LawOccurrence | None] | None:
    """How often an operation hits, or which of its places it means; None where neither says what the instruction does.

    Counted with the look-up of `.law` operations, in the sentence or lead-in to which the instruction is confined.
    """
    own = scope.own.start
    low, high = scope.run.start - own, scope.run.end - own
    all_hits = [start for start, end in hits_in(own_text(scope.unit.pieces), words, anchor) if low <= start and end <= high]
    wanted = [start - own for start in starts]
    if not set(wanted) <= set(all_hits):
        return None
    if len(wanted) == len(all_hits):
        return len(all_hits), None
    if len(wanted) == 1:
        return 1, LawOccurrence(all_hits.index(wanted[0]) + 1, len(all_hits), Span("", 0, 0))
    return None


def _reason(beside: _Beside, span: Span) -> Quoted | None:
    if beside.misquoted is None:
        return None
    return Quoted(f"the instruction names the place by the words “{beside.misquoted}”", span)
