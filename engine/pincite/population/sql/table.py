"""The table that a query reads: its columns, what each type of fact is in them, and what is refused in a row.

A row of which one column holds what `pincite determine` would refuse (a value that the type does not list, a number below nothing, a school
year that has not begun) has no verdict, and the query names the column. So nothing in a table is ever taken for something else.
"""

from collections.abc import Container, Iterable, Mapping
from datetime import date
from typing import Final

from attrs import frozen
from sqlglot import exp

from pincite.facts.forms import MOST
from pincite.facts.literals import FIRST_YEAR, LAST_YEAR
from pincite.facts.stating import begun
from pincite.population.sql.dialects import Dialect, bracketed, case, column, day, number, text
from pincite.population.sql.layers import Layers, Ref, Truth
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.populations import SQL_NAME
from pincitec.graph.clauses import Fact
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice
from pincitec.semantics.types import Enumeration, Quantity, Type

TABLE: Final = "t"
"""How the query calls the table."""
VERDICT: Final = "verdict"
REFUSED: Final = "refused"
LONGEST: Final = 128
"""Characters of a name of a table or column."""
SQL: Final = "the query"


@frozen
class Input:
    """A fact that a query reads: its node, its column in the table, and how that column holds it."""

    node: int
    fact: Fact
    column: str
    kind: Type

    @property
    def holds(self) -> str:
        """The type of the column and what its values are, for the head of a query and for the documentation."""
        match self.kind:
            case Enumeration():
                return f"text: {', '.join(m.name for m in self.kind.members)}"
            case Quantity():
                return {"money": "whole number of cents", "days": "whole number of days", "period": "whole number of months"}.get(
                    self.kind.key, "whole number"
                )
        return {"boolean": "boolean", "date": "date"}.get(self.kind.key, "whole number: the civil year in which the school year begins")


def inputs(
    pack: Pack, slice: Slice, known: Container[int], asked: Mapping[str, str], keys: Iterable[str]
) -> tuple[list[Input], list[Diagnostic]]:
    """The facts that a slice reads, in the order of the pack; not those that nothing reads but what is `known` without them. `asked` gives
    columns by qualified name; the others are called as the fact is, without its policy."""
    order = {f.name: place for place, f in enumerate(pack.facts)}
    used = {a for at in slice.order if at not in known for a in slice.nodes[at].args} | set(slice.roots)
    facts = {str(slice.nodes[at].param): at for at in slice.order if slice.nodes[at].op == "fact" and at in used}
    found: list[Input] = []
    problems: list[Diagnostic] = []
    taken: dict[str, str] = {}
    for key in keys:
        problems += wrong_name(key, taken, f"the key `{key}`")
    for name in sorted(facts, key=lambda n: order[n]):
        fact = pack.fact[name]
        each = Input(facts[name], fact, asked.get(name, name.rpartition(".")[2]), pack.type_of[fact.type])
        problems += wrong_name(each.column, taken, f"`{name}`")
        found.append(each)
    return found, problems


def wrong_name(name: str, taken: dict[str, str], whose: str) -> list[Diagnostic]:
    """What is wrong with the name of a column. `taken`: those that are in use, in small letters, and for what."""
    span = Span(SQL, 0, 0)
    if not name.isprintable() or not name.strip() or len(name) > LONGEST:
        message = f"the column of {whose} has no name that a table can have"
        return [Diagnostic.at(SQL_NAME, span, message, help=f"name a column of at most {LONGEST} characters on one line")]
    folded = name.casefold()
    if folded in (VERDICT, REFUSED):
        message = f"the column `{name}` of {whose} is called as one that the query gives"
        return [Diagnostic.at(SQL_NAME, span, message, help="rename it in a view of the table, and name the view: --table VIEW")]
    if folded in taken:
        message = f"the column `{name}` is that of {taken[folded]} and of {whose}"
        return [Diagnostic.at(SQL_NAME, span, message, help="say which column is which: --column FACT=COLUMN")]
    taken[folded] = whose
    return []


def read(layers: Layers, labels: Mapping[int, str], found: Iterable[Input], asked: date) -> tuple[dict[int, Truth], dict[int, str]]:
    """Adds the columns of facts to the first step of a query, and the column that names what is refused. Gives conditions and values by
    node."""
    truths: dict[int, Truth] = {}
    values: dict[int, str] = {}
    refused: list[tuple[exp.Expr, exp.Expr]] = []
    for each in found:
        raw, name = column(each.column, TABLE), labels[each.node]
        if each.kind.key == "boolean":
            yes, no = (raw.copy(), exp.Not(this=raw.copy())) if layers.dialect.conditions else (equals(raw, 1), equals(raw, 0))
            definitely = layers.read(f"{name}_d", layers.held([yes]))
            truths[each.node] = Truth(Ref(definitely), Ref(layers.read(f"{name}_p", layers.held([no], then=False))))
        else:
            values[each.node] = layers.read(f"{name}_v", value(each.kind, raw))
        accepted = exp.Or(this=exp.Is(this=raw.copy(), expression=exp.Null()), expression=bracketed(fits(each, layers.dialect, asked)))
        refused.append((accepted, text(each.column)))
    layers.read(REFUSED, first_refused(refused))
    return truths, values


def first_refused(columns: list[tuple[exp.Expr, exp.Expr]]) -> exp.Expr:
    """The name of the first column that holds what cannot be, or null. A test that an engine leaves null is one that is not passed."""
    if not columns:
        return exp.cast(exp.Null(), exp.DataType.Type.TEXT)
    each = [case([(accepted, exp.Null())], name) for accepted, name in columns]
    return each[0] if len(each) == 1 else exp.Coalesce(this=each[0], expressions=each[1:])


def equals(raw: exp.Expr, to: int) -> exp.Expr:
    return exp.EQ(this=raw.copy(), expression=number(to))


def value(kind: Type, raw: exp.Expr) -> exp.Expr:
    """A value as it is compared: of an enumeration the place of the member."""
    if not isinstance(kind, Enumeration):
        return raw.copy()
    places = [(exp.EQ(this=raw.copy(), expression=text(m.name)), number(i)) for i, m in enumerate(kind.members)]
    return case(places, exp.Null())


def fits(each: Input, dialect: Dialect, asked: date) -> exp.Expr:
    """The condition under which a value that is given is one of its type."""
    raw, kind = column(each.column, TABLE), each.kind
    match kind:
        case Enumeration():
            return exp.In(this=raw.copy(), expressions=[text(m.name) for m in kind.members])
        case Quantity():
            return whole(raw, -MOST if kind.signed else 0, MOST, dialect)
    match kind.key:
        case "boolean":
            return truth_value(raw, dialect)
        case "date":
            return calendar_day(raw, dialect)
        case _:
            last = asked.year if begun(asked.year, each.fact.year_begins, asked) else asked.year - 1
            return whole(raw, FIRST_YEAR, min(last, LAST_YEAR), dialect)


def whole(raw: exp.Expr, low: int, high: int, dialect: Dialect) -> exp.Expr:
    within = exp.Between(this=raw.copy(), low=number(low), high=number(high))
    exact = exp.EQ(this=exp.Floor(this=raw.copy()), expression=raw.copy()) if dialect.typed else stored(raw, "integer")
    return exp.And(this=within, expression=exact)


def stored(raw: exp.Expr, storage: str) -> exp.Expr:
    """SQLite's own word for what a value is, whatever its column was declared as."""
    return exp.EQ(this=exp.Typeof(this=raw.copy()), expression=text(storage))


def truth_value(raw: exp.Expr, dialect: Dialect) -> exp.Expr:
    """Yes or no and nothing else: a column of numbers in which 9 stands for "not asked" has no truth values."""
    as_number = exp.cast(raw.copy(), exp.DataType.Type.INT) if dialect.conditions else raw.copy()
    either = exp.In(this=as_number, expressions=[number(0), number(1)])
    return either if dialect.typed else exp.And(this=either, expression=stored(raw, "integer"))


def calendar_day(raw: exp.Expr, dialect: Dialect) -> exp.Expr:
    """A day of the calendar without a time. SQLite moves February 30 to March 2 only where something is added to it."""
    within = exp.Between(this=raw.copy(), low=day(date(FIRST_YEAR, 1, 1), dialect), high=day(date(LAST_YEAR, 12, 31), dialect))
    if dialect.typed:
        exact = exp.EQ(this=exp.cast(raw.copy(), exp.DataType.Type.DATE), expression=raw.copy())
    else:
        exact = exp.EQ(this=exp.Anonymous(this="date", expressions=[raw.copy(), text("+0 days")]), expression=raw.copy())
    return exp.And(this=within, expression=exact)
