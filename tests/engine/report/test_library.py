"""The built-in library, end to end: the answers that the statute and the district's page give, with the words of each day."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import pincite
from pincite.report.as_json import render_json
from pincite.report.letter import letter
from pincite.report.render import render_html, render_markdown, render_text
from pincitec.graph.pack import Pack

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def library() -> Pack:
    return pincite.load(ROOT)


def ask(pack: Pack, decision: str, facts: Mapping[str, object], on: str, **more: Any) -> dict[str, Any]:
    data = json.loads(render_json(pincite.determine(pack, decision, facts, on=date.fromisoformat(on), **more)))
    assert isinstance(data, dict)
    return data


@pytest.mark.parametrize(
    ("on", "value", "words"),
    [
        ("2016-01-01", "$50,000", "fifty thousand dollars ($50,000)"),
        ("2018-05-15", "$50,000", "fifty thousand dollars ($50,000)"),
        ("2018-05-16", "$54,000", "fifty-four thousand dollars ($54,000)"),
        ("2019-06-13", "$54,000", "fifty-four thousand dollars ($54,000)"),
        ("2019-07-01", "$60,000", "sixty thousand dollars ($60,000)"),
    ],
)
@pytest.mark.parametrize("role", ["teacher", "counselor"])
def test_the_minimum_salary_of_each_day(library: Pack, role: str, on: str, value: str, words: str) -> None:
    d = ask(library, "minimum_salary", {"role": role}, on)
    assert (d["verdict"], d["value"], d["status"]) == ("holds", value, "ok")
    assert d["value_exact"]["unit"] == "cent"
    text = {t["citation"]: "".join(p["text"] for u in t["units"] for p in u["pieces"]) for t in d["law"]}
    assert words in text["NMSA 1978, § 22-10A-11(C)"]
    assert "Subsection C of this section" in text["NMSA 1978, § 22-10A-11(D)"]
    cited = "NMSA 1978, § 22-10A-11(C)" if role == "teacher" else "NMSA 1978, § 22-10A-11(D) and (C)"
    assert cited in d["headline"]


def test_before_the_text_is_on_file_there_is_no_amount(library: Pack) -> None:
    d = ask(library, "minimum_salary", {"role": "teacher"}, "2014-01-01")
    assert (d["verdict"], d["value"], d["value_exact"], d["status"]) == ("undetermined", None, None, "text_not_on_file")
    assert "in force on January 1, 2014 is not on file" in d["headline"]
    assert not [a for a in ("$50,000", "$54,000", "$60,000", "thousand dollars") if a in json.dumps(d)]


def test_beyond_the_horizon_it_is_said_first(library: Pack) -> None:
    d = ask(library, "minimum_salary", {"role": "teacher"}, "2024-01-01")
    assert (d["value"], d["status"]) == ("$60,000", "beyond_horizon")
    assert d["headline"].startswith("As last known on June 30, 2022, the minimum salary")
    strict = ask(library, "minimum_salary", {"role": "teacher"}, "2024-01-01", strict=True)
    assert (strict["verdict"], strict["value"]) == ("undetermined", None)


def test_strict_asks_for_a_text_that_is_known_to_have_stood(library: Pack) -> None:
    given = {"school_years": {"complete": True, "source": "record", "records": {}}, "national_board": False, "degree_held": "no_degree"}
    loose = ask(library, "advance_to_three", given, "2030-06-01")
    strict = ask(library, "advance_to_three", given, "2030-06-01", strict=True)
    assert loose["verdict"] == "fails" and any("how long" in w for w in loose["warnings"])
    assert strict["verdict"] == "undetermined"
    assert "nothing on file says how long the text of" in strict["headline"]


def test_another_role_gets_a_gap_and_no_amount(library: Pack) -> None:
    d = ask(library, "minimum_salary", {"role": "other"}, "2020-01-01")
    assert (d["verdict"], d["value"]) == ("gap", None)


def test_while_an_act_applies_to_some_the_answer_says_what_it_turns_on(library: Pack) -> None:
    d = ask(library, "minimum_salary", {"role": "teacher"}, "2019-06-20")
    assert (d["verdict"], d["value"]) == ("undetermined", None)
    assert [m["fact"] for m in d["missing"]] == ["us_nm.level_three.summer_2019_k5"]
    assert "$60,000" in d["headline"]
    assert "$54,000" in d["headline"]


def test_a_counselor_is_told_between_which_amounts_it_is_open(library: Pack) -> None:
    d = ask(library, "minimum_salary", {"role": "counselor"}, "2019-06-20")
    assert (d["verdict"], d["value"]) == ("undetermined", None)
    assert "it may be $60,000 or $54,000 under NMSA 1978, § 22-10A-11(D)" in d["headline"]
    assert "may be" not in ask(library, "minimum_salary", {"role": "counselor"}, "2014-01-01")["headline"]


def test_all_that_is_unmet_and_missing_with_its_words(library: Pack) -> None:
    facts = {"years_as_level_two": "2 years", "degree_held": "no_degree", "national_board": False}
    d = ask(library, "level_three_a", facts, "2021-06-01")
    assert d["verdict"] == "fails"
    assert [u["quotations"][0]["words"] for u in d["unmet"]] == [
        "has been a level two teacher for at least three years",
        "holds a post-baccalaureate degree",
        "national board for professional teaching standards certification",
    ]
    assert [m["fact"].rpartition(".")[2] for m in d["missing"]] == ["leader_competence", "other_qualifications"]
    assert all(p["quotations"][0]["status"] == "verified" for m in d["missing"] for p in m["places"])


def test_the_reading_decides_and_the_letter_says_so(library: Pack) -> None:
    year = {"instructional_days": "120 days", "teacher_of_record": True, "standard_license": True, "level": "level_two"}
    records = {f"{y}-{y - 1999}": {**year, "elevate_rating": "meets"} for y in range(2019, 2023)}
    facts = {
        "school_years": {"complete": True, "source": "record", "records": records},
        "national_board": True,
        "micro_credentials_passed": True,
    }
    on = date(2024, 3, 1)
    pooled = pincite.determine(library, "advance_to_three", facts, on=on)
    yearly = pincite.determine(library, "advance_to_three", facts, on=on, readings={"accumulation": "per_year"})
    assert pooled.verdict != yearly.verdict
    for answer in (pooled, yearly):
        assert "The reading decides" in " ".join(render_text(letter(answer)).split())


@pytest.mark.parametrize(
    ("facts", "verdict", "unmet", "missing", "said"),
    [
        ({"level_three_by_certification": False}, "undetermined", [], [], "do not concern this case, and nothing on file grants it either"),
        (
            {"level_three_by_certification": True, "certification_active": False},
            "fails",
            ["active"],
            ["certification_valid"],
            "does not meet the requirements of",
        ),
        (
            {"certification_active": True},
            "undetermined",
            [],
            ["level_three_by_certification", "certification_valid"],
            "It cannot yet be determined",
        ),
    ],
)
def test_a_requirement_under_a_heading_is_asked_only_of_those_it_names(
    library: Pack, facts: Mapping[str, object], verdict: str, unmet: list[str], missing: list[str], said: str
) -> None:
    d = ask(library, "level_three_certification", facts, "2024-03-01")
    assert d["verdict"] == verdict
    assert said in d["headline"]
    assert [q["words"] for u in d["unmet"] for q in u["quotations"]] == unmet
    assert not [u for u in d["unmet"] if u["bars"] or u["alternative"]]
    assert [m["fact"].rpartition(".")[2] for m in d["missing"]] == missing
    assert not [m for m in d["missing"] if m["alternative"]]
    written = render_text(letter(pincite.determine(library, "level_three_certification", facts, on=date(2024, 3, 1))))
    assert "Whom this concerns:" in written
    assert "none of these" not in written


def test_what_decides_an_expression_is_shown_and_the_rest_only_if_nothing_does(library: Pack) -> None:
    def shown_for(on: str, **facts: object) -> str:
        return " ".join(render_text(letter(pincite.determine(library, "minimum_salary", facts, on=date.fromisoformat(on)))).split())

    year = "The fiscal year of the day asked about: {}. Needed: at least 2020."
    decided = shown_for("2019-07-01", role="teacher")
    assert f"MET {year.format(2020)}" in decided
    assert "Whether there was a contract for summer 2019" not in decided
    in_summer = shown_for("2019-06-20", role="teacher", summer_2019_k5=True)
    assert "MET Was contracted to provide services for summer 2019 K-5 plus programs (F1). => It applies" in in_summer
    both = f"programs (F1). {year.format(2019)}"
    assert both in shown_for("2019-06-20", role="teacher", summer_2019_k5=False)
    assert f"not established (F1). {year.format(2019)}" in shown_for("2019-06-20", role="teacher")
    missing = ask(library, "minimum_salary", {"role": "counselor"}, "2019-06-20")["missing"]
    assert [p["quotations"][0]["words"][:46] for m in missing for p in m["places"]][:1] == [
        "Applicability. — Laws 2019, ch. 206, § 29 and "
    ]


def test_of_what_an_and_asks_only_what_fails_is_unmet(library: Pack) -> None:
    facts = {
        "role": "other",
        "extended_learning_program": True,
        "base_salary": "$66,500",
        "contract_days": "190 days",
        "program_days": "13 days",
    }
    d = ask(library, "additional_salary", facts, "2021-06-01")
    assert [(u["facts"], len(u["quotations"])) for u in d["unmet"]] == [(["us_nm.level_three.role"], 1)]


def test_the_same_shortfall_is_listed_once_with_all_the_words_that_ask_for_it(library: Pack) -> None:
    rows = {
        "2021-22": {
            "instructional_days": "160 days",
            "level": "level_two",
            "standard_license": True,
            "teacher_of_record": True,
            "elevate_rating": "meets",
        },
        "2022-23": {"instructional_days": "158 days", "level": "level_two", "standard_license": True, "teacher_of_record": True},
    }
    facts = {
        "school_years": {"complete": True, "source": "record", "records": rows},
        "degree_held": "no_degree",
        "national_board": False,
    }
    d = ask(library, "advance_to_three", facts, "2024-03-01")
    assert [([q["words"] for q in u["quotations"]], u["alternative"], u["through"]) for u in d["unmet"]] == [
        (["480 instructional days"] * 2, False, None),
        (["3 Successful annual evaluations at current license level"] * 2, False, None),
        (["Master's Degree"], True, None),
        (["National Board Certification"] * 2, True, None),
    ]
    through = "whether the teacher may use National Board Certification as a bypass option to the micro-credentials"
    assert [u["also_through"] for u in d["unmet"]] == [[through], [through], [], [through]]
    years = next(m for m in d["missing"] if m["fact"].endswith("school_years"))
    assert years["reason"].startswith("in 2022-23, Elevate NM overall rating")
    assert not years["decisive"]
    by_year = ask(library, "advance_to_three", facts, "2024-03-01", readings={"accumulation": "per_year"})
    assert [q["words"] for q in by_year["unmet"][0]["quotations"]] == ["3 Full School Years", "3 Full Years"]


def test_the_shortest_way_stands_first_and_the_others_near_the_end(library: Pack) -> None:
    d = pincite.determine(library, "advance_to_three", {"national_board": False, "degree_held": "no_degree"}, on=date(2024, 3, 1))
    written = letter(d)
    assert written.outstanding is not None
    assert written.outstanding.steps is not None
    assert "It is shown: holds national board certification." in written.outstanding.steps.lines
    others = next(x.lines for x in written.changes if x.title == "What would change this")
    assert [line for line in others if "highest degree held: at least a master's degree (on file: no degree)" in line]
    assert not [line for line in others if "use National Board Certification" in line]
    assert len(others) == len(set(others))


def test_each_quotation_marks_one_place_in_the_law(library: Pack) -> None:
    d = ask(library, "advance_to_three", {}, "2024-03-01")
    text = next(t for t in d["law"] if t["citation"].endswith('"From Level 2 to Level 3"'))
    marked = [p["text"] for u in text["units"] for p in u["pieces"] if p["quoted"]]
    assert marked.count("Master's Degree") == 1
    assert "Master's Degree" in "".join(p["text"] for u in text["units"] for p in u["pieces"] if not p["quoted"])
    bypass = next(t for t in d["law"] if t["citation"].endswith('"National Board Certified Teacher"'))
    marked = [p["text"] for u in bypass["units"] for p in u["pieces"] if p["quoted"]]
    assert not [words for words in marked if "lieu" in words]


@pytest.mark.parametrize("on", ["2014-01-01", "2016-01-01", "2019-06-20", "2021-06-01", "2024-03-01"])
def test_every_decision_can_be_asked_without_facts_and_shown(library: Pack, on: str) -> None:
    for decision in library.decision:
        answers = [pincite.determine(library, decision, {}, on=date.fromisoformat(on), executor=e) for e in ("generated", "reference")]
        assert render_json(answers[0]) == render_json(answers[1])
        written = letter(answers[0])
        assert all(len(line) <= 80 for line in render_text(written).split("\n") if "pincite determine" not in line)
        assert render_markdown(written)
        assert render_html(written)


@pytest.mark.parametrize(
    ("file", "decision", "on"),
    [
        ("applicant.yaml", "level_three_a", "2021-06-01"),
        ("refused.yaml", "level_three_a", "2021-06-01"),
        ("counselor.yaml", "minimum_salary", "2020-01-01"),
        ("school-years.yaml", "advance_to_three", "2024-03-01"),
    ],
)
def test_examples_are_facts_that_fit(library: Pack, file: str, decision: str, on: str) -> None:
    from pincite.facts import read_facts
    from pincitec.diagnostics import Source

    source = Source(file, (ROOT / "examples" / file).read_text())
    facts, problems = read_facts(source, library, date.fromisoformat(on))
    assert problems == []
    assert facts is not None
    assert pincite.determine(library, decision, facts, on=date.fromisoformat(on)).findings
