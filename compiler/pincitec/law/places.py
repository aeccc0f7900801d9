"""Finding things in a section: the version of a day, a unit by its designations, a note, an act; and citing them.

Assumes a section of `reading`. A unit is found by its designations in the newest text on file, or on a day, and from then on known by its
identity, which survives renumbering.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

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


def text_on_file(section: Section) -> Version | None:
    """The version that holds the newest text on file."""
    return version_on(section, section.text_on)


def find_unit(section: Section, path: tuple[str, ...], on: date | None = None) -> Target | None:
    """The unit that bears these designations on a day; without one, in the newest text on file.

    Acts after that text never change which unit of it a designation names. One that no unit of that text bears names a unit which bears it
    later, if no other unit ever did. Headings are compared after normalisation.
    """
    wanted = tuple(normalise(part).strip().removesuffix(":") for part in path)
    version = text_on_file(section) if on is None else version_on(section, on)
    found = bearers(version, wanted) if version is not None else []
    if on is None and not found:
        return _later(section, wanted)
    surviving = [unit for unit in found if unit.identity in section.surviving]
    choice = surviving or found
    return Target("unit", choice[0].identity, choice[0].path) if len(choice) == 1 else None


def bearers(version: Version, path: tuple[str, ...]) -> list[UnitText]:
    """The units that bear these designations on the days of a version."""
    return [unit for unit in units_of(version) if unit.path == path]


def _later(section: Section, path: tuple[str, ...]) -> Target | None:
    """The one unit that ever bears these designations, if it does so after the newest text on file, within what the outer ones name."""
    found = [(version, unit) for version in section.versions for unit in bearers(version, path)]
    if len({unit.identity for _, unit in found}) != 1 or found[0][0].from_ <= section.text_on:
        return None
    version, unit = found[0]
    if len(path) > 1:
        outer = find_unit(section, path[:-1])
        around = unit_in(version, outer.identity) if outer is not None else None
        if around is None or unit.identity not in {child.identity for child in around.children}:
            return None
    return Target("unit", unit.identity, unit.path)


def designation_of(section: Section, identity: str) -> tuple[tuple[str, ...], date | None] | None:
    """How a unit is cited: its designations in the newest text on file, or those of another day with that day, if without it they name no
    unit or another one. Of a unit that comes later it is the first day on which it bears them, of a former one the last. None if no
    citation names it alone."""
    newest = text_on_file(section)
    own = unit_in(newest, identity) if newest is not None else None
    held = [(v, unit) for v in section.versions for unit in [unit_in(v, identity)] if unit is not None]
    if own is None and not held:
        return None
    later = [(v, unit) for v, unit in held if v.from_ > section.text_on]
    version, unit = later[0] if later else held[-1]
    path = own.path if own is not None else unit.path
    day = version.from_ if later or version.until is None else version.until - timedelta(days=1)
    for on in (None, day):
        target = find_unit(section, path, on)
        if target is not None and target.identity == identity:
            return path, on
    return None


def enclosing(section: Section, identity: str, on: date | None = None) -> tuple[str, ...]:
    """The identities of the units around a unit, outermost first, and its own: on a day, or in the newest text on file, or in the oldest
    that has it."""
    first = version_on(section, on) if on is not None else text_on_file(section)
    for version in (*((first,) if first is not None else ()), *section.versions):
        found = next((chain for unit in version.units for chain in _chains(unit) if chain[-1] == identity), None)
        if found is not None:
            return found
    return (identity,)


def _chains(unit: UnitText) -> Iterator[tuple[str, ...]]:
    yield (unit.identity,)
    for child in unit.children:
        yield from ((unit.identity, *chain) for chain in _chains(child))


def changed_by(section: Section, act: Act, paths: Iterable[tuple[str, ...]]) -> frozenset[str] | None:
    """The identities of the units that bear these designations when an act takes effect, or, of one that waits, in the newest text on file
    or later. None where one of them names no unit."""
    day = act.effective
    since = section.text_on if day is None else day
    versions = [v for v in section.versions if (v.until is None or v.until >= since) and (day is None or v.from_ <= day)]
    found = {path: {unit.identity for version in versions for unit in bearers(version, path)} for path in paths}
    return frozenset().union(*found.values()) if all(found.values()) else None


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
