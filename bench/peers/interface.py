"""What every system is here: how it takes facts, how it decides, and what its answers come to.

Making the input a system wants (`ready`) is kept apart from deciding, so that both can be timed. An answer is 0 (fails), 1
(undetermined) or 3 (holds), as `pincitec.semantics.truth` has them. A two-valued system never gives 1, and is asked only where all is
known.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import frozen

from bench.peers.cases import Case, Plain
from pincitec.graph.pack import Pack

Codes = np.ndarray[Any, Any]


@frozen
class One:
    """A decision at a time. `ready` makes the input once, outside the clock; `constant` is the same call on the same input where the rule
    says yes to all: what of the time is the way in and out. None: there is no such call."""

    ready: Callable[[Plain], Any]
    decide: Callable[[Any], int]
    constant: Callable[[Any], Any] | None = None


@frozen
class Many:
    """A population at a time. `ready` turns Arrow columns into what the system takes; `codes` its answers into ours, outside the clock.

    `most` is the greatest number of rows that it is worth asking for. `by_row`: it takes Python objects, one a row; how they are made of
    columns is then our doing, and not timed.
    """

    ready: Callable[[pa.RecordBatch], Any]
    decide: Callable[[Any], Any]
    codes: Callable[[Any], Codes]
    most: int = 10_000_000
    by_row: bool = False


@frozen
class Peer:
    """A system as asked about one case. `refuses` are the people that it cannot be asked about."""

    name: str
    version: str
    three_valued: bool
    remark: str
    one: One | None = None
    many: Many | None = None
    ours: bool = False
    refuses: Callable[[Plain], bool] = lambda _: False


def each(case: Case, pack: Pack, one: One, most: int) -> Many:
    """A population for a system that decides one at a time: a loop."""

    def decide(inputs: Sequence[Any]) -> list[int]:
        return [one.decide(each) for each in inputs]

    def ready(batch: pa.RecordBatch) -> list[Any]:
        return [one.ready(p) for p in case.plain(pack, batch)]

    return Many(ready, decide, lambda found: np.array(found, dtype=np.uint8), most, by_row=True)


def truth(found: object) -> int:
    """The code of an answer that is yes or no, or nothing."""
    return 1 if found is None else 3 if found else 0
