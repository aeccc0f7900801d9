"""Data for tests, read against the pack that has a fact of every type."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from pincite.facts import Facts, facts_from_mapping
from pincite.population.reading import Data, open_data, read_map, reopen
from pincite.population.rows import asked_on, facts_at
from pincitec.diagnostics import Diagnostic, Source
from pincitec.semantics.values import Value
from tests.engine.facts.pack import PREFIX, facts_pack

ASKED = date(2021, 6, 1)


def opened(source: Any, mapping: str = "", *, on: date | str = ASKED, **options: Any) -> tuple[Data | None, list[Diagnostic]]:
    """Data opened with a mapping that stands in a text."""
    mapped, problems = read_map(Source("map.toml", mapping))
    assert problems == []
    return open_data(source, facts_pack(), [], on=on, mapped=mapped, **options)


def good(source: Any, mapping: str = "", **options: Any) -> Data:
    data, problems = opened(source, mapping, **options)
    assert data is not None, problems
    return data


def refused(source: Any, mapping: str = "", **options: Any) -> list[Diagnostic]:
    """The errors of data that are refused."""
    data, problems = opened(source, mapping, **options)
    assert data is None
    return [p for p in problems if p.severity.value == "error"]


def only(problems: list[Diagnostic]) -> tuple[str, str, tuple[str, ...], str | None]:
    assert len(problems) == 1, problems
    return problems[0].rule.code, problems[0].message, problems[0].notes, problems[0].help


def batches(data: Data) -> list[Any]:
    """All batches: as the check has kept them, and the same where they are read from the source."""
    kept = [batch for task in data.tasks() for batch in data.read(task)]
    anew = reopen(facts_pack(), data.made)
    assert [batch for task in anew.tasks() for batch in anew.read(task)] == kept
    return kept


def facts(data: Data, on: date | None = ASKED) -> list[Facts]:
    """The facts of every row, as the scalar executor gets them."""
    return [facts_at(facts_pack(), b, row, asked_on(b, row, on)) for b in batches(data) for row in range(b.num_rows)]


def values(data: Data, on: date | None = ASKED) -> list[dict[str, Value]]:
    """The values of every row by the short names of their facts."""
    return [{name.removeprefix(PREFIX): value for name, value in f.values.items()} for f in facts(data, on)]


def stated(row: Mapping[str, object], on: date = ASKED) -> dict[str, Value] | None:
    """What the same facts are where they are given for one case; `None` where they are refused."""
    read, _ = facts_from_mapping(row, facts_pack(), on)
    return None if read is None else {name.removeprefix(PREFIX): value for name, value in read.values.items()}


def written(folder: Path, text: str | bytes, name: str = "data.csv") -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)
