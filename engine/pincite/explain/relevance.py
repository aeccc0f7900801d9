"""Which missing facts can still change the result: an exhaustive split where it is small, and only there.

Each fact that is compared with constants alone takes one value from every range that the constants part; any other open condition is
taken both ways. A fact is decisive if two completions that differ in it alone differ in the result. With more than `MOST_COMPLETIONS`
nothing is claimed, and what `unmet.py` found stands: it follows Kleene's tables, lists too much at worst and never too little.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise, product
from math import prod
from typing import Any, Final, NamedTuple

from pincite.explain.case import Case, constant
from pincite.explain.display import type_named
from pincitec.graph.nodes import FOLDS
from pincitec.semantics.operations import call
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import Enumeration
from pincitec.semantics.values import Fault, Value

MOST_COMPLETIONS: Final = 512


class Variable(NamedTuple):
    """Something not established: the facts it stands for, and the ways the conditions on it may turn out together."""

    facts: tuple[str, ...]
    ways: tuple[tuple[tuple[int, int], ...], ...]


def split(case: Case, open_facts: Iterable[str]) -> dict[str, bool] | None:
    """For each fact that conditions turn on, whether some completion makes it decisive; `None` where the split would be too large.

    A fact that only an amount is computed from is no part of it.
    """
    order = [n for n in case.slice.order if case.slice.levels[n] == 0]
    below = set(reach(case, case.questions[0].verdict))
    order = [n for n in order if n in below]
    atoms = open_atoms(case, order)
    found = variables(case, atoms, frozenset(open_facts))
    if not found or prod(len(v.ways) for v in found) > MOST_COMPLETIONS:
        return None
    varying = dependents(case, order, atoms)
    results: dict[tuple[int, ...], Any] = {}
    for chosen in product(*(range(len(v.ways)) for v in found)):
        forced = {atom: code for v, i in zip(found, chosen, strict=True) for atom, code in v.ways[i]}
        results[chosen] = complete(case, varying, forced)
    decisive: dict[str, bool] = {}
    for place, variable in enumerate(found):
        turns = differs(results, place)
        for fact in variable.facts:
            decisive[fact] = decisive.get(fact, False) or turns
    return decisive


def reach(case: Case, root: int) -> Iterable[int]:
    seen: set[int] = set()
    stack = [root]
    while stack:
        number = stack.pop()
        if number not in seen:
            seen.add(number)
            stack.extend(case.node(number).args)
    return seen


def open_atoms(case: Case, order: Sequence[int]) -> tuple[int, ...]:
    """The undetermined conditions that are not made of other undetermined conditions."""
    kinds = ("fact", "eq", "ne", "lt", "le", "gt", "ge", "field_truth", "some", "every", "every_or_none")
    atoms: list[int] = []
    touched: set[int] = set()
    for number in order:
        node = case.node(number)
        if any(a in touched for a in node.args):
            touched.add(number)
        elif node.type == "boolean" and node.op in kinds and case.truth(number) == UNDETERMINED:
            atoms.append(number)
            touched.add(number)
    return tuple(atoms)


def variables(case: Case, atoms: Iterable[int], open_facts: frozenset[str]) -> tuple[Variable, ...]:
    """One variable for each missing fact that is only compared with constants, and one for each other condition."""
    simple: dict[str, list[int]] = {}
    free: list[Variable] = []
    for atom in atoms:
        facts = case.facts_under(atom)
        if len(facts) == 1 and facts[0] not in case.facts.values and plain(case, atom):
            simple.setdefault(facts[0], []).append(atom)
        else:
            free.append(Variable(tuple(f for f in facts if f in open_facts), (((atom, FAILS),), ((atom, HOLDS),))))
    joint = [Variable((fact,), ways_of(case, fact, tuple(group))) for fact, group in simple.items()]
    return (*joint, *free)


def plain(case: Case, atom: int) -> bool:
    """Whether a condition is a fact itself, or compares one with a constant."""
    node = case.node(atom)
    if node.op == "fact":
        return True
    ops = sorted(case.node(case.peel(a)).op for a in node.args)
    return node.op not in FOLDS and ops == ["const", "fact"]


def ways_of(case: Case, fact: str, atoms: tuple[int, ...]) -> tuple[tuple[tuple[int, int], ...], ...]:
    """The distinct ways in which the conditions on one fact may turn out."""
    ways: dict[tuple[tuple[int, int], ...], None] = {}
    for value in samples(case, fact, atoms):
        ways[tuple((atom, truth_for(case, atom, value)) for atom in atoms)] = None
    return tuple(ways)


def truth_for(case: Case, atom: int, value: Value) -> int:
    node = case.node(atom)
    if node.op == "fact":
        return value if isinstance(value, int) else UNDETERMINED
    operands = [value if case.node(case.peel(a)).op == "fact" else constant(case, a) for a in node.args]
    code = call(node.op, node.param, operands)
    assert isinstance(code, int)
    return code


def samples(case: Case, fact: str, atoms: Iterable[int]) -> list[Value]:
    """A value from every range of a fact that its conditions tell apart."""
    kind = type_named(case.pack, case.pack.fact[fact].type)
    if kind.key == "boolean":
        return [FAILS, HOLDS]
    if isinstance(kind, Enumeration):
        return list(range(len(kind.members)))
    limits = [constant(case, a) for atom in atoms for a in case.node(atom).args if case.node(case.peel(a)).op == "const"]
    found: list[Value] = []
    for limit in limits:
        if isinstance(limit, date):
            found += [limit - timedelta(1), limit, limit + timedelta(1)]
        elif isinstance(limit, str):
            found += [limit, limit + "\0"]
        elif isinstance(limit, (int, Fraction)):
            found += [v for v in (limit - 1, limit, limit + 1) if v >= 0]
    numbers = sorted(n for n in found if isinstance(n, (int, Fraction)))
    if kind.key in ("percent", "number"):
        found += [Fraction(a + b) / 2 for a, b in pairwise(numbers)]
    return found


def dependents(case: Case, order: Sequence[int], atoms: Iterable[int]) -> tuple[int, ...]:
    """The nodes that may change when the atoms do, arguments first."""
    touched = set(atoms)
    found = []
    for number in order:
        if number not in touched and any(a in touched for a in case.node(number).args):
            touched.add(number)
            found.append(number)
    return tuple(found)


def complete(case: Case, varying: Iterable[int], forced: Mapping[int, int]) -> Any:
    """The result under one completion."""
    values: dict[int, Any] = dict(forced)
    for number in varying:
        node = case.node(number)
        operands = [values.get(a, case.values[a]) for a in node.args]
        try:
            values[number] = operands[0] if node.op == "same" else call(node.op, node.param, operands)
        except Fault:
            values[number] = None if node.type != "boolean" else UNDETERMINED
    verdict = case.questions[0].verdict
    return values.get(verdict, case.values[verdict])


def differs(results: Mapping[tuple[int, ...], Any], place: int) -> bool:
    """Whether two completions that differ only at one place differ in their result."""
    first: dict[tuple[int, ...], Any] = {}
    for chosen, outcome in results.items():
        others = chosen[:place] + chosen[place + 1 :]
        if first.setdefault(others, outcome) != outcome:
            return True
    return False
