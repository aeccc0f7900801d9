"""What `pincite law` says of the clocks of acts: what was not known, what was made later, what waits, and what acts did to one another."""

from collections.abc import Iterator
from datetime import date

from pincite.cli.law_text import long_date
from pincite.explain.clocks import counted
from pincitec.law.events import outermost
from pincitec.law.known import counted_as_known
from pincitec.law.model import Act, ActChange, Section
from pincitec.law.places import cite_unit
from pincitec.syntax.law_tree import (
    AmendAct,
    ExpireAct,
    OnAct,
    PostponeAct,
    RepealAct,
    ReviveAct,
    ScopeAct,
    Term,
)

Path = tuple[str, ...]


def clocks_said(section: Section, path: Path, day: date) -> Iterator[str]:
    """The sentences about a place on a day, below those about its text."""
    yield from knowledge(section, path, (day,))
    for act in section.acts:
        if not touches(act, path):
            continue
        made = act.known_from
        if act.retroactive is not None and made is not None and day < made and any(_holds(act, day)):
            of = long_date(act.enacted or made)
            yield f"made later: {act.title}, of {of}, reaches back to {long_date(act.periods[0].from_)} ({act.retroactive})"
        if act.condition is not None and act.waits and (act.enacted is None or act.enacted <= day):
            yield f"not in effect: {waiting(section, act)}"


def knowledge(section: Section, path: Path = (), days: tuple[date, ...] = ()) -> Iterator[str]:
    """Whose knowledge a section is, where a day was asked for; and which acts count as known although nothing says so. Without days these
    are all such acts; else those that have effect on one of them or between them, and those that wait."""
    if section.known_on is None:
        return
    acts = tuple(act.title for act in counted_as_known(section) if touches(act, path) and (not days or act.waits or _within(act, days)))
    far = ", as far as the file tells" if acts else ""
    left = "; no act is known to have come later" if not acts else ""
    if section.left_out:
        left = f"; left out, as known later: {'; '.join(section.left_out)}"
    yield f"as known on {long_date(section.known_on)}{far}{left}"
    if acts:
        yield counted(acts)


def _within(act: Act, days: tuple[date, ...]) -> bool:
    return any(p.from_ <= max(days) and (p.until is None or min(days) < p.until) for p in act.periods)


def waiting(section: Section, act: Act) -> str:
    """What an act would do, and what it waits for."""
    places = dict.fromkeys(cite_unit(section, operation.place.path) for operation in act.operations)
    change = f"would amend {', '.join(places)}" if places and not act.remainder else "may amend any provision of the section"
    words = act.condition.words if act.condition is not None else ""
    return f"{act.title} {change} when “{words}”, and nothing on file says that this has come"


def touches(act: Act, path: Path) -> bool:
    """Whether an act changes the unit at `path`, or may change it; without a path, the section."""
    outer = outermost(act)
    return not path or outer is None or path[:1] in outer


def _holds(act: Act, day: date) -> Iterator[bool]:
    return (period.from_ <= day and (period.until is None or day < period.until) for period in act.periods)


def dated(act: Act) -> str:
    """When an act has effect."""
    if act.repealed:
        repealed = next(c for c in reversed(act.changed_by) if c.kind == "repealed")
        return f"never took effect: repealed by {repealed.by} on {long_date(repealed.on)}"
    if act.condition is not None and act.condition.met is None:
        return f"not in effect; effective when “{act.condition.words}”"
    if act.effective is None:
        return "effective date not on file"
    periods = act.periods or ()
    spans = [f"from {long_date(p.from_)}" + (f" to {_last(p.until)}" if p.until is not None else "") for p in periods]
    said = f"effective {long_date(act.effective)}"
    if len(spans) > 1:
        said = f"effective {', and '.join(spans)}"
    elif periods and periods[0].until is not None:
        said += f" until {_last(periods[0].until)}"
    return said


def _last(until: date) -> str:
    return long_date(date.fromordinal(until.toordinal() - 1))


def clock_lines(act: Act) -> Iterator[str]:
    """The further clocks of an act: when it was made and known, what it waited for, why it reaches back, what it follows."""
    if act.term is not None:
        yield {Term.EMERGENCY: "an emergency act", Term.TEMPORARY: "a temporary act"}[act.term]
    if act.enacted is not None:
        yield f"enacted {long_date(act.enacted)}"
    if act.known is not None:
        yield f"known from {long_date(act.known)}"
    if act.condition is not None and act.condition.met is not None:
        because = f", because {act.condition.because}" if act.condition.because else ""
        yield f"it waited for “{act.condition.words}”, which came on {long_date(act.condition.met)}{because}"
    if act.retroactive is not None:
        yield f"reaches back, because {act.retroactive}"
    if act.after is not None:
        yield f"follows {act.after} of the same day" + (f", by {act.after_by}" if act.after_by else "")


def changed_line(change: ActChange) -> str:
    """What became of an act by another one."""
    on = f"{change.by}, effective {long_date(change.on)}"
    match change.statement:
        case PostponeAct(to=to):
            return f"postponed from {_day(change.day)} to {long_date(to)} by {on}"
        case ExpireAct(on=day):
            was = f", not {_last(change.day)}" if change.day is not None else ""
            return f"ended so that its last day is {_last(day)}{was}, by {on}"
        case ReviveAct(on=day):
            return f"revived from {long_date(day)} by {on}"
        case RepealAct():
            return f"repealed before it took effect on {_day(change.day)}, by {on}"
        case ScopeAct():
            return f"applies otherwise by {on}" + (f"; it was to apply “{change.words}”" if change.words else "")
        case AmendAct():
            return f"its words as amended by {on}"


def _day(day: date | None) -> str:
    return long_date(day) if day is not None else "a day not on file"


def on_act_said(statement: OnAct, operation: str) -> str:
    """What an act did to another; `operation`: the change of an operand, in words."""
    because = getattr(statement, "because", None)
    why = f" (because {because.text})" if because is not None else ""
    title = statement.act.text
    match statement:
        case AmendAct():
            return f"amended {title}: {operation}"
        case PostponeAct(to=to):
            return f"postponed {title} to {long_date(to)}{why}"
        case ExpireAct(on=on):
            return f"ended {title}: its last day is {_last(on)}{why}"
        case ReviveAct(on=on):
            return f"revived {title} from {long_date(on)}{why}"
        case RepealAct():
            return f"repealed {title}{why}"
        case ScopeAct():
            return f"said that {title} applies “{statement.applies.text}”{why}"
