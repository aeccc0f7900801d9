"""What has to be said of a text of law before it is read: whether it is on file as a whole, and how far the file is known to reach.

It must agree with what `determine` says of the same day: a text that no determination rests on is not headed as the law in force.
"""

from collections.abc import Iterator
from datetime import date
from typing import Final

from pincite.cli.law_text import long_date
from pincitec.law.model import Ended, EndKind, Section, Version

NOT_WHOLE: Final = (
    "what is shown is put together from what the notes say and do not say: units marked = or ~ and words in {?…} are inferences, "
    "⟨…⟩ stands for what is not known, and no determination rests on any of it"
)


def standing(section: Section, version: Version, day: date) -> Iterator[str]:
    """The sentences that head the text of a day. `version` is the one that the file has for it."""
    known = section.horizon.known_until
    if version.ended is not None:
        yield f"no text on {long_date(day)}: {ended_said(version.ended)}"
    elif not version.complete:
        absent = "the text of the whole section in force that day is not on file"
        yield f"as far as it is on file for {long_date(day)}: {absent}"
        yield NOT_WHOLE
    elif known is not None and day > known:
        since = [act for v in section.versions if known < v.from_ <= day for act in v.acts]
        amended = f" and as amended since by {'; '.join(since)}" if since else ""
        yield f"as last known on {long_date(known)}{amended}, which may not be the text of {long_date(day)}"
    elif lasting(section, version):
        yield f"as on file for {long_date(day)}"
    else:
        yield f"as in force on {long_date(day)}"
    yield from reach(section, version, day)


def ended_said(ended: Ended) -> str:
    """Why a section has no text."""
    if ended.kind is EndKind.RECODIFIED:
        return f"recodified as {ended.to} by {ended.act}"
    return f"repealed by {ended.act}"


def between(section: Section, old: Version, new: Version, first: date, last: date) -> Iterator[str]:
    """What has to be said of a comparison of two days: of each day whose text is not on file as a whole, and of the later one's reach."""
    partial = [day for version, day in ((old, first), (new, last)) if not version.complete]
    if partial:
        days = " and on ".join(long_date(day) for day in dict.fromkeys(partial))
        yield f"the text of the whole section in force on {days} is not on file"
        yield "what is shown of it is put together from what the notes say and do not say, and no determination rests on it"
    beyond = list(reach(section, new, last))
    yield from beyond
    if beyond:
        yield "later changes, if there were any, are not shown"


def reach(section: Section, version: Version, day: date) -> Iterator[str]:
    """How far the file reaches, where the day is past that or nothing says it. A text that an act on file has ended has its end on file."""
    horizon = section.horizon
    because = f", because {horizon.because}" if horizon.because else ""
    if horizon.known_until is not None and day > horizon.known_until:
        yield f"the law on file is known only until {long_date(horizon.known_until)}{because}"
    elif lasting(section, version):
        yield f"it is not known how long the text on file stayed in force{because}"


def lasting(section: Section, version: Version) -> bool:
    """Whether the text stands until further notice and nothing on file says until when there was none."""
    return section.horizon.unknown and version.until is None and version.ended is None
