"""From an output and its reasons to a summary: everything that is counted, in one pass over the output, batch by batch."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc

from pincite.explain.proof import STATUSES
from pincite.explain.reasons.outcome import NO_ANSWER
from pincite.population.reasons import NOT_DECIDED, OUTCOMES
from pincite.population.summary.model import Amounts, By, Failing, Group, Lacking, Summary, Told, in_order

ORDER: Final = ("holds", "fails", "undetermined", "conflict", "gap", "not_applicable", "fault")
REFUSED: Final = ("fails", "gap")
"""Verdicts of which it is said which elements are not met: of a value that no clause gives, too."""
MOST_GROUPS: Final = 50
"""Values of a column that are listed; the rows of all further ones are counted together."""
MOST_VALUES: Final = 100_000
"""Values of a column that are told apart while counting."""


class TooMany(Exception):
    """A column has too many values to part the rows by it."""

    def __init__(self, column: str) -> None:
        self.column = column
        super().__init__(column)


class Counting:
    """Counts the batches of an output. `decisions` has for each the prefix of its columns; `by` are columns of the output."""

    def __init__(self, decisions: Mapping[str, str], by: Sequence[str]) -> None:
        self.decisions, self.by = decisions, by
        self.rows = 0
        self.words: dict[tuple[str, str], Counter[str]] = {}
        self.groups: dict[tuple[str, str], Counter[tuple[str | None, str]]] = {}
        self.amounts: dict[str, Amounts] = {}

    def add(self, batch: pa.RecordBatch) -> None:
        """Raises `TooMany`."""
        self.rows += batch.num_rows
        table = pa.Table.from_batches([batch])
        for decision, prefix in self.decisions.items():
            for name in ("verdict", "outcome", "law_status"):
                found = self.words.setdefault((decision, name), Counter())
                for entry in pc.value_counts(texts(table.column(prefix + name))).to_pylist():
                    found[entry["values"] or ""] += entry["counts"]
            for column in self.by:
                self.part(decision, column, table, prefix)
            if f"{prefix}value" in table.schema.names:
                self.value(decision, table.column(f"{prefix}value").combine_chunks())

    def part(self, decision: str, column: str, table: pa.Table, prefix: str) -> None:
        pairs = pa.table({"group": texts(table.column(column)), "verdict": texts(table.column(f"{prefix}verdict"))})
        found = self.groups.setdefault((decision, column), Counter())
        for entry in pairs.group_by(["group", "verdict"]).aggregate([([], "count_all")]).to_pylist():
            found[entry["group"], entry["verdict"]] += entry["count_all"]
        if len(found) > MOST_VALUES:
            raise TooMany(column)

    def value(self, decision: str, column: Any) -> None:
        kind = column.type
        adds = pa.types.is_decimal(kind)
        if not (adds or pa.types.is_integer(kind) or pa.types.is_date(kind)):
            return
        number = len(column) - column.null_count
        if not number:
            return
        least, greatest = (pc.min_max(column)[end].as_py() for end in ("min", "max"))
        total = pc.sum(column.cast(pa.decimal128(38, kind.scale))).as_py() if adds else None
        before = self.amounts.get(decision)
        if before is not None:
            least, greatest = min(least, plain(before.least, least)), max(greatest, plain(before.greatest, greatest))
            number += before.rows
            total = None if total is None or before.total is None else before.total + total
        self.amounts[decision] = Amounts(number, str(least), str(greatest), total)

    def summary(self, source: str, labels: Mapping[str, str], reasons: pa.Table | None, notes: Iterable[str] = ()) -> Summary:
        """What was counted, with the `reasons` of the same run (as `explained` gives them). `labels`: decisions as they are called."""
        told = tuple(self.told(decision, labels.get(decision, decision.rpartition(".")[2]), reasons) for decision in self.decisions)
        return Summary(source, self.rows, told, tuple(notes))

    def told(self, decision: str, label: str, reasons: pa.Table | None) -> Told:
        words = {name: self.words.get((decision, name), Counter()) for name in ("verdict", "outcome", "law_status")}
        made = Told(
            decision,
            label,
            self.rows,
            in_order(words["verdict"], ORDER),
            in_order(words["outcome"], OUTCOMES),
            in_order(words["law_status"], STATUSES),
            self.amounts.get(decision),
            tuple(self.grouped(decision, column) for column in self.by),
        )
        return made if reasons is None else with_reasons(made, [r for r in reasons.to_pylist() if r["decision"] == decision])

    def grouped(self, decision: str, column: str) -> By:
        found = self.groups.get((decision, column), Counter())
        whole: Counter[str | None] = Counter()
        for (value, _), rows in found.items():
            whole[value] += rows
        order = sorted(whole, key=lambda v: (-whole[v], v is None, v or ""))
        listed, rest = order[:MOST_GROUPS], order[MOST_GROUPS:]
        groups = [group_of(found, (value,), value) for value in listed]
        if rest:
            groups.append(group_of(found, rest, None, others=True))
        return By(column, tuple(groups))


def group_of(
    found: Mapping[tuple[str | None, str], int], values: Iterable[str | None], value: str | None, *, others: bool = False
) -> Group:
    wanted = frozenset(values)
    words: Counter[str] = Counter()
    for (each, verdict), rows in found.items():
        if each in wanted:
            words[verdict] += rows
    return Group(value, sum(words.values()), in_order(words, ORDER), others)


def with_reasons(told: Told, reasons: Sequence[Mapping[str, Any]]) -> Told:
    """With the elements that fail and the facts that are missing, the most frequent first."""
    from attrs import evolve

    known = [r for r in reasons if r["explained"]]
    unknown = [r for r in reasons if not r["explained"]]
    failing: Counter[tuple[str, str]] = Counter()
    alone: Counter[tuple[str, str]] = Counter()
    for reason in known:
        if reason["verdict"] in REFUSED:
            elements = list(dict.fromkeys((u["text"], u["citation"]) for u in reason["unmet"] or ()))
            failing.update(dict.fromkeys(elements, reason["rows"]))
            alone.update(dict.fromkeys(elements if len(elements) == 1 else (), reason["rows"]))
    return evolve(
        told,
        reasons=len(reasons),
        untold=sum(r["rows"] for r in unknown),
        untold_fails=sum(r["rows"] for r in unknown if r["verdict"] in REFUSED),
        untold_open=sum(r["rows"] for r in unknown if left_open(r)),
        fails=sum(r["rows"] for r in known if r["verdict"] in REFUSED),
        open=sum(r["rows"] for r in known if left_open(r)),
        failing=tuple(Failing(*key, failing[key], alone[key]) for key in sorted(failing, key=lambda k: (-failing[k], k))),
        lacking=lacking([r for r in known if left_open(r)]),
    )


def left_open(reason: Mapping[str, Any]) -> bool:
    """Whether it is the facts that leave a row open: not the law, and not that it was not decided further."""
    return reason["verdict"] == "undetermined" and reason["outcome"] not in (*NO_ANSWER, NOT_DECIDED)


def lacking(reasons: Sequence[Mapping[str, Any]]) -> tuple[Lacking, ...]:
    rows: Counter[tuple[str, str]] = Counter()
    alone: Counter[tuple[str, str]] = Counter()
    sets: Counter[frozenset[str]] = Counter()
    for reason in reasons:
        facts = list(dict.fromkeys((m["fact"], m["label"]) for m in reason["missing"] or ()))
        rows.update(dict.fromkeys(facts, reason["rows"]))
        alone.update(dict.fromkeys(facts if len(facts) == 1 else (), reason["rows"]))
        if facts:
            sets[frozenset(fact for fact, _ in facts)] += reason["rows"]
    found = []
    before: set[str] = set()
    for fact, label in sorted(rows, key=lambda k: (-rows[k], k)):
        before.add(fact)
        reached = sum(number for each, number in sets.items() if each <= before)
        found.append(Lacking(fact, label, rows[fact, label], alone[fact, label], reached))
    return tuple(found)


def texts(column: pa.ChunkedArray) -> pa.ChunkedArray:
    """A column as texts, whatever it holds."""
    return column.cast(pa.string())


def plain(text: str, like: Any) -> Any:
    """A value that was kept as text."""
    return Decimal(text) if isinstance(like, Decimal) else int(text) if isinstance(like, int) else type(like).fromisoformat(text)
