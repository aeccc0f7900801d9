"""A table of contents on file: for people, with what its marks say, and as plain data. Decides nothing."""

from collections.abc import Iterator
from typing import Any

from pincite.cli.law_text import long_date, paragraph, wrapped
from pincitec.law.listing import Contents, Entry
from pincitec.law.model import Section

COLUMN = 14
"""Where catchlines begin."""


def contents_lines(section: Section) -> Iterator[str]:
    """All tables of a section, a line or more an entry."""
    if not section.contents:
        yield from paragraph("no table of contents is on file with it")
    for table in section.contents:
        yield ""
        yield from paragraph(f"table of contents in `{table.source}`, {as_known(table)}")
        yield ""
        headings = list(table.headings)
        for number, entry in enumerate(table.entries):
            yield from _headings(headings, number)
            words = " ".join((entry.catchline, *entry.marks))
            yield from wrapped([(words, "")], f"  {entry.number:<{COLUMN - 2}} ", " " * (COLUMN + 1), color=False)
        yield from _headings(headings, len(table.entries))


def _headings(headings: list[tuple[int, str]], before: int) -> Iterator[str]:
    while headings and headings[0][0] <= before:
        yield from wrapped([(headings.pop(0)[1], "1")], "", "  ", color=False)


def as_known(table: Contents) -> str:
    """Of which day the table is."""
    return f"as last known on {long_date(table.known_until)}" if table.known_until is not None else "of a day that is not on file"


def said(entry: Entry) -> str:
    """What the entry says of its section beyond the catchline: repealed, to come, to go."""
    parts = ["repealed"] if entry.repealed else []
    parts += [f"in effect from {long_date(entry.effective)}"] if entry.effective is not None else []
    parts += [f"in effect until before {long_date(entry.until)}"] if entry.until is not None else []
    if entry.replaced_on is not None:
        parts.append(f"to give way on {long_date(entry.replaced_on)} to another entry of its number")
    return ", ".join(parts)


# -- for programs ----------------------------------------------------------------------------------------------------------


def contents_plain(section: Section) -> list[dict[str, Any]]:
    return [
        {
            "source": table.source,
            "known_until": str(table.known_until) if table.known_until is not None else None,
            "headings": [{"before": before, "words": words} for before, words in table.headings],
            "entries": [entry_plain(entry) for entry in table.entries],
        }
        for table in section.contents
    ]


def entry_plain(entry: Entry) -> dict[str, Any]:
    days = {"effective": entry.effective, "until": entry.until, "replaced_on": entry.replaced_on}
    return {
        "number": entry.number,
        "printed": entry.printed,
        "catchline": entry.catchline,
        "marks": list(entry.marks),
        "repealed": entry.repealed,
        **{name: str(day) if day is not None else None for name, day in days.items()},
    }
