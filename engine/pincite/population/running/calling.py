"""A run as `pincite.run` asks for it: what was named made exact, the data opened, and whatever is wrong raised as `Problems`."""

import os
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

from pincite import Problems
from pincite.explain.ask import decision_named, readings_named
from pincite.population.reading import Mapped, open_data, read_map
from pincite.population.running.engines import ENGINES
from pincite.population.running.job import Options
from pincite.population.running.joining import FORMATS
from pincite.population.running.run import Telling, Where, run_in_memory, run_to_file, telling_of
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.reading import read_source
from pincitec.graph.pack import Pack


def call(
    pack: Pack,
    decisions: str | Sequence[str],
    data: Any,
    *,
    on: date | str,
    law_on: date | None,
    readings: Mapping[str, str] | None,
    strict: bool,
    mapping: str | Path | None,
    children: Mapping[str, Any] | None,
    keys: Sequence[str],
    keep: Sequence[str],
    quarantine: str | None,
    keep_going: bool,
    reasons: bool,
    out: str | Path | None,
    engine: str,
    workers: int,
    cluster: str,
) -> Any:
    """As `pincite.run` has it."""
    if engine not in ENGINES or workers < 1:
        raise ValueError(f"an engine is one of {', '.join(ENGINES)}, with at least one worker")
    if isinstance(on, datetime) or isinstance(law_on, datetime):
        raise ValueError("a day is a date without a time")
    if mapping is not None and not isinstance(mapping, (str, os.PathLike)):
        raise TypeError("`mapping` is the path of a mapping, a file of TOML")
    target = None if out is None else checked(Path(out), data)
    options = options_of(
        pack, [decisions] if isinstance(decisions, str) else decisions, on, law_on, readings or {}, strict=strict, by_rows=engine == "rows"
    )
    mapped = None if mapping is None else mapped_by(pack, Path(mapping))
    for result in (target, quarantine):
        if result is not None:
            apart(result, data, *(children or {}).values(), *(mapped.files if mapped is not None else ()))
    opened, problems = open_data(
        data,
        pack,
        options.decisions,
        on=on,
        mapped=mapped,
        children=dict(children or {}),
        keys=tuple(keys),
        keep=tuple(keep),
        quarantine=quarantine,
    )
    if opened is None:
        text = None if mapped is None else mapped.source
        raise Problems(problems, {} if text is None else {text.path: text})
    if target is None:
        found = run_in_memory(pack, options, opened, keep_going=keep_going, telling=Telling(Path()) if reasons else None)
        if isinstance(found, Diagnostic):
            raise Problems([found])
        return (found[0], found[2]) if reasons else found[0]
    telling = telling_of(target) if reasons else None
    where = Where(target, FORMATS[target.suffix.lower()], engine, workers, keep_going, telling, cluster)
    ran = run_to_file(pack, options, opened, where, lambda rows: None)
    if isinstance(ran, Diagnostic):
        raise Problems([ran])
    return ran


def checked(out: Path, data: Any) -> Path:
    """Where an output goes: a name with the ending of a format, and not the data themselves."""
    if out.suffix.lower() not in FORMATS:
        raise ValueError(f"the name of an output ends in one of {', '.join(FORMATS)}")
    apart(out, data)
    return out


def apart(result: str | Path, *read: Any) -> None:
    """Raises `ValueError` where a result would be written over the data that it is made from, or into their folder."""
    where = Path(os.path.realpath(result))
    for data in read:
        if isinstance(data, (str, os.PathLike)) and where.is_relative_to(os.path.realpath(data)):
            raise ValueError("an output is never written over the data that it was made from, nor among them")


def options_of(
    pack: Pack, decisions: Sequence[str], on: date | str, law_on: date | None, readings: Mapping[str, str], *, strict: bool, by_rows: bool
) -> Options:
    if not decisions:
        raise ValueError("no decision is asked: name one, or several")
    names = [decision_named(pack, asked) for asked in decisions]
    chosen, problems = readings_named(pack, readings.items())
    wrong = [n for n in names if isinstance(n, Diagnostic)] + problems
    if wrong:
        raise Problems(wrong)
    exact = tuple(dict.fromkeys(n for n in names if isinstance(n, str)))
    return Options(exact, on if isinstance(on, date) else None, law_on, tuple(sorted(chosen.items())), strict, by_rows)


def mapped_by(pack: Pack, file: Path) -> Mapped:
    source = read_source(file, file.as_posix())
    if isinstance(source, Diagnostic):
        raise Problems([source])
    mapped, problems = read_map(source)
    if mapped is None or has_errors(problems):
        raise Problems(problems, {source.path: source})
    return mapped
