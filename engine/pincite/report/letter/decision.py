"""Part 2 of a letter: the decision in one sentence, why in short, and how an amount was worked out."""

from collections.abc import Iterator

from pincite.explain.may_differ import in_words, may_differ
from pincite.explain.proof import BEYOND_HORIZON, RULES_BEHIND_TEXT, TEXT_NOT_ON_FILE, Determination, Unmet
from pincite.explain.reasons.outcome import LAW_NOT_KNOWN
from pincite.explain.wording import finish, listing
from pincite.report.view import Decision
from pincite.texts import plural, say
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.verdicts import CONFLICT, GAP


def decision(d: Determination) -> Decision:
    notices = tuple(finish(w) for w in d.warnings if w not in d.headline)
    return Decision(d.headline, tone(d), lead(d), tuple(working(d)), (*notices, *map(in_words, may_differ(d))))


def tone(d: Determination) -> str:
    """How the answer stands, for a template that shows it by more than words."""
    if d.status in (TEXT_NOT_ON_FILE, RULES_BEHIND_TEXT):
        return "open"
    return {HOLDS: "yes", FAILS: "no"}.get(d.verdict, "open")


def working(d: Determination) -> Iterator[str]:
    """How an amount was worked out, in figures; what the law states is not worked out."""
    for clause in d.questions[0].clauses if d.value is not None else ():
        if clause.applies and clause.guard == HOLDS and not clause.defeated_by and clause.working and clause.value:
            yield finish(say("how it is worked out: {working} = {value}", working=clause.working, value=clause.value))


def lead(d: Determination) -> str:
    """A few sentences after the decision: why, in short, and what the reader can do with it."""
    sentences = [why(d), several(d)]
    if d.status == BEYOND_HORIZON and d.outcome != LAW_NOT_KNOWN:
        sentences.append(say("The law may have changed since the day up to which it is known here; please check before you rely on this."))
    if any(r.decides for r in d.readings):
        sentences.append(
            say("The reading decides: the law can be read in more than one way, and another reading gives another answer (see Readings).")
        )
    return " ".join(s for s in sentences if s)


def why(d: Determination) -> str:
    if d.status == TEXT_NOT_ON_FILE:
        return say(
            "Nothing has been decided either way. What the law said that day is not known here, and no other text is put in its place."
        )
    if d.status == RULES_BEHIND_TEXT:
        return say("Nothing has been decided either way. The law is on file, but the rules that apply it have not been brought up to it.")
    if d.outcome == LAW_NOT_KNOWN:
        return say("Nothing has been decided either way. The law is not known to reach to that day.")
    if settled_anyhow(d):
        return say("Not every fact is established, and the answer is the same however they turn out. How, is set out below.")
    match d.verdict:
        case code if code == HOLDS and d.kind == "value":
            return say("The provision that gives it, and how it was applied to the facts on file, are set out below.")
        case code if code == HOLDS:
            return say("All that the provision asks is met. How, element by element, is set out below.")
        case code if code == FAILS:
            return refused(d)
        case code if code == CONFLICT:
            return say("Provisions in force give different answers and none gives way to another, so this needs a decision by a person.")
        case code if code == GAP:
            return say(
                "The provisions on file cover other cases than this one. Each is shown below, with the fact for which it does not apply."
            )
        case code if code == UNDETERMINED:
            return undecided(d)
        case _:
            return say("This says nothing for or against: another provision, not on file here, may decide it.")


def several(d: Determination) -> str:
    """That several provisions each suffice for the answer, and which is the principal one."""
    grounds = [g for g in d.grounds if g.question == 0]
    principal = next((g for g in grounds if g.principal), None)
    if principal is None or len({g.clause for g in grounds}) < 2:
        return ""
    place = principal.citation
    if len({g.citation for g in grounds}) < len({g.clause for g in grounds}):
        title = next((c.title for c in d.questions[0].clauses if c.id == principal.clause), None)
        place = f"{place} ({title})" if title else place
    return plural(
        len({g.clause for g in grounds}),
        "{n} provision suffices for this by itself; the principal one is {place}.",
        "{n} provisions each suffice for this by themselves; the principal one is {place}.",
        place=place,
    )


def settled_anyhow(d: Determination) -> bool:
    """Whether the conditions leave the question open, and every completion of the facts gives this answer."""
    return d.completion is not None and d.completion.verdict != UNDETERMINED and d.verdict == d.completion.verdict


def refused(d: Determination) -> str:
    failing, barring = (len({together(u, n) for n, u in enumerate(d.unmet) if u.bars == bars}) for bars in (False, True))
    open_ = len(d.missing)
    counted = (
        plural(failing, "{n} element is not met", "{n} elements are not met") if failing else "",
        plural(barring, "{n} condition is in the way", "{n} conditions are in the way") if barring else "",
        plural(open_, "{n} fact is not yet established", "{n} facts are not yet established") if open_ else "",
    )
    parts = tuple(part for part in counted if part)
    if not parts:
        return say("The reasons are set out below.")
    if d.changes.open or d.changes.past:
        each = plural(
            failing + barring + open_,
            "It is listed below, with the words of the law that ask for it and with what would change the result.",
            "Each is listed below, with the words of the law that ask for it and with what would change the result.",
        )
    else:
        each = plural(
            failing + barring + open_,
            "It is listed below, with the words of the law that ask for it.",
            "Each is listed below, with the words of the law that ask for it.",
        )
    return f"{finish(listing(parts))} {each}"


def together(u: Unmet, number: int) -> tuple[str, int]:
    """What is counted as one: the alternatives of a block are one element, which is not met as long as none of them is."""
    return (u.group, -1) if u.alternative and u.group else ("", number)


def undecided(d: Determination) -> str:
    decisive = [m for m in d.missing if m.decisive]
    granting = any(c.applies and c.effect in ("grant", "value") for c in d.questions[0].clauses)
    if not decisive and not granting:
        return say("Nothing has been decided either way: another provision, not on file here, may decide it.")
    if not decisive:
        return say("Nothing has been decided either way.")
    if all(m.which_day for m in decisive):
        return say("Nothing has been decided either way. No fact is wanting: no rule on file says which of two days counts.")
    unread = any(c.state == "conditional" and not c.passages for q in d.questions if q.bears for c in q.clauses)
    if granting and not unread and not (d.completion and d.completion.may_stay_open):
        return plural(
            len(decisive),
            "Nothing has been decided either way. {n} fact can still change the answer; once it is established, the question can be "
            "decided.",
            "Nothing has been decided either way. {n} facts can still change the answer; once they are established, the question can be "
            "decided.",
        )
    return plural(
        len(decisive),
        "Nothing has been decided either way. {n} fact can still change the answer.",
        "Nothing has been decided either way. {n} facts can still change the answer.",
    )
