"""The table of reasons as a file, and read back. The same table is the same bytes."""

import csv
import io
import json
import re
from datetime import date
from pathlib import Path
from typing import Any, Final

import pyarrow as pa

from pincite.population.reasons.told import TOLD
from pincite.report.as_json import dumped

ENDINGS: Final = {".parquet": "parquet", ".arrow": "arrow", ".csv": "csv", ".json": "json"}
SCHEMA: Final = "pincite-reasons/1"
ACTS: Final = re.compile(r"^[=+\-@\t\r]")
"""How a text begins that a spreadsheet takes for a formula."""


def reasons_file(out: Path) -> Path:
    """Where the reasons of an output lie unless another file is named: `decided.parquet` has `decided.reasons.parquet`."""
    return out.with_name(f"{out.stem}.reasons.parquet")


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
        case {"fact": fact}:
            return str(fact)
        case {"words": words, "citation": citation}:
            return f"{citation}: “{words}”"
        case {"id": str(), "citation": citation, "effect": effect}:
            return f"{citation} ({effect})"
    return str(value)


def harmless(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if ACTS.match(text) else text


def read(path: Path) -> pa.Table:
    """The reasons of a Parquet or an Arrow file. Raises `OSError`, `pa.ArrowInvalid`, or `ValueError` for what is no such table."""
    if path.suffix.lower() == ".parquet":
        import pyarrow.parquet as pq

        table = pq.read_table(path)
    else:
        with pa.OSFile(str(path)) as held, pa.ipc.open_file(held) as reader:
            table = reader.read_all()
    if table.schema.names != TOLD.names:
        raise ValueError("its columns are not those of reasons")
    return table.cast(TOLD)
