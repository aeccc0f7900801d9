"""A file of instructions → operations: an act, sentences of one, an editor's note, or operations of `.law`; all of it or nothing.

Numbered sentences are an act, "deleted … and added …" is a note, and all else is sentences: each on a line, or one on several. Where
the last two would give different operations nothing is read, since which is meant is not certain.
"""

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any, Final

import attrs
from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.drafting import NO_INSTRUCTIONS, READ_TWO_WAYS
from pincitec.diagnostics.catalogue.law import INSTRUCTION_UNREAD, UNPAIRED_QUOTATION
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.law.instructions.acts import moved, read_act
from pincitec.law.instructions.model import AddUnit, Operation, Phrase, Reading, Retitle, RewriteUnit
from pincitec.law.instructions.notes import read_note
from pincitec.law.instructions.quotes import Unbalanced, quoted
from pincitec.law.instructions.session import read_instruction
from pincitec.law.instructions.summaries import without_summary

_PARAGRAPH: Final = re.compile(r"\S(?:.*\S)?(?:\n[ \t]*\S.*)*")
_LINE: Final = re.compile(r"[^\s].*")
_NUMBERED: Final = re.compile(r"^[ \t]*(?:\([A-Za-z0-9]{1,6}\)|(?:Sec(?:tion|\.)\s+)?\d{1,5}[a-z]?\.)[ \t]+\S", re.MULTILINE)
_SAID_BY_NOTES: Final = re.compile(r"\b(?:deleted|added|substituted)\b")
_SAID_BY_ACTS: Final = re.compile(
    r"\b(?:(?:is|are) (?:further |hereby )?(?:amended|repealed|redesignated|designated|added)|stri(?:ke|king)|insert(?:ing)?)\b",
    re.IGNORECASE,
)
_CLOSED: Final = re.compile(r"[\"”][.;]?(?: and)?\Z")
_MARKS_OF_OURS: Final = re.compile("[⟨⟩]")


class Form(Enum):
    """How the instructions are written; the value completes "read as …"."""

    ACT = "an act"
    SENTENCE = "one sentence of an act"
    SENTENCES = "sentences of an act, one a line"
    NOTE = "an editor's note"
    SET_OUT = "a section set out whole"


@frozen
class Instructions:
    """What a file of instructions says, in order. `diagnostics`: what was read through, misprints and summaries; nothing worse."""

    form: Form
    operations: tuple[Operation, ...]
    diagnostics: tuple[Diagnostic, ...]


def read_instructions(source: Source, section: str | None) -> Instructions | list[Diagnostic]:
    """The operations of a whole file; else why it cannot be read. `section`: its number in the code, which notes do not repeat.

    >>> text = 'in Subsection C, after "shall be", deleted "one" and added "two".'
    >>> read_instructions(Source("a.txt", text), "1-2").form.value
    "an editor's note"
    """
    if not source.text.strip():
        help = 'for example: in Subsection C, after "shall be", deleted "one" and added "two"'
        return [Diagnostic.at(NO_INSTRUCTIONS, Span(source.path, 0, 0), f"`{source.path}` holds no instructions", help=help)]
    mark = _MARKS_OF_OURS.search(source.text)
    if mark is not None:
        span = Span(source.path, mark.start(), mark.end())
        help = "no act prints it; give the words that the act prints"
        return [Diagnostic.at(NO_INSTRUCTIONS, span, f"`{mark.group()}` marks words that are not on file", help=help)]
    read = {form: _read(form, source, section) for form in _forms(source.text)}
    whole = {
        form: reading
        for form, reading in read.items()
        if reading.operations and not (reading.remainders or has_errors(reading.diagnostics))
    }
    if not whole:
        return _unread(read, source)
    first = next(iter(whole))
    for form, reading in whole.items():
        if _without_places(reading.operations) != _without_places(whole[first].operations):
            span = Span(source.path, 0, len(source.text.rstrip()))
            message = f"read as {first.value} it says something else than read as {form.value}"
            return [Diagnostic.at(READ_TWO_WAYS, span, message, help="number the sentences, as acts do")]
    for operation in whole[first].operations:
        if isinstance(operation, AddUnit | RewriteUnit | Retitle) and (cut := _cut_off(operation.text, source)) is not None:
            return [cut]
    return Instructions(first, whole[first].operations, whole[first].diagnostics)


def _forms(text: str) -> tuple[Form, ...]:
    quotations = quoted(text)
    unquoted = text
    if not isinstance(quotations, Unbalanced):
        ends = [0, *(q.end for q in quotations)]
        unquoted = " ".join(text[a:b] for a, b in zip(ends, [*(q.start for q in quotations), len(text)], strict=True))
    if _NUMBERED.search(text):
        return (Form.ACT,)
    if _SAID_BY_NOTES.search(unquoted) and not _SAID_BY_ACTS.search(unquoted):
        return (Form.NOTE,)
    return (Form.SENTENCE, Form.SENTENCES)


def _read(form: Form, source: Source, section: str | None) -> Reading:
    assert form is not Form.SET_OUT, "it is read against the text on file"
    text, path = source.text, source.path
    match form:
        case Form.ACT | Form.SENTENCE:
            return _joined(read_act(text, path=path))
        case Form.SENTENCES:
            return _joined(moved(read_instruction(line, path=path), start) for start, line in _parts(_LINE, text))
        case Form.NOTE:
            paragraphs = _parts(_PARAGRAPH, text)
            return _joined(moved(without_summary(read_note(note, section, path=path), note), start) for start, note in paragraphs)


def _parts(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, str]]:
    for match in pattern.finditer(text):
        yield match.start(), match.group()


def _joined(readings: Any) -> Reading:
    """Several readings as one; what any of them did not understand is not understood."""
    found = tuple(readings)
    return Reading(
        tuple(o for reading in found for o in reading.operations),
        tuple(r for reading in found for r in reading.remainders),
        diagnostics=tuple(d for reading in found for d in reading.diagnostics),
    )


def _unread(read: dict[Form, Reading], source: Source) -> list[Diagnostic]:
    """The problems of the form of which most was understood, so that what is reported is what has to be mended."""
    nearest = max(read, key=lambda form: len(read[form].operations))
    problems = list(read[nearest].diagnostics)
    if not has_errors(problems):
        span = Span(source.path, 0, len(source.text.rstrip()))
        help = "an instruction says what is struck or added, and where"
        problems.append(Diagnostic.at(NO_INSTRUCTIONS, span, "no instruction is in it", help=help))
    said = f"the file is read as {nearest.value}"
    return [evolve(p, notes=(*p.notes, said)) if p.rule in {INSTRUCTION_UNREAD, NO_INSTRUCTIONS} else p for p in problems]


def _cut_off(given: Phrase | None, source: Source) -> Diagnostic | None:
    """Words of a unit on lines of their own that open with a quotation mark and never close it may have been cut off."""
    if given is None or source.text[given.span.start] not in '"“' or _CLOSED.search(source.excerpt(given.span)):
        return None
    opening = Span(source.path, given.span.start, given.span.start + 1)
    help = "the last line of the quoted words ends with a quotation mark"
    return Diagnostic.at(UNPAIRED_QUOTATION, opening, "a quotation mark without its counterpart", help=help)


def _without_places(operations: tuple[Operation, ...]) -> list[Any]:
    """Operations without the spans, to see whether they say the same."""
    return [(type(o), attrs.asdict(o, filter=lambda attribute, _: attribute.name != "span")) for o in operations]
