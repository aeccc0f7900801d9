"""Scenarios and stored facts, asked under both texts: which answers change, which could not be asked, and that none is dropped."""

from pathlib import Path

import pytest
from tests.engine.impact.toy import RAISE, RULES, act, town

AGE = 'in A after "lived here for" strike "two" insert "three"'
AGE_SAID = 'in A, after "lived here for", deleted "two" and added "three".'
OLDER = RULES.replace(
    "provision code(B)",
    """provision code(A) "Who gets a plot, since 2024" {
  "The clerk shall assign a plot to a resident who" means grant plot when
    "has lived here for three years" means years >= 3 years
}

provision code(B)""",
)
SCENARIOS = """
scenario "two years" on 2022-01-01 {
  given years = 2 years
  expect plot holds
}
scenario "since 2022" on 2023-01-01 {
  given years = { since: 2022-01-01 }
  expect plot fails
}
scenario "a later day" on 2025-06-01 {
  given years = { since: 2022-01-01 }
  expect plot holds
}
scenario "the fee" on 2022-01-01 {
  expect fee = $40
}
"""


def test_stored_facts_whose_answer_changes(tmp_path: Path) -> None:
    files = {"two.yaml": "years: 2 years\n", "four.json": '{"years": "4 years"}', "more/none.yaml": "bees: true\n"}
    found = town(tmp_path, act("Act 1", AGE, said=AGE_SAID), rules=OLDER, facts=files).impact().facts
    assert (found.considered, found.concerned, found.unasked) == (3, 3, ())
    (change,) = found.changed
    assert (change.name, change.decision, change.before.said, change.after.said) == ("cases/two.yaml", "toy.garden.plot", "holds", "fails")
    assert change.before.headline == "The resident is entitled to a plot under Toy Code § 1(A)."
    assert "not shown to be entitled" in change.after.headline
    assert [c.name for c in found.regrounded if c.decision == "toy.garden.plot"] == ["cases/four.json"]


def test_scenarios_are_asked_as_of_the_day_and_later_ones_as_of_their_own(tmp_path: Path) -> None:
    found = town(tmp_path, act("Act 1", AGE, said=AGE_SAID), rules=OLDER + SCENARIOS).impact().scenarios
    assert (found.considered, found.asked, found.later) == (4, 4, 1)
    assert [(c.name, str(c.on), c.before.said, c.after.said) for c in found.changed] == [
        ("two years", "2024-07-01", "holds", "fails"),
        ("since 2022", "2024-07-01", "holds", "fails"),
    ]
    assert [(c.name, str(c.on)) for c in found.regrounded] == [("a later day", "2025-06-01")]


def test_an_answer_that_stays_is_not_listed(tmp_path: Path) -> None:
    found = town(tmp_path, act("Act 1", AGE, said=AGE_SAID), rules=OLDER, facts={"bees.yaml": "bees: true\n"}).impact().facts
    assert found.changed == () and found.asked == 2


@pytest.mark.parametrize(
    ("text", "why", "failed"),
    [
        ("yeers: 2 years\n", "PC801", True),
        ("years: many\n", "PC803", True),
        ("years: [", "PC811", True),
        ("years: \x1b[31m2 years\n", "PC007", True),
        ("years: \u202e2 years\n", "PC008", True),
        ("years: { since: 2024-08-01 }\n", "PC8", False),
        ("", "it states no facts", False),
    ],
)
def test_a_file_that_cannot_be_asked_is_listed_with_its_problem(tmp_path: Path, text: str, why: str, failed: bool) -> None:
    impact = town(tmp_path, act("Act 1", RAISE), facts={"odd.yaml": text, "bees.yaml": "bees: true\n"}).impact()
    (unasked,) = impact.facts.unasked
    assert unasked.name == "cases/odd.yaml" and why in unasked.why and unasked.failed is failed
    assert impact.facts.considered == 2
    assert not impact.clean


def test_a_case_that_could_not_be_asked_is_no_clean_run(tmp_path: Path) -> None:
    said = 'in A, after "two years", added "and owns a spade".'
    clean = town(tmp_path, act("Act 1", 'in A after "two years" insert "and owns a spade"', said=said))
    assert clean.impact().clean
    clean.write("cases/odd.yaml", "yeers: 2 years\n")
    assert not clean.impact().clean


def test_facts_that_no_decision_asks_for(tmp_path: Path) -> None:
    rules = RULES.replace("decision plot", 'fact goats : boolean "keeps goats"\ndecision plot')
    (unasked,) = town(tmp_path, act("Act 1", RAISE), rules=rules, facts={"goats.yaml": "goats: true\n"}).impact().facts.unasked
    assert (unasked.why, unasked.failed) == ("no decision asks for any of its facts", False)


def test_a_division_by_zero_is_a_case_that_could_not_be_asked(tmp_path: Path) -> None:
    rules = RULES.replace("bee_fee = fee when bees", "bee_fee = fee * hives / hives when bees").replace(
        "decision plot", 'fact hives : integer "hives"\ndecision plot'
    )
    found = town(tmp_path, act("Act 1", RAISE), rules=rules, facts={"none.yaml": "bees: true\nhives: 0\n"}).impact()
    assert [(u.name, "cannot be computed" in u.why, u.failed) for u in found.facts.unasked] == [("cases/none.yaml", True, True)]


def test_more_facts_and_folders_that_are_not_there(tmp_path: Path) -> None:
    made = town(tmp_path / "p", act("Act 1", RAISE))
    (tmp_path / "outside.yaml").write_text("bees: true\n", encoding="utf-8")
    (tmp_path / "p" / "cases").rmdir()
    found = made.impact(facts=(tmp_path / "outside.yaml",)).facts
    assert found.considered == 1 and [c.name for c in found.changed] == [(tmp_path / "outside.yaml").as_posix()] * 2
    assert [(u.name, u.failed) for u in found.unasked] == [("cases", True)]
