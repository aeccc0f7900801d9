"""The words of the law on each side of a claim: with a witness, those that decide it in that case; without, those of all its clauses."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve, frozen

from pincite.evaluate import evaluate
from pincite.explain.case import ASKED, active_children, in_play, nodes_of
from pincite.explain.passages import passage
from pincite.explain.proof import Passage
from pincite.prove.model import Side
from pincitec.graph.clauses import ClauseNodes, DefinitionUse, Element
from pincitec.graph.pack import Pack
from pincitec.graph.slices import slice_graph
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.values import Value

FOLDED = ("some", "every", "every_or_none")


@frozen
class Asked:
    """A decision that a condition names: its verdict with all its clauses, or, with `requirements of`, those that require (no verdict)."""

    verdict: int | None
    parts: tuple[ClauseNodes, ...]


@frozen
class Concerned:
    """What a condition names itself, and not what that rests on in turn."""

    asked: tuple[Asked, ...]
    definitions: tuple[DefinitionUse, ...]
    quotes: tuple[tuple[int, int], ...]
    """Quotations, by clause and number, of conditions that a claim writes as a clause writes them."""


def concerned(pack: Pack, root: int, readings: Mapping[str, str]) -> Concerned:
    """The decisions, definitions and conditions of clauses that a condition names, under some readings."""
    guards = {part.guard: part for question in pack.questions for part in question.clauses}
    definitions = {use.node: use for use in pack.definitions}
    written = written_by_clauses(pack)
    asked: dict[int, Asked] = {}
    used: dict[int, DefinitionUse] = {}
    quotes: dict[tuple[int, int], None] = {}
    seen: set[int] = set()
    stack = [root]
    while stack:
        number = stack.pop()
        if number in seen:
            continue
        seen.add(number)
        node = pack.nodes[number]
        if number in pack.question:
            asked[number] = Asked(number, pack.question[number].clauses)
        elif node.op == "decide":
            required = [guards[n] for n in node.args[1::2] if n in guards and pack.clauses[guards[n].clause].effect == "require"]
            asked[number] = Asked(None, tuple(required))
        elif number in definitions:
            used[number] = definitions[number]
        elif number in written and node.op not in ASKED:
            quotes.update(dict.fromkeys(written[number]))
        elif node.op == "reading" and isinstance(node.param, str):
            names = [a.name for a in pack.choice[node.param].alternatives]
            stack.append(node.args[names.index(readings.get(node.param, pack.choice[node.param].default))])
        elif node.op != "clause":
            stack.extend(node.args[::-1])
    return Concerned(tuple(asked.values()), tuple(used.values()), tuple(quotes))


def written_by_clauses(pack: Pack) -> dict[int, list[tuple[int, int]]]:
    """The quotations that state a condition, by its node, with the clause in which they do: equal conditions are one node. Of each section
    the first."""
    found: dict[int, list[tuple[int, int]]] = {}
    for part in (part for question in pack.questions for part in question.clauses):
        for element in (e for top in tops(part) for e in walk(top)):
            if element.kind == "condition" and element.quote is not None:
                known = {pack.quotes[q].section for _, q in found.get(element.node, [])}
                if pack.quotes[element.quote].section not in known:
                    found.setdefault(element.node, []).append((part.clause, element.quote))
    return found


def walk(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from walk(child)


def side(pack: Pack, text: str, root: int, on: date, readings: Mapping[str, str], inputs: Mapping[str, Value] | None) -> Side:
    """One side of a claim on a day; `inputs` are the facts of a witness, if there is one. Only words in force that day are quoted."""
    found = concerned(pack, root, readings)
    standing = [evolve(a, parts=tuple(p for p in a.parts if in_play(pack.clauses[p.clause], on))) for a in found.asked]
    if inputs is None:
        quotes = [q for asked in standing for part in asked.parts for q in pack.clauses[part.clause].quotes]
    else:
        values = evaluated(pack, standing, on, readings, inputs)
        quotes = [q for asked in standing for part in decisive(pack, asked, values) for q in deciding(pack, part, values, readings)]
    quotes += [q for use in found.definitions if in_play(pack.clauses[use.clause], on) for q in pack.clauses[use.clause].quotes]
    quotes += [q for clause, q in found.quotes if in_play(pack.clauses[clause], on)]
    shown = [p for p in dict.fromkeys(passage(pack, q, on) for q in dict.fromkeys(quotes)) if p.status == "verified"]
    return Side(text, tuple(p for p in shown if not any(part_of(p, other) for other in shown)))


def part_of(one: Passage, other: Passage) -> bool:
    """Whether a quotation is a part of another one, which says more."""
    return one.words != other.words and (one.section, one.identity) == (other.section, other.identity) and one.words in other.words


def evaluated(pack: Pack, asked: Sequence[Asked], on: date, readings: Mapping[str, str], inputs: Mapping[str, Value]) -> Sequence[Any]:
    """The value of each decision and of each condition that the clauses write."""
    parts = [p for a in asked for p in a.parts]
    verdicts = [a.verdict for a in asked if a.verdict is not None]
    wanted = [*verdicts, *(p.guard for p in parts), *(n for p in parts for e in tops(p) for n in nodes_of(pack, e, readings))]
    return evaluate(slice_graph(pack, on, readings, dict.fromkeys(wanted)), inputs, on)


def decisive(pack: Pack, asked: Asked, values: Sequence[Any]) -> Sequence[ClauseNodes]:
    """The clauses that made a decision what it is: of a refusal those that refuse, or else all that might have granted."""
    counting = [p for p in asked.parts if values[p.guard] == HOLDS]
    if asked.verdict is None:
        return counting or asked.parts
    if values[asked.verdict] == FAILS:
        refusing = [p for p in counting if pack.clauses[p.clause].effect in ("deny", "require")]
        return refusing or [p for p in asked.parts if pack.clauses[p.clause].effect == "grant"]
    return [p for p in counting if pack.clauses[p.clause].effect not in ("deny", "require")] or asked.parts


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
