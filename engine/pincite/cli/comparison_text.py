"""A comparison of two runs for a terminal: who gains and who loses, by how much, by group, with an example of each kind of change."""

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Final

from pincite.cli.whatif_output import body
from pincite.explain.difference import difference
from pincite.facts.display import show
from pincite.population.comparison.model import UNCHANGED, Compared, Group, Kind, Sums, Told
from pincite.population.summary.model import tenths
from pincite.population.summary.tables import Sheet, rows_in_words, spaced
from pincite.population.summary.texts import WIDTH, grid
from pincitec.diagnostics.render.text import fold, one_line
from pincitec.graph.pack import Pack
from pincitec.semantics.types import Type

MOST_SHOWN: Final = 8
"""Kinds of change whose example is told; JSON has more."""

SAID: Final[Mapping[str, str]] = {
    "same": "the same answer",
    "gains": "gain: fails, then holds",
    "loses": "lose: holds, then fails",
    "value_begins": "a value where there was none",
    "value_ends": "no value where there was one",
    "higher": "higher",
    "lower": "lower",
    "another_value": "another value",
    "begins_to_apply": "begins to apply",
    "ceases_to_apply": "ceases to apply",
    "conflict_begins": "a conflict begins",
    "conflict_ends": "a conflict ends",
    "becomes_open": "undetermined, was not",
    "settled": "settled, was undetermined",
    "stays_open": "undetermined in both",
    "law_not_known": "not compared: law not known",
    "fault": "not compared: cannot be computed",
    "another_verdict": "another verdict",
}
SHORT: Final[Mapping[str, str]] = {
    "same": "same", "gains": "gain", "loses": "lose", "value_begins": "value begins", "value_ends": "value ends",
    "another_value": "other value",
    "begins_to_apply": "begins", "ceases_to_apply": "ceases", "conflict_begins": "conflict", "conflict_ends": "conflict ends",
    "becomes_open": "open now", "stays_open": "open", "law_not_known": "no law", "another_verdict": "other",
}  # fmt: skip
"""How a change is called in the head of a narrow table."""
NEUTRAL: Final = {"gains": "comes to hold: fails, then holds", "loses": "ceases to hold: holds, then fails"}
"""Of a duty or a prohibition nobody gains or loses."""


def said(told: Told, change: str, pack: Pack) -> str:
    kind = pack.decision[told.decision].kind
    if change in NEUTRAL and kind in ("duty", "prohibition"):
        return NEUTRAL[change]
    if told.kind is not None and told.kind.key in ("date", "school_year") and change in ("higher", "lower"):
        return "later" if change == "higher" else "earlier"
    return SAID[change]


def render_text(found: Sequence[Compared], pack: Pack, source: str) -> str:
    lines: list[str] = []
    for compared in found:
        for told in compared.decisions:
            lines += ["", *of_decision(compared, told, pack, source)]
    return "\n".join(line.rstrip() for line in lines).strip("\n") + "\n"


def of_decision(compared: Compared, told: Told, pack: Pack, source: str) -> Iterator[str]:
    title = f"{told.decision.rpartition('.')[2]}: {rows_in_words(told.rows)} of {source}"
    yield from fold(one_line(title), WIDTH)
    yield "=" * WIDTH
    yield ""
    yield from fold(one_line(f"Before: {compared.before}"), WIDTH)
    yield from fold(one_line(f"After: {compared.after}"), WIDTH)
    moved = sum(rows for change, rows in told.changes.items() if change not in UNCHANGED)
    yield ""
    if set(told.changes) <= {"same"}:
        yield "No row has another answer."
        return
    yield f"{rows_in_words(moved)} of {told.rows:,} {'has' if moved == 1 else 'have'} another answer."
    for sheet in sheets(told, pack):
        yield ""
        yield sheet.title.upper()
        yield "-" * len(sheet.title)
        yield from fold(one_line(sheet.lead), WIDTH)
        yield from grid(sheet)
        for line in sheet.after:
            yield from fold(one_line(line), WIDTH)
    shown = [kind for kind in told.kinds if kind.example is not None]
    order = sorted(shown, key=lambda kind: (-kind.rows, kind.number))
    for kind in order[:MOST_SHOWN]:
        yield ""
        yield from example(told, kind, pack)
    if len(order) > MOST_SHOWN:
        yield ""
        yield f"{len(order) - MOST_SHOWN:,} more kinds of change have an example in the JSON."


def sheets(told: Told, pack: Pack) -> Iterator[Sheet]:
    adds = bool(told.sums)
    rows = tuple(
        (said(told, change, pack), f"{number:,}", tenths(number, told.rows), *(amounts(told, told.sums.get(change), pack) if adds else ()))
        for change, number in told.changes.items()
    )
    heads = ("", "rows", "share", *(("in all", "from", "to") if adds else ()))
    total = whole(told)
    after = (f"Together: {amount(total.total, told.kind, pack)}.",) if total is not None and len(told.sums) > 1 else ()
    yield Sheet("changes", "What changed", "Each row is counted once.", heads, rows, 1, after)
    moves = tuple((spaced(before), spaced(after), f"{number:,}") for (before, after), number in told.transitions.items())
    yield Sheet("transitions", "Outcomes", "Before and after, whether or not they are compared.", ("before", "after", "rows"), moves, 2)
    for column, groups in told.groups.items():
        yield grouped(told, column, groups, pack)


def grouped(told: Told, column: str, groups: Sequence[Group], pack: Pack) -> Sheet:
    words = [change for change in told.changes if change != "same"][:4]
    adds = bool(told.sums)
    rows = []
    for group in groups:
        name = "(all others)" if group.others else "(empty)" if group.value is None else group.value
        counts = [f"{group.changes.get(word, 0):,}" for word in words]
        total = amounts(told, group.sums, pack)[:1] if adds else ()
        rows.append((name, f"{group.rows:,}", *counts, *total))
    heads = (column, "rows", *(head(told, word, pack) for word in words), *(("in all",) if adds else ()))
    rest = len(told.changes) - 1 - len(words)
    after = (f"Further kinds of change ({rest}) are in the JSON and the CSV.",) if rest > 0 else ()
    return Sheet("by", f"By {column}", "Rows by change, the most frequent values first.", heads, tuple(rows), 1, after)


def head(told: Told, change: str, pack: Pack) -> str:
    return said(told, change, pack) if change in ("higher", "lower") else SHORT.get(change, change)


def whole(told: Told) -> Sums | None:
    made: Sums | None = None
    for sums in told.sums.values():
        made = sums if made is None else made + sums
    return made


def amounts(told: Told, sums: Sums | None, pack: Pack) -> tuple[str, ...]:
    """All together, the least and the greatest; of what falls, the least fall first."""
    if sums is None:
        return ("", "", "")
    ends = (sums.least, sums.greatest) if sums.least >= 0 else (sums.greatest, sums.least)
    return tuple(amount(value, told.kind, pack) for value in (sums.total, *ends))


def amount(value: int | Fraction, kind: Type | None, pack: Pack) -> str:
    """A difference with its sign."""
    sign = "+" if value > 0 else "−" if value < 0 else ""
    if kind is not None and kind.key in ("date", "school_year"):
        unit = "day" if kind.key == "date" else "year"
        return f"{sign}{abs(value):,} {unit}{'' if abs(value) == 1 else 's'}"
    size = -value if value < 0 else value
    return f"{sign}{show(size, kind, pack)}" if kind is not None else f"{sign}{size:,}"


def example(told: Told, kind: Kind, pack: Pack) -> Iterator[str]:
    """The first row of a kind, and why its answer is another."""
    found = kind.example
    assert found is not None
    title = f"Example {kind.number}: {said(told, kind.change, pack)} ({rows_in_words(kind.rows)})"
    yield from fold(title.upper(), WIDTH)
    yield "-" * min(WIDTH, len(title))
    key = ", ".join(f"{name} {value}" for name, value in found.key)
    yield from fold(one_line(f"Row {found.row:,}{f' ({key})' if key else ''} is the first of them."), WIDTH)
    yield ""
    yield from body(difference(found.before, found.after), (), WIDTH)
