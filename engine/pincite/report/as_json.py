"""The determination for machines: versioned JSON, whose schema is `docs/schemas/determination-2.json`. The same proof is the same bytes."""

import json
import re
from typing import Final

from pincite.explain.proof import Definition, Determination, Finding, Judgement, LawText, Piece, ReadingProof, Said
from pincite.report.json_changes import changes, completion, no_part, settling
from pincite.report.json_elements import clause, question
from pincite.report.json_grounds import considered, ground, missing, unmet
from pincite.report.json_values import Data, day, exact, passage, truth
from pincitec.diagnostics.render.text import UNSAFE
from pincitec.semantics.verdicts import VERDICTS

SCHEMA: Final = "pincite-determination/2"


def render_json(determination: Determination) -> str:
    """One text for one proof: keys in a fixed order, two blanks, one line break at the end. Characters that act on a terminal are written
    as JSON escapes."""
    return dumped(determination_data(determination))


def dumped(data: Data) -> str:
    return UNSAFE.sub(escaped, json.dumps(data, ensure_ascii=False, indent=2)) + "\n"


def escaped(match: re.Match[str]) -> str:
    """A character as JSON writes it; the line breaks between fields are not escaped, for they are this module's own."""
    return f"\\u{ord(match[0]):04x}"


HEAD: Final = (
    "decision", "label", "kind", "verdict", "outcome", "value", "value_exact", "status", "headline", "on", "law_on", "known_on", "strict",
    "readings",
)  # fmt: skip
"""What a part of a determination says of the whole."""


def part_data(d: Determination, schema: str, parts: tuple[str, ...]) -> Data:
    """A part of a determination as plain data: what was asked and answered, these parts, and what they rest on."""
    whole = determination_data(d)
    kept = (*HEAD, *parts, "warnings", "facts", "rests_on", "pack", "engine")
    return {"schema": schema, **{name: whole[name] for name in kept if name in whole}}


def determination_data(d: Determination) -> Data:
    """Plain data, in the order of the schema."""
    return {
        "schema": SCHEMA,
        "decision": d.decision,
        "label": d.label,
        "kind": d.kind,
        "verdict": VERDICTS[d.verdict],
        "outcome": d.outcome,
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
        "grounds": [ground(g) for g in d.grounds],
        "unmet": [unmet(u) for u in d.unmet],
        "missing": [missing(m) for m in d.missing],
        "not_needed": list(d.not_needed),
        "completion": completion(d.completion),
        "settling": [settling(s) for s in d.settling],
        "changes": changes(d.changes),
        "no_part": [no_part(n) for n in d.no_part],
        "considered": [considered(c) for c in d.considered],
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
