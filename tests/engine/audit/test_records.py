"""Records: one content is one sequence of bytes, facts come back as they were given, and every changed byte is found."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given, settings, strategies as st
from jsonschema import Draft202012Validator

from pincite.audit import replay
from pincite.audit.canonical import NotCanonical, canonical, read_canonical
from pincite.audit.fact_data import Unfit, facts_data, facts_from
from pincite.audit.record import Unsound, make_record, read_record, record_bytes, record_data, sealed
from pincite.audit.replay import verify
from pincite.audit.shapes import FactData, FieldData, JudgedData, Record, RowData, ValueData
from pincite.explain import determination
from pincite.explain.ask import readings_named
from pincite.facts import Given, facts_from_mapping
from pincitec.graph.clauses import Standing
from tests.engine.audit.samples import DAY, HEAD, recorded, sample
from tests.engine.facts.pack import PREFIX, facts_pack
from tests.engine.facts.reading import ASKED, good
from tests.engine.facts.test_roundtrips import CASES as FACTS
from tests.engine.report.cases import CASES, GOOD
from tests.engine.report.small_packs import BEGIN, Rule, small_pack
from tests.engine.sample_pack import APS, sample_pack

SCHEMA = json.loads((Path(__file__).parents[3] / "docs" / "schemas" / "record-1.json").read_text(encoding="utf-8"))
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cc", "Cf", "Cs", "Cn", "Zl", "Zp"])),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc§", max_size=3), inner, max_size=3),
    max_leaves=8,
)


@given(PLAIN)
def test_canonical_bytes_are_read_as_what_they_were_written_from(data: Any) -> None:
    written = canonical(data)
    assert written.isascii()
    assert b"\n" not in written
    assert read_canonical(written) == data


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (b'{"a": 1}', "it is not in canonical form from character 6"),
        (b'{"b":1,"a":2}', "it is not in canonical form from character 3"),
        (b'{"a":1,"a":2}', "it is not in canonical form from character 6"),
        (b'{"a":1.0}', "it is JSON of a kind that no record has"),
        (b'{"a":NaN}', "it is JSON of a kind that no record has"),
        (b'{"a":-0}', "it is not in canonical form from character 6"),
        (b'{"a":"\\u0041"}', "it is not in canonical form from character 7"),
        (b'{"a":"\\u202e"}', "a text holds the hidden character U+202E"),
        (b'{"a":"\\ud800"}', "a text holds the hidden character U+D800"),
        ("{\"a\":\"§\"}".encode(), "byte 7 is no ASCII character"),
        (b'{"a":1', "it is not JSON at character 7"),
        (b"[" * 100_000, "it is JSON of a kind that no record has"),
        (b"9" * 10_000, "it is JSON of a kind that no record has"),
        (b"", "it is not JSON at character 1"),
    ],
)  # fmt: skip
def test_other_bytes_are_refused(written: bytes, why: str) -> None:
    with pytest.raises(NotCanonical) as refused:
        read_canonical(written)
    assert str(refused.value) == why


@settings(max_examples=150, deadline=None)
@given(FACTS)
def test_facts_come_back_as_they_were_given(case: dict[str, Any]) -> None:
    facts, _ = facts_from_mapping(case, facts_pack(), ASKED)
    assume(facts is not None)
    assert facts is not None
    assert facts_from(facts_pack(), facts_data(facts_pack(), facts), ASKED) == facts


GIVEN = """\
competent: {judgements: [{by: superintendent, value: true, date: 2021-05-14}, {by: department, missing: pending}]}
years_taught: [{from: 2015-08-10, until: 2018-06-01}, {from: 2019-08-01}]
share: 62.5%
hired: {value: 2019-06-14, source: "a file", status: verified}
employer: {missing: declined}
posts: {complete: true, source: office, records: [{employer: North, number: 1, full_time: true}, {employer: North, number: 2}]}
school_years: {missing: pending}
"""


def test_every_kind_of_provenance_comes_back() -> None:
    facts = good(GIVEN)
    again = facts_from(facts_pack(), facts_data(facts_pack(), facts), ASKED)
    assert (again.values, again.policies, again.asked) == (facts.values, facts.policies, facts.asked)
    assert again.given == {name: without_place(given) for name, given in facts.given.items()}


def without_place(given: Given) -> Given:
    return evolve(given, span=None, rows=tuple({n: without_place(g) for n, g in row.items()} for row in given.rows))


def fact(name: str, type: str, value: ValueData | None = None, **more: Any) -> FactData:
    return FactData(f"{PREFIX}{name}", type, "", value, **more)


YEAR = f"{PREFIX}school_year"
ROW = FieldData("year", "school_year", "", ValueData(number="2019"))
YEARS = {"school_years": {"complete": True, "source": "office", "records": {"2019-20": {"instructional_days": "90 days"}}}}
UNFIT = {
    "no such fact": fact("nothing", "money", ValueData(number="1")),
    "another type": fact("salary", "integer", ValueData(number="1")),
    "no value and no reason": fact("salary", "money"),
    "a value that is missing": fact("salary", "money", ValueData(number="1"), missing="pending"),
    "negative": fact("salary", "money", ValueData(number="-1")),
    "not whole": fact("salary", "money", ValueData(number="1/2")),
    "not in lowest terms": fact("share", "percent", ValueData(number="2/4")),
    "over nothing": fact("share", "percent", ValueData(number="1/0")),
    "endless digits": fact("children", "integer", ValueData(number="1" * 90)),
    "digits of another script": fact("children", "integer", ValueData(number="\u0663")),
    "two values": fact("salary", "money", ValueData(number="1", text="1")),
    "a truth that is open": fact("certified", "boolean", ValueData(truth="undetermined")),
    "no member": fact("degree_held", f"{PREFIX}degree", ValueData(member="doctorate")),
    "a long text": fact("employer", "text", ValueData(text="x" * 5000)),
    "a day out of range": fact("hired", "date", ValueData(day=date(1700, 1, 1))),
    "a period that ends on another day": fact("years_taught", "period", ValueData(since=date(2019, 1, 1), until=date(2021, 6, 2))),
    "a period that has not begun": fact("years_taught", "period", ValueData(since=date(2022, 1, 1), until=ASKED)),
    "bounds in the wrong order": fact("years_taught", "period", ValueData(low="3", high="2")),
    "bounds of money": fact("salary", "money", ValueData(low="2", high="3")),
    "records of no list": fact("salary", "money", ValueData(number="1"), records=(), complete=True),
    "a list with a value": fact("school_years", f"list:{YEAR}", ValueData(number="1")),
    "a list that may be complete": fact("school_years", f"list:{YEAR}", records=()),
    "a record without key": fact("school_years", f"list:{YEAR}", records=(RowData(()),), complete=True),
    "a record twice": fact("school_years", f"list:{YEAR}", records=(RowData((ROW,)), RowData((ROW,))), complete=True),
    "a field twice": fact("school_years", f"list:{YEAR}", records=(RowData((ROW, ROW)),), complete=True),
    "a stranger who judges": fact("certified", "boolean", ValueData(truth="holds"), judged_by="somebody"),
    "judgements that come to something else": fact(
        "competent",
        "boolean",
        ValueData(truth="holds"),
        judgements=(JudgedData(f"{PREFIX}department", "false", ValueData(truth="fails")),),
    ),
}


@pytest.mark.parametrize("name", UNFIT)
def test_facts_that_no_file_could_give_are_refused(name: str) -> None:
    with pytest.raises(Unfit):
        facts_from(facts_pack(), (UNFIT[name],), ASKED)


@pytest.mark.parametrize("name", CASES)
def test_every_kind_of_answer_is_verified_from_its_record(name: str) -> None:
    make, _, given_facts, on = CASES[name].args  # type: ignore[attr-defined]  # each is a partial of `ask`
    pack, answer = make(), CASES[name]()
    readings, problems = readings_named(pack, (CASES[name].keywords.get("readings") or {}).items())  # type: ignore[attr-defined]
    facts, _ = facts_from_mapping(given_facts, pack, on)
    assert facts is not None
    assert problems == []
    read = read_record(record_bytes(make_record(pack, facts, readings, answer, HEAD)))
    assert isinstance(read, Record)
    outcome = verify(read, pack)
    assert (outcome.result, outcome.differences) == ("verified", ())
    Draft202012Validator(SCHEMA).validate(record_data(read))


@pytest.mark.parametrize(
    ("decision", "facts", "strict"),
    [
        ("level_three_a", GOOD, False),
        ("level_three_a", {}, False),
        ("level_three_a", {"years_as_level_two": {"since": date(2018, 8, 12)}, "degree_held": "no_degree"}, False),
        ("minimum_salary", {"role": "teacher"}, True),
        (
            f"{APS}.advance_to_three",
            YEARS,
            False,
        ),
    ],
)
def test_a_record_is_verified_byte_for_byte(decision: str, facts: dict[str, object], strict: bool) -> None:
    record = recorded(decision, facts, strict=strict)
    read = read_record(record_bytes(record))
    assert read == record
    assert isinstance(read, Record)
    outcome = verify(read, sample_pack())
    assert (outcome.result, outcome.differences) == ("verified", ())
    Draft202012Validator(SCHEMA).validate(record_data(record))


def test_the_executor_leaves_no_trace() -> None:
    import pincite

    facts, _ = facts_from_mapping(GOOD, sample_pack(), DAY)
    assert facts is not None
    answers = [pincite.determine(sample_pack(), "level_three_a", facts, on=DAY, executor=e) for e in ("generated", "reference")]
    assert len({record_bytes(make_record(sample_pack(), facts, {}, a, HEAD)) for a in answers}) == 1


def test_every_flipped_bit_of_a_record_is_found() -> None:
    written = sample()
    facts = range(written.index(b'"facts":['), written.index(b',"question":'))
    for place in range(len(written)):
        for bit in (0, 3, 7):
            changed = bytearray(written)
            changed[place] ^= 1 << bit
            found = read_record(bytes(changed))
            assert isinstance(found, Unsound), (place, bit)
            if found.damaged and place in facts:
                assert found.damaged == ("facts",)


def test_every_cut_and_every_byte_too_many_is_found() -> None:
    written = sample()
    for place in range(0, len(written), 7):
        assert isinstance(read_record(written[:place]), Unsound)
        assert isinstance(read_record(written[:place] + b" " + written[place:]), Unsound)
    assert isinstance(read_record(written + b"\n"), Unsound)


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("facts", b'"number":"48"', b'"number":"49"'),
        ("question", b'"law_on":"2021-06-01"', b'"law_on":"2021-06-02"'),
        ("answer", b'"verdict":"holds"', b'"verdict":"fails"'),
        ("documents", b"case.yaml", b"ease.yaml"),
        ("basis", b'"engine":"0', b'"engine":"9'),
    ],
)
def test_the_damaged_part_is_named(part: str, old: bytes, new: bytes) -> None:
    assert sample().count(old) == 1
    found = read_record(sample().replace(old, new))
    assert isinstance(found, Unsound)
    assert found.damaged == (part,)


def test_a_record_that_somebody_sealed_anew_is_asked_again_and_differs() -> None:
    record = recorded()
    forged = sealed(evolve(record, answer=evolve(record.answer, verdict="fails")))
    read = read_record(record_bytes(forged))
    assert isinstance(read, Record)
    outcome = verify(read, sample_pack())
    assert outcome.result == "differs"
    assert [(d.part, d.recorded, d.now) for d in outcome.differences] == [("verdict", "fails", "holds")]


def test_facts_that_somebody_sealed_anew_give_another_proof() -> None:
    record = recorded()
    facts = tuple(evolve(f, stated="9 years", value=ValueData(number="108")) if f.type == "period" else f for f in record.facts)
    outcome = verify(sealed(evolve(record, facts=facts)), sample_pack())
    assert outcome.result == "differs"
    assert [d.part for d in outcome.differences] == ["digest of the findings of fact", "proof", "letter"]


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"decision": "us_nm.level_three.nothing"}, "question"),
        ({"decision": "level_three_a"}, "question"),
        ({"known_on": date(2020, 1, 1)}, "day of the knowledge of the law"),
    ],
)
def test_a_question_that_the_rules_do_not_have_is_told(change: dict[str, Any], part: str) -> None:
    record = recorded()
    outcome = verify(sealed(evolve(record, question=evolve(record.question, **change))), sample_pack())
    assert (outcome.result, [d.part for d in outcome.differences]) == ("differs", [part])


def test_another_version_of_the_engine_is_noted_and_what_it_says_is_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    written = sample()
    record = read_record(written)
    assert isinstance(record, Record)
    monkeypatch.setattr(replay, "__version__", "9.9.9")
    monkeypatch.setattr(determination, "__version__", "9.9.9")
    outcome = verify(record, sample_pack())
    assert (outcome.result, outcome.engine) == ("verified", "9.9.9")
    assert outcome.notes == ("recorded by pincite 0.1.0 and asked again of 9.9.9; the line that names it is not compared",)


def test_a_record_in_another_language_is_not_compared_in_this_one() -> None:
    record = recorded()
    outcome = verify(sealed(evolve(record, documents=evolve(record.documents, language="es"))), sample_pack())
    assert [(d.part, d.recorded, d.now) for d in outcome.differences] == [("language", "es", "en")]


ENDED = (
    Standing(None, BEGIN, "unknown", "the text before that day is not on file"),
    Standing(BEGIN, date(2030, 1, 1), "in_force"),
    Standing(date(2030, 1, 1), None, "lapsed", "repealed by an act"),
)


def test_an_answer_stands_where_only_a_later_day_changed() -> None:
    """A clause ends in 2030: the pack is another, and the letter about a day before that is the same."""
    before, after = small_pack((Rule("A", "grant", "paid"),)), small_pack((Rule("A", "grant", "paid", standings=ENDED),))
    assert before.hash != after.hash
    outcome = verify(recorded("permit", {"paid": True}, date(2021, 1, 1), pack=before), after)
    assert (outcome.result, outcome.differences, outcome.pack) == ("stands", (), after.hash)
    outcome = verify(recorded("permit", {"paid": True}, date(2031, 1, 1), pack=before), after)
    assert outcome.result == "differs"
    parts = [d.part for d in outcome.differences]
    assert parts[:2] == ["rules", "verdict"]
    assert {"clauses and texts that it rests on", "letter"} < set(parts)
    assert "proof" not in parts


def test_a_renamed_fact_is_told() -> None:
    record = recorded()
    facts = tuple(evolve(f, name=f.name.replace("degree_held", "degree_won")) for f in record.facts)
    outcome = verify(sealed(evolve(record, facts=facts)), sample_pack())
    assert [d.part for d in outcome.differences] == ["facts"]
    assert outcome.differences[0].now == "the rules have no fact `us_nm.level_three.degree_won`"
