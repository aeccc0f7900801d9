"""What the act did to the text: its operations as the file has them, and every unit of the section that is not what it was.

Second step. Rests on the versions on either side of the day and on the recorded operations between them, and on nothing else.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from attrs import frozen

from pincite.impact.model import ActSaid, Change, OperationSaid, OtherAct, Run, UnitChange
from pincite.impact.rules import Rules
from pincitec.law.model import Act, Section, UnitText, Version
from pincitec.law.places import cite_unit, units_of, version_on
from pincitec.law.redline import Fate, RedlineUnit, redline


@frozen
class Turn:
    """A day on which a section changed, with what stands on either side: None where nothing is on file."""

    section: Section
    day: date
    before: Version | None
    after: Version | None
    redlines: Mapping[str, RedlineUnit]

    @property
    def complete_before(self) -> bool:
        return self.before is not None and self.before.complete

    @property
    def complete_after(self) -> bool:
        return self.after is not None and self.after.complete


def day_of(act: Act) -> date | None:
    """The day from which the act changed the text; None where it never took effect, or where that day is not on file."""
    return act.periods[0].from_ if act.periods else None


def turn_on(section: Section, day: date) -> Turn:
    eve = day - timedelta(1)
    marked = redline(section, eve, day) or ()
    return Turn(section, day, version_on(section, eve), version_on(section, day), {u.identity: u for u in marked})


def act_said(section: Section, act: Act, day: date | None, rules: Rules) -> ActSaid:
    """The act with its operations, in the words of the file."""
    text = section.source.text
    said = [OperationSaid(" ".join(text[o.span.start : o.span.end].split()), rules.where(o.span)) for o in (*act.operations, *act.on_acts)]
    said += [OperationSaid(f"remainder “{words}”", rules.where(act.span)) for words in act.remainder]
    return ActSaid(
        act.title,
        act.reconciled or (act.title,),
        section.id,
        cite_unit(section, ()),
        day,
        act.enacted,
        act.periods[0].until if act.periods else act.until,
        act.applies.words if act.applies else None,
        rules.where(act.span),
        tuple(said),
        tuple(others(section, act, day, rules)) if day else (),
    )


def others(section: Section, act: Act, day: date, rules: Rules) -> Iterator[OtherAct]:
    """The other acts that changed a text on the same day, of this section first."""
    for held in (section, *(s for s in rules.sections.values() if s.id != section.id)):
        titles = dict.fromkeys(a.act for a in held.amendments if a.on == day)
        for title in titles:
            if held.id != section.id or title != act.title:
                yield OtherAct(held.id, cite_unit(held, ()), title)


def changes_of(turn: Turn) -> tuple[UnitChange, ...]:
    """The units that changed, in the order in which the redline reads."""
    old = {u.identity: u for u in units_of(turn.before)} if turn.before else {}
    new = {u.identity: u for u in units_of(turn.after)} if turn.after else {}
    return tuple(
        made
        for identity, marked in turn.redlines.items()
        for made in [change_of(old.get(identity), new.get(identity), marked, turn.section)]
        if made is not None
    )


def change_of(old: UnitText | None, new: UnitText | None, marked: RedlineUnit, section: Section) -> UnitChange | None:
    if old is None:
        change = Change.ADDED
    elif new is None:
        change = Change.REMOVED
    elif any(r.fate is not Fate.KEPT for r in marked.runs) or (marked.whole and not marked.runs):
        change = Change.AMENDED
    elif old.path != new.path or marked.changed:
        change = Change.REDESIGNATED
    else:
        return None
    acts = tuple(dict.fromkeys(r.act for r in marked.runs if r.act is not None and r.fate is not Fate.KEPT))
    before, after = (cite_unit(section, u.path) if u else None for u in (old, new))
    runs = tuple(Run(r.text, r.fate.value, r.act, r.status.value) for r in marked.runs)
    return UnitChange(change, before, after, marked.designator, marked.was_designator, acts, runs, marked.whole)


def redline_of_words(turn: Turn, ranges: Mapping[str, tuple[int, int]]) -> tuple[Run, ...] | None:
    """The redline of a stretch of the old text: of each unit by identity the range `[start, end)` of its own words, in reading order.

    What gave way is shown as far as it lies in the stretch, what came in its place as a whole. None where the change of one of the units
    is not on file word by word.
    """
    made: list[Run] = []
    for identity, (start, end) in ranges.items():
        unit = turn.redlines.get(identity)
        if unit is None or (unit.whole and unit.changed):
            return None
        made += stretch(unit, start, end)
    return tuple(made)


def stretch(unit: RedlineUnit, start: int, end: int) -> Iterator[Run]:
    position = 0
    replaced = False
    for run in unit.runs:
        if run.fate is Fate.INSERTED:
            if replaced or start < position < end:
                yield Run(run.text, run.fate.value, run.act, run.status.value)
            continue
        low, high = max(start - position, 0), min(end - position, len(run.text))
        replaced = run.fate is Fate.STRUCK and low < high
        if low < high:
            yield Run(run.text[low:high], run.fate.value, run.act if run.fate is Fate.STRUCK else None, run.status.value)
        position += len(run.text)
