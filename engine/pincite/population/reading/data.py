"""Data opened for a question: planned, checked from the first row to the last, and then read part by part. The top of this folder.

Nothing is computed of data that were not checked. What is read afterwards goes through the same conversion, so a row that would now be
refused means that the file was changed, and ends the run.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from attrs import asdict, define, field, frozen

from pincite.explain.asking import facts_asked
from pincite.population.reading import children as child_files
from pincite.population.reading.batches import Converter, batch_of
from pincite.population.reading.children import Children
from pincite.population.reading.findings import Findings, Sink
from pincite.population.reading.holding import Held
from pincite.population.reading.keys import same_keys
from pincite.population.reading.model import ASKED, Mapped, Plan, Task, Unreadable
from pincite.population.reading.names import only, short
from pincite.population.reading.opening import open_origin
from pincite.population.reading.origin import Origin, refused
from pincite.population.reading.planning import Planner
from pincite.population.reading.quarantine import Quarantine
from pincite.population.reading.ranges import Seen, measure, schema_of
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue import populations as rules
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.graph.clauses import Fact
from pincitec.graph.pack import Pack
from pincitec.semantics.types import ListOf


@frozen(eq=False)
class Recipe:
    """All that is needed to read checked data in another process."""

    origin: Origin
    children: Mapping[str, Origin]
    plan: Plan
    schema: Any
    twice: Any
    lenient: bool
    rows: int
    refused: int


@define(eq=False)
class Data:
    """Checked data. `rows` are those that may be used, `refused` those in quarantine; `findings` say why.

    `schema` is that of every batch: the canonical columns (`evaluate.columns.schema`) with the ranges of all data, `@row` (the number of
    the row in the source, from 1), `@asked` where the day is a column, and `@key:NAME` for each column that is handed through.
    """

    made: Recipe
    pack: Pack
    findings: tuple[Diagnostic, ...] = ()
    converter: Converter | None = field(default=None, init=False)
    held: Held = field(factory=lambda: Held(None), init=False)

    @property
    def schema(self) -> Any:
        return self.made.schema

    @property
    def rows(self) -> int:
        return self.made.rows

    @property
    def refused(self) -> int:
        return self.made.refused

    @property
    def path(self) -> str:
        return self.made.origin.path

    @property
    def recipe(self) -> Recipe | None:
        """What `reopen` takes in another process; `None` where the data lie in the memory of this one."""
        inside = [self.made.origin, *self.made.children.values()]
        return None if any(origin.in_memory for origin in inside) else self.made

    @property
    def stamp(self) -> str:
        """By what these data, read by this plan, are known to be the same."""
        parts = [self.made.origin.stamp, *(f"{name} {self.made.children[name].stamp}" for name in sorted(self.made.children))]
        return "\n".join([*parts, described(self.made.plan), self.schema.to_string(), f"{self.rows} {self.refused}"])

    def place_of(self, row: int) -> tuple[str, int] | None:
        """The file of a row and its number there, where there are several files."""
        return self.made.origin.place_of(row)

    def tasks(self) -> tuple[Task, ...]:
        return self.made.origin.tasks()

    def read(self, task: Task) -> Iterator[Any]:
        """The batches of a part, without the rows in quarantine. Raises `Unreadable` where the file is not what was checked."""
        made = self.made
        if self.held.parts is not None:
            made.origin.unchanged(task)
            for converted in self.held.parts.get(task.number, ()):
                batch = batch_of(converted, made.schema)
                if batch.num_rows:
                    yield batch
            made.origin.unchanged(task)
            return
        if self.converter is None:
            self.converter, _ = converter_of(made.plan, made.children, made.twice)
        for chunk in made.origin.chunks(task, made.plan.columns):
            sink = Sink(Findings(made.origin.path, made.origin.place_of), chunk.rows, np.zeros(len(chunk.rows), bool))
            converted = self.converter.convert(chunk, sink)
            if (sink.bad.any() or chunk.broken) and not made.lenient:
                message = f"`{made.origin.path}` was changed after it was checked"
                raise refused(rules.DATA_UNREADABLE, made.origin.path, message, "wait until it is written, and begin again")
            batch = batch_of(converted, made.schema)
            if batch.num_rows:
                yield batch


def open_data(
    source: Any,
    pack: Pack,
    decisions: Sequence[str],
    *,
    on: date | str,
    mapped: Mapped | None = None,
    children: Mapping[str, Any] | None = None,
    keys: Sequence[str] = (),
    keep: Sequence[str] = (),
    quarantine: str | None = None,
) -> tuple[Data | None, list[Diagnostic]]:
    """Data at a path or of a frame, checked for questions about these decisions (qualified names; none: every fact of the pack is read).

    `on` is the day asked about, or the column of each row's own. `children` are files or frames of records by the name of their list.
    `keys` tell rows apart, no two may have the same; they and `keep` are handed through. With `quarantine`, a path, rows with a problem are
    written there and left out; otherwise each is an error, and there are no data. Never raises for what data may hold.
    """
    try:
        return opened(source, pack, decisions, on, mapped or Mapped(Span("data", 0, 0)), children or {}, keys, keep, quarantine)
    except Unreadable as problem:
        return None, list(problem.diagnostics)


def reopen(pack: Pack, recipe: Recipe) -> Data:
    """Data that were checked, in another process."""
    return Data(recipe, pack)


def opened(
    source: Any,
    pack: Pack,
    decisions: Sequence[str],
    on: date | str,
    mapped: Mapped,
    children: Mapping[str, Any],
    keys: Sequence[str],
    keep: Sequence[str],
    quarantine: str | None,
) -> tuple[Data | None, list[Diagnostic]]:
    origin = open_origin(source, mapped.delimiter)
    files = child_origins(pack, mapped, children)
    facts = asked_facts(pack, decisions)
    planner = Planner(pack, facts, origin.schema, origin.path, mapped, files)
    plan = planner.plan(on, keys, keep)
    if has_errors(planner.problems):
        return None, planner.problems
    read = {one.name: files[one.name] for one in plan.lists if one.column is None}
    twice = same_keys(origin, plan.keys) if plan.keys else np.zeros(0, np.int64)
    converter, inner = converter_of(plan, read, twice)
    findings, held = Findings(origin.path, origin.place_of), Held()
    kept = None if quarantine is None else Quarantine(Path(quarantine), plan.columns, origin.place_of)
    try:
        spans = check(origin, plan, converter, findings, kept, held)
        orphans = [lost for child in converter.children.values() if (lost := child.orphans()) is not None]
        origin.unchanged()
        told = [*findings.diagnostics(), *(d for one in inner for d in one.diagnostics()), *orphans]
        stray = orphans or any(found.family != rules.VALUES_REFUSED for one in inner for found in one.found.values())
        if told and (kept is None or stray):  # a record that finds no row would be missing somewhere, nobody knows where
            return None, [*told, *planner.problems]
        if kept is not None:
            kept.keep()
    finally:
        if kept is not None:
            kept.drop()
    schema = schema_of(pack, plan, origin, spans)
    recipe = Recipe(origin, read, plan, schema, twice, kept is not None, findings.rows - findings.refused, findings.refused)
    data = Data(recipe, pack, tuple(told))
    data.converter, data.held = converter, held
    return data, planner.problems


def described(plan: Plan) -> str:
    """A plan as a text that is the same in every process."""
    return json.dumps(asdict(plan), default=lambda part: sorted(part) if isinstance(part, frozenset) else str(part), sort_keys=True)


def child_origins(pack: Pack, mapped: Mapped, children: Mapping[str, Any]) -> dict[str, Origin]:
    """The files of records by the whole name of their list: those given, and those that the mapping names. Raises `Unreadable`."""
    found: dict[str, Origin] = {}
    said = {one.name: one for one in mapped.lists}
    for name, source in children.items():
        fact = pack.fact.get(name) or only([f for f in pack.facts if short(f.name) == name])
        if fact is None or not isinstance(pack.type_of[fact.type], ListOf):
            lists = ", ".join(f"`{short(f.name)}`" for f in pack.facts if isinstance(pack.type_of[f.type], ListOf))
            raise refused(rules.BAD_MAPPING, mapped.span.path, f"`{name[:60]}` is no list of records", f"lists are {lists or 'none'}")
        one = said.get(name) or said.get(fact.name) or said.get(short(fact.name))
        found[fact.name] = open_origin(source, one.delimiter if one else None)
    for one in mapped.lists:
        fact = pack.fact.get(one.name) or only([f for f in pack.facts if short(f.name) == one.name])
        if one.file is not None and fact is not None and fact.name not in found:
            found[fact.name] = open_origin(beside(mapped, one.file), one.delimiter)
    return found


def beside(mapped: Mapped, file: str) -> str:
    """A file that a mapping names, which lies in its folder. Raises `Unreadable`."""
    folder = Path(mapped.span.path).parent
    target = folder / file
    try:
        inside = target.resolve().is_relative_to(folder.resolve()) and "\0" not in file
    except (OSError, ValueError, RuntimeError):
        inside = False
    if not inside:
        help = "put it beside the mapping, or name it with `--children`"
        raise refused(rules.BAD_MAPPING, mapped.span.path, f"`{file[:60]}` leads out of the folder of the mapping", help)
    return str(target)


def asked_facts(pack: Pack, decisions: Sequence[str]) -> tuple[Fact, ...]:
    """The facts that decisions can read on any day and under any reading, in the order of the pack."""
    if not decisions:
        return pack.facts
    names = {asked.fact.name for decision in decisions for asked in facts_asked(pack, decision)}
    return tuple(fact for fact in pack.facts if fact.name in names)


def converter_of(plan: Plan, origins: Mapping[str, Origin], twice: Any) -> tuple[Converter, list[Findings]]:
    """What converts by a plan, with the files of records loaded; and what is wrong in each of these. Raises `Unreadable`."""
    loaded: dict[str, Children] = {}
    found = []
    for one in plan.lists:
        if one.column is None:
            found.append(Findings(origins[one.name].path, origins[one.name].place_of))
            loaded[one.name] = child_files.load(one, origins[one.name], found[-1])
    return Converter(plan, loaded, twice), found


def check(origin: Origin, plan: Plan, converter: Converter, findings: Findings, kept: Quarantine | None, held: Held) -> dict[str, Seen]:
    """One pass over all data: problems go to `findings` and bad rows to the quarantine; the ranges of the others are the result."""
    spans: dict[str, Seen] = {}
    for task in origin.tasks():
        for chunk in origin.chunks(task, plan.columns):
            sink = Sink(findings, chunk.rows, np.zeros(len(chunk.rows), bool), chunk.line, kept is not None)
            findings.rows += len(chunk.rows) + len(chunk.broken)
            sink.tell_broken(chunk.broken, len(origin.schema.names))
            converted = converter.convert(chunk, sink)
            findings.refused += int(sink.bad.sum()) + len(chunk.broken)
            if kept is not None:
                kept.take(chunk, sink)
            measure(converted, spans)
            held.take(task, chunk, converted)
    return spans


__all__ = ["ASKED", "Data", "Recipe", "open_data", "reopen"]
