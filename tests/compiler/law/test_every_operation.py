"""Every operation in a `.law` file: done after the text on file, undone before it, and what is said where it cannot be."""

from datetime import date

import pytest
from tests.compiler.law.toy_law import codes, good, note, read, words

from pincitec.law.model import Ended, EndKind, Section, Status
from pincitec.law.operations import invertible
from pincitec.law.places import cite_unit, units_of, version_on
from pincitec.law.redline import Fate, redline

TEXT = (
    "text from s on 2020-01-01 {\nTitle.\nA. The fee is twenty dollars ($20).\n"
    "B. The fee is due in May. It is waived for a child. It is final.\nC. A fee:\n(1) is due;\n(2) is late.\n}\n"
)
UNITS = {
    "heading": "Title.",
    "A": "The fee is twenty dollars ($20).",
    "B": "The fee is due in May. It is waived for a child. It is final.",
    "C": "A fee:",
    "C/1": "is due;",
    "C/2": "is late.",
}
FIRST = 'act "First" effective 2000-01-01 {\n  add C(2)\n' + note("First") + "}\n"


def act(operations: str, year: int = 2021, said: str = "nothing") -> str:
    """An act whose note says all words of its operations."""
    said = "\n".join(line for line in said.split("\n") if line.strip() != "}")
    return f'act "Laws {year}" effective {year}-07-01 {{\n  {operations}\n{note(said)}}}\n'


def after(operations: str, said: str = "") -> dict[str, str]:
    """The text after an act that follows the text on file."""
    return on(good(TEXT + act(operations, 2021, said or operations)), 2022)


def before(operations: str, said: str = "") -> dict[str, str]:
    """The text before an act that comes before the text on file."""
    return on(good(TEXT + act(operations, 2015, said or operations) + FIRST), 2010)


def on(section: Section, year: int) -> dict[str, str]:
    version = version_on(section, date(year, 12, 31))
    assert version is not None
    return words(version)


def message(operations: str, year: int = 2021) -> str:
    _, problems = read(TEXT + act(operations, year, operations))
    return problems[0].message if problems else ""


DONE = [
    ('in B sentence 2 strike "waived" insert "free"', {"B": "The fee is due in May. It is free for a child. It is final."}),
    ('in B sentence 2 at end insert "Ask."', {"B": "The fee is due in May. It is waived for a child. Ask. It is final."}),
    ('in B sentence 3 at start strike "It" insert "That"', {"B": "The fee is due in May. It is waived for a child. That is final."}),
    ('in B strike "It is" insert "That is" at 2 of 2', {"B": "The fee is due in May. It is waived for a child. That is final."}),
    ('in B after "is" insert "not" at 2 of 3', {"B": "The fee is due in May. It is not waived for a child. It is final."}),
    ('in B strike "is" insert "was" hits 3', {"B": "The fee was due in May. It was waived for a child. It was final."}),
    ('in C lead in strike "A fee" insert "Each fee"', {"C": "Each fee:"}),
    ('in A at start insert "For adults:"', {"A": "For adults: The fee is twenty dollars ($20)."}),
    ('rewrite C {\nC. No fee.\n(1) is due.\n}', {"C": "No fee.", "C/1": "is due.", "C/2": None}),
    ("rewrite section {\nFees.\nA. No fee.\n}",
     {"heading": "Fees.", "A": "No fee.", "B": None, "C": None, "C/1": None, "C/2": None}),
    ('retitle "Fees." was "Title."', {"heading": "Fees."}),
    ("redesignate B through C as C through D",
     {"B": None, "C": UNITS["B"], "D": "A fee:", "C/1": None, "C/2": None, "D/1": "is due;", "D/2": "is late."}),
    ("redesignate C(1) through (2) as C(2) through (3)", {"C/1": None, "C/2": "is due;", "C/3": "is late."}),
    ("redesignate A as D", {"A": None, "D": UNITS["A"]}),
    ("designate A as A(1)", {"A": "", "A/1": UNITS["A"]}),
    ("undesignate C(1)", {"C": "A fee: is due;", "C/1": None}),
    ("undesignate C(2)", {"C/2": None, "C/¶1": "is late."}),
    ("repeal B through C", {"B": None, "C": None, "C/1": None, "C/2": None}),
    ('recodify C as "x/2(A)"', {"C": None, "C/1": None, "C/2": None}),
    ("add B-1 {\nB-1. Between.\n}", {"B-1": "Between."}),
    ("add C(1A) {\n(1A) is early;\n}", {"C/1A": "is early;"}),
    ("add A-1 after C {\nA-1. Late.\n}", {"A-1": "Late."}),
]  # fmt: skip


@pytest.mark.parametrize(("operations", "changes"), DONE, ids=[d[0].splitlines()[0] for d in DONE])
def test_done(operations: str, changes: dict[str, str | None]) -> None:
    assert after(operations) == {k: v for k, v in {**UNITS, **changes}.items() if v is not None}


def test_a_unit_between_two_stands_between_them() -> None:
    assert list(after("add B-1 {\nB-1. Between.\n}")) == ["heading", "A", "B", "B-1", "C", "C/1", "C/2"]
    assert list(after("add C(1A) {\n(1A) is early;\n}"))[-2:] == ["C/1A", "C/2"]
    assert list(after("add A-1 after C {\nA-1. Late.\n}"))[-1] == "A-1"


UNDONE = [
    ('in B sentence 2 strike "free" insert "waived"', {"B": "The fee is due in May. It is free for a child. It is final."}),
    ('in B strike "was" insert "is" at 1 of 1', None),
    ('in B after "May." strike "Soon." insert "It" at 1 of 1', {"B": "The fee is due in May. Soon. is waived for a child. It is final."}),
    ("rewrite B was {\nB. Old words.\n(1) of B.\n}", {"B": "Old words.", "B/1": "of B."}),
    ('retitle "Title." was "Old title."', {"heading": "Old title."}),
    ("redesignate D through E as B through C",
     {"B": None, "C": None, "D": UNITS["B"], "E": "A fee:", "C/1": None, "C/2": None, "E/1": "is due;", "E/2": "is late."}),
    ("undesignate former C(1) {\n(1) fee:\n}", {"C": "A", "C/1": "is due;"}),
    ("repeal former D {\nD. Old D.\n}", {"D": "Old D."}),
    ("repeal D through E {\nD. Old D.\nE. Old E.\n}", {"D": "Old D.", "E": "Old E."}),
    ('recodify former D as "x/2" was {\nD. Old D.\n}', {"D": "Old D."}),
]  # fmt: skip


@pytest.mark.parametrize(("operations", "changes"), UNDONE, ids=[d[0].splitlines()[0] for d in UNDONE])
def test_undone(operations: str, changes: dict[str, str | None] | None) -> None:
    body = TEXT + act(operations, 2015, operations) + FIRST.replace("add C(2)", 'in heading at unknown strike "x"')
    body = body.replace(note("First"), note("x"))
    section, problems = read(body)
    if changes is None:
        assert [p.rule.code for p in problems] == ["PC709"]
        return
    assert [p.message for p in problems] == []
    assert section is not None
    assert on(section, 2010) == {k: v for k, v in {**UNITS, **changes}.items() if v is not None}


HOLES = ["rewrite B", 'retitle "Title."', "repeal former D", 'recodify former D as "x/2"', "rewrite section", "repeal former D through F"]


@pytest.mark.parametrize("operations", HOLES)
def test_what_is_not_on_file_is_a_hole(operations: str) -> None:
    first = FIRST.replace("add C(2)", 'in A at start strike "x"').replace(note("First"), note("x"))
    first = first if operations != "rewrite section" else 'act "First" effective 2000-01-01\n'
    section = good(TEXT + act(operations, 2015, operations) + first)
    version = version_on(section, date(2010, 1, 1))
    assert version is not None
    assert not version.complete
    assert all(p.text.startswith("⟨") and p.text.endswith("⟩") for u in units_of(version) for p in u.pieces if p.status is Status.UNKNOWN)
    assert invertible(section.acts[-1].operations[0]) is not None


WRONG = [
    ('in B sentence 4 strike "x"', "`B` has 3 sentences on that day, and no number 4"),
    ('in B sentence 1 strike "waived"', "`waived` does not stand in sentence 1 of `B` on that day"),
    ('in B strike "It is" insert "x" at 1 of 3', "`It is` stands 2 times in `B`, not 3 times"),
    ("rewrite E {\nE. New.\n}", "there is no one unit `E` on that day"),
    ("rewrite B {\nC. New.\n}", "the block does not hold the one unit `B`"),
    ("rewrite B", "the new words of `B` are not on file"),
    ("rewrite B {\nB. New.\n}\nwas {\nB. The fee is due in June.\n}", "these are not the words of `B` before the act"),
    ("rewrite heading {\nNew.\n}", "a heading is changed by `retitle`"),
    ('retitle "Fees." was "Titles."', "these are not the words of `heading` before the act"),
    ("repeal B {\nB. The fee is due in May.\n}", "these are not the words of `B` before the act"),
    ("redesignate B as C", "`C` exists on that day already, and is not redesignated"),
    ("redesignate B as B(1)", "a unit keeps its place within the unit above it"),
    ("redesignate B through C as D through F", "2 units and 3 designations do not go together"),
    ("redesignate C through B as D through E", "`B` does not come after `C` in the order of designations"),
    ("redesignate heading as A", "`heading` is no designation of its level"),
    ("designate A as B(1)", "the words become a unit directly below the one in which they stand"),
    ("designate C as C(1)", "`C(1)` exists on that day already"),
    ("designate section as D", "no paragraphs without a designation stand in the section"),
    ("undesignate C", "`C` has units below it"),
    ("repeal C through G", "there is no one unit `D` on that day"),
    ("add B-1 after C(1) {\nB-1. x\n}", "the unit after which it stands is not beside it"),
]


@pytest.mark.parametrize(("operations", "said"), WRONG, ids=[w[0].splitlines()[0] for w in WRONG])
def test_what_cannot_be_done_is_said(operations: str, said: str) -> None:
    assert said in message(operations)
    assert message(operations)


def test_a_range_does_not_pass_over_a_unit_between() -> None:
    both = act("add B-1 {\nB-1. Between.\n}", 2021, "B-1. Between.")
    assert "PC708" in codes(act("repeal B through C", 2022) + TEXT + both)
    _, problems = read(act("repeal B through C", 2022) + TEXT + both)
    assert problems[0].message == "`B-1` stands within the range, and the range does not name it"


def test_a_new_unit_is_another_one_than_the_one_that_bore_its_designation() -> None:
    section = good(act("redesignate B through C as C through D\n  add B {\nB. New B.\n}", 2021, "New B.") + TEXT)
    newest = section.versions[-1]
    identities = {unit.path: unit.identity for unit in units_of(newest)}
    assert identities[("C",)] == "B"
    assert identities[("D", "1")] == "C/1"
    assert identities[("B",)] not in {"B", "C"}
    came = [act("add D {\nD. D.\n}", year, "D. D.") for year in (2025, 2023)]
    again = good(came[0] + act("remove D", 2024) + came[1] + TEXT)
    ds = {unit.identity for version in again.versions for unit in units_of(version) if unit.path == ("D",)}
    assert len(ds) == 2


def test_texts_on_both_sides_agree_through_redesignation() -> None:
    old = "text from s on 2019-01-01 {\nTitle.\nA. The fee is twenty dollars ($20).\nB. It is late.\n}\n"
    new = "text from s on 2021-01-01 {\nTitle.\nA. The fee is twenty dollars ($20).\nB. Children pay nothing.\nC. It is late.\n}\n"
    operations = "redesignate B as C\n  add B {\nB. Children pay nothing.\n}"
    section = good(new + act(operations, 2020, "B. Children pay nothing.") + old)
    first, last = section.versions[0], section.versions[-1]
    assert {u.identity for u in units_of(first) if u.path == ("B",)} == {u.identity for u in units_of(last) if u.path == ("C",)} == {"C"}
    assert codes(new + act(operations.replace("as C", "as D"), 2020, "B. Children pay nothing.") + old) != []


def test_an_older_text_may_have_other_units_where_the_section_was_rewritten() -> None:
    old = "text from s on 2010-01-01 {\nOld title.\nA. One.\n(1) two.\nB. Three.\n}\n"
    new = "text from s on 2020-01-01 {\nTitle.\nA. Ten.\n}\n"
    section = good(new + act("rewrite section", 2015) + old)
    assert [v.complete for v in section.versions] == [True, True]
    assert on(section, 2012) == {"heading": "Old title.", "A": "One.", "A/1": "two.", "B": "Three."}


@pytest.mark.parametrize(
    ("operation", "ended"),
    [
        ("repeal section", Ended(EndKind.REPEALED, "Laws 2021", None)),
        ('recodify section as "us-nm/22-10A-12"', Ended(EndKind.RECODIFIED, "Laws 2021", "us-nm/22-10A-12")),
    ],
)
def test_a_section_that_ended_is_known_to_have_no_text(operation: str, ended: Ended) -> None:
    section = good(TEXT + act(operation))
    newest = section.versions[-1]
    assert (newest.units, newest.complete, newest.ended) == ((), True, ended)
    assert section.versions[0].ended is None
    units = redline(section, date(2020, 6, 1), date(2022, 1, 1))
    assert units is not None
    assert {run.fate for unit in units for run in unit.runs} == {Fate.STRUCK}


def test_a_section_that_ended_may_be_enacted_anew() -> None:
    anew = act("rewrite section {\nNew.\nA. New.\n}", 2023, "New. A. New.")
    section = good(anew + act("repeal section", 2021) + TEXT)
    assert [v.ended is not None for v in section.versions] == [False, True, False]
    assert on(section, 2024) == {"heading": "New.", "A": "New."}


def test_a_redline_shows_designations() -> None:
    section = good(TEXT + act("redesignate B through C as C through D\n  designate A as A(1)"))
    units = redline(section, date(2020, 6, 1), date(2022, 1, 1))
    assert units is not None
    shown = {unit.path: (unit.was_designator, {run.fate for run in unit.runs}) for unit in units if unit.changed}
    assert shown == {("A",): (None, set()), ("A", "1"): ("", {Fate.KEPT}), ("C",): ("B.", {Fate.KEPT}), ("D",): ("C.", {Fate.KEPT})}
    assert next(unit.was_path for unit in units if unit.path == ("D", "1")) == ("C", "1")


def test_a_redline_keeps_words_that_only_lost_their_designation() -> None:
    units = redline(good(TEXT + act("undesignate C(1)")), date(2020, 6, 1), date(2022, 1, 1))
    assert units is not None
    (c,) = (unit for unit in units if unit.changed)
    assert [(run.text, run.fate) for run in c.runs if run.text.strip()] == [
        ("A fee:", Fate.KEPT), ("(1)", Fate.STRUCK), ("is due;", Fate.KEPT),
    ]  # fmt: skip


@pytest.mark.parametrize("operations", [d[0] for d in DONE if not d[0].startswith(("designate", "undesignate"))])
def test_a_redline_holds_both_texts(operations: str) -> None:
    section = good(TEXT + act(operations, 2021, operations))
    units = redline(section, date(2020, 6, 1), date(2022, 1, 1))
    assert units is not None
    for gone, version in ((Fate.INSERTED, section.versions[0]), (Fate.STRUCK, section.versions[-1])):
        shown = {u.identity: "".join(run.text for run in u.runs if run.fate is not gone).strip() for u in units}
        assert {k: v for k, v in shown.items() if v} == {u.identity: u.text.strip() for u in units_of(version) if u.text.strip()}


def test_a_unit_between_is_cited_as_one_of_its_level() -> None:
    section = good(TEXT + act("add B-1 {\nB-1. Between.\n}", 2021, "Between."))
    assert cite_unit(section, ("B-1",)) == "Code § 1(B-1)"


BETWEEN = "text from s on 2020-01-01 {\nTitle.\nA. One.\nA-1. Two.\n(1) a;\n(1A) b;\n(2) c.\nA-2. Three.\nB. Four.\n}\n"


def test_a_text_on_file_with_units_between() -> None:
    section = good(BETWEEN)
    assert list(on(section, 2020)) == ["heading", "A", "A-1", "A-1/1", "A-1/1A", "A-1/2", "A-2", "B"]
    assert codes(BETWEEN.replace("A-2. Three", "A-3. Three")) == ["PC707"]
    assert codes(BETWEEN.replace("(1A) b", "(1B) b")) == ["PC707"]


def test_hostile_numbers_are_refused_and_not_counted_to() -> None:
    for operations in ('in B strike "is" hits 999999999999', 'in B strike "is" at 1 of 999999999', 'in B sentence 99999999999 strike "is"'):
        assert message(operations)
    assert message("repeal A through ZZ") == "there is no one unit `D` on that day"


def test_acts_of_one_day_where_a_range_may_hold_the_other_act_need_an_order() -> None:
    one = act("redesignate A through C as B through D", 2021)
    other = act('in B strike "May" insert "June"', 2021, '"May" "June"').replace("Laws 2021", "Laws 2021b")
    assert "PC712" in codes(one + other + TEXT)
    ordered = other.replace("2021-07-01 {", '2021-07-01 order after "Laws 2021" {').replace("in B", "in C")
    assert on(good(ordered + one + TEXT), 2022)["C"] == UNITS["B"].replace("May", "June")
