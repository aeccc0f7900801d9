"""The interview on the level three-A license asks as few questions as any order of asking can, held against trying every order.

Six things can be asked: the years, the degree, the certification, the judgement of each of two judges, and the other qualifications. An
*order of asking* is a decision tree over them. The best one is found here by dynamic programming over all states of knowledge (each thing
unknown or one of its values), with `pincite.determine` on all complete cases as the only source of verdicts.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import cache
from itertools import product
from typing import Final

import pytest

import pincite
from pincite.interview import Question, State, answer, begin, next_questions
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED

ON: Final = date(2021, 6, 1)
WAYS: Final[Mapping[str, tuple[str, ...]]] = {
    "years_as_level_two": ("2 years", "3 years"),
    "degree_held": ("no_degree", "bachelors", "other_post_baccalaureate", "masters", "doctorate"),
    "national_board": ("no", "yes"),
    "leader_competence department": ("no", "yes"),
    "leader_competence local_superintendent": ("no", "yes"),
    "other_qualifications": ("no", "yes"),
}
THINGS: Final = tuple(WAYS)
Known = tuple[str | None, ...]


@pytest.fixture(scope="module")
def pack() -> Pack:
    return pincite.load()


@pytest.fixture(scope="module")
def verdicts(pack: Pack) -> Mapping[tuple[str, ...], int]:
    """The verdict of every complete case."""
    found = {}
    for case in product(*WAYS.values()):
        said = dict(zip(THINGS, case, strict=True))
        judged = [{"by": j, "value": said[f"leader_competence {j}"] == "yes"} for j in ("department", "local_superintendent")]
        facts: dict[str, object] = {
            "years_as_level_two": said["years_as_level_two"],
            "degree_held": said["degree_held"],
            "national_board": said["national_board"] == "yes",
            "leader_competence": {"judgements": judged},
            "other_qualifications": said["other_qualifications"] == "yes",
        }
        found[case] = pincite.determine(pack, "level_three_a", facts, on=ON).verdict
    return found


def thing(question: Question) -> str:
    name = question.item.fact.rpartition(".")[2]
    return f"{name} {question.item.judge.rpartition('.')[2]}" if question.item.judge else name


def started(pack: Pack) -> State:
    state = begin(pack, "level_three_a", on=ON)
    assert isinstance(state, State)
    return state


def said(state: State, text: str) -> State:
    made = answer(state, text)
    assert isinstance(made, State), made
    return made


def put_to(pack: Pack, case: Mapping[str, str]) -> tuple[list[str], int]:
    """What somebody with this case is asked, and the verdict at the end."""
    state, asked = started(pack), []
    while questions := next_questions(state).questions:
        asked.append(thing(questions[0]))
        state = said(state, case[asked[-1]])
    return asked, next_questions(state).answer.verdict


@pytest.mark.slow
def test_no_order_of_asking_takes_fewer_questions(pack: Pack, verdicts: Mapping[tuple[str, ...], int]) -> None:
    @cache
    def results(known: Known) -> frozenset[int]:
        return frozenset(v for case, v in verdicts.items() if all(k in (None, c) for k, c in zip(known, case, strict=True)))

    @cache
    def fewest(known: Known) -> tuple[Fraction, int]:
        """The questions to be expected in the best order, each case as likely as another, and the most in an order that is best there."""
        if len(results(known)) == 1:
            return Fraction(0), 0
        expected, most = [], []
        for place, name in enumerate(THINGS):
            if known[place] is None:
                after = [fewest((*known[:place], value, *known[place + 1 :])) for value in WAYS[name]]
                expected.append(1 + sum((a[0] for a in after), Fraction(0)) / len(after))
                most.append(1 + max(a[1] for a in after))
        return min(expected), min(most)

    nothing: Known = (None,) * len(THINGS)
    counts = []
    for case, verdict in verdicts.items():
        asked, found = put_to(pack, dict(zip(THINGS, case, strict=True)))
        assert found == verdict
        assert len(asked) == len(set(asked))
        known = list(nothing)
        for name in asked:  # what was asked could still matter: its values lead to different results in some case
            place = THINGS.index(name)
            others = [tuple(k if i != place else v for i, k in enumerate(known)) for v in WAYS[name]]
            assert len(results(tuple(known))) == 2
            assert any(
                verdicts[a] != verdicts[b]
                for a in verdicts
                for b in verdicts
                if a[:place] + a[place + 1 :] == b[:place] + b[place + 1 :]
                if all(k in (None, c) for k, c in zip(known, a, strict=True))
            ), (known, name, others)
            known[place] = case[place]
        assert len(results(tuple(known))) == 1
        counts.append(len(asked))
    assert Fraction(sum(counts), len(counts)) == fewest(nothing)[0] == Fraction(157, 80)
    assert max(counts) == fewest(nothing)[1] == 6
    expected = next_questions(started(pack)).questions[0]
    assert (expected.expected, expected.most) == ("157/80", 6)


PATHS: Final = (
    # granted with a degree: "holds" needs the years, both judgements, the qualifications and one of two limbs: five facts, none fewer
    (("3 years", "yes", "yes", "yes", "masters"), HOLDS),
    # granted with certification: the degree has to be asked first or second; as the second of two limbs it takes one question more
    (("3 years", "yes", "yes", "yes", "bachelors", "yes"), HOLDS),
    # refused at the first question: one element that is not met is enough, and one question is the least there is
    (("2 years",), FAILS),
    # refused by the first judge: what the other one finds cannot matter
    (("3 years", "no"), FAILS),
    (("3 years", "yes", "no"), FAILS),
    # refused for want of a degree and certification: both limbs have to be known to fail
    (("3 years", "yes", "yes", "yes", "no_degree", "no"), FAILS),
    # one judge has not judged: a grant is out of reach, a refusal is not, and so the rest is asked
    (("3 years", "yes", "unknown", "yes", "masters"), UNDETERMINED),
    (("3 years", "unknown", "no"), FAILS),
    # with the degree not known, the certification alone could neither grant nor refuse: five questions, not six
    (("unknown", "unknown", "unknown", "unknown", "unknown"), UNDETERMINED),
    # without a degree, and the certification not known: nothing else can refuse, so nothing is left
    (("3 years", "yes", "yes", "yes", "bachelors", "unknown"), UNDETERMINED),
)


@pytest.mark.parametrize(("answers", "verdict"), PATHS)
def test_paths(pack: Pack, answers: tuple[str, ...], verdict: int) -> None:
    state = started(pack)
    for text in answers:
        assert next_questions(state).questions
        state = said(state, text)
    end = next_questions(state)
    assert (end.questions, end.answer.verdict, end.settled) == ((), verdict, verdict != UNDETERMINED)


def test_what_is_known_already_is_not_asked(pack: Pack) -> None:
    state = begin(pack, "level_three_a", {"years_as_level_two": "4 years", "degree_held": "masters"}, on=ON)
    assert isinstance(state, State)
    names = [thing(q) for q in next_questions(state).questions]
    assert names == ["leader_competence department", "leader_competence local_superintendent", "other_qualifications"]


def test_where_the_law_says_nothing_nothing_is_asked(pack: Pack) -> None:
    state = begin(pack, "minimum_salary", on=date(2014, 1, 1))  # the text of that day is not on file
    assert isinstance(state, State)
    turn = next_questions(state)
    assert (turn.questions, turn.settled, turn.answer.status) == ((), False, "text_not_on_file")


def test_an_amount_is_asked_for_after_its_conditions(pack: Pack) -> None:
    state = begin(pack, "additional_salary", on=date(2021, 6, 1))
    assert isinstance(state, State)
    for name, text in (
        ("role", "1"),
        ("extended_learning_program", "yes"),
        ("base_salary", "$60,000"),
        ("contract_days", "190"),
        ("program_days", "10 days"),
    ):
        question = next_questions(state).questions[0]
        assert thing(question) == name
        state = said(state, text)
    assert next_questions(state).answer.value == "$3,157 17/19 (not rounded)"


def test_an_amount_that_cannot_be_computed_is_not_asked_further(pack: Pack) -> None:
    facts = {"role": "teacher", "extended_learning_program": True}
    state = begin(pack, "additional_salary", facts, on=date(2021, 6, 1))
    assert isinstance(state, State)
    assert [thing(q) for q in next_questions(state).questions] == ["base_salary", "contract_days", "program_days"]
    assert next_questions(said(state, "unknown")).questions == ()
