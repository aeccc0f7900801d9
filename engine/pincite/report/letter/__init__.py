"""From a proof to a letter: one module for each part, which says every sentence of it, and here the order in which they are read.

The order follows what the law of reasons asks of a decision: who decides, the decision, what is outstanding, the question, the law in its
own words, the findings, the law applied to them element by element, what was considered and did not apply, what was assumed and who
judged, how the law was read, what would change the result, how to have it reviewed, how it was produced. (The evidence for that order: 42
CFR 431.210; s 25D of the Australian Acts Interpretation Act 1901; GAO, HEHS-00-179, on letters that fail.)

A profile decides how much of the proof is set out, never what the proof says.
"""

from pincite.explain.proof import Determination
from pincite.report.letter.application import application, around
from pincite.report.letter.basis import basis
from pincite.report.letter.changes import changes
from pincite.report.letter.considered import considered
from pincite.report.letter.decision import decision
from pincite.report.letter.findings import findings
from pincite.report.letter.header import Named, header
from pincite.report.letter.law import law
from pincite.report.letter.outstanding import outstanding
from pincite.report.letter.production import production, review
from pincite.report.letter.question import asked
from pincite.report.letter.readings import readings, remarks
from pincite.report.profiles import CASEWORKER, Profile
from pincite.report.view import Letter
from pincitec.settings import Office

__all__ = ["Named", "letter"]


def letter(
    determination: Determination,
    office: Office | None = None,
    facts_file: str = "FACTS.yaml",
    tables: tuple[str, ...] = (),
    *,
    profile: Profile = CASEWORKER,
    named: Named | None = None,
) -> Letter:
    """The letter of a determination. `office` is the project's; `facts_file` and `tables` (`LIST=FILE`) stand in the command that
    reproduces it; `named` says whom it is about."""
    d = determination
    whom = named or Named()
    found = findings(d)
    return Letter(
        profile=profile.name,
        header=header(d, office, whom),
        decision=decision(d),
        outstanding=outstanding(d),
        question=asked(d),
        law=law(d, profile),
        findings=found,
        application=application(d, around(d, found, profile)),
        considered=considered(d, profile),
        basis=basis(d),
        readings=readings(d, profile),
        remarks=remarks(d) if profile.remarks else None,
        changes=changes(d, profile),
        review=review(office),
        production=production(d, facts_file, tables, whom, profile),
    )
