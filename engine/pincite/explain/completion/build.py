"""From the open parts of a case to the diagram of its result. Third step; `diagram.py` has what can be asked of it.

Each node becomes a diagram over the variables, made from those of its arguments by the operation itself; verdicts over many clauses are
taken apart first, so that a rule of fifty conditions takes some hundred steps.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from typing import Any, Final, NamedTuple

from pincite.evaluate.verdict_table import verdict
from pincite.explain.case import Case
from pincite.explain.completion.parts import COMPARISONS, Part, Parts, Unknown, may_differ, parts_of, quietly
from pincite.explain.completion.table import LAST, Exhausted, Table
from pincite.explain.completion.ways import Line, Way, along, lines_of, ways_of
from pincite.explain.display import type_named
from pincitec.graph.nodes import Node
from pincitec.semantics.comparison import equal
from pincitec.semantics.operations import call
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED
from pincitec.semantics.types import Enumeration
from pincitec.semantics.verdicts import CONFLICT, NOT_APPLICABLE, Outcome, decide_value_once, in_order

EFFORT: Final = 40_000
"""Steps allowed for one diagram: some tens of milliseconds. Counted, never timed, so that the answer is the same on any machine."""
MOST_VARIABLES: Final = 200
MOST_DEFEATERS: Final = 5
"""Defeaters that may stay undetermined whose two ways are taken apart; of more they are tried in each completion."""


class Variable(NamedTuple):
    """Something open, with the ways in which it may turn out. `node` is the fact, the list's amount or the condition; `facts` are those
    from which it comes. `settling` is the number of its ways that settle it, which stand first. `kind`: `truth`, `members`, `line` or
    `free`."""

    node: int
    kind: str
    facts: tuple[str, ...]
    ways: tuple[Way, ...]
    settling: int


class Built(NamedTuple):
    """The diagram `root` over `variables`, in the order of the law. `shared` are facts from which more than one variable comes."""

    case: Case
    table: Table
    variables: tuple[Variable, ...]
    root: int
    lines: Mapping[int, Line]
    shared: frozenset[str]


def build(case: Case, root: int, effort: int = EFFORT) -> Built | int:
    """The diagram of a node, or the number of completions there are where it takes more than the effort allowed."""
    parts = parts_of(case, root)
    lines = lines_of(parts)
    variables, reached = variables_of(parts, lines)
    seen: dict[str, int] = {}
    for variable in variables:
        for fact in variable.facts:
            seen[fact] = seen.get(fact, 0) + 1
    table = Table(effort)
    try:
        if len(variables) > MOST_VARIABLES:
            raise Exhausted
        made = Maker(parts, lines, table, variables).diagram(root, reached)
    except Exhausted:
        return completions(variables)
    return Built(case, table, variables, made, lines, frozenset(f for f, times in seen.items() if times > 1))


def completions(variables: Sequence[Variable]) -> int:
    number = 1
    for variable in variables:
        number *= max(1, len(variable.ways))
    return number


def variables_of(parts: Parts, lines: Mapping[int, Line]) -> tuple[tuple[Variable, ...], frozenset[int]]:
    """The variables in the order in which the question comes to them: that of its clauses, and of the words in each; and the nodes that it
    comes to."""
    case = parts.case
    seen: set[int] = set()
    found: list[Variable] = []
    stack = [parts.root]
    while stack:
        number = stack.pop()
        if number in seen:
            continue
        seen.add(number)
        node, part = case.node(number), parts.parts.get(number)
        if part is not None:
            made = variable_of(parts, lines, number, node, part)
            if made is not None:
                found.append(made)
        stack.extend(a for a in node.args[::-1] if parts.under[a])
    return tuple(found), frozenset(seen)


def variable_of(parts: Parts, lines: Mapping[int, Line], number: int, node: Node, part: Part) -> Variable | None:
    case = parts.case
    facts = in_declared_order(case, parts.under[number])
    if part.kind == "line" and part.source == number and number in lines:
        ways = ways_of(lines[number])
        if may_differ(case, str(node.param)) if node.op == "fact" else parts.unsure[number]:
            ways = (*ways, Way((None,), False))
        return Variable(number, "line", facts, ways, sum(way.settles for way in ways))
    if node.op == "fact" and part.kind == "truth":
        return Variable(number, "truth", facts, truths(parts.unsure[number]), 2)
    if node.op == "fact" and part.kind == "finite":
        kind = type_named(case.pack, node.type)
        members = tuple(Way((i,)) for i in range(len(kind.members) if isinstance(kind, Enumeration) else 0))
        return Variable(number, "members", facts, (*members, *(Way((None,), False),) * parts.unsure[number]), len(members))
    if part.kind == "free":
        return Variable(number, "free", facts, truths(parts.unsure[number]), 2)
    if node.op in COMPARISONS and any(a in parts.parts and may_be_open(parts.parts[a]) for a in node.args):
        return Variable(number, "free", facts, truths(parts.unsure[number]), 2)
    return None


def in_declared_order(case: Case, names: frozenset[str]) -> tuple[str, ...]:
    return tuple(names) if len(names) < 2 else tuple(f.name for f in case.pack.facts if f.name in names)


def truths(unsure: bool) -> tuple[Way, ...]:
    return (Way((HOLDS,)), Way((FAILS,)), *((Way((UNDETERMINED,), False),) if unsure else ()))


def may_be_open(part: Part) -> bool:
    return part.kind == "finite" and any(isinstance(v, Unknown) for v in part.values)


class Maker:
    """Makes the diagrams of nodes, arguments first."""

    def __init__(self, parts: Parts, lines: Mapping[int, Line], table: Table, variables: Sequence[Variable]) -> None:
        self.parts, self.lines, self.table = parts, lines, table
        self.case = parts.case
        self.made: dict[int, int] = {}
        self.on_line: dict[int, int] = {}
        self.variables = variables
        self.number = {v.node: i for i, v in enumerate(variables)}

    def diagram(self, root: int, reached: frozenset[int]) -> int:
        if root not in self.parts.parts:
            return self.table.value(self.case.values[root])
        for number in self.parts.parts:
            if number in reached:
                self.made[number] = self.node(number)
        return self.made[root]

    def variable(self, number: int) -> int:
        """The diagram that asks the variable of a node and has the values of its ways."""
        place = self.number[number]
        return self.table.ask(place, [self.table.value(way.samples[0]) for way in self.variables[place].ways])

    def of(self, number: int) -> int:
        """The diagram of an argument; a value that is on a line or open is `Unknown`."""
        if number in self.parts.parts:
            return self.made[number]
        return self.table.value(self.case.values[number])

    def node(self, number: int) -> int:
        node, part = self.case.node(number), self.parts.parts[number]
        if part.kind == "line" and number == part.source and number in self.lines:
            self.line(number)
        if part.kind in ("line", "open"):
            return self.table.value(Unknown(self.parts.under[number]))
        if part.kind == "free" or node.op == "fact":
            return self.variable(number)
        match node.op:
            case "same":
                return self.of(node.args[0])
            case "and":
                return self.table.all_of(map(self.of, node.args))
            case "or":
                return self.table.any_of(map(self.of, node.args))
            case "at_least" if isinstance(node.param, int):
                return self.table.at_least(node.param, [self.of(a) for a in node.args])
            case op if op in COMPARISONS:
                return self.comparison(number, node)
            case "decide":
                return self.decide(node)
            case "decide_value":
                return self.decide_value(node)
            case _:
                return self.table.combine(lambda *operands: quietly(node, operands), *map(self.of, node.args))

    def line(self, source: int) -> None:
        """The diagrams of the nodes on a line that are compared, by the ways of its source."""
        place, line = self.number[source], self.lines[source]
        ways = [along(line, way.samples[0]) for way in self.variables[place].ways]
        for number in dict.fromkeys(self.case.node(each.node).args[each.place] for each in line.compared):
            self.on_line[number] = self.table.ask(place, [self.table.value(values[number]) for values in ways])

    def comparison(self, number: int, node: Node) -> int:
        sides = [self.on_line.get(a, self.of(a)) if a in self.parts.parts else self.of(a) for a in node.args]
        if number not in self.number:
            return self.table.combine(lambda a, b: call(node.op, None, (a, b)), *sides)
        free = self.variable(number)

        def compare(a: Any, b: Any, otherwise: int) -> int:
            return otherwise if isinstance(a, Unknown) or isinstance(b, Unknown) else int(call(node.op, None, (a, b)))

        return self.table.combine(compare, *sides, free)

    # ---- verdicts

    def decide(self, node: Node) -> int:
        effects, defeats = node.param if isinstance(node.param, tuple) else ((), ())
        assert isinstance(effects, tuple) and isinstance(defeats, tuple)  # INVARIANT: see graph/validate.py
        standings, guards = [self.of(a) for a in node.args[0::2]], [self.of(a) for a in node.args[1::2]]
        defeaters = sorted({i for i, _ in in_order(defeats) if UNDETERMINED in self.table.outcomes(guards[i])})  # type: ignore[arg-type]
        if len(defeaters) > MOST_DEFEATERS:
            return self.table.combine(lambda *states: call(node.op, node.param, states), *map(self.of, node.args))
        found = [self.undefeated(effects, standings, tried, defeats) for tried in self.tried(guards, defeaters)]
        return reduce(lambda a, b: self.table.combine(same_verdict, a, b), found)

    def tried(self, guards: Sequence[int], defeaters: Sequence[int]) -> Iterator[list[int]]:
        """The guards, with each defeater that may stay undetermined taken both ways where it does."""
        for ways in product((HOLDS, FAILS), repeat=len(defeaters)):
            tried = list(guards)
            for i, way in zip(defeaters, ways, strict=True):
                tried[i] = self.table.combine(lambda code, way=way: way if code == UNDETERMINED else code, guards[i])
            yield tried

    def undefeated(self, effects: Any, standings: Sequence[int], guards: list[int], defeats: Any) -> int:
        """The verdict where no defeater stays undetermined."""
        found = self.defeated(guards, defeats)
        assert found is not None  # INVARIANT: both ways of a defeater are tried one by one
        guards = found
        by = {e: [g for x, g in zip(effects, guards, strict=True) if x == e] for e in ("grant", "deny", "require")}
        return self.table.combine(
            verdict,
            self.table.any_of(by["grant"]),
            self.table.any_of(by["deny"]),
            self.table.any_of(by["require"]),
            self.table.any_of(s for e, s in zip(effects, standings, strict=True) if e == "grant"),
            self.table.any_of(standings),
        )

    def defeated(self, guards: list[int], defeats: Any) -> list[int] | None:
        """The guards after defeat; `None` where a defeater stays undetermined in some completion, so that both its ways must be tried."""
        for i, j in in_order(defeats):
            if UNDETERMINED in self.table.outcomes(guards[i]):
                return None
            guards[j] = self.table.all_of((self.table.combine(lambda code: NOT[code], guards[i]), guards[j]))
        return guards

    def decide_value(self, node: Node) -> int:
        (defeats,) = node.param if isinstance(node.param, tuple) else ((),)
        values = [self.of(a) for a in node.args[2::3]]
        guards = self.defeated([self.of(a) for a in node.args[1::3]], defeats)
        if guards is None:
            return self.table.combine(lambda *states: whole_outcome(node, states), *map(self.of, node.args))
        stands = self.table.any_of(self.of(a) for a in node.args[0::3])
        given = self.given((), False, (), tuple(zip(guards, values, strict=True)), {})
        return self.table.combine(standing_outcome, stands, given)

    def given(
        self,
        sure: tuple[Any, ...],
        again: bool,
        maybe: tuple[Any, ...],
        rest: tuple[tuple[int, int], ...],
        known: dict[tuple[object, ...], int],
    ) -> int:
        """The outcome of clauses that give values: `sure` are the distinct values given, `again` says that one was given twice, `maybe` are
        those of clauses that stay undetermined, and `rest` the guards and values that are not settled."""
        table, open_ = self.table, []
        for guard, value in rest:
            if table.variable[guard] == LAST and table.values[guard] == FAILS:
                continue
            if table.variable[guard] == LAST and table.variable[value] == LAST:
                found = table.values[value]
                if table.values[guard] == HOLDS:
                    again = again or bool(sure)
                    sure = sure if found in sure else (*sure, found)
                else:
                    maybe = (*maybe, found)
            else:
                open_.append((guard, value))
        key = (sure, again, maybe, tuple(open_))
        if any(
            equal(a, b) == FAILS
            for i, a in enumerate(sure)
            for b in sure[i + 1 :]
            if not isinstance(a, Unknown) and not isinstance(b, Unknown)
        ):
            return table.value(Outcome(CONFLICT))
        if key not in known:
            table.step()
            variable, ways = table.first(d for pair in open_ for d in pair)
            if variable == LAST:
                known[key] = table.value(outcome_of(sure, again, maybe))
            else:
                inside = [
                    self.given(sure, again, maybe, tuple((table.at(g, variable, w), table.at(v, variable, w)) for g, v in open_), known)
                    for w in range(ways)
                ]
                known[key] = table.ask(variable, inside)
        return known[key]


def same_verdict(one: int, other: int) -> int:
    return one if one == other else UNDETERMINED


def outcome_of(sure: tuple[Any, ...], again: bool, maybe: tuple[Any, ...]) -> Outcome:
    """The outcome of values given by clauses that stand. One that is computed from open facts alone is given as `Unknown`."""
    open_ = frozenset[str]().union(*(v.facts for v in (*sure, *maybe) if isinstance(v, Unknown)))
    if open_ and len(sure) == 1 and not maybe and not again:
        return open_outcome(HOLDS, open_)
    values = [None if isinstance(v, Unknown) else v for v in (*sure, *sure[:again], *maybe)]
    found = decide_value_once([HOLDS] * (len(sure) + again) + [UNDETERMINED] * len(maybe), values)
    return open_outcome(found.verdict, open_) if open_ and found.verdict == UNDETERMINED else found


def open_outcome(verdict: int, facts: frozenset[str]) -> Outcome:
    """An outcome whose value is still to be computed."""
    awaited: Any = Unknown(facts)
    return Outcome(verdict, awaited)


def standing_outcome(stands: int, outcome: Outcome) -> Outcome:
    """An outcome, where some clause surely stands."""
    return outcome if stands == HOLDS else Outcome(NOT_APPLICABLE if stands == FAILS else UNDETERMINED)


def whole_outcome(node: Node, states: Sequence[Any]) -> Outcome:
    """`decide_value` with its own way of trying defeaters; what is `Unknown` counts as unknown."""
    found = call(node.op, node.param, [None if isinstance(s, Unknown) else s for s in states])
    assert isinstance(found, Outcome)
    awaited = frozenset[str]().union(*(s.facts for s in states if isinstance(s, Unknown)))
    return open_outcome(UNDETERMINED, awaited) if awaited and found.verdict == UNDETERMINED else found
