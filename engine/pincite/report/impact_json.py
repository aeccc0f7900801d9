"""The impact of an act for machines: versioned JSON, whose schema is `docs/schemas/impact-1.json`. The same impact is the same bytes."""

import json
from collections.abc import Iterable
from typing import Any, Final

from pincite.impact.model import Answer, CaseChange, Cases, Impact, Run, Unasked, Where
from pincite.report.as_json import escaped
from pincite.report.json_values import Data, day, exact
from pincitec.diagnostics.render.text import UNSAFE

SCHEMA: Final = "pincite-impact/1"


def render_json(found: Impact) -> str:
    """Keys in a fixed order, two blanks, one line break at the end; characters that act on a terminal as JSON escapes."""
    return UNSAFE.sub(escaped, json.dumps(impact_data(found), ensure_ascii=False, indent=2)) + "\n"


def impact_data(found: Impact) -> Data:
    """Plain data, in the order of the schema."""
    act = found.act
    return {
        "schema": SCHEMA,
        "act": {
            "title": act.title,
            "titles": list(act.titles),
            "section": act.section,
            "citation": act.citation,
            "effective": day(act.effective),
            "enacted": day(act.enacted),
            "until": day(act.until),
            "applies": act.applies,
            "where": where(act.where),
            "on_file": act.on_file,
            "operations": [{"words": o.words, "where": where(o.where)} for o in act.operations],
            "others": [{"section": o.section, "citation": o.citation, "title": o.title} for o in act.others],
        },
        "complete_before": found.complete_before,
        "complete_after": found.complete_after,
        "units": [
            {
                "change": u.change.value,
                "before": u.before,
                "after": u.after,
                "designator": u.designator,
                "was_designator": u.was_designator,
                "acts": list(u.acts),
                "word_by_word": not u.whole,
                "redline": redline(u.runs),
            }
            for u in found.units
        ],
        "quotations": [
            {
                "words": q.words,
                "citation": q.citation,
                "where": where(q.where),
                "fate": q.fate.value,
                "gone": q.gone,
                "redline": redline(q.now),
                "clauses": list(q.clauses),
            }
            for q in found.quotations
        ],
        "outdated_citations": [{"where": where(o.where), "message": o.message, "cure": o.cure} for o in found.outdated],
        "clauses": [
            {
                "id": c.id,
                "title": c.title,
                "decision": c.decision,
                "words": c.words,
                "citation": c.citation,
                "where": where(c.where),
                "before": c.before,
                "after": c.after,
                "from": day(c.from_),
                "until": day(c.until),
                "applies_to_some": c.some,
                "exempt": c.exempt and {"act": c.exempt.act, "before": c.exempt.before, "after": c.exempt.after},
                "lost": c.lost,
                "followers": [{"kind": f.kind, "words": f.words, "where": f.where and where(f.where)} for f in c.followers],
            }
            for c in found.clauses
        ],
        "decisions": [
            {
                "name": d.name,
                "label": d.label,
                "direct": d.direct,
                "clauses": list(d.clauses),
                "from": day(d.from_),
                "until": day(d.until),
                "lost": d.lost,
                "without_clause": d.bare,
            }
            for d in found.decisions
        ],
        "facts": cases(found.facts),
        "scenarios": cases(found.scenarios),
        "effects": [
            {
                "from": day(e.from_),
                "until": day(e.until),
                "units": [{"citation": u.citation, "without": u.without, "with": u.with_} for u in e.units],
                "clauses": [
                    {
                        "id": c.id,
                        "decision": c.decision,
                        "words": c.words,
                        "citation": c.citation,
                        "where": where(c.where),
                        "without": c.without,
                        "with": c.with_,
                    }
                    for c in e.clauses
                ],
                "facts": cases(e.facts),
                "scenarios": cases(e.scenarios),
            }
            for e in found.effects
        ],
        "direct": found.direct,
        "words_came": [
            {
                "citation": c.citation,
                "acts": list(c.acts),
                "words": list(c.words),
                "figures": list(c.figures),
                "turning": list(c.turning),
                "clauses": [where(w) for w in c.clauses],
                "must_be_spoken_of": c.weighty,
            }
            for c in found.came
        ],
        "notices": list(found.notices),
        "untold": found.untold,
        "lost": [c.id for c in found.lost],
        "clean": found.clean,
    }


def where(place: Where) -> Data:
    return {"file": place.file, "line": place.line}


def redline(runs: Iterable[Run]) -> list[Data]:
    return [{"text": r.text, "fate": r.fate, "act": r.act, "status": r.status} for r in runs]


def cases(found: Cases) -> Data:
    return {
        "considered": found.considered,
        "concerned": found.concerned,
        "asked": found.asked,
        "dated_later": found.later,
        "changed": [change(c) for c in found.changed],
        "same_on_other_grounds": [change(c) for c in found.regrounded],
        "unasked": [unasked(u) for u in found.unasked],
    }


def change(c: CaseChange) -> Data:
    return {
        "name": c.name,
        "where": where(c.where),
        "decision": c.decision,
        "on": day(c.on),
        "before": answer(c.before),
        "after": answer(c.after),
    }


def answer(a: Answer) -> Data:
    return {
        "verdict": a.verdict,
        "status": a.status,
        "value": a.value,
        "value_exact": exact(a.exact),
        "said": a.said,
        "headline": a.headline,
    }


def unasked(u: Unasked) -> dict[str, Any]:
    return {"name": u.name, "where": where(u.where), "why": u.why, "failed": u.failed}
