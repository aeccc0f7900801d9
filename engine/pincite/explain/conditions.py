"""What a single condition says: in words, and over which records of a list. Reads the sliced graph and its values; decides nothing."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import reduce
from typing import Any, Final

from pincite.evaluate import evaluate_rows
from pincite.explain.case import ASKED, Case, constant
from pincite.explain.comparing import compared
from pincite.explain.display import shown, type_named
from pincite.explain.findings import party
from pincite.explain.proof import RecordProof
from pincite.explain.wording import so, the
from pincite.texts import day_of_year, either, msgid, say, spoken, ungrouped
from pincitec.graph.nodes import AMOUNTS, FOLDS, Param, decode
from pincitec.semantics.operations import TABLE
from pincitec.semantics.truth import HOLDS, NOT
from pincitec.semantics.types import ListOf, Record
from pincitec.semantics.values import Records, Value

COMPARISONS = ("ge", "gt", "le", "lt", "eq", "ne")
CONTRARY: Final = {"ge": "lt", "gt": "le", "le": "gt", "lt": "ge", "eq": "ne", "ne": "eq"}
"""For each comparison, the one that holds where it does not."""
FIRST: Final = {"add": 0, "sub": 0, "mul": 0, "div": 0, "add_period": 0, "add_days": 0, "add_period_by_rule": 1}
"""Of an operation that is written with its operands around it, the place of the one that comes first."""
LEAP_YEAR: Final = 2000
"""A year that has every day."""


def in_words(case: Case, number: int) -> str:
    """A node as a reader would say it: "highest degree held: at least a master's degree"."""
    number = case.peel(number)
    return case.once(("words", number, spoken()), lambda: worded(case, number))


def worded(case: Case, number: int) -> str:
    node = case.node(number)
    parts = [in_words(case, a) for a in node.args] if node.op not in ASKED else []
    match node.op:
        case "const" if node.type == "boolean":  # only a reading may say so (`choose`)
            return say("always, under this reading") if decode(node.param) == HOLDS else say("never, under this reading")
        case "const":
            return shown(case.pack, node.type, decode(node.param)) or say("not established")
        case "fact":
            return case.pack.fact[str(node.param)].wording.label
        case "asked":
            return say("the day asked about")
        case "field" | "field_truth":
            record = type_named(case.pack, case.node(node.args[0]).type)
            field = record.field(str(node.param)) if isinstance(record, Record) else None
            name = field.label if field else str(node.param)
            if not parts[0]:
                return name
            if isinstance(record, Record) and record.order is not None and record.order.type.key == "school_year":
                return say("{field} in the year {which}", field=name, which=parts[0])
            return say("{field} in the record {which}", field=name, which=parts[0])
        case "row":
            return ""
        case "neighbour":
            return say("after it") if isinstance(node.param, tuple) and node.param[1] == 1 else say("before it")
        case "not":
            below = case.peel(node.args[0])
            if case.node(below).op in CONTRARY:
                return comparison(case, below, CONTRARY[case.node(below).op])
            plain = case.node(below).op in ("fact", "field", "field_truth")
            return say("{label}: no", label=parts[0]) if plain else say("not ({condition})", condition=parts[0])
        case "or" if (listed := one_of(case, number)) is not None:
            return compared(in_words(case, listed[0]), "is", either([in_words(case, v) for v in listed[1]]))
        case "and" | "or":
            inside = [f"({p})" if case.node(case.peel(a)).op in ("and", "or") else p for a, p in zip(node.args, parts, strict=True)]
            return between(node.op, inside)
        case "at_least":
            return say("at least {number} of: {conditions}", number=str(node.param), conditions="; ".join(parts))
        case "truth_of" | "value_of":
            return asked_in_words(case, node.args[0])
        case "count":
            return say("{records} that count", records=in_words(case, node.args[0]))
        case "consecutive":
            return say("longest run of {records} that count", records=in_words(case, node.args[0]))
        case "least":
            return say("least {amount} over {records}", amount=parts[2], records=parts[0])
        case "greatest":
            return say("greatest {amount} over {records}", amount=parts[2], records=parts[0])
        case "sum":
            return say("{amount}, added up over {records}", amount=parts[2], records=parts[0])
        case "some":
            return say("some record of {list}: {condition}", list=parts[0], condition=parts[1])
        case op if op in FOLDS:
            return say("every record of {list}: {condition}", list=parts[0], condition=parts[1])
        case op if op in COMPARISONS:
            return comparison(case, number, op)
        case "calendar_year" | "school_year_of":
            name = str(node.param[2]).replace("_", " ") if isinstance(node.param, tuple) else say("year")
            return say("the {year} of {day}", year=name, day=parts[0])
        case "day_of_year" if isinstance(node.param, tuple):
            return say("{day} of {year}", day=day_named(node.param), year=the(parts[0]))
        case "add_period_by_rule":
            return between("plus", parts[1:])
        case "month_end":
            return parts[1]
        case "add" if node.type == "school_year":
            return say("the school year after {year}", year=the(parts[0]))
        case "sub" if node.type == "school_year":
            return say("the school year before {year}", year=the(parts[0]))
        case "neg":
            return say("minus {amount}", amount=parts[0])
        case "whole":
            return say("the whole part of ({amount})", amount=parts[0])
        case op:
            return between(TABLE[op].wording or op if op in TABLE else op, parts)


def comparison(case: Case, number: int, op: str) -> str:
    """Two sides of a comparison with a relation between them: its own, or the contrary one where it is denied."""
    left, right = case.node(number).args
    other = year_shown(case, number, definite(case, right)) or ""
    return compared(in_words(case, left), relation_of(op, case.node(left).type), other)


def definite(case: Case, number: int) -> str:
    """A node in words, with the article where it begins with a fact: "the score minus 2 times the error", but "October 15 of the year"."""
    words, first = in_words(case, number), case.peel(number)
    while case.node(first).op in FIRST:
        first = case.peel(case.node(first).args[FIRST[case.node(first).op]])
    return the(words) if case.node(first).op in ("fact", "field") else words


BETWEEN: Final = {
    "and": msgid("{left} and {right}"),
    "or": msgid("{left} or {right}"),
    "plus": msgid("{left} plus {right}"),
    "minus": msgid("{left} minus {right}"),
    "times": msgid("{left} times {right}"),
    "divided by": msgid("{left} divided by {right}"),
}


def between(word: str, parts: Sequence[str]) -> str:
    """Operands with their operation between them."""
    if word not in BETWEEN:
        return f" {word} ".join(parts)
    return reduce(lambda left, right: say(BETWEEN[word], left=left, right=right), parts)


def day_named(param: tuple[Param, ...]) -> str:
    """The day of a `day_of_year` node: "October 15"."""
    month, day = param[:2]
    assert isinstance(month, int)
    assert isinstance(day, int)
    return day_of_year(date(LEAP_YEAR, month, day))


def one_of(case: Case, number: int) -> tuple[int, tuple[int, ...]] | None:
    """What an "or" of equations with constants compares, and with what: a list of what is approved reads as one condition."""
    node = case.node(number)
    equations = [case.node(case.peel(a)) for a in node.args] if node.op == "or" else []
    if not equations or any(e.op != "eq" for e in equations):
        return None
    lefts, rights = {case.peel(e.args[0]) for e in equations}, tuple(case.peel(e.args[1]) for e in equations)
    if len(lefts) > 1 or any(case.node(r).op != "const" for r in rights):
        return None
    return lefts.pop(), rights


def asked_in_words(case: Case, verdict: int) -> str:
    verdict = case.peel(verdict)
    for question in case.questions:
        if question.verdict == verdict:
            decision = case.pack.decision[question.decision]
            return so(decision, party(case.pack, decision.party) if decision.party else None)
    return say("another decision")


def relation(case: Case, number: int) -> str:
    """The comparator in words; of dates "on or after", of school years "after", of things that are not amounts "is"."""
    node = case.node(number)
    return relation_of(node.op, case.node(node.args[0]).type)


def relation_of(op: str, kind: str) -> str:
    """A comparator between two values of a type, in words."""
    if kind == "date":
        return {"ge": "on or after", "gt": "after", "le": "on or before", "lt": "before"}.get(op, TABLE[op].wording)
    if kind == "school_year":
        return {"ge": "no earlier than", "gt": "after", "le": "no later than", "lt": "before"}.get(op, TABLE[op].wording)
    return TABLE[op].wording


def year_shown(case: Case, number: int, text: str | None) -> str | None:
    """One side of a comparison in figures; the number of a year has no comma in it."""
    ops = {case.node(case.peel(a)).op for a in case.node(number).args}
    return ungrouped(text) if text and "calendar_year" in ops else text


def known(case: Case, number: int) -> Value:
    value: Value = case.values[number]
    return constant(case, number) if value is None else value


def complete(case: Case, fold: int) -> bool:
    """Whether the list that a fold runs over is known to be all there is."""
    records_ = case.values[case.peel(case.node(fold).args[0])]
    return isinstance(records_, Records) and records_.complete


def records(case: Case, fold: int, parts: tuple[int, ...] = (), *, contrary: bool = False) -> tuple[RecordProof, ...]:
    """Each record of the list that a fold runs over, with the truth of the condition asked of it."""
    node = case.node(fold)
    on_file = case.values[case.peel(node.args[0])]
    kind = type_named(case.pack, case.node(node.args[0]).type)
    if not isinstance(on_file, Records) or not isinstance(kind, ListOf):
        return ()
    fields = fields_read(case, node.args[1:2] if node.op == "consecutive" else node.args[1:])
    proofs = []
    for row, inner in zip(on_file.rows, evaluate_rows(case.slice, case.values, fold), strict=True):
        truth = of_row(case, inner, node.args[1])
        amount = of_row(case, inner, node.args[2]) if node.op in AMOUNTS else None
        proofs.append(
            RecordProof(
                record_key(case, kind.element, row),
                NOT[truth] if contrary else truth,
                tuple((name, shown(case.pack, case.node(n).type, of_row(case, inner, n))) for name, n in fields.items()),
                shown(case.pack, case.node(node.args[2]).type, amount) if node.op in AMOUNTS else None,
                tuple(of_row(case, inner, p) for p in parts),
            )
        )
    return tuple(proofs)


def of_row(case: Case, inner: Mapping[int, Any], number: int) -> Any:
    """The value of a node for one record, wherever it was computed."""
    return inner[number] if number in inner else case.values[number]


def record_key(case: Case, kind: Record, row: Mapping[str, Value]) -> str:
    """What tells a record from the others, in words."""
    keys = [(kind.field(name), row.get(name)) for name in kind.by]
    return ", ".join(shown(case.pack, f.type.key, v) or "not established" for f, v in keys if f is not None)


def fields_read(case: Case, args: tuple[int, ...]) -> dict[str, int]:
    """The fields that the condition reads, of the record at hand and of its neighbours: what they are called, and a node of each."""
    found: dict[str, int] = {}
    for number in dict.fromkeys(n for arg in args for n in case.walk(arg)):
        if case.node(number).op in ("field", "field_truth"):
            found.setdefault(in_words(case, number), number)
    return found
