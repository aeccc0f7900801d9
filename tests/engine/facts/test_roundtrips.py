"""One case written in three ways is one case; and what a letter shows can be written back into a facts file."""

import json
from datetime import date
from fractions import Fraction
from typing import Any

from hypothesis import given, settings, strategies as st

from pincite.facts import facts_from_mapping
from pincite.facts.display import show
from pincite.facts.stating import stated
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.types import BUILT_IN
from tests.engine.facts.pack import PREFIX, facts_pack
from tests.engine.facts.reading import ASKED, good, read, value

DATES = st.sampled_from(["2019-06-14", "2020-02-29", "2016-08-12", "2023-02-29", "soon", 5])
PERIODS = st.one_of(st.sampled_from(["4 years", "3 years 6 months", 4]), st.fixed_dictionaries({"since": DATES}))
VALUES: dict[str, st.SearchStrategy[Any]] = {
    "certified": st.sampled_from([True, False, None, "yes", 1]),
    "children": st.integers(-1, 9),
    "salary": st.sampled_from(["$52,000", "52000.00", 52000, "much"]),
    "years_taught": PERIODS,
    "hired": DATES,
    "degree_held": st.sampled_from(["masters", "mastres", 1]),
    "employer": st.sampled_from(["North", "", "true", "no", "null", "~", "1", "a: b", "# c", "- d"]),
    "school_years": st.dictionaries(
        st.sampled_from(["2018-19", "2019-20", "2019-2020", "x"]),
        st.fixed_dictionaries(
            {}, optional={"instructional_days": st.integers(-1, 200), "teacher_of_record": st.booleans(), "served": PERIODS}
        ),
        max_size=3,
    ),
    "unknown": st.just(1),
}
CASES = st.fixed_dictionaries({}, optional=VALUES)


@settings(max_examples=200, deadline=None)
@given(CASES)
def test_yaml_json_and_python_say_the_same(case: dict[str, Any]) -> None:
    text = json.dumps(case)
    from_json, json_problems = read(text, "facts.json")
    from_yaml, yaml_problems = read(text, "facts.yaml")
    from_python, problems = facts_from_mapping(case, facts_pack(), ASKED)
    assert [d.message for d in json_problems] == [d.message for d in yaml_problems] == [d.message for d in problems]
    assert [d.span for d in json_problems] == [d.span.__class__("facts.json", d.span.start, d.span.end) for d in yaml_problems]
    if from_json and from_yaml and from_python:
        assert from_json.values == from_yaml.values == from_python.values


def again(shown: str, fact: str) -> Any:
    return value(json.dumps(shown), fact)


@given(st.integers(0, 10**12))
def test_money_is_read_as_it_is_shown(cents: int) -> None:
    assert again(show(cents, "money", facts_pack()), "salary") == cents


@given(st.fractions(0, 10**6, max_denominator=20))
def test_units_are_read_as_they_are_shown(number: Fraction) -> None:
    shown = show(number if number.denominator > 1 else int(number), f"{PREFIX}badges", facts_pack())
    if "not rounded" not in shown:
        assert again(shown, "earned") == number


@given(st.integers(0, 10**5))
def test_periods_are_read_as_they_are_shown(months: int) -> None:
    assert again(show(months, "period", facts_pack()).replace(",", ""), "years_taught") == months


@given(st.integers(0, 10**5), st.integers(1800, ASKED.year), st.integers(0, 10**6))
def test_days_school_years_and_shares_are_read_as_they_are_shown(days: int, first: int, share: int) -> None:
    assert again(show(days, "days", facts_pack()), "contract_days") == days
    assert again(show(first, "school_year", facts_pack()), "first_year") == first
    exact = Fraction(share, 10**6)
    assert again(show(exact, "percent", facts_pack()).replace(",", ""), "share") == exact


def test_the_order_of_facts_never_matters() -> None:
    one, other = good("certified: true\nchildren: 2"), good("children: 2\ncertified: true")
    assert list(one.values.items()) == list(other.values.items())
    assert one.given.keys() == {f"{PREFIX}certified", f"{PREFIX}children"}


def test_a_school_year_that_has_not_begun_is_refused() -> None:
    facts, problems = facts_from_mapping({"first_year": f"{ASKED.year + 1}-{(ASKED.year + 2) % 100:02}"}, facts_pack(), ASKED)
    assert facts is None
    assert [p.rule.code for p in problems] == ["PC817"]


STATED = {
    "money": ("salary", st.integers(0, 10**12)),
    "period": ("years_taught", st.integers(0, 1200)),
    "boolean": ("certified", st.sampled_from([FAILS, HOLDS])),
    "integer": ("children", st.integers(0, 10**6)),
    "date": ("hired", st.dates(date(1900, 1, 1), date(2100, 1, 1))),
}


@given(st.sampled_from(sorted(STATED)).flatmap(lambda key: st.tuples(st.just(key), STATED[key][1])))
def test_a_value_is_read_as_it_is_stated(given: tuple[str, Any]) -> None:
    key, held = given
    text = stated(held, BUILT_IN[key])
    assert text is not None
    leaf = text if key in ("boolean", "integer") else json.dumps(text)
    source = json.dumps({STATED[key][0]: json.loads(leaf)})
    facts, problems = read(source, "facts.json")
    assert facts is not None and not problems
    assert facts.values[f"{PREFIX}{STATED[key][0]}"] == held


@given(st.fractions(0, 10**6, max_denominator=40))
def test_a_number_of_units_is_stated_exactly_or_not_at_all(number: Fraction) -> None:
    held = number if number.denominator > 1 else int(number)
    text = stated(held, facts_pack().type_of[f"{PREFIX}badges"])
    if text is None:
        assert 10**6 % number.denominator
    else:
        assert again(text, "earned") == held
