"""Checked policies and sections → which words of the law are spoken of, on every day.

Stands after all checks. Reads, and finds no errors: what is not covered is a result.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Protocol

from pincitec.check.laws import Laws, Located
from pincitec.check.module import Module
from pincitec.check.unused import used_definitions
from pincitec.coverage.listing import cuts, passages
from pincitec.coverage.marks import Marks, Text, mark
from pincitec.coverage.model import Apart, By, Coverage, Listed, Run, SectionCover, Silence, State, UnitCover, VersionCover
from pincitec.coverage.words import Own, ground, words_in
from pincitec.diagnostics import Source
from pincitec.law.flat import flatten
from pincitec.law.model import Section
from pincitec.law.normalise import normalise
from pincitec.law.places import all_notes, cite_unit, units_of
from pincitec.syntax import pol_tree as t


class Studied(Protocol):
    """What is read: checked policies, sections, and the texts of all files (`compile.Study` has them)."""

    @property
    def modules(self) -> Sequence[Module]: ...
    @property
    def laws(self) -> Laws: ...
    @property
    def sources(self) -> Mapping[str, Source]: ...


def cover(study: Studied, users: Sequence[Module] | None = None) -> Coverage:
    """The coverage of every section on file, also of those that no policy quotes.

    `users` are the modules that may use a definition; by default those of the study.
    """
    modules = study.modules if users is None else users
    beside = [e for m in modules for claim in m.claims for e in claim.expressions()]
    beside += [e for m in modules for applies in m.applicability for e in applies.condition.expressions()]
    used = used_definitions([c for m in modules for c in m.clauses], beside)
    citing: dict[str, list[Module]] = {}
    for module in study.modules:
        for id in dict.fromkeys(d.section.text for d in module.file.declarations if isinstance(d, t.SourceRef)):
            citing.setdefault(id, []).append(module)
    sections = study.laws.sections
    return Coverage(tuple(section_cover(study, sections[id], citing.get(id, ()), used) for id in sorted(sections)))


def section_cover(study: Studied, section: Section, modules: Sequence[Module], used: frozenset[str]) -> SectionCover:
    """The coverage of one section in all its versions. `modules` are those that may cite it: no other can speak of its words."""
    made: list[VersionCover] = []
    listed: dict[Listed, None] = {}
    for version in section.versions:
        units = ground(version)
        marks = Marks()
        if version.complete:
            marks = mark(Text(section, version, units, modules, study.laws, study.sources, used))
        listed |= marks.listed
        covers = tuple(unit_cover(section, identity, own, marks) for identity, own in units.units.items())
        made.append(VersionCover(version.from_, version.until, covers, version.complete, version.acts))
    return SectionCover(
        id=section.id,
        cite=section.cites[0] if section.cites else section.id,
        authority=section.authority,
        path=section.source.path,
        versions=tuple(made),
        apart=(*apart(section), *without_source(made)),
        not_covered=passages(made),
        listed=tuple(sorted(listed, key=lambda one: (one.why, one.by.location))),
        cut=cuts(made),
        silent=tuple(silences(study, section, modules)),
    )


def unit_cover(section: Section, identity: str, own: Own, marks: Marks) -> UnitCover:
    """The runs of a unit: neighbouring words of one state and one origin together."""
    groups: list[tuple[int, int, State, tuple[By, ...]]] = []
    for number in range(len(own.words)):
        state, by = (State.INFERRED, ()) if number in own.inferred else state_of(identity, number, marks)
        if groups and groups[-1][2:] == (state, by):
            groups[-1] = (groups[-1][0], number + 1, state, by)
        else:
            groups.append((number, number + 1, state, by))
    text = own.flat.text
    edges = [0, *(edge for first, *_ in groups[1:] for edge in parted(text, own.words[first - 1][1], own.words[first][0])), len(text)]
    runs = (Run(edges[2 * i], edges[2 * i + 1], last - first, state, by) for i, (first, last, state, by) in enumerate(groups))
    unit = own.unit
    return UnitCover(identity, unit.path, cite_unit(section, unit.path), unit.designator, text, tuple(runs))


def parted(text: str, end: int, start: int) -> tuple[int, int]:
    """Where the run before a gap between two words ends, and where the next begins: a mark goes with the word that it touches.

    >>> parted("teacher, ($60,000", 7, 11)
    (8, 9)
    """
    first, last = text.find(" ", end, start), text.rfind(" ", end, start)
    return (start, start) if first < 0 else (first, last + 1)


def state_of(identity: str, number: int, marks: Marks) -> tuple[State, tuple[By, ...]]:
    """The state of a word, and who speaks of it. What is said of the word goes before what is said of its unit."""
    known = marks.words.get((identity, number))
    if known is not None:
        return known[0], tuple(known[1])
    whole = marks.whole.get(identity)
    return (whole[0], (whole[1],)) if whole is not None else (State.NOT_COVERED, ())


def apart(section: Section) -> Iterator[Apart]:
    """What stands beside the provisions: the headings, the history line, the notes, the lines of a source that were not taken."""
    headings: dict[tuple[str, int], None] = {}
    for version in section.versions:
        for unit in units_of(version):
            if unit.path == ("heading",):
                text = flatten(unit).text
                headings[text, len(words_in(text))] = None
            elif unit.path and len(unit.designator.split()) > 1:
                headings[unit.designator, len(words_in(normalise(unit.designator)))] = None
    for label, words in headings:
        yield Apart("heading", label, words)
    if section.history is not None:
        yield Apart("history", "history", len(words_in(normalise(section.history.text))))
    for note in all_notes(section):
        yield Apart("note", note.label or (note.act or "note"), len(words_in(normalise(note.text))))
    for contents in section.contents:
        lines = [*(text for _, text in contents.headings), *(" ".join((e.printed, e.catchline, *e.marks)) for e in contents.entries)]
        words = sum(len(words_in(normalise(line))) for line in lines)
        yield Apart("contents", f"table of contents from {contents.source}", words)
    for source in section.sources:
        if source.not_taken:
            words = sum(len(words_in(normalise(line))) for line in source.not_taken)
            yield Apart("page furniture", f"lines of {source.path} that were not taken", words)


def without_source(versions: Sequence[VersionCover]) -> Iterator[Apart]:
    """The words that no source prints, each once for all versions that have them."""
    found = {
        (unit.citation, unit.text[run.start : run.end].strip()): run.words
        for version in versions
        for unit in version.units
        for run in unit.runs
        if run.state is State.INFERRED
    }
    for (citation, text), words in found.items():
        yield Apart("inferred", f"“{text}” in {citation}: no source prints it", words)


def silences(study: Studied, section: Section, modules: Sequence[Module]) -> Iterator[Silence]:
    """The questions that the rules say the section does not answer."""
    for module in modules:
        for spoken in module.remarks:
            if spoken.remark.kind == "silent" and spoken.place.section == section.id:
                yield silence(study, spoken.remark, spoken.place)


def silence(study: Studied, remark: t.RemarkDecl, place: Located) -> Silence:
    source = study.sources.get(remark.span.path)
    line = source.line_column(remark.span.start)[0] if source is not None else 0
    question = " ".join(words.text for words in remark.words)
    return Silence(place.citation, question, remark.because.text, f"{remark.span.path}:{line}")
