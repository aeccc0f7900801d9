"""A compressed file as a stream of what it holds, of which no more than a piece is in memory. Under `csv_file.py`.

Cut off or damaged, it ends in an `OSError`, since both formats say where they end.
"""

from typing import Any, Final

import pyarrow as pa

MAGIC: Final = {b"\x1f\x8b": "gzip", b"\x28\xb5\x2f\xfd": "zstd"}
"""How a file begins that is packed in a way that is read, and what Arrow calls it."""
SKIPPED: Final = 1 << 20
"""Bytes that are read at once only to be passed over."""


class Unpacked:
    """The bytes of a packed file, read forwards; to go back it begins anew. Raises `OSError`."""

    def __init__(self, path: str, packing: str) -> None:
        self.path, self.packing = path, packing
        self.at = 0
        self.stream: Any = self.opened()

    def opened(self) -> Any:
        return pa.input_stream(self.path, compression=self.packing)

    def read(self, size: int) -> bytes:
        data: bytes = self.stream.read(size)
        self.at += len(data)
        return data

    def seek(self, place: int) -> None:
        if place < self.at:
            self.close()
            self.stream, self.at = self.opened(), 0
        while self.at < place and self.read(min(SKIPPED, place - self.at)):
            pass

    def close(self) -> None:
        self.stream.close()

    def __enter__(self) -> "Unpacked":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
