"""Acts on acts: what each act comes to once others amended, postponed, ended, revived or repealed it.

Between the tree and the events. The statements are done in the order in which their acts take effect; an act that was postponed does
what it does to others on its later day. What an act waits for and was not met changes nothing, and neither does an act without a day.
"""

from collections.abc import Mapping
from datetime import date

from attrs import define, evolve, field, frozen

from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.law import ACT_IN_EFFECT, IMPOSSIBLE_DATE, LAW_STATEMENT, UNRECONCILED_ACTS
from pincitec.law.amend_act import amended
from pincitec.law.events import title_of
from pincitec.law.model import ActChange, Period
from pincitec.law.state import Context
from pincitec.syntax.law_tree import (
    ActKind,
    ActNode,
    AmendAct,
    ExpireAct,
    OnAct,
    PostponeAct,
    Quoted,
    RepealAct,
    ReviveAct,
    ScopeAct,
)


@frozen
class Settled:
    """The acts as they finally stand, in the order of the file. `periods`: when each has effect, by the title under which it is listed.

    `problems` have the day from which the text cannot be relied on because of them; None: no day.
    """

    acts: tuple[ActNode, ...]
    periods: Mapping[str, tuple[Period, ...]]
    changes: Mapping[str, tuple[ActChange, ...]]
    problems: tuple[tuple[date | None, Diagnostic], ...]

    @property
    def live(self) -> tuple[ActNode, ...]:
        """The acts that may have changed the text: those with a day, and those of which no day is on file."""
        return tuple(a for a in self.acts if self.periods[title_of(a)] or (a.effective is None and not a.waits))


@define
class _Settling:
    """The work in progress; `covered` are the titles that a statement about several acts deals with."""

    nodes: dict[str, ActNode]
    periods: dict[str, tuple[Period, ...]]
    covered: frozenset[str]
    context: Context
    changes: dict[str, list[ActChange]] = field(factory=dict)
    problems: list[tuple[date | None, Diagnostic]] = field(factory=list)


def settle(acts: tuple[ActNode, ...], context: Context) -> Settled:
    """What the acts of a file come to."""
    work = _Settling(
        {title_of(act): act for act in reversed(acts)},
        {title_of(act): _first_period(act) for act in reversed(acts)},
        frozenset(t.text for act in acts if act.kind is not ActKind.ACT for t in act.titles),
        context,
    )
    first = dict(work.nodes)
    waiting = [title_of(act) for act in reversed(acts) if act.on_acts and _may_act(act, work)]
    _unordered(waiting, work)
    while ready := [key for key in waiting if work.periods[key]]:
        key = _next(ready, work)
        waiting.remove(key)
        for statement in work.nodes[key].on_acts:
            problem = _do(statement, work.nodes[key], work)
            if problem is not None:
                work.problems.append((work.periods[key][0].from_, problem))
    return Settled(
        tuple(work.nodes[title_of(act)] if first[title_of(act)] is act else act for act in acts),
        work.periods,
        {key: tuple(found) for key, found in work.changes.items()},
        tuple(work.problems),
    )


def _first_period(act: ActNode) -> tuple[Period, ...]:
    if act.effective is None or act.waits or (act.until is not None and act.until <= act.effective):
        return ()
    return (Period(act.effective, act.until),)


def _may_act(act: ActNode, work: _Settling) -> bool:
    """Whether an act can do anything to others; if its file is wrong about that, the problem is noted."""
    span, day = act.on_acts[0].span, act.effective
    message, help = "", ""
    if act.kind is not ActKind.ACT or act.titles[0].text in work.covered:
        message, help = "acts that are dealt with together cannot change other acts", "give the statement to an act of its own"
    elif act.effective is None and not act.waits:
        message, help = (
            "an act that changes others needs the day it took effect",
            "`effective unknown` says that nothing of its work is on file",
        )
    elif act.until is not None:
        message = "an act that ends cannot change other acts: nothing says what becomes of them when it ends"
        help = ENDS
    if message:
        work.problems.append((day, Diagnostic.at(LAW_STATEMENT, span, message, help=help)))
    return not message


ENDS = "write what it did as an act that does not end, and what became of the other act as one more statement"


def _unordered(keys: list[str], work: _Settling) -> None:
    """Two acts of one day that change one act need an order."""
    for i, one in enumerate(keys):
        for other in keys[i + 1 :]:
            a, b = work.nodes[one], work.nodes[other]
            same = {s.act.text for s in a.on_acts} & {s.act.text for s in b.on_acts}
            if a.effective is not None and a.effective == b.effective and same and not (_follows(a, one=b) or _follows(b, one=a)):
                message = f"`{other}` and `{one}` take effect on one day and change the same act"
                others = [Label(a.titles[0].span, "the other act")]
                problem = Diagnostic.at(
                    UNRECONCILED_ACTS, b.titles[0].span, message, others=others, help='state the order (`order after "…"`)'
                )
                work.problems.append((a.effective, problem))


def _follows(act: ActNode, *, one: ActNode) -> bool:
    return act.after is not None and act.after.text in {t.text for t in one.titles}


def _next(ready: list[str], work: _Settling) -> str:
    """The one that takes effect first; of one day, the one that follows no other."""
    day = min(work.periods[key][0].from_ for key in ready)
    same = [key for key in ready if work.periods[key][0].from_ == day]
    return next((k for k in same if not any(_follows(work.nodes[k], one=work.nodes[o]) for o in same if o != k)), same[0])


def _do(statement: OnAct, by: ActNode, work: _Settling) -> Diagnostic | None:
    """One statement of an act about another."""
    title = statement.act.text
    target = work.nodes.get(title)
    if target is None or target.kind is not ActKind.ACT:
        return _wrong(statement.act, f"there is no act `{title}` in this file", "acts are named by their titles, letter for letter")
    if target is by:
        return _wrong(statement.act, "an act cannot change itself", "write it as it stands")
    if title in work.covered:
        return _wrong(statement.act, f"`{title}` is dealt with in another statement", "change the operations of that statement")
    if target.effective is None and not target.waits:
        return _wrong(statement.act, f"when `{title}` took effect is not on file", "record what is known of it in a note")
    day = work.periods[title_of(by)][0].from_
    match statement:
        case AmendAct():
            return _amend(statement, target, by, day, work)
        case PostponeAct():
            return _postpone(statement, target, by, day, work)
        case ExpireAct():
            return _expire(statement, target, by, day, work)
        case ReviveAct():
            return _revive(statement, target, by, day, work)
        case RepealAct():
            return _repeal(statement, target, by, day, work)
        case ScopeAct():
            return _scope(statement, target, by, day, work)


def _too_late(statement: OnAct, target: ActNode, by: ActNode, day: date, work: _Settling) -> Diagnostic | None:
    """A change that is possible only before the other act takes effect."""
    found = work.periods[title_of(target)]
    if not found or day < found[0].from_ or (day == found[0].from_ and _follows(target, one=by)):
        return None
    message = f"`{statement.act.text}` has taken effect on {found[0].from_}, before this act on {day}"
    help = "amend the text itself with operations; an act in force is ended with `expire act`"
    if day == found[0].from_:
        message = f"`{statement.act.text}` takes effect on the day of this act, and nothing says which comes first"
        help = f'say so at the act that is changed: order after "{by.titles[0].text}"'
    return Diagnostic.at(ACT_IN_EFFECT, statement.act.span, message, others=[Label(target.titles[0].span, "the other act")], help=help)


def _amend(statement: AmendAct, target: ActNode, by: ActNode, day: date, work: _Settling) -> Diagnostic | None:
    late = _too_late(statement, target, by, day, work)
    if late is not None:
        return late
    made = amended(statement, target, work.context)
    if isinstance(made, Diagnostic):
        return made
    work.nodes[title_of(target)] = evolve(target, operations=made)
    _record(work, target, ActChange(by.titles[0].text, day, "amended", statement))
    return None


def _postpone(statement: PostponeAct, target: ActNode, by: ActNode, day: date, work: _Settling) -> Diagnostic | None:
    late = _too_late(statement, target, by, day, work)
    found = work.periods[title_of(target)]
    if late is not None:
        return late
    if not found:
        what = "waits for a condition" if target.waits else "was repealed"
        return _wrong(statement.act, f"`{statement.act.text}` {what}: it has no day to postpone", "remove the statement")
    old = found[0]
    if statement.to <= old.from_:
        return _impossible(statement, f"the new day {statement.to} is not after {old.from_}, on which the act would take effect")
    if old.until is not None and statement.to >= old.until:
        return _impossible(statement, f"the act would take effect on {statement.to} and end on {old.until}")
    work.periods[title_of(target)] = (Period(statement.to, old.until),)
    work.nodes[title_of(target)] = evolve(target, effective=statement.to)
    _record(work, target, ActChange(by.titles[0].text, day, "postponed", statement, old.from_))
    return None


def _expire(statement: ExpireAct, target: ActNode, by: ActNode, day: date, work: _Settling) -> Diagnostic | None:
    found = work.periods[title_of(target)]
    if not found:
        return _wrong(statement.act, f"`{statement.act.text}` is not in force and has no day on which it will be", "remove the statement")
    if target.on_acts:
        return _wrong(statement.act, f"`{statement.act.text}` changed other acts, and nothing says what becomes of them", ENDS)
    last = found[-1]
    if last.until is not None and last.until < day:
        return _wrong(statement.act, f"`{statement.act.text}` had ended on {last.until}", "an act that ended is revived with `revive act`")
    if statement.on <= last.from_:
        return _impossible(statement, f"the act would end on {statement.on} before it takes effect on {last.from_}")
    if statement.on < day and by.retroactive is None:
        return _impossible(statement, f"this act takes effect on {day}, and cannot end another one on {statement.on}")
    work.periods[title_of(target)] = (*found[:-1], Period(last.from_, statement.on))
    work.nodes[title_of(target)] = evolve(target, until=statement.on if len(found) == 1 else target.until)
    _record(work, target, ActChange(by.titles[0].text, day, "expired", statement, last.until))
    return None


def _revive(statement: ReviveAct, target: ActNode, by: ActNode, day: date, work: _Settling) -> Diagnostic | None:
    found = work.periods[title_of(target)]
    repealed = any(change.kind == "repealed" for change in work.changes.get(title_of(target), ()))
    if (found and found[-1].until is None) or (not found and not repealed):
        return _wrong(statement.act, f"`{statement.act.text}` has not ended", "only an act that ended or was repealed is revived")
    if found and found[-1].until is not None and statement.on < found[-1].until:
        return _impossible(statement, f"the act ends only on {found[-1].until}")
    if statement.on < day and by.retroactive is None:
        return _impossible(statement, f"this act takes effect on {day}, and cannot revive another one on {statement.on}")
    if found and found[-1].until == statement.on:
        work.periods[title_of(target)] = (*found[:-1], Period(found[-1].from_, None))
    else:
        work.periods[title_of(target)] = (*found, Period(statement.on, None))
    if not found:
        work.nodes[title_of(target)] = evolve(target, effective=statement.on, until=None)
    _record(work, target, ActChange(by.titles[0].text, day, "revived", statement))
    return None


def _repeal(statement: RepealAct, target: ActNode, by: ActNode, day: date, work: _Settling) -> Diagnostic | None:
    late = _too_late(statement, target, by, day, work)
    if late is not None:
        return late
    work.periods[title_of(target)] = ()
    _record(work, target, ActChange(by.titles[0].text, day, "repealed", statement, target.effective))
    return None


def _scope(statement: ScopeAct, target: ActNode, by: ActNode, day: date, work: _Settling) -> Diagnostic | None:
    late = _too_late(statement, target, by, day, work)
    if late is not None:
        help = "to whom an act in force applies is changed from a day on: that day needs an act with operations of its own"
        return evolve(late, help=help) if day != target.effective else late
    work.nodes[title_of(target)] = evolve(target, applies=(statement.applies,))
    _record(work, target, ActChange(by.titles[0].text, day, "scope", statement, words=target.applies[0].text if target.applies else None))
    return None


def _record(work: _Settling, target: ActNode, change: ActChange) -> None:
    work.changes.setdefault(title_of(target), []).append(change)


def _wrong(quoted: Quoted, message: str, help: str) -> Diagnostic:
    return Diagnostic.at(LAW_STATEMENT, quoted.span, message, help=help)


def _impossible(statement: OnAct, message: str) -> Diagnostic:
    return Diagnostic.at(IMPOSSIBLE_DATE, statement.span, message, help="correct the day; an act that reaches back says `retroactive`")
