"""Part 7 of a letter: the law applied to the findings, question by question and clause by clause."""

from collections.abc import Iterator

from pincite.explain.proof import ClauseProof, Determination, ElementProof, Passage, QuestionProof
from pincite.explain.wording import finish
from pincite.report.elements import Numbered, child_number, element_view, quotation
from pincite.report.letter.decision import settled_anyhow
from pincite.report.letter.outcome import outcome
from pincite.report.letter.question import counts
from pincite.report.letter.short import deciding, named, of_all
from pincite.report.profiles import Profile
from pincite.report.view import ClauseView, ElementView, Findings, QuestionView
from pincite.texts import msgid, plural, say
from pincitec.semantics.truth import FAILS, HOLDS, NAMES
from pincitec.semantics.verdicts import GAP


def around(d: Determination, found: Findings | None, profile: Profile) -> Numbered:
    """What the elements of a letter refer to. `found` are its findings, in the order of those of the proof."""
    rows = found.rows if found else ()
    return Numbered(
        {f.name: row for f, row in zip(d.findings, rows, strict=True)},
        {f.name: f.statement for f in d.findings},
        {r.choice: r for r in d.readings},
        tuple(q.sentence for q in d.questions),
        profile,
        settled_anyhow(d),
        frozenset(part.node for g in d.grounds if d.questions[g.question].bears for part in g.parts),
    )


def application(d: Determination, said: Numbered) -> tuple[QuestionView, ...]:
    asked = (q for q in d.questions if q.bears or said.profile.unapplied)
    return tuple(view for view in (question_view(q, said) for q in asked) if view.clauses)


def question_view(question: QuestionProof, said: Numbered) -> QuestionView:
    supposed = msgid("supposed for this question: {fact}, {value}")
    notes = [finish(say(supposed, fact=label, value=value)) for label, value in question.supposed]
    if not question.bears:
        notes.append(say("Only clauses ask this that do not apply here."))
    title = say("The question asked") if question.number == 0 else entitled(question)
    clauses = tuple(dict.fromkeys(clause_views(question, said)))
    return QuestionView(title, question.sentence, tuple(notes), clauses)


def entitled(question: QuestionProof) -> str:
    """What another question is called: what it asks, and under which provision."""
    asked = question.label if question.kind == "value" else question.asks
    asked = f"{asked[:1].upper()}{asked[1:]}"
    return say("{statement} under {places}", statement=asked, places=question.under) if question.under else asked


def clause_views(question: QuestionProof, said: Numbered) -> Iterator[ClauseView]:
    """The clauses in play. Of a table, once a row applies, those that do not are named in one place after it."""
    others = other_rows(question)
    for clause in question.clauses:
        table = clause.table
        if not clause.applies:
            if said.profile.nodes:
                idle = finish(say("considered, and not applied: {reason}", reason=clause.reason or ""))
                yield ClauseView(titled(clause), (), idle, (), (), (), (), in_graph(clause))
            continue
        if table in others and clause in others[table]:
            continue
        if said.profile.met or counts(clause, question) or question.verdict == GAP:
            yield clause_view(clause, question, said)
        elif notes := deciding((*((clause.root,) if clause.root else ()), *clause.exceptions), said.deciding):
            own = tuple(q for q in map(quotation, clause.own) if q)
            yield ClauseView(titled(clause), own, outcome(clause, question.kind, anyhow=anyhow(question, said)), (), (), (), (), notes)
        if table in others and clause.guard == HOLDS and said.profile.met:
            yield rows_beside(clause, table, others[table])


def clause_view(clause: ClauseProof, question: QuestionProof, said: Numbered) -> ClauseView:
    """A clause with its elements; where elements that are met are only named, with those that are not."""
    asked = opened(clause.asked) if clause.asked is not None else ()
    concerns = opened(clause.heading) if clause.heading is not None else ()
    wanted = FAILS if clause.effect == "deny" else HOLDS
    short = not said.profile.met
    notes: tuple[str, ...] = in_graph(clause) if said.profile.nodes else ()
    if short:
        met = tuple(e for e in asked if e.truth == wanted)
        notes = (*named(met, said.findings, among=len(met) < len(asked)), *not_standing(clause.exceptions, said))

    denies = clause.effect == "deny"

    def views(elements: tuple[ElementProof, ...], shortened: int | None = None, *, barring: bool = False) -> Iterator[ElementView]:
        """Numbered as in the clause, whichever are set out; those with the truth `shortened` are not."""
        around = said._replace(barring=barring)
        return (element_view(e, child_number(0, i), around, question) for i, e in enumerate(elements) if e.truth != shortened)

    return ClauseView(
        titled(clause),
        tuple(q for q in map(quotation, clause.own) if q),
        outcome(clause, question.kind, anyhow=anyhow(question, said)),
        tuple(views(concerns)),
        tuple(views(asked, wanted if short else None, barring=denies)),
        tuple(views(clause.exceptions, FAILS if short else None, barring=not denies and clause.effect != "require")),
        tuple(views(clause.applicability)),
        notes,
    )


def anyhow(question: QuestionProof, said: Numbered) -> bool:
    """Whether this is the question asked, and every completion of the facts gives the answer."""
    return question.number == 0 and said.either


def not_standing(exceptions: tuple[ElementProof, ...], said: Numbered) -> tuple[str, ...]:
    """The exceptions that do not apply, by their words."""
    words = of_all((e for e in exceptions if e.truth == FAILS), said.findings)
    return (say("Exceptions considered, which do not apply here: {elements}.", elements="; ".join(words)),) if words else ()


def titled(clause: ClauseProof) -> str:
    return f"{clause.citation}: {clause.title}" if clause.title else clause.citation


def in_graph(clause: ClauseProof) -> tuple[str, ...]:
    """Where a clause is written, and what its standing and its condition came to."""
    codes = f"standing {NAMES[clause.standing]} ({clause.standing}), condition {NAMES[clause.guard]} ({clause.guard})"
    return (f"[clause {clause.id}, {clause.location}, {clause.effect}, {clause.state}, {codes}]",)


def opened(element: ElementProof) -> tuple[ElementProof, ...]:
    """The parts of an "all" without words of its own: they are numbered, not it."""
    return element.children if element.kind == "all" and element.passage is None else (element,)


def rows_beside(clause: ClauseProof, table: Passage | None, rows: list[ClauseProof]) -> ClauseView:
    """The rows of a table that do not apply, beside the one that does."""
    words = "; ".join(f"“{p.words}”" for row in rows for p in row.own[:1])
    heading = tuple(q for q in (quotation(table),) if q)
    said = plural(
        len(rows),
        "{n} other row of this table does not apply here: {words}.",
        "{n} other rows of this table do not apply here: {words}.",
        words=words,
    )
    return ClauseView(clause.citation, heading, said, (), (), (), ())


def other_rows(question: QuestionProof) -> dict[Passage | None, list[ClauseProof]]:
    """The rows that do not apply, of each table of which one row, and only one, does."""
    rows = [c for c in question.clauses if c.table is not None and c.applies]
    one = [c.table for c in rows if c.guard == HOLDS and c.defeated_by is None]
    unmet: dict[Passage | None, list[ClauseProof]] = {}
    for row in rows:
        if one.count(row.table) == 1 and row.guard == FAILS and row.defeated_by is None and not row.applicability:
            unmet.setdefault(row.table, []).append(row)
    return unmet
