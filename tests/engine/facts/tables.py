"""Tables for tests: read as a list of records of the test pack, from text or from a workbook."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from pincite.facts import Facts, read_facts
from pincite.facts.tables.model import Reads
from pincite.facts.tables.opening import tables_beside
from pincitec.diagnostics import Diagnostic, Source
from pincitec.semantics.values import Records
from tests.engine.facts.pack import PREFIX, facts_pack
from tests.engine.facts.reading import ASKED

HEADER = "year,instructional_days,teacher_of_record,degree,served\n"


def beside(folder: Path, facts: str, reads: Reads | None = None) -> tuple[Facts | None, list[Diagnostic]]:
    """A facts file read as if it lay in a folder of a project."""
    tables = tables_beside(str(folder / "facts.yaml"), folder)
    tables.reads = reads
    return read_facts(Source("facts.yaml", facts), facts_pack(), ASKED, tables)


def read_table(folder: Path, name: str, content: str | bytes, more: str = "") -> tuple[Facts | None, list[Diagnostic]]:
    (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    return beside(folder, f"school_years: {{file: {name}{more}}}")


def rows(facts: Facts | None, name: str = "school_years") -> list[dict[str, Any]]:
    assert facts is not None
    value = facts.values[PREFIX + name]
    assert isinstance(value, Records)
    return [dict(row) for row in value.rows]


def workbook(fill: Callable[[Worksheet], None], *, title: str = "school_years") -> bytes:
    """The bytes of a workbook of one sheet, as another program writes it."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = title
    fill(sheet)
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def only(problems: list[Diagnostic]) -> tuple[str, str, str, tuple[str, ...]]:
    """The only problem: its code, message, help and notes."""
    errors = [p for p in problems if p.rule.code != "PC833"]
    assert len(errors) == 1, [p.message for p in errors]
    return errors[0].rule.code, errors[0].message, errors[0].help or "", errors[0].notes
