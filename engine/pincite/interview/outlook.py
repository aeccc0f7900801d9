"""How soon each question may settle a decision: the questions to be expected, over every order in which they can be put.

From the decision diagram of what is missing (`pincite.explain.completion`), with what was declined taken out: what turns on it alone is
open, and no other fact settles it. Each way in which a fact may turn out counts as much as another. The order with the fewest questions to
be expected is found by trying all of them, up to a bound on steps; past it, the question comes first that leaves least on which the
decision turns. Source: dynamic programming over restrictions, as for decision trees of least expected depth (Garey, SIAM J. Appl. Math. 23,
1972).
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from fractions import Fraction
from typing import Any, Final, NamedTuple

from pincite.explain.completion import Diagram, Exhausted, Variable
from pincite.explain.completion.diagram import result_of
from pincite.explain.completion.table import LAST, Table
from pincite.interview.state import Item
from pincitec.semantics.truth import FAILS, UNDETERMINED

EFFORT: Final = 20_000
"""Steps of one ordering: some tens of milliseconds. Counted, never timed."""
MOST_TRIED: Final = 7
"""Questions of which every order is tried; of more, the one first that leaves least."""
RECORD: Final = 5
"""Questions for which a further record of a list counts."""
MOST_JUDGES: Final = 64

OPEN: Final = "open"
"""The end of a way on which nothing more that is asked can settle the decision."""


class Score(NamedTuple):
    """The questions to be expected if this one is put next, itself among them, and how many at worst; `None` where they are too many to
    tell. `left`: on how many facts the decision then turns, on average."""

    expected: Fraction | None
    most: int | None
    left: Fraction


class Awaited(NamedTuple):
    """The end of a way on which a value is still to be computed from these facts."""

    facts: tuple[str, ...]


class Unit(NamedTuple):
    """What is asked together: facts that conditions tie to one another, or what one judge found. `cost` is in questions; `variables` are
    those that it settles alone."""

    facts: tuple[str, ...]
    item: Item | None
    cost: int
    variables: tuple[int, ...]


class Outlook:
    """The diagram of what is asked, and the units in it, in the order of the law."""

    def __init__(self, made: Diagram, root: int, askable: Mapping[str, tuple[Item, ...]]) -> None:
        self.case, self.made, self.askable = made.built.case, made, askable
        self.table = Table(EFFORT)
        self.judged: dict[int, Item] = {}
        self.many: dict[int, int] = {}
        self.known: dict[int, int] = {}
        self.best: dict[tuple[int, frozenset[str]], tuple[Fraction, int]] = {}
        self.root = self.translated(root)
        variables = self.table.asked(self.root)
        self.names = {v: frozenset(() if v in self.judged else self.made.variables[v // MOST_JUDGES].facts) for v in variables}
        self.blocks = tuple(self.units_in(variables))
        self.units = tuple(self.parts())

    def translated(self, number: int) -> int:
        """A diagram of the completion with what cannot be asked taken out, and with each judge asked for himself."""
        theirs = self.made.built.table
        if number not in self.known:
            variable = theirs.variable[number]
            if variable == LAST:
                self.known[number] = self.table.value(self.end(theirs.values[number]))
            else:
                ways = [self.translated(way) for way in theirs.ways[number]]
                self.known[number] = self.asked(variable, self.made.variables[variable], ways)
        return self.known[number]

    def end(self, value: Any) -> Hashable:
        result = result_of(value)
        if result.awaits:
            order = tuple(f.name for f in self.case.pack.facts if f.name in result.awaits)
            return Awaited(order) if all(self.askable.get(f) for f in order) else OPEN
        return OPEN if result.verdict == UNDETERMINED else (result.verdict, result.value)

    def asked(self, number: int, variable: Variable, ways: list[int]) -> int:
        """A variable that is asked; one that cannot be is left open both ways."""
        if not all(self.askable.get(fact) for fact in variable.facts):
            return self.table.combine(agreeing, *ways)
        (first, *others) = variable.facts or ("",)
        fact = self.case.pack.fact[first]
        if others or not fact.several or variable.kind != "truth":
            self.many[number * MOST_JUDGES] = len(ways)
            return self.table.ask(number * MOST_JUDGES, ways)
        judging = [i for i in self.askable[first] if i.ask == "judgement"]
        waiting = len([p for p in fact.judged_by if p not in self.found_so(first)])
        values = [way.samples[0] for way in variable.ways]
        refused, held = ways[values.index(FAILS)], ways[1 - values.index(FAILS)]
        if waiting > len(judging):
            held = self.table.combine(agreeing, held, refused)  # somebody's judgement will not be known: it cannot come to a "yes"
        for place, item in reversed(list(enumerate(judging[:MOST_JUDGES]))):
            self.judged[number * MOST_JUDGES + place] = item
            self.many[number * MOST_JUDGES + place] = 2
            held = self.table.ask(number * MOST_JUDGES + place, (held, refused))
        return held

    def found_so(self, name: str) -> frozenset[str]:
        """Who has judged a fact."""
        given = self.case.facts.given.get(name)
        return frozenset(j.by for j in given.judgements if j.value is not None) if given else frozenset()

    def units_in(self, variables: Iterable[int]) -> Iterator[Unit]:
        groups: list[tuple[set[str], list[int]]] = []
        for number in variables:
            if number in self.judged:
                item = self.judged[number]
                yield Unit((item.fact,), item, 1, (number,))
                continue
            names, numbers = set(self.made.variables[number // MOST_JUDGES].facts), [number]
            for other in [g for g in groups if g[0] & names]:
                groups.remove(other)
                names, numbers = names | other[0], [*other[1], *numbers]
            groups.append((names, numbers))
        for names, numbers in groups:
            facts = tuple(f.name for f in self.case.pack.facts if f.name in names)
            yield Unit(facts, None, sum(self.cost(f) for f in facts), tuple(sorted(numbers)))

    def parts(self) -> Iterator[Unit]:
        """The blocks, and before each the facts in it that one condition asks for: they may settle the decision without the others."""
        for block in self.blocks:
            sets = dict.fromkeys(self.names[v] for v in block.variables if block.item is None)
            for names in sets:
                if len(names) < len(block.facts):
                    facts = tuple(f for f in block.facts if f in names)
                    yield Unit(facts, None, sum(map(self.cost, facts)), tuple(v for v in block.variables if self.names[v] <= names))
            yield block

    def cost(self, fact: str) -> int:
        items = self.askable[fact]
        if self.case.pack.fact[fact].judged_by_any:
            return 1
        further = any(i.ask == "record" for i in items)
        return max(1, len(items) - further + (RECORD if further else 0))

    def after(self, number: int, variables: Iterable[int]) -> list[tuple[Fraction, int]]:
        """What is left of a diagram once these variables are known: each way with its share."""
        found = [(Fraction(1), number)]
        for variable in variables:
            found = [(share / len(made), one) for share, each in found for made in [self.ways(each, variable)] for one in made]
        return found

    def ways(self, number: int, variable: int) -> list[int]:
        if not self.table.turns_on(number, variable):
            return [number]
        return [self.table.restrict(number, variable, way) for way in range(self.many[variable])]

    def fewest(self, number: int, had: frozenset[str]) -> tuple[Fraction, int]:
        """The questions to be expected from here in the best order, and how many at worst in that order. `had`: what was asked."""
        if self.table.variable[number] == LAST:
            value = self.table.values[number]
            more = sum(self.cost(f) for f in value.facts) if isinstance(value, Awaited) else 0
            return Fraction(more), more
        turning = [u for u in self.units if any(self.table.turns_on(number, v) for v in u.variables)]
        had &= {f for u in turning for f in u.facts}
        if (number, had) not in self.best:
            self.best[number, had] = min(self.from_unit(number, u, had) for u in turning)
        return self.best[number, had]

    def from_unit(self, number: int, unit: Unit, had: frozenset[str] = frozenset()) -> tuple[Fraction, int]:
        variables, cost = unit.variables, unit.cost
        if unit.item is None:
            if had:
                cost = sum(self.cost(f) for f in unit.facts if f not in had)
            had = had.union(unit.facts)
            variables = tuple(v for v, names in self.names.items() if names and names <= had)
        rest = [(share, self.fewest(one, had)) for share, one in self.after(number, variables)]
        return cost + sum((share * f[0] for share, f in rest), Fraction(0)), cost + max(f[1] for _, f in rest)

    def left(self, unit: Unit) -> Fraction:
        """On how many variables the decision turns on average once a unit is known."""
        return sum((share * len(self.table.asked(one)) for share, one in self.after(self.root, unit.variables)), Fraction(0))


def agreeing(*values: Any) -> Any:
    """What is so however it turns out; open where that differs."""
    return values[0] if all(v == values[0] for v in values) else OPEN


class Weights(NamedTuple):
    """The facts that can still settle the decision, with how soon; every other one cannot. `first`: of a fact that several judge, whom to
    ask first."""

    scores: Mapping[str, Score]
    first: Mapping[str, Item]


def turning_on(made: Diagram) -> tuple[str, ...]:
    """The facts that can change the result; also those from which a value is computed, and those that do so only where one settles less
    than it might, as a period that began on a day which not every month has."""
    turning = [f for v in made.built.table.asked(made.root) for f in made.variables[v].facts]
    awaited = {f for r in made.results() for f in r.awaits}
    return tuple(dict.fromkeys([*turning, *(f.name for f in made.built.case.pack.facts if f.name in awaited)]))


def weigh(made: Diagram, askable: Mapping[str, tuple[Item, ...]]) -> Weights | None:
    """How soon the facts that can be asked may settle the question; `None` where the diagram would be too large."""
    try:
        outlook = Outlook(made, made.known, askable)
        if outlook.table.values[outlook.root] not in (None, OPEN) and not isinstance(outlook.table.values[outlook.root], Awaited):
            outlook = Outlook(made, made.root, askable)  # the same however each fact is settled, but each has to be
    except Exhausted:
        return None
    scored = {**score_all(outlook)}
    scores: dict[str, Score] = {}
    first: dict[str, Item] = {}
    for unit, score in scored.items():
        for fact in unit.facts:
            if fact not in scores or better(score, scores[fact]):
                scores[fact] = score
                if unit.item is not None:
                    first[fact] = unit.item
    value = outlook.table.values[outlook.root]
    if isinstance(value, Awaited):
        for fact in value.facts:
            total = sum(outlook.cost(f) for f in value.facts)
            scores[fact] = Score(Fraction(total), total, Fraction(0))
    return Weights(scores, first)


def better(one: Score, other: Score) -> bool:
    return (one.expected or 0, one.most or 0, one.left) < (other.expected or 0, other.most or 0, other.left)


def score_all(outlook: Outlook) -> Mapping[Unit, Score]:
    """How soon each unit may settle the decision; where to try every part of a block is too much, of whole blocks alone."""
    for units in dict.fromkeys((outlook.units, outlook.blocks)) if len(outlook.blocks) <= MOST_TRIED else ():
        outlook.units = units
        outlook.best.clear()
        outlook.table.effort = EFFORT
        try:
            tried = {u: outlook.from_unit(outlook.root, u) for u in units}
            return {u: Score(*found, Fraction(0)) for u, found in tried.items()}
        except Exhausted:
            continue
    outlook.table.effort = EFFORT
    try:
        return {u: Score(None, None, outlook.left(u)) for u in outlook.blocks}
    except Exhausted:
        return {u: Score(None, None, Fraction(0)) for u in outlook.blocks}
