"""What was considered and not applied: clauses that are displaced, out of force or about other cases, and exceptions that do not apply."""

from collections.abc import Iterable, Iterator

from pincite.explain.case import Case
from pincite.explain.clauses import pairs_of
from pincite.explain.proof import ClauseProof, Considered, Passage, QuestionProof
from pincite.explain.wording import finish
from pincite.texts import say
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.verdicts import CONFLICT


def considered(case: Case, questions: Iterable[QuestionProof]) -> tuple[Considered, ...]:
    """Each once, in the order of the questions and their clauses."""
    return tuple(dict.fromkeys(found for q in questions if q.bears for found in of_question(case, q)))


def of_question(case: Case, question: QuestionProof) -> Iterator[Considered]:
    displacing = pairs_of(case, case.questions[question.number])
    rows = {c.table for c in question.clauses if c.table and c.guard == HOLDS}
    for place, clause in enumerate(question.clauses):
        by = next(
            (
                question.clauses[i]
                for i, j in displacing
                if j == place and question.clauses[i].guard == HOLDS and not question.clauses[i].defeated_by
            ),
            None,
        )
        if by is not None and clause.applies and clause.guard != FAILS:
            reason = say("{displacing} applies in its place.", displacing=by.citation)
            yield entry(question, "displaced", clause, words_of(clause), reason, by)
            continue
        if clause.state in ("lapsed", "not_yet"):
            yield entry(question, clause.state, clause, words_of(clause), finish(clause.reason or ""))
            continue
        if clause.applies and clause.guard == FAILS:
            yield from not_met(question, clause, other_row=clause.table in rows)
        if clause.guard != FAILS or clause.effect == "require":
            for exception in clause.exceptions:
                if exception.truth == FAILS:
                    passages = (exception.passage,) if exception.passage else words_of(clause)
                    reason = (
                        say("The exception does not apply.")
                        if not exception.text
                        else say("The exception does not apply. It asks for this, which is not so: {condition}.", condition=exception.text)
                    )
                    yield entry(question, "exception", clause, passages, reason)


def not_met(question: QuestionProof, clause: ClauseProof, *, other_row: bool) -> Iterator[Considered]:
    """A clause whose conditions do not hold. Where the answer is that nothing applies, what fails is the reason for it and not told here;
    a requirement that is met is no clause set aside, unless its heading concerns others."""
    if clause.heading and clause.heading.truth == FAILS:
        yield entry(question, "not_concerned", clause, words_of(clause), say("It is about other cases than this one."))
    elif clause.effect == "require":
        return
    elif other_row:
        yield entry(question, "other_row", clause, clause.passages[-1:], say("Another row of the table applies."))
    elif clause.effect == "deny" or question.verdict in (HOLDS, CONFLICT):
        yield entry(question, "not_met", clause, words_of(clause), say("What it asks for is not so in this case."))


def words_of(clause: ClauseProof) -> tuple[Passage, ...]:
    """The words of a clause itself, else the first that it quotes."""
    return clause.own or clause.passages[:1]


def entry(
    question: QuestionProof, why: str, clause: ClauseProof, passages: tuple[Passage, ...], reason: str, by: ClauseProof | None = None
) -> Considered:
    return Considered(
        question.number, why, clause.id, clause.citation, passages, reason, by.citation if by else None, words_of(by) if by else ()
    )
