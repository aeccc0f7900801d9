"""Which facts a decision can read, and which words of the law ask for each."""

from datetime import date

from tests.engine.sample_pack import sample_pack

from pincite.explain.asking import AskedFact, facts_asked

PACK = sample_pack()
LEVEL, PAGE = "us_nm.level_three", "us_nm.aps.advancement"


def asked(decision: str, on: date | None = None) -> dict[str, AskedFact]:
    return {a.fact.name.rpartition(".")[2]: a for a in facts_asked(PACK, decision, on)}


def words(item: AskedFact) -> list[str]:
    return [f"{a.words} ({a.citation})" for a in item.askings]


def test_each_fact_has_the_words_nearest_to_it_in_the_order_of_the_law() -> None:
    found = asked(f"{LEVEL}.level_three_a")
    assert list(found) == ["years_as_level_two", "degree_held", "national_board", "leader_competence", "other_qualifications"]
    assert words(found["years_as_level_two"]) == ["has been a level two teacher for at least three years (NMSA 1978, § 22-10A-11(B))"]
    assert words(found["degree_held"]) == ["holds a post-baccalaureate degree (NMSA 1978, § 22-10A-11(B))"]


def test_a_day_before_the_text_asks_for_nothing() -> None:
    assert asked(f"{LEVEL}.minimum_salary", date(2014, 1, 1)) == {}
    assert list(asked(f"{LEVEL}.minimum_salary", date(2020, 1, 1))) == list(asked(f"{LEVEL}.minimum_salary"))


def test_what_can_be_asked_on_a_day_can_be_asked() -> None:
    for decision in PACK.decision:
        if any(q.decision == decision and q.under is None and not q.supposed for q in PACK.questions):
            for day in (date(2014, 1, 1), date(2016, 1, 1), date(2020, 1, 1), date(2024, 3, 1)):
                assert asked(decision, day).keys() <= asked(decision).keys()


def test_fields_of_records_have_words_of_their_own() -> None:
    found = next(
        a for d in (f"{PAGE}.advance_to_three", f"{PAGE}.advance_to_two") if d in PACK.decision for a in facts_asked(PACK, d) if a.fields
    )
    fields = dict(found.fields)
    assert any(a.words for a in fields["instructional_days"])
    assert fields["year"] == ()


def test_words_that_left_the_text_say_until_when() -> None:
    for decision in (f"{LEVEL}.minimum_salary",):
        for item in facts_asked(PACK, decision):
            for asking in item.askings:
                gone = [q for q in PACK.quotes if q.words == asking.words and all(p.status != "verified" or p.until for p in q.places)]
                assert (asking.until is not None) == bool(gone)
