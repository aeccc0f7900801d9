"""A page with an annotated section of New Mexico's code → a `.law` file, and what of it is left to a person.

The public entry for annotated text. Assumes a decoded file; writes nothing.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic, Label, Source
from pincitec.diagnostics.catalogue.importing import DAY_NOT_KNOWN, NO_SECTION
from pincitec.law.importing.acts import Act, Acts, Told, read_acts
from pincitec.law.importing.annotations import DATE, day_of, read_annotations
from pincitec.law.importing.contents import table_of
from pincitec.law.importing.drafts import Known
from pincitec.law.importing.history import read_history
from pincitec.law.importing.layout import lay_out
from pincitec.law.importing.page import Line, Page, lines_of, read_page
from pincitec.law.importing.settle import Settled, settle
from pincitec.law.importing.written import Body, Heading, Origin, write
from pincitec.law.ladder import level
from pincitec.law.model import Section
from pincitec.law.state import walk
from pincitec.syntax.law_tree import ActKind, ActNode

LADDER: Final = ("A.", "(1)", "(a)")
"""Designators of the code: subsections, paragraphs, subparagraphs."""
MOST_CLAUSES: Final = 400
CODE: Final = "us-nm"
_TO_COME: Final = re.compile(rf"\(Effective (?P<day>{DATE})\.?\)")


@frozen
class Imported:
    """The `.law` file and its section; `told`: what a person has to look at, in the order of the received file.

    `left`: the lines of the received file of which nothing was taken.
    """

    text: str
    section: Section
    told: tuple[Told, ...]
    left: tuple[Line, ...]


@frozen
class Wanted:
    """What the person who imports says: which section, and what the page does not say. `marks`: of lines, by their numbers."""

    identity: str | None = None
    on: date | None = None
    cites: tuple[str, ...] = ()
    ladder: tuple[str, ...] = LADDER
    marks: Mapping[int, str] = {}


def identity_of(source: Source, identity: str | None) -> str | list[Diagnostic]:
    """The identity of the section that a page holds, or of the one of several that is wanted."""
    page = read_page(source, _number(identity))
    return page if isinstance(page, list) else identity or f"{CODE}/{page.number}"


def _number(identity: str | None) -> str | None:
    """The section as the code numbers it."""
    return identity.rpartition("/")[2] if identity is not None else None


def import_annotated(source: Source, received: str, origin: Origin, wanted: Wanted) -> Imported | list[Diagnostic]:
    """The section of a page; or why it cannot be imported. `received`: the file's text byte for byte, `source` as it is read."""
    page = read_page(source, _number(wanted.identity))
    if isinstance(page, list):
        return page
    levels = tuple(rung for sample in wanted.ladder if (rung := level(sample)) is not None)
    laid = lay_out(page.heading, page.body, levels, wanted.marks, source.path)
    history, problems = read_history(page.history, source.path)
    if isinstance(laid, list):
        return [*laid, *problems]
    found = read_acts(page, history, read_annotations(page.annotations))
    problems += found.problems
    if sum(len(act.clauses) for act in found.acts) > MOST_CLAUSES:
        message = f"the annotations say more than {MOST_CLAUSES} things of what the acts did"
        help = "no section has so many; does the page hold the annotations of another one?"
        problems.append(Diagnostic.at(NO_SECTION, page.annotations[0].span(source.path), message, help=help))
    if problems:
        return problems
    on = _day(page, found.acts, wanted.on)
    if isinstance(on, Diagnostic):
        return [on]
    heading = Heading(
        wanted.identity or f"{CODE}/{page.number}",
        wanted.cites or (f"NMSA 1978, § {page.number}", f"Section {page.number} NMSA 1978"),
        "statute",
        wanted.ladder,
        origin,
    )
    table = table_of(line for line in _left(page) if line.number > page.history.number)
    body = Body(on, laid.lines, page.history.text, tuple(line.text for line in table), found.notes)

    def written(acts: Sequence[ActNode], slips: Sequence[str]) -> str:
        return write(heading, evolve(body, slips=tuple(slips)), acts)

    known = Known(frozenset(unit.path for unit in walk(laid.units)), frozenset(), levels)
    text = page.body[0].span(source.path).to(page.body[-1].span(source.path))
    settled = settle(found.acts, known, written, origin.name, lambda _: Source(source.path, received), text)
    if isinstance(settled, list):
        return settled
    return Imported(settled.text, settled.section, _told(page, found, settled), tuple(line for line in _left(page) if line not in table))


def _day(page: Page, acts: tuple[Act, ...], stated: date | None) -> date | Diagnostic:
    """The day from which the text stood: that of the newest act, unless the page leaves open when that took effect."""
    path = page.source.path
    covered = {title: act for act in acts if act.kind is not ActKind.ACT for title in act.titles}
    days = [act.effective for act in acts if act.effective is not None]
    newest = max(days, default=None)
    if stated is not None:
        late = next((act for act in acts if act.effective is not None and act.effective > stated), None)
        if late is None:
            return stated
        return Diagnostic.at(
            DAY_NOT_KNOWN, page.heading.span(path), f"the text holds an act that took effect only on {late.effective}, after {stated}",
            others=[Label(late.span, late.title)], help="`--on` is a day on which the text stood as the page shows it",
        )  # fmt: skip
    if page.when is not None:
        return Diagnostic.at(
            DAY_NOT_KNOWN, page.heading.span(path), f"the heading says “{page.when}”, so the page may show several texts of the section",
            help="say from which day this text stood: `--on DATE`",
        )  # fmt: skip
    last = next((act for act in acts if act.kind is ActKind.ACT), None)
    if newest is None or last is None or (last.effective is None and last.titles[0] not in covered):
        span = last.span if last is not None else page.history.span(path)
        return Diagnostic.at(
            DAY_NOT_KNOWN, span, "the page does not say when the newest act took effect",
            help="say from which day the text stood: `--on DATE`; the session law has it",
        )  # fmt: skip
    return newest


def _told(page: Page, found: Acts, settled: Settled) -> tuple[Told, ...]:
    path = page.source.path
    told = [*found.told, *settled.told]
    told += [
        Told(line.span(path), "the page", "it reads like an annotation, but stands after the page's menus, so it was not taken")
        for line in page.overlooked
    ]
    if not settled.section.horizon.known_until:
        told += _still_to_come(page)
    return tuple(sorted(told, key=lambda entry: entry.span))


def _still_to_come(page: Page) -> list[Told]:
    """The earliest day that the page's tables name as one on which something is to take effect: before it the page was made."""
    found: list[tuple[date, Told]] = []
    for line in _left(page):
        match = _TO_COME.search(line.text)
        on = day_of(match["day"]) if match is not None else None
        if on is not None and match is not None:
            words = f"a provision is listed as “{match.group()}”: if it was still to come, say `--known-until {on - timedelta(days=1)}`"
            found.append((on, Told(line.span(page.source.path), "the page", words)))
    return [told for _, told in sorted(found, key=lambda pair: pair[0])[:1]]


def _left(page: Page) -> tuple[Line, ...]:
    taken = {line.number for line in (page.heading, *page.body, page.history, *page.annotations)}
    return tuple(line for line in lines_of(page.source) if line.number not in taken)
