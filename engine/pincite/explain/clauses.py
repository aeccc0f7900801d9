"""From a question to its proof: every clause considered, whether it stands on the day and why, and what it comes to."""

from collections.abc import Iterator, Sequence

from pincite import texts
from pincite.explain.case import Case, supposed_value
from pincite.explain.display import exact_value, show_date, shown
from pincite.explain.elements import prove_element
from pincite.explain.findings import party
from pincite.explain.lacking import open_lists
from pincite.explain.passages import citation_on, words_on
from pincite.explain.proof import ClauseProof, Passage, QuestionProof
from pincite.explain.states import state_on
from pincite.explain.wording import Ground, asks, sentence
from pincite.explain.working import in_figures
from pincitec.graph.clauses import Clause, ClauseNodes, Element, Question
from pincitec.graph.slices import conditions_on, standings_on
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.values import DateRange, Value
from pincitec.semantics.verdicts import Outcome, in_order


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
            for q in sorted({n for c in proof.clauses if c.guard == HOLDS for n in c.questions if n < len(proofs)})
            for c in ground(case, proofs[q]).citations
        ]
        said = said._replace(citations=tuple(dict.fromkeys((*said.citations, *through))))
    return sentence(decision, party(case.pack, decision.party) if decision.party else None, proof.verdict, said)


def prove_question(case: Case, number: int, question: Question, *, elements: bool = True) -> QuestionProof:
    """A question with its clauses. Without `elements` it has what its sentence needs, and no more."""
    decision = case.pack.decision[question.decision]
    clauses = displaced(case, question, tuple(prove_clause(case, question, part, elements=elements) for part in question.clauses))
    verdict, value = result(case.values[question.verdict])
    kind = decision.type
    text = shown(case.pack, kind, value) if decision.kind == "value" else None
    supposed = tuple(
        (case.pack.fact[name].wording.label, shown(case.pack, case.pack.fact[name].type, v) or texts.say("not established"))
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
    displacing = {i for i, j in pairs_of(case, case.questions[proof.number]) if proof.clauses[j].effect == "grant"}
    in_force = any(c.effect == "grant" and c.standing != FAILS for c in proof.clauses)
    denying = [c for i, c in enumerate(proof.clauses) if c.applies and c.effect == "deny" and (i in displacing or not in_force)]
    barring = [c for c in denying if c.guard == HOLDS and not c.defeated_by]
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
        giving = [c for c in live if c.effect != "require" and c.guard != FAILS]  # settled by all completions alike, by none alone
        chosen = [c for c in holding if c.effect != "require"] or giving
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


def prove_clause(case: Case, question: Question, part: ClauseNodes, *, elements: bool = True) -> ClauseProof:
    clause = case.pack.clauses[part.clause]
    node = case.node(part.guard)
    turns = node.args[1:] if node.op == "stand" else ()
    quoted = case.pack.quotes[clause.quotes[0]].words if clause.quotes else ""
    rows = standings_on(clause.standings, case.law_on)
    acts = conditions_on(rows)
    on_acts = tuple(part.applicability[a] if part.applicability else Element("condition", n) for a, n in zip(acts, turns, strict=False))
    truths = {a: case.truth(n) for a, n in zip(acts, turns, strict=False)}
    state = case.once(("state", part.clause, tuple(truths.items()), texts.spoken()), lambda: state_on(clause, case.law_on, quoted, truths))
    text_on = state.text_on or case.law_on
    then = case._replace(law_on=text_on, own=None)
    may_stand = any(s.state == "in_force" for s in rows)
    shows = state.name == "in_force" or (state.name == "conditional" and may_stand)
    quotes = clause.quotes if shows or state.name not in ("unknown", "conditional") else ()
    value = None
    if shows and part.value is not None:
        value = shown(case.pack, case.node(part.value).type, case.values[part.value])
    section = case.pack.section[clause.section]
    root = prove_element(then, part.root) if elements and shows and part.root else None
    heading = root.children[0].children[0] if root and under_heading(clause, part) else None
    if not elements and shows and part.root and under_heading(clause, part):
        heading = prove_element(then, part.root.children[0].children[0])
    return ClauseProof(
        clause.id,
        clause.decision,
        clause.title,
        case.once(("cited", part.clause, text_on), lambda: citation_on(section, clause.identity, text_on, clause.citation)),
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
        tuple(words_on(then, q) for q in quotes),
        case.once(("own", part.guard, text_on), lambda: own_passages(then, clause, part)) if shows else (),
        root,
        tuple(prove_element(then, e) for e in part.exceptions) if elements and shows else (),
        value,
        in_figures(case, part.value) if elements and value is not None and part.value is not None else None,
        case.questions_under(part.value) if shows and part.value is not None else (),
        case.facts_under(part.value) if shows and part.value is not None else (),
        tuple(prove_element(case, e) for e in on_acts) if elements and turns and state.name != "unknown" else (),
        state.text_on,
        heading=heading,
        table=words_on(then, clause.table) if clause.table is not None and state.name == "in_force" else None,
        values=days_shown(case.values[part.value]) if value is not None and part.value is not None else (),
        open_lists=open_lists(case, part.value) if elements and shows and part.value is not None else (),
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


def own_passages(case: Case, clause: Clause, part: ClauseNodes) -> tuple[Passage, ...]:
    """The quotations of a clause that none of its elements has: its conclusion, its heading."""
    stack = [*((part.root,) if part.root else ()), *part.exceptions]
    used: set[int | None] = set()
    while stack:
        element = stack.pop()
        used.add(element.quote)
        stack.extend(element.children)
    return tuple(words_on(case, q) for q in clause.quotes if q not in used)


def displaced(case: Case, question: Question, clauses: tuple[ClauseProof, ...]) -> tuple[ClauseProof, ...]:
    """Each clause with the one that displaces it, where an overriding clause holds that is not displaced itself."""
    proofs = list(clauses)
    pairs = pairs_of(case, question)
    for i, j in in_order(pairs) if pairs else ():
        if clauses[i].guard == HOLDS and proofs[i].defeated_by is None:
            proofs[j] = proofs[j]._replace(defeated_by=clauses[i].citation)
    return tuple(proofs)


def pairs_of(case: Case, question: Question) -> tuple[tuple[int, int], ...]:
    """Pairs (i, j) of places of clauses: i, where it holds, displaces j."""
    param = case.node(question.verdict).param
    pairs = param[-1] if isinstance(param, tuple) else ()
    found = [p for p in pairs if isinstance(p, tuple)] if isinstance(pairs, tuple) else []
    return tuple((p[0], p[1]) for p in found if isinstance(p[0], int) and isinstance(p[1], int))
