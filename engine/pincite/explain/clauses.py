"""From a question to its proof: every clause considered, whether it stands on the day and why, and what it comes to."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from pincite.explain.case import Case, supposed_value
from pincite.explain.display import exact_value, show_date, shown
from pincite.explain.elements import prove_element
from pincite.explain.findings import party
from pincite.explain.lacking import open_lists
from pincite.explain.passages import citation_on, passage
from pincite.explain.proof import ClauseProof, Passage, QuestionProof
from pincite.explain.wording import Ground, asks, sentence
from pincite.explain.working import in_figures
from pincitec.graph.clauses import Clause, ClauseNodes, Element, Question, Standing
from pincitec.graph.slices import conditions_on, standings_on
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED
from pincitec.semantics.values import DateRange, Value
from pincitec.semantics.verdicts import Outcome


class State(NamedTuple):
    """How a clause stands on a day, with the days `[from_, until)` on which it does.

    `text_on` is the day whose text its words stand in, where that is not the day asked about: while an act does not apply to a case, the
    text before that act governs it.
    """

    name: str
    reason: str | None
    from_: date | None = None
    until: date | None = None
    text_on: date | None = None


def state_on(clause: Clause, day: date, quoted: str = "", conditions: Mapping[int, int] = MappingProxyType({})) -> State:
    """Whether a clause stands, in the words of a letter. `conditions` are the truths, by place, on which the standings of the day depend:
    those under which an act applies to a case. Where they are determined, so is the standing."""
    spoken = [s for s in standings_on(clause.standings, day) if under(s, conditions) != FAILS]
    if not spoken:
        return State("unknown", "the text in force that day is not on file")
    if len(spoken) > 1 or under(spoken[0], conditions) != HOLDS:
        absent = next((s.reason for s in spoken if s.negated and s.state == "unknown" and s.reason), None)
        stood = any(s.state == "in_force" for s in spoken)
        said = exempt(absent) if absent and not stood else "an act changed these words, and it applies to some cases only"
        return State("conditional", said, spoken[0].from_, spoken[0].until, text_before(spoken))
    now = spoken[0]
    if now.state != "lapsed":
        said_why = exempt(now.reason) if now.negated and now.state == "unknown" and now.reason else now.reason
        return State(now.state, said_why, now.from_, now.until, text_before(spoken))
    reason = None if now.reason and quoted and quoted in now.reason else now.reason
    later = first_day(clause.standings, day)
    earlier = [s.until for s in clause.standings if s.state == "in_force" and not s.negated and s.until is not None and s.until <= day]
    if earlier:
        said = because(f"its words left the text on {show_date(max(earlier))}", reason)
        return State("lapsed", said + going_on(clause.standings, max(earlier), day), now.from_, now.until)
    if later:
        return State("not_yet", f"its words entered the text only on {show_date(later)}", now.from_, now.until)
    state = "not_yet" if any(s.state != "lapsed" and s.from_ and s.from_ > day for s in clause.standings) else "lapsed"
    return State(state, reason or "its words do not stand in the text of that day", now.from_, now.until)


def exempt(act: str) -> str:
    """Why it cannot be known whether a clause stands for those to whom an act does not apply; `act` says which act."""
    return f"the text in force that day where {act} is not on file"


def going_on(standings: Sequence[Standing], left: date, day: date) -> str:
    """What became of words, after they left the text, for those to whom the act that took them out does not apply."""
    kept = [s for s in standings if s.negated and s.state == "in_force" and s.from_ is not None and left <= s.from_ <= day]
    if not kept:
        return ""
    last = max(kept, key=lambda s: s.from_ or left)
    if last.until is None or last.until > day:
        return f"; where {last.reason}, they go on to count"
    after = next((s for s in standings if s.from_ == last.until and (s.negated or s.when is None)), None)
    least = "at least " if after is None or after.state == "unknown" else ""
    return f"; where {last.reason}, they counted {least}until {show_date(last.until - timedelta(1))}"


def text_before(spoken: Sequence[Standing]) -> date | None:
    """The last day before an act, for a clause that stands where that act does not apply."""
    return next((s.text_on or s.from_ - timedelta(1) for s in spoken if s.state == "in_force" and s.negated and s.from_), None)


def under(standing: Standing, conditions: Mapping[int, int]) -> int:
    """Whether a standing is the one that counts in this case."""
    if standing.when is None:
        return HOLDS
    if standing.when not in conditions:
        return UNDETERMINED
    return NOT[conditions[standing.when]] if standing.negated else conditions[standing.when]


def because(said: str, reason: str | None) -> str:
    return f"{said} ({reason})" if reason else said


def first_day(standings: Sequence[Standing], day: date) -> date | None:
    """The first day, after `day`, on which a clause stands."""
    return min((s.from_ for s in standings if s.state == "in_force" and s.from_ and s.from_ > day), default=None)


def prove_questions(case: Case) -> tuple[QuestionProof, ...]:
    proofs = [prove_question(case, number, question) for number, question in enumerate(case.questions)]
    bearing, pending = {0}, [0]
    while pending:
        for clause in proofs[pending.pop()].clauses:
            elements = [e for top in (clause.root, *clause.exceptions) if top for e in top.walk()]
            asked = {n for e in elements for n in e.questions} | (set(clause.questions) if clause.guard != FAILS else set())
            pending += sorted(asked - bearing)
            bearing |= asked
    proofs = [p._replace(bears=p.number in bearing) for p in proofs]
    main = proofs[0]._replace(candidates=tuple(dict.fromkeys((*proofs[0].candidates, *referred(case, proofs)))))
    return (main._replace(sentence=say(case, main, proofs)), *proofs[1:])


def referred(case: Case, proofs: Sequence[QuestionProof]) -> Iterator[str]:
    """The values that the question asked may have because a clause of it gives what another question comes to, which is open."""
    for clause, part in zip(proofs[0].clauses, case.questions[0].clauses, strict=True):
        open_ = clause.applies and clause.guard != FAILS and clause.value is None and not clause.defeated_by
        if open_ and part.value is not None and case.node(case.peel(part.value)).op == "value_of":
            yield from (value for n in clause.questions for value in proofs[n].candidates)


def say(case: Case, proof: QuestionProof, proofs: Sequence[QuestionProof]) -> str:
    """The sentence of a question, citing also the places that the clauses which decided it refer to."""
    decision = case.pack.decision[proof.decision]
    said = ground(case, proof)
    if proofs and proof.verdict == HOLDS and proof.kind == "value":
        through = [
            c
            for q in sorted({n for c in proof.clauses if c.guard == HOLDS for n in c.questions})
            for c in ground(case, proofs[q]).citations
        ]
        said = said._replace(citations=tuple(dict.fromkeys((*said.citations, *through))))
    return sentence(decision, party(case.pack, decision.party) if decision.party else None, proof.verdict, said)


def prove_question(case: Case, number: int, question: Question) -> QuestionProof:
    decision = case.pack.decision[question.decision]
    clauses = displaced(case, question, tuple(prove_clause(case, question, part) for part in question.clauses))
    verdict, value = result(case.values[question.verdict])
    kind = decision.type
    text = shown(case.pack, kind, value) if decision.kind == "value" else None
    supposed = tuple(
        (case.pack.fact[name].wording.label, shown(case.pack, case.pack.fact[name].type, v) or "not established")
        for name, v in supposed_value(case, question)
    )
    under = question.under and under_on(case, question)
    proof = QuestionProof(
        number,
        question.decision,
        decision.kind,
        decision.wording.label,
        under,
        supposed,
        True,
        verdict,
        text,
        exact_value(case.pack, kind, value) if decision.kind == "value" else None,
        candidates(clauses),
        clauses,
        "",
        asks(decision, party(case.pack, decision.party) if decision.party else None),
    )
    return proof._replace(sentence=say(case, proof, ()))


def under_on(case: Case, question: Question) -> str | None:
    """The provision a question is asked under, as designated that day."""
    for part in question.clauses:
        clause = case.pack.clauses[part.clause]
        if clause.citation == question.under:
            return citation_on(case.pack.section[clause.section], clause.identity, case.law_on, clause.citation)
    return question.under


def result(value: object) -> tuple[int, Value]:
    """Verdict and value of a question; bounds of a value are none."""
    if isinstance(value, Outcome):
        return value.verdict, value.value if value.verdict == HOLDS else None
    return (value if isinstance(value, int) else UNDETERMINED), None


def candidates(clauses: tuple[ClauseProof, ...]) -> tuple[str, ...]:
    """The values that clauses give that apply or may apply."""
    giving = [c for c in clauses if c.value is not None and c.guard != FAILS and c.applies and not c.defeated_by]
    return tuple(dict.fromkeys(v for c in giving for v in c.values or (c.value,) if v is not None))


def ground(case: Case, proof: QuestionProof) -> Ground:
    live = [c for c in proof.clauses if c.applies]
    barring = [c for c in live if c.effect == "deny" and c.guard == HOLDS]
    unmet = [c for c in live if c.effect == "require" and c.guard == HOLDS]
    holding = [c for c in live if c.guard == HOLDS and not c.defeated_by]
    asking = [c for c in live if c.effect == "require"]
    concerning = [c for c in asking if c.heading is None or c.heading.truth != FAILS]
    granting = any(c.effect in ("grant", "value") for c in live)
    if proof.verdict == FAILS:
        chosen = barring or unmet or [c for c in live if c.effect != "deny"]
    elif proof.verdict == UNDETERMINED and proof.kind != "value":
        chosen = [c for c in live if c.effect == "grant"] or concerning or asking or live
    elif proof.verdict == UNDETERMINED:
        chosen = [c for c in live if c.guard != FAILS]
    else:
        chosen = [c for c in holding if c.effect != "require"]
    met = not granting and all(c.guard == FAILS for c in asking)
    return Ground(
        tuple(dict.fromkeys(c.citation for c in chosen)),
        proof.value,
        proof.candidates,
        bool(barring),
        bool(unmet) if proof.verdict == FAILS else bool(concerning) and met,
        granting,
        case.law_on,
        bool(asking) and not concerning,
        any(c.values and c.guard == HOLDS and not c.defeated_by for c in live),
    )


def prove_clause(case: Case, question: Question, part: ClauseNodes) -> ClauseProof:
    clause = case.pack.clauses[part.clause]
    node = case.node(part.guard)
    turns = node.args[1:] if node.op == "stand" else ()
    quoted = case.pack.quotes[clause.quotes[0]].words if clause.quotes else ""
    rows = standings_on(clause.standings, case.law_on)
    acts = conditions_on(rows)
    on_acts = tuple(part.applicability[a] if part.applicability else Element("condition", n) for a, n in zip(acts, turns, strict=False))
    state = state_on(clause, case.law_on, quoted, {a: case.truth(n) for a, n in zip(acts, turns, strict=False)})
    text_on = state.text_on or case.law_on
    then = case._replace(law_on=text_on)
    may_stand = any(s.state == "in_force" for s in rows)
    shows = state.name == "in_force" or (state.name == "conditional" and may_stand)
    quotes = clause.quotes if shows or state.name not in ("unknown", "conditional") else ()
    value = None
    if shows and part.value is not None:
        value = shown(case.pack, case.node(part.value).type, case.values[part.value])
    section = case.pack.section[clause.section]
    root = prove_element(then, part.root) if shows and part.root else None
    return ClauseProof(
        clause.id,
        clause.decision,
        clause.title,
        citation_on(section, clause.identity, text_on, clause.citation),
        clause.section,
        clause.effect,
        clause.verb,
        clause.location,
        state.name,
        state.reason,
        state.from_,
        state.until,
        case.truth(part.standing),
        case.truth(part.guard),
        # words that are not known to stand in the text of that day are not quoted, not even as words that may
        tuple(passage(case.pack, q, text_on) for q in quotes),
        own_passages(case, clause, part, text_on) if shows else (),
        root,
        tuple(prove_element(then, e) for e in part.exceptions) if shows else (),
        value,
        in_figures(case, part.value) if value is not None and part.value is not None else None,
        case.questions_under(part.value) if shows and part.value is not None else (),
        case.facts_under(part.value) if shows and part.value is not None else (),
        tuple(prove_element(case, e) for e in on_acts) if turns and state.name != "unknown" else (),
        state.text_on,
        heading=root.children[0].children[0] if root and under_heading(clause, part) else None,
        table=passage(case.pack, clause.table, text_on) if clause.table is not None and state.name == "in_force" else None,
        values=days_shown(case.values[part.value]) if value is not None and part.value is not None else (),
        open_lists=open_lists(case, part.value) if shows and part.value is not None else (),
    )


def days_shown(value: object) -> tuple[str, ...]:
    """The two days that a computed day may be; nothing of any other value."""
    if not isinstance(value, DateRange) or (value.latest - value.earliest).days != 1:
        return ()
    return show_date(value.earliest), show_date(value.latest)


def under_heading(clause: Clause, part: ClauseNodes) -> bool:
    """Whether a requirement stands under a heading that says whom it concerns: it is then "not one of those, or this is so"."""
    root = part.root
    if clause.effect != "require" or root is None or (root.kind, root.quote, len(root.children)) != ("any", None, 2):
        return False
    others = root.children[0]
    return (others.kind, others.quote, len(others.children)) == ("none", None, 1)


def own_passages(case: Case, clause: Clause, part: ClauseNodes, day: date) -> tuple[Passage, ...]:
    """The quotations of a clause that none of its elements has: its conclusion, its heading."""
    stack = [*((part.root,) if part.root else ()), *part.exceptions]
    used: set[int | None] = set()
    while stack:
        element = stack.pop()
        used.add(element.quote)
        stack.extend(element.children)
    return tuple(passage(case.pack, q, day) for q in clause.quotes if q not in used)


def displaced(case: Case, question: Question, clauses: tuple[ClauseProof, ...]) -> tuple[ClauseProof, ...]:
    """Each clause with the one that displaces it, where an overriding clause holds."""
    param = case.node(question.verdict).param
    pairs = param[-1] if isinstance(param, tuple) else ()
    proofs = list(clauses)
    for pair in pairs if isinstance(pairs, tuple) else ():
        if isinstance(pair, tuple) and isinstance(pair[0], int) and isinstance(pair[1], int) and clauses[pair[0]].guard == HOLDS:
            proofs[pair[1]] = proofs[pair[1]]._replace(defeated_by=clauses[pair[0]].citation)
    return tuple(proofs)
