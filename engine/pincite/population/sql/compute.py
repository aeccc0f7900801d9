"""Nodes of a slice as columns: conditions as two of them each, values as one that may be null. After `subset.py` found nothing to refuse.

What is the same for all rows, such as a clause that is in force or the year of the day asked about, is computed by the table of
operations before (`subset.fixed`), and no engine sees it.
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from attrs import define, field
from sqlglot import exp

from pincite.population.sql.deciding import code_as_truth, decided
from pincite.population.sql.dialects import case, column, day, number
from pincite.population.sql.layers import Layers, Ref, Truth, constant, negation
from pincitec.graph.nodes import Node
from pincitec.graph.slices import Slice
from pincitec.semantics.truth import HOLDS, UNDETERMINED

COMPARISONS: Final[Mapping[str, tuple[type[exp.Binary], type[exp.Binary]]]] = {
    "eq": (exp.EQ, exp.NEQ),
    "ne": (exp.NEQ, exp.EQ),
    "lt": (exp.LT, exp.GTE),
    "le": (exp.LTE, exp.GT),
    "gt": (exp.GT, exp.LTE),
    "ge": (exp.GTE, exp.LT),
}
"""Each comparison with its contrary. Where an operand is null neither is true."""


@define
class Computation:
    """Turns the nodes of a slice into columns, arguments first.

    `labels` are the beginnings of columns' names; `fixed` has the nodes that are the same for all rows. `truths` are conditions, `values`
    the columns of values, `codes` those of verdicts, by node number. The facts are in `truths` and `values` before.
    """

    slice: Slice
    layers: Layers
    labels: Mapping[int, str]
    fixed: Mapping[int, Any]
    truths: dict[int, Truth] = field(factory=dict)
    values: dict[int, str] = field(factory=dict)
    codes: dict[int, str | int] = field(factory=dict)

    def truth(self, number: int) -> Truth:
        return constant(self.fixed[number]) if number in self.fixed else self.truths[number]

    def value(self, number_: int) -> exp.Expr:
        """A value as an operand: a column, or what all rows have."""
        if number_ not in self.fixed:
            return column(self.values[number_])
        match self.fixed[number_]:
            case date() as found:
                return day(found, self.layers.dialect)
            case int() as found:
                return number(found)
            case None:
                return exp.Null()
            case other:
                raise TypeError(f"not a value of the subset: {other!r}")  # INVARIANT: see subset.py

    def node(self, at: int) -> None:
        """Adds what one node computes. Facts, and what is fixed, are there already."""
        node, name = self.slice.nodes[at], self.labels[at]
        match node.op:
            case "same":
                self.same(at, node.args[0])
            case "month_end":
                self.same(at, node.args[1])
            case "not":
                self.truths[at] = negation(self.truth(node.args[0]))
            case "and":
                self.truths[at] = self.layers.conjunction(name, map(self.truth, node.args))
            case "or":
                self.truths[at] = self.layers.disjunction(name, map(self.truth, node.args))
            case "at_least":
                self.truths[at] = self.at_least(name, node)
            case "stand":
                self.truths[at] = self.stand(name, node)
            case "undetermined_unless":
                self.truths[at] = self.undetermined_unless(name, *map(self.truth, node.args))
            case "unknown_unless":
                self.unknown_unless(at, node)
            case "decide":
                self.codes[at] = decided(self.layers, name, node, [self.truth(a) for a in node.args])
            case "truth_of":
                self.truths[at] = code_as_truth(self.layers, name, self.codes[node.args[0]])
            case op:
                self.truths[at] = self.comparison(name, op, node)

    def same(self, at: int, of: int) -> None:
        if of in self.truths:
            self.truths[at] = self.truths[of]
        elif of in self.values:
            self.values[at] = self.values[of]
        else:
            self.codes[at] = self.codes[of]

    def at_least(self, name: str, node: Node) -> Truth:
        truths = [self.truth(a) for a in node.args]
        least = node.param if isinstance(node.param, int) else 0
        definitely = self.layers.at_least(f"{name}_d", least, [t.definitely for t in truths])
        return Truth(definitely, self.layers.at_least(f"{name}_p", least, [t.possibly for t in truths]))

    def stand(self, name: str, node: Node) -> Truth:
        """As `semantics.operations.stand`: for each condition under which an act applies, that and what the clause then is."""
        guard, *conditions = map(self.truth, node.args)
        ways: list[Truth] = []
        for place, row in enumerate(node.param if isinstance(node.param, tuple) else ()):
            match row:
                case (int(standing), int(which), int(negated)):
                    under = constant(HOLDS) if which < 0 else negation(conditions[which]) if negated else conditions[which]
                    then = guard if standing == HOLDS else constant(standing)
                    ways.append(self.layers.conjunction(f"{name}_{place}", (under, then)))
        return self.layers.disjunction(name, ways)

    def undetermined_unless(self, name: str, standing: Truth, condition: Truth) -> Truth:
        """A condition where its definition surely stands, else undetermined."""
        definitely = self.layers.both(f"{name}_d", (standing.definitely, condition.definitely))
        return Truth(definitely, self.layers.either(f"{name}_p", (negation(standing).possibly, condition.possibly)))

    def unknown_unless(self, at: int, node: Node) -> None:
        standing, value = self.truth(node.args[0]).definitely, self.value(node.args[1])
        if standing is True and isinstance(value, exp.Column):
            self.values[at] = value.name
        else:
            shown = exp.Null() if standing is False else case([(self.layers.condition(standing), value)], exp.Null())
            self.values[at] = self.layers.add(f"{self.labels[at]}_v", shown)

    def comparison(self, name: str, op: str, node: Node) -> Truth:
        """It definitely holds where it is true, and possibly where its contrary is not true; of what is null neither is true."""
        met, contrary = COMPARISONS[op]
        a, b = node.args
        if any(self.fixed.get(operand, operand) is None for operand in (a, b)):
            return constant(UNDETERMINED)
        definitely = self.layers.held([met(this=self.value(a), expression=self.value(b))])
        possibly = self.layers.held([contrary(this=self.value(a), expression=self.value(b))], then=False)
        return Truth(Ref(self.layers.add(f"{name}_d", definitely)), Ref(self.layers.add(f"{name}_p", possibly)))
