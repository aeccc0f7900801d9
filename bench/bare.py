"""A decision and nothing else, as a process: `python -m bench.bare DECISION FACTS DAY`. What `process.py` holds the whole proof against.

Loads the same pack from the same cache, reads the same file, evaluates once, and prints the verdict; no proof, no words.
"""

import sys
from datetime import date
from pathlib import Path

import pincite
from pincite.evaluate import executor
from pincite.facts import read_facts
from pincitec.diagnostics import Source
from pincitec.graph.slices import slice_graph
from pincitec.semantics.verdicts import VERDICTS


def main(decision: str, file: str, day: str) -> None:
    pack, on = pincite.load(), date.fromisoformat(day)
    name = next(d.name for d in pack.decisions if d.name.endswith(f".{decision}"))
    facts, problems = read_facts(Source(file, Path(file).read_text(encoding="utf-8")), pack, on)
    if facts is None:
        raise SystemExit(f"the facts have errors: {problems}")
    verdict = pack.main_question(name).verdict
    sliced = slice_graph(pack, on, {c.name: c.default for c in pack.choices}, (verdict,))
    found = executor(sliced, pack)(facts.values, on)[verdict]
    print(VERDICTS[found if isinstance(found, int) else found.verdict])


if __name__ == "__main__":
    main(*sys.argv[1:])
