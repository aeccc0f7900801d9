"""Random well-typed packs, and random facts that fit them: for tests that hold an executor or an analysis to the reference.

`packs()` builds expressions from all operations of the table, with folds (also nested), readings, clauses that stand, have lapsed, are
unknown or stand under a condition, and decisions with defeats. `facts()` gives complete facts; `less(facts)` takes some away, so that
what is determined without them can be compared with what they bring.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any, Final

from attrs import evolve, field, frozen
from hypothesis import strategies as st

from pincitec.graph.clauses import Alternative, Choice, Clause, Fact, Standing, Wording
from pincitec.graph.nodes import Builder, Param
from pincitec.graph.pack import Pack
from pincitec.graph.texts import SectionText
from pincitec.graph.validate import validate
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import BOOLEAN, DATE, DAYS, PERIOD, SCHOOL_YEAR, Enumeration, Field, ListOf, Member, Quantity, Record, Type
from pincitec.semantics.values import MONTH_ENDS, Elapsed, Records, Value, exact

ASKED: Final = date(2021, 6, 1)

RANK: Final = Enumeration("t.rank", (Member("low", "low"), Member("mid", "mid"), Member("high", "high")), ordered=True)
YEAR: Final = Record(
    "t.year",
    ("year",),
    (
        Field("year", SCHOOL_YEAR),
        Field("days", DAYS),
        Field("ok", BOOLEAN),
        Field("rank", RANK),
        Field("on", DATE),
        Field("served", PERIOD),
    ),
)
YEARS: Final = f"list:{YEAR.key}"

FACTS: Final = (
    *(Fact(f"t.b{i}", "boolean", Wording(f"b{i}")) for i in range(4)),
    *(Fact(f"t.i{i}", "integer", Wording(f"i{i}")) for i in range(2)),
    *(Fact(f"t.p{i}", "period", Wording(f"p{i}")) for i in range(2)),
    Fact("t.m", "money", Wording("m")),
    Fact("t.n", "days", Wording("n")),
    *(Fact(f"t.d{i}", "date", Wording(f"d{i}")) for i in range(2)),
    Fact("t.e", RANK.key, Wording("e")),
    Fact("t.s", "text", Wording("s")),
    Fact("t.years", YEARS, Wording("years")),
    Fact("t.more", YEARS, Wording("more years")),
)

STANDINGS: Final[tuple[tuple[Standing, ...], ...]] = (
    (Standing(None, None, "in_force"),),
    (Standing(None, None, "lapsed"),),
    (Standing(None, None, "unknown"),),
    (Standing(None, None, "in_force", when=0), Standing(None, None, "lapsed", when=0, negated=True)),
    (Standing(None, None, "unknown", when=0), Standing(None, None, "in_force", when=0, negated=True)),
    (),
)
CLAUSES: Final = tuple(
    Clause(f"t:{i}", "t.decision", "grant", "grant", "s", "A", "§ A", (), standings, "t.pol:1") for i, standings in enumerate(STANDINGS)
)
CHOICE: Final = Choice("t.choice", "a choice", (Alternative("one", "one"), Alternative("two", "two")), "one")
SECTION: Final = SectionText("s", "§", "statute", None, False, "", ())
QUANTITIES: Final = ("integer", "period", "money", "days")
ON_DATES: Final = (
    "add_period",
    "add_period",
    "add_period_by_rule",
    "month_end",
    "add_days",
    "calendar_year",
    "school_year_of",
    "day_of_year",
)
CONSTANTS: Final[Mapping[str, st.SearchStrategy[Any]]] = {
    "boolean": st.sampled_from((FAILS, UNDETERMINED, HOLDS)),
    "integer": st.integers(0, 5),
    "period": st.sampled_from((0, 6, 12, 35, 36, 37, 48)),
    "money": st.sampled_from((0, 50_000_00, 60_000_00)),
    "days": st.sampled_from((0, 160, 300, 480)),
    "date": st.sampled_from((date(2019, 6, 14), date(2020, 2, 29), date(2020, 8, 31), date(2021, 2, 28), ASKED)),
    "school_year": st.integers(2018, 2021),
    "text": st.sampled_from(("a", "b")),
    RANK.key: st.integers(0, 2),
}


@frozen
class Pool:
    """Nodes to choose from by type, around a builder. `depth` folds stand around the expression that is being built."""

    builder: Builder
    nodes: dict[str, list[int]] = field(factory=dict)
    depth: int = 0

    def put(self, type: str, number: int) -> None:
        self.nodes.setdefault(type, []).append(number)

    def add(self, op: str, type: str, args: tuple[int, ...] = (), param: Param = None) -> int:
        number = self.builder.add(op, type, args, param)
        self.put(type, number)
        return number


Draw = Any


def pick(draw: Draw, pool: Pool, type: str) -> int:
    """A node of that type: often one that was made of late, so that expressions grow deep; now and then a constant."""
    known = pool.nodes.get(type, [])
    way = draw(st.integers(0, 5))
    if not known or way == 0:
        return pool.builder.const(type, draw(CONSTANTS[type]))
    return draw(st.sampled_from(known[-3:] if way < 4 else known))  # type: ignore[no-any-return]


def several(draw: Draw, pool: Pool) -> tuple[int, ...]:
    """One to three conditions."""
    return tuple(pick(draw, pool, "boolean") for _ in range(draw(st.integers(1, 3))))


def grow(draw: Draw, pool: Pool) -> None:
    """Adds one operation over what is there."""
    kinds = ["logic", "logic", "compare", "compare", "compare", "sum", "date", "choice", "clause", "decide", "decide_value"]
    match draw(st.sampled_from([*kinds, *(["fold", "fold"] if pool.depth < 2 else [])])):
        case "logic":
            match draw(st.sampled_from(("not", "and", "or", "at_least"))):
                case "not":
                    pool.add("not", "boolean", (pick(draw, pool, "boolean"),))
                case "at_least":
                    args = several(draw, pool)
                    pool.add("at_least", "boolean", args, draw(st.integers(0, len(args))))
                case op:
                    pool.add(op, "boolean", several(draw, pool))
        case "compare":
            type = draw(st.sampled_from((*QUANTITIES, "period", "date", "school_year", "text", RANK.key)))
            op = draw(st.sampled_from(("eq", "ne") if type == "text" else ("eq", "ne", "lt", "le", "gt", "ge")))
            pool.add(op, "boolean", (pick(draw, pool, type), pick(draw, pool, type)))
        case "sum":
            type = draw(st.sampled_from(QUANTITIES))
            op = draw(st.sampled_from(("add", "add", "sub", "neg", "whole", "mul", "div")))
            count = 1 if op in ("neg", "whole") else 2
            result = "ratio/ratio" if op == "div" else "integer*x" if op == "mul" and type != "integer" else type
            number = pool.add(op, result, tuple(pick(draw, pool, type) for _ in range(count)))
            if result != type:
                pool.put(type, number)
        case "date":
            match draw(st.sampled_from(ON_DATES)):
                case "add_period":
                    pool.add("add_period", "date", (pick(draw, pool, "date"), pick(draw, pool, "period")))
                case "add_days":
                    pool.add("add_days", "date", (pick(draw, pool, "date"), pick(draw, pool, "days")))
                case "add_period_by_rule":
                    args = (pick(draw, pool, "boolean"), pick(draw, pool, "date"), pick(draw, pool, "period"))
                    pool.add("add_period_by_rule", "date", args, draw(st.sampled_from(MONTH_ENDS)))
                case "month_end":
                    args = (pick(draw, pool, "boolean"), pick(draw, pool, "period"))
                    pool.add("month_end", "period", args, draw(st.sampled_from(MONTH_ENDS)))
                case "day_of_year":
                    day = draw(st.sampled_from(((10, 15), (3, 1), (2, 29))))
                    pool.add(
                        "day_of_year", "date", (pick(draw, pool, "school_year"),), (*day, 7, 1, draw(st.sampled_from(("begin", "end"))))
                    )
                case op:
                    type = "school_year" if op == "school_year_of" else "integer"
                    pool.add(op, type, (pick(draw, pool, "date"),), (*draw(st.sampled_from(((1, 1), (7, 1)))), "year"))
        case "choice":
            type = draw(st.sampled_from(("boolean", "integer", "period")))
            pool.add("reading", type, (pick(draw, pool, type), pick(draw, pool, type)), CHOICE.name)
        case "clause":
            standing = stand(draw, pool, pool.builder.const("boolean", HOLDS))
            pool.add("undetermined_unless", "boolean", (standing, pick(draw, pool, "boolean")))
            pool.add("unknown_unless", "period", (standing, pick(draw, pool, "period")))
        case "decide":
            effects = tuple(draw(st.lists(st.sampled_from(("grant", "grant", "deny", "require")), min_size=1, max_size=4)))
            states = tuple(n for _ in effects for n in clause(draw, pool))
            verdict = pool.add("decide", "verdict", states, (effects, defeats(draw, len(effects))))
            pool.add("truth_of", "boolean", (verdict,))
        case "decide_value":
            type = draw(st.sampled_from((*QUANTITIES, "date", "text", RANK.key)))
            number = draw(st.integers(1, 3))
            states = tuple(n for _ in range(number) for n in (*clause(draw, pool), pick(draw, pool, type)))
            outcome = pool.add("decide_value", "outcome", states, (defeats(draw, number),))
            pool.add("value_of", type, (outcome,))
        case "fold":
            fold(draw, pool)


def clause(draw: Draw, pool: Pool) -> tuple[int, int]:
    """The standing and the guard of one clause, under the same conditions."""
    number, condition = draw(st.integers(0, len(CLAUSES) - 1)), pick(draw, pool, "boolean")
    always = pool.builder.const("boolean", HOLDS)
    standing = pool.builder.add("clause", "boolean", (always, condition), number)
    return standing, pool.builder.add("clause", "boolean", (pick(draw, pool, "boolean"), condition), number)


def stand(draw: Draw, pool: Pool, guard: int) -> int:
    number = draw(st.integers(0, len(CLAUSES) - 1))
    return pool.builder.add("clause", "boolean", (guard, pick(draw, pool, "boolean")), number)


def defeats(draw: Draw, clauses: int) -> tuple[tuple[int, int], ...]:
    pairs = [(i, j) for i in range(clauses) for j in range(i + 1, clauses)]
    return tuple(draw(st.lists(st.sampled_from(pairs), unique=True, max_size=2))) if pairs and draw(st.booleans()) else ()


def fold(draw: Draw, pool: Pool) -> None:
    """A fold over a list, its condition built from the record at hand, from facts, and from the folds around it."""
    inner = evolve(pool, nodes={type: list(numbers) for type, numbers in pool.nodes.items()}, depth=pool.depth + 1)
    row = pool.builder.add("row", YEAR.key, (), pool.depth)
    rows = [row]
    if draw(st.booleans()):
        rows.append(pool.builder.add("neighbour", YEAR.key, (row,), ("year", draw(st.sampled_from((1, -1))))))
    for f in YEAR.fields:
        for each in rows:
            op = "field_truth" if f.type == BOOLEAN else "field"
            inner.add(op, f.type.key, (each,), f.name)
    amount = pool.builder.add("field", "days", (draw(st.sampled_from(rows)),), "days")
    for _ in range(draw(st.integers(1, 3))):
        grow(draw, inner)
    over = draw(st.sampled_from(pool.nodes[YEARS]))
    condition = inner.nodes["boolean"][-1]
    match draw(st.sampled_from(("count", "sum", "least", "greatest", "consecutive", "some", "every", "every_or_none"))):
        case "consecutive":
            key = pool.builder.add("field", "school_year", (row,), "year")
            pool.add("consecutive", "integer", (over, condition, key), pool.depth)
        case "count":
            pool.add("count", "integer", (over, condition), pool.depth)
        case "sum" | "least" | "greatest" as op:
            pool.add(op, "days", (over, condition, amount), pool.depth)
        case op:
            pool.add(op, "boolean", (over, condition), pool.depth)


def empty() -> Pack:
    """The types, facts, clauses and the choice of these tests, without a node."""
    return Pack(
        policies=("t",),
        types=(RANK, YEAR),
        parties=(),
        facts=FACTS,
        decisions=(),
        choices=(CHOICE,),
        quotes=(),
        clauses=CLAUSES,
        nodes=(),
        questions=(),
        definitions=(),
        remarks=(),
        sections=(SECTION,),
    )


@st.composite
def packs(draw: Draw) -> Pack:
    """A pack of up to a few dozen nodes. All its nodes are meant as roots; `validate` has accepted it."""
    pool = Pool(Builder())
    for fact in FACTS:
        pool.add("fact", fact.type, (), fact.name)
    pool.add("asked", "date")
    for _ in range(draw(st.integers(3, 16))):
        grow(draw, pool)
    pack = evolve(empty(), nodes=tuple(pool.builder.nodes))
    validate(pack)
    return pack


PERIODS: Final = st.one_of(
    st.sampled_from((0, 12, 35, 36, 37, 48)),
    st.sampled_from((date(2018, 5, 31), date(2018, 6, 1), date(2018, 6, 2), date(2017, 2, 28), date(2016, 2, 29), ASKED)).map(
        lambda since: Elapsed(since, ASKED)
    ),
)
BY_TYPE: Final[Mapping[str, st.SearchStrategy[Any]]] = {
    **CONSTANTS,
    "boolean": st.sampled_from((FAILS, HOLDS)),
    "period": PERIODS,
    "percent": st.sampled_from((Fraction(3, 5), Fraction(5, 8), 1)),
}
Row = dict[str, Value]


def by_type(kind: Type) -> st.SearchStrategy[Any]:
    """A complete value of a type."""
    match kind:
        case ListOf():
            return records(kind.element)
        case Enumeration():
            return st.integers(0, len(kind.members) - 1)
        case Quantity() if kind.key not in BY_TYPE:  # a unit of a policy
            return st.fractions(-4 if kind.signed else 0, 200, max_denominator=2).map(exact)
        case _:
            return BY_TYPE[kind.key]


def records(kind: Record = YEAR) -> st.SearchStrategy[Records]:
    """Complete records of a complete list, in order of their keys."""
    fields = {f.name: by_type(f.type) for f in kind.fields}

    def key(row: Mapping[str, Value]) -> tuple[str, ...]:
        return tuple(str(row[name]) for name in kind.by)

    rows = st.lists(st.fixed_dictionaries(fields), max_size=4, unique_by=key)
    return rows.map(lambda found: Records(tuple(sorted(found, key=key)), complete=True))


def facts_for(pack: Pack) -> st.SearchStrategy[dict[str, Value]]:
    """A value for every fact of any pack; all lists are complete."""
    return st.fixed_dictionaries({f.name: by_type(pack.type_of[f.type]) for f in pack.facts})


def facts() -> st.SearchStrategy[dict[str, Value]]:
    """Complete facts for the packs of `packs`."""
    return facts_for(empty())


@st.composite
def less(draw: Draw, complete: Mapping[str, Value], pack: Pack | None = None) -> dict[str, Value]:
    """The same case, of which less is known: facts, records and fields may be missing."""
    types = (pack or empty()).type_of
    fact = (pack or empty()).fact
    left: dict[str, Value] = {}
    for name, value in complete.items():
        if draw(st.booleans()):
            kind = types[fact[name].type]
            left[name] = fewer(draw, kind.element, value) if isinstance(value, Records) and isinstance(kind, ListOf) else value
    return left


def fewer(draw: Draw, kind: Record, whole: Records) -> Records:
    """Some of the records, some of their fields unknown; those by which records are told apart stay."""
    others = [f for f in kind.fields if f.name not in kind.by]
    kept: list[Row] = []
    dropped = False
    for row in whole.rows:
        if draw(st.integers(0, 3)) == 0:
            dropped = True
            continue
        unknown = draw(st.sets(st.sampled_from(range(len(others))), max_size=3))
        kept.append({**row, **{others[i].name: UNDETERMINED if others[i].type == BOOLEAN else None for i in unknown}})
    return Records(tuple(kept), complete=not dropped and draw(st.booleans()))
