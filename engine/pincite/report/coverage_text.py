"""The coverage as plain text: a table of units for each section, then what a reviewer has to look at, then what scenarios do not show."""

from collections.abc import Iterable, Iterator

from pincite.exercise import ClauseExercise
from pincite.explain.display import plural, show_date
from pincite.report.coverage_view import LISTED, STATES, CoveragePage, days, missing_lines, place
from pincitec.coverage import SectionCover, UnitCover, VersionCover
from pincitec.coverage.model import accounted, percent
from pincitec.diagnostics.render.text import cells, fold, one_line

HEADS = (("words", 7), ("encoded", 8), ("structure", 10), ("omitted", 8), ("untransl.", 10), ("stated", 7), ("open", 5), ("share", 7))
NAMES = 18
"""Columns of a table: of each number, with its heading, and of the name of a unit."""
TABLE = NAMES + sum(width for _, width in HEADS)


def render_text(page: CoveragePage, width: int = 80) -> str:
    """Lines of at most `width` columns."""
    lines: list[str] = []
    for section in page.sections:
        lines += [*section_lines(page, section, width), ""]
    lines += exercise_lines(page, width)
    lines += shortfall_lines(page, width)
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def section_lines(page: CoveragePage, section: SectionCover, width: int) -> Iterator[str]:
    yield from fold(one_line(f"{section.cite} ({section.authority}, {section.path})"), width)
    yield "=" * min(width, 80)
    yield ""
    version = page.version(section)
    if version is None or not version.counted:
        asked = f"The text in force on {show_date(page.on)}" if page.on is not None else "No text"
        yield from fold(f"{asked} is {'not ' if page.on is not None else ''}on file as a whole: its words are not counted.", width)
    else:
        yield from fold(f"The text {days(version.from_, version.until)}:", width)
        yield ""
        yield from table(page, section, version, width)
    yield from other_texts(page, section, width)
    several = sum(v.counted for v in section.versions) > 1
    passages = [
        f"“{one_line(p.text)}” — {place(section, p.citation)}{', ' + days(p.from_, p.until) if several else ''}"
        for p in page.passages(section)
    ]
    yield from part("NOT COVERED", passages, width)
    cuts = [
        f"“{one_line(c.rest)}” — {place(section, c.citation)}, {days(c.from_, c.until)}: quoted up to `{c.proviso}` at {c.by[-1].location}"
        for c in page.cuts(section)
    ]
    yield from part("CUT BEFORE A PROVISO OF WHICH NOBODY SPEAKS", cuts, width)
    for why, title in LISTED.items():
        items = [
            f"“{one_line(x.by.words)}” — {place(section, x.citation)} ({one_line(x.by.location)})" for x in section.listed if x.why == why
        ]
        yield from part(title.upper(), items, width)
    silent = [f"{one_line(s.question)}: {one_line(s.because)} — {place(section, s.citation)}" for s in section.silent]
    yield from part("WHERE THE LAW IS SILENT", silent, width)
    apart = [f"{a.kind}: {one_line(a.label)} ({plural(a.words, 'word')})" for a in section.apart]
    yield from part("APART, AND NEVER COUNTED", apart, width)


def table(page: CoveragePage, section: SectionCover, version: VersionCover, width: int) -> Iterator[str]:
    """The units with their numbers of words by state; in a narrow terminal, as lines."""
    rows: list[tuple[str, tuple[UnitCover, ...]]] = [(place(section, unit.citation), (unit,)) for unit in page.units(section)]
    rows.append(("all units", version.units))
    if width < TABLE:
        for name, units in rows:
            named = zip(HEADS[1:], numbers(units)[1:], strict=True)
            said = ", ".join(f"{head} {number}" for (head, _), number in named if number != "0")
            yield from hanging(f"{one_line(name)}: {numbers(units)[0]} words; {said}", width)
        return
    yield " " * NAMES + "".join(head.rjust(columns) for head, columns in HEADS)
    for name, units in rows:
        figures = "".join(number.rjust(columns) for number, (_, columns) in zip(numbers(units), HEADS, strict=True))
        if name == "all units":
            yield "-" * TABLE
        *above, last = fold(one_line(name), width if cells(one_line(name)) >= NAMES else NAMES)
        yield from above
        if cells(last) >= NAMES:
            yield last
            last = ""
        yield last + " " * (NAMES - cells(last)) + figures


def numbers(units: Iterable[UnitCover]) -> tuple[str, ...]:
    """Words, words by state, and the share that is accounted for."""
    units = tuple(units)
    by_state = (str(sum(u.count(state) for u in units)) for state in STATES)
    return (str(sum(u.words for u in units)), *by_state, f"{percent(accounted(units))} %")


def other_texts(page: CoveragePage, section: SectionCover, width: int) -> Iterator[str]:
    if page.on is not None:
        return
    shown = page.version(section)
    said = []
    for version in section.versions:
        if version is shown or (version.counted and not version.words):
            continue
        counted = f"{plural(version.words, 'word')}, {percent(version.accounted)} % accounted for"
        said.append(f"{days(version.from_, version.until)}: {counted if version.counted else 'not on file as a whole, not counted'}")
    yield from part("OTHER TEXTS", said, width)


def exercise_lines(page: CoveragePage, width: int) -> Iterator[str]:
    exercise = page.exercise
    yield "What the scenarios show"
    yield "=" * min(width, 80)
    yield ""
    goals = sum(len(c.goals) for c in exercise.clauses)
    met = sum(c.met for c in exercise.clauses)
    shown = f"{met} of {plural(goals, 'goal')} shown, {percent(exercise.share())} %" if goals else "nothing to show"
    yield from fold(f"{plural(exercise.scenarios, 'scenario')} and {plural(len(exercise.clauses), 'clause')}: {shown}.", width)
    if exercise.failed:
        yield from part("FAILED, AND SHOWING NOTHING", [one_line(title) for title in exercise.failed], width)
    for section in page.sections:
        own = [c for c in page.clauses() if c.section == section.id]
        if own:
            yield ""
            yield from fold(one_line(f"{percent(exercise.share(section.id))} % of {section.cite}:"), width)
        for clause in own:
            yield ""
            about = f"{place(section, clause.citation)}, {clause.location}: {clause.met} of {len(clause.goals)}"
            yield from hanging(one_line(about), width, "  ")
            for line in missing_lines(clause):
                yield from hanging(one_line(line), width, "    no scenario: ")
    for section in page.sections:
        ruled = list(impossible_lines(section, (c for c in exercise.clauses if c.section == section.id)))
        yield from part(f"NOT ASKED FOR of {one_line(section.cite)}, because no facts can give it", ruled, width)


def impossible_lines(section: SectionCover, clauses: Iterable[ClauseExercise]) -> Iterator[str]:
    """Why truth values are not asked for of clauses on a section, each reason of a clause once."""
    for clause in clauses:
        reasons: dict[str, list[str]] = {}
        for one in clause.impossible:
            element = f" of {one.element}" if one.element else ""
            reasons.setdefault(one.why, []).append(f"{one.kind}{element}")
        for why, kinds in reasons.items():
            yield f"{', '.join(kinds)} — {place(section, clause.citation)}, {one_line(clause.location)}: {why}"


def shortfall_lines(page: CoveragePage, width: int) -> Iterator[str]:
    said = [f"{s.name} of {s.section} is {s.found} %, and {s.wanted} % is asked for" for s in page.shortfalls]
    yield from part("BELOW THE THRESHOLDS OF pincite.toml", said, width)


def part(title: str, items: Iterable[str], width: int) -> Iterator[str]:
    """A list under a heading; nothing where it is empty."""
    found = list(items)
    if found:
        yield ""
        yield from fold(title, width)
        for item in found:
            yield from hanging(item, width, "  * ")


def hanging(text: str, width: int, first: str = "  ") -> Iterator[str]:
    """An item whose further lines stand below its words."""
    for i, line in enumerate(fold(text, width - len(first))):
        yield (first if i == 0 else " " * len(first)) + line
