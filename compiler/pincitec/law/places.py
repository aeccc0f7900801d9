"""Finding things in a section: the version of a day, a unit by its designations, a note, an act; and citing them.

Assumes a section of `reading`. A unit is found by its designations on a day and from then on known by its identity, which
survives renumbering.
"""

import re
from collections.abc import Iterator
from datetime import date

from attrs import frozen

from pincitec.law.ladder import level
from pincitec.law.model import Act, Note, Piece, Section, Status, UnitText, Version
from pincitec.law.normalise import normalise


@frozen
class Target:
    """A citable place. `kind`: "unit", "history", "note" or "act"; `identity` of a unit as in `UnitText.identity`."""

    kind: str
    identity: str
    path: tuple[str, ...]


def version_on(section: Section, day: date) -> Version | None:
    """The version in force on a day; None where the text of that day is not on file."""
    return next((v for v in section.versions if v.from_ <= day and (v.until is None or day < v.until)), None)


def governing_act(section: Section, title: str) -> Act | None:
    """The act that changed the text under this title: the act itself, or the statement that deals with it and others."""
    combined = next((act for act in section.acts if title in act.reconciled), None)
    return combined if combined is not None else next((act for act in section.acts if act.title == title), None)


def version_before_act(section: Section, act_title: str) -> Version | None:
    """The version that applied just before the act took effect; None if the act or that version is not on file."""
    act = governing_act(section, act_title)
    if act is None or act.effective is None:
        return None
    return next((v for v in section.versions if v.until == act.effective), None)


def units_of(version: Version) -> Iterator[UnitText]:
    """All units of a version in reading order."""
    pending = list(reversed(version.units))
    while pending:
        unit = pending.pop()
        yield unit
        pending.extend(reversed(unit.children))


def unit_in(version: Version, identity: str) -> UnitText | None:
    """The unit on the days of a version; None if it does not exist then.

    Where the words around it are not on file (`version.complete` is false) its absence proves nothing.
    """
    return next((unit for unit in units_of(version) if unit.identity == identity), None)


def find_unit(section: Section, path: tuple[str, ...], on: date | None = None) -> Target | None:
    """The unit with these designations on a day, or the last one to bear them. Headings are compared after normalisation.

    Without a day, one that an act took away after the newest text on file is still found: clauses about it stand until that day.
    """
    wanted = tuple(normalise(part).strip().removesuffix(":") for part in path)
    for version in _on(section, on):
        found = [unit for unit in units_of(version) if unit.path == wanted]
        surviving = [unit for unit in found if unit.identity in section.surviving]
        choice = surviving or found
        if choice:
            return Target("unit", choice[0].identity, choice[0].path) if len(choice) == 1 else None
    return None


def _on(section: Section, on: date | None) -> Iterator[Version]:
    """The version of a day; without one, those from the newest back to that of the newest text on file."""
    if on is not None:
        version = version_on(section, on)
        if version is not None:
            yield version
        return
    for version in reversed(section.versions):
        yield version
        if any(piece.status is Status.VERBATIM for unit in units_of(version) for piece in unit.pieces):
            return


def find_history(section: Section) -> Target | None:
    return Target("history", "history", ("history",)) if section.history is not None else None


def find_note(section: Section, words: str) -> Target | None:
    """The one note with this label, or with a paragraph that begins with these words."""
    label = normalise(words).strip()
    notes = list(all_notes(section))
    found = [note for note in notes if note.label is not None and normalise(note.label) == label]
    if not found:
        found = [n for n in notes if any(normalise(line).strip().startswith(label) for line in n.text.split("\n"))]
    return Target("note", f"note:{found[0].span.start}", ("note", words)) if len(found) == 1 and label else None


def find_act(section: Section, title: str) -> Target | None:
    act = next((act for act in section.acts if act.title == title), None)
    return Target("act", f"act:{title}", ("act", title)) if act is not None else None


def all_notes(section: Section) -> Iterator[Note]:
    """Notes on the section, then those of its acts, newest act first."""
    yield from section.notes
    for act in reversed(section.acts):
        yield from act.notes


def text_of(section: Section, target: Target, version: Version | None) -> UnitText | None:
    """The words of a place: of a unit in the version, of a history line, a note or an act's notes as annotated."""
    if target.kind == "unit":
        return unit_in(version, target.identity) if version is not None else None
    notes: list[Note] = []
    if target.kind == "history" and section.history is not None:
        notes = [section.history]
    elif target.kind == "note":
        notes = [n for n in all_notes(section) if f"note:{n.span.start}" == target.identity]
    elif target.kind == "act":
        notes = [n for act in section.acts if f"act:{act.title}" == target.identity for n in act.notes]
    pieces = tuple(Piece(n.text, Status.VERBATIM, n.span, n.act) for n in notes)
    return UnitText(target.identity, target.path, "", pieces) if pieces else None


def cite_unit(section: Section, path: tuple[str, ...]) -> str:
    """The pincite of a place, as a lawyer writes it.

    Lettered and numbered units of a statute follow the section in parentheses; headings and terms of a page are quoted.
    """
    base = section.cites[0] if section.cites else section.id
    if path[:1] in {("note",), ("act",)} and len(path) == 2:
        return f"{base}, {'annotation' if path[0] == 'note' else 'annotations of'} {path[1]}"
    levels = [found for sample in section.ladder if (found := level(sample)) is not None]
    cited = base
    for depth, part in enumerate(path):
        if depth < len(levels) and levels[depth].order(part) is not None:
            cited += f"({part})"
        elif part.startswith("¶"):
            cited += f", paragraph {part.removeprefix('¶')}"
        elif part.isdecimal():
            cited += f", item {part}"
        elif path in {("heading",), ("history",)}:
            cited += f", {part}"
        else:
            cited += f', "{part}"'
    return cited


_PATH = re.compile(r"""\(\s*(?:"(?P<quoted>[^"]*)"|(?P<label>[^()"]*?(?:\s+"[^"]*")?))\s*\)""")


def parse_cite(sections: dict[str, tuple[str, ...]], cite: str) -> tuple[str, tuple[str, ...]] | None:
    """Section and path of `us-nm/22-10A-11(C)(1)` or `NMSA 1978, § 22-10A-11(C)(1)`; None if it names no section.

    `sections` gives the cites under which each section is known. The longest name that fits is taken.

    >>> parse_cite({"us-nm/1": ("NMSA 1978, § 1",)}, "NMSA 1978, § 1(C)(2)")
    ('us-nm/1', ('C', '2'))
    """
    wanted = normalise(cite).strip()
    names = [(normalise(name), identity) for identity, cites in sections.items() for name in (identity, *cites)]
    for name, identity in sorted(names, key=lambda pair: -len(pair[0])):
        rest = wanted[len(name) :].strip()
        if not wanted.startswith(name) or (rest and not rest.startswith("(")):
            continue
        if _PATH.sub("", rest).strip():
            return None
        return identity, tuple(m["quoted"] if m["quoted"] is not None else m["label"] for m in _PATH.finditer(rest))
    return None
