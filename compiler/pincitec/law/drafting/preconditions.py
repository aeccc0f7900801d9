"""Whether an act may be put on file at all: it is not there yet, and the text that it amends is.

Also what has to be said of one that may: how far the text is known.
"""

import re
from datetime import date
from typing import Final

from pincitec.diagnostics import Diagnostic, Label, Source, Span
from pincitec.diagnostics.catalogue.drafting import ACT_ON_FILE, BEYOND_SOURCE, CONTRADICTED, NOT_AMENDABLE
from pincitec.law.drafting.enactment import Enactment
from pincitec.law.model import Section
from pincitec.syntax.law_tree import LawFile


def on_file(law: LawFile, enactment: Enactment) -> list[Diagnostic]:
    """That the file holds the act already; empty where it does not."""
    for act in law.acts:
        for title in act.titles:
            if _plain(title.text) == _plain(enactment.title):
                help = "one act has one statement: change what stands there, or give the act the title that it bears"
                return [Diagnostic.at(ACT_ON_FILE, title.span, f"the act `{title.text}` is already on file", help=help)]
    return []


def _plain(title: str) -> list[str]:
    """The words of a title as they are compared: however "chapter" and "section" are written.

    >>> _plain("Laws 2018, ch. 72, § 3") == _plain("laws 2018 chapter 72, sec. 3")
    True
    """
    words = re.findall(r"\w+", title.lower())
    return ["ch" if word == "chapter" else word for word in words if word not in {"sec", "section"}]


def too_early(law: LawFile, enactment: Enactment, at: Span) -> list[Diagnostic]:
    """That the newest text on file shows the act already; empty where the act is newer."""
    newest = max(law.texts, key=lambda text: text.on)
    if enactment.effective > newest.on:
        return []
    return [
        Diagnostic.at(
            NOT_AMENDABLE, at, f"a text of {newest.on} is on file, which shows the law after any act of {enactment.effective}",
            others=[Label(newest.source.span, "this text")],
            help="an older act is undone from the newer text: write its operations into the file by hand",
        )
    ]  # fmt: skip


_HEAD: Final = re.compile(
    r"\s*(?:(?P<title>Laws \d{4}, ch\. \d+, § ?\d+[A-Z]?)|The (?P<year>\d{4}) amendments?)"
    r"(?:, effective (?P<day>[A-Z][a-z]+ \d{1,2}, \d{4}))?,"
)
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def contradicted(instructions: Source, enactment: Enactment) -> list[Diagnostic]:
    """That an editor's note is on another act, or gives another day, than the one that is put on file; empty where it does not."""
    head = _HEAD.match(instructions.text)
    if head is None:
        return []
    years = re.findall(r"\b(?:1[89]|20)\d\d\b", enactment.title)
    said = {
        "title": head["title"] is not None and _plain(head["title"]) != _plain(enactment.title),
        "year": head["year"] is not None and bool(years) and head["year"] not in years,
        "day": head["day"] is not None and _day(head["day"]) not in {None, enactment.effective},
    }
    wanted = {"title": enactment.title, "year": enactment.title, "day": f"{enactment.effective}"}
    help = "see which of the two is right: an act on file under another title, or from another day, changes the law of the wrong days"
    return [
        Diagnostic.at(
            CONTRADICTED, Span(instructions.path, *head.span(part)),
            f"the note says `{head[part]}`, and the act is put on file as `{wanted[part]}`", help=help,
        )
        for part, differs in said.items()
        if differs
    ]  # fmt: skip


def _day(words: str) -> date | None:
    """The day of "May 16, 2018"; None if there is no such day."""
    month, number, year = words.replace(",", "").split()
    try:
        return date(int(year), _MONTHS.index(month) + 1, int(number))
    except ValueError:
        return None


def beyond(old: Section, enactment: Enactment, at: Span) -> list[Diagnostic]:
    """A warning that the text is not known to stand until the day of the act; empty where it is, or where no such day is on file."""
    horizon = old.horizon
    if horizon.known_until is None or enactment.effective <= horizon.known_until:
        return []
    message = f"the act takes effect on {enactment.effective}, and the text is known to stand until {horizon.known_until}"
    help = "see that no other act amended the section in between; answers still say until when the text is known"
    return [Diagnostic.at(BEYOND_SOURCE, horizon.span or at, message, help=help)]
