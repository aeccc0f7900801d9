"""Part 11 of a letter: what would change the answer, and what would have led to another; each was tried before it is said.

The shortest way stands near the top of the letter (`steps`), where the one whom it concerns can act on it; the others stand near its end.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from pincite.explain.changes.model import WAITED, Change, Edit
from pincite.explain.display import show_date
from pincite.explain.proof import Determination
from pincite.explain.proof.completed import SettledWay
from pincite.explain.wording import finish
from pincite.report.letter.cures import cures
from pincite.report.profiles import CASEWORKER, Profile
from pincite.report.view import Lines
from pincite.texts import both, msgid, plural, say
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.verdicts import CONFLICT, GAP

MOST: Final = 5
"""Changes of one kind that a letter lists."""
WANTED: Final = ("entitlement", "permission")
"""Kinds of decisions of which somebody who is refused wants another answer."""


def steps(d: Determination) -> Lines | None:
    """The shortest way: of a refusal the cheapest change that can still be made, of an open question the shortest way to each answer."""
    if d.verdict == FAILS and d.kind in WANTED and d.changes.open:
        first = d.changes.open[0]
        title = say("The shortest way to meet what is asked") if first.met else say("The shortest way to another answer")
        if len(first.edits) == 1:
            return Lines(title, "", (sentence(first), *beyond((first,))))
        tried = all(e.exact for e in first.edits)  # of an amount or a day told by one value, another might do with fewer
        together = say("All of these together; no fewer of them do.") if tried else say("All of these together.")
        return Lines(title, together, (*(edited(e, first.on) for e in first.edits if e.text), *beyond((first,))))
    routes = d.completion.routes if d.completion is not None and d.verdict == UNDETERMINED else ()
    if not routes:
        return None
    labels = {f.name: f.label for f in d.findings}
    return Lines(say("The shortest way to an answer"), "", tuple(route(r, labels) for r in routes))


def edited(edit: Edit, on: date | None) -> str:
    """One of several edits as a sentence."""
    return say("Ask again on {day}.", day=show_date(on)) if edit.kind == WAITED and on is not None else finish(edit.text)


def route(way: SettledWay, labels: Mapping[str, str]) -> str:
    """How what is open would have to turn out for one answer. `labels` are those of facts, by name."""
    found = "; ".join(f"{w.label}: {w.words}" for w in way.ways)
    match way.verdict:
        case code if code == HOLDS and way.value is None and way.awaits:
            awaited = both(tuple(labels.get(name, name) for name in way.awaits))
            if not found:
                return finish(say("it is computed from {facts}", facts=awaited))
            return finish(say("it is computed from {what}, if this is found: {facts}", what=awaited, facts=found))
        case code if code == HOLDS and way.value is not None:
            return finish(say("{value}, if this is found: {facts}", value=way.value, facts=found) if found else way.value)
        case code if code == HOLDS:
            return finish(say("the answer is yes if this is found: {facts}", facts=found))
        case code if code == FAILS:
            return finish(say("the answer is no if this is found: {facts}", facts=found))
        case code if code == CONFLICT:
            return finish(say("the rules conflict if this is found: {facts}", facts=found))
        case code if code == GAP:
            return finish(say("no provision on file covers the case if this is found: {facts}", facts=found))
        case _:
            return finish(say("no provision in force decides it if this is found: {facts}", facts=found))


def changes(d: Determination, profile: Profile = CASEWORKER) -> tuple[Lines, ...]:
    """What can still be changed, then what lies in the past. Of an open question, whom to ask for what is wanting."""
    told = steps(d)
    if d.verdict == UNDETERMINED:
        wanting = cures(d)
        return (wanting,) if wanting.lines else ()
    if d.verdict == FAILS and d.changes.bounded and not d.changes.open and not d.changes.past:
        none = say("No change was found that leads to another answer. Not all were tried, so there may be one.")
        return (Lines(say("What would change this"), "", (none,)),)
    open_ = d.changes.open[1:] if told is not None else d.changes.open
    past = d.changes.past
    if d.kind == "value" and d.verdict == HOLDS:  # that a value which is computed differs with each figure in it goes without saying
        open_, past = (tuple(c for c in found if all(e.exact for e in c.edits)) for found in (open_, past))
    if (
        not profile.losing and d.kind in WANTED and d.verdict == HOLDS
    ):  # who is granted something looks for no other answer, but must know when it ends
        open_, past = tuple(c for c in open_ if c.on is not None and all(e.kind == WAITED for e in c.edits)), ()
    made = (
        Lines(say("What would change this"), each(open_), listed(open_, d.changes.bounded, d.verdict)),
        Lines(say("What would have led to another result"), each(past), listed(past, None, d.verdict)),
    )
    return tuple(one for one in made if one.lines)


def each(found: tuple[Change, ...]) -> str:
    if len(found) < 2:
        return ""
    if all(c.met for c in found):
        return say("Each of these alone would meet what is asked.")
    return say("Each of these alone leads to another answer.")


def listed(found: tuple[Change, ...], bounded: str | None, verdict: int) -> tuple[str, ...]:
    """The first changes, with what the reader must know of all of them; how many more there are, and why not all were looked for."""
    lines = [sentence(change) for change in found[:MOST]]
    if verdict == CONFLICT:  # of two answers that contradict each other, which one is left
        left = {HOLDS: say("Then the answer is yes."), FAILS: say("Then the answer is no.")}
        lines = [
            " ".join((s, *((left[c.verdict],) if c.verdict in left and c.value is None else ())))
            for s, c in zip(lines, found, strict=False)
        ]
    if len(found) > MOST:
        lines.append(plural(len(found) - MOST, "And {n} more.", "And {n} more."))
    lines += beyond(found)
    if lines and bounded:
        lines.append(finish(bounded))
    return tuple(lines)


def sentence(change: Change) -> str:
    """A change as a sentence, with the value that it leads to."""
    text = finish(change.text)
    if change.on is not None and all(e.kind == WAITED for e in change.edits):
        gained = msgid("Ask again on {day}: by then the time that is wanting has passed, if nothing interrupts it.")
        lost = msgid("Ask again on {day}: on that day the answer is another one, if nothing else changes.")
        text = say(lost if change.verdict == FAILS else gained, day=show_date(change.on))
    if change.last_known:
        text = f"{text} {say('The law may have changed by then: it is not known to reach to that day.')}"
    return f"{text} {say('Then it is {value}.', value=change.value)}" if change.value is not None else text


def beyond(found: tuple[Change, ...]) -> tuple[str, ...]:
    """What changes that only meet what is asked leave open; said once."""
    if not any(c.met for c in found):
        return ()
    return (say("Whether it is then granted is not decided by these provisions: they ask, and grant nothing."),)
