"""A graph as it stands on one day of the law, under chosen readings: all that an executor needs to know of time and of choices.

Node numbers stay the same, so that elements and proofs refer to one numbering. `clause` and `reading` nodes are replaced by plain
operations; what remains is a pure function of the facts and of the day asked about.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import field, frozen

from pincitec.graph.clauses import Standing
from pincitec.graph.folds import bodies, free_rows
from pincitec.graph.nodes import Node
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED

STATE_TRUTH = {"in_force": HOLDS, "lapsed": FAILS, "unknown": UNDETERMINED, "not_followed": UNDETERMINED}


@frozen
class Slice:
    """Nodes without time or choice.

    `order` lists those that the roots need, arguments first; the others are not resolved and never evaluated. `levels` says of each in
    `order` how deep the deepest row is that it still depends on: 0 for a node that has one value, otherwise one more than that row's
    level. `bodies` lists for each fold in `order` the nodes computed for each of its records (see `folds.py`).
    """

    nodes: tuple[Node, ...]
    order: tuple[int, ...]
    levels: tuple[int, ...]
    roots: tuple[int, ...]
    bodies: Mapping[int, tuple[int, ...]] = field(eq=False)


def slice_graph(pack: Pack, law_on: date, readings: Mapping[str, str], roots: Iterable[int]) -> Slice:
    """The graph of a pack on the day `law_on`, under `readings` (choice → alternative; the defaults where it is silent)."""
    active = {c.name: [a.name for a in c.alternatives].index(readings.get(c.name, c.default)) for c in pack.choices}

    def resolve(node: Node) -> Node:
        if node.op == "reading":
            assert isinstance(node.param, str)
            return Node("same", node.type, (node.args[active[node.param]],))
        if node.op == "clause":
            assert isinstance(node.param, int)
            return stand(node, standings_on(pack.clauses[node.param].standings, law_on))
        return node

    roots = tuple(roots)
    nodes = list(pack.nodes)
    for number in reachable(nodes, roots):
        made = resolve(nodes[number])
        if made.op in ("unknown_unless", "undetermined_unless") and surely_stands(nodes, made.args[0]):
            made = Node("same", made.type, made.args[1:])
        nodes[number] = made
    order = reachable(nodes, roots)
    free = free_rows(nodes, order)
    levels = tuple(max(f) + 1 if f else 0 for f in free)
    return Slice(tuple(nodes), order, levels, roots, bodies(nodes, order, free))


def surely_stands(nodes: list[Node], number: int) -> bool:
    """Whether a standing is the constant *holds*: the definition that rests on it then needs no test of it."""
    while nodes[number].op == "same":
        number = nodes[number].args[0]
    return nodes[number].op == "const" and nodes[number].param == HOLDS


def standings_on(standings: Iterable[Standing], day: date) -> tuple[Standing, ...]:
    """The standings that speak of a day: one, or one for each outcome of an act's condition of applicability."""
    return tuple(s for s in standings if (s.from_ is None or s.from_ <= day) and (s.until is None or day < s.until))


def stand(node: Node, standings: tuple[Standing, ...]) -> Node:
    """A clause node on a day: its guard, or a constant, or the guard under the conditions of the acts that count that day and apply only to
    some; the conditions of other days are left out."""
    if len(standings) == 1 and standings[0].when is None:
        match STATE_TRUTH[standings[0].state]:
            case code if code == HOLDS:
                return Node("same", node.type, node.args[:1])
            case code:
                return Node("const", node.type, (), code)
    acts = conditions_on(standings)
    rows = tuple((STATE_TRUTH[s.state], -1 if s.when is None else acts.index(s.when), int(s.negated)) for s in standings)
    return Node("stand", node.type, (node.args[0], *(node.args[1 + a] for a in acts)), rows)


def conditions_on(standings: Iterable[Standing]) -> tuple[int, ...]:
    """The places of the conditions on which these standings depend."""
    return tuple(sorted({s.when for s in standings if s.when is not None}))


def reachable(nodes: Sequence[Node], roots: Iterable[int]) -> tuple[int, ...]:
    """The nodes that the roots depend on, in order of number, which puts arguments first."""
    seen: set[int] = set()
    stack = list(roots)
    while stack:
        number = stack.pop()
        if number not in seen:
            seen.add(number)
            stack.extend(nodes[number].args)
    return tuple(sorted(seen))
