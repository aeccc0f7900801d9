"""`python -m bench.columns [--quick] [--largest ROWS]`: all measurements of populations, and their page with its plots.

`--quick` takes a hundredth of the rows: to see that all of it runs, not to be quoted.
"""

import argparse
import os
import platform
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from bench.columns import growth, lists, memory, parquet, speed, whole

HERE: Final = Path(__file__).parent
Line = Sequence[str]


def table(header: Line, rows: Sequence[Line]) -> str:
    return "\n".join("| " + " | ".join(line) + " |" for line in (header, ["---:"] * len(header), *rows))


PAGE: Final = """# Populations: figures

Written by `python -m bench.columns`; do not edit by hand (the words are in `__main__.py`).
Measured on {day} ({machine}), with other work on the machine.

The rules are random ([`graphs.py`](graphs.py)): of N nodes about half are comparisons of booleans, enumerations, days, money, dates and
periods with constants, the others connectives, and clauses that grant, refuse or require. The people are made up ([`data.py`](data.py)):
one fact in twenty is unknown. *Random* people have nearly as many different reasons as there are rows; *typical* ones are like one of some
hundred others. All runs are three-valued, on one thread; a sample of every run is compared with the reference interpreter.

## From memory

{speed}

The goals are 200 million rows a second for 18 nodes, 20 million for 185, and a signature of two bits a clause in at most 1.5 times that.
Of the time beside that of verdicts alone the middle of the rounds is shown in which all took their turn; the rates are of the best round.

*All that a proof shows* is what `pincite run` needs to explain each different reason once: every condition of every clause, and which facts
are known. It tells rows apart that clauses alone do not, and so it takes longer to make, to number, and to keep.

## From Parquet

{parquet}

Each way in turn: the columns decoded and dropped, decoded and decided, and with signatures. The goal is 1.3 times decoding alone.

## Lists

{lists}

A filtered count that is exact about what is unknown, three to nine records a subject. The goal is 150 ns a subject.

## Memory

{memory}

A file streamed 65,536 rows at a time, {nodes} nodes, with signatures; each size in a process of its own.
The goal is less than 200 MB beside what the process takes before the first row, whatever the number of rows.

## Whole runs

{whole}

`pincite run` as a process of its own, from a Parquet file to one, on the level three-A rule: reading and checking, deciding, the reason of
each row, and writing. The system refuses it any address beyond {limit:g} GB.

## How it grows

{by_rows}

{by_nodes}

![time over rows](by-rows.svg)

![time over nodes](by-nodes.svg)

By nodes the facts are the same {facts} for all sizes.
"""


def page(folder: Path, day: date, *, quick: bool = False, largest: int = 0) -> str:
    """Runs everything; writes the plots into `folder`."""
    part = 100 if quick else 1
    rows = growth.by_rows([n for n in growth.BY_ROWS if n * part <= growth.BY_ROWS[-1]])
    nodes = growth.by_nodes(growth.BY_NODES[: 3 if quick else None], growth.ROWS_BY_NODES // part)
    growth.plot(rows, "rows", folder / "by-rows.svg")
    growth.plot(nodes, "nodes", folder / "by-nodes.svg")
    speeds = [speed.measure(n, r // part, typical=t) for n, r in speed.ROWS.items() for t in (False, True)]
    files = [parquet.measure(n, r // part) for n, r in parquet.ROWS.items()]
    sizes = [memory.measure(r // part) for r in memory.SIZES]
    runs = [whole.measure(r) for r in sorted({*(r // part for r in whole.SIZES), *([largest] if largest else [])})]
    return PAGE.format(
        day=day.isoformat(),
        machine=f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        speed=table(speed.HEADER, [speed.row(s) for s in speeds]),
        parquet=table(parquet.HEADER, [parquet.row(f) for f in files]),
        lists=table(lists.HEADER, [lists.row(lists.measure(lists.SUBJECTS // part))]),
        memory=table(memory.HEADER, [memory.row(m) for m in sizes]),
        nodes=memory.NODES,
        whole=table(whole.HEADER, [whole.row(w) for w in runs]),
        limit=whole.LIMIT,
        by_rows=table(growth.HEADER, [growth.row(p) for p in rows]),
        by_nodes=table(growth.HEADER, [growth.row(p) for p in nodes]),
        facts=growth.FACTS,
    )


def main() -> None:
    options = argparse.ArgumentParser(prog="python -m bench.columns")
    options.add_argument("--quick", action="store_true", help="a hundredth of the rows")
    options.add_argument("--folder", type=Path, default=HERE, help="where the page and its plots go")
    options.add_argument("--largest", type=int, default=0, help="rows of one more whole run")
    given = options.parse_args()
    text = page(given.folder, datetime.now(UTC).date(), quick=given.quick, largest=given.largest)
    (given.folder / "README.md").write_text(text, encoding="utf-8")
    print(f"the page is {given.folder / 'README.md'}")


if __name__ == "__main__":
    main()
