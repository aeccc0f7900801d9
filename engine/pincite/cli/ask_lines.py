"""Where the answers of an interview come from: a terminal, a pipe or a file, one a line, and never more of it than an answer may hold."""

import sys
from io import BytesIO
from typing import BinaryIO, Final

from attrs import define

from pincite.cli.streams import escape
from pincite.facts.literals import MOST_TEXT
from pincitec.diagnostics.reading import MAX_BYTES

MOST_BYTES: Final = 4 * MOST_TEXT + 2
UTF8_MARK: Final = b"\xef\xbb\xbf"


@define
class Lines:
    """Answers from a stream of bytes. `asks_again`: whether somebody is there who can answer once more; `number`: of the last line."""

    stream: BinaryIO
    asks_again: bool
    number: int = 0

    def next(self) -> str | None:
        """The next line without its end, or `None` where there is none. One that is too long comes as more than an answer may hold, and one
        that is not UTF-8 with the sign of what cannot be read: neither is an answer."""
        data = self.stream.readline(MOST_BYTES + 1)
        if not data:
            return None
        self.number += 1
        if len(data) > MOST_BYTES and not data.endswith(b"\n"):
            while (rest := self.stream.readline(MOST_BYTES)) and not rest.endswith(b"\n"):
                pass
        if self.number == 1:
            data = data.removeprefix(UTF8_MARK)
        return data.decode("utf-8", errors="surrogateescape").removesuffix("\n").removesuffix("\r")


def lines_of(name: str | None) -> "Lines | OSError":
    """The answers of a file, or of standard input where none is named (or `-`)."""
    if name in (None, "-"):
        if sys.stdin is None:
            return OSError("standard input is closed")
        return Lines(sys.stdin.buffer, name is None and sys.stdin.isatty())
    try:
        with open(str(name), "rb") as stream:
            return Lines(BytesIO(stream.read(MAX_BYTES)), False)
    except OSError as error:
        return error
    except ValueError:
        return OSError("no name of a file")


def prompt(text: str, *, again: bool) -> None:
    """Asks for a line: in a terminal the cursor stays behind the words, so that nothing moves."""
    sys.stdout.flush()
    sys.stderr.write(text + (" " if again else "\n"))
    sys.stderr.flush()


def echoed(line: str) -> str:
    """An answer as a transcript shows it."""
    text = escape(line)
    return text if len(text) <= 200 else text[:199] + "…"
