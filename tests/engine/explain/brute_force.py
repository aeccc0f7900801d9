"""What reasons come to by their definitions in `docs/semantics.md`, found by trying everything: what the engine's reasons are held against.

Of the engine only the executors are used, which are the definition of what rules mean; nothing here shares code with `pincite.explain`.
A *case* is a question with the facts that are known; its *completions* give each fact that is missing a value from every range that the
conditions on it tell apart (`RuleSet.ways`), and complete what is known of a list only in part.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, combinations_with_replacement, count, product
from math import prod
from random import Random
from typing import Any, Final

from attrs import evolve, field, frozen
from tests.engine.explain.rule_sets import ASKED, COURSES, RuleSet

from pincite.evaluate import Compiled, compile_slice, evaluate
from pincite.facts import Facts, Given
from pincitec.graph.nodes import Node
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice, slice_graph
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED
from pincitec.semantics.values import Records, Value
from pincitec.semantics.verdicts import Outcome

Result = tuple[int, Value]
"""A verdict, and the value where it has one."""

FIELDS: Final[Mapping[str, tuple[Value, ...]]] = {"passed": (FAILS, HOLDS), "taken": (0, 160, 161)}
MORE_RECORDS: Final = 2


@frozen
class Asked:
    """A decision of a rule set by all its clauses, under the default readings, on the day of the rule set."""

    rules: RuleSet
    decision: str
    verdict: int
    slice: Slice = field(repr=False)
    compiled: Compiled = field(repr=False)

    @property
    def pack(self) -> Pack:
        return self.rules.pack

    @property
    def on(self) -> date:
        """The day asked about."""
        return self.rules.on

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that it can read."""
        return self.compiled.facts

    def result(self, values: Mapping[str, Value]) -> Result:
        """What the executor makes of these facts."""
        return plain(self.compiled.evaluate(values, self.rules.on)[self.verdict])

    def by_definition(self, values: Mapping[str, Value]) -> Result:
        """The same by the reference interpreter."""
        return plain(evaluate(self.slice, values, self.rules.on)[self.verdict])


def ask(rules: RuleSet, decision: str) -> Asked:
    verdict = rules.pack.main_question(decision).verdict
    sliced = slice_graph(rules.pack, rules.on, {}, (verdict,))
    return Asked(rules, decision, verdict, sliced, compile_slice(sliced, rules.pack))


def plain(value: Any) -> Result:
    if isinstance(value, Outcome):
        return value.verdict, value.value if value.verdict == HOLDS else None
    return int(value), None


def facts_of(values: Mapping[str, Value], on: date = ASKED) -> Facts:
    """Facts as they are once read."""
    ordered = {n: values[n] for n in sorted(values) if values[n] is not None}
    return Facts({n: Given(n, v, "") for n, v in ordered.items()}, ordered, asked=on)


def partly(asked: Asked, random: Random, known: float = 0.5, most: int = 2000) -> dict[str, Value]:
    """Facts of a case, some of them missing and some lists known in part; no more than `most` completions."""
    values: dict[str, Value] = {}
    for name in asked.facts:
        whole = random.choice(asked.rules.ways[name])
        if random.random() < known:
            values[name] = less(whole, random) if isinstance(whole, Records) and random.random() < 0.5 else whole
    while prod(len(ways) for ways in missing(asked, values).values()) > most:
        name = random.choice(list(missing(asked, values)))
        values[name] = random.choice(asked.rules.ways[name])
    return values


def less(whole: Records, random: Random) -> Records:
    """Of records, some fields unknown; the list may be open."""
    unknown = {"passed": UNDETERMINED, "taken": None}
    rows = tuple({k: unknown[k] if k in unknown and random.random() < 0.3 else v for k, v in row.items()} for row in whole.rows)
    return Records(rows, complete=random.random() < 0.5)


def missing(asked: Asked, values: Mapping[str, Value]) -> dict[str, tuple[Value, ...]]:
    """The facts that are not known, or not wholly, each with what it may be."""
    found = {}
    for name in asked.facts:
        value = values.get(name)
        if value is None:
            found[name] = asked.rules.ways[name]
        elif isinstance(value, Records) and (ways := tuple(wholes(value))) != (value,):
            found[name] = ways
    return found


def wholes(records: Records) -> Iterator[Records]:
    """The complete lists that records known in part may be."""
    unknown = [(i, k) for i, row in enumerate(records.rows) for k in FIELDS if row[k] is None or (k == "passed" and row[k] == UNDETERMINED)]
    for values in product(*(FIELDS[k] for _, k in unknown)):
        rows = [dict(row) for row in records.rows]
        for (i, k), value in zip(unknown, values, strict=True):
            rows[i][k] = value
        for number in range(1 if records.complete else MORE_RECORDS + 1):
            for more in combinations_with_replacement(COURSES, number):
                added = [{"title": f"z{i}", **row} for i, row in enumerate(more)]
                yield Records((*rows, *added), complete=True)


@frozen
class Completions:
    """All completions of a case: the names of what is missing, and the result of each choice of their ways, by the places of these."""

    names: tuple[str, ...]
    ways: tuple[tuple[Value, ...], ...]
    results: Mapping[tuple[int, ...], Result]

    @property
    def all(self) -> frozenset[Result]:
        return frozenset(self.results.values())

    def essential(self) -> frozenset[str]:
        """The names of which two completions that differ in it alone differ in their result."""
        return frozenset(name for place, name in enumerate(self.names) if self.turns(place))

    def turns(self, place: int) -> bool:
        first: dict[tuple[int, ...], Result] = {}
        return any(first.setdefault(c[:place] + c[place + 1 :], r) != r for c, r in self.results.items())

    def settled_by(self, names: Sequence[str]) -> frozenset[Result]:
        """The results that some assignment of these facts settles, whatever the others are."""
        return frozenset(next(iter(r)) for r in self.by(names) if len(r) == 1)

    def always_settled_by(self, names: Sequence[str]) -> bool:
        """Whether every assignment of these facts settles it, with a result that is determined."""
        return all(len(r) == 1 and next(iter(r))[0] != UNDETERMINED for r in self.by(names))

    def by(self, names: Sequence[str]) -> Sequence[set[Result]]:
        """For each assignment of these facts, the results that the others may lead to."""
        places = [self.names.index(n) for n in names]
        found: dict[tuple[int, ...], set[Result]] = {}
        for chosen, result in self.results.items():
            found.setdefault(tuple(chosen[p] for p in places), set()).add(result)
        return tuple(found.values())

    def settling(self) -> frozenset[frozenset[str]]:
        """The minimal sets of facts of which some assignment settles it, with a result that is determined."""
        names = [n for n in self.names if n in self.essential()]
        found: list[frozenset[str]] = []
        for size in range(len(names) + 1):
            for chosen in map(frozenset, combinations(names, size)):
                if not any(f <= chosen for f in found) and any(v != UNDETERMINED for v, _ in self.settled_by(sorted(chosen))):
                    found.append(chosen)
        return frozenset(found)


def complete(asked: Asked, values: Mapping[str, Value]) -> Completions:
    """Every completion, by the compiled rules."""
    open_ = missing(asked, values)
    names, ways = tuple(open_), tuple(open_.values())
    results = {}
    for chosen in product(*(range(len(w)) for w in ways)):
        filled = {name: w[i] for name, w, i in zip(names, ways, chosen, strict=True)}
        results[chosen] = asked.result({**values, **filled})
    return Completions(names, ways, results)


@frozen
class Element:
    """One place at which a clause writes a condition: its node, the truth that helps the decision to hold, and the truth it has. `path` are
    the conditions around it, each by number and by how many of its parts are asked for: one, some, or all. That a requirement concerns
    others (`heading`) is never turned."""

    node: int
    helps: int
    truth: int
    path: tuple[tuple[int, int], ...] = ()
    heading: bool = False


@frozen
class Elements:
    """The elements of a decision, each to be turned without the others, also where two ask for the same."""

    elements: tuple[Element, ...]
    verdict: int
    tried: Compiled
    on: date
    refused: bool = False

    def holds(self, turned: frozenset[int]) -> bool:
        """Whether the decision holds once these, by place, turn out as helps, the others being as they are. Of a decision that nothing can
        grant, whether it is not refused even if what is open of the others turns out the wrong way."""
        others = [NOT[e.helps] if self.refused and e.truth == UNDETERMINED else e.truth for e in self.elements]
        codes: dict[str, Value] = {f"e{i}": e.helps if i in turned else others[i] for i, e in enumerate(self.elements)}
        verdict = plain(self.tried.evaluate(codes, self.on)[self.verdict])[0]
        return verdict != FAILS if self.refused else verdict == HOLDS

    @property
    def can_hold(self) -> bool:
        """Whether it would hold if all elements were as helps: not where no clause that grants it stands."""
        return self.holds(frozenset(i for i, e in enumerate(self.elements) if not e.heading))

    def failing(self, random: Random, tries: int) -> frozenset[tuple[int, int]]:
        """Those decided the wrong way, each by its node and the truth that helps, that lie in some minimal set of elements which, were they
        to turn out otherwise, would make the decision hold."""
        lacking = [i for i, e in enumerate(self.elements) if e.truth != e.helps and not e.heading]
        if not self.refused and not self.can_hold:
            return evolve(self, refused=True).failing(random, tries)
        if not self.holds(frozenset(lacking)) or self.holds(frozenset()):
            return frozenset()
        decided = [i for i in lacking if self.elements[i].truth != UNDETERMINED]
        found = [self.elements[i] for i in decided if self.in_a_minimal_set(i, lacking, random, tries)]
        return frozenset((e.node, e.helps) for e in found)

    def in_a_minimal_set(self, one: int, lacking: Sequence[int], random: Random, tries: int) -> bool:
        """Takes away the others as long as the decision holds without, and looks whether this one is still needed: first those that stand
        beside it as alternatives, from the outermost condition inwards, then in random orders. Where each clause counts once, the first
        order finds a set if there is one. The order only finds sets; that a set is minimal is tried."""
        for number in range(tries):
            others = sorted((i for i in lacking if i != one), key=lambda i: beside(self.elements[one], self.elements[i]))
            if number:
                random.shuffle(others)
            kept = frozenset(lacking)
            for other in others:
                kept = kept - {other} if self.holds(kept - {other}) else kept
            if not self.holds(kept - {one}):
                return True
        return False


ONE, SOME, ALL = range(3)


def beside(one: Element, other: Element) -> tuple[bool, int]:
    """Whether all parts are asked for of the innermost condition around both, and how deep it lies."""
    shared = [(depth, kind) for depth, (number, kind) in enumerate(one.path) if (number, kind) in other.path]
    depth, kind = shared[-1] if shared else (0, ALL)
    return kind == ALL, depth


CONNECTIVES: Final = ("and", "or", "at_least", "same")


def elements(asked: Asked, values: Mapping[str, Value]) -> Elements:
    """The elements of a decision, cut out of a copy of the graph in which nothing is shared. A decision that is a condition is taken apart
    into its own, but for one that would have to fail, or is in conflict: that is one element. What says whom a requirement concerns is
    none, nor to whom an act applies."""
    before = evaluate(asked.slice, values, asked.rules.on)
    nodes, headings = asked.slice.nodes, headings_of(asked)
    copied: list[Node] = []
    found: list[Element] = []
    numbers = count()

    def put(node: Node, args: Sequence[int]) -> int:
        copied.append(evolve(node, args=tuple(args)))
        return len(copied) - 1

    def others(number: int) -> Node:
        found.append(Element(number, HOLDS, before[number], heading=True))
        return Node("fact", "boolean", (), f"e{len(found) - 1}")

    def copy(number: int, helps: int, path: tuple[tuple[int, int], ...] = ()) -> int:
        node = nodes[number]
        kinds = {"or": ONE if helps == HOLDS else ALL, "and": ALL if helps == HOLDS else ONE, "at_least": SOME}
        around = (*path, (next(numbers), kinds.get(node.op, ALL)))
        match node.op:
            case op if op in CONNECTIVES:
                first = put(others(node.args[0]), ()) if number in headings else copy(node.args[0], helps, around)
                return put(node, [first, *(copy(a, helps, around) for a in node.args[1:])])
            case "stand":  # to whom an act applies is no element
                return put(node, [copy(node.args[0], helps, path), *(put(const(before[a]), ()) for a in node.args[1:])])
            case "not":
                return put(node, [copy(a, NOT[helps], path) for a in node.args])
            case "truth_of" if helps == HOLDS and before[node.args[0]] in (HOLDS, FAILS, UNDETERMINED):
                return put(node, [copy(a, helps, path) for a in node.args])
            case "decide":
                effects = node.param[0] if isinstance(node.param, tuple) else ()
                assert isinstance(effects, tuple)
                granting = (*around, (next(numbers), ONE))
                args = [
                    copied_state
                    for e, standing, guard in zip(effects, node.args[0::2], node.args[1::2], strict=True)
                    for copied_state in (
                        copy(standing, helps),
                        copy(guard, helps, granting) if e == "grant" else copy(guard, NOT[helps], around),
                    )
                ]
                return put(node, args)
            case "const":
                return put(node, ())
            case _:
                found.append(Element(number, helps, before[number], path))
                return put(Node("fact", "boolean", (), f"e{len(found) - 1}"), ())

    verdict = copy(asked.verdict, HOLDS)
    pack = evolve(asked.pack, nodes=tuple(copied))
    return Elements(tuple(found), verdict, compile_slice(slice_graph(pack, asked.rules.on, {}, (verdict,)), pack), asked.rules.on)


def const(code: int) -> Node:
    return Node("const", "boolean", (), code)


def headings_of(asked: Asked) -> frozenset[int]:
    """The nodes of requirements that are written "not one of those whom the heading names, or this is so"."""
    found = []
    for part in (part for question in asked.pack.questions for part in question.clauses):
        root = part.root
        if asked.pack.clauses[part.clause].effect == "require" and root is not None and (root.kind, root.quote) == ("any", None):
            others = root.children[0]
            if len(root.children) == 2 and (others.kind, others.quote) == ("none", None):
                found.append(root.node)
    return frozenset(found)
