"""Which nodes are computed once, and which once for each record of a list. Stands under `slices.py` and `validate.py`.

A `row` node of level k is *free* until a fold of level k binds it. Nodes with no free row have one value; the others belong to the
body of the fold that binds their row, and a node of an outer row inside an inner fold is computed once for each outer record.
"""

from collections.abc import Iterable, Mapping, Sequence

from pincitec.graph.nodes import FOLDS, Node

Free = frozenset[int]


def free_rows(nodes: Sequence[Node], order: Iterable[int] | None = None) -> list[Free]:
    """For each node, the levels of the rows it depends on and that no fold within it binds.

    With `order`, which holds the arguments of its nodes before them, only those nodes are looked at; nothing is free in the others.
    """
    nothing: Free = frozenset()
    free = [nothing] * len(nodes)
    for number in range(len(nodes)) if order is None else order:
        node, mine = nodes[number], nothing
        if node.op == "row":
            assert isinstance(node.param, int)
            mine = frozenset((node.param,))
        elif node.op in FOLDS:
            inner = nothing.union(*(free[a] for a in node.args[1:])) - {node.param}
            mine = free[node.args[0]] | inner
        else:
            for a in node.args:
                if free[a] and free[a] is not mine:
                    mine = mine | free[a]
        free[number] = mine
    return free


def bodies(nodes: Sequence[Node], order: Iterable[int], free: Sequence[Free]) -> Mapping[int, tuple[int, ...]]:
    """For each fold among `order`, the nodes computed for each of its records, arguments first."""
    return {number: body(nodes, number, free) for number in order if nodes[number].op in FOLDS}


def body(nodes: Sequence[Node], fold: int, free: Sequence[Free]) -> tuple[int, ...]:
    """The nodes under a fold that depend on its row, but on no row that a fold within it binds."""
    level = nodes[fold].param
    seen: set[tuple[int, Free]] = set()
    mine: set[int] = set()
    stack: list[tuple[int, Free]] = [(a, frozenset()) for a in nodes[fold].args[1:]]
    while stack:
        number, bound = stack.pop()
        if level not in free[number] or (number, bound) in seen:
            continue
        seen.add((number, bound))
        if not free[number] & bound:
            mine.add(number)
        node = nodes[number]
        if node.op not in FOLDS:
            stack.extend((a, bound) for a in node.args)
            continue
        stack.append((node.args[0], bound))
        if node.param != level and isinstance(node.param, int):
            stack.extend((a, bound | {node.param}) for a in node.args[1:])
    return tuple(sorted(mine))
