"""Part 8 of a letter: what was considered and did not apply, each with its words and the reason."""

from collections.abc import Iterator

from pincite.explain.proof import ClauseProof, Determination
from pincite.explain.wording import finish
from pincite.report.view import Lines


def considered(d: Determination) -> Lines | None:
    lines = tuple(dict.fromkeys((*displaced(d), *left(d))))
    return Lines("Considered, and not applied", "", lines) if lines else None


def displaced(d: Determination) -> Iterator[str]:
    """The clauses that another displaces, each with the words of both."""
    for question in (q for q in d.questions if q.bears):
        for clause in question.clauses:
            if clause.applies and clause.defeated_by:
                by = next((c for c in question.clauses if c.citation == clause.defeated_by and c.applies and not c.defeated_by), None)
                words = said(by) if by else ""
                yield finish(f"{clause.citation}{said(clause)}: it gives way to {clause.defeated_by}{words}")


def left(d: Determination) -> Iterator[str]:
    """The clauses whose words had left the text by that day. Of words that came later a letter says nothing: what is decided for a day
    reads the same, whatever was enacted since."""
    for clause in (c for q in d.questions if q.bears for c in q.clauses if c.state == "lapsed"):
        words = next((p.words for p in clause.passages), "")
        yield finish(f"{clause.citation}, “{words}”: {clause.reason}")


def said(clause: ClauseProof) -> str:
    return next((f", “{p.words}”" for p in clause.passages), "")
