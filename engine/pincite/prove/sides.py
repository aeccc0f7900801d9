"""The words of the law on each side of a claim: with a witness, those that decide it in that case; without, those of all its clauses."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from pincite.evaluate import evaluate
from pincite.explain.case import active_children, in_play, nodes_of
from pincite.explain.passages import passage
from pincite.prove.model import Side
from pincitec.graph.clauses import ClauseNodes, DefinitionUse, Element
from pincitec.graph.pack import Pack
from pincitec.graph.slices import slice_graph
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.values import Value

FOLDED = ("some", "every", "every_or_none")


@frozen
class Concerned:
    """The clauses and definitions that a condition names itself, not those that these rest on in turn."""

    parts: tuple[ClauseNodes, ...]
    definitions: tuple[DefinitionUse, ...]
    quotes: tuple[tuple[int, int], ...]
    """Quotations, by clause and number, of conditions that a claim writes as a clause writes them."""


def concerned(pack: Pack, root: int, readings: Mapping[str, str]) -> Concerned:
    """What a condition names: decisions by all their clauses, `requirements of` some by those, definitions."""
    guards = {part.guard: part for question in pack.questions for part in question.clauses}
    definitions = {use.node: use for use in pack.definitions}
    written = written_by_clauses(pack)
    quotes: dict[tuple[int, int], None] = {}
    parts: dict[int, ClauseNodes] = {}
    used: dict[int, DefinitionUse] = {}
    seen: set[int] = set()
    stack = [root]
    while stack:
        number = stack.pop()
        if number in seen:
            continue
        seen.add(number)
        node = pack.nodes[number]
        if number in pack.question:
            parts.update((p.clause, p) for p in pack.question[number].clauses)
        elif number in guards:
            parts[guards[number].clause] = guards[number]
        elif number in definitions:
            used[number] = definitions[number]
        elif number in written:
            quotes.update(dict.fromkeys(written[number]))
        elif node.op == "reading" and isinstance(node.param, str):
            names = [a.name for a in pack.choice[node.param].alternatives]
            stack.append(node.args[names.index(readings.get(node.param, pack.choice[node.param].default))])
        else:
            stack.extend(node.args[::-1])
    return Concerned(tuple(parts[c] for c in sorted(parts)), tuple(used.values()), tuple(quotes))


def written_by_clauses(pack: Pack) -> dict[int, list[tuple[int, int]]]:
    """The quotations that state a condition, by its node, with the clause in which they do: equal conditions are one node."""
    found: dict[int, list[tuple[int, int]]] = {}
    for part in (part for question in pack.questions for part in question.clauses):
        for element in (e for top in tops(part) for e in walk(top)):
            if element.kind == "condition" and element.quote is not None:
                found.setdefault(element.node, []).append((part.clause, element.quote))
    return found


def walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from walk(child)


def side(pack: Pack, text: str, root: int, on: date, readings: Mapping[str, str], inputs: Mapping[str, Value] | None) -> Side:
    """One side of a claim on a day; `inputs` are the facts of a witness, if there is one. Only words in force that day are quoted."""
    found = concerned(pack, root, readings)
    parts = [p for p in found.parts if in_play(pack.clauses[p.clause], on)]
    if inputs is None:
        quotes = [q for part in parts for q in pack.clauses[part.clause].quotes]
    else:
        values = evaluated(pack, [root], parts, on, readings, inputs)
        quotes = [q for part in parts for q in deciding(pack, part, values, readings)]
    quotes += [q for use in found.definitions if in_play(pack.clauses[use.clause], on) for q in pack.clauses[use.clause].quotes]
    quotes += [q for clause, q in found.quotes if in_play(pack.clauses[clause], on)]
    shown = dict.fromkeys(passage(pack, q, on) for q in dict.fromkeys(quotes))
    return Side(text, tuple(p for p in shown if p.status == "verified"))


def evaluated(
    pack: Pack, roots: Iterable[int], parts: Sequence[ClauseNodes], on: date, readings: Mapping[str, str], inputs: Mapping[str, Value]
) -> Sequence[Any]:
    """The value of each condition that the clauses write."""
    elements = [e for part in parts for e in tops(part)]
    wanted = [*roots, *(p.guard for p in parts), *(n for e in elements for n in nodes_of(pack, e, readings))]
    return evaluate(slice_graph(pack, on, readings, dict.fromkeys(wanted)), inputs, on)


def tops(part: ClauseNodes) -> tuple[Element, ...]:
    return (*((part.root,) if part.root is not None else ()), *part.exceptions)


def deciding(pack: Pack, part: ClauseNodes, values: Sequence[Any], readings: Mapping[str, str]) -> Iterator[int]:
    """The quotations of a clause that say why it came out as it did. A requirement counts by what it asks, which its guard denies."""
    guard = values[part.guard]
    if guard not in (HOLDS, FAILS):
        return
    clause = pack.clauses[part.clause]
    root = part.root
    if root is None:
        yield from clause.quotes if guard == HOLDS else ()
        return
    barred = [e for e in part.exceptions if values[e.node] == HOLDS]
    if barred:
        for exception in barred:
            yield from quotes_of(pack, exception, values, readings)
        return
    truth = {HOLDS: FAILS, FAILS: HOLDS}[guard] if clause.effect == "require" else guard
    if clause.effect == "require" and truth == HOLDS and values[root.node] != HOLDS:
        return
    found = list(quotes_of(pack, root, values, readings)) if values[root.node] == truth else []
    own = clause.quotes[0]
    yield from dict.fromkeys(own if within(pack, q, own) else q for q in found or (own,))


def within(pack: Pack, inner: int, outer: int) -> bool:
    """Whether words stand within others, so that those say more."""
    a, b = pack.quotes[inner], pack.quotes[outer]
    return (a.section, a.identity) == (b.section, b.identity) and a.words in b.words


def quotes_of(pack: Pack, element: Element, values: Sequence[Any], readings: Mapping[str, str]) -> Iterator[int]:
    """The innermost quotations of an element that share its truth; of a block, only the parts that made it so."""
    inner: list[int] = []
    if element.kind not in FOLDED:
        for child in active_children(pack, element, readings):
            contrary = element.kind == "none"
            if values[child.node] == (values[element.node] if not contrary else {HOLDS: FAILS, FAILS: HOLDS}.get(values[element.node])):
                inner += quotes_of(pack, child, values, readings)
    if inner:
        yield from inner
    elif element.quote is not None:
        yield element.quote
