"""Rows that agree in some facts, found by vector operations: each group is one case."""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from pincite.evaluate.columns.schema import ASKED
from pincite.population.reasons.turning import ALIKE, DAY

Rows = npt.NDArray[np.int64]


class Grouping:
    """Groups rows of one batch. The codes of a column are made once."""

    def __init__(self, batch: pa.RecordBatch) -> None:
        self.batch = batch
        self.codes: dict[str, npt.NDArray[np.int64]] = {}

    def of(self, rows: Rows, names: Iterable[str]) -> Iterator[Rows]:
        """The rows in groups that agree in the columns `names`, each in order, and the groups in the order of their first rows."""
        key = np.zeros(len(rows), np.int64)
        for name in names:
            codes = self.column(name)[rows]
            key = np.unique(key * (int(codes.max(initial=0)) + 1) + codes, return_inverse=True)[1].reshape(-1)
        order = np.argsort(key, kind="stable")
        found = np.split(rows[order], np.flatnonzero(np.diff(key[order])) + 1) if len(rows) else []
        yield from sorted(found, key=lambda group: int(group[0]))

    def column(self, name: str) -> npt.NDArray[np.int64]:
        """The same number for the same value; what is not known counts as one."""
        if name not in self.codes:
            column = self.batch.column(self.batch.schema.get_field_index(ASKED if name == DAY else name))
            if name == DAY:
                ordinary = pc.is_in(pc.day(column), pa.array(ALIKE, pa.int64()))
                column = pc.if_else(ordinary, pa.scalar(None, column.type), column)
            if pa.types.is_dictionary(column.type):
                column = column.cast(column.type.value_type)
            encoded = column.dictionary_encode(null_encoding="encode")
            self.codes[name] = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        return self.codes[name]
