"""Elements, clauses and questions, each with what it came to."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from pincite.explain.comparing import needed
from pincite.explain.proof.quoted import Passage


class Exact(NamedTuple):
    """A value as a machine reads it: `number` counts units of `unit` exactly; other values stand in `text`."""

    type: str
    unit: str | None = None
    number: int | Fraction | None = None
    text: str | None = None


class Measure(NamedTuple):
    """A value beside its threshold: "2 years", "at least", "3 years", "short by 1 year".

    `value` is `None` where it is not known. `met_on` is the first day on which a running period is complete, where that is known; then
    `in_full` says the gap with both days.
    """

    subject: str
    value: str | None
    relation: str
    threshold: str
    gap: str | None = None
    met_on: date | None = None
    in_full: str | None = None

    @property
    def needed(self) -> str:
        """What the value would have to be: "at least 3 years", "a licensed teacher", "anything but a licensed teacher"."""
        return needed(self.relation, self.threshold)


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
    `operands` are the parts of an expression put together by `joined` ("and" or "or"), first those that decide it. `fixed`: the rules write
    its truth there, whatever the facts.
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
    fixed: bool = False

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
