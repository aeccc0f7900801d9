"""What a letter must say: the decision, every reason of it, every provision it rests on, the review, the days, what it was made from."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from pincite.report.view import ElementView, Letter
from pincitec.diagnostics import Rule
from pincitec.diagnostics.catalogue import letters as rules

DECIDING: Final = ("met", "unmet", "open")
"""The states of elements that have a part in an answer."""


class Required(NamedTuple):
    """A text that a letter must hold. `part` is the part of the letter that says it."""

    rule: Rule
    part: str
    text: str


def required(letter: Letter) -> tuple[Required, ...]:
    """Each text once."""
    return tuple(dict.fromkeys(r for r in wanted(letter) if r.text.strip()))


def wanted(letter: Letter) -> Iterator[Required]:
    decision = letter.decision
    for text in (decision.sentence, *decision.working, *decision.notices):
        yield Required(rules.NO_DECISION, "decision", text)
    yield from reasons(letter)
    yield from provisions(letter)
    yield Required(rules.NO_RECOURSE, "review", letter.review)
    for _, day in letter.header.days:
        yield Required(rules.NO_DAYS, "decision", day)
    for _, value in letter.production.rows:
        yield Required(rules.NO_PRODUCTION, "production", value)


def reasons(letter: Letter) -> Iterator[Required]:
    """What is outstanding, item by item; where nothing is, the elements that carry the answer. Assumptions and readings that decide."""
    groups = letter.outstanding.groups if letter.outstanding else ()
    for need in (need for group in groups for need in group.items):
        yield Required(rules.NO_REASONS, "outstanding", need.text)
        for quotation in need.quotations:
            yield Required(rules.NO_REASONS, "outstanding", quotation.words)
    if not groups:
        for clause in (clause for question in letter.application[:1] for clause in question.clauses):
            yield Required(rules.NO_REASONS, "application", clause.outcome)
            for element in (*clause.heading, *clause.elements, *clause.exceptions):
                yield from of_element(element)
    for lines in letter.basis:
        for line in lines.lines:
            yield Required(rules.NO_REASONS, "basis", line)
    for reading in letter.readings:
        if reading.decides:
            yield Required(rules.NO_REASONS, "readings", reading.text)


def of_element(element: ElementView) -> Iterator[Required]:
    if element.state in DECIDING:
        yield Required(rules.NO_REASONS, "application", element.quotation.words if element.quotation else element.head)
        for child in element.children:
            yield from of_element(child)


def provisions(letter: Letter) -> Iterator[Required]:
    """The citations of the texts consulted and of every quotation that a reason rests on."""
    for text in letter.law.texts if letter.law else ():
        yield Required(rules.NO_PROVISIONS, "law", text.citation)
    groups = letter.outstanding.groups if letter.outstanding else ()
    for need in (need for group in groups for need in group.items):
        for quotation in need.quotations:
            yield Required(rules.NO_PROVISIONS, "outstanding", quotation.citation)
