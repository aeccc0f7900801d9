"""The difference of two determinations as text and as JSON (`pincite-whatif/1`)."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from pincite.cli.streams import LETTER, columns
from pincite.explain.difference import (
    Answer,
    ClauseDifference,
    Difference,
    ElementDifference,
    FactDifference,
    LawDifference,
    ReadingDifference,
)
from pincite.explain.display import show_date
from pincite.explain.proof import Determination
from pincite.texts import msgid, say
from pincitec.diagnostics.render.json import dumps
from pincitec.diagnostics.render.text import fold
from pincitec.semantics.truth import NAMES
from pincitec.semantics.verdicts import VERDICTS

SCHEMA: Final = "pincite-whatif/1"

TRUTHS: Final = {"holds": msgid("met"), "fails": msgid("not met"), "undetermined": msgid("not established")}
"""How an element stands, by the name of its truth."""


def as_text(found: Difference, fields: Sequence[tuple[str, str]] = ()) -> Iterator[str]:
    """What was before, what is then, and the steps between. `fields`: places of records that were given otherwise, and what as."""
    width = columns(LETTER)
    yield from indented(say("What if: {decision}", decision=found.label), 0, width)
    yield "=" * width
    yield ""
    yield from body(found, fields, width)


def body(found: Difference, fields: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """What stands below the title, as `as_text` has it."""
    before, after = sides(found)
    yield from indented(before, 0, width, 2)
    yield ""
    yield from indented(after, 0, width, 2)
    yield ""
    yield from indented(changed(found), 0, width)
    for title, lines in sections(found, fields):
        yield ""
        yield from indented(title.upper(), 0, width)
        yield "-" * min(width, len(title))
        for line in lines:
            yield from indented(f"* {line}", 2, width, 4)


def sides(found: Difference) -> tuple[str, str]:
    """Both answers in a sentence each."""
    return say("Before: {answer}", answer=found.before.headline), say("Then:   {answer}", answer=found.after.headline)


def changed(found: Difference) -> str:
    """Whether the answer is another, in a sentence."""
    if found.same:
        return say("The answer is the same.")
    if found.before.value is not None and found.after.value is not None:
        return say("The amount is {after} instead of {before}.", before=found.before.value, after=found.after.value)
    return say("The answer is another.")


def sections(found: Difference, fields: Sequence[tuple[str, str]] = ()) -> list[tuple[str, list[str]]]:
    """The steps between the answers, each with its title; those that have anything to tell."""
    given = [fact_line(f) for f in found.facts if f.before or f.after]
    given += [say("{label}: {value}", label=place, value=say("not provided") if stated == "null" else stated) for place, stated in fields]
    made = (
        (say("What is otherwise"), [*given, *map(reading_line, found.readings), *days(found)]),
        (say("What that changes in the law that applies"), [law_line(x) for x in found.law]),
        (say("What that changes element by element"), [element_line(x) for x in found.elements]),
        (say("What that changes in the provisions"), list(clause_lines(found.clauses))),
        (say("No longer needed"), list(found.missing_before)),
        (say("Still to be established then"), list(found.missing_after)),
    )
    return [(title, list(dict.fromkeys(lines))) for title, lines in made if lines]


def indented(text: str, by: int, width: int, further: int | None = None) -> Iterator[str]:
    first, *rest = fold(text, width - max(by, further or 0)) or [""]
    yield " " * by + first
    yield from (" " * (by if further is None else further) + line for line in rest)


def fact_line(fact: FactDifference) -> str:
    before, after = fact.before or unsaid(fact, 0), fact.after or unsaid(fact, 1)
    return say("{fact}: {after} instead of {before}", fact=fact.label, before=before, after=after)


def unsaid(fact: FactDifference, second: int) -> str:
    missing = fact.missing_after if second else fact.missing_before
    return missing or say("not read")


def reading_line(reading: ReadingDifference) -> str:
    before, after = reading.before or "", reading.after or ""
    return say("{choice}: read as `{after}` instead of `{before}`", choice=reading.label, before=before, after=after)


def days(found: Difference) -> Iterator[str]:
    before, after = found.before, found.after
    if before.on != after.on:
        yield say("the day asked about: {after} instead of {before}", before=show_date(before.on), after=show_date(after.on))
    if before.law_on != after.law_on and (before.law_on, after.law_on) != (before.on, after.on):
        yield say("the text of the law of {after} instead of {before}", before=show_date(before.law_on), after=show_date(after.law_on))


def law_line(place: LawDifference) -> str:
    if place.before is None and place.after is None:
        return say("{citation}: no text of either day is on file", citation=place.citation)
    if place.after is None:
        return say("{citation}: no text of the second day counts", citation=place.citation)
    if place.before is None:
        return say("{citation}: the text in force from {day} counts", citation=place.citation, day=show_date(place.after))
    return say("{citation}: another text counts, in force from {day}", citation=place.citation, day=show_date(place.after))


def element_line(element: ElementDifference) -> str:
    asked = f"“{element.words}”" if element.words else element.text
    before, after = standing(element.before, element.gap_before), standing(element.after, element.gap_after)
    return say("{element} ({citation}): {after} instead of {before}", element=asked, citation=element.citation, before=before, after=after)


def standing(truth: int | None, gap: str | None) -> str:
    if truth is None:
        return say("not asked")
    said = say(TRUTHS[NAMES[truth]])
    return say("{standing} ({gap})", standing=said, gap=gap) if gap else said


DECIDED: Final = ("in_force", "lapsed", "not_yet", None)
"""States of a provision in which it is known whether it applies; `None` where it is not considered at all."""


def clause_lines(clauses: Sequence[ClauseDifference]) -> Iterator[str]:
    """The provisions that stand otherwise or give another amount. Of two that take turns in one place, the words are other ones."""
    for place in dict.fromkeys((c.decision, c.citation) for c in clauses):
        here = [c for c in dict.fromkeys(clauses) if (c.decision, c.citation) == place]  # one stands here for each way it is asked about
        gone = [c for c in here if c.state_before == "in_force" and c.state_after in DECIDED and c.state_after != "in_force"]
        come = [c for c in here if c.state_before in DECIDED and c.state_before != "in_force" and c.state_after == "in_force"]
        if len(gone) == len(come) == 1:
            here = [c for c in here if c not in (*gone, *come)]
            before, after = gone[0].value_before, come[0].value_after
            if before is not None and after is not None and before != after:
                yield say(
                    "{citation} stands in other words then, which give {after} instead of {before}",
                    citation=place[1],
                    before=before,
                    after=after,
                )
            else:
                yield say("{citation} stands in other words then", citation=place[1])
        yield from (line for c in here if (line := clause_line(c)))


def clause_line(clause: ClauseDifference) -> str | None:
    """A provision that stands otherwise or gives another amount; that its conditions are met otherwise is told by the elements."""
    if clause.state_before != clause.state_after:
        if clause.state_after not in DECIDED:
            return say("whether {citation} applies then is not known", citation=clause.citation)
        before, after = clause.state_before == "in_force", clause.state_after == "in_force"
        if before != after:
            value = clause.value_after if after else clause.value_before
            if value is not None and after:
                return say("{citation} applies then, which gives {value}", citation=clause.citation, value=value)
            if value is not None:
                return say("{citation} does not apply then, which gives {value}", citation=clause.citation, value=value)
            if after:
                return say("{citation} applies then", citation=clause.citation)
            return say("{citation} does not apply then", citation=clause.citation)
    if clause.value_before != clause.value_after:
        none = say("no value")
        return say(
            "{citation} gives {after} instead of {before}",
            citation=clause.citation,
            before=clause.value_before or none,
            after=clause.value_after or none,
        )
    return None


# ---- for programs


def as_json(found: Difference, before: Determination, after: Determination) -> str:
    return dumps(
        {
            "schema": SCHEMA,
            "decision": found.decision,
            "label": found.label,
            "engine": after.engine,
            "before": answer_json(found.before, before),
            "after": answer_json(found.after, after),
            "same": found.same,
            "facts": [f._asdict() for f in found.facts],
            "readings": [r._asdict() for r in found.readings],
            "law": [{"citation": x.citation, "before": day(x.before), "after": day(x.after)} for x in found.law],
            "clauses": [{**c._asdict(), "guard_before": truth(c.guard_before), "guard_after": truth(c.guard_after)} for c in found.clauses],
            "elements": [{**e._asdict(), "before": truth(e.before), "after": truth(e.after)} for e in found.elements],
            "missing_before": list(found.missing_before),
            "missing_after": list(found.missing_after),
        }
    )


def answer_json(answer: Answer, whole: Determination) -> dict[str, Any]:
    return {
        "verdict": VERDICTS[answer.verdict],
        "outcome": answer.outcome,
        "status": answer.status,
        "value": answer.value,
        "headline": answer.headline,
        "on": day(answer.on),
        "law_on": day(answer.law_on),
        "known_on": day(answer.known_on),
        "pack": whole.pack,
        "rests_on": whole.rests_on,
        "facts_digest": whole.facts_digest,
    }


def truth(code: int | None) -> str | None:
    return None if code is None else NAMES[code]


def day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()
