"""The proof itself: what is unmet, what is missing and whether it matters, which law it rests on."""

from datetime import date
from itertools import product

import pytest
from attrs import evolve
from tests.engine.report.cases import CASES, GOOD, ask
from tests.engine.report.small_packs import Rule, small_pack
from tests.engine.sample_pack import NM, sample_pack

import pincite
from pincite.explain.marks import Quoted, mark_units
from pincite.explain.measures import elapsed_gap
from pincite.explain.passages import law_text
from pincite.explain.proof import OK, RULES_BEHIND_TEXT, TEXT_NOT_ON_FILE
from pincitec.graph.clauses import Standing
from pincitec.graph.pack import with_hash
from pincitec.graph.texts import SectionText, TextPiece, TextUnit, TextVersion
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Elapsed
from pincitec.semantics.verdicts import CONFLICT

DAY = date(2021, 6, 1)


def test_all_unmet_elements_are_listed_and_the_missing_apart() -> None:
    d = CASES["refused_for_several_with_several_missing"]()
    assert d.verdict == FAILS
    assert [([p.words for p in u.passages], u.alternative) for u in d.unmet] == [
        (["has been a level two teacher for at least three years"], False),
        (["holds a post-baccalaureate degree"], True),
        (["national board for professional teaching standards certification"], True),
    ]
    assert [m.fact.rpartition(".")[2] for m in d.missing] == ["leader_competence", "other_qualifications"]
    assert all(p.passages and p.passages[0].status == "verified" for m in d.missing for p in m.places)
    assert not any(m.decisive for m in d.missing)
    assert d.unmet[1].group == d.unmet[2].group != d.unmet[0].group


@pytest.mark.parametrize("known", list(product((None, True, False), repeat=2)))
def test_what_is_missing_can_really_change_the_result(known: tuple[bool | None, bool | None]) -> None:
    """Against brute force: a fact is listed as decisive exactly if two completions that differ in it alone differ in the verdict."""
    names = ("national_board", "leader_competence")
    facts = {**{k: v for k, v in GOOD.items() if k not in names}, "degree_held": "bachelors"}
    facts.update({n: v for n, v in zip(names, known, strict=True) if v is not None})
    open_ = [n for n, v in zip(names, known, strict=True) if v is None]
    expected = set()
    for name in open_:
        others = [o for o in open_ if o != name]
        for way in product((True, False), repeat=len(others)):
            both = {
                pincite.determine(sample_pack(), "level_three_a", {**facts, **dict(zip(others, way, strict=True)), name: v}, on=DAY).verdict
                for v in (True, False)
            }
            if len(both) > 1:
                expected.add(name)
    d = ask(sample_pack, "level_three_a", facts, DAY)
    assert {m.fact.rpartition(".")[2] for m in d.missing if m.decisive} == expected


def test_a_fact_that_cannot_matter_is_not_asked_for() -> None:
    d = ask(sample_pack, "level_three_a", {k: v for k, v in GOOD.items() if k != "degree_held"}, DAY)
    assert d.verdict == HOLDS
    assert d.missing == ()
    assert d.not_needed == (f"{NM}.degree_held",)


def test_one_fact_compared_twice_is_split_by_its_values_not_by_its_conditions() -> None:
    """`role` is teacher and counselor in no completion, so the two conditions never both hold."""
    d = CASES["amount_undetermined"]()
    assert [(m.fact, m.decisive, m.exact) for m in d.missing] == [(f"{NM}.role", True, True)]


def test_gaps_are_in_their_unit() -> None:
    d = CASES["refused_for_several_with_several_missing"]()
    first = d.unmet[0].measure
    assert first is not None
    assert (first.value, first.relation, first.threshold, first.gap, first.met_on) == (
        "2 years",
        "at least",
        "3 years",
        "short by 1 year",
        None,
    )
    running = CASES["refused_for_one_reason"]().unmet[0].measure
    assert running is not None
    assert (running.gap, running.met_on) == ("short by 2 months 11 days", date(2021, 8, 12))
    counted = CASES["reading_as_asked"]().unmet[0].measure
    assert counted is not None
    assert counted.gap == "0 of 3; 3 more needed"


@pytest.mark.parametrize(("on", "met"), [(date(2021, 8, 11), FAILS), (date(2021, 8, 12), HOLDS)])
def test_the_day_named_is_the_first_on_which_it_is_met(on: date, met: int) -> None:
    facts = {**GOOD, "years_as_level_two": {"since": date(2018, 8, 12)}}
    assert ask(sample_pack, "level_three_a", facts, on).verdict == met


def test_records_are_included_excluded_or_open() -> None:
    years = {
        "complete": True,
        "source": "record",
        "records": {
            "2019-20": {"instructional_days": "200 days", "teacher_of_record": True, "level": "level_two"},
            "2020-21": {"instructional_days": "200 days", "teacher_of_record": False, "level": "level_two"},
            "2021-22": {"instructional_days": "200 days", "level": "level_two"},
        },
    }
    d = ask(sample_pack, "advance_to_three", {"school_years": years}, date(2024, 3, 1))
    pooled = next(e for c in d.clauses if c.root for e in c.root.walk() if e.measure and e.measure.threshold == "480 days")
    assert [(r.key, r.truth, r.amount) for r in pooled.records] == [
        ("2019-20", HOLDS, "200 days"),
        ("2020-21", FAILS, "200 days"),
        ("2021-22", UNDETERMINED, "200 days"),
    ]
    assert pooled.measure is not None
    assert pooled.measure.value == "between 200 days and 400 days"
    assert pooled.truth == FAILS


def test_readings_are_tried_and_the_one_used_alone_stands() -> None:
    d = CASES["reading_decides"]()
    (reading,) = d.readings
    assert reading.decides
    assert reading.by_default
    assert [(r.alternative, r.used) for r in reading.results] == [("pooled", True), ("per_year", False)]
    words = [e.passage.words for c in d.clauses if c.root for e in c.root.walk() if e.passage]
    assert "480 instructional days" in words
    assert "3 Full School Years" not in words
    assert not CASES["open_list"]().readings[0].decides


def test_status_is_about_the_law_and_only_about_what_the_question_rests_on() -> None:
    assert CASES["text_not_on_file"]().status == TEXT_NOT_ON_FILE
    assert CASES["rules_behind_the_text"]().status == RULES_BEHIND_TEXT
    assert CASES["conflict"]().status == OK
    assert CASES["conflict"]().verdict == CONFLICT
    beyond = CASES["beyond_horizon"]()
    assert beyond.status == "beyond_horizon"
    assert beyond.headline.startswith("As last known on June 30, 2022, the ")
    assert beyond.value == "$60,000"
    strict = CASES["beyond_horizon_strict"]()
    assert (strict.verdict, strict.value, strict.exact) == (UNDETERMINED, None, None)
    later = ask(sample_pack, "advance_to_three", {}, date(2024, 3, 1))
    assert later.status == OK
    assert any("not known how long" in w for w in later.warnings)


def test_a_horizon_that_is_unknown_for_no_stated_reason_ends_without_a_colon() -> None:
    pack = sample_pack()
    bare = evolve(pack, sections=tuple(evolve(s, known_until=None, horizon_unknown=True, horizon_because="") for s in pack.sections))
    warnings = ask(lambda: with_hash(bare), "minimum_salary", {"role": "teacher"}, date(2020, 1, 1)).warnings
    assert warnings
    assert not any(w.endswith(":") for w in warnings)


def test_words_that_are_not_on_file_are_nowhere_in_the_answer() -> None:
    from pincite.report.as_json import render_json

    text = render_json(CASES["text_not_on_file"]())
    assert '"value": null' in text
    assert not [amount for amount in ("$50,000", "$54,000", "$60,000", "thousand dollars") if amount in text]


def test_a_counselor_gets_the_amount_with_both_subsections() -> None:
    d = CASES["amount_for_a_counselor"]()
    assert d.value == "$60,000"
    assert [t.citation for t in d.law] == ["NMSA 1978, § 22-10A-11(C)", "NMSA 1978, § 22-10A-11(D)"]
    assert [(q.under, q.bears) for q in d.questions] == [(None, True), ("NMSA 1978, § 22-10A-11(C)", True)]
    assert [a.kind for a in d.assumptions] == ["supposed"]
    teacher = CASES["amount_for_a_teacher_2016"]()
    assert [q.bears for q in teacher.questions] == [True, False]
    assert teacher.assumptions == ()


def test_clauses_not_in_force_are_considered_with_the_reason() -> None:
    d = CASES["amount_for_a_teacher_2016"]()
    states = {c.value or c.passages[0].words: (c.state, c.reason) for c in d.questions[0].clauses}
    assert states["sixty thousand dollars ($60,000)"] == ("not_yet", "its words entered the text only on June 14, 2019")
    assert states["$50,000"][0] == "in_force"
    lapsed = CASES["not_applicable"]().clauses[0]
    assert (lapsed.state, lapsed.reason) == ("lapsed", "its words left the text on January 1, 2021 (repealed by Laws 2020, ch. 9, § 1)")


def test_a_bar_and_an_exception_are_said_to_stand_in_the_way() -> None:
    assert [u.bars for u in CASES["barred"]().unmet] == [False, True]
    assert [u.bars for u in CASES["exception_applies"]().unmet] == [True]
    displaced = CASES["displaced"]()
    assert displaced.clauses[0].defeated_by == "Code § 1(B)"


def test_undetermined_defeaters_matter_only_if_they_make_a_difference() -> None:
    pack = small_pack((Rule("A", "grant", "paid"), Rule("B", "deny", "barred")), defeats=((1, 0),))
    d = pincite.determine(pack, "permit", {"paid": True}, on=DAY)
    assert d.verdict == UNDETERMINED
    assert [m.fact for m in d.missing] == ["p.barred"]
    d = pincite.determine(pack, "permit", {"paid": False, "barred": False}, on=DAY)
    assert d.verdict == FAILS


def test_a_determination_is_made_by_name_and_problems_come_together() -> None:
    with pytest.raises(pincite.Problems) as caught:
        pincite.determine(sample_pack(), "minimum_sallary", {}, on=DAY, readings={"acumulation": "pooled"})
    assert [d.rule.name for d in caught.value.diagnostics] == ["unknown-decision", "unknown-reading"]
    assert "did you mean `minimum_salary`?" in [d.help for d in caught.value.diagnostics]
    with pytest.raises(pincite.Problems) as caught:
        pincite.determine(sample_pack(), "minimum_salary", {"role": "teecher"}, on=DAY)
    assert "teecher" in str(caught.value)


def test_an_ambiguous_name_names_both() -> None:
    pack = sample_pack()
    twin = evolve(pack.decision[f"{NM}.minimum_salary"], name="us_nm.other.minimum_salary")
    both = evolve(pack, decisions=(*pack.decisions, twin))
    with pytest.raises(pincite.Problems, match=r"`us_nm\.level_three\.minimum_salary` and `us_nm\.other\.minimum_salary`"):
        pincite.determine(both, "minimum_salary", {}, on=DAY)
    with pytest.raises(pincite.Problems, match="no clause decides"):
        pincite.determine(both, "us_nm.other.minimum_salary", {}, on=DAY)


def marked(unit: TextUnit, *quotes: Quoted) -> list[str]:
    return [p.text for u in mark_units(unit, quotes) for p in u.pieces if p.quoted]


def unit_of(*pieces: TextPiece, identity: str = "A", children: tuple[TextUnit, ...] = ()) -> TextUnit:
    return TextUnit(identity, (identity,), f"{identity}.", f"Code § 1({identity})", pieces, children)


def test_quoted_words_are_marked_across_pieces_and_curly_quotes() -> None:
    unit = unit_of(TextPiece("the “minimum", "verbatim"), TextPiece(" salary” is  ten", "derived"))
    (law,) = mark_units(unit, (Quoted("A", '"minimum salary"'),))
    assert [(p.text, p.quoted) for p in law.pieces] == [("the ", False), ("“minimum", True), (" salary”", True), (" is  ten", False)]
    assert marked(unit, Quoted("A", "the … ten")) == ["the", "ten"]
    assert marked(unit, Quoted("A", "not there")) == []


def test_a_quotation_marks_one_place_and_only_in_its_own_unit() -> None:
    """Equal words elsewhere are other words of the law; words within a longer word are none."""
    part = unit_of(TextPiece("(1) a certified teacher may be paid", "verbatim"), identity="A1")
    unit = unit_of(TextPiece("A. Paidless, a teacher is paid; a counselor is paid.", "verbatim"), children=(part,))
    laws = mark_units(unit, (Quoted("A", "is paid"), Quoted("A", "Paid"), Quoted("B", "counselor")))
    assert [(p.text, p.quoted) for p in laws[0].pieces][1:] == [("is paid", True), ("; a counselor is paid.", False)]
    assert not any(p.quoted for p in laws[1].pieces)
    assert marked(unit, Quoted("A1", "a certified teacher")) == ["a certified teacher"]
    assert marked(unit, Quoted("A", "a certified teacher")) == ["a certified teacher"]
    assert marked(unit, Quoted("A1", "a counselor")) == []
    assert marked(unit, Quoted("A", "is paid. (1) a certified")) == ["is paid.", "(1) a certified"]


def test_a_nested_quotation_is_marked_within_the_words_around_it_or_after_them() -> None:
    unit = unit_of(TextPiece("The certificate is shown. The active certificate must remain. The certificate lapses.", "verbatim"))
    (law,) = mark_units(unit, (Quoted("A", "certificate", ("The active certificate must remain",)),))
    assert "".join(p.text for p in law.pieces[:1]).endswith("The active ")
    (law,) = mark_units(unit, (Quoted("A", "The certificate", ("The active certificate must remain",)),))
    assert law.pieces[0].text.endswith("must remain. ")


def test_text_with_a_hole_is_not_quoted_at_all() -> None:
    first, second = date(2010, 1, 1), date(2015, 1, 1)

    def version(text: tuple[TextPiece, ...], from_: date, until: date | None) -> TextVersion:
        return TextVersion(from_, until, True, None, (), (TextUnit("A", ("A",), "A.", "Code § 1(A)", text),))

    whole = (TextPiece("A. Ten dollars.", "derived", "Laws 2009, ch. 1"),)
    holes = (TextPiece("A. ", "derived"), TextPiece("⟨an amount⟩", "unknown"), TextPiece(" dollars.", "derived"))
    section = SectionText("c", "Code § 1", "statute", None, False, "", (version(holes, first, second), version(whole, second, None)))
    assert not law_text(section, "A", "Code § 1(A)", date(2012, 1, 1), ()).on_file
    assert law_text(section, "A", "Code § 1(A)", date(2016, 1, 1), ()).on_file
    assert not law_text(section, "A", "Code § 1(A)", date(2001, 1, 1), ()).on_file


def test_two_clauses_that_ask_the_same_fact_ask_for_it_once() -> None:
    pack = small_pack((Rule("A", "require", "paid"), Rule("B", "require", "paid")))
    assert pincite.determine(pack, "permit", {"paid": True}, on=DAY).missing == ()
    (missing,) = pincite.determine(pack, "permit", {}, on=DAY).missing
    assert (missing.fact, missing.exact, len(missing.places)) == ("p.paid", True, 2)


def test_an_act_that_does_not_apply_leaves_the_text_before_it_in_force() -> None:
    """Clause A stands where the act does not apply, clause B where it does; the condition is the fact `waived`."""
    begin, act = date(2020, 1, 1), date(2021, 1, 1)
    before = (
        Standing(begin, act, "in_force"),
        Standing(act, None, "lapsed", None, 0),
        Standing(act, None, "in_force", "the act does not apply", 0, negated=True),
    )
    after_ = (
        Standing(begin, act, "lapsed"),
        Standing(act, None, "in_force", None, 0),
        Standing(act, None, "lapsed", None, 0, negated=True),
    )
    rules = (Rule("A", "value", "paid", 400_00, standings=before), Rule("A", "value", "paid", 500_00, standings=after_))
    pack = small_pack(rules, kind="value", applies="waived")
    values = {
        applies: pincite.determine(pack, "permit", {"paid": True, **({} if applies is None else {"waived": applies})}, on=DAY)
        for applies in (None, True, False)
    }
    assert {k: d.value for k, d in values.items()} == {None: None, True: "$500", False: "$400"}
    assert [m.fact for m in values[None].missing] == ["p.waived"]
    assert next((t.until, t.governs_still) for t in values[False].law) == (None, True)
    assert [c.state for c in values[True].clauses] == ["lapsed", "in_force"]
    assert [c.state for c in values[None].clauses] == ["conditional", "conditional"]


@pytest.mark.parametrize(
    ("since", "asked", "months", "expected"),
    [
        (date(2018, 8, 12), date(2021, 6, 1), 36, "short by 2 months 11 days"),
        (date(2018, 8, 12), date(2021, 8, 11), 36, "short by 1 day"),
        (date(2018, 8, 12), date(2021, 8, 12), 36, None),
        (date(2018, 8, 12), date(2019, 8, 12), 36, "short by 2 years"),
        (date(2024, 2, 29), date(2025, 2, 28), 12, None),  # complete on that day or the next
        (date(2020, 1, 1), date(2021, 1, 1), 12 * 9000, None),
        (date(2020, 1, 1), date(2021, 1, 1), 12 * 7000, "short by 6,999 years"),
    ],
)
def test_the_time_that_must_still_pass_is_counted_by_addition(since: date, asked: date, months: int, expected: str | None) -> None:
    assert elapsed_gap(Elapsed(since, asked), months) == expected
