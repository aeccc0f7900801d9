"""Letters about time and about bodies: days that do not exist, days of a school year, consecutive years, several judges, duties that end.

The law is made up; each case is one page that a person reads when it changes.
"""

import hashlib
import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any, Final

import jsonschema
import pytest
from syrupy.assertion import SnapshotAssertion
from tests.engine.report.test_letters import SCHEMA, TextFile
from tests.policy.library import answer, checked, project

from pincite.explain.proof import Determination
from pincite.report.as_json import render_json
from pincite.report.letter import letter
from pincite.report.render import render_text
from pincitec.compile import compile_project
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.graph.pack import Pack
from pincitec.semantics.verdicts import VERDICTS

TEXT: Final = (
    "Licenses.\n"
    "A. The department shall grant the pay of the higher license to a teacher whose license is effective no later than "
    "October 15th of that current school year.\n"
    "B. The task must be completed within six months after it was started. A task completed by then earns a badge.\n"
    "C. A period of months that would end on a day which its month does not have ends on the last day of that month.\n"
    "D. A district may choose not to contract with a teacher who did not meet the standard in two consecutive school years.\n"
    "E. The department shall grant a license to an applicant who shows competence as required by the department and verified "
    "by the superintendent. A mentor is chosen by the district or the school.\n"
    "F. To keep the license, the certification must remain active. A teacher who holds a doctorate need not take the course. "
    "A teacher shall take the course who has taught for less than three years.\n"
)
LAW: Final = """section example/1
cite      "Example Act, § 1"
authority statute
ladder    "A." "(1)" "(a)"
source    page "sources/act.txt" sha256:{hash}
  known until 2030-12-31 because "an example"

text from page on 2020-01-01 {{
{text}}}
"""
RULE: Final = 'missing day by act(C) "ends on the last day of that month" means last day\n'
POLICY: Final = """policy t "A test"
source act = "example/1"
party department     "the department"
party superintendent "the superintendent"
party district       "the district"
party school         "the school"
party teacher        "the teacher"
calendar school_year from July 1 because "the school years of the state"
fact effective_on : date "day from which the license is effective"
fact started      : date "day on which the task was started"
fact completed    : date "day on which the task was completed"
fact competent    : boolean judged by department and superintendent "shows competence"
  fails "does not show competence"
fact mentor       : boolean judged by district or school "has a mentor"
fact active       : boolean "the certification is active"
fact doctorate    : boolean "holds a doctorate"
fact taught       : years "years taught"
record year_taught by year {
  year : school_year
  met  : boolean "met the standard"
}
fact years : list of year_taught "school years on file"
decision pay      : entitlement of teacher "the pay of the higher license"
decision due      : date "the last day for the task"
decision badge    : entitlement of teacher "a badge"
decision decline  : permission of district "choose not to contract with the teacher"
decision license  : entitlement of teacher "a license"
decision mentored : entitlement of teacher "a mentor"
decision keep     : entitlement of teacher "continuation of the license"
decision course   : duty of teacher "take the course"
provision act(A) {
  "shall grant the pay of the higher license to a teacher" means grant pay when {
    "effective no later than October 15th of that current school year" means effective_on <= October 15 of school_year(asked) }
}
provision act(B) {
  "The task must be completed within six months after it was started" means due = started + 6 months
  "A task completed by then earns a badge" means grant badge when completed <= due
}
provision act(D) {
  "may choose not to contract with a teacher who did not meet the standard in two consecutive school years"
  means district may decline when consecutive(y in years where not y.met) >= 2
}
provision act(E) {
  "shall grant a license to an applicant" means grant license when {
    "shows competence as required by the department and verified by the superintendent" means competent }
  "A mentor is chosen by the district or the school" means grant mentored when mentor
}
provision act(F) {
  "To keep the license, the certification must remain active" means maintain keep while active
  "A teacher who holds a doctorate need not take the course" means teacher need not course when doctorate
  "A teacher shall take the course who has taught for less than three years" means teacher shall course when taught < 3 years
}
""".replace("when {\n", "when all {\n")


def pack_of(folder: Path, policy: str) -> Pack:
    (folder / "statutes" / "sources").mkdir(parents=True)
    (folder / "policy").mkdir()
    (folder / "pincite.toml").touch()
    (folder / "statutes" / "sources" / "act.txt").write_text(TEXT, encoding="utf-8")
    law = LAW.format(hash=hashlib.sha256(TEXT.encode()).hexdigest(), text=TEXT)
    (folder / "statutes" / "act.law").write_text(law, encoding="utf-8")
    (folder / "policy" / "t.pol").write_text(policy, encoding="utf-8")
    found = [d for d in checked(folder).diagnostics if has_errors([d])]
    assert not found, [(d.message, d.help) for d in found]
    pack, errors, _ = compile_project(project(folder))
    assert pack is not None and not errors
    return pack


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return pack_of(tmp_path_factory.mktemp("open"), POLICY)


@pytest.fixture(scope="module")
def settled(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    """The same with a cited rule on days that do not exist."""
    return pack_of(tmp_path_factory.mktemp("settled"), POLICY.replace("fact effective_on", f"{RULE}fact effective_on", 1))


def years(complete: bool, **met: bool | None) -> dict[str, object]:
    records = {name.strip("y").replace("_", "-"): {} if ok is None else {"met": ok} for name, ok in met.items()}
    return {"years": {"records": records, **({"complete": True, "source": "the file"} if complete else {})}}


def judged(fact: str, **by: bool | None) -> dict[str, object]:
    said = [{"by": name, "missing": "pending"} if v is None else {"by": name, "value": v} for name, v in by.items()]
    return {fact: {"judgements": said}}


BEGUN: Final[dict[str, object]] = {"started": date(2023, 8, 31)}
CASES: Final[Mapping[str, tuple[str, dict[str, object], str, str]]] = {
    "October 15": ("pay", {"effective_on": date(2023, 10, 15)}, "2024-03-01", "holds"),
    "October 16": ("pay", {"effective_on": date(2023, 10, 16)}, "2024-03-01", "fails"),
    "October 15 unknown": ("pay", {}, "2024-03-01", "undetermined"),
    "sixth month": ("due", BEGUN, "2024-04-01", "undetermined"),
    "first of two days": ("badge", {**BEGUN, "completed": date(2024, 2, 29)}, "2024-04-01", "holds"),
    "second of two days": ("badge", {**BEGUN, "completed": date(2024, 3, 1)}, "2024-04-01", "undetermined"),
    "after both days": ("badge", {**BEGUN, "completed": date(2024, 3, 2)}, "2024-04-01", "fails"),
    "two years in a row": ("decline", years(True, y2020_21=True, y2021_22=False, y2022_23=False), "2023-08-01", "holds"),
    "two years with one between": ("decline", years(True, y2020_21=False, y2021_22=True, y2022_23=False), "2023-08-01", "fails"),
    "a year not on file": ("decline", years(True, y2019_20=False, y2021_22=False), "2023-08-01", "fails"),
    "a year that may be on file": ("decline", years(False, y2019_20=False, y2021_22=False), "2023-08-01", "undetermined"),
    "a year not established": ("decline", years(True, y2020_21=False, y2021_22=None), "2023-08-01", "undetermined"),
    "both find it so": ("license", judged("competent", department=True, superintendent=True), "2024-01-01", "holds"),
    "one finds otherwise": ("license", judged("competent", department=True, superintendent=False), "2024-01-01", "fails"),
    "one has not judged": ("license", judged("competent", department=True, superintendent=None), "2024-01-01", "undetermined"),
    "nobody has judged": ("license", {}, "2024-01-01", "undetermined"),
    "nobody says who judged": ("license", {"competent": True}, "2024-01-01", "holds"),
    "one is enough": ("mentored", judged("mentor", school=True), "2024-01-01", "holds"),
    "the two differ": ("mentored", judged("mentor", school=True, district=False), "2024-01-01", "undetermined"),
    "kept while active": ("keep", {"active": True}, "2024-01-01", "undetermined"),
    "lost when not active": ("keep", {"active": False}, "2024-01-01", "fails"),
    "active unknown": ("keep", {}, "2024-01-01", "undetermined"),
    "need not": ("course", {"doctorate": True, "taught": "4 years"}, "2024-01-01", "fails"),
    "must": ("course", {"doctorate": False, "taught": "2 years"}, "2024-01-01", "holds"),
    "must and need not": ("course", {"doctorate": True, "taught": "2 years"}, "2024-01-01", "conflict"),
    "need not unknown": ("course", {"taught": "2 years"}, "2024-01-01", "undetermined"),
}


def asked(pack: Pack, name: str) -> Determination:
    decision, facts, on, _ = CASES[name]
    return answer(pack, decision, facts, on)


@pytest.mark.parametrize("name", CASES)
def test_letter(pack: Pack, name: str, snapshot: SnapshotAssertion) -> None:
    made = asked(pack, name)
    assert VERDICTS[made.verdict] == CASES[name][3]
    told = render_text(letter(made))
    told = "\n".join(line for line in told.splitlines() if "digest" not in line)
    assert told == snapshot(name=name, extension_class=TextFile)


@pytest.mark.parametrize("name", CASES)
def test_the_json_follows_its_schema(pack: Pack, name: str) -> None:
    jsonschema.validate(json.loads(render_json(asked(pack, name))), json.loads(SCHEMA.read_text(encoding="utf-8")))


def test_both_days_are_candidates(pack: Pack) -> None:
    main = asked(pack, "sixth month").questions[0]
    assert main.value is None
    assert main.candidates == ("February 29, 2024", "March 1, 2024")


SETTLED: Final[Mapping[str, tuple[str, Any]]] = {
    "sixth month": ("holds", "February 29, 2024"),
    "first of two days": ("holds", None),
    "second of two days": ("fails", None),
    "after both days": ("fails", None),
}


@pytest.mark.parametrize("name", SETTLED)
def test_a_cited_rule_settles_which_day_counts(settled: Pack, name: str, snapshot: SnapshotAssertion) -> None:
    made = asked(settled, name)
    assert (VERDICTS[made.verdict], made.value) == SETTLED[name]
    assert any(d.name == "missing day" for d in made.definitions)
    assert "ends on the last day of that month" in render_text(letter(made))
    told = "\n".join(line for line in render_text(letter(made)).splitlines() if "digest" not in line)
    assert told == snapshot(name=f"settled {name}", extension_class=TextFile)


def test_the_rule_is_not_named_where_it_decided_nothing(settled: Pack) -> None:
    for name in ("October 15", "both find it so"):
        assert asked(settled, name).definitions == ()
    found = answer(settled, "due", {"started": date(2023, 8, 15)}, "2024-04-01")
    assert (found.value, found.definitions) == ("February 15, 2024", ())


@pytest.mark.parametrize(("on", "verdict"), [("2023-02-27", "holds"), ("2023-02-28", "undetermined"), ("2023-03-01", "fails")])
def test_a_running_period_that_ends_on_a_day_that_does_not_exist(pack: Pack, settled: Pack, on: str, verdict: str) -> None:
    """Three years since the leap day of 2020 are complete on February 28 or on March 1, 2023."""
    facts: dict[str, object] = {"doctorate": False, "taught": {"since": date(2020, 2, 29)}}
    assert VERDICTS[answer(pack, "course", facts, on).verdict] == verdict
    assert VERDICTS[answer(settled, "course", facts, on).verdict] == ("holds" if on == "2023-02-27" else "fails")


BEFORE, IN, AFTER = (date(2024, 4, 30),), (date(2024, 5, 1), date(2024, 5, 31)), (date(2024, 6, 1),)
MONTHS: Final[Mapping[str, tuple[date, ...]]] = {
    "<": BEFORE,
    "<=": (*BEFORE, *IN),
    "=": IN,
    "!=": (*BEFORE, *AFTER),
    ">=": (*IN, *AFTER),
    ">": AFTER,
}
MIRRORED: Final = {"<": ">", "<=": ">=", "=": "=", "!=": "!=", ">=": "<=", ">": "<"}


def test_a_month_is_compared_by_its_days_on_either_side(tmp_path: Path) -> None:
    decisions, clauses = [], []
    for i, sign in enumerate(MONTHS):
        for side, written in (("l", f"completed {sign} May 2024"), ("r", f"May 2024 {MIRRORED[sign]} completed")):
            decisions.append(f'decision d{i}{side} : entitlement of teacher "a thing"')
            clauses.append(f'  "shall grant" means grant d{i}{side} when all {{ uncited {written} because "a test" }}')
    policy = "\n".join(
        [
            'policy m "Months"',
            'source act = "example/1"',
            'party teacher "the teacher"',
            'fact completed : date "completed"',
            *decisions,
            "provision act(A) {",
            *clauses,
            "}",
        ]
    )
    pack = pack_of(tmp_path, policy)
    for i, days in enumerate(MONTHS.values()):
        for day in (*BEFORE, *IN, *AFTER):
            for side in "lr":
                found = answer(pack, f"d{i}{side}", {"completed": day}, "2024-07-01")
                assert VERDICTS[found.verdict] == ("holds" if day in days else "fails"), (i, side, day)


def test_periods_added_one_after_another_end_once(pack: Pack, tmp_path: Path) -> None:
    """Only the day in the end must exist: six months on and six months back is the same day."""
    written = POLICY.replace("means due = started + 6 months", "means due = started + 6 months + 1 year - 1 year")
    with pytest.raises(AssertionError, match="1 year"):
        pack_of(tmp_path / "figures", written)  # each literal must stand in the law
    two = POLICY.replace("means due = started + 6 months", "means due = started + 6 months - 6 months + 6 months")
    made = pack_of(tmp_path / "sum", two)
    assert answer(made, "due", BEGUN, "2024-04-01").questions[0].candidates == ("February 29, 2024", "March 1, 2024")
    back = pack_of(tmp_path / "back", POLICY.replace("means due = started + 6 months", "means due = started + 6 months - 6 months"))
    assert answer(back, "due", BEGUN, "2024-04-01").value == "August 31, 2023"
