"""Columns of a query by the step in which they can be computed, and the truth of a condition as two of them.

A condition has a column that says whether it definitely holds and one that says whether it possibly does; neither is ever null, so no
engine's rules on nulls decide anything. What is the same for all rows is a Python truth value and no column.
"""

from collections.abc import Iterable
from typing import Final

from attrs import define, field, frozen
from sqlglot import exp

from pincite.population.sql.dialects import Dialect, bracketed, case, column, joined, number
from pincitec.semantics.truth import HOLDS, UNDETERMINED


@frozen
class Ref:
    """A column that holds a condition, or its contrary."""

    name: str
    negated: bool = False


Plane = bool | Ref


@frozen
class Truth:
    """A condition of three values. `definitely` is never true where `possibly` is false."""

    definitely: Plane
    possibly: Plane


def constant(code: int) -> Truth:
    return Truth(code == HOLDS, code in (HOLDS, UNDETERMINED))


def contrary(plane: Plane) -> Plane:
    return not plane if isinstance(plane, bool) else Ref(plane.name, not plane.negated)


def negation(truth: Truth) -> Truth:
    return Truth(contrary(truth.possibly), contrary(truth.definitely))


@frozen
class Column:
    """One column: its expression over columns of earlier steps, and the step in which it is computed, from 1."""

    name: str
    expression: exp.Expr
    step: int
    needs: frozenset[str]


FIRST: Final = 0
"""The step of what is read from the table."""


@define
class Layers:
    """Collects the columns of a query. Names are given here and are all of them plain."""

    dialect: Dialect
    columns: dict[str, Column] = field(factory=dict)

    def add(self, name: str, expression: exp.Expr) -> str:
        """A column computed from others; those are there already."""
        needs = frozenset(c.name for c in expression.find_all(exp.Column))
        step = max((self.columns[n].step for n in needs), default=FIRST) + 1
        self.columns[name] = Column(name, expression, step, needs)
        return name

    def read(self, name: str, expression: exp.Expr) -> str:
        """A column read from the table."""
        self.columns[name] = Column(name, expression, FIRST, frozenset())
        return name

    def condition(self, plane: Plane) -> exp.Expr:
        """A plane as a condition."""
        if isinstance(plane, bool):
            return exp.EQ(this=number(0), expression=number(0 if plane else 1))
        if not self.dialect.conditions:
            return exp.EQ(this=column(plane.name), expression=number(0 if plane.negated else 1))
        return exp.Not(this=column(plane.name)) if plane.negated else column(plane.name)

    def held(self, when: list[exp.Expr], *, then: bool = True) -> exp.Expr:
        """`then` where one of the conditions is true, else its contrary, as a column holds it. A condition that is null is not true."""
        return case([(w, self.literal(then)) for w in when], self.literal(not then))

    def literal(self, value: bool) -> exp.Expr:
        return exp.Boolean(this=value) if self.dialect.conditions else number(int(value))

    def both(self, name: str, planes: Iterable[Plane]) -> Plane:
        """Whether all of them are true; a new column only where it is none of them and not the same for all rows."""
        return self.connected(name, planes, exp.And, absorbing=False)

    def either(self, name: str, planes: Iterable[Plane]) -> Plane:
        """Whether one of them is true."""
        return self.connected(name, planes, exp.Or, absorbing=True)

    def connected(self, name: str, planes: Iterable[Plane], kind: type[exp.Connector], *, absorbing: bool) -> Plane:
        parts: list[Ref] = []
        for plane in planes:
            if isinstance(plane, bool):
                if plane is absorbing:
                    return absorbing
            elif plane not in parts:
                parts.append(plane)
        if len(parts) <= 1:
            return parts[0] if parts else not absorbing
        met = joined([self.condition(p) for p in parts], kind)
        return Ref(self.add(name, met if self.dialect.conditions else self.held([met])))

    def conjunction(self, name: str, truths: Iterable[Truth]) -> Truth:
        """Kleene's "and": of the definite parts, and of the possible ones."""
        parts = list(truths)
        definitely = self.both(f"{name}_d", (t.definitely for t in parts))
        return Truth(definitely, self.both(f"{name}_p", (t.possibly for t in parts)))

    def disjunction(self, name: str, truths: Iterable[Truth]) -> Truth:
        parts = list(truths)
        definitely = self.either(f"{name}_d", (t.definitely for t in parts))
        return Truth(definitely, self.either(f"{name}_p", (t.possibly for t in parts)))

    def at_least(self, name: str, least: int, planes: list[Plane]) -> Plane:
        """Whether so many of them are true."""
        least -= sum(1 for p in planes if p is True)
        parts = [p for p in planes if isinstance(p, Ref)]
        if least <= 0 or least > len(parts):
            return least <= 0
        counted = joined([case([(self.condition(p), number(1))], number(0)) for p in parts], exp.Add)
        enough = exp.GTE(this=bracketed(counted), expression=number(least))
        return Ref(self.add(name, enough if self.dialect.conditions else self.held([enough])))
