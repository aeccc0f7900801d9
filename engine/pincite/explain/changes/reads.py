"""What a question reads of a case, and at which values of it something changes. Lower half of `variables.py`.

What the rules compare with a fact that is known is compared with that fact's value.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any, Final, NamedTuple, TypeVar

from attrs import field, frozen

from pincite.explain.case import Case
from pincite.values.domains import Domain, domain_of
from pincite.values.uses import Uses, uses_of
from pincitec.graph.slices import reachable
from pincitec.semantics.types import Type
from pincitec.semantics.values import Value

K = TypeVar("K")
V = TypeVar("V")


class Variable(NamedTuple):
    """One thing that can be otherwise. `ways` are the other values it may have, the nearest first; those of records to be added are the
    keys of the new records. `past`: it lies in the past; `fixed` things are no variables. `order`: its place in the order of the law.

    `fields` are the variables of the fields of a record to be added. `relies` are the facts whose values its ways were taken from.
    """

    kind: str
    fact: str
    type: Type
    current: Value
    ways: tuple[Any, ...]
    order: int
    effort: int = 1
    past: bool = False
    row: int | None = None
    field: str | None = None
    domain: Domain = Domain((), False)
    relies: frozenset[str] = frozenset()
    fields: tuple["Variable", ...] = ()


class Read(NamedTuple):
    """What a question reads, the same for every case: its nodes by what they read, and for each node, as bits, from which of these it is
    computed. `domains` and `met` keep what was found for one case and holds for every other."""

    uses: Uses
    reached: frozenset[int]
    facts: Mapping[str, tuple[int, ...]]
    fields: Mapping[tuple[str, str], tuple[int, ...]]
    asked: tuple[int, ...]
    masks: Sequence[int]
    domains: dict[tuple[object, ...], Domain]
    met: dict[tuple[tuple[int, ...], Value], int]


READ: Final[dict[tuple[object, ...], Read]] = {}
MOST_READ: Final = 64
MOST_KEPT: Final = 10_000
"""Values kept of each question: how many conditions each meets, and the domains."""


def read_by(case: Case) -> Read:
    key = (case.pack.hash, case.questions[0].verdict, case.law_on, tuple(sorted(case.readings.items())))
    if not case.pack.hash or key not in READ:
        if len(READ) >= MOST_READ:
            READ.clear()
        READ[key] = read_anew(case)
    return READ[key]


def read_anew(case: Case) -> Read:
    nodes = case.slice.nodes
    reached = reachable(nodes, (case.questions[0].verdict,))
    facts: dict[str, list[int]] = {}
    fields: dict[tuple[str, str], list[int]] = {}
    asked: list[int] = []
    masks = [0] * len(nodes)
    for number in case.slice.order:
        node = nodes[number]
        for arg in node.args:
            masks[number] |= masks[arg]
        if node.op == "asked":
            asked.append(number)
        elif node.op == "fact":
            facts.setdefault(str(node.param), []).append(number)
        elif node.op in ("field", "field_truth"):
            fields.setdefault((nodes[node.args[0]].type, str(node.param)), []).append(number)
        else:
            continue
        masks[number] |= 1 << number
    inside = frozenset(reached)
    return Read(
        uses_of(case.pack, case.slice),
        inside,
        {name: tuple(found) for name, found in facts.items() if inside & set(found)},
        {key: tuple(found) for key, found in fields.items() if inside & set(found)},
        tuple(n for n in asked if n in inside),
        masks,
        {},
        {},
    )


@frozen
class Known(Uses):
    """Uses in which what the case knows is a constant, unless it is computed from one of the nodes in `sources` (as bits)."""

    values: Sequence[Any] = field(eq=False, kw_only=True)
    masks: Sequence[int] = field(eq=False, kw_only=True)
    sources: int = field(kw_only=True)
    relied: set[int] = field(factory=set, eq=False, kw_only=True)
    looked_up: set[int] = field(factory=set, eq=False, kw_only=True)

    def constant(self, number: int) -> Value:
        number = self.below(number)
        found = super().constant(number)
        if found is not None or self.slice.levels[number] != 0 or self.sources & self.masks[number]:
            return found
        self.looked_up.add(number)
        value: Value = self.values[number]
        if not isinstance(value, (int, Fraction, date, str)):
            return None
        self.relied.add(number)
        return value


def ways_of(case: Case, read: Read, nodes: Sequence[int], kind: Type) -> tuple[Domain, frozenset[str]]:
    """The values of a fact or field at which something changes, and the other facts that say where these lie."""
    key = (tuple(nodes), kind.key, case.on)
    if key in read.domains:
        return read.domains[key], frozenset()
    sources = sum(1 << n for n in nodes)
    known = Known(case.pack, case.slice, read.uses.takers, values=case.values, masks=read.masks, sources=sources)
    domain = domain_of(known, nodes, kind, case.on)
    if not known.looked_up:
        keep(read.domains, key, domain)
    return domain, frozenset(name for n in sorted(known.relied) for name in case.facts_under(n))


def keep(kept: dict[K, V], key: K, value: V) -> None:
    if len(kept) >= MOST_KEPT:
        kept.clear()
    kept[key] = value
