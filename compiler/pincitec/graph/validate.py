"""Is this pack well formed? Everything an executor or a letter takes for granted is checked here, once, with a place.

A pack that passes can be evaluated without a crash on any facts that fit it: operations and their number of arguments are known,
arguments come first, types agree where an executor relies on them, references exist, nesting is bounded.
"""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence

from pincitec.graph.clauses import CHANGES, Element, Verification
from pincitec.graph.codec import Malformed
from pincitec.graph.folds import Free, free_rows
from pincitec.graph.kinds import check_kinds
from pincitec.graph.nodes import FOLDS, SPECIAL, Node, decode
from pincitec.graph.pack import Pack
from pincitec.graph.questions import check_questions
from pincitec.semantics.operations import TABLE
from pincitec.semantics.types import BUILT_IN, Enumeration, ListOf, Record
from pincitec.semantics.values import MONTH_ENDS
from pincitec.semantics.verdicts import in_order

MOST_NODES = 1_000_000
UNIT = re.compile(r"\w+(\.\w+)+")
DEEPEST_FOLD = 4
DEEPEST_ELEMENT = 40

ARITY = {
    "const": 0, "fact": 0, "asked": 0, "row": 0,
    "not": 1, "neg": 1, "whole": 1, "truth_of": 1, "value_of": 1, "field": 1, "field_truth": 1, "neighbour": 1, "calendar_year": 1,
    "school_year_of": 1, "day_of_year": 1, "month_end": 2, "add_period_by_rule": 3,
    "eq": 2, "ne": 2, "lt": 2, "le": 2, "gt": 2, "ge": 2, "add": 2, "sub": 2, "mul": 2, "div": 2, "add_period": 2, "add_days": 2,
    "unknown_unless": 2, "undetermined_unless": 2,
    "count": 2, "sum": 3, "least": 3, "greatest": 3, "consecutive": 3, "some": 2, "every": 2, "every_or_none": 2,
}  # fmt: skip


def validate(pack: Pack) -> None:
    """Raises `Malformed` at the first fault."""
    if len(pack.nodes) > MOST_NODES:
        raise Malformed(f"$.pack.nodes: more than {MOST_NODES}")
    unique("facts", (f.name for f in pack.facts))
    unique("decisions", (d.name for d in pack.decisions))
    unique("choices", (c.name for c in pack.choices))
    unique("clauses", (c.id for c in pack.clauses))
    unique("sections", (s.id for s in pack.sections))
    unique("types", (*BUILT_IN, "verdict", "outcome", *(u.name for u in pack.units), *(t.key for t in pack.types)))
    for unit in pack.units:
        if not unit.words or not all(unit.words):
            raise Malformed(f"$.pack.units: {unit.name!r} has no words")
        if not UNIT.fullmatch(unit.name):
            raise Malformed(f"$.pack.units: {unit.name!r} is no name of a unit")
    for record in pack.types:
        if isinstance(record, Record) and any(isinstance(f.type, (Record, ListOf)) for f in record.fields):
            raise Malformed(f"$.pack.types: {record.key!r} has a record as a field")
        if isinstance(record, Record) and not (record.by and all(record.field(name) for name in record.by)):
            raise Malformed(f"$.pack.types: {record.key!r} has a key that is none of its fields")
        if isinstance(record, Record) and any(f.change not in CHANGES or f.effort < 0 for f in record.fields):
            raise Malformed(f"$.pack.types: {record.key!r} has a field of which it cannot be said whether it may change")
    for fact in pack.facts:
        if fact.type not in pack.type_of:
            raise Malformed(f"$.pack.facts: {fact.name!r} has an unknown type")
        if fact.year_begins is not None and not is_day(*fact.year_begins):
            raise Malformed(f"$.pack.facts: {fact.name!r} has school years that begin on no day")
        if fact.change not in CHANGES or fact.effort < 0:
            raise Malformed(f"$.pack.facts: of {fact.name!r} it cannot be said whether it may change")
    for choice in pack.choices:
        if choice.default not in (a.name for a in choice.alternatives):
            raise Malformed(f"$.pack.choices: {choice.name!r} has a default that is none of its readings")
    for i, node in enumerate(pack.nodes):
        check_node(pack, i, node)
    if any(len(levels) > DEEPEST_FOLD for levels in free_rows(pack.nodes)):
        raise Malformed("$.pack.nodes: folds nested too deeply")
    check_references(pack)
    check_kinds(pack)
    check_questions(pack)


def check_node(pack: Pack, i: int, node: Node) -> None:
    where = f"$.pack.nodes[{i}]"
    if (node.op not in TABLE and node.op not in SPECIAL) or node.op == "stand":  # `stand` is made by slicing alone
        raise Malformed(f"{where}: unknown operation {node.op!r}")
    if node.type not in pack.type_of and node.type not in ("verdict", "outcome") and not any(sign in node.type for sign in "/*^"):
        raise Malformed(f"{where}: unknown type {node.type!r}")
    if not all(0 <= a < i for a in node.args):
        raise Malformed(f"{where}: an argument does not stand before it")
    if node.op in ARITY and len(node.args) != ARITY[node.op]:
        raise Malformed(f"{where}: {node.op} takes {ARITY[node.op]} arguments")
    check_param(pack, where, node)


def check_param(pack: Pack, where: str, node: Node) -> None:
    """The parameter of a node has the shape that its operation needs."""
    param, arguments = node.param, len(node.args)
    match node.op:
        case "const":
            try:
                value = decode(param)
            except ValueError:
                raise Malformed(f"{where}: not a constant") from None
            if node.type == "boolean" and value not in (0, 1, 3):
                raise Malformed(f"{where}: not a truth value")
            kind = pack.type_of.get(node.type)
            if isinstance(kind, Enumeration) and not (isinstance(value, int) and 0 <= value < len(kind.members)):
                raise Malformed(f"{where}: not a member of {node.type}")
            fits = True
        case "fact":
            fits = isinstance(param, str) and param in pack.fact and pack.fact[param].type == node.type
        case "reading":
            fits = isinstance(param, str) and param in pack.choice and len(pack.choice[param].alternatives) == arguments
        case "clause":
            fits = isinstance(param, int) and 0 <= param < len(pack.clauses) and arguments >= 1
            if fits and isinstance(param, int):
                fits = all(s.when is None or 0 <= s.when < arguments - 1 for s in pack.clauses[param].standings)
                fits = fits and all(s.state in ("in_force", "lapsed", "unknown", "not_followed") for s in pack.clauses[param].standings)
        case "row":
            fits = isinstance(param, int) and 0 <= param < DEEPEST_FOLD and isinstance(pack.type_of.get(node.type), Record)
        case op if op in FOLDS:
            fits = isinstance(param, int) and 0 <= param < DEEPEST_FOLD and pack.nodes[node.args[0]].type.startswith("list:")
        case "field" | "field_truth":
            record = pack.type_of.get(pack.nodes[node.args[0]].type)
            named = record.field(param) if isinstance(record, Record) and isinstance(param, str) else None
            fits = named is not None and named.type.key == node.type
        case "neighbour":
            record = pack.type_of.get(pack.nodes[node.args[0]].type)
            match param:
                case (str(key), int(step)):
                    fits = isinstance(record, Record) and record.field(key) is not None and step in (-1, 1)
                case _:
                    fits = False
        case "at_least":
            fits = isinstance(param, int) and 0 <= param <= arguments
        case "calendar_year" | "school_year_of":
            match param:
                case (int(month), int(day), str()):
                    fits = is_day(month, day)
                case _:
                    fits = False
        case "day_of_year":
            match param:
                case (int(month), int(day), int(begin_month), int(begin_day), str(named_by)):
                    fits = is_day(month, day) and is_day(begin_month, begin_day) and named_by in ("begin", "end")
                case _:
                    fits = False
        case "month_end" | "add_period_by_rule":
            fits = param in MONTH_ENDS
        case "decide" | "decide_value":
            fits = check_decide(node)
        case _:
            fits = param is None
    if not fits:
        raise Malformed(f"{where}: the parameter does not fit {node.op}")


def is_day(month: int, day: int) -> bool:
    """Whether some year has this day."""
    return 1 <= month <= 12 and 1 <= day <= monthrange(2000, month)[1]


def check_decide(node: Node) -> bool:
    """`decide`: (effects, defeats) with two states a clause; `decide_value`: (defeats,) with three."""
    match node.op, node.param:
        case "decide", (tuple(effects), tuple(defeats)):
            clauses = len(effects)
            fits = len(node.args) == 2 * clauses and all(e in ("grant", "deny", "require") for e in effects)
        case "decide_value", (tuple(defeats),):
            clauses = len(node.args) // 3
            fits = len(node.args) == 3 * clauses
        case _:
            return False
    pairs = [p for p in defeats if isinstance(p, tuple) and len(p) == 2 and all(isinstance(x, int) and 0 <= x < clauses for x in p)]
    return fits and len(pairs) == len(defeats) and acyclic([(int(str(i)), int(str(j))) for i, j in pairs])


def acyclic(pairs: list[tuple[int, int]]) -> bool:
    try:
        in_order(tuple(pairs))
    except ValueError:
        return False
    return True


def check_references(pack: Pack) -> None:
    """Clauses, elements and questions point at what exists."""
    nodes, quotes, clauses = len(pack.nodes), len(pack.quotes), len(pack.clauses)
    for clause in pack.clauses:
        inside(f"clauses: {clause.id}", clause.quotes, quotes)
        inside(f"clauses: {clause.id}", () if clause.table is None else (clause.table,), quotes)
        if clause.section not in pack.section:
            raise Malformed(f"$.pack.clauses: {clause.id!r} rests on a section that the pack does not hold")
    for quote in pack.quotes:
        if quote.section not in pack.section:
            raise Malformed("$.pack.quotes: a quotation from a section that the pack does not hold")
    for question in pack.questions:
        where = f"questions: {question.decision}"
        if question.decision not in pack.decision:
            raise Malformed(f"$.pack.{where}: unknown decision")
        inside(where, (question.verdict, *(n for _, n in question.supposed)), nodes)
        for part in question.clauses:
            inside(where, (part.clause,), clauses)
            inside(where, (part.standing, part.guard, *(() if part.value is None else (part.value,))), nodes)
            for element in (*part.exceptions, *part.applicability, *((part.root,) if part.root else ())):
                check_element(pack, element, 0)
    for use in pack.definitions:
        inside("definitions", (use.node,), nodes)
        inside("definitions", (use.clause,), clauses)
    free = free_rows(pack.nodes) if pack.verifications else []
    for claim in pack.verifications:
        check_claim(pack, claim, free)
    for section in pack.sections:
        for version in section.versions:
            unique(f"sections: {section.id}", (u.identity for top in version.units for u in top.walk()))


def check_claim(pack: Pack, claim: Verification, free: Sequence[Free]) -> None:
    """A claim is made of conditions that have one value, and is the counterexample of its own parts."""
    where = f"verifications: {claim.title}"
    parts = (claim.node, claim.premise, claim.conclusion, *(() if claim.assuming is None else (claim.assuming,)))
    inside(where, parts, len(pack.nodes))
    if any(pack.nodes[n].type != "boolean" or free[n] for n in parts):
        raise Malformed(f"$.pack.{where}: not a condition")
    node = pack.nodes[claim.node]
    wanted = (claim.premise, *(() if claim.assuming is None else (claim.assuming,)))
    against = pack.nodes[node.args[-1]] if node.op == "and" and node.args else node
    if node.op != "and" or node.args[:-1] != wanted or (against.op, against.args) != ("not", (claim.conclusion,)):
        raise Malformed(f"$.pack.{where}: its node is not that of a counterexample")


def check_element(pack: Pack, element: Element, depth: int) -> None:
    if depth > DEEPEST_ELEMENT:
        raise Malformed("$.pack.questions: elements nested too deeply")
    inside("elements", (element.node,), len(pack.nodes))
    if element.quote is not None:
        inside("elements", (element.quote,), len(pack.quotes))
    if element.choice is not None and element.choice not in pack.choice:
        raise Malformed("$.pack.questions: an element of an unknown choice")
    for child in element.children:
        check_element(pack, child, depth + 1)


def inside(where: str, numbers: Iterable[int], size: int) -> None:
    if not all(0 <= n < size for n in numbers):
        raise Malformed(f"$.pack.{where}: points outside the pack")


def unique(where: str, names: Iterable[str]) -> None:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise Malformed(f"$.pack.{where}: {name!r} stands twice")
        seen.add(name)
