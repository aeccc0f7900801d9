"""What of a case is open: for each node on which the question turns, what it may still become. First step of a diagram.

A node is *fixed* if no fact that is open can change it: what keeps it undetermined then (a text that is not on file, a day that does not
exist, judges who differ) is no fact, and stays. Any other node is

- `truth`: a condition or verdict, a function of the variables;
- `finite`: one of a few values, which are known: an amount that depends on the licence held;
- `line`: a function of one source alone that only rises or only falls with it: a missing day plus three years. Its comparisons with fixed
  or finite values part the source into ranges (`ways.py`);
- `free`: a condition that is none of these: it may turn out either way, whatever else does. So more is allowed for than can be: what all
  completions say is sound, and what matters is not exact;
- `open`: a value of which no more is known than from which facts it comes.

A *source* is a missing fact that is an amount, a day or a text, or an amount taken from a list that is not wholly known.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from typing import Any, Final, NamedTuple

from pincite.evaluate import evaluate_rows
from pincite.explain.case import Case
from pincite.explain.display import type_named
from pincite.facts.judgements import DIFFER
from pincitec.graph.nodes import FOLDS, Node
from pincitec.semantics.operations import call
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import BOOLEAN, Enumeration, ListOf
from pincitec.semantics.values import DateRange, Fault, Interval, Records
from pincitec.semantics.verdicts import Outcome

COMPARISONS: Final = ("eq", "ne", "lt", "le", "gt", "ge")
LOGIC: Final = ("not", "and", "or", "at_least", "stand", "undetermined_unless", "decide", "truth_of")
ON_LINE: Final[Mapping[str, tuple[int, ...]]] = {
    "same": (0,),
    "unknown_unless": (1,),
    "add": (0, 1),
    "sub": (0, 1),
    "neg": (0,),
    "mul": (0, 1),
    "div": (0,),
    "whole": (0,),
    "add_period": (0, 1),
    "add_period_by_rule": (1, 2),
    "month_end": (1,),
    "add_days": (0, 1),
    "calendar_year": (0,),
    "school_year_of": (0,),
    "day_of_year": (0,),
}
"""Operations that rise or fall with the arguments at these places, the others being fixed."""
WHOLE: Final = ("date", "integer", "days", "period", "money", "school_year")
"""Sources that are whole numbers: of days, months, cents."""
STRAIGHT: Final = ("same", "unknown_unless", "add", "sub", "neg", "mul", "div")
"""Operations by which a line is straight, so that it can be solved for its source."""
UNSURE: Final = (
    *("add_period", "add_period_by_rule", "day_of_year", "neighbour", "div", "decide", "decide_value", "least", "greatest"),
    *("stand", "undetermined_unless", "unknown_unless"),
)
"""Operations that may settle nothing although all facts are known."""
EXTREMES: Final = ("least", "greatest")
MOST_FINITE: Final = 32


class Unknown(NamedTuple):
    """A value that is computed from facts, and nothing more is known of it."""

    facts: frozenset[str]


class Part(NamedTuple):
    """What may become of a node. `source`: the node of a line's source; `values`: those of a finite node, `Unknown` among them if it may be
    open."""

    kind: str
    source: int = -1
    values: tuple[Any, ...] = ()


class Parts(NamedTuple):
    """The open nodes of a case that have one value, arguments first, each with its part; every other node is fixed at `case.values`.

    `under` are the open facts from which a node is computed, `unsure` whether it may stay undetermined once they are known.
    """

    case: Case
    root: int
    parts: Mapping[int, Part]
    under: Sequence[frozenset[str]]
    unsure: Sequence[bool]


NOTHING: Final[frozenset[str]] = frozenset()


def parts_of(case: Case, root: int) -> Parts:
    nodes, levels = case.slice.nodes, case.slice.levels
    reached = reach(nodes, root)
    under = [NOTHING] * len(nodes)
    unsure = [False] * len(nodes)
    parts: dict[int, Part] = {}
    for number in case.slice.order:
        if number not in reached:
            continue
        node = nodes[number]
        if node.op == "fact":
            own = fact_open(case, str(node.param))
            under[number] = frozenset((str(node.param),)) if own else NOTHING
        elif node.args:
            below = [under[a] for a in node.args if under[a]]
            under[number] = below[0] if len(below) == 1 else NOTHING.union(*below)
        alone = levels[number] == 0
        value = case.values[number] if alone else None
        if alone and (settled(node, value) or (value is None and under[number] and none_counts(case, number, node))):
            under[number] = NOTHING
            unsure[number] = value is None
            continue
        unsure[number] = (
            node.op in UNSURE
            or node.type == "period"
            or (node.op == "fact" and may_differ(case, str(node.param)))
            or any(unsure[a] for a in node.args)
            or (alone and not under[number] and not isinstance(value, Records))
        )
        if alone and under[number]:
            parts[number] = part_of(case, number, node, parts)
    return Parts(case, root, parts, under, unsure)


def reach(nodes: Sequence[Node], root: int) -> set[int]:
    seen: set[int] = set()
    stack = [root]
    while stack:
        number = stack.pop()
        if number not in seen:
            seen.add(number)
            stack.extend(nodes[number].args)
    return seen


def fact_open(case: Case, name: str) -> bool:
    """Whether more could be known of a fact: it is missing, or only bounded, or a list that is not wholly known. Of a fact on which its
    judges differ nothing more will be known."""
    value = case.facts.values.get(name)
    if isinstance(value, Records):
        return not value.complete or lacking(case, name, value)
    given = case.facts.given.get(name)
    if given is not None and (given.missing or "").startswith(DIFFER):
        return False
    return value is None or isinstance(value, Interval) or (value == UNDETERMINED and case.pack.fact[name].type == "boolean")


def may_differ(case: Case, name: str) -> bool:
    """Whether those who judge a fact may differ, so that it settles nothing: of a condition that each must find, one "no" settles it."""
    fact = case.pack.fact[name]
    return len(fact.judged_by) > 1 and (fact.judged_by_any or fact.type != "boolean")


def lacking(case: Case, name: str, records: Records) -> bool:
    """Whether a field of a record is not known."""
    kind = case.pack.type_of[case.pack.fact[name].type]
    conditions = {f.name for f in kind.element.fields if f.type == BOOLEAN} if isinstance(kind, ListOf) else set()
    return any(v is None or (v == UNDETERMINED and f in conditions) for row in records.rows for f, v in row.items())


def settled(node: Node, value: Any) -> bool:
    """Whether a value is all that can be known of it."""
    if node.type in ("boolean", "verdict"):
        return isinstance(value, int) and value != UNDETERMINED
    if isinstance(value, Outcome):
        return value.verdict != UNDETERMINED
    return not (value is None or isinstance(value, (Interval, DateRange, Records)))


def none_counts(case: Case, number: int, node: Node) -> bool:
    """Whether a least or greatest amount stays unknown whatever else is said: of a complete list of which no record counts."""
    if node.op not in EXTREMES:
        return False
    on_file = case.values[node.args[0]]
    if not isinstance(on_file, Records) or not on_file.complete:
        return False
    guard = node.args[1]
    return all((row[guard] if guard in row else case.values[guard]) == FAILS for row in evaluate_rows(case.slice, case.values, number))


def part_of(case: Case, number: int, node: Node, parts: Mapping[int, Part]) -> Part:
    if node.op == "fact":
        return fact_part(case, number, node)
    if node.op in FOLDS:
        return Part("free") if node.type == "boolean" else Part("line", number)
    if node.op in LOGIC:
        return Part("truth")
    if node.op in ("same", "unknown_unless"):
        passed = parts.get(node.args[-1])
        standing = node.op == "same" or (node.args[0] not in parts and case.values[node.args[0]] == HOLDS)
        if passed is not None and (standing or passed.kind not in ("line", "open")):
            return passed if node.op == "same" or passed.kind != "finite" else passed._replace(values=(*passed.values, None))
        return Part("open")
    if node.op in COMPARISONS:
        return compared(node, parts)
    if node.op == "decide_value":
        return Part("finite", values=(None, *given(case, node, parts)))
    if node.op == "value_of":
        return parts[node.args[0]]
    return computed(case, node, parts)


def fact_part(case: Case, number: int, node: Node) -> Part:
    kind = type_named(case.pack, node.type)
    if kind.key == "boolean":
        return Part("truth")
    if isinstance(kind, Enumeration):
        return Part("finite", values=tuple(range(len(kind.members))))
    return Part("open") if node.type.startswith("list:") else Part("line", number)


def compared(node: Node, parts: Mapping[int, Part]) -> Part:
    """A comparison is a function of the variables unless a value that is open takes part in it, or two sources do."""
    kinds = [parts[a].kind for a in node.args if a in parts]
    return Part("free") if "open" in kinds or kinds.count("line") > 1 else Part("truth")


def given(case: Case, node: Node, parts: Mapping[int, Part]) -> Iterable[Any]:
    """The values that the clauses of a decision may give."""
    for number in node.args[2::3]:
        part = parts.get(number)
        if part is None:
            yield case.values[number]
        elif part.kind == "finite":
            yield from part.values
        else:
            yield Unknown(NOTHING)


def computed(case: Case, node: Node, parts: Mapping[int, Part]) -> Part:
    """An amount or a day that is computed: on a line, one of a few, or open."""
    open_ = [(place, parts[a]) for place, a in enumerate(node.args) if a in parts]
    kinds = {part.kind for _, part in open_}
    if kinds == {"line"} and len(open_) == 1 and open_[0][0] in ON_LINE.get(node.op, ()):
        source = case.node(open_[0][1].source).type
        return open_[0][1] if source in WHOLE or node.op in STRAIGHT else Part("open")
    if kinds == {"finite"} and node.op in ON_LINE:
        choices = [parts[a].values if a in parts else (case.values[a],) for a in node.args]
        total = 1
        for each in choices:
            total *= len(each)
        if total <= MOST_FINITE and not any(isinstance(v, Unknown) for each in choices for v in each):
            return Part("finite", values=tuple(dict.fromkeys(quietly(node, operands) for operands in product(*choices))))
    return Part("open")


def quietly(node: Node, operands: Sequence[Any]) -> Any:
    """An operation where a fault counts as unknown: a division by zero in one completion settles nothing in it."""
    if node.op == "same":
        return operands[0]
    try:
        return call(node.op, node.param, operands)
    except Fault:
        return UNDETERMINED if node.type in ("boolean", "verdict") else None
