"""The clocks of an act: its order, its end, what it waits for, how far it reaches back, when it was known, and acts on acts."""

from datetime import date

import pytest
from tests.compiler.law.toy_law import codes, good, law, note, read, words

from pincitec.law.model import Act, Section
from pincitec.law.places import version_on
from pincitec.law.reading import read_section

TEXT = "text from s on 2020-01-01 {\nTitle.\nA. The fee is twenty dollars ($20).\nB. The fee is due in May.\n}\n"


def act(title: str, clocks: str, *operations: str) -> str:
    """An act with these operations, and a note that holds every word of them."""
    body = "".join(f"  {operation}\n" for operation in operations)
    said = "; ".join((*operations, clocks)).replace("{\n", "").replace("\n}", "")
    return f'act "{title}" {clocks} {{\n{body}{note(said)}}}\n'


def fee(old: str, new: str) -> str:
    return f'in A strike "{old} dollars" insert "{new} dollars"'


def on(section: Section, day: str) -> dict[str, str]:
    version = version_on(section, date.fromisoformat(day))
    assert version is not None, day
    return words(version)


def as_known(body: str, day: str) -> Section:
    source, received = law(body)
    section, problems = read_section(source, lambda _: received, date.fromisoformat(day))
    assert problems == []
    assert section is not None
    return section


def act_of(section: Section, title: str) -> Act:
    return next(a for a in section.acts if a.title == title)


PLAIN = TEXT.replace("twenty dollars ($20)", "twenty dollars")


def messages(body: str) -> list[str]:
    return [p.message for p in read(body)[1]]


# -- known on ------------------------------------------------------------------------------------------------------------

RETROACTIVE = act("Laws 2020, ch. 5", 'effective 2019-07-01 enacted 2020-03-04 retroactive because "its § 2 says so"', fee("ten", "twenty"))


def test_a_retroactive_act_is_the_law_of_its_days_once_it_is_known() -> None:
    body = PLAIN.replace("2020-01-01", "2020-06-01") + RETROACTIVE
    assert on(good(body), "2019-08-01")["A"] == "The fee is twenty dollars."
    before = as_known(body, "2020-03-03")
    assert on(before, "2019-08-01")["A"] == "The fee is ten dollars."
    assert on(before, "2020-06-01")["A"] == "The fee is ten dollars."
    assert before.left_out == ("Laws 2020, ch. 5",)
    assert before.acts == ()
    assert on(as_known(body, "2020-03-04"), "2019-08-01")["A"] == "The fee is twenty dollars."


def test_a_text_on_file_from_before_an_unknown_act_is_used() -> None:
    old = PLAIN.replace("2020-01-01", "2018-01-01").replace("twenty", "ten")
    body = old + PLAIN.replace("2020-01-01", "2020-06-01") + RETROACTIVE
    section = as_known(body, "2020-01-01")
    assert [(v.from_.isoformat(), v.until) for v in section.versions] == [("2018-01-01", None)]
    assert {p.status.value for u in section.versions[0].units for p in u.pieces} == {"verbatim"}


def test_acts_after_an_unknown_one_are_done_without_it() -> None:
    later = act("Laws 2019b", "effective 2019-09-01 enacted 2019-08-01", 'in B strike "April" insert "May"')
    body = PLAIN.replace("2020-01-01", "2020-06-01") + later + RETROACTIVE
    section = as_known(body, "2020-01-01")
    assert on(section, "2019-08-01") == {"heading": "Title.", "A": "The fee is ten dollars.", "B": "The fee is due in April."}
    assert on(section, "2019-10-01") == {"heading": "Title.", "A": "The fee is ten dollars.", "B": "The fee is due in May."}
    assert section.versions[-1].acts == ("Laws 2019b",)


def test_what_rests_on_an_unknown_act_is_not_on_file_without_it() -> None:
    later = act("Laws 2019b", "effective 2019-09-01 enacted 2019-08-01", fee("twenty", "thirty"))
    body = PLAIN.replace("2020-01-01", "2020-06-01").replace("twenty", "thirty") + later + RETROACTIVE
    section = as_known(body, "2020-01-01")
    assert on(section, "2019-08-15")["A"] == "The fee is ten dollars."
    assert version_on(section, date(2019, 9, 1)) is None


def test_an_act_of_which_no_day_is_on_file_counts_as_always_known() -> None:
    body = PLAIN + act("Laws 2019", "effective 2019-07-01", fee("ten", "twenty"))
    section = as_known(body, "2001-01-01")
    assert on(section, "2019-07-01")["A"] == "The fee is twenty dollars."
    assert section.left_out == ()


def test_a_reconciliation_is_known_once_its_acts_are() -> None:
    first = act("L1", "effective 2019-07-01 enacted 2019-04-01", fee("ten", "twenty"))
    second = act("L2", "effective 2019-07-01 enacted 2019-05-01", fee("ten", "fifteen"))
    both = f'reconcile "L1" and "L2" effective 2019-07-01 by "1-1" {{\n  {fee("ten", "twenty")}\n}}\n'
    body = PLAIN + both + second + first
    assert on(as_known(body, "2019-05-01"), "2019-07-01")["A"] == "The fee is twenty dollars."
    section = as_known(body, "2019-04-15")
    assert on(section, "2019-07-01")["A"] == "The fee is twenty dollars."
    assert section.versions[-1].acts == ("L1",)


@pytest.mark.parametrize(
    ("clocks", "message"),
    [
        ("effective 2019-07-01 enacted 2020-03-04", "the act takes effect on `2019-07-01`, before it was enacted on `2020-03-04`"),
        ('effective 2019-07-01 retroactive because "x"', "an act that reaches back needs the day on which it was made"),
        ('effective 2019-07-01 enacted 2019-07-01 retroactive because "x"', "the act was made on `2019-07-01` and does not reach back"),
        ("effective 2019-07-01 enacted 2019-03-04 known 2019-03-03", "the act was known on `2019-03-03` before it was enacted"),
    ],
)
def test_clocks_that_cannot_be_right(clocks: str, message: str) -> None:
    found = messages(PLAIN + act("Laws 2019", clocks, fee("ten", "twenty")))
    assert len(found) == 1
    assert found[0].startswith(message)


# -- acts that end -------------------------------------------------------------------------------------------------------


def test_words_return_when_an_act_ends() -> None:
    body = act("T", "effective 2021-01-01 until 2021-07-01 emergency", fee("twenty", "thirty")) + PLAIN
    section = good(body)
    assert [on(section, d)["A"] for d in ("2020-12-31", "2021-01-01", "2021-06-30", "2021-07-01")] == [
        f"The fee is {n} dollars." for n in ("twenty", "thirty", "thirty", "twenty")
    ]


def test_other_words_of_the_unit_may_change_in_between() -> None:
    between = act("Laws 2021b", "effective 2021-03-01", 'in A after "The" insert "yearly"', 'in A after "dollars" insert "or less"')
    body = between + act("T", "effective 2021-01-01 until 2021-07-01", fee("twenty", "thirty")) + PLAIN
    assert on(good(body), "2021-07-01")["A"] == "The yearly fee is twenty dollars or less."


@pytest.mark.parametrize(
    ("temporary", "between"),
    [
        (fee("twenty", "thirty"), fee("thirty", "forty")),
        ('in A strike "twenty"', 'in A before "dollars" insert "many"'),
        ('in A after "is" insert "not"', 'in A strike "is not" insert "will never be"'),
        ("add C {\nC. Fees are waived.\n}", 'in C strike "waived" insert "doubled"'),
    ],
)
def test_words_that_changed_in_between_are_not_undone_by_guess(temporary: str, between: str) -> None:
    body = act("Laws 2021b", "effective 2021-03-01", between) + act("T", "effective 2021-01-01 until 2021-07-01", temporary) + PLAIN
    found = read(body)[1]
    assert [p.rule.code for p in found] == ["PC716"]
    assert "`Laws 2021b` changed" in found[0].message
    assert "remove `until`" in (found[0].help or "")


def test_the_same_words_elsewhere_are_not_those_of_the_act() -> None:
    """The act's words are gone, and another act brought the same ones at another place, where undoing would find them."""
    temporary = act("T", "effective 2021-01-01 until 2021-07-01", 'in B after "due" insert "early"')
    between = act("Laws 2021b", "effective 2021-03-01", 'in B strike "The fee is due early in May" insert "In June it is due early"')
    found = read(between + temporary + PLAIN)[1]
    assert [p.rule.code for p in found] == ["PC716"]
    assert "`Laws 2021b` changed" in found[0].message


def test_a_unit_that_was_away_is_the_same_unit_again() -> None:
    away = act("T", "effective 2021-01-01 until 2021-07-01", "remove B {\nB. The fee is due in May.\n}")
    forwards = good(away + PLAIN)
    assert "B" not in on(forwards, "2021-03-01")
    assert {u.identity for u in forwards.versions[-1].units} == {"heading", "A", "B"}
    backwards = good(PLAIN.replace("2020-01-01", "2022-01-01") + away + act("First", "effective 2001-01-01", "add B"))
    assert [sorted(u.identity for u in v.units) for v in backwards.versions] == [
        ["A", "B", "heading"],
        ["A", "heading"],
        ["A", "B", "heading"],
    ]


@pytest.mark.parametrize(
    "operation",
    [
        'in B strike "May" insert "June"',
        'in B after "due" strike "in"',
        'in A at start insert "Now:"',
        'in A at end insert "And so on."',
        "add C {\nC. Fees are waived.\n}",
        "remove B {\nB. The fee is due in May.\n}",
        "repeal B {\nB. The fee is due in May.\n}",
        "rewrite B {\nB. Nobody pays.\n}\nwas {\nB. The fee is due in May.\n}",
        'retitle "Fees." was "Title."',
        "redesignate B as C",
        "redesignate A through B as B through C",
        "designate B as B(1)",
        "repeal section",
        'recodify section as "x/2"',
    ],
)
def test_whatever_an_act_did_ends_with_it(operation: str) -> None:
    """Done from the text before the act, and undone from the text after its end."""
    temporary = act("T", "effective 2021-01-01 until 2021-07-01", operation)
    forwards = good(temporary + PLAIN)
    assert on(forwards, "2021-07-01") == on(forwards, "2020-12-31")
    assert on(forwards, "2021-03-01") != on(forwards, "2020-12-31")
    first, last = version_on(forwards, date(2020, 12, 31)), version_on(forwards, date(2021, 7, 1))
    assert first is not None
    assert last is not None
    assert [u.identity for u in first.units] == [u.identity for u in last.units]
    backwards = good(PLAIN.replace("2020-01-01", "2022-01-01") + temporary + act("First", "effective 2001-01-01", "add A"))
    for day in ("2020-12-31", "2021-03-01", "2021-07-01"):
        assert on(backwards, day) == on(forwards, day)


def test_an_undated_act_within_the_days_of_one_that_ended_is_not_passed_over() -> None:
    """Nothing is known of the text before it, although nothing else lies between the beginning of that act and its end."""
    temporary = act("T", "effective 2021-01-01 until 2021-07-01", fee("twenty", "thirty"))
    newest = PLAIN.replace("2020-01-01", "2022-01-01")
    first = act("First", "effective 2001-01-01", "add A")
    section = good(newest + temporary + 'act "U" effective unknown\n' + first)
    version = version_on(section, date(2020, 12, 31))
    assert version is not None
    assert not version.complete
    _, problems = read(newest + temporary + 'act "U" effective unknown order unknown\n' + first)
    assert [p.rule.code for p in problems] == ["PC709"]


def test_the_act_that_follows_an_ending_says_so() -> None:
    temporary = act("T", "effective 2021-01-01 until 2021-07-01 temporary", fee("twenty", "thirty"))
    lasting = act("P", "effective 2021-07-01", fee("twenty", "thirty"))
    assert codes(lasting + temporary + PLAIN) == ["PC712"]
    section = good(lasting.replace("2021-07-01 {", '2021-07-01 order after "T" by "1-1" {') + temporary + PLAIN)
    assert on(section, "2021-08-01")["A"] == "The fee is thirty dollars."
    assert (act_of(section, "P").after, act_of(section, "P").after_by) == ("T", "1-1")


# -- order ---------------------------------------------------------------------------------------------------------------


def test_acts_that_follow_one_another_in_a_circle() -> None:
    acts = (
        act("L1", 'effective 2019-07-01 order after "L2"', fee("ten", "twenty"))
        + act("L2", 'effective 2019-07-01 order after "L3"', 'in B strike "x" insert "May"')
        + act("L3", 'effective 2019-07-01 order after "L1"', 'in B strike "y" insert "due"')
    )
    assert "acts that follow one another in a circle: `L1` after `L2` after `L3` after `L1`" in messages(PLAIN + acts)


# -- conditions ----------------------------------------------------------------------------------------------------------

WAITS = 'effective when "the department certifies funding"'


def test_an_act_that_waits_changes_nothing() -> None:
    first = act("First", "effective 2001-01-01", "add B")
    section = good(act("W", f"{WAITS} enacted 2021-03-01", fee("twenty", "thirty")) + PLAIN + first)
    assert [v.from_.isoformat() for v in section.versions] == ["2001-01-01"]
    assert all(v.complete for v in section.versions)
    waiting = act_of(section, "W")
    assert waiting.waits
    assert waiting.periods == ()
    assert waiting.condition is not None
    assert waiting.condition.words == "the department certifies funding"


def test_an_act_whose_condition_was_met_takes_effect() -> None:
    section = good(act("W", f'{WAITS} met 2021-10-01 because "its letter of that day"', fee("twenty", "thirty")) + PLAIN)
    assert on(section, "2021-09-30")["A"] == "The fee is twenty dollars."
    assert on(section, "2021-10-01")["A"] == "The fee is thirty dollars."
    assert not act_of(section, "W").waits


def test_nobody_knew_of_a_condition_before_it_was_met() -> None:
    waits = act("W", f'{WAITS} met 2021-10-01 because "its letter of that day" enacted 2021-03-01', fee("twenty", "thirty"))
    for day, amount, waiting in (("2021-09-30", "twenty", True), ("2021-10-01", "thirty", False)):
        section = as_known(waits + PLAIN, day)
        assert on(section, "2021-12-01")["A"] == f"The fee is {amount} dollars."
        assert act_of(section, "W").waits == waiting


# -- acts on acts --------------------------------------------------------------------------------------------------------

TARGET = act("T", "effective 2021-07-01", fee("twenty", "thirty"))


def chain(*statements: str, clocks: str = "effective 2021-03-01", target: str = TARGET) -> str:
    return act("M", clocks, *statements) + target + PLAIN


def test_operands_of_an_act_that_has_not_taken_effect() -> None:
    section = good(chain('in act "T" in A strike "thirty" insert "thirty-five"'))
    assert on(section, "2021-06-30")["A"] == "The fee is twenty dollars."
    assert on(section, "2021-07-01")["A"] == "The fee is thirty-five dollars."
    (change,) = act_of(section, "T").changed_by
    assert (change.by, change.kind, change.on.isoformat()) == ("M", "amended", "2021-03-01")


def test_a_unit_of_an_act_that_has_not_taken_effect() -> None:
    target = act("T", "effective 2021-07-01", "add C {\nC. Fees are waived for students.\n}")
    section = good(chain('in act "T" in C strike "students" insert "pupils"', target=target))
    assert on(section, "2021-07-01")["C"] == "Fees are waived for pupils."


def test_words_of_an_amended_operand_must_hit_once() -> None:
    two = act("T", "effective 2021-07-01", fee("twenty", "thirty"), 'in A after "fee" insert "of thirty"')
    for statement, target in (
        ('in act "T" in A strike "forty" insert "fifty"', TARGET),
        ('in act "T" in B strike "thirty" insert "fifty"', TARGET),
        ('in act "T" in A strike "thirty" insert "fifty"', two),
        ('in act "T" in A strike "dollars" insert "pounds"', TARGET),
    ):
        assert codes(chain(statement, target=target)) == ["PC709"]


def test_a_postponed_act_takes_effect_later() -> None:
    section = good(chain('postpone act "T" to 2022-01-01'))
    assert on(section, "2021-12-31")["A"] == "The fee is twenty dollars."
    assert on(section, "2022-01-01")["A"] == "The fee is thirty dollars."
    assert act_of(section, "T").effective == date(2022, 1, 1)
    assert act_of(section, "T").changed_by[0].day == date(2021, 7, 1)


def test_an_act_is_ended_and_revived() -> None:
    ends = act("E", "effective 2021-08-01", 'expire act "T" on 2021-09-01')
    back = act("R", "effective 2021-10-01", 'revive act "T" on 2021-11-01')
    section = good(back + ends + TARGET + PLAIN)
    days = ("2021-06-30", "2021-07-01", "2021-08-31", "2021-09-01", "2021-10-31", "2021-11-01")
    assert [on(section, d)["A"].split()[3] for d in days] == ["twenty", "thirty", "thirty", "twenty", "twenty", "thirty"]
    assert [(p.from_.isoformat(), p.until and p.until.isoformat()) for p in act_of(section, "T").periods] == [
        ("2021-07-01", "2021-09-01"),
        ("2021-11-01", None),
    ]


def test_an_act_is_repealed_before_it_takes_effect_and_may_be_revived() -> None:
    section = good(chain('repeal act "T"'))
    assert on(section, "2022-01-01")["A"] == "The fee is twenty dollars."
    assert act_of(section, "T").repealed
    revived = good(act("R", "effective 2022-01-01", 'revive act "T" on 2022-06-01') + chain('repeal act "T"'))
    assert on(revived, "2022-05-31")["A"] == "The fee is twenty dollars."
    assert on(revived, "2022-06-01")["A"] == "The fee is thirty dollars."


def test_to_whom_an_act_applies_is_changed_before_it_takes_effect() -> None:
    target = TARGET.replace("  note", '  applies "to students"\n  note').replace("note from s {\n", "note from s {\nto students; ")
    section = good(chain('scope act "T" applies "to students of 2022"', target=target))
    applies = act_of(section, "T").applies
    assert applies is not None
    assert applies.words == "to students of 2022"
    assert act_of(section, "T").changed_by[0].words == "to students"


def test_a_postponement_that_is_postponed_does_its_work_later() -> None:
    body = (
        act("M2", "effective 2021-02-01", 'postpone act "M" to 2021-08-01')
        + act("M", "effective 2021-03-01", 'postpone act "T" to 2022-01-01')
        + TARGET
        + PLAIN
    )
    assert "`T` has taken effect on 2021-07-01, before this act on 2021-08-01" in messages(body)


@pytest.mark.parametrize(
    ("statement", "clocks", "message"),
    [
        ('repeal act "Q"', "effective 2021-03-01", "there is no act `Q` in this file"),
        ('repeal act "M"', "effective 2021-03-01", "an act cannot change itself"),
        ('repeal act "T"', "effective 2021-08-01", "`T` has taken effect on 2021-07-01, before this act on 2021-08-01"),
        ('repeal act "T"', "effective 2021-07-01", "`T` takes effect on the day of this act, and nothing says which comes first"),
        ('postpone act "T" to 2021-06-01', "effective 2021-03-01", "the new day 2021-06-01 is not after 2021-07-01"),
        ('expire act "T" on 2021-07-01', "effective 2021-03-01", "the act would end on 2021-07-01 before it takes effect"),
        ('expire act "T" on 2021-08-01', "effective 2021-09-01", "this act takes effect on 2021-09-01, and cannot end another one"),
        ('revive act "T" on 2021-08-01', "effective 2021-03-01", "`T` has not ended"),
        ('repeal act "T"', "effective 2021-03-01 until 2021-05-01", "an act that ends cannot change other acts"),
        ('repeal act "T"', "effective unknown", "an act that changes others needs the day it took effect"),
    ],
)
def test_acts_on_acts_that_cannot_be(statement: str, clocks: str, message: str) -> None:
    found = messages(chain(statement, clocks=clocks))
    assert len(found) == 1
    assert found[0].startswith(message)


def test_what_an_undated_text_is_undone_to_is_not_on_file() -> None:
    """The page is taken as from 2020; what it was before the act of 2019 nobody dates, whether or not the act was known."""
    page = PLAIN.replace("on 2020-01-01", 'undated taken as from 2020-01-01 because "it speaks of 2021"')
    body = page + act("Laws 2019", "effective 2019-07-01 known 2021-01-01", fee("ten", "twenty"))
    assert on(good(body), "2020-02-01")["A"] == "The fee is twenty dollars."
    assert as_known(body, "2020-06-01").versions == ()


def test_an_act_that_changed_others_is_not_ended() -> None:
    ends = act("E", "effective 2021-04-01", 'expire act "M" on 2021-05-01')
    assert messages(ends + chain('postpone act "T" to 2022-01-01')) == ["`M` changed other acts, and nothing says what becomes of them"]


def test_an_act_that_waits_does_nothing_to_others() -> None:
    section = good(chain('repeal act "T"', clocks=WAITS))
    assert on(section, "2021-07-01")["A"] == "The fee is thirty dollars."


def test_what_an_unknown_act_did_to_another_is_not_known() -> None:
    body = chain('postpone act "T" to 2022-01-01', clocks="effective 2021-03-01 enacted 2021-02-01").replace(
        '"T" effective 2021-07-01', '"T" effective 2021-07-01 enacted 2021-01-15'
    )
    assert on(as_known(body, "2021-02-01"), "2021-08-01")["A"] == "The fee is twenty dollars."
    assert on(as_known(body, "2021-01-31"), "2021-08-01")["A"] == "The fee is thirty dollars."
    assert on(as_known(body, "2021-01-01"), "2023-01-01")["A"] == "The fee is twenty dollars."


def test_many_acts_of_one_day_are_put_in_order() -> None:
    """The order of a session with hundreds of acts is found in time that grows with the square of their number, not its fourth power."""
    acts = [
        act(f"L{n}", "effective 2021-01-01" + (f' order after "L{n - 1}"' if n else ""), f'in B at end insert "w{n}"') for n in range(80)
    ]
    section = good("".join(acts[1::2] + acts[::2]) + PLAIN)
    assert on(section, "2021-01-01")["B"].split()[-80:] == [f"w{n}" for n in range(80)]
