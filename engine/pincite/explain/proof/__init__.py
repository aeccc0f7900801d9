"""The proof: what a determination says, as plain frozen data. Built in `pincite.explain`, read by `pincite.report`.

Truth codes are those of `pincitec.semantics.truth`, verdicts those of `pincitec.semantics.verdicts`. Texts in a proof are as authored
or as on file: escaping is the business of whoever shows them. All dates are days; intervals of days are half-open.

The classes here and in `pincite.report` are named tuples where the rest of Pincite has attrs classes: there are many, every `determine`
makes them anew, and making a named tuple takes a fifth of the time.
"""

from pincite.explain.proof.answer import Assumption, Determination, ReadingProof, ReadingResult
from pincite.explain.proof.completed import Completion, FactWay, SettledWay, Settling
from pincite.explain.proof.elements import ClauseProof, ElementProof, Exact, Measure, QuestionProof, RecordProof
from pincite.explain.proof.findings import Finding, Judgement, Missing, Place, Said, Unmet
from pincite.explain.proof.grounds import Considered, Ground, GroundPart
from pincite.explain.proof.quoted import (
    BEYOND_HORIZON,
    OK,
    RULES_BEHIND_TEXT,
    STATUSES,
    TEXT_NOT_ON_FILE,
    Definition,
    LawText,
    LawUnit,
    Passage,
    Piece,
    Remark,
)

__all__ = [
    "BEYOND_HORIZON",
    "OK",
    "RULES_BEHIND_TEXT",
    "STATUSES",
    "TEXT_NOT_ON_FILE",
    "Assumption",
    "ClauseProof",
    "Completion",
    "Considered",
    "Definition",
    "Determination",
    "ElementProof",
    "Exact",
    "FactWay",
    "Finding",
    "Ground",
    "GroundPart",
    "Judgement",
    "LawText",
    "LawUnit",
    "Measure",
    "Missing",
    "Passage",
    "Piece",
    "Place",
    "QuestionProof",
    "ReadingProof",
    "ReadingResult",
    "RecordProof",
    "Remark",
    "Said",
    "SettledWay",
    "Settling",
    "Unmet",
]
