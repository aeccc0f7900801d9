"""The versions of one section in a document → its text on each day on which it changes."""

from collections.abc import Callable
from datetime import date

from attrs import frozen

from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.exchange import UNCERTAIN_TEXT, UNDATED_TEXT
from pincitec.law.exchange.draft import DraftText, Left
from pincitec.law.exchange.periods import Periods, boundaries, present
from pincitec.law.exchange.picking import Found
from pincitec.law.exchange.structure import Form, StructureReader


@frozen
class Dated:
    """A day on which the text is read, what says that it was law then, and the act that the file names for it, if it names one."""

    on: date
    because: str
    act: str | None = None
    assumed: bool = False


@frozen
class Texts:
    """The texts, oldest first. `ended`: the first day on which the newest is no longer law, where the file says so."""

    texts: tuple[DraftText, ...]
    ended: date | None
    left: tuple[Left, ...]
    problems: tuple[Diagnostic, ...]


def read_texts(found: tuple[Found, ...], days: tuple[Dated, ...], periods: Periods, form: Callable[[date], Form], path: str) -> Texts:
    """The text of the section on each of the days; of days that follow with the same text, the first alone."""
    problems: list[Diagnostic] = []
    left: dict[tuple[int, str], Left] = {}
    texts: list[DraftText] = []
    absent: dict[int, Left] | None = None
    ended: date | None = None
    for day in days:
        here = [one for one in found if all(present(element, periods, day.on) for element in (*one.around, one.element))]
        if len(here) > 1:
            problems.append(_uncertain(here[1], f"two versions of the section on {day.on}"))
            continue
        if not here:
            ended = ended or (day.on if texts else None)
            continue
        if ended is not None:
            problems.append(_uncertain(here[0], f"the section ends on {ended} and begins again on {day.on}"))
            break
        reader = StructureReader(path, form(day.on))
        for element in here[0].around:
            why = reader.form.uncertain(element) or reader.form.left_out(element)
            if why is not None:
                reader.uncertain(element, f"the section stands in one of which is said: {why}")
        if not reader.counts(here[0].element):
            problems += reader.problems or [_uncertain(here[0], reader.left[-1].what)]
            break
        heading, units = reader.section(here[0].element)
        if not units and not reader.problems:
            reader.uncertain(here[0].element, "no words stand below its heading")
        problems += reader.problems
        left |= {(one.span.start, one.what): one for one in reader.left}
        absent = {start: one for start, one in reader.absent.items() if absent is None or start in absent}
        if not texts or (texts[-1].heading, texts[-1].units) != (heading, units):
            texts.append(DraftText(day.on, heading, units, day.because, day.act, day.assumed))
        if reader.problems:
            break
    if not texts and not problems:
        message = "the section is not law on the day that is stated"
        problems.append(Diagnostic.at(UNDATED_TEXT, found[0].element.span, message, help="look at its periods"))
    elements = [element for one in found for element in (*one.around, one.element)]
    if texts and ended is None:
        later = [day for day in boundaries(elements, periods) if day > texts[-1].on]
        ended = next((day for day in later if not any(_stands(one, periods, day) for one in found)), None)
    return Texts(tuple(texts), ended, (*left.values(), *(absent or {}).values()), tuple(problems))


def _stands(one: Found, periods: Periods, day: date) -> bool:
    return all(present(element, periods, day) for element in (*one.around, one.element))


def _uncertain(one: Found, message: str) -> Diagnostic:
    return Diagnostic.at(UNCERTAIN_TEXT, one.element.span, message, help="write the section by hand")
