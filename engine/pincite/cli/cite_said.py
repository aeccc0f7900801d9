"""What is said of a citation: rows for people, plain data for programs (`docs/schemas/citations-1.json`). Decides nothing.

Assumes the values of `pincitec.law.citations`. Words of a user's text are escaped here.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from attrs import frozen

from pincite.cli.law_contents import as_known, entry_plain, said
from pincite.cli.law_text import wrapped
from pincite.cli.streams import escape
from pincitec.diagnostics import Source, Span
from pincitec.law.citations import (
    Citation,
    CodePart,
    CodeSection,
    Compilation,
    Found,
    Page,
    Place,
    PublicLaw,
    Range,
    Regulation,
    Relative,
    SessionLaw,
    Several,
    Style,
    Unrecognised,
    write,
)
from pincitec.law.citations.codes import CONSTITUTIONS, NUMBERED, SERIES, TITLES
from pincitec.law.listing import Contents, Entry

SCHEMA: Final = "pincite-citations/1"
STATES: Final[Mapping[str | None, str]] = {None: "not named", "us-nm": "New Mexico"}


@frozen
class OnFile:
    """Where the project has what a citation names: a section with the unit, or a section with the act. `words` say what it is."""

    section: str
    path: tuple[str, ...]
    words: str


@frozen
class Listed:
    """An entry for a section that is not on file, in a table of contents that came with the section `section`."""

    section: str
    table: Contents
    entry: Entry


# -- for people ----------------------------------------------------------------------------------------------------------


def meaning(citation: Citation) -> Iterator[str]:
    """What a citation says, row by row."""
    if isinstance(citation, Several):
        yield from row("kind", f"a list of {len(citation.items)}")
        for item in citation.items:
            yield from row("", write(item))
        return
    if isinstance(citation, Range):
        yield from row("kind", "a range, both ends included" if citation.last is not None else "a section and those after it")
        yield from row("from", write(citation.first))
        yield from row("to", write(citation.last) if citation.last is not None else "not stated")
        if citation.last is not None:
            yield from row("", "Which sections lie between is not said.")
        return
    for name, words in _rows(citation):
        yield from row(name, words)


def styles(citation: Citation) -> Iterator[str]:
    """The citation in every style; once where all are the same."""
    written = {style.value: write(citation, style) for style in Style}
    if len(set(written.values())) == 1:
        written = {"written": written[Style.LEGAL.value]}
    for name, words in written.items():
        yield from row(name, words)


def on_file(found: Sequence[OnFile], several: str | None) -> Iterator[str]:
    """Where it is on file. `several` is what is to be said if more than one section fits."""
    if not found:
        yield from row("on file", "no")
    for n, place in enumerate(found):
        path = "".join(f"({part})" for part in place.path)
        yield from row("on file" if n == 0 else "", f"{place.section}{path}: {place.words}")
    if several is not None and len(found) > 1:
        yield from row("", several)


def in_contents(found: Sequence[Listed]) -> Iterator[str]:
    """What tables of contents on file say of a section that is not on file itself."""
    for n, place in enumerate(found):
        yield from row("listed" if n == 0 else "", " ".join((f"“{place.entry.catchline}”", *place.entry.marks)))
        state = said(place.entry)
        where = f"table of contents that came with {place.section}, {as_known(place.table)}"
        yield from row("", f"{state}, says the {where}" if state else f"in the {where}")


def row(name: str, words: str) -> list[str]:
    return wrapped([(words, "")], f"  {name:<10}", " " * 12, color=False)


def _rows(place: Place) -> Iterator[tuple[str, str]]:
    yield "kind", _kind(place)
    if isinstance(place, CodeSection | CodePart | Regulation):
        yield "code", TITLES[place.code] if place.code is not None else "not named"
    if isinstance(place, CodeSection | Regulation) and place.title is not None:
        yield "within", place.title if place.code in CONSTITUTIONS else f"{_divisions(place)} {place.title}"
    if isinstance(place, CodePart):
        yield "part", ", ".join(f"{step.level} {step.label}" for step in place.steps)
    if isinstance(place, Regulation) and place.part is not None:
        yield "part", place.part
    if isinstance(place, SessionLaw):
        if not place.elliptic:
            yield "state", STATES[place.jurisdiction]
        yield "act", f"of {place.year}{f' ({place.session})' if place.session else ''}, chapter {place.chapter}"
    if isinstance(place, PublicLaw):
        yield "act", f"{NUMBERED[place.series]} {place.number}"
    if isinstance(place, Compilation):
        yield "of", f"the compilation of {place.year}"
    if isinstance(place, Page):
        yield "series", SERIES[place.series]
        yield "page", f"{place.page} of volume {place.volume}"
    if isinstance(place, Relative):
        yield "place", write(place)
        yield "", "Only the text in which it stands tells more."
        return
    if not isinstance(place, CodePart | Page):
        if place.section is not None:
            yield "section", place.section
        if place.pin:
            yield "unit", "".join(f"({part})" for part in place.pin)
    if isinstance(place, CodeSection) and place.note:
        yield "note", "the note below the section"
    if isinstance(place, CodeSection | Regulation) and place.year is not None:
        yield "edition", str(place.year)


def _divisions(place: CodeSection | Regulation) -> str:
    return "chapter" if place.code == "us-ma/code" else "title"


def _kind(place: Place) -> str:
    if isinstance(place, CodeSection):
        return "section of a constitution" if place.code in CONSTITUTIONS else "section of a code"
    if isinstance(place, SessionLaw):
        return "session law, which goes on from a citation before it" if place.elliptic else "session law"
    names: dict[type, str] = {
        CodePart: "chapter or article of a code",
        PublicLaw: "act, by its number",
        Regulation: "regulation",
        Compilation: "section of a compilation",
        Page: "page of a series that prints acts",
        Relative: "place named from where it stands",
    }
    return names[type(place)]


def listed(found: Sequence[Found | Unrecognised], source: Source) -> Iterator[str]:
    """The citations of a text, a line or two each: where, the words, what they mean there if that says more."""
    places = [f"{line}:{column}" for line, column in (source.line_column(f.span.start) for f in found)]
    width = max((len(place) for place in places), default=0)
    for place, item in zip(places, found, strict=True):
        words = _words(source, item.span)
        if isinstance(item, Unrecognised):
            said = f"{words}  (not understood)"
        elif item.resolved is None:
            said = f"{words}  (which one is meant is not told)"
        else:
            meant = write(item.resolved)
            said = words if meant == words else f"{words}  =  {meant}"
        yield from wrapped([(said, "")], f"{place:>{width}}  ", " " * (width + 2), color=False)


def _words(source: Source, span: Span) -> str:
    text = " ".join(source.excerpt(span).split())
    return escape(text if len(text) <= 200 else f"{text[:200]}…")


# -- for programs ----------------------------------------------------------------------------------------------------------


def document(
    found: Sequence[Found | Unrecognised], source: Source, places: Sequence[OnFile] | None, entries: Sequence[Listed] = ()
) -> dict[str, Any]:
    """All of it as plain data. `places` is where a single citation is on file, None if that was not asked; `entries` what tables of
    contents say of one that is not."""
    return {
        "schema": SCHEMA,
        "source": source.path,
        "citations": [_entry(item, source, places, entries) for item in found if isinstance(item, Found)],
        "unread": [_where(item.span, source) for item in found if isinstance(item, Unrecognised)],
    }


def _entry(item: Found, source: Source, places: Sequence[OnFile] | None, entries: Sequence[Listed]) -> dict[str, Any]:
    entry: dict[str, Any] = {
        **_where(item.span, source),
        "citation": plain(item.citation),
        "resolved": plain(item.resolved) if item.resolved is not None else None,
        "written": {style.value: write(item.resolved if item.resolved is not None else item.citation, style) for style in Style},
    }
    if places is not None:
        entry["on_file"] = [{"section": p.section, "path": list(p.path), "words": p.words} for p in places]
        entry["listed"] = [
            {
                "section": e.section,
                "source": e.table.source,
                "known_until": str(e.table.known_until) if e.table.known_until is not None else None,
                **entry_plain(e.entry),
            }
            for e in entries
        ]
    return entry


def _where(span: Span, source: Source) -> dict[str, Any]:
    line, column = source.line_column(span.start)
    return {"text": source.excerpt(span), "line": line, "column": column, "start": span.start, "end": span.end}


def plain(citation: Citation) -> dict[str, Any]:
    """A citation as plain data. Every field of its kind is there, also where it is null."""
    if isinstance(citation, Several):
        return {"kind": "list", "items": [plain(item) for item in citation.items]}
    if isinstance(citation, Range):
        return {"kind": "range", "first": plain(citation.first), "last": plain(citation.last) if citation.last is not None else None}
    if isinstance(citation, Page):
        return {"kind": "page", "series": citation.series, "volume": citation.volume, "page": citation.page}
    if isinstance(citation, Relative | CodePart):
        steps = [{"level": step.level, "label": step.label} for step in citation.steps]
        if isinstance(citation, CodePart):
            return {"kind": "code-part", "code": citation.code, "steps": steps}
        return {"kind": "relative", "steps": steps, "base": citation.base, "former": citation.former}
    section = {"section": citation.section, "pin": list(citation.pin)}
    if isinstance(citation, CodeSection):
        return {
            "kind": "code-section",
            "code": citation.code,
            "title": citation.title,
            **section,
            "year": citation.year,
            "note": citation.note,
        }
    if isinstance(citation, Regulation):
        named = {"code": citation.code, "title": citation.title, "part": citation.part}
        return {"kind": "regulation", **named, **section, "year": citation.year}
    if isinstance(citation, SessionLaw):
        act = {"jurisdiction": citation.jurisdiction, "year": citation.year, "session": citation.session, "chapter": citation.chapter}
        return {"kind": "session-law", **act, **section, "elliptic": citation.elliptic}
    if isinstance(citation, PublicLaw):
        return {"kind": "public-law", "series": citation.series, "number": citation.number, **section}
    return {"kind": "compilation", "year": citation.year, **section}
