"""USLM 2 → a draft of one section. Laws, titles of the United States Code, compilations and regulations; no bills.

`startPeriod` is the first day of a version and `endPeriod` the last; both are inherited, and without them a version has no
bound. A date in an identifier (`/us/usc/t20@2023-07-01/s6311`) is the day on which the text is in operation. A status other
than `operational` makes a text uncertain, because it is not said from when it holds.
Source: United States Government Publishing Office, USLM schema and user guide.
"""

import re
from collections.abc import Iterator
from datetime import date

from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.catalogue.exchange import OTHER_FORMAT, UNDATED_TEXT
from pincitec.law.exchange.doubtful import doubt
from pincitec.law.exchange.draft import Draft, DraftNote, Kind, Left
from pincitec.law.exchange.periods import UNDATED, Interval, after, boundaries, day_of, present
from pincitec.law.exchange.picking import Found, pick
from pincitec.law.exchange.structure import Form, StructureReader
from pincitec.law.exchange.versions import Dated, read_texts
from pincitec.law.exchange.vocabulary import USLM, USLM_NAMESPACE, names
from pincitec.law.exchange.words import line
from pincitec.law.exchange.xml import Document, Element, parse_xml

_LAW = names("cfrDoc lawDoc pLaw publicLaw statuteCompilation statutesAtLarge uscDoc")
_WRAPPERS = names("chapeau content continuation")
_BESIDE = names("editorialNotes notes sourceCredit statutoryNotes")
"""Elements below a section that are notes on it, not its text."""
_PERIOD = ("startPeriod", "endPeriod")
_CODE = re.compile(r"/us/usc/t(?P<title>[0-9]+[A-Za-z]?)/s(?P<section>[0-9A-Za-z–—.-]+)")
_VERSION = re.compile(r"@(\d{4}-\d{2}-\d{2})(?=/|$)")


def read_uslm(source: Source, wanted: str | None = None, on: date | None = None) -> tuple[Draft | None, list[Diagnostic]]:
    """The section that `wanted` names (the only one, where it is None). `on`: the day of its text, if the file does not say."""
    document = parse_xml(source)
    if isinstance(document, Diagnostic):
        return None, [document]
    root = document.root
    if root.space != USLM_NAMESPACE or root.name not in _LAW:
        return None, [_other(root)]
    found = pick(list(_sections(root, ())), wanted, source.path)
    if isinstance(found, Diagnostic):
        return None, [found]
    days, left = _days(found, on)
    if isinstance(days, Diagnostic):
        return None, [days]
    texts = read_texts(found, days, _periods, _form, source.path)
    history, notes, unread = _notes(found[-1].element, source.path)
    beside = {element.span for one in found for element in one.element.walk() if element.name in _BESIDE}
    taken = {note.span for note in notes} | {note.span for note in unread}
    left += [*(one for one in texts.left if one.span not in taken and one.span not in beside), *unread, *_left(document)]
    draft = Draft(_cites(found[0]), texts.texts, texts.ended, history, notes, tuple(left), found[0].element.span)
    return draft, list(texts.problems)


def _other(root: Element) -> Diagnostic:
    if root.space == USLM_NAMESPACE:
        message = f"the file holds a `{root.name}`, which is not a text of law"
        return Diagnostic.at(OTHER_FORMAT, root.span, message, help="bills and amendments are not taken")
    what = f"`{root.name}` of the namespace `{root.space}`" if root.space else f"`{root.name}` without a namespace"
    message = f"the file begins with {what}, which is not USLM 2"
    return Diagnostic.at(OTHER_FORMAT, root.span, message, help=f"its elements are of the namespace {USLM_NAMESPACE}")


def _sections(element: Element, around: tuple[Element, ...]) -> Iterator[Found]:
    for child in element.elements:
        if child.name == "section" and child.space == USLM_NAMESPACE:
            known = tuple(child.attributes[key] for key in ("identifier", "id") if key in child.attributes)
            labels = {key: line(part, USLM) if (part := child.child(key)) is not None else "" for key in ("num", "heading")}
            yield Found(child, (*around, element), known, labels["num"], labels["heading"])
        elif child.name not in {"quotedContent", "note", "notes", "toc", "meta"}:
            yield from _sections(child, (*around, element))


# -- time ----------------------------------------------------------------------------------------------------------------


def _periods(element: Element) -> tuple[Interval, ...] | None:
    """The period of an element. Of one that is no pair of days nothing is said here; `_uncertain` refuses it."""
    interval = _interval(element)
    return (interval,) if interval is not None else None


def _interval(element: Element) -> Interval | None:
    written = [element.attributes.get(key) for key in _PERIOD]
    days = [day_of(text) if text is not None else None for text in written]
    end = after(days[1]) if days[1] is not None else None
    interval = Interval(days[0], end)
    lost = any(text is not None and day is None for text, day in zip(written, days, strict=True))
    return None if lost or written == [None, None] or interval.empty else interval


def _days(found: tuple[Found, ...], on: date | None) -> tuple[tuple[Dated, ...] | Diagnostic, list[Left]]:
    elements = [element for one in found for element in (*one.around, *one.element.walk())]
    changes = boundaries(elements, _periods)
    told = {day for one in found for day in (_version(element) for element in (*one.around, one.element)) if day is not None}
    place = found[0].element.span
    if len(told) > 1:
        return Diagnostic.at(UNDATED_TEXT, place, "its identifiers give several days", help="ask for a file of one day"), []
    days = tuple(Dated(day, "a period of the document begins or ends") for day in changes)
    if told:
        days = (Dated(told.pop(), "the date in its identifier"),)
    left: list[Left] = []
    if days and on is not None:
        problem = f"the file says itself of which day its text is: {days[0].on}"
        return Diagnostic.at(UNDATED_TEXT, place, problem, help="leave out --on"), []
    if days and _version(found[0].element) is None and any(present(one.element, _periods, date.min) for one in found):
        left.append(Left(f"the text before {days[0].on}: from when it was law is not in the file", place))
    if not days and on is None:
        return (
            Diagnostic.at(
                UNDATED_TEXT, place, "the file does not say on which day its text was law",
                help="find out from when the text stood, and state it: --on DATE",
            ),
            [],
        )  # fmt: skip
    return days or (Dated(on or date.min, "stated on the command line"),), left


def _version(element: Element) -> date | None:
    match = _VERSION.search(element.attributes.get("identifier", ""))
    return day_of(match[1]) if match is not None else None


# -- words ---------------------------------------------------------------------------------------------------------------


def _form(day: date) -> Form:
    return Form(
        vocabulary=USLM,
        wrappers=_WRAPPERS,
        kinds=lambda e: Kind.LEVEL if e.space == USLM_NAMESPACE and e.name in USLM.levels else None,
        present=lambda e: present(e, _periods, day),
        left_out=lambda e: "beside the text" if e.name in _BESIDE else None,
        uncertain=_uncertain,
    )


def _uncertain(element: Element) -> str | None:
    if any(key in element.attributes for key in _PERIOD) and _interval(element) is None:
        return UNDATED
    status = element.attributes.get("status", "operational")
    return f"its status is `{status}`" if status != "operational" else doubt(element)


def _cites(found: Found) -> tuple[str, ...]:
    match = next((m for name in found.names if (m := _CODE.fullmatch(_VERSION.sub("", name))) is not None), None)
    return (f"{match['title']} U.S.C. § {match['section']}",) if match is not None else ()


def _notes(section: Element, path: str) -> tuple[DraftNote | None, tuple[DraftNote, ...], list[Left]]:
    """The source credit, which is the history of a section; the notes below it, with their headings as labels; those not understood."""
    history: DraftNote | None = None
    notes: list[DraftNote] = []
    unread: list[Left] = []
    for element in _beside(section):
        reader = StructureReader(path, _form(date.max))
        heading = reader.label(element, "heading")
        below = [unit for one in reader.contents(element) for unit in one.walk()]
        paragraphs = tuple(words for unit in below if (words := f"{unit.designator} {unit.words}".strip()))
        if reader.problems:
            unread.append(Left(f"a note that is not understood: {heading or element.name}", element.span))
        elif paragraphs and element.name == "sourceCredit" and history is None:
            history = DraftNote(None, paragraphs, element.span)
        elif paragraphs:
            notes.append(DraftNote(heading or None, paragraphs, element.span))
    return history, tuple(notes), unread


def _beside(section: Element) -> Iterator[Element]:
    for child in section.elements:
        if child.name in {"notes", "editorialNotes", "statutoryNotes"}:
            yield from _beside(child)
        elif child.name in {"sourceCredit", "note"}:
            yield child


def _left(document: Document) -> Iterator[Left]:
    for instruction in document.instructions:
        yield Left(f"a processing instruction: {instruction.text}", instruction.span)
