"""What reasons come to by their definitions in `docs/semantics.md`, found by trying everything: what the engine's reasons are held against.

Of the engine only the executors are used, which are the definition of what rules mean; nothing here shares code with `pincite.explain`.
A *case* is a question with the facts that are known; its *completions* give each fact that is missing a value from every range that the
conditions on it tell apart (`RuleSet.ways`), and complete what is known of a list only in part.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations, combinations_with_replacement, product
from math import prod
from random import Random
from typing import Any, Final

from attrs import evolve, field, frozen
from tests.engine.explain.rule_sets import ASKED, RuleSet

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

FIELDS: Final[Mapping[str, tuple[Value, ...]]] = {"passed": (FAILS, HOLDS), "taken": (10, 160)}
MORE_RECORDS: Final = 2


@frozen
class Asked:
    """A decision of a rule set by all its clauses, under the default readings, on the day `ASKED`."""

    rules: RuleSet
    decision: str
    verdict: int
    slice: Slice = field(repr=False)
    compiled: Compiled = field(repr=False)

    @property
    def pack(self) -> Pack:
        return self.rules.pack

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that it can read."""
        return self.compiled.facts

    def result(self, values: Mapping[str, Value]) -> Result:
        """What the executor makes of these facts."""
        return plain(self.compiled.evaluate(values, ASKED)[self.verdict])

    def by_definition(self, values: Mapping[str, Value]) -> Result:
        """The same by the reference interpreter."""
        return plain(evaluate(self.slice, values, ASKED)[self.verdict])


def ask(rules: RuleSet, decision: str) -> Asked:
    verdict = rules.pack.main_question(decision).verdict
    sliced = slice_graph(rules.pack, ASKED, {}, (verdict,))
    return Asked(rules, decision, verdict, sliced, compile_slice(sliced, rules.pack))


def plain(value: Any) -> Result:
    if isinstance(value, Outcome):
        return value.verdict, value.value if value.verdict == HOLDS else None
    return int(value), None


def facts_of(values: Mapping[str, Value]) -> Facts:
    """Facts as they are once read."""
    ordered = {n: values[n] for n in sorted(values) if values[n] is not None}
    return Facts({n: Given(n, v, "") for n, v in ordered.items()}, ordered, asked=ASKED)


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
    others = [dict(zip(FIELDS, chosen, strict=True)) for chosen in product(*FIELDS.values())]
    for values in product(*(FIELDS[k] for _, k in unknown)):
        rows = [dict(row) for row in records.rows]
        for (i, k), value in zip(unknown, values, strict=True):
            rows[i][k] = value
        for number in range(0 if records.complete else MORE_RECORDS + 1, -1, -1) if not records.complete else (0,):
            for more in combinations_with_replacement(others, number):
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
class Elements:
    """The conditions that a decision turns on, as nodes, each with the truth that helps it to hold (`helps`); `mixed` help either way.
    `fixed` say whom a requirement concerns: nobody asks that they be otherwise."""

    asked: Asked
    helps: Mapping[int, int]
    mixed: frozenset[int]
    truths: Mapping[int, int]
    tried: Slice
    compiled: Compiled

    def holds(self, turned: frozenset[int]) -> bool:
        """Whether the decision holds once these turn out as helps, the others being as they are."""
        codes: dict[str, Value] = {f"node.{n}": self.helps[n] if n in turned else self.truths[n] for n in self.truths}
        return plain(self.compiled.evaluate(codes, ASKED)[self.asked.verdict])[0] == HOLDS

    @property
    def lacking(self) -> tuple[int, ...]:
        """Those that do not help as they are."""
        return tuple(n for n in self.helps if self.truths[n] != self.helps[n])

    def failing(self, random: Random, tries: int) -> frozenset[int]:
        """Those decided the wrong way that lie in some minimal set of lacking ones which, turned, make the decision hold."""
        lacking = self.lacking
        if not self.holds(frozenset(lacking)) or self.holds(frozenset()):
            return frozenset()
        decided = [n for n in lacking if self.truths[n] != UNDETERMINED]
        return frozenset(n for n in decided if self.in_a_minimal_set(n, lacking, random, tries))

    def in_a_minimal_set(self, one: int, lacking: Sequence[int], random: Random, tries: int) -> bool:
        """Takes away the others, those farthest in the law first and then in random orders, and looks whether this one is still needed."""
        place = lacking.index(one)
        for number in range(tries):
            others = [n for n in lacking if n != one]
            if number:
                random.shuffle(others)
            else:
                others.sort(key=lambda n: -abs(lacking.index(n) - place))
            kept = frozenset(lacking)
            for other in others:
                if self.holds(kept - {other}):
                    kept -= {other}
            if not self.holds(kept - {one}):
                return True
        return False


def elements(asked: Asked, values: Mapping[str, Value]) -> Elements:
    """The conditions of a decision, cut out of the graph so that each may be turned. A decision that is a condition is taken apart into its
    own, but for one that would have to fail, or is in conflict: that is one condition."""
    before = evaluate(asked.slice, values, ASKED)
    signs: dict[int, set[int]] = {}
    nodes = asked.slice.nodes
    seen: set[tuple[int, int]] = set()
    stack = [(asked.verdict, HOLDS)]
    while stack:
        number, helps = stack.pop()
        if (number, helps) in seen:
            continue
        seen.add((number, helps))
        node = nodes[number]
        match node.op:
            case "and" | "or" | "at_least" | "same":
                stack += [(a, helps) for a in node.args]
            case "truth_of" if helps == HOLDS and before[node.args[0]] in (HOLDS, FAILS, UNDETERMINED):
                stack += [(a, helps) for a in node.args]
            case "not":
                stack += [(a, NOT[helps]) for a in node.args]
            case "decide":
                effects = node.param[0] if isinstance(node.param, tuple) else ()
                assert isinstance(effects, tuple)
                stack += [(a, helps if e == "grant" else NOT[helps]) for e, a in zip(effects, node.args[1::2], strict=True)]
            case "const":
                pass
            case _:
                signs.setdefault(number, set()).add(helps)
    headings = headings_of(asked)
    wanted = {n: next(iter(codes)) for n, codes in sorted(signs.items()) if len(codes) == 1 and n not in headings}
    mixed = frozenset(n for n, codes in signs.items() if len(codes) > 1)
    truths = {n: code if isinstance(code := before[n], int) else UNDETERMINED for n in signs}
    cut = tuple(Node("fact", "boolean", (), f"node.{n}") if n in signs else node for n, node in enumerate(nodes))
    pack = evolve(asked.pack, nodes=cut)
    tried = slice_graph(pack, ASKED, {}, (asked.verdict,))
    return Elements(asked, wanted, mixed, truths, tried, compile_slice(tried, pack))


def headings_of(asked: Asked) -> set[int]:
    """The conditions that say whom a requirement concerns."""
    found: set[int] = set()
    nodes = asked.slice.nodes
    for question in asked.pack.questions:
        for part in question.clauses:
            root = part.root
            bare = root is not None and (root.kind, root.quote, len(root.children)) == ("any", None, 2)
            if asked.pack.clauses[part.clause].effect != "require" or root is None or not bare:
                continue
            if (root.children[0].kind, root.children[0].quote) == ("none", None):
                stack = [root.children[0].node]
                while stack:
                    number = stack.pop()
                    inner = nodes[number].op in ("and", "or", "at_least", "same", "not")
                    stack += nodes[number].args if inner else ()
                    found.update(() if inner else (number,))
    return found
