"""From a path to the text of a file: the first step of every command, before any grammar sees a character.

A file is read whole or refused whole, with one located diagnostic. Refused are characters that make a file read
differently on screen than in the machine: what a reviewer signs must be what is evaluated. The bidirectional controls
are those of Boucher and Anderson, "Trojan Source" (CVE-2021-42574).
"""

import os
import re
import stat
from pathlib import Path
from typing import Final

from pincitec.diagnostics.catalogue import files
from pincitec.diagnostics.diagnostic import Diagnostic, Rule
from pincitec.diagnostics.source import Source, Span
from pincitec.diagnostics.suggest import did_you_mean

MAX_BYTES: Final = 4_000_000
"""The largest file that is read, in bytes: about a thousand pages."""

MAX_LINE: Final = 100_000
"""The longest line that is read, in characters: longer than any paragraph of a statute."""

_BOM: Final = b"\xef\xbb\xbf"
_BIDIRECTIONAL: Final = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u180e\u200b-\u200f\u2060-\u2065\u206a-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e007f"
)
_REFUSED: Final = re.compile(f"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069{_INVISIBLE}]")
"""Controls but line feed and tab, separators that only some editors show as a line break, bidirectional controls, and characters that
no editor shows: a word that holds one is another word to the machine and the same to a reader."""

_CONTROL_NAMES: Final = {
    "\x00": "null character",
    "\x0b": "vertical tab",
    "\x0c": "form feed",
    "\r": "carriage return without a line feed",
    "\x1b": "escape character",
    "\x85": "next-line character",
    "\u2028": "line separator",
    "\u2029": "paragraph separator",
}


def read_source(
    path: Path, display: str, *, max_bytes: int = MAX_BYTES, max_line: int = MAX_LINE, as_received: bool = False
) -> Source | Diagnostic:
    """The text of the file at `path`, shown to the user as `display`; or why it cannot be used.

    A byte order mark is dropped and `\\r\\n` becomes `\\n`; offsets count from there. Never raises for what a user's
    disk may hold. With `as_received` control characters are let through: evidence is kept as its publisher sent it, is
    compared and quoted, and is nowhere run or shown unescaped.
    """
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            return _problem(files.NOT_A_FILE, display, f"`{display}` is a folder", "name a file inside it")
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            return _problem(files.NOT_A_FILE, display, f"`{display}` is not a plain file", "copy its content to a file")
        with open(path, "rb") as stream:
            data = stream.read(max_bytes + 1)
    except (FileNotFoundError, NotADirectoryError):
        return not_found(path, display)
    except (OSError, ValueError) as error:
        reason = error.strerror.lower() if isinstance(error, OSError) and error.strerror else "not a valid path"
        return _problem(
            files.FILE_NOT_READABLE,
            display,
            f"`{display}` cannot be read",
            "check its permissions",
            f"reason: {reason}",
        )
    return decode_source(data, display, max_bytes=max_bytes, max_line=max_line, as_received=as_received)


def decode_source(
    data: bytes, display: str, *, max_bytes: int = MAX_BYTES, max_line: int = MAX_LINE, as_received: bool = False
) -> Source | Diagnostic:
    """The same for bytes that are already here, for example from standard input."""
    if len(data) > max_bytes:
        return _problem(
            files.FILE_TOO_LARGE,
            display,
            f"`{display}` is larger than {max_bytes:,} bytes",
            "keep one section of law, or one policy, in a file",
        )
    data = data.removeprefix(_BOM)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _undecodable(data, error.start, display)
    text = text.replace("\r\n", "\n")
    if not as_received and (refused := _REFUSED.search(text)) is not None:
        return _refused_character(text, refused.start(), display)
    if len(text) > max_line:
        start = 0
        for number, line in enumerate(text.split("\n"), 1):
            if len(line) > max_line:
                return Diagnostic.at(
                    files.LINE_TOO_LONG,
                    Span(display, start + max_line, start + len(line)),
                    f"line {number} of `{display}` is longer than {max_line:,} characters",
                    help="break the line between paragraphs; white space never changes a quotation",
                )
            start += len(line) + 1
    return Source(display, text)


def hidden_character(text: str) -> str | None:
    """The first character of a text that is not seen as it is read: a control, a direction mark, or one that no editor shows."""
    found = _REFUSED.search(text)
    return found[0] if found else None


def not_found(path: Path, display: str) -> Diagnostic:
    """That nothing is at `path`, with the file beside it whose name is nearest."""
    try:
        near = did_you_mean(path.name, sorted(os.listdir(path.parent))[:1000])
    except (OSError, ValueError):
        near = None
    help = f"did you mean `{near}`, in the same folder?" if near else "check the name and the folder"
    return _problem(files.FILE_NOT_FOUND, display, f"`{display}` is not there", help)


def _problem(rule: Rule, display: str, message: str, help: str, *notes: str) -> Diagnostic:
    return Diagnostic.at(rule, Span(display, 0, 0), message, notes=notes, help=help)


def _place(text: str, offset: int) -> str:
    """The place in words: a refused text is not shown, so the message must say where it is."""
    line = text.count("\n", 0, offset) + 1
    return f"line {line}, column {offset - text.rfind(chr(10), 0, offset)}"


def _undecodable(data: bytes, start: int, display: str) -> Diagnostic:
    before = data[:start].decode("utf-8").replace("\r\n", "\n")
    byte = data[start]
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        help = "it looks like UTF-16; save it as UTF-8"
    elif b"\x00" in data[:4096]:
        help = "it looks like a binary file; only plain text can be read"
    elif 0x80 <= byte <= 0x9F or (byte >= 0xA0 and data[start + 1 : start + 2] < b"\x80"):
        help = "it looks like Windows-1252, as older word processors write it; save it as UTF-8"
    else:
        help = "save it as plain text in UTF-8"
    return Diagnostic.at(
        files.NOT_UTF_8,
        Span(display, len(before), len(before) + 1),
        f"`{display}` is not UTF-8: byte 0x{byte:02X} at {_place(before, len(before))}",
        help=help,
    )


def _refused_character(text: str, offset: int, display: str) -> Diagnostic:
    character = text[offset]
    count = len(_REFUSED.findall(text)) - 1
    notes = [f"{count} more like it in this file"] if count else []
    where = f"at {_place(text, offset)} of `{display}`"
    if _BIDIRECTIONAL.match(character):
        rule = files.BIDIRECTIONAL_CONTROL
        message = f"bidirectional control U+{ord(character):04X} {where}"
        help = "delete it: the text around it is shown in another order than it is read"
    elif re.match(f"[{_INVISIBLE}]", character):
        rule = files.CONTROL_CHARACTER
        message = f"invisible character U+{ord(character):04X} {where}"
        help = "delete it: the word that holds it looks like another one"
    else:
        rule = files.CONTROL_CHARACTER
        name = _CONTROL_NAMES.get(character, "control character")
        message = f"{name} U+{ord(character):04X} {where}"
        help = "delete it; a line ends with a line feed, and words are parted by spaces"
    return Diagnostic.at(rule, Span(display, offset, offset + 1), message, notes=notes, help=help)
