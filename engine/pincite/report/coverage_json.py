"""The coverage for programs: `pincite-coverage/1`, with its JSON Schema in `docs/schemas/coverage-1.json`. Equal results are equal bytes.

Days are half-open intervals; null is until further notice. Ranges are half-open offsets into the normalised text of a unit. Percentages are
rounded down; the numbers of words beside them are exact.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from pincite.exercise import ClauseExercise
from pincite.report.coverage_view import STATES, CoveragePage
from pincitec.coverage import By, SectionCover, State, UnitCover, VersionCover
from pincitec.coverage.model import accounted, percent
from pincitec.diagnostics.render.json import dumps

SCHEMA: Final = "pincite-coverage/1"


def render_json(page: CoveragePage) -> str:
    """Everything that was counted; with a day, only the texts of that day."""
    exercise = page.exercise
    return dumps(
        {
            "schema": SCHEMA,
            "on": day(page.on),
            "sections": [section_json(page, section) for section in page.sections],
            "exercise": {
                "scenarios": exercise.scenarios,
                "failed": list(exercise.failed),
                "percent": percent(exercise.share()),
                "clauses": [clause_json(clause) for clause in exercise.clauses],
            },
            "shortfalls": [{"threshold": s.name, "section": s.section, "wanted": s.wanted, "found": s.found} for s in page.shortfalls],
        }
    )


def section_json(page: CoveragePage, section: SectionCover) -> dict[str, Any]:
    return {
        "id": section.id,
        "cite": section.cite,
        "authority": section.authority,
        "path": section.path,
        "accounted": percent(page.counted(section)),
        "exercised": percent(page.exercise.share(section.id)),
        "versions": [version_json(v) for v in section.versions if page.in_view(v.from_, v.until)],
        "not_covered": [
            {"cite": p.citation, "text": p.text, "words": p.words, "from": day(p.from_), "until": day(p.until)}
            for p in page.passages(section)
        ],
        "listed": [{"why": x.why, "cite": x.citation, "number": x.number, "by": by_json(x.by)} for x in section.listed],
        "cut": [
            {"cite": c.citation, "proviso": c.proviso, "rest": c.rest, "from": day(c.from_), "until": day(c.until), "by": origins(c.by)}
            for c in page.cuts(section)
        ],
        "silent": [{"cite": s.citation, "question": s.question, "because": s.because, "location": s.location} for s in section.silent],
        "apart": [{"kind": a.kind, "label": a.label, "words": a.words} for a in section.apart],
    }


def version_json(version: VersionCover) -> dict[str, Any]:
    return {
        "from": day(version.from_),
        "until": day(version.until),
        "counted": version.counted,
        "acts": list(version.acts),
        **figures(version.units),
        "units": [unit_json(unit, version.counted) for unit in version.units],
    }


def unit_json(unit: UnitCover, counted: bool) -> dict[str, Any]:
    return {
        "unit": unit.identity,
        "path": list(unit.path),
        "cite": unit.citation,
        "text": unit.text,
        **figures((unit,)),
        "runs": [
            {"start": r.start, "end": r.end, "words": r.words, "state": name(r.state), "by": origins(r.by)}
            for r in (unit.runs if counted else ())
        ],
    }


def figures(units: tuple[UnitCover, ...]) -> dict[str, Any]:
    """The numbers of words, all and by state, and the share accounted for."""
    states = {name(state): sum(unit.count(state) for unit in units) for state in STATES}
    return {"words": sum(unit.words for unit in units), "states": states, "percent": percent(accounted(units))}


def name(state: State) -> str:
    return state.value.replace(" ", "_")


def origins(by: Iterable[By]) -> list[dict[str, Any]]:
    return [by_json(one) for one in by]


def by_json(by: By) -> dict[str, Any]:
    return {"kind": by.kind, "clause": by.id or None, "location": by.location, "words": by.words, "because": by.because or None}


def clause_json(clause: ClauseExercise) -> dict[str, Any]:
    return {
        "clause": clause.clause,
        "decision": clause.decision,
        "section": clause.section,
        "cite": clause.citation,
        "location": clause.location,
        "met": clause.met,
        "goals": [
            {"kind": g.kind, "about": g.about, "element": g.element, "readings": list(g.readings), "scenario": g.by} for g in clause.goals
        ],
        "impossible": [{"kind": i.kind, "about": i.about, "element": i.element, "why": i.why} for i in clause.impossible],
    }


def day(when: date | None) -> str | None:
    return None if when is None else when.isoformat()
