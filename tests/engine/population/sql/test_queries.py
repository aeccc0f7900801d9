"""Queries, run by SQLite and DuckDB, give the verdict of the reference interpreter on every row."""

import random
import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import pytest
from attrs import evolve
from bench.columns.data import batches, rows_as_facts
from bench.columns.graphs import DECISION, graph

from pincite.evaluate import evaluate
from pincite.population.sql.query import Body, body
from pincitec.graph.nodes import Builder
from pincitec.graph.pack import Pack
from pincitec.graph.slices import slice_graph
from pincitec.semantics.truth import HOLDS, UNDETERMINED
from pincitec.semantics.verdicts import VERDICTS
from tests.engine.population.sql.graphs import FACTS, asked, random_pack, random_rows, slice_of, table
from tests.engine.strategies import ASKED

duckdb = pytest.importorskip("duckdb")
Rows = Sequence[Mapping[str, Any]]


def in_sqlite(text: str, pack: Pack, rows: Rows) -> list[tuple[Any, ...]]:
    made, filled = table(pack, rows, native=False)
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(made)
        connection.executemany(f"INSERT INTO cases VALUES ({', '.join('?' * len(filled[0]))})", filled)
        return connection.execute(text).fetchall()
    finally:
        connection.close()


def in_duckdb(text: str, pack: Pack, rows: Rows) -> list[tuple[Any, ...]]:
    import pyarrow as pa

    made, filled = table(pack, rows)
    with duckdb.connect(":memory:") as connection:
        connection.execute("SET threads = 1")
        connection.execute(made)
        columns = dict(zip(["id", *(f.name for f in pack.facts)], map(list, zip(*filled, strict=True)), strict=True))
        connection.register("given", pa.table(columns))
        connection.execute("INSERT INTO cases SELECT * FROM given")
        found: list[tuple[Any, ...]] = connection.execute(text).fetchall()
        return found


ENGINES: dict[str, Callable[[str, Pack, Rows], list[tuple[Any, ...]]]] = {"sqlite": in_sqlite, "duckdb": in_duckdb}


def expected(pack: Pack, rows: Rows) -> list[tuple[int, str, None]]:
    slice = slice_of(pack)
    (root,) = slice.roots
    return [(i, VERDICTS[evaluate(slice, row, ASKED)[root]], None) for i, row in enumerate(rows)]


def text_of(pack: Pack, dialect: str) -> str:
    made = body(pack, slice_of(pack), asked(dialect))
    assert isinstance(made, Body), made
    return made.select.sql(dialect=dialect, identify=True)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("seed", range(25))
def test_a_query_gives_the_verdicts_of_the_reference(engine: str, seed: int) -> None:
    chance = random.Random(seed)
    pack = random_pack(chance, chance.choice((30, 60, 120)))
    rows = random_rows(chance, 120, chance.choice((0.05, 0.2, 0.5)))
    assert sorted(ENGINES[engine](text_of(pack, engine), pack, rows)) == expected(pack, rows)


def test_verdicts_of_all_kinds_come_up() -> None:
    """What the graphs of the test above are worth: between them they have every verdict that a decision without a value can have."""
    seen: set[str] = set()
    for seed in range(25):
        chance = random.Random(seed)
        pack = random_pack(chance, chance.choice((30, 60, 120)))
        seen |= {verdict for _, verdict, _ in expected(pack, random_rows(chance, 120, chance.choice((0.05, 0.2, 0.5))))}
    assert seen == {"holds", "fails", "undetermined", "conflict", "not_applicable"}


@pytest.mark.parametrize("engine", ENGINES)
def test_a_large_graph_stays_in_proportion(engine: str) -> None:
    chance = random.Random(1)
    pack = random_pack(chance, 700)
    rows = random_rows(chance, 40, 0.2)
    text = text_of(pack, engine)
    assert len(text) < 1_500_000
    assert sorted(ENGINES[engine](text, pack, rows)) == expected(pack, rows)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_rule_of_the_benchmark(engine: str) -> None:
    """185 conditions over 30 facts, of which every one matters."""
    pack = graph(185)
    rows = [row for batch in batches(pack, 200) for row in rows_as_facts(batch)]
    slice = slice_graph(pack, ASKED, {}, [pack.main_question(DECISION).verdict])
    made = body(pack, slice, asked(engine))
    assert isinstance(made, Body)
    found = ENGINES[engine](made.select.sql(dialect=engine, identify=True), pack, rows)
    assert sorted(found) == [(i, VERDICTS[evaluate(slice, row, ASKED)[slice.roots[0]]], None) for i, row in enumerate(rows)]
    assert len({verdict for _, verdict, _ in found}) > 2


def test_a_day_is_no_number_in_sqlite() -> None:
    """A cast to DATE takes the year of a text there, and says nothing."""
    connection = sqlite3.connect(":memory:")
    assert connection.execute("SELECT CAST('2021-06-01' AS DATE)").fetchone() == (2021,)
    connection.close()
    assert "CAST(" not in everything("sqlite")
    assert "'1800-01-01'" in everything("sqlite")


def in_either(values: Mapping[str, Any], *, native: bool) -> tuple[Any, ...]:
    """The one row that a query gives for a row of a table that holds these values as they are."""
    pack = random_pack(random.Random(5), 60)
    made, ((_, *filled),) = table(pack, [{}], native=native)
    names = [f.name.rpartition(".")[2] for f in pack.facts]
    row = [0, *(values.get(n, v) for n, v in zip(names, filled, strict=True))]
    text = everything("duckdb" if native else "sqlite")
    holes = ", ".join("?" * len(row))
    if native:
        with duckdb.connect(":memory:") as connection:
            connection.execute(made)
            connection.execute(f"INSERT INTO cases VALUES ({holes})", row)
            return connection.execute(text).fetchall()[0]  # type: ignore[no-any-return]
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute(made)
        connection.execute(f"INSERT INTO cases VALUES ({holes})", row)
        return connection.execute(text).fetchall()[0]  # type: ignore[no-any-return]
    finally:
        connection.close()


def everything(dialect: str) -> str:
    """A query that reads every fact: a verdict granted where any comparison holds."""
    builder = Builder()
    read = []
    for fact in FACTS:
        at = builder.add("fact", fact.type, (), fact.name)
        read.append(at if fact.type == "boolean" else builder.add("eq", "boolean", (at, at)))
    guard = builder.add("and", "boolean", read)
    standing = builder.add("clause", "boolean", (builder.const("boolean", HOLDS), guard), 0)
    builder.add("decide", "verdict", (standing, builder.add("clause", "boolean", (guard, guard), 0)), (("grant",), ()))
    return text_of(evolve(random_pack(random.Random(5), 60), nodes=tuple(builder.nodes)), dialect)


@pytest.mark.parametrize("native", (True, False))
@pytest.mark.parametrize(
    ("column", "value"),
    (
        ("e0", "LOW"),
        ("e0", ""),
        ("i0", -1),
        ("m0", 10**15),
        ("y0", 2022),
        ("y0", 1799),
        ("d0", date(1799, 12, 31)),
        ("d1", date(2200, 1, 1)),
    ),
)
def test_a_value_that_no_fact_can_have_is_refused_with_its_column(column: str, value: Any, native: bool) -> None:
    stored = value.isoformat() if isinstance(value, date) and not native else value
    assert in_either({column: stored}, native=native) == (0, None, column)
    assert in_either({}, native=native) == (0, "undetermined", None)


@pytest.mark.parametrize(
    ("column", "value"),
    (
        *(("b0", 2), ("b0", "true"), ("b0", "yes"), ("b0", 0.5)),
        *(("i0", "many"), ("i0", 2.5), ("i0", b"5"), ("i0", "")),
        *(("d0", "2021-02-30"), ("d0", "now"), ("d0", "20210601"), ("d0", "2021-06-01 10:00"), ("d0", 2459367)),
        *(("e0", 1), ("e0", b"low"), ("e0", "low ")),
    ),
)
def test_whatever_stands_in_a_column_of_sqlite_is_taken_for_nothing_else(column: str, value: Any) -> None:
    assert in_either({column: value}, native=False) == (0, None, column)


def test_a_code_for_not_asked_is_no_truth_value() -> None:
    """DuckDB would take 9 for true."""
    text = everything("duckdb")
    made, (row,) = table(random_pack(random.Random(5), 60), [{}])
    with duckdb.connect(":memory:") as connection:
        connection.execute(made.replace("BOOLEAN", "INTEGER", 1))
        row[1] = 9
        connection.execute(f"INSERT INTO cases VALUES ({', '.join('?' * len(row))})", row)
        assert connection.execute(text).fetchall() == [(0, None, "b0")]


def test_fractions_and_times_of_day_are_refused() -> None:
    text = everything("duckdb")
    for fact, type, value in (("i0", "DOUBLE", 2.5), ("i0", "DOUBLE", float("nan")), ("d0", "TIMESTAMP", datetime(2021, 6, 1, 10))):
        made, (row,) = table(random_pack(random.Random(5), 60), [{}])
        place = [f.name for f in FACTS].index(f"t.{fact}") + 1
        with duckdb.connect(":memory:") as connection:
            connection.execute(made.replace(f'"{fact}" BIGINT', f'"{fact}" {type}').replace(f'"{fact}" DATE', f'"{fact}" {type}'))
            row[place] = value
            connection.execute(f"INSERT INTO cases VALUES ({', '.join('?' * len(row))})", row)
            assert connection.execute(text).fetchall() == [(0, None, fact)]


def test_a_table_without_the_column_is_an_error_of_the_engine() -> None:
    """SQLite reads a quoted name that is no column as a text, unless it stands with the name of its table."""
    connection = sqlite3.connect(":memory:")
    connection.execute('CREATE TABLE cases ("id" BIGINT)')
    with pytest.raises(sqlite3.OperationalError, match="no such column"):
        connection.execute(everything("sqlite"))
    connection.close()


@pytest.mark.parametrize("engine", ENGINES)
def test_a_value_that_is_known_in_no_row(engine: str) -> None:
    """The value of a definition whose words are not on file: every comparison with it is undetermined."""
    builder = Builder()
    fact = builder.add("fact", "integer", (), "t.i0")
    never = builder.add("unknown_unless", "integer", (builder.const("boolean", UNDETERMINED), builder.const("integer", 3)))
    met = builder.add("or", "boolean", (builder.add("ge", "boolean", (fact, never)), builder.add("fact", "boolean", (), "t.b0")))
    standing = builder.add("clause", "boolean", (builder.const("boolean", HOLDS), met), 0)
    builder.add("decide", "verdict", (standing, builder.add("clause", "boolean", (met, met), 0)), (("grant",), ()))
    pack = evolve(random_pack(random.Random(5), 60), nodes=tuple(builder.nodes))
    rows = random_rows(random.Random(7), 40, 0.2)
    assert {verdict for _, verdict, _ in expected(pack, rows)} == {"holds", "undetermined"}
    assert sorted(ENGINES[engine](text_of(pack, engine), pack, rows)) == expected(pack, rows)
