"""The whole answer, with the readings and assumptions that it took."""

from datetime import date
from typing import NamedTuple

from pincite.explain.changes.model import NO_CHANGES, Changes, NoPart
from pincite.explain.proof.completed import Completion, Settling
from pincite.explain.proof.elements import ClauseProof, Exact, QuestionProof
from pincite.explain.proof.findings import Finding, Judgement, Missing, Unmet
from pincite.explain.proof.grounds import Considered, Ground
from pincite.explain.proof.quoted import Definition, LawText, Remark


class ReadingResult(NamedTuple):
    alternative: str
    wording: str
    used: bool
    verdict: int
    value: str | None
    sentence: str


class ReadingProof(NamedTuple):
    """A choice of reading that the question meets, with the result under each alternative; `decides` if they differ."""

    choice: str
    label: str
    used: str
    by_default: bool
    chosen_by: str | None
    chosen_on: date | None
    because: str | None
    results: tuple[ReadingResult, ...]
    decides: bool


class Assumption(NamedTuple):
    """Something taken as so without proof, with the reason: an assumed date, a supposed fact, inferred characters, uncited logic."""

    kind: str
    text: str
    because: str | None = None


class Determination(NamedTuple):
    """The whole answer. `questions[0]` is the question asked; the others are those it rests on.

    `known_on` is the day whose knowledge of the law was asked for; None: all that is on file.

    `outcome` is the verdict with its reason, one of `pincite.explain.outcome.OUTCOMES`. `verdict` differs from `questions[0].verdict` only
    where `strict` turns what lies beyond the horizon into undetermined.
    `pack` is the hash of all rules and texts, `rests_on` of those that this answer rests on.
    """

    decision: str
    label: str
    kind: str
    verdict: int
    status: str
    value: str | None
    exact: Exact | None
    headline: str
    on: date
    law_on: date
    strict: bool
    pack: str
    rests_on: str
    engine: str
    readings: tuple[ReadingProof, ...]
    questions: tuple[QuestionProof, ...]
    unmet: tuple[Unmet, ...]
    missing: tuple[Missing, ...]
    not_needed: tuple[str, ...]
    findings: tuple[Finding, ...]
    definitions: tuple[Definition, ...]
    law: tuple[LawText, ...]
    assumptions: tuple[Assumption, ...]
    judgements: tuple[Judgement, ...]
    remarks: tuple[Remark, ...]
    warnings: tuple[str, ...]
    facts_digest: str
    known_on: date | None = None
    outcome: str = "undetermined"
    grounds: tuple[Ground, ...] = ()
    considered: tuple[Considered, ...] = ()
    completion: Completion | None = None
    settling: tuple[Settling, ...] = ()
    changes: Changes = NO_CHANGES
    no_part: tuple[NoPart, ...] = ()

    @property
    def clauses(self) -> tuple[ClauseProof, ...]:
        """All clauses considered, those of the question asked first."""
        return tuple(c for q in self.questions for c in q.clauses)

    def finding(self, name: str) -> Finding | None:
        return next((f for f in self.findings if f.name == name), None)
