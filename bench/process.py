"""Whole processes as a user starts them: `python bench/process.py`.

`determine` from a warm cache, `check` of the two policies of the library, and `check` of a generated rule base (`rulebase.py`): from an
empty cache, from a full one, and after an edit of one file. Each is timed from outside, several times, in turn with a Python that does
nothing, so that the figures can be read beside the machine's own start-up, and `determine` also in turn with a process that decides and
says no reason (`bare.py`). Shown are the median and the best. The cache and the rule base lie in a folder that is removed afterwards;
byte code is compiled before the first run that counts.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from bench.rulebase import FILES, write

ROOT = Path(__file__).parents[1]
PINCITE = [sys.executable, "-m", "pincite"]
RUNS = 9

FACTS = "role: teacher\n"


def timed(command: Sequence[str], folder: Path, cache: Path) -> float:
    """Seconds of wall clock that a process takes. Raises if it fails otherwise than with findings (exit 1)."""
    environment = {k: v for k, v in os.environ.items() if k not in ("PYTHONDONTWRITEBYTECODE", "XDG_CACHE_HOME")}
    start = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env={**environment, "XDG_CACHE_HOME": str(cache)}, capture_output=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr.decode())
    return taken


def measure(
    command: Sequence[str], folder: Path, cache: Path, before: Callable[[], None], runs: int = RUNS
) -> tuple[list[float], list[float]]:
    """The times of a command and, in turn with it, of a Python that does nothing. `before` prepares each run and is not timed."""
    return in_turn(command, [sys.executable, "-c", "pass"], folder, cache, before, runs)


def in_turn(
    command: Sequence[str], other: Sequence[str], folder: Path, cache: Path, before: Callable[[], None], runs: int
) -> tuple[list[float], list[float]]:
    """The times of two commands, run in turn."""
    ours, others = [], []
    for _ in range(runs):
        before()
        ours.append(timed(command, folder, cache))
        others.append(timed(other, folder, cache))
    return ours, others


def show(name: str, found: tuple[list[float], list[float]], goal: str) -> None:
    ours, bare = found
    median, best, start = (1000 * x for x in (statistics.median(ours), min(ours), statistics.median(bare)))
    print(f"{name:52} {median:8.0f} {best:8.0f} {start:8.0f}   {goal}")


def nothing() -> None:
    """No preparation."""


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="pincite-bench-"))
    try:
        cache, base = folder / "cache", folder / "base"
        facts = folder / "facts.yaml"
        facts.write_text(FACTS)
        print(f"{'milliseconds':52} {'median':>8} {'best':>8} {'python':>8}   to reach")
        for form in ("json", "text"):
            determine = [*PINCITE, "determine", "minimum_salary", "--facts", str(facts), "--on", "2021-06-01", "--format", form]
            timed(determine, ROOT, cache)
            show(f"determine, {form}, warm cache", measure(determine, ROOT, cache, nothing), "100")
        decide = [sys.executable, "-m", "bench.bare", "level_three_a", "examples/refused.yaml", "2021-06-01"]
        for form in ("json", "text"):
            prove = [*PINCITE, "determine", "level_three_a", "--facts", "examples/refused.yaml", "--on", "2021-06-01", "--format", form]
            timed(prove, ROOT, cache)
            timed(decide, ROOT, cache)
            complete, alone = in_turn(prove, decide, ROOT, cache, nothing, RUNS)
            ratio = statistics.median(complete) / statistics.median(alone)
            print(f"{f'a refusal with all reasons, {form}, beside the verdict alone':64} {ratio:5.2f}×   2×")
        check = [*PINCITE, "check", "policy/us-nm/level-three.pol", "policy/us-nm/aps/advancement.pol", "--format", "concise"]
        timed(check, ROOT, cache)
        show("check of two files, warm cache", measure(check, ROOT, cache, nothing), "100")

        base.mkdir()
        lines = write(base, FILES)
        whole = [*PINCITE, "check", "--format", "concise"]
        name = f"check of {lines:,} lines in {FILES} files"
        show(f"{name}, cold", measure(whole, base, cache, lambda: shutil.rmtree(cache, ignore_errors=True), 3), "3000")
        show(f"{name}, nothing changed", measure(whole, base, cache, nothing, 5), "")
        edited = base / "policy" / "p60.pol"
        text = edited.read_text()
        count = iter(range(1000))

        def edit() -> None:
            edited.write_text(text + f"# edit {next(count)}\n")

        show(f"{name}, one file edited", measure(whole, base, cache, edit, 5), "150")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
