"""What must be said of the law on the day besides its text: acts that reach back to it, acts that wait, and whose knowledge it is.

Only acts count that change a unit which the answer considers, or of which nobody can say what they change.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from pincite.explain.display import show_date
from pincite.explain.proof import Assumption, Definition, QuestionProof
from pincite.explain.wording import cited
from pincite.texts import say
from pincitec.graph.pack import Pack
from pincitec.graph.texts import ActNotice, SectionText


def made_later(pack: Pack, questions: Iterable[QuestionProof], used: Iterable[Definition], day: date) -> tuple[str, ...]:
    """Warnings about texts that were not yet made on the day to which they are applied, and about the day of knowledge, if one is given."""
    said = []
    if pack.known_on is not None:
        day_known = show_date(pack.known_on)
        unsure = undated(pack, questions, used, day)
        if unsure:
            said += [say("the law is applied as it was known on {day}, as far as the file tells", day=day_known), counted(unsure)]
        else:
            said.append(say("the law is applied as it was known on {day}; acts that became known later are left out", day=day_known))
    for section, notice in notices(pack, questions, used, day, "retroactive"):
        where = cited(notice.places) if notice.places else section.cite
        begins = show_date(notice.from_) if notice.from_ is not None else say("earlier days")
        reaches = say("{act} reaches back to {begins} ({words})", act=named(notice), begins=begins, words=notice.words)
        later = say("the text of {place} that is applied to {day} was made later: {why}", place=where, day=show_date(day), why=reaches)
        said.append(later)
    return tuple(said)


def undated(pack: Pack, questions: Iterable[QuestionProof], used: Iterable[Definition], day: date) -> tuple[str, ...]:
    """The acts that the answer rests on and of which nothing on file says that they were known on the day of knowledge."""
    return tuple(dict.fromkeys(notice.act for _, notice in notices(pack, questions, used, day, "undated")))


def counted(acts: tuple[str, ...]) -> str:
    """What is done with acts of which the file does not say when they became known."""
    if len(acts) == 1 and ", and " not in acts[0]:
        return say("{not_dated}; it is counted as known", not_dated=not_dated(acts))
    return say("{not_dated}; they are counted as known", not_dated=not_dated(acts))


def not_dated(acts: tuple[str, ...]) -> str:
    return say("when {acts} became known is not on file", acts="; ".join(acts))


def named(notice: ActNotice) -> str:
    """An act with the day on which it was made, where that is on file."""
    return notice.act if notice.made is None else say("{act}, of {day},", act=notice.act, day=show_date(notice.made))


def waiting(pack: Pack, questions: Iterable[QuestionProof], used: Iterable[Definition], day: date) -> tuple[Assumption, ...]:
    """Acts that are taken as not in effect because nothing on file says that what they wait for has come."""
    said = []
    for section, notice in notices(pack, questions, used, day, "waiting"):
        said.append(Assumption("commencement", not_in_effect(section, notice)))
    return tuple(said)


def not_in_effect(section: SectionText, notice: ActNotice) -> str:
    """That an act is taken as not in effect, and what it waits for."""
    if notice.places:
        return say(
            "{act} is taken as not in effect: it would change {places} when “{words}”, and nothing on file says that this has come",
            act=named(notice),
            places=cited(notice.places),
            words=notice.words,
        )
    return say(
        "{act} is taken as not in effect: it may change any provision of {section} when “{words}”, and nothing on file says that this has "
        "come",
        act=named(notice),
        section=section.cite,
        words=notice.words,
    )


def notices(
    pack: Pack, questions: Iterable[QuestionProof], used: Iterable[Definition], day: date, kind: str
) -> Iterator[tuple[SectionText, ActNotice]]:
    """The notices of a kind that concern a day and a unit considered."""
    places = dict.fromkeys((c.section, identity) for q in questions if q.bears for c in q.clauses for identity in identities(pack, c.id))
    places |= dict.fromkeys((d.section, d.identity) for d in used)
    for id in dict.fromkeys(section for section, _ in places):
        section = pack.section[id]
        units = {outer for s, identity in places if s == id for outer in outermost(section, identity, day)}
        for notice in section.notices:
            if notice.kind == kind and notice.concerns(day) and (not notice.identities or units & set(notice.identities)):
                yield section, notice


def identities(pack: Pack, id: str) -> tuple[str, ...]:
    """The units that a clause rests on."""
    clause = next(c for c in pack.clauses if c.id == id)
    own = (pack.quotes[q] for q in clause.quotes)
    return tuple(dict.fromkeys((clause.identity, *(q.identity for q in own if q.section == clause.section))))


def outermost(section: SectionText, identity: str, day: date) -> Iterator[str]:
    """The unit of the section that holds a unit; the unit itself where it does not stand that day."""
    version = section.on(day)
    yield identity
    for top in version.units if version is not None else ():
        if any(unit.identity == identity for unit in top.walk()):
            yield top.identity
