"""What every renderer needs to print text that it did not write: escapes, widths, folding.

Text of users, files and paths may hold terminal codes, reordering controls or characters that XML forbids. After
`escape` it holds none.
"""

import re
import unicodedata
from typing import Final

TAB: Final = "    "

UNSAFE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]"
)


def escape(text: str) -> str:
    """The text with each character that acts instead of being shown written as a code; line feeds and tabs stay.

    >>> escape("a\\x1b[31mb")
    'a\\\\x1b[31mb'
    """
    return UNSAFE.sub(_code, text)


def one_line(text: str) -> str:
    """The text, escaped, as one line: for messages, which other programs read line by line."""
    return " ".join(escape(text).split())


def _code(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 256 else f"\\u{number:04x}"


def cells(text: str) -> int:
    """How many columns of a terminal the text takes. Source: Unicode Standard Annex 11, East Asian Width.

    >>> cells("§ 22"), cells("条文")
    (4, 4)
    """
    if text.isascii():
        return len(text)
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def fold(text: str, width: int) -> list[str]:
    """Break text into lines of at most `width` columns, between words where it can; its own line breaks are kept."""
    lines: list[str] = []
    for paragraph in escape(text).split("\n"):
        line = ""
        for word in paragraph.split():
            if line and cells(line) + 1 + cells(word) > width:
                lines.append(line)
                line = ""
            line = f"{line} {word}" if line else word
            while cells(line) > width:
                head = _head(line, width)
                lines.append(head)
                line = line[len(head) :]
        lines.append(line)
    return lines


def _head(text: str, width: int) -> str:
    """As many leading characters as fit, and at least one."""
    taken = 0
    for position, character in enumerate(text):
        taken += _cell(character)
        if taken > width and position:
            return text[:position]
    return text


def plural(count: int, noun: str) -> str:
    """
    >>> plural(1, "error"), plural(2, "error")
    ('1 error', '2 errors')
    """
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
