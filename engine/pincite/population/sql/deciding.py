"""A verdict as a column: the algebra of `semantics.verdicts` as one CASE, and defeats by trying the open ones both ways.

The column holds the code of the verdict and is never null. What an open defeater may turn out to be is tried as the definition tries it:
one column for each set of clauses that may be left, and the verdict where all that can be agree.
"""

from collections.abc import Mapping, Sequence
from itertools import product
from typing import Final, TypeGuard

from sqlglot import exp

from pincite.population.sql.dialects import case, column, joined, number
from pincite.population.sql.layers import Layers, Plane, Ref, Truth, constant, contrary
from pincitec.graph.nodes import Node, Param
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.verdicts import CONFLICT, NOT_APPLICABLE, in_order

MOST_TRIED: Final = 6
"""Clauses that defeat others and may be open, in one decision: each doubles what is to be tried. Fewer than the definition tries
(`verdicts.MOST_DEFEATERS_TRIED`), so that both try all."""

Code = str | int
"""The column of a verdict's code, or the code where it is the same for all rows."""
Ways = list[tuple[list[Plane], int]]
"""Verdicts in order, each under conditions that are all met."""


def open_defeaters(node: Node, fixed: Mapping[int, object]) -> tuple[int, ...]:
    """The clauses of a `decide` node that defeat others and of which rows may not know whether they hold."""
    _, defeats = parts(node)
    guards = node.args[1::2]
    return tuple(sorted({i for i, _ in defeats if fixed.get(guards[i], UNDETERMINED) == UNDETERMINED}))


def parts(node: Node) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """The effects and the defeats of a `decide` node."""
    match node.param:
        case (tuple(effects), tuple(defeats)):
            return tuple(map(str, effects)), tuple((pair[0], pair[1]) for pair in defeats if is_pair(pair))
        case _:
            raise ValueError("a pack is validated before it is evaluated")  # INVARIANT: see graph/validate.py


def is_pair(pair: Param) -> TypeGuard[tuple[int, int]]:
    return isinstance(pair, tuple) and len(pair) == 2 and all(isinstance(i, int) for i in pair)


def decided(layers: Layers, name: str, node: Node, states: Sequence[Truth]) -> Code:
    """The code of a verdict. `states`: for each clause whether it stands and whether its guard holds."""
    effects, defeats = parts(node)
    standings, guards = states[0::2], states[1::2]
    stands = layers.disjunction(f"{name}_stands", standings)
    grants = layers.disjunction(f"{name}_grants", (s for e, s in zip(effects, standings, strict=True) if e == "grant"))
    outcomes: list[tuple[Plane, Code]] = []
    for place, (left, met) in enumerate(undefeated(layers, name, defeats, guards)):
        label = f"{name}_{place}" if defeats else name
        by = {
            effect: layers.disjunction(f"{label}_{effect}", (g for e, g in zip(effects, left, strict=True) if e == effect))
            for effect in ("grant", "deny", "require")
        }
        ways = settled(by["grant"], by["deny"], by["require"], grants)
        if not defeats:
            return coded(layers, f"{name}_verdict", [*standing(stands), *ways])
        outcomes.append((met, coded(layers, f"{label}_verdict", ways)))
    return agreed(layers, f"{name}_verdict", standing(stands), outcomes)


def standing(stands: Truth) -> Ways:
    """What comes before all: where no clause is in force, and where it is not known whether one is."""
    return [([contrary(stands.possibly)], NOT_APPLICABLE), ([contrary(stands.definitely)], UNDETERMINED)]


def settled(granted: Truth, denied: Truth, unmet: Truth, grants: Truth) -> Ways:
    """`verdicts.settle_verdict`, line by line; what no line meets is undetermined."""
    ungranting = contrary(grants.definitely)
    return [
        ([unmet.definitely], FAILS),
        ([ungranting, denied.definitely, contrary(grants.possibly)], FAILS),
        ([ungranting, denied.definitely, contrary(granted.possibly)], FAILS),
        ([ungranting], UNDETERMINED),
        ([granted.definitely, denied.definitely, unmet.possibly], UNDETERMINED),
        ([granted.definitely, denied.definitely], CONFLICT),
        ([granted.definitely, contrary(denied.possibly), unmet.possibly], UNDETERMINED),
        ([granted.definitely, contrary(denied.possibly)], HOLDS),
        ([contrary(granted.possibly), denied.definitely], FAILS),
        ([contrary(granted.possibly), contrary(denied.possibly)], FAILS),
    ]


def coded(layers: Layers, name: str, ways: Ways) -> Code:
    """The first verdict whose conditions are met, as a column; without one where the first is met in all rows."""
    left: list[tuple[exp.Expr, exp.Expr]] = []
    otherwise = UNDETERMINED
    for planes, code in ways:
        conditions = [p for p in dict.fromkeys(planes) if p is not True]
        if False in conditions:
            continue
        if not conditions:
            otherwise = code
            break
        left.append((joined([layers.condition(p) for p in conditions], exp.And), number(code)))
    if not left:
        return otherwise
    return layers.add(name, case(left, number(otherwise)))


def undefeated(layers: Layers, name: str, defeats: Sequence[tuple[int, int]], guards: Sequence[Truth]) -> list[tuple[list[Truth], Plane]]:
    """The guards after defeat for each way that open defeaters may turn out, and whether a row allows one of the ways that lead there."""
    ordered = in_order(tuple(defeats))
    open_ = sorted({i for i, _ in defeats if isinstance(guards[i].definitely, Ref) or guards[i].definitely != guards[i].possibly})
    found: dict[tuple[Truth, ...], list[Plane]] = {}
    for number_, outcomes in enumerate(product((HOLDS, FAILS), repeat=len(open_))):
        left = list(guards)
        allowed: list[Plane] = []
        for i, outcome in zip(open_, outcomes, strict=True):
            left[i] = constant(outcome)
            allowed.append(guards[i].possibly if outcome == HOLDS else contrary(guards[i].definitely))
        for i, j in ordered:
            if left[i].definitely is True:
                left[j] = constant(FAILS)
        found.setdefault(tuple(left), []).append(layers.both(f"{name}_way{number_}", allowed))
    return [(list(left), layers.either(f"{name}_left{place}", ways)) for place, (left, ways) in enumerate(found.items())]


def agreed(layers: Layers, name: str, before: Ways, outcomes: Sequence[tuple[Plane, Code]]) -> Code:
    """The verdict that all ways have which a row allows; undetermined where two differ."""
    ways: Ways = list(before)
    for code in (HOLDS, FAILS, CONFLICT):
        planes: list[Plane] = []
        for place, (allowed, outcome) in enumerate(outcomes):
            other = contrary(is_code(layers, f"{name}_{place}_is{code}", outcome, code))
            planes.append(contrary(layers.both(f"{name}_{place}_not{code}", (allowed, other))))
        ways.append((planes, code))
    return coded(layers, name, ways)


def is_code(layers: Layers, name: str, verdict: Code, code: int) -> Plane:
    if isinstance(verdict, int):
        return verdict == code
    return Ref(layers.add(name, layers.held([exp.EQ(this=column(verdict), expression=number(code))])))


def code_as_truth(layers: Layers, name: str, verdict: Code) -> Truth:
    """`verdicts.truth_of`: a conflict, a gap and "not applicable" are undetermined."""
    possibly = contrary(is_code(layers, f"{name}_p", verdict, FAILS))
    return Truth(is_code(layers, f"{name}_d", verdict, HOLDS), possibly)
