"""Conditions and values of checked clauses in plain words, for somebody who reads the law and not the rules.

Words of the policy are used where it has them: the wordings of facts, of values and of decisions. A definition is named, not unfolded: what
it means stands where it is defined. No case is at hand here; letters have words of their own, with values (`explain/conditions.py`).
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from attrs import frozen

from pincite.explain.findings import party
from pincite.explain.wording import so
from pincite.facts.display import show_date
from pincitec.check.figures import text_of
from pincitec.check.laws import Located
from pincitec.check.typed import Typed
from pincitec.graph.pack import Pack
from pincitec.graph.wording import beside, constant_words, day_words
from pincitec.semantics.operations import TABLE
from pincitec.semantics.truth import HOLDS
from pincitec.semantics.types import BOOLEAN, Enumeration, Record, Type
from pincitec.syntax import pol_tree as t

COMPARISONS: Final = ("eq", "ne", "lt", "le", "gt", "ge")
SIGNS: Final = {"add": "+", "sub": "−", "mul": "×", "div": "÷", "add_period": "+", "add_days": "+"}
DATES: Final = {"ge": "on or after", "gt": "after", "le": "on or before", "lt": "before", "eq": "on", "ne": "not on"}
MOST: Final = 1_500
"""Characters of a condition before it is cut: definitions may be nested in one another without end in sight."""


@frozen
class Tongue:
    """What words are made with: the pack, and the places that a policy asks about (`D under CITE`)."""

    pack: Pack
    under: Mapping[t.Cite, Located]


def condition_words(tongue: Tongue, expr: Typed) -> str:
    """A condition on a line of its own: a comparison as "years as a level two teacher: at least 3 years"."""
    if expr.op == "const" and expr.type == BOOLEAN:
        return "in every case" if expr.param == HOLDS else "in no case"
    if expr.within is not None:
        return clipped(distance(tongue, expr, ": "))
    if expr.op in COMPARISONS:
        left, right = expr.args
        return clipped(f"{words(tongue, left)}: {relation(expr)}{words(tongue, right)}")
    return clipped(words(tongue, expr))


def clipped(text: str) -> str:
    return text if len(text) <= MOST else f"{text[:MOST].rstrip()} …"


def words(tongue: Tongue, e: Typed, above: str = "") -> str:
    """An expression within a sentence."""
    match e.op:
        case "const":
            return constant(tongue, e)
        case "fact":
            return fact_label(tongue, str(e.param))
        case "asked":
            return "the day asked about"
        case "row":
            return ""
        case "param":
            return "" if isinstance(e.type, Record) else parameter(str(e.param), e.type)
        case "decision":
            return decided(tongue, str(e.param))
        case "call":
            given = [w for w in (words(tongue, a) for a in e.args) if w]
            return f"“{plain(str(e.param))}”{' of ' + ' and '.join(given) if given else ''}"
        case "under":
            return asked_under(tongue, e)
        case "field" | "field_truth":
            of = words(tongue, e.args[0])
            return f"{of}{', ' if of else ''}{field_label(e)}"
        case "neighbour":
            step = e.param[1] if isinstance(e.param, tuple) else 1
            return "in the record after it" if step == 1 else "in the record before it"
        case "not":
            return negated(tongue, e.args[0])
        case "and" if e.within is not None:
            return distance(tongue, e, " lies ")
        case "and" | "or":
            said = f" {e.op} ".join(words(tongue, a, e.op) for a in e.args)
            return f"({said})" if above and above != e.op else said
        case "count" | "sum" | "least" | "greatest" | "consecutive" | "some" | "every" | "every_or_none":
            said = fold(tongue, e)
            return f"({said})" if above in SIGNS else said
        case "whole":
            return f"the whole part of ({words(tongue, e.args[0])})"
        case "neg":
            return f"minus {words(tongue, e.args[0], 'mul')}"
        case "day_of_year" if isinstance(e.param, tuple):
            return f"{day_words(e.param)} of {words(tongue, e.args[0])}"
        case "add" | "sub" if e.type.key == "school_year":
            return beside(e.op, words(tongue, e.args[0]))
        case "div" if all(a.op == "const" for a in e.args):
            said = f"{words(tongue, e.args[0])} per {words(tongue, e.args[1])}"
            return f"({said})" if above in SIGNS else said
        case "calendar_year" | "school_year_of":
            name = str(e.param[2]) if isinstance(e.param, tuple) and len(e.param) > 2 else "year"
            return f"the {plain(name)} of {words(tongue, e.args[0])}"
        case op if op in COMPARISONS:
            left, right = e.args
            said = relation(e)
            joined = f"{words(tongue, left)} is {said}{words(tongue, right)}"
            return f"({joined})" if above == "not" else joined
        case op if op in SIGNS:
            parts = f" {SIGNS[op]} ".join(words(tongue, a, op) for a in e.args)
            return f"({parts})" if above in ("mul", "div") else parts
        case op:
            return other(tongue, e, op)


def distance(tongue: Tongue, e: Typed, joint: str) -> str:
    """`x within d of y`, which was checked as two comparisons."""
    low, _ = e.args
    of, least = low.args[1].args
    below = e.within is not None and e.within.below
    where = f"{words(tongue, least, 'mul')} {'below' if below else 'on either side of'} {words(tongue, of)}"
    ends = f"no more than {where}, and not above it" if below else f"no more than {where}"
    return f"{words(tongue, low.args[0])}{joint}{ends}"


def constant(tongue: Tongue, e: Typed) -> str:
    if e.literal is not None and e.literal.kind not in ("boolean", "text", "date"):
        return text_of(e)
    if isinstance(e.param, date):
        return show_date(e.param)
    return constant_words(tongue.pack, e.type.key, e.param)


def plain(name: str) -> str:
    """A name of the rules as a reader says it.

    >>> plain("us_nm.aps.advancement.full_school_year")
    'full school year'
    """
    return name.rpartition(".")[2].replace("_", " ")


def parameter(name: str, kind: Type) -> str:
    """A parameter of a definition: by its name, or where that is a letter or two, by what it is.

    >>> parameter("m", Enumeration("town.credential", (), False)), parameter("before", Enumeration("town.license", (), False))
    ('credential', 'before')
    """
    return plain(kind.key) if len(name) <= 2 and isinstance(kind, Enumeration) else plain(name)


def decided(tongue: Tongue, name: str) -> str:
    decision = tongue.pack.decision.get(name)
    return plain(name) if decision is None else so(decision, party(tongue.pack, decision.party) if decision.party else None)


def asked_under(tongue: Tongue, e: Typed) -> str:
    """A decision by the clauses of one provision, with facts supposed."""
    decision, cite, supposed = e.param
    place = tongue.under.get(cite)
    where = place.citation if place else cite.source.text
    found = tongue.pack.decision.get(decision)
    value = found is None or found.kind == "value"
    said = f"what {where} gives for {label_of(tongue, decision)}" if value else f"{decided(tongue, decision)} under {where}"
    given = [f"{fact_label(tongue, n)}: {words(tongue, v)}" for n, v in supposed]
    return f"{said}, supposing {'; '.join(given)}" if given else said


def label_of(tongue: Tongue, name: str) -> str:
    decision = tongue.pack.decision.get(name)
    return plain(name) if decision is None else decision.wording.label


def fact_label(tongue: Tongue, name: str) -> str:
    fact = tongue.pack.fact.get(name)
    return plain(name) if fact is None else fact.wording.label


def field_label(e: Typed) -> str:
    kind = e.args[0].type
    found = kind.field(str(e.param)) if isinstance(kind, Record) else None
    return found.label if found is not None else plain(str(e.param))


def negated(tongue: Tongue, e: Typed) -> str:
    """What it is when a condition fails, in the words of the policy where it has them."""
    fact = tongue.pack.fact.get(str(e.param)) if e.op == "fact" else None
    if fact is not None and fact.wording.fails:
        return fact.wording.fails
    said = words(tongue, e)
    return f"{said}: no" if e.op in ("fact", "field_truth", "call") else f"not so: {said if said.startswith('(') else f'({said})'}"


def fold(tongue: Tongue, e: Typed) -> str:
    """A count, a sum or a condition over the records of a list."""
    over = words(tongue, e.args[0])
    where = words(tongue, e.args[1]) if len(e.args) > 1 else ""
    if len(e.args) > 1 and e.args[1].op in ("and", "or"):
        where = f"({where})"
    counted = f"{over} with {where}" if where and not always(e) else over
    match e.op:
        case "count":
            return f"the number of {counted}"
        case "sum":
            return f"{words(tongue, e.args[2])}, added up over {counted}"
        case "least" | "greatest":
            return f"the {e.op} of {words(tongue, e.args[2])} over {counted}"
        case "consecutive":
            return f"the longest run, one directly after another, of {counted}"
        case "some":
            return f"at least one of {counted}"
        case _:
            none = ", if there are any," if e.op == "every_or_none" else ""
            return f"each of {over}{none} with {where}"


def always(e: Typed) -> bool:
    """Whether a fold takes every record."""
    return e.args[1].op == "const"


def relation(e: Typed) -> str:
    """The comparator in words, with a blank after it; nothing for "is"."""
    if e.args[0].type.key == "date" and e.args[1].op != "const":
        return f"{DATES[e.op]} "
    if e.args[0].type.key == "date":
        return "" if e.op == "eq" else f"{DATES[e.op]} "
    wording = {"eq": "", "ne": "not"}.get(e.op, TABLE[e.op].wording)
    return f"{wording} " if wording else ""


def other(tongue: Tongue, e: Typed, op: str) -> str:
    """An operation without words of its own here: by what the table of operations calls it."""
    wording = (TABLE[op].wording if op in TABLE else "") or plain(op)
    parts = [w for w in (words(tongue, a, op) for a in e.args) if w]
    return f" {wording} ".join(parts) if len(parts) > 1 else f"{wording} {' '.join(parts)}".strip()
