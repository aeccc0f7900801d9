"""Real amendments, where they are at hand, drafted as acts: the act does what the codifiers printed, or there is none."""

from collections import Counter
from typing import Any

from tests.compiler.instructions.test_real_cases import lines

from pincitec.diagnostics import Diagnostic, Span
from pincitec.law.drafting.draft import draft
from pincitec.law.instructions import Operation, read_instruction
from pincitec.law.instructions.outline import Outline, outline
from pincitec.law.ladder import Level, level
from pincitec.law.layout import read_units
from pincitec.law.normalise import normalise
from pincitec.law.state import Context, State, walk
from pincitec.syntax.law_tree import Verbatim


def ladder_of(view: Outline) -> tuple[Level, ...]:
    kinds: dict[int, str] = {}
    for unit in view.units:
        label, depth = unit.path[-1], len(unit.path)
        kind = "1" if label[0].isdigit() else "A" if label[0].isupper() else "a"
        kinds.setdefault(depth, {"a": "i", "A": "I"}.get(kind, kind) if depth > 3 else kind)
    return tuple(found for depth in sorted(kinds) if (found := level(f"({kinds[depth]})")) is not None)


def block_of(text: str, view: Outline) -> str:
    """The lines of a `.law` text: each unit marked with its level, each paragraph with that of the unit around it."""
    found = [text[view.heading.start : view.heading.end] if view.heading is not None else "Heading"]
    parts = [(unit.mark.start, unit.mark, len(unit.path)) for unit in view.units] + [(run.start, run, 0) for run in view.runs]
    fresh = False
    for start, run, depth in sorted(parts, key=lambda part: part[0]):
        words = " ".join(text[run.start : run.end].split())
        if depth:
            found.append(f"u{depth}|{words}")
        elif fresh:
            found[-1] += f" {words}"
        else:
            around = max((len(unit.path) for unit in view.units if unit.start <= start < unit.end), default=0)
            found.append(f"p{around}|{words}" if len(found) > 1 else words)
        fresh = bool(depth)
    return "".join(f"{line}\n" for line in found)


def units_of(text: str, view: Outline, ladder: tuple[Level, ...]) -> State | None:
    block = block_of(text, view)
    units, problems = read_units(Verbatim(block, Span("case.law", 0, len(block))), ladder)
    return None if problems else units


def outcome(case: dict[str, Any]) -> str:
    before, view = case["before"], outline(case["before"])
    ladder = ladder_of(view)
    units = units_of(before, view, ladder)
    operations: list[Operation] = []
    for instruction in case["instructions"]:
        *context, text = instruction["text"]
        reading = read_instruction(text, context)
        if reading.remainders:
            return "unread"
        operations += reading.operations
    if units is None or view.section is None:
        return "not laid out"
    body = draft(operations, units, view.section, Context(ladder, frozenset(unit.identity for unit in walk(units))))
    if isinstance(body, Diagnostic):
        return body.rule.code
    # A line between asterisks is a note of the publisher, no words of the law.
    after = "\n".join(line for line in case["after"].splitlines() if not line.strip().startswith("*"))
    printed, drafted = ("".join(normalise(text).split()) for text in (after, body.result))
    return "exact" if printed == drafted or view.heading is None else "wrong"


def test_real_amendments_are_drafted_or_refused() -> None:
    cases = lines("dc-amendments.jsonl")
    found = Counter(outcome(case) for case in cases)
    assert found["wrong"] == 0
    assert found["PC774"] + found["PC775"] == 0, "what can be carried out can be written"
    assert 2 * found["exact"] >= len(cases)
