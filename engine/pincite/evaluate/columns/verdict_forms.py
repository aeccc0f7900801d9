"""Decisions as planes: the verdict algebra of `pincitec.semantics.verdicts`. Forms of `emitter.py`."""

from collections.abc import Iterator, Sequence
from itertools import product
from typing import Final

from pincite.evaluate.columns.emitter import Emitter, Form, NotExact
from pincite.evaluate.columns.program import Operand
from pincite.evaluate.columns.values import Truth, Value, Verdict
from pincitec.graph.nodes import Node
from pincitec.semantics.verdicts import Defeats, in_order

MOST_OPEN_DEFEATERS: Final = 6
"""Clauses that defeat others and may be undetermined: each is written both ways."""


def decide(emitter: Emitter, node: Node, number: int, space: int) -> Value:
    """The verdict: without defeats at once, else one for each way in which the undetermined defeaters may turn out."""
    effects, defeats = parts(node)
    states = [emitter.truth(a, space) for a in node.args]
    standings, guards = states[0::2], states[1::2]
    stands = emitter.disjunction(*standings, space=space)
    grants = emitter.disjunction(*(s for e, s in zip(effects, standings, strict=True) if e == "grant"), space=space)
    found: list[tuple[Operand, Verdict]] = []
    for allowed, tried in ways(emitter, number, defeats, guards, space):
        by = {e: emitter.disjunction(*(g for f, g in zip(effects, tried, strict=True) if f == e), space=space) for e in EFFECTS}
        found.append((allowed, settle(emitter, by["grant"], by["deny"], by["require"], grants, space)))
    return where_standing(emitter, agreed(emitter, found, space), stands, space)


EFFECTS: Final = ("grant", "deny", "require")


def parts(node: Node) -> tuple[tuple[str, ...], Defeats]:
    match node.param:
        case (tuple(effects), tuple(defeats)):
            return tuple(str(e) for e in effects), defeats  # type: ignore[return-value]
        case _:
            raise ValueError("a pack is validated before it is evaluated")  # INVARIANT: see graph/validate.py


def settle(emitter: Emitter, granted: Truth, denied: Truth, unmet: Truth, grants: Truth, space: int) -> Verdict:
    """`settle_verdict`: the rows of each verdict, where some clause surely stands."""
    met, not_denied = emitter.contrary(unmet.possibly, space), emitter.contrary(denied.possibly, space)
    granting = emitter.all(grants.surely, granted.surely, met, space=space)
    nothing = emitter.contrary(emitter.all(grants.possibly, granted.possibly, space=space), space)
    refused = emitter.all(nothing, denied.surely, space=space)
    not_granted = emitter.all(grants.surely, emitter.contrary(granted.possibly, space), not_denied, space=space)
    return Verdict(
        holds=emitter.all(granting, not_denied, space=space),
        fails=emitter.any(unmet.surely, refused, not_granted, space=space),
        conflict=emitter.all(granting, denied.surely, space=space),
    )


def where_standing(emitter: Emitter, verdict: Verdict, stands: Truth, space: int) -> Verdict:
    """No clause in force: not applicable; none surely in force: undetermined."""
    return Verdict(
        holds=emitter.all(verdict.holds, stands.surely, space=space),
        fails=emitter.all(verdict.fails, stands.surely, space=space),
        conflict=emitter.all(verdict.conflict, stands.surely, space=space),
        gap=emitter.all(verdict.gap, stands.surely, space=space),
        not_applicable=emitter.contrary(stands.possibly, space),
    )


def agreed(emitter: Emitter, found: Sequence[tuple[Operand, Verdict]], space: int) -> Verdict:
    """The verdict on which all ways agree that a row allows."""
    if len(found) == 1:
        return found[0][1]

    def some(name: str) -> Operand:
        return emitter.any(*(emitter.all(allowed, getattr(v, name), space=space) for allowed, v in found), space=space)

    reached = {name: some(name) for name in ("holds", "fails", "conflict")}
    undecided: list[Operand] = []
    for allowed, verdict in found:
        decided = emitter.any(verdict.holds, verdict.fails, verdict.conflict, space=space)
        undecided.append(emitter.all(allowed, emitter.contrary(decided, space), space=space))
    none = emitter.any(*undecided, space=space)

    def only(name: str) -> Operand:
        others = emitter.any(none, *(plane for other, plane in reached.items() if other != name), space=space)
        return emitter.all(reached[name], emitter.contrary(others, space), space=space)

    return Verdict(only("holds"), only("fails"), only("conflict"))


def ways(
    emitter: Emitter, number: int, defeats: Defeats, guards: Sequence[Truth], space: int
) -> Iterator[tuple[Operand, tuple[Truth, ...]]]:
    """The guards after defeat, with the rows that allow this way: `undefeated`, for all rows at once."""
    if not defeats:
        yield 1, tuple(guards)
        return
    open_ = sorted({i for i, _ in defeats if guards[i].surely != guards[i].possibly})
    if len(open_) > MOST_OPEN_DEFEATERS:
        raise NotExact(f"more than {MOST_OPEN_DEFEATERS} clauses that defeat others may be undetermined", number)
    ordered = in_order(defeats)
    for way in product((1, 0), repeat=len(open_)):
        tried = list(guards)
        allowed: Operand = 1
        for i, holds in zip(open_, way, strict=True):
            possible = guards[i].possibly if holds else emitter.contrary(guards[i].surely, space)
            allowed = emitter.all(allowed, possible, space=space)
            tried[i] = Truth(holds, holds)
        for i, j in ordered:
            left = emitter.contrary(tried[i].surely, space)
            tried[j] = Truth(emitter.all(tried[j].surely, left, space=space), emitter.all(tried[j].possibly, left, space=space))
        yield allowed, tuple(tried)


FORMS: Final[dict[str, Form]] = {"decide": decide}
