"""Where the records of a CSV file end: parts of the file that begin and end with a record, and how many records each has.

RFC 4180, as in `facts.tables.csv_reader`: a quotation mark opens a cell at its beginning or is doubled within one. A file in which one
stands elsewhere is refused, because nobody can say where its records end. Found by counting, many bytes at a time.
"""

import csv
from collections.abc import Iterator
from typing import Any, BinaryIO, Final

import numpy as np
from attrs import frozen

from pincite.population.reading.mapping import DELIMITERS
from pincite.population.reading.model import MOST_COLUMNS
from pincite.population.reading.origin import refused
from pincitec.diagnostics.catalogue import populations as rules
from pincitec.diagnostics.reading import hidden_character

PART: Final = 1 << 23
"""Bytes of a part of a file, about."""
MOST_RECORD: Final = 1 << 22
"""Bytes of a record."""
QUOTE, NEWLINE, RETURN = 0x22, 0x0A, 0x0D
BOM: Final = b"\xef\xbb\xbf"


@frozen
class Header:
    """The first record: the names of the columns, the byte that parts cells, and where the second record begins."""

    names: tuple[str, ...]
    delimiter: str
    end: int
    lines: int


@frozen
class Part:
    """Bytes `[start, end)` of a file, its first line, and how many records it has."""

    start: int
    end: int
    line: int
    records: int
    quoted: bool


def read_header(stream: BinaryIO, path: str, delimiter: str | None) -> Header:
    """The names of the columns. Raises `Unreadable`. `delimiter`: comma, semicolon, tab or pipe; None: the only one in the first line."""
    data = stream.read(MOST_RECORD)
    start = len(BOM) if data.startswith(BOM) else 0
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise broken(path, "is UTF-16", "save it as UTF-8")
    while data[start : start + 1] in (b"\n", b"\r"):
        start += 1
    if not data[start:].strip():
        raise broken(path, "holds nothing", "give a file with the names of columns in its first line")
    body = np.frombuffer(data[start:], np.uint8)
    ends = record_ends(body)
    if not ends.size and len(data) == MOST_RECORD:
        raise too_long(path, 1)
    end = start + (int(ends[0]) + 1 if ends.size else len(body))
    raw = data[start:end]
    try:
        line = raw.decode().rstrip("\r\n")
    except UnicodeDecodeError:
        raise broken(path, "is not UTF-8 in its first line", "save it as UTF-8; it may be Windows-1252") from None
    if "\0" in line:
        raise broken(path, "is no text", "Parquet, Arrow and CSV are read; of packed files only CSV, with gzip or Zstandard")
    mark = DELIMITERS[delimiter] if delimiter else delimiter_of(line, path)
    try:
        (names,) = csv.reader([line], delimiter=mark, strict=True)
    except (csv.Error, ValueError):
        raise broken(path, "has a quotation mark within a cell of its first line", "put quotation marks around the whole cell") from None
    for name in names:
        if (found := hidden_character(name)) is not None:
            raise broken(path, f"has the hidden character U+{ord(found):04X} in the name of a column", "delete it")
    if len(names) > MOST_COLUMNS:
        message = f"`{path}` has more than {MOST_COLUMNS:,} columns"
        raise refused(rules.DATA_TOO_LARGE, path, message, "keep those that are facts")
    return Header(tuple(name.strip() for name in names), mark, end, raw.count(b"\n") + data[:start].count(b"\n"))


def delimiter_of(line: str, path: str) -> str:
    inside = False
    seen: set[str] = set()
    for c in line:
        inside ^= c == '"'
        if not inside and c in DELIMITERS.values():
            seen.add(c)
    found = [name for name, mark in DELIMITERS.items() if mark in seen]
    if len(found) > 1:
        help = f'say which in the mapping, as in `delimiter = "{found[0]}"`'
        raise broken(path, f"may be parted by {' or by '.join(found)}", help)
    return DELIMITERS[found[0]] if found else ","


def parts(stream: BinaryIO, path: str, header: Header) -> Iterator[Part]:
    """The parts of a file after its header. Raises `Unreadable` with the line where a quotation mark is out of place."""
    stream.seek(header.end)
    start, line, carried = header.end, header.lines + 1, b""
    while True:
        read = stream.read(PART)
        data = carried + read
        if not data:
            return
        body = np.frombuffer(data, np.uint8)
        quotes = np.flatnonzero(body == QUOTE)
        ends = record_ends(body, quotes)
        last = int(ends[-1]) + 1 if ends.size else 0
        if read and len(data) - last > MOST_RECORD:
            raise too_long(path, line + int((body[:last] == NEWLINE).sum()))
        if not read:
            last = len(data)
            if quotes.size % 2:
                check(body, quotes, ord(header.delimiter), path, line)
                raise misplaced(path, line + int((body[: int(quotes[-1])] == NEWLINE).sum()), "is never closed")
        part = body[:last]
        check(part, quotes[quotes < last], ord(header.delimiter), path, line)
        if last:
            yield Part(start, start + last, line, len(starts(part, ends[ends < last])), bool((quotes < last).any()))
        line += int((part == NEWLINE).sum())
        start, carried = start + last, data[last:]
        if not read:
            return


def record_ends(body: Any, quotes: Any = None) -> Any:
    """The places of the line feeds that end a record: those before which an even number of quotation marks stands."""
    quotes = np.flatnonzero(body == QUOTE) if quotes is None else quotes
    ends = np.flatnonzero(body == NEWLINE)
    return ends[np.searchsorted(quotes, ends) % 2 == 0] if quotes.size else ends


def starts(body: Any, ends: Any) -> Any:
    """Where the records begin that are more than an empty line."""
    begin = np.concatenate(([0], ends + 1))
    end = np.concatenate((ends, [len(body)]))
    length = end - begin
    first = body[np.minimum(begin, len(body) - 1)] if len(body) else np.zeros(len(begin), np.uint8)
    return begin[(length > 1) | ((length == 1) & (first != RETURN))]


def check(body: Any, quotes: Any, delimiter: int, path: str, line: int) -> None:
    """Raises `Unreadable` where a quotation mark stands within a cell, a return without a line feed, or a null character."""
    around = np.concatenate(([NEWLINE], body, [NEWLINE]))
    edge = np.zeros(256, bool)
    edge[[delimiter, NEWLINE, RETURN]] = True
    opening, closing = quotes[0::2], quotes[1::2]
    doubled = np.zeros(len(quotes), bool)
    if len(quotes) > 2:
        beside = quotes[1:] == quotes[:-1] + 1
        doubled[2::2], doubled[1:-1:2] = beside[1::2], beside[1::2]
    wrong = np.concatenate(
        (opening[~(edge[around[opening]] | doubled[0::2])], closing[~(edge[around[closing + 2]] | doubled[1::2][: len(closing)])])
    )
    if wrong.size:
        raise misplaced(path, line + int((body[: int(wrong.min())] == NEWLINE).sum()), "stands within a cell")
    returns = np.flatnonzero(body == RETURN)
    if returns.size:
        alone = returns[around[returns + 2] != NEWLINE]
        alone = alone[np.searchsorted(quotes, alone) % 2 == 0] if quotes.size else alone
        if alone.size:
            at = line + int((body[: int(alone[0])] == NEWLINE).sum())
            raise broken(path, f"has a carriage return without a line feed in line {at:,}", "end lines with a line feed")
    nulls = np.flatnonzero(body == 0)
    if nulls.size:
        at = line + int((body[: int(nulls[0])] == NEWLINE).sum())
        raise broken(path, f"has a null character in line {at:,}", "it is damaged, or no text")


def broken(path: str, what: str, help: str) -> Exception:
    return refused(rules.DATA_UNREADABLE, path, f"`{path}` {what}", help)


def misplaced(path: str, line: int, what: str) -> Exception:
    help = 'put quotation marks around the whole cell, and write each one within it twice: `"a ""b"" c"`'
    return broken(path, f"has a quotation mark in line {line:,} that {what}", help)


def too_long(path: str, line: int) -> Exception:
    message = f"`{path}` has a row of more than {MOST_RECORD:,} bytes, from line {line:,} on"
    return refused(
        rules.DATA_TOO_LARGE, path, message, "a quotation mark may be open there, or lines may end otherwise than with a line feed"
    )
