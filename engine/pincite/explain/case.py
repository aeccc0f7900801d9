"""One case: a question on one day of the law, under chosen readings, with the value of every node.

Everything above asks the case; nothing above evaluates. Assumes a pack that passed `validate` and facts that fit it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from pincite.evaluate import Compiled, Executor, Name, compile_slice, executor as make_executor
from pincite.facts import Facts
from pincite.texts import ENGLISH, spoken
from pincitec.graph.clauses import Clause, ClauseNodes, Element, Question
from pincitec.graph.nodes import FOLDS, Node, decode
from pincitec.graph.pack import Pack
from pincitec.graph.slices import STATE_TRUTH, Slice, conditions_on, slice_graph, standings_on
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.values import Value

T = TypeVar("T")

TRANSPARENT = {"same": 0, "unknown_unless": 1, "undetermined_unless": 1}
"""Nodes that pass an argument on: what a reader wants to see is below them."""


ASKED = ("truth_of", "value_of")
"""Nodes that ask another question."""


class Case(NamedTuple):
    """A pack on a day, evaluated. `questions[0]` is the one asked; the others are asked by its clauses, each once. `own` keeps what is made
    of this case more than once; a case that is made from it with other facts has none of it."""

    pack: Pack
    facts: Facts
    on: date
    law_on: date
    readings: Mapping[str, str]
    slice: Slice
    questions: tuple[Question, ...]
    values: Sequence[Any]
    kept: dict[Any, Any] | None = None
    own: dict[str, Any] | None = None

    def once(self, key: tuple[object, ...], make: Callable[[], T]) -> T:
        """What is the same for all facts, made once for a question on a day of the law under its readings. `key` tells it apart from all
        else that is kept so. Nothing is kept in a language other than English: what that lacks is counted for every answer."""
        if self.kept is None or spoken() != ENGLISH:
            return make()
        if key not in self.kept:
            if len(self.kept) >= MOST_KEPT:
                self.kept.clear()
            self.kept[key] = make()
        found: T = self.kept[key]
        return found

    def node(self, number: int) -> Node:
        return self.slice.nodes[number]

    def truth(self, number: int) -> int:
        code = self.values[number]
        return code if isinstance(code, int) else UNDETERMINED

    def peel(self, number: int) -> int:
        """The node below those that only pass a value on."""
        while (node := self.node(number)).op in TRANSPARENT:
            number = node.args[TRANSPARENT[node.op]]
        return number

    def walk(self, number: int) -> Iterator[int]:
        """The nodes below one, each once, from left to right; other questions are named and not entered."""
        return walk(self.slice.nodes, (number,))

    def facts_under(self, number: int) -> tuple[str, ...]:
        """The facts that a node reads itself, in the order in which it names them."""
        return self.once(
            ("facts", number),
            lambda: tuple(dict.fromkeys(str(self.node(n).param) for n in self.walk(number) if self.node(n).op == "fact")),
        )

    def questions_under(self, number: int) -> tuple[int, ...]:
        """The numbers, among `questions`, of those that a node asks."""
        return self.once(("questions", number), lambda: tuple(self._questions(number)))

    def _questions(self, number: int) -> Iterable[int]:
        asked = [self.node(n).args[0] for n in self.walk(number) if self.node(n).op in ASKED]
        verdicts = [q.verdict for q in self.questions]
        return dict.fromkeys(verdicts.index(v) for v in map(self.peel, asked) if v in verdicts)

    def fold_under(self, number: int) -> int | None:
        """The first fold that a node reads at its own level."""
        return self.once(("fold", number), lambda: next((n for n in self.walk(number) if self.node(n).op in FOLDS), None))


def walk(nodes: Sequence[Node], roots: Iterable[int]) -> Iterator[int]:
    """Depth first, left to right, each node once; the verdict of another question is not entered."""
    seen: set[int] = set()
    stack = list(roots)[::-1]
    while stack:
        number = stack.pop()
        if number in seen:
            continue
        seen.add(number)
        yield number
        if nodes[number].op not in ASKED:
            stack.extend(nodes[number].args[::-1])


class Prepared(NamedTuple):
    """A question on one day of the law under chosen readings, ready for any facts. `compiled`: the function behind `run`, if there is one.
    `kept`: what its cases have in common (`Case.once`)."""

    slice: Slice
    questions: tuple[Question, ...]
    run: Executor
    compiled: Compiled | None = None
    kept: dict[Any, Any] | None = None


PREPARED: Final[dict[tuple[object, ...], Prepared]] = {}
MOST_PREPARED: Final = 64
MOST_KEPT: Final = 50_000
"""Entries of `kept`, for each question that is prepared."""


def open_case(pack: Pack, question: Question, facts: Facts, on: date, law_on: date, readings: Mapping[str, str], executor: Name) -> Case:
    """Evaluates a question with everything that its proof will need. Raises `Fault` for a division by zero."""
    ready = prepare(pack, question, law_on, readings, executor)
    return Case(pack, facts, on, law_on, readings, ready.slice, ready.questions, ready.run(facts.values, on), ready.kept, {})


def prepare(pack: Pack, question: Question, law_on: date, readings: Mapping[str, str], name: Name) -> Prepared:
    """The slice of a question and of all that its proof shows. Kept by the pack's hash: whoever asks about many people asks the same."""
    key = (pack.hash, question.verdict, law_on, tuple(sorted(readings.items())), name)
    if pack.hash and key in PREPARED:
        return PREPARED[key]
    resolved = slice_graph(pack, law_on, readings, (question.verdict,))
    questions = questions_from(pack, resolved.nodes, question, law_on, readings)
    roots = dict.fromkeys(n for q in questions for n in (q.verdict, *roots_of(pack, q, law_on, readings)))
    sliced = slice_graph(pack, law_on, readings, roots)
    compiled = compile_slice(sliced, pack) if name == "generated" else None
    ready = Prepared(sliced, questions, compiled.evaluate if compiled else make_executor(sliced, pack, name), compiled, {})
    if pack.hash:
        if len(PREPARED) >= MOST_PREPARED:
            PREPARED.clear()
        PREPARED[key] = ready
    return ready


def in_play(clause: Clause, law_on: date) -> bool:
    """Whether the elements of a clause count on a day: it stands, for all or for some."""
    return any(s.state == "in_force" for s in standings_on(clause.standings, law_on))


def roots_of(pack: Pack, question: Question, law_on: date, readings: Mapping[str, str]) -> Iterator[int]:
    """The nodes that the proof of a question shows."""
    for part in question.clauses:
        yield from (part.standing, part.guard)
        for act in conditions_on(standings_on(pack.clauses[part.clause].standings, law_on)):
            yield pack.nodes[part.guard].args[1 + act]
        if in_play(pack.clauses[part.clause], law_on):
            yield from shown_by(pack, part, readings)


def shown_by(pack: Pack, part: ClauseNodes, readings: Mapping[str, str]) -> Iterator[int]:
    if part.value is not None:
        yield part.value
    for element in (*((part.root,) if part.root else ()), *part.exceptions):
        yield from nodes_of(pack, element, readings)


def nodes_of(pack: Pack, element: Element, readings: Mapping[str, str]) -> Iterator[int]:
    """The nodes of an element and of those in it that stand on their own: not those evaluated for each record, nor other readings."""
    yield element.node
    if element.kind in ("some", "every", "every_or_none"):
        return
    for child in active_children(pack, element, readings):
        yield from nodes_of(pack, child, readings)


def active_children(pack: Pack, element: Element, readings: Mapping[str, str]) -> tuple[Element, ...]:
    """The children that count: of a choice, the alternative that is read."""
    if element.kind != "choose" or element.choice is None:
        return element.children
    choice = pack.choice[element.choice]
    names = [a.name for a in choice.alternatives]
    return (element.children[names.index(readings.get(choice.name, choice.default))],)


def questions_from(
    pack: Pack, nodes: Sequence[Node], question: Question, law_on: date, readings: Mapping[str, str]
) -> tuple[Question, ...]:
    """The question and those that it asks, directly or not, in order of first mention."""
    found = {question.verdict: question}
    pending = [question]
    while pending:
        now = pending.pop(0)
        roots = [n for part in now.clauses if in_play(pack.clauses[part.clause], law_on) for n in shown_by(pack, part, readings)]
        for number in walk(nodes, roots):
            if nodes[number].op in ASKED:
                asked = nodes[number].args[0]
                while nodes[asked].op in TRANSPARENT:
                    asked = nodes[asked].args[TRANSPARENT[nodes[asked].op]]
                if asked in pack.question and asked not in found:
                    found[asked] = pack.question[asked]
                    pending.append(pack.question[asked])
    return tuple(found.values())


def choices_met(pack: Pack, question: Question, law_on: date) -> tuple[str, ...]:
    """The choices that the question can meet on that day under any reading, in order of declaration."""
    seen: set[int] = set()
    met: set[str] = set()
    stack = [question.verdict]
    while stack:
        number = stack.pop()
        if number in seen:
            continue
        seen.add(number)
        node = pack.nodes[number]
        if node.op == "reading":
            met.add(str(node.param))
        if node.op == "clause" and isinstance(node.param, int):
            standings = standings_on(pack.clauses[node.param].standings, law_on)
            if len(standings) == 1 and standings[0].when is None and STATE_TRUTH[standings[0].state] != STATE_TRUTH["in_force"]:
                continue
        stack.extend(node.args)
    return tuple(c.name for c in pack.choices if c.name in met)


def supposed_value(case: Case, question: Question) -> tuple[tuple[str, Value], ...]:
    """The facts that a question supposes, with the values supposed."""
    return tuple((name, case.values[n] if case.values[n] is not None else constant(case, n)) for name, n in question.supposed)


def constant(case: Case, number: int) -> Value:
    node = case.node(case.peel(number))
    return decode(node.param) if node.op == "const" else None
