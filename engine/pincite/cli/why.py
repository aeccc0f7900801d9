"""`pincite why`: why a decision holds, or why it does not: what suffices for it, what fails, what was considered, what played no part."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

import click

from pincite.cli.answering import Asked, answered, put_out, question_options
from pincite.cli.command import Command
from pincite.cli.streams import LETTER, columns
from pincite.texts import msgid, say
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED

if TYPE_CHECKING:
    from pincite.cli.part_output import Item, Section
    from pincite.explain.changes.model import NoPart
    from pincite.explain.proof import Considered, Determination, Ground, GroundPart, Unmet
    from pincite.facts.tables.model import Wanted

SCHEMA: Final = "pincite-why/1"


@click.command(cls=Command, short_help="Tell why a decision holds, or why it does not.")
@question_options
def why(
    decision: str,
    facts_file: str | None,
    records: tuple[tuple[str, "Wanted"], ...],
    on: date,
    law_on: date | None,
    known_on: date | None,
    readings: tuple[tuple[str, str], ...],
    format: str,
    language: str | None,
    exit_status: bool,
    strict: bool,
) -> int:
    """Tell why DECISION holds or does not: each ground that suffices, every element that fails, and what was not applied."""
    answer = answered(Asked(decision, facts_file, records, on, law_on, known_on, readings, language, strict))
    return put_out(answer, as_json if format == "json" else text, strict=strict, exit_status=exit_status)


def as_json(d: "Determination") -> str:
    from pincite.report.as_json import dumped, part_data

    return dumped(part_data(d, SCHEMA, ("grounds", "unmet", "considered", "no_part")))


def text(d: "Determination") -> str:
    from pincite.cli.part_output import laid_out

    return "\n".join(laid_out(say("Why: {decision}", decision=d.label), d, sections(d), columns(LETTER)))


def sections(d: "Determination") -> "Iterator[Section]":
    from pincite.cli.part_output import Item, Section
    from pincitec.semantics.verdicts import VERDICTS

    own = [g for g in d.grounds if g.question == 0]
    either_way = d.completion is not None and d.completion.verdict != UNDETERMINED and d.verdict == d.completion.verdict
    free = d.kind in ("duty", "prohibition")  # where it does not hold, nobody is refused anything
    yield Section(say(GROUNDS["holds"] if free else GROUNDS.get(VERDICTS[d.verdict], GROUNDS["holds"])), tuple(ground_item(g) for g in own))
    if either_way and not own:
        text = say("No element settles it: however what is not established turns out, the answer is the same.")
        yield Section(say("How it stands"), tuple(standing(d)), text)
    yield Section(say("What is not met"), tuple(unmet_item(u, refused=not free) for u in d.unmet if not u.bars))
    yield Section(say("What stands in the way"), tuple(unmet_item(u, refused=not free) for u in d.unmet if u.bars))
    facts = tuple(Item(m.cure) for m in d.missing if m.decisive)
    text = say("`pincite missing` tells which of them would settle it.") if facts else ""
    yield Section(say("What is not yet established"), facts, text)
    for question in d.questions[1:]:
        below = tuple(ground_item(g) for g in d.grounds if g.question == question.number)
        yield Section(say("On the way: {question}", question=question.asks), below, question.sentence if below else "")
    yield Section(say("Considered, and not applied"), tuple(considered_item(c) for c in dict.fromkeys(shown(d))))
    yield Section(say("What played no part"), tuple(Item(no_part_line(n)) for n in d.no_part))


GROUNDS: Final = {
    "holds": msgid("What suffices for it"),
    "fails": msgid("What suffices for the refusal"),
    "conflict": msgid("What contradicts itself"),
    "gap": msgid("Why no provision gives it"),
}
"""The heading of the grounds, by verdict."""


def shown(d: "Determination") -> "Iterator[Considered]":
    """What was considered, each once. Of words that came into the law later nothing is said here: the JSON has them."""
    yield from (c._replace(question=0) for c in d.considered if c.why != "not_yet")


def ground_item(g: "Ground") -> "Item":
    """A ground with its elements: all of them, or each set of which one suffices alone."""
    from pincite.cli.part_output import Item

    head = heading(g)
    if len(g.sets) == 1:
        return Item(head, tuple(part_line(g, g.parts[i]) for i in g.sets[0]))
    below = []
    for number, one in enumerate(g.sets, 1):
        below.append(say("Set {number}, which suffices alone:", number=number))
        below += [part_line(g, g.parts[i]) for i in one]
    return Item(head, (*below, *((say("There are more such sets."),) if g.more else ())))


STANDS: Final = {
    HOLDS: msgid("{element}: met"),
    FAILS: msgid("{element}: not met"),
    UNDETERMINED: msgid("{element}: not determined by itself"),
}


def standing(d: "Determination") -> "Iterator[Item]":
    """The clauses that are open, with what their elements came to: for an answer that no element settles."""
    from pincite.cli.part_output import Item
    from pincite.report.letter.application import opened

    for clause in d.questions[0].clauses:
        if clause.applies and clause.guard == UNDETERMINED and clause.asked is not None:
            words = ((e, next((x.passage.words for x in e.walk() if x.passage), "")) for e in opened(clause.asked))
            lines = tuple(f"- {say(STANDS[e.truth], element=f'“{w}”' if w else e.text or '')}" for e, w in words)
            yield Item(say("{citation}.", citation=clause.citation), lines)


def heading(g: "Ground") -> str:
    if g.value is not None and g.principal:
        return say("{citation} gives {value}; the principal ground.", citation=g.citation, value=g.value)
    if g.value is not None:
        return say("{citation} gives {value}.", citation=g.citation, value=g.value)
    return say("{citation}: the principal ground.", citation=g.citation) if g.principal else say("{citation}.", citation=g.citation)


MET: Final = {
    ("condition", True): msgid("{element}: met"),
    ("condition", False): msgid("{element}: not met"),
    ("exception", True): msgid("{element}: an exception, and it applies"),
    ("exception", False): msgid("{element}: an exception, and it does not apply"),
    ("act", True): msgid("{element}: the act applies to this case"),
    ("act", False): msgid("{element}: the act does not apply to this case"),
    ("bar", True): msgid("{element}: it stands in the way"),
    ("bar", False): msgid("{element}: it would stand in the way, and is not so"),
    ("requirement", True): msgid("{element}: required, and met"),
    ("requirement", False): msgid("{element}: required, and not met"),
}
"""By the role of an element, and whether it holds."""


def part_line(g: "Ground", p: "GroundPart") -> str:
    """An element with the words that ask for it, and their place where it is not that of the ground."""
    words = next((f"“{w.words}”" for w in p.passages), "")
    place = next((w.citation for w in p.passages), p.citation)
    if words and place != g.citation:
        element = say("{condition} ({words}, {citation})", condition=p.text, words=words, citation=place)
    else:
        element = say("{condition} ({words})", condition=p.text, words=words) if words else p.text
    return f"- {say(MET[p.role, p.truth != FAILS], element=element)}"


def unmet_item(u: "Unmet", *, refused: bool) -> "Item":
    from pincite.cli.part_output import Item, quoted
    from pincite.explain.display import show_date

    below = [*quoted(u.passages, u.citation)]
    needed = u.measure.needed if u.measure else None
    if needed:
        below.append(say("Needed: {needed}.", needed=needed))
    if u.met_on is not None:
        below.append(say("By the passing of time alone it is so from {day} on.", day=show_date(u.met_on)))
    if u.never:
        below.append(say("By the passing of time alone it will never be so."))
    if u.alternative and u.among > 1:
        several = msgid("One of several, of which at least {n} would have to cease to be so.")
        below.append(say(several, n=u.among) if u.bars else say("One of several, of which at least {n} are needed.", n=u.among))
    elif u.alternative:
        below.append(say("One of several alternatives."))
    if u.alone:
        below.append(say("This alone suffices for the refusal.") if refused else say("This alone suffices."))
    return Item(u.finding, tuple(below))


def no_part_line(n: "NoPart") -> str:
    fact = n.label if n.value is None else say("{label}: {value}", label=n.label, value=n.value)
    return say("{fact} ({why})", fact=fact, why=n.text)


def considered_item(c: "Considered") -> "Item":
    from pincite.cli.part_output import Item, quoted

    displacing = tuple(f"“{p.words}” — {p.citation}" for p in c.by_passages)
    return Item(c.reason, (*quoted(c.passages, c.citation), *displacing))
