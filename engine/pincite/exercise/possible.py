"""Which truth values can a condition have? Decided on the graph, so that no scenario is asked for what no facts can give.

A truth value that is left out is impossible. One that is kept may still be impossible where two parts speak of the same fact: parts are
taken to be independent. An operation that is not known here may have every truth value.
"""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Final

from pincitec.graph.nodes import decode
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import Enumeration, Quantity, Record

ALL: Final = (HOLDS, FAILS, UNDETERMINED)
COMPARISONS: Final = ("lt", "le", "gt", "ge")
SURE: Final = ("add", "sub", "mul", "div", "neg", "whole", "add_days", "calendar_year", "school_year_of")
"""Operations whose result is known where all operands are."""
NO_CONDITION: Final = "it has no condition"
SAME: Final = "it is the same in every case"
ALWAYS_KNOWN: Final = "it turns only on what is always known: the day asked about, or the key of a record"
PARTS: Final = "its parts cannot make it so"
NO_SUCH_VALUE: Final = "no value of this kind makes it so"

Ruled = Mapping[int, str]
"""The truth values that are impossible, each with the reason."""


class Possible:
    """The impossible truth values of the nodes of a pack, each worked out once."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack
        self.ruled: list[Ruled] = []
        self.unknown: list[bool] = []  # whether a value can be unknown
        self.signed: list[bool] = []  # whether a number can be negative
        for number, node in enumerate(pack.nodes):
            args = node.args
            self.unknown.append(not (node.op in ("const", "asked") or self.is_key(number) or (node.op in SURE and not self._any(args))))
            kind = pack.type_of.get(node.type)
            self.signed.append(
                node.op in ("sub", "neg") or bool(getattr(kind, "signed", False)) or any(self.signed[a] for a in args if a < number)
            )
            self.ruled.append(self._ruled(number))

    def is_key(self, number: int) -> bool:
        """Whether a node is the key of the record at hand: no record is on file without one."""
        node = self.pack.nodes[number]
        if node.op != "field" or self.pack.nodes[node.args[0]].op != "row":
            return False
        kind = self.pack.type_of.get(self.pack.nodes[node.args[0]].type)
        return isinstance(kind, Record) and node.param in kind.by

    def _any(self, args: Sequence[int]) -> bool:
        return any(self.unknown[a] for a in args)

    def truths(self, number: int) -> tuple[int, ...]:
        """The truth values that a node may have."""
        return tuple(t for t in ALL if t not in self.ruled[number])

    def _ruled(self, number: int) -> Ruled:
        node = self.pack.nodes[number]
        if node.type != "boolean":
            return {}
        parts = [self.truths(a) for a in node.args if self.pack.nodes[a].type == "boolean"]
        match node.op:
            case "const":
                return {t: SAME for t in ALL if t != node.param}
            case "and":
                return self._combined(parts, FAILS, HOLDS)
            case "or":
                return self._combined(parts, HOLDS, FAILS)
            case "not":
                turned = {HOLDS: FAILS, FAILS: HOLDS, UNDETERMINED: UNDETERMINED}
                return {turned[t]: why for t, why in self.ruled[node.args[0]].items()}
            case "at_least" if isinstance(node.param, int):
                return counted(node.param, parts)
            case "clause":
                return self.ruled[node.args[0]]
            case "undetermined_unless":
                return self.ruled[node.args[1]]
            case "reading":
                return {t: PARTS for t in ALL if all(t not in p for p in parts)}
            case "some" if HOLDS not in parts[-1]:
                return {HOLDS: PARTS}
            case "every" if HOLDS not in parts[-1]:
                return {HOLDS: PARTS}
            case "every_or_none" if FAILS not in parts[-1]:
                return {FAILS: PARTS}
            case "eq" | "ne" | "lt" | "le" | "gt" | "ge":
                return self._compared(number)
            case _:
                return {}

    def _combined(self, parts: Sequence[tuple[int, ...]], decides: int, other: int) -> Ruled:
        """Of "and" (`decides`: fails) and "or" (`decides`: holds)."""
        ruled = {}
        if not any(decides in p for p in parts):
            ruled[decides] = PARTS
        if not all(other in p for p in parts):
            ruled[other] = PARTS
        undecided = all(other in p or UNDETERMINED in p for p in parts) and any(UNDETERMINED in p for p in parts)
        return ruled if undecided else {**ruled, UNDETERMINED: PARTS}

    def _compared(self, number: int) -> Ruled:
        node = self.pack.nodes[number]
        ruled: dict[int, str] = {}
        if not self._any(node.args):
            ruled[UNDETERMINED] = ALWAYS_KNOWN
        bound = threshold(self.pack, number)
        if bound is None or isinstance(bound[1], str):
            return ruled
        value, k, op = bound
        low, high = self.range_of(value)
        below, above = low is None or low < k, high is None or high > k  # whether a value may be on that side of the threshold
        at = (low is None or low <= k) and (high is None or k <= high)
        holds, fails = {
            "ge": (at or above, below),
            "gt": (above, at or below),
            "le": (at or below, above),
            "lt": (below, at or above),
            "eq": (at, below or above),
            "ne": (below or above, at),
        }[op]
        if not holds:
            ruled[HOLDS] = NO_SUCH_VALUE
        if not fails:
            ruled[FAILS] = NO_SUCH_VALUE
        return ruled

    def range_of(self, number: int) -> tuple[int | Fraction | None, int | Fraction | None]:
        """The least and the greatest value that a node of a number or an enumeration may have."""
        kind = self.pack.type_of.get(self.pack.nodes[number].type)
        if isinstance(kind, Enumeration):
            return 0, len(kind.members) - 1
        if isinstance(kind, Quantity) and not self.signed[number]:
            return 0, None
        return None, None


def counted(wanted: int, parts: Sequence[tuple[int, ...]]) -> Ruled:
    """Of "at least so many": by every number of parts that surely hold and that may."""
    reached = {(0, 0)}
    for part in parts:
        reached = {(sure + (t == HOLDS), may + (t != FAILS)) for sure, may in reached for t in part}
    found = {HOLDS if sure >= wanted else (FAILS if may < wanted else UNDETERMINED) for sure, may in reached}
    return {t: PARTS for t in ALL if t not in found}


def threshold(pack: Pack, number: int) -> tuple[int, int | Fraction, str] | None:
    """Of a comparison with a constant number: the other operand, the constant, and the comparison with the constant on the right."""
    node = pack.nodes[number]
    turned = {"lt": "gt", "le": "ge", "gt": "lt", "ge": "le", "eq": "eq", "ne": "ne"}
    if node.op not in turned or len(node.args) != 2:
        return None
    left, right = node.args
    for value, constant, op in ((left, right, node.op), (right, left, turned[node.op])):
        if pack.nodes[constant].op == "const" and pack.nodes[value].op != "const":
            k = decode(pack.nodes[constant].param)
            if isinstance(k, (int, Fraction)) and pack.nodes[constant].type != "boolean":
                return value, k, op
    return None
