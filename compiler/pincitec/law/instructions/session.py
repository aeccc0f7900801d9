"""Reading instructions of American session laws: one sentence, under the sentences that enclose it.

`"(1) Subsection (b) is amended by striking the phrase "X" and inserting the phrase "Y" in its place."` gives one `Substitute`. A
sentence is understood whole or not at all: what no grammar accepts comes back as a `Remainder`, with no operation beside it.
"""

import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.law import INSTRUCTION_MISPRINT, INSTRUCTION_TOO_LONG, INSTRUCTION_UNREAD, UNPAIRED_QUOTATION
from pincitec.law.instructions.actions import operations_of
from pincitec.law.instructions.model import AddUnit, Operation, Part, Phrase, Place, Reading, Remainder, Retitle, RewriteUnit
from pincitec.law.instructions.quotes import Quoted, Unbalanced, quoted
from pincitec.law.instructions.subjects import Subject, subject, without_enumerator
from pincitec.law.instructions.tables import parse
from pincitec.law.instructions.words import Misprint, Token, corrected, lettered, tokens

MOST_CHARACTERS: Final = 200_000
_MOST_CONTEXT: Final = 40
_LONGEST_SUBJECT: Final = 4_000
"""Characters before the verb. The longest title of an act that amends is a fraction of it."""
_AUXILIARY: Final = {"IS", "SHALL", "BE", "HEREBY"}
_VERBS: Final = {"AMEND", "REPEAL", "REDESIGNATE", "DESIGNATE", "ADD", "STRIKE", "INSERT"}
_LABEL: Final = re.compile(r"\s*(?:(?:\((?P<mark>[0-9A-Za-z-]{1,9})\)|(?P<letter>[A-Z]{1,2})\.(?=\s))|(?P<section>[0-9][\w.:-]*)\s)")
_AMENDING: Final = re.compile(
    r"\b(?:(?:is|are) (?:further )?(?:amended (?:as follows|by|to read)|repealed|redesignated|designated as)|added to read)", re.IGNORECASE
)
_ANNOUNCES: Final = re.compile(r"\bto read(?: as)? follows?\s*[:.]?\s*$", re.IGNORECASE)


def read_instruction(text: str, context: Sequence[str] = (), *, path: str = "instruction") -> Reading:
    """Read one sentence of an act. `context` are the sentences it is nested in, outermost first; `path` names it in messages.

    Linear in the length of the text. Where `context` ends in "to read as follows:", the text is the words of a unit.

    >>> read_instruction('Subsection (b) is amended by striking the word "may".').operations[0].words.text
    'may'
    """
    if len(text) > MOST_CHARACTERS or sum(map(len, context)) > MOST_CHARACTERS:
        span = Span(path, 0, len(text))
        problem = Diagnostic.at(
            INSTRUCTION_TOO_LONG, span, f"the instruction or what encloses it is longer than {MOST_CHARACTERS:,} characters"
        )
        return Reading(remainders=(Remainder(text[:200], span),), diagnostics=(problem,))
    outer = Place()
    announced: Reading | None = None
    for line in context[-_MOST_CONTEXT:] if len(context) > _MOST_CONTEXT else context:
        reading = _sentence(line, outer, path)
        announced = reading if _ANNOUNCES.search(line.rstrip()[-80:]) else None
        outer = reading.place
    if announced is not None:
        return _given(text, announced, path)
    return _sentence(text, outer, path)


def _given(text: str, announced: Reading, path: str) -> Reading:
    """The words of a unit after "to read as follows:", which belong to the operation that announced them.

    Words that bear another designation than the one announced are a part of it, or something else: a unit is never rewritten by
    a part of its words. Words that are an instruction themselves ("Section 5 is amended by …") are left to a person.
    """
    words = Phrase(text, Span(path, 0, len(text)))
    label = _LABEL.match(text)
    found: list[Operation] = []
    for operation in announced.operations:
        match operation:
            case RewriteUnit(text=None) | Retitle(text=None) if _bears(label, operation.place):
                found.append(evolve(operation, text=words, span=words.span))
            case AddUnit(text=None) if label is not None and _stated(label) in operation.labels:
                found.append(evolve(operation, labels=(_stated(label),), text=words, span=words.span))
            case _:
                pass
    if len(found) != 1 or _reads_as_instruction(text):
        return _unread(text, 0, path, announced.place)
    return Reading(tuple(found), place=announced.place)


def _stated(label: re.Match[str]) -> str:
    return label["mark"] or label["letter"] or label["section"] or ""


def _bears(label: re.Match[str] | None, place: Place) -> bool:
    """Whether words designated so can be all the words of a place."""
    if place.part is Part.ALL and place.steps:
        return label is not None and label["section"] is None and _stated(label) == place.path[-1]
    if place.part is Part.ALL:
        return label is not None and label["section"] is not None
    return label is None or bool(place.steps and label["section"] is None and _stated(label) == place.path[-1])


def _reads_as_instruction(text: str) -> bool:
    quotations = quoted(text)
    if isinstance(quotations, Unbalanced):
        return _AMENDING.search(text) is not None
    return any(_AMENDING.search(text, start, end) for start, end in _between(quotations, len(text)))


def _between(quotations: tuple[Quoted, ...], end: int) -> list[tuple[int, int]]:
    starts = [0, *(q.end for q in quotations)]
    return list(zip(starts, [*(q.start for q in quotations), end], strict=True))


def _sentence(text: str, outer: Place, path: str) -> Reading:
    quotations = quoted(text)
    if isinstance(quotations, Unbalanced):
        span = Span(path, quotations.at, quotations.at + 1)
        problem = Diagnostic.at(
            UNPAIRED_QUOTATION, span, "a quotation mark without its counterpart",
            help="every quotation needs an opening and a closing mark; nothing of the sentence is read until they are there",
        )  # fmt: skip
        return Reading(remainders=(Remainder(text, Span(path, 0, len(text))),), place=_lost(outer), diagnostics=(problem,))
    begin = without_enumerator(text)
    words = lettered(tokens(text, quotations, begin), text)
    reading = _attempt(text, begin, words, outer, path, quotations, ())
    if reading is None:
        again, misprints = corrected(words)
        reading = _attempt(text, begin, again, outer, path, quotations, misprints) if misprints else None
    return reading or _unread(text, begin, path, _lost(outer))


def _lost(outer: Place) -> Place:
    return evolve(outer, uncertain="the enclosing sentence was not understood")


def _unread(text: str, begin: int, path: str, place: Place) -> Reading:
    span = Span(path, begin, len(text))
    problem = Diagnostic.at(
        INSTRUCTION_UNREAD, span, "the instruction is not understood",
        help="write it as an operation; no part of a sentence is carried out unless the whole sentence is understood",
    )  # fmt: skip
    return Reading(remainders=(Remainder(text[begin:], span),), place=place, diagnostics=(problem,))


def _attempt(
    text: str, begin: int, words: list[Token], outer: Place, path: str, quotations: tuple[Quoted, ...], misprints: tuple[Misprint, ...]
) -> Reading | None:
    at = _verb(words)
    if at is None:
        return None
    before = words[at].start if at else begin
    if before - begin > _LONGEST_SUBJECT:
        return None
    about = subject(_unquoted(text[begin:before], quotations, begin), outer) if at else Subject((outer,))
    if at and about.places == (outer,) and not about.new and not about.existing and not _says_place(words[:at]):
        about = Subject((evolve(_lost(Place())),))
    while words and words[-1].kind in {"STOP", "SEMI", "AND"}:
        words = words[:-1]
    predicate = [word for word in words[at:] if word.kind not in _AUXILIARY]
    predicate = predicate[1:] if predicate and predicate[0].kind == "EACH" else predicate
    tree = parse("session", predicate)
    if tree is None:
        return None
    if about.more:
        return None
    result = operations_of(tree, predicate, about, Span(path, begin, len(text)))
    if result is None:
        return None
    operations, place = result
    notes = tuple(
        Diagnostic.at(
            INSTRUCTION_MISPRINT,
            Span(path, m.start, m.start + len(m.word)),
            f"`{m.word}` is read as `{m.read_as}`",
            help="see that the printed act means it",
        )
        for m in misprints
        if m.start >= before or m.read_as in text[begin:before]
    )
    return Reading(operations, place=place, diagnostics=notes)


def _says_place(words: list[Token]) -> bool:
    return any(word.kind in {"UNIT", "SECTION", "LEADIN", "HEADING", "SENTENCE"} for word in words)


def _verb(words: list[Token]) -> int | None:
    """Where the verb of the sentence stands: "is amended", or the command that a nested sentence begins with."""
    if words and words[0].kind in {"STRIKE", "INSERT", "ADD", "REDESIGNATE", "DESIGNATE", "REPEAL"}:
        return 0
    for n, word in enumerate(words):
        if word.kind == "QUOTE":
            continue
        if word.kind in _AUXILIARY:
            following = next((w for w in words[n : n + 4] if w.kind not in {*_AUXILIARY, "EACH"}), None)
            if following is not None and following.kind in _VERBS:
                return n
            if following is None or following.kind != "ARTICLE":
                return None
        if word.kind == "AMEND" and word.text == "amended" and n + 1 < len(words) and words[n + 1].kind in {"BY", "AS", "TO"}:
            return n
    return None


def _unquoted(text: str, quotations: tuple[Quoted, ...], offset: int) -> str:
    """The text with quoted words blanked: a place is never read out of a quotation."""
    for quotation in quotations:
        start, end = max(quotation.start - offset, 0), min(quotation.end - offset, len(text))
        if start < end:
            text = text[:start] + " " * (end - start) + text[end:]
    return text
