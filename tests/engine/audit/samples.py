"""Records and logs for tests, made of the sample pack."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pincite
from pincite.audit.chain import Entry
from pincite.audit.head import Letterhead
from pincite.audit.record import make_record, record_bytes
from pincite.audit.shapes import Record
from pincite.audit.store import append
from pincite.facts import facts_from_mapping
from pincitec.graph.pack import Pack
from pincitec.settings import Office
from tests.engine.report.cases import GOOD
from tests.engine.sample_pack import sample_pack

DAY = date(2021, 6, 1)
HEAD = Letterhead(
    Office("The Bureau", recourse="You may ask for a hearing within 30 days."), "case.yaml", applicant="A. Nader", file_number="2021-17"
)
AT = "2026-01-31T09:30:00Z"


def recorded(
    decision: str = "level_three_a", facts: Mapping[str, object] = GOOD, on: date = DAY, *, pack: Pack | None = None, strict: bool = False
) -> Record:
    """The record of a determination of the sample pack."""
    pack = pack or sample_pack()
    known, problems = facts_from_mapping(facts, pack, on)
    assert known is not None, problems
    answer = pincite.determine(pack, decision, known, on=on, strict=strict)
    return make_record(pack, known, {}, answer, HEAD)


@cache
def sample() -> bytes:
    """The bytes of one record, with every kind of provenance."""
    return record_bytes(recorded())


def log_of(path: Path, number: int = 3) -> list[Entry]:
    """A log of so many entries."""
    return [append(path, sample(), sample_pack(), AT) for _ in range(number)]
