"""Signatures read back: the bits of a kernel as truths, verdicts and facts that are known.

Stands over the kernel of `evaluate.columns`, whose bits it reads. A bit's `offset` counts from the least significant bit of the first byte.
"""

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED

Bytes = npt.NDArray[np.uint8]

TRUTH: Final = "truth"
VERDICT: Final = "verdict"
VALUE: Final = "value"
DEFINITE: Final = "definite"
FACT: Final = "fact"


class Bit(Protocol):
    """One field of a signature. `kind`: the `truth` of node `node` (two bits), its `verdict` (three), whether its `value` is exactly known,
    or whether the `fact` called `name` is; `definite` (one bit), that a condition holds which is undetermined just where the fact `name`
    is not known.
    """

    @property
    def kind(self) -> str: ...
    @property
    def node(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def offset(self) -> int: ...
    @property
    def width(self) -> int: ...


class Read(NamedTuple):
    """A signature: codes of truth and of verdicts by node, and the facts, among those with a bit, that are not known."""

    codes: dict[int, int]
    unknown: frozenset[str]


class Layout:
    """Where a kernel puts what. `size` is that of a signature, in bytes."""

    def __init__(self, bits: Iterable[Bit], size: int) -> None:
        self.bits = tuple(bits)
        self.size = size
        named = {b.name for b in self.bits if b.kind == DEFINITE}
        kept = sum(((1 << b.width) - 1) << b.offset for b in self.bits if b.kind != FACT or b.name in named)
        self.of_nodes: Bytes = np.frombuffer(kept.to_bytes(size, "little"), np.uint8)

    def read(self, signature: bytes) -> Read:
        number = int.from_bytes(signature, "little")
        codes: dict[int, int] = {}
        unknown = set()
        for bit in self.bits:
            code = number >> bit.offset & ((1 << bit.width) - 1)
            if bit.kind == FACT:
                if not code:
                    unknown.add(bit.name)
            elif bit.kind in (TRUTH, VERDICT):
                codes[bit.node] = code
        for bit in self.bits:
            if bit.kind == DEFINITE:
                holds = number >> bit.offset & 1
                codes[bit.node] = HOLDS if holds else UNDETERMINED if bit.name in unknown else FAILS
        return Read(codes, frozenset(unknown))


def entries(column: Any) -> tuple[npt.NDArray[np.int64], Bytes]:
    """A column of signatures: for each row the number of its entry, and the entries as rows of bytes."""
    if isinstance(column, pa.ChunkedArray):
        column = column.combine_chunks()
    found = column.dictionary
    size = found.type.byte_width
    data = np.frombuffer(found.buffers()[1], np.uint8) if len(found) else np.zeros(0, np.uint8)
    rows = data[found.offset * size : (found.offset + len(found)) * size].reshape(len(found), size)
    return column.indices.to_numpy(zero_copy_only=False).astype(np.int64, copy=False), rows
