"""Akoma Ntoso 3.0 → a draft of one section. Acts, documents and portions of them; no bills, which are no law.

The day of a text is the version date of its expression (`eng@2019-06-14`). Where the document holds several versions, it is
every day on which a period of the section begins. Dates of the file's making are never used.
Source: OASIS, Akoma Ntoso Version 1.0 (schema 3.0) and its Naming Convention Version 1.0.
"""

import re
from collections.abc import Container, Iterator
from datetime import date

from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.catalogue.exchange import OTHER_FORMAT, UNDATED_TEXT
from pincitec.law.exchange.doubtful import doubt
from pincitec.law.exchange.draft import Draft, DraftNote, Kind, Left
from pincitec.law.exchange.periods import UNDATED, Interval, Periods, boundaries, day_of, present
from pincitec.law.exchange.picking import Found, pick
from pincitec.law.exchange.structure import Form, StructureReader
from pincitec.law.exchange.versions import Dated, read_texts
from pincitec.law.exchange.vocabulary import AKN, AKN_NAMESPACE, names
from pincitec.law.exchange.words import line
from pincitec.law.exchange.xml import Document, Element, parse_xml

_LAW = {"act": "body", "doc": "mainBody", "portion": "portionBody"}
_WRAPPERS = names("blockContainer blockList content hcontainer intro listIntroduction listWrapUp ol ul wrapUp")
_IN_FORCE = "verbatim"
_NOT_AS_IT_IS = {
    "removed": "removed from the law",
    "temporarilyRemoved": "not law for a time",
    "editorial": "put in by an editor",
    "translated": "a translation, not the words of the law",
    "edited": "edited, not as it is in the law",
    "incomplete": "words that are not in the file",
    "unknown": "words that are not in the file",
    "undefined": "words that are not in the file",
    "ignored": "words that are left out of the file",
}
_VERSION = re.compile(r"@(\d{4}-\d{2}-\d{2})(?=[/.!:~]|$)")


def read_akn(source: Source, wanted: str | None = None, on: date | None = None) -> tuple[Draft | None, list[Diagnostic]]:
    """The section that `wanted` names (the only one, where it is None). `on`: the day of its text, if the file does not say."""
    document = parse_xml(source)
    if isinstance(document, Diagnostic):
        return None, [document]
    law = _law(document)
    if isinstance(law, Diagnostic):
        return None, [law]
    body = law.child(_LAW[law.name])
    found = pick(list(_sections(body, ())) if body is not None else [], wanted, source.path)
    if isinstance(found, Diagnostic):
        return None, [found]
    periods = _periods(law)
    days = _days(law, found, periods, on)
    if isinstance(days, Diagnostic):
        return None, [days]
    known = _groups(law)
    texts = read_texts(found, days, periods, lambda day: _form(periods, day, known), source.path)
    problems = list(texts.problems)
    notes, unread = _notes(law, source.path)
    left = (*texts.left, *unread, *_left(document, law))
    return Draft(_cites(law), texts.texts, texts.ended, None, notes, left, found[0].element.span), problems


def _law(document: Document) -> Element | Diagnostic:
    root = document.root
    if root.name != "akomaNtoso" or root.space != AKN_NAMESPACE:
        what = f"`{root.name}` of the namespace `{root.space}`" if root.space else f"`{root.name}` without a namespace"
        return Diagnostic.at(
            OTHER_FORMAT, root.span, f"the file begins with {what}, which is not Akoma Ntoso 3.0",
            help=f"the root is `akomaNtoso` of the namespace {AKN_NAMESPACE}",
        )  # fmt: skip
    law = next(root.elements, None)
    if law is None or law.name not in _LAW:
        what = f"a `{law.name}`" if law is not None else "nothing"
        return Diagnostic.at(
            OTHER_FORMAT, law.span if law is not None else root.span, f"the file holds {what}, not an act, a document or a portion of one",
            help="only texts that are law are taken; of a collection, give the file of the act",
        )  # fmt: skip
    return law


def _sections(element: Element, around: tuple[Element, ...]) -> Iterator[Found]:
    """Sections; and where there are none, articles. What is quoted is no section of this law."""
    sections = list(_named(element, around, "section"))
    yield from sections or list(_named(element, around, "article"))


def _named(element: Element, around: tuple[Element, ...], name: str) -> Iterator[Found]:
    for child in element.elements:
        if child.name == name:
            known = tuple(child.attributes[key] for key in ("wId", "eId", "GUID") if key in child.attributes)
            labels = {key: line(part, AKN) if (part := child.child(key)) is not None else "" for key in ("num", "heading")}
            yield Found(child, (*around, element), tuple(dict.fromkeys(known)), labels["num"], labels["heading"])
        elif child.name not in {"quotedStructure", "embeddedStructure"}:
            yield from _named(child, (*around, element), name)


# -- time ----------------------------------------------------------------------------------------------------------------


def _periods(law: Element) -> Periods:
    """The periods of elements. Of one that the file does not date nothing is said here; `_uncertain` refuses it."""
    groups = _groups(law)
    return lambda element: groups.get(element.attributes["period"].removeprefix("#")) if "period" in element.attributes else None


def _groups(law: Element) -> dict[str, tuple[Interval, ...]]:
    """The intervals of each period whose every bound is the day of an event of the file."""
    events = {e.attributes.get("eId", ""): day_of(e.attributes.get("date", "")) for e in law.walk() if e.name == "eventRef"}
    groups: dict[str, tuple[Interval, ...]] = {}
    for group in (e for e in law.walk() if e.name == "temporalGroup"):
        found = [_interval(e, events) for e in group.elements if e.name == "timeInterval"]
        intervals = tuple(interval for interval in found if interval is not None)
        if found and len(intervals) == len(found):
            groups[group.attributes.get("eId", "")] = intervals
    return groups


def _interval(element: Element, events: dict[str, date | None]) -> Interval | None:
    named = [element.attributes.get(key) for key in ("start", "end")]
    days = [events.get(name.removeprefix("#")) if name is not None else None for name in named]
    lost = any(name is not None and day is None for name, day in zip(named, days, strict=True))
    interval = Interval(days[0], days[1])
    return None if lost or named == [None, None] or "duration" in element.attributes or interval.empty else interval


def _acts(law: Element) -> dict[date, str]:
    """The act that is the source of the events with which periods begin on a day, where it is one and has a name."""
    shown = {e.attributes.get("eId", ""): e.attributes.get("showAs", "").strip() for e in law.walk() if "showAs" in e.attributes}
    begins = {e.attributes.get("start", "").removeprefix("#") for e in law.walk() if e.name == "timeInterval"}
    named: dict[date, set[str]] = {}
    for event in (e for e in law.walk() if e.name == "eventRef" and e.attributes.get("eId", "") in begins):
        day = day_of(event.attributes.get("date", ""))
        if day is not None:
            named.setdefault(day, set()).add(shown.get(event.attributes.get("source", "").removeprefix("#"), ""))
    return {day: next(iter(titles)) for day, titles in named.items() if len(titles) == 1 and "" not in titles}


def _days(law: Element, found: tuple[Found, ...], periods: Periods, on: date | None) -> tuple[Dated, ...] | Diagnostic:
    told = _expression(law)
    starts = boundaries((e for one in found for e in (*one.around, *one.element.walk())), periods)
    acts = _acts(law)
    days: tuple[Dated, ...] = ()
    if law.attributes.get("contains") == "multipleVersions" and starts:
        days = tuple(Dated(day, "a period of the document begins or ends", acts.get(day)) for day in starts)
    elif told is not None:
        assumed = _assumed(law, told)
        because = "assumed, as the file says" if assumed else "the version date of its expression"
        days = (Dated(told, because, acts.get(told), assumed),)
    elif own := boundaries((one.element for one in found), periods):
        days = (Dated(own[0], "the period of the section begins", acts.get(own[0])),)
    if days and on is not None:
        return Diagnostic.at(
            UNDATED_TEXT, found[0].element.span, f"the file says itself of which day its text is: {days[0].on}", help="leave out --on"
        )
    if not days and on is None:
        dates = [e for e in law.walk() if e.name == "FRBRdate"]
        listed = [f"{e.attributes.get('date', '')} is its date `{e.attributes.get('name', '')}`" for e in dates]
        return Diagnostic.at(
            UNDATED_TEXT, found[0].element.span, "the file does not say on which day its text was law",
            notes=listed[:5], help="none of its dates says so; find out from when the text stood, and state it: --on DATE",
        )  # fmt: skip
    return days or (Dated(on, "stated on the command line"),) if on is not None else days


def _expression(law: Element) -> date | None:
    """The version date of the expression, where all its addresses agree on one."""
    expression = next((e for e in law.walk() if e.name == "FRBRExpression"), None)
    if expression is None:
        return None
    values = [e.attributes.get("value", "") for e in expression.elements if e.name in {"FRBRthis", "FRBRuri"}]
    days = {day_of(match[1]) for value in values if (match := _VERSION.search(value)) is not None}
    return days.pop() if len(days) == 1 else None


def _assumed(law: Element, day: date) -> bool:
    """Whether the expression says that its date is assumed, as our own exports do."""
    expression = next((e for e in law.walk() if e.name == "FRBRExpression"), None)
    dates = [e for e in expression.elements if e.name == "FRBRdate"] if expression is not None else []
    return any(e.attributes.get("name") == "assumed" and day_of(e.attributes.get("date", "")) == day for e in dates)


# -- words ---------------------------------------------------------------------------------------------------------------


def _form(periods: Periods, day: date, known: Container[str]) -> Form:
    return Form(
        vocabulary=AKN,
        wrappers=_WRAPPERS,
        kinds=_kind,
        present=lambda element: present(element, periods, day),
        left_out=lambda _: None,
        uncertain=lambda element: _uncertain(element, known),
    )


def _kind(element: Element) -> Kind | None:
    if element.space != AKN_NAMESPACE:
        return None
    if element.name == "hcontainer":
        named = {"item": Kind.ITEM, "definition": Kind.TERM}.get(element.attributes.get("name", ""))
        if named is not None:
            return named
        return Kind.LEVEL if element.child("num", "heading") is not None else None
    if element.name == "li" or (element.name == "item" and element.child("num") is None):
        return Kind.ITEM
    return Kind.LEVEL if element.name in AKN.levels or element.name == "item" else None


def _uncertain(element: Element, known: Container[str]) -> str | None:
    if "period" in element.attributes and element.attributes["period"].removeprefix("#") not in known:
        return UNDATED
    status = element.attributes.get("status", _IN_FORCE)
    if status != _IN_FORCE:
        return _NOT_AS_IT_IS.get(status, f"its status is `{status}`")
    return doubt(element)


def _cites(law: Element) -> tuple[str, ...]:
    aliases = [e for e in law.walk() if e.name == "FRBRalias" and e.attributes.get("name") == "cite"]
    return tuple(dict.fromkeys(e.attributes["value"] for e in aliases if e.attributes.get("value")))


def _notes(law: Element, path: str) -> tuple[tuple[DraftNote, ...], list[Left]]:
    """The notes of the metadata, which stand beside the text; and those that are not understood."""
    meta = law.child("meta")
    found: list[DraftNote] = []
    unread: list[Left] = []
    for note in (n for group in (meta.elements if meta is not None else ()) if group.name == "notes" for n in group.elements):
        reader = StructureReader(path, _form(lambda _: None, date.min, ()))
        below = [unit for one in reader.contents(note, labelled=False) for unit in one.walk()]
        paragraphs = tuple(words for unit in below if (words := f"{unit.designator} {unit.words}".strip()))
        if reader.problems:
            unread.append(Left("a note that is not understood", note.span))
        elif paragraphs:
            found.append(DraftNote(None, paragraphs, note.span))
    return tuple(found), unread


def _left(document: Document, law: Element) -> Iterator[Left]:
    """What is not taken: instructions around the document, and what is said of events and of changes."""
    for instruction in document.instructions:
        yield Left(f"a processing instruction: {instruction.text}", instruction.span)
    shown = {e.attributes.get("eId", ""): e.attributes.get("showAs", "") for e in law.walk() if "showAs" in e.attributes}
    for element in law.walk():
        if element.name == "eventRef":
            named = shown.get(element.attributes.get("source", "").removeprefix("#"), "")
            said = f"{element.attributes.get('type', 'event')} of {element.attributes.get('date', '')}" + (f", {named}" if named else "")
            yield Left(f"{said}: what its date is the date of is not certain", element.span)
        elif element.name in {"textualMod", "meaningMod", "scopeMod", "forceMod", "efficacyMod", "legalSystemMod"}:
            yield Left(f"a {element.name}: {element.attributes.get('type', '')}", element.span)
