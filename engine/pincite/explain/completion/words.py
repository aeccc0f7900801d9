"""The ways in which something open may turn out, in words: "at least 3 years", "no degree or a bachelor's degree", "yes"."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from pincite.explain.case import Case
from pincite.explain.completion.build import Built, Variable
from pincite.explain.completion.parts import WHOLE
from pincite.explain.completion.ways import place, thresholds
from pincite.explain.conditions import in_words
from pincite.explain.display import shown
from pincite.texts import either, say
from pincitec.semantics.truth import HOLDS
from pincitec.semantics.values import Elapsed, Value, whole_months

PLAIN: Final = ("fact", "field_truth")
"""Conditions that have a label, beside which "yes" or "no" says how they turn out."""


def label_of(case: Case, variable: Variable) -> str:
    """What is open: a fact by its label, a condition or an amount of a list in words."""
    node = case.node(variable.node)
    return case.pack.fact[str(node.param)].wording.label if node.op == "fact" else in_words(case, variable.node)


def way_in_words(built: Built, number: int, ways: Sequence[int]) -> tuple[str, str]:
    """What is open, and how it turns out where it takes one of these ways. A condition in words of its own is said as a whole, never
    denied twice: "this is so: some record of reviews: signed: no"."""
    variable, case = built.variables[number], built.case
    if variable.kind not in ("truth", "free") or case.node(variable.node).op == "fact":
        return label_of(case, variable), ways_in_words(built, number, ways)
    holds = variable.ways[ways[0]].samples[0] == HOLDS
    node = case.peel(variable.node)
    while case.node(node).op == "not":
        node, holds = case.peel(case.node(node).args[0]), not holds
    if case.node(node).op in PLAIN:
        return in_words(case, node), say("yes") if holds else say("no")
    return say("this is so") if holds else say("this is not so"), in_words(case, node)


def ways_in_words(built: Built, number: int, ways: Sequence[int]) -> str:
    """How a variable turns out where it takes one of these ways."""
    variable, case = built.variables[number], built.case
    kind = case.node(variable.node).type
    if variable.kind in ("truth", "free"):
        return say("yes") if variable.ways[ways[0]].samples[0] == HOLDS else say("no")
    chosen = [value for way in ways for value in variable.ways[way].samples]
    if variable.kind == "members":
        return either(tuple(shown(case.pack, kind, value) or "" for value in chosen))
    if kind == "text":
        known = set(thresholds_of_text(built, number))
        named = [f"“{value}”" for value in chosen if value in known]
        return either((*named, *((say("anything else"),) if any(v not in known for v in chosen) else ())))
    return either(tuple(ranges(built, number, chosen)))


def thresholds_of_text(built: Built, number: int) -> Iterator[str]:
    line = built.lines[built.variables[number].node]
    yield from (v for c in line.compared for v in c.others if isinstance(v, str))


def order(value: Any) -> Any:
    return value.toordinal() if isinstance(value, date) else place(value)


def ranges(built: Built, number: int, chosen: Sequence[Value]) -> Iterator[str]:
    """Each range of values that lie side by side, in words."""
    variable = built.variables[number]
    node = built.case.node(variable.node)
    everything = sorted((v for way in variable.ways[: variable.settling] for v in way.samples), key=order)
    inside = [any(v is c for c in chosen) for v in everything]
    line = built.lines[variable.node]
    marks = None if node.type in WHOLE else set(thresholds(line, whole=False))
    named = {v for c in line.compared for v in c.others if isinstance(v, int)} if node.type == "money" else set()
    start = 0
    while start < len(everything):
        if not inside[start]:
            start += 1
            continue
        end = start
        while end + 1 < len(everything) and inside[end + 1]:
            end += 1
        before = everything[start - 1] if start else None
        after = everything[end + 1] if end + 1 < len(everything) else None
        yield range_in_words(built.case, node.type, before, everything[start : end + 1], after, marks, named)
        start = end + 1


def range_in_words(
    case: Case, kind: str, before: Value, run: Sequence[Value], after: Value, marks: set[Any] | None, named: set[Any]
) -> str:
    """One range. `marks` are the ends of ranges of what need not be whole; `named` are the amounts of money that the rules name."""

    def figure(value: Value) -> str:
        months = whole_months(value).low if isinstance(value, Elapsed) else value
        return shown(case.pack, kind, months) or ""

    first, last = run[0], run[-1]
    if before is None and after is None:
        return say("any")
    if len(run) == 1 and not isinstance(first, Elapsed) and alone(before, first, after, marks):
        return figure(first)
    day = kind == "date"
    low, above = (first, False)
    if before is not None and (
        isinstance(first, Elapsed) or (marks is not None and first not in marks) or (first not in named and before in named)
    ):
        low, above = before, True
    high, below = (after, True)
    if after is not None and (
        isinstance(after, Elapsed) or (marks is not None and after not in marks) or (after not in named and last in named)
    ):
        high, below = last, False
    if before is None:
        said = say("before {day}", day=figure(high)) if day else say("less than {amount}", amount=figure(high))
        return said if below else say("at most {amount}", amount=figure(high))
    if after is None:
        said = say("on or after {day}", day=figure(low)) if day else say("at least {amount}", amount=figure(low))
        return say("more than {amount}", amount=figure(low)) if above else said
    if day:
        return say("on or after {first}, and before {last}", first=figure(low), last=figure(high))
    if above:
        if below:
            return say("more than {low}, and less than {high}", low=figure(low), high=figure(high))
        return say("more than {low}, and at most {high}", low=figure(low), high=figure(high))
    if below:
        return say("at least {low}, and less than {high}", low=figure(low), high=figure(high))
    return say("at least {low}, and at most {high}", low=figure(low), high=figure(high))


def alone(before: Value, value: Any, after: Value, marks: set[Any] | None) -> bool:
    """Whether a sample that stands alone is the only value of its range."""
    if marks is not None:
        return value in marks
    if after is None or (before is None and order(value) != 0):
        return False
    return all(abs(order(value) - order(v)) <= 1 for v in (before, after) if v is not None)
