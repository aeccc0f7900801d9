"""Answers where an act applies only to some and later acts changed the same unit; and acts of which nothing says when they became known."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

import pincite
from pincite.cli.main import main
from pincite.explain.proof import Determination
from pincite.report import render
from pincite.report.as_json import determination_data
from pincite.report.letter import letter
from pincitec.semantics.verdicts import VERDICTS
from tests.compiler.law.test_clocks import act
from tests.compiler.law.toy_law import law

TEXT = "text from s on 2021-01-01 {\nTitle.\nA. The fee is thirty dollars ($30) a year.\nB. The fee is due in May.\n}\n"
FIRST = act("First", "effective 2001-01-01", "add B")
TEN = act("Laws 2018", "effective 2018-07-01", 'in A strike "five dollars ($5)" insert "ten dollars ($10)"')
SOME = act(
    "Laws 2019",
    "effective 2019-07-01",
    'in A strike "ten dollars ($10)" insert "twenty dollars ($20)"',
    'in A at end insert " a year"',
).replace("  note from s {\n", '  applies "to all but students"\n  note from s {\nto all but students; ')
RAISE = 'in A strike "twenty dollars ($20)" insert "thirty dollars ($30)"'
LATER = act("Laws 2020", "effective 2020-07-01", RAISE)
BODY = TEXT + LATER + SOME + TEN + FIRST
RULES = """policy toy "Fees"

source code = "x/1"

fact student : boolean "is a student"

decision fee_due : money "fee"

provision code(A) {
  "thirty dollars ($30)" means fee_due = $30
  "twenty dollars ($20)" means fee_due = $20
  "ten dollars ($10)" means fee_due = $10
  "five dollars ($5)" means fee_due = $5
}
applies act "Laws 2019" "to all but students" means not student
"""
OLD = '  "ten dollars ($10)" means fee_due = $10\n'

Ask = Callable[..., Determination]


@pytest.fixture
def ask(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.chdir(tmp_path)

    def asked(body: str, on: str, known_on: str | None = None, rules: str = RULES, strict: bool = False, **facts: object) -> Determination:
        source, received = law(body)
        known = source.text.replace("text from", '  known until 2030-12-31 because "an example"\n\ntext from', 1)
        written = {"statutes/x.law": known, "statutes/s.txt": received.text, "policy/toy.pol": rules, "pincite.toml": ""}
        for name, text in written.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        pack = pincite.load(tmp_path, known_on=date.fromisoformat(known_on) if known_on else None)
        return pincite.determine(pack, "fee_due", facts, on=date.fromisoformat(on), strict=strict)

    return asked


def said(d: Determination) -> str:
    return " ".join(render.render_text(letter(d), 80).split())


def values(ask: Ask, body: str, on: str, rules: str = RULES) -> list[str | None]:
    """The fee of a student and of another person, and of one of whom that is not known."""
    return [ask(body, on, rules=rules, **facts).value for facts in ({"student": True}, {"student": False}, {})]


# -- words that a later act brought for everybody ------------------------------------------------------------------------


def test_each_time_has_its_answers(ask: Ask) -> None:
    assert values(ask, BODY, "2018-06-30") == ["$5"] * 3
    assert values(ask, BODY, "2019-06-30") == ["$10"] * 3
    assert values(ask, BODY, "2019-07-01") == ["$10", "$20", None]
    assert values(ask, BODY, "2020-07-01") == [None, "$30", None]


def test_whether_the_older_words_go_on_is_open_for_those_exempt(ask: Ask) -> None:
    exempt = ask(BODY, "2020-07-01", student=True)
    assert VERDICTS[exempt.verdict] == "undetermined"
    assert exempt.headline == (
        "No answer can be given: the text of Code § 1(A) in force on July 1, 2020 where Laws 2019 does not apply is not on file."
    )
    states = {c.passages[0].words if c.passages else "": c.state for c in exempt.questions[0].clauses}
    assert states["thirty dollars ($30)"] == "in_force"
    assert states["twenty dollars ($20)"] == "lapsed"


def test_words_that_no_text_on_file_has_that_day_are_not_quoted(ask: Ask) -> None:
    for facts in ({}, {"student": True}):
        answer = ask(BODY, "2020-07-01", **facts)
        assert "“ten dollars ($10)”" not in said(answer)
        assert "The text in force that day where Laws 2019 does not apply is not on file." in said(answer) or facts
        assert all(c.value != "$10" for c in answer.questions[0].clauses)
    assert "the question can be decided" not in said(ask(BODY, "2020-07-01"))
    assert "the question can be decided" in said(ask(BODY, "2019-07-01"))
    assert ask(BODY, "2020-07-01").missing[0].fact == "toy.student"


def test_a_letter_asks_whether_the_act_applies_only_where_that_matters(ask: Ask) -> None:
    question = "Whether the act that changed these words applies to this case"
    assert question in said(ask(BODY, "2019-07-01", student=False))
    assert question not in said(ask(BODY, "2020-07-01", student=False))
    assert said(ask(BODY, "2020-07-01")).count(question) == 1


def test_words_that_the_act_brought_still_depend_on_it(ask: Ask) -> None:
    rules = RULES.replace('"thirty dollars ($30)"', '"thirty dollars ($30) a year"')
    assert values(ask, BODY, "2020-07-01", rules) == [None, "$30", None]
    only = rules.replace(OLD, "") + 'omit code(A) "ten dollars ($10)" because "x"\n'
    assert values(ask, BODY, "2020-07-01", only) == [None, "$30", None]


def test_a_later_act_that_itself_applies_to_some_settles_nothing(ask: Ask) -> None:
    again = LATER.replace("  note from s {\n", '  applies "to all but visitors"\n  note from s {\nto all but visitors; ')
    rules = RULES + 'fact visitor : boolean "is a visitor"\napplies act "Laws 2020" "to all but visitors" means not visitor\n'
    body = TEXT + again + SOME + TEN + FIRST
    assert values(ask, body, "2020-07-01", rules) == [None, None, None]


def test_a_unit_set_out_anew_is_the_same_for_everybody(ask: Ask) -> None:
    new = "{\nA. The fee is thirty dollars ($30) a year.\n}"
    old = "{\nA. The fee is twenty dollars ($20) a year.\n}"
    body = TEXT + act("Laws 2020", "effective 2020-07-01", f"rewrite A {new}\n    was {old}") + SOME + TEN + FIRST
    assert values(ask, body, "2019-07-01") == ["$10", "$20", None]
    assert values(ask, body, "2020-07-01") == ["$30"] * 3


# -- on which day words left the text ------------------------------------------------------------------------------------


def test_words_left_the_text_with_the_act_and_went_on_for_others(ask: Ask) -> None:
    then, after = (said(ask(BODY, on, student=False)) for on in ("2019-07-01", "2020-07-01"))
    left = "“ten dollars ($10)”: its words left the text on July 1, 2019; where Laws 2019 does not apply, they"
    assert f"{left} go on to count." in then
    assert f"{left} counted at least until June 30, 2020." in after
    assert "“five dollars ($5)”: its words left the text on July 1, 2018." in after
    assert "“twenty dollars ($20)”: its words left the text on July 1, 2020." in after


def test_a_later_act_leaves_earlier_letters_as_they_were(ask: Ask) -> None:
    before = TEXT.replace("thirty dollars ($30)", "twenty dollars ($20)") + SOME + TEN + FIRST
    rules = RULES.replace('  "thirty dollars ($30)" means fee_due = $30\n', "")

    def letters(body: str, rules: str) -> list[str]:
        return [said(ask(body, on, rules=rules, student=s)).partition("Rules digest")[0] for on in DAYS for s in (True, False)]

    assert letters(before, rules) == letters(BODY, RULES)


DAYS = ("2018-06-30", "2018-07-01", "2019-07-01", "2020-06-30")


# -- acts of which nothing says when they became known -------------------------------------------------------------------

COUNTED = "when Laws 2020 became known is not on file; it is counted as known"


def test_an_act_that_may_have_become_known_later_is_named(ask: Ask) -> None:
    answer = ask(BODY, "2020-08-01", "2020-01-01", student=False)
    assert answer.value == "$30"
    assert COUNTED in determination_data(answer)["warnings"]
    for form in (render.render_text(letter(answer), 80), render.render_markdown(letter(answer)), render.render_html(letter(answer))):
        assert COUNTED[1:] in " ".join(form.split())
        assert "acts that became known later are left out" not in form


def test_strict_does_not_count_it(ask: Ask) -> None:
    answer = ask(BODY, "2020-08-01", "2020-01-01", strict=True, student=False)
    assert VERDICTS[answer.verdict] == "undetermined"
    assert answer.value is None
    assert answer.headline == "No answer can be given: when Laws 2020 became known is not on file."
    assert ask(BODY, "2020-06-30", "2020-01-01", strict=True, student=False).value == "$20"


@pytest.mark.parametrize("clock", ["enacted 2020-01-01", "known 2019-12-31"])
def test_an_act_with_a_day_is_not_named(ask: Ask, clock: str) -> None:
    body = BODY.replace("effective 2020-07-01", f"effective 2020-07-01 {clock}")
    answer = ask(body, "2020-08-01", "2020-01-01", strict=True, student=False)
    assert answer.value == "$30"
    assert "counted as known" not in said(answer)


def test_the_law_commands_name_it(ask: Ask, capsys: pytest.CaptureFixture[str]) -> None:
    ask(BODY, "2020-08-01", student=False)
    commands = (["history", "x/1"], ["show", "x/1(A)", "--on", "2020-08-01"], ["blame", "x/1", "--on", "2020-08-01"])
    capsys.readouterr()
    for command in (*commands, ["redline", "x/1", "2020-06-30", "2020-08-01"]):
        main(["law", *command, "--known-on", "2020-01-01"])
        out = " ".join(capsys.readouterr().out.split())
        assert f"as known on January 1, 2020, as far as the file tells {COUNTED}" in out, command
    main(["law", "show", "x/1(A)", "--on", "2020-06-30", "--known-on", "2020-01-01"])
    assert "counted as known" not in capsys.readouterr().out
