"""What of a clause holds for everybody, although an act that applies only to some changed its unit, and later acts changed it again.

Used by `standings.py` where a later act cannot be done to the text without the earlier one, so that this text is not on file since. What is
known of it then: it ended as it stood on the eve of the later act, and an act without `applies` is done for everybody.
"""

from datetime import date

from pincitec.check.clauses import CheckedClause
from pincitec.check.eras import Other
from pincitec.check.fares import Fare, fares
from pincitec.check.laws import Laws
from pincitec.law.flat import FlatText
from pincitec.law.model import Act, Section, Version
from pincitec.law.places import governing_act


def last_text(section: Section, other: Other, day: date) -> Version | None:
    """The last text on file for those to whom an act does not apply, where a later act has ended it by a day."""
    ended = [v for v in section.alternatives.get(other.act.title, ()) if v.until is not None and other.begins < v.until <= day]
    return max(ended, key=lambda v: v.from_, default=None)


def overtaken(clause: CheckedClause, found: tuple[Fare, ...], stands: bool, version: Version | None, other: Other, laws: Laws) -> bool:
    """Whether a clause stands, or does not, for everybody. `found`: how its quotations fare in `version`, the text with the act."""
    if version is None:
        return False
    if set_out_anew(clause, version, other, laws):
        return True
    return stands_for_everybody(clause, found, version, other, laws) if stands else stands_for_nobody(clause, version, other, laws)


def set_out_anew(clause: CheckedClause, version: Version, other: Other, laws: Laws) -> bool:
    """Whether all words of the units that a clause quotes were brought later, and for everybody."""
    section = laws.sections[other.section]
    texts = [laws.text(c.place, version) for c in clause.quotes if c.place.section == other.section and c.place.fixed is None]
    acts = [act for text in texts if text is not None for act in acts_in(section, text, 0, len(text.text))]
    return bool(acts) and None not in texts and all(act is not None and for_everybody(act, other) for act in acts)


def stands_for_everybody(clause: CheckedClause, found: tuple[Fare, ...], version: Version, other: Other, laws: Laws) -> bool:
    """Whether a clause that stands rests on words that later acts brought for everybody, and else on words that stood in both texts."""
    section = laws.sections[other.section]
    last = last_text(section, other, version.from_)
    if last is None:
        return False
    before = fares(clause, {**{c.place.section: None for c in clause.quotes}, other.section: last}, laws)
    later = False
    for cited, now, then in zip(clause.quotes, found, before, strict=True):
        if cited.place.section != other.section or cited.place.fixed is not None:
            continue
        acts = acts_behind(section, now)
        if acts and all(act is not None and for_everybody(act, other) for act in acts):
            later = True
        elif not acts or then.status != "verified" or any(act is not None and same(act, other.act) for act in acts):
            return False
    return later


def stands_for_nobody(clause: CheckedClause, version: Version, other: Other, laws: Laws) -> bool:
    """Whether a clause whose words the text with an act does not have was also absent from the last text without it. What a later act
    brought, it brought to both."""
    last = last_text(laws.sections[other.section], other, version.from_)
    if last is None or not last.complete or {c.place.section for c in clause.quotes} != {other.section}:
        return False
    statuses = {f.status for f in fares(clause, {other.section: last}, laws)}
    return "unknown" not in statuses and statuses != {"verified"}


def acts_behind(section: Section, fare: Fare) -> tuple[Act | None, ...]:
    """The acts that brought the words of a quotation; empty where the words do not stand."""
    if fare.match is None or fare.flat is None:
        return ()
    found = (act for start, end in fare.match.segments for act in acts_in(section, fare.flat, start, end))
    return tuple(dict.fromkeys(found))


def acts_in(section: Section, text: FlatText, start: int, end: int) -> tuple[Act | None, ...]:
    """The acts that brought the words of a range, as they govern; None for words of which no act on file is known."""
    pieces = (run.piece for run in text.runs_in(start, end))
    titles = dict.fromkeys(piece.act for piece in pieces if piece is not None and piece.text.strip())
    return tuple(governing_act(section, title) if title is not None else None for title in titles)


def for_everybody(act: Act, other: Other) -> bool:
    """Whether an act took effect after the one that applies only to some, and itself applies to all."""
    return act.applies is None and bool(act.periods) and min(p.from_ for p in act.periods) > other.begins


def same(act: Act, other: Act) -> bool:
    return act.title == other.title or act.title in other.reconciled or other.title in act.reconciled
