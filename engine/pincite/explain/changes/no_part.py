"""Which facts were given and played no part in an answer.

An answer rests on what its truth tables rest on: of an "and" that fails on the conditions that fail, of one that holds on all. Every fact
that belongs to some smallest sufficient reason is reached so, from the verdict down; those that are not reached can be left out, one or
all, and the answer stays. That is evaluated before it is said.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from pincite.explain.case import Case, prepare
from pincite.explain.changes.model import EITHER_WAY, NOT_ASKED, NoPart
from pincite.explain.clauses import result
from pincite.explain.display import show_date, shown
from pincite.explain.findings import facts_read
from pincite.texts import say
from pincitec.graph.nodes import Node
from pincitec.graph.slices import reachable
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Fault


def no_part(case: Case) -> tuple[NoPart, ...]:
    """The facts with a value that played no part, in the order of the law; then those not asked for, by name. Of an open answer, only
    the latter."""
    asked = [name for name in facts_read(case) if name in case.facts.values]
    given = [*asked, *sorted(case.facts.values.keys() - set(asked))]
    root = case.questions[0].verdict
    read = {str(case.node(n).param) for n in reachable(case.slice.nodes, (root,)) if case.node(n).op == "fact"}
    idle: set[str] = set()
    if result(case.values[root])[0] != UNDETERMINED:
        idle = (read & set(given)) - rests_on_facts(case, root)
        if idle and not stays_without(case, idle):
            idle = set()  # never claimed without having been seen
    return tuple(told(case, name, EITHER_WAY if name in idle else NOT_ASKED) for name in given if name in idle or name not in read)


def told(case: Case, name: str, why: str) -> NoPart:
    fact = case.pack.fact[name]
    if why == NOT_ASKED:
        text = say("no provision in force on {day} that decides this asks for it", day=show_date(case.law_on))
    else:
        text = say("the answer is the same whatever it is")
    return NoPart(name, fact.wording.label, shown(case.pack, fact.type, case.facts.values[name]), why, text)


def stays_without(case: Case, idle: set[str]) -> bool:
    """Whether the answer is the same where nothing is known of these facts."""
    run = prepare(case.pack, case.questions[0], case.law_on, case.readings, "generated").run
    try:
        values = run({name: value for name, value in case.facts.values.items() if name not in idle}, case.on)
    except Fault:
        return False
    root = case.questions[0].verdict
    return result(values[root]) == result(case.values[root])


def rests_on_facts(case: Case, root: int) -> set[str]:
    """The facts in some sufficient reason for what a node came to; some more where reasons are not told apart."""
    found: set[str] = set()
    seen: set[int] = set()
    stack = [root]
    while stack:
        number = stack.pop()
        if number in seen:
            continue
        seen.add(number)
        node = case.node(number)
        if node.op == "fact":
            found.add(str(node.param))
        stack.extend(reasons(node, case.values[number], [case.values[a] for a in node.args]))
    return found


def reasons(node: Node, value: Any, operands: Sequence[Any]) -> Iterator[int]:
    """The arguments that a value rests on."""
    match node.op:
        case "and" | "or" | "at_least" if value in (HOLDS, FAILS):
            every = value == (HOLDS if node.op == "and" else FAILS) and node.op != "at_least"
            yield from (a for a, v in zip(node.args, operands, strict=True) if every or v == value)
        case "decide" if isinstance(node.param, tuple) and not node.param[1] and value in (HOLDS, FAILS):
            yield from of_verdict(node, value, operands)
        case "decide_value" if value.verdict == HOLDS:
            for place in range(0, len(node.args), 3):
                yield from node.args[place : place + (2 if operands[place + 1] == FAILS else 3)]
        case _:
            yield from node.args


def of_verdict(node: Node, value: int, operands: Sequence[Any]) -> Iterator[int]:
    """A verdict that holds rests on what grants and on all that could refuse; one that fails on each requirement that is not met, and on
    nothing that grants where what grants fails."""
    assert isinstance(node.param, tuple) and isinstance(node.param[0], tuple)  # INVARIANT: a pack is validated
    guards = list(zip(node.param[0], node.args[1::2], operands[1::2], strict=True))
    yield from node.args[0::2]
    granted = [g for effect, _, g in guards if effect == "grant"]
    for effect, guard, truth in guards:
        if effect == "grant":
            wanted = truth == HOLDS if value == HOLDS else all(g == FAILS for g in granted)
        elif effect == "require":
            wanted = HOLDS in (value, truth)
        else:
            wanted = HOLDS in (value, truth) or all(g == FAILS for g in granted)
        if wanted:
            yield guard
