"""The law as it would be if an act had done nothing to other acts: had not postponed, amended, ended, revived or repealed them.

What such an act did is seen only beside that law. The act's own operations on the text stay, so that the difference is that of what it did
to others alone. Assumes a section that was read without errors.
"""

from collections.abc import Iterator
from datetime import date

from attrs import evolve, frozen

from pincitec.law.acts import build_acts
from pincitec.law.chain import settle
from pincitec.law.events import title_of
from pincitec.law.ladder import level
from pincitec.law.layout import read_units
from pincitec.law.model import Amendment, Section, Version
from pincitec.law.otherwise import anew, tell
from pincitec.law.places import units_of
from pincitec.law.replay import Checkpoint
from pincitec.law.state import Context, walk
from pincitec.syntax.law_build import build_law
from pincitec.syntax.law_parse import parse_law


def section_without(section: Section, title: str) -> Section:
    """The section, had the act of this title done nothing to other acts. From a day whose text cannot be told it has no versions."""
    lossless, _ = parse_law(section.source)
    assert lossless is not None  # INVARIANT: the section was read from this text
    law, _ = build_law(lossless)
    ladder = tuple(found for sample in section.ladder for found in [level(sample)] if found is not None)
    checkpoints = tuple(Checkpoint(n, read_units(n.verbatim, ladder)[0]) for n in sorted(law.texts, key=lambda text: text.on))
    context = Context(ladder, frozenset(unit.identity for unit in walk(checkpoints[-1].state)))
    told = tell(checkpoints, settle(law.acts, context), context)
    quiet = (evolve(act, on_acts=()) if title_of(act) == title else act for act in law.acts)
    settled = settle(tuple(act for act in quiet if act.operations or act.remainders or title_of(act) != title), context)
    told = anew(told, settled, context)
    kept = {act.title: act for act in build_acts(settled, told.replay, context)[0]}
    done = tuple(Amendment(s.event.day, s.event.title, s.splices, s.moves) for s in told.replay.steps) if told.versions else ()
    acts = tuple(kept.get(act.title, act) for act in section.acts)
    return evolve(section, versions=told.versions, acts=acts, amendments=done)


@frozen
class Stretch:
    """The days `[from_, until)` on which a section has one text in each of two tellings; None where one has none."""

    from_: date
    until: date | None
    one: Version | None
    other: Version | None

    @property
    def told(self) -> bool:
        """Whether both texts are on file whole."""
        return self.one is not None and self.one.complete and self.other is not None and self.other.complete


def stretches(one: Section, other: Section) -> Iterator[Stretch]:
    """The stretches of days on which the texts of two tellings of one section differ, oldest first; neighbours of the same two texts are
    one stretch."""
    days = sorted({day for s in (one, other) for v in s.versions for day in (v.from_, v.until) if day is not None})
    open_: Stretch | None = None
    for i, day in enumerate(days):
        until = days[i + 1] if i + 1 < len(days) else None
        a, b = (next((v for v in s.versions if v.from_ <= day and (v.until is None or day < v.until)), None) for s in (one, other))
        same = open_ is not None and (words_of(a), words_of(b)) == (words_of(open_.one), words_of(open_.other))
        if open_ is not None and same:
            open_ = evolve(open_, until=until)
            continue
        if open_ is not None:
            yield open_
        open_ = Stretch(day, until, a, b) if words_of(a) != words_of(b) else None
    if open_ is not None:
        yield open_


def words_of(version: Version | None) -> object:
    """All that a reader sees of a version."""
    if version is None:
        return None
    ended = None if version.ended is None else (version.ended.kind, version.ended.to)
    return version.complete, ended, tuple((unit.path, unit.designator, unit.text) for unit in units_of(version))
