"""Part 6 of a letter: the findings of fact, numbered, each with what it rests on."""

from typing import Final

from pincite.explain.display import show_date
from pincite.explain.proof import Determination, Finding
from pincite.explain.wording import listing
from pincite.facts.judgements import DIFFER
from pincite.report.view import Findings, FindingView
from pincitec.semantics.truth import FAILS, HOLDS

STATED: Final = "as stated in the facts"


def findings(d: Determination) -> Findings | None:
    rows = tuple(finding_view(i, f) for i, f in enumerate(d.findings, 1))
    return Findings(rows, ()) if rows else None


def finding_view(number: int, f: Finding) -> FindingView:
    found = f.value if f.truth is None else {HOLDS: "yes", FAILS: "no"}.get(f.truth)
    if found is None:
        found = f.missing or "not established"
    origin = [part for part in (f.source, show_date(f.on) if f.on else None, f.status) if part]
    if f.judged_by:
        origin.append(f"judged by {f.judged_by}")
    elif f.said:
        origin.append(f"judged by {listing(tuple(s.by for s in f.said if s.found))}")
    if not origin:
        origin = [STATED] if f.missing is None else ["nothing on file"]
    return FindingView(f"F{number}", f.label, found, ", ".join(origin), f.missing is not None, standing(f))


def standing(f: Finding) -> str:
    """What kind of finding it is: judged, disputed between judges, stated by whoever gave the facts, or open. The status that the facts
    give it stands with its source."""
    if f.missing is not None:
        return "disputed" if f.missing.startswith(DIFFER) else "open"
    return "judged" if f.judges else "stated"
