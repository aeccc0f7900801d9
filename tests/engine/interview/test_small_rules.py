"""Interviews on small rules written for one point each: judges of whom one is enough, records beside one another, a fault, a period that no
rule settles, an exception."""

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from pincite.interview import State, begin, entered, next_questions
from pincitec.diagnostics import Diagnostic
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Fault
from tests.engine.explain.rule_sets import compiled

ON: Final = date(2021, 6, 1)
HEAD: Final = """policy xx.made "Made up"
source code = "xx/1"
party office "the office"
party board  "the board"
party person "a person"
"""


def started(folder: Path, law: str, policy: str, decision: str, **facts: object) -> State:
    state = begin(compiled(folder, f"Made up.\n{law}\n", HEAD + policy), decision, facts, on=ON)
    assert isinstance(state, State), state
    return state


def asked(state: State) -> list[str]:
    """What can be asked, the best first: facts, fields, and who judges."""
    items = [q.item for q in next_questions(state).questions]
    return [" ".join(filter(None, (i.fact.rpartition(".")[2], (i.judge or "").rpartition(".")[2], *i.record, i.field))) for i in items]


def said(state: State, *texts: str) -> State:
    for text in texts:
        made = entered(state, next_questions(state).questions[0].item, text)
        assert isinstance(made, State), made
        state = made
    return state


ENDORSED: Final = (
    "A. The office shall grant a badge to one who is endorsed.",
    """fact endorsed : boolean judged by office or board "is endorsed"
decision badge : entitlement of person "a badge"
provision code(A) {
  "The office shall grant a badge to one who" means grant badge when "is endorsed" means endorsed
}
""",
    "badge",
)


def test_of_judges_of_whom_one_is_enough_the_other_is_asked_only_where_the_first_has_not_judged(tmp_path: Path) -> None:
    state = started(tmp_path, *ENDORSED)
    assert asked(state) == ["endorsed office", "endorsed board"]
    assert next_questions(state).questions[0].most == 1
    for text, verdict in (("yes", HOLDS), ("no", FAILS)):
        assert (asked(said(state, text)), next_questions(said(state, text)).answer.verdict) == ([], verdict)
    assert asked(said(state, "unknown")) == ["endorsed board"]
    assert next_questions(said(state, "unknown", "yes")).answer.verdict == HOLDS
    assert asked(said(state, "unknown", "unknown")) == []


def test_judges_who_differ_are_not_asked_again(tmp_path: Path) -> None:
    both = {"judgements": [{"by": "office", "value": True}, {"by": "board", "value": False}]}
    turn = next_questions(started(tmp_path, *ENDORSED, endorsed=both))
    assert (turn.questions, turn.answer.verdict) == ((), UNDETERMINED)


NEXT: Final = (
    "A. The office may end the contract of one who failed in a year and failed in the year that follows.",
    """record review by year {
  year   : school_year
  passed : boolean "passed"
}
fact reviews : list of review "reviews"
decision end : permission of office "end the contract"
provision code(A) {
  "The office may end the contract of one who" means office may end when some r in reviews {
    "failed in a year" means not r.passed
    "failed in the year that follows" means not next(r).passed
  }
}
""",
    "end",
)


def test_the_record_after_a_record_is_asked_for(tmp_path: Path) -> None:
    state = started(tmp_path, *NEXT)
    assert asked(said(state, "2018-19")) == ["reviews 2018-19 passed", "reviews"]
    failed = said(state, "2018-19", "no", "2019-20")
    assert asked(failed)[0] == "reviews 2019-20 passed"
    assert next_questions(said(failed, "no")).answer.verdict == HOLDS
    assert asked(said(state, "2018-19", "yes")) == ["reviews"]  # a year that was passed matters to no other


def test_whether_the_records_are_all_is_asked_only_where_it_settles_something(tmp_path: Path) -> None:
    state = started(tmp_path, *NEXT)
    apart = said(state, "2018-19", "no", "2020-21", "yes")  # 2019-20 is missing, in a complete list too
    assert asked(apart) == ["reviews"]
    assert asked(said(apart, "none")) == []
    assert asked(said(apart, "2019-20", "yes", "none")) == ["reviews"]
    assert next_questions(said(apart, "2019-20", "yes", "none", "the personnel file")).answer.verdict == FAILS


RATE: Final = (
    "A. The rate is the pay by the days taught.",
    """fact pay   : money "pay"
fact spent : days  "days"
fact more  : days  "days beyond them"
decision rate : money "rate"
provision code(A) { "The rate is the pay by the days taught" means rate = pay / spent * more }
""",
    "rate",
)


def test_an_answer_that_cannot_be_computed_with_is_a_fault_of_the_next_question(tmp_path: Path) -> None:
    state = started(tmp_path, *RATE, pay="$10", more="2 days")
    assert asked(state) == ["spent"]
    made = entered(state, next_questions(state).questions[0].item, "0 days")
    assert isinstance(made, State)
    with pytest.raises(Fault):
        next_questions(made)


ANY: Final = (
    "A. The office shall grant a card to one who has a badge, or has no badge.",
    """fact badge : boolean "has a badge"
decision card : entitlement of person "a card"
provision code(A) {
  "The office shall grant a card to one who" means grant card when any {
    "has a badge"    means badge
    "has no badge"   means not badge
  }
}
""",
    "card",
)


def test_what_holds_however_it_turns_out_is_not_asked(tmp_path: Path) -> None:
    turn = next_questions(started(tmp_path, *ANY))
    assert (turn.settled, turn.questions, turn.answer.verdict) == (True, (), HOLDS)


def test_an_answer_to_a_question_that_is_over_is_a_problem(tmp_path: Path) -> None:
    from pincite.interview import answer

    assert isinstance(answer(started(tmp_path, *ANY), "yes"), Diagnostic)


TWO_KEYS: Final = (
    "A. The office shall grant a card to one who passed a course.",
    """record course by title, part {
  title  : text
  part   : integer
  passed : boolean "passed"
}
fact courses : list of course "courses"
decision card : entitlement of person "a card"
provision code(A) {
  "The office shall grant a card to one who" means grant card when some c in courses {
    "passed a course" means c.passed
  }
}
""",
    "card",
)


def test_a_record_that_is_told_by_two_keys(tmp_path: Path) -> None:
    state = started(tmp_path, *TWO_KEYS)
    question = next_questions(state).questions[0]
    assert question.form == "Answer with title and part, parted by semicolons; `none` if there is none; or `unknown`."
    wrong = entered(state, question.item, "algebra")
    assert isinstance(wrong, Diagnostic) and wrong.message == "1 of 2 parts of the key"
    assert isinstance(entered(state, question.item, "algebra; two"), Diagnostic)
    one = said(state, "algebra; 1")
    assert asked(one) == ["courses algebra 1 passed", "courses"]
    assert next_questions(said(one, "yes")).answer.verdict == HOLDS
    assert next_questions(said(one, "no", "algebra; 2", "no", "none", "a register")).answer.verdict == FAILS


def test_a_field_that_nobody_knows_leaves_a_list_open_and_whether_it_is_complete_is_not_asked(tmp_path: Path) -> None:
    state = said(started(tmp_path, *TWO_KEYS), "algebra; 1", "unknown", "logic; 1", "no", "none")
    turn = next_questions(state)
    assert (turn.questions, turn.answer.verdict) == ((), UNDETERMINED)


def test_of_facts_that_one_condition_ties_together_that_is_asked_first_which_may_settle_it_alone(tmp_path: Path) -> None:
    """The day of the filing has a condition of its own, that of the notice has none: expected are 1 + 1/2 questions, not 2."""
    law = "A. The office shall grant a badge to one who filed on or before October 15, 2020, and within six months after the notice."
    policy = """fact noticed : date "day of the notice"
fact filed   : date "day of the filing"
decision badge : entitlement of person "a badge"
provision code(A) {
  "The office shall grant a badge to one who" means grant badge when all {
    "filed on or before October 15, 2020"   means filed <= 2020-10-15
    "within six months after the notice"    means filed <= noticed + 6 months
  }
}
"""
    state = started(tmp_path, law, policy, "badge")
    turn = next_questions(state)
    assert asked(state) == ["filed", "noticed"]
    assert [(q.expected, q.most) for q in turn.questions] == [("3/2", 2), ("2", 2)]
    assert (asked(said(state, "2020-12-01")), next_questions(said(state, "2020-12-01")).answer.verdict) == ([], FAILS)
    assert asked(said(state, "2020-09-01")) == ["noticed"]
