"""Reading an act as it is printed: its sentences nested by their designators, and the quoted words of whole units after them.

A sentence that opens others ("is amended as follows:") is enclosed by nothing but what the next designator shows: what follows it
must be the first of a level, and what follows a complete sentence must be the next of a level that is open. Where that is not so,
the sentence and all after it in its section come back as remainders: under a wrong parent, an instruction changes another place.
"""

import re
from collections.abc import Iterator
from typing import Final

from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.law import INSTRUCTION_UNREAD
from pincitec.law.instructions.model import AddUnit, Anchor, Operation, Phrase, Reading, Remainder, Retitle, RewriteUnit
from pincitec.law.instructions.session import read_instruction
from pincitec.law.ladder import Level

_ITEM: Final = re.compile(r"[ \t]*(?:\((?P<label>[A-Za-z]{1,6}|\d{1,3})\)|(?:Sec(?:tion|\.)\s+)?(?P<section>\d{1,5}[a-z]?)\.)[ \t]+(?=\S)")
_OPENS: Final = re.compile(r"\bas\s+follows?\s*:\s*$")
_ANNOUNCES: Final = re.compile(r"\bto\s+read(?:\s+as)?\s+follows?\s*:\s*$")
_LABEL: Final = re.compile(r"\(([0-9A-Za-z-]{1,9})\)|([A-Z]{1,2})\.(?=\s)")
_KINDS: Final = {"a": "a", "1": "1", "A": "A", "i": "i", "I": "I"}
_MARKS: Final = '"“”'


@frozen
class _Item:
    """A sentence with its designator, `[start, end)`, and the lines of quoted words after it."""

    label: str
    is_section: bool
    start: int
    end: int
    quoted: tuple[tuple[int, int], ...]


@frozen
class _Open:
    item: _Item
    level: Level | None


def read_act(text: str, *, path: str = "act") -> tuple[Reading, ...]:
    """Read each sentence of an act that is no mere heading of others, in order. Spans are those of `text`.

    What is not understood of a heading comes back as a remainder, like any sentence: it may do something that is then missing.

    >>> act = '2. Section 9 (Example Code § 3-112) is amended as follows:\\n(a) Subsection (b) is repealed.\\n(b) Strike "x".'
    >>> [reading.operations[0].place.path for reading in read_act(act)]
    [('b',), ()]
    """
    stack: list[_Open] = []
    found: list[Reading] = []
    lost = False
    for item in _items(text):
        sentence = text[item.start : item.end]
        if item.is_section:
            stack, lost = [_Open(item, None)], False
        elif lost or (deeper := _nested(stack, item, text)) is None:
            found.append(_misplaced(text, item, path))
            lost = True
            continue
        else:
            stack = deeper
        context = [text[entry.item.start : entry.item.end] for entry in stack[:-1]]
        readings = _read(text, item, context, path)
        # A sentence that opens others may do something itself: "is redesignated as subsection (d) and amended as follows:".
        found.extend(r for r in readings if r.operations or r.remainders or not _opens(sentence))
    return tuple(found)


def _items(text: str) -> Iterator[_Item]:
    """The designated sentences; lines without a designator go on with the sentence before, those in quotation marks are apart."""
    current: _Item | None = None
    quoted: list[tuple[int, int]] = []
    position = 0
    for line in text.splitlines(keepends=True):
        start, position = position, position + len(line)
        stripped = line.strip()
        if not stripped:
            continue
        begin, end = start + len(line) - len(line.lstrip()), start + len(line.rstrip())
        match = _ITEM.match(line)
        if current is not None and stripped[0] in _MARKS and _ANNOUNCES.search(text[max(current.end - 60, 0) : current.end]):
            quoted.append((begin, end))
        elif match is not None or current is None:
            if current is not None:
                yield evolve(current, quoted=tuple(quoted))
            label = match["label"] if match is not None else None
            current, quoted = _Item(label or (match["section"] if match is not None else ""), label is None, begin, end, ()), []
        else:
            current = evolve(current, end=end)
    if current is not None:
        yield evolve(current, quoted=tuple(quoted))


def _opens(sentence: str) -> bool:
    """Whether a sentence encloses others, and does not announce the words of a unit."""
    return _OPENS.search(sentence[-60:]) is not None and _ANNOUNCES.search(sentence[-60:]) is None


def _nested(stack: list[_Open], item: _Item, text: str) -> list[_Open] | None:
    """The sentences that are open with this one as the innermost; None where its place is not certain."""
    if not stack or _opens(text[stack[-1].item.start : stack[-1].item.end]):
        kind = _KINDS.get(item.label)
        taken = {entry.level.kind for entry in stack if entry.level is not None}
        return [*stack, _Open(item, Level("(", kind, ")"))] if kind is not None and kind not in taken else None
    places = [
        n for n, entry in enumerate(stack)
        if entry.level is not None and (before := entry.level.ordinal(entry.item.label)) is not None
        and entry.level.ordinal(item.label) == before + 1
    ]  # fmt: skip
    if len(places) != 1:
        return None
    return [*stack[: places[0]], _Open(item, stack[places[0]].level)]


def _misplaced(text: str, item: _Item, path: str) -> Reading:
    span = Span(path, item.start, item.end)
    problem = Diagnostic.at(
        INSTRUCTION_UNREAD, span, f"`({item.label})` is not the next designation, so what encloses the sentence is not certain",
        help="number the sentences of an act one after the other; a sentence that opens others ends in a colon",
    )  # fmt: skip
    return Reading(remainders=(Remainder(text[item.start : item.end], span),), diagnostics=(problem,))


def _read(text: str, item: _Item, context: list[str], path: str) -> Iterator[Reading]:
    """The readings of a sentence: one, or where it announces units whose words follow one for each of these and for what else it does."""
    sentence = text[item.start : item.end]
    reading = moved(read_instruction(sentence, context, path=path), item.start)
    if not item.quoted:
        yield reading
        return
    given = [_units(text, group, [*context, sentence], path) for group in _groups(text, item, reading)]
    if any(r.remainders for r in (reading, *given)):
        yield from (r for r in (reading, *given) if r.remainders)
        return
    announced = [name for o in reading.operations for name in _announced(o)]
    if sorted(announced) != sorted(name for r in given for o in r.operations for name in _names(o)):
        span = Span(path, item.start, item.quoted[-1][1])
        problem = Diagnostic.at(
            INSTRUCTION_UNREAD, span, "the units that are announced are not those whose words follow",
            help="each unit that an instruction adds or rewrites needs its words, behind its designation",
        )  # fmt: skip
        yield Reading(remainders=(Remainder(text[span.start : span.end], span),), place=reading.place, diagnostics=(problem,))
        return
    for operation in reading.operations:
        names = _announced(operation)
        if names:
            yield from (r for r in given if any(name in names for o in r.operations for name in _names(o)))
        else:
            yield Reading((operation,), place=reading.place)
    if reading.diagnostics:
        yield Reading(place=reading.place, diagnostics=reading.diagnostics)


def _announced(operation: Operation) -> tuple[tuple[str, ...], ...]:
    """The units of an operation whose words are announced, and are not in the sentence."""
    return _names(operation) if isinstance(operation, AddUnit | RewriteUnit | Retitle) and operation.text is None else ()


def _names(operation: Operation) -> tuple[tuple[str, ...], ...]:
    """What an operation adds or rewrites, as paths below the section; the kind first, since a heading has no designation."""
    match operation:
        case AddUnit():
            return tuple(("add", *operation.place.path, label) for label in operation.labels)
        case RewriteUnit():
            return (("rewrite", operation.place.part.value, *operation.place.path),)
        case Retitle():
            return (("retitle", *operation.place.path),)
        case _:
            return ()


def _groups(text: str, item: _Item, reading: Reading) -> list[tuple[int, int]]:
    """The quoted lines of each unit: a line that bears a designation that is announced begins one."""
    labels = {label for o in reading.operations if isinstance(o, AddUnit) for label in o.labels}
    labels |= {o.place.path[-1] for o in reading.operations if isinstance(o, RewriteUnit) and o.place.path and o.text is None}
    groups: list[tuple[int, int]] = []
    for start, end in item.quoted:
        label = _LABEL.match(text[start:end].lstrip(_MARKS))
        if groups and (label is None or (label[1] or label[2]) not in labels):
            groups[-1] = (groups[-1][0], end)
        else:
            groups.append((start, end))
    return groups


def _units(text: str, group: tuple[int, int], context: list[str], path: str) -> Reading:
    """The words of a unit as what the sentence before them announced."""
    start, end = group
    words = "\n".join(line.strip().lstrip(_MARKS) for line in text[start:end].splitlines())
    words = re.sub(r"[\"”][.;]?(?: and)?$", "", words)
    span = Span(path, start, end)
    given = read_instruction(words, context, path=path)
    quoted = Phrase(words, span)
    operations = tuple(evolve(o, text=quoted, span=span) if isinstance(o, AddUnit | RewriteUnit | Retitle) else o for o in given.operations)
    remainders = tuple(evolve(r, span=span) for r in given.remainders)
    problems = tuple(Diagnostic.at(d.rule, span, d.message, help=d.help) for d in given.diagnostics)
    return Reading(operations, remainders, given.place, problems)


def moved(reading: Reading, by: int) -> Reading:
    """The same reading with every span in it moved: from places in a sentence to places in the text that holds it."""

    def span(value: Span) -> Span:
        return evolve(value, start=value.start + by, end=value.end + by)

    def moved(operation: Operation) -> Operation:
        changed: dict[str, Phrase | Anchor] = {}
        for name in ("words", "old", "new", "text", "anchor"):
            part = getattr(operation, name, None)
            if isinstance(part, Phrase):
                changed[name] = evolve(part, span=span(part.span))
            elif isinstance(part, Anchor) and part.words is not None:
                changed[name] = evolve(part, words=evolve(part.words, span=span(part.words.span)))
        return evolve(operation, span=span(operation.span), **changed)  # type: ignore[arg-type]

    return evolve(
        reading,
        operations=tuple(moved(operation) for operation in reading.operations),
        remainders=tuple(evolve(remainder, span=span(remainder.span)) for remainder in reading.remainders),
        diagnostics=tuple(evolve(d, labels=tuple(evolve(x, span=span(x.span)) for x in d.labels)) for d in reading.diagnostics),
    )
