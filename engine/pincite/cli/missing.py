"""`pincite missing`: which facts are not established, which of them settle the decision, and how it can then come out."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Final

import click

from pincite.cli.answering import Asked, answered, put_out, question_options
from pincite.cli.command import Command
from pincite.cli.streams import LETTER, columns
from pincite.texts import msgid, plural, say

if TYPE_CHECKING:
    from pincite.cli.part_output import Item, Section
    from pincite.explain.proof import Determination, Missing, SettledWay, Settling
    from pincite.facts.tables.model import Wanted

SCHEMA: Final = "pincite-missing/1"

WORDS: Final = {
    "holds": msgid("it holds"),
    "fails": msgid("it fails"),
    "undetermined": msgid("it stays open"),
    "conflict": msgid("the rules conflict"),
    "gap": msgid("no provision gives it"),
    "not_applicable": msgid("no provision decides it"),
}
"""How it comes out, by verdict."""


@click.command(cls=Command, short_help="Tell which missing facts would settle a decision.")
@question_options
def missing(
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
    """Tell which facts DECISION still turns on: those that are always enough, and the smallest sets that can settle it, with the best and
    the worst that each can lead to."""
    answer = answered(Asked(decision, facts_file, records, on, law_on, known_on, readings, language, strict), counterfactuals=False)
    return put_out(answer, as_json if format == "json" else text, strict=strict, exit_status=exit_status)


def as_json(d: "Determination") -> str:
    from pincite.report.as_json import dumped, part_data

    return dumped(part_data(d, SCHEMA, ("missing", "not_needed", "completion", "settling")))


def text(d: "Determination") -> str:
    from pincite.cli.part_output import laid_out

    return "\n".join(laid_out(say("What is missing: {decision}", decision=d.label), d, sections(d), columns(LETTER)))


def sections(d: "Determination") -> "Iterator[Section]":
    from pincite.cli.part_output import Item, Section
    from pincite.explain.may_differ import in_words, may_differ
    from pincite.explain.reasons.outcome import AMBIGUOUS_DATE, NO_ANSWER

    labels = {f.name: f.label for f in d.findings}
    decisive = [m for m in d.missing if m.decisive]
    if d.outcome in NO_ANSWER:
        yield Section(say("What is missing"), (), say("The text of the law, or rules that follow it: no fact can give an answer."))
        return
    awaited = tuple(Item(in_words(each)) for each in may_differ(d))
    if not d.missing and not d.settling and not awaited:
        which_day = d.outcome == AMBIGUOUS_DATE
        rule = say("A rule on file that says which of two days counts; no fact can settle it.")
        yield Section(say("What is missing"), (), rule if which_day else say("Nothing that could change the answer."))
    yield Section(say("What could still open it"), awaited)
    yield Section(say("What it turns on"), tuple(missing_item(m) for m in decisive))
    c = d.completion
    if c is not None and c.bounded:
        text = say("There are too many cases to tell apart ({cases}), so it was not looked further which facts settle it.", cases=c.cases)
        yield Section(say("Which facts settle it"), (), text)
    elif c is not None and c.enough:
        enough = tuple(Item(labels.get(name, name)) for name in c.enough)
        if c.may_stay_open:
            text = say("With some of their values the answer stays open, even once all of these are known.")
            yield Section(say("Not always enough"), enough, text)
        else:
            yield Section(say("Always enough"), enough, say("Once all of these are known the answer is settled, whatever the others are."))
    sets = tuple(settling_item(s, d.kind, labels) for s in d.settling)
    text = plural(c.more, "{n} more set is not listed.", "{n} more sets are not listed.") if c is not None and c.more else ""
    yield Section(say("The smallest sets that can settle it"), sets, text)
    routes = tuple(Item(route(r, labels)) for r in c.routes) if c is not None else ()
    yield Section(say("The shortest way to each answer"), routes)
    later = tuple(missing_item(m) for m in d.missing if not m.decisive)
    yield Section(say("What would also have to be established"), later, say("These count once the rest is met.") if later else "")
    unneeded = tuple(Item(labels.get(name, name)) for name in d.not_needed)
    yield Section(say("Not provided, and not needed"), unneeded)


def missing_item(m: "Missing") -> "Item":
    from pincite.cli.part_output import Item

    words = tuple(dict.fromkeys(f"“{p.words}” — {p.citation}" for place in m.places for p in place.passages))
    return Item(m.cure, words)


def settling_item(s: "Settling", kind: str, labels: Mapping[str, str]) -> "Item":
    from pincite.cli.part_output import Item
    from pincite.texts import both
    from pincitec.semantics.verdicts import VERDICTS

    below = [route(o, labels) for o in s.outcomes]
    if s.best is not None and s.worst is not None and kind != "value":
        best, worst = say(WORDS[VERDICTS[s.best]]), say(WORDS[VERDICTS[s.worst]])
        below.append(say("At best {best}, at worst {worst}.", best=best, worst=worst))
    elif s.may_stay_open:
        below.append(say("With other values it stays open."))
    return Item(both(s.labels), tuple(below))


def route(way: "SettledWay", labels: Mapping[str, str]) -> str:
    """How facts would have to turn out, and what it then comes to. `labels` are those of facts, by name."""
    from pincite.texts import both
    from pincitec.semantics.verdicts import VERDICTS

    ways = "; ".join(say("{label}: {words}", label=w.label, words=w.words) for w in way.ways)
    comes_to = way.value if way.value is not None else say(WORDS[VERDICTS[way.verdict]])
    if way.value is None and way.awaits:
        comes_to = say("it is computed from {facts}", facts=both(tuple(labels.get(name, name) for name in way.awaits)))
    return say("{ways}. Then {result}.", ways=ways, result=comes_to) if ways else say("In any case {result}.", result=comes_to)
