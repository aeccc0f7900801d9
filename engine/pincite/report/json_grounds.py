"""Reasons as JSON: what is unmet and missing, the grounds, what was considered and not applied."""

from pincite.explain.proof import Considered, Ground, GroundPart, Missing, Place, Unmet
from pincite.report.json_elements import measure
from pincite.report.json_values import Data, day, passage
from pincitec.semantics.truth import NAMES


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
        "among": u.among,
        "group": u.group,
        "bars": u.bars,
        "cure": u.cure,
        "through": u.through,
        "also_through": list(u.also_through),
        "met_on": day(u.met_on),
        "never": u.never,
        "alone": u.alone,
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


def ground(g: Ground) -> Data:
    return {
        "question": g.question,
        "clause": g.clause,
        "citation": g.citation,
        "effect": g.effect,
        "value": g.value,
        "principal": g.principal,
        "parts": [part(p) for p in g.parts],
        "sets": [list(s) for s in g.sets],
        "more": g.more,
    }


def part(p: GroundPart) -> Data:
    return {
        "role": p.role,
        "clause": p.clause,
        "citation": p.citation,
        "quotations": [passage(w) for w in p.passages],
        "condition": p.text,
        "truth": NAMES[p.truth],
        "facts": list(p.facts),
        "questions": list(p.questions),
    }


def considered(c: Considered) -> Data:
    return {
        "question": c.question,
        "why": c.why,
        "clause": c.clause,
        "citation": c.citation,
        "quotations": [passage(p) for p in c.passages],
        "reason": c.reason,
        "by": c.by,
        "by_quotations": [passage(p) for p in c.by_passages],
    }
