"""Part 9 of a letter: what was assumed or presumed and why, and what lies in judgement, with who judged."""

from pincite.explain.display import show_date
from pincite.explain.proof import Determination, Judgement, Said
from pincite.explain.wording import REASONS, finish, joined, listing
from pincite.report.view import Lines
from pincite.texts import msgid, say
from pincitec.semantics.truth import UNDETERMINED


def basis(d: Determination) -> tuple[Lines, ...]:
    assumed = tuple(
        finish(say("{statement}, because {reason}", statement=a.text, reason=a.because) if a.because else a.text) for a in d.assumptions
    )
    judged = tuple(judgement_line(j) for j in d.judgements)
    return tuple(one for one in (Lines(say("Assumptions"), "", assumed), Lines(say("Judgements"), "", judged)) if one.lines)


def judgement_line(j: Judgement) -> str:
    if j.said:
        return " ".join((finish(j.statement), *(finish(said_line(s)) for s in j.said)))
    if j.truth == UNDETERMINED:
        return finish(j.statement)
    if j.judged_by:
        return finish(say("{statement}; judged by {judges}", statement=j.statement, judges=j.judged_by))
    text = msgid("{statement}; it lies in the judgement of {judges}; the facts do not say who judged")
    if len(j.judges) > 1 and not j.judged_by_any:
        text = msgid(
            "{statement}; it lies in the judgement of {judges}; the facts do not say who judged, and are taken as what all of them found"
        )
    return finish(say(text, statement=j.statement, judges=listing(j.judges, joined(j.judged_by_any))))


def said_line(said: Said) -> str:
    """What one of several judges found: "the department: yes (evaluation of 2020-21, May 10, 2021)"."""
    origin = ", ".join(part for part in (said.source, show_date(said.on) if said.on else None, said.status) if part)
    found = said.found or say(REASONS.get(said.missing or "", msgid("not yet judged")))
    line = say("{label}: {value}", label=said.by, value=found)
    return say("{statement} ({reasons})", statement=line, reasons=origin) if origin else line
