"""A computation in words, as the rules write it: "highest degree held is at least a master's degree". For drawings of the graph.

A letter has words of its own, with the values of a case beside them (`pincite.explain.conditions`); here no case is at hand.
"""

from datetime import date
from fractions import Fraction
from typing import Final

from pincitec.graph.nodes import FOLDS, Constant, Param, decode
from pincitec.graph.pack import Pack
from pincitec.semantics.operations import TABLE
from pincitec.semantics.truth import HOLDS
from pincitec.semantics.types import Enumeration, Quantity, Record

PASSING: Final = {"same": 0, "clause": 0, "unknown_unless": 1, "undetermined_unless": 1}
"""Nodes that pass an argument on: which one."""
COMPARISONS: Final = ("eq", "ne", "lt", "le", "gt", "ge")
MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
SIGNS: Final = {"add": "+", "sub": "−", "mul": "×", "div": "÷"}


LONGEST: Final = 2_000
"""Characters of a part before it is cut: a graph whose nodes share their parts may say more than anyone could read, or a machine hold."""


def node_words(pack: Pack, number: int) -> str:
    """What a node says, without its values."""
    said: dict[int, str] = {}
    for below in reached(pack, number):
        words = words_of(pack, below, said)
        said[below] = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
    return said[peel(pack, number)]


def reached(pack: Pack, number: int) -> list[int]:
    """The nodes that the words of a node are made of, arguments first."""
    seen: set[int] = set()
    stack = [peel(pack, number)]
    while stack:
        at = stack.pop()
        if at not in seen:
            seen.add(at)
            if pack.nodes[at].op not in ("truth_of", "value_of"):
                stack += [peel(pack, a) for a in pack.nodes[at].args]
    return sorted(seen)


def words_of(pack: Pack, number: int, said: dict[int, str]) -> str:
    """What a node says whose arguments have their words in `said`."""
    node = pack.nodes[number]
    if node.op in ("truth_of", "value_of"):
        return decision_words(pack, peel(pack, node.args[0]))
    parts = [said[peel(pack, a)] for a in node.args]
    match node.op:
        case "const":
            return constant_words(pack, node.type, decode(node.param))
        case "fact":
            return pack.fact[str(node.param)].wording.label
        case "asked":
            return "the day asked about"
        case "row":
            return ""
        case "field" | "field_truth":
            record = pack.type_of.get(pack.nodes[node.args[0]].type)
            field = record.field(str(node.param)) if isinstance(record, Record) else None
            return f"{field.label if field else node.param}{' ' + parts[0] if parts[0] else ''}"
        case "neighbour":
            return "of the record after it" if isinstance(node.param, tuple) and node.param[1] == 1 else "of the record before it"
        case "not":
            return f"not ({parts[0]})"
        case "and" | "or":
            return f" {node.op} ".join(bracketed(pack, a, p) for a, p in zip(node.args, parts, strict=True))
        case "at_least":
            return f"at least {node.param} of: {'; '.join(parts)}"
        case "reading":
            return pack.choice[str(node.param)].wording
        case "calendar_year" | "school_year_of":
            name = str(node.param[2]) if isinstance(node.param, tuple) else "year"
            return f"the {name.replace('_', ' ')} of {parts[0]}"
        case "day_of_year" if isinstance(node.param, tuple):
            return f"{day_words(node.param)} of {parts[0]}"
        case "add_period_by_rule":
            return f"{parts[1]} plus {parts[2]}"
        case "month_end":
            return parts[1]
        case "whole":
            return f"the whole part of ({parts[0]})"
        case "neg":
            return f"minus {parts[0]}"
        case "consecutive":
            return f"the longest run of {parts[0]} that follow one another, each with: {parts[1]}"
        case "count":
            return f"the number of {parts[0]} with: {parts[1]}"
        case "least" | "greatest":
            return f"the {TABLE[node.op].wording} {parts[2]} over {parts[0]} with: {parts[1]}"
        case "sum":
            return f"{parts[2]}, added up over {parts[0]} with: {parts[1]}"
        case op if op in FOLDS:
            return f"{TABLE[op].wording} record of {parts[0]}: {parts[1]}"
        case op if op in COMPARISONS:
            relation = TABLE[op].wording
            return f"{parts[0]} {relation if relation.startswith('is') else f'is {relation}'} {parts[1]}"
        case "add" | "sub" if node.type == "school_year":
            return beside(node.op, parts[0])
        case op if op in SIGNS:
            return f" {SIGNS[op]} ".join(parts)
        case op:
            return f" {TABLE[op].wording if op in TABLE else op} ".join(parts)


def decision_words(pack: Pack, verdict: int) -> str:
    """What a verdict is on; where it is no question of its own, what is required of a decision (see `lower.questions.requirements`)."""
    asked = pack.question.get(verdict)
    if asked is not None:
        return pack.decision[asked.decision].wording.label
    states = pack.nodes[verdict].args[:-2]
    for question in pack.questions:
        if states == tuple(n for part in question.clauses for n in (part.standing, part.guard)):
            return f"all that is required for {pack.decision[question.decision].wording.label}"
    return "another decision"


def peel(pack: Pack, number: int) -> int:
    """The node below those that only pass a value on."""
    while (node := pack.nodes[number]).op in PASSING:
        number = node.args[PASSING[node.op]]
    return number


def bracketed(pack: Pack, number: int, words: str) -> str:
    return f"({words})" if pack.nodes[peel(pack, number)].op in ("and", "or") else words


def constant_words(pack: Pack, key: str, value: Constant) -> str:
    """A constant with its unit: whole cents as dollars, whole months as years where they are."""
    kind = pack.type_of.get(key)
    match value:
        case date() | str():
            return str(value)
        case int() if key == "boolean":
            return "yes" if value == HOLDS else "no"
        case int() if isinstance(kind, Enumeration):
            return kind.members[value].wording
        case int() if key == "school_year":
            return f"{value}-{(value + 1) % 100:02}"
        case int() if key == "money":
            dollars, cents = divmod(value, 100)
            return f"${dollars:,}.{cents:02}" if cents else f"${dollars:,}"
        case int() if key == "period":
            return counted(value // 12, "year") if value % 12 == 0 and value else counted(value, "month")
        case int() if key == "days":
            return counted(value, "day")
        case int() | Fraction() if key == "percent":
            return f"{value * 100}%"
        case int() | Fraction() as number if isinstance(kind, Quantity) and kind.words:
            return f"{number} {kind.noun(number)}"
        case number:
            return str(number)


def day_words(param: tuple[Param, ...]) -> str:
    """The day of a `day_of_year` node: "October 15"."""
    month, day = param[:2]
    assert isinstance(month, int)
    return f"{MONTHS[month - 1]} {day}"


def beside(op: str, year: str) -> str:
    """The school year after or before another: its node adds or takes one."""
    return f"the school year {'after' if op == 'add' else 'before'} {year}"


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
