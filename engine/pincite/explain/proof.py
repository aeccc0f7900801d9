"""The proof: what a determination says, as plain frozen data. Built in this folder, read by `pincite.report`.

Truth codes are those of `pincitec.semantics.truth`, verdicts those of `pincitec.semantics.verdicts`. Texts in a proof are as authored
or as on file: escaping is the business of whoever shows them. All dates are days; intervals of days are half-open.

The classes here and in `pincite.report` are named tuples where the rest of Pincite has attrs classes: there are many, every `determine`
makes them anew, and making a named tuple takes a fifth of the time.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

OK = "ok"
BEYOND_HORIZON = "beyond_horizon"
TEXT_NOT_ON_FILE = "text_not_on_file"
RULES_BEHIND_TEXT = "rules_behind_text"
STATUSES = (OK, BEYOND_HORIZON, TEXT_NOT_ON_FILE, RULES_BEHIND_TEXT)
"""What is known of the law that day; the verdict is about the answer."""


class Passage(NamedTuple):
    """Quoted words, cited as the place is designated on the day of the law.

    `status`: verified, absent or unknown on that day. `elided` are the words of the law that an ellipsis leaves out. `link`: where the
    citation report sets out the place, if it is known where that lies.
    """

    words: str
    citation: str
    section: str
    identity: str
    status: str
    elided: tuple[str, ...] = ()
    link: str | None = None


class Measure(NamedTuple):
    """A value beside its threshold: "2 years", "at least", "3 years", "short by 1 year".

    `value` is `None` where it is not known. `met_on` is the first day on which a running period is complete, where that is known.
    """

    subject: str
    value: str | None
    relation: str
    threshold: str
    gap: str | None = None
    met_on: date | None = None

    @property
    def needed(self) -> str:
        """What the value would have to be: "at least 3 years", "a licensed teacher", "anything but a licensed teacher"."""
        relation = {"is": "", "is not": "anything but "}.get(self.relation, f"{self.relation} ")
        return f"{relation}{self.threshold}"


class RecordProof(NamedTuple):
    """How one record of a list fares: included, excluded or undetermined (`truth`), by which fields, for how much.

    `parts` are the truths of the conditions asked of it, in the order in which the clause lists them.
    """

    key: str
    truth: int
    fields: tuple[tuple[str, str | None], ...]
    amount: str | None = None
    parts: tuple[int, ...] = ()


class ElementProof(NamedTuple):
    """An element of a clause: its truth, the words that ask for it, the facts it was judged by.

    `facts` are names of findings; `questions` numbers of questions it asks. `per_record` marks a condition on each record: its truths
    stand with the records of the element above. `needed` is false where it cannot change the result. `alternative` is the reading used.
    `operands` are the parts of an expression put together by `joined` ("and" or "or"), first those that decide it.
    """

    kind: str
    truth: int
    passage: Passage | None = None
    uncited: str | None = None
    text: str | None = None
    children: tuple["ElementProof", ...] = ()
    facts: tuple[str, ...] = ()
    questions: tuple[int, ...] = ()
    measure: Measure | None = None
    list_fact: str | None = None
    complete: bool | None = None
    records: tuple[RecordProof, ...] = ()
    at_least: int | None = None
    choice: str | None = None
    alternative: str | None = None
    per_record: bool = False
    needed: bool = True
    node: int = -1
    joined: str | None = None
    operands: tuple["ElementProof", ...] = ()

    def walk(self) -> Iterator["ElementProof"]:
        yield self
        for child in self.children:
            yield from child.walk()


class ClauseProof(NamedTuple):
    """A clause as considered: whether it stands that day and why, its guard, what it gives.

    `passages` are all its quotations, `own` those that no element of it has, under any reading.

    `state`: in_force, lapsed, not_yet, unknown (text not on file), not_followed, conditional. `reason` says it in words. `applicability`
    are the conditions under which an act that changed its words applies to this case. `defeated_by` names the clause that displaces it.
    `heading` is the part of `root` that says whom a requirement concerns, where its group has a heading; `asked` is the rest of it.
    `values` are those that it may give where it is one of two days, `open_lists` the lists that leave it open, each with the reason.
    `working` shows how a value was computed, in figures. `text_on` is the day whose text its words stand in, where an act that changed
    them does not apply to this case. `table` heads the table of which it is a row.
    """

    id: str
    decision: str
    title: str | None
    citation: str
    section: str
    effect: str
    verb: str
    location: str
    state: str
    reason: str | None
    from_: date | None
    until: date | None
    standing: int
    guard: int
    passages: tuple[Passage, ...]
    own: tuple[Passage, ...]
    root: ElementProof | None
    exceptions: tuple[ElementProof, ...]
    value: str | None = None
    working: str | None = None
    questions: tuple[int, ...] = ()
    value_facts: tuple[str, ...] = ()
    applicability: tuple[ElementProof, ...] = ()
    text_on: date | None = None
    defeated_by: str | None = None
    heading: ElementProof | None = None
    values: tuple[str, ...] = ()
    open_lists: tuple[tuple[str, str], ...] = ()
    table: Passage | None = None

    @property
    def asked(self) -> ElementProof | None:
        """What it asks, without the heading that says of whom."""
        return self.root.children[-1] if self.root and self.heading else self.root

    @property
    def applies(self) -> bool:
        """Whether it has anything to say on that day: it stands, or may stand."""
        return self.state not in ("lapsed", "not_yet")


class Exact(NamedTuple):
    """A value as a machine reads it: `number` counts units of `unit` exactly; other values stand in `text`."""

    type: str
    unit: str | None = None
    number: int | Fraction | None = None
    text: str | None = None


class QuestionProof(NamedTuple):
    """A decision as asked, with every clause considered. `supposed` holds labels of facts with the value supposed for them.

    `asks` is the question as part of a sentence. `bears` is false for one that only clauses ask which do not apply.
    """

    number: int
    decision: str
    kind: str
    label: str
    under: str | None
    supposed: tuple[tuple[str, str], ...]
    bears: bool
    verdict: int
    value: str | None
    exact: Exact | None
    candidates: tuple[str, ...]
    clauses: tuple[ClauseProof, ...]
    sentence: str
    asks: str


class Said(NamedTuple):
    """What one of several judges found: `found` in words ("yes", "3 years"), or `missing` why nothing is on file from them."""

    by: str
    found: str | None
    source: str | None
    on: date | None
    status: str | None
    missing: str | None


class Finding(NamedTuple):
    """What is on file about one fact, or that nothing is: `missing` is the reason.

    `statement` reads in the polarity that the fact has. `truth` is set for conditions only. `judges` are those who judge it: each of them,
    or any one (`judged_by_any`); `awaited` are those whose judgement is not on file and is needed, `said` what each found who did judge.
    """

    name: str
    label: str
    type: str
    statement: str
    value: str | None
    exact: Exact | None
    truth: int | None
    source: str | None
    on: date | None
    status: str | None
    missing: str | None
    judges: tuple[str, ...]
    judged_by: str | None
    fails: str | None = None
    open: str | None = None
    judged_by_any: bool = False
    awaited: tuple[str, ...] = ()
    said: tuple[Said, ...] = ()


class Unmet(NamedTuple):
    """A failing element, at the leaf, with where it stands: `alternative` is true for a limb of an `any`.

    `group` tells limbs of one block from those of another, and `limb` one limb from the next: what stands in one is needed together.
    `bars` marks a condition that holds and stands in the way. `through` is the other question that asks for it; `also_through` and
    `also_limbs` are the further questions and limbs in which the same shortfall, listed once, counts.
    """

    clause: str
    citation: str
    passages: tuple[Passage, ...]
    text: str
    finding: str
    facts: tuple[str, ...]
    measure: Measure | None
    alternative: bool
    group: str
    bars: bool
    cure: str
    through: str | None = None
    also_through: tuple[str, ...] = ()
    limb: str = ""
    also_limbs: tuple[tuple[str, str], ...] = ()


class Place(NamedTuple):
    """Where a clause asks for something: the clause, its citation that day, and the words."""

    clause: str
    citation: str
    passages: tuple[Passage, ...]
    text: str


class Missing(NamedTuple):
    """A fact that is not established and that some completion makes decisive, with every place that asks for it.

    `decisive` is true where it can change the result as the other facts stand; false where it will have to be shown once the unmet elements
    are met. `exact` tells an exhaustive case split from the sound approximation (which may list too much, never too little). `group` and
    `limb` say of which block of alternatives it is a part, as in `Unmet`.
    """

    fact: str
    label: str
    reason: str
    judges: tuple[str, ...]
    places: tuple[Place, ...]
    alternative: bool
    decisive: bool
    exact: bool
    cure: str
    through: str | None = None
    group: str = ""
    limb: str = ""
    judged_by_any: bool = False


class Definition(NamedTuple):
    """A definition that an element uses, with the words it rests on."""

    name: str
    citation: str
    section: str
    identity: str
    state: str
    passages: tuple[Passage, ...]


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


class Judgement(NamedTuple):
    """A fact that lies in someone's judgement: whose, and what they found, if they have; `said` by whom, where the facts tell."""

    fact: str
    label: str
    judges: tuple[str, ...]
    judged_by: str | None
    statement: str
    truth: int | None
    judged_by_any: bool = False
    said: tuple[Said, ...] = ()


class Piece(NamedTuple):
    """A run of text with its status, `quoted` where a clause considered rests on it."""

    text: str
    status: str
    quoted: bool = False


class LawUnit(NamedTuple):
    """A paragraph of the law as it stood: designator, depth below the unit cited, pieces."""

    designator: str
    depth: int
    pieces: tuple[Piece, ...]


class LawText(NamedTuple):
    """A cited place with its words on the day of the law; `units` is empty where the text, or part of it, is not on file.

    `governs_still` marks words that an act changed which does not, or may not, apply to this case. The days `[from_, until)` and the `acts`
    are those of its own words (`own_acts`), or else those of the section as a whole. `link`: as in `Passage`.
    """

    section: str
    identity: str
    citation: str
    authority: str
    from_: date | None
    until: date | None
    acts: tuple[str, ...]
    own_acts: bool
    governs_still: bool
    assumed: str | None
    units: tuple[LawUnit, ...]
    link: str | None = None

    @property
    def on_file(self) -> bool:
        return bool(self.units)


class Remark(NamedTuple):
    """What the rules say that they do not decide, about a place considered here."""

    kind: str
    citation: str
    words: str
    because: str


class Determination(NamedTuple):
    """The whole answer. `questions[0]` is the question asked; the others are those it rests on.

    `known_on` is the day whose knowledge of the law was asked for; None: all that is on file.

    `verdict` differs from `questions[0].verdict` only where `strict` turns what lies beyond the horizon into undetermined.
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

    @property
    def clauses(self) -> tuple[ClauseProof, ...]:
        """All clauses considered, those of the question asked first."""
        return tuple(c for q in self.questions for c in q.clauses)

    def finding(self, name: str) -> Finding | None:
        return next((f for f in self.findings if f.name == name), None)
