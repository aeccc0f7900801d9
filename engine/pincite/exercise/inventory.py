"""What scenarios have to show of each clause: its goals, and the truth values that are not asked for.

A goal is about a node of the graph, about an element of a clause by its place, or about a day. Thresholds of a definition belong to the
clause that defines it, not to those that use it.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

from attrs import frozen

from pincite.exercise.possible import COMPARISONS, NO_CONDITION, Possible, threshold
from pincite.explain.case import ASKED
from pincite.explain.display import show_date, shown
from pincitec.graph.clauses import Clause, ClauseNodes, Element, Standing
from pincitec.graph.nodes import decode
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Value

TRUTH_OF = {"holds": HOLDS, "fails": FAILS, "undetermined": UNDETERMINED}
BLOCKS = {
    "all": "all of these",
    "any": "any of these",
    "none": "none of these",
    "at_least": "at least {} of these",
    "some": "at least one record",
    "every": "every record",
    "every_or_none": "every record",
    "choose": "the reading chosen",
}
GUARD = "guard"

Place = tuple[str | int, ...]
"""An element within its clause: `root`, `except`, and the numbers of the children on the way to it."""


@frozen
class Wanted:
    """A goal before any scenario ran. `place`: the element whose truth it is about, or `(GUARD,)`. `nodes`: the nodes whose truth or, of a
    comparison, whose operands it is about. `day`: the day of the law."""

    kind: str
    about: str
    element: str = ""
    readings: tuple[str, ...] = ()
    place: Place | None = None
    nodes: frozenset[int] = frozenset()
    day: date | None = None


@frozen
class Inventory:
    """The goals of one clause, and its impossible truth values: (kind, about, element, why)."""

    clause: int
    wanted: tuple[Wanted, ...]
    impossible: tuple[tuple[str, str, str, str], ...]


@frozen
class Maker:
    """Makes inventories; `uses` are the nodes of definitions by the number of their clause, `defined` all of them."""

    pack: Pack
    possible: Possible
    uses: Mapping[int, tuple[int, ...]]
    defined: frozenset[int]

    def clause(self, part: ClauseNodes) -> Inventory:
        """The goals of a clause that decides something."""
        clause = self.pack.clauses[part.clause]
        inner = self.pack.nodes[part.guard].args[0]
        wanted = list(self.truths(inner, "", "", (), place=(GUARD,)))
        ruled = list(self.ruled(inner, "", "", (GUARD,)))
        tops: list[tuple[Place, str, Element]] = [(("root",), "", part.root)] if part.root is not None else []
        tops += [(("except", i), f"except {i + 1}", e) for i, e in enumerate(part.exceptions)]
        for place, number, top in tops:
            same = number == "" and top.node == inner and top.quote is None and top.uncited is None
            more, out = self.element(top, place, number, (), skip=same)
            wanted += more
            ruled += out
        wanted += days(clause)
        return Inventory(part.clause, tuple(wanted), tuple(dict.fromkeys(ruled)))

    def definition(self, number: int) -> Inventory:
        """The goals of a clause that defines something: of all its uses together."""
        nodes = self.uses[number]
        wanted: list[Wanted] = []
        ruled: list[tuple[str, str, str, str]] = []
        if self.pack.nodes[nodes[0]].type == "boolean":
            for kind, code in TRUTH_OF.items():
                reasons = [self.possible.ruled[n].get(code) for n in nodes]
                if all(reasons):
                    ruled.append((kind, "", "", reasons[0] or ""))
                else:
                    wanted.append(Wanted(kind, "", nodes=frozenset(nodes)))
        bodies = [self.pack.nodes[n].args[1] for n in nodes]
        wanted += self.thresholds(bodies, "", ())
        wanted += days(self.pack.clauses[number])
        return Inventory(number, tuple(wanted), tuple(ruled))

    def element(
        self, element: Element, place: Place, number: str, readings: tuple[str, ...], *, skip: bool = False
    ) -> tuple[list[Wanted], list[tuple[str, str, str, str]]]:
        """The goals of an element and of all within it."""
        about = self.about(element)
        wanted: list[Wanted] = []
        ruled: list[tuple[str, str, str, str]] = []
        if not skip:
            wanted += self.truths(element.node, about, number, readings, place=place)
            ruled += self.ruled(element.node, about, number, place)
        if element.kind == "condition" and not element.children:
            wanted += self.thresholds([element.node], number, readings)
        for i, child in enumerate(element.children):
            below = readings
            if element.kind == "choose" and element.choice is not None:
                choice = self.pack.choice[element.choice]
                below = (*readings, f"{choice.name.rpartition('.')[2]} = {choice.alternatives[i].name}")
            label = f"{number}.{i + 1}" if number else str(i + 1)
            more, out = self.element(child, (*place, i), label, below)
            wanted += more
            ruled += out
        return wanted, ruled

    def about(self, element: Element) -> str:
        """What an element is called: its words of the law, or what it is."""
        if element.quote is not None:
            return f"“{self.pack.quotes[element.quote].words}”"
        if element.uncited is not None:
            return f"uncited: {element.uncited}"
        if not element.children:
            return "its condition"
        inner = next((self.about(c) for c in element.children if c.quote is not None), "")
        block = BLOCKS.get(element.kind, element.kind).format(element.at_least)
        return f"{block}: {inner} …" if inner else block

    def truths(self, node: int, about: str, number: str, readings: tuple[str, ...], place: Place) -> Iterator[Wanted]:
        for kind, code in TRUTH_OF.items():
            if code in self.possible.truths(node):
                yield Wanted(kind, about, number, readings, place=place)

    def ruled(self, node: int, about: str, number: str, place: Place) -> Iterator[tuple[str, str, str, str]]:
        for kind, code in TRUTH_OF.items():
            why = self.possible.ruled[node].get(code)
            if why is not None:
                bare = place == (GUARD,) and self.pack.nodes[node].op == "const"
                yield kind, about, number, NO_CONDITION if bare else why

    def thresholds(self, roots: Iterable[int], number: str, readings: tuple[str, ...]) -> Iterator[Wanted]:
        """The boundaries of the comparisons below some nodes, those of equal words together."""
        found: dict[tuple[str, str], set[int]] = {}
        for node in self.comparisons(roots):
            for kind in self.sides(node):
                found.setdefault((kind, self.bound(node)), set()).add(node)
        for (kind, about), nodes in found.items():
            yield Wanted(kind, about, number, readings, nodes=frozenset(nodes))

    def comparisons(self, roots: Iterable[int]) -> Iterator[int]:
        """The comparisons by size of a number with a constant, or of days, in the nodes below; other questions and definitions have their
        own."""
        seen: set[int] = set()
        stack = list(roots)[::-1]
        while stack:
            number = stack.pop()
            if number in seen:
                continue
            seen.add(number)
            node = self.pack.nodes[number]
            if node.op in COMPARISONS and (threshold(self.pack, number) or self.pack.nodes[node.args[0]].type == "date"):
                yield number
            if node.op not in ASKED and number not in self.defined:
                stack.extend(node.args[::-1])

    def sides(self, number: int) -> Iterator[str]:
        """Where a value may lie about the threshold of a comparison."""
        bound = threshold(self.pack, number)
        low, high = (None, None) if bound is None else self.possible.range_of(bound[0])
        if bound is None or low is None or low < bound[1]:
            yield "below"
        yield "at"
        if bound is None or high is None or high > bound[1]:
            yield "above"

    def bound(self, number: int) -> str:
        """A threshold in words."""
        constants = [self.pack.nodes[a] for a in self.pack.nodes[number].args if self.pack.nodes[a].op == "const"]
        if not constants:
            return "the day compared with"
        value: Value = decode(constants[0].param)
        return shown(self.pack, constants[0].type, value) or str(value)


def days(clause: Clause) -> Iterator[Wanted]:
    """The day before a clause stands, its first day and its last one, of each stretch of days on which it stands."""
    for from_, until in stretches(clause.standings):
        for kind, day in (
            ("day before", None if from_ is None or from_ == date.min else from_ - timedelta(1)),
            ("first day", from_),
            ("last day", None if until is None else until - timedelta(1)),
        ):
            if day is not None:
                yield Wanted(kind, show_date(day), day=day)


def stretches(standings: Iterable[Standing]) -> Iterator[tuple[date | None, date | None]]:
    """The stretches of days on which a clause is in force, for all or for some."""
    spans = sorted({(s.from_ or date.min, s.until or date.max) for s in standings if s.state == "in_force"})
    merged: list[tuple[date, date]] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    for start, end in merged:
        yield (None if start == date.min else start), (None if end == date.max else end)


def inventories(pack: Pack) -> tuple[Inventory, ...]:
    """The goals of every clause of a pack that decides, or that defines something which a decision uses."""
    uses: dict[int, tuple[int, ...]] = {}
    for use in pack.definitions:
        uses[use.clause] = (*uses.get(use.clause, ()), use.node)
    maker = Maker(pack, Possible(pack), uses, frozenset(use.node for use in pack.definitions))
    parts = {part.clause: part for q in reversed(pack.questions) if q.under is None and not q.supposed for part in q.clauses}
    made = []
    for number in range(len(pack.clauses)):
        if number in parts:
            made.append(maker.clause(parts[number]))
        elif number in uses:
            made.append(maker.definition(number))
    return tuple(made)
