"""The schema of a facts file and its reader agree: what one takes the other takes, but for what no schema can say."""

import json
from typing import Any

import pytest
from hypothesis import given, settings, strategies as st
from jsonschema import Draft202012Validator

from pincite.facts.forms import COMMON, given as forms_of, records
from pincitec.semantics.types import ListOf
from tests.engine.facts.pack import PREFIX, facts_pack
from tests.engine.facts.reading import ASKED, read

PACK = facts_pack()
BEYOND_A_SCHEMA = {"PC808", "PC816", "PC817", "PC807"}
"""Sources that disagree, spells that overlap, what has not begun by the day, and two records of one key."""


def schema() -> dict[str, Any]:
    properties = {}
    for fact in PACK.facts:
        kind = PACK.type_of[fact.type]
        short = fact.name.rpartition(".")[2]
        described = (
            records(kind, fact.judged_by, {}, several=fact.several)
            if isinstance(kind, ListOf)
            else forms_of(kind, fact.judged_by, several=fact.several)
        )
        if short != "role":
            properties[short] = described
    return {"type": ["object", "null"], "properties": properties, "additionalProperties": False, "$defs": COMMON}


SCHEMA = schema()
VALID = Draft202012Validator(SCHEMA)


def both(case: Any) -> tuple[bool, bool, list[str]]:
    facts, problems = read(json.dumps(case), "facts.json")
    return VALID.is_valid(case), facts is not None, [p.rule.code for p in problems]


DAYS = st.sampled_from(["2019-06-14", "2020-02-29", "2016-08-12", "2021-02-30", "2019-13-01", "14.6.2019", "1799-01-01", "soon", 5, None])
WORDS = st.sampled_from(["service record", "", " ", None, 5, True])
SPELLS = st.one_of(
    st.fixed_dictionaries({"since": DAYS}),
    st.fixed_dictionaries({}, optional={"from": DAYS, "until": DAYS, "since": DAYS}),
)
SCALARS: dict[str, st.SearchStrategy[Any]] = {
    "certified": st.sampled_from([True, False, "yes", "true", 1]),
    "children": st.sampled_from([0, 3, -1, "3", True, "three", 10**15, 999_999_999_999_999]),
    "rate": st.sampled_from([0, 3, -1, "3", True]),
    "salary": st.sampled_from(
        ["$52,000", "$ 52,000.00", "52000.00", "52000 USD", "$52000 USD", 52000, "$52,00", "52.5", "much", -5, "-5", "$-5", True]
    ),
    "share": st.sampled_from(["60%", "62.5 %", "60 percent", 60, "60", ".5%", "-5%", "5.%"]),
    "contract_days": st.sampled_from(["160 days", "1 day", "1,600", "160", "007", 160, -1, "-1 days", "160 weeks", True, "1,60 days"]),
    "years_taught": st.sampled_from(
        ["4 years", "3 years 6 months", "1 year and 2 months", "6 months", "", "4", 4, "4.5 years", "30 days", True]
    ),
    "earned": st.sampled_from(
        ["3 badges", "1 BADGE", "2.5 micro-credentials", "1,200 badges", "1,200", "3", 3, 0, -1, "-1 badge", "3 hours", "007 badges", True]
    ),
    "total": st.sampled_from(["-2.5 points", -3, "-1,200", "3 badges", "- 2 points", "+2 points"]),
    "hired": DAYS,
    "degree_held": st.sampled_from(["masters", "no_degree", "yes", "a master's degree", "mastres", 1, True]),
    "first_year": st.sampled_from(["2018-19", "2018-2019", "2018–19", "1799-00", "x", 2018]),
    "employer": st.sampled_from(["North", "", "true", "a\u202eb", "a\u0000b", 1, True]),
    "competent": st.sampled_from([True, False, "yes"]),
    "suited": st.sampled_from([True, False, "yes"]),
}


def spans(name: str, scalar: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.one_of(scalar, st.none(), SPELLS, st.lists(SPELLS, max_size=2)) if name == "years_taught" else st.one_of(scalar, st.none())


def sourced(name: str, scalar: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    extra: dict[str, st.SearchStrategy[Any]] = {
        "source": WORDS,
        "date": DAYS,
        "status": WORDS,
        "by": st.sampled_from(["department", f"{PREFIX}superintendent", "me"]),
        "missing": st.sampled_from(["pending", "not provided", "needs_a_judgement", "lost", None]),
        "valeu": st.just(1),
    }
    if name == "years_taught":
        extra |= {"since": DAYS, "from": DAYS, "until": DAYS, "spells": st.lists(SPELLS, max_size=2)}
    return st.fixed_dictionaries({}, optional={"value": spans(name, scalar), **extra})


def judged(name: str, scalar: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {"judgements": st.one_of(st.lists(sourced(name, scalar), max_size=3), scalar)}, optional={"source": WORDS, "value": scalar}
    )


def any_form(name: str) -> st.SearchStrategy[Any]:
    scalar = SCALARS[name]
    return st.one_of(
        *([judged(name, scalar)] * (3 if name in ("competent", "suited") else 1)),
        spans(name, scalar),
        sourced(name, scalar),
        st.lists(sourced(name, scalar), max_size=2),
        st.just({}),
        st.just([]),
        st.just([[]]),
    )


@settings(max_examples=600, deadline=None)
@given(st.sampled_from(sorted(SCALARS)).flatmap(lambda name: st.fixed_dictionaries({name: any_form(name)})))
def test_one_fact_is_valid_if_it_can_be_read(case: dict[str, Any]) -> None:
    valid, taken, codes = both(case)
    assert valid == taken or (valid and set(codes) <= BEYOND_A_SCHEMA), codes


FIELDS = {
    "instructional_days": any_form("contract_days"),
    "teacher_of_record": any_form("certified"),
    "degree": any_form("degree_held"),
    "served": any_form("years_taught"),
    "unknown": st.just(1),
}
YEARS = st.sampled_from(["2018-19", "2019-20", "2017-2018", "x", "complete"])
LISTED = st.lists(st.fixed_dictionaries({}, optional={"year": st.one_of(YEARS, any_form("first_year")), **FIELDS}), max_size=2)
KEYED = st.dictionaries(YEARS, st.fixed_dictionaries({}, optional=FIELDS), max_size=2)
POSTS = st.lists(
    st.fixed_dictionaries(
        {}, optional={"employer": any_form("employer"), "number": any_form("children"), "full_time": any_form("certified")}
    ),
    max_size=2,
)


def whole(records_: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.fixed_dictionaries(
        {},
        optional={
            "records": st.one_of(records_, st.none(), st.just("none")),
            "complete": st.sampled_from([True, False, "yes", None]),
            "source": WORDS,
            "date": DAYS,
            "missing": st.sampled_from(["pending", "lost"]),
            "by": st.just("department"),
            "sheet": st.just("Years"),
        },
    )


@settings(max_examples=600, deadline=None)
@given(
    st.one_of(
        st.fixed_dictionaries({"school_years": st.one_of(LISTED, KEYED, whole(st.one_of(LISTED, KEYED)), st.just("none"), st.none())}),
        st.fixed_dictionaries({"posts": st.one_of(POSTS, whole(POSTS), KEYED)}),
    )
)
def test_a_list_is_valid_if_it_can_be_read(case: dict[str, Any]) -> None:
    valid, taken, codes = both(case)
    assert valid == taken or (valid and set(codes) <= BEYOND_A_SCHEMA), codes


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    ("case", "code"),
    [
        ({"children": 3.0}, "PC803"),
        ({"salary": 52000.5}, "PC803"),
        ({"hired": "2019-02-29"}, "PC804"),
        ({"first_year": "2018-20"}, "PC803"),
        ({"years_taught": {"since": "2021-06-02"}}, "PC817"),
        ({"years_taught": {"from": "2020-01-01", "until": "2019-01-01"}}, "PC816"),
        ({"children": [{"value": 1}, {"value": 2}]}, "PC808"),
        ({"school_years": [{"year": "2018-19"}, {"year": "2018-2019"}]}, "PC807"),
        ({"school_years": {"file": "not-there.csv"}}, "PC009"),
    ],
)
def test_what_no_schema_can_say(case: dict[str, Any], code: str) -> None:
    """The differences that `docs/facts.md` lists: valid by the schema, refused by the reader."""
    assert both(case) == (True, False, [code])
    assert ASKED.year == 2021
