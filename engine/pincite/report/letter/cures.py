"""What is wanting to settle an open question, fact by fact, and from whom."""

from functools import reduce

from pincite.explain.conditions import between
from pincite.explain.display import show_date
from pincite.explain.proof import Determination
from pincite.explain.wording import finish
from pincite.report.view import Lines
from pincite.texts import either, say
from pincitec.semantics.truth import FAILS, UNDETERMINED


def cures(d: Determination) -> Lines:
    """What would change or settle the result: each cure, limbs of one block together."""
    grouped: dict[str, dict[str, list[str]]] = {}
    for i, u in enumerate(d.unmet):
        line = u.cure
        if u.measure and u.measure.met_on:
            day = show_date(u.measure.met_on)
            line = say("{statement}, which is so from {day} on if nothing interrupts it", statement=line, day=day)
        grouped.setdefault(u.group if u.alternative else f"{i}", {}).setdefault(u.limb if u.alternative else "", []).append(line)
        for group, limb in u.also_limbs:
            grouped.setdefault(group, {}).setdefault(limb, []).extend([line] if u.alternative else [])
    for m in d.missing:
        key = m.group if m.alternative else f"missing {m.fact}"
        grouped.setdefault(key, {}).setdefault(m.limb if m.alternative else "", []).append(m.cure)
    main = d.questions[0]
    for clause in main.clauses if main.kind == "value" and d.verdict == UNDETERMINED else ():
        if clause.values and clause.guard != FAILS:
            rule = say("a rule on file says which day counts: {days}", days=either(clause.values))
            grouped.setdefault(f"day {clause.id}", {}).setdefault("", []).append(rule)
    # a block of which one limb lacks nothing but what is needed anyway asks for nothing more
    grouped = {key: limbs for key, limbs in grouped.items() if all(limbs.values())}
    lead = ""
    asking = {*(u.clause for u in d.unmet), *(p.clause for m in d.missing for p in m.places)}
    required = all(c.effect == "require" for c in d.questions[0].clauses if c.applies)
    if d.verdict == FAILS and len(grouped) > 1 and (required or len(asking) == 1):
        lead = say("For another result, all of these together:")
    joined = and_unless if d.verdict == UNDETERMINED else or_else
    limbs = ([between("and", tuple(dict.fromkeys(lines))) for lines in group.values()] for group in grouped.values())
    lines = tuple(dict.fromkeys(finish(reduce(joined, dict.fromkeys(one))) for one in limbs))
    title = say("What would settle this") if d.verdict == UNDETERMINED else say("What would change this")
    return Lines(title, lead, lines)


def or_else(one: str, other: str) -> str:
    return say("{one}; or {other}", one=one, other=other)


def and_unless(one: str, other: str) -> str:
    """Of an open question: what is established first may settle it, and may not."""
    return say("{one}; and, unless that settles it, {other}", one=one, other=other)
