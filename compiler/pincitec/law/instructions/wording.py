"""Operations on words, looked up in a text: which characters they change, or why they cannot be carried out.

An operation hits as often as it says and where it says. Words that stand twice where one was meant, words that stand there with
other digits, words that stand only inside longer words: each is refused, never guessed at.
"""

from bisect import bisect_right
from typing import Final

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.law import NOT_CARRIED_OUT, WORDS_NOT_THERE, WORDS_TOO_OFTEN
from pincitec.law.instructions.codified import editorial, of_session_law
from pincitec.law.instructions.edits import Edit, word_edit
from pincitec.law.instructions.matching import EXACT, RANKED, Hits, differs_in_digits, find, inside_words, scope
from pincitec.law.instructions.model import ONLY, Anchor, Insert, Occurrence, Phrase, Place, Strike, Substitute, Where, Which
from pincitec.law.instructions.outline import Outline, Run, sentences
from pincitec.law.instructions.places import runs_of
from pincitec.law.normalise import normalise
from pincitec.law.tolerance import WHITE_SPACE

_TRAILING: Final = " .;:,"
_REACH: Final = 64
"""Characters beside a hit in which an anchor is looked for, with those that its own words need: white space may be doubled."""


@frozen
class Terms:
    """On which terms words are looked up: whether the text is a code's, how much difference is let pass, characters or words.

    `indented`: the levels of the units of the text are known to show in their indents.
    """

    codified: bool = True
    most: str = RANKED[-1]
    literal: bool = False
    indented: bool = False


@frozen
class Worded:
    """The edits of an operation, and the tolerance that its words needed."""

    edits: tuple[Edit, ...]
    tolerance: str


def struck_words(operation: Strike | Substitute, view: Outline, text: str, terms: Terms) -> Worded | Diagnostic:
    """The edits of words that are struck, and of those inserted in their place."""
    old, new = (operation.words, "") if isinstance(operation, Strike) else (operation.old, operation.new.text)
    runs = runs_of(operation.place, view, text, operation.span)
    if isinstance(runs, Diagnostic):
        return runs
    hits = _hits(old, runs, operation.occurrence, operation.anchor, operation.place, text, terms)
    if isinstance(hits, Diagnostic):
        return hits
    edits = []
    for hit in hits.ranges:
        problem = _translated(operation, new, old.text, terms) or _bracketed(operation, text, hit, new, terms)
        if problem is not None:
            return problem
        edits.append(word_edit(text, hit.start, hit.end, new))
    return Worded(tuple(edits), hits.tolerance)


def inserted_words(operation: Insert, view: Outline, text: str, terms: Terms) -> Worded | Diagnostic:
    """The edits of words that are inserted beside an anchor."""
    runs = runs_of(operation.place, view, text, operation.span)
    if isinstance(runs, Diagnostic):
        return runs
    problem = _translated(operation, operation.words.text, "", terms)
    if problem is not None:
        return problem
    beside, grade = operation.anchor, EXACT
    match beside.where:
        case Where.AT_END:
            points = [runs[-1].end]
        case Where.AT_START | Where.AFTER_DESIGNATION:
            points = [runs[0].start]
        case Where.AFTER | Where.BEFORE:
            assert beside.words is not None
            hits = _hits(beside.words, runs, operation.occurrence, None, operation.place, text, terms)
            if isinstance(hits, Diagnostic):
                return hits
            points = [hit.end if beside.where is Where.AFTER else hit.start for hit in hits.ranges]
            grade = hits.tolerance
    for point in points:
        problem = _bracketed(operation, text, Run(point, point), operation.words.text, terms)
        if problem is not None:
            return problem
    return Worded(tuple(word_edit(text, point, point, operation.words.text) for point in points), grade)


def _hits(
    phrase: Phrase, runs: tuple[Run, ...], occurrence: Occurrence, anchor: Anchor | None, place: Place, text: str, terms: Terms
) -> Hits | Diagnostic:
    """The hits that an operation is for, out of those that there are."""
    if phrase.named:
        return _mark(phrase, runs, occurrence, anchor, place, text)
    within = scope(text, runs)
    hits = find(phrase.text, within, literal=terms.literal)
    if RANKED.index(hits.tolerance) > RANKED.index(terms.most):
        return _refuse(WORDS_NOT_THERE, phrase.span, f"the words stand in `{place.shown()}` only with a difference: {hits.tolerance}")
    starts = [run.start for run in runs]
    ranges = [hit for hit in hits.ranges if anchor is None or _beside(text, hit, anchor, runs, starts)]
    if not ranges:
        return _absent(phrase, place, text, runs, bool(hits.ranges))
    if hits.tolerance == EXACT and not terms.literal and occurrence.which is Which.EVERY and inside_words(phrase.text, within):
        return _refuse(WORDS_TOO_OFTEN, phrase.span, "the words stand also inside longer words, of which the instruction does not speak")
    chosen = _chosen(ranges, occurrence, phrase.span, place)
    if isinstance(chosen, Diagnostic):
        return chosen
    grade = hits.tolerance
    if grade == EXACT and any(text[r.start : r.end] != phrase.text for r in chosen):
        grade = WHITE_SPACE
    return Hits(tuple(chosen), grade)


def _chosen(ranges: list[Run], occurrence: Occurrence, span: Span, place: Place) -> list[Run] | Diagnostic:
    stated, there = occurrence.number, len(ranges)
    match occurrence.which:
        case Which.ONLY if there == 1:
            return ranges
        case Which.EVERY if stated in {None, there}:
            return ranges
        case Which.NTH if stated is not None and stated <= there:
            return [ranges[stated - 1]]
        case Which.LAST:
            return ranges[-1:]
        case _:
            meant = {Which.ONLY: "once", Which.NTH: f"at least {stated} times"}.get(occurrence.which, f"{stated} times")
            return _refuse(WORDS_TOO_OFTEN, span, f"the words stand {there} times in `{place.shown()}`, where {meant} was meant")


def _absent(phrase: Phrase, place: Place, text: str, runs: tuple[Run, ...], elsewhere: bool) -> Diagnostic:
    within = scope(text, runs)
    if elsewhere:
        return _refuse(WORDS_NOT_THERE, phrase.span, f"the words stand in `{place.shown()}`, but not where they are said to")
    if differs_in_digits(phrase.text, within):
        return _refuse(WORDS_NOT_THERE, phrase.span, f"the words stand in `{place.shown()}` only with other digits")
    if inside_words(phrase.text, within):
        return _refuse(WORDS_NOT_THERE, phrase.span, f"the characters stand in `{place.shown()}` only inside longer words")
    return _refuse(WORDS_NOT_THERE, phrase.span, f"the words do not stand in `{place.shown()}`")


def _mark(
    phrase: Phrase, runs: tuple[Run, ...], occurrence: Occurrence, anchor: Anchor | None, place: Place, text: str
) -> Hits | Diagnostic:
    """A mark that is named: "the period" is the one at the end, and must be the only one that it can mean."""
    last = runs[-1]
    at_end = text[last.end - 1 : last.end] == phrase.text
    end = Hits((Run(last.end - 1, last.end),), EXACT)
    if occurrence is not ONLY or (anchor is not None and anchor.where is not Where.AT_END):
        return _refuse(WORDS_TOO_OFTEN, phrase.span, "a mark is struck only at the end, or where it is the only one")
    if anchor is not None:
        return end if at_end else _refuse(WORDS_NOT_THERE, phrase.span, f"`{place.shown()}` does not end in `{phrase.text}`")
    there = [Run(n, n + 1) for run in runs for n in range(run.start, run.end) if text[n] == phrase.text]
    if len(there) == 1:
        return Hits(tuple(there), EXACT)
    if at_end and phrase.text == "." and len(runs) == 1 and len(sentences(text, last)) == 1:
        return end
    rule = WORDS_TOO_OFTEN if there else WORDS_NOT_THERE
    return _refuse(rule, phrase.span, f"`{phrase.text}` stands {len(there)} times in `{place.shown()}`, and once was meant")


def _beside(text: str, hit: Run, anchor: Anchor, runs: tuple[Run, ...], starts: list[int]) -> bool:
    """Whether a hit stands where the anchor says. Looks no further around it than the anchor's words reach."""
    run = runs[bisect_right(starts, hit.start) - 1]
    words = normalise(anchor.words.text).strip() if anchor.words is not None else ""
    reach = 2 * len(words) + _REACH
    before = normalise(text[max(run.start, hit.start - reach) : hit.start])
    after = normalise(text[hit.end : min(run.end, hit.end + reach)])
    match anchor.where:
        case Where.AFTER:
            return _ends_with(before.rstrip(" ,;"), words.rstrip(" ,;"))
        case Where.BEFORE:
            return _ends_with(after.lstrip(" ,;")[::-1], words.lstrip(" ,;")[::-1])
        case Where.AT_END:
            return run == runs[-1] and run.end - hit.end < _REACH and not after.strip(_TRAILING)
        case Where.AT_START | Where.AFTER_DESIGNATION:
            return run == runs[0] and hit.start - run.start < _REACH and not before.strip()


def _ends_with(text: str, words: str) -> bool:
    """Whether a text ends with words that do not begin inside a longer word of it."""
    rest = text.removesuffix(words)
    return bool(words) and len(rest) < len(text) and not (rest[-1:].isalnum() and words[0].isalnum())


def _translated(operation: Strike | Substitute | Insert, new: str, old: str, terms: Terms) -> Diagnostic | None:
    cited = of_session_law(new, old) if terms.codified else None
    if cited is None:
        return None
    return Diagnostic.at(
        NOT_CARRIED_OUT, operation.span, f"the inserted words cite an act, which a code prints as a section of its own: `{cited}`",
        help="give the words as the code prints them, or carry the instruction out on the text of the act",
    )  # fmt: skip


def _bracketed(operation: Strike | Substitute | Insert, text: str, hit: Run, new: str, terms: Terms) -> Diagnostic | None:
    bracket = editorial(text, hit.start, hit.end, new) if terms.codified else None
    if bracket is None:
        return None
    return Diagnostic.at(
        NOT_CARRIED_OUT, operation.span, f"an editor's bracket stands beside the words: `{bracket}`",
        help="decide whether the act takes the place of what the editor had put in brackets",
    )  # fmt: skip


def _refuse(rule: object, span: Span, message: str) -> Diagnostic:
    from pincitec.diagnostics import Rule

    assert isinstance(rule, Rule)
    helps = {
        WORDS_NOT_THERE: "an amendment is carried out on the words that it quotes; look at the text in force on that day",
        WORDS_TOO_OFTEN: 'say which is meant: "the first time it appears", "wherever it appears", or more of the words around it',
    }
    return Diagnostic.at(rule, span, message, help=helps.get(rule))
