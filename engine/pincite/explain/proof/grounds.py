"""Why an answer is as it is: the grounds that suffice for it, and what was considered and not applied. `docs/semantics.md` defines both."""

from typing import NamedTuple

from pincite.explain.proof.quoted import Passage


class GroundPart(NamedTuple):
    """One element that a ground rests on, as it turned out (`truth`).

    `role`: "condition" of the clause; "exception" to it that does not apply; "act", the condition under which an act applies; "bar", of a
    clause that would deny; "requirement", of one that asks for more.
    `questions` are numbers of questions that the element asks: what they come to is proved there. `node` tells it from other elements.
    """

    role: str
    clause: str
    citation: str
    passages: tuple[Passage, ...]
    text: str
    truth: int
    facts: tuple[str, ...] = ()
    questions: tuple[int, ...] = ()
    node: int = -1


class Ground(NamedTuple):
    """What suffices for the result of a question, with its words: `sets` are the minimal sets of `parts`, by their places, of which each
    alone suffices, whatever the other elements were. With `more`, not all of them are listed.

    `question` is the number of the question. `clause` is the one that grants, refuses or gives the `value`; of a refusal because nothing
    grants, the first that might have. `effect` is that of the clause. One ground of a question is `principal`, if it has any; of a conflict
    none is: there each ground says why one clause counts.
    """

    question: int
    clause: str
    citation: str
    effect: str
    value: str | None
    principal: bool
    parts: tuple[GroundPart, ...]
    sets: tuple[tuple[int, ...], ...]
    more: bool = False


class Considered(NamedTuple):
    """A clause or an exception that was considered and not applied, with the reason.

    `why`: "displaced" (by the clause cited as `by`, with its words), "lapsed", "not_yet", "other_row" of a table, "not_concerned" (its
    heading concerns others), "not_met" (its conditions do not hold), "exception" (it does not apply). `reason` says it in a sentence.
    """

    question: int
    why: str
    clause: str
    citation: str
    passages: tuple[Passage, ...]
    reason: str
    by: str | None = None
    by_passages: tuple[Passage, ...] = ()
