"""A determination to its record, and bytes to a record: sealed, canonical, and read back strictly. Stands over `fact_data.py`.

A digest is no signature. Whoever can write a record can make one that is sound in itself; that it is the one that was made then is shown
by the log that holds it, and by the head of that log kept elsewhere.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from pincite.audit.canonical import NotCanonical, canonical, read_canonical, seal
from pincite.audit.fact_data import facts_data
from pincite.audit.head import Letterhead
from pincite.audit.shapes import (
    PARTS,
    SCHEMA,
    AnswerData,
    Asked,
    Basis,
    Digests,
    Documents,
    ExactData,
    OfficeData,
    Reading,
    Record,
)
from pincite.explain.proof import Determination, Exact
from pincite.facts import Facts
from pincite.texts import digest_spoken, spoken
from pincitec.graph.codec import Malformed, from_data, to_data
from pincitec.graph.pack import Pack
from pincitec.semantics.verdicts import VERDICTS
from pincitec.settings import Office

if TYPE_CHECKING:
    from pincite.report.office.family import Family


@frozen
class Unsound:
    """Bytes that are no sound record. `damaged` names the parts that are not as they were sealed; where it is empty, nothing could be
    read, and `why` says at which place."""

    why: str
    damaged: tuple[str, ...] = ()


def make_record(pack: Pack, facts: Facts, readings: Mapping[str, str], answer: Determination, head: Letterhead) -> Record:
    """The record of an answer to a question with these facts and (explicit, qualified) readings. `answer` has no links into a report."""
    asked = Asked(
        answer.decision,
        answer.on,
        answer.law_on,
        answer.strict,
        tuple(Reading(choice, readings[choice]) for choice in sorted(readings)),
        answer.known_on,
    )
    basis = Basis(answer.pack, answer.rests_on, answer.engine)
    return sealed(Record(asked, basis, facts_data(pack, facts), answer_data(answer), documents(answer, head), Digests("", "", "", "", "")))


def answer_data(answer: Determination) -> AnswerData:
    return AnswerData(
        VERDICTS[answer.verdict],
        answer.outcome,
        answer.status,
        answer.headline,
        answer.facts_digest,
        answer.value,
        exact_data(answer.exact),
    )


def exact_data(value: Exact | None) -> ExactData | None:
    if value is None:
        return None
    return ExactData(value.type, value.unit, None if value.number is None else str(value.number), value.text)


def documents(answer: Determination, head: Letterhead) -> Documents:
    """The digests of the proof and of the letter, as the commands write them to files. The templates of the office must give a letter:
    of one that they refuse there is no digest, and a record with it is like no other."""
    from pincite.report.as_json import render_json
    from pincite.report.letter import Named, letter
    from pincite.report.profiles import PROFILES
    from pincite.report.written import write_letter

    profile, named = PROFILES[head.profile], Named(head.applicant, head.file_number)
    made = write_letter(letter(answer, head.office, head.facts_file, head.tables, profile=profile, named=named), "text", head.templates)
    written = made if isinstance(made, str) else ""
    templates = head.templates.digest("txt") if head.templates else ""
    office = OfficeData(head.office.name, head.office.authority, head.office.contact, head.office.recourse)
    stated = (spoken(), head.facts_file, head.profile, head.tables, head.applicant, head.file_number, templates, digest_spoken())
    return Documents(hashed(render_json(answer)), hashed(written), *stated, office)


def hashed(text: str) -> str:
    return sha256(text.encode("utf-8")).hexdigest()


def letterhead(record: Record, templates: "Family | None" = None) -> Letterhead:
    """What the letter of a record showed beside the proof, and the templates at hand."""
    made = record.documents
    office = Office(made.office.name, made.office.authority, made.office.contact, made.office.recourse)
    return Letterhead(office, made.facts_file, made.tables, made.profile, made.applicant, made.file_number, templates)


def record_data(record: Record) -> dict[str, Any]:
    """Plain data, as in `docs/schemas/record-1.json`."""
    return {"schema": SCHEMA, **to_data(record)}


def record_bytes(record: Record) -> bytes:
    """The record in canonical form, with one line feed at its end: what a file of it and an entry of the log hold."""
    return canonical(record_data(record)) + b"\n"


def sealed(record: Record) -> Record:
    """The record with its digests."""
    data = record_data(record)
    record = evolve(record, digests=Digests(**{part: part_digest(data, part) for part in PARTS}))
    return evolve(record, digests=evolve(record.digests, record=whole_digest(record_data(record))))


def part_digest(data: Mapping[str, Any], part: str) -> str:
    return seal(f"{SCHEMA} {part}", canonical(data[part]))


def whole_digest(data: Mapping[str, Any]) -> str:
    """Over everything but the digest itself."""
    digests = {name: digest for name, digest in data["digests"].items() if name != "record"}
    return seal(SCHEMA, canonical({**data, "digests": digests}))


def read_record(data: bytes) -> Record | Unsound:
    """The record in these bytes, if they are exactly what was written. Never raises for what a file may hold."""
    if not data.endswith(b"}\n"):
        return Unsound("it does not end as a record does, with one line feed")
    try:
        read = read_canonical(data[:-1])
    except NotCanonical as error:
        return Unsound(str(error))
    if not isinstance(read, dict) or read.get("schema") != SCHEMA:
        return Unsound(f"it does not say that it is a record: `schema` is not `{SCHEMA}`")
    digests = read.get("digests")
    if isinstance(digests, dict) and set(read) == {"schema", *PARTS, "digests"} and set(digests) == {*PARTS, "record"}:
        damaged = tuple(part for part in PARTS if part_digest(read, part) != digests[part])
        if not damaged and whole_digest(read) != digests["record"]:
            damaged = ("digests",)
        if damaged:
            return Unsound("it is not as it was written", damaged)
    try:
        record = from_data(Record, {name: part for name, part in read.items() if name != "schema"})
    except (Malformed, RecursionError) as error:
        return Unsound(f"it does not have the shape of a record ({error})")
    if record_data(record) != read:
        return Unsound("it says what is left out of a record")
    return record
