"""What of a slice every engine computes in the same way; the rest is refused, each operation with the words of the law it stands in.

In: facts that are conditions, whole numbers (integers, days, cents, months), school years, days and members of enumerations; comparisons
of them with constants and with one another; conditions over conditions; clauses; decisions that hold or fail. Out: whatever engines
compute by rules of their own, such as division, fractions, months added to days, texts and their collations, and lists.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from pincite.explain.ask import ASKED
from pincite.facts.forms import MOST
from pincite.population.sql.compute import COMPARISONS
from pincite.population.sql.deciding import MOST_TRIED, open_defeaters
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.populations import NOT_PORTABLE
from pincitec.graph.nodes import FOLDS, Node, decode
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice
from pincitec.graph.wording import decision_words, node_words
from pincitec.semantics.operations import TABLE, call
from pincitec.semantics.types import DATE, PERCENT, SCHOOL_YEAR, TEXT, Enumeration, ListOf, Quantity
from pincitec.semantics.values import Fault

CONDITIONS: Final = ("not", "and", "or", "at_least", "stand", "undetermined_unless", "truth_of", "decide", *COMPARISONS)
PASSING: Final = ("same", "month_end", "unknown_unless")
WHOLE: Final = ("integer", "days", "money", "period")
"""The quantities that are whole numbers, of cents and of months too."""
LONGEST: Final = 100
"""Characters of a computation's words in a message."""

SAID: Final[Mapping[str, str]] = {
    "add": "an addition",
    "sub": "a subtraction",
    "mul": "a multiplication",
    "div": "a division",
    "neg": "a negative number",
    "whole": "a number that is rounded",
    "add_period": "a period added to a day",
    "add_period_by_rule": "a period added to a day",
    "add_days": "days added to a day",
    "calendar_year": "the year of a day",
    "school_year_of": "the school year of a day",
    "day_of_year": "a day of a year",
    "value_of": "the value of a decision",
    "decide_value": "the value of a decision",
    "decide": "a decision in which many clauses displace others",
}
"""Operations outside the subset, for a reader."""


def fixed(slice: Slice, asked: date) -> dict[int, Any]:
    """The nodes that have the same value in all rows, by number. One with an arithmetic fault has none."""
    found: dict[int, Any] = {}
    for at in slice.order:
        node = slice.nodes[at]
        match node.op:
            case "const":
                found[at] = decode(node.param)
            case "asked":
                found[at] = asked
            case "same" if node.args[0] in found:
                found[at] = found[node.args[0]]
            case op if op in TABLE and op not in FOLDS and all(a in found for a in node.args):
                try:
                    found[at] = call(op, node.param, [found[a] for a in node.args])
                except Fault:
                    continue
    return found


def refusals(pack: Pack, slice: Slice, known: Mapping[int, Any], decision: str) -> list[Diagnostic]:
    """One problem for each computation that is outside the subset, in the order of the law; below one nothing is looked for."""
    found: list[tuple[int, str, str]] = []
    seen: set[int] = set()
    stack = list(slice.roots)
    while stack:
        at = stack.pop()
        if at in seen:
            continue
        seen.add(at)
        if (refused := refused_because(pack, slice, known, at)) is not None:
            found.append((at, *refused))
        elif at not in known:
            stack.extend(slice.nodes[at].args)
    places = {at: tuple(cited(pack, slice, at)) for at, _, _ in found}
    return [refusal(pack, at, what, why, places[at], decision) for at, what, why in sorted(found)]


def refused_because(pack: Pack, slice: Slice, known: Mapping[int, Any], at: int) -> tuple[str, str] | None:
    """What a node is, for a reader, and why no query has it; None for what is in the subset."""
    node = slice.nodes[at]
    if at in known:
        value = known[at]
        if node.type in ("boolean", "verdict") or value is None or isinstance(value, date) or (type(value) is int and abs(value) <= MOST):
            return None
        return "a constant", "it is no whole number of at most 15 digits, and no day"
    if node.op == "fact":
        return refused_fact(pack, node)
    if node.op == "decide" and len(open_defeaters(node, known)) > MOST_TRIED:
        return SAID["decide"], f"more than {MOST_TRIED} of them may be open at once, and each doubles the query"
    if node.op in CONDITIONS or (node.op in PASSING and not node.type.startswith("list:")):
        return None
    if node.op in FOLDS or node.type.startswith("list:"):
        return "a condition or number over the records of a list", "engines have no list that may have more records than are on file"
    if node.op in ("decide_value", "value_of"):
        return SAID[node.op], "a query gives verdicts, and engines have no value of which only bounds are known"
    return SAID.get(node.op, "a computation"), "engines have rules of their own for it, and they differ"


def refused_fact(pack: Pack, node: Node) -> tuple[str, str] | None:
    kind = pack.type_of.get(node.type)
    match kind:
        case ListOf():
            return "a list of records", "engines have no list that may have more records than are on file"
        case Enumeration():
            names = [m.name.casefold() for m in kind.members]
            alike = len(set(names)) < len(names)
            return ("a fact", "values of its type differ in capitals alone, which some engines take as equal") if alike else None
        case Quantity() if kind.key in WHOLE:
            return None
        case Quantity():
            named = "a percentage" if kind == PERCENT else f"a number of {kind}" if kind.words else "a number"
            return named, "it need not be whole, and engines round fractions each in its own way"
    if node.type == TEXT.key:
        return "a text", "engines compare texts by collations of their own"
    return None if node.type in ("boolean", DATE.key, SCHOOL_YEAR.key) else ("a fact", "its type has no column")


def cited(pack: Pack, slice: Slice, at: int) -> Iterator[str]:
    """The places of the law whose clauses rest on a node, each once, in the order of the clauses."""
    said: set[str] = set()
    for question in pack.questions:
        if question.verdict not in slice.order:
            continue
        for part in question.clauses:
            clause = pack.clauses[part.clause]
            if clause.citation not in said and at in below(slice, part.guard):
                said.add(clause.citation)
                yield clause.citation


def below(slice: Slice, root: int) -> set[int]:
    """The nodes under one; another decision is not entered."""
    seen: set[int] = set()
    stack = [root]
    while stack:
        at = stack.pop()
        if at not in seen:
            seen.add(at)
            if slice.nodes[at].op not in ("decide", "decide_value"):
                stack.extend(slice.nodes[at].args)
    return seen


def refusal(pack: Pack, at: int, what: str, why: str, places: tuple[str, ...], decision: str) -> Diagnostic:
    node = pack.nodes[at]
    words = decision_words(pack, at) if node.op in ("decide", "decide_value") else node_words(pack, at)
    shown = words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"
    notes = [f"what it is: {shown}", f"why not: {why}"]
    if places:
        notes.append(f"where: {'; '.join(places[:4])}{'; and elsewhere' if len(places) > 4 else ''}")
    plain = decision.rpartition(".")[2]
    help = f"decide it with `pincite run {plain} --data FILE`, which has all operations"
    return Diagnostic.at(NOT_PORTABLE, Span(ASKED, 0, 0), f"`{plain}` rests on {what}, which no query has", notes=notes, help=help)
