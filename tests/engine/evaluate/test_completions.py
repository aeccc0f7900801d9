"""What is determined with facts missing is what every completion says; by brute force over the level three-A rule and the verdicts."""

from datetime import date
from fractions import Fraction
from itertools import product
from typing import Any

from pincite.evaluate import compile_slice, evaluate
from pincite.evaluate.verdict_table import VERDICT, value_once
from pincitec.graph.slices import slice_graph
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import DateRange, Elapsed, Interval, Value
from pincitec.semantics.verdicts import decide, decide_value_once
from tests.engine.sample_pack import NM, sample_pack

DAY = date(2021, 6, 1)
TWO_DAYS = DateRange(date(2020, 2, 29), date(2020, 3, 1))
TRUTHS = (FAILS, UNDETERMINED, HOLDS)
CHOICES: dict[str, tuple[Value, Value]] = {
    f"{NM}.years_as_level_two": (35, 36),
    f"{NM}.degree_held": (1, 2),
    f"{NM}.national_board": (FAILS, HOLDS),
    f"{NM}.leader_competence": (FAILS, HOLDS),
    f"{NM}.other_qualifications": (FAILS, HOLDS),
}


def test_the_level_three_rule_is_determined_exactly_where_all_completions_agree() -> None:
    pack = sample_pack()
    verdict = pack.main_question(f"{NM}.level_three_a").verdict
    compiled = compile_slice(slice_graph(pack, DAY, {}, [verdict]), pack)

    def answer(values: tuple[Value, ...]) -> Any:
        return compiled.evaluate({name: v for name, v in zip(CHOICES, values, strict=True) if v is not None}, DAY)[verdict]

    whole = {values: answer(values) for values in product(*CHOICES.values())}
    for partial in product(*((None, *both) for both in CHOICES.values())):
        completions = {v for values, v in whole.items() if all(p in (None, x) for p, x in zip(partial, values, strict=True))}
        assert answer(partial) == (completions.pop() if len(completions) == 1 else UNDETERMINED)


def test_the_boundary_of_three_years() -> None:
    pack = sample_pack()
    verdict = pack.main_question(f"{NM}.level_three_a").verdict
    slice = slice_graph(pack, DAY, {}, [verdict])
    others = {name: both[1] for name, both in CHOICES.items()}
    cases: tuple[tuple[Value, int], ...] = (
        (35, FAILS),
        (36, HOLDS),
        (37, HOLDS),
        (Elapsed(date(2018, 6, 2), DAY), FAILS),
        (Elapsed(date(2018, 6, 1), DAY), HOLDS),
        (Interval(24, 36), UNDETERMINED),
        (Interval(36, 40), HOLDS),
        (Interval(24, 35), FAILS),
        (None, UNDETERMINED),
    )
    for years, expected in cases:
        inputs = {**others, f"{NM}.years_as_level_two": years}
        assert evaluate(slice, inputs, DAY)[verdict] == expected
        assert compile_slice(slice, pack).evaluate(inputs, DAY)[verdict] == expected


def test_the_table_of_verdicts_is_the_algebra() -> None:
    effects = ("grant", "deny", "require")
    for standings, guards in product(product(TRUTHS, repeat=3), repeat=2):
        states = [s for pair in zip(standings, guards, strict=True) for s in pair]
        stands = standings[0] | standings[1] | standings[2]
        place = guards[0] | guards[1] << 2 | guards[2] << 4 | standings[0] << 6 | stands << 8
        assert VERDICT[place] == decide(effects, (), *states)


def test_the_short_way_to_a_value_is_the_long_way() -> None:
    values: tuple[Value, ...] = (60, 54, None, Fraction(1, 3), Interval(1, 2), Elapsed(DAY, DAY), date(2020, 1, 1), TWO_DAYS, "a")
    alike = [(a, b) for a in values for b in values if a is None or b is None or kind(a) == kind(b)]
    for (a, b), guards in product(alike, product(TRUTHS, repeat=2)):
        assert value_once(guards, (a, b)) == decide_value_once(guards, (a, b))
    assert value_once((), ()) == decide_value_once((), ())


def kind(value: Value) -> type:
    return int if isinstance(value, (int, Fraction, Interval, Elapsed)) else date if isinstance(value, DateRange) else type(value)


def test_generated_source_holds_no_text_of_a_pack() -> None:
    from attrs import evolve

    from pincitec.graph.nodes import Node

    pack = sample_pack()
    hostile = "x = __import__('os')"
    nodes = tuple(Node("const", "text", (), hostile) if i == 2 else n for i, n in enumerate(pack.nodes))
    nodes = tuple(evolve(n, param=f"{hostile}.{n.param}") if n.op == "fact" else n for n in nodes)
    slice = slice_graph(evolve(pack, nodes=nodes), DAY, {}, range(len(nodes)))
    compiled = compile_slice(slice, pack)
    assert "import" not in compiled.source
    assert compiled.facts[0].startswith(hostile)
