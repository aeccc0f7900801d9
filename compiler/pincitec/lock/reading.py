"""The text of a lock file, read into values; everything that it should not hold is a diagnostic, and then there is no lock.

A lock file is reviewed by people and merged by tools, so it may be anything. Nothing in it is taken on trust but its stamps.
"""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from pincitec.check.quotations import QuoteStatus
from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.locks import LOCK_UNUSABLE
from pincitec.lock.model import VERSION, Entry, Lock, Stamp, Text

MOST_QUOTATIONS, MOST_TEXTS, MOST_SOURCES = 100_000, 1_000, 10_000
LONGEST = 20_000
"""Characters of one string: longer than any quotation."""
DIGEST = re.compile(r"sha256:([0-9a-f]{64})")
HEAD = ("lock", "sources", "source", "quotation")
QUOTATION = ("id", "policy", "decides", "section", "unit", "cite", "around", "words", "at", "texts")
TEXT = ("from", "until", "status", "place", "text", "acts", "by", "on")
HELP = "it is written by `pincite lock`: take the version that was committed, or delete it and write it anew; stamps are then lost"


class Refused(Exception):
    """What is wrong, in a phrase; caught in this module."""


def read_lock(source: Source) -> Lock | Diagnostic:
    """The lock in a file, or why it cannot be used."""
    try:
        data = tomllib.loads(source.text)
    except RecursionError:
        return refused(source, "nested too deeply")
    except ValueError as error:
        return refused(source, f"not valid TOML: {str(error)[:1].lower()}{str(error)[1:]}")
    try:
        return lock_of(data)
    except Refused as why:
        return refused(source, str(why))


def refused(source: Source, why: str) -> Diagnostic:
    return Diagnostic.at(LOCK_UNUSABLE, Span(source.path, 0, 0), f"`{source.path}` cannot be used: {why}", help=HELP)


def lock_of(data: Mapping[str, Any]) -> Lock:
    only(data, HEAD, "the file")
    version = data.get("lock")
    if version != VERSION or isinstance(version, bool):
        raise Refused(f"`lock = {VERSION}` is the form that this version reads")
    sources = data.get("source", {})
    if not isinstance(sources, dict) or len(sources) > MOST_SOURCES:
        raise Refused("`[source]` is no table of hashes")
    quotations = data.get("quotation", [])
    if not isinstance(quotations, list) or len(quotations) > MOST_QUOTATIONS:
        raise Refused("`[[quotation]]` is no list of quotations")
    entries = tuple(entry_of(q, f"quotation {n}") for n, q in enumerate(quotations, 1))
    if len({e.key for e in entries}) < len(entries):
        raise Refused("a quotation stands in it twice")
    lock = Lock({text(path, "a path"): digest(value, f"the source `{path}`") for path, value in sources.items()}, entries)
    if digest(data.get("sources"), "`sources`") != lock.root:
        raise Refused("`sources` is not the hash of the sources listed")
    return lock


def entry_of(data: Any, where: str) -> Entry:
    table(data, where)
    only(data, QUOTATION, where)
    at = data.get("at")
    rows = data.get("texts")
    if not isinstance(rows, list) or not 1 <= len(rows) <= MOST_TEXTS:
        raise Refused(f"`texts` of {where} is no list of texts")
    entry = Entry(
        policy=text(data.get("policy"), f"`policy` of {where}"),
        decides=texts(data.get("decides"), f"`decides` of {where}"),
        section=text(data.get("section"), f"`section` of {where}"),
        unit=text(data.get("unit"), f"`unit` of {where}"),
        cite=text(data.get("cite"), f"`cite` of {where}"),
        around=texts(data.get("around", []), f"`around` of {where}"),
        words=text(data.get("words"), f"`words` of {where}"),
        at=None if at is None else two(at, f"`at` of {where}"),
        texts=tuple(text_of(row, f"text {n} of {where}") for n, row in enumerate(rows, 1)),
    )
    if data.get("id") != entry.id:
        raise Refused(f"`id` of {where} is not that of its words and place")
    return entry


def text_of(data: Any, where: str) -> Text:
    table(data, where)
    only(data, TEXT, where)
    try:
        status = QuoteStatus(data.get("status"))
    except ValueError:
        raise Refused(f"{where} has no status") from None
    place = None if "place" not in data else two(data["place"], f"`place` of {where}")
    sha256 = None if "text" not in data else digest(data["text"], f"`text` of {where}")
    if ("by" in data) != ("on" in data):
        raise Refused(f"the stamp of {where} says only half")
    stamp = None
    if "by" in data:
        if sha256 is None or place is None:
            raise Refused(f"{where} has a stamp and no text")
        stamp = Stamp(name(data["by"], f"`by` of {where}"), day(data["on"], f"`on` of {where}"))
    from_, until = (None if key not in data else day(data[key], f"`{key}` of {where}") for key in ("from", "until"))
    if from_ is not None and until is not None and not from_ < until:
        raise Refused(f"{where} ends before it begins")
    start, end = place or (None, None)
    return Text(from_, until, status, start, end, sha256, texts(data.get("acts", []), f"`acts` of {where}"), stamp)


# ---- single values


def table(data: Any, where: str) -> None:
    if not isinstance(data, dict):
        raise Refused(f"{where} is no table")


def only(data: Mapping[str, Any], known: tuple[str, ...], where: str) -> None:
    for key in data:
        if key not in known:
            raise Refused(f"`{key[:60]}` in {where} is unknown")


def text(value: Any, what: str) -> str:
    if not isinstance(value, str) or len(value) > LONGEST:
        raise Refused(f"{what} is no text, or too long")
    return value


def texts(value: Any, what: str) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > MOST_TEXTS:
        raise Refused(f"{what} is no list of texts")
    return tuple(text(one, what) for one in value)


def name(value: Any, what: str) -> str:
    """Who reviewed: a short name on one line."""
    if not isinstance(value, str) or not is_name(value):
        raise Refused(f"{what} is no name")
    return value


def is_name(value: str) -> bool:
    """Whether a text can stand as the name of a reviewer: one line, at most 200 characters, nothing that acts instead of being shown."""
    from pincitec.diagnostics.render.text import escape

    return 0 < len(value) <= 200 and value == value.strip() and "\n" not in value and "\t" not in value and escape(value) == value


def two(value: Any, what: str) -> tuple[int, int]:
    if not isinstance(value, list) or len(value) != 2 or any(isinstance(v, bool) or not isinstance(v, int) or v < 0 for v in value):
        raise Refused(f"{what} is no pair of numbers")
    return value[0], value[1]


def day(value: Any, what: str) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Refused(f"{what} is no date")
    return value


def digest(value: Any, what: str) -> str:
    match = DIGEST.fullmatch(value) if isinstance(value, str) else None
    if match is None:
        raise Refused(f"{what} is no hash, as `sha256:` and 64 digits")
    return match[1]
