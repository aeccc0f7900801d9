"""The words of a note on what an act did → clauses: operations that are understood, a summary, or prose that is kept as it stands.

Operations are read by `instructions.read_note`. A prose clause is placed only where it says where: at its beginning ("in Subsection F,
provided …"), or as what it acts on ("amended Subsections F and G to …"). Otherwise it may speak of any unit.
"""

import re
from typing import Final

from attrs import evolve, frozen

from pincitec.diagnostics import Span
from pincitec.law.importing.older import read_older
from pincitec.law.instructions import read_note
from pincitec.law.instructions.model import ONLY, Operation, Phrase, Strike, Substitute
from pincitec.law.instructions.quotes import Unbalanced, quoted
from pincitec.law.instructions.summaries import sums_up

_UNIT: Final = r"(?:Sub-?sections?|Paragraphs?|Subparagraphs?|Items?|catchline|heading|section heading)"
_LIST: Final = r"[A-Z]{1,2}(?:\(\w{1,4}\))*(?:(?:, and |, | and | through | to )[A-Z]{1,2}(?:\(\w{1,4}\))*)*"
_SUBSECTIONS: Final = re.compile(rf"\b(?:Subsections?|Paragraphs?|Subparagraphs?) (?P<list>{_LIST})(?![\w(])")
_WHOLE_UNIT: Final = rf"(?:(?:Paragraphs?|Subparagraphs?|Items?) [^,;]{{1,40}}? of )*(?:Subsections?|Paragraphs?) {_LIST}"
_AT_ITS_PLACE: Final = re.compile(rf"(?:and )?(?:also )?in {_WHOLE_UNIT}(?![\w(])")
_ACTED_ON: Final = re.compile(
    rf"(?:and )?(?:substantially )?(?:amended|rewrote|revised|reworded|restructured) (?:the provisions of )?{_WHOLE_UNIT}(?=$| to | so as )"
)
_PROVIDED_IN: Final = re.compile(rf"(?:and )?(?:provided|required|specified|clarified) in {_WHOLE_UNIT} that ")
_STYLE_IN: Final = re.compile(rf"(?:and )?made (?:minor )?(?:stylistic|technical|grammatical) changes in {_WHOLE_UNIT}")
_ANYWHERE: Final = re.compile(
    r"\bthroughout\b|\b(?:this|the) section\b|\belsewhere\b|\b(?:stylistic|technical|minor|conforming|grammatical|related) changes?\b"
    r"|\b(?:redesignat|renumber|relett|divid|split|combin|consolidat|merg|transfer|mov)\w*|\b(?:present|new|remaining|succeeding) "
)
"""Words of changes that may reach beyond the units that a clause names: style, and designations."""
_WITHIN: Final = re.compile(
    r"(?:and )?(?:added|deleted|inserted|rewrote|revised|corrected|updated|changed|substituted)\b"
    rf"(?:(?!\b{_UNIT}\b)[^;])*? (?:in|of|to|from|at the (?:end|beginning) of) {_WHOLE_UNIT}"
)
_ADDED: Final = re.compile(r"(?:and )?(?:added|inserted) [\"“](?P<words>[^\"“”]+)[\"”]")


@frozen
class Clause:
    """A clause of a note. `text` is as it stands there; `touching`: the outermost units that prose is about, None for any."""

    text: str
    span: Span
    operations: tuple[Operation, ...] = ()
    summary: bool = False
    touching: tuple[str, ...] | None = None

    @property
    def words(self) -> str:
        """The clause without what joins it to others."""
        return self.text.removeprefix("and ").strip().removesuffix(".")


def read_clauses(text: str, span: Span, number: str, year: int) -> tuple[Clause, ...]:
    """The clauses of a note's words, in order. `span`: where the words stand; `number`: the section's; `year`: the act's."""
    reading = read_note(text, number, path=span.path)
    found: dict[tuple[int, int], Clause] = {}
    for operation in reading.operations:
        at = (operation.span.start, operation.span.end)
        clause = found.get(at, Clause(text[slice(*at)], _moved(operation.span, span)))
        found[at] = evolve(clause, operations=(*clause.operations, operation))
    for left in reading.remainders:
        operations = read_older(left.text, number, span.path) or ()
        placed = None if operations else touched(left.text)
        found[left.span.start, left.span.end] = Clause(left.text, _moved(left.span, span), operations, touching=placed)
    ordered = _joined([found[at] for at in sorted(found)])
    if len(ordered) > 1 and not ordered[0].operations and ordered[1].operations and sums_up(ordered[0].text, year):
        ordered[0] = evolve(ordered[0], summary=True)
    return tuple(ordered)


def _moved(inner: Span, outer: Span) -> Span:
    return Span(outer.path, outer.start + inner.start, outer.start + inner.end)


def _joined(clauses: list[Clause]) -> list[Clause]:
    """`deleted "X"; added "Y"`: words added without a place of their own came where the words before them were struck."""
    result: list[Clause] = []
    for clause in clauses:
        added = _ADDED.fullmatch(clause.text)
        last = result[-1].operations[-1] if result and result[-1].operations else None
        if added is None or not isinstance(last, Strike) or clause.operations:
            result.append(clause)
            continue
        before = result.pop()
        new = Phrase(" ".join(added["words"].split()), clause.span)
        # Whether they came in the very place is not said, so the words get no anchor.
        both = Substitute(last.place, last.words, new, ONLY, None, last.span)
        result.append(evolve(before, text=f"{before.text}; {clause.text}", operations=(*before.operations[:-1], both)))
    return result


def touched(text: str) -> tuple[str, ...] | None:
    """The outermost units that a clause in prose may be about; None where it does not say.

    >>> touched("amended Subsections F and G to implement the act"), touched("made stylistic changes")
    (('F', 'G'), None)
    """
    marks = quoted(text)
    if isinstance(marks, Unbalanced):
        return None
    plain = text
    for mark in reversed(marks):
        plain = f"{plain[: mark.start]}…{plain[mark.end :]}"
    located = any(form.match(plain) for form in (_AT_ITS_PLACE, _ACTED_ON, _PROVIDED_IN)) and not _ANYWHERE.search(plain)
    within = _WITHIN.fullmatch(plain) is not None and not _ANYWHERE.search(plain)
    if not located and not within and not _STYLE_IN.fullmatch(plain):
        return None
    letters: dict[str, None] = {}
    for match in _SUBSECTIONS.finditer(plain):
        if (listed := _letters(match["list"])) is None:
            return None
        letters.update(dict.fromkeys(listed))
    return tuple(letters) or None


def _letters(listed: str) -> list[str] | None:
    """The letters of "A, B(1) and D through F"; None if a range cannot be counted out."""
    parts = re.findall(r"(through|to)?\W*([A-Z]{1,2})(?:\(\w{1,4}\))*", listed)
    found: list[str] = []
    for through, letter in parts:
        if through:
            if not found or len(found[-1]) > 1 or len(letter) > 1 or letter <= found[-1]:
                return None
            found += [chr(n) for n in range(ord(found[-1]) + 1, ord(letter))]
        found.append(letter)
    return found
