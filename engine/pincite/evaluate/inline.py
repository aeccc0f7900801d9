"""Nodes to lines of Python: what may be written in place, and what must call the table of operations.

A comparison is written in place where both sides are exact numbers, days or texts, or unknown; where one may be an `Interval`, a
`DateRange` or an `Elapsed` it is so only on the way where it is a plain number or day. Which that is follows from the operations, see
`partial`.
"""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from functools import lru_cache, partial as given
from typing import Any, Final

from attrs import define, field

from pincite.evaluate.quick import QUICK
from pincite.evaluate.verdict_table import VERDICT, value_once
from pincitec.graph.nodes import FOLDS, Node, Param, decode
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice
from pincitec.semantics.operations import PARAMETER, TABLE
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED
from pincitec.semantics.values import Records, Row
from pincitec.semantics.verdicts import VERDICTS, truth_of

SYMBOLS: Final = {"eq": "==", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">="}
ALWAYS_EXACT: Final = frozenset(["mul", "div", "asked", "const", "row", "neighbour"])
ALWAYS_PARTIAL: Final = frozenset(
    ["count", "sum", "least", "greatest", "consecutive", "add_period", "add_period_by_rule", "day_of_year", "month_end"]
)
PASSES_ON: Final = frozenset(
    ["same", "unknown_unless", "add", "sub", "neg", "whole", "add_days", "calendar_year", "school_year_of", "decide_value", "value_of"]
)
NEVER_UNKNOWN: Final = frozenset(["const", "asked", "count", "sum", "consecutive"])
CODES: Final = {str(code): code for code in (FAILS, UNDETERMINED, HOLDS)}
SMALL: Final = range(256)
MOST_INLINE: Final = 40
"""More operands than this are passed to a function: the depth of an expression is bounded in Python."""
MOST_REMEMBERED: Final = 1024
"""Results kept of one node that is computed from truths alone and costs more than to look up."""


@define
class Emitter:
    """Writes one function. `scopes` are the folds around the line that is being written, outermost first."""

    slice: Slice
    pack: Pack
    lines: list[str] = field(factory=list)
    namespace: dict[str, Any] = field(factory=dict)
    scopes: list[int] = field(factory=list)
    depth: int = 1
    inside: Mapping[int, frozenset[int]] = field(init=False)
    partial: Mapping[int, bool] = field(init=False)
    whole_rows: frozenset[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self.namespace.update({"__builtins__": {}, "NOT": NOT, "VERDICT": VERDICT, "once": value_once, "Row": Row})
        self.namespace.update({"int": int, "date": date, "enumerate": enumerate, "nothing": Records((), complete=False)})
        self.namespace["truth_of"] = tuple(truth_of(code) for code in range(max(VERDICTS) + 1))
        self.namespace.update({f"op_{name}": operation.function for name, operation in TABLE.items()} | QUICK)
        self.inside = {fold: frozenset(body) for fold, body in self.slice.bodies.items()}
        self.partial = partial(self.slice, self.pack)
        self.whole_rows = frozenset(a for n in self.slice.order if not is_field(self.slice, n) for a in self.slice.nodes[n].args)

    def line(self, text: str) -> None:
        self.lines.append("    " * self.depth + text)

    def bind(self, name: str, value: Any) -> str:
        """A name for a value that is passed by reference."""
        self.namespace[name] = value
        return name

    def resolve(self, number: int) -> int:
        """The node that a node is: `same` stands for its argument."""
        while self.slice.nodes[number].op == "same":
            number = self.slice.nodes[number].args[0]
        return number

    def name(self, number: int) -> str:
        """How a node's value is written: a small constant as itself, else a variable of its scope."""
        number = self.resolve(number)
        node = self.slice.nodes[number]
        if node.op == "const":
            value = decode(node.param)
            return str(value) if isinstance(value, int) and value in SMALL else self.bind(f"k{number}", value)
        if node.op == "asked":
            return "asked"
        for fold in reversed(self.scopes):
            if number in self.inside[fold]:
                return f"v{number}_{fold}"
        return f"v{number}"

    def constant(self, number: int) -> int | None:
        """The truth code of a condition that is the same for all facts."""
        node = self.slice.nodes[self.resolve(number)]
        value = decode(node.param) if node.op == "const" else None
        return value if isinstance(value, int) else None

    def share(self, number: int) -> Fraction | None:
        """A constant that is no whole number: what is compared with it is so in whole numbers: fractions compare slowly."""
        node = self.slice.nodes[self.resolve(number)]
        value = decode(node.param) if node.op == "const" else None
        return value if isinstance(value, Fraction) else None

    def may_be_unknown(self, number: int) -> bool:
        return self.slice.nodes[self.resolve(number)].op not in NEVER_UNKNOWN

    def node(self, number: int) -> None:
        """Writes the lines that give one node its value."""
        node = self.slice.nodes[number]
        if node.op in ("const", "asked", "same", "fact"):
            return
        if node.op in FOLDS:
            self.fold(number, node)
        else:
            self.line(f"{self.name(number)} = {self.expression(number, node)}")

    def expression(self, number: int, node: Node) -> str:
        args = [self.name(a) for a in node.args]
        match node.op:
            case "not":
                return f"NOT[{args[0]}]"
            case "and" if len(args) <= MOST_INLINE:
                return " & ".join(args) or str(HOLDS)
            case "or" if len(args) <= MOST_INLINE:
                return " | ".join(args) or str(FAILS)
            case op if op in SYMBOLS:
                return self.comparison(op, node.args, args)
            case "field" | "field_truth" if is_field(self.slice, number):
                return f"m{self.fold_of(node.args[0])}[{self.bind(f'p{number}', node.param)}]"
            case "stand" if len(args) <= MOST_INLINE and isinstance(node.param, tuple) and len(node.param) <= MOST_INLINE:
                return self.stand(node.param, args)
            case "unknown_unless":
                return f"{args[1]} if {args[0]} == {HOLDS} else None"
            case "undetermined_unless":
                return f"{args[1]} if {args[0]} == {HOLDS} else {UNDETERMINED}"
            case "truth_of":
                return f"truth_of[{args[0]}]"
            case "value_of":
                return f"{args[0]}.value"
            case "decide":
                return self.decide(number, node, args)
            case "decide_value":
                return self.decide_value(number, node, args)
            case "at_least":
                return self.remembered(number, node, args)
            case _:
                return self.call(number, node, args)

    def fold_of(self, row: int) -> int:
        """The fold around this line whose record a row node is."""
        return next(fold for fold in reversed(self.scopes) if row in self.inside[fold])

    def call(self, number: int, node: Node, args: list[str]) -> str:
        """The operation itself, with its parameter where the table says."""
        place = PARAMETER.get(node.op)
        if place is None:
            return f"op_{node.op}({', '.join(args)})"
        param = self.bind(f"p{number}", node.param)
        before = {"first": [param], "spread first": [f"*{param}"]}.get(place, [])
        behind = {"last": [param], "spread last": [f"*{param}"]}.get(place, [])
        return f"op_{node.op}({', '.join([*before, *args, *behind])})"

    def remembered(self, number: int, node: Node, args: list[str]) -> str:
        """The operation on truths with its parameter before them, each result computed once."""
        params = node.param if PARAMETER[node.op] == "spread first" and isinstance(node.param, tuple) else (node.param,)
        function = lru_cache(maxsize=MOST_REMEMBERED)(given(TABLE[node.op].function, *params))
        return f"{self.bind(f't{number}', function)}({', '.join(args)})"

    def comparison(self, op: str, numbers: tuple[int, ...], args: list[str]) -> str:
        a, b = args
        first, second = (self.share(n) for n in numbers)
        if first is not None:
            plain = f"{HOLDS} if {first.numerator} * {b}.denominator {SYMBOLS[op]} {b}.numerator * {first.denominator} else {FAILS}"
        elif second is not None:
            plain = f"{HOLDS} if {a}.numerator * {second.denominator} {SYMBOLS[op]} {second.numerator} * {a}.denominator else {FAILS}"
        else:
            plain = f"{HOLDS} if {a} {SYMBOLS[op]} {b} else {FAILS}"
        partial = [name for name, n in zip(args, numbers, strict=True) if self.partial[n]]
        if partial:
            plainly = "date" if self.slice.nodes[numbers[0]].type == "date" else "int"
            exact = " and ".join(f"{name}.__class__ is {plainly}" for name in dict.fromkeys(partial))
            others = [name for name, n in zip(args, numbers, strict=True) if name not in partial and self.may_be_unknown(n)]
            known = "".join(f" and {name} is not None" for name in others)
            return f"({plain}) if {exact}{known} else op_{op}({a}, {b})"
        unknown = " or ".join(f"{name} is None" for name, n in zip(args, numbers, strict=True) if self.may_be_unknown(n))
        return f"{UNDETERMINED} if {unknown} else {plain}" if unknown else plain

    def stand(self, rows: tuple[Param, ...], args: list[str]) -> str:
        """The guard under each condition; rows under which the clause has lapsed add nothing."""
        guard, *conditions = args
        terms = []
        for row in rows:
            match row:
                case (int(standing), int(place), int(negated)) if standing != FAILS:
                    under = str(HOLDS) if place < 0 else f"NOT[{conditions[place]}]" if negated else conditions[place]
                    terms.append(f"({under} & {guard if standing == HOLDS else standing})")
        return " | ".join(terms) or str(FAILS)

    def decide(self, number: int, node: Node, args: list[str]) -> str:
        """Without defeats the verdict depends on five "or"s of states, and is looked up."""
        effects, defeats = parts(node)
        if defeats or len(args) > MOST_INLINE:
            return self.remembered(number, node, args)
        by: Mapping[str, list[str]] = {
            "grant": [g for e, g in zip(effects, args[1::2], strict=True) if e == "grant"],
            "deny": [g for e, g in zip(effects, args[1::2], strict=True) if e == "deny"],
            "require": [g for e, g in zip(effects, args[1::2], strict=True) if e == "require"],
            "grants": [s for e, s in zip(effects, args[0::2], strict=True) if e == "grant"],
            "stands": args[0::2],
        }
        fixed, terms = 0, []
        for place, states in enumerate(by.values()):
            varying = [state for state in states if state not in CODES]
            for state in states:
                fixed |= CODES.get(state, FAILS) << 2 * place
            if varying:
                joined = " | ".join(varying)
                terms.append(f"({joined}) << {2 * place}" if place else joined)
        return f"VERDICT[{' | '.join([*terms, str(fixed)])}]"

    def decide_value(self, number: int, node: Node, args: list[str]) -> str:
        """Without defeats, and where some clause surely stands, only clauses that may hold are looked at."""
        (defeats,) = node.param if isinstance(node.param, tuple) else ((),)
        if defeats or not any(self.constant(s) == HOLDS for s in node.args[0::3]):
            return self.call(number, node, args)
        live = [i for i, guard in enumerate(node.args[1::3]) if self.constant(guard) != FAILS]
        guards = "".join(f"{args[3 * i + 1]}, " for i in live)
        values = "".join(f"{args[3 * i + 2]}, " for i in live)
        return f"once(({guards}), ({values}))"

    def fold(self, number: int, node: Node) -> None:
        """A loop over the records on file; the aggregate is made from what each contributes, as the table has it."""
        name = self.name(number)
        records, row = f"r{number}", f"m{number}"
        self.line(f"{records} = {self.name(node.args[0])} or nothing")
        lists = [f"c{number}_{place}" for place in range(len(node.args) - 1)]
        for each in lists:
            self.line(f"{each} = []")
        self.line(f"for i{number}, {row} in enumerate({records}.rows):")
        self.depth += 1
        self.scopes.append(number)
        for n in self.slice.bodies[number]:
            inner = self.slice.nodes[n]
            if inner.op != "row":
                self.node(n)
            elif n in self.whole_rows:
                self.line(f"{self.name(n)} = Row({records}, i{number})")
        for each, argument in zip(lists, node.args[1:], strict=True):
            self.line(f"{each}.append({self.name(argument)})")
        self.scopes.pop()
        self.depth -= 1
        self.line(f"{name} = op_{node.op}({', '.join(lists)}, {records}.complete)")


def partial(slice: Slice, pack: Pack) -> Mapping[int, bool]:
    """Whether a value may be an `Interval`, a `DateRange` or an `Elapsed`: a period may be given so, and an aggregate or a day be one."""
    found: dict[int, bool] = {}
    for number in slice.order:
        node = slice.nodes[number]
        if node.op in ALWAYS_PARTIAL:
            found[number] = True
        elif node.op in ALWAYS_EXACT:
            found[number] = False
        elif node.op in PASSES_ON:
            found[number] = any(found[a] for a in node.args)
        else:
            found[number] = node.type == "period"
    return found


def is_field(slice: Slice, number: int) -> bool:
    """Whether a node reads a field of the record at hand, for which no `Row` need be made."""
    node = slice.nodes[number]
    return node.op in ("field", "field_truth") and slice.nodes[node.args[0]].op == "row"


def parts(node: Node) -> tuple[tuple[str, ...], tuple[Any, ...]]:
    """The effects and defeats of a `decide` node."""
    match node.param:
        case (tuple(effects), tuple(defeats)):
            return tuple(str(e) for e in effects), defeats
        case _:
            raise ValueError("a pack is validated before it is evaluated")  # INVARIANT: see graph/validate.py
