"""Acts on acts: the days on which the text is another one because of them, and the cases asked on the first of these."""

import json
from datetime import date
from pathlib import Path

import jsonschema
import pytest
from tests.engine.impact.test_chain import FOLLOWING
from tests.engine.impact.test_reports import SCHEMA
from tests.engine.impact.toy import RAISE, RULES, act, town

from pincite.impact import Impact, effects
from pincite.report.impact import render_html, render_markdown, render_text
from pincite.report.impact_json import render_json

POSTPONED = 'act "Act 2" effective 2024-06-01 {\n  postpone act "Act 1" to 2025-01-01\n}\n'
AMENDED = act(
    "Act 2",
    'in act "Act 1" in B strike "fifty dollars ($50)" insert "sixty dollars ($60)"',
    said='In Act 1, deleted "fifty dollars ($50)" and added "sixty dollars ($60)".',
    day="2024-06-01",
)
FEES = {"bees.yaml": "bees: true\n"}


def told(found: Impact) -> list[tuple[str, str | None]]:
    return [(str(e.from_), str(e.until) if e.until else None) for e in found.effects]


def answers(found: Impact) -> list[tuple[str, str, str]]:
    return [(c.decision.rpartition(".")[2], c.before.said, c.after.said) for e in found.effects for c in e.facts.changed]


def valid(found: Impact) -> Impact:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker()).validate(json.loads(render_json(found)))
    assert render_html(found) and render_markdown(found)
    return found


def test_an_act_that_postpones_another_one(tmp_path: Path) -> None:
    found = valid(town(tmp_path, act("Act 1", RAISE), POSTPONED, rules=FOLLOWING, facts=FEES).impact("Act 2"))
    assert told(found) == [("2024-07-01", "2025-01-01")]
    (effect,) = found.effects
    assert [(u.citation, u.without, u.with_) for u in effect.units] == [
        (
            "Toy Code § 1(B)",
            "B. The yearly fee for a plot is fifty dollars ($50).",
            "B. The yearly fee for a plot is forty dollars ($40).",
        )
    ]
    assert {(c.words[-20:], c.without, c.with_) for c in effect.clauses} == {
        ("fifty dollars ($50)"[-20:].rjust(20), "in_force", "lapsed"),
        ("forty dollars ($40)"[-20:].rjust(20), "lapsed", "in_force"),
    }
    assert sorted(answers(found)) == [("bee_fee", "$50", "$40"), ("fee", "$50", "$40")]
    assert (found.untold, found.direct, found.clean) == (False, False, True)
    text = render_text(found)
    assert [o.words for o in found.act.operations] == ['postpone act "Act 1" to 2025-01-01']
    assert "not on file" not in text and "no clause can rest" not in text
    assert "as of July 1, 2024, 2 of 2 questions about stored facts" in " ".join(text.split())


@pytest.mark.parametrize(
    ("statement", "day", "clauses", "days"),
    [
        ('expire act "Act 1" on 2025-01-01', "2024-08-01", "", [("2025-01-01", None)]),
        ('revive act "Act 1" on 2025-06-01', "2025-03-01", " until 2025-01-01", [("2025-06-01", None)]),
        ('revive act "Act 1" on 2025-01-01', "2024-08-01", " until 2025-01-01", [("2025-01-01", None)]),
    ],
)
def test_an_act_that_ends_or_revives_another_one(
    statement: str, day: str, clauses: str, days: list[tuple[str, str | None]], tmp_path: Path
) -> None:
    by = f'act "Act 2" effective {day} {{\n  {statement}\n}}\n'
    found = valid(town(tmp_path, by, act("Act 1", RAISE, clauses=clauses), rules=FOLLOWING, facts=FEES).impact("Act 2"))
    assert told(found) == days and found.clean
    assert {before for _, before, _ in answers(found)} < {"$40", "$50"} and len(answers(found)) == 2


def test_an_act_that_repeals_another_one_before_it_takes_effect(tmp_path: Path) -> None:
    by = 'act "Act 2" effective 2024-06-01 {\n  repeal act "Act 1"\n}\n'
    found = valid(town(tmp_path, act("Act 1", RAISE), by, facts=FEES).impact("Act 2"))
    assert told(found) == [("2024-07-01", None)] and found.clean
    assert {(before, after) for _, before, after in answers(found)} == {("no answer: the rules do not follow the text", "$40")}


def test_an_act_that_amends_the_words_of_another_one_before_it_takes_effect(tmp_path: Path) -> None:
    """The rules quote words that stand on no day of the law without it; they are asked all the same."""
    rules = FOLLOWING.replace("fifty dollars ($50)", "sixty dollars ($60)").replace("fee = $50", "fee = $60")
    found = valid(town(tmp_path, act("Act 1", RAISE), AMENDED, rules=rules, facts=FEES).impact("Act 2"))
    assert told(found) == [("2024-07-01", None)]
    assert {after for _, _, after in answers(found)} == {"$60"}
    assert all("do not follow" in before for _, before, _ in answers(found)) and len(answers(found)) == 2


def test_a_clause_that_is_behind_because_of_it_is_no_clean_run(tmp_path: Path) -> None:
    revived = 'act "Act 2" effective 2025-03-01 {\n  revive act "Act 1" on 2025-06-01\n}\n'
    again = town(tmp_path / "again", revived, act("Act 1", RAISE, clauses=" until 2025-01-01"), rules=RULES, facts=FEES).impact("Act 2")
    assert told(again) == [("2025-06-01", None)]
    assert not again.clean
    assert "where the rules do not follow the text" in " ".join(render_text(again).split())


def test_an_act_that_changes_the_text_and_another_act(tmp_path: Path) -> None:
    said = 'in A, after "two years", added "and owns no land".'
    own = '  in A after "two years" insert "and owns no land"'
    by = f'act "Act 2" effective 2024-06-01 {{\n{own}\n  postpone act "Act 1" to 2025-01-01\n  note from print {{\n{said}\n}}\n}}\n'
    found = valid(town(tmp_path, act("Act 1", RAISE), by, rules=FOLLOWING, facts=FEES).impact("Act 2"))
    assert found.direct and [u.after for u in found.units] == ["Toy Code § 1(A)"] and found.facts.asked == 2
    assert told(found) == [("2024-07-01", "2025-01-01")]


def test_an_act_on_an_act_that_changes_no_day_of_the_text(tmp_path: Path) -> None:
    twice = 'act "Act 3" effective 2024-06-15 {\n  postpone act "Act 1" to 2025-01-01\n}\n'
    first = 'act "Act 2" effective 2024-06-01 {\n  postpone act "Act 1" to 2024-09-01\n}\n'
    found = valid(town(tmp_path, act("Act 1", RAISE), twice, first, rules=FOLLOWING).impact("Act 2"))
    assert found.effects == () and not found.untold
    assert "the text is on no day another one" in " ".join(render_text(found).split())


def test_what_cannot_be_told_is_no_clean_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = town(tmp_path, act("Act 1", RAISE), POSTPONED, rules=FOLLOWING, facts=FEES)
    monkeypatch.setattr(effects, "rules_over", lambda *_: None)
    found = made.impact("Act 2")
    assert (found.effects, found.untold, found.clean) == ((), True, False)
    assert "What the text owes to it is not told" in render_text(found)


def test_days_of_which_one_of_the_two_texts_is_not_on_file(tmp_path: Path) -> None:
    prose = act("Act 1", 'remainder "amended the section"', said="The 2024 act amended the section.")
    found = town(tmp_path, prose, POSTPONED).impact("Act 2")
    assert told(found) == [("2024-07-01", "2025-01-01")]
    assert found.untold and not found.clean and any("not all of it is told" in n for n in found.notices)
    assert date(2024, 7, 1) == found.effects[0].from_


def test_an_act_that_was_postponed_is_told_of_on_its_later_day(tmp_path: Path) -> None:
    found = town(tmp_path, act("Act 1", RAISE), POSTPONED, rules=FOLLOWING, facts=FEES).impact("Act 1")
    assert found.act.effective == date(2025, 1, 1) and found.effects == ()
