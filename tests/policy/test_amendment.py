"""Determinations before and after an amendment: the pattern that a repository of rules copies (docs/how-to-run-checks-in-ci.md).

Each case has a snapshot, a letter to be read when it changes. The cases of earlier days are asked three times: of the rules as they are, of
the amended law before anybody follows it, and after the clause is added. One snapshot does for all three, because nothing that is enacted
later changes what was decided for a day.
"""

import json
import re
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

import pincite
from pincite.explain.proof import Determination
from pincite.report.as_json import render_json
from pincite.report.letter import letter
from pincite.report.render import render_html, render_markdown, render_text
from pincitec.compile import compile_project
from pincitec.diagnostics import Rule, Severity
from pincitec.diagnostics.catalogue.timing import HORIZON_UNKNOWN, LAPSE_NOT_FOLLOWED
from pincitec.graph.pack import Pack
from tests.policy.library import ROOT, checked, project
from tests.trial import RAISE, SAID, follow, trial_library

EVE, DAY = "2026-06-30", "2026-07-01"
TEACHER, COUNSELOR, OTHER = {"role": "teacher"}, {"role": "counselor"}, {"role": "other"}
APPLICANT = {"years_as_level_two": "4 years", "degree_held": "bachelors", "national_board": True}

EARLIER = {
    "teacher before the text on file": ("minimum_salary", TEACHER, "2014-01-01"),
    "teacher in 2016": ("minimum_salary", TEACHER, "2016-01-01"),
    "teacher while an act applies to some": ("minimum_salary", TEACHER, "2019-06-20"),
    "counselor in 2021": ("minimum_salary", COUNSELOR, "2021-06-01"),
    "applicant in 2021": ("level_three_a", APPLICANT, "2021-06-01"),
    "teacher on the eve": ("minimum_salary", TEACHER, EVE),
    "other on the eve": ("minimum_salary", OTHER, EVE),
}
"""Of days before the act: these letters never change again."""

LATER = {
    "teacher on the day": ("minimum_salary", TEACHER, DAY),
    "counselor on the day": ("minimum_salary", COUNSELOR, DAY),
    "applicant on the day": ("level_three_a", APPLICANT, DAY),
}
"""Of the day itself: no answer until somebody follows, then the new one; and what the act does not touch stays as it is."""

STATES = ("as it is", "amended", "followed")


class Letter(SingleFileSnapshotExtension):
    """A snapshot is the letter itself, in a file that can be opened."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pack]:
    """The rules in each state."""
    folder = trial_library(tmp_path_factory.mktemp("amendment"))
    made = {"as it is": compiled(ROOT), "amended": compiled(folder, LAPSE_NOT_FOLLOWED)}
    follow(folder)
    return {**made, "followed": compiled(folder)}


def compiled(folder: Path, *expected: Rule) -> Pack:
    pack, errors, _ = compile_project(project(folder))
    assert pack is not None
    assert [e.rule for e in errors] == [*expected]
    return pack


def ask(pack: Pack, case: tuple[str, Any, str]) -> Determination:
    decision, facts, on = case
    return pincite.determine(pack, decision, facts, on=date.fromisoformat(on))


def steady(text: str) -> str:
    """Without what an edit of these clauses, or another version, changes: hashes and the version."""
    return re.sub(r"(digest )[0-9a-f]{64}|(Engine pincite )[0-9.]+", r"\1\2…", text)


@pytest.mark.parametrize("case", EARLIER)
def test_an_earlier_day(case: str, packs: dict[str, Pack], snapshot: SnapshotAssertion) -> None:
    first, *others = (render_text(letter(ask(packs[state], EARLIER[case]))) for state in STATES)
    assert all(other == first for other in others)
    assert steady(first) == snapshot(extension_class=Letter)


@pytest.mark.parametrize("state", STATES[1:])
@pytest.mark.parametrize("case", LATER)
def test_the_day_of_the_act(case: str, state: str, packs: dict[str, Pack], snapshot: SnapshotAssertion) -> None:
    assert steady(render_text(letter(ask(packs[state], LATER[case])))) == snapshot(extension_class=Letter)


# ---- what a repository of rules need not repeat: that it is so for every format, decision and day


def test_once_followed_check_is_clean(tmp_path: Path) -> None:
    folder = trial_library(tmp_path)
    follow(folder)
    found = [d for d in checked(folder).diagnostics if d.severity is not Severity.INFO]
    assert {d.rule for d in found} <= {HORIZON_UNKNOWN}, [(d.rule.code, d.message) for d in found]


def test_the_amount_of_each_state(packs: dict[str, Pack]) -> None:
    on_the_day = {state: ask(pack, LATER["counselor on the day"]) for state, pack in packs.items()}
    assert [on_the_day[s].value for s in STATES] == ["$60,000", None, "$70,000"]
    assert on_the_day["amended"].status == "rules_behind_text"
    assert {ask(pack, EARLIER["teacher on the eve"]).value for pack in packs.values()} == {"$60,000"}


@cache
def days() -> tuple[str, ...]:
    return ("2014-01-01", "2015-06-20", "2016-01-01", "2018-05-16", "2019-06-20", "2019-07-01", "2024-01-01", EVE)


@pytest.mark.parametrize("facts", [{}, TEACHER, COUNSELOR, APPLICANT], ids=["nothing", "teacher", "counselor", "applicant"])
def test_letters_about_earlier_days_stay_the_same_to_the_byte(facts: dict[str, object], packs: dict[str, Pack]) -> None:
    for on in days():
        for decision in packs["as it is"].decision:
            first, *others = (ask(packs[state], (decision, facts, on)) for state in STATES)
            for other in others:
                for render in (render_text, render_markdown, render_html):
                    assert render(letter(other)) == render(letter(first)), (decision, on)
                assert other.rests_on == first.rests_on


def test_an_act_that_applies_to_some_leaves_earlier_letters_as_they_are(tmp_path: Path, packs: dict[str, Pack]) -> None:
    words = "to all school personnel contracted in fiscal year 2027 and subsequent fiscal years"
    folder = trial_library(tmp_path, operation=f'{RAISE}\n  applies "{words}"', said=f"{SAID[:-1]}, and applies {words}.")
    follow(folder)
    rules = folder / "policy" / "us-nm" / "level-three.pol"
    applies = f'applies act "Laws 2026, ch. 1, § 1" "{words}" means fiscal_year(asked) >= 2027 and k5_plus_program\n'
    rules.write_text(rules.read_text(encoding="utf-8").replace("applies act", f"{applies}applies act", 1), encoding="utf-8")
    pack = compiled(folder)
    for case in EARLIER.values():
        assert render_text(letter(ask(pack, case))) == render_text(letter(ask(packs["as it is"], case)))


def test_what_of_the_json_changes(packs: dict[str, Pack]) -> None:
    """The whole proof also has the clauses of other days and of unknown texts, until when each stands, where it is written
    and which number it has there."""

    def without(data: object) -> object:
        if isinstance(data, dict):
            dropped = ("pack", "until", "location", "id", "clause", "group")
            return {k: without(v) for k, v in data.items() if k not in dropped}
        if isinstance(data, list):
            return [without(v) for v in data if not (isinstance(v, dict) and {v.get("state"), v.get("why")} & {"not_yet", "unknown"})]
        return data

    for case in EARLIER.values():
        first, *others = (json.loads(render_json(ask(packs[state], case))) for state in STATES)
        assert all(without(other) == without(first) for other in others)


def test_the_digest_of_the_rules_changes_with_what_an_answer_rests_on(packs: dict[str, Pack]) -> None:
    digests = {state: ask(pack, LATER["teacher on the day"]).rests_on for state, pack in packs.items()}
    assert len(set(digests.values())) == 3
    untouched = {ask(pack, LATER["applicant on the day"]).rests_on for pack in packs.values()}
    assert len(untouched) == 2, "Subsection B reads as before, but the letter names the act after which the section stands"
