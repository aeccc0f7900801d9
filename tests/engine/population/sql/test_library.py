"""The queries of the library's decisions: those that have one say what `determine` says, and the others are refused with their places."""

import random
import sqlite3
from datetime import date
from typing import Any

import pytest
import sqlglot

import pincite
from pincite.population.sql.dialects import DIALECTS
from pincite.population.sql.query import Asked, Query, query
from pincite.population.sql.table import Input
from pincitec import __version__
from pincitec.graph.pack import Pack
from pincitec.semantics.types import Enumeration
from pincitec.semantics.verdicts import VERDICTS

NM = "us_nm.level_three"
PORTABLE = (
    "us_ar.dese.micro_credentials.take_for_content",
    "us_ma.nea.micro_credentials.add_license",
    "us_ma.nea.micro_credentials.revise_and_resubmit",
    f"{NM}.level_three_a",
    f"{NM}.hold_level_three_a",
)
ON = date(2021, 6, 1)


@pytest.fixture(scope="module")
def pack() -> Pack:
    return pincite.load()


def query_of(pack: Pack, decision: str, **others: Any) -> Query:
    made = query(pack, Asked(decision, ON, ON, **{"dialect": "sqlite", "keys": ("id",), **others}))
    assert isinstance(made, Query), made
    return made


def value(chance: random.Random, each: Input) -> tuple[Any, Any]:
    """A value as `determine` takes it, and as the table holds it."""
    if isinstance(each.kind, Enumeration):
        name = chance.choice(each.kind.members).name
        return name, name
    if each.kind.key == "boolean":
        truth = chance.random() < 0.6
        return truth, int(truth)
    months = chance.choice((12, 35, 36, 48))
    return f"{months} months", months


@pytest.mark.parametrize("decision", PORTABLE)
def test_a_row_has_the_verdict_of_its_determination(pack: Pack, decision: str) -> None:
    made = query_of(pack, decision)
    chance = random.Random(decision)
    cases = [{i.column: (i.fact.name, *value(chance, i)) for i in made.inputs if chance.random() < 0.8} for _ in range(25)]
    connection = sqlite3.connect(":memory:")
    columns = [i.column for i in made.inputs]
    connection.execute(f"CREATE TABLE cases (id INTEGER, {', '.join(columns)})")
    rows = [(n, *(case.get(c, (None, None, None))[2] for c in columns)) for n, case in enumerate(cases)]
    connection.executemany(f"INSERT INTO cases VALUES ({', '.join('?' * len(rows[0]))})", rows)
    found = {number: (verdict, refused) for number, verdict, refused in connection.execute(made.text).fetchall()}
    connection.close()
    for number, case in enumerate(cases):
        answer = pincite.determine(pack, decision, {name: given for name, given, _ in case.values()}, on=ON)
        settled = answer.completion is not None and answer.verdict != 1
        assert found[number] == ("undetermined" if settled else VERDICTS[answer.verdict], None)


def test_every_decision_has_a_query_or_a_refusal_that_names_its_place(pack: Pack) -> None:
    written = 0
    for question in pack.questions:
        if question.under is not None or question.supposed:
            continue
        for on in (ON, date(2024, 6, 1)):
            made = query(pack, Asked(question.decision, on, on, "postgres"))
            if isinstance(made, Query):
                written += 1
            else:
                assert all(d.rule.code == "PC985" and d.help for d in made)
                plain = pack.decision[question.decision].kind != "value"
                assert not plain or all(any(note.startswith("where: ") for note in d.notes) for d in made)
    assert written > 30


@pytest.mark.parametrize("dialect", DIALECTS)
def test_every_dialect_is_read_back_by_its_own_grammar(pack: Pack, dialect: str) -> None:
    text = query_of(pack, f"{NM}.level_three_a", dialect=dialect, table=("school", 'teach"ers')).text
    (read,) = sqlglot.parse(text, dialect=dialect)
    assert isinstance(read, sqlglot.exp.Select)
    assert [c.alias_or_name for c in read.selects] == ["id", "verdict", "refused"]
    assert [t.name for t in read.find_all(sqlglot.exp.Table) if t.db] == ['teach"ers']


def test_the_query_of_a_license(pack: Pack, snapshot: Any) -> None:
    made = query_of(pack, f"{NM}.level_three_a", dialect="duckdb", columns={f"{NM}.degree_held": "Degree"})
    assert made.text.replace(pack.hash, "HASH").replace(f"pincite {__version__}", "pincite VERSION") == snapshot


def test_steps_are_materialized_where_an_engine_would_copy_them(pack: Pack) -> None:
    """A column that two others read would else be computed twice, and what it reads four times."""
    for name, dialect in DIALECTS.items():
        assert ("MATERIALIZED" in query_of(pack, f"{NM}.level_three_a", dialect=name).text) == dialect.materialized


def test_the_head_cannot_end_its_comment() -> None:
    from pincite.population.sql.query import wrapped

    lines = wrapped("  a\nDROP TABLE cases; \u2028 \x1b[2J \u202e" + "x" * 300)
    assert all(line.startswith("  ") and line.isprintable() and "\n" not in line for line in lines)
