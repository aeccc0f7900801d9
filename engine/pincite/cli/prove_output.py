"""Findings about claims as text and as JSON (`pincite-prove/1`)."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from pincite.cli.streams import LETTER, columns, escape
from pincite.explain.display import show_date
from pincite.prove.model import COUNTEREXAMPLE, NOT_FOUND, NOTHING_SEARCHED, PROVED, Finding, Side, Unread, Witness
from pincite.prove.problems import EMPTY, quoted, readings_of, searched
from pincitec.diagnostics.render.json import dumps
from pincitec.diagnostics.render.text import cells, fold
from pincitec.graph.pack import Pack

SCHEMA: Final = "pincite-prove/1"
SAID: Final = {
    (PROVED, False): "proved, no case stands against it",
    (NOT_FOUND, False): "no case was found against it; it is not proved",
    (COUNTEREXAMPLE, False): "a case stands against it",
    (NOTHING_SEARCHED, False): "not searched: on no day is all the law on file that it speaks of",
    (PROVED, True): "no case stands against it, and one is expected: drop `expect counterexample`",
    (NOT_FOUND, True): "no case was found against it, and one is expected",
    (COUNTEREXAMPLE, True): "a case stands against it, as expected",
    (NOTHING_SEARCHED, True): "not searched: on no day is all the law on file that it speaks of",
}
WIDEST_LABEL: Final = 34


def as_text(found: Sequence[Finding]) -> Iterator[str]:
    """Each claim: what came out, both sides with the words of the law, the case, how it was searched."""
    width = columns(LETTER)
    for finding in found:
        yield from fold(finding.title, width)
        yield from indented(f"{'passed' if finding.passed else 'FAILED'}: {SAID[finding.status, finding.expected]}", 2, width)
        if finding.search.vacuous:
            yield from indented(f"warning: {EMPTY}", 2, width)
        yield ""
        yield from side_lines("A", finding.premise, width)
        yield from side_lines("B", finding.conclusion, width)
        if finding.assuming is not None:
            yield from side_lines("assuming", finding.assuming, width)
        if finding.witness is not None:
            yield ""
            yield from witness_lines(finding.witness, width)
        yield ""
        yield from indented(f"because {finding.because}", 2, width)
        for line in searched(finding):
            yield from indented(line, 2, width)
        yield from indented(f"in {finding.location}", 2, width)
        yield ""


def side_lines(name: str, side: Side, width: int) -> Iterator[str]:
    yield from indented(f"{name}: {side.text}", 2, width, further=5)
    for line in quoted(side):
        yield from indented(line, 5, width, further=7)


def witness_lines(witness: Witness, width: int) -> Iterator[str]:
    """The case as a table: what it is about, and its value."""
    yield from indented(f"On {show_date(witness.on)}{readings_of(witness)}, A holds and B fails where", 2, width)
    rows = [("  " * row.record + escape(row.label), row.value) for row in witness.rows]
    column = min(WIDEST_LABEL, max((cells(label) for label, _ in rows), default=0)) + 2
    for label, value in rows:
        head = f"    {label}"
        if cells(label) + 2 > column:
            yield from indented(label, 4, width)
            head = "    "
        lines = fold(value, max(20, width - 4 - column)) or [""]
        yield f"{head}{' ' * (4 + column - cells(head))}{lines[0]}".rstrip()
        yield from (f"{' ' * (4 + column)}{line}" for line in lines[1:])
    if not rows:
        yield "    whatever the facts are"
    yield from indented("Facts that are not listed may be anything.", 2, width)
    for line in witness.beyond:
        yield from indented(line, 2, width)


def indented(text: str, by: int, width: int, *, further: int | None = None) -> Iterator[str]:
    """Text laid out with a margin; lines after the first with another one."""
    more = by if further is None else further
    first, *rest = fold(text, width - max(by, more)) or [""]
    yield " " * by + first
    yield from (" " * more + line for line in rest)


# ---- for programs


def as_json(found: Sequence[Finding], pack: Pack) -> str:
    return dumps({"schema": SCHEMA, "pack": pack.hash, "claims": [claim_json(f) for f in found]})


def claim_json(finding: Finding) -> dict[str, Any]:
    """One claim. Days are half-open intervals; null is the beginning of time, or until further notice."""
    search = finding.search
    return {
        "policy": finding.policy,
        "title": finding.title,
        "because": finding.because,
        "location": finding.location,
        "expected": "counterexample" if finding.expected else "none",
        "status": finding.status,
        "passed": finding.passed,
        "premise": side_json(finding.premise),
        "conclusion": side_json(finding.conclusion),
        "assuming": None if finding.assuming is None else side_json(finding.assuming),
        "witness": None if finding.witness is None else witness_json(finding.witness),
        "search": {
            "exhaustive": search.exhaustive,
            "days": [d.isoformat() for d in search.days],
            "unread": [unread_json(u) for u in search.unread],
            "readings": search.readings,
            "cases": search.cases,
            "most_records": search.most_records,
            "scenarios": search.scenarios,
            "open_cases": search.open_cases,
            "empty": search.vacuous,
            "bounds": list(search.bounds),
        },
    }


def side_json(side: Side) -> dict[str, Any]:
    quotations = [{"words": p.words, "citation": p.citation, "section": p.section, "unit": p.identity} for p in side.passages]
    return {"condition": side.text, "quotations": quotations}


def witness_json(witness: Witness) -> dict[str, Any]:
    return {
        "on": witness.on.isoformat(),
        "readings": dict(witness.readings),
        "facts": [
            {"fact": r.fact, "record": r.label if r.record else None, "label": None if r.record else r.label, "value": r.value}
            for r in witness.rows
        ],
        "beyond": list(witness.beyond),
    }


def unread_json(stretch: Unread) -> dict[str, Any]:
    return {
        "from": None if stretch.from_ is None else stretch.from_.isoformat(),
        "until": None if stretch.until is None else stretch.until.isoformat(),
        "sections": list(stretch.sections),
    }
