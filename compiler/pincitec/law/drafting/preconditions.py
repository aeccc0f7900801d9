"""Whether an act may be put on file at all: it is not there yet, and the text that it amends is.

Also what has to be said of one that may: how far the text is known.
"""

import re

from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.drafting import ACT_ON_FILE, BEYOND_SOURCE, NOT_AMENDABLE
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


def beyond(old: Section, enactment: Enactment, at: Span) -> list[Diagnostic]:
    """A warning that the text is not known to stand until the day of the act; empty where it is, or where no such day is on file."""
    horizon = old.horizon
    if horizon.known_until is None or enactment.effective <= horizon.known_until:
        return []
    message = f"the act takes effect on {enactment.effective}, and the text is known to stand until {horizon.known_until}"
    help = "see that no other act amended the section in between; answers still say until when the text is known"
    return [Diagnostic.at(BEYOND_SOURCE, horizon.span or at, message, help=help)]
