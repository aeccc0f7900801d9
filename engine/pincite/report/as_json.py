"""The determination for machines: versioned JSON, whose schema is `docs/schemas/determination-1.json`. The same proof is the same bytes."""

import json
import re
from fractions import Fraction
from typing import Any, Final

from pincite.explain.proof import (
    ClauseProof,
    Definition,
    Determination,
    ElementProof,
    Exact,
    Finding,
    Judgement,
    LawText,
    Measure,
    Missing,
    Passage,
    Piece,
    Place,
    QuestionProof,
    ReadingProof,
    RecordProof,
    Said,
    Unmet,
)
from pincitec.diagnostics.render.text import UNSAFE
from pincitec.semantics.truth import NAMES
from pincitec.semantics.verdicts import VERDICTS

SCHEMA: Final = "pincite-determination/1"

Data = dict[str, Any]


def render_json(determination: Determination) -> str:
    """One text for one proof: keys in a fixed order, two blanks, one line break at the end. Characters that act on a terminal are written
    as JSON escapes."""
    text = json.dumps(determination_data(determination), ensure_ascii=False, indent=2)
    return UNSAFE.sub(escaped, text) + "\n"


def escaped(match: re.Match[str]) -> str:
    """A character as JSON writes it; the line breaks between fields are not escaped, for they are this module's own."""
    return f"\\u{ord(match[0]):04x}"


def determination_data(d: Determination) -> Data:
    """Plain data, in the order of the schema."""
    return {
        "schema": SCHEMA,
        "decision": d.decision,
        "label": d.label,
        "kind": d.kind,
        "verdict": VERDICTS[d.verdict],
        "value": d.value,
        "value_exact": exact(d.exact),
        "status": d.status,
        "headline": d.headline,
        "on": d.on.isoformat(),
        "law_on": d.law_on.isoformat(),
        **({"known_on": d.known_on.isoformat()} if d.known_on is not None else {}),
        "strict": d.strict,
        "readings": {r.choice: r.used for r in d.readings},
        "clauses": [clause(c) for q in d.questions[:1] for c in q.clauses],
        "unmet": [unmet(u) for u in d.unmet],
        "missing": [missing(m) for m in d.missing],
        "not_needed": list(d.not_needed),
        "warnings": list(d.warnings),
        "findings": [finding(f) for f in d.findings],
        "questions": [question(q) for q in d.questions[1:]],
        "definitions": [definition(x) for x in d.definitions],
        "reading_results": [reading(r) for r in d.readings],
        "assumptions": [{"kind": a.kind, "text": a.text, "because": a.because} for a in d.assumptions],
        "judgements": [judgement(j) for j in d.judgements],
        "remarks": [{"kind": r.kind, "citation": r.citation, "words": r.words, "because": r.because} for r in d.remarks],
        "law": [law(text) for text in d.law],
        "facts": d.facts_digest,
        "rests_on": d.rests_on,
        "pack": d.pack,
        "engine": d.engine,
    }


def truth(code: int | None) -> str | None:
    return None if code is None else NAMES[code]


def day(value: Any) -> str | None:
    return None if value is None else str(value.isoformat())


def exact(value: Exact | None) -> Data | None:
    """A number is whole, or a text "numerator/denominator": never a float."""
    if value is None:
        return None
    if value.number is None:
        return {"type": value.type, "text": value.text}
    number = str(value.number) if isinstance(value.number, Fraction) else value.number
    return {"type": value.type, "unit": value.unit, "number": number}


def passage(p: Passage | None) -> Data | None:
    if p is None:
        return None
    found = {"words": p.words, "citation": p.citation, "section": p.section, "status": p.status, "elided": list(p.elided)}
    return found if p.link is None else {**found, "link": p.link}


def measure(m: Measure | None) -> Data | None:
    if m is None:
        return None
    return {
        "subject": m.subject,
        "value": m.value,
        "relation": m.relation,
        "threshold": m.threshold,
        "gap": m.gap,
        "met_on": day(m.met_on),
    }


def record(r: RecordProof) -> Data:
    return {
        "key": r.key,
        "result": {"holds": "included", "fails": "excluded"}.get(NAMES[r.truth], "undetermined"),
        "fields": dict(r.fields),
        "amount": r.amount,
        "conditions": [NAMES[p] for p in r.parts],
    }


def element(e: ElementProof) -> Data:
    return {
        "kind": e.kind,
        "truth": None if e.per_record else NAMES[e.truth],
        "needed": e.needed,
        "quotation": passage(e.passage),
        "uncited": e.uncited,
        "text": e.text,
        "at_least": e.at_least,
        "choice": e.choice,
        "reading": e.alternative,
        "facts": list(e.facts),
        "questions": list(e.questions),
        "measure": measure(e.measure),
        "list": e.list_fact,
        "complete": e.complete,
        "records": [record(r) for r in e.records],
        "joined": e.joined,
        "operands": [element(o) for o in e.operands],
        "children": [element(c) for c in e.children],
    }


def clause(c: ClauseProof) -> Data:
    return {
        "id": c.id,
        "citation": c.citation,
        "title": c.title,
        "effect": c.effect,
        "state": c.state,
        "reason": c.reason,
        "from": day(c.from_),
        "until": day(c.until),
        "guard": NAMES[c.guard],
        "value": c.value,
        "working": c.working,
        "defeated_by": c.defeated_by,
        "location": c.location,
        "quotations": [passage(p) for p in c.passages],
        "elements": None if c.root is None else element(c.root),
        "exceptions": [element(e) for e in c.exceptions],
        "applicability": [element(e) for e in c.applicability],
        "questions": list(c.questions),
    }


def question(q: QuestionProof) -> Data:
    return {
        "number": q.number,
        "decision": q.decision,
        "label": q.label,
        "under": q.under,
        "supposed": [{"fact": label, "value": value} for label, value in q.supposed],
        "bears": q.bears,
        "verdict": VERDICTS[q.verdict],
        "value": q.value,
        "value_exact": exact(q.exact),
        "candidates": list(q.candidates),
        "sentence": q.sentence,
        "clauses": [clause(c) for c in q.clauses],
    }


def finding(f: Finding) -> Data:
    return {
        "fact": f.name,
        "label": f.label,
        "type": f.type,
        "statement": f.statement,
        "value": f.value,
        "value_exact": exact(f.exact),
        "source": f.source,
        "date": day(f.on),
        "status": f.status,
        "missing": f.missing,
        "judges": list(f.judges),
        "judged_by": f.judged_by,
        "judged_by_any": f.judged_by_any,
        "judgements": [said(s) for s in f.said],
    }


def said(s: Said) -> Data:
    return {"by": s.by, "found": s.found, "source": s.source, "date": day(s.on), "status": s.status, "missing": s.missing}


def unmet(u: Unmet) -> Data:
    return {
        "clause": u.clause,
        "citation": u.citation,
        "quotations": [passage(p) for p in u.passages],
        "condition": u.text,
        "finding": u.finding,
        "facts": list(u.facts),
        "measure": measure(u.measure),
        "alternative": u.alternative,
        "group": u.group,
        "bars": u.bars,
        "cure": u.cure,
        "through": u.through,
        "also_through": list(u.also_through),
    }


def place(p: Place) -> Data:
    return {"clause": p.clause, "citation": p.citation, "quotations": [passage(w) for w in p.passages], "condition": p.text}


def missing(m: Missing) -> Data:
    return {
        "fact": m.fact,
        "label": m.label,
        "reason": m.reason,
        "judges": list(m.judges),
        "judged_by_any": m.judged_by_any,
        "places": [place(p) for p in m.places],
        "alternative": m.alternative,
        "decisive": m.decisive,
        "exact": m.exact,
        "cure": m.cure,
        "through": m.through,
    }


def reading(r: ReadingProof) -> Data:
    return {
        "choice": r.choice,
        "label": r.label,
        "used": r.used,
        "by_default": r.by_default,
        "chosen_by": r.chosen_by,
        "chosen_on": day(r.chosen_on),
        "because": r.because,
        "decides": r.decides,
        "results": [
            {
                "reading": x.alternative,
                "wording": x.wording,
                "used": x.used,
                "verdict": VERDICTS[x.verdict],
                "value": x.value,
                "sentence": x.sentence,
            }
            for x in r.results
        ],
    }


def law(text: LawText) -> Data:
    return {
        "section": text.section,
        "citation": text.citation,
        "authority": text.authority,
        "from": day(text.from_),
        "until": day(text.until),
        "acts": list(text.acts),
        "own_acts": text.own_acts,
        "governs_still": text.governs_still,
        "assumed": text.assumed,
        "on_file": text.on_file,
        "units": [{"designator": u.designator, "depth": u.depth, "pieces": [piece(p) for p in u.pieces]} for u in text.units],
        **({} if text.link is None else {"link": text.link}),
    }


def piece(p: Piece) -> Data:
    return {"text": p.text, "status": p.status, "quoted": p.quoted}


def definition(d: Definition) -> Data:
    return {"name": d.name, "citation": d.citation, "state": d.state, "quotations": [passage(p) for p in d.passages]}


def judgement(j: Judgement) -> Data:
    return {
        "fact": j.fact,
        "label": j.label,
        "judges": list(j.judges),
        "judged_by": j.judged_by,
        "judged_by_any": j.judged_by_any,
        "judgements": [said(s) for s in j.said],
        "statement": j.statement,
        "truth": truth(j.truth),
    }
