"""Versions from texts and acts: done and undone, reconciled, temporary, unknown. Each rule of the design with an example."""

from datetime import date

import pytest
from tests.compiler.law.toy_law import codes, good, note, read, text, words

from pincitec.law.flat import flatten
from pincitec.law.model import Section, Status
from pincitec.law.places import unit_in, version_on
from pincitec.law.redline import Fate, redline

NEW = "text from s on 2020-01-01 {\nTitle.\nA. The fee is twenty dollars ($20).\nB. The fee is due in May.\n}\n"
RAISED = (
    'act "Laws 2019" effective 2019-07-01 {\n  in A strike "ten dollars ($10)" insert "twenty dollars ($20)"\n'
    + note('deleted "ten dollars ($10)" and added "twenty dollars ($20)"')
    + "}\n"
)


def on(section: Section, year: int, month: int = 1, day: int = 1) -> dict[str, str]:
    version = version_on(section, date(year, month, day))
    assert version is not None
    return words(version)


def test_an_act_is_undone() -> None:
    section = good(NEW + RAISED + 'act "Laws 2010" effective 2010-01-01 {\n  add B\n' + note("added Subsection B") + "}\n")
    assert on(section, 2020)["A"] == "The fee is twenty dollars ($20)."
    assert on(section, 2019, 6, 30)["A"] == "The fee is ten dollars ($10)."
    assert on(section, 2019, 6, 30)["B"] == "The fee is due in May."
    assert version_on(section, date(2009, 12, 31)) is None


def test_an_act_after_the_text_is_done() -> None:
    later = (
        'act "Laws 2021" effective 2021-01-01 {\n  in B after "in" strike "May" insert "June"\n'
        "  add C {\nC. The fee is waived for students.\n}\n"
        + note('in Subsection B, after "in", deleted "May" and added "June"; added C. The fee is waived for students.')
        + "}\n"
    )
    section = good(later + NEW)
    assert on(section, 2021) == {
        "heading": "Title.",
        "A": "The fee is twenty dollars ($20).",
        "B": "The fee is due in June.",
        "C": "The fee is waived for students.",
    }
    version = version_on(section, date(2021, 1, 1))
    assert version is not None
    b = unit_in(version, "B")
    assert b is not None
    assert {p.status for p in b.pieces} == {Status.DERIVED}
    assert "C" not in on(section, 2020, 12, 31)


def test_a_temporary_act_changes_the_text_twice() -> None:
    emergency = (
        'act "Laws 2021" effective 2021-01-01 until 2021-04-01 {\n  in B strike "May" insert "June"\n'
        + note('deleted "May" and added "June"')
        + "}\n"
    )
    section = good(emergency + NEW)
    assert [on(section, 2021, m)["B"] for m in (1, 3, 4)] == [
        "The fee is due in June.",
        "The fee is due in June.",
        "The fee is due in May.",
    ]
    units = redline(section, date(2020, 6, 1), date(2021, 6, 1))
    assert units is not None
    assert [run.fate for unit in units for run in unit.runs if run.fate is not Fate.KEPT] == []


def test_two_texts_with_the_act_between_them_agree() -> None:
    old = "text from s on 2018-01-01 {\nTitle.\nA. The fee is ten dollars ($10).\nB. The fee is due in May.\n}\n"
    section = good(old + NEW + RAISED)
    assert [v.from_.isoformat() for v in section.versions] == ["2018-01-01", "2019-07-01"]
    version = version_on(section, date(2018, 6, 1))
    assert version is not None
    assert {p.status for unit in version.units for p in unit.pieces} == {Status.VERBATIM}


@pytest.mark.parametrize(
    ("old", "changed"),
    [
        ("A. The fee is nine dollars ($9).\nB. The fee is due in May.", "A"),
        ("A. The fee is ten dollars ($10).", "B"),
        ("A. The fee is ten dollars ($10).\nB. The fee is due in May.\nC. More.", "C"),
    ],
)
def test_two_texts_that_the_act_does_not_explain(old: str, changed: str) -> None:
    _, problems = read(f"text from s on 2018-01-01 {{\nTitle.\n{old}\n}}\n{NEW}{RAISED}")
    assert [p.rule.code for p in problems] == ["PC711"]
    assert f"`{changed}`" in problems[0].message


def test_acts_of_one_day_on_one_unit_need_an_order() -> None:
    other = 'act "Laws 2019b" effective 2019-07-01 {\n  in A strike "charge" insert "fee"\n' + note('"charge" "fee"') + "}\n"
    assert "PC712" in codes(NEW + RAISED + other)
    ordered = other.replace("2019-07-01 {", '2019-07-01 order after "Laws 2019" {')
    section = good(NEW + RAISED + ordered + 'act "First" effective 2001-01-01 {\n  add B\n' + note("x") + "}\n")
    assert on(section, 2018)["A"] == "The charge is ten dollars ($10)."


def test_acts_of_one_day_on_different_units_need_none() -> None:
    other = 'act "Laws 2019b" effective 2019-07-01 {\n  in B strike "April" insert "May"\n' + note('"April" "May"') + "}\n"
    assert codes(NEW + RAISED + other) == []


def test_reconciled_acts_are_checked_against_the_common_base() -> None:
    acts = RAISED + RAISED.replace("Laws 2019", "Laws 2019b").replace("twenty dollars ($20)", "fifteen dollars ($15)")
    together = (
        'reconcile "Laws 2019" and "Laws 2019b" effective 2019-07-01 by "1-1" {\n'
        '  in A strike "ten dollars ($10)" insert "twenty dollars ($20)"\n}\n'
    )
    section = good(NEW + together + acts)
    kept = {act.title: act.incorporated[0].kept for act in section.acts if act.incorporated}
    assert kept["Laws 2019"] == 3
    assert kept["Laws 2019b"] < 3
    wrong = (NEW + together + acts).replace(
        'act "Laws 2019b" effective 2019-07-01 {\n  in A strike "ten dollars ($10)"',
        'act "Laws 2019b" effective 2019-07-01 {\n  in A strike "ten pounds"',
    )
    assert "PC709" in codes(wrong)


@pytest.mark.parametrize(
    ("operation", "code"),
    [
        ('in A strike "x" insert "dollar"', "PC709"),
        ('in A strike "x" insert "Twenty dollars"', "PC709"),
        ('in A after "The" strike "x" insert "twenty dollars"', "PC709"),
        ('in A before "due" strike "x" insert "twenty dollars"', "PC709"),
        ('in B strike "x" insert "twenty dollars"', "PC709"),
        ('in C strike "x" insert "twenty dollars"', "PC708"),
        ('in A(1) strike "x" insert "twenty dollars"', "PC708"),
        ('in former A strike "fee" insert "fee"', "PC708"),
        ('in A strike "fee" insert "twenty dollars"', "PC709"),
        ('in A strike "x" insert "twenty dollars" hits 2', "PC709"),
        ("remove A", "PC708"),
        ("add D", "PC708"),
    ],
)
def test_an_operation_must_hit(operation: str, code: str) -> None:
    """`in A strike "fee" …` is found out on the other side: undone, the struck word would stand there twice."""
    quoted = " ".join(f'"{w}"' for w in ("x", "dollar", "Twenty dollars", "twenty dollars", "fee"))
    body = NEW + f'act "Laws 2019" effective 2019-07-01 {{\n  {operation}\n{note(quoted)}}}\n'
    assert code in codes(body)


def test_a_miss_shows_the_nearest_text() -> None:
    body = NEW + RAISED.replace('insert "twenty dollars ($20)"', 'insert "thirty dollars ($20)"').replace('added "twenty', 'added "thirty')
    problem = next(p for p in read(body)[1] if p.rule.code == "PC709")
    assert problem.message == "`thirty dollars ($20)` does not stand in `A` on that day"
    assert any("dollars ($20)" in n for n in problem.notes)


def test_holes_and_unknown_places() -> None:
    act = (
        'act "Laws 2019" effective 2019-07-01 {\n  in A after "is" strike ⟨three words⟩\n'
        '  in B at unknown strike "early"\n  remove former C ⟨not on file⟩\n' + note('"early"') + "}\n"
    )
    section = good(NEW + act + 'act "First" effective 2001-01-01 {\n  add B\n' + note("x") + "}\n")
    before = on(section, 2018)
    assert before["A"] == "The fee is ⟨three words⟩ twenty dollars ($20)."
    assert before["B"] == "The fee is due in May. ⟨somewhere in this unit: early⟩"
    version = version_on(section, date(2018, 1, 1))
    assert version is not None
    assert not version.complete
    assert text(version) == "Title. | A. The fee is ⟨…⟩ twenty dollars ($20). | B. The fee is due in May. ⟨…⟩ | C. ⟨…⟩"


def test_prose_makes_only_its_units_unknown() -> None:
    act = 'act "Laws 2019" effective 2019-07-01 {\n  remainder "changed the fee" touching A\n' + note("changed the fee") + "}\n"
    section = good(NEW + act + 'act "First" effective 2001-01-01 {\n  add B\n' + note("x") + "}\n")
    version = version_on(section, date(2018, 1, 1))
    assert version is not None
    assert text(version) == "Title. | A. ⟨…⟩ | B. The fee is due in May."


@pytest.mark.parametrize(
    "act",
    [
        'act "Laws 2019" effective 2019-07-01',
        'act "Laws 2019" effective 2019-07-01 {\n  remainder "changed things"\n' + note("changed things") + "}",
    ],
)
def test_what_is_not_on_file_may_have_touched_any_unit(act: str) -> None:
    section = good(NEW + act + '\nact "First" effective 2001-01-01 {\n  add B\n' + note("x") + "}\n")
    version = version_on(section, date(2018, 1, 1))
    assert version is not None
    assert text(version) == "⟨…⟩ | A. ⟨…⟩ | B. ⟨…⟩"


def test_an_undated_act_ends_knowledge_at_the_next_dated_one() -> None:
    first = 'act "First" effective 2001-01-01 {\n  add B\n' + note("x") + "}\n"
    section = good(NEW + RAISED + 'act "Laws 2012" effective unknown\n' + first)
    assert on(section, 2019, 7)["A"] == "The fee is twenty dollars ($20)."
    version = version_on(section, date(2018, 1, 1))
    assert version is not None
    assert text(version) == "⟨…⟩ | A. ⟨…⟩ | B. ⟨…⟩"
    assert [v.from_.isoformat() for v in section.versions] == ["2001-01-01", "2019-07-01"]


def test_an_undated_source_says_nothing_about_earlier_days() -> None:
    body = NEW.replace("on 2020-01-01", 'undated taken as from 2020-01-01 because "it speaks of 2021"')
    section = good(body + RAISED)
    assert [v.from_.isoformat() for v in section.versions] == ["2020-01-01"]
    assert section.versions[0].assumed == "it speaks of 2021"


def test_sub_units_come_and_go() -> None:
    body = (
        "text from s on 2020-01-01 {\nTitle.\nA. The fee is:\n(1) ten dollars; and\n(2) due in May.\n}\n"
        'act "Laws 2019" effective 2019-07-01 {\n  add A(2)\n  in A(1) after "dollars" strike "."  insert "; and"\n'
        + note('added "; and" and Paragraph (2); deleted "."')
        + "}\n"
        'act "First" effective 2001-01-01 {\n  add A\n' + note("x") + "}\n"
    )
    section = good(body)
    assert on(section, 2018) == {"heading": "Title.", "A": "The fee is:", "A/1": "ten dollars."}


def test_redline_is_made_from_the_operations() -> None:
    first = 'act "First" effective 2001-01-01 {\n  add B\n' + note("x") + "}\n"
    section = good(NEW + RAISED + first)
    units = redline(section, date(2018, 1, 1), date(2020, 1, 1))
    assert units is not None
    (changed,) = [unit for unit in units if unit.changed]
    assert [(run.fate, run.text) for run in changed.runs] == [
        (Fate.KEPT, "The fee is "),
        (Fate.STRUCK, "ten dollars ($10)"),
        (Fate.INSERTED, "twenty dollars ($20)"),
        (Fate.KEPT, "."),
    ]
    assert redline(section, date(1999, 1, 1), date(2020, 1, 1)) is None
    same = redline(section, date(2020, 1, 1), date(2021, 1, 1))
    assert same is not None
    assert not any(unit.changed for unit in same)


def test_words_and_figures_must_agree_in_every_version() -> None:
    assert "PC714" in codes(NEW.replace("($20)", "($21)"))
    assert "PC714" in codes(NEW + RAISED.replace("ten dollars ($10)", "ten dollars ($11)"))
    slip = 'sic "twenty dollars ($21)" in A because "so in the source"\n'
    assert codes(NEW.replace("($20)", "($21)") + slip) == []
    assert codes(NEW + slip) == ["PC715"]


def test_flat_text_of_a_unit_with_sub_units() -> None:
    section = good("text from s on 2020-01-01 {\nTitle.\nA. The fee is:\n(1) ten dollars; or\n(2) nothing.\n}\n")
    unit = unit_in(section.versions[0], "A")
    assert unit is not None
    flat = flatten(unit)
    assert flat.text == "The fee is: (1) ten dollars; or (2) nothing."
    assert flat.paths(0, len(flat.text)) == (("A",), ("A", "1"), ("A", "2"))
    assert flat.paths(12, 19) == (("A", "1"),)


def test_an_undated_act_that_names_its_units_leaves_the_others_known() -> None:
    first = 'act "First" effective 2001-01-01 {\n  add B\n' + note("x") + "}\n"
    undated = 'act "Laws 2012" effective unknown {\n  remainder "changed the fee" touching A\n' + note("changed the fee") + "}\n"
    section = good(NEW + RAISED + undated + first)
    version = version_on(section, date(2018, 1, 1))
    assert version is not None
    assert text(version) == "Title. | A. ⟨…⟩ | B. The fee is due in May."
    assert codes(NEW + RAISED + undated.replace("touching A", "touching Q") + first) == ["PC708"]


def test_an_act_of_unknown_order_ends_knowledge_before_the_newest_act() -> None:
    first = 'act "First" effective 2001-01-01 {\n  add B\n' + note("x") + "}\n"
    section = good(NEW + RAISED + first + 'act "Laws 2012" effective unknown order unknown\n')
    version = version_on(section, date(2018, 1, 1))
    assert version is not None
    assert text(version) == "⟨…⟩ | A. ⟨…⟩ | B. ⟨…⟩"


def test_a_text_on_file_stays_known_beside_an_undated_act() -> None:
    old = "text from s on 2018-01-01 {\nTitle.\nA. The fee is ten dollars ($10).\nB. The fee is due in May.\n}\n"
    first = 'act "First" effective 2001-01-01 {\n  add B\n' + note("x") + "}\n"
    section = good(old + NEW + RAISED + 'act "Laws 2012" effective unknown\n' + first)
    assert on(section, 2018)["A"] == "The fee is ten dollars ($10)."


def test_acts_dated_together() -> None:
    together = (
        'together "Laws 2019a" and "Laws 2019b" effective 2019-07-01 because "one date for both" {\n'
        '  remainder "changed the fee" touching A\n' + note("changed the fee") + "}\n"
    )
    acts = 'act "Laws 2019a" effective unknown\nact "Laws 2019b" effective unknown\n'
    first = 'act "First" effective 2001-01-01 {\n  add B\n' + note("x") + "}\n"
    section = good(NEW + together + acts + first)
    version = version_on(section, date(2018, 1, 1))
    assert version is not None
    assert text(version) == "Title. | A. ⟨…⟩ | B. The fee is due in May."
    assert section.versions[-1].acts == ("Laws 2019a, and Laws 2019b",)
    misdated = acts.replace('"Laws 2019a" effective unknown', '"Laws 2019a" effective 2019-01-01')
    assert codes(NEW + together + misdated + first) == ["PC702"]
    lost = 'act "Laws 2019a" effective 2019-07-01 {\n  in B strike "June" insert "May"\n' + note('"June" "May"') + "}\n"
    assert codes(NEW + together + lost + 'act "Laws 2019b" effective unknown\n' + first) == ["PC702"]


def test_one_act_is_dealt_with_once() -> None:
    both = 'reconcile "Laws 2019" and "Laws 2019b" effective 2019-07-01 by "1-1" {\n  in A strike "x" insert "fee"\n}\n'
    other = RAISED.replace("Laws 2019", "Laws 2019b")
    assert "PC702" in codes(NEW + both + both + RAISED + other)


def test_an_assumed_date_is_told_of_every_version_that_rests_on_it() -> None:
    later = 'act "Laws 2021" effective 2021-01-01 {\n  in B strike "May" insert "June"\n' + note('"May" "June"') + "}\n"
    body = NEW.replace("on 2020-01-01", 'undated taken as from 2020-01-01 because "it speaks of 2020"')
    section = good(later + body)
    assert [v.assumed for v in section.versions] == ["it speaks of 2020", "it speaks of 2020"]


def test_an_act_that_cannot_be_done_ends_the_text_on_its_day() -> None:
    later = 'act "Laws 2021" effective 2021-01-01 {\n  in B strike "April" insert "June"\n' + note('"April" "June"') + "}\n"
    section, problems = read(later + NEW)
    assert [p.rule.code for p in problems] == ["PC709"]
    assert section is not None
    assert section.versions[-1].until == date(2021, 1, 1)
    assert version_on(section, date(2021, 1, 1)) is None


def test_an_act_that_cannot_be_undone_ends_the_text_before_it() -> None:
    first = 'act "First" effective 2001-01-01 {\n  add B\n' + note("x") + "}\n"
    section, problems = read(NEW + RAISED.replace("in A", "in B") + first)
    assert [p.rule.code for p in problems] == ["PC709"]
    assert section is not None
    assert [v.from_.isoformat() for v in section.versions] == ["2019-07-01"]


def test_words_inserted_at_a_place_not_on_file_make_the_unit_unknown() -> None:
    act = 'act "Laws 2019" effective 2019-07-01 {\n  in B at unknown insert "due"\n' + note('"due"') + "}\n"
    section = good(NEW + act + 'act "First" effective 2001-01-01 {\n  add B\n' + note("x") + "}\n")
    version = version_on(section, date(2018, 1, 1))
    assert version is not None
    assert text(version) == "Title. | A. The fee is twenty dollars ($20). | B. ⟨…⟩"


def test_an_added_unit_has_the_words_of_the_text() -> None:
    act = 'act "Laws 2019" effective 2019-07-01 {\n  add B {\nB. The fee is due in June.\n}\n' + note("B. The fee is due in June.") + "}\n"
    assert codes(NEW + act) == ["PC709"]
    assert codes(NEW + act.replace("June", "May")) == []


def test_several_hits() -> None:
    body = "text from s on 2020-01-01 {\nTitle.\nA. The fee is due; the fee is small; a fee.\n}\n"
    act = 'act "Laws 2019" effective 2019-07-01 {\n  in A strike "charge" insert "fee" hits 3\n' + note('"charge" "fee"') + "}\n"
    first = 'act "First" effective 2001-01-01 {\n  add A\n' + note("x") + "}\n"
    section = good(body + act + first)
    assert on(section, 2018)["A"] == "The charge is due; the charge is small; a charge."
    version = version_on(section, date(2020, 1, 1))
    assert version is not None
    unit = unit_in(version, "A")
    assert unit is not None
    assert [p.text for p in unit.pieces if p.act == "Laws 2019"] == ["fee", "fee", "fee"]


@pytest.mark.parametrize(
    ("operation", "before"),
    [
        ('in B before "in May" strike "payable" insert "due"', "The fee is payable in May."),
        ('in B before "in May" insert "due"', "The fee is in May."),
        ('in B at end strike "in June" insert "in May"', "The fee is due in June."),
        ('in B at end insert "in May."', "The fee is due"),
        ('in B after designation strike "Any" insert "The"', "Any fee is due in May."),
        ('in B after designation insert "The"', "fee is due in May."),
        ('in B after "due" strike ", if large," insert "in"', "The fee is due, if large, May."),
        ('in B after "is" strike "not" insert "due"', "The fee is not in May."),
        ('in B before "due" strike "never"', "The fee is never due in May."),
    ],
)
def test_anchors(operation: str, before: str) -> None:
    quoted = " ".join(
        f'"{w}"' for w in ("payable", "due", "in June", "in May", "in May.", "Any", "The", ", if large,", "in", "not", "never")
    )
    act = f'act "Laws 2019" effective 2019-07-01 {{\n  {operation}\n{note(quoted)}}}\n'
    section = good(NEW + act + 'act "First" effective 2001-01-01 {\n  add B\n' + note("x") + "}\n")
    assert on(section, 2018)["B"] == before
    old = f"text from s on 2018-01-01 {{\nTitle.\nA. The fee is twenty dollars ($20).\nB. {before}\n}}\n"
    forwards = good(old + act)
    assert on(forwards, 2020)["B"] == "The fee is due in May."
