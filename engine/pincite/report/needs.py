"""What is outstanding, near the top of a letter, and what would change the result, near its end."""

from pincite.explain.display import show_date
from pincite.explain.proof import Determination, Missing, Unmet
from pincite.explain.wording import by_some, finish, joined, listing
from pincite.report.elements import quotation
from pincite.report.view import Lines, Need, Needs
from pincitec.semantics.truth import FAILS, UNDETERMINED
from pincitec.semantics.verdicts import GAP

BARRING = {"duty": "What speaks against the duty", "prohibition": "What speaks against the prohibition"}
"""What is found to be so and should not be, where nobody is refused anything by it."""


def needs(d: Determination) -> tuple[Needs, ...]:
    """What is outstanding, first what is not met, then what is not established."""
    failing = [u for u in d.unmet if not u.bars]
    barring = [u for u in d.unmet if u.bars]
    decisive = [m for m in d.missing if m.decisive]
    later = [m for m in d.missing if not m.decisive]
    title = "Why no provision applies" if d.verdict == GAP else "What is not met"
    groups = (
        Needs(title, "", tuple(unmet_need(u, failing) for u in failing)),
        Needs(BARRING.get(d.questions[0].kind, "What stands in the way"), "", tuple(unmet_need(u, barring) for u in barring)),
        Needs("What is not yet established", "", tuple(missing_need(m) for m in decisive)),
        Needs(
            "What would also have to be shown",
            "These facts are not established either. They would not change the result by themselves; they count once the rest is met.",
            tuple(missing_need(m) for m in later),
        ),
    )
    return tuple(g for g in groups if g.items)


def unmet_need(u: Unmet, all_: list[Unmet]) -> Need:
    notes = []
    if u.alternative and u.group:
        others = [x for x in all_ if x.group == u.group and x is not u]
        notes.append(
            "one of several alternatives: it need not be this one"
            if others
            else "an alternative: another limb of the same provision would do"
        )
    if u.through:
        notes.append(f"asked in order to find {u.through}")
    if u.also_through:
        notes.append(f"it also counts in finding {listing(u.also_through)}")
    text = finish(u.finding)
    if u.measure and not u.bars and u.measure.value is not None:
        text = finish(f"{u.measure.subject}: {u.measure.value}; needed: {u.measure.needed}")
        if u.measure.gap:
            text = f"{text} {finish(u.measure.gap)}"
    return Need(text, tuple(q for q in map(quotation, u.passages) if q), "; ".join(notes) or None)


def missing_need(m: Missing) -> Need:
    notes = []
    if m.alternative:
        notes.append("one of several alternatives: it need not be this one")
    if m.through:
        notes.append(f"asked in order to find {m.through}")
    notes += [f"asked by {p.citation}: {p.text}" for p in m.places if not p.passages and p.text]
    judged = "" if not m.judges or by_some(m.reason) else f"; it lies in the judgement of {listing(m.judges, joined(m.judged_by_any))}"
    quotations = dict.fromkeys(q for q in (quotation(words) for p in m.places for words in p.passages) if q)
    return Need(finish(f"{m.label}: {m.reason}{judged}"), tuple(quotations), "; ".join(dict.fromkeys(notes)) or None)


def changes(d: Determination) -> Lines:
    """What would change or settle the result: each cure, limbs of one block together."""
    grouped: dict[str, dict[str, list[str]]] = {}
    for i, u in enumerate(d.unmet):
        line = u.cure
        if u.measure and u.measure.met_on:
            line += f", which is so from {show_date(u.measure.met_on)} on if nothing interrupts it"
        grouped.setdefault(u.group if u.alternative else f"{i}", {}).setdefault(u.limb if u.alternative else "", []).append(line)
        for group, limb in u.also_limbs:
            grouped.setdefault(group, {}).setdefault(limb, []).extend([line] if u.alternative else [])
    for m in d.missing:
        key = m.group if m.alternative else f"missing {m.fact}"
        grouped.setdefault(key, {}).setdefault(m.limb if m.alternative else "", []).append(m.cure)
    main = d.questions[0]
    for clause in main.clauses if main.kind == "value" and d.verdict == UNDETERMINED else ():
        if clause.values and clause.guard != FAILS:
            days = listing(clause.values, "or")
            grouped.setdefault(f"day {clause.id}", {}).setdefault("", []).append(f"a rule on file says which day counts: {days}")
    # a block of which one limb lacks nothing but what is needed anyway asks for nothing more
    grouped = {key: limbs for key, limbs in grouped.items() if all(limbs.values())}
    lead = ""
    asking = {*(u.clause for u in d.unmet), *(p.clause for m in d.missing for p in m.places)}
    required = all(c.effect == "require" for c in d.questions[0].clauses if c.applies)
    if d.verdict == FAILS and len(grouped) > 1 and (required or len(asking) == 1):
        lead = "For another result, all of these together:"
    limbs = ([" and ".join(dict.fromkeys(lines)) for lines in group.values()] for group in grouped.values())
    lines = tuple(dict.fromkeys(finish("; or ".join(dict.fromkeys(one))) for one in limbs))
    return Lines("What would settle this" if d.verdict == UNDETERMINED else "What would change this", lead, lines)
