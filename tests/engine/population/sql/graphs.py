"""Random packs within the subset that queries are written for, random rows that fit them, and how rows are put into a database."""

import random
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from attrs import evolve

from pincite.population.sql.query import Asked
from pincitec.graph.clauses import Fact, Wording
from pincitec.graph.nodes import Builder
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice, slice_graph
from pincitec.graph.validate import validate
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import Enumeration
from tests.engine.strategies import ASKED, CHOICE, CLAUSES, RANK, empty

DAYS: Final = (date(2019, 6, 14), date(2020, 2, 29), date(2021, 2, 28), ASKED, date(2021, 6, 2))
FACTS: Final = (
    *(Fact(f"t.b{i}", "boolean", Wording(f"b{i}")) for i in range(6)),
    *(Fact(f"t.i{i}", "integer", Wording(f"i{i}")) for i in range(2)),
    *(Fact(f"t.m{i}", "money", Wording(f"m{i}")) for i in range(2)),
    *(Fact(f"t.n{i}", "days", Wording(f"n{i}")) for i in range(2)),
    *(Fact(f"t.p{i}", "period", Wording(f"p{i}")) for i in range(2)),
    *(Fact(f"t.y{i}", "school_year", Wording(f"y{i}")) for i in range(2)),
    *(Fact(f"t.d{i}", "date", Wording(f"d{i}")) for i in range(2)),
    *(Fact(f"t.e{i}", RANK.key, Wording(f"e{i}")) for i in range(2)),
)
VALUES: Final[Mapping[str, Sequence[Any]]] = {
    "boolean": (FAILS, HOLDS),
    "integer": range(6),
    "money": (0, 50_000_00, 60_000_00),
    "days": (0, 160, 300),
    "period": (0, 12, 35, 36, 37),
    "school_year": range(2018, 2021),
    "date": DAYS,
    RANK.key: range(3),
}
STORED: Final = {"boolean": "BOOLEAN", "date": "DATE"}


def random_pack(chance: random.Random, nodes: int) -> Pack:
    """A pack of about so many nodes over the facts, the last of them a verdict that rests on many."""
    builder = Builder()
    of: dict[str, list[int]] = {}
    for fact in FACTS:
        of.setdefault(fact.type, []).append(builder.add("fact", fact.type, (), fact.name))
    of["date"].append(builder.add("asked", "date"))
    conditions = of["boolean"]

    def condition() -> int:
        if chance.random() < 0.05:
            return builder.const("boolean", chance.choice((FAILS, UNDETERMINED, HOLDS)))
        return chance.choice(conditions[-8:] if chance.random() < 0.7 else conditions)

    def several(most: int) -> tuple[int, ...]:
        return tuple(condition() for _ in range(chance.randint(1, most)))

    def value(type: str) -> int:
        return builder.const(type, chance.choice(VALUES[type])) if chance.random() < 0.5 else chance.choice(of[type])

    def clause(standings: Sequence[int]) -> tuple[int, int]:
        number, when = chance.choice(standings), condition()
        always = builder.const("boolean", HOLDS)
        standing = builder.add("clause", "boolean", (always, when), number)
        return standing, builder.add("clause", "boolean", (condition(), when), number)

    def verdict() -> int:
        effects = tuple(chance.choice(("grant", "grant", "deny", "require")) for _ in range(chance.randint(1, 5)))
        standings = chance.choice(((0,), (0,), range(len(CLAUSES)), (1, 3, 5)))
        states = tuple(n for _ in effects for n in clause(standings))
        pairs = [(i, j) for i in range(len(effects)) for j in range(i + 1, len(effects))]
        defeats = tuple(sorted(chance.sample(pairs, min(len(pairs), chance.randint(0, 4)))))
        return builder.add("decide", "verdict", states, (effects, defeats))

    made = -1
    while len(builder.nodes) < nodes or made < 0:
        match chance.choice(("not", "and", "or", "at_least", "compare", "compare", "definition", "value", "decide", "reading")):
            case "not":
                conditions.append(builder.add("not", "boolean", (condition(),)))
            case "at_least":
                args = several(6)
                conditions.append(builder.add("at_least", "boolean", args, chance.randint(0, len(args))))
            case "compare":
                type = chance.choice([t for t in VALUES if t != "boolean"])
                op = chance.choice(("eq", "ne", "lt", "le", "gt", "ge"))
                conditions.append(builder.add(op, "boolean", (chance.choice(of[type]), value(type))))
            case "definition":
                conditions.append(builder.add("undetermined_unless", "boolean", (condition(), condition())))
            case "value":
                type = chance.choice([t for t in VALUES if t != "boolean"])
                of[type].append(builder.add("unknown_unless", type, (condition(), value(type))))
            case "reading":
                conditions.append(builder.add("reading", "boolean", (condition(), condition()), CHOICE.name))
            case "decide":
                made = verdict()
                conditions.append(builder.add("truth_of", "boolean", (made,)))
            case op:
                conditions.append(builder.add(op, "boolean", several(5)))
    verdict()
    while builder.nodes[-1].op != "decide":
        verdict()
    pack = evolve(empty(), facts=FACTS, nodes=tuple(builder.nodes))
    validate(pack)
    return pack


def random_rows(chance: random.Random, rows: int, unknown: float) -> list[dict[str, Any]]:
    """Cases by qualified name; of what is not known nothing."""
    return [{f.name: chance.choice(VALUES[f.type]) for f in FACTS if chance.random() >= unknown} for _ in range(rows)]


def slice_of(pack: Pack) -> Slice:
    return slice_graph(pack, ASKED, {}, [len(pack.nodes) - 1])


def asked(dialect: str) -> Asked:
    return Asked("t.decision", ASKED, ASKED, dialect, keys=("id",))


def stored(pack: Pack, fact: Fact, value: Any, *, native: bool = True) -> Any:
    """A value as a table holds it. `native`: the database has conditions and days."""
    kind = pack.type_of[fact.type]
    if value is None:
        return None
    if isinstance(kind, Enumeration):
        return kind.members[value].name
    if fact.type == "boolean":
        return value == HOLDS if native else int(value == HOLDS)
    return value.isoformat() if isinstance(value, date) and not native else value


def table(pack: Pack, rows: Sequence[Mapping[str, Any]], *, native: bool = True) -> tuple[str, list[list[Any]]]:
    """The statement that makes the table `cases`, and its rows with their numbers in front."""
    of = {f.name: "VARCHAR" if isinstance(pack.type_of[f.type], Enumeration) else STORED.get(f.type, "BIGINT") for f in pack.facts}
    columns = ", ".join(f'"{name.rpartition(".")[2]}" {type}' for name, type in of.items())
    filled = [[i, *(stored(pack, f, row.get(f.name), native=native) for f in pack.facts)] for i, row in enumerate(rows)]
    return f'CREATE TABLE cases ("id" BIGINT, {columns})', filled
