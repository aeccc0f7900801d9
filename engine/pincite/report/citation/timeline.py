"""Time: the texts of a section and since when they stand, its acts with their days, and what changed from each text to the next."""

from collections.abc import Iterator
from datetime import date
from itertools import groupby, pairwise

from pincite.explain.wording import finish
from pincite.facts.display import show_date
from pincite.report.citation.book import Book
from pincite.report.citation.law_text import laid_out
from pincite.report.citation.view import Paragraph, Redline, Ref, Row, Run, Table, Timeline
from pincite.report.citation.words import days
from pincitec.law.model import Act, Section, Status
from pincitec.law.places import cite_unit, units_of
from pincitec.law.redline import RedlineRun, RedlineUnit, redline
from pincitec.syntax.law_tree import ActKind


def timelines(book: Book) -> tuple[Timeline, ...]:
    return tuple(timeline(book, s) for s in book.sections)


def timeline(book: Book, section: Section) -> Timeline:
    name = book.anchors.of_section(section.id)
    return Timeline(f"time-{name}", cite_unit(section, ()), versions(section), acts(section), tuple(redlines(section, name)), ())


def versions(section: Section) -> Table:
    rows = [cells(capital(days(None, v.from_)), "", "nothing is on file") for v in section.versions[:1]]
    for version in section.versions:
        whole = "the whole text is on file" if version.complete else "words of it are not on file"
        said = [whole] + (["its first day is assumed"] if version.assumed else [])
        if version.ended is not None:
            said = [f"no text: {version.ended.kind.value} by {version.ended.act}"]
        rows.append(cells(capital(days(version.from_, version.until)), "; ".join(version.acts), "; ".join(said)))
    return Table("Texts", ("Days", "After", "On file"), tuple(rows), "No text is on file.")


def cells(*texts: str) -> Row:
    return Row(tuple(Ref(text, "") for text in texts))


def acts(section: Section) -> Table:
    rows = tuple(cells(a.title, "waits" if a.waits else day(a.effective), day(a.enacted), finish("; ".join(said(a)))) for a in section.acts)
    return Table("Acts", ("Act", "Effective", "Enacted", "What is on file of it"), rows, "No act is on file.")


def day(value: date | None) -> str:
    return show_date(value) if value is not None else "not on file"


def said(act: Act) -> Iterator[str]:
    """What is on file of an act besides its days."""
    if act.kind is ActKind.RECONCILE:
        yield f"reconciles {' and '.join(act.reconciled)}{f' by {act.by}' if act.by else ''}"
    if act.kind is ActKind.TOGETHER:
        yield f"{' and '.join(act.reconciled)} as dated together{f', because {act.because}' if act.because else ''}"
    if act.condition is not None:
        met = f"; met on {show_date(act.condition.met)}" if act.condition.met else ""
        yield f"takes effect when “{act.condition.words}”{met}"
    if act.until is not None:
        yield f"until {show_date(act.until)}, when the text returned"
    if act.known is not None:
        yield f"known from {show_date(act.known)}"
    if act.retroactive is not None:
        yield f"reaches back: {act.retroactive}"
    if act.applies is not None:
        yield f"applies “{act.applies.words}”"
    if act.after is not None:
        yield f"follows {act.after}{f' by {act.after_by}' if act.after_by else ''}"
    for change in act.changed_by:
        yield f"{change.kind} by {change.by}"
    operations = len(act.operations)
    if operations:
        yield f"{operations} recorded {'operation' if operations == 1 else 'operations'}"
    if act.remainder:
        yield f"not recorded word for word: {'; '.join(act.remainder)}"
    if not operations and not act.remainder and not act.reconciled:
        yield "nothing of what it did"


# ---- redlines


def redlines(section: Section, name: str) -> Iterator[Redline]:
    """What changed between neighbouring texts, the latest first. Only units that changed are shown."""
    for old, new in reversed(list(pairwise(section.versions))):
        found = redline(section, old.from_, new.from_)
        title = f"On {show_date(new.from_)}"
        if found is None or old.until != new.from_:
            continue
        laid = {**laid_out(section, units_of(old)), **laid_out(section, units_of(new))}
        changed = [u for u in found if u.changed]
        shown = tuple(Paragraph("", laid[u.identity].sort, laid[u.identity].depth, label(u), tuple(runs(u)), whole(u)) for u in changed)
        note = "" if changed else "No change of words is on file."
        yield Redline(f"redline-{name}-{new.from_.isoformat()}", title, new.acts, shown, note)


def label(unit: RedlineUnit) -> str:
    if unit.was_designator is None:
        return unit.designator
    return f"{unit.was_designator or 'no designation'} → {unit.designator or 'no designation'}"


def whole(unit: RedlineUnit) -> str:
    return "It came or went as a whole, or its change is not on file word by word." if unit.whole else ""


def runs(unit: RedlineUnit) -> Iterator[Run]:
    """The words of a unit with what became of them, neighbours of one fate together."""

    def kind(run: RedlineRun) -> tuple[str, str]:
        return {Status.INFERRED: "inferred", Status.UNKNOWN: "unknown"}.get(run.status, "verbatim"), run.fate.value

    for (status, fate), group in groupby(unit.runs, kind):
        yield Run("".join(run.text for run in group), status, "", (), (), fate)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]
