"""What is known of the law on the day: whether its text is on file, whether the rules follow it, how far the file reaches.

Only what the question rests on counts: the sections of the clauses considered and of the definitions used.
"""

from datetime import date
from typing import NamedTuple

from pincite.explain.display import show_date
from pincite.explain.passages import place_status
from pincite.explain.proof import BEYOND_HORIZON, OK, RULES_BEHIND_TEXT, TEXT_NOT_ON_FILE, ClauseProof, Definition, QuestionProof
from pincite.explain.states import exempt
from pincite.explain.wording import cited
from pincite.texts import msgid, said_by_compiler, say
from pincitec.graph.pack import Pack
from pincitec.graph.slices import standings_on
from pincitec.graph.texts import SectionText
from pincitec.semantics.truth import FAILS, HOLDS
from pincitec.semantics.verdicts import CONFLICT, GAP


class LawStatus(NamedTuple):
    """The status, what to say about it, the last day for which the law is known where that day is past, and the sections of which nothing
    says how long they stood (`undated`, as they are cited). `since`: the acts on file that changed the text after that last day."""

    status: str
    said: tuple[str, ...] = ()
    known_until: date | None = None
    warnings: tuple[str, ...] = ()
    undated: tuple[str, ...] = ()
    since: tuple[str, ...] = ()


def law_status(pack: Pack, questions: tuple[QuestionProof, ...], definitions: tuple[Definition, ...], day: date) -> LawStatus:
    clauses = [c for q in questions for c in q.clauses]
    open_ = questions[0].verdict not in (HOLDS, FAILS, CONFLICT, GAP)
    absent = tuple(dict.fromkeys(not_on_file(pack, c, day) for c in clauses if lacks_text(pack, c, day)))
    absent = tuple(dict.fromkeys((*absent, *(not_on_file(pack, d, day) for d in definitions if d.state == "unknown"))))
    exempt = {(c.citation, said): None for c in clauses if (said := without_act(pack, c, day)) is not None and not lacks_text(pack, c, day)}
    behind = tuple(
        dict.fromkeys(
            c.citation
            for c in clauses
            if c.state == "not_followed" or (c.state == "unknown" and not lacks_text(pack, c, day) and without_act(pack, c, day) is None)
        )
    )
    sections = [pack.section[s] for s in dict.fromkeys([c.section for c in clauses] + [d.section for d in definitions])]
    warnings = [w for s in sections for w in horizon_warnings(s, day)]
    unread = [say("the text of {place} in force on {day} is not on file", place=cited(absent), day=show_date(day))] if absent else []
    where = msgid("the text of {place} in force on {day} where {act} is not on file")
    without = (say(where, place=cite, day=show_date(day), act=said_by_compiler(said)) for cite, said in exempt)
    missing_text = (*unread, *without)
    lagging = tuple(behind_text(cite, clauses) for cite in behind)
    if open_ and missing_text:
        return LawStatus(TEXT_NOT_ON_FILE, missing_text, warnings=(*warnings, *lagging))
    if open_ and lagging:
        return LawStatus(RULES_BEHIND_TEXT, lagging, warnings=tuple(warnings))
    undated = tuple(s.cite for s in sections if s.horizon_unknown)
    past = [s.known_until for s in sections if s.known_until and s.known_until < day]
    if past:
        since = tuple(dict.fromkeys(act for s in sections for act in acts_past_horizon(s, day)))
        return LawStatus(BEYOND_HORIZON, (), min(past), (*warnings, *missing_text, *lagging), undated, since)
    return LawStatus(OK, (), None, (*warnings, *missing_text, *lagging), undated)


def lacks_text(pack: Pack, clause: ClauseProof, day: date) -> bool:
    """Whether a clause is open because words are not on file: of the whole section, of its unit, or in its unit."""
    section = pack.section[clause.section]
    version = section.on(day)
    if version is None:
        return True
    if clause.state != "unknown":
        return False
    own = next(c for c in pack.clauses if c.id == clause.id)
    quotes = [pack.quotes[q] for q in own.quotes]
    units = [version.unit(identity) for identity in dict.fromkeys([own.identity, *(q.identity for q in quotes)])]
    if any(u is None for u in units) or not version.complete or any(place_status(q, day) == "unknown" for q in quotes):
        return True
    return any(piece.status == "unknown" for u in units if u for part in u.walk() for piece in part.pieces)


def without_act(pack: Pack, clause: ClauseProof, day: date) -> str | None:
    """The act that does not apply to this case, as a statement, where a clause is open because the text without it is not on file."""
    if clause.state != "unknown":
        return None
    own = next(c for c in pack.clauses if c.id == clause.id)
    rows = [s.reason for s in standings_on(own.standings, day) if s.negated and s.state == "unknown" and s.reason]
    return next((said for said in rows if clause.reason == exempt(said)), None)


def not_on_file(pack: Pack, clause: ClauseProof | Definition, day: date) -> str:
    """The section where nothing of it is on file that day, else the place in it."""
    section = pack.section[clause.section]
    return clause.citation if section.on(day) else section.cite


def behind_text(cite: str, clauses: list[ClauseProof]) -> str:
    reasons = tuple(dict.fromkeys(c.reason for c in clauses if c.citation == cite and c.state in ("not_followed", "unknown") and c.reason))
    behind = say("the rules do not follow the text of {place} in force that day", place=cite)
    return say("{statement}: {reasons}", statement=behind, reasons="; ".join(reasons)) if reasons else behind


def acts_past_horizon(section: SectionText, day: date) -> list[str]:
    """The acts on file that changed a section after the last day for which its text is known, up to a day."""
    known = section.known_until
    return [act for v in section.versions if known and known < v.from_ <= day for act in v.acts]


def horizon_warnings(section: SectionText, day: date) -> list[str]:
    """What to warn of about how far the file reaches."""
    if section.known_until and section.known_until < day:
        warning = say("{section} is known only until {day}", section=section.cite, day=show_date(section.known_until))
    elif section.horizon_unknown:
        warning = say("it is not known how long the text of {section} on file stayed in force", section=section.cite)
    else:
        return []
    because = section.horizon_because
    return [say("{statement}: {reasons}", statement=warning, reasons=because) if because else warning]
