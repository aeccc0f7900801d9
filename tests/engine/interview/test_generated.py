"""Interviews over generated rule sets: they come to the verdict that all facts together give, and ask nothing that cannot matter.

`PINCITE_EXAMPLES=1000` makes the tests try so many rule sets.
"""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Final

import pytest

from pincite.facts import Facts, read_facts
from pincite.facts.stating import stated
from pincite.interview import State, answer, back, begin, next_questions, state_from_json, state_to_json
from pincite.interview.state import facts_in
from pincite.interview.trees import to_json, to_yaml
from pincitec.diagnostics import Source
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.values import Value
from tests.engine.explain.brute_force import Asked, ask, complete
from tests.engine.explain.rule_parts import Size
from tests.engine.explain.rule_sets import ASKED, RuleSet, write
from tests.engine.interview.person import Person, interviewed

EXAMPLES: Final = int(os.environ.get("PINCITE_EXAMPLES", "0"))
FOLDER: Final = TemporaryDirectory(prefix="pincite-interviews-")
MOST_COMPLETIONS: Final = 200


@pytest.fixture(scope="module", autouse=True)
def folder() -> Iterator[None]:
    yield
    FOLDER.cleanup()


def written(seed: int, size: Size) -> tuple[RuleSet, Random]:
    random = Random(seed)
    return write(random, size, Path(FOLDER.name)), random


def started(rules: RuleSet, known_already: Mapping[str, Value] | None = None) -> State:
    said = {name: plain(stated(v, rules.pack.type_of[rules.pack.fact[name].type])) for name, v in (known_already or {}).items()}
    state = begin(rules.pack, rules.decisions[0], said, on=ASKED)
    assert isinstance(state, State), state
    return state


def plain(words: str | None) -> object:
    """A value as a Python mapping has it."""
    if words in ("true", "false"):
        return words == "true"
    return int(words) if words is not None and words.isdigit() else words


def part_of(asked: Asked, whole: Mapping[str, Value], random: Random) -> dict[str, Value]:
    """So many facts of a case that what is missing has few completions."""
    names = random.sample(sorted(whole), len(whole))
    left = 1
    while names and left * len(asked.rules.ways[names[-1]]) <= MOST_COMPLETIONS:
        left *= len(asked.rules.ways[names.pop()])
    return {n: whole[n] for n in names}


def case_of(asked: Asked, random: Random) -> dict[str, Value]:
    return {name: random.choice(asked.rules.ways[name]) for name in asked.facts}


@pytest.mark.parametrize("seed", range(EXAMPLES or 10))
def test_an_interview_comes_to_what_all_facts_together_give(seed: int) -> None:
    rules, random = written(seed, Size(24))
    asked = ask(rules, rules.decisions[0])
    whole = case_of(asked, random)
    state, questions = interviewed(started(rules), Person(whole))
    expected = asked.result(whole)
    end = next_questions(state)
    assert end.answer.verdict == expected[0]
    assert end.settled == (expected[0] != UNDETERMINED)
    assert len({q.item for q in questions if q.item.ask != "record"}) == len([q for q in questions if q.item.ask != "record"])


@pytest.mark.parametrize("seed", range(EXAMPLES or 10))
def test_with_silence_it_ends_where_nothing_more_can_settle_it(seed: int) -> None:
    rules, random = written(seed, Size(16, lists=False, values=False))
    asked = ask(rules, rules.decisions[0])
    whole = case_of(asked, random)
    silent = frozenset(n for n in sorted(whole) if random.random() < 0.3)
    state, _ = interviewed(started(rules, part_of(asked, whole, random)), Person(whole, silent))
    end = next_questions(state)
    facts = known(state)
    open_ = complete(asked, facts.values)
    if end.settled:
        assert {verdict for verdict, _ in open_.all} == {end.answer.verdict}
    else:  # whatever is said of the others, what was not said leaves it open
        others = [n for n in open_.names if n not in silent]
        assert all(verdict == UNDETERMINED for verdict, _ in open_.settled_by(others))


@pytest.mark.parametrize("seed", range(EXAMPLES or 10))
def test_what_is_asked_can_matter(seed: int) -> None:
    rules, random = written(seed, Size(12, lists=False))
    asked = ask(rules, rules.decisions[0])
    whole = case_of(asked, random)
    state = started(rules, part_of(asked, whole, random))
    while questions := next_questions(state).questions:
        open_ = complete(asked, known(state).values)
        assert {q.item.fact for q in questions} <= open_.essential() or len(open_.all) == 1
        made = answer(state, Person(whole).says(state, questions[0].item))
        assert isinstance(made, State)
        state = made


def known(state: State) -> Facts:
    facts, problems = facts_in(state)
    assert facts is not None, problems
    return facts


@pytest.mark.parametrize("seed", range(EXAMPLES or 10))
def test_whatever_is_answered_it_ends_and_what_is_saved_says_the_same(seed: int) -> None:
    rules, random = written(seed, Size(20, tied=False))
    asked = ask(rules, rules.decisions[0])
    person = Person(case_of(asked, random))
    state = started(rules)
    for _ in range(200):
        questions = next_questions(state).questions
        if not questions:
            break
        said = random.choice(("true", "unknown", "none", "pending", "no", "7", "course 9", "somebody", "back", "what?"))
        if said == "back":
            state = back(state) or state
            continue
        item = random.choice(questions[:3]).item
        made = answer(state, person.says(state, item) if said == "true" else said, item)
        state = made if isinstance(made, State) else state
    else:
        pytest.fail("it does not end")
    again = state_from_json(rules.pack, state_to_json(state))
    assert again == state
    whole = known(state)
    for name, text in (("a.yaml", to_yaml(state.tree, ASKED)), ("a.json", to_json(state.tree))):
        saved, problems = read_facts(Source(name, text), rules.pack, ASKED)
        assert saved is not None, problems
        assert saved.values == whole.values
        assert asked.result(saved.values) == asked.result(whole.values)
