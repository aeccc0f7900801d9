"""The engines that a query can be written for, and what they do differently. First of this folder.

The text of each dialect is written by sqlglot from one tree. What it does not settle is here: whether a condition can be a column (in
T-SQL it cannot), whether a step must be kept from being copied into the next (else a column that is used twice doubles the query at
every step), and how a day is written.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from attrs import frozen
from sqlglot import exp

MOST_CHAINED: Final = 50
"""Operands that stand in one chain."""


@frozen
class Dialect:
    """`name` is sqlglot's. `conditions`: whether a column can hold a condition; else it holds 0 or 1. `materialized`: whether steps are
    marked so. `typed`: whether a column holds values of its type alone; in SQLite any value may stand in any column."""

    name: str
    conditions: bool = True
    materialized: bool = False
    typed: bool = True


DIALECTS: Final[Mapping[str, Dialect]] = {
    d.name: d
    for d in (
        Dialect("duckdb"),
        Dialect("postgres", materialized=True),
        Dialect("sqlite", conditions=False, materialized=True, typed=False),
        Dialect("spark"),
        Dialect("tsql", conditions=False),
        Dialect("snowflake"),
        Dialect("bigquery"),
    )
}


def column(name: str, table: str | None = None) -> exp.Column:
    """A column by its name, always quoted. With `table` it can be nothing else: SQLite reads a quoted name that is no column as a text."""
    return exp.column(name, table=table, quoted=True)


def number(value: int) -> exp.Expr:
    return exp.Literal.number(value)


def text(value: str) -> exp.Expr:
    return exp.Literal.string(value)


def day(value: date, dialect: Dialect) -> exp.Expr:
    """A day; in SQLite its text, which has the same order."""
    written = text(value.isoformat())
    return exp.cast(written, exp.DataType.Type.DATE) if dialect.typed else written


def case(ways: Sequence[tuple[exp.Expr, exp.Expr]], default: exp.Expr) -> exp.Expr:
    """The first way whose condition is true. A condition that is null is passed over, in every engine."""
    return exp.Case(ifs=[exp.If(this=when, true=then) for when, then in ways], default=default)


def joined(parts: Sequence[exp.Expr], kind: type[exp.Binary]) -> exp.Expr:
    """The parts under one connective or sum; of many, halved and halved again, because engines bound how deep an expression is."""
    if len(parts) <= MOST_CHAINED:
        made = bracketed(parts[0]) if len(parts) > 1 else parts[0]
        for part in parts[1:]:
            made = kind(this=made, expression=bracketed(part))
        return made
    middle = len(parts) // 2
    return kind(this=bracketed(joined(parts[:middle], kind)), expression=bracketed(joined(parts[middle:], kind)))


def bracketed(part: exp.Expr) -> exp.Expr:
    return exp.Paren(this=part) if isinstance(part, (exp.And, exp.Or, exp.Add)) else part
