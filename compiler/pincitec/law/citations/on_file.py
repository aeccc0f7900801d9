"""Which section on file a citation names, however it is written.

A citation that names no code may fit several sections; then all of them are told, and none is taken.
"""

from collections.abc import Mapping

from pincitec.diagnostics import Diagnostic
from pincitec.law.citations.model import Citation, CodeSection, Place, Regulation
from pincitec.law.citations.reading import parse
from pincitec.law.listing import Contents, Entry
from pincitec.law.model import Section

Target = tuple[str, tuple[str, ...]]
"""A section by its identity, and the designators of a unit in it."""


def fitting(sections: Mapping[str, tuple[str, ...]], cite: str | Citation) -> tuple[Target, ...]:
    """The sections that a citation of one place may name. `sections` gives the cites under which each is known.

    An edition that the citation states does not count: which text is meant is a matter of the day.

    >>> fitting({"us-nm/1-2-3": ("NMSA 1978, § 1-2-3",)}, "Subsection C of Section 1-2-3 NMSA 1978")
    (('us-nm/1-2-3', ('C',)),)
    """
    wanted = parse(cite) if isinstance(cite, str) else cite
    if not isinstance(wanted, CodeSection | Regulation) or wanted.section is None:
        return ()
    found: dict[Target, None] = {}
    for identity, cites in sections.items():
        for known in cites:
            if wanted.section in known.translate(_HYPHENS):  # most are not: a citation is read in a hundred microseconds
                path = _path(parse(known), wanted)
                if path is not None:
                    found[identity, path] = None
    return tuple(sorted(found))


def listed(section: Section, cite: Citation) -> tuple[tuple[Contents, Entry], ...]:
    """What the tables of contents on file with a section say of the section cited, which lies in the same code as far as the cite says."""
    own = parse(section.cites[0]) if section.cites else None
    if not isinstance(cite, CodeSection | Regulation) or cite.section is None or type(own) is not type(cite):
        return ()
    if cite.code is not None and (cite.code, cite.title) != (own.code, own.title):
        return ()
    return tuple(
        (table, entry) for table in section.contents for entry in table.entries if entry.number.translate(_HYPHENS) == cite.section
    )


_HYPHENS = str.maketrans("–‑", "--")


def _path(known: Citation | Diagnostic, wanted: Place) -> tuple[str, ...] | None:
    """What the one adds to the other: the designators of a unit. None if it does not lie in it."""
    if not isinstance(known, CodeSection | Regulation) or not isinstance(wanted, CodeSection | Regulation):
        return None
    if wanted.code is not None and (known.code, known.title) != (wanted.code, wanted.title):
        return None
    noted = (isinstance(known, CodeSection) and known.note, isinstance(wanted, CodeSection) and wanted.note)
    if known.section != wanted.section or noted[0] != noted[1] or wanted.pin[: len(known.pin)] != known.pin:
        return None
    return wanted.pin[len(known.pin) :]
