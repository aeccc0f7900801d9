"""The table of reasons as a file, and read back. The same table is the same bytes."""

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from pincite.population.reasons.told import TOLD
from pincite.report.as_json import dumped

KINDS: Final = (".parquet", ".arrow", ".feather", ".csv")
"""The endings of tables of reasons that can be read."""
SCHEMA: Final = "pincite-reasons/1"
ACTS: Final = re.compile(r"^[=+\-@\t\r]")
"""How a text begins that a spreadsheet takes for a formula."""


def reasons_file(out: Path) -> Path:
    """Where the reasons of an output lie unless another file is named: `decided.parquet` has `decided.reasons.parquet`."""
    return out.with_name(f"{out.stem}.reasons.parquet")


def reasons_beside(out: Path) -> Path | None:
    """The reasons that lie beside an output: those that end as it does before others."""
    found = [out.with_name(f"{out.stem}.reasons{ending}") for ending in (out.suffix.lower(), *KINDS)]
    return next((file for file in found if file.suffix in KINDS and file.is_file()), None)


def written(table: pa.Table, format: str) -> bytes:
    """The reasons as `parquet`, `arrow`, `csv` or `json`."""
    if format == "json":
        return dumped({"schema": SCHEMA, "reasons": [plain(row) for row in table.to_pylist()]}).encode()
    if format == "csv":
        return separated(table)
    sink = pa.BufferOutputStream()
    if format == "parquet":
        import pyarrow.parquet as pq

        pq.write_table(table, sink, compression="zstd")
    else:
        with pa.ipc.new_file(sink, table.schema) as writer:
            writer.write_table(table.combine_chunks())
    return bytes(sink.getvalue())


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row as JSON has it: days as texts, the facts of the exemplar as they are, what is not there left out."""
    found = {name: value.isoformat() if isinstance(value, date) else value for name, value in row.items() if value is not None}
    return {**found, "facts": json.loads(found["facts"])} if "facts" in found else found


def separated(table: pa.Table) -> bytes:
    """A row a reason; lists with a line for each of their items, in one cell."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(table.schema.names)
    for row in table.to_pylist():
        writer.writerow([harmless(cell(value)) for value in row.values()])
    return sink.getvalue().encode()


def cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return "\n".join(cell(item) for item in value)
        case {"text": text, "citation": citation}:
            return f"{text} [{citation}]"
        case {"fact": fact, "label": label}:
            return f"{label} [{fact}]"
        case {"words": words, "citation": citation}:
            return f"{citation}: “{words}”"
        case {"id": str(), "citation": citation, "effect": effect}:
            return f"{citation} ({effect})"
    return str(value)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if ACTS.match(text) else text


def read(path: Path) -> pa.Table:
    """The reasons of a Parquet, Arrow or CSV file; from CSV, what a summary needs of them. Raises `OSError`, `pa.ArrowException`, or
    `ValueError` for what is no such table."""
    match path.suffix.lower():
        case ".parquet":
            import pyarrow.parquet as pq

            table = pq.read_table(path)
        case ".csv":
            return unseparated(path)
        case _:
            with pa.OSFile(str(path)) as held, pa.ipc.open_file(held) as reader:
                table = reader.read_all()
    if table.schema.names != TOLD.names:
        raise ValueError("its columns are not those of reasons")
    return table.cast(TOLD)


def unseparated(path: Path) -> pa.Table:
    """A table of reasons from CSV: their numbers, their words, and the elements and facts that they name."""
    with open(path, encoding="utf-8", newline="") as stream:
        reader = csv.DictReader(stream)
        if reader.fieldnames is None or list(reader.fieldnames) != TOLD.names:
            raise ValueError("its columns are not those of reasons")
        rows = [row_of(row) for row in reader]
    return pa.Table.from_pylist(rows, schema=TOLD)


def row_of(row: dict[str, str]) -> dict[str, Any]:
    if None in row.values():
        raise ValueError("a row of it has too few cells")
    made: dict[str, Any] = {name: row[name] for name in ("decision", "verdict", "outcome", "law_status")}
    made |= {"reason": int(row["reason"]), "rows": int(row["rows"]), "explained": row["explained"] == "true"}
    made["unmet"] = [{"text": text, "citation": citation} for text, citation in named(row["unmet"])]
    made["missing"] = [{"label": label, "fact": fact} for label, fact in named(row["missing"])]
    return made


def named(cell: str) -> Iterator[tuple[str, str]]:
    """The lines of a cell, each with what stands in brackets at its end."""
    for line in cell.removeprefix("'").splitlines():
        before, _, after = line.rpartition(" [")
        yield before, after.removesuffix("]")
