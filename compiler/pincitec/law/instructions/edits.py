"""Edits of a plain text, and how many words they change. The last step of carrying an instruction out."""

from collections.abc import Sequence

from attrs import frozen

from pincitec.law.splice import seam


@frozen
class Edit:
    """Characters `[start, end)` of the text, as it stood before the operation, that gave way to `new`."""

    start: int
    end: int
    new: str


def edited(text: str, edits: Sequence[Edit]) -> str:
    """The text after edits that do not overlap, in any order."""
    pieces: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda e: (e.start, e.end)):
        pieces += (text[position : edit.start], edit.new)
        position = edit.end
    return "".join((*pieces, text[position:]))


def word_edit(text: str, start: int, end: int, new: str) -> Edit:
    """The edit that puts `new` for `[start, end)`, with the spaces and stops around it kept as a printer would.

    >>> edited("fees, if any, are due", [word_edit("fees, if any, are due", 4, 13, "")])
    'fees are due'
    """
    low, high, lead, trail = seam(text, start, end, new)
    return Edit(low, high, f"{lead}{new}{trail}")
