"""Which facts a decision can read, and the words of the law that ask for each: for whoever has to say what they are.

A pure function of the pack. Without a day, everything that some clause reads on some day counts, under every reading; with one, what the
clauses read that stand that day. Assumes a pack that passed `validate`.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from attrs import frozen

from pincite.explain.passages import citation_on, place_status
from pincitec.graph.clauses import Clause, ClauseNodes, Element, Fact
from pincitec.graph.pack import Pack
from pincitec.graph.slices import conditions_on, standings_on
from pincitec.semantics.types import ListOf

ASKED = ("truth_of", "value_of")
FIELDS = ("field", "field_truth")


@frozen
class Asking:
    """Words of the law that ask for a fact: a quotation with its citation. `within` is the citation without the page or section that it
    lies in, where it is written after it. `until`: the first day on which the words stood there no more."""

    words: str
    citation: str
    within: str
    section: str
    identity: str
    until: date | None = None


@frozen
class AskedFact:
    """A fact that a decision can read. `askings` go by the order of the law; `fields` are those of the fields of a list's records."""

    fact: Fact
    askings: tuple[Asking, ...]
    fields: tuple[tuple[str, tuple[Asking, ...]], ...] = ()


def facts_asked(pack: Pack, decision: str, on: date | None = None) -> tuple[AskedFact, ...]:
    """The facts that a decision (by its qualified name) can read, in the order in which the law asks for them."""
    reached = cone(pack, pack.main_question(decision).verdict, on)
    found: dict[str, dict[int, None]] = {str(pack.nodes[n].param): {} for n in sorted(reached) if pack.nodes[n].op == "fact"}
    fields: dict[tuple[str, str], dict[int, None]] = {}
    for number in sorted(reached):
        question = pack.question.get(number)
        for part in question.clauses if question else ():
            if stands(pack.clauses[part.clause], on):
                for quote, name in askings_of(pack, part, on):
                    if isinstance(name, str):
                        found.setdefault(name, {})[quote] = None
                    else:
                        fields.setdefault(name, {})[quote] = None
    places = order(pack, on)

    def place(quote: int) -> tuple[int, int]:
        return places.get((pack.quotes[quote].section, pack.quotes[quote].identity), (len(places), 0))

    def told(quotes: Iterable[int]) -> tuple[Asking, ...]:
        return tuple(dict.fromkeys(asking(pack, q, on) for q in sorted(quotes, key=lambda q: (place(q), q))))

    declared = {f.name: number for number, f in enumerate(pack.facts)}
    names = sorted(found, key=lambda n: (min((place(q) for q in found[n]), default=(len(places), 0)), declared[n]))
    return tuple(
        AskedFact(
            pack.fact[name],
            told(found[name]),
            tuple((field, told(fields.get((record, field), {}))) for record, field in fields_of(pack, pack.fact[name])),
        )
        for name in names
    )


def fields_asked(pack: Pack, decision: str, record: str, on: date | None = None) -> frozenset[str]:
    """The fields of a record (by its key) that a decision (by its qualified name) can read."""
    nodes = (pack.nodes[n] for n in cone(pack, pack.main_question(decision).verdict, on))
    return frozenset(str(node.param) for node in nodes if node.op in FIELDS and pack.nodes[node.args[0]].type == record)


def fields_of(pack: Pack, fact: Fact) -> tuple[tuple[str, str], ...]:
    """The fields of a list's records, each with the key of the record."""
    kind = pack.type_of[fact.type]
    return tuple((kind.element.key, f.name) for f in kind.element.fields) if isinstance(kind, ListOf) else ()


def cone(pack: Pack, root: int, on: date | None) -> set[int]:
    """The nodes that can bear on a verdict under any reading; on a day, those of the clauses that stand then."""
    seen: set[int] = set()
    stack = [root]
    while stack:
        number = stack.pop()
        if number in seen:
            continue
        seen.add(number)
        node = pack.nodes[number]
        if node.op == "clause" and isinstance(node.param, int) and on is not None:
            standings = standings_on(pack.clauses[node.param].standings, on)
            acts = [node.args[1 + a] for a in conditions_on(standings)]
            stack += [*(node.args[:1] if any(s.state == "in_force" for s in standings) else ()), *acts]
        else:
            stack += node.args
    return seen


def stands(clause: Clause, on: date | None) -> bool:
    return any(s.state == "in_force" for s in (clause.standings if on is None else standings_on(clause.standings, on)))


def askings_of(pack: Pack, part: ClauseNodes, on: date | None) -> Iterator[tuple[int, str | tuple[str, str]]]:
    """The quotations of a clause, each with a fact (or a record and its field) that its words ask for."""
    clause = pack.clauses[part.clause]
    own = clause.quotes[0]
    acts = range(len(part.applicability)) if on is None else conditions_on(standings_on(clause.standings, on))
    elements = [*((part.root,) if part.root else ()), *part.exceptions, *(part.applicability[a] for a in acts)]
    told: set[str | tuple[str, str]] = set()
    for element in elements:
        for quote, name in askings_in(pack, element, own):
            told.add(name)
            yield quote, name
    heading = pack.nodes[part.guard].args[:1] if pack.nodes[part.guard].op == "clause" else (part.guard,)
    for root in (*heading, *((part.value,) if part.value is not None else ())):
        for quote, name in read_under(pack, root, own):
            if name not in told:
                yield quote, name


def askings_in(pack: Pack, element: Element, around: int) -> Iterator[tuple[int, str | tuple[str, str]]]:
    """What an element and those in it read, each by the nearest quotation around it."""
    quote = around if element.quote is None else element.quote
    for child in element.children:
        yield from askings_in(pack, child, quote)
    if element.list_fact is not None:
        yield quote, element.list_fact
    if not element.children:
        yield from read_under(pack, element.node, quote)


def read_under(pack: Pack, root: int, quote: int) -> Iterator[tuple[int, str | tuple[str, str]]]:
    """The facts and fields that a node reads; what a definition reads is asked for by the words of the definition."""
    definitions = {use.node: pack.clauses[use.clause].quotes for use in pack.definitions}
    seen: set[tuple[int, int]] = set()
    stack = [(root, quote)]
    while stack:
        number, by = stack.pop()
        by = next(iter(definitions.get(number, ())), by)
        if (number, by) in seen:
            continue
        seen.add((number, by))
        node = pack.nodes[number]
        if node.op == "fact":
            yield by, str(node.param)
        elif node.op in FIELDS:
            yield by, (pack.nodes[node.args[0]].type, str(node.param))
        if node.op not in ASKED:
            stack += [(a, by) for a in node.args[::-1]]


def asking(pack: Pack, number: int, on: date | None) -> Asking:
    """A quotation as its words stand: on the day, or in the newest text; or until when they did."""
    quote = pack.quotes[number]
    section = pack.section[quote.section]
    citation = quote.citation if on is None else citation_on(section, quote.identity, on, quote.citation)
    last = max((p for p in quote.places if p.status == "verified"), key=lambda p: p.until or date.max, default=None)
    gone = last.until if last is not None and last.until is not None else None
    within = citation.removeprefix(f"{section.cite}, ")
    return Asking(
        quote.words, citation, within, quote.section, quote.identity, gone if on is None or place_status(quote, on) != "verified" else None
    )


def order(pack: Pack, on: date | None) -> dict[tuple[str, str], tuple[int, int]]:
    """The order of the law: sections as the pack lists them, units as the text of the day, or the newest, has them; then older ones."""
    places: dict[tuple[str, str], tuple[int, int]] = {}
    for number, section in enumerate(pack.sections):
        newest = section.versions[::-1]
        versions = newest if on is None else [*(v for v in newest if v.covers(on)), *newest]
        for version in versions:
            for unit in (u for top in version.units for u in top.walk()):
                places.setdefault((section.id, unit.identity), (number, len(places)))
    return places
