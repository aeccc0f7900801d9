"""Data opened for a question: planned, checked from the first row to the last, and then read part by part. The top of this folder.

Nothing is computed of data that were not checked. What is read afterwards goes through the same conversion, so a row that would now be
refused means that the file was changed, and ends the run.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define, field, frozen

from pincite.evaluate.columns.schema import Form as Held, canonical
from pincite.explain.asking import facts_asked
from pincite.population.reading import children as child_files
from pincite.population.reading.batches import Converted, Converter, batch_of
from pincite.population.reading.children import Children
from pincite.population.reading.columns import Cells
from pincite.population.reading.findings import Findings, Sink
from pincite.population.reading.keys import same_keys
from pincite.population.reading.kinds import source_kind
from pincite.population.reading.model import ASKED, DIFFER, KEY, ROW, Form, Mapped, Plan, Read, Task, Unreadable
from pincite.population.reading.opening import is_frame, open_origin
from pincite.population.reading.origin import Origin, refused
from pincite.population.reading.planning import Planner, only, short
from pincite.population.reading.quarantine import Quarantine
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
        return None if any(is_frame(origin) for origin in inside) else self.made

    @property
    def stamp(self) -> str:
        """By what these data, read by this plan, are known to be the same."""
        parts = [self.made.origin.stamp, *(f"{name} {self.made.children[name].stamp}" for name in sorted(self.made.children))]
        return "\n".join([*parts, repr(self.made.plan), self.schema.to_string(), f"{self.rows} {self.refused}"])

    def tasks(self) -> tuple[Task, ...]:
        return self.made.origin.tasks()

    def read(self, task: Task) -> Iterator[Any]:
        """The batches of a part, without the rows in quarantine. Raises `Unreadable` where the file is not what was checked."""
        made = self.made
        if self.converter is None:
            self.converter, _ = converter_of(made.plan, made.children, made.twice)
        for chunk in made.origin.chunks(task, made.plan.columns):
            sink = Sink(Findings(made.origin.path), chunk.rows, np.zeros(len(chunk.rows), bool))
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
    findings = Findings(origin.path)
    kept = None if quarantine is None else Quarantine(Path(quarantine), plan.columns)
    try:
        spans = check(origin, plan, converter, findings, kept)
        orphans = [lost for child in converter.children.values() if (lost := child.orphans()) is not None]
        told = [*findings.diagnostics(), *(d for one in inner for d in one.diagnostics()), *orphans]
        stray = orphans or any(found.family is not rules.VALUES_REFUSED for one in inner for found in one.found.values())
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
    data.converter = converter
    return data, planner.problems


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
            found.append(Findings(origins[one.name].path))
            loaded[one.name] = child_files.load(one, origins[one.name], found[-1])
    return Converter(plan, loaded, twice), found


@define
class Seen:
    """What is known of the values of a column: the least, the greatest, and whether any is unknown."""

    low: int | None = None
    high: int | None = None
    unknown: bool = False

    def see(self, cells: Cells, good: Any) -> None:
        self.unknown = self.unknown or cells.unknown(good)
        found = cells.limits(good)
        if found is not None:
            self.low = found[0] if self.low is None else min(self.low, found[0])
            self.high = found[1] if self.high is None else max(self.high, found[1])


def check(origin: Origin, plan: Plan, converter: Converter, findings: Findings, kept: Quarantine | None) -> dict[str, Seen]:
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
    return spans


def measure(converted: Converted, spans: dict[str, Seen]) -> None:
    good = None if not converted.bad.any() else ~converted.bad
    for name, cells in converted.facts.items():
        spans.setdefault(name, Seen()).see(cells, good)
    for name, one in converted.lists.items():
        inner = None if good is None else good[one.parents]
        for part, cells in one.fields.items():
            spans.setdefault(f"{name}[].{part}", Seen()).see(cells, inner)
        known = Cells(np.zeros(len(one.known), np.int64), one.known)
        spans.setdefault(name, Seen()).see(known, good)


def schema_of(pack: Pack, plan: Plan, origin: Origin, spans: Mapping[str, Seen]) -> Any:
    """The canonical schema with what was found of the data: as narrow as their values."""
    forms: dict[str, Held | None] = {}
    for one in plan.facts:
        forms[one.name] = held(one.reads[0].form, spans.get(one.name))
    for many in plan.lists:
        span = spans.get(many.name)
        forms[many.name] = Held(nulls=span is None or span.unknown)
        for read in many.fields:
            forms[f"{many.name}[].{read.form.name}"] = held(read.form, spans.get(f"{many.name}[].{read.form.name}"))
    schema = canonical(pack, forms, asked=isinstance(plan.asked, Read))
    for one in plan.facts:
        if one.joined and (one.judged_by_any or one.reads[0].form.type.key != "boolean"):
            schema = schema.append(pa.field(one.name + DIFFER, pa.bool_()))
    schema = schema.append(pa.field(ROW, pa.int64(), nullable=False))
    for name in (*plan.keys, *plan.keep):
        type = origin.schema.field(name).type
        schema = schema.append(pa.field(KEY + name, pa.string() if source_kind(type) == "text" else type))
    return schema


def held(form: Form, span: Seen | None) -> Held:
    since = form.unit == "since"
    if span is None or span.low is None or span.high is None:
        return Held(scale=form.scale, since=since)
    limits = (span.low, span.high)
    bits = next(b for b in (8, 16, 32, 64) if -(2 ** (b - 1)) <= limits[0] and limits[1] < 2 ** (b - 1))
    counted = form.type.key not in ("boolean", "text")
    return Held(bits, form.scale, since, limits if counted else None, span.unknown)


__all__ = ["ASKED", "Data", "Recipe", "open_data", "reopen"]
