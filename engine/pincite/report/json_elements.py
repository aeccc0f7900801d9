"""Questions, clauses and elements as JSON, each with what it came to."""

from pincite.explain.proof import ClauseProof, ElementProof, Measure, QuestionProof, RecordProof
from pincite.report.json_values import Data, day, exact, passage
from pincitec.semantics.truth import NAMES
from pincitec.semantics.verdicts import VERDICTS


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
        "in_full": m.in_full,
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
