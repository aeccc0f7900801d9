"""Packs that nobody vouches for: whatever a file holds, it is refused with a place, or evaluates without a crash."""

import copy
import json
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.engine.sample_pack import APS, NM, sample_pack

from pincite.evaluate import compile_slice, evaluate
from pincitec.graph.clauses import Unit
from pincitec.graph.codec import Malformed
from pincitec.graph.pack import Pack, canonical, digest, pack_data, read_pack, with_hash, write_pack
from pincitec.graph.slices import slice_graph
from pincitec.semantics.types import Quantity, Record
from pincitec.semantics.values import Fault

DATA = pack_data(sample_pack())
AMOUNTS = [i for i, n in enumerate(DATA["nodes"]) if n[0] == "const" and n[1] == "money"]


def test_what_may_change_survives_and_is_checked() -> None:
    pack = sample_pack()
    record = next(t for t in pack.types if isinstance(t, Record))
    fields = (evolve(record.fields[0], change="fixed"), evolve(record.fields[1], effort=3), *record.fields[2:])
    types = tuple(evolve(t, fields=fields) if t is record else t for t in pack.types)
    facts = (evolve(pack.facts[0], change="past", effort=0), *pack.facts[1:])
    marked = with_hash(evolve(pack, types=types, facts=facts))
    assert marked.hash != pack.hash
    again = read_pack(write_pack(marked))
    assert again.facts[0].change == "past" and again.facts[0].effort == 0
    assert next(t for t in again.types if t.key == record.key) == evolve(record, fields=fields)
    for wrong in (evolve(facts[0], change="often"), evolve(facts[0], effort=-1)):
        with pytest.raises(Malformed):
            read_pack(write_pack(with_hash(evolve(pack, facts=(wrong, *facts[1:])))))
    data = copy.deepcopy(pack_data(marked))
    next(t for t in data["types"] if "changes" in t)["changes"].append(["nothing", "past", 1])
    with pytest.raises(Malformed, match="nothing"):
        read_pack(forged(data))


def forged(data: Any) -> bytes:
    """The bytes of a pack with the hash that its content has: a hash is integrity, not trust."""
    return canonical({"hash": digest(canonical(data)), "pack": data})


def node(op: str) -> int:
    return next(i for i, n in enumerate(DATA["nodes"]) if n[0] == op)


def test_a_pack_survives_being_written_and_read() -> None:
    pack = sample_pack()
    again = read_pack(write_pack(pack))
    assert again == pack
    assert again.hash == pack.hash == with_hash(again).hash
    assert write_pack(again) == write_pack(pack)


def test_units_are_types_of_a_pack() -> None:
    pack = with_hash(evolve(sample_pack(), units=(Unit("us_nm.test.hours", ("hour", "hours"), signed=True),)))
    again = read_pack(write_pack(pack))
    assert again == pack
    kind = again.type_of["us_nm.test.hours"]
    assert isinstance(kind, Quantity)
    assert (kind.units, kind.words, kind.signed) == ((("us_nm.test.hours", 1),), ("hour", "hours"), True)
    assert "units" not in DATA  # a pack without any is written as before


@pytest.mark.parametrize("unit", [{"name": "hours", "words": ["hour"]}, {"name": "a.b", "words": []}, {"name": "a.b/c.d", "words": ["x"]}])
def test_a_unit_without_a_policy_or_words_is_refused(unit: dict[str, Any]) -> None:
    with pytest.raises(Malformed, match="units"):
        read_pack(forged({**copy.deepcopy(DATA), "units": [{"signed": False, **unit}]}))


@pytest.mark.parametrize("data", [b"", b"{", b"null", b"[]", b'{"hash": 1}', b"\xff\xfe\x00", b"[" * 100_000, b'{"a": 1e5}', b"1" * 5000])
def test_what_is_no_pack_is_refused(data: bytes) -> None:
    with pytest.raises(Malformed):
        read_pack(data)


def test_a_truncated_pack_is_refused() -> None:
    whole = write_pack(sample_pack())
    for end in range(0, len(whole) - 1, 977):
        with pytest.raises(Malformed):
            read_pack(whole[:end])


def test_a_changed_pack_is_refused_by_its_hash() -> None:
    changed = write_pack(sample_pack()).replace(b"6000000", b"6100000")
    with pytest.raises(Malformed, match="hash"):
        read_pack(changed)


def replace(path: tuple[Any, ...], value: Any) -> Any:
    data = copy.deepcopy(DATA)
    at = data
    for step in path[:-1]:
        at = at[step]
    at[path[-1]] = value
    return data


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("schema",), "pincite-pack/2"),
        (("nodes", node("or"), 2), [99999]),
        (("nodes", node("or"), 2), [-1]),
        (("nodes", node("or"), 2), [node("or")]),
        (("nodes", node("or"), 2), [False, True]),
        (("nodes", node("or"), 0), "import"),
        (("nodes", node("or"), 0), "stand"),
        (("nodes", node("or"), 0), "same"),
        (("nodes", node("or"), 1), "money"),
        (("nodes", node("ge"), 2), [0]),
        (("nodes", node("fact"), 3), "__class__"),
        (("nodes", node("fact"), 1), "money"),
        (("nodes", node("const"), 3), ["fraction", 1, 0]),
        (("nodes", node("const"), 3), ["date", "2023-02-30"]),
        (("nodes", node("const"), 3), "36"),
        (("nodes", node("field"), 3), "__dict__"),
        (("nodes", node("field"), 3), "teacher_of_record"),
        (("nodes", node("row"), 3), 9),
        (("nodes", node("row"), 1), "us_nm.level_three.degree"),
        (("nodes", node("count"), 3), None),
        (("nodes", node("sum"), 2, 0), 0),
        (("nodes", node("reading"), 3), "none such"),
        (("nodes", node("clause"), 3), 999),
        (("nodes", node("decide"), 3), [["grant"], [[0, 0]]]),
        (("nodes", node("decide"), 3), [["bless"], []]),
        (("nodes", node("decide_value"), 3), [[[0, 1], [1, 0]]]),
        (("nodes", node("decide_value"), 3), [[[0, 99]]]),
        (("facts", 0, "type"), "none such"),
        (("facts", 0, "type"), f"{APS}.school_year"),
        (("facts", 1, "name"), f"{NM}.role"),
        (("choices", 0, "default"), "none such"),
        (("clauses", 0, "section"), "none such"),
        (("clauses", 0, "quotes"), [999]),
        (("clauses", 0, "standings", 0, "state"), "perhaps"),
        (("questions", 0, "verdict"), 10**9),
        (("questions", 0, "verdict"), node("field")),
        (("questions", 0, "decision"), "none such"),
        (("questions", 0, "clauses", 0, "root", "node"), -1),
        (("types", 0, "key"), "boolean"),
        (("types", 0, "members"), [["a"]]),
        (("types", 4, "by"), []),
        (("types", 4, "by"), ["none such"]),
        (("nodes", AMOUNTS[0], 3), 1.5),
        (("nodes", AMOUNTS[0], 3), True),
    ],
)
def test_a_forged_pack_is_refused(path: tuple[Any, ...], value: Any) -> None:
    with pytest.raises(Malformed):
        read_pack(json_bytes(replace(path, value)))


def json_bytes(data: Any) -> bytes:
    return forged(data)


def test_texts_and_amounts_are_not_compared() -> None:
    data = copy.deepcopy(DATA)
    data["nodes"] += [["const", "text", [], "a"], ["eq", "boolean", [len(data["nodes"]), AMOUNTS[0]], None]]
    with pytest.raises(Malformed, match="types"):
        read_pack(forged(data))


def test_conditions_are_not_compared_as_numbers() -> None:
    data = copy.deepcopy(DATA)
    truths = [i for i, n in enumerate(data["nodes"]) if n[1] == "boolean"][:2]
    data["nodes"].append(["eq", "boolean", truths, None])
    with pytest.raises(Malformed, match="types"):
        read_pack(forged(data))


def test_folds_within_folds_are_bounded() -> None:
    data = copy.deepcopy(DATA)
    years = next(i for i, n in enumerate(data["nodes"]) if n[1].startswith("list:"))
    data["nodes"].append(["row", f"{APS}.school_year", [], 4])
    with pytest.raises(Malformed):
        read_pack(forged(data))
    data["nodes"][-1] = ["some", "boolean", [years, 2], 4]
    with pytest.raises(Malformed):
        read_pack(forged(data))


def test_a_chain_of_products_ends_in_a_fault_and_not_in_an_exhausted_machine() -> None:
    data = copy.deepcopy(DATA)
    data["nodes"].append(["const", "integer", [], 10])
    for _ in range(64):
        last = len(data["nodes"]) - 1
        data["nodes"].append(["mul", "integer", [last, last], None])
    pack = read_pack(forged(data))
    slice = slice_graph(pack, date(2021, 6, 1), {}, [len(pack.nodes) - 1])
    for run in (compile_slice(slice, pack).evaluate, lambda i, a: evaluate(slice, i, a)):
        with pytest.raises(Fault, match="too large"):
            run({}, date(2021, 6, 1))


@pytest.mark.parametrize("depth", [200, 450])
def test_deep_nesting_is_refused(depth: int) -> None:
    param: Any = 1
    root = DATA["questions"][0]["clauses"][0]["root"]
    unit = DATA["sections"][0]["versions"][0]["units"][0]
    for _ in range(depth):
        param, root, unit = [param], {"kind": "all", "node": 1, "children": [root]}, {**unit, "children": [unit]}
    deep = (
        replace(("nodes", 0, 3), param),
        replace(("questions", 0, "clauses", 0, "root"), root),
        replace(("sections", 0, "versions", 0, "units", 0), unit),
    )
    for data in deep:
        with pytest.raises(Malformed):
            read_pack(forged(data))


def test_long_chains_and_broad_conditions_need_no_recursion() -> None:
    data = copy.deepcopy(DATA)
    conditions = [i for i, n in enumerate(data["nodes"]) if n[1] == "boolean"]
    data["nodes"].append(["or", "boolean", conditions * 100, None])
    for _ in range(3000):
        last = len(data["nodes"]) - 1
        data["nodes"].append(["reading", "boolean", [last, last], f"{APS}.accumulation"])
        data["nodes"].append(["not", "boolean", [last + 1], None])
    pack = read_pack(forged(data))
    slice = slice_graph(pack, date(2021, 6, 1), {}, [len(pack.nodes) - 1])
    assert list(compile_slice(slice, pack).evaluate({}, date(2021, 6, 1))) == evaluate(slice, {}, date(2021, 6, 1))


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """All places in plain data."""
    found = [path] if path else []
    items = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        found += places(value, (*path, key))
    return found


GRAPH_PLACES = [p for p in places(DATA) if p[0] in ("nodes", "facts", "types", "choices", "questions", "clauses")]
JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-2, 80),
    st.sampled_from(["", "boolean", "money", "date", "eq", "add", "count", "field", "value_of", "in_force", "decide", "text", "year"]),
    st.sampled_from([n[0] for n in DATA["nodes"]] + [n[1] for n in DATA["nodes"]]),
    st.lists(st.integers(0, 40), max_size=4),
    st.just({}),
)


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.sampled_from(GRAPH_PLACES), JUNK), min_size=1, max_size=2))
def test_a_pack_with_junk_in_it_is_refused_or_evaluates(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    data = copy.deepcopy(DATA)
    for path, junk in changes:
        at = data
        try:
            for step in path[:-1]:
                at = at[step]
            at[path[-1]] = junk
        except (KeyError, IndexError, TypeError):
            return
    try:
        pack = read_pack(forged(data))
    except Malformed as malformed:
        assert str(malformed).startswith("$")
        return
    runs_without_a_crash(pack)


def runs_without_a_crash(pack: Pack) -> None:
    """Every question and every element can be evaluated, by both executors alike."""
    roots = [n for q in pack.questions for n in (q.verdict, *(c.guard for c in q.clauses), *(c.standing for c in q.clauses))]
    slice = slice_graph(pack, date(2024, 6, 1), {}, roots)
    results = []
    for run in (compile_slice(slice, pack).evaluate, lambda i, a: evaluate(slice, i, a)):
        try:
            results.append(list(run({}, date(2024, 6, 1))))
        except Fault as fault:
            results.append([str(fault)])
    assert results[0] == results[1]


def test_a_pack_is_plain_json() -> None:
    data = json.loads(write_pack(sample_pack()))
    assert data["pack"]["schema"] == "pincite-pack/1"
    assert set(data) == {"hash", "pack"}
