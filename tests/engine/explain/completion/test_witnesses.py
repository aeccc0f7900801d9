"""Completions that differ are found only where no result is agreed: two ways of saying the same, over generated rule sets and readings."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

from hypothesis import event, given, settings, strategies as st
from tests.engine.explain.rule_parts import Size
from tests.engine.explain.rule_sets import ASKED, RuleSet, write

from pincite.explain.case import Case, open_case
from pincite.explain.completion import diagram
from pincite.explain.completion.complete import agreed
from pincite.explain.completion.witnesses import differ, witnesses
from pincite.facts import Facts, Given
from pincitec.semantics.values import Fault, Value

FOLDER: Final = TemporaryDirectory(prefix="pincite-rules-")
MOST_READINGS: Final = 12


def cases(rules: RuleSet, values: dict[str, Value]) -> Iterator[Case]:
    pack = rules.pack
    facts = Facts({n: Given(n, v, "") for n, v in values.items()}, values, asked=ASKED)
    named = [[(c.name, a.name) for a in c.alternatives] for c in pack.choices]
    for chosen, _ in zip(product(*named), range(MOST_READINGS), strict=False):
        yield open_case(pack, pack.main_question(rules.decisions[0]), facts, ASKED, ASKED, dict(chosen), "generated")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32), st.integers(4, 30), st.sampled_from((0.0, 0.3, 0.7)))
def test_where_completions_differ_none_is_agreed(seed: int, conditions: int, known: float) -> None:
    random = Random(seed)
    rules = write(random, Size(conditions), Path(FOLDER.name))
    values = {n: random.choice(ways) for n, ways in rules.ways.items() if random.random() < known}
    try:
        read = list(cases(rules, values))
    except Fault:
        return
    made = diagram(read[0])
    if isinstance(made, int):
        return
    tried = list(witnesses(made))
    for case in read:
        found = differ(case, tried)
        event(f"differ: {found}")
        assert not (found and agreed(case).agreed)
    if made.agreed():
        assert not differ(read[0], tried)
