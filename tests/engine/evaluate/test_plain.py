"""Plain values read by the shortest way: what it takes is what the full reader gives without a problem."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction
from functools import cache
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, example, given, settings, strategies as st

from pincite.evaluate import evaluate
from pincite.evaluate.plain import Decide, Writer
from pincite.facts import facts_from_mapping
from pincite.facts.plain import LONGEST, MOST_TEXTS, Texts, most_records, names_of
from pincite.facts.stating import stated
from pincitec.graph.nodes import FOLDS, Node
from pincitec.graph.pack import Pack
from pincitec.graph.slices import slice_graph
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import ListOf, Type
from pincitec.semantics.values import Elapsed, Records, Value
from pincitec.semantics.verdicts import Outcome
from tests.engine.facts.pack import PREFIX, facts_pack
from tests.engine.facts.reading import ASKED
from tests.engine.strategies import ASKED as ASKED_OF, facts as typed_facts, less, packs

HALF = ("certified", "salary", "years_taught", "school_years", "us_nm.other.role")


@cache
def pack() -> Pack:
    """A fact of every type, each a node."""
    whole = facts_pack()
    return evolve(whole, nodes=tuple(Node("fact", f.type, (), f.name) for f in whole.facts))


def names(facts: tuple[str, ...]) -> list[str]:
    return [f.name for f in pack().facts if not facts or f.name.removeprefix(PREFIX) in facts]


@cache
def reader(facts: tuple[str, ...] = (), qualified: bool = False) -> Decide:
    """The values of these facts (none: of all) as the shortest way reads them; `None`: it is in doubt."""
    wanted = [n for n, f in enumerate(pack().facts) if f.name in names(facts)]
    writer = Writer(slice_graph(pack(), ASKED, {}, wanted), pack(), ASKED, qualified)
    return writer.write(f"({', '.join(f'v{n}' for n in wanted)},)", lambda _: None)  # type: ignore[arg-type, return-value]


def taken(data: object, facts: tuple[str, ...] = (), *, qualified: bool = False) -> dict[str, Any] | None:
    found: Any = reader(facts, qualified)(data)
    return None if found is None else dict(zip(names(facts), found, strict=True))


def full(data: Mapping[str, object], facts: tuple[str, ...] = ()) -> dict[str, Any] | None:
    """The same by the full reader; `None` where there is any problem."""
    found, problems = facts_from_mapping(data, pack(), ASKED)
    if found is None or problems:
        return None
    unknown = {f.name: UNDETERMINED if f.type == "boolean" else None for f in pack().facts}
    return {name: found.values.get(name, unknown[name]) for name in names(facts)}


class Word(str):
    __slots__ = ()


class Name(StrEnum):
    MASTERS = "masters"


class Number(IntEnum):
    TWO = 2


TEXTS = st.sampled_from(
    [
        "masters", "mastres", "yes", "true", "", " ", "4 years", "3 years 6 months", "-1 years", "90 days", "160 days", "1,600 days",
        "$52,000",
        "52,000.5", "52000 USD", "62.5%", "60", "2019-06-14", "2023-02-29", "1700-01-01", "2018-19", "2018-20", "2021-22", "2022-23",
        "3 badges",
        "2.5 badges", "3 hours", "-3 points", "007", "1e3", "North", "Łódź", "a\nb", "a\tb", "a\x00b", "a\u202eb", "\ud800", "x" * 4_001,
        Word("masters"), Word("4 years"), Word("North"), Name.MASTERS,
    ]
)  # fmt: skip
NUMBERS = st.one_of(
    st.integers(-2, 200),
    st.sampled_from([10**12, 10**13 - 1, 10**13, 10**15 - 1, 10**15, 2**300, True, False, Number.TWO]),
    st.sampled_from(
        [0.5, float("nan"), float("inf"), Decimal("52.50"), Decimal("1E+3"), Decimal("NaN"), Decimal("1E+500"), Fraction(1, 2)]
    ),
)
OTHERS = st.sampled_from([None, date(2019, 6, 14), date(1799, 1, 1), date(2200, 1, 1), datetime(2019, 6, 14), b"x"])
PLAIN = st.one_of(TEXTS, NUMBERS, OTHERS)
DAYS = st.sampled_from(["2019-06-14", "2021-06-01", "2021-06-02", "soon", date(2015, 1, 31), date(2022, 1, 1), datetime(2015, 1, 31), None])
AROUND: st.SearchStrategy[Any] = st.one_of(
    st.fixed_dictionaries({"since": DAYS}, optional={"until": DAYS, "source": TEXTS}),
    st.fixed_dictionaries({"value": PLAIN, "source": st.one_of(TEXTS, st.just(5))}, optional={"by": st.just("department")}),
    st.fixed_dictionaries({"missing": st.sampled_from(["pending", "no"])}),
    st.lists(PLAIN, max_size=2),
    st.just({}),
)
VALUES = st.one_of(PLAIN, PLAIN, AROUND)
GOOD: Mapping[str, st.SearchStrategy[Any]] = {
    "certified": st.booleans(),
    "children": st.integers(0, 9),
    "rate": st.integers(0, 9),
    "salary": st.one_of(st.integers(0, 10**6), st.sampled_from(["$52,000", "52,000.00", Decimal("52000.50")])),
    "share": st.sampled_from(["60%", "62.5 percent"]),
    "contract_days": st.one_of(st.integers(0, 366), st.just("160 days")),
    "years_taught": st.sampled_from(["4 years", "7 months", {"since": date(2015, 1, 31)}, {"value": "4 years", "source": "record"}]),
    "hired": st.one_of(st.dates(date(1800, 1, 1), date(2199, 12, 31)), st.just("2019-06-14")),
    "degree_held": st.sampled_from(["no_degree", "masters", "yes"]),
    "first_year": st.sampled_from(["2018-19", "2020-2021", "1999-00"]),
    "employer": st.sampled_from(["North", "Łódź", ""]),
    "earned": st.one_of(st.integers(0, 9), st.sampled_from(["3 badges", "2.5 micro-credentials"])),
    "competent": st.booleans(),
    "suited": st.booleans(),
}  # fmt: skip
ROW: Mapping[str, st.SearchStrategy[Any]] = {
    "instructional_days": st.integers(0, 200),
    "teacher_of_record": st.booleans(),
    "degree": st.sampled_from(["no_degree", "masters"]),
    "served": st.sampled_from(["7 months", {"since": date(2015, 1, 31)}]),
}
YEARS = st.sampled_from(["2016-17", "2017-18", "2018-19", "2018-2019", "2019-20"])


def rows(values: Mapping[str, st.SearchStrategy[Any]], years: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    fields = st.fixed_dictionaries({}, optional=values)
    keyed = st.dictionaries(years, fields, max_size=4)
    listed = st.lists(st.fixed_dictionaries({"year": years}, optional={k: v for k, v in values.items() if k != "year"}), max_size=4)
    either = st.one_of(keyed, listed, listed.map(tuple))
    said = {"complete": st.booleans(), "source": st.just("record")}
    return st.one_of(either, st.fixed_dictionaries({"records": either}, optional=said))


POSTS = st.lists(
    st.fixed_dictionaries(
        {"employer": st.sampled_from(["North", "South"]), "number": st.integers(0, 3)},
        optional={"full_time": st.one_of(st.booleans(), st.none())},
    ),
    max_size=3,
)
GOOD_LISTS = {"school_years": rows(ROW, YEARS), "posts": POSTS}
BAD_LISTS = {
    "school_years": st.one_of(
        rows({name: st.one_of(good, VALUES) for name, good in ROW.items()} | {"colour": PLAIN, "year": YEARS}, st.one_of(YEARS, PLAIN)),
        st.fixed_dictionaries(
            {"records": rows(ROW, YEARS)}, optional={"complete": st.one_of(st.booleans(), PLAIN), "source": PLAIN, "by": st.just("x")}
        ),
        VALUES,
    ),
    "posts": st.one_of(POSTS, st.lists(st.dictionaries(st.sampled_from(["employer", "number", "full_time"]), PLAIN)), rows(ROW, YEARS)),
}  # fmt: skip
KEYS = st.sampled_from(
    ["role", "us_nm.test.role", "other.role", "unknown", "", "a\x00", 5, None, f"{PREFIX}certified", f"{PREFIX}salary", Word("total")]
)
CASES = st.fixed_dictionaries({}, optional={**GOOD, **GOOD_LISTS})
MUTATED = st.builds(
    lambda good, bad, more: {**good, **bad, **more},
    CASES,
    st.fixed_dictionaries({}, optional=dict.fromkeys(GOOD, VALUES) | BAD_LISTS),
    st.dictionaries(KEYS, PLAIN, max_size=1),
)


def same(one: object, other: object) -> bool:
    """Equal, and of equal types."""
    return repr(one) == repr(other)


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(CASES, st.sampled_from([(), HALF]))
def test_usual_facts_are_taken_at_once(data: dict[str, Any], facts: tuple[str, ...]) -> None:
    left_alone = facts and "posts" in data
    expected = full(data, facts)
    if expected is not None and not left_alone:
        assert same(taken(data, facts), expected)
        assert same(taken({PREFIX + name: value for name, value in data.items()}, facts, qualified=True), expected)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(MUTATED, st.sampled_from([(), HALF]), st.booleans())
@example({"certified": 1, "salary": True}, (), False)
@example({"salary": 5, f"{PREFIX}salary": 5}, (), False)
@example({"school_years": [{"year": "2018-19"}, {"year": "2018-2019"}]}, (), False)
def test_what_is_taken_is_what_the_full_reader_gives(data: dict[Any, Any], facts: tuple[str, ...], qualified: bool) -> None:
    found = taken(data, facts, qualified=qualified)
    if found is not None:
        assert same(found, full(data, facts))


@pytest.mark.parametrize("name", sorted(GOOD))
@settings(deadline=None, max_examples=60)
@given(value=VALUES)
def test_each_value_alone(name: str, value: object) -> None:
    found = taken({name: value})
    if found is not None:
        assert same(found, full({name: value}))
    elif type(value) in (bool, int, str, date):
        assert full({name: value}) is None, "a usual form that the full reader takes is taken at once"


def test_other_mappings_are_left_alone() -> None:
    class Odd(dict[str, object]):
        pass

    assert taken(Odd(certified=True)) is None
    assert taken({"school_years": Odd()}) is None
    assert taken([("certified", True)]) is None
    assert taken({"certified": True, "salary": None}) == full({"certified": True})


def test_records_come_in_order_of_their_keys() -> None:
    found = taken({"school_years": {"2019-20": {}, "2017-18": {}}})
    assert found is not None
    records = found[f"{PREFIX}school_years"]
    assert isinstance(records, Records)
    assert [row["year"] for row in records.rows] == [2017, 2019]


def test_a_period_still_running_is_measured_to_the_day_asked_about() -> None:
    found = taken({"years_taught": {"since": "2015-01-31"}})
    assert found is not None
    assert found[f"{PREFIX}years_taught"] == Elapsed(date(2015, 1, 31), ASKED)


def test_more_records_than_a_file_may_hold_are_left_alone() -> None:
    many = {"school_years": [{"year": "2018-19"}] * (most_records(pack()) + 1)}
    assert taken(many) is None


def test_texts_are_remembered_within_bounds() -> None:
    asked: list[str] = []

    def read(text: object) -> str | None:
        asked.append(str(text))
        return None if text == "bad" else str(text)

    texts = Texts(read)
    assert [texts[t] for t in ("a", "a", "bad", "bad", "x" * (LONGEST + 1))] == ["a", "a", None, None, "x" * (LONGEST + 1)]
    assert asked == ["a", "bad", "bad", "x" * (LONGEST + 1)]
    for number in range(3 * MOST_TEXTS):
        assert texts[str(number)] == str(number)
    assert len(texts) <= MOST_TEXTS


def test_names_in_a_pack_are_never_code() -> None:
    hostile = evolve(pack(), facts=tuple(evolve(f, name=f.name + "']; raise SystemExit #") for f in pack().facts))
    hostile = evolve(hostile, nodes=tuple(Node("fact", f.type, (), f.name) for f in hostile.facts))
    writer = Writer(slice_graph(hostile, ASKED, {}, [0]), hostile, ASKED, True)
    assert writer.write("v0", lambda _: -1)({hostile.facts[0].name: True}) == 3


def plainly(value: Value, kind: Type) -> object:
    """A typed value as a mapping has it; `None` where no plain value is it, or it is not known."""
    match value:
        case Records() if isinstance(kind, ListOf):
            types = {f.name: f.type for f in kind.element.fields}
            rows = [{name: plainly(v, types[name]) for name, v in row.items()} for row in value.rows]
            return {"records": rows, "complete": value.complete, "source": "the file"}
        case Elapsed():
            return {"since": value.since}
        case int() if kind.key == "boolean":
            return {HOLDS: True, FAILS: False}.get(value)
        case int() | Fraction() | str() | date():
            return value if kind.key == "integer" else stated(value, kind)
    return None


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(packs(), st.data())
def test_any_node_comes_to_what_the_reference_gives(rules: Pack, data: st.DataObject) -> None:
    every = slice_graph(rules, ASKED_OF, {}, range(len(rules.nodes)))
    alone = [n for n in every.order if every.levels[n] == 0]
    folds = [n for n in alone if every.nodes[n].op in FOLDS]
    number = data.draw(st.sampled_from(folds or alone))
    slice = slice_graph(rules, ASKED_OF, {}, [number])
    read_by = {str(slice.nodes[n].param) for n in slice.order if slice.nodes[n].op == "fact"}
    writer = Writer(slice, rules, ASKED_OF, data.draw(st.booleans()))
    quick = writer.write(writer.emitter.name(number), lambda _: -1)
    for typed in (data.draw(typed_facts()), data.draw(typed_facts().flatmap(less))):
        kinds = {name: rules.type_of[rules.fact[name].type] for name in typed}
        unread = {name for name, kind in kinds.items() if isinstance(kind, ListOf) and name not in read_by}
        given = {name: plainly(typed[name], kinds[name]) for name in typed if name not in unread}
        found = quick(given if writer.qualified else {names_of(rules, rules.fact[n])[0]: v for n, v in given.items()})
        if found == -1:
            continue
        read, problems = facts_from_mapping(given, rules, ASKED_OF)
        assert read is not None and not problems
        expected = evaluate(slice, read.values, ASKED_OF)[number]
        assert same(found, expected.verdict if isinstance(expected, Outcome) else expected)
