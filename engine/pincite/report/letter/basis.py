"""Part 9 of a letter: what was assumed or presumed and why, and what lies in judgement, with who judged."""

from pincite.explain.display import show_date
from pincite.explain.proof import Determination, Judgement, Said
from pincite.explain.wording import REASONS, finish, joined, listing
from pincite.report.view import Lines
from pincitec.semantics.truth import UNDETERMINED


def basis(d: Determination) -> tuple[Lines, ...]:
    assumed = tuple(finish(a.text + (f", because {a.because}" if a.because else "")) for a in d.assumptions)
    judged = tuple(judgement_line(j) for j in d.judgements)
    return tuple(one for one in (Lines("Assumptions", "", assumed), Lines("Judgements", "", judged)) if one.lines)


def judgement_line(j: Judgement) -> str:
    if j.said:
        return " ".join((finish(j.statement), *(finish(said_line(s)) for s in j.said)))
    if j.truth == UNDETERMINED:
        return finish(j.statement)
    judges = listing(j.judges, joined(j.judged_by_any))
    who = f"judged by {j.judged_by}" if j.judged_by else f"it lies in the judgement of {judges}; the facts do not say who judged"
    if len(j.judges) > 1 and not j.judged_by and not j.judged_by_any:
        who += ", and are taken as what all of them found"
    return finish(f"{j.statement}; {who}")


def said_line(said: Said) -> str:
    """What one of several judges found: "the department: yes (evaluation of 2020-21, May 10, 2021)"."""
    origin = ", ".join(part for part in (said.source, show_date(said.on) if said.on else None, said.status) if part)
    found = said.found or REASONS.get(said.missing or "", "not yet judged")
    return f"{said.by}: {found}{f' ({origin})' if origin else ''}"
