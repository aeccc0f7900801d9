"""Acts → the days on which the text changes, in order.

An act that is reconciled with others, or dated together with them, changes nothing by itself: only the common statement is
replayed. A temporary act changes the text twice. An act without a date on file bounds no interval.
"""

from datetime import date

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.law import IMPOSSIBLE_DATE, LAW_STATEMENT, UNRECONCILED_ACTS
from pincitec.syntax.law_tree import ActKind, ActNode, Place, Quoted


@frozen
class Event:
    """A change of the text at the start of `day`: an act is done, or (`forward` False) a temporary act ends."""

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


def events(acts: tuple[ActNode, ...]) -> tuple[tuple[Event, ...], list[Diagnostic]]:
    """The changes of the text, oldest first, with the problems of dates, names and order."""
    problems = _problems(acts)
    inside = covered(acts)
    found: list[Event] = []
    for act in reversed(acts):
        if act.effective is None or (act.kind is ActKind.ACT and act.titles[0].text in inside):
            continue
        found.append(Event(act.effective, act, title_of(act), True))
        if act.until is not None and act.until > act.effective:
            found.append(Event(act.until, act, title_of(act), False))
    ordered: list[Event] = []
    for day in sorted({event.day for event in found}):
        same_day = [event for event in found if event.day == day]
        problems += _conflicts(same_day)
        ordered += _in_order(same_day)
    return tuple(ordered), problems


def touched(act: ActNode) -> frozenset[tuple[str, ...]] | None:
    """The outermost units that an act touches; None if it may have touched any."""
    places: list[Place] = [operation.place for operation in act.operations]
    places += [place for remainder in act.remainders for place in remainder.places]
    if any(not remainder.places for remainder in act.remainders) or not (act.operations or act.remainders):
        return None
    return frozenset((("former",) if place.former else ()) + place.path[:1] for place in places)


def _conflicts(same_day: list[Event]) -> list[Diagnostic]:
    problems = []
    for i, one in enumerate(same_day):
        for other in same_day[i + 1 :]:
            if _ordered(one, other) or not _share(touched(one.act), touched(other.act)):
                continue
            problems.append(
                Diagnostic.at(
                    UNRECONCILED_ACTS,
                    other.act.titles[0].span,
                    f"`{other.title}` and `{one.title}` take effect on one day and touch the same unit",
                    others=[Label(one.act.titles[0].span, "the other act")],
                    help='state the order (`order after "…"`) or what became of both (`reconcile "…" and "…" …`)',
                )
            )
    return problems


def _share(one: frozenset[tuple[str, ...]] | None, other: frozenset[tuple[str, ...]] | None) -> bool:
    return one is None or other is None or bool(one & other)


def _names(quoted: Quoted | None, event: Event) -> bool:
    return quoted is not None and quoted.text in {title.text for title in event.act.titles}


def _ordered(one: Event, other: Event) -> bool:
    return one.act is other.act or _names(one.act.after, other) or _names(other.act.after, one)


def _in_order(same_day: list[Event]) -> list[Event]:
    """The events of a day, each after the one it says it follows; otherwise as listed."""
    waiting, ordered = list(same_day), list[Event]()
    while waiting:
        free = [e for e in waiting if not any(_names(e.act.after, w) for w in waiting if w is not e)]
        chosen = free[0] if free else waiting[0]
        waiting.remove(chosen)
        ordered.append(chosen)
    return ordered


def _problems(acts: tuple[ActNode, ...]) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    titles: dict[str, Quoted] = {}
    for act in acts:
        if act.kind is ActKind.ACT:
            title = act.titles[0]
            if title.text in titles:
                problems.append(
                    Diagnostic.at(LAW_STATEMENT, title.span, f"a second act `{title.text}`",
                                  others=[Label(titles[title.text].span, "the first one")])
                )  # fmt: skip
            titles.setdefault(title.text, title)
    inside = covered(acts)
    combined: set[str] = set()
    for act in acts:
        problems += _dates(act)
        named = [act.after] if act.after is not None else []
        if act.kind is not ActKind.ACT:
            named += act.titles
            problems += [
                Diagnostic.at(LAW_STATEMENT, t.span, f"`{t.text}` is already dealt with in another statement")
                for t in act.titles
                if t.text in combined
            ]
            combined |= {t.text for t in act.titles}
        problems += [
            Diagnostic.at(LAW_STATEMENT, quoted.span, f"there is no act `{quoted.text}` in this file",
                          help="acts are named by their titles, letter for letter")
            for quoted in named if quoted.text not in titles
        ]  # fmt: skip
        if act.kind is not ActKind.ACT:
            problems += _members(act, acts)
        if act.effective is None and act.operations and act.titles[0].text not in inside:
            problems.append(
                Diagnostic.at(LAW_STATEMENT, act.titles[0].span, "an act with operations needs the day it took effect",
                              help="`effective unknown` is for acts whose operations are not on file")
            )  # fmt: skip
    return problems


def _members(statement: ActNode, acts: tuple[ActNode, ...]) -> list[Diagnostic]:
    """The acts that a statement deals with take effect on its day; acts dated together have no operations of their own."""
    titles = {title.text for title in statement.titles}
    members = [act for act in acts if act.kind is ActKind.ACT and act.titles[0].text in titles]
    problems = [
        Diagnostic.at(
            LAW_STATEMENT,
            act.titles[0].span,
            f"the act takes effect on {act.effective}, the statement that deals with it on {statement.effective}",
            others=[Label(statement.titles[0].span, "the statement")],
        )
        for act in members
        if act.effective is not None and act.effective != statement.effective
    ]
    if statement.kind is ActKind.TOGETHER:
        problems += [
            Diagnostic.at(
                LAW_STATEMENT,
                act.titles[0].span,
                "the operations of this act would not be replayed: it is dated together with others",
                others=[Label(statement.titles[0].span, "the statement")],
                help="move them into the `together` statement",
            )
            for act in members
            if act.operations or act.remainders
        ]
    return problems


def _dates(act: ActNode) -> list[Diagnostic]:
    span = act.titles[0].span
    problems = []
    if act.effective is not None and act.until is not None and act.until <= act.effective:
        problems.append(Diagnostic.at(IMPOSSIBLE_DATE, span, f"the act ends on `{act.until}` before it takes effect"))
    if act.order_unknown and act.after is not None:
        problems.append(Diagnostic.at(LAW_STATEMENT, span, "the order of the act is both stated and unknown"))
    return problems
