"""The law as it was on file on a day: without the acts that became known later, and without what those did to other acts.

An act is known from its `known` day; without one, from the day on which it was enacted; without either it counts as always known.
That the condition of an act was met is known from the day on which it was met, and not before: until then the act waits.
"""

from datetime import date

from attrs import evolve

from pincitec.law.chain import Settled, settle
from pincitec.law.events import title_of
from pincitec.law.model import Act, Section
from pincitec.law.state import Context
from pincitec.syntax.law_tree import ActNode, Quoted


def known_from(act: ActNode) -> date | None:
    """The first day on which an act was known; None: it counts as always known."""
    return act.known if act.known is not None else act.enacted


def settled_as_known(acts: tuple[ActNode, ...], day: date, context: Context) -> tuple[Settled, tuple[str, ...]]:
    """What the acts come to that were known on a day, and the titles of the others. An act of whose day nothing is known stays, because
    what it did may be in the texts on file. A statement about several acts is known once all of them are."""
    acts = tuple(_waiting_still(act, day) for act in acts)
    hidden = {title_of(act) for act in acts if (known := known_from(act)) is not None and known > day}
    undated = {title_of(act) for act in acts if act.effective is None and not act.waits}
    dated = tuple(a for a in acts if title_of(a) in undated or not hidden & {title_of(a), *(t.text for t in a.titles)})
    dated = _bridged(dated, acts)
    kept = tuple(evolve(act, on_acts=()) if title_of(act) in hidden else act for act in dated)
    return settle(kept, context), tuple(title_of(act) for act in reversed(acts) if title_of(act) in hidden)


def _waiting_still(act: ActNode, day: date) -> ActNode:
    """The act as it was known on a day before its condition was met."""
    if act.condition is None or act.condition.met is None or act.condition.met <= day:
        return act
    return evolve(act, condition=evolve(act.condition, met=None, because=None), effective=None)


def counted_as_known(section: Section) -> tuple[Act, ...]:
    """The acts of which nothing on file says when they became known, and which may have become known after the day of knowledge: those
    that take effect later, that reach back, or that wait. None where no such day was asked for."""
    day = section.known_on
    if day is None:
        return ()
    return tuple(a for a in section.acts if undated(section, a) and (a.waits or a.retroactive or any(p.from_ > day for p in a.periods)))


def undated(section: Section, act: Act) -> bool:
    """Whether nothing on file says when an act became known; a statement about several acts is known once all of them are."""
    singles = {one.title: one for one in section.acts if not one.reconciled}
    parts = [singles.get(title) for title in act.reconciled]
    return act.known_from is None and not (parts and all(one is not None and one.known_from is not None for one in parts))


def settled_without(settled: Settled, title: str) -> Settled:
    """The same acts without one of them, or without a statement about several and the acts that it deals with. A statement falls with any
    of its acts: the others then stand by themselves."""
    gone = next((act for act in settled.acts if title_of(act) == title), None)
    titles = {title, *(t.text for t in gone.titles)} if gone is not None else {title}
    acts = tuple(act for act in settled.acts if title_of(act) not in titles and title not in {t.text for t in act.titles})
    return evolve(settled, acts=_bridged(acts, settled.acts), problems=())


def _bridged(kept: tuple[ActNode, ...], acts: tuple[ActNode, ...]) -> tuple[ActNode, ...]:
    """Acts with their order: one that followed an act which is left out follows the one that this one followed."""
    there = {t.text for act in kept for t in act.titles}
    after = {t.text: act.after for act in acts for t in act.titles}

    def before(act: ActNode) -> Quoted | None:
        here, seen = act.after, set[str]()
        while here is not None and here.text not in there and here.text not in seen:
            seen.add(here.text)
            here = after.get(here.text)
        return here

    return tuple(act if act.after is None or act.after.text in there else evolve(act, after=before(act)) for act in kept)
