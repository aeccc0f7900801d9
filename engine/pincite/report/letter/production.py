"""Parts 12 and 13 of a letter: how to have the answer reviewed, and how it was made, with the command that makes it again."""

from shlex import quote as shell_quote
from typing import Final

from pincite.explain.proof import Determination
from pincite.explain.wording import finish
from pincite.report.letter.header import Named
from pincite.report.profiles import CASEWORKER, Profile
from pincite.report.view import Production
from pincite.texts import ENGLISH, msgid, say, spoken
from pincitec.settings import Office

NO_RECOURSE: Final = msgid(
    "How to have this answer reviewed is not configured here. "
    "Ask the office that gave you this letter, or the authority that decides the matter."
)
STATEMENT: Final = msgid("Written rules were applied to the facts stated. The law quoted above governs; the rules only encode it.")


def review(office: Office | None) -> str:
    """As the office states it. No day is computed: until when a review can be asked for is for the office to say."""
    return finish(office.recourse) if office and office.recourse else say(NO_RECOURSE)


def production(d: Determination, facts_file: str, tables: tuple[str, ...], whom: Named, profile: Profile) -> Production:
    rows = [
        (say("Rules"), say("digest {hash}", hash=d.rests_on)),
        (say("Facts"), say("digest {hash}", hash=d.facts_digest)),
        (say("Engine"), f"pincite {d.engine}"),
    ]
    if profile.nodes:
        rows.insert(1, (say("Pack"), say("hash {hash}", hash=d.pack)))
    return Production(say(STATEMENT), tuple(rows), command(d, facts_file, tables, whom, profile))


def command(
    d: Determination, facts_file: str, tables: tuple[str, ...] = (), whom: Named | None = None, profile: Profile = CASEWORKER
) -> str:
    """The command that gives this letter again, from the same rules and facts."""
    records = [part for table in tables for part in ("--records", table)]
    stated = ["--facts", facts_file] if facts_file else []
    parts = ["pincite", "determine", d.decision, *stated, *records, "--on", d.on.isoformat()]
    if d.law_on != d.on:
        parts += ["--law-on", d.law_on.isoformat()]
    if d.known_on is not None:
        parts += ["--known-on", d.known_on.isoformat()]
    for reading in d.readings:
        if not reading.by_default:
            parts += ["--reading", f"{reading.choice}={reading.used}"]
    if d.strict:
        parts.append("--strict")
    if spoken() != ENGLISH:
        parts += ["--language", spoken()]
    if profile.name != CASEWORKER.name:
        parts += ["--profile", profile.name]
    if whom and whom.applicant:
        parts += ["--applicant", whom.applicant]
    if whom and whom.file_number:
        parts += ["--file-no", whom.file_number]
    return " ".join(shell_quote(p) for p in parts)
