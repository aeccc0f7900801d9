"""Clauses of older notes, which name the place last: `substituted "two" for "one" in Subsection B`.

Each is put into the order of newer notes and read as one of them. A clause that does several things is taken apart where a verb begins,
and read only if every part of it is.
"""

import re
from typing import Final

from pincitec.law.instructions import read_note
from pincitec.law.instructions.model import Operation
from pincitec.law.instructions.quotes import Quoted, Unbalanced, quoted

_UNIT: Final = (
    r"(?:the \w+ sentence (?:of|in) )?(?:(?:Paragraph|Subparagraph) \(\w{1,4}\) (?:of|in) )*"
    r"(?:Subsection|Paragraph) [A-Z]{1,2}(?:\(\w{1,4}\))*"
)
_VERB: Final = re.compile(r"(?:,? and |, )(?=(?:substituted|inserted|deleted|added|redesignated) )")
_SUBSTITUTED: Final = re.compile(rf"(?:and )?substituted (?P<new>\0+) for (?P<old>\0+) in (?P<unit>{_UNIT})")
_CHANGED: Final = re.compile(r"(\bchange[ds] )\0+( to )\0+")
_BESIDE: Final = re.compile(
    r"(?:and )?(?P<did>inserted|added|deleted) (?P<words>\0+) (?P<where>following|after|preceding|before) (?P<anchor>\0+)"
    rf" in (?P<unit>{_UNIT})"
)
_IN: Final = re.compile(rf"(?:and )?(?P<did>deleted \0+(?: and (?:added|inserted) \0+)?) in (?P<unit>{_UNIT})")


def read_older(text: str, number: str, path: str) -> tuple[Operation, ...] | None:
    """The operations of a clause that newer notes would word otherwise; None if any of it is not understood.

    >>> [type(o).__name__ for o in read_older('substituted "two" for "one" in Subsection B', "22-99-1", "") or ()]
    ['Substitute']
    """
    marks = quoted(text)
    if isinstance(marks, Unbalanced) or not marks:
        return None
    masked = _masked(text, marks)
    text, masked = _in_newer_words(text, masked)
    starts = [0, *(match.end() for match in _VERB.finditer(masked))]
    whole = [(0, len(text))]
    parts = [(start, _before(masked, end)) for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]
    for spans in (whole, parts):
        found: list[Operation] = []
        for start, end in spans:
            operations = _part(text[start:end], masked[start:end], number, path)
            if operations is None:
                break
            found += operations
        else:
            return tuple(found)
    return None


def _in_newer_words(text: str, masked: str) -> tuple[str, str]:
    """`changed "one" to "two"` as `deleted "one" and added "two"`."""
    for match in reversed(list(_CHANGED.finditer(masked))):
        for group, words in ((2, " and added "), (1, "deleted ")):
            start, end = match.span(group)
            text, masked = text[:start] + words + text[end:], masked[:start] + words + masked[end:]
    return text, masked


def _before(masked: str, end: int) -> int:
    """Where a part ends that is joined to the next one by a comma or `and`."""
    return len(re.sub(r"(?:,? and |, )$", "", masked[:end]))


def _masked(text: str, marks: tuple[Quoted, ...]) -> str:
    """The text with each quotation, marks included, as null characters."""
    for mark in marks:
        text = text[: mark.start - 1] + "\0" * (mark.end - mark.start + 2) + text[mark.end + 1 :]
    return text


def _part(text: str, masked: str, number: str, path: str) -> tuple[Operation, ...] | None:
    def words(match: re.Match[str], group: str) -> str:
        return text[match.start(group) : match.end(group)]

    if (match := _SUBSTITUTED.fullmatch(masked)) is not None:
        said = f"in {words(match, 'unit')}, deleted {words(match, 'old')} and added {words(match, 'new')}"
    elif (match := _BESIDE.fullmatch(masked)) is not None:
        beside = "after" if match["where"] in {"following", "after"} else "before"
        said = f"in {words(match, 'unit')}, {beside} {words(match, 'anchor')}, {match['did']} {words(match, 'words')}"
    elif (match := _IN.fullmatch(masked)) is not None:
        said = f"in {words(match, 'unit')}, {words(match, 'did')}"
    else:
        said = text
    reading = read_note(said, number, path=path)
    if reading.remainders or not reading.operations or any(o.place.section is None and not o.place.steps for o in reading.operations):
        return None
    return reading.operations
