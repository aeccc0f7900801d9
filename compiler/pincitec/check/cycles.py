"""Things that rest on themselves: definitions, decisions (by their provision), provisions that override one another.

Runs before types, on names alone, so that no later pass can be caught in a circle.
"""

from collections.abc import Iterable, Iterator, Mapping

from pincitec.check.scopes import Scope
from pincitec.check.symbols import Symbol
from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.names import CYCLIC_DEFINITION
from pincitec.diagnostics.catalogue.syntax import NESTED_TOO_DEEPLY
from pincitec.syntax import pol_tree as t

HIGHEST = 50
"""Definitions, or decisions, that rest on one another, one upon the other."""


def find_cycles(edges: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """One circle for each group of nodes that reach one another, in a fixed order.

    >>> find_cycles({"a": ["b"], "b": ["c"], "c": ["a"], "d": ["a"]})
    [('a', 'b', 'c')]
    """
    done: set[str] = set()
    cycles: list[tuple[str, ...]] = []
    for start in sorted(edges):
        path: list[str] = []
        on_path: set[str] = set()
        stack: list[tuple[str, Iterator[str]]] = []
        if start not in done:
            stack.append((start, iter(sorted(edges[start]))))
            path.append(start)
            on_path.add(start)
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                path.pop()
                on_path.discard(node)
                done.add(node)
            elif following in on_path:
                cycle = path[path.index(following) :]
                if not any(set(cycle) & set(c) for c in cycles):
                    cycles.append(tuple(cycle))
            elif following not in done:
                stack.append((following, iter(sorted(edges.get(following, ())))))
                path.append(following)
                on_path.add(following)
    return cycles


def cyclic_definitions(file: t.PolicyFile, scope: Scope) -> tuple[frozenset[str], list[Diagnostic]]:
    """The definitions of a file that rest on themselves, and a diagnostic for each circle."""
    own = {s.name: s for s in scope.own.of_kind("definition")}
    edges = {name: {n for n in references(s) if n in own} for name, s in own.items()}
    problems = []
    cyclic: set[str] = set()
    for cycle in find_cycles(edges):
        cyclic |= {n for n in own if reaches(n, set(cycle), edges)}
        round_ = " → ".join(f"`{n}`" for n in (*cycle, cycle[0]))
        others = [Label(own[n].span, "by way of this one") for n in cycle[1:]]
        help = "a definition may use others, but in the end only facts"
        span = own[cycle[0]].span
        problems.append(Diagnostic.at(CYCLIC_DEFINITION, span, f"a definition that rests on itself: {round_}", others=others, help=help))
    for name in too_high({n: e for n, e in edges.items() if n not in cyclic}):
        cyclic.add(name)
        if not problems:
            message = f"`{name}` rests on more than {HIGHEST} definitions, one upon the other"
            help = "the law defines its terms in a few steps; put what belongs together into one definition"
            problems.append(Diagnostic.at(NESTED_TOO_DEEPLY, own[name].span, message, help=help))
    return frozenset(own[n].qualified for n in cyclic), problems


def too_high(edges: Mapping[str, set[str]]) -> list[str]:
    """The nodes that rest on a chain of more than `HIGHEST` others, the lowest first. Assumes no circles.

    >>> too_high({str(i): {str(i + 1)} for i in range(52)})
    ['1', '0']
    """
    heights: dict[str, int] = {}
    for start in sorted(edges):
        stack = [start]
        while stack:
            node = stack[-1]
            below = [n for n in sorted(edges.get(node, ())) if n not in heights]
            if below and node not in heights:
                stack.extend(below)
                continue
            stack.pop()
            heights.setdefault(node, 1 + max((heights[n] for n in edges.get(node, ())), default=-1))
    return sorted((n for n, height in heights.items() if height > HIGHEST), key=lambda n: (heights[n], n))


def reaches(name: str, targets: set[str], edges: Mapping[str, set[str]]) -> bool:
    seen: set[str] = set()
    stack = [name]
    while stack:
        here = stack.pop()
        if here in targets:
            return True
        if here not in seen:
            seen.add(here)
            stack.extend(edges.get(here, ()))
    return False


def references(symbol: Symbol) -> set[str]:
    """The names that the body of a definition mentions."""
    assert isinstance(symbol.node, t.Define)
    parameters = {p.text for p, _ in symbol.node.parameters}
    names: set[str] = set()
    for node in t.walk(symbol.node.body):
        if isinstance(node, t.Name):
            names.add(node.word.text)
        elif isinstance(node, t.Call):
            names.add(node.function.text)
    return names - parameters


def cyclic_decisions(edges: Mapping[str, set[str]], places: Mapping[str, Span]) -> list[Diagnostic]:
    """Decisions that rest on themselves. Nodes are pairs of a decision and a provision: what D decides may rest on what C does."""
    problems = []
    for cycle in find_cycles(edges):
        round_ = " → ".join(f"`{n}`" for n in (*cycle, cycle[0]))
        others = [Label(places[n], "by way of this one") for n in cycle[1:] if n in places]
        help = "ask what another provision decides: `D under CITE`"
        span = places[cycle[0]]
        problems.append(Diagnostic.at(CYCLIC_DEFINITION, span, f"a decision that rests on itself: {round_}", others=others, help=help))
    for node in () if problems else too_high(edges)[:1]:
        message = f"`{node}` rests on more than {HIGHEST} decisions, one upon the other"
        help = "the law decides in a few steps; put what belongs together into one clause"
        problems.append(Diagnostic.at(NESTED_TOO_DEEPLY, places[node], message, help=help))
    return problems
