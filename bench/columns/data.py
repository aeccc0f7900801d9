"""Made-up populations as canonical columns, and the same as files: what the executor over columns is measured on.

Two kinds, because what reasons cost depends on how many different ones there are. Of `random` rows every fact is drawn by itself, evenly
over its range, and one in twenty is unknown: nearly every row has a reason of its own, which no register of people has. Of `typical` rows
each is like one of some hundred people: it lacks what that one lacks, and differs in a few facts.
"""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from bench.columns.graphs import FIRST_YEAR, LAST_YEAR, MEMBERS, MOST
from pincite.evaluate.columns.schema import Form, canonical
from pincitec.graph.pack import Pack
from pincitec.semantics.values import Value

UNKNOWN: Final = 0.05
"""The share of facts that are unknown."""
PROFILES: Final = 300
DIFFERENT: Final = 3
"""How many facts of a typical row are its own."""
A_CHUNK: Final = 1 << 20
"""Rows that are made at once, and rows in a row group of a file."""
EPOCH: Final = date(1970, 1, 1)
DAYS: Final = (date(FIRST_YEAR, 1, 1) - EPOCH).days, (date(LAST_YEAR, 12, 31) - EPOCH).days
WIDTHS: Final = {"days": 16, "money": 32, "period": 16}
Numbers = np.ndarray[Any, Any]


def forms(pack: Pack) -> dict[str, Form | None]:
    """How each fact of a random rule is held: as narrow as its values allow."""
    found: dict[str, Form | None] = {}
    for fact in pack.facts:
        bits = WIDTHS.get(fact.type)
        found[fact.name] = None if bits is None else Form(bits=bits, range=(0, MOST[fact.type]))
    return found


def limits(type: str) -> tuple[int, int]:
    """The least value of a type of fact, and the first beyond its greatest."""
    if type == "boolean":
        return 0, 2
    if type == "date":
        return DAYS[0], DAYS[1] + 1
    return 0, MEMBERS if type not in MOST else MOST[type] + 1


def schema(pack: Pack) -> pa.Schema:
    return canonical(pack, forms(pack))


def column(values: Numbers, known: Numbers | None, type: pa.DataType) -> pa.Array:
    """Whole numbers as an Arrow column; `known` says which are."""
    if type == pa.bool_():
        held: Numbers = values.astype(bool)
        return pa.array(held, mask=None if known is None else ~known)
    width = {pa.date32(): np.int32}.get(type) or type.to_pandas_dtype()
    made = pa.array(values.astype(width), mask=None if known is None else ~known)
    return made.view(type) if type == pa.date32() else made


def batches(pack: Pack, rows: int, seed: int = 1, *, typical: bool = False, chunk: int = A_CHUNK) -> Iterator[pa.RecordBatch]:
    """A population of so many rows, a chunk at a time; every call gives the same."""
    kinds = [(f.name, *limits(f.type)) for f in pack.facts]
    found = schema(pack)
    profiles = np.random.default_rng(seed)
    like = [profiles.integers(low, high, PROFILES) for _, low, high in kinds]
    lacking = [profiles.random(PROFILES) < UNKNOWN for _ in kinds]
    own = np.array([profiles.permutation(len(kinds))[:DIFFERENT] for _ in range(PROFILES)])
    shares = 1 / np.arange(1, PROFILES + 1)
    for number, start in enumerate(range(0, rows, chunk)):
        count = min(chunk, rows - start)
        random = np.random.default_rng((seed, number))
        whose = random.choice(PROFILES, count, p=shares / shares.sum()) if typical else None
        arrays: list[pa.Array] = []
        for i, (name, low, high) in enumerate(kinds):
            values = random.integers(low, high, count, dtype=np.int32)
            if whose is None:
                known = random.random(count, dtype=np.float32) >= UNKNOWN
            else:
                values = np.where((own == i).any(axis=1)[whose], values, like[i][whose])
                known = ~lacking[i][whose]
            arrays.append(column(values, known, found.field(name).type))
        yield pa.RecordBatch.from_arrays(arrays, schema=found)


def write(pack: Pack, path: Path, rows: int, seed: int = 1, *, typical: bool = False) -> None:
    """The same population as a Parquet file (snappy), a row group a chunk."""
    with pq.ParquetWriter(path, schema(pack), compression="snappy") as file:
        for batch in batches(pack, rows, seed, typical=typical):
            file.write_batch(batch, row_group_size=A_CHUNK)


def rows_as_facts(batch: pa.RecordBatch) -> list[dict[str, Value]]:
    """A batch as facts that the scalar executors take, row by row: what is unknown is left out."""
    columns = {name: batch.column(name).to_pylist() for name in batch.schema.names}
    truths = {name for name in columns if batch.schema.field(name).type == pa.bool_()}
    return [
        {name: (3 if v[i] else 0) if name in truths else v[i] for name, v in columns.items() if v[i] is not None}
        for i in range(batch.num_rows)
    ]
