"""Evaluates what scenarios ask, and says which goals of which clauses they show.

A scenario shows something only of the decisions that it expects an outcome of, and of what these rest on: a value that nobody looks at is
not tested by being computed. Whoever calls says which scenarios passed.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from attrs import frozen

from pincite.evaluate import evaluate_rows
from pincite.exercise.inventory import GUARD, TRUTH_OF, Inventory, Place, Wanted, inventories
from pincite.exercise.model import ClauseExercise, Exercise, Goal, Impossible
from pincite.exercise.possible import threshold
from pincite.explain.case import Case, active_children, in_play, open_case, walk
from pincite.facts import Facts, Given
from pincitec.graph.clauses import ClauseNodes, Element, Question
from pincitec.graph.nodes import FOLDS
from pincitec.graph.pack import Pack
from pincitec.semantics.values import Elapsed, Fault, Value, add_months

NEAR: Mapping[str, int | Fraction] = {"money": 100, "percent": Fraction(1, 100)}
"""How far below a threshold is just below it: a dollar, a percentage point; otherwise one month, day, record or value of a list."""
MONTH = 31


@frozen
class Shown:
    """A scenario that passed: a decision that it expects an outcome of, on a day, with the text of a day, under readings."""

    title: str
    decision: str
    on: date
    law_on: date
    readings: Mapping[str, str]
    facts: Mapping[str, Value]


Seen = dict[int, list[tuple[Any, tuple[Any, ...]]]]
"""By node, each value that it had in a case, with the values of its arguments."""
Key = tuple[int, Wanted]


def exercise(pack: Pack, shown: Iterable[Shown]) -> Exercise:
    """What the scenarios show of every clause. How many there were, and which failed, is for the caller to add."""
    made = inventories(pack)
    by_clause = {one.clause: one for one in made}
    met: dict[Key, str] = {}
    used: dict[int, frozenset[int]] = {}
    for one in shown:
        question = pack.main_question(one.decision)
        given = {name: Given(name, value, "") for name, value in one.facts.items()}
        facts = Facts(given, {name: value for name, value in one.facts.items() if value is not None})
        readings = {c.name: one.readings.get(c.name, c.default) for c in pack.choices}
        try:
            case = open_case(pack, question, facts, one.on, one.law_on, readings, "generated")
        except Fault:
            continue
        for key in shown_by(case, by_clause, used):
            met.setdefault(key, one.title)
    return Exercise(tuple(clause_exercise(pack, one, met) for one in made))


def clause_exercise(pack: Pack, one: Inventory, met: Mapping[Key, str]) -> ClauseExercise:
    clause = pack.clauses[one.clause]
    goals = tuple(Goal(w.kind, w.about, w.element, w.readings, met.get((one.clause, w))) for w in one.wanted)
    impossible = tuple(Impossible(*parts) for parts in one.impossible)
    return ClauseExercise(clause.id, clause.decision, clause.section, clause.citation, clause.location, goals, impossible)


def shown_by(case: Case, inventory: Mapping[int, Inventory], used: dict[int, frozenset[int]]) -> Iterator[Key]:
    """The goals that one case shows. `used` keeps what `used_by` found of each question."""
    rows = Rows(case)
    for question in case.questions:
        for part in question.clauses:
            if part.clause in inventory:
                truths = dict(truths_of(case, rows.seen, part))
                # In a question with facts supposed, the nodes of a clause are others: its elements are known by their places.
                seen = {} if question.supposed else rows.seen
                yield from ((part.clause, w) for w in inventory[part.clause].wanted if shows(case, part.clause, w, truths, seen))
    evaluated = {use.clause for use in case.pack.definitions if use.node in rows.seen}
    for number in evaluated:
        yield from ((number, w) for w in inventory[number].wanted if shows(case, number, w, {}, rows.seen))
    # On the day before it stands, whatever uses a definition may not stand either: then it is enough to ask for that.
    for question in case.questions:
        if question.verdict not in used:
            used[question.verdict] = used_by(case.pack, question)
    for number in frozenset().union(*(used[q.verdict] for q in case.questions)) - evaluated:
        yield from ((number, w) for w in inventory[number].wanted if w.kind == "day before" and w.day == case.law_on)


def used_by(pack: Pack, question: Question) -> frozenset[int]:
    """The clauses, by their numbers, whose definitions some clause of a question uses."""
    roots = [n for part in question.clauses for n in (part.guard, part.value) if n is not None]
    clauses = {use.node: use.clause for use in pack.definitions}
    return frozenset(clauses[n] for n in walk(pack.nodes, roots) if n in clauses)


def shows(case: Case, clause: int, wanted: Wanted, truths: Mapping[Place, set[Any]], seen: Seen) -> bool:
    """Whether a case shows a goal of a clause that it asks. Of a clause that does not stand it shows only the day."""
    if wanted.day is not None:
        return wanted.day == case.law_on
    if not in_play(case.pack.clauses[clause], case.law_on):
        return False
    if wanted.place is not None:
        return TRUTH_OF[wanted.kind] in truths.get(wanted.place, ())
    found = [(n, value, args) for n in wanted.nodes for value, args in seen.get(n, ())]
    if wanted.kind in TRUTH_OF:
        return any(value == TRUTH_OF[wanted.kind] for _, value, _ in found)
    return counts(case, wanted) and any(at_side(case, n, wanted.kind, args) for n, _, args in found)


def counts(case: Case, wanted: Wanted) -> bool:
    """Whether the readings under which an element counts are those of the case."""
    chosen = {f"{name.rpartition('.')[2]} = {alternative}" for name, alternative in case.readings.items()}
    return set(wanted.readings) <= chosen


class Rows:
    """The values of all nodes of a case: of those under a list, one for each record."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.seen: Seen = {}
        order = [n for n in case.slice.order if case.slice.levels[n] == 0]
        self.put(order, case.values)
        for fold in order:
            if case.slice.nodes[fold].op in FOLDS:
                self.fold(fold, case.values)

    def put(self, numbers: Iterable[int], values: Any) -> None:
        for number in numbers:
            args = tuple(values[a] for a in self.case.slice.nodes[number].args)
            self.seen.setdefault(number, []).append((values[number], args))

    def fold(self, number: int, around: Any) -> None:
        inside = self.case.slice.bodies[number]
        for row in evaluate_rows(self.case.slice, around, number):
            self.put(inside, row)
            for inner in inside:
                if self.case.slice.nodes[inner].op in FOLDS:
                    self.fold(inner, row)


def truths_of(case: Case, seen: Seen, part: ClauseNodes) -> Iterator[tuple[Place, set[Any]]]:
    """The truth values of a clause and of its elements, of those under a list for each record."""
    inner = case.pack.nodes[part.guard].args[0]
    yield (GUARD,), {value for value, _ in seen.get(inner, ())}
    tops: list[tuple[Place, Element]] = [(("root",), part.root)] if part.root is not None else []
    tops += [(("except", i), e) for i, e in enumerate(part.exceptions)]
    while tops:
        place, element = tops.pop()
        yield place, {value for value, _ in seen.get(element.node, ())}
        active = active_children(case.pack, element, case.readings)
        tops += [((*place, i), child) for i, child in enumerate(element.children) if any(child is a for a in active)]


def at_side(case: Case, number: int, kind: str, args: tuple[Any, ...]) -> bool:
    """Whether the value that a comparison looks at lies just below its threshold, at it, or above it."""
    bound = threshold(case.pack, number)
    node = case.pack.nodes[number]
    constant_left = bound is not None and node.args[1] == bound[0]
    value, k = (args[1], args[0]) if constant_left or (bound is None and case.pack.nodes[node.args[0]].op == "const") else args
    near = NEAR.get(case.pack.nodes[node.args[0]].type, 1)
    gap = distance(value, k)
    if gap is None:
        return False
    return gap == 0 if kind == "at" else 0 < gap <= near if kind == "below" else gap < 0


def distance(value: Any, k: Any) -> int | Fraction | None:
    """By how much a value falls short of a threshold (less than 0: by how much it exceeds it), in its unit; of a period that still runs in
    months, less than a month as a part of one. None of a value that is not known exactly."""
    if isinstance(value, date) and isinstance(k, date):
        return (k - value).days
    if isinstance(value, Elapsed) and isinstance(k, int):
        try:
            earliest, latest = add_months(value.since, k, value.month_end)
        except Fault:
            return None
        return Fraction((earliest - value.asked).days, MONTH) if earliest == latest else None
    return k - value if isinstance(value, int | Fraction) and isinstance(k, int | Fraction) else None
