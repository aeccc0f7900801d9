"""What a citation means where it stands: the section, the act and the state that the text before it tells.

Assumes the citations of a text in order. What is said holds for a line, which in the files as received is a paragraph.
"""

import re

from attrs import define, evolve

from pincitec.law.citations.model import Citation, CodeSection, Compilation, Place, Range, Relative, SessionLaw, Several, places


@define
class Context:
    """What has been read so far: the last citation, and on this line the last act and whether another section was named."""

    within: CodeSection | None
    line: int = -1
    session: SessionLaw | None = None
    chapter: CodeSection | None = None
    elsewhere: bool = False


def next_line(context: Context, line: int) -> None:
    """Forget what another line has told."""
    if line != context.line:
        context.line, context.session, context.chapter, context.elsewhere = line, None, None, False


def lose(context: Context) -> None:
    """Something was cited that was not understood: what follows may go on from it."""
    context.session, context.chapter, context.elsewhere = None, None, True


def remember(citation: Citation, context: Context) -> None:
    """What this citation tells about those after it."""
    for place in places(citation):
        if isinstance(place, SessionLaw):
            if not place.elliptic:
                context.session, context.chapter = place, None
        elif isinstance(place, CodeSection):
            if place.title is not None:
                context.chapter = place
            if place.code is not None and not place.code.startswith("us-nm/"):
                context.session = None
            context.elsewhere |= context.within is None or (place.code, place.section) != (context.within.code, context.within.section)
        elif not isinstance(place, Relative | Compilation):
            lose(context)


def resolve(citation: Citation, context: Context, *, open_ended: bool) -> Citation | None:
    """The citation in full; None if the text does not tell. What is followed by "of" lies in something that was not read."""
    if isinstance(citation, Several):
        items = [resolve(item, context, open_ended=open_ended) for item in citation.items]
        known = tuple(item for item in items if item is not None and not isinstance(item, Several))
        return Several(known) if len(known) == len(items) else None
    if isinstance(citation, Range):
        ends = [_place(place, context, open_ended=open_ended) for place in places(citation)]
        first, last = ends[0], ends[-1]
        if first is None or last is None:
            return None
        return Range(first, last if citation.last is not None else None)
    return _place(citation, context, open_ended=open_ended)


def _place(place: Place, context: Context, *, open_ended: bool) -> Place | None:
    within = context.within
    if isinstance(place, SessionLaw):
        if place.elliptic:
            return evolve(place, jurisdiction=context.session.jurisdiction, elliptic=False) if context.session is not None else None
        state = within.code.partition("/")[0] if within is not None and within.code is not None else None
        return evolve(place, jurisdiction=state) if place.jurisdiction is None and state == "us-nm" else place
    if isinstance(place, CodeSection) and place.code is None:
        if within is None or within.code is None or within.title is not None or open_ended:
            return None
        return evolve(place, code=within.code) if _form(within.section) == _form(place.section) else None
    if isinstance(place, Relative):
        return None if open_ended else _relative(place, context)
    return place


def _form(number: str) -> str:
    return re.sub(r"\w+", "0", re.sub(r"\.\w+$", "", number))


def _relative(place: Relative, context: Context) -> Place | None:
    levels = [step.level for step in place.steps]
    labels = tuple(step.label for step in place.steps)
    if levels[:2] == ["chapter", "section"]:
        if context.session is not None:
            law = context.session
            return SessionLaw(law.jurisdiction, law.year, labels[0], labels[1], labels[2:], law.session)
        if context.chapter is not None:
            return CodeSection(context.chapter.code, labels[1], labels[2:], labels[0])
        return None
    within = context.within
    if within is None or place.former:
        return None
    if place.base == "section":
        return evolve(within, pin=labels)
    if place.base == "subsection" and within.pin:
        return evolve(within, pin=(within.pin[0], *labels))
    if place.base == "" and levels[:1] == ["subsection"] and not context.elsewhere:
        return evolve(within, pin=labels)
    return None
