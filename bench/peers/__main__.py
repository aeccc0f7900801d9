"""`python -m bench.peers [--most ROWS] [--rounds N] [--folder FOLDER]`: compares all systems, times them, and writes their page.

Stops before anything is timed if any answer differs.
"""

import argparse
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.peers.cases import BYPASS, CASES
from bench.peers.compare import compare
from bench.peers.page import HERE, Results, page
from bench.peers.plots import plot
from bench.peers.systems import MODULES, systems
from bench.peers.timing import ROUNDS, populations, singles
from pincite import load

SIZES = (10_000, 100_000, 1_000_000, 10_000_000)
MOST_LISTS = 1_000_000
"""Subjects with records: five times as many records, and Polars copies them."""


def main() -> int:
    options = argparse.ArgumentParser(prog="python -m bench.peers")
    options.add_argument("--most", type=int, default=SIZES[-1], help="rows of the largest population")
    options.add_argument("--rounds", type=int, default=ROUNDS)
    options.add_argument("--folder", type=Path, default=HERE, help="where the page and its plots go")
    options.add_argument("--only", nargs="*", default=MODULES, help="modules of systems")
    given = options.parse_args()
    pack = load(HERE)
    results: list[Results] = []
    absent: list[str] = []
    plots: list[str] = []
    for case in CASES:
        peers, left = systems(case, pack, tuple(given.only))
        absent = list(dict.fromkeys([*absent, *left]))
        compared = compare(case, pack, peers)
        wrong = [f"{c.peer.name}: {d}" for c in compared for d in c.differences]
        if wrong:
            print(f"{case.title}: answers differ, so nothing is timed", *wrong, sep="\n", file=sys.stderr)
            return 1
        print(f"{case.title}: {len(peers)} systems agree", file=sys.stderr)
        alone = singles(case, pack, peers, given.rounds)
        sizes = [n for n in SIZES if n <= min(given.most, MOST_LISTS if case is BYPASS else SIZES[-1])]
        many = {}
        for n in sizes:
            many[n] = populations(case, pack, peers, n, given.rounds)
            print(f"{case.title}: {n:,} rows timed", file=sys.stderr)
        results.append(Results(case, compared, alone, many))
        plots += plot(results[-1], given.folder)
    text = page(results, absent, plots, datetime.now(UTC).date())
    (given.folder / "README.md").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
