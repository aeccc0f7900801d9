"""A redline between two days, made from the recorded operations: the law says what was struck, so nothing is guessed by a diff.

Assumes a section of `reading`. Where an act changed a unit in words that are not on file, both texts are shown whole. Where it rewrote all
words of a unit, those with which both texts begin and end alike are shown as kept, and what lies between as one change.
"""

from datetime import date
from enum import Enum
from itertools import groupby

from attrs import evolve, frozen

from pincitec.law.common import common_words
from pincitec.law.model import Move, Section, Splice, Status, UnitText, Version
from pincitec.law.places import units_of, version_on
from pincitec.law.splice import cut, length


class Fate(Enum):
    KEPT = "kept"
    STRUCK = "struck"
    INSERTED = "inserted"


@frozen
class RedlineRun:
    """Characters with what became of them, by which act, and how sure they are."""

    text: str
    fate: Fate
    act: str | None
    status: Status


@frozen
class RedlineUnit:
    """A unit with its own words marked. `whole`: it came or went as a whole, or its change is not on file word by word.

    `was_path` and `was_designator` are those of the earlier day where they were others then, else None. Words that got a designation had
    none before: "".
    """

    identity: str
    path: tuple[str, ...]
    designator: str
    runs: tuple[RedlineRun, ...]
    whole: bool
    was_path: tuple[str, ...] | None = None
    was_designator: str | None = None

    @property
    def changed(self) -> bool:
        emptied = self.whole and not self.runs
        return emptied or self.was_designator is not None or any(run.fate is not Fate.KEPT for run in self.runs)


def redline(section: Section, old_day: date, new_day: date) -> tuple[RedlineUnit, ...] | None:
    """All units of both days in reading order; None if the text of one of the days is not on file."""
    old, new = version_on(section, old_day), version_on(section, new_day)
    if old is None or new is None:
        return None
    splices = [
        (amendment.act, splice) for amendment in section.amendments if old.from_ < amendment.on <= new.from_ for splice in amendment.splices
    ]
    before = {unit.identity: unit for unit in units_of(old)}
    after = {unit.identity: unit for unit in units_of(new)}
    moves = [move for amendment in section.amendments if old.from_ < amendment.on <= new.from_ for move in amendment.moves]
    found = []
    for identity in _order(old, new):
        unit = _unit(before.get(identity), after.get(identity), splices, old, new, section)
        for move in moves:
            unit = _moved(unit, move, before, after)
        found.append(unit)
    return tuple(found)


def _moved(unit: RedlineUnit, move: Move, before: dict[str, UnitText], after: dict[str, UnitText]) -> RedlineUnit:
    """The unit with the words kept that got a designation, or lost it: they are shown once, where they stand now."""
    came = move.to in after and move.to not in before and move.from_ in before and move.from_ in after
    went = move.from_ in before and move.from_ not in after and move.to in before and move.to in after
    words = before[move.from_].text.strip() if came or went else ""
    if came and after[move.to].text == before[move.from_].text and not after[move.from_].text:
        if unit.identity == move.from_:
            return evolve(unit, runs=(), whole=True)
        if unit.identity == move.to:
            runs = tuple(RedlineRun(piece.text, Fate.KEPT, None, piece.status) for piece in after[move.to].pieces)
            return evolve(unit, runs=runs, whole=False, was_path=before[move.from_].path, was_designator="")
    if went and words and after[move.to].text.count(words) == 1 and words not in before[move.to].text:
        if unit.identity == move.from_:
            return evolve(unit, runs=(), whole=False)
        if unit.identity == move.to and not unit.whole:
            return evolve(unit, runs=_joined(unit.runs, words, before[move.from_].designator))
    return unit


def _joined(runs: tuple[RedlineRun, ...], words: str, designator: str) -> tuple[RedlineRun, ...]:
    """The runs with words that only lost their designation kept, and the designation struck before them."""
    text = "".join(run.text for run in runs if run.fate is Fate.INSERTED)
    if text.strip() != words:
        return runs
    found: list[RedlineRun] = []
    for run in runs:
        if run.fate is Fate.INSERTED and not any(r.fate is Fate.STRUCK and r.text == designator for r in found) and run.text.strip():
            found += [RedlineRun(designator, Fate.STRUCK, run.act, run.status), RedlineRun(" ", Fate.KEPT, None, run.status)]
        found.append(evolve(run, fate=Fate.KEPT, act=None) if run.fate is Fate.INSERTED else run)
    return tuple(found)


def _order(old: Version, new: Version) -> list[str]:
    """Reading order of the new text; units that are gone stand where they stood, after the unit before them."""
    order = [unit.identity for unit in units_of(new)]
    previous = -1
    for unit in units_of(old):
        if unit.identity in order:
            previous = order.index(unit.identity)
        else:
            previous += 1
            order.insert(previous, unit.identity)
    return order


def _unit(
    before: UnitText | None,
    after: UnitText | None,
    splices: list[tuple[str, Splice]],
    old: Version,
    new: Version,
    section: Section,
) -> RedlineUnit:
    shown = after if after is not None else before
    assert shown is not None
    was_path, was_designator = None, None
    if before is not None and after is not None:
        was_path = before.path if before.path != after.path else None
        was_designator = before.designator if before.designator != after.designator else None
        runs = _replayed(before, [(act, s) for act, s in splices if s.identity == shown.identity])
        if "".join(run.text for run in runs if run.fate is not Fate.STRUCK) == after.text:
            return RedlineUnit(shown.identity, shown.path, shown.designator, tuple(runs), False, was_path, was_designator)
    acts = tuple(a.act for a in section.amendments if old.from_ < a.on <= new.from_)
    only = acts[0] if len(acts) == 1 else None
    struck = [RedlineRun(p.text, Fate.STRUCK, only, p.status) for p in (before.pieces if before is not None else ())]
    inserted = [RedlineRun(p.text, Fate.INSERTED, p.act, p.status) for p in (after.pieces if after is not None else ())]
    return RedlineUnit(shown.identity, shown.path, shown.designator, (*struck, *inserted), True, was_path, was_designator)


def _replayed(unit: UnitText, splices: list[tuple[str, Splice]]) -> list[RedlineRun]:
    """The unit's old words with each splice marked. Words that came and went in between do not show."""
    runs = [RedlineRun(piece.text, Fate.KEPT, None, piece.status) for piece in unit.pieces]
    for act, splice in splices:
        standing = sum(len(run.text) for run in runs if run.fate is not Fate.STRUCK)
        whole = splice.start == 0 and standing and standing == length(splice.old)
        runs = _marked(runs, _changed_run(splice) if whole else splice, act)
    return _settled(runs)


def _changed_run(splice: Splice) -> Splice:
    """A splice that replaces all words of a unit, without the whole words with which both texts begin and end alike.

    What lies between is one run: a difference in its middle is not looked for. Words that are not on file are like none.
    """
    if any(piece.status is Status.UNKNOWN for piece in (*splice.old, *splice.new)):
        return splice
    old, new = ("".join(piece.text for piece in pieces) for pieces in (splice.old, splice.new))
    head, tail = common_words(old, new)
    return evolve(splice, start=head, old=cut(splice.old, head, len(old) - tail), new=cut(splice.new, head, len(new) - tail))


def _settled(runs: list[RedlineRun]) -> list[RedlineRun]:
    """The runs, with words kept that one act struck and another put back at the same place: a temporary act that came and went."""
    found: list[RedlineRun] = []
    for changed, group in groupby(runs, lambda run: run.fate is not Fate.KEPT):
        part = list(group)
        struck, inserted = ("".join(r.text for r in part if r.fate is fate) for fate in (Fate.STRUCK, Fate.INSERTED))
        if changed and struck == inserted:
            part = [evolve(run, fate=Fate.KEPT, act=None) for run in part if run.fate is Fate.INSERTED]
        found += part
    return found


def _marked(runs: list[RedlineRun], splice: Splice, act: str) -> list[RedlineRun]:
    """`splice.start` counts the characters that stand (kept or inserted), not those already struck."""
    end = splice.start + sum(len(piece.text) for piece in splice.old)
    inserted = [RedlineRun(piece.text, Fate.INSERTED, act, piece.status) for piece in splice.new]
    out: list[RedlineRun] = []
    position, placed = 0, False
    for run in runs:
        if run.fate is Fate.STRUCK:
            out.append(run)
            continue
        low, high = max(splice.start - position, 0), min(end - position, len(run.text))
        if low < high:
            out.append(_cut(run, 0, low))
            if run.fate is Fate.KEPT:
                out.append(RedlineRun(run.text[low:high], Fate.STRUCK, act, run.status))
            if position + high == end and not placed:
                out += inserted
                placed = True
            out.append(_cut(run, high, len(run.text)))
        elif splice.start == end and 0 <= splice.start - position < len(run.text) and not placed:
            at = splice.start - position
            out += [_cut(run, 0, at), *inserted, _cut(run, at, len(run.text))]
            placed = True
        else:
            out.append(run)
        position += len(run.text)
    if not placed:
        out += inserted
    return [run for run in out if run.text]


def _cut(run: RedlineRun, start: int, end: int) -> RedlineRun:
    return RedlineRun(run.text[start:end], run.fate, run.act, run.status)
