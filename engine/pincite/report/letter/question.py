"""Part 4 of a letter: the question that was decided, and the provisions consulted for it, with or without effect here."""

from pincite.explain.proof import ClauseProof, Determination, QuestionProof
from pincite.explain.wording import cited, finish
from pincite.report.view import Asked
from pincite.texts import say
from pincitec.semantics.truth import FAILS, HOLDS


def asked(d: Determination) -> Asked:
    """A provision is named once: where one clause of it counts, among those that count."""
    clauses = [(c, q) for q in d.questions if q.bears for c in q.clauses if c.applies]
    counting = tuple(dict.fromkeys(c.citation for c, q in clauses if counts(c, q)))
    idle = tuple(dict.fromkeys(c.citation for c, _ in clauses if c.citation not in counting))
    sentences = []
    if counting:
        sentences.append(say("Provisions consulted: {places}.", places=cited(counting)))
    if idle:
        sentences.append(say("Consulted, and not applying to this case: {places}.", places=cited(idle)))
    return Asked(finish(d.questions[0].asks), tuple(sentences))


def counts(clause: ClauseProof, question: QuestionProof) -> bool:
    """Whether a clause has a part in the answer to its question: it applies or may, or it asks for something. One that gives a value or
    denies, and whose condition fails, has none; neither has a requirement that does not concern this case, nor, once the answer is yes, a
    clause whose condition is not met."""
    if clause.defeated_by or (clause.heading is not None and clause.heading.truth == FAILS):
        return False
    return clause.guard != FAILS or clause.effect == "require" or (clause.effect == "grant" and question.verdict != HOLDS)
