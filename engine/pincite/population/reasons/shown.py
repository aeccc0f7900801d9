"""Which nodes a signature holds: those from which all that a proof shows follows, but for the values.

A signature has the truth of every *atom* (a condition that is not made of others: a fact, a comparison, a fold), the verdict of every value
decision, whether the value of every clause is known, and which facts are. Guards and elements follow from atoms.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from pincite.explain.case import Prepared, prepare
from pincitec.graph.nodes import Node
from pincitec.graph.pack import Pack

COMPOUND: Final = (
    "const", "same", "not", "and", "or", "at_least", "stand", "unknown_unless", "undetermined_unless", "truth_of", "decide",
)  # fmt: skip
"""Operations whose truth follows from that of their arguments."""


def prepared(pack: Pack, decision: str, law_on: date, readings: Mapping[str, str]) -> Prepared:
    """A decision (by its qualified name) ready for any facts, as `explain` asks it. `readings`: those that were asked for."""
    chosen = {c.name: readings.get(c.name, c.default) for c in pack.choices}
    return prepare(pack, pack.main_question(decision), law_on, chosen, "generated")


def is_atom(node: Node) -> bool:
    return node.type == "boolean" and node.op not in COMPOUND


def shown(pack: Pack, decision: str, law_on: date, readings: Mapping[str, str]) -> tuple[int, ...]:
    """The numbers of these nodes, in order; each has one value for a case."""
    ready = prepared(pack, decision, law_on, readings)
    nodes, levels = ready.slice.nodes, ready.slice.levels
    alone = [n for n in ready.slice.order if levels[n] == 0]
    valued = [q for q in ready.questions if nodes[q.verdict].op == "decide_value"]
    given = {p.value for q in valued for p in q.clauses}
    verdicts = {q.verdict for q in valued}
    return tuple(n for n in alone if is_atom(nodes[n]) or n in verdicts or (n in given and nodes[n].op != "const"))
