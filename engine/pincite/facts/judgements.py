"""Several bodies that judge one fact: who said what, and what it comes to together. Stands over `context.py`, beside `reading.py`.

A value without a name beside it is the joint record of all who must judge. A value with one name is the judgement of that one alone.
Why a fact is missing is kept in English (`Given.missing`), so that facts are the same in every language.
"""

from collections.abc import Mapping

from attrs import evolve

from pincite.facts.context import Context, Slot
from pincite.facts.display import show
from pincite.facts.model import Given, Judged
from pincite.texts import both, either, language, msgid, say
from pincitec.graph.clauses import Fact
from pincitec.graph.pack import Pack
from pincitec.semantics.judgements import joint
from pincitec.semantics.types import BOOLEAN
from pincitec.semantics.values import Value

NOT_YET = msgid("not yet judged by {judges}")
AWAITED = "not yet judged by"
DIFFER = "the judgements differ"
DIFFERENT = msgid("the judgements differ: {findings}")


def together(context: Context, slot: Slot, judged: tuple[Judged, ...], first: Given) -> Given:
    """A fact as its judges find it. `first` is any of the judgements as read: it lends its place in the file."""
    by = {j.by: j for j in judged}
    each: list[Value] = [by[party].value if party in by else None for party in slot.judged_by]
    found = joint(each, condition=slot.type == BOOLEAN, any_of=slot.judged_by_any)
    sources = tuple(dict.fromkeys(j.source for j in judged if j.source))
    days = {j.date for j in judged}
    statuses = {j.status for j in judged}
    with language(None):  # a fact is the same in every language; `in_words` says it
        missing = reason(context.pack, slot, by, differ=found.differ)
    return evolve(
        first,
        value=found.value,
        stated=first.stated if found.value is not None else "",
        missing=None if found.value is not None else missing,
        source="; ".join(sources) or None,
        date=days.pop() if len(days) == 1 else None,
        status=statuses.pop() if len(statuses) == 1 else None,
        judged_by=judged[0].by if len(judged) == 1 else None,
        judgements=tuple(by[party] for party in slot.judged_by if party in by),
    )


def reason(pack: Pack, judging: Slot | Fact, by: Mapping[str, Judged], *, differ: bool) -> str:
    """Why the judgements settle nothing: "not yet judged by the local superintendent"."""
    if differ:
        known = [by[p] for p in judging.judged_by if p in by and by[p].value is not None]
        return say(DIFFERENT, findings="; ".join(f"{wording(pack, j.by)}, {show(j.value, judging.type, pack)}" for j in known))
    lacking = [lacking_of(wording(pack, p), by.get(p)) for p in judging.judged_by if p not in by or by[p].value is None]
    return say(NOT_YET, judges=either(lacking) if judging.judged_by_any else both(lacking))


def judged_differently(missing: str) -> bool:
    """Whether the reason for which a fact is missing (`Given.missing`) is that the judgements differ."""
    return missing.startswith(DIFFER)


def in_words(pack: Pack, fact: Fact, given: Given) -> str | None:
    """Why a fact is missing, with what judges found in the language that is spoken; any other reason as the file has it."""
    if given.missing is None or not given.missing.startswith((DIFFER, AWAITED)):
        return given.missing
    return reason(pack, fact, {j.by: j for j in given.judgements}, differ=judged_differently(given.missing))


WHY = {"pending": msgid("{judge} (pending)"), "declined": msgid("{judge} (declined)")}


def lacking_of(judge: str, judged: Judged | None) -> str:
    """A judge who has not judged, with what was said of that."""
    said = WHY.get(judged.missing or "") if judged is not None else None
    return say(said, judge=judge) if said else judge


def wording(pack: Pack, party: str) -> str:
    """How a party reads."""
    return next((p.wording for p in pack.parties if p.name == party), party.rpartition(".")[2].replace("_", " "))
