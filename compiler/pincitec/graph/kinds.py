"""Do the types of nodes agree wherever an executor relies on it? Part of `validate.py`, for packs that nobody vouches for.

Units are the checker's business, not this one's: a pack that adds dollars to days is wrong, but it cannot crash anything. What can is
a text compared with a date, or the record of one list read as that of another; such a pack is refused.
"""

from collections.abc import Sequence
from datetime import date
from typing import Final

from pincitec.graph.codec import Malformed
from pincitec.graph.folds import body, free_rows
from pincitec.graph.nodes import FOLDS, Node, decode
from pincitec.graph.pack import Pack
from pincitec.semantics.types import Enumeration, ListOf, Quantity, Record

BOOLEAN: Final = "boolean"
NUMBER: Final = "number"
DATE: Final = "date"
TEXT: Final = "text"
VALUE: Final = "a value"
"""Any kind that an expression may have: a number, a date, a text, or a member of an enumeration."""

SIGNATURES: Final[dict[str, tuple[tuple[str, ...], str]]] = {
    "not": ((BOOLEAN,), BOOLEAN),
    "add": ((NUMBER, NUMBER), NUMBER),
    "sub": ((NUMBER, NUMBER), NUMBER),
    "mul": ((NUMBER, NUMBER), NUMBER),
    "div": ((NUMBER, NUMBER), NUMBER),
    "neg": ((NUMBER,), NUMBER),
    "whole": ((NUMBER,), NUMBER),
    "add_period": ((DATE, NUMBER), DATE),
    "add_days": ((DATE, NUMBER), DATE),
    "add_period_by_rule": ((BOOLEAN, DATE, NUMBER), DATE),
    "month_end": ((BOOLEAN, NUMBER), NUMBER),
    "calendar_year": ((DATE,), NUMBER),
    "school_year_of": ((DATE,), NUMBER),
    "day_of_year": ((NUMBER,), DATE),
    "undetermined_unless": ((BOOLEAN, BOOLEAN), BOOLEAN),
    "asked": ((), DATE),
}
"""Operations whose operands have one kind each."""


def check_kinds(pack: Pack) -> None:
    """Raises `Malformed` at the first node whose arguments are not of the kind that its operation takes."""
    kinds = [kind_of(pack, node.type) for node in pack.nodes]
    for number, node in enumerate(pack.nodes):
        if not fits(pack, node, kinds[number], [kinds[a] for a in node.args]):
            raise Malformed(f"$.pack.nodes[{number}]: {node.op} is not of these types")
    check_rows(pack)


def kind_of(pack: Pack, key: str) -> str:
    """What matters of a type to an executor. Enumerations, records and lists are kinds of their own."""
    match pack.type_of.get(key):
        case Quantity():
            return NUMBER
        case None if key not in ("verdict", "outcome"):
            return NUMBER  # a compound unit, such as USD/day
        case _:
            return NUMBER if key == "school_year" else key


def is_value(pack: Pack, kind: str) -> bool:
    return kind in (NUMBER, DATE, TEXT) or isinstance(pack.type_of.get(kind), Enumeration)


def fits(pack: Pack, node: Node, result: str, args: Sequence[str]) -> bool:
    """Whether a node, of which operation, number of arguments and parameter are in order, is of the right types."""
    if node.op in SIGNATURES:
        return (tuple(args), result) == SIGNATURES[node.op]
    match node.op:
        case "and" | "or" | "at_least" | "clause":
            return result == BOOLEAN and all(a == BOOLEAN for a in args)
        case "eq" | "ne":
            return result == BOOLEAN and args[0] == args[1] and is_value(pack, args[0])
        case "lt" | "le" | "gt" | "ge":
            return result == BOOLEAN and args[0] == args[1] != TEXT and is_value(pack, args[0])
        case "const":
            return is_constant(pack, node, result)
        case "fact":
            return not isinstance(pack.type_of[node.type], Record)
        case "field":
            return is_value(pack, result)
        case "field_truth":
            return result == BOOLEAN
        case "neighbour":
            record = pack.type_of[node.type]
            order = record.order if isinstance(record, Record) else None
            return args[0] == result and order is not None and isinstance(node.param, tuple) and order.name == node.param[0]
        case "unknown_unless":
            return args[0] == BOOLEAN and args[1] == result and (is_value(pack, result) or isinstance(pack.type_of.get(result), ListOf))
        case "reading":
            return result not in ("verdict", "outcome") and all(a == result for a in args)
        case "decide":
            return result == "verdict" and all(a == BOOLEAN for a in args)
        case "decide_value":
            given = args[2::3]
            conditions = all(a == BOOLEAN for i, a in enumerate(args) if i % 3 < 2)
            return result == "outcome" and conditions and all(v == given[0] and is_value(pack, v) for v in given)
        case "truth_of":
            return result == BOOLEAN and args[0] == "verdict"
        case "value_of":
            decided = pack.nodes[node.args[0]]
            values = [kind_of(pack, pack.nodes[a].type) for a in decided.args[2::3]]
            return args[0] == "outcome" and is_value(pack, result) and all(v == result for v in values)
        case "count":
            return result == NUMBER and args[1] == BOOLEAN
        case "sum" | "least" | "greatest":
            return result == NUMBER and tuple(args[1:]) == (BOOLEAN, NUMBER)
        case "consecutive":
            return result == NUMBER and args[1] == BOOLEAN and is_order(pack, node)
        case "some" | "every" | "every_or_none":
            return result == BOOLEAN and args[1] == BOOLEAN
        case _:
            return True  # `row`: its parameter and type are checked with it


def is_order(pack: Pack, fold: Node) -> bool:
    """Whether the last argument of a fold is the key by which the records at hand follow one another."""
    key = pack.nodes[fold.args[2]]
    row = pack.nodes[key.args[0]] if key.op == "field" else None
    record = pack.type_of.get(row.type) if row is not None and row.op == "row" and row.param == fold.param else None
    return isinstance(record, Record) and record.order is not None and record.order.name == key.param


def is_constant(pack: Pack, node: Node, kind: str) -> bool:
    match decode(node.param):
        case str():
            return kind == TEXT
        case date():
            return kind == DATE
        case int():
            return kind in (BOOLEAN, NUMBER) or isinstance(pack.type_of.get(kind), Enumeration)
        case _:
            return kind == NUMBER


def check_rows(pack: Pack) -> None:
    """The record at hand in a fold is one of its list's."""
    free = free_rows(pack.nodes)
    for number, fold in enumerate(pack.nodes):
        if fold.op in FOLDS:
            kind = pack.type_of[pack.nodes[fold.args[0]].type]
            for inner in body(pack.nodes, number, free):
                node = pack.nodes[inner]
                if node.op == "row" and node.param == fold.param and not (isinstance(kind, ListOf) and kind.element.key == node.type):
                    raise Malformed(f"$.pack.nodes[{number}]: its records are not of type {node.type!r}")
    for question in pack.questions:
        if any(free[n] for n in (question.verdict, *(n for part in question.clauses for n in (part.standing, part.guard)))):
            raise Malformed(f"$.pack.questions: {question.decision!r} depends on a record outside its list")
