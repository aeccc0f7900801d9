"""The rules as an analyst writes them in Polars. Its conditions are three-valued by themselves; its sums over lists are not."""

from typing import Any

import numpy as np
import polars as pl
import pyarrow as pa

from bench.peers.cases import Case
from bench.peers.interface import Codes, Many, Peer
from pincite.evaluate.columns.schema import COMPLETE
from pincitec.graph.pack import Pack

INFINITE = 1 << 40


def field(name: str) -> pl.Expr:
    return pl.element().struct.field(name)


def of(amounts: pl.Expr) -> pl.Expr:
    """The sum over the list of each row, of what this gives for each record."""
    return pl.col("school_years").list.eval(amounts).list.sum()


def level_three_a() -> pl.Expr:
    return (
        (pl.col("years_as_level_two") >= 36)
        & ((pl.col("degree_held") >= 2) | pl.col("national_board"))
        & pl.col("leader_competence")
        & pl.col("other_qualifications")
    )


def conditions() -> tuple[pl.Expr, pl.Expr]:
    """Whether a record counts as service, and whether its evaluation was successful."""
    second = field("level") == 2
    counted = field("teacher_of_record") & field("standard_license") & second
    summative = field("aps_summative_meets") & ~field("scored_observations")
    return counted, second & ((field("elevate_rating") >= 1) | (field("domain_points") >= 6000) | summative)


def bypass() -> pl.Expr:
    counted, successful = conditions()
    days = of(pl.when(counted).then(field("instructional_days").cast(pl.Int32)).otherwise(0))
    return pl.col("national_board") & (days >= 480) & (of(successful.cast(pl.Int32)) >= 3)


def bypass_kleene() -> pl.Expr:
    counted, successful = conditions()
    amount = field("instructional_days").cast(pl.Int64)
    sure = pl.when(counted.fill_null(False)).then(amount.fill_null(0)).otherwise(0)
    possible = pl.when(counted.fill_null(True)).then(amount.fill_null(INFINITE)).otherwise(0)

    def reached(low: pl.Expr, high: pl.Expr, limit: int) -> pl.Expr:
        """Three-valued: yes from what is sure, no from what is possible in a complete list, otherwise not known."""
        never = (of(high) < limit) & pl.col("complete").fill_null(False)
        return pl.when((of(low) >= limit).fill_null(False)).then(True).when(never.fill_null(False)).then(False).otherwise(None)

    evaluations = reached(successful.fill_null(False).cast(pl.Int32), successful.fill_null(True).cast(pl.Int32), 3)
    return pl.col("national_board") & reached(sure, possible, 480) & evaluations


def peers(case: Case, pack: Pack) -> list[Peer]:
    names = {qualified: short for short, qualified in case.facts.items()}
    names |= {qualified + COMPLETE: "complete" for short, qualified in case.facts.items() if short == "school_years"}

    def ready(batch: pa.RecordBatch) -> pl.DataFrame:
        found = pl.from_arrow(batch)
        assert isinstance(found, pl.DataFrame)
        return found.rename({k: v for k, v in names.items() if k in found.columns})

    def codes(found: pl.DataFrame) -> Codes:
        column = found.to_series()
        return np.where(column.is_null().to_numpy(), 1, column.fill_null(False).to_numpy() * 3).astype(np.uint8)

    def asked(rule: pl.Expr) -> Many:
        def decide(frame: pl.DataFrame) -> Any:
            return frame.lazy().select(verdict=rule).collect()

        return Many(ready, decide, codes)

    remark = f"lazy, {pl.thread_pool_size()} threads; no reasons"
    if case.key == "level_three_a":
        return [Peer("Polars by hand", pl.__version__, True, remark, many=asked(level_three_a()))]
    return [
        Peer("Polars by hand, two-valued", pl.__version__, False, remark, many=asked(bypass())),
        Peer("Polars by hand, three-valued", pl.__version__, True, remark, many=asked(bypass_kleene())),
    ]
