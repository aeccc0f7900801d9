"""What is open and what would change the answer, as JSON: completion, settling sets, changes, facts that played no part."""

from pincite.explain.changes.model import Change, Changes, Edit, NoPart
from pincite.explain.proof import Completion, FactWay, SettledWay, Settling
from pincite.report.json_values import Data, day
from pincitec.semantics.verdicts import VERDICTS


def completion(c: Completion | None) -> Data | None:
    if c is None:
        return None
    return {
        "verdict": VERDICTS[c.verdict],
        "value": c.value,
        "whatever": list(c.whatever),
        "enough": list(c.enough),
        "may_stay_open": c.may_stay_open,
        "exact": c.exact,
        "cases": c.cases,
        "bounded": c.bounded,
        "routes": [settled_way(r) for r in c.routes],
        "more": c.more,
        "all": c.all,
    }


def settled_way(way: SettledWay) -> Data:
    return {
        "verdict": VERDICTS[way.verdict],
        "value": way.value,
        "ways": [fact_way(w) for w in way.ways],
        "awaits": list(way.awaits),
    }


def fact_way(way: FactWay) -> Data:
    return {"facts": list(way.facts), "label": way.label, "words": way.words}


def settling(s: Settling) -> Data:
    return {
        "facts": list(s.facts),
        "labels": list(s.labels),
        "outcomes": [settled_way(o) for o in s.outcomes],
        "best": None if s.best is None else VERDICTS[s.best],
        "worst": None if s.worst is None else VERDICTS[s.worst],
        "may_stay_open": s.may_stay_open,
    }


def changes(c: Changes) -> Data:
    return {"open": [change(x) for x in c.open], "past": [change(x) for x in c.past], "bounded": c.bounded}


def change(c: Change) -> Data:
    return {
        "kind": c.kind,
        "text": c.text,
        "verdict": VERDICTS[c.verdict],
        "value": c.value,
        "effort": c.effort,
        "on": day(c.on),
        "last_known": c.last_known,
        "met": c.met,
        "edits": [edit(e) for e in c.edits],
    }


def edit(e: Edit) -> Data:
    return {
        "kind": e.kind,
        "fact": e.fact,
        "label": e.label,
        "record": e.record,
        "field": e.field,
        "before": e.before,
        "region": e.region,
        "witness": e.witness,
        "stated": e.stated,
        "exact": e.exact,
        "gap": e.gap,
        "effort": e.effort,
        "number": e.number,
        "fields": [{"label": label, "region": region, "witness": witness} for label, region, witness in e.fields],
        "text": e.text,
    }


def no_part(n: NoPart) -> Data:
    return {"fact": n.fact, "label": n.label, "value": n.value, "why": n.why, "text": n.text}
