"""Each distinct reason explained, by the scalar executor, on the first row that has it: the table that is written beside the output.

Stands over `merge.py`. What the scalar executor says of that row must be what columns said of it, or nothing is written. Only the most
frequent reasons are explained; the others have their counts and no more.
"""

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date
from typing import Any, Final

import pyarrow as pa

from pincite.explain.ask import fault
from pincite.explain.asking import facts_asked
from pincite.explain.determination import explain
from pincite.explain.proof import STATUSES, ClauseProof, Determination, Passage
from pincite.explain.reasons.outcome import NO_ANSWER
from pincite.facts import Facts, Given
from pincite.population.reasons.complete import FAULTY, NOT_DECIDED, OUTCOMES, Disagreement
from pincite.population.reasons.words import Asking
from pincite.population.rows import asked_on, facts_at
from pincite.texts import say
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import HOLDS
from pincitec.semantics.values import Fault, Records
from pincitec.semantics.verdicts import VERDICTS
from pincitec.settings import Office

MOST_TOLD: Final = 1_000
"""Reasons that are explained, of each decision, unless asked otherwise."""

ELEMENT: Final = pa.struct(
    [
        ("text", pa.string()),
        ("citation", pa.string()),
        ("words", pa.list_(pa.string())),
        ("facts", pa.list_(pa.string())),
        ("alternative", pa.bool_()),
        ("alone", pa.bool_()),
    ]
)
LACKING: Final = pa.struct([("fact", pa.string()), ("label", pa.string())])
DECIDING: Final = pa.struct([("id", pa.string()), ("citation", pa.string()), ("effect", pa.string()), ("principal", pa.bool_())])
QUOTED: Final = pa.struct([("citation", pa.string()), ("words", pa.string())])
TOLD: Final = pa.schema(
    [
        ("decision", pa.string()),
        ("reason", pa.int32()),
        ("rows", pa.int64()),
        ("verdict", pa.string()),
        ("outcome", pa.string()),
        ("law_status", pa.string()),
        ("explained", pa.bool_()),
        ("headline", pa.string()),
        ("unmet", pa.list_(ELEMENT)),
        ("missing", pa.list_(LACKING)),
        ("clauses", pa.list_(DECIDING)),
        ("citations", pa.list_(pa.string())),
        ("quotations", pa.list_(QUOTED)),
        ("row", pa.int64()),
        ("on", pa.date32()),
        ("law_on", pa.date32()),
        ("value", pa.string()),
        ("facts", pa.string()),
        ("letter", pa.string()),
    ]
)
"""The table of reasons. From `row` on it speaks of the exemplar, a real row; `facts` is JSON."""
OF_ROW: Final = ("row", "on", "value", "facts", "letter")


def explained(
    whole: pa.Table,
    pack: Pack,
    decision: str,
    *,
    on: date | None,
    readings: Mapping[str, str],
    strict: bool = False,
    law_follows: bool = False,
    most: int = MOST_TOLD,
    exemplars: bool = True,
    letters: bool = False,
    office: Office | None = None,
) -> pa.Table:
    """The reasons of one decision (by its qualified name), as `merge` gives them, each explained. `law_follows`: the day of the law is each
    row's own. Without `exemplars` nothing of a single row is in the table. `office` is whose letters they are. Raises
    `Disagreement` where executors differ."""
    rows = []
    read = frozenset(asked.fact.name for asked in facts_asked(pack, decision))
    for number, reason in enumerate(whole.to_pylist()):
        told = {
            "decision": decision,
            "reason": number,
            "rows": reason["rows"],
            "verdict": VERDICTS.get(reason["verdict"], "fault"),
            "outcome": OUTCOMES[reason["outcome"]],
            "law_status": STATUSES[reason["status"]],
            "explained": number < most and not reason["mixed"] and reason["exemplar"] is not None,
        }
        if told["explained"]:
            with pa.ipc.open_stream(reason["exemplar"]) as stream:
                batch = stream.read_next_batch()
            asked = asked_on(batch, 0, on)
            law_on = asked if law_follows else reason["law_on"]
            facts = facts_at(pack, batch, 0, asked)
            found: Determination | str
            if told["outcome"] == NOT_DECIDED:
                found = say(
                    "Whether what is missing can still change this was not decided further: there were too many cases to tell apart."
                )
            else:
                found = answer(pack, decision, facts, asked, law_on, readings, strict=strict, of_many=True)
                agree(told, found, reason["row"])
            told |= {"row": reason["row"], "on": asked, "law_on": law_on, "facts": facts_told(facts, read)}
            told |= said(found) if isinstance(found, Determination) else {"headline": found}
            if letters and exemplars and isinstance(found, Determination):
                alone = answer(pack, decision, facts, asked, law_on, readings, strict=strict, of_many=False)
                assert isinstance(alone, Determination)  # INVARIANT: as `found` is
                told["letter"] = letter_of(alone, office)
        if not exemplars:
            own = on is None or pack.decision[decision].kind == "value"  # its sentence may have the day, or an amount, of that one row
            left_out = (*OF_ROW, *(("headline",) if own else ()), *(("law_on",) if law_follows else ()))
            told = {name: value for name, value in told.items() if name not in left_out}
        rows.append(told)
    return pa.Table.from_pylist(rows, schema=TOLD)


def answer(
    pack: Pack, decision: str, facts: Facts, on: date, law_on: date, readings: Mapping[str, str], *, strict: bool, of_many: bool
) -> Determination | str:
    """The determination of a row, with all that a letter says, or of all rows `of_many`; of one that cannot be computed, why not."""
    try:
        return explain(
            pack, decision, facts, on=on, law_on=law_on, readings=readings, strict=strict, counterfactuals=not of_many, of_many=of_many
        )
    except Fault as error:
        return fault(decision, error).message


def agree(told: Mapping[str, Any], found: Determination | str, row: int) -> None:
    """Raises `Disagreement` where a row's answer is not what columns said."""
    columns = told["verdict"], told["outcome"], told["law_status"]
    if isinstance(found, str):
        scalar = VERDICTS.get(FAULTY, "fault"), "fault", columns[2]
    else:
        scalar = VERDICTS[found.verdict], found.outcome, found.status
    if columns != scalar:
        raise Disagreement(f"in row {row} columns give {', '.join(columns)} of `{told['decision']}`, and `determine` {', '.join(scalar)}")


def said(found: Determination) -> dict[str, Any]:
    """What a reason says: of the answer, and of why. Nothing is given as a reason where there is no answer."""
    answered = found.outcome not in NO_ANSWER
    unmet = [u for u in found.unmet if answered and found.verdict != HOLDS]
    lacking = [m for m in found.missing if m.decisive and answered]
    grounds = {g.clause: g for g in found.grounds if g.question == 0}
    own = [c for c in found.questions[0].clauses if c.id in grounds]
    asking = Asking(found)
    quoted = tuple(passages(found, own, asking, answered=answered))
    return {
        "headline": found.headline,
        "unmet": [
            {
                "text": say("against it: {element}", element=u.text) if u.bars else u.text,
                "citation": u.citation,
                "words": [p.words for p in asking.words(u.clause, u.text, u.passages)],
                "facts": list(u.facts),
                "alternative": u.alternative,
                "alone": u.alone,
            }
            for u in unmet
        ],
        "missing": [{"fact": m.fact, "label": m.label} for m in lacking],
        "clauses": [{"id": c.id, "citation": c.citation, "effect": c.effect, "principal": grounds[c.id].principal} for c in own],
        "citations": list(dict.fromkeys((*(c.citation for c in own), *(p.citation for p in quoted)))),
        "quotations": [{"citation": p.citation, "words": p.words} for p in quoted],
        "value": found.value if found.verdict == HOLDS else None,
    }


def passages(found: Determination, own: Iterable[ClauseProof], asking: Asking, *, answered: bool) -> Iterator[Passage]:
    """The words that an answer rests on, each once: those of its grounds, of what is not met and of what is missing. `own`: the clauses
    that decide it; those that give a value do so in words of their own, and one without conditions has no others."""
    parts: list[Iterable[Passage]] = [p.passages for g in found.grounds for p in g.parts]
    valued = found.questions[0].kind == "value"
    parts += [c.own if valued else c.passages for c in own if valued or (c.root is None and not c.exceptions)]
    if answered:
        parts += [asking.words(u.clause, u.text, u.passages) for u in found.unmet if found.verdict != HOLDS]
        parts += [asking.words(p.clause, p.text, p.passages) for m in found.missing if m.decisive for p in m.places]
    seen = set()
    for passage in (p for part in parts for p in part):
        if passage.status == "verified" and (passage.citation, passage.words) not in seen:
            seen.add((passage.citation, passage.words))
            yield passage


def letter_of(found: Determination, office: Office | None) -> str:
    from pincite.report.letter import letter
    from pincite.report.render import render_text

    return render_text(letter(found, office))


def facts_told(facts: Facts, read: Container[str]) -> str:
    """The facts of a row that are `read`, in the words of a letter, as JSON: not those for which only another decision asks."""
    return json.dumps({name: given_told(given) for name, given in facts.given.items() if name in read}, ensure_ascii=False)


def given_told(given: Given) -> Any:
    if isinstance(given.value, Records):
        rows = [{name: field.stated for name, field in row.items() if field.value is not None} for row in given.rows]
        return {"records": rows, "complete": given.value.complete}
    return given.stated if given.value is not None else say("not established") if given.missing is None else given.missing
