"""Kernels of whole decisions: verdicts, values and signatures of generated rules, rows and blocks, against the reference interpreter."""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

import pyarrow as pa
import pytest
from attrs import evolve
from hypothesis import given, strategies as st

from pincite.evaluate import evaluate
from pincite.evaluate.columns import Kernel, Refused, kernel, kernel as make
from pincite.evaluate.columns.program import BLOCK
from pincite.evaluate.columns.schema import Form, canonical
from pincite.evaluate.columns.signatures import read_bits
from pincitec.graph.clauses import Decision, Question, Wording
from pincitec.graph.folds import free_rows
from pincitec.graph.nodes import Node
from pincitec.graph.pack import Pack
from pincitec.graph.slices import slice_graph
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import Enumeration
from pincitec.semantics.values import DateRange, Elapsed, Fault, Interval, Records, Value, bounds
from pincitec.semantics.verdicts import Outcome
from tests.engine.evaluate.columns.observing import as_held, batch_of, day, is_list
from tests.engine.evaluate.columns.test_against_reference import ROWS, forms_of, packs, relaxed
from tests.engine.strategies import ASKED, CHOICE, YEAR, YEARS, empty

READINGS = {CHOICE.name: "one"}
FAULTY = 7


def asking(pack: Pack) -> tuple[Pack, dict[str, tuple[int, ...]]]:
    """A pack in which each verdict that depends on no record is a decision; and for each the nodes of which a signature can tell."""
    free = free_rows(pack.nodes)
    verdicts = [n for n, node in enumerate(pack.nodes) if node.op in ("decide", "decide_value") and not free[n]]
    decisions, questions, shown = [], [], {}
    for number in verdicts:
        node, name = pack.nodes[number], f"t.q{number}"
        kind = pack.nodes[node.args[2]].type if node.op == "decide_value" else "boolean"
        kind = kind if kind in pack.type_of else "number"
        decisions.append(Decision(name, "value" if node.op == "decide_value" else "entitlement", kind, None, Wording(name)))
        questions.append(Question(name, number, ()))
        slice = slice_graph(pack, ASKED, READINGS, (number,))
        shown[name] = tuple(n for n in slice.order if slice.levels[n] == 0 and not is_list(pack, slice.nodes[n].type))
    return evolve(pack, decisions=tuple(decisions), questions=tuple(questions)), shown


def results(out: pa.RecordBatch, name: str, row: int) -> dict[str, Any]:
    return {part.rpartition(":")[2]: out.column(part)[row].as_py() for part in out.schema.names if part.startswith(f"{name}:")}


def check_row(pack: Pack, made: Kernel, name: str, got: Mapping[str, Any], inputs: Mapping[str, Value]) -> None:
    """Asserts that a row says what the reference says."""
    question = pack.main_question(name)
    roots = (question.verdict, *(b.node for b in made.bits(name) if b.node >= 0))
    slice = slice_graph(pack, ASKED, READINGS, roots)
    try:
        values = evaluate(slice, inputs, ASKED)
    except Fault:
        assert got["verdict"] == FAULTY
        assert got.get("value") is None
        return
    decided = values[question.verdict]
    assert got["verdict"] == (decided.verdict if isinstance(decided, Outcome) else decided)
    if isinstance(decided, Outcome):
        assert value_of(pack, got) == expected(decided.value)
    for bit, code in read_bits(got["signature"], made.bits(name)):
        if bit.kind == "fact":
            assert code == is_whole(inputs.get(bit.name))
        else:
            value = values[bit.node]
            match bit.kind:
                case "truth":
                    assert code == value
                case "definite":
                    assert code == (value == HOLDS)
                    assert (value == UNDETERMINED) == (inputs.get(bit.name) is None)
                case "verdict":
                    assert code == (value.verdict if isinstance(value, Outcome) else value)
                case _:
                    assert code == (value is not None and not isinstance(value, (Interval, DateRange)))


def is_whole(value: Value) -> bool:
    """Whether a fact is known; a list: complete, and nothing of it unknown."""
    if isinstance(value, Records):
        return value.complete and all(x is not None and (n != "ok" or x != UNDETERMINED) for row in value.rows for n, x in row.items())
    return value is not None


def value_of(pack: Pack, got: Mapping[str, Any]) -> Any:
    value = got["value"]
    if value is None:
        return None
    if isinstance(value, int):
        over = got.get("value/over", 1)
        high = got.get("value/high", value)
        return Fraction(value, over), None if high is None else Fraction(high, over)
    return value, got.get("value/high", value)


def expected(value: Value) -> Any:
    if value is None:
        return None
    if isinstance(value, (Interval, Elapsed, int, Fraction)):
        low, high = bounds(value)
        return Fraction(low), None if high is None else Fraction(high)
    if isinstance(value, DateRange):
        return value.earliest, value.latest
    return value, value


@relaxed
@given(st.one_of(packs(24), packs(12, folds=True)), ROWS, st.data())
def test_kernels_say_of_each_row_what_the_reference_says(pack: Pack, rows: list[dict[str, Value]], data: st.DataObject) -> None:
    pack, shown = asking(pack)
    schema = canonical(pack, forms_of(data))
    try:
        made = kernel(pack, list(shown), schema, law_on=ASKED, on=ASKED, readings=READINGS, shown=shown)
    except Refused as refused:
        assert not any("64 bits" in r for r in refused.reasons)
        return
    out = made.run(batch_of(schema, rows))
    for row, inputs in enumerate(rows):
        for name in shown:
            check_row(pack, made, name, results(out, name, row), as_held(schema, pack, inputs))


def simple(*rows: tuple[str, str, tuple[int, ...], Any], kind: str = "boolean") -> Pack:
    """A pack of these nodes, of which the last decides."""
    nodes = tuple(Node(*row) for row in rows)
    decision = Decision("t.q", "entitlement" if kind == "boolean" else "value", kind, None, Wording("q"))
    return evolve(empty(), nodes=nodes, decisions=(decision,), questions=(Question("t.q", len(nodes) - 1, ()),))


ENOUGH = simple(
    ("const", "boolean", (), HOLDS),
    ("fact", "boolean", (), "t.b0"),
    ("fact", "integer", (), "t.i0"),
    ("const", "integer", (), 3),
    ("ge", "boolean", (2, 3), None),
    ("and", "boolean", (1, 4), None),
    ("decide", "verdict", (0, 5), (("grant",), ())),
)


@pytest.mark.parametrize("bits", [8, 16, 32, 64])
@pytest.mark.parametrize(("op", "first", "second"), [("ge", (0, 1), 2), ("eq", (0, 1), 2), ("ge", (0, 1), 3)])
def test_a_column_of_few_bits_is_computed_with_in_64(bits: int, op: str, first: tuple[int, int], second: int) -> None:
    """What a fraction is compared with is multiplied by its denominator: a hundred dollars by the days of a month leave 16 bits."""
    pack = simple(
        *(("fact", "money", (), "t.m"), ("fact", "integer", (), "t.i0")),
        *(("const", "money", (), 10_000), ("const", "money", (), 2**31)),
        ("div", "money", first, None),
        (op, "boolean", (4, second), None),
        ("const", "boolean", (), HOLDS),
        ("decide", "verdict", (6, 5), (("grant",), ())),
    )
    schema = canonical(pack, {"t.m": Form(range=(0, 2**40)), "t.i0": Form(bits=bits, range=(0, 127))})
    rows: list[dict[str, Value]] = [{"t.m": m * n, "t.i0": n} for m in (9_999, 10_000, 2**31 - 1, 2**31) for n in (1, 28, 100, 127)]
    found = kernel(pack, ["t.q"], schema, law_on=ASKED, on=ASKED).run(batch_of(schema, rows)).column("t.q:verdict").to_pylist()
    limit = (10_000, 2**31)[second - 2]
    assert found == [
        HOLDS if (m >= limit if op == "ge" else m == limit) else FAILS for m in (9_999, 10_000, 2**31 - 1, 2**31) for _ in range(4)
    ]


@pytest.mark.parametrize("rows", [0, 1, 7, 8, 9, 63, 64, 65, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 9])
@pytest.mark.parametrize("offset", [0, 3])
def test_borders_of_blocks_and_slices_that_begin_within_a_byte(rows: int, offset: int) -> None:
    schema = canonical(ENOUGH, {"t.b0": None, "t.i0": Form(bits=8)})
    flags = [(None, True, False)[i % 3] for i in range(rows + offset)]
    numbers = [None if i % 5 == 0 else i % 7 for i in range(rows + offset)]
    batch = pa.RecordBatch.from_arrays([pa.array(flags, pa.bool_()), pa.array(numbers, pa.int8())], schema=schema).slice(offset)
    made = kernel(ENOUGH, ["t.q"], schema, law_on=ASKED, on=ASKED, shown={"t.q": (1, 4)})
    out = made.run(batch)
    codes = {None: UNDETERMINED, True: HOLDS, False: FAILS}
    pairs = list(zip(flags[offset:], numbers[offset:], strict=True))
    assert out.column("t.q:verdict").to_pylist() == [codes[f] & codes[None if n is None else n >= 3] for f, n in pairs]
    bits = made.bits("t.q")
    assert [b.kind for b in bits] == ["truth", "definite", "fact"]
    told = [tuple(code for _, code in read_bits(s, bits)) for s in out.column("t.q:signature").to_pylist()]
    assert told == [(codes[f], int(n is not None and n >= 3), int(n is not None)) for f, n in pairs]


def test_columns_that_are_all_null_or_absent_are_unknown() -> None:
    schema = canonical(ENOUGH, {"t.b0": None})
    made = kernel(ENOUGH, ["t.q"], schema, law_on=ASKED, on=ASKED)
    batch = pa.RecordBatch.from_arrays([pa.array([None, True, False], pa.bool_())], schema=schema)
    assert made.run(batch).column("t.q:verdict").to_pylist() == [UNDETERMINED, UNDETERMINED, FAILS]
    assert made.run(pa.RecordBatch.from_arrays([pa.nulls(2, pa.bool_())], schema=schema)).column(0).to_pylist() == [UNDETERMINED] * 2


def test_a_value_outside_the_range_of_its_column_is_refused_with_its_row() -> None:
    schema = canonical(ENOUGH, {"t.i0": Form(bits=16, range=(0, 40))})
    made = kernel(ENOUGH, ["t.q"], schema, law_on=ASKED, on=ASKED)
    with pytest.raises(Refused, match=r"row 2 of the column `t\.i0` holds 41, outside the range 0\.\.40"):
        made.run(pa.RecordBatch.from_arrays([pa.array([1, None, 41], pa.int16())], schema=schema))


def test_what_a_null_hides_is_never_looked_at() -> None:
    schema = canonical(ENOUGH, {"t.i0": Form(bits=16, range=(0, 40))})
    made = kernel(ENOUGH, ["t.q"], schema, law_on=ASKED, on=ASKED)
    hidden = pa.Array.from_buffers(pa.int16(), 2, [pa.py_buffer(b"\x01"), pa.array([4, -9_999], pa.int16()).buffers()[1]])
    out = made.run(pa.RecordBatch.from_arrays([hidden], schema=schema))
    assert out.column("t.q:verdict").to_pylist() == [UNDETERMINED, UNDETERMINED]


def test_what_may_leave_64_bits_is_refused_before_anything_is_computed() -> None:
    square: Sequence[tuple[str, str, tuple[int, ...], Any]] = (
        ("const", "boolean", (), HOLDS),
        ("fact", "money", (), "t.m"),
        ("mul", "money*money", (1, 1), None),
        ("ge", "boolean", (2, 1), None),
        ("decide", "verdict", (0, 3), (("grant",), ())),
    )
    pack = simple(*square)
    with pytest.raises(Refused, match="64 bits"):
        kernel(pack, ["t.q"], canonical(pack, {"t.m": None}), law_on=ASKED, on=ASKED)
    small = canonical(pack, {"t.m": Form(range=(0, 3_000_000_000))})
    out = kernel(pack, ["t.q"], small, law_on=ASKED, on=ASKED).run(batch_of(small, [{"t.m": 3_000_000_000}, {"t.m": 0}]))
    assert out.column("t.q:verdict").to_pylist() == [HOLDS, HOLDS]


def test_a_batch_with_other_columns_and_a_schema_that_is_not_canonical_are_refused() -> None:
    schema = canonical(ENOUGH, {"t.b0": None})
    with pytest.raises(Refused, match=r"the batch has no column `t\.b0` of type bool"):
        kernel(ENOUGH, ["t.q"], schema, law_on=ASKED, on=ASKED).run(pa.RecordBatch.from_arrays([pa.array([1])], ["t.b0"]))
    with pytest.raises(Refused, match="is of type int8, not bool"):
        kernel(ENOUGH, ["t.q"], pa.schema([("t.b0", pa.int8())]), law_on=ASKED, on=ASKED)
    with pytest.raises(Refused, match="the column `@asked` is needed"):
        kernel(ENOUGH, ["t.q"], schema, law_on=ASKED)


def test_records_of_one_level_in_nested_folds_are_told_apart() -> None:
    """A fold within a fold within a fold, of which the innermost has the level of the outermost: no compiler makes it, a pack may."""
    pack = simple(
        *(("fact", YEARS, (), "t.years"), ("row", YEAR.key, (), 0), ("row", YEAR.key, (), 1)),
        *(("field", "days", (1,), "days"), ("field", "days", (2,), "days")),
        ("le", "boolean", (3, 4), None),  # 5
        ("count", "integer", (0, 5), 0),  # 6: for each record of level 1, how many are no longer
        ("const", "integer", (), 2),
        ("ge", "boolean", (6, 7), None),  # 8
        ("gt", "boolean", (3, 4), None),  # 9
        ("and", "boolean", (8, 9), None),  # 10
        ("some", "boolean", (0, 10), 1),  # 11: some record at least as long as two, and shorter than that of level 0
        ("count", "integer", (0, 11), 0),  # 12
        ("const", "boolean", (), HOLDS),
        ("decide_value", "outcome", (13, 13, 12), ((),)),
        kind="integer",
    )
    schema = canonical(pack, {"t.years": None})
    unknown: dict[str, Value] = dict.fromkeys(f.name for f in YEAR.fields)
    cases = [[10, 20, 30, 40], [], [7], [10, 10, 10]]
    rows: list[dict[str, Value]] = [
        {"t.years": Records(tuple({**unknown, "ok": UNDETERMINED, "year": 2015 + i, "days": d} for i, d in enumerate(case)), complete=True)}
        for case in cases
    ]
    batch = batch_of(schema, [*rows, {}])
    made = kernel(pack, ["t.q"], schema, law_on=ASKED, on=ASKED)
    assert made.run(batch).column("t.q:value").to_pylist() == [2, 0, 0, 0, 0]
    assert made.run(batch).column("t.q:value/high").to_pylist() == [2, 0, 0, 0, None]
    assert made.run(batch.slice(3)).column("t.q:value/high").to_pylist() == [0, None]


def test_lists_of_too_many_records_and_null_records_are_refused() -> None:
    pack = simple(
        ("fact", YEARS, (), "t.years"),
        *(("row", YEAR.key, (), 0), ("field_truth", "boolean", (1,), "ok"), ("some", "boolean", (0, 2), 0)),
        ("const", "boolean", (), HOLDS),
        ("decide", "verdict", (4, 3), (("grant",), ())),
    )
    plain = canonical(pack, {"t.years": None})
    short = pa.schema([plain.field(0).with_metadata({"pincite.range": "0..2"}), plain.field(1)])
    unknown: dict[str, Value] = {f.name: None for f in YEAR.fields if f.name != "ok"}
    rows: list[dict[str, Value]] = [
        {"t.years": Records(tuple({**unknown, "year": 2000 + i, "ok": FAILS} for i in range(n)), complete=True)} for n in (2, 3)
    ]
    with pytest.raises(Refused, match=r"row 1 of the column `t\.years` has more than 2 records"):
        kernel(pack, ["t.q"], short, law_on=ASKED, on=ASKED).run(batch_of(short, rows))
    batch = batch_of(plain, rows)
    nulls = pa.RecordBatch.from_arrays([pa.array([[None]], plain.field(0).type), pa.array([True])], schema=plain)
    made = kernel(pack, ["t.q"], plain, law_on=ASKED, on=ASKED)
    assert made.run(batch).column("t.q:verdict").to_pylist() == [FAILS, FAILS]
    with pytest.raises(Refused, match="has a record that is null"):
        made.run(nulls)


def test_long_lists_make_small_blocks(monkeypatch: pytest.MonkeyPatch) -> None:
    pack = simple(
        ("fact", YEARS, (), "t.years"),
        *(("row", YEAR.key, (), 0), ("field_truth", "boolean", (1,), "ok"), ("count", "integer", (0, 2), 0)),
        ("const", "boolean", (), HOLDS),
        ("decide_value", "outcome", (4, 4, 3), ((),)),
        kind="integer",
    )
    schema = canonical(pack, {"t.years": None})
    unknown: dict[str, Value] = {f.name: None for f in YEAR.fields if f.name != "ok"}
    lengths = [3, 0, 12, 5, 5, 0, 0, 30, 1, *([2] * 200)]
    rows: list[dict[str, Value]] = [
        {"t.years": Records(tuple({**unknown, "year": 2000 + i, "ok": HOLDS} for i in range(n)), complete=True)} for n in lengths
    ]
    batch = batch_of(schema, rows)
    monkeypatch.setattr("pincite.evaluate.columns.opening.MOST_RECORDS", 10)
    out = kernel(pack, ["t.q"], schema, law_on=ASKED, on=ASKED, shown={"t.q": (3,)}).run(batch)
    assert out.column("t.q:value").to_pylist() == lengths
    assert len(set(out.column("t.q:signature").to_pylist())) == 2  # with and without a record of which something is unknown


def test_what_a_null_list_hides_has_no_records() -> None:
    pack = simple(
        ("fact", YEARS, (), "t.years"),
        *(("row", YEAR.key, (), 0), ("field_truth", "boolean", (1,), "ok"), ("count", "integer", (0, 2), 0)),
        ("const", "boolean", (), HOLDS),
        ("decide_value", "outcome", (4, 4, 3), ((),)),
        kind="integer",
    )
    schema = canonical(pack, {"t.years": None})
    full = pa.array([[{"year": y, "ok": True} for y in (2019, 2020)]] * 3, schema.field(0).type)
    hidden = pa.ListArray.from_arrays(full.offsets, full.values, schema.field(0).type, mask=pa.array([False, True, False]))
    batch = pa.RecordBatch.from_arrays([hidden, pa.array([True, True, None])], schema=schema)
    out = kernel(pack, ["t.q"], schema, law_on=ASKED, on=ASKED).run(batch)
    assert out.column("t.q:value").to_pylist() == [2, 0, 2]
    assert out.column("t.q:value/high").to_pylist() == [2, None, None]


def test_generated_source_holds_no_text_of_a_pack() -> None:
    hostile = "x = __import__('os')"
    pack = simple(
        ("const", "boolean", (), HOLDS),
        ("fact", "text", (), "t.s"),
        ("const", "text", (), hostile),
        ("eq", "boolean", (1, 2), None),
        ("decide", "verdict", (0, 3), (("grant",), ())),
    )
    schema = canonical(pack, {"t.s": None})
    made = make(pack, ["t.q"], schema, law_on=ASKED, on=ASKED)
    assert all("import" not in w.finished.source and "t.s" not in w.finished.source for w in made.programs.values())
    out = made.run(batch_of(schema, [{"t.s": hostile}, {"t.s": "a"}, {}]))
    assert out.column("t.q:verdict").to_pylist() == [HOLDS, FAILS, UNDETERMINED]


def test_members_of_an_enumeration_are_told_by_their_index() -> None:
    pack = simple(
        ("const", "boolean", (), HOLDS),
        ("fact", "t.rank", (), "t.e"),
        ("decide_value", "outcome", (0, 0, 1), ((),)),
        kind="t.rank",
    )
    assert isinstance(pack.type_of["t.rank"], Enumeration)
    schema = canonical(pack, {"t.e": None})
    out = kernel(pack, ["t.q"], schema, law_on=ASKED, on=ASKED).run(batch_of(schema, [{"t.e": 2}, {}]))
    assert out.column("t.q:value").to_pylist() == [2, None]
    assert out.column("t.q:value").type == pa.int16()
    assert day(0).year == 1970


def test_rules_that_no_policy_needs_are_refused() -> None:
    facts = [("fact", "boolean", (), f"t.b{i}") for i in range(4)]
    many = [*facts, *(("not", "boolean", (i % 4,), None) for i in range(4)), ("and", "boolean", (0, 5), None)]
    nodes: list[tuple[str, str, tuple[int, ...], Any]] = [*many, ("or", "boolean", (1, 6), None)]
    while len(nodes) < 2_000:
        nodes.append(("and" if len(nodes) % 2 else "or", "boolean", (len(nodes) - 1, len(nodes) % 9), None))
    nodes.append(("at_least", "boolean", tuple(range(2_000)), 1_000))
    pack = simple(*nodes, ("const", "boolean", (), HOLDS), ("decide", "verdict", (2_001, 2_000), (("grant",), ())))
    with pytest.raises(Refused, match="the rules need more than 200,000 steps over columns"):
        kernel(pack, ["t.q"], canonical(pack, {f"t.b{i}": None for i in range(4)}), law_on=ASKED, on=ASKED)


def test_a_value_of_more_than_64_bits_is_refused() -> None:
    pack = simple(
        ("const", "boolean", (), HOLDS),
        ("const", "integer", (), 2**70),
        ("decide_value", "outcome", (0, 0, 1), ((),)),
        kind="integer",
    )
    with pytest.raises(Refused, match="64 bits"):
        kernel(pack, ["t.q"], canonical(pack, {"t.b0": None}), law_on=ASKED, on=ASKED)


def test_months_of_running_periods_are_counted_up_to_the_year_9997() -> None:
    """A period that runs has a day after which it may be complete: in the last year of the calendar there may be none."""
    always: tuple[str, str, tuple[int, ...], Any] = ("const", "boolean", (), HOLDS)
    two: list[tuple[str, str, tuple[int, ...], Any]] = [("fact", "period", (), "t.p0"), ("fact", "period", (), "t.p1")]
    pack = simple(always, *two, ("ge", "boolean", (1, 2), None), ("decide", "verdict", (0, 3), (("grant",), ())))
    schema = canonical(pack, {"t.p0": Form(since=True), "t.p1": Form(since=True)})
    last = date(9997, 12, 31)
    batch = batch_of(schema, [{"t.p0": Elapsed(since, last), "t.p1": Elapsed(date(9000, 1, 31), last)} for since in (date(1, 1, 1), last)])
    out = kernel(pack, ["t.q"], schema, law_on=ASKED, on=last).run(batch)
    assert out.column("t.q:verdict").to_pylist() == [HOLDS, FAILS]
    with pytest.raises(Refused, match="the months of a period that still runs in the year 9998"):
        kernel(pack, ["t.q"], schema, law_on=ASKED, on=date(9998, 1, 1))
    single = simple(always, two[0], ("decide_value", "outcome", (0, 0, 1), ((),)), kind="period")
    with pytest.raises(Refused, match="the months of a period that still runs in the year 9998"):
        kernel(single, ["t.q"], schema, law_on=ASKED, on=date(9998, 1, 1))
    with pytest.raises(Refused, match="outside the range"):
        kernel(pack, ["t.q"], schema, law_on=ASKED, on=last).run(batch_of(schema, [{"t.p0": Elapsed(date(9998, 1, 1), last)}]))
