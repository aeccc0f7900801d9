"""What a table of contents says of the sections that it lists: values only.

Dates are days of law. A table is evidence, below every text in authority: it says that a section was listed, repealed or to come, never
what its words are.
"""

from datetime import date

from attrs import field, frozen

from pincitec.diagnostics import Span


@frozen
class Entry:
    """One line of a table of contents that names a section.

    `catchline` is the heading as listed, without the marks; `marks` are the remarks in parentheses at its end, as printed. Of those that
    are understood, `effective` is the first day on which the entry is to be in effect, `until` the first on which it is not; both None if
    the table says nothing of it. `replaced_on`: the day from which another entry of the same number is listed as effective. `repealed`:
    the catchline says nothing but that.
    """

    number: str
    printed: str
    catchline: str
    marks: tuple[str, ...]
    repealed: bool
    effective: date | None
    until: date | None
    replaced_on: date | None
    span: Span = field(eq=False)


@frozen
class Contents:
    """A table of contents on file. `headings` are its other lines, each with how many entries stand before it; `known_until` is the day
    until which its source shows the law, if that is known."""

    source: str
    entries: tuple[Entry, ...]
    headings: tuple[tuple[int, str], ...]
    known_until: date | None
    span: Span = field(eq=False)
