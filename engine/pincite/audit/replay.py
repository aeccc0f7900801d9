"""A record made again: the same question, facts and readings, asked of a pack; and what is different. Stands over `record.py`.

Nothing in a record is believed before it is checked against the pack. A pack that is not the one of the record may still hold the clauses
and texts that the answer rests on; then the letter must come out as it was, byte for byte.
"""

from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from attrs import asdict, frozen

from pincite.audit.fact_data import Unfit, facts_from
from pincite.audit.record import Unsound, letterhead, make_record
from pincite.audit.shapes import ExactData, Record
from pincite.explain.ask import decision_named, readings_named
from pincite.explain.determination import explain
from pincite.report.profiles import PROFILES
from pincite.texts import digest_spoken, spoken
from pincitec import __version__
from pincitec.diagnostics import Diagnostic
from pincitec.graph.pack import Pack
from pincitec.semantics.values import Fault

if TYPE_CHECKING:
    from pincite.report.office.family import Family

Result = Literal["verified", "stands", "differs", "damaged"]

ANSWER: Final = {
    "verdict": "verdict",
    "outcome": "outcome",
    "status": "status",
    "value": "value",
    "value_exact": "exact value",
    "headline": "decision in one sentence",
    "findings": "digest of the findings of fact",
}
"""The parts of an answer, as they are called where one is different."""


class Difference(NamedTuple):
    """One thing that is not as recorded. `None` on either side: there is none."""

    part: str
    recorded: str | None
    now: str | None


@frozen
class Outcome:
    """What came of verifying one record.

    `verified`: by the same rules the same proof and letter came out, byte for byte. `stands`: the rules at hand are others, but what the
    answer rests on in them is the same, and so are the answer and the letter, byte for byte. `differs`: something is not the same.
    `damaged`: the record is not as it was written, so that it was not asked again. Without `letter_compared` the letter is left out of
    all of this: the templates of the office that it was written with are not at hand. `pack` and `engine` are those that it was asked of.
    """

    result: Result
    record: Record | None
    differences: tuple[Difference, ...]
    pack: str = ""
    engine: str = ""
    notes: tuple[str, ...] = ()
    letter_compared: bool = True


def damaged(unsound: Unsound) -> Outcome:
    """The outcome of a record that is not as it was written."""
    parts = tuple(Difference(part, "not as its digest says", None) for part in unsound.damaged)
    return Outcome("damaged", None, parts)


def verify(record: Record, pack: Pack, templates: "Family | None" = None) -> Outcome:
    """Asks the question of a record of a pack, and compares. `templates` are those of the office at hand."""
    same_rules = record.basis.pack == pack.hash
    again = asked_again(record, pack, templates)
    if isinstance(again, Difference):
        different = () if same_rules else (Difference("rules", record.basis.pack, pack.hash),)
        return Outcome("differs", record, (*different, again), pack.hash)
    notes: tuple[str, ...] = ()
    if record.basis.engine != __version__:
        notes = (f"recorded by pincite {record.basis.engine} and asked again of {__version__}; the line that names it is not compared",)
    letter = record.documents.templates == again.documents.templates
    if not letter:
        notes = (*notes, "its letter was written with templates of the office that are not those at hand, so the letter is not compared")
    found = differences(record, again, same_rules=same_rules)
    result: Result = "differs" if found else "verified" if same_rules else "stands"
    if found and not same_rules:
        found = (Difference("rules", record.basis.pack, pack.hash), *found)
    return Outcome(result, record, found, pack.hash, __version__, notes, letter)


def differences(record: Record, again: Record, *, same_rules: bool) -> tuple[Difference, ...]:
    """What is not as recorded. The whole proof names the pack, so it is compared only where that is the same; the letter only where the
    office's templates are the same."""
    now = asdict(again.answer, recurse=False)
    found = [
        Difference(ANSWER[name], said(before), said(now[name]))
        for name, before in asdict(record.answer, recurse=False).items()
        if before != now[name]
    ]
    pairs = [("clauses and texts that it rests on", record.basis.rests_on, again.basis.rests_on)]
    if same_rules:
        pairs.append(("proof", record.documents.proof, again.documents.proof))
    if record.documents.templates == again.documents.templates:
        pairs.append(("letter", record.documents.letter, again.documents.letter))
    return (*found, *(Difference(part, before, after) for part, before, after in pairs if before != after))


def said(value: str | ExactData | None) -> str | None:
    """A part of an answer as one text."""
    if isinstance(value, ExactData):
        return " ".join(part for part in (value.number, value.unit, value.text) if part is not None)
    return value


def asked_again(record: Record, pack: Pack, templates: "Family | None" = None) -> Record | Difference:
    """The record that is made of the question now, or what keeps it from being asked."""
    question = record.question
    if record.documents.language != spoken():
        return Difference("language", record.documents.language, spoken())
    if record.documents.texts != digest_spoken():
        return Difference(f"texts of the language `{spoken()}`", record.documents.texts, digest_spoken())
    if record.documents.profile not in PROFILES:
        return Difference("profile of the letter", record.documents.profile, None)
    if question.known_on != pack.known_on:
        return Difference("day of the knowledge of the law", day(question.known_on), day(pack.known_on))
    named = decision_named(pack, question.decision)
    if named != question.decision:
        message = named.message if isinstance(named, Diagnostic) else f"the rules have no decision `{question.decision}`"
        return Difference("question", question.decision, message)
    pairs = [(r.choice, r.reading) for r in question.readings]
    readings, problems = readings_named(pack, pairs)
    if problems or list(readings.items()) != pairs:
        message = problems[0].message if problems else "the rules name their choices otherwise"
        return Difference("readings", ", ".join(f"{choice}={reading}" for choice, reading in pairs), message)
    try:
        facts = facts_from(pack, record.facts, question.on)
    except Unfit as error:
        return Difference("facts", None, str(error))
    try:
        answer = explain(pack, question.decision, facts, on=question.on, law_on=question.law_on, readings=readings, strict=question.strict)
    except Fault as error:
        return Difference("answer", record.answer.verdict, f"it cannot be computed: {error}")
    # The proof and the letter name the engine: to compare what they say, they are written as of the engine that was recorded.
    return make_record(pack, facts, readings, answer._replace(engine=record.basis.engine), letterhead(record, templates))


def day(value: object) -> str | None:
    return None if value is None else str(value)
