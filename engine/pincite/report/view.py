"""What a letter shows, as typed frozen values: every sentence made, every number in place, nothing left for a template to decide.

Built by `letter.py` from a proof; read by the templates. Texts are not escaped yet: each template's environment does that.
"""

from typing import NamedTuple


class Quotation(NamedTuple):
    """Words of the law with their pincite; `note` says what the reader must know of them, `link` where the citation report has them."""

    words: str
    citation: str
    note: str | None = None
    link: str | None = None


class Run(NamedTuple):
    """Characters of the law of one kind: `verbatim`, `inferred` or `unknown`; `quoted` where the answer rests on them."""

    text: str
    kind: str
    quoted: bool


class Paragraph(NamedTuple):
    designator: str
    depth: int
    runs: tuple[Run, ...]


class LawView(NamedTuple):
    """A place in the law: pincite, which version, its paragraphs (none where the text is not on file); `link` as in `Quotation`."""

    citation: str
    version: str
    paragraphs: tuple[Paragraph, ...]
    link: str | None = None


class FindingView(NamedTuple):
    number: str
    label: str
    found: str
    origin: str
    open: bool


class Table(NamedTuple):
    caption: str
    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class ElementView(NamedTuple):
    """An element: its number in the clause, its words, its result in a word, and the sentences that lead there.

    `state`: met, unmet, open, idle (not needed) or plain (a condition on each record, whose results stand in the table above it).
    """

    number: str
    head: str
    quotation: Quotation | None
    state: str
    result: str
    lines: tuple[str, ...]
    table: Table | None
    children: tuple["ElementView", ...]
    level: int


class ClauseView(NamedTuple):
    """A clause in play: what it says, whom it concerns, its elements, the exceptions considered, what it comes to."""

    title: str
    quotations: tuple[Quotation, ...]
    outcome: str
    heading: tuple[ElementView, ...]
    elements: tuple[ElementView, ...]
    exceptions: tuple[ElementView, ...]
    applicability: tuple[ElementView, ...]


class QuestionView(NamedTuple):
    title: str
    sentence: str
    notes: tuple[str, ...]
    clauses: tuple[ClauseView, ...]


class Need(NamedTuple):
    """One thing that stands in the way, or is not established: in a sentence, with the words that ask for it."""

    text: str
    quotations: tuple[Quotation, ...]
    note: str | None


class Needs(NamedTuple):
    """Needs under one heading. `lead` introduces them; limbs of one block stand in one group."""

    title: str
    lead: str
    items: tuple[Need, ...]


class Lines(NamedTuple):
    """A section that is a list of sentences; `lead` says how they go together."""

    title: str
    lead: str
    lines: tuple[str, ...]


class ReadingView(NamedTuple):
    title: str
    text: str
    decides: bool
    results: tuple[tuple[str, str], ...]


class Letter(NamedTuple):
    """The whole letter, section by section; a section without content is not printed."""

    title: str
    office: tuple[str, ...]
    decision: str
    tone: str
    lead: str
    dates: tuple[tuple[str, str], ...]
    notices: tuple[str, ...]
    needs: tuple[Needs, ...]
    law: tuple[LawView, ...]
    legend: tuple[str, ...]
    definitions: tuple[Need, ...]
    findings: tuple[FindingView, ...]
    application: tuple[QuestionView, ...]
    lists_before: tuple[Lines, ...]
    readings: tuple[ReadingView, ...]
    lists_after: tuple[Lines, ...]
    review: str
    production: tuple[tuple[str, str], ...]
    command: str
