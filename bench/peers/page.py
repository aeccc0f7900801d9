"""The page on other systems: tables, plots, and what the figures do not say. Written by `python -m bench.peers`."""

import os
import platform
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Final

from attrs import frozen

from bench.peers.cases import Case
from bench.peers.compare import UNKNOWN, Compared
from bench.peers.ours import COLUMNS, EXECUTOR, MAPPED
from bench.peers.timing import ROUNDS, Timed

HERE: Final = Path(__file__).parent


@frozen
class Results:
    """What was found about one case. `many` holds populations by their number of rows."""

    case: Case
    compared: Sequence[Compared]
    singles: Sequence[Timed]
    many: Mapping[int, Sequence[Timed]]


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---", *["---:"] * (len(header) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def spread(found: tuple[float, float, float]) -> str:
    """A ratio with its least and greatest."""
    middle, least, greatest = (number(x) for x in found)
    return f"{middle}× ({least} to {greatest})"


def number(x: float) -> str:
    return f"{x:,.0f}" if x >= 100 else f"{x:.1f}" if x >= 10 else f"{x:.2f}"


def find(timed: Sequence[Timed], name: str, unknown: float = 0.0) -> Timed | None:
    return next((t for t in timed if t.peer.name == name and t.unknown == unknown), None)


def compared(found: Sequence[Compared]) -> str:
    rows = [
        (c.peer.name, c.peer.version, "yes" if c.peer.three_valued else "no", str(c.named), f"{c.random:,}", str(len(c.differences)))
        for c in found
    ]
    return table(("system", "version", "three-valued", "named cases", "random people", "differences"), rows)


def one_at_a_time(found: Sequence[Timed]) -> str:
    """Microseconds a decision, the way in and out of it, and the ratios to ours: from typed facts, and from plain values."""
    typed, mapped = find(found, EXECUTOR), find(found, MAPPED)
    rows = []
    for t in found:
        constant = number(sorted(t.constant)[len(t.constant) // 2] * 1e6) if t.constant else "–"
        ratios = [spread(t.ratios(o)) if o is not None and o is not t else "–" for o in (typed, mapped)]
        rows.append((t.peer.name, number(t.each * 1e6), constant, *ratios))
    return table(("system", "µs a decision", "of it with a constant rule", f"beside {EXECUTOR}", f"beside {MAPPED}"), rows)


def together(found: Mapping[int, Sequence[Timed]], unknown: float) -> str:
    """Nanoseconds a row by number of rows, and the ratio to ours at the most rows that both were asked about."""
    sizes = sorted(found)
    names = list(dict.fromkeys(t.peer.name for n in sizes for t in found[n] if t.unknown == unknown))
    rows = []
    for name in names:
        at = {n: t for n in sizes if (t := find(found[n], name, unknown)) is not None}
        most = max(at)
        ours = find(found[most], COLUMNS, unknown)
        last = at[most]
        ratio = "–" if ours is None or ours is last else spread(last.ratios(ours))
        whole = "–" if ours is None or ours is last or not last.ready else spread(last.ratios(ours, with_input=True))
        rows.append((name, *(number(at[n].each * 1e9) if n in at else "" for n in sizes), f"{ratio} at {most:,}", whole))
    return table(("system", *(f"{n:,} rows" for n in sizes), f"ns a row; beside {COLUMNS}", "with the making of its input"), rows)


def behind(found: Results) -> list[str]:
    """Where another system is ahead of ours, in words."""
    said = []
    typed = find(found.singles, EXECUTOR)
    for t in found.singles:
        if typed is not None and not t.peer.ours and t.ratios(typed)[0] < 1:
            said.append(f"{found.case.title}, one decision: {t.peer.name} takes {number(t.ratios(typed)[0])} of our time.")
    for rows, timed in sorted(found.many.items()):
        for t in timed:
            ours = find(timed, COLUMNS, t.unknown)
            if ours is not None and not t.peer.ours and t.ratios(ours)[0] < 1:
                said.append(f"{found.case.title}, {rows:,} rows: {t.peer.name} takes {number(t.ratios(ours)[0])} of our time.")
    return said


INTRODUCTION: Final = """# Other systems beside Pincite

Written by `make bench-peers`; do not edit by hand (the words are in `page.py`).

Two rules of the library, in other systems and by hand, in one process, in turn with ours.
Every answer was compared with the reference interpreter before anything was timed.
The code of each system is in the module of its name in this folder: whoever knows it better is asked to say so.

## What to know before reading the figures

- **They do different things.** Every system here gives yes or no. Ours, asked for as much, gives a verdict that is also right where facts
  are unknown; the rules by hand quote nothing and know no day. What the complete proof costs has a row of its own.
- **Most are two-valued.** OpenFisca takes what is not set as 0; a comparison with null is an error in zen-engine; in Cedar a policy that
  meets a missing attribute does not permit; in Rego what is missing is undefined, and the default says no. These are asked, and compared,
  only about people of whom everything is known. Polars' conditions are three-valued, its sums over lists are not: by hand they can be
  made so.
- **Part of the time is the way in and out.** From Python every system that is not written in it converts the facts and the answer. The
  column *with a constant rule* is the same call on the same facts where the rule says yes to all: what is left of the time if the rule
  costs nothing. In their own language (Rust, C++, Go) these systems do not pay it.
- **Threads.** Ours runs on one thread where no more is said. Polars uses all that there are; zen-engine and Cedar may, in batches.
- **Input of a population.** Ours and Polars read Arrow columns where they lie. numpy needs bytes for conditions, and OpenFisca too; what
  making them takes is in the last column, and in no other. Systems that take a Python object a row get it made before the clock starts.
- **Cedar cannot express the second rule**: it has no sums and no counts over a set.
  OpenFisca cannot be asked about a teacher without any school year: its groups have a member at least.
"""


def page(results: Sequence[Results], absent: Sequence[str], plots: Sequence[str], day: date) -> str:
    cores = os.cpu_count() or 1
    machine = f"{platform.machine()}, {cores} {'core' if cores == 1 else 'cores'}, Python {platform.python_version()}"
    parts = [
        INTRODUCTION,
        f"Measured on {day.isoformat()} ({machine}), {ROUNDS} rounds; ratios are the middle of the rounds (least to greatest).",
    ]
    if absent:
        parts.append("Not asked: " + ", ".join(absent) + ".")
    for r in results:
        parts += [f"## {r.case.title}", f"`{r.case.decision}` on {r.case.on.isoformat()}.", "### Answers", compared(r.compared)]
        parts += ["### One decision at a time", one_at_a_time(r.singles)]
        for unknown, words in ((UNKNOWN, "one fact in twenty unknown"), (0.0, "everything known")):
            parts += [f"### A population, {words}", together(r.many, unknown)]
        parts += [f"![{words}]({name})" for name, words in plotted(r, plots)]
    late = [words for r in results for words in behind(r)]
    parts += ["## Where we are behind", "\n".join(f"- {w}" for w in late) if late else "Nowhere in this run.", WHY if late else ""]
    parts += [
        "## How each was asked",
        table(("system", "how"), sorted({(c.peer.name, c.peer.remark) for r in results for c in r.compared})),
    ]
    return "\n\n".join(p.strip() for p in parts if p) + "\n"


WHY: Final = """Why: a function by hand knows its one rule and its one kind of input.
In Python it looks at nothing once the answer is clear, where ours computes every condition, because the reasons need them.
Plain values we check and type one by one, as those of a facts file, where zen-engine takes what it is given; texts that were read before
(some thousand of each fact) are remembered, which the figures show: people of one population state mostly the same ones.
For few rows what ours does once a run (choosing the program for the columns, checking their ranges) is most of its time.
The times of numpy here are those of arrays of bytes that are there already; with the making of them see the last column above.
Polars works on all cores at once and ours on one: `POLARS_MAX_THREADS=1 make bench-peers` compares one with one.
Cut into parts for threads ours gains little, since each of its steps is short and Python lets one thread go on at a time; processes
(`pincite run --workers`) do not have that."""


def plotted(r: Results, plots: Sequence[str]) -> list[tuple[str, str]]:
    words = {f"{r.case.key}-one.svg": "one decision at a time", f"{r.case.key}-many.svg": "a population"}
    return [(name, f"{r.case.title}: {said}") for name, said in words.items() if name in plots]
