"""From an impact to a page: which parts there are, in which order, and every sentence in them.

The order is that of the chain: the act, its operations, the text, the clauses (first those that lost their footing), the decisions, the
cases, and what to do next.
"""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from pincite.explain.display import plural, show_date
from pincite.explain.wording import finish, listing
from pincite.impact.model import (
    Cases,
    Change,
    ClauseChange,
    DecisionChange,
    Fate,
    Impact,
    QuotationChange,
    Run,
    UnitChange,
    WordsCame,
)
from pincite.report.impact_cases import case_parts
from pincite.report.impact_view import NO_REDLINE, STATES, Item, Mark, Page, Part, Quoted, Redline, clip, item, part, plain


def impact_page(found: Impact) -> Page:
    """The page of an impact."""
    act = found.act
    chain = (
        part(
            "What it did",
            f"The operations, as the file {'has' if act.on_file else 'would have'} them.",
            (item(clip(o.words), str(o.where)) for o in act.operations),
        ),
        part("What changed in the text", "", map(unit_item, found.units)),
        *clause_parts(found),
        part("Decisions concerned", "", (decision_item(d, found) for d in found.decisions)),
    )
    return Page(
        f"Impact of {act.title}",
        finish(verdict(found)),
        "lost" if found.lost or found.behind or found.outdated else "clean" if found.clean else "open",
        lead(found),
        tuple(dates(found)),
        tuple(finish(n) for n in found.notices),
        (*(p for p in chain if p.items), *case_parts(found)),
        tuple(what_next(found)),
    )


# ---- in short


def verdict(found: Impact) -> str:
    day = found.act.effective
    if day is None:
        return "What it changed cannot be told" if found.untold else "It changed nothing"
    lost, lagging = len(found.lost), sum(d.lost for d in found.decisions)
    if lost:
        so = f", and {plural(lagging, 'decision')} {'has' if lagging == 1 else 'have'} no answer where it is needed" if lagging else ""
        return f"On {show_date(day)}, {plural(lost, 'clause')} lost {'its' if lost == 1 else 'their'} footing{so}"
    if found.outdated:
        return f"No clause lost its footing, but {plural(len(found.outdated), 'citation')} must be changed before the rules compile"
    if found.behind:
        return f"From {show_date(day)} on the law states what no clause gives"
    broken = sum(c.lost for e in found.effects for c in e.clauses)
    if broken:
        return (
            f"Through other acts {plural(broken, 'clause')} {'stands' if broken == 1 else 'stand'} where the rules do not follow the text"
        )
    if found.untold and not found.direct:
        return "What the text owes to it is not told, or not all of it"
    if found.untold and found.complete_after:
        return "No clause lost its footing on its day; what it did through other acts is not told, or not all of it"
    if found.untold:
        return f"From {show_date(day)} on the whole text is not on file: no clause can rest on it"
    failed = [u for u in found.unasked if u.failed]
    if failed:
        return f"No clause lost its footing, but {plural(len(failed), 'case')} could not be asked"
    weighty = sum(c.weighty for c in found.came)
    if weighty:
        return f"No clause lost its footing, but in {plural(weighty, 'unit')} words came that a rule must speak of, and none does"
    bare = sum(d.bare for d in found.decisions)
    if bare:
        return f"No clause lost its footing, but {plural(bare, 'decision')} {'has' if bare == 1 else 'have'} no clause any more"
    return "No clause lost its footing"


def lead(found: Impact) -> str:
    if found.act.effective is None:
        return ""
    said = []
    if found.direct:
        said.append(asked(found.facts, found.scenarios, "Under the new text"))
    for effect in found.effects:
        said.append(asked(effect.facts, effect.scenarios, f"With what it did to other acts, as of {show_date(effect.from_)},"))
    if not said and not found.untold:
        return "It changes only other acts, and for that the text is on no day another one."
    return " ".join(said)


def asked(facts: Cases, scenarios: Cases, under: str) -> str:
    counts = [said for said in (counted(facts, "stored facts"), counted(scenarios, "scenarios")) if said]
    return finish(f"{under} {listing(tuple(counts))}") if counts else "No case on file rests on this section."


def counted(cases: Cases, noun: str) -> str:
    if not cases.asked:
        return ""
    changed = f"{len(cases.changed)} of {plural(cases.asked, 'question')} about {noun}"
    return f"{changed} {'has' if len(cases.changed) == 1 else 'have'} another answer"


def dates(found: Impact) -> Iterator[tuple[str, str]]:
    act = found.act
    yield "Amends", act.citation
    yield "Effective", show_date(act.effective) if act.effective else "not on file" if found.untold else "never"
    if act.enacted:
        yield "Enacted", show_date(act.enacted)
    if act.until:
        yield "Until", show_date(act.until - timedelta(1))
    for other in act.others:
        yield "Same day", other.title if other.section == act.section else f"{other.title}, on {other.citation}"
    yield "On file", str(act.where) if act.on_file else f"no; it would stand at {act.where}"


# ---- the text


def marks(runs: Iterable[Run]) -> Redline:
    """A redline for readers: inferred characters marked, neighbours of one fate joined, blanks outside the marks."""
    joined: list[Mark] = []
    for run in runs:
        text = f"{{?{run.text}}}" if run.status == "inferred" and run.text.strip() else run.text
        if joined and joined[-1].fate == run.fate:
            joined[-1] = Mark(joined[-1].text + text, run.fate)
        else:
            joined.append(Mark(text, run.fate))
    return Redline(tuple(m for mark in joined for m in spaced(mark)))


def spaced(mark: Mark) -> Iterator[Mark]:
    text = mark.text.strip()
    if mark.fate == "kept" or not text:
        yield Mark(mark.text, "kept")
        return
    before, after = mark.text[: len(mark.text) - len(mark.text.lstrip())], mark.text[len(mark.text.rstrip()) :]
    yield from (Mark(t, fate) for t, fate in ((before, "kept"), (text, mark.fate), (after, "kept")) if t)


def unit_item(unit: UnitChange) -> Item:
    cited = unit.after or unit.before or ""
    if unit.change is Change.ADDED:
        head = f"{cited}: added"
    elif unit.change is Change.REMOVED:
        head = f"{cited}: gone"
    elif unit.before != unit.after:
        head = f"{cited}: redesignated, before {unit.before}" + ("; its words amended" if unit.change is Change.AMENDED else "")
    else:
        head = f"{cited}: amended"
    lines = []
    if unit.whole and unit.change is Change.AMENDED:
        lines.append("What changed in it is not on file word by word; both texts stand whole.")
    if len(unit.acts) > 1:
        lines.append(finish(f"changed by {'; by '.join(unit.acts)}"))
    told = marks(unit.runs)
    return item(head, redline=Redline((*designators(unit), *told.marks)) if told.marks else NO_REDLINE, lines=lines)


def designators(unit: UnitChange) -> Iterator[Mark]:
    if unit.was_designator is None:
        yield from (Mark(f"{d} ", "kept") for d in (unit.designator,) if d)
        return
    yield from (Mark(d, fate) for d, fate in ((unit.was_designator, "struck"), (unit.designator, "inserted")) if d)
    yield Mark(" ", "kept")


# ---- the rules


def clause_parts(found: Impact) -> Iterator[Part]:
    lost = [c for c in found.clauses if c.lost]
    gone = [c for c in found.clauses if c.before == "in_force" and c.after == "lapsed" and not c.lost]
    hidden = [c for c in found.clauses if c.before == "in_force" and c.after == "unknown"]
    begun = [c for c in found.clauses if c.before == "lapsed" and c.after == "in_force"]
    known = [c for c in found.clauses if c.before == "unknown" and c.after == "in_force"]
    others = [c for c in found.clauses if c.before == c.after and (c.before != "not_followed")]
    taken_up = [c for c in found.clauses if c.before == "not_followed" and c.after == "in_force"]
    said = "The words that they quote do not stand in the law any more, and no rule speaks of those that came in their place."
    yield part("Clauses that lost their footing", said, (clause_item(c, found) for c in lost))
    said = "The law states an amount beside their words that no clause gives (`pincite check` lists it as PC602)."
    behind = [c for c in found.behind if c.decision not in {x.decision for x in lost}]
    yield part("Where a clause is missing", said, (clause_item(c, found) for c in behind))
    said = "They stand in units that clauses rest on. No clause in force quotes them, and no omit or untranslatable leaves them out."
    yield part("Words that came, and that no rule speaks of", said, (came_item(c) for c in found.came))
    said = "They name a unit that an act removed or redesignated. The rules do not compile until they are changed; here they are read so."
    yield part("Citations to change", said, (item(f"{o.message}: {o.cure}", str(o.where)) for o in found.outdated))
    yield part("Clauses that lapsed, and are dealt with", "", (clause_item(c, found) for c in gone))
    said = "They rest on words that are not on file from then on."
    yield part("Clauses that nothing on file supports any more", said, (clause_item(c, found) for c in hidden))
    yield part("Clauses that begin to stand", "", (clause_item(c, found) for c in (*begun, *taken_up)))
    said = "The text before is not on file, so how long their words had stood cannot be told."
    yield part("Clauses that can be relied on from then on", said, (clause_item(c, found) for c in known))
    said = "For everybody else they stand, or do not stand, as before."
    yield part("Clauses that change for those to whom an act does not apply", said, (clause_item(c, found) for c in others))
    review = [q for q in found.quotations if q.fate is Fate.CONTEXT_CHANGED]
    said = "Their words still stand, in a unit that was changed elsewhere. Read them again there."
    yield part("Quotations to review", said, (item(f"“{q.words}”", str(q.where), lines=(q.citation,)) for q in review))


def came_item(came: WordsCame) -> Item:
    lines = [f"“{clip(' … '.join(came.words))}”"]
    if came.figures:
        lines.append(f"They state {listing(came.figures)}.")
    if came.turning:
        lines.append(f"They hold {listing(tuple(f'“{w}”' for w in came.turning))}, which may turn the meaning of what is quoted.")
    if not came.weighty:
        lines.append("To review: they state no number and turn nothing round by themselves.")
    places = listing(tuple(map(str, came.clauses)))
    lines.append(f"On this unit {'rests the clause' if len(came.clauses) == 1 else 'rest the clauses'} at {places}.")
    return item(came.citation, lines=lines)


def clause_item(clause: ClauseChange, found: Impact) -> Item:
    concerned = [q for q in found.quotations if clause.id in q.clauses and q.fate in (Fate.LAPSED, Fate.UNVERIFIABLE, Fate.BEGAN)]
    return item(
        f"{plain(clause.decision)}: {clause.title}" if clause.title else plain(clause.decision),
        str(clause.where),
        quoted=(quoted(q, found.act.effective) for q in concerned),
        lines=(*(() if concerned else (f"“{clip(clause.words)}”",)), *clause_lines(clause)),
    )


def quoted(q: QuotationChange, day: date | None) -> Quoted:
    from_ = f"from {show_date(day)} on" if day else ""
    note = {
        Fate.LAPSED: f"no longer stands there {from_}",
        Fate.UNVERIFIABLE: f"not on file {from_}",
        Fate.BEGAN: f"stands there {from_}",
    }[q.fate]
    if q.gone:
        note = f"the unit does not exist {from_}"
    elif q.fate is Fate.LAPSED:
        note += "; there now stands:" if q.now else "; what stands there now is not on file word by word, see above"
    return Quoted(q.words, q.citation, str(q.where), note, marks(q.now))


def clause_lines(clause: ClauseChange) -> Iterator[str]:
    if clause.some:
        yield "The act applies only to some; for the others it is as before."
    if clause.exempt:
        states = " → ".join(STATES[state] for state in (clause.exempt.before, clause.exempt.after))
        yield f"For those outside the reach of {clause.exempt.act}: {states}."
    if clause.lost:
        yield f"No clause on {plain(clause.decision)} follows, and nothing says why not."
    for follower in clause.followers:
        where = f" ({follower.where})" if follower.where else ""
        match follower.kind:
            case "clause":
                yield f"Followed by the clause on “{clip(follower.words)}”{where}."
            case "repealed":
                yield f"{follower.words} is gone, so there is nothing to follow."
            case kind:
                yield f"Spoken of by {kind} “{clip(follower.words)}”{where}."
    if clause.until is not None and clause.after == "in_force":
        yield f"They stand until {show_date(clause.until - timedelta(1))}."
    elif clause.until is not None:
        yield f"This lasts until {show_date(clause.until - timedelta(1))}."


def decision_item(decision: DecisionChange, found: Impact) -> Item:
    until = f" to {show_date(decision.until - timedelta(1))}" if decision.until else " on"
    by = {c.id: c for c in found.clauses}
    places = listing(tuple(dict.fromkeys(str(by[c].where) for c in decision.clauses)))
    clauses = "clause" if len(decision.clauses) == 1 else "clauses"
    through = "through" if decision.direct else "because it asks what is decided by"
    lines = [f"From {show_date(decision.from_)}{until}, {through} the {clauses} at {places}."]
    if decision.lost:
        lines.append("No answer where the words that went would have decided: the rules do not follow the text.")
    if decision.bare:
        lines.append("No clause on it stands from then on.")
    return item(f"{plain(decision.name)}, {decision.label}", lines=lines)


# ---- what to do


def what_next(found: Impact) -> Iterator[str]:
    day = found.act.effective
    if day is None and not found.untold:
        return
    if day is None:
        yield "If a source gives the day on which the act took effect, write it into the `.law` file and ask again."
        return
    eve = day - timedelta(1)
    if any(u.failed for u in found.unasked):
        yield "Mend the cases that could not be asked: whether their answers change is not known."
    if found.outdated:
        yield "Change each citation as said above; `pincite check` shows each with its fix, and `pincite explain PC413` tells why."
    if any(c.weighty for c in found.came):
        yield (
            "Add a clause that quotes the words that came, or say why they are left out: omit … because …. "
            "Until then the clauses on the unit decide as if these words were not there."
        )
    if found.lost:
        yield (
            "Put a clause that quotes the words that now stand in the law beside the one that lost its words. "
            f"Leave the old clause as it is: it still decides the days up to {show_date(eve)}. "
            "If the new words decide nothing here, say so with `omit` or `untranslatable`, and why."
        )
        yield (
            "Then run `pincite check`, which lists no PC601 any more, and `pincite test`. "
            f"Add two scenarios, one on {eve.isoformat()} and one on {day.isoformat()}, each with the answer of its day."
        )
        return
    if any(q.fate is Fate.CONTEXT_CHANGED for q in found.quotations):
        yield "Read each quotation to review in the unit as it now stands: other words there may turn its meaning."
    if found.scenarios.considered and not found.scenarios.later and (found.scenarios.changed or found.facts.changed):
        pair = f"one on {eve.isoformat()} and one on {day.isoformat()}"
        yield f"No scenario is dated on {day.isoformat()} or later. Add {pair}, so that both answers are kept."
