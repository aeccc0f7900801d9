"""Part 6 of a letter: the findings of fact, numbered, each with what it rests on."""

from typing import Final

from pincite.explain.changes.model import EITHER_WAY, NOT_ASKED
from pincite.explain.display import show_date
from pincite.explain.proof import Determination, Finding
from pincite.explain.wording import in_a_word, listing
from pincite.facts.display import show_truth
from pincite.facts.judgements import judged_differently
from pincite.report.view import Findings, FindingView
from pincite.texts import msgid, say
from pincitec.semantics.truth import FAILS, HOLDS

STATED: Final = msgid("as stated in the facts")


def findings(d: Determination) -> Findings | None:
    rows = tuple(finding_view(i, f) for i, f in enumerate(d.findings, 1))
    return Findings(rows, no_part(d, rows)) if rows or d.no_part else None


def no_part(d: Determination, rows: tuple[FindingView, ...]) -> tuple[str, ...]:
    """The facts that were given and played no part, by the reason for it."""
    numbers = {f.name: row.number for f, row in zip(d.findings, rows, strict=True)}

    def shown(why: str) -> str:
        return listing(tuple(f"{f.label} ({numbers[f.fact]})" if f.fact in numbers else f.label for f in d.no_part if f.why == why))

    either, unasked = shown(EITHER_WAY), shown(NOT_ASKED)
    said = []
    if either:
        said.append(say("What is found on these played no part; the answer is the same whatever it is: {facts}.", facts=either))
    if unasked:
        said.append(say("Given, and asked by no provision that the answer rests on: {facts}.", facts=unasked))
    return tuple(said)


def finding_view(number: int, f: Finding) -> FindingView:
    found = f.value if f.truth is None else show_truth(f.truth) if f.truth in (HOLDS, FAILS) else None
    if found is None:
        found = in_a_word(f.reason or f.missing) if f.missing else say("not established")
    origin = [part for part in (f.source, show_date(f.on) if f.on else None, f.status) if part]
    if f.judged_by:
        origin.append(say("judged by {judges}", judges=f.judged_by))
    elif f.said:
        origin += judged(f)
    if not origin:
        origin = [say(STATED)] if f.missing is None else [say("nothing on file")]
    if f.judges and f.missing is None and not f.judged_by and not f.said:
        origin.append(say("no judge named"))
    return FindingView(f"F{number}", f.label, found, ", ".join(origin), f.missing is not None, standing(f))


def judged(f: Finding) -> list[str]:
    """Who judged a fact that several judge; where they differ, each with what they found."""
    by: dict[str, list[str]] = {}
    for each in f.said:
        if each.found:
            by.setdefault(each.found, []).append(each.by)
    if len(by) < 2:
        return [say("judged by {judges}", judges=listing(tuple(judges))) for judges in by.values()]
    return [say("judged {finding} by {judges}", finding=found, judges=listing(tuple(judges))) for found, judges in by.items()]


def standing(f: Finding) -> str:
    """What kind of finding it is: judged, disputed between judges, stated by whoever gave the facts, or open. The status that the facts
    give it stands with its source."""
    if f.missing is not None:
        return "disputed" if judged_differently(f.missing) else "open"
    return "judged" if f.judges else "stated"
