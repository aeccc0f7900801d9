"""A section of the law as one page of HTML: its text on a day, or what changed between two days, with what is not on file word for word.

The page shows what the law on file has, and decides nothing. It needs nothing else: no script, no picture, no font from elsewhere.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final

from attrs import evolve, frozen

from pincite.report.render import environment_for, tidy
from pincitec.law.exchange.sorts import Sort, sort_of
from pincitec.law.ladder import Level, level
from pincitec.law.model import Act, Section, Status, UnitText, Version, weakest
from pincitec.law.places import cite_unit
from pincitec.law.redline import Fate, RedlineUnit
from pincitec.syntax.law_tree import ActKind

MARKS: Final = {Status.UNCHANGED: "=", Status.DERIVED: "~", Status.INFERRED: "~", Status.UNKNOWN: "?"}
MEANINGS: Final = {
    Status.UNCHANGED: ("=", "the words are on file for another day, and no act on file touches the unit in between"),
    Status.DERIVED: ("~", "the words follow from a text on file by the recorded operations of acts"),
    Status.INFERRED: ("{?…}", "characters that we inferred"),
    Status.UNKNOWN: ("⟨…⟩", "words that are not on file: what stands there describes them, and is no law"),
}

SHORT: Final = {
    Status.UNCHANGED: "on file for another day",
    Status.DERIVED: "follows from recorded operations",
    Status.INFERRED: "partly inferred",
    Status.UNKNOWN: "partly not on file",
}
"""The same of a unit, for those who do not see its mark."""


@frozen
class PageRun:
    """Characters of one kind. `act`: the number in the list of the act that struck or inserted them, 0 if none is to be named here."""

    text: str
    status: str
    fate: str
    act: int


@frozen
class PageUnit:
    """A unit, or a heading. `said` is its mark in words, for those who do not see it.

    `was` is its designation on the earlier day where that was another one ("" if it had none), else None.
    """

    anchor: str
    sort: str
    depth: int
    label: str
    was: str | None
    runs: tuple[PageRun, ...]
    mark: str
    said: str


@frozen
class PageAct:
    """An act with its day, in words."""

    number: int
    title: str
    dated: str


@frozen
class LawPage:
    """What the template shows, in its order. `said`: what has to be known before the text is read."""

    title: str
    subtitle: str
    said: tuple[str, ...]
    heading: PageUnit | None
    units: tuple[PageUnit, ...]
    acts: tuple[PageAct, ...]
    legend: tuple[tuple[str, str], ...]
    sources: tuple[str, ...]
    redline: bool


def text_page(section: Section, version: Version, said: Iterable[str], subtitle: str) -> LawPage:
    """The page of a version. Its acts are those that brought the words, as far as is on file."""
    titles = [act.title for act in section.acts if act.title in version.acts]
    units = tuple(_units(section, ((u.path, u.designator, None, _runs(u), False) for u in _reading_order(version.units)), ()))
    return _page(section, units, _numbered(section, titles), said, subtitle, redline=False)


def redline_page(section: Section, changes: Sequence[RedlineUnit], titles: Sequence[str], said: Iterable[str], subtitle: str) -> LawPage:
    """The page of what changed between two days; `titles` of the acts that changed it."""
    acts = _numbered(section, titles)
    numbers = {act.title: act.number for act in acts}
    rows = ((u.path, u.designator, u.was_designator, _changes(u, numbers), u.whole and u.changed) for u in changes)
    changed = any(unit.changed for unit in changes)
    sentences = [*said, *([] if changed else ["No change is on file between the two days."])]
    return _page(section, tuple(_units(section, rows, acts)), acts, sentences, subtitle, redline=changed)


def render_law(page: LawPage) -> str:
    return tidy(environment_for("html").get_template("law.html.jinja").render(page=page))


def _page(
    section: Section, units: tuple[PageUnit, ...], acts: tuple[PageAct, ...], said: Iterable[str], subtitle: str, *, redline: bool
) -> LawPage:
    found = {run.status for unit in units for run in unit.runs}
    heading = next((unit for unit in units if unit.sort == "title"), None)
    return LawPage(
        title=cite_unit(section, ()),
        subtitle=subtitle,
        said=tuple(said),
        heading=heading,
        units=tuple(unit for unit in units if unit is not heading),
        acts=acts,
        legend=tuple(meaning for status, meaning in MEANINGS.items() if status.value in found),
        sources=tuple(_sources(section)),
        redline=redline,
    )


Row = tuple[tuple[str, ...], str, str | None, tuple[PageRun, ...], bool]


def _units(section: Section, rows: Iterable[Row], acts: tuple[PageAct, ...]) -> Iterator[PageUnit]:
    """The units in reading order, each with what it is and how deep it stands."""
    ladder: list[Level] = [found for sample in section.ladder if (found := level(sample)) is not None]
    levels: dict[tuple[str, ...], int] = {}
    for number, (path, designator, was, runs, whole) in enumerate(rows, 1):
        around = levels.get(path[:-1], 0)
        sort = sort_of(path, designator, bool(runs), ladder, around)
        levels[path] = around + (sort is Sort.LEVEL)
        status = weakest(tuple(Status(run.status) for run in runs))
        mark, said = MARKS.get(status, ""), SHORT.get(status, "")
        if whole and acts:
            said = "; ".join(part for part in (said, "came or went as a whole, or its change is not on file word by word") if part)
        depth = len(path) - 1 if sort is Sort.HEADING else around + (sort is Sort.ITEM)
        yield PageUnit(f"unit-{number}", sort.name.lower(), depth, designator, was, runs, mark, said)


def _reading_order(units: tuple[UnitText, ...]) -> Iterator[UnitText]:
    for unit in units:
        yield unit
        yield from _reading_order(unit.children)


def _runs(unit: UnitText) -> tuple[PageRun, ...]:
    return tuple(_joined(PageRun(piece.text, piece.status.value, "kept", 0) for piece in unit.pieces))


def _changes(unit: RedlineUnit, numbers: dict[str, int]) -> tuple[PageRun, ...]:
    """The runs of a changed unit. An act is named once after all that it did in one place."""
    runs = list(
        _joined(
            PageRun(run.text, run.status.value, run.fate.value, numbers.get(run.act or "", 0) if run.fate is not Fate.KEPT else 0)
            for run in unit.runs
        )
    )
    return tuple(
        evolve(run, act=0) if after is not None and after.act == run.act else run
        for run, after in zip(runs, [*runs[1:], None], strict=False)
    )


def _joined(runs: Iterable[PageRun]) -> Iterator[PageRun]:
    """Neighbouring runs of one kind as one."""
    last: PageRun | None = None
    for run in runs:
        if last is not None and (last.status, last.fate, last.act) == (run.status, run.fate, run.act):
            last = PageRun(last.text + run.text, run.status, run.fate, run.act)
            continue
        if last is not None:
            yield last
        last = run
    if last is not None:
        yield last


def _numbered(section: Section, titles: Sequence[str]) -> tuple[PageAct, ...]:
    by_title = {act.title: act for act in section.acts}
    return tuple(PageAct(n, title, _dated(by_title[title])) for n, title in enumerate(dict.fromkeys(titles), 1) if title in by_title)


def _dated(act: Act) -> str:
    how = {ActKind.ACT: "", ActKind.RECONCILE: f"reconciled{f' by {act.by}' if act.by else ''}, ", ActKind.TOGETHER: "dated together, "}[
        act.kind
    ]
    return f"{how}effective {shown(act.effective)}" if act.effective is not None else f"{how}its day is not on file"


def shown(day: date) -> str:
    """A day as it is written in the United States, without regard to where the program runs."""
    months = "January February March April May June July August September October November December"
    return f"{months.split(' ')[day.month - 1]} {day.day}, {day.year}"


def _sources(section: Section) -> Iterator[str]:
    for source in section.sources:
        publisher = f"{source.publisher}: " if source.publisher else ""
        rights = f"; {source.rights}" if source.rights else ""
        yield f"{publisher}{source.path}, sha256 {source.sha256}{rights}"
