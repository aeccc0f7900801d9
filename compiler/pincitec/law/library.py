"""All sections of a project by name, each read when it is asked for.

A rule base may hold thousands of sections; a question about one of them must not read the others.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.law.model import Evidence, Section
from pincitec.law.places import parse_cite
from pincitec.law.reading import index_sections, read_section

_CITE = re.compile(r'^cite[ \t]+"((?:[^"\\\n]|\\["\\{])*)"', re.MULTILINE)

_YEAR = re.compile(r"\s\((?:1[789]|20)\d\d\)$")
"""The edition at the end of a citation, which is no unit of the section."""


@frozen
class Library:
    """The `.law` files of a project: the source of each section, and the cites under which it is known."""

    sources: dict[str, Source]
    cites: dict[str, tuple[str, ...]]
    problems: tuple[Diagnostic, ...]

    def find(self, cite: str) -> tuple[str, tuple[str, ...]] | None:
        """Section and path that a citation names; None if it names no section on file, or may name several.

        A cite that a file states, or the identity, comes first; else the citation is read, and its place compared.
        """
        found = self.candidates(cite)
        return found[0] if len(found) == 1 else None

    def candidates(self, cite: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The sections that a citation may name, with the paths in them: several where two state the same cite, or it names no code."""
        stated = parse_cite(self.cites, cite)
        if stated is None or _YEAR.search(cite):
            from pincitec.law.citations.on_file import fitting  # brings the grammar, which a stated cite does not need

            return fitting(self.cites, cite)
        others = {identity: cites for identity, cites in self.cites.items() if identity != stated[0]}
        other = parse_cite(others, cite)
        return (stated,) if other is None or other[1] != stated[1] else tuple(sorted((stated, other)))

    def read(
        self, identity: str, evidence: Callable[[str], Evidence], known_on: date | None = None
    ) -> tuple[Section | None, list[Diagnostic]]:
        """A section by its identity, as it was on file on the day `known_on` if one is given. `evidence` makes the reader of source files
        from the path of a `.law` file."""
        source = self.sources[identity]
        return read_section(source, evidence(source.path), known_on)

    def suggestion(self, cite: str) -> str | None:
        """A section whose name is near, for a message."""
        names = [name for identity, cites in self.cites.items() for name in (identity, *cites)]
        return did_you_mean(cite, names) or did_you_mean(cite.partition("(")[0], names)


def open_library(sources: Iterable[Source]) -> Library:
    """The sections in these files, by their first lines."""
    index, problems = index_sections(sources)
    cites = {
        identity: tuple(re.sub(r'\\(["\\{])', r"\1", cite) for cite in _CITE.findall(source.text)) for identity, source in index.items()
    }
    return Library(index, cites, tuple(problems))
