"""Opens what a summary is made from: the output of a run, in any of its formats, and the reasons beside it. Problems are diagnostics."""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from csv import reader as reader_of
from pathlib import Path
from typing import Final

import pyarrow as pa

from pincite.population.reasons.files import read, reasons_beside
from pincite.population.summary.counting import Counting, TooMany
from pincite.population.summary.model import Summary
from pincite.texts import msgid, say
from pincitec.diagnostics import Diagnostic, Severity, Span
from pincitec.diagnostics.catalogue.populations import NO_OUTPUT, NOT_EXPLAINED, NOT_IN_OUTPUT
from pincitec.diagnostics.suggest import did_you_mean

COLUMNS: Final = ("verdict", "outcome", "law_status")
OF_REASONS: Final = frozenset(["explained", "headline", "unmet", "missing"])
"""Columns by which a table of reasons is known."""
BUFFER: Final = 1 << 18
"""Bytes read at once of a column, so that no memory grows with the file."""
OWN_DAYS: Final = {day: day for day in (msgid("the day of each row"), msgid("the day asked about"))}
"""How the metadata of an output say that no one day is meant."""
BROKEN: Final = (OSError, pa.ArrowException, ValueError)


def summary_of(
    out: Path, *, reasons: Path | None = None, by: Sequence[str] = (), labels: Mapping[str, str] | None = None
) -> tuple[Summary | None, list[Diagnostic]]:
    """The summary of an output, and what is wrong or to be noted. `reasons`: the file with its reasons, by default the one beside it.
    `labels`: what decisions are called."""
    told, problems = reasons_of(out, reasons)
    if any(p.severity is Severity.ERROR for p in problems):
        return None, problems
    try:
        opened = open_output(out)
        decisions = decisions_of(opened, told)
        if not decisions:
            return None, [no_output(out, "it has no columns of verdicts, outcomes and law statuses")]
        missing = [column for column in by if column not in opened.schema.names]
        if missing:
            return None, [not_in_output(out, column, opened.schema.names) for column in missing]
        counting = Counting(decisions, by)
        for batch in opened.batches([*(p + c for p in decisions.values() for c in (*COLUMNS, "value")), *by]):
            counting.add(batch)
    except TooMany as error:
        message = f"`{error.column}` has too many values to count by"
        return None, [Diagnostic.at(NOT_IN_OUTPUT, Span(out.as_posix(), 0, 0), message, help="count by a column that many rows share")]
    except BROKEN as error:
        return None, [no_output(out, said(error))]
    if told is not None and not of_these(told, decisions, counting.rows):
        why = f"its reasons are not those of the {counting.rows:,} rows of `{out.as_posix()}`"
        return None, [no_output(reasons or reasons_beside(out) or out, why)]
    parts = [d.rpartition(".")[2] for d, prefix in decisions.items() if f"{prefix}value_numerator" in opened.schema.names]
    notes = rests_on(opened)
    notes += [say("The amounts of `{decision}` are fractions, which are not added up here.", decision=decision) for decision in parts]
    return counting.summary(out.name, labels or {}, told, notes), problems


def rests_on(opened: "Output") -> list[str]:
    """The days and the rules of an output, where its file says them; CSV does not."""
    said = {name.decode(errors="replace"): value.decode(errors="replace") for name, value in (opened.schema.metadata or {}).items()}
    if not said.keys() >= {"pincite.on", "pincite.law_on", "pincite.pack"}:
        return []
    on, law_on = (say(OWN_DAYS[day]) if (day := said[name]) in OWN_DAYS else day for name in ("pincite.on", "pincite.law_on"))
    return [say("As of {day}; the law is that of {law_day}. Rules {hash}.", day=on, law_day=law_on, hash=said["pincite.pack"])]


def of_these(told: pa.Table, decisions: Iterable[str], rows: int) -> bool:
    """Whether reasons are those of so many rows."""
    found: Counter[str] = Counter()
    for decision, number in zip(told["decision"].to_pylist(), told["rows"].to_pylist(), strict=True):
        found[decision] += number
    return all(found[decision] == rows for decision in decisions)


class Output:
    """An output that can be read batch by batch. `read` gives the batches, with these columns or with more."""

    def __init__(self, schema: pa.Schema, read: Callable[[list[str]], Iterable[pa.RecordBatch]]) -> None:
        self.schema = schema
        self._read = read

    def batches(self, columns: Iterable[str]) -> Iterator[pa.RecordBatch]:
        yield from self._read([c for c in dict.fromkeys(columns) if c in self.schema.names])


def open_output(out: Path) -> Output:
    """Raises `OSError`, `pa.ArrowException` or `ValueError`."""
    match out.suffix.lower():
        case ".parquet":
            import pyarrow.parquet as pq

            file = pq.ParquetFile(out, pre_buffer=False, buffer_size=BUFFER)
            return Output(file.schema_arrow, lambda columns: file.iter_batches(columns=columns))
        case ".csv":
            from pyarrow import csv

            with open(out, encoding="utf-8", newline="") as stream:
                names = next(reader_of(stream), [])
            convert = csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""])
            # a key may hold line breaks within quotation marks
            reader = csv.open_csv(out, convert_options=convert, parse_options=csv.ParseOptions(newlines_in_values=True))
            return Output(reader.schema, lambda _: reader)
        case ".arrow" | ".feather":
            opened = pa.ipc.open_file(pa.memory_map(str(out)))
            return Output(opened.schema, lambda _: (opened.get_batch(i) for i in range(opened.num_record_batches)))
    raise ValueError("its name has the ending of no output: .parquet, .arrow, .feather or .csv")


def decisions_of(opened: Output, told: pa.Table | None) -> dict[str, str]:
    """The decisions of an output, each with what stands before the names of its columns. What the file does not name, its reasons do."""
    names = opened.schema.names
    if set(names) >= OF_REASONS:
        raise ValueError("it is a table of reasons; name the output that it stands beside")
    found = [name.removesuffix("verdict") for name in names if name.endswith("verdict")]
    prefixes = [prefix for prefix in found if all(prefix + column in names for column in COLUMNS)]
    listed = (opened.schema.metadata or {}).get(b"pincite.decisions", b"").decode(errors="replace").split()
    if not listed and told is not None:
        listed = list(dict.fromkeys(told["decision"].to_pylist()))
    if len(listed) == len(prefixes):
        return dict(zip(listed, prefixes, strict=True))
    return {prefix.rstrip("_") or "decision": prefix for prefix in prefixes}


def reasons_of(out: Path, reasons: Path | None) -> tuple[pa.Table | None, list[Diagnostic]]:
    """The reasons of an output; none with a note where there are none."""
    where = reasons or reasons_beside(out)
    if where is None:
        message = f"there are no reasons beside `{out.as_posix()}`"
        help = "with `pincite run --reasons` a summary also says which elements fail and which facts are missing"
        return None, [Diagnostic.at(NOT_EXPLAINED, Span(out.as_posix(), 0, 0), message, help=help)]
    try:
        return read(where), []
    except BROKEN as error:
        return None, [no_output(where, said(error))]


def no_output(file: Path, why: str) -> Diagnostic:
    message = f"`{file.as_posix()}` cannot be summed up"
    help = "name the output of `pincite run`, and its reasons if they do not lie beside it"
    return Diagnostic.at(NO_OUTPUT, Span(file.as_posix(), 0, 0), message, notes=(why,), help=help)


def not_in_output(out: Path, column: str, names: Sequence[str]) -> Diagnostic:
    near = did_you_mean(column, list(names))
    help = f"did you mean `{near}`?" if near else "take a column of the data to the output with `pincite run --keep COLUMN`"
    return Diagnostic.at(NOT_IN_OUTPUT, Span(out.as_posix(), 0, 0), f"`{out.as_posix()}` has no column `{column}`", help=help)


def said(error: Exception) -> str:
    """Why a file could not be read, on one line."""
    if isinstance(error, OSError) and error.errno:
        return os.strerror(error.errno).lower()
    return (str(error).strip().splitlines() or ["it is damaged"])[0]
