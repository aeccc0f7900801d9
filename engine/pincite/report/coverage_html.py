"""The coverage as one page of HTML that needs nothing else: the text of the law with every word marked, and the lists of other formats.

A state is told by a letter, by the kind of line below the words, and by color; never by color alone.
"""

from collections.abc import Iterable

from attrs import frozen

from pincite.explain.display import plural, show_date
from pincite.report.coverage_text import HEADS, numbers
from pincite.report.coverage_view import LETTERS, LISTED, CoveragePage, days, missing_lines, place
from pincite.report.render import environment_for, tidy
from pincitec.coverage import Run, SectionCover, State, UnitCover
from pincitec.coverage.model import percent


@frozen
class Mark:
    """Words of one state: `kind` names the state as a class, `letter` says it in print, `said` tells who speaks of them."""

    kind: str
    letter: str
    text: str
    said: str


@frozen
class MarkedUnit:
    name: str
    designator: str
    figures: tuple[str, ...]
    marks: tuple[Mark, ...]


@frozen
class Entry:
    """A line of a list: words of the law, if any, and what is said of them."""

    words: str
    said: str


@frozen
class SectionPage:
    number: int
    cite: str
    about: str
    units: tuple[MarkedUnit, ...]
    total: tuple[str, ...]
    lists: tuple[tuple[str, tuple[Entry, ...]], ...]
    clauses: tuple[tuple[str, tuple[str, ...]], ...]
    ruled: tuple[Entry, ...]
    exercised: str


def render_html(page: CoveragePage) -> str:
    """One page: no script, no picture, no font from elsewhere."""
    goals = sum(len(c.goals) for c in page.exercise.clauses)
    met = sum(c.met for c in page.exercise.clauses)
    shown = f"{met} of {plural(goals, 'goal')}, {percent(page.exercise.share())} %" if goals else "nothing to show"
    return tidy(
        environment_for("html")
        .get_template("coverage.html.jinja")
        .render(
            title="Coverage of the law" + (f" on {show_date(page.on)}" if page.on is not None else ""),
            heads=tuple(head for head, _ in HEADS),
            legend=tuple((kind(state), letter, LEGEND[state]) for state, letter in LETTERS.items()),
            sections=tuple(section_page(page, section, i) for i, section in enumerate(page.sections, 1)),
            shown=f"{plural(page.exercise.scenarios, 'scenario')}: {shown}.",
            failed=page.exercise.failed,
            shortfalls=tuple(f"{s.name} of {s.section} is {s.found} %, and {s.wanted} % is asked for" for s in page.shortfalls),
        )
    )


LEGEND = {
    State.ENCODED: "encoded by a clause",
    State.STRUCTURE: "a connective between items",
    State.OMITTED: "omitted, with a reason",
    State.UNTRANSLATABLE: "untranslatable: no rule can decide it",
    State.STATEMENT: "stated as information",
    State.NOT_COVERED: "not covered: nobody speaks of it",
    State.INFERRED: "inferred: no source prints it; not counted",
}


def kind(state: State) -> str:
    return state.value.replace(" ", "-")


def section_page(page: CoveragePage, section: SectionCover, number: int) -> SectionPage:
    version = page.version(section)
    counted = version is not None and version.counted
    when = days(version.from_, version.until) if version is not None and counted else "no text that is on file as a whole"
    own = [c for c in page.exercise.clauses if c.section == section.id]
    listed = {c.clause for c in page.clauses()}
    return SectionPage(
        number,
        section.cite,
        f"{section.authority}; {section.path}; text {when}" if counted else f"{section.authority}; {section.path}; {when}",
        tuple(marked(section, unit) for unit in page.units(section)),
        numbers(version.units) if version is not None and counted else (),
        tuple((title, entries) for title, entries in lists(page, section) if entries),
        tuple(
            (f"{place(section, c.citation)}, {c.location}: {c.met} of {len(c.goals)}", tuple(missing_lines(c)))
            for c in own
            if c.clause in listed
        ),
        tuple(
            Entry("", f"{i.kind}{f' of {i.element}' if i.element else ''} — {place(section, c.citation)}, {c.location}: {i.why}")
            for c in own
            for i in c.impossible
        ),
        f"{percent(page.exercise.share(section.id))} %" if own else "",
    )


def marked(section: SectionCover, unit: UnitCover) -> MarkedUnit:
    marks = tuple(Mark(kind(run.state), LETTERS[run.state], unit.text[run.start : run.end], origin(run)) for run in unit.runs)
    return MarkedUnit(place(section, unit.citation), unit.designator, numbers((unit,)), marks)


def origin(run: Run) -> str:
    """Who speaks of the words of a run, and where: the tip of its mark."""
    return ", ".join(dict.fromkeys(f"{by.kind} {by.location}" for by in run.by))


def lists(page: CoveragePage, section: SectionCover) -> Iterable[tuple[str, tuple[Entry, ...]]]:
    yield "Not covered", tuple(Entry(p.text, f"{place(section, p.citation)}, {days(p.from_, p.until)}") for p in page.passages(section))
    yield (
        "Cut before a proviso of which nobody speaks",
        tuple(
            Entry(c.rest, f"{place(section, c.citation)}, {days(c.from_, c.until)}; quoted up to “{c.proviso}” at {c.by[-1].location}")
            for c in page.cuts(section)
        ),
    )
    for why, title in LISTED.items():
        yield title, tuple(Entry(x.by.words, f"{place(section, x.citation)} ({x.by.location})") for x in section.listed if x.why == why)
    yield "Where the law is silent", tuple(Entry("", f"{s.question}: {s.because} — {place(section, s.citation)}") for s in section.silent)
    texts = (v for v in section.versions if page.on is None and v is not page.version(section) and (v.words or not v.counted))
    yield (
        "Other texts",
        tuple(
            Entry(
                "",
                f"{days(v.from_, v.until)}: {plural(v.words, 'word')}, {percent(v.accounted)} % accounted for"
                if v.counted
                else f"{days(v.from_, v.until)}: not on file as a whole, not counted",
            )
            for v in texts
        ),
    )
    yield "Apart, and never counted", tuple(Entry("", f"{a.kind}: {a.label} ({plural(a.words, 'word')})") for a in section.apart)
