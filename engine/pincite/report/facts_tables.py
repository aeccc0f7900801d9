"""Blank tables of a decision's lists of records: a CSV file with its header, or a workbook with a sheet a list and one of instructions."""

from collections.abc import Iterator
from typing import Final

from pincite.explain.asking import Asking
from pincite.report.facts_form import Entry, Form, written
from pincite.report.workbook import Sheet, write_workbook
from pincitec.semantics.types import Field

LONGEST_NAME: Final = 31
"""Characters of a sheet's name in a workbook."""
FORMATS: Final = {"date": "date", "percent": "percent", "school_year": "text", "text": "text"}
INSTRUCTIONS: Final = "Instructions"


def render_csv(entry: Entry) -> str:
    """The header of a list's table: the names of its fields."""
    assert entry.list is not None
    return ",".join(f.name for f in entry.list.element.fields) + "\n"


def render_workbook(form: Form) -> bytes:
    """A sheet for each list, then the instructions. The same form gives the same bytes."""
    sheets = [sheet_of(entry) for entry in form.lists]
    return write_workbook([*sheets, instructions(form)])


def sheet_of(entry: Entry) -> Sheet:
    assert entry.list is not None
    fields = entry.list.element.fields
    formats = tuple(FORMATS.get(f.type.key, "") for f in fields)
    return Sheet(entry.name.rpartition(".")[2][:LONGEST_NAME], (tuple(f.name for f in fields),), tuple(20 for _ in fields), formats)


def instructions(form: Form) -> Sheet:
    rows: list[tuple[str, ...]] = [
        ("List", "Column", "What it is", "How it is written", "Words of the law that ask for it"),
    ]
    for entry in form.lists:
        assert entry.list is not None
        askings = dict(entry.asked.fields)
        rows += [
            (
                entry.name,
                f.name + (" (which record it is)" if f.name in entry.list.element.by else ""),
                f.label,
                form_words(f),
                "\n".join(quoted(askings.get(f.name, ()))),
            )
            for f in entry.list.element.fields
        ]
    rows.append(("", "", "", "", ""))
    rows.append(
        (
            "",
            "",
            "One record a row, below the names of the columns. An empty cell is not known. No formulas, no merged or hidden cells.",
            "",
            "",
        )
    )
    return Sheet(INSTRUCTIONS, tuple(rows), (18, 30, 44, 44, 90), ())


def form_words(field: Field) -> str:
    return "\n".join(line.strip() for line in written(field.type)).replace(", or since when: { since: 2018-08-12 }", "")


def quoted(askings: tuple[Asking, ...]) -> Iterator[str]:
    return (f"“{a.words}” — {a.citation}" for a in askings)
