"""Part 3 of a letter: what is outstanding. The shortest way first; then what is not met, and what is not established, with the words that
ask for it."""

from pincite.explain.display import show_date
from pincite.explain.proof import Determination, Missing, Unmet
from pincite.explain.wording import by_some, finish, joined, listing
from pincite.report.elements import quotation
from pincite.report.letter.changes import steps
from pincite.report.view import Need, Needs, Outstanding
from pincite.texts import msgid, say
from pincitec.semantics.verdicts import GAP

BARRING = {"duty": msgid("What speaks against the duty"), "prohibition": msgid("What speaks against the prohibition")}
"""What is found to be so and should not be, where nobody is refused anything by it."""


def outstanding(d: Determination) -> Outstanding | None:
    groups, way = needs(d), steps(d)
    return Outstanding(way, groups) if groups or way else None


def needs(d: Determination) -> tuple[Needs, ...]:
    """What is outstanding, first what is not met, then what is not established."""
    failing = [u for u in d.unmet if not u.bars]
    barring = [u for u in d.unmet if u.bars]
    decisive = [m for m in d.missing if m.decisive]
    later = [m for m in d.missing if not m.decisive]
    title = say("Why no provision applies") if d.verdict == GAP else say("What is not met")
    against = BARRING.get(d.questions[0].kind, msgid("What stands in the way"))
    groups = (
        Needs(title, "", tuple(unmet_need(u, failing, d.kind) for u in failing)),
        Needs(say(against), "", tuple(unmet_need(u, barring, d.kind) for u in barring)),
        Needs(say("What is not yet established"), "", tuple(missing_need(m) for m in decisive)),
        Needs(
            say("What would also have to be established"),
            say("These facts are not established either. They would not change the result by themselves; they count once the rest is met."),
            tuple(missing_need(m) for m in later),
        ),
    )
    return tuple(g for g in groups if g.items)


def unmet_need(u: Unmet, all_: list[Unmet], kind: str) -> Need:
    notes = []
    if u.alternative and u.among > 1:
        notes.append(
            say("one of several, of which at least {n} would have to cease to be so", n=u.among)
            if u.bars
            else say("one of several, of which at least {n} are needed", n=u.among)
        )
    elif u.alternative and u.group:
        others = [x for x in all_ if x.group == u.group and x is not u]
        notes.append(
            say("one of several alternatives: it need not be this one")
            if others
            else say("an alternative: another limb of the same provision would do")
        )
    if u.alone and len(all_) > 1:
        refused = kind not in BARRING
        notes.append(
            say("this alone is enough for the refusal, whatever the rest") if refused else say("this alone is enough, whatever the rest")
        )
    if u.met_on and not (u.measure and u.measure.in_full):
        notes.append(say("it will be so from {day} on, if nothing else changes", day=show_date(u.met_on)))
    if u.never:
        notes.append(say("no later day would change it"))
    if u.through:
        notes.append(say("asked in order to find {question}", question=u.through))
    if u.also_through:
        notes.append(say("it also counts in finding {questions}", questions=listing(u.also_through)))
    text = finish(u.finding)
    if u.measure and u.measure.value is not None:
        needed = msgid("{label}: {value}; needed: {needed}")
        text = finish(say(needed, label=u.measure.subject, value=u.measure.value, needed=u.measure.needed))
        short = u.measure.in_full or u.measure.gap
        if short:
            text = f"{text} {finish(short)}"
    return Need(text, tuple(q for q in map(quotation, u.passages) if q), "; ".join(notes) or None)


def missing_need(m: Missing) -> Need:
    notes = []
    if m.alternative:
        notes.append(say("one of several alternatives: it need not be this one"))
    if m.through:
        notes.append(say("asked in order to find {question}", question=m.through))
    notes += [say("asked by {place}: {text}", place=p.citation, text=p.text) for p in m.places if not p.passages and p.text]
    open_ = say("{label}: {value}", label=m.label, value=m.reason)
    if m.judges and not by_some(m.reason):
        judges = listing(m.judges, joined(m.judged_by_any))
        open_ = say("{statement}; it lies in the judgement of {judges}", statement=open_, judges=judges)
    quotations = dict.fromkeys(q for q in (quotation(words) for p in m.places for words in p.passages) if q)
    return Need(finish(open_), tuple(quotations), "; ".join(dict.fromkeys(notes)) or None)
