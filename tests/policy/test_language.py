"""What the rules of the library need of the language: definitions that are made of conditions, and requirements under a heading."""

from pathlib import Path

import pytest

from pincitec.semantics.verdicts import VERDICTS
from tests.policy.library import answer, checked, copied, pack_of

HEAD = """
policy t "a test"
source page = "us-nm/aps/licensure-advancement"
party teacher "the teacher"
record year_taught by year {
  year    : school_year
  rating  : boolean
  points  : percent
  licensed : boolean
}
fact years : list of year_taught "years"
fact certified : boolean "certified"
fact active : boolean "active"
choice width "how wide" {
  narrow "one year" default
  wide   "any year"
}
decision one : entitlement of teacher "one"
"""

DEFINITION = """
provision page("Definitions")("Successful Evaluation") {
  "Elevate NM overall rating of Meets or 60% of the total possible points for Domains 2 & 3 / Domains 1 & 4"
  means define good(y : year_taught) = any {
    "Elevate NM overall rating of Meets" means y.rating
    "60% of the total possible points"   means y.points >= 60%
  }
}
provision page("Advancement Requirements")("From Level 2 to Level 3") {
  "3 Successful annual evaluations at current license level" means one requires count(y in years where good(y)) >= 3
}
"""


def years(*rows: dict[str, object]) -> dict[str, object]:
    records = {f"20{10 + i}-{11 + i}": row for i, row in enumerate(rows)}
    return {"years": {"complete": True, "source": "a file", "records": records}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path, ())


@pytest.mark.parametrize(
    "third, verdict",
    [
        ({"points": "60%"}, "undetermined"),
        ({"points": "59%", "rating": False}, "fails"),
        ({"rating": True}, "undetermined"),
        ({"rating": False}, "undetermined"),
    ],
)
def test_a_definition_may_be_made_of_conditions(folder: Path, third: dict[str, object], verdict: str) -> None:
    pack = pack_of(folder, HEAD + DEFINITION)
    found = answer(pack, "one", years({"rating": True}, {"points": "75%"}, third), "2024-01-01")
    assert VERDICTS[found.verdict] == verdict
    assert [len(c.passages) for c in found.clauses] == [1]
    assert [p.words for d in found.definitions for p in d.passages][1:] == [
        "Elevate NM overall rating of Meets",
        "60% of the total possible points",
    ]


def test_a_quotation_inside_a_definition_is_checked(folder: Path) -> None:
    wrong = DEFINITION.replace('"60% of the total possible points"   means', '"60% of all possible points"   means')
    (folder / "policy" / "a.pol").write_text(HEAD + wrong, encoding="utf-8")
    assert [d.rule.code for d in checked(folder).diagnostics if d.severity.name == "ERROR"] == ["PC403"]


def test_a_number_inside_a_definition_is_bound(folder: Path) -> None:
    (folder / "policy" / "a.pol").write_text(HEAD + DEFINITION.replace(">= 60%", ">= 61%"), encoding="utf-8")
    assert [d.rule.code for d in checked(folder).diagnostics if d.severity.name == "ERROR"] == ["PC501"]


def test_a_definition_of_conditions_that_rests_on_itself_is_reported(folder: Path) -> None:
    round_ = DEFINITION.replace("means y.rating", "means good(y)")
    (folder / "policy" / "a.pol").write_text(HEAD + round_, encoding="utf-8")
    assert "PC205" in [d.rule.code for d in checked(folder).diagnostics]


@pytest.mark.parametrize("reading, verdict", [("narrow", "fails"), ("wide", "undetermined")])
def test_a_definition_may_hold_a_choice(folder: Path, reading: str, verdict: str) -> None:
    choose = """= choose width {
      narrow { "Elevate NM overall rating of Meets" means y.rating }
      wide   { "60% of the total possible points" means y.points >= 60% }
    }
}
"""
    before, _, after = DEFINITION.partition("= any {")
    pack = pack_of(folder, HEAD + before + choose + after[after.index("provision") :])
    found = answer(pack, "one", years(*({"points": "60%", "rating": False},) * 3), "2024-01-01", width=reading)
    assert VERDICTS[found.verdict] == verdict
    assert [r.decides for r in found.readings] == [True]


UNDER_HEADING = """
provision page("Advancement Requirements")("The Only Bypass Option:")("National Board Certified Teacher") {
  "to maintain level 3 teaching certification"
  means when certified {
    "National Board Certification must remain active and valid" means maintain one while active
  }
}
"""


@pytest.mark.parametrize(
    "certified, active, verdict",
    [
        (True, False, "fails"),
        (True, True, "undetermined"),
        (False, False, "undetermined"),  # the heading does not name this teacher: the requirement is not for them
        (None, False, "undetermined"),
        (True, None, "undetermined"),
    ],
)
def test_a_requirement_under_a_heading_binds_only_whom_the_heading_names(
    folder: Path, certified: bool | None, active: bool | None, verdict: str
) -> None:
    pack = pack_of(folder, HEAD + UNDER_HEADING)
    found = answer(pack, "one", {"certified": certified, "active": active}, "2024-01-01")
    assert VERDICTS[found.verdict] == verdict
    assert bool(found.missing) is (None in (certified, active))


FOLLOWING = """
calendar school_year from July 1 because "a test"
fact lapsed_in : school_year "school year of the lapse"
decision two : duty of teacher "two"
provision page("Compensation Change") {
  "must take effect no later than" means teacher shall two when school_year(asked) = next(lapsed_in)
}
"""


@pytest.mark.parametrize(
    ("on", "verdict"), [("2024-06-30", "fails"), ("2024-07-01", "holds"), ("2025-06-30", "holds"), ("2025-07-01", "fails")]
)
def test_the_school_year_after_a_year(folder: Path, on: str, verdict: str) -> None:
    found = answer(pack_of(folder, HEAD + FOLLOWING), "two", {"lapsed_in": "2023-24"}, on)
    assert VERDICTS[found.verdict] == verdict
    root = found.questions[0].clauses[0].root
    assert root is not None and "the school year after the school year of the lapse" in (root.text or "")


SETTLED = """
provision page("Advancement Requirements")("From Level 2 to Level 3") {
  "3 Successful annual evaluations at current license level" means one requires choose width {
    narrow { "3 Successful annual evaluations" means certified }
    wide   { uncited false because "nobody is meant" }
  }
}
"""


def test_what_a_reading_settles_is_nothing_that_a_case_lacks(folder: Path) -> None:
    pack = pack_of(folder, HEAD + SETTLED)
    found = answer(pack, "one", {"certified": True}, "2024-01-01", width="wide")
    assert VERDICTS[found.verdict] == "fails"
    assert found.unmet == ()
    assert [r.decides for r in found.readings] == [True]
    assert [u.text for u in answer(pack, "one", {"certified": False}, "2024-01-01").unmet] == ["certified"]


OUTER = "Elevate NM overall rating of Meets or 60% of the total possible points"

HEADED = """
decision share : percent "share"
provision page("Definitions")("Successful Evaluation") {
  "Elevate NM overall rating of Meets or 60% of the total possible points for Domains 2 & 3"
  means when all { "Elevate NM" means certified } {
    "60% of the total possible points for Domains 2 & 3" means when active {
      "60% of the total possible points" means share = 60% when certified or active
    }
  }
}
"""

HEADED_TABLE = """
decision share : percent "share"
provision page("Definitions")("Successful Evaluation") {
  "Elevate NM overall rating of Meets or 60% of the total possible points"
  means when all { "Elevate NM" means certified } {
    "60% of the total possible points" means table share by active {
      "60%" : true -> 60%
    }
  }
}
"""


@pytest.mark.parametrize(
    "rules, expected",
    [
        (HEADED, [f"{OUTER} for Domains 2 & 3", "60% of the total possible points for Domains 2 & 3", None]),
        (HEADED_TABLE, [OUTER, None]),
    ],
)
def test_a_condition_shows_the_words_of_its_own_heading_alone(folder: Path, rules: str, expected: list[str | None]) -> None:
    """A heading that quotes words within its condition has two quotations; what stands below it takes neither."""
    pack = pack_of(folder, HEAD + rules)
    (question,) = [q for q in pack.questions if q.decision.endswith(".share")]
    (clause,) = question.clauses
    assert clause.root is not None and clause.root.kind == "all"
    quotes = [None if g.quote is None else pack.quotes[g.quote].words for g in clause.root.children]
    assert quotes == expected
