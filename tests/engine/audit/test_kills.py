"""A process that is killed while it writes: nothing that it had acknowledged is lost, nothing is half-written, the chain verifies."""

import os
import random
import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pincite.audit.entries import head
from pincite.audit.inspection import inspect
from pincite.audit.record import read_record
from pincite.audit.shapes import Record
from pincite.audit.store import append
from pincite.cli.streams import write_file
from tests.engine.audit.samples import AT, sample
from tests.engine.sample_pack import sample_pack

KILLS = 1000
LOGS = 20


def killed(work: Callable[[Callable[[int], None]], None], after: float) -> int:
    """Runs `work` in a process of its own and kills it; the last number that it acknowledged, 0 if none."""
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            work(lambda number: acknowledge(writer, number))
        finally:
            os._exit(1)
    os.close(writer)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    with open(reader, "rb") as stream:
        acknowledged = stream.read()
    assert os.WIFSIGNALED(status), "the writer ended before it was killed"
    return int.from_bytes(acknowledged[-8:], "big")


def acknowledge(writer: int, number: int) -> None:
    os.write(writer, number.to_bytes(8, "big"))


@pytest.mark.slow
def test_a_log_outlives_a_thousand_kills(tmp_path: Path) -> None:
    chance = random.Random(5)
    record, pack = sample(), sample_pack()
    begun = time.perf_counter()
    append(tmp_path / "timed.db", record, pack, AT)
    first = time.perf_counter() - begun
    unfinished = 0
    for number in range(LOGS):
        path = tmp_path / f"{number}.db"

        def write(said: Callable[[int], None], path: Path = path) -> None:
            while True:
                said(append(path, record, pack, AT).sequence)

        last = 0
        for kill in range(KILLS // LOGS):
            # The first of each log is killed while it makes the log, or shortly after.
            acknowledged = killed(write, chance.uniform(0, 2 * first if kill == 0 else first))
            unfinished += journal.exists() and journal.stat().st_size > 0 if (journal := Path(f"{path}-journal")) else 0
            if path.exists():
                written, _ = head(path)
                assert max(acknowledged, last) <= written <= max(acknowledged, last) + 1
                last = written
        if path.exists():
            found = inspect(path)
            assert (found.faults, found.sequence) == ((), last)
    assert unfinished >= KILLS // 100, "hardly any writer was killed in the middle"


@pytest.mark.slow
def test_the_file_of_a_record_is_whole_whenever_its_writer_is_killed(tmp_path: Path) -> None:
    chance = random.Random(6)
    path = tmp_path / "record.json"

    def write(said: Callable[[int], None]) -> None:
        while True:
            assert write_file(path, sample()) is None
            said(1)

    for _ in range(KILLS // 4):
        acknowledged = killed(write, chance.uniform(0, 0.004))
        assert path.exists() or not acknowledged
        if path.exists():
            assert isinstance(read_record(path.read_bytes()), Record)
