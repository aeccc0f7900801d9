"""Answers under the clocks of the law: what was known, what reaches back, what waits, and to whom an act applies."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import pincite
from pincite.explain.proof import Determination
from pincite.report import render
from pincite.report.as_json import determination_data
from pincite.report.letter import letter
from pincitec.graph.pack import read_pack, write_pack
from pincitec.semantics.verdicts import VERDICTS
from tests.compiler.law.test_clocks import act
from tests.compiler.law.toy_law import law

TEXT = "text from s on 2020-01-01 {\nTitle.\nA. The fee is twenty dollars ($20).\nB. The fee is due in May.\n}\n"
RULES = """policy toy "Fees"

source code = "x/1"

fact student : boolean "is a student"

decision fee_due : money "fee"

provision code(A) {
  "twenty dollars ($20)" means fee_due = $20
}
provision code(A) {
  "ten dollars ($10)" means fee_due = $10
}
"""

Ask = Callable[..., Determination]


@pytest.fixture
def ask(tmp_path: Path) -> Ask:
    """Writes a project of one section and one policy, and decides the fee on a day."""

    def asked(
        body: str, on: str, known_on: str | None = None, rules: str = RULES, facts: dict[str, object] | None = None, strict: bool = False
    ) -> Determination:
        source, received = law(body)
        for name, text in (("x.law", source.text), ("s.txt", received.text)):
            (tmp_path / "statutes").mkdir(exist_ok=True)
            (tmp_path / "statutes" / name).write_text(text, "utf-8")
        (tmp_path / "policy").mkdir(exist_ok=True)
        (tmp_path / "policy" / "toy.pol").write_text(rules, "utf-8")
        (tmp_path / "pincite.toml").write_text("", "utf-8")
        pack = pincite.load(tmp_path, known_on=date.fromisoformat(known_on) if known_on else None)
        return pincite.determine(pack, "fee_due", facts or {}, on=date.fromisoformat(on), strict=strict)

    return asked


def text(d: Determination) -> str:
    return " ".join(render.render_text(letter(d), 80).split())


RAISED = 'in A strike "ten dollars ($10)" insert "twenty dollars ($20)"'
LOWERED = 'in A strike "twenty dollars ($20)" insert "ten dollars ($10)"'
BACK = act("Laws 2020, ch. 5", 'effective 2019-07-01 enacted 2020-03-04 retroactive because "its § 2 says so"', RAISED)
OLD = act("Laws 2019", "effective 2019-07-01", RAISED)
FIRST = act("First", "effective 2001-01-01", "add B")
LATER = TEXT.replace("2020-01-01", "2020-06-01")


# -- known on ------------------------------------------------------------------------------------------------------------


def test_an_answer_as_the_law_was_known(ask: Ask) -> None:
    assert ask(LATER + BACK + FIRST, "2019-08-01").value == "$20"
    before = ask(LATER + BACK + FIRST, "2019-08-01", "2020-03-03")
    assert before.value == "$10"
    assert before.known_on == date(2020, 3, 3)
    assert determination_data(before)["known_on"] == "2020-03-03"
    assert [t.acts for t in before.law] == [("First",)]
    shown = text(before)
    assert "Law as known March 3, 2020" in shown
    assert "--known-on 2020-03-03" in shown
    assert ask(LATER + BACK + FIRST, "2019-08-01", "2020-03-04").value == "$20"


def test_a_clause_whose_words_were_not_known_is_out_of_force_and_no_error(ask: Ask) -> None:
    only = RULES.replace(
        'provision code(A) {\n  "ten dollars ($10)" means fee_due = $10\n}\n', 'omit code(A) "ten dollars ($10)" because "x"\n'
    )
    answer = ask(LATER + BACK + FIRST, "2019-08-01", "2020-03-03", rules=only)
    assert VERDICTS[answer.verdict] == "not_applicable"
    assert answer.value is None


def test_what_rests_on_an_act_that_was_not_known_gets_no_answer(ask: Ask) -> None:
    later = act("Laws 2019b", "effective 2019-09-01 enacted 2019-08-01", 'in A strike "twenty dollars ($20)" insert "thirty dollars ($30)"')
    body = LATER.replace("twenty dollars ($20)", "thirty dollars ($30)") + later + BACK + FIRST
    rules = RULES + 'provision code(A) {\n  "thirty dollars ($30)" means fee_due = $30\n}\n'
    assert ask(body, "2019-10-01", rules=rules).value == "$30"
    answer = ask(body, "2019-10-01", "2020-01-01", rules=rules)
    assert answer.status == "text_not_on_file"
    assert answer.value is None


# -- reaching back, waiting ----------------------------------------------------------------------------------------------


def test_a_letter_says_that_the_text_was_made_later(ask: Ask) -> None:
    shown = text(ask(LATER + BACK + FIRST, "2019-08-01"))
    assert (
        "The text of Code § 1(A) that is applied to August 1, 2019 was made later: Laws 2020, ch. 5, of March 4, 2020, "
        "reaches back to July 1, 2019 (its § 2 says so)." in shown
    )
    assert "was made later" not in text(ask(LATER + BACK + FIRST, "2020-03-04"))
    assert "was made later" not in text(ask(LATER + BACK + FIRST, "2019-06-30"))
    assert "was made later" not in text(ask(LATER + BACK + FIRST, "2019-08-01", "2020-03-03"))


def test_a_letter_says_that_an_act_waits(ask: Ask) -> None:
    waits = act("Laws 2021, ch. 9", 'effective when "the department certifies funding" enacted 2021-03-01', LOWERED)
    body = waits + TEXT + OLD + FIRST
    answer = ask(body, "2021-03-01")
    assert answer.value == "$20"
    said = (
        "Laws 2021, ch. 9, of March 1, 2021, is taken as not in effect: it would change Code § 1(A) when "
        "“the department certifies funding”, and nothing on file says that this has come."
    )
    assert said in text(answer)
    assert [a.kind for a in answer.assumptions] == ["commencement"]
    assert ask(body, "2021-02-28").assumptions == ()
    met = body.replace(" enacted 2021-03-01 {", ' met 2021-06-01 because "its letter" enacted 2021-03-01 {')
    assert ask(met, "2021-05-31").assumptions == ()


def test_an_act_on_another_unit_is_not_spoken_of(ask: Ask) -> None:
    waits = act("Laws 2021, ch. 9", 'effective when "the department certifies funding"', 'in B strike "May" insert "June"')
    assert ask(waits + TEXT + OLD + FIRST, "2021-03-01").assumptions == ()


# -- to whom an act applies ----------------------------------------------------------------------------------------------

STUDENTS = act("Laws 2019", "effective 2019-07-01", RAISED).replace(
    "  note from s {\n", '  applies "to all but students"\n  note from s {\nto all but students; '
)
APPLIES = RULES + 'applies act "Laws 2019" "to all but students" means not student\n'


def values(ask: Ask, body: str, on: str, rules: str = APPLIES) -> list[str | None]:
    """The fee of a student and of another person, and of one of whom that is not known."""
    known: list[dict[str, object]] = [{"student": True}, {"student": False}, {}]
    return [ask(body, on, rules=rules, facts=facts).value for facts in known]


def test_an_act_applies_only_to_some_also_after_the_next_act(ask: Ask) -> None:
    later = act("Laws 2019b", "effective 2019-09-01", 'in B strike "April" insert "May"')
    body = later + TEXT + STUDENTS + FIRST
    assert values(ask, body, "2019-06-30") == ["$10", "$10", "$10"]
    assert values(ask, body, "2019-07-01") == ["$10", "$20", None]
    assert values(ask, body, "2019-09-01") == ["$10", "$20", None]
    old = ask(body, "2019-09-01", rules=APPLIES, facts={"student": True})
    assert [(t.until and t.until.isoformat(), t.governs_still) for t in old.law] == [("2019-07-01", True)]
    assert "ten dollars ($10)" in text(old)


def test_an_act_that_changes_both_texts_leaves_the_others_without_one(ask: Ask) -> None:
    """What the text of A is for students after the second act, no source says."""
    later = act("Laws 2019b", "effective 2019-09-01", 'in A after "The" insert "yearly"')
    body = later + TEXT.replace("The fee is twenty", "The yearly fee is twenty") + STUDENTS + FIRST
    assert values(ask, body, "2019-07-01") == ["$10", "$20", None]
    assert values(ask, body, "2019-09-01") == [None, "$20", None]


def test_two_acts_that_apply_only_to_some(ask: Ask) -> None:
    second = (
        STUDENTS.replace("Laws 2019", "Laws 2019b")
        .replace("2019-07-01", "2019-09-01")
        .replace(RAISED, 'in A strike "twenty dollars ($20)" insert "thirty dollars ($30)"')
    )
    body = TEXT.replace("twenty dollars ($20)", "thirty dollars ($30)") + second + STUDENTS + FIRST
    rules = APPLIES + 'applies act "Laws 2019b" "to all but students" means not student\n'
    rules += 'provision code(A) {\n  "thirty dollars ($30)" means fee_due = $30\n}\n'
    assert values(ask, body, "2019-08-01", rules) == ["$10", "$20", None]
    assert values(ask, body, "2019-09-01", rules) == [None, None, None]


def test_where_nothing_was_known_there_is_no_answer(ask: Ask) -> None:
    page = TEXT.replace("on 2020-01-01", 'undated taken as from 2020-01-01 because "it speaks of 2021"')
    body = page + act("Laws 2019", "effective 2019-07-01 known 2021-01-01", RAISED)
    rules = RULES.partition('\nprovision code(A) {\n  "ten')[0]
    assert ask(body, "2020-06-01", rules=rules).value == "$20"
    answer = ask(body, "2020-06-01", "2020-12-31", rules=rules)
    assert answer.status == "text_not_on_file"
    assert not any(t.on_file for t in answer.law)


def test_a_pack_keeps_the_day_of_knowledge(ask: Ask, tmp_path: Path) -> None:
    """Also the one that is taken from the cache, and each day has its own."""
    ask(LATER + BACK + FIRST, "2019-08-01", "2020-03-03")
    days = [None, date(2020, 3, 3), date(2020, 3, 4)]
    packs = [pincite.load(tmp_path, known_on=day) for day in (*days, *days)]
    assert [p.known_on for p in packs] == [*days, *days]
    assert len({p.hash for p in packs}) == 3
    again = read_pack(write_pack(packs[1]))
    assert again == packs[1]
    assert again.hash == packs[1].hash
