"""Acts → the days on which the text changes, in order.

Assumes acts as `chain` settles them. An act that is reconciled with others, or dated together with them, changes nothing by itself:
only the common statement is replayed. Neither does one that changes only other acts. An act that ends changes the text twice. An act
without a day bounds no interval.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.law import UNRECONCILED_ACTS
from pincitec.law.model import Act, Period
from pincitec.syntax.law_tree import ActKind, ActNode, Operation, Place, Redesignate, RemoveUnits


@frozen
class Event:
    """A change of the text at the start of `day`: an act is done, or (`forward` False) it ends."""

    day: date
    act: ActNode
    title: str
    forward: bool


def title_of(act: ActNode) -> str:
    """The title under which an act's words and versions are listed; for several acts dealt with as one, all of theirs."""
    return ", and ".join(quoted.text for quoted in act.titles)


def covered(acts: tuple[ActNode, ...]) -> frozenset[str]:
    """Titles of the acts that a `reconcile` or `together` statement stands for."""
    return frozenset(t.text for act in acts if act.kind is not ActKind.ACT for t in act.titles)


def events(acts: tuple[ActNode, ...], periods: Mapping[str, tuple[Period, ...]]) -> tuple[tuple[Event, ...], list[tuple[date, Diagnostic]]]:
    """The changes of the text, oldest first, and the days whose acts have no order that is on file. `periods` by `title_of`."""
    inside = covered(acts)
    found: list[Event] = []
    for act in reversed(acts):
        if act.kind is ActKind.ACT and act.titles[0].text in inside:
            continue
        if act.on_acts and not act.operations and not act.remainders:
            continue
        for period in periods.get(title_of(act), ()):
            found.append(Event(period.from_, act, title_of(act), True))
            if period.until is not None:
                found.append(Event(period.until, act, title_of(act), False))
    ordered: list[Event] = []
    problems: list[tuple[date, Diagnostic]] = []
    for day in sorted({event.day for event in found}):
        same_day = [event for event in found if event.day == day]
        problems += [(day, problem) for problem in _conflicts(same_day)]
        ordered += _in_order(same_day)
    return tuple(ordered), problems


def outermost(act: Act) -> tuple[tuple[str, ...], ...] | None:
    """The designations of the outermost units that an act of the model changes; None if it may change any."""
    places = [operation.place for operation in act.operations]
    if act.remainder or not places or any(place.is_section or place.former for place in places) or _ranges(act.operations):
        return None
    return tuple(dict.fromkeys(place.path[:1] for place in places))


def _ranges(operations: tuple[Operation, ...]) -> bool:
    """Whether an operation names outermost units by a range: which of them lie within it, the ladder alone says."""
    return any(o.through is not None and len(o.place.path) == 1 for o in operations if isinstance(o, RemoveUnits | Redesignate))


def touched(act: ActNode) -> frozenset[tuple[str, ...]] | None:
    """The outermost units that an act touches; None if it may have touched any."""
    places: list[Place] = [operation.place for operation in act.operations]
    places += [operation.to for operation in act.operations if isinstance(operation, Redesignate)]
    places += [place for remainder in act.remainders for place in remainder.places]
    if any(not remainder.places for remainder in act.remainders) or not (act.operations or act.remainders):
        return None
    if any(place.is_section for place in places) or _ranges(act.operations):
        return None
    return frozenset((("former",) if place.former else ()) + place.path[:1] for place in places)


def _conflicts(same_day: list[Event]) -> list[Diagnostic]:
    problems = []
    before = _before(same_day)
    units = [touched(event.act) for event in same_day]
    for i, one in enumerate(same_day):
        for k, other in enumerate(same_day[i + 1 :], i + 1):
            ordered = other.title in before.get(one.title, ()) or one.title in before.get(other.title, ())
            if one.act is other.act or ordered or not _share(units[i], units[k]):
                continue
            verbs = [f"`{e.title}` {'takes effect' if e.forward else 'ends'}" for e in (other, one)]
            together = one.forward and other.forward
            message = (
                f"`{other.title}` and `{one.title}` take effect on one day and touch the same unit"
                if together
                else f"{' and '.join(verbs)} on one day, and both touch the same unit"
            )
            problems.append(
                Diagnostic.at(
                    UNRECONCILED_ACTS,
                    other.act.titles[0].span,
                    message,
                    others=[Label(one.act.titles[0].span, "the other act")],
                    help='state the order (`order after "…"`) or what became of both (`reconcile "…" and "…" …`)'
                    if together
                    else 'state the order (`order after "…"`)',
                )
            )
    return problems


def _share(one: frozenset[tuple[str, ...]] | None, other: frozenset[tuple[str, ...]] | None) -> bool:
    return one is None or other is None or bool(one & other)


def _after(same_day: list[Event]) -> dict[str, str]:
    """For each act of a day that is said to follow another one of it, that one."""
    titles = {title.text: event.title for event in same_day for title in event.act.titles}
    named = {event.title: event.act.after.text for event in same_day if event.act.after is not None}
    return {title: titles[name] for title, name in named.items() if name in titles and titles[name] != title}


def _before(same_day: list[Event]) -> dict[str, frozenset[str]]:
    """For each act of a day, those that it is said to come after, by itself or through those between them."""
    after = _after(same_day)
    found: dict[str, frozenset[str]] = {}
    for event in same_day:
        here, passed = event.title, list[str]()
        while here not in found and here not in passed and (then := after.get(here)) is not None:
            passed.append(here)
            here = then
        beyond = found.get(here, frozenset())
        for title in reversed(passed):
            beyond = beyond | {here}
            found[title], here = beyond, title
    return found


def _in_order(same_day: list[Event]) -> list[Event]:
    """The events of a day, each after the one it says it follows; otherwise as listed. An act ends before it begins again."""
    after, left = _after(same_day), Counter(event.title for event in same_day)
    waiting, ordered = sorted(same_day, key=lambda e: e.forward), list[Event]()
    while waiting:
        at = next((i for i, event in enumerate(waiting) if not left[after.get(event.title, "")]), 0)
        chosen = waiting.pop(at)
        left[chosen.title] -= 1
        ordered.append(chosen)
    return ordered
