"""Facts files as a whole: names, provenance, lists, sources that disagree."""

from datetime import date
from decimal import Decimal

import pytest

from pincite.facts import facts_from_mapping
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import Elapsed, Records
from tests.engine.facts.pack import PREFIX, facts_pack
from tests.engine.facts.reading import ASKED, bad, from_python, given, good, problem, read, underlined
from tests.engine.sample_pack import NM, sample_pack


def test_short_and_whole_names() -> None:
    facts = good("certified: true\nus_nm.test.children: 2\ntest.employer: North\nus_nm.other.role: cook")
    assert dict(facts.values) == {
        f"{PREFIX}certified": HOLDS,
        f"{PREFIX}children": 2,
        f"{PREFIX}employer": "North",
        "us_nm.other.role": "cook",
    }
    assert facts.policies == ("us_nm.other", "us_nm.test")
    assert facts.asked == ASKED


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    assert problem("certifeid: true") == (
        "PC801",
        "certifeid",
        "no rule knows the fact `certifeid`",
        "did you mean `certified`?",
    )


def test_quotation_marks_around_a_name_are_no_part_of_it() -> None:
    assert bad('"certifeid": true').message == "no rule knows the fact `certifeid`"


def test_a_name_that_is_far_from_all_is_answered_with_the_list() -> None:
    found = bad("shoe_size: 42")
    assert found.help == "use the name that the rules declare"
    assert found.notes[0].startswith("facts are `certified`, `children`")


@pytest.mark.parametrize("name", ["__class__", ".role", "", '""', "us_nm", "test", "🐴", "a" * 300, "certified.", "CERTIFIED"])
def test_strange_names_are_unknown(name: str) -> None:
    assert bad(f"{name}: true").rule.code in ("PC801", "PC811")


def test_an_ambiguous_name_lists_both() -> None:
    code, where, message, help = problem("role: cook")
    assert (code, where) == ("PC802", "role")
    assert "`us_nm.test.role` and `us_nm.other.role`" in message
    assert help == "write the whole name of the one that is meant"


def test_one_fact_by_two_names() -> None:
    text = "certified: true\nus_nm.test.certified: true"
    found = bad(text)
    assert found.rule.code == "PC806"
    assert "as `certified` and as `us_nm.test.certified`" in found.message
    assert [text[label.span.start : label.span.end] for label in found.labels] == ["us_nm.test.certified", "certified"]


def test_one_name_twice() -> None:
    for text, name in (("certified: true\ncertified: false", "facts.yaml"), ('{"certified": true, "certified": false}', "facts.json")):
        found = bad(text, name)
        assert found.rule.code == "PC806"
        assert found.message == "`certified` is given twice"
        assert found.labels[1].text == "first given here"


def test_all_problems_of_a_file_in_one_run() -> None:
    _, problems = read("certifeid: true\nchildren: two\nhired: 2023-02-29\ndegree_held: mastres\nsalary: $5\n")
    assert [p.rule.code for p in problems] == ["PC801", "PC803", "PC804", "PC805"]


def test_absent_and_null_are_not_provided() -> None:
    facts = good("certified:\nchildren: null\nschool_years: ~\n")
    assert dict(facts.values) == {}
    assert {g.missing for g in facts.given.values()} == {"not provided"}
    assert good("").given == {}
    assert good("# nothing yet\n").given == {}
    assert good("", "facts.json").given == {}
    assert good("{}", "facts.json").given == {}
    assert good("null", "facts.json").given == {}


def test_provenance_is_kept_for_the_letter() -> None:
    text = "years_taught: {value: 4 years, source: service record, date: 2024-05-02, status: verified}"
    found = given(text, "years_taught")
    assert (found.value, found.stated, found.source, found.date, found.status) == (
        48,
        "4 years",
        "service record",
        date(2024, 5, 2),
        "verified",
    )
    assert found.span is not None
    assert text[found.span.start : found.span.end] == "4 years"


def test_periods_by_days_may_carry_provenance() -> None:
    found = given('years_taught: {since: 2016-08-12, source: "service record"}', "years_taught")
    assert found.value == Elapsed(date(2016, 8, 12), ASKED)
    assert (found.stated, found.source) == ("since 2016-08-12", "service record")
    spells = given("years_taught: {spells: [{from: 2015-08-01, until: 2016-08-01}, {from: 2018-08-01}], source: x}", "years_taught")
    assert spells.stated == "from 2015-08-01 until 2016-08-01; since 2018-08-01"


@pytest.mark.parametrize("reason", ["not provided", "declined", "pending", "needs a judgement", "not_provided"])
def test_a_fact_may_say_why_it_is_missing(reason: str) -> None:
    found = given(f"certified: {{missing: {reason}, source: the applicant}}", "certified")
    assert (found.value, found.missing, found.source) == (None, reason.replace("_", " "), "the applicant")
    assert found.fact not in good(f"certified: {{missing: {reason}}}").values


def test_who_judged() -> None:
    for name in ("department", "us_nm.test.department"):
        assert given(f"competent: {{value: true, by: {name}}}", "competent").judged_by == "us_nm.test.department"
    assert given("competent: true", "competent").judged_by is None


@pytest.mark.parametrize(
    ("text", "message", "help"),
    [
        (
            "competent: {value: true, by: pope}",
            "`pope` does not judge `us_nm.test.competent`",
            "the rules leave it to `department` or `superintendent`",
        ),
        ("certified: {value: true, by: department}", "`us_nm.test.certified` is not a matter of judgement", None),
        ("certified: {value: true, sorce: x}", "`sorce` is not a part of what is said of a value", "did you mean `source`?"),
        ("certified: {source: x}", "`us_nm.test.certified` has a source but no value", "give either `value` or `missing`"),
        ("certified: {value: true, missing: declined}", "`us_nm.test.certified` is given in two ways", "give either `value` or `missing`"),
        ("certified: {missing: lost}", "`lost` is no reason for a missing fact", None),
        ("certified: {missing: declind}", "`declind` is no reason for a missing fact", "did you mean `declined`?"),
        ("certified: {value: true, source: 5}", "`source` is not a text", None),
        ("certified: {value: true, source: [a]}", "`source` is not a text", None),
        ('certified: {value: true, source: ""}', "`source` is not a text", None),
        ("years_taught: {value: 4 years, since: 2016-08-12}", "`us_nm.test.years_taught` is given in two ways", None),
        (
            "school_years: {complete: true, records: []}",
            "`us_nm.test.school_years` is said to be complete without a source",
            'say who vouches that there are no more, as in `source: "the district\'s service record"`',
        ),
        ("school_years: {complete: true, source: x}", "`us_nm.test.school_years` has no `records`", None),
        ("school_years: {missing: declined, records: []}", "`us_nm.test.school_years` is both missing and given", None),
        ("school_years: {records: [], compleet: true}", "`compleet` is not a part of a list of school year", "did you mean `complete`?"),
    ],
)
def test_provenance_that_cannot_be_used(text: str, message: str, help: str | None) -> None:
    found = bad(text)
    assert (found.rule.code, found.message) == ("PC810", message)
    assert found.help
    assert help is None or found.help == help


def test_a_date_of_evidence_must_exist() -> None:
    assert problem("certified: {value: true, date: 2023-02-29}")[:2] == ("PC804", "2023-02-29")
    assert problem("certified: {value: true, date: [2023]}")[0] == "PC804"


def test_sources_that_agree_are_both_named() -> None:
    found = given("certified:\n  - {value: true, source: registry}\n  - {value: true, source: applicant}", "certified")
    assert (found.value, found.source) == (HOLDS, "registry; applicant")
    salary = given("salary: [{value: 52000, source: a}, {value: '$52,000.00', source: b}]", "salary")
    assert salary.value == 52_000_00


def test_sources_that_disagree_are_a_finding() -> None:
    text = "certified:\n  - {value: true, source: applicant}\n  - {value: false, source: registry}"
    found = bad(text)
    assert found.rule.code == "PC808"
    assert found.message == "sources for `us_nm.test.certified` disagree: `true` and `false`"
    assert found.labels[1].text == "applicant"
    assert bad("years_taught: [{value: 4 years, source: a}, {since: 2016-08-12, source: b}]").rule.code == "PC808"
    assert bad("certified: [{value: true}, false]").rule.code == "PC803"
    assert bad("certified: [{value: true}, {value: 7}]").rule.code == "PC803"


LIST = """
school_years:
  complete: true
  source: the district's service record
  date: 2021-05-01
  records:
    2020-21: {instructional_days: 160 days, teacher_of_record: true}
    "2018-19": {instructional_days: {value: 120, source: payroll}, degree: masters, served: 9 months}
"""


def test_lists_in_order_of_their_keys() -> None:
    facts = good(LIST)
    found = facts.given[f"{PREFIX}school_years"]
    empty = {"instructional_days": None, "teacher_of_record": UNDETERMINED, "degree": None, "served": None}
    assert found.value == Records(
        (
            {**empty, "year": 2018, "instructional_days": 120, "degree": 1, "served": 9},
            {**empty, "year": 2020, "instructional_days": 160, "teacher_of_record": HOLDS},
        ),
        complete=True,
    )
    assert (found.source, found.date) == ("the district's service record", date(2021, 5, 1))
    assert found.rows[0]["instructional_days"].source == "payroll"
    assert [row["year"].stated for row in found.rows] == ["2018-19", "2020-21"]


def test_three_ways_to_write_records() -> None:
    ways = (
        "school_years: [{year: 2019-20, teacher_of_record: false}]",
        "school_years:\n  '2019-20': {teacher_of_record: false}",
        "school_years: {records: [{year: 2019-2020, teacher_of_record: false}]}",
    )
    values = [good(way).values[f"{PREFIX}school_years"] for way in ways]
    assert values[0] == values[1] == values[2]
    assert isinstance(values[0], Records)
    assert not values[0].complete
    assert values[0].rows[0]["teacher_of_record"] == FAILS


def test_an_empty_list_is_open_unless_someone_vouches_for_it() -> None:
    assert good("school_years: []").values[f"{PREFIX}school_years"] == Records((), complete=False)
    assert good("school_years: {records: [], complete: true, source: x}").values[f"{PREFIX}school_years"] == Records((), complete=True)
    assert given("school_years: {missing: declined}", "school_years").missing == "declined"


def test_records_with_two_keys() -> None:
    text = "posts: [{employer: B, number: 1}, {employer: A, number: 2}, {employer: A, number: 1, full_time: true}]"
    records = good(text).values[f"{PREFIX}posts"]
    assert isinstance(records, Records)
    assert [(r["employer"], r["number"]) for r in records.rows] == [("A", 1), ("A", 2), ("B", 1)]


@pytest.mark.parametrize(
    ("text", "code", "where", "message"),
    [
        ("school_years: [{year: 2019-20}, {year: 2019-2020}]", "PC807", "{year: 2019-2020}", None),
        ("school_years: {2019-20: {}, 2019-2020: {}}", "PC807", "2019-2020", "`us_nm.test.school_years` has two records for `2019-2020`"),
        ("school_years: [{year: 2019-20, dayz: 5}]", "PC813", "dayz", "`dayz` is not a field of a school year"),
        ("school_years: [{instructional_days: 5}]", "PC814", "{instructional_days: 5}", None),
        ("school_years: [{year: {missing: declined}}]", "PC814", "{year: {missing: declined}}", None),
        ("posts: [{employer: A}]", "PC814", "{employer: A}", "a record of `us_nm.test.posts` does not say its `number`"),
        ("posts: {A: {number: 1}}", "PC814", "{A: {number: 1}}", "the records of `us_nm.test.posts` have no single key"),
        ("school_years: {2019-20: {year: 2019-20}}", "PC806", "year", "`year` is given twice"),
        ("school_years: {2019-21: {}}", "PC803", "2019-21", None),
        ("school_years: [2019-20]", "PC803", "2019-20", "`us_nm.test.school_years` holds something that is no record"),
        ("school_years: 3", "PC803", "3", "`us_nm.test.school_years` is a list of school year, not one value"),
        ("school_years: {records: 3}", "PC803", "3", "the records of `us_nm.test.school_years` are not a list"),
        ("school_years: {complete: yes, source: x, records: []}", "PC803", "yes", "`complete` is not `true` or `false`"),
        ("school_years: [{year: 2019-20, instructional_days: -5}]", "PC815", "-5", None),
        ("school_years: [{year: 2019-20, served: {since: 2023-01-01}}]", "PC817", "2023-01-01", None),
    ],
)
def test_records_that_are_refused(text: str, code: str, where: str, message: str | None) -> None:
    found = bad(text)
    assert (found.rule.code, underlined(found, text)) == (code, where)
    assert message is None or found.message == message
    assert found.help


@pytest.mark.parametrize("text", ["salary: {value: $52,000, source: payroll}", "school_years: {2019-20: {served: 1 year, 6 months}}"])
def test_a_comma_inside_braces_is_explained(text: str) -> None:
    assert bad(text).help == "a comma ends a value inside braces; put the whole value in quotation marks"


def test_json_is_read_by_the_same_rules() -> None:
    text = """{
\t"certified": true, "children": 2, "salary": "$52,000", "rate": 2.50,
\t"school_years": {"2019-20": {"instructional_days": 160}},
\t"employer": "caf\\u00e9 \\ud83d\\ude00 \\/ \\"x\\""
}"""
    facts = good(text, "facts.json")
    assert facts.values[f"{PREFIX}employer"] == 'café 😀 / "x"'
    assert facts.values[f"{PREFIX}salary"] == 52_000_00
    yaml = good("certified: true\nchildren: 2\nsalary: $52,000\nrate: 2.50\nschool_years: {2019-20: {instructional_days: 160}}")
    assert {k: v for k, v in facts.values.items() if not k.endswith("employer")} == dict(yaml.values)
    assert good(text, "facts").values == facts.values  # a name without an ending: what begins with a brace is JSON


def test_places_in_json_are_exact() -> None:
    text = '{"children": 1e3}'
    found = bad(text, "facts.json")
    assert (found.rule.code, underlined(found, text)) == ("PC803", "1e3")


def test_from_python() -> None:
    facts, problems = from_python(
        certified=True,
        children=2,
        salary=Decimal("52000.00"),
        hired=date(2019, 6, 14),
        years_taught={"since": date(2016, 8, 12)},
        employer=None,
        school_years=[{"year": "2019-20", "instructional_days": 160}],
    )
    assert problems == []
    assert facts is not None
    assert facts.values[f"{PREFIX}years_taught"] == Elapsed(date(2016, 8, 12), ASKED)
    assert facts.values[f"{PREFIX}hired"] == date(2019, 6, 14)
    assert facts.given[f"{PREFIX}certified"].span is None
    assert facts.given[f"{PREFIX}employer"].missing == "not provided"


@pytest.mark.parametrize("value", [1.5, float("nan"), {1: 2}, object(), b"bytes", Decimal("NaN"), Decimal("1e9999"), 10**500, "2", {1, 2}])
def test_python_values_that_are_refused(value: object) -> None:
    facts, problems = from_python(children=value)
    assert facts is None
    assert len(problems) == 1
    assert "object" not in problems[0].message


def test_a_python_list_that_holds_itself_is_refused() -> None:
    circle: list[object] = []
    circle.append(circle)
    assert from_python(school_years=circle)[1][0].rule.code == "PC812"


def test_an_applicant_of_the_sample_pack() -> None:
    facts, problems = facts_from_mapping(
        {"years_as_level_two": "4 years", "degree_held": "bachelors", "national_board": True, "role": "teacher"}, sample_pack(), ASKED
    )
    assert problems == []
    assert facts is not None
    assert dict(facts.values) == {f"{NM}.years_as_level_two": 48, f"{NM}.degree_held": 1, f"{NM}.national_board": HOLDS, f"{NM}.role": 0}
    assert facts_pack().hash
