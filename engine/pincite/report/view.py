"""What a letter shows, as typed frozen values: every sentence made, every number in place, nothing left for a template to decide.

Built in `letter/`, one module a part; read by the templates, one file a part. A part with nothing to say is `None`. Texts are not escaped
yet: each template's environment does that. Offices write templates of their own against these fields: `docs/letters.md` lists them.
"""

from typing import NamedTuple


class Quotation(NamedTuple):
    """Words of the law with their pincite; `note` says what the reader must know of them, `link` where the citation report has them."""

    words: str
    citation: str
    note: str | None = None
    link: str | None = None


class Lines(NamedTuple):
    """A section that is a list of sentences; `lead` says how they go together."""

    title: str
    lead: str
    lines: tuple[str, ...]


class Header(NamedTuple):
    """Who decides (`sender`, a line each), of what, and on which days: `rows` of a name and a value. `days` are those among them that are
    days."""

    title: str
    sender: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    days: tuple[tuple[str, str], ...] = ()


class Decision(NamedTuple):
    """The decision in one sentence, a few more that say why in short, how an amount was worked out, and what must be known of the law.

    `tone`: yes, no or open, for a template that shows it by more than words.
    """

    sentence: str
    tone: str
    lead: str
    working: tuple[str, ...]
    notices: tuple[str, ...]


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


class Outstanding(NamedTuple):
    """What to do: the shortest way first (`steps`), then all that is not met or not established."""

    steps: Lines | None
    groups: tuple[Needs, ...]


class Asked(NamedTuple):
    """The question decided, and the provisions consulted: a sentence each for those that count here and those that do not."""

    question: str
    consulted: tuple[str, ...]


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
    """A place in the law: pincite, which version, its paragraphs (none where the text is not on file); `link` as in `Quotation`.

    `checked` says that the words quoted from it stand in it.
    """

    citation: str
    version: str
    paragraphs: tuple[Paragraph, ...]
    link: str | None = None
    checked: str = ""


class Law(NamedTuple):
    """The law verbatim, how its characters are marked that are not, and the definitions used."""

    texts: tuple[LawView, ...]
    legend: tuple[str, ...]
    definitions: tuple[Need, ...]


class FindingView(NamedTuple):
    """A finding of fact. `standing`: stated, verified or the like as the facts say, judged, disputed, or open."""

    number: str
    label: str
    found: str
    origin: str
    open: bool
    standing: str = "stated"


class Findings(NamedTuple):
    """The findings, numbered, and a sentence for each fact that was given and played no part."""

    rows: tuple[FindingView, ...]
    no_part: tuple[str, ...]


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
    """A clause in play: what it says, whom it concerns, its elements, the exceptions considered, what it comes to.

    `notes` name the elements that are not set out, or say where the clause stands in the graph.
    """

    title: str
    quotations: tuple[Quotation, ...]
    outcome: str
    heading: tuple[ElementView, ...]
    elements: tuple[ElementView, ...]
    exceptions: tuple[ElementView, ...]
    applicability: tuple[ElementView, ...]
    notes: tuple[str, ...] = ()


class QuestionView(NamedTuple):
    title: str
    sentence: str
    notes: tuple[str, ...]
    clauses: tuple[ClauseView, ...]


class ReadingView(NamedTuple):
    title: str
    text: str
    decides: bool
    results: tuple[tuple[str, str], ...]


class Production(NamedTuple):
    """How the answer was made: a sentence, what identifies the rules, facts and program, and the command that gives it again."""

    statement: str
    rows: tuple[tuple[str, str], ...]
    command: str


class Letter(NamedTuple):
    """The whole letter, part by part, in the order in which it is read. `application`: the question asked, then those it rests on.
    `basis`: assumptions and judgements. `profile` names for whom it is written."""

    profile: str
    header: Header
    decision: Decision
    outstanding: Outstanding | None
    question: Asked
    law: Law | None
    findings: Findings | None
    application: tuple[QuestionView, ...]
    considered: Lines | None
    basis: tuple[Lines, ...]
    readings: tuple[ReadingView, ...]
    remarks: Lines | None
    changes: tuple[Lines, ...]
    review: str
    production: Production
