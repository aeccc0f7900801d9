"""Decision diagrams: functions of variables that each take one of a few ways, with equal functions made once. Knows nothing of law.

A diagram is a number. It is a value, or asks one variable and has a diagram for each of its ways. Variables are asked in the order of
their numbers, and none is asked whose ways all lead to the same; so equal functions have equal numbers.
Source: R. E. Bryant, "Graph-Based Algorithms for Boolean Function Manipulation", IEEE Transactions on Computers C-35 (1986); with more
than two ways, A. Srinivasan et al., "Algorithms for Discrete Function Manipulation", ICCAD 1990.
"""

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Any, Final

from pincitec.semantics.truth import FAILS, HOLDS

LAST: Final = 1 << 30
"""The variable of a value: it stands after all others."""


class Exhausted(Exception):
    """The effort allowed is spent: nothing follows."""


class Table:
    """The diagrams made so far. `effort` is the number of steps that are left; a step looks at one place of one diagram. That two
    values are the same number saves none."""

    def __init__(self, effort: int) -> None:
        self.effort = effort
        self.variable: list[int] = []
        self.ways: list[tuple[int, ...]] = []
        self.values: list[Any] = []
        self._turns_on: list[int] = []
        self._bit: dict[int, int] = {LAST: 0}
        self._known: dict[Hashable, int] = {}
        self._pairs: dict[tuple[str, int, int], int] = {}
        self.false, self.true = self.value(FAILS), self.value(HOLDS)

    def value(self, value: Any) -> int:
        """The diagram that is one value."""
        return self._add((value.__class__, value), LAST, (), value)

    def ask(self, variable: int, ways: Sequence[int]) -> int:
        """The diagram that asks a variable; what its ways lead to asks only later ones."""
        first = ways[0]
        if ways.count(first) == len(ways):
            return first
        return self._add((variable, *ways), variable, tuple(ways), None)

    def _add(self, key: Hashable, variable: int, ways: tuple[int, ...], value: Any) -> int:
        number = self._known.get(key)
        if number is None:
            if variable != LAST:
                self.step()
            number = self._known[key] = len(self.variable)
            self.variable.append(variable)
            self.ways.append(ways)
            self.values.append(value)
            turns_on = self._bit.setdefault(variable, 1 << len(self._bit))
            for way in ways:
                turns_on |= self._turns_on[way]
            self._turns_on.append(turns_on)
        return number

    def step(self) -> None:
        self.effort -= 1
        if self.effort < 0:
            raise Exhausted

    def at(self, diagram: int, variable: int, way: int) -> int:
        """A diagram where a variable, which is no later than the one it asks, takes one way."""
        return self.ways[diagram][way] if self.variable[diagram] == variable else diagram

    def first(self, diagrams: Iterable[int]) -> tuple[int, int]:
        """The first variable that some diagrams ask, and the number of its ways."""
        variable, ways = LAST, 0
        for diagram in diagrams:
            if self.variable[diagram] < variable:
                variable, ways = self.variable[diagram], len(self.ways[diagram])
        return variable, ways

    def combine(self, function: Callable[..., Any], *diagrams: int) -> int:
        """The diagram of a function of the values of diagrams."""
        return self._combine(function, diagrams, {})

    def _combine(self, function: Callable[..., Any], diagrams: tuple[int, ...], known: dict[tuple[int, ...], int]) -> int:
        if diagrams in known:
            return known[diagrams]
        self.step()
        variable, ways = self.first(diagrams)
        if variable == LAST:
            found = self.value(function(*(self.values[d] for d in diagrams)))
        else:
            pairs = [(self.ways[d], d) if self.variable[d] == variable else (None, d) for d in diagrams]
            inside = [self._combine(function, tuple([d if w is None else w[way] for w, d in pairs]), known) for way in range(ways)]
            found = self.ask(variable, inside)
        known[diagrams] = found
        return found

    def all_of(self, diagrams: Iterable[int]) -> int:
        """Kleene's "and" of truth codes. From the last to the first, so that a chain of conditions takes as many steps as it is long."""
        result = self.true
        for diagram in reversed(tuple(diagrams)):
            result = self._pair("and", diagram, result)
        return result

    def any_of(self, diagrams: Iterable[int]) -> int:
        """Kleene's "or"."""
        result = self.false
        for diagram in reversed(tuple(diagrams)):
            result = self._pair("or", diagram, result)
        return result

    def _pair(self, op: str, a: int, b: int) -> int:
        neutral, absorbing = (self.true, self.false) if op == "and" else (self.false, self.true)
        if absorbing in (a, b):
            return absorbing
        if a in (neutral, b):
            return b
        if b == neutral:
            return a
        key = (op, a, b) if a < b else (op, b, a)
        found = self._pairs.get(key)
        if found is None:
            self.step()
            first, second = self.variable[a], self.variable[b]
            if first < second:
                found = self.ask(first, [self._pair(op, way, b) for way in self.ways[a]])
            elif second < first:
                found = self.ask(second, [self._pair(op, a, way) for way in self.ways[b]])
            elif first < LAST:
                found = self.ask(first, [self._pair(op, *ways) for ways in zip(self.ways[a], self.ways[b], strict=True)])
            else:
                one, other = self.values[a], self.values[b]
                found = self.value(one & other if op == "and" else one | other)
            self._pairs[key] = found
        return found

    def at_least(self, number: int, diagrams: Sequence[int]) -> int:
        """At least so many hold: by how many surely do, and how many still may."""
        return self._at_least(number, number, tuple(diagrams), {})

    def _at_least(self, sure: int, possible: int, rest: tuple[int, ...], known: dict[tuple[object, ...], int]) -> int:
        """`sure` are lacking until it holds; `possible` until it is not out of the question."""
        open_ = []
        for diagram in rest:
            if self.variable[diagram] != LAST:
                open_.append(diagram)
            elif self.values[diagram] != FAILS:
                possible -= 1
                sure -= self.values[diagram] == HOLDS
        rest = tuple(open_)
        if sure <= 0:
            return self.true
        if possible > len(rest):
            return self.false
        key = (sure, possible, rest)
        if key not in known:
            self.step()
            variable, ways = self.first(rest)
            if variable == LAST:
                known[key] = self.value(1 if possible <= 0 else FAILS)
            else:
                inside = [self._at_least(sure, possible, tuple(self.at(d, variable, w) for d in rest), known) for w in range(ways)]
                known[key] = self.ask(variable, inside)
        return known[key]

    def reach(self, diagram: int) -> list[int]:
        """The diagrams in a diagram, itself first, by the ways in their order, each once."""
        seen: dict[int, None] = {}
        stack = [diagram]
        while stack:
            number = stack.pop()
            if number not in seen:
                seen[number] = None
                stack.extend(self.ways[number][::-1])
        return list(seen)

    def outcomes(self, diagram: int) -> list[Any]:
        """The values that a diagram can have, each once, in the order of the ways that lead to them."""
        return [self.values[n] for n in self.reach(diagram) if self.variable[n] == LAST]

    def asked(self, diagram: int) -> list[int]:
        """The variables on which a diagram turns, in order."""
        turns_on = self._turns_on[diagram]
        return sorted(variable for variable, bit in self._bit.items() if turns_on & bit)

    def turns_on(self, diagram: int, variable: int) -> bool:
        return bool(self._turns_on[diagram] & self._bit.get(variable, 0))

    def restrict(self, diagram: int, variable: int, way: int) -> int:
        """What is left of a diagram when a variable takes one way."""
        return self._restrict(diagram, variable, way, {})

    def _restrict(self, diagram: int, variable: int, way: int, known: dict[int, int]) -> int:
        if not self.turns_on(diagram, variable):
            return diagram
        if diagram not in known:
            self.step()
            asked, ways = self.variable[diagram], self.ways[diagram]
            if asked == variable:
                known[diagram] = ways[way]
            else:
                known[diagram] = self.ask(asked, [self._restrict(each, variable, way, known) for each in ways])
        return known[diagram]

    def rebuild(self, diagram: int, ways_of: Callable[[int, tuple[int, ...]], Sequence[int]]) -> int:
        """A diagram with the ways of each variable chosen anew: `ways_of` takes a variable and the diagrams of its ways; where it gives one
        alone, the variable is asked no more."""
        known: dict[int, int] = {}
        for number in sorted(self.reach(diagram), key=lambda n: -self.variable[n]):
            self.step()
            if self.variable[number] == LAST:
                known[number] = number
            else:
                chosen = ways_of(self.variable[number], tuple(known[w] for w in self.ways[number]))
                known[number] = self.ask(self.variable[number], chosen)
        return known[diagram]
