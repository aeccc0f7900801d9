"""Places in files. Everything a user wrote, and every message about it, carries a `Span`."""

from bisect import bisect_right
from functools import cached_property

from attrs import field, frozen


@frozen(order=True)
class Span:
    """A half-open range `[start, end)` of characters (Unicode code points, not bytes) in the file `path`.

    `path` is as shown to the user: relative to the project where possible, with `/` between the parts.
    """

    path: str
    start: int
    end: int

    def to(self, other: "Span") -> "Span":
        """The range from the beginning of this span to the end of `other`, in the same file."""
        return Span(self.path, min(self.start, other.start), max(self.end, other.end))


@frozen(slots=False)
class Source:
    """The text of one file, with lines and columns found on demand."""

    path: str
    text: str = field(repr=False)

    @cached_property
    def line_starts(self) -> list[int]:
        starts = [0]
        position = self.text.find("\n")
        while position >= 0:
            starts.append(position + 1)
            position = self.text.find("\n", position + 1)
        return starts

    def line_column(self, offset: int) -> tuple[int, int]:
        """Line and column of a character, both counted from 1."""
        line = bisect_right(self.line_starts, offset)
        return line, offset - self.line_starts[line - 1] + 1

    def line(self, number: int) -> str:
        """The text of a line (counted from 1), without its line break."""
        start = self.line_starts[number - 1]
        end = self.line_starts[number] - 1 if number < len(self.line_starts) else len(self.text)
        return self.text[start:end]

    def excerpt(self, span: Span) -> str:
        return self.text[span.start : span.end]
