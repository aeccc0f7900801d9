"""`pincite cite`: what a citation means and whether it is on file; all citations of a text, with those that are not understood."""

from collections.abc import Callable
from pathlib import Path

import click

from pincite.cli.cite_said import Listed, OnFile, document, in_contents, listed, meaning, on_file, styles
from pincite.cli.command import Command
from pincite.cli.law_text import title
from pincite.cli.streams import Exit, colored, escape, read_input, refused, result, show, talk
from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.reading import read_source
from pincitec.diagnostics.render.json import dumps
from pincitec.diagnostics.render.text import plural
from pincitec.law.beside import evidence_beside
from pincitec.law.citations import Citation, CodeSection, Found, Regulation, SessionLaw, Unrecognised, find, parse, write
from pincitec.law.citations.on_file import fitting, listed as entries_of
from pincitec.law.library import Library, open_library
from pincitec.law.model import Evidence, Section
from pincitec.law.places import find_unit, units_of
from pincitec.project import Project, find_project

TYPED = "citation"
"""What stands for a path in problems of a citation that was typed."""


@click.command(cls=Command, short_help="Say what a citation means; find the citations of a text.")
@click.argument("text", required=False)
@click.option("--find", "file", metavar="FILE", help="List all citations of a text instead; `-` is standard input.")
@click.option("--in", "within", metavar="CITE", help="With --find: the section that the text is of, or whose notes it holds.")
@click.option("--format", "format", type=click.Choice(["text", "json"]), default="text", show_default=True, help="How to print it.")
def cite(text: str | None, file: str | None, within: str | None, format: str) -> int:
    """Say what the citation TEXT means: the code or act, the section, the unit, how it is written, whether it is on file.

    A citation is read as a whole or not at all, and is not looked up anywhere but on file.
    Returns 1 where it is not understood; with --find, where anything with a `§` or a numbered "Section" is not.
    """
    if (text is None) == (file is None):
        raise click.UsageError('Give one citation, such as "NMSA 1978, § 22-10A-11(C)", or --find FILE.')
    if file is not None:
        return _find(file, within, format)
    if within is not None:
        raise click.UsageError("`--in` says what a text is of: it goes with --find.")
    assert text is not None
    return _one(text, format)


def _one(text: str, format: str) -> int:
    source = Source(TYPED, text)
    citation = parse(text, TYPED)
    if isinstance(citation, Diagnostic):
        if format == "json":
            result(dumps(document([Unrecognised(Span(TYPED, 0, len(text)))], source, None)))
        return show([citation], {TYPED: source}, err=format == "json")
    project, problems = find_project(Path.cwd())
    if has_errors(problems):
        return refused(problems, project.settings, err=True)
    places, entries = _on_file(citation, project)
    if format == "json":
        found = Found(Span(TYPED, 0, len(text)), citation, citation)
        result(dumps(document([found], source, places, entries)))
        return Exit.OK
    lines = [*title(escape(" ".join(text.split())), colored()), *meaning(citation), *styles(citation)]
    if isinstance(citation, CodeSection | Regulation | SessionLaw):
        several = None if isinstance(citation, SessionLaw) else "It fits all of them: name the code."
        lines += on_file(places, several)
        lines += in_contents(entries)
    result("\n".join(lines))
    return Exit.OK


def _find(file: str, within: str | None, format: str) -> int:
    source = read_input(file)
    if isinstance(source, Diagnostic):
        return show([source], {}, err=True)
    section = None
    if within is not None:
        place = parse(within, TYPED)
        if isinstance(place, Diagnostic):
            show([place], {TYPED: Source(TYPED, within)}, err=True)
            return Exit.USAGE
        if not isinstance(place, CodeSection):
            raise click.UsageError(f"`--in` names a section of a code; `{escape(within)}` does not.")
        section = place
    found = find(source.text, source.path, section)
    unread = sum(isinstance(item, Unrecognised) for item in found)
    if format == "json":
        result(dumps(document(found, source, None)))
    elif found:
        result("\n".join(listed(found, source)))
    read = len(found) - unread
    talk(f"{plural(read, 'citation')} found in `{escape(source.path)}`" + (f", {unread} not understood (PC760)" if unread else ""))
    return Exit.FINDINGS if unread else Exit.OK


# -- on file -------------------------------------------------------------------------------------------------------------------


def _on_file(citation: Citation, project: Project) -> tuple[list[OnFile], list[Listed]]:
    """The sections that a citation fits, or those that name an act; empty if none is on file, or it is a list.

    Of a section that is not on file, what the tables of contents on file say.
    """
    paths: dict[str, Path] = {}
    sources: list[Source] = []
    for file in project.law_files():
        shown = project.display(file)
        source = read_source(file, shown)
        if isinstance(source, Source):
            sources.append(source)
            paths[shown] = file
    library = open_library(sources)

    def evidence(shown: str) -> Evidence:
        return evidence_beside(paths[shown], shown)

    if isinstance(citation, SessionLaw):
        return _acts(citation, library, evidence), []
    places = []
    for identity, path in fitting(library.cites, citation):
        section, _ = library.read(identity, evidence)
        places.append(OnFile(identity, path, _words(section, path)))
    return places, [] if places else _listed(citation, library, evidence)


def _listed(citation: Citation, library: Library, evidence: Callable[[str], Evidence]) -> list[Listed]:
    """The entries for a section in the tables of contents on file."""
    if not isinstance(citation, CodeSection | Regulation) or citation.section is None:
        return []
    found = []
    for identity, source in library.sources.items():
        if citation.section in source.text:
            section, _ = library.read(identity, evidence)
            found += [Listed(identity, table, entry) for table, entry in (entries_of(section, citation) if section is not None else ())]
    return found


def _words(section: Section | None, path: tuple[str, ...]) -> str:
    """The heading of the newest text, and whether it has the unit."""
    if section is None or not section.versions:
        return "its file has problems (`pincite check`)"
    newest = section.versions[-1]
    heading = next((unit.text.strip() for unit in units_of(newest) if unit.path == ("heading",)), "")
    words = f"“{' '.join(heading.split())}”" if heading else "no heading"
    if path and find_unit(section, path, newest.from_) is None and find_unit(section, path) is None:
        words += "; its newest text has no such unit"
    return words


def _acts(citation: SessionLaw, library: Library, evidence: Callable[[str], Evidence]) -> list[OnFile]:
    """The sections on file that this act touched."""
    places = []
    for identity, source in library.sources.items():
        if f"ch. {citation.chapter}" not in source.text:
            continue
        section, _ = library.read(identity, evidence)
        for act in section.acts if section is not None else ():
            named = parse(act.title)
            if not isinstance(named, SessionLaw) or not _same(named, citation):
                continue
            when = f", effective {act.effective}" if act.effective is not None else ""
            places.append(OnFile(identity, (), f"{write(named)}, an act on it{when}"))
    return places


def _same(act: SessionLaw, cited: SessionLaw) -> bool:
    """Whether an act on file is the one cited, or the cited chapter holds it. A state that is not named does not differ."""
    states = act.jurisdiction is None or cited.jurisdiction is None or act.jurisdiction == cited.jurisdiction
    return (
        states
        and (act.year, act.chapter, act.session) == (cited.year, cited.chapter, cited.session)
        and cited.section in {None, act.section}
        and cited.pin[: len(act.pin)] == act.pin
    )
