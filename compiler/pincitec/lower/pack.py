"""Checked modules and sections → a pack: the last pass of the compiler."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from pincitec.check.lapses import Followed, Spoken
from pincitec.check.laws import Laws, Located
from pincitec.check.module import Module
from pincitec.check.remarks import Applicability
from pincitec.check.symbols import Symbol
from pincitec.diagnostics import Source, Span
from pincitec.graph.clauses import (
    Alternative,
    Choice,
    Clause,
    Decision,
    Fact,
    Party,
    Quote,
    QuotePlace,
    Remark,
    Unit,
    Wording,
)
from pincitec.graph.nodes import Builder
from pincitec.graph.pack import Pack, with_hash
from pincitec.law.normalise import normalise
from pincitec.law.places import all_notes, cite_unit, governing_act, text_on_file, units_of
from pincitec.lower.claims import lower_claims
from pincitec.lower.questions import Numbered, Questions
from pincitec.lower.texts import section_text
from pincitec.semantics.types import SCHOOL_YEAR, Enumeration, ListOf, Quantity, Record, Type
from pincitec.syntax import pol_tree as t


def lower(modules: Sequence[Module], laws: Laws, sources: Mapping[str, Source], known_on: date | None = None) -> Pack:
    """The pack of some modules, in the order of their policies' names. `known_on`: the day whose knowledge of the law they are about."""
    modules = sorted(modules, key=lambda m: m.table.policy)
    quotes: dict[Quote, int] = {}
    clauses = [
        numbered
        for module in modules
        for numbered in number_clauses(module, laws, quotes, sum(len(m.clauses) for m in modules if m.table.policy < module.table.policy))
    ]
    symbols = [s for m in modules for s in m.table.symbols.values()]
    decisions = [s for s in symbols if s.kind == "decision"]
    builder = Builder()
    questions = Questions(
        builder,
        tuple(clauses),
        {d.qualified: declared(d).kind for d in decisions},
        {d.qualified: d.type.key for d in decisions if d.type is not None},
        {cite: place for m in modules for cite, place in m.under.items()},
        frozenset((o.winner, o.loser) for m in modules for o in m.overrides),
    )
    for decision in sorted(decisions, key=lambda d: d.qualified):
        questions.ask(decision.qualified, None, {})
    claims = lower_claims(modules, builder, questions.expressions, sources)
    used = sorted({d.section.text for m in modules for d in m.file.declarations if isinstance(d, t.SourceRef)})
    return with_hash(
        Pack(
            policies=tuple(m.table.policy for m in modules),
            types=tuple(types_of(symbols)),
            parties=tuple(Party(s.qualified, s.node.wording.text) for s in symbols if isinstance(s.node, t.PartyDecl)),
            facts=tuple(fact(s, m) for m in modules for s in m.table.symbols.values() if isinstance(s.node, t.FactDecl)),
            decisions=tuple(decision_of(s) for s in decisions),
            choices=tuple(choice(s) for s in symbols if isinstance(s.node, t.ChoiceDecl)),
            quotes=tuple(quotes),
            clauses=tuple(pack_clause(c, sources) for c in clauses),
            nodes=tuple(builder.nodes),
            questions=tuple(questions.made.values()),
            definitions=tuple(questions.expressions.uses.values()),
            remarks=tuple(remark for m in modules for remark in remarks(m)),
            sections=tuple(section_text(laws.sections[s]) for s in used if s in laws.sections),
            known_on=known_on,
            units=units_of_policies(symbols),
            verifications=claims,
        )
    )


def number_clauses(module: Module, laws: Laws, quotes: dict[Quote, int], first: int) -> list[Numbered]:
    """The clauses of a module in the order of the law, with their numbers in the pack; their quotations are added to `quotes`, equal
    ones once. The order of the file does not show."""
    numbered = []
    about_acts = tuple(number_of(quotes, applicability_quote(a, laws)) for a in module.applicability)
    pairs = sorted(zip(module.followed, module.standings, strict=True), key=lambda pair: reading_order(laws, pair[0].clause.place))
    for i, (one, standings) in enumerate(pairs):
        by_span: dict[Span, int] = {}
        for k, cited in enumerate(one.clause.quotes):
            by_span[cited.quote.span] = number_of(quotes, quote_of(one, k))
        numbered.append(Numbered(first + i, one.clause, by_span, standings, module.applicability, about_acts))
    return numbered


def number_of(quotes: dict[Quote, int], quote: Quote) -> int:
    """The number of a quotation; an equal one is made once."""
    return quotes.setdefault(quote, len(quotes))


def applicability_quote(one: Applicability, laws: Laws) -> Quote:
    """The words about to whom an act applies, with the rest of the paragraph of the note that has them: it says what provided so. They
    stand beside the text, so on every day alike."""
    section = (laws.whole or laws.sections)[one.section]
    governing = governing_act(section, one.act)
    by = {one.act, *((governing.title, *(change.by for change in governing.changed_by)) if governing is not None else ())}
    lines = [line.strip() for note in all_notes(section) if note.act in by for line in note.text.split("\n")]
    around = next((line for line in lines if normalise(one.words) in normalise(line) and len(line) <= LONGEST), one.words)
    citation = cite_unit(section, ("act", one.act))
    return Quote(around, section.id, f"act:{one.act}", citation, (QuotePlace(None, None, "verified"),))


LONGEST: Final = 700
"""Characters of a paragraph beyond which only the words that were quoted of it are shown."""


def reading_order(laws: Laws, place: Located) -> tuple[str, int]:
    """Where a place stands in its section: by the newest text on file, so that later acts change no letter of an earlier day; then units
    that came later; then former units, notes and the like."""
    section = (laws.whole or laws.sections)[place.section]
    newest = text_on_file(section)
    later = (v for v in section.versions if v.from_ > section.text_on)
    units = list(dict.fromkeys(u.identity for v in (*((newest,) if newest else ()), *later) for u in units_of(v)))
    return place.section, units.index(place.identity) if place.identity in units else len(units)


def quote_of(one: Followed, k: int) -> Quote:
    """A quotation with how it fares over time, neighbouring stretches of one status joined."""
    cited = one.clause.quotes[k]
    places: list[QuotePlace] = []
    elided: tuple[str, ...] = ()
    for stand in one.stands:
        status = {"ambiguous": "absent"}.get(stand.fares[k].status, stand.fares[k].status)
        match = stand.fares[k].match
        elided = match.elided if match is not None else elided
        if places and places[-1].status == status:
            places[-1] = QuotePlace(places[-1].from_, stand.era.until, status)
        else:
            places.append(QuotePlace(stand.era.from_, stand.era.until, status))
    place = cited.place
    return Quote(cited.quote.words.text, place.section, place.identity, place.citation, tuple(places), elided)


def pack_clause(one: Numbered, sources: Mapping[str, Source]) -> Clause:
    clause = one.clause
    own = clause.quotes[clause.own].quote.span
    ordered = dict.fromkeys([one.quotes[own], *one.quotes.values()])
    line = sources[own.path].line_column(own.start)[0] if own.path in sources else 0
    title = clause.provision.title
    return Clause(
        id=clause.id,
        decision=clause.symbol.qualified,
        effect=clause.effect,
        verb=clause.verb,
        section=clause.place.section,
        identity=clause.place.identity,
        citation=clause.place.citation,
        quotes=tuple(ordered),
        standings=one.standings,
        location=f"{own.path}:{line}",
        title=title.text if title else None,
        table=one.quotes[clause.quotes[clause.own - 1].quote.span] if clause.row is not None else None,
    )


def units_of_policies(symbols: Sequence[Symbol]) -> tuple[Unit, ...]:
    """The units that policies declare, in order of name."""
    units = [Unit(s.qualified, s.type.words, s.type.signed) for s in symbols if s.kind == "unit" and isinstance(s.type, Quantity)]
    return tuple(sorted(units, key=lambda u: u.name))


def types_of(symbols: Sequence[Symbol]) -> list[Enumeration | Record]:
    """Enumerations, then records, each once: also those that a fact declares in place."""
    found: dict[str, Type] = {}
    for symbol in symbols:
        kind = symbol.type
        if isinstance(kind, Enumeration | Record):
            found[kind.key] = kind
        for f in kind.fields if isinstance(kind, Record) else ():
            if isinstance(f.type, Enumeration):
                found[f.type.key] = f.type
    enumerations = [x for _, x in sorted(found.items()) if isinstance(x, Enumeration)]
    records = [x for _, x in sorted(found.items()) if isinstance(x, Record)]
    return [*enumerations, *records]


def declared(symbol: Symbol) -> t.DecisionDecl:
    assert isinstance(symbol.node, t.DecisionDecl)
    return symbol.node


def wording(name: str, label: t.Text | None, fails: t.Text | None, open: t.Text | None) -> Wording:
    plain = name.replace("_", " ")
    return Wording(label.text if label else plain, fails.text if fails else None, open.text if open else None)


def fact(symbol: Symbol, module: Module) -> Fact:
    node = symbol.node
    assert isinstance(node, t.FactDecl) and symbol.type is not None
    judges = tuple(f"{symbol.policy}.{p.text}" for p in node.judged_by)
    begins = year_begins(symbol.type, module)
    words = wording(symbol.name, node.wording, node.fails, node.open)
    return Fact(symbol.qualified, symbol.type.key, words, judges, node.judged_by_any, begins, node.change, node.effort)


def year_begins(kind: Type, module: Module) -> tuple[int, int] | None:
    """The month and day on which the school years of a fact begin, where its policy, or one that it uses, has a calendar for them."""
    held = [f.type for f in kind.element.fields] if isinstance(kind, ListOf) else [kind]
    if SCHOOL_YEAR not in held:
        return None
    found = module.scope.find(t.Word("school_year", Span("", 0, 0)), ("calendar",))
    calendar = found.node if isinstance(found, Symbol) else None
    return (calendar.month, calendar.day) if isinstance(calendar, t.Calendar) else None


def decision_of(symbol: Symbol) -> Decision:
    node = declared(symbol)
    assert symbol.type is not None
    party = None if node.kind == "value" else f"{symbol.policy}.{node.of.text}"
    return Decision(symbol.qualified, node.kind, symbol.type.key, party, wording(symbol.name, node.wording, node.fails, node.open))


def choice(symbol: Symbol) -> Choice:
    node = symbol.node
    assert isinstance(node, t.ChoiceDecl)
    chosen = next(a for a in node.alternatives if a.default)
    alternatives = tuple(
        Alternative(a.name.text, a.wording.text, a.because.text if a.because and not a.default else None) for a in node.alternatives
    )
    by = chosen.chosen_by.text if chosen.chosen_by else None
    because = chosen.because.text if chosen.because else None
    return Choice(symbol.qualified, node.wording.text, alternatives, chosen.name.text, by, chosen.chosen_on, because)


def remarks(module: Module) -> list[Remark]:
    return [remark(s) for s in module.remarks]


def remark(spoken: Spoken) -> Remark:
    words = " … ".join(w.text for w in spoken.remark.words)
    said, place = spoken.remark, spoken.place
    if spoken.stated is None:
        return Remark(said.kind, place.section, place.citation, words, said.because.text)
    return Remark(said.kind, place.section, place.citation, words, spoken.stated.because, spoken.stated.name, spoken.stated.value)
