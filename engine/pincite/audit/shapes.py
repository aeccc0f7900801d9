"""What a record of a determination holds, as values; their plain data is `docs/schemas/record-1.json`.

`pincitec.graph.codec` turns them into plain data and back, strictly. Every number is a text of digits, `"600/13"` where it is not whole.
"""

from datetime import date as Day
from typing import Final

from attrs import frozen

SCHEMA: Final = "pincite-record/1"
PARTS: Final = ("question", "basis", "facts", "answer", "documents")
"""The parts of a record that have a digest of their own, so that damage can be named."""


@frozen
class Reading:
    """A choice and the reading taken, by qualified name. Choices that are not named stand at their default."""

    choice: str
    reading: str


@frozen
class Asked:
    """The question: `on` is the day of the facts, `law_on` that of the text, `known_on` that of the knowledge of it (None: all on file)."""

    decision: str
    on: Day
    law_on: Day
    strict: bool
    readings: tuple[Reading, ...] = ()
    known_on: Day | None = None


@frozen
class Basis:
    """What answered: the hash of the pack, the digest of what the answer rests on in it, and the version of the engine."""

    pack: str
    rests_on: str
    engine: str


@frozen
class ValueData:
    """A typed value: one of `truth`, `member`, `number`, `day`, `text`; `low` and `high`; or `since` and `until`.

    `number` counts cents, months, days, or units of the type; a percentage is a share of one; a school year is that in which it begins.
    A period that still runs is counted from `since` to `until`, the day asked about.
    """

    truth: str | None = None
    member: str | None = None
    number: str | None = None
    day: Day | None = None
    text: str | None = None
    low: str | None = None
    high: str | None = None
    since: Day | None = None
    until: Day | None = None


@frozen
class JudgedData:
    """What one of several judges found; `by` is the qualified name of the party."""

    by: str
    stated: str
    value: ValueData | None = None
    source: str | None = None
    date: Day | None = None
    status: str | None = None
    missing: str | None = None


@frozen
class FieldData:
    """A field of a record of a list."""

    name: str
    type: str
    stated: str
    value: ValueData | None = None
    source: str | None = None
    date: Day | None = None
    status: str | None = None
    missing: str | None = None
    judged_by: str | None = None


@frozen
class RowData:
    fields: tuple[FieldData, ...]


@frozen
class FactData:
    """A fact as it was given: value or `missing`, the words of the file, and its provenance. A list has `records` and `complete`."""

    name: str
    type: str
    stated: str
    value: ValueData | None = None
    source: str | None = None
    date: Day | None = None
    status: str | None = None
    missing: str | None = None
    judged_by: str | None = None
    judgements: tuple[JudgedData, ...] = ()
    records: tuple[RowData, ...] | None = None
    complete: bool | None = None


@frozen
class ExactData:
    """The exact value of an answer, as in the JSON of the determination; the number as text."""

    type: str
    unit: str | None = None
    number: str | None = None
    text: str | None = None


@frozen
class AnswerData:
    """The answer in short. `outcome` is the verdict with its reason. `findings` is the digest of the findings of fact in the letter."""

    verdict: str
    outcome: str
    status: str
    headline: str
    findings: str
    value: str | None = None
    value_exact: ExactData | None = None


@frozen
class OfficeData:
    name: str | None = None
    authority: str | None = None
    contact: str | None = None
    recourse: str | None = None


@frozen
class Documents:
    """SHA-256 of the whole proof and of the letter, and what the letter shows beside the proof: the office, and how the facts were named.

    `proof` is over the JSON that `determine --format json` writes without links, `letter` over the text that `determine --out` writes, both
    in `language`, a tag as in BCP 47. `profile` names for whom the letter is written, `applicant` and `file_number` stand in its head.
    `templates` is the SHA-256 of the office's own templates for letters in text, empty where it has none; `texts` that of the texts of the
    language, empty for English.
    """

    proof: str
    letter: str
    language: str
    facts_file: str
    profile: str
    tables: tuple[str, ...] = ()
    applicant: str = ""
    file_number: str = ""
    templates: str = ""
    texts: str = ""
    office: OfficeData = OfficeData()


@frozen
class Digests:
    """A digest of each part, and of the whole record without `record` itself."""

    question: str
    basis: str
    facts: str
    answer: str
    documents: str
    record: str = ""


@frozen
class Record:
    """One determination, so that it can be made again and compared. It holds no time and nothing of the machine."""

    question: Asked
    basis: Basis
    facts: tuple[FactData, ...]
    answer: AnswerData
    documents: Documents
    digests: Digests
