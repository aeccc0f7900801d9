"""What an answer takes with it: definitions used, the text of every place considered, assumptions."""

from collections.abc import Iterable
from datetime import date

from pincite.explain import proof
from pincite.explain.case import TRANSPARENT, Case
from pincite.explain.display import show_date
from pincite.explain.marks import Quoted, quoted_by
from pincite.explain.passages import citation_on, law_text, words_on
from pincite.explain.proof import Assumption, Definition, LawText, QuestionProof
from pincite.explain.states import state_on
from pincite.explain.wording import the
from pincite.texts import msgid, say
from pincitec.graph.clauses import Clause
from pincitec.graph.slices import conditions_on, standings_on
from pincitec.semantics.operations import PARAMETER, TABLE, call
from pincitec.semantics.truth import UNDETERMINED


def definitions(case: Case) -> tuple[Definition, ...]:
    """The definitions that the nodes of a case use, in the order of the pack."""
    used: dict[int, Definition] = {}
    reached = frozenset(case.slice.order)
    for use in case.pack.definitions:
        if use.node in reached and use.clause not in used and decided(case, use.node):
            clause = case.pack.clauses[use.clause]
            section = case.pack.section[clause.section]
            used[use.clause] = Definition(
                use.name.rpartition(".")[2].replace("_", " "),
                citation_on(section, clause.identity, case.law_on, clause.citation),
                clause.section,
                clause.identity,
                state_on(clause, case.law_on, conditions=applying(case, clause, use.node)).name,
                tuple(words_on(case, q) for q in clause.quotes),
            )
    return tuple(used.values())


def applying(case: Case, clause: Clause, number: int) -> dict[int, int]:
    """Whether the acts on which the standing of a definition depends apply to this case: their truths, by place."""
    acts = conditions_on(standings_on(clause.standings, case.law_on))
    standing = case.node(number).args[0] if case.node(number).op in TRANSPARENT else number
    turns = case.node(standing).args[1:] if case.node(standing).op == "stand" else ()
    return {act: case.truth(turn) for act, turn in zip(acts, turns, strict=False)}


def decided(case: Case, number: int) -> bool:
    """Whether a definition had a part in the answer. The rule on days that do not exist has one where, without it, there would be two
    days, or a comparison with a period would come out otherwise."""
    node = case.node(number)
    if node.op == "add_period_by_rule":
        values = [case.values[a] for a in node.args]
        return case.slice.levels[number] > 0 or call(node.op, node.param, [UNDETERMINED, *values[1:]]) != case.values[number]
    if node.op == "month_end":
        around = [n for n in case.slice.order if number in case.node(n).args]
        return any(case.slice.levels[n] > 0 or without(case, n, number) != case.values[n] for n in around)
    return True


def without(case: Case, number: int, rule: int) -> object:
    """The value of a node if the rule on days that do not exist, one of its arguments, did not stand."""
    node = case.node(number)
    if node.op not in PARAMETER and node.op in TABLE:
        return call(node.op, None, [case.values[case.node(a).args[1] if a == rule else a] for a in node.args])
    return None


def law(case: Case, questions: Iterable[QuestionProof], used: Iterable[Definition]) -> tuple[LawText, ...]:
    """Every place that a clause in play or a definition rests on, once for each day whose text counts, with the words quoted from it."""
    questions, used = tuple(q for q in questions if q.bears), tuple(used)
    standing = tuple((q.number, tuple((c.applies, c.text_on, bool(c.passages)) for c in q.clauses)) for q in questions)
    return case.once(("law", standing, used), lambda: texts_of(case, questions, used))


def texts_of(case: Case, questions: Iterable[QuestionProof], used: Iterable[Definition]) -> tuple[LawText, ...]:
    quotes: dict[tuple[str, date], list[Quoted]] = {}
    newest: dict[tuple[str, str, date], str] = {}

    def rests(section: str, identity: str, citation: str, day: date) -> None:
        newest.setdefault((section, identity, day), citation)

    for question in questions:
        for clause, part in zip(question.clauses, case.questions[question.number].clauses, strict=True):
            if clause.applies:
                own = case.pack.clauses[part.clause]
                day = clause.text_on or case.law_on
                rests(own.section, own.identity, own.citation, day)
                for passage_ in clause.passages:
                    rests(passage_.section, passage_.identity, passage_.citation, day)
                for section, quoted in quoted_by(case, part) if clause.passages else ():
                    quotes.setdefault((section, day), []).append(quoted)
    for definition in used:
        rests(definition.section, definition.identity, definition.citation, case.law_on)
        words = tuple(
            Quoted(p.identity, p.words, tuple(a.words for a in definition.passages[:1] if i)) for i, p in enumerate(definition.passages)
        )
        quotes.setdefault((definition.section, case.law_on), []).extend(words)
    order = order_of_law(case, (section for section, _, _ in newest))
    places = sorted(newest, key=lambda place: (order.get(place[:2], (len(order), 0)), place[2]))
    texts = [
        law_text(case.pack.section[s], u, newest[s, u, day], day, quotes.get((s, day), ()), governs_still=day != case.law_on)
        for s, u, day in places
    ]
    return tuple(t for t in texts if not within_another(t, texts))


def order_of_law(case: Case, sections: Iterable[str]) -> dict[tuple[str, str], tuple[int, int]]:
    """The order of the law itself: statutes as the pack lists them, units as the text does."""
    wanted = frozenset(sections)
    return case.once(("order", wanted), lambda: places_of(case, wanted))


def places_of(case: Case, wanted: frozenset[str]) -> dict[tuple[str, str], tuple[int, int]]:
    order: dict[tuple[str, str], tuple[int, int]] = {}
    for place, section in enumerate(case.pack.sections):
        version = section.on(case.law_on) if section.id in wanted else None
        for number, unit in enumerate(u for top in (version.units if version else ()) for u in top.walk()):
            order[section.id, unit.identity] = (place, number)
    return order


def within_another(text: LawText, texts: Iterable[LawText]) -> bool:
    """Whether a place is already shown as part of a larger one."""
    own = "".join(p.text for u in text.units for p in u.pieces)
    return any(
        other is not text
        and other.section == text.section
        and len(other.units) > len(text.units)
        and any("".join(p.text for p in u.pieces) == own for u in other.units[1:])
        for other in texts
        if text.units
    )


def assumptions(case: Case, questions: Iterable[QuestionProof], texts: Iterable[LawText]) -> tuple[Assumption, ...]:
    """What is taken as so: dates of undated sources, facts supposed, inferred characters, conditions without words of their own."""
    found: dict[Assumption, None] = {}
    for text in texts:
        if text.assumed and text.from_:
            cite = case.pack.section[text.section].cite
            taken = say("the text of {section} is taken as in force from {day}", section=cite, day=show_date(text.from_))
            found[Assumption("date", taken, text.assumed)] = None
        if any(p.status == "inferred" for u in text.units for p in u.pieces):
            inferred = say("some characters of {place} are inferred; they are marked where it is quoted", place=text.citation)
            found[Assumption("inferred", inferred)] = None
    for question in questions:
        if not question.bears:
            continue
        for label, value in question.supposed:
            found[Assumption("supposed", supposed_for(question, label, value))] = None
        for clause in question.clauses:
            for element in elements_of(clause):
                if element.uncited and element.needed:
                    found[Assumption("uncited", f"{clause.citation}: {element.text or element.kind}", element.uncited)] = None
    return tuple(found)


def supposed_for(question: QuestionProof, label: str, value: str) -> str:
    """That a fact is supposed, and for which question."""
    what = the(question.label)
    if question.under is None:
        return say("to find {decision}, a fact is supposed: {fact}, {value}", decision=what, fact=label, value=value)
    text = msgid("to find {decision} under {place}, a fact is supposed: {fact}, {value}")
    return say(text, decision=what, place=question.under, fact=label, value=value)


def elements_of(clause: proof.ClauseProof) -> Iterable[proof.ElementProof]:
    for top in (*((clause.root,) if clause.root else ()), *clause.exceptions):
        yield from top.walk()
