"""The reasons of all tasks as one table: counted together, the most frequent first, the same whatever was done by whom."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pincite.population.reasons.kept import SCHEMA


def merge(tables: Sequence[pa.Table]) -> tuple[pa.Table, list[npt.NDArray[np.int32]]]:
    """The distinct reasons of one decision, of all `tables` (as `Reasons.table` gives them), those with most rows first and then by their
    first rows, of those that are kept; and for each table the new numbers of its reasons."""
    rows: dict[bytes, int] = {}
    first: dict[bytes, tuple[bool, int, int, int]] = {}
    keys = [table["key"].to_pylist() for table in tables]
    for number, table in enumerate(tables):
        lacks = table["exemplar"].is_null().to_pylist()
        counted = zip(keys[number], table["rows"].to_pylist(), table["row"].to_pylist(), lacks, strict=True)
        for place, (key, count, row, lacking) in enumerate(counted):
            rows[key] = rows.get(key, 0) + count
            first[key] = min(first.get(key, (True, row, number, place)), (lacking, row, number, place))
    order = sorted(rows, key=lambda key: (-rows[key], first[key][1], key))
    begins = np.cumsum([0, *(len(t) for t in tables)])
    taken = [int(begins[first[key][2]]) + first[key][3] for key in order]
    whole = pa.concat_tables([*tables, SCHEMA.empty_table()]).take(pa.array(taken, pa.int64())).combine_chunks()
    place = whole.schema.get_field_index("rows")
    whole = whole.set_column(place, SCHEMA.field("rows"), pa.array([rows[key] for key in order], pa.int64()))
    numbers = {key: number for number, key in enumerate(order)}
    return whole, [np.array([numbers[key] for key in mine], np.int32) for mine in keys]
