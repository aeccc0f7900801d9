"""Part 1 of a letter: who decides and under which authority, of whom and of what, and the days that count."""

from typing import NamedTuple

from pincite.explain.display import show_date
from pincite.explain.proof import Determination
from pincite.report.view import Header
from pincite.texts import say
from pincitec.settings import Office


class Named(NamedTuple):
    """Whom a letter is about, and the number of the file, as whoever asks for the letter writes them."""

    applicant: str = ""
    file_number: str = ""


def header(d: Determination, office: Office | None, whom: Named) -> Header:
    """The day asked about is the day of the facts; no clock is read. A row with nothing in it is left out."""
    days = [(say("Facts as of"), show_date(d.on)), (say("Law as of"), show_date(d.law_on))]
    if d.known_on is not None:
        days.append((say("Law as known"), show_date(d.known_on)))
    whose = ((say("Applicant"), whom.applicant), (say("File no."), whom.file_number), (say("Question"), d.decision))
    rows = (*(row for row in whose if row[1]), *days)
    return Header(say("Determination: {label}", label=d.label), sender(office), rows, tuple(days))


def sender(office: Office | None) -> tuple[str, ...]:
    if office is None:
        return ()
    return tuple(line for line in (office.name, office.authority, office.contact) if line)
