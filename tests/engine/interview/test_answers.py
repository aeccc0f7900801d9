"""What may be typed, and that it is read as a facts file would be; that nothing is guessed and nothing is half taken."""

import json
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings, strategies as st
from jsonschema import Draft202012Validator

import pincite
from pincite.facts import read_facts
from pincite.interview import Item, State, answer, back, begin, entered, next_questions, state_from_json, state_to_json
from pincite.interview.state import facts_in
from pincite.interview.trees import to_json, to_yaml
from pincite.interview.turn_json import turn_to_json
from pincite.interview.words import Said, Word, read_words
from pincitec.diagnostics import Diagnostic, Source
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.types import BOOLEAN, DATE, DAYS, INTEGER, MONEY, PERCENT, PERIOD, TEXT, Enumeration, Member, Type
from pincitec.semantics.values import Elapsed, Records, Value

ON: Final = date(2021, 6, 1)
NM: Final = "us_nm.level_three"
APS: Final = "us_nm.aps.advancement"
DEGREE: Final = Enumeration(
    "t.degree",
    (Member("no_degree", "no degree"), Member("bachelors", "a bachelor's degree"), Member("masters", "a master's degree")),
    ordered=True,
)
TRICKY: Final = Enumeration("t.tricky", (Member("unknown", "unknown"), Member("other", "something else")), ordered=False)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return pincite.load()


def started(pack: Pack, decision: str = "level_three_a", on: date = ON, facts: Mapping[str, object] | None = None) -> State:
    state = begin(pack, decision, facts, on=on)
    assert isinstance(state, State), state
    return state


def say(state: State, item: Item, text: str) -> State:
    made = entered(state, item, text)
    assert isinstance(made, State), made
    return made


def refused(state: State, item: Item, text: str) -> Diagnostic:
    made = entered(state, item, text)
    assert isinstance(made, Diagnostic)
    return made


def value(state: State, fact: str) -> Value:
    facts, problems = facts_in(state)
    assert facts is not None, problems
    return facts.values.get(fact)


YEARS: Final = Item("value", f"{NM}.years_as_level_two")
HELD: Final = Item("value", f"{NM}.degree_held")
BOARD: Final = Item("value", f"{NM}.national_board")
SALARY: Final = Item("value", f"{NM}.base_salary")
DAYS_IN: Final = Item("value", f"{NM}.contract_days")


@pytest.mark.parametrize(
    ("item", "text", "expected"),
    [
        (YEARS, "4 years", 48),
        (YEARS, "3 years 6 months", 42),
        (YEARS, "since 2018-08-12", Elapsed(date(2018, 8, 12), ON)),
        (YEARS, "Since: 2018-08-12", Elapsed(date(2018, 8, 12), ON)),
        (YEARS, "from 2015-08-01 until 2018-08-01", 36),
        (YEARS, "from 2010-08-01 until 2012-08-01; from 2015-08-01 until 2016-08-01", 36),
        (YEARS, "{since: 2018-08-12}", Elapsed(date(2018, 8, 12), ON)),
        (YEARS, '{ value: 4 years, source: "service record", date: 2021-05-03 }', 48),
        (HELD, "4", 3),
        (HELD, "masters", 3),
        (HELD, "a Master's degree", 3),
        (HELD, "mast", 3),
        (HELD, "a post", 2),
        (BOARD, "y", HOLDS),
        (BOARD, "1", HOLDS),
        (BOARD, "NO", FAILS),
        (BOARD, "false", FAILS),
        (SALARY, "$60,000", 6_000_000),
        (SALARY, "60000.50", 6_000_050),
        (DAYS_IN, "190", 190),
        (DAYS_IN, "1,600 days", 1600),
    ],
)
def test_forms(pack: Pack, item: Item, text: str, expected: Value) -> None:
    decision = "additional_salary" if item in (SALARY, DAYS_IN) else "level_three_a"
    assert value(say(started(pack, decision), item, text), item.fact) == expected


@pytest.mark.parametrize(
    ("item", "text", "message", "help"),
    [
        (YEARS, "4", "`4` is not a period", "say what it counts: `4 years` or `4 months`"),
        (YEARS, "90 days", "`90 days` is not a period of whole months", "since when"),
        (YEARS, "since June 2018", "`since June 2018` is not a period", "since when"),
        (YEARS, "since 2018-13-01", "`2018-13-01` has no month 13", "months are 01 to 12"),
        (YEARS, "since 2022-01-01", "is after the day that is asked about", "ask as of a later day"),
        (YEARS, '"4 years', '`"4 years` is not a period', "write `4 years`"),
        (HELD, "6", "there is no choice 6", "from 1 to 5"),
        (HELD, "a", "`a` may be more than one choice", "write its number: 2 (a bachelor's degree) or 3"),
        (HELD, "phd", "`phd` is none of the choices", "from 1 to 5"),
        (BOARD, "maybe", "`maybe` is neither yes nor no", "write `yes`, `no` or `unknown`"),
        (BOARD, "3", "`3` is neither yes nor no", "write `yes`"),
        (BOARD, "  ", "nothing was answered", "answer, or write `unknown`"),
        (BOARD, "yes\nno", "more than one line was answered", "on one line"),
        (BOARD, "y\u2066es", "the hidden character U+2066", "what is read must be what is seen"),
        (BOARD, "\ud800", "not UTF-8", "in that encoding"),
        (BOARD, "y" * 5000, "more than 4,000 characters", "only what is asked for"),
        (BOARD, "{ value: true, by: teacher }", "is not a matter of judgement", "delete `by`"),
        (BOARD, "{ source: x }", "has a source but no value", "either `value` or `missing`"),
        (BOARD, "{ value: true", "is not YAML", ""),
        (SALARY, "52000.5", "is not an amount of money", "two digits of cents"),
    ],
)
def test_what_is_wrong_teaches(pack: Pack, item: Item, text: str, message: str, help: str) -> None:
    state = started(pack, "additional_salary" if item == SALARY else "level_three_a")
    before = state_to_json(state)
    problem = refused(state, item, text)
    assert message in problem.message and help in (problem.help or "")
    assert state_to_json(state) == before


def test_a_choice_that_reads_like_a_word_of_the_dialogue_is_given_by_its_number() -> None:
    assert isinstance(read_words("unknown", TRICKY, frozenset()), Diagnostic)
    said = read_words("1", TRICKY, frozenset())
    assert isinstance(said, Said) and getattr(said.tree, "text", "") == "unknown"
    assert read_words("pending", TRICKY, frozenset()) == read_words("Pending", DEGREE, frozenset())


def test_a_text_that_is_a_word_of_the_dialogue_stands_in_quotation_marks() -> None:
    plain, quoted = read_words("unknown", TEXT, frozenset()), read_words('"unknown"', TEXT, frozenset())
    assert isinstance(plain, Said) and plain.word is Word.UNKNOWN
    assert isinstance(quoted, Said) and quoted.word is None


@given(st.text(max_size=60), st.sampled_from((BOOLEAN, DATE, DAYS, INTEGER, MONEY, PERCENT, PERIOD, TEXT, DEGREE, TRICKY)))
@settings(max_examples=300, deadline=None)
def test_any_text_is_an_answer_or_a_problem(text: str, kind: Type) -> None:
    assert isinstance(read_words(text, kind, frozenset({Word.NONE})), (Said, Diagnostic))


# ---- not known


def test_unknown_is_kept_with_its_reason_and_not_asked_again(pack: Pack) -> None:
    state = say(started(pack, facts={"national_board": {"missing": "pending"}}), BOARD, "unknown")
    assert "national_board: { missing: pending }" in to_yaml(state.tree, ON)  # what was on file says more than "not provided"
    assert BOARD not in [q.item for q in next_questions(state).questions]
    assert "national_board: { missing: declined }" in to_yaml(say(state, BOARD, "declined").tree, ON)


def test_what_is_not_known_in_a_file_is_asked_for(pack: Pack) -> None:
    state = started(pack, facts={"national_board": {"missing": "pending"}, "degree_held": None})
    assert {BOARD, HELD} <= {q.item for q in next_questions(state).questions}


# ---- judges


def test_a_judgement_is_recorded_as_that_of_its_judge(pack: Pack) -> None:
    fact = f"{NM}.leader_competence"
    given = {"leader_competence": {"value": True, "by": "department", "source": "file"}}
    state = started(pack, facts=given)
    judges = [q.item.judge for q in next_questions(state).questions if q.item.fact == fact]
    assert judges == [f"{NM}.local_superintendent"]
    state = say(state, Item("judgement", fact, f"{NM}.local_superintendent"), "no")
    assert value(state, fact) == FAILS
    state = say(state, Item("judgement", fact, f"{NM}.department"), "unknown")
    assert "file" not in to_yaml(state.tree, ON)  # the later answer stands in the place of the earlier
    single = say(started(pack), Item("value", f"{NM}.other_qualifications"), "yes")
    assert "by: department" in to_yaml(single.tree, ON)


# ---- lists

RECORD: Final = Item("record", f"{APS}.school_years")
WHOLE: Final = Item("complete", f"{APS}.school_years")
APS_DAY: Final = date(2024, 3, 1)


def field(name: str, year: str = "2020-21") -> Item:
    return Item("field", f"{APS}.school_years", record=(year,), field=name)


def test_records_under_their_key_are_entered_as_those_of_a_list(pack: Pack) -> None:
    facts: dict[str, object] = {"school_years": {"2020-21": {"level": "level_two"}}, "national_board": True}
    state = started(pack, "advance_to_three", APS_DAY, facts)
    assert next_questions(state).questions[0].item == field("elevate_rating")
    state = say(say(state, RECORD, "2021-22"), field("domain_points"), "62.5%")
    held = value(state, RECORD.fact)
    assert isinstance(held, Records)
    rows = held.rows
    assert [row["year"] for row in rows] == [2020, 2021]
    assert rows[0]["domain_points"] == Fraction(5, 8)


def test_a_record_is_entered_once(pack: Pack) -> None:
    state = say(started(pack, "advance_to_three", APS_DAY), RECORD, "2020-21")
    assert "two records" in refused(state, RECORD, "2020-2021").message
    assert "which one it is" in refused(state, RECORD, "yes").message
    assert "no record has this key" in refused(state, field("level", "2019-20"), "level_two").message
    assert "has not begun" in refused(state, RECORD, "2024-25").message


def test_a_list_is_complete_on_somebodys_word_alone(pack: Pack) -> None:
    state = say(started(pack, "advance_to_three", APS_DAY, {"national_board": True}), RECORD, "none")
    assert [q.item for q in next_questions(state).questions] == [WHOLE]
    assert "nobody vouches" in refused(state, WHOLE, "yes").message
    more = say(state, WHOLE, "no")
    assert next_questions(more).questions[0].item == RECORD
    assert next_questions(say(state, WHOLE, "unknown")).questions == ()
    closed = next_questions(say(state, WHOLE, "service record"))
    assert (closed.settled, closed.answer.verdict) == (True, FAILS)
    assert next_questions(say(started(pack, "advance_to_three", APS_DAY, {"national_board": True}), RECORD, "unknown")).questions == ()


def test_only_fields_that_can_matter_are_asked(pack: Pack) -> None:
    state = say(started(pack, "advance_to_three", APS_DAY, {"national_board": True}), RECORD, "2020-21")
    fields = [q.item.field for q in next_questions(state).questions if q.item.ask == "field"]
    assert fields[0] == "level"
    assert set(fields) == {
        "level", "elevate_rating", "domain_points", "aps_summative_meets", "scored_observations",
        "teacher_of_record", "standard_license", "instructional_days",
    }  # fmt: skip
    other = say(state, field("level"), "level_one")
    assert [q.item for q in next_questions(other).questions] == [RECORD]
    rated = say(say(state, field("level"), "level_two"), field("elevate_rating"), "meets")
    left = {q.item.field for q in next_questions(rated).questions if q.item.ask == "field"}
    assert left == {"teacher_of_record", "standard_license", "instructional_days"}
    unpaid = say(rated, field("teacher_of_record"), "no")
    assert [q.item for q in next_questions(unpaid).questions] == [RECORD]


# ---- back, and back and forth


def told(pack: Pack) -> State:
    state = started(pack, "advance_to_three", APS_DAY, {"degree_held": {"value": "masters", "source": "transcript"}})
    for item, text in (
        (BOARD, "yes"),
        (RECORD, "2020-21"),
        (field("level"), "level_two"),
        (field("elevate_rating"), "unknown"),
        (field("instructional_days"), "{ value: 160 days, source: payroll }"),
        (RECORD, "none"),
        (WHOLE, 'the "service record"; of 2023 \\ ok'),
    ):
        state = say(state, item, text)
    return state


def test_back_is_the_state_before_each_answer(pack: Pack) -> None:
    state = told(pack)
    texts = [a.text for a in state.answers]
    for number in range(len(texts) - 1, -1, -1):
        earlier = back(state)
        assert earlier is not None
        assert [a.text for a in earlier.answers] == texts[:number]
        again = say(earlier, state.answers[-1].item, texts[number])
        assert again == state and to_json(again.tree) == to_json(state.tree)
        state = earlier
    assert back(state) is None
    assert to_json(state.tree) == to_json(state.begun)


def test_what_is_saved_says_the_same(pack: Pack) -> None:
    state = told(pack)
    facts, _ = facts_in(state)
    assert facts is not None
    for name, text in (("a.yaml", to_yaml(state.tree, state.on)), ("a.json", to_json(state.tree))):
        again, problems = read_facts(Source(name, text), pack, state.on)
        assert again is not None, problems
        assert again.values == facts.values
        assert {n: (g.source, g.missing, g.judged_by) for n, g in again.given.items()} == {
            n: (g.source, g.missing, g.judged_by) for n, g in facts.given.items()
        }


@given(st.lists(st.sampled_from(("4 years", "no", "yes", "unknown", "2", "since 2020-02-29", "masters", "pending", "back")), max_size=12))
@settings(max_examples=40, deadline=None)
def test_any_conversation_goes_to_json_and_back(texts: list[str]) -> None:
    pack = pincite.load()
    state = started(pack)
    for text in texts:
        questions = next_questions(state).questions
        if not questions:
            break
        made = (back(state) or state) if text == "back" else entered(state, questions[0].item, text)
        state = made if isinstance(made, State) else state
    again = state_from_json(pack, state_to_json(state))
    assert again == state
    assert isinstance(again, State) and to_json(again.tree) == to_json(state.tree)
    assert next_questions(again) == next_questions(state)


# ---- what comes from elsewhere


def test_a_state_of_other_rules_is_refused(pack: Pack) -> None:
    data = json.loads(state_to_json(told(pack)))
    data["pack"] = "0" * 64
    problems = state_from_json(pack, json.dumps(data))
    assert isinstance(problems, list)
    assert ["have changed since" in p.message for p in problems] == [True]


@pytest.mark.parametrize(
    "text",
    [
        "", "null", "[]", "{}", "{", '"x"', "[" * 5000, '{"a": 1, "a": 2}', '{"schema": "pincite-interview/1"}',
        '{"schema": "pincite-interview/2"}', "\x00", '{"schema": "\\u202e"}', "9" * 5_000_000,
    ],
)  # fmt: skip
def test_what_is_no_state_is_refused(pack: Pack, text: str) -> None:
    problems = state_from_json(pack, text)
    assert isinstance(problems, list) and problems


@pytest.mark.parametrize(
    "answer",
    [
        {"ask": "value", "fact": "us_nm.level_three.no_such", "text": "yes"},
        {"ask": "value", "fact": f"{APS}.school_years", "text": "yes"},
        {"ask": "judgement", "fact": f"{NM}.leader_competence", "judge": f"{NM}.teacher", "text": "yes"},
        {"ask": "judgement", "fact": f"{NM}.national_board", "judge": f"{NM}.department", "text": "yes"},
        {"ask": "field", "fact": f"{APS}.school_years", "record": ["2020-21"], "field": "year", "text": "2019-20"},
        {"ask": "field", "fact": f"{APS}.school_years", "record": ["2030-31"], "field": "level", "text": "level_two"},
        {"ask": "field", "fact": f"{NM}.national_board", "record": [], "field": "x", "text": "yes"},
        {"ask": "record", "fact": f"{NM}.national_board", "text": "2020-21"},
        {"ask": "nothing", "fact": f"{NM}.national_board", "text": "yes"},
        {"ask": "value", "fact": f"{NM}.national_board"},
        {"ask": "value", "fact": f"{NM}.national_board", "text": "perhaps"},
        {"ask": "value", "fact": f"{NM}.national_board", "text": True},
        "yes",
    ],
)
def test_an_answer_to_what_nobody_asks_is_refused(pack: Pack, answer: object) -> None:
    data = json.loads(state_to_json(told(pack)))
    data["answers"].append(answer)
    assert isinstance(state_from_json(pack, json.dumps(data)), list)


@pytest.mark.parametrize("file", [[], {}, 3, None])
def test_a_table_without_a_name_is_refused(pack: Pack, file: object) -> None:
    data = json.loads(state_to_json(started(pack)))
    data["facts"] = {f"{APS}.school_years": {"file": file}}
    assert isinstance(state_from_json(pack, json.dumps(data)), list)
    assert isinstance(begin(pack, "advance_to_three", data["facts"], on=ON), list)


@pytest.mark.parametrize(
    "item",
    [
        Item("value", "nope"),
        Item("judgement", f"{NM}.leader_competence"),
        Item("field", f"{NM}.reviews", None, (), "zz"),
        Item("record", f"{NM}.degree_held"),
        Item("bogus", f"{NM}.degree_held"),  # type: ignore[arg-type]
        Item("value", f"{NM}.degree_held", "x", ("a",), "b"),
    ],
)
def test_a_question_that_the_rules_do_not_know_is_not_answered(pack: Pack, item: Item) -> None:
    found = answer(started(pack), "1", item)
    assert isinstance(found, Diagnostic) and found.message == "the rules know no such question"


def test_a_turn_as_json_is_complete_and_holds_its_state(pack: Pack) -> None:
    state = started(pack)
    turn = json.loads(turn_to_json(state, next_questions(state)))
    assert turn["questions"][0]["text"] == "Years as a level two teacher?"
    assert turn["questions"][0]["expected"] == "157/80"
    assert state_from_json(pack, json.dumps(turn["state"])) == state


def test_the_same_interview_gives_the_same_bytes(pack: Pack) -> None:
    one, two = (turn_to_json(s, next_questions(s)) for s in (told(pack), told(pack)))
    assert one == two


@pytest.mark.parametrize("name", ["interview", "interview-turn"])
def test_the_published_schemas_hold(pack: Pack, name: str) -> None:
    schema = json.loads((Path(__file__).parents[3] / "docs" / "schemas" / f"{name}-1.json").read_text(encoding="utf-8"))
    judged = entered(started(pack), Item("judgement", f"{NM}.leader_competence", f"{NM}.department"), "yes")
    dated = begin(pack, "level_three_a", on=ON, dated=ON)
    assert isinstance(judged, State) and isinstance(dated, State)
    for state in (told(pack), judged, dated, started(pack, "minimum_salary", date(2014, 1, 1))):
        text = state_to_json(state) if name == "interview" else turn_to_json(state, next_questions(state))
        Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).validate(json.loads(text))
