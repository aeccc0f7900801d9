"""A comparison as `pincite.compare` asks for it: what was named made exact, the data opened, and whatever is wrong raised as `Problems`."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pincite import Problems
from pincite.explain.ask import readings_named
from pincite.population.comparison.compare import Listing, compare
from pincite.population.comparison.model import Compared
from pincite.population.comparison.sides import sides
from pincite.population.reading import Data, open_data
from pincite.population.running.calling import apart, checked, mapped_by, options_of
from pincite.population.running.joining import FORMATS
from pincitec.diagnostics import Diagnostic
from pincitec.graph.pack import Pack


def call(
    pack: Pack,
    decisions: str | Sequence[str],
    data: Any,
    *,
    on: date | str,
    compare_on: date | None,
    compare_readings: Mapping[str, str] | None,
    law_on: date | None,
    readings: Mapping[str, str] | None,
    strict: bool,
    mapping: str | Path | None,
    children: Mapping[str, Any] | None,
    keys: Sequence[str],
    keep: Sequence[str],
    by: Sequence[str],
    keep_going: bool,
    examples: bool,
    out: str | Path | None,
    engine: str,
) -> Compared:
    """As `pincite.compare` has it."""
    if engine not in ("columns", "rows"):
        raise ValueError("the engine of a comparison is `columns` or `rows`")
    if compare_on is None and not compare_readings:
        raise ValueError("say what the second run has otherwise: `compare_on`, `compare_readings` or both")
    if any(isinstance(day, datetime) for day in (on, compare_on, law_on)):
        raise ValueError("a day is a date without a time")
    listing = None
    if out is not None:
        file = checked(Path(out), data)
        listing = Listing(file, FORMATS[file.suffix.lower()])
    asked = [decisions] if isinstance(decisions, str) else decisions
    options = options_of(pack, asked, on, law_on, readings or {}, strict=strict, by_rows=engine == "rows")
    chosen, wrong = readings_named(pack, (compare_readings or {}).items())
    if wrong:
        raise Problems(wrong)
    mapped = None if mapping is None else mapped_by(pack, Path(mapping))
    if listing is not None:
        apart(listing.file, *(children or {}).values(), *(mapped.files if mapped is not None else ()))

    def opened(day: date | str) -> Data:
        kept = (*keep, *(column for column in dict.fromkeys(by) if column not in (*keys, *keep)))
        held, problems = open_data(
            data, pack, options.decisions, on=day, mapped=mapped, children=dict(children or {}), keys=tuple(keys), keep=kept
        )
        if held is None:
            text = None if mapped is None else mapped.source
            raise Problems(problems, {} if text is None else {text.path: text})
        return held

    first = opened(on)
    other = first if compare_on is None else opened(compare_on)
    pair = sides(pack, options, on, compare_on, chosen, first, other)
    found = compare(pair, by=tuple(dict.fromkeys(by)), listing=listing, keep_going=keep_going, exemplars=examples)
    if isinstance(found, Diagnostic):
        raise Problems([found])
    return found
