"""Texts and notes against the sources as received: the right file, every paragraph in it, and what of it was not taken.

The paragraphs of a text stand in its source in order, those of a table of contents in order and as whole lines; those of notes and
of the history line stand in it anywhere. What they leave of their lines is an error (`cuts`). Compared after the one
normalisation, structure marks removed. Of a source whose name ends in `.xml` the words are compared, not the tags.
"""

import hashlib
import re
from collections.abc import Iterable

from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic, Label, Source, Span
from pincitec.diagnostics.catalogue.law import CUT_SHORT, NOT_IN_SOURCE, SOURCE_MISMATCH
from pincitec.law.cuts import Rest, continued, rests
from pincitec.law.exchange.words import XML, received_words
from pincitec.law.flat import FlatText
from pincitec.law.layout import Line, lines
from pincitec.law.model import Evidence, SourceFile
from pincitec.law.normalise import normalise, normalise_mapped
from pincitec.law.quotations import nearest, occurrences
from pincitec.syntax.law_tree import LawFile, SourceNode, Verbatim


@frozen
class _Received:
    """A source as received: its words normalised, with the map back to the words as they are.

    `places` is where each character of the words stands in the file; None where the words are the file.
    """

    source: Source
    words: str
    text: str
    starts: tuple[int, ...]
    places: tuple[int, ...] | None

    def place(self, offset: int) -> int:
        """Where a character of the normalised words stands in the file."""
        return self.start_of(self.starts[offset])

    def start_of(self, offset: int) -> int:
        """Where a character of the words stands in the file."""
        return offset if self.places is None else self.places[offset]


def check_sources(law: LawFile, evidence: Evidence) -> tuple[tuple[SourceFile, ...], list[Diagnostic]]:
    """The source files with what was not taken of each, and every paragraph that does not stand where it is said to."""
    problems: list[Diagnostic] = []
    files: list[SourceFile] = []
    for node in law.sources:
        received, trouble = _receive(node, evidence)
        problems += trouble
        left: tuple[str, ...] = ()
        if received is not None:
            taken: list[tuple[int, int]] = []
            for text in sorted(law.texts, key=lambda t: t.on):
                if text.source.text == node.name:
                    problems += _stands(text.verbatim, received, taken, in_order=True)
            for table in law.contents:
                if table.source.text == node.name:
                    problems += _stands(table.verbatim, received, taken, in_order=True, whole=True)
            for block in _notes(law, node.name):
                problems += _stands(block, received, taken, in_order=False)
            left = _left(received, taken)
        files.append(SourceFile(node.name, node.path.text, node.sha256, node.rights, node.publisher, node.retrieved, node.span, left))
    return tuple(files), problems


def _notes(law: LawFile, name: str) -> Iterable[Verbatim]:
    if law.history is not None and law.history.source.text == name:
        yield law.history.verbatim
    for note in (*law.notes, *(note for act in law.acts for note in act.notes)):
        if note.source.text == name:
            yield note.verbatim


def _receive(node: SourceNode, evidence: Evidence) -> tuple[_Received | None, list[Diagnostic]]:
    source = evidence(node.path.text)
    if isinstance(source, Diagnostic):
        return None, [evolve(source, labels=(Label(node.path.span, "named here"), *source.labels))]
    digest = hashlib.sha256(source.text.encode("utf-8", "surrogatepass")).hexdigest()
    problems = []
    if digest != node.sha256:
        problems.append(
            Diagnostic.at(
                SOURCE_MISMATCH,
                node.hash_span,
                f"`{node.path.text}` is not the file that was recorded",
                notes=(f"the SHA-256 of the file beside this one is\n{digest}",),  # on a line of its own, so that it can be copied
                help="restore the file as received; if a new one was received, record it as a source of its own",
            )
        )
    if not node.path.text.endswith(XML):
        mapped = normalise_mapped(source.text)
        return _Received(source, source.text, mapped.text, mapped.starts, None), problems
    words = received_words(source)
    if isinstance(words, Diagnostic):
        return None, [*problems, evolve(words, labels=(Label(node.path.span, "named here"), *words.labels))]
    mapped = normalise_mapped(words.text)
    return _Received(source, words.text, mapped.text, mapped.starts, words.starts), problems


def _stands(block: Verbatim, received: _Received, taken: list[tuple[int, int]], *, in_order: bool, whole: bool = False) -> list[Diagnostic]:
    """The paragraphs of a block that do not stand in the source, and those that are only part of what its lines say. `whole`: each is a
    line of its own, as in a table of contents; elsewhere the paragraphs of a block may share a line, and then have all of it."""
    problems = []
    position = 0
    stands: list[tuple[Line, int, int]] = []
    for line in lines(block):
        words = normalise(line.text).strip()
        at = _where(words, received, position, joined=in_order and bool(stands), whole=whole)
        if at is None:
            problems.append(_absent(line, words, received, position, block.span.path))
            continue
        stands.append((line, at, at + len(words)))
        if in_order:
            position = at + len(words)
    taken += [(start, end) for _, start, end in stands]
    ranges = [(received.starts[start], received.starts[end]) for _, start, end in stands]
    for rest in (*rests(received.words, ranges), *(continued(received.words, ranges) if in_order and not whole else ())):
        problems.append(_cut_short(stands[rest.beside][0], rest, received, block.span.path))
    return problems


def _where(words: str, received: _Received, position: int, *, joined: bool, whole: bool) -> int | None:
    """Where a paragraph stands, from `position` on: as a line of its own; else directly after the one before it; else anywhere."""
    first = None
    for at in occurrences(words, received.text, position):
        if _whole_line(received, at, at + len(words)):
            return at
        if joined and not whole and not received.text[position:at].strip():
            return at
        first = at if first is None else first
    return None if whole else first


def _whole_line(received: _Received, start: int, end: int) -> bool:
    low, high = received.starts[start], received.starts[end]
    first, last = received.words.rfind("\n", 0, low) + 1, received.words.find("\n", high)
    rest = received.words[high : last if last >= 0 else None]
    return not received.words[first:low].strip() and not rest.strip()


def _cut_short(line: Line, rest: Rest, received: _Received, path: str) -> Diagnostic:
    """A paragraph beside which its source has words that are not on file."""
    words = received.words[rest.start : rest.end]
    start, end = rest.start + len(words) - len(words.lstrip()), rest.start + len(words.rstrip())
    left = normalise(received.words[start:end])
    there = Span(received.source.path, received.start_of(start), received.start_of(end - 1) + 1)
    stripped = line.text.strip()
    here = line.start + line.text.index(stripped[0])
    return Diagnostic.at(
        CUT_SHORT,
        Span(path, here, here + len(stripped)),
        f"the paragraph leaves out words of its line in the source `{received.source.path.rpartition('/')[2]}`",
        others=[Label(there, "left out")],
        notes=[f"left out: `{left}`"],
        help="copy the whole line; a rest of it that is no law may stand in a note, which quotes the line whole",
    )


def _absent(line: Line, words: str, received: _Received, position: int, path: str) -> Diagnostic:
    stripped = line.text.strip()
    start = line.start + line.text.index(stripped[0])
    elsewhere = position > 0 and next(occurrences(words, received.text), None) is not None
    message = "the paragraph stands earlier in the source" if elsewhere else "the paragraph does not stand in the source"
    near = None if elsewhere else nearest(words, FlatText(received.text, received.starts, ()))
    others, notes = [], []
    if near is not None:
        span = Span(received.source.path, received.place(near.start), received.place(near.end))
        others.append(Label(span, "the nearest words"))
        notes = [f"source: `{theirs}`, here: `{ours}`" for theirs, ours in near.differences[:5]]
    return Diagnostic.at(
        NOT_IN_SOURCE,
        Span(path, start, start + len(stripped)),
        f"{message} `{received.source.path.rpartition('/')[2]}`",
        others=others,
        notes=notes,
        help="texts and notes are copied letter for letter, in the order of the source; a slip is kept and marked with `sic`",
    )


def _left(received: _Received, taken: list[tuple[int, int]]) -> tuple[str, ...]:
    """What of each line of the source stands in no text and no note, where it holds words."""
    raw = received.words
    free = bytearray(b"\x01" * len(raw))
    for start, end in taken:
        low, high = received.starts[start], received.starts[end]
        free[low:high] = bytes(high - low)
    left = []
    for match in re.finditer(r"[^\n]+", raw):
        runs = re.finditer(rb"\x01+", bytes(free[match.start() : match.end()]))
        for run in runs:
            words = match.group()[run.start() : run.end()].strip()
            if any(char.isalnum() for char in words):
                left.append(words)
    return tuple(left)
