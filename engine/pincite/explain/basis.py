"""What an answer rests on, as one hash: the clauses that count on the day, in the graph, with their words and the text of the law.

Unlike the pack's hash it does not change when a clause is added for the text of a later day: an answer about a past day stays what it was.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from hashlib import sha256
from typing import Any, Final

from pincite.explain.case import Case
from pincite.explain.findings import party
from pincite.explain.passages import citation_on, place_status
from pincite.explain.states import state_on
from pincitec.graph.clauses import Element, Question
from pincitec.graph.codec import to_data
from pincitec.graph.pack import Pack, canonical
from pincitec.graph.slices import conditions_on, standings_on

IN_PLAY: Final = ("in_force", "conditional", "not_followed")
KEPT: Final[dict[tuple[object, ...], str]] = {}
MOST_KEPT: Final = 256


def rests_on(case: Case) -> str:
    """SHA-256 over the clauses in play, the readings, the definitions and the texts of law that a question rests on, whatever the facts."""
    readings = tuple(sorted(case.readings.items()))
    key = (case.pack.hash, case.questions[0].verdict, case.law_on, readings)
    if not case.pack.hash or key not in KEPT:
        if len(KEPT) >= MOST_KEPT:
            KEPT.clear()
        KEPT[key] = sha256(canonical(list(described(case)))).hexdigest()
    return KEPT[key]


def described(case: Case) -> Iterator[Any]:
    """Plain data of all that counts. Numbers of nodes, clauses and quotations, and places of files, are left out."""
    pack = case.pack
    content = Content(case)
    days: dict[str, set[date]] = {}
    choices: set[str] = set()
    texts: set[tuple[str, str]] = set()
    for question in case.questions:
        states = [state_on(pack.clauses[part.clause], case.law_on) for part in question.clauses]
        counting = [i for i, state in enumerate(states) if state.name in IN_PLAY]
        unknown = {pack.clauses[p.clause].citation for p, state in zip(question.clauses, states, strict=True) if state.name == "unknown"}
        supposed = [[name, content.of(value)] for name, value in question.supposed]
        yield ["question", question.under, supposed, defeats(case, question, counting), sorted(unknown)]
        yield to_data(decision := pack.decision[question.decision])
        yield party(pack, decision.party) if decision.party else None
        for i in counting:
            part, before = question.clauses[i], states[i].text_on
            clause = pack.clauses[part.clause]
            days.setdefault(clause.section, {case.law_on}).update((before,) if before else ())
            texts |= {(clause.section, clause.identity), *((pack.quotes[q].section, pack.quotes[q].identity) for q in clause.quotes)}
            roots = [n for n in (part.standing, part.guard, part.value) if n is not None]
            acts = conditions_on(standings_on(clause.standings, case.law_on))
            conditions = (e for i, e in enumerate(part.applicability) if i in acts)
            elements = [e for top in (part.root, *part.exceptions, *conditions) if top for e in within(top)]
            choices.update(e.choice for e in elements if e.choice)
            yield [clause.effect, clause.verb, clause.title, citation_on(pack.section[clause.section], clause.identity, case.law_on, "")]
            yield [[content.of(n) for n in roots], [quoted(case, q) for q in clause.quotes]]
            yield [[e.kind, e.at_least, e.choice, e.uncited, quoted(case, e.quote)] for e in elements]
    for use in pack.definitions:
        clause = pack.clauses[use.clause]
        if use.node in content.seen and state_on(clause, case.law_on).name in IN_PLAY:
            texts.add((clause.section, clause.identity))
            yield ["definition", use.name, [quoted(case, q) for q in clause.quotes]]
    yield [to_data(pack.fact[name]) for name in sorted(content.facts)]
    yield [[to_data(pack.choice[name]), case.readings[name]] for name in sorted(choices)]
    yield [text_of(pack, section, identity, sorted(days.get(section, {case.law_on}))) for section, identity in sorted(texts)]


def within(element: Element) -> Iterator[Element]:
    yield element
    for child in element.children:
        yield from within(child)


def defeats(case: Case, question: Question, counting: Iterable[int]) -> list[list[int]]:
    """Which of the clauses in play displaces which, by their places among those."""
    place = {clause: i for i, clause in enumerate(counting)}
    param = case.node(question.verdict).param
    pairs = param[-1] if isinstance(param, tuple) else ()
    found = [pair for pair in pairs if isinstance(pair, tuple)] if isinstance(pairs, tuple) else []
    return [[place[i], place[j]] for i, j in found if isinstance(i, int) and isinstance(j, int) and i in place and j in place]


def quoted(case: Case, number: int | None) -> list[object] | None:
    if number is None:
        return None
    quote = case.pack.quotes[number]
    return [quote.words, quote.section, list(quote.elided), place_status(quote, case.law_on)]


def text_of(pack: Pack, section: str, identity: str, days: Iterable[date]) -> list[object]:
    """The words of a unit on the days that count: that of the law, and those before an act that applies only to some."""
    held = pack.section[section]
    said = []
    for day in days:
        version = held.on(day)
        unit = version.unit(identity) if version else None
        pieces = [[u.designator, [[p.text, p.status, p.act] for p in u.pieces]] for u in unit.walk()] if unit else None
        said.append([version.from_.isoformat() if version else None, version.assumed if version else None, pieces])
    horizon = held.known_until.isoformat() if held.known_until else None
    return [held.cite, held.authority, horizon, held.horizon_unknown, held.horizon_because, said]


class Content:
    """Nodes by what they compute: equal computations are equal, whatever their numbers. `facts`: those that the nodes seen read."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.seen: dict[int, str] = {}
        self.facts: set[str] = set()
        self.asked: Mapping[int, int] = {q.verdict: i for i, q in enumerate(case.questions)}

    def of(self, number: int) -> str:
        """The hash of a node. Another question is named by its place, for its clauses are described there."""
        pending = [number]
        while pending:
            now = pending[-1]
            missing = [a for a in self.case.node(now).args if a not in self.seen and a not in self.asked]
            if now not in self.seen and missing:
                pending.extend(missing)
                continue
            pending.pop()
            if now not in self.seen:
                self.seen[now] = self.made(now)
        return self.seen[number]

    def made(self, number: int) -> str:
        node = self.case.node(number)
        if node.op == "fact":
            self.facts.add(str(node.param))
        args = [f"question {self.asked[a]}" if a in self.asked else self.seen[a] for a in node.args]
        return sha256(repr((node.op, node.type, node.param, args)).encode()).hexdigest()
