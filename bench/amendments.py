"""Real amendments of one section each, replayed: `python bench/amendments.py FILE.jsonl` (one case a line).

A case has `before` and `after`, the section's text around an act, and `instructions`, each with the act's own sentences (`text`, the
enclosing ones first) and the operation that the code's editors recorded (`op`, `path`, `find`, `replace`, `count`, `position`).
Each case is replayed twice: from the English alone, and from what the editors recorded. A result is exact where it equals `after`
once white space and quotation marks are normalised; refused, with the reason; mended, where the sentence does not state the words that
the editors recorded and was carried out as it stands; or wrong, which must not be. Exit 1 if any is wrong.
"""

import json
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Final

from pincitec.diagnostics import Span
from pincitec.law.instructions import Applied, Operation, Place, Terms, apply, read_instruction
from pincitec.law.instructions.levels import rank_of_first, steps_from
from pincitec.law.instructions.model import ONLY, Occurrence, Part, Phrase, Redesignate, Substitute, Which
from pincitec.law.normalise import normalise

_MARKS: Final = {".": "period", ";": "semicolon", ",": "comma", ":": "colon"}

Outcome = tuple[str, str]
"""`exact`, `refused`, `mended` or `wrong`, and the reason or the difference."""


def from_english(case: dict[str, Any]) -> Outcome:
    """The case replayed from the act's sentences."""
    operations: list[Operation] = []
    for instruction in case["instructions"]:
        *context, text = instruction["text"]
        reading = read_instruction(text, context)
        if reading.remainders:
            return "refused", f"{reading.diagnostics[-1].message}: {_short(reading.remainders[0].text)}"
        operations += reading.operations
    kind, why = _compared(case, operations, Terms())
    if kind == "wrong" and not all(_stated(instruction) for instruction in case["instructions"]):
        return "mended", why
    return kind, why


def _stated(instruction: dict[str, Any]) -> bool:
    """Whether the sentence states the words that were recorded, quoted or as a mark that it names."""
    text = normalise(instruction["text"][-1])
    words = [normalise(instruction[part] or "").strip() for part in ("find", "replace")]
    return all(not w or f'"{w}"' in text or (w in _MARKS and _MARKS[w] in text) for w in words)


def from_record(case: dict[str, Any]) -> Outcome:
    """The case replayed from what the editors recorded."""
    operations = [recorded(instruction) for instruction in case["instructions"]]
    if any(operation is None for operation in operations):
        return "refused", "an operation of another kind is recorded"
    return _compared(case, [operation for operation in operations if operation is not None], Terms(codified=False, literal=True))


def recorded(instruction: dict[str, Any]) -> Operation | None:
    """The operation that a record stands for: a path, words, how often they stand there or which of them is meant."""
    if instruction["op"] != "find-replace" or not instruction["find"]:
        return None
    span = Span("record", 0, 0)
    place = place_of(instruction["path"])
    count, position = int(instruction["count"] or 1), instruction["position"]
    occurrence = ONLY if count == 1 else Occurrence(Which.EVERY, count)
    if position is not None:
        occurrence = Occurrence(Which.LAST) if position == "last" else Occurrence(Which.NTH, int(position) if position.isdecimal() else 1)
    old, new = normalise(instruction["find"]).strip(), normalise(instruction["replace"] or "").strip()
    if instruction["path"].endswith("|num"):
        return Redesignate(place, new.strip("()"), span)
    return Substitute(place, Phrase(old, span), Phrase(new, span), occurrence, None, span)


def place_of(path: str) -> Place:
    """The place of a recorded path such as `§1-2|(a)|(1)` or `§1-2|heading`."""
    parts = path.split("|")
    section = next((part.strip("§") for part in parts if part.startswith("§")), None)
    labels = [part.strip("[]()") for part in parts if part.startswith(("(", "["))]
    part = {"heading": Part.HEADING, "text": Part.LEAD_IN}.get(parts[-1], Part.ALL if labels else Part.WITH_HEADING)
    return Place(section, steps=steps_from(rank_of_first(labels[0]), labels) if labels else (), part=part)


def _compared(case: dict[str, Any], operations: Sequence[Operation], terms: Terms) -> Outcome:
    result = apply(case["before"], operations, terms=terms)
    if not isinstance(result, Applied):
        return "refused", "; ".join((result.reason.message, *result.reason.notes))
    got, wanted = normalise(result.text).strip(), normalise(case["after"]).strip()
    if got == wanted:
        return "exact", ", ".join(sorted({done.tolerance for done in result.done} - {"exact"}))
    at = next(n for n, pair in enumerate(zip(got + "\0", wanted + "\0", strict=False)) if pair[0] != pair[1])
    return "wrong", f"{_short(got[max(at - 30, 0) : at + 40])} | should be | {_short(wanted[max(at - 30, 0) : at + 40])}"


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 110 else f"{words[:80]} … {words[-25:]}"


def main(arguments: Sequence[str]) -> int:
    if len(arguments) != 1 or not Path(arguments[0]).is_file():
        print("usage: python bench/amendments.py FILE.jsonl", file=sys.stderr)
        return 2
    try:
        cases = [json.loads(line) for line in Path(arguments[0]).read_text(encoding="utf-8").splitlines() if line.strip()]
    except ValueError as fault:
        print(f"the file is not one JSON object a line: {fault}", file=sys.stderr)
        return 2
    wrong = 0
    ways: tuple[tuple[str, Callable[[dict[str, Any]], Outcome]], ...] = (
        ("from the English", from_english),
        ("from what the editors recorded", from_record),
    )
    outcomes = [(title, [(case["id"], *replay(case)) for case in cases]) for title, replay in ways]
    for title, found in outcomes:
        print(f"\nMisses, {title}:")
        for name, kind, why in found:
            if kind != "exact":
                print(f"  {kind:8} {name}: {why}")
    print()
    for title, found in outcomes:
        counts = Counter(kind for _, kind, _ in found)
        tolerated = sum(1 for _, kind, why in found if kind == "exact" and why)
        wrong += counts["wrong"]
        print(
            f"{title}: {len(cases)} cases: {counts['exact']} exact ({tolerated} with a recorded tolerance),"
            f" {counts['refused']} refused with a reason, {counts['mended']} mended by the editors, {counts['wrong']} wrong"
        )
    either = sum(1 for rows in zip(*(found for _, found in outcomes), strict=True) if any(row[1] == "exact" for row in rows))
    print(f"replayed exactly from the English or, where that is refused, from the record: {either} of {len(cases)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
