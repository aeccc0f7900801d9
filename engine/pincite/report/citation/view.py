"""What a citation report shows, as typed frozen values: every sentence made, every number in place, every link with its target.

Built by the other modules of this folder; read by the templates of all formats. Texts are as on file or as authored: escaping is the
business of each format. Days stand in words ("June 14, 2019"), intervals with their last day, as people name them.

An `anchor` is the name of a place in the report, without `#`; "" is none. Those of places of the law are made by `report/anchors.py` alone,
so that letters can link to them.
"""

from typing import NamedTuple


class Ref(NamedTuple):
    """Words that lead to a place of the report."""

    text: str
    anchor: str


class Words(NamedTuple):
    """Words of the law: quoted, with their pincite, and where in the report they stand marked (`anchor` of the mark, else of the unit)."""

    words: str
    citation: str
    anchor: str


class Row(NamedTuple):
    """A row of a table; a cell with an anchor leads there. `anchor` names the row itself."""

    cells: tuple[Ref, ...]
    anchor: str = ""


class Table(NamedTuple):
    """A table with its caption. Where it has no rows it is not shown, and `empty` is said instead, if there is anything to say."""

    caption: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...]
    empty: str = ""


class Pair(NamedTuple):
    """A name and what it stands for, as in a list of particulars."""

    name: str
    value: str


# ---- the law


class Run(NamedTuple):
    """Characters of the law of one kind.

    `status`: verbatim, inferred, unknown (what describes a hole is no law). `state`: encoded, structure, omitted, untranslatable,
    statement, not_covered, or "" where coverage does not count (headings, notes). `begins` are the anchors of the marks that begin here,
    `ends` the clauses whose quoted words end here: the superscript numbers. `fate`: kept, struck, inserted (in redlines).
    """

    text: str
    status: str = "verbatim"
    state: str = ""
    begins: tuple[str, ...] = ()
    ends: tuple[Ref, ...] = ()
    fate: str = "kept"


class Paragraph(NamedTuple):
    """A unit's own words. `sort`: title, heading, level, item, term or text; `depth` counts from 0; `label` is the designator as printed.

    `said`: what the reader must know of how sure the words are; "" for words that stand so in a source.
    """

    anchor: str
    sort: str
    depth: int
    label: str
    runs: tuple[Run, ...]
    said: str = ""


class Earlier(NamedTuple):
    """A text of the same unit on other days than those shown above it. Without paragraphs, `note` says what is known."""

    title: str
    acts: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    note: str = ""


# ---- the rules


class Element(NamedTuple):
    """An element of a clause: its number as in the marks, the words that ask for it, what they are taken to mean, what is nested in it.

    `lead`: how the nested ones are joined ("all of these", "one of these"). `uncited`: why no words of the law are quoted. `reading`: the
    reading of a choice under which it is asked.
    """

    number: str
    words: Words | None
    text: str
    lead: str
    children: tuple["Element", ...]
    uncited: str = ""
    reading: str = ""


class Clause(NamedTuple):
    """A clause in plain words beside its source.

    `number` is its number in the marks and everywhere else in the report. `says` is what it concludes; `elements` are the conditions,
    `exceptions` what defeats it. `own` are the words on which it stands, headings above it first. `standing` says on which days it stands.
    `notes` is what else has to be known of it: what it gives way to, to whom an act applies. `code` is its text in the rules.
    """

    number: int
    anchor: str
    id: str
    title: str
    decision: str
    effect: str
    own: tuple[Words, ...]
    says: str
    lead: str
    elements: tuple[Element, ...]
    exceptions: tuple[Element, ...]
    notes: tuple[str, ...]
    standing: tuple[str, ...]
    stands: bool
    location: str
    code: str


class Remark(NamedTuple):
    """What the rules say they do not encode here. `kind`: omit, untranslatable, silent, statement."""

    anchor: str
    kind: str
    what: str
    words: tuple[Words, ...]
    text: str
    because: str
    location: str


class Spread(NamedTuple):
    """A unit of the law on the left; on the right the clauses that rest on it, and what is said of words that none encodes."""

    anchor: str
    citation: str
    title: str
    days: str
    paragraphs: tuple[Paragraph, ...]
    earlier: tuple[Earlier, ...]
    clauses: tuple[Clause, ...]
    remarks: tuple[Remark, ...]


class Chapter(NamedTuple):
    """A section or page of the law. `rests` is false of what no decision rests on (information), which is set apart."""

    anchor: str
    title: str
    heading: str
    authority: str
    days: str
    notices: tuple[str, ...]
    spreads: tuple[Spread, ...]
    rests: bool


# ---- quotations


class Cited(NamedTuple):
    """Words that are quoted, leading to where they are marked, and the numbers of the clauses that rest on them."""

    words: Ref
    clauses: tuple[Ref, ...]


class Quoted(NamedTuple):
    """A unit of the law, and what is quoted of it."""

    place: Ref
    cited: tuple[Cited, ...]


class Fare(NamedTuple):
    """Quotations with the same status on the same days, and read by the same persons. `read` is a sentence; "" where no lock file says who
    has read anything.
    """

    days: str
    read: str
    places: tuple[Quoted, ...]


class Quotations(NamedTuple):
    """What is quoted of a section. Where nothing is, `empty` says so."""

    title: str
    fares: tuple[Fare, ...]
    empty: str


# ---- the other parts


class Source(NamedTuple):
    """A section on file and what was received for it. `files`: name, hash, publisher, rights, retrieved, of each file as received."""

    anchor: str
    title: str
    authority: str
    rests: bool
    particulars: tuple[Pair, ...]
    files: tuple[tuple[Pair, ...], ...]


class Policy(NamedTuple):
    """A policy with its files, and how much is in it. `digest` is what a signature under it covers. `rules`: it has clauses, remarks or
    claims, and not only scenarios. `about`: of a policy that holds only scenarios, the one that most of them ask; "" where there is none.
    """

    anchor: str
    name: str
    title: str
    files: tuple[str, ...]
    rests_on: tuple[Ref, ...]
    clauses: int
    remarks: int
    scenarios: int
    rules: bool
    about: str
    digest: str


class Discriminating(NamedTuple):
    """A scenario whose result differs under another reading. `asked`: the wording of the reading under which it is asked."""

    title: str
    location: str
    decision: str
    asked: str


class Telling(NamedTuple):
    """Scenarios that tell readings apart by the same answers: each reading with its result."""

    results: tuple[Pair, ...]
    scenarios: tuple[Discriminating, ...]


class Choice(NamedTuple):
    """A question of interpretation. `readings`: wording, whether it is the default, the clauses and elements that encode it. `telling`:
    what tells them apart, most scenarios first.
    """

    anchor: str
    name: str
    title: str
    readings: tuple[tuple[str, bool, tuple[Ref, ...]], ...]
    chosen: str
    telling: tuple[Telling, ...]
    note: str


class Listed(NamedTuple):
    """An entry of a register: what it is, what is to be said of it, the words that it is about, where it stands."""

    anchor: str
    head: str
    lines: tuple[str, ...]
    words: tuple[Words, ...]
    refs: tuple[Ref, ...]
    location: str = ""
    source: str = ""


class Register(NamedTuple):
    """A list with its title; `empty` is said where there is nothing in it."""

    anchor: str
    title: str
    lead: str
    entries: tuple[Listed, ...]
    empty: str


class Side(NamedTuple):
    """One side of a claim: as it is written in the rules, and the words of the law on which it rests."""

    text: str
    words: tuple[Words, ...]


class Claim(NamedTuple):
    """What the rules claim of one another (`verify`), and what was found of it.

    `verdict` says it in a sentence; `passed` whether it is as the rules say. `witness` is a case in which `premise` holds and `conclusion`
    does not, with its facts; `case` says on which day and under which readings. `searched` says how much was looked at.
    """

    anchor: str
    title: str
    verdict: str
    passed: bool
    because: str
    premise: Side
    conclusion: Side
    assuming: Side | None
    case: str
    witness: Table
    searched: tuple[str, ...]
    location: str


class Outcome(NamedTuple):
    """What a scenario's question came to, for comparison with an earlier report."""

    policy: str
    scenario: str
    decision: str
    sentence: str
    location: str


class Redline(NamedTuple):
    """What changed between two neighbouring texts of a section: only units that did, with the acts and what their marks say."""

    anchor: str
    title: str
    acts: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    note: str


class Timeline(NamedTuple):
    """The texts of a section over time, its acts with their days, what changed from one text to the next."""

    anchor: str
    title: str
    versions: Table
    acts: Table
    redlines: tuple[Redline, ...]
    notes: tuple[str, ...]


class Figure(NamedTuple):
    """A literal of the rules with the words of the law that state it. `relation` is the comparison, and the phrase of the law for it."""

    literal: str
    relation: str
    words: str
    place: Ref
    clause: Ref
    location: str


class Figures(NamedTuple):
    """The literals of one kind, from the smallest to the greatest."""

    title: str
    figures: tuple[Figure, ...]


class Signature(NamedTuple):
    """A block to sign: what is signed, and the digest that stands for it."""

    title: str
    what: str
    digest: str


class Change(NamedTuple):
    """What is different since an earlier report or lock file. `kind`: came, went, changed."""

    kind: str
    what: str
    lines: tuple[str, ...]
    anchor: str


class Changes(NamedTuple):
    """All that is different, by kind of thing; `since` says since what."""

    since: str
    groups: tuple[tuple[str, tuple[Change, ...]], ...]
    notes: tuple[str, ...]


class Contents(NamedTuple):
    """An entry of the table of contents, with those below it."""

    ref: Ref
    children: tuple["Contents", ...] = ()


class CitationReport(NamedTuple):
    """The whole report, part by part, in the order in which it is read."""

    title: str
    subtitle: str
    particulars: tuple[Pair, ...]
    problems: tuple[str, ...]
    contents: tuple[Contents, ...]
    policies: tuple[Policy, ...]
    sources: tuple[Source, ...]
    legend: tuple[Pair, ...]
    chapters: tuple[Chapter, ...]
    quotations: tuple[Quotations, ...]
    lock: tuple[str, ...]
    choices: tuple[Choice, ...]
    registers: tuple[Register, ...]
    """Readings of ours, judgements, overrides, what is not encoded."""
    terms: tuple[Register, ...]
    """Defined terms, terms that are used and not defined, wordings that may mean one thing."""
    claims: tuple[Claim, ...]
    timelines: tuple[Timeline, ...]
    coverage: tuple[Table, ...]
    exercise: Table
    """What scenarios show of each clause."""
    not_covered: Register
    figures: tuple[Figures, ...]
    changes: Changes | None
    signatures: tuple[Signature, ...]
    digest: str
    """The hash of the rules and texts together (the pack): what the last signature covers."""
    outcomes: tuple[Outcome, ...]
