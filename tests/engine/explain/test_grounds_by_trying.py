"""Sufficient grounds over generated rule sets: each set is enough by the executor alone, and no part of it can be left out."""

from collections.abc import Sequence

from attrs import evolve
from hypothesis import assume, given
from tests.engine.explain.brute_force import Asked, ask, partly, plain
from tests.engine.explain.rule_parts import Size
from tests.engine.explain.test_reasons_by_brute_force import Trial, determined, trials, trying

from pincite.evaluate import Compiled, compile_slice
from pincitec.graph.nodes import Node
from pincitec.graph.slices import slice_graph
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.verdicts import GAP

MADE_OF_OTHERS = ("and", "or", "at_least", "same", "not", "decide", "decide_value", "const", "stand")
COMPLETIONS = 40


@given(trials(Size(40)))
@trying(30)
def test_grounds_are_the_minimal_sets_of_elements_that_suffice(trial: Trial) -> None:
    rules, random = trial.written()
    asked = ask(rules, rules.decisions[0])
    values = partly(asked, random, known=0.8, most=10**9)
    base = asked.result(values)
    assume(base[0] in (HOLDS, FAILS, GAP))  # a conflict has a ground for each of the answers that contradict one another
    before = asked.compiled.evaluate(values, asked.on)
    cut, numbers = apart(asked)

    def settles(codes: dict[int, int]) -> bool:
        return plain(cut.evaluate({f"e{n}": code for n, code in codes.items()}, asked.on)[asked.verdict]) == base

    def suffices(parts: frozenset[int]) -> bool:
        """Whether these elements as they are settle the same result, whatever the others are: tried at random."""
        others = [n for n in numbers if n not in parts]
        tried: list[Sequence[int]] = [random.choices((FAILS, HOLDS), k=len(others)) for _ in range(COMPLETIONS)]
        return all(settles({**{n: before[n] for n in parts}, **dict(zip(others, codes, strict=True))}) for codes in tried)

    found = [g for g in determined(asked, values).grounds if g.question == 0]
    sets = {frozenset(under(asked, g.parts[p].node) for p in places) for g in found for places in g.sets}
    for parts in sets:
        assert suffices(parts)
        for fewer in (parts - {one} for one in parts):
            if settles({n: before[n] for n in fewer}):  # by its own clause no part can be left out; by another clause fewer may do
                assert any(other <= fewer for other in sets)


def apart(asked: Asked) -> tuple[Compiled, tuple[int, ...]]:
    """The question as a function of its elements, each a fact `e` and its node; a decision that is a condition is one."""
    nodes = list(asked.slice.nodes)
    found: list[int] = []
    stack = [asked.verdict]
    seen: set[int] = set()
    while stack:
        number = stack.pop()
        if number in seen:
            continue
        seen.add(number)
        node = nodes[number]
        if node.op in MADE_OF_OTHERS:
            stack += node.args
        elif node.type == "boolean":
            found.append(number)
            nodes[number] = Node("fact", "boolean", (), f"e{number}")
    pack = evolve(asked.pack, nodes=tuple(nodes))
    return compile_slice(slice_graph(pack, asked.on, {}, (asked.verdict,)), pack), tuple(sorted(found))


def under(asked: Asked, number: int) -> int:
    """The element below what turns it round."""
    while asked.slice.nodes[number].op in ("same", "not"):
        number = asked.slice.nodes[number].args[0]
    return number
