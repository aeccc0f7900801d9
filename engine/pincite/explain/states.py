"""Whether a clause stands on a day and why, in the words of a letter."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from pincite.explain.display import show_date
from pincite.texts import msgid, said_by_compiler, say
from pincitec.graph.clauses import Clause, Standing
from pincitec.graph.slices import standings_on
from pincitec.semantics.truth import FAILS, HOLDS, NOT, UNDETERMINED


class State(NamedTuple):
    """How a clause stands on a day, with the days `[from_, until)` on which it does.

    `text_on` is the day whose text its words stand in, where that is not the day asked about: while an act does not apply to a case, the
    text before that act governs it.
    """

    name: str
    reason: str | None
    from_: date | None = None
    until: date | None = None
    text_on: date | None = None


def state_on(clause: Clause, day: date, quoted: str = "", conditions: Mapping[int, int] = MappingProxyType({})) -> State:
    """Whether a clause stands, in the words of a letter. `conditions` are the truths, by place, on which the standings of the day depend:
    those under which an act applies to a case. Where they are determined, so is the standing."""
    spoken = [s for s in standings_on(clause.standings, day) if under(s, conditions) != FAILS]
    if not spoken:
        return State("unknown", say("the text in force that day is not on file"))
    if len(spoken) > 1 or under(spoken[0], conditions) != HOLDS:
        absent = next((s.reason for s in spoken if s.negated and s.state == "unknown" and s.reason), None)
        stood = any(s.state == "in_force" for s in spoken)
        said = exempt(absent) if absent and not stood else say("an act changed these words, and it applies to some cases only")
        return State("conditional", said, spoken[0].from_, spoken[0].until, text_before(spoken))
    now = spoken[0]
    if now.state != "lapsed":
        return State(now.state, why(now), now.from_, now.until, text_before(spoken))
    reason = None if now.reason and quoted and quoted in now.reason else now.reason
    later = first_day(clause.standings, day)
    earlier = [s.until for s in clause.standings if s.state == "in_force" and not s.negated and s.until is not None and s.until <= day]
    if earlier:
        said = because(say("its words left the text on {day}", day=show_date(max(earlier))), reason)
        return State("lapsed", going_on(said, clause.standings, max(earlier), day), now.from_, now.until)
    if later:
        return State("not_yet", say("its words entered the text only on {day}", day=show_date(later)), now.from_, now.until)
    state = "not_yet" if any(s.state != "lapsed" and s.from_ and s.from_ > day for s in clause.standings) else "lapsed"
    absent_then = say("its words do not stand in the text of that day")
    return State(state, said_by_compiler(reason) if reason else absent_then, now.from_, now.until)


def why(standing: Standing) -> str | None:
    """Why a clause stands as it does, where that is said."""
    if standing.reason is None:
        return None
    return exempt(standing.reason) if standing.negated and standing.state == "unknown" else said_by_compiler(standing.reason)


def exempt(act: str) -> str:
    """Why it cannot be known whether a clause stands for those to whom an act does not apply; `act` says which act."""
    return say("the text in force that day where {act} is not on file", act=said_by_compiler(act))


def going_on(said: str, standings: Sequence[Standing], left: date, day: date) -> str:
    """That words left the text, and what became of them for those to whom the act that took them out does not apply."""
    kept = [s for s in standings if s.negated and s.state == "in_force" and s.from_ is not None and left <= s.from_ <= day]
    if not kept:
        return said
    last = max(kept, key=lambda s: s.from_ or left)
    if last.until is None or last.until > day:
        return say("{statement}; where {act}, they go on to count", statement=said, act=said_by_compiler(last.reason or ""))
    after = next((s for s in standings if s.from_ == last.until and (s.negated or s.when is None)), None)
    if after is None or after.state == "unknown":
        counted = msgid("{statement}; where {act}, they counted at least until {day}")
    else:
        counted = msgid("{statement}; where {act}, they counted until {day}")
    return say(counted, statement=said, act=said_by_compiler(last.reason or ""), day=show_date(last.until - timedelta(1)))


def text_before(spoken: Sequence[Standing]) -> date | None:
    """The last day before an act, for a clause that stands where that act does not apply."""
    return next((s.text_on or s.from_ - timedelta(1) for s in spoken if s.state == "in_force" and s.negated and s.from_), None)


def under(standing: Standing, conditions: Mapping[int, int]) -> int:
    """Whether a standing is the one that counts in this case."""
    if standing.when is None:
        return HOLDS
    if standing.when not in conditions:
        return UNDETERMINED
    return NOT[conditions[standing.when]] if standing.negated else conditions[standing.when]


def because(said: str, reason: str | None) -> str:
    return say("{statement} ({reasons})", statement=said, reasons=said_by_compiler(reason)) if reason else said


def first_day(standings: Sequence[Standing], day: date) -> date | None:
    """The first day, after `day`, on which a clause stands."""
    return min((s.from_ for s in standings if s.state == "in_force" and s.from_ and s.from_ > day), default=None)
