"""What `pincite verify` shows: for a reader, and as `pincite-verify/1` for a program."""

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from pincite.cli.streams import LETTER, columns, escape, result
from pincitec.diagnostics.render.text import fold, one_line

if TYPE_CHECKING:
    from pincite.audit.replay import Outcome

SCHEMA: Final = "pincite-verify/1"

SAID: Final = {
    "verified": "The same rules give the same proof and the same letter, byte for byte.",
    "stands": (
        "The rules at hand are others than those that decided. The clauses and texts that the answer rests on are the same in them, and "
        "the answer and the letter come out byte for byte."
    ),
    "verified without the letter": "The same rules give the same proof, byte for byte.",
    "stands without the letter": (
        "The rules at hand are others than those that decided. The clauses and texts that the answer rests on are the same in them, and so "
        "is the answer."
    ),
    "damaged": "What it says is not what was written, so it was not asked again.",
}


class Verified(NamedTuple):
    """A record by the name of its file, and what came of it."""

    name: str
    outcome: "Outcome"


def as_text(made: list[Verified]) -> None:
    for verified in made:
        result("\n".join(lines(verified, columns(LETTER))))
    if len(made) > 1:
        counts = [f"{sum(v.outcome.result == r for v in made)} {r}" for r in ("verified", "stands", "differs", "damaged")]
        result(f"{len(made)} records: {', '.join(c for c in counts if not c.startswith('0 '))}")


def lines(verified: Verified, width: int) -> list[str]:
    """A head line, and what is to be said below it, indented."""
    outcome = verified.outcome
    found = [f"{one_line(verified.name)}: {outcome.result}"]
    said = []
    if outcome.record is not None:
        question = outcome.record.question
        law = "" if question.law_on == question.on else f", law of {question.law_on}"
        said.append(f"{question.decision} as of {question.on}{law}: {outcome.record.answer.verdict}")
    what = outcome.result if outcome.letter_compared else f"{outcome.result} without the letter"
    said += [SAID[what]] if what in SAID else []
    said += [f"Note: {note}." for note in outcome.notes]
    found += [f"  {line}" for text in said for line in fold(text, width - 2)]
    for part, recorded, now in outcome.differences:
        found.append(f"  {part}" + (f": {recorded}" if outcome.result == "damaged" else ""))
        if outcome.result != "damaged":
            found += labelled("recorded:", recorded, width) + labelled("now:", now, width)
    return [escape(line) for line in found]


def labelled(label: str, value: str | None, width: int) -> list[str]:
    first, *rest = fold(value or "none", width - 14) or [""]
    return [f"    {label:<10}{first}", *(f"{'':14}{line}" for line in rest)]


def as_json(made: list[Verified]) -> None:
    result(json.dumps({"schema": SCHEMA, "records": [data(v) for v in made]}, indent=2))


def data(verified: Verified) -> dict[str, Any]:
    outcome = verified.outcome
    record = outcome.record
    return {
        "file": verified.name,
        "result": outcome.result,
        "decision": None if record is None else record.question.decision,
        "on": None if record is None else record.question.on.isoformat(),
        "verdict": None if record is None else record.answer.verdict,
        "record": None if record is None else record.digests.record,
        "pack": None if record is None else {"recorded": record.basis.pack, "used": outcome.pack},
        "engine": None if record is None else {"recorded": record.basis.engine, "used": outcome.engine or None},
        "differences": [{"part": d.part, "recorded": d.recorded, "now": d.now} for d in outcome.differences],
        "notes": list(outcome.notes),
    }
