"""Cases at random for any decision of the library: as a facts file has them, and as a table."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pyarrow as pa
from attrs import frozen

from pincite.explain.asking import facts_asked
from pincite.explain.proof import Determination
from pincitec.graph.pack import Pack
from pincitec.semantics.types import Enumeration, ListOf, Quantity, Record, Type
from pincitec.semantics.verdicts import VERDICTS


@frozen
class Cases:
    """Facts by short name, one mapping a case; the same as columns of texts; and the mapping that lists need."""

    facts: Sequence[Mapping[str, Any]]
    columns: Mapping[str, Any]
    mapping: str

    @property
    def table(self) -> pa.Table:
        return pa.table(dict(self.columns))


def cases(pack: Pack, decision: str, days: Sequence[date], *, complete: bool = False) -> Cases:
    """One case for each of these days. `complete`: the lists hold all records."""
    chance = random.Random(f"{decision} {complete}")
    facts: list[dict[str, Any]] = [{} for _ in days]
    columns: dict[str, Any] = {}
    mapping = ""
    for asked in facts_asked(pack, decision):
        kind, name = pack.type_of[asked.fact.type], asked.fact.name.rpartition(".")[2]
        if isinstance(kind, ListOf):
            held = [records(chance, kind.element, day) for day in days]
            given: list[Any] = [{"records": rows, **({"complete": True, "source": "x"} if complete else {})} for rows in held]
            struct = pa.struct([(f.name, pa.string()) for f in kind.element.fields])
            columns[name] = pa.array([[{k: text_of(v) for k, v in row.items()} for row in rows] for rows in held], pa.list_(struct))
            mapping += f'[lists.{name}]\ncolumn = "{name}"\n' + ('complete = true\nsource = "x"\n' if complete else "")
        else:
            given = [value(chance, kind, day) for day in days]
            columns[name] = [text_of(v) for v in given]
        for case, said in zip(facts, given, strict=True):
            case.update({} if said is None else {name: said})
    return Cases(facts, columns, mapping)


def records(chance: random.Random, kind: Record, day: date) -> list[dict[str, Any]]:
    """A few records, no two of one key."""
    found: dict[tuple[Any, ...], dict[str, Any]] = {}
    for _ in range(chance.randrange(5)):
        row = {f.name: value(chance, f.type, day, needed=f.name in kind.by) for f in kind.fields}
        found[tuple(row[name] for name in kind.by)] = row
    return list(found.values())


def value(chance: random.Random, kind: Type, day: date, *, needed: bool = False) -> Any:
    """A value as a facts file has it on a day, or nothing."""
    if not needed and chance.random() < 0.2:
        return None
    if isinstance(kind, Enumeration):
        return chance.choice([m.name for m in kind.members])
    match kind.key:
        case "boolean":
            return chance.random() < 0.7
        case "date":
            return day - timedelta(chance.randrange(2000))
        case "money":
            return f"${chance.randrange(90_000)}.{chance.randrange(100):02d}"
        case "days" | "integer":
            return chance.randrange(240)
        case "percent":
            return f"{chance.randrange(101)}%"
        case "period":
            return f"{chance.randrange(60)} months"
        case "school_year":
            year = day.year - chance.randrange(1, 6)
            return f"{year}-{(year + 1) % 100:02d}"
        case "text":
            return chance.choice(["a", "b"])
    assert isinstance(kind, Quantity)
    return f"{chance.randrange(40)} {kind.words[-1]}"


def text_of(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def said(answer: Determination) -> list[Any]:
    """Verdict, outcome, law status and exact value of one answer."""
    exact = answer.exact
    value = None if exact is None else str(exact.number) if exact.text is None else exact.text
    return [VERDICTS[answer.verdict], answer.outcome, answer.status, value]


def of_row(row: Mapping[str, Any]) -> list[Any]:
    """The same of a row of an output."""
    number, value = row.get("value_numerator"), row.get("value")
    if number is not None:
        value = Fraction(number, row["value_denominator"])
    elif isinstance(value, Decimal):
        value = int(value * 100)
    return [row["verdict"], row["outcome"], row["law_status"], None if value is None else text_of(value)]
