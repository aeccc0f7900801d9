"""What is wanting to settle an open question, fact by fact, and from whom."""

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
    open_ = {m.cure for m in d.missing} if d.verdict == UNDETERMINED else set()
    lines = tuple(dict.fromkeys(finish(alternatives(tuple(group.values()), open_)) for group in grouped.values()))
    title = say("What would settle this") if d.verdict == UNDETERMINED else say("What would change this")
    return Lines(title, lead, lines)


def alternatives(limbs: tuple[list[str], ...], open_: set[str]) -> str:
    """The limbs of a block, each of which would do. What is only to be established (`open_`) may not be so: then the next counts."""
    told: dict[str, bool] = {}
    for lines in limbs:
        told.setdefault(between("and", tuple(dict.fromkeys(lines))), any(line in open_ for line in lines))
    (said, unsure), *rest = told.items()
    for other, open_too in rest:
        if unsure:
            said = say("{one}; and, unless that settles it, {other}", one=said, other=other)
        else:
            said = say("{one}; or {other}", one=said, other=other)
        unsure = open_too
    return said
