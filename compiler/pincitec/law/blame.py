"""Where the words of a version come from: for each run of characters, the acts that brought it, newest first.

An act that put words in place of others inherits what is known of those: the chain goes on with the acts that brought the words that
gave way. Worked out from the recorded operations (`Section.amendments`) alone, as the redline is.
"""

from datetime import date

from attrs import frozen

from pincitec.diagnostics import Span
from pincitec.law.model import Piece, Section, Status, UnitText, Version
from pincitec.law.places import governing_act, units_of


@frozen
class Link:
    """One act behind words. `struck`: the words that gave way to them, or to the words that a later link struck; empty if none did.

    Inferred characters of `struck` stand in `{?…}`, words that are not on file are described in `⟨…⟩`.
    """

    act: str
    on: date | None
    struck: str
    worded_by: tuple[str, ...] = ()
    """Acts that changed what this act would do before it took effect: some of the words may be theirs."""


@frozen
class Run:
    """Characters of one status and one chain of acts. `span`: where they stand in the `.law`; an empty chain: no act on file did it."""

    text: str
    status: Status
    span: Span | None
    chain: tuple[Link, ...]


@frozen
class UnitBlame:
    """A unit's own words, and the units below it. `label_since`: when and by which acts it got its present designation."""

    identity: str
    path: tuple[str, ...]
    designator: str
    runs: tuple[Run, ...]
    label_since: "Relabelled | None"
    children: "tuple[UnitBlame, ...]" = ()


@frozen
class Relabelled:
    """A unit that bore another designation until the day `on`."""

    former: tuple[str, ...]
    on: date
    acts: tuple[str, ...]


Chains = dict[str, list[tuple[Link, ...]]]


def blame(section: Section, version: Version) -> tuple[UnitBlame, ...]:
    """The units of a version of the section, each run of words with the acts behind it."""
    chains = _chains(section, version)
    return tuple(_unit(section, version, unit, chains) for unit in version.units)


def _chains(section: Section, version: Version) -> Chains:
    """For each unit and character of the version, the acts behind it, as far as the operations lead."""
    chains = _oldest(section)
    for stage in section.versions:
        if stage.from_ > version.from_:
            break
        for amendment in section.amendments:
            if amendment.on != stage.from_:
                continue
            for splice in amendment.splices:
                old, new = (sum(len(p.text) for p in pieces) for pieces in (splice.old, splice.new))
                own = chains.get(splice.identity)
                if own is None or len(own) < splice.start + old:
                    continue
                link = Link(amendment.act, amendment.on, "".join(map(_marked, splice.old)), _worded_by(section, amendment.act))
                earlier = dict.fromkeys(before for chain in own[splice.start : splice.start + old] for before in chain)
                own[splice.start : splice.start + old] = [(link, *earlier)] * new
        for unit in units_of(stage):
            own = chains.get(unit.identity)
            if own is None or len(own) != len(unit.text):
                chains[unit.identity] = [_last(section, piece) for piece in unit.pieces for _ in piece.text]
    return chains


def _oldest(section: Section) -> Chains:
    """The characters of the units as they were before the acts that made the first version, where those only changed words."""
    first = section.versions[0]
    grown: dict[str, int] = {}
    for amendment in section.amendments:
        if amendment.on == first.from_:
            for splice in amendment.splices:
                change = sum(len(p.text) for p in splice.new) - sum(len(p.text) for p in splice.old)
                grown[splice.identity] = grown.get(splice.identity, 0) + change
    return {unit.identity: [()] * (len(unit.text) - grown[unit.identity]) for unit in units_of(first) if unit.identity in grown}


def _marked(piece: Piece) -> str:
    return "{?" + piece.text + "}" if piece.status is Status.INFERRED else piece.text


def _last(section: Section, piece: Piece) -> tuple[Link, ...]:
    """What the version itself says of a piece: the act that brought it, without what went before."""
    if piece.act is None:
        return ()
    act = governing_act(section, piece.act)
    return (Link(piece.act, act.effective if act is not None else None, "", _worded_by(section, piece.act)),)


def _worded_by(section: Section, title: str) -> tuple[str, ...]:
    act = governing_act(section, title)
    return tuple(change.by for change in act.changed_by if change.kind == "amended") if act is not None else ()


def _unit(section: Section, version: Version, unit: UnitText, chains: Chains) -> UnitBlame:
    return UnitBlame(
        unit.identity,
        unit.path,
        unit.designator,
        tuple(_runs(unit, chains[unit.identity])),
        _relabelled(section, version, unit),
        tuple(_unit(section, version, child, chains) for child in unit.children),
    )


def _runs(unit: UnitText, chains: list[tuple[Link, ...]]) -> list[Run]:
    found: list[Run] = []
    position = 0
    for piece in unit.pieces:
        start = 0
        for end in range(1, len(piece.text) + 1):
            if end < len(piece.text) and chains[position + end] == chains[position + start]:
                continue
            text, chain = piece.text[start:end], chains[position + start]
            last = found[-1] if found else None
            if last is not None and (last.status, last.chain) == (piece.status, chain):
                found[-1] = Run(last.text + text, last.status, last.span, chain)
            else:
                found.append(Run(text, piece.status, piece.span, chain))
            start = end
        position += len(piece.text)
    return found


def _relabelled(section: Section, version: Version, unit: UnitText) -> Relabelled | None:
    """The last change of the unit's designation up to a version."""
    found: Relabelled | None = None
    path: tuple[str, ...] | None = None
    for stage in section.versions:
        if stage.from_ > version.from_:
            break
        now = next((u.path for u in units_of(stage) if u.identity == unit.identity), None)
        if path is not None and now is not None and now != path:
            found = Relabelled(path, stage.from_, stage.acts)
        path = now or path
    return found
