"""`pincite law history`: the acts that made a section what it is, newest first, with what each did and the annotations on it."""

from collections.abc import Iterator
from datetime import date
from typing import Final

import click

from pincite.cli.command import Command
from pincite.cli.law_clocks import changed_line, clock_lines, dated, knowledge, on_act_said, waiting
from pincite.cli.law_known import ended_said
from pincite.cli.law_open import known_on_option, open_cited
from pincite.cli.law_said import operation_said, shown_place
from pincite.cli.law_text import interval, long_date, title, wrapped
from pincite.cli.streams import Exit, colored, result
from pincitec.law.model import Act, Section, Status, UnitText, weakest
from pincitec.law.operations import invertible
from pincitec.law.places import cite_unit, unit_in, units_of
from pincitec.law.state import walk
from pincitec.syntax.law_tree import ActKind, AmendAct

MEANINGS: Final[dict[Status, str]] = {
    Status.VERBATIM: "as it stands in a text on file of those days",
    Status.UNCHANGED: "as on file for other days; no act on file touches the unit in between",
    Status.DERIVED: "a text on file with recorded operations of acts done or undone",
    Status.INFERRED: "derived, with characters that we inferred and that are named",
    Status.UNKNOWN: "at least some of its words are not on file",
}


@click.command(cls=Command, short_help="The acts that made a section what it is.")
@click.argument("cite", metavar="SECTION")
@known_on_option
def history(cite: str, known_on: date | None) -> int:
    """Print the acts of SECTION, newest first: when each took effect, what it did, and the annotations on it."""
    section, path = open_cited(cite, known_on)
    if section is None:
        return path if isinstance(path, int) else Exit.USAGE
    result("\n".join(_history(section)))
    return Exit.OK


def _history(section: Section) -> Iterator[str]:
    color = colored()
    yield from title(f"{cite_unit(section, ())}: history", color)
    for said in knowledge(section):
        yield from wrapped([(said, "")], "", "", color=color)
    if section.history is not None:
        yield ""
        for line in section.history.text.strip("\n").split("\n"):
            yield from wrapped([(line, "")], "  ", "  ", color=color)
    if not section.acts:
        yield from ("", "  no act on it is on file")
    else:
        yield from _enactments(section, color)
    yield from _texts(section, color)
    if section.acts:
        yield from ("", *title("What each did, newest first", color))
    for act in reversed(in_order(section)):
        yield ""
        yield from _act(section, act, color)
    for tolerance in section.tolerances:
        yield ""
        said = f"the source prints “{tolerance.printed}” for “{tolerance.text}” ({tolerance.kind}), on {tolerance.act}"
        yield from wrapped([(f"misquoted: {said}", "")], "", "  ", color=color)


def _enactments(section: Section, color: bool) -> Iterator[str]:
    """Every act by itself, oldest first, with the day it took effect as far as the source gives one."""
    single = [act for act in in_order(section) if act.kind is ActKind.ACT]
    yield from ("", *title(f"Enactments ({len(single)}), oldest first", color))
    for act in single:
        common = next((a for a in section.acts if act.title in a.reconciled), None)
        said = dated(act)
        if common is not None and common.kind is ActKind.RECONCILE:
            said += ", reconciled with another"
        elif common is not None and common.effective is not None and act.effective is None:
            said += f"; one date is given for it and another: {long_date(common.effective)}"
        yield from wrapped([(f"{act.title}: {said}", "")], "  ", "    ", color=color)


def in_order(section: Section) -> list[Act]:
    """The acts, oldest first, as they changed the text; those without a date stand where the file lists them."""
    replayed = {amendment.act: place for place, amendment in reversed(list(enumerate(section.amendments)))}
    dated = [act for act in section.acts if act.effective is not None]
    ordered = iter(sorted(dated, key=lambda act: (act.effective, replayed.get(act.title, -1))))
    return [act if act.effective is None else next(ordered) for act in section.acts]


def _texts(section: Section, color: bool) -> Iterator[str]:
    """What is on file of each interval: which units are verbatim, and which are less."""
    yield from ("", *title("Texts, newest first", color))
    for version in reversed(section.versions):
        whole = "complete" if version.complete else "NOT ON FILE AS A WHOLE: no determination rests on it"
        whole = whole if version.ended is None else f"no text: {ended_said(version.ended)}"
        yield from wrapped([(f"{interval(version)}: {whole}", "")], "  ", "    ", color=color)
        if version.assumed is not None:
            yield from wrapped([(f"date assumed: {version.assumed}", "")], "    ", "    ", color=color)
        by_status: dict[Status, list[str]] = {}
        for unit in version.units:
            _sort(unit, section, by_status)
        for status in Status:
            if status in by_status:
                yield from wrapped([(", ".join(by_status[status]), "")], f"    {status.value:<11}", " " * 15, color=color)
    found = {piece.status for version in section.versions for unit in units_of(version) for piece in unit.pieces}
    for status, meaning in MEANINGS.items():
        if status in found:
            yield from wrapped([(f"{status.value}: {meaning}", "")], "  ", "    ", color=color)
    before = f"before {long_date(section.versions[0].from_)} " if section.versions else ""
    yield from wrapped([(f"{before}nothing is on file", "")], "  ", "    ", color=color)


def _sort(unit: UnitText, section: Section, by_status: dict[Status, list[str]]) -> None:
    """A unit under its status; the units below it too, but for those that have nothing else to say."""
    status = _status(unit)
    by_status.setdefault(status, []).append(_named(unit, section))
    pending = list(unit.children)
    if any(_status(part) is not status or status is Status.INFERRED for child in pending for part in walk((child,))):
        for child in pending:
            _sort(child, section, by_status)


def _status(unit: UnitText) -> Status:
    return weakest(tuple(piece.status for piece in unit.pieces))


def _named(unit: UnitText, section: Section) -> str:
    """A unit by its designations, with the words in it that we inferred."""
    before = any(unit_in(version, unit.identity) for version in section.versions if version.from_ <= section.text_on)
    former = "former " if before and unit.identity not in section.surviving else ""
    head, *rest = unit.path
    name = former + head + "".join(f"({part})" for part in rest)
    inferred = [piece.text.strip() for piece in unit.pieces if piece.status is Status.INFERRED]
    unknown = any(piece.status is Status.UNKNOWN for piece in unit.pieces)
    return f"{name} (in “{'”, “'.join(inferred)}”)" if inferred and not unknown else name


def _act(section: Section, act: Act, color: bool) -> Iterator[str]:
    how = {ActKind.ACT: "", ActKind.RECONCILE: "reconciled: ", ActKind.TOGETHER: "dated together: "}[act.kind]
    by = f", by {act.by}" if act.by else ""
    yield from wrapped([(f"{how}{act.title}", "1"), (f", {dated(act)}{by}", "")], "", "  ", color=color)
    if act.because:
        yield from wrapped([(f"because {act.because}", "")], "  ", "    ", color=color)
    for clock in clock_lines(act):
        yield from wrapped([(clock, "")], "  ", "    ", color=color)
    if act.waits:
        yield from wrapped([(waiting(section, act), "")], "  ", "    ", color=color)
    for change in act.changed_by:
        yield from wrapped([(changed_line(change), "")], "  ", "    ", color=color)
    if not act.operations and not act.on_acts and not act.remainder and not any(act.title in a.reconciled for a in section.acts):
        yield "  what it did is not on file"
    for operation in act.operations:
        lost = invertible(operation)
        kept = f" [cannot be undone word for word: {lost}]" if lost else ""
        yield from wrapped([(operation_said(operation) + kept, "")], "  - ", "    ", color=color)
    for statement in act.on_acts:
        operand = operation_said(statement.operation) if isinstance(statement, AmendAct) else ""
        yield from wrapped([(on_act_said(statement, operand), "")], "  - ", "    ", color=color)
    for words in act.remainder:
        yield from wrapped([(f"not in words of the law: “{words}”", "")], "  - ", "    ", color=color)
    for part in act.incorporated:
        said = f"of its insertion in {shown_place(part.place)}, {part.kept} of {part.total} words are in the reconciled text"
        extra = f"; the text adds “{'”, “'.join(part.added)}”" if part.added else ""
        less = f"; it leaves out “{'”, “'.join(part.missing)}”" if part.missing else ""
        yield from wrapped([(said + less + extra, "")], "  - ", "    ", color=color)
    if act.applies is not None:
        yield from wrapped([(f"applies “{act.applies.words}”", "")], "  - ", "    ", color=color)
    for note in act.notes:
        for line in note.text.strip("\n").split("\n"):
            yield from wrapped([(line, "")], "  | ", "  | ", color=color)
