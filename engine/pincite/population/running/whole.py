"""Whether a decision's value is always a whole number, whatever the facts, the day and the readings. Stands under `output.py`.

Sure where it says yes: the column of such a value has no denominator.
"""

from pincite.explain.display import type_named
from pincitec.graph.nodes import decode
from pincitec.graph.pack import Pack
from pincitec.semantics.types import Quantity

BUILT_WHOLE = ("integer", "money", "days", "period")
"""Types whose facts are whole by their forms; of a percent and of a unit that a policy declares a fact may be a fraction."""
COUNTS = ("count", "consecutive", "whole", "calendar_year", "school_year_of", "day_of_year")
KEEPS = ("add", "sub", "mul", "neg", "same", "unknown_unless", "reading", "sum", "least", "greatest")
"""Operations that make whole numbers of whole numbers."""


def always_whole(pack: Pack, decision: str) -> bool:
    """Whether every clause of a decision gives a whole number."""
    return all(whole_values(pack, q.verdict, {}) for q in pack.questions if q.decision == decision)


def whole_values(pack: Pack, verdict: int, seen: dict[int, bool]) -> bool:
    question = pack.question.get(verdict)
    return question is not None and all(whole_node(pack, part.value, seen) for part in question.clauses if part.value is not None)


def whole_node(pack: Pack, number: int, seen: dict[int, bool]) -> bool:
    """Whether a node is whole; its arguments stand before it, so this ends."""
    if number not in seen:
        seen[number] = found(pack, number, seen)
    return seen[number]


def found(pack: Pack, number: int, seen: dict[int, bool]) -> bool:
    node = pack.nodes[number]
    if not isinstance(type_named(pack, node.type), Quantity):
        return True
    match node.op:
        case "const":
            return isinstance(decode(node.param), int)
        case "fact" | "field":
            return node.type in BUILT_WHOLE
        case "value_of":
            return whole_values(pack, node.args[0], seen)
        case op if op in COUNTS:
            return True
        case op if op in KEEPS:
            return all(whole_node(pack, a, seen) for a in node.args)
    return False
