"""From an act to clauses and decisions: what is lost, followed, begun, hidden or to be read again, and why."""

from datetime import date
from pathlib import Path

import pytest
from tests.engine.impact.toy import LAW, RAISE, RULES, SAID, act, town
from tests.trial import trial_library

from pincite.impact import Impact, impact
from pincite.impact.model import Change, Fate, Where
from pincite.report.impact import render_text
from pincitec.project import find_project

FOLLOWING = RULES.replace(
    '  "The yearly fee for a plot is forty',
    '  "The yearly fee for a plot is fifty dollars ($50)" means fee = $50\n  "The yearly fee for a plot is forty',
)
OMITTING = RULES + '\nomit code(B) "fifty dollars ($50)" because "the clerk decides"\n'


def fates(found: Impact) -> list[tuple[str, Fate]]:
    return [(q.words, q.fate) for q in found.quotations]


def test_a_lapse_that_nobody_follows(tmp_path: Path) -> None:
    found = town(tmp_path, act("Act 1", RAISE)).impact()
    assert [(o.words, o.where) for o in found.act.operations] == [(RAISE, Where("statutes/toy.law", 18))]
    (unit,) = found.units
    assert (unit.change, unit.before, unit.after, unit.acts, unit.whole) == (
        Change.AMENDED,
        "Toy Code § 1(B)",
        "Toy Code § 1(B)",
        ("Act 1",),
        False,
    )
    (quotation,) = found.quotations
    assert (quotation.fate, quotation.where, quotation.gone) == (Fate.LAPSED, Where("policy/garden.pol", 20), False)
    assert [(r.text, r.fate) for r in quotation.now] == [
        ("The yearly fee for a plot is ", "kept"),
        ("forty dollars ($40)", "struck"),
        ("fifty dollars ($50)", "inserted"),
    ]
    (clause,) = found.clauses
    assert (clause.id, clause.before, clause.after, clause.from_, clause.until) == (
        "toy.garden:B#1",
        "in_force",
        "not_followed",
        date(2024, 7, 1),
        None,
    )
    assert clause.lost and found.lost == (clause,) and not found.clean
    assert [(d.name, d.direct, d.lost) for d in found.decisions] == [("toy.garden.fee", True, True), ("toy.garden.bee_fee", False, True)]


def test_a_lapse_that_another_clause_follows(tmp_path: Path) -> None:
    found = town(tmp_path, act("Act 1", RAISE), rules=FOLLOWING).impact()
    old = next(c for c in found.clauses if c.before == "in_force")
    new = next(c for c in found.clauses if c.after == "in_force")
    assert (old.after, old.lost) == ("lapsed", False)
    assert [(f.kind, f.words, f.where) for f in old.followers] == [("clause", new.words, new.where)]
    assert fates(found) == [(new.words, Fate.BEGAN), (old.words, Fate.LAPSED)]
    assert found.clean


def test_a_lapse_that_a_remark_speaks_of(tmp_path: Path) -> None:
    found = town(tmp_path, act("Act 1", RAISE), rules=OMITTING).impact()
    (clause,) = found.clauses
    assert [(f.kind, f.words) for f in clause.followers] == [("omit", "fifty dollars ($50)")]
    assert found.clean


def test_a_unit_that_is_gone(tmp_path: Path) -> None:
    words = "A resident who keeps bees pays the fee of Subsection B."
    found = town(tmp_path, act("Act 1", f"remove C {{\nC. {words}\n  }}", said=f"deleted Subsection C, which read: {words}")).impact()
    assert [(u.change, u.before, u.after) for u in found.units] == [(Change.REMOVED, "Toy Code § 1(C)", None)]
    (quotation,) = found.quotations
    assert (quotation.fate, quotation.gone, quotation.now) == (Fate.LAPSED, True, ())
    (clause,) = found.clauses
    assert [f.kind for f in clause.followers] == ["repealed"]
    assert found.clean


def test_a_redesignation_after_the_newest_text_on_file_leaves_citations_as_they_are(tmp_path: Path) -> None:
    words = "No plot is sold."
    said = f"redesignated Subsection C as Subsection D; and added a new Subsection C, which reads: {words}"
    found = town(tmp_path, act("Act 1", "redesignate C as D", f"add C {{\nC. {words}\n  }}", said=said)).impact()
    assert [(u.change, u.before, u.after, u.was_designator) for u in found.units] == [
        (Change.ADDED, None, "Toy Code § 1(C)", None),
        (Change.REDESIGNATED, "Toy Code § 1(C)", "Toy Code § 1(D)", "C."),
    ]
    assert found.outdated == () and found.lost == () and found.clauses == () and found.clean


def test_words_that_stand_in_a_unit_that_changed_elsewhere(tmp_path: Path) -> None:
    said = 'in A, after "two years", added "and owns a spade".'
    found = town(tmp_path, act("Act 1", 'in A after "two years" insert "and owns a spade"', said=said)).impact()
    assert fates(found) == [
        ("The clerk shall assign a plot to a resident who", Fate.CONTEXT_CHANGED),
        ("has lived here for two years", Fate.CONTEXT_CHANGED),
    ]
    assert found.clauses == () and found.decisions == ()
    assert found.clean
    assert [(c.citation, c.words, c.weighty) for c in found.came] == [("Toy Code § 1(A)", ("and owns a spade",), False)]
    assert "To review: they state no number" in render_text(found)


AMOUNT = "or, for a large plot, sixty dollars ($60)"
TWO = (f'in B after "($40)" insert "{AMOUNT}"', f'in B, after "($40)", added "{AMOUNT}".')


@pytest.mark.parametrize(
    ("operation", "said", "figures", "turning"),
    [
        (*TWO, ("sixty dollars ($60)",), ()),
        ('in B after "($40)" insert "unless waived"', 'in B, after "($40)", added "unless waived".', (), ("unless",)),
        ('in A after "two years" insert "and owns no land"', 'in A, after "two years", added "and owns no land".', (), ("no",)),
        (
            'in A after "two years" insert "before January 1, 2024"',
            'in A, after "two years", added "before January 1, 2024".',
            ("January 1, 2024",),
            (),
        ),
    ],
)
def test_words_that_came_and_that_no_rule_speaks_of(
    operation: str, said: str, figures: tuple[str, ...], turning: tuple[str, ...], tmp_path: Path
) -> None:
    found = town(tmp_path, act("Act 1", operation, said=said)).impact()
    assert [(c.figures, c.turning, c.weighty) for c in found.came] == [(figures, turning, True)]
    assert found.lost == () and not found.clean
    assert "in 1 unit words came that a rule must speak of, and none does." in " ".join(render_text(found).split())


@pytest.mark.parametrize(
    "more",
    [
        f'omit code(B) "{AMOUNT}" because "the clerk decides"',
        'untranslatable code(B) because "the clerk decides"',
        f'provision code(B) {{\n  "{AMOUNT}" means small_fee = $60\n}}\ndecision small_fee : money "fee"',
    ],
)
def test_words_that_came_and_are_spoken_of(more: str, tmp_path: Path) -> None:
    found = town(tmp_path, act("Act 1", TWO[0], said=TWO[1]), rules=f"{RULES}\n{more}\n").impact()
    assert found.came == () and found.clean


def test_words_that_came_into_a_unit_on_which_nothing_rests_are_only_shown(tmp_path: Path) -> None:
    rules = RULES.partition("provision code(B)")[0].replace('decision fee : money "yearly fee"\n', "")
    rules = rules.replace('decision bee_fee : money "yearly fee of a beekeeper"\n', "").replace('fact bees : boolean "keeps bees"\n', "")
    found = town(tmp_path, act("Act 1", TWO[0], said=TWO[1]), rules=rules).impact()
    assert found.came == () and found.clean and len(found.units) == 1


def test_a_quotation_that_several_clauses_share_is_listed_once(tmp_path: Path) -> None:
    own = '"The yearly fee for a plot is forty dollars ($40)" means fee = $40'
    assert own in RULES
    items = '    "for a plot is forty dollars ($40)" means fee = $40\n    "forty dollars ($40)" means bee_fee = $40\n'
    shared = f'"The yearly fee" means when bees {{\n{items}  }}'
    said = 'in B, after "($40)", added "in advance".'
    rules = RULES.replace(own, shared)
    found = town(tmp_path, act("Act 1", 'in B after "($40)" insert "in advance"', said=said), rules=rules).impact()
    assert next((q.words, len(q.clauses), q.fate) for q in found.quotations) == ("The yearly fee", 2, Fate.CONTEXT_CHANGED)


def test_the_trial_amendment_of_the_library(tmp_path: Path) -> None:
    found = impact(find_project(trial_library(tmp_path))[0], "us-nm/22-10A-11", "Laws 2026, ch. 1, § 1")
    assert isinstance(found, Impact)
    (lost,) = found.lost
    assert "is sixty thousand dollars ($60,000) for" in lost.words
    assert [d.name for d in found.decisions if d.lost] == ["us_nm.level_three.minimum_salary"]


def test_a_text_that_is_not_on_file_after_the_act(tmp_path: Path) -> None:
    found = town(tmp_path, act("Act 1", said="")).impact()
    assert (found.complete_before, found.complete_after, found.untold, found.clean) == (True, False, True, False)
    assert {q.fate for q in found.quotations} == {Fate.UNVERIFIABLE}
    assert {(c.before, c.after) for c in found.clauses} == {("in_force", "unknown")}
    assert "no clause can rest on it" in found.notices[0]


def test_a_text_that_is_not_on_file_before_the_act(tmp_path: Path) -> None:
    """The text is of 2020; an act of 2019 changed it in words that are not on file."""
    prose = act("Act 1", 'remainder "amended the section"', said="The 2019 act amended the section.", day="2019-01-01")
    found = town(tmp_path, prose).impact()
    assert (found.complete_before, found.complete_after, found.untold) == (False, True, False)
    assert {q.fate for q in found.quotations} <= {Fate.ON_FILE}
    assert found.lost == ()
    assert "which clauses stood on it cannot be told" in found.notices[0]


def test_an_act_without_a_day_tells_nothing_and_is_not_clean(tmp_path: Path) -> None:
    found = town(tmp_path, 'act "Act 1" effective unknown\n').impact()
    assert (found.act.effective, found.untold, found.clean, found.facts.considered) == (None, True, False, 0)


def test_an_act_that_waits_or_never_took_effect(tmp_path: Path) -> None:
    waiting = act("Act 1", RAISE).replace("effective 2024-07-01", 'effective when "the clerk is elected"')
    found = town(tmp_path, waiting).impact()
    assert (found.act.effective, found.untold, found.clean) == (None, True, False)
    assert "waits until “the clerk is elected”" in found.notices[0]
    repealing = 'act "Act 2" enacted 2024-03-01 effective 2024-03-01 {\n  repeal act "Act 1"\n}\n'
    made = town(tmp_path / "other", act("Act 1", RAISE, clauses=" enacted 2024-01-01"), repealing)
    found = made.impact()
    assert (found.act.effective, found.untold, found.clean) == (None, False, True)
    assert found.notices == ("it was repealed before it took effect, and changed nothing",)
    assert made.impact("Act 2").clean


def test_an_act_that_reaches_back_says_so(tmp_path: Path) -> None:
    back = ' enacted 2025-01-01 retroactive because "it says so"'
    found = town(tmp_path, act("Act 1", RAISE, clauses=back), rules=FOLLOWING).impact()
    assert found.notices[0].startswith("it was made on January 1, 2025 and reaches back to July 1, 2024")


def test_two_acts_of_one_day_are_told_apart_by_unit(tmp_path: Path) -> None:
    said = 'in A, after "lived here for", deleted "two" and added "three".'
    other = act("Act 2", 'in A after "lived here for" strike "two" insert "three"', said=said)
    found = town(tmp_path, other, act("Act 1", RAISE)).impact()
    assert [(o.section, o.title) for o in found.act.others] == [("toy/1", "Act 2")]
    assert [(u.after, u.acts) for u in found.units] == [("Toy Code § 1(A)", ("Act 2",)), ("Toy Code § 1(B)", ("Act 1",))]
    assert any("other acts took effect on the same day" in n for n in found.notices)


def test_an_act_that_applies_to_some_says_so(tmp_path: Path) -> None:
    words = "to residents who come after July 1, 2024"
    rules = FOLLOWING + f'\nfact newcomer : boolean "comes after July 1, 2024"\napplies act "Act 1" "{words}" means newcomer\n'
    found = town(tmp_path, act("Act 1", RAISE, f'applies "{words}"', said=f"{SAID[:-1]}; it applies {words}."), rules=rules).impact()
    assert found.act.applies == words
    assert all(c.some for c in found.clauses) and found.clauses
    assert found.clean


def test_a_later_act_for_everybody_applies_to_everybody(tmp_path: Path) -> None:
    """Only the earlier act applies to some. What the later one changes for those outside the reach of that one is said of that one."""
    words = "to residents who come after July 1, 2024"
    rules = FOLLOWING + f'\nfact newcomer : boolean "comes after July 1, 2024"\napplies act "Act 1" "{words}" means newcomer\n'
    rules = rules.replace(
        "provision code(C)", 'provision code(B) "And since" {\n  "sixty dollars ($60)" means fee = $60\n}\n\nprovision code(C)'
    )
    first = act("Act 1", RAISE, f'applies "{words}"', said=f"{SAID[:-1]}; it applies {words}.")
    said = 'in B, after "plot is", deleted "fifty dollars ($50)" and added "sixty dollars ($60)".'
    later = act("Act 2", 'in B after "plot is" strike "fifty dollars ($50)" insert "sixty dollars ($60)"', said=said, day="2025-07-01")
    found = town(tmp_path, later, first, rules=rules).impact("Act 2")
    assert found.act.applies is None and found.clauses and not any(c.some for c in found.clauses)
    assert {c.exempt.act for c in found.clauses if c.exempt} <= {"Act 1"}
    assert "applies only to some" not in render_text(found)


def test_a_decision_whose_clauses_do_not_change_is_not_concerned(tmp_path: Path) -> None:
    """The clause on beekeepers stands outside the unit, and outside the reach of Act 1 as before."""
    words = "to residents who come after July 1, 2024"
    rules = RULES.replace("provision code(B)", 'omit code(B) because "the clerk decides"\n\nprovision code(B)')
    said = f"{SAID[:-1]}; it applies {words}."
    later = 'in A, after "two years", added "and owns no land".'
    acts = (
        act("Act 2", 'in A after "two years" insert "and owns no land"', said=later, day="2025-07-01"),
        act("Act 1", RAISE, f'applies "{words}"', said=said),
    )
    rules += f'\nfact newcomer : boolean "comes after July 1, 2024"\napplies act "Act 1" "{words}" means newcomer\n'
    found = town(tmp_path, *acts, rules=rules).impact("Act 2")
    assert found.clauses == () and found.decisions == ()


def test_a_decision_that_has_no_clause_any_more_is_counted(tmp_path: Path) -> None:
    words = "A resident who keeps bees pays the fee of Subsection B."
    found = town(tmp_path, act("Act 1", f"remove C {{\nC. {words}\n  }}", said=f"deleted Subsection C, which read: {words}")).impact()
    assert [(d.name, d.bare) for d in found.decisions] == [("toy.garden.bee_fee", True)]
    assert "No clause lost its footing, but 1 decision has no clause any more." in render_text(found)
    assert found.clean
    followed = town(tmp_path / "followed", act("Act 1", RAISE), rules=FOLLOWING).impact()
    assert not any(d.bare for d in followed.decisions)


def test_a_temporary_act(tmp_path: Path) -> None:
    found = town(tmp_path, act("Act 1", RAISE, clauses=" until 2025-01-01"), rules=FOLLOWING).impact()
    assert found.act.effective == date(2024, 7, 1)
    assert {c.until for c in found.clauses} == {date(2025, 1, 1)}
    assert any("January 1, 2025 the text is again as it was" in n for n in found.notices)


def test_a_section_on_which_no_rule_rests(tmp_path: Path) -> None:
    made = town(tmp_path, act("Act 1", RAISE))
    made.write("statutes/other.law", LAW.format(hash="", acts=""))
    law = (tmp_path / "statutes" / "toy.law").read_text(encoding="utf-8")
    made.write("statutes/other.law", law.replace("toy/1", "toy/2").replace("Toy Code § 1", "Toy Code § 2"))
    found = made.impact(section="toy/2")
    assert found.quotations == () and found.clauses == () and found.facts.asked == 0
    assert [(o.section, o.title) for o in found.act.others] == [("toy/1", "Act 1")]
    assert found.clean


def test_the_title_may_be_typed_with_other_quotation_marks_and_blanks(tmp_path: Path) -> None:
    made = town(tmp_path, act("Act “1” of 2024", RAISE))
    assert made.impact('Act "1"  of 2024').act.title == "Act “1” of 2024"
    with pytest.raises(LookupError):
        made.impact("Act 2")


def test_the_acts_of_a_reconciliation_lead_to_it() -> None:
    project, _ = find_project(Path(__file__).parents[3])
    titles = ("Laws 2019, ch. 206, § 23", "Laws 2019, ch. 207, § 23")
    one, other = (impact(project, "us-nm/22-10A-11", title) for title in titles)
    assert one == other and isinstance(one, Impact)
    assert one.act.titles == titles
    assert len(one.clauses) == 5 and all(c.some for c in one.clauses)


def test_an_amendment_in_memory_is_told_as_one_that_is_written(tmp_path: Path) -> None:
    (tmp_path / "written").mkdir()
    written = trial_library(tmp_path / "written")
    plain = tmp_path / "plain"
    project, _ = find_project(written)
    law, note = "statutes/us-nm/22-10A-11.law", "statutes/us-nm/sources/trial.txt"
    overlay = {name: (written / name).read_text(encoding="utf-8") for name in (law, note)}
    import shutil

    shutil.copytree(written, plain)
    (plain / note).unlink()
    shutil.copy(Path(__file__).parents[3] / law, plain / law)
    before = sorted((p, p.stat().st_mtime_ns) for p in plain.rglob("*"))
    found = impact(find_project(plain)[0], "us-nm/22-10A-11", "Laws 2026, ch. 1, § 1", overlay=overlay)
    assert found == impact(project, "us-nm/22-10A-11", "Laws 2026, ch. 1, § 1")
    assert sorted((p, p.stat().st_mtime_ns) for p in plain.rglob("*")) == before
