"""The rules as an analyst writes them over numpy arrays, whole columns at a time, two-valued and three-valued."""

from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from bench.peers.cases import Case, Numbers
from bench.peers.interface import Codes, Many, Peer
from pincite.evaluate.columns.schema import COMPLETE
from pincitec.graph.pack import Pack

INFINITE = np.int64(1 << 40)
"""More days than any list holds: what a record of which the days are not known may add."""
Columns = dict[str, Any]
Known = tuple[Numbers, Numbers | None]
"""Values, and which of them are known; None: all."""


def values(array: pa.Array) -> Numbers:
    """A column without nulls as numbers; whatever stands under a null as it comes."""
    if array.null_count:
        array = pc.fill_null(array, False if pa.types.is_boolean(array.type) else 0)
    found: Numbers = array.to_numpy(zero_copy_only=False)
    return found


def with_known(array: pa.Array) -> Known:
    return values(array), None if not array.null_count else array.is_valid().to_numpy(zero_copy_only=False)


def lists(column: pa.Array) -> tuple[pa.StructArray, Numbers]:
    return column.flatten() if column.offset else column.values, column.offsets.to_numpy()


def ready(case: Case, take: Any) -> Any:
    """Arrow columns as arrays by short name; of a list, the fields of its records, and where each list begins."""

    def make(batch: pa.RecordBatch) -> Columns:
        found: Columns = {}
        for short, name in case.facts.items():
            column = batch.column(name)
            if pa.types.is_list(column.type):
                records, found["offsets"] = lists(column)
                for i in range(records.type.num_fields):
                    found[records.type.field(i).name] = take(records.field(i))
                found["complete"] = values(batch.column(name + COMPLETE))
                found["stated"] = None if not column.null_count else column.is_valid().to_numpy(zero_copy_only=False)
            else:
                found[short] = take(column)
        return found

    return make


def level_three_a(c: Columns) -> Numbers:
    found: Numbers = (
        (c["years_as_level_two"] >= 36)
        & ((c["degree_held"] >= 2) | c["national_board"])
        & c["leader_competence"]
        & c["other_qualifications"]
    )  # fmt: skip
    return found


def totals(amounts: Numbers, offsets: Numbers) -> Numbers:
    """The sum over each list: a prefix sum, and differences at the offsets."""
    running = np.zeros(len(amounts) + 1, dtype=np.int64)
    np.cumsum(amounts, out=running[1:])
    found: Numbers = running[offsets[1:]] - running[offsets[:-1]]
    return found


def bypass(c: Columns) -> Numbers:
    second = c["level"] == 2
    counted = c["teacher_of_record"] & c["standard_license"] & second
    summative = c["aps_summative_meets"] & ~c["scored_observations"]
    successful = second & ((c["elevate_rating"] >= 1) | (c["domain_points"] >= 6000) | summative)
    days = totals(np.where(counted, c["instructional_days"], 0), c["offsets"])
    found: Numbers = c["national_board"] & (days >= 480) & (totals(successful, c["offsets"]) >= 3)
    return found


class Kleene:
    """A condition over a column: where it surely holds, and where it possibly does."""

    def __init__(self, sure: Numbers, possible: Numbers) -> None:
        self.sure, self.possible = sure, possible

    def __and__(self, other: "Kleene") -> "Kleene":
        return Kleene(self.sure & other.sure, self.possible & other.possible)

    def __or__(self, other: "Kleene") -> "Kleene":
        return Kleene(self.sure | other.sure, self.possible | other.possible)

    def __invert__(self) -> "Kleene":
        return Kleene(~self.possible, ~self.sure)

    def codes(self) -> Codes:
        return self.sure.view(np.uint8) * np.uint8(2) + self.possible.view(np.uint8)


def where(holds: Numbers, known: Numbers | None) -> Kleene:
    return Kleene(holds, holds) if known is None else Kleene(holds & known, holds | ~known)


def truth(column: Known) -> Kleene:
    return where(*column)


def at_least(column: Known, limit: int) -> Kleene:
    return where(column[0] >= limit, column[1])


def equal(column: Known, to: int) -> Kleene:
    return where(column[0] == to, column[1])


def level_three_a_kleene(c: Columns) -> Kleene:
    return (
        at_least(c["years_as_level_two"], 36)
        & (at_least(c["degree_held"], 2) | truth(c["national_board"]))
        & truth(c["leader_competence"])
        & truth(c["other_qualifications"])
    )


def bypass_kleene(c: Columns) -> Kleene:
    second = equal(c["level"], 2)
    counted = truth(c["teacher_of_record"]) & truth(c["standard_license"]) & second
    summative = truth(c["aps_summative_meets"]) & ~truth(c["scored_observations"])
    successful = second & (at_least(c["elevate_rating"], 1) | at_least(c["domain_points"], 6000) | summative)
    days, known = c["instructional_days"]
    sure = np.where(counted.sure if known is None else counted.sure & known, days, 0)
    possible = np.where(counted.possible, days if known is None else np.where(known, days, INFINITE), 0)
    open_list = ~c["complete"] if c["stated"] is None else ~(c["complete"] & c["stated"])

    def reached(low: Numbers, high: Numbers, limit: int) -> Kleene:
        return Kleene(totals(low, c["offsets"]) >= limit, (totals(high, c["offsets"]) >= limit) | open_list)

    return truth(c["national_board"]) & reached(sure, possible, 480) & reached(successful.sure, successful.possible, 3)


TWO_VALUED = {"level_three_a": level_three_a, "bypass": bypass}
THREE_VALUED = {"level_three_a": level_three_a_kleene, "bypass": bypass_kleene}


def peers(case: Case, pack: Pack) -> list[Peer]:
    remark = "arrays of bytes, whole columns; no reasons"
    two = Many(ready(case, values), TWO_VALUED[case.key], lambda found: found.astype(np.uint8) * np.uint8(3))
    three = Many(ready(case, with_known), lambda c: THREE_VALUED[case.key](c).codes(), lambda found: found)
    return [
        Peer("numpy by hand, two-valued", np.__version__, False, remark, many=two),
        Peer("numpy by hand, three-valued", np.__version__, True, remark, many=three),
    ]
