"""Numbers for words of 16 bits, by a table of all that there can be: counted from 0, block by block."""

from typing import Final

import numpy as np
import numpy.typing as npt
from attrs import define, field

SMALL: Final = 16
"""Words of so few bits are numbered by a table."""

Words = npt.NDArray[np.uint16]
Numbers = npt.NDArray[np.int32]


@define
class Table:
    """Numbers of words of 16 bits."""

    count: int = 0
    numbers: Numbers = field(init=False)
    order: list[Words] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        self.numbers = np.full(1 << SMALL, -1, np.int32)

    def number(self, words: Words, out: Numbers) -> None:
        """Writes the number of each word."""
        self.numbers.take(words, out=out, mode="wrap")
        if len(out) and out.min() < 0:
            new = np.unique(words[out < 0])
            self.numbers[new] = np.arange(self.count, self.count + len(new))
            self.count += len(new)
            self.order.append(new)
            self.numbers.take(words, out=out, mode="wrap")

    def kinds(self) -> Words:
        """The words, in order of their numbers."""
        return np.concatenate(self.order) if self.order else np.zeros(0, np.uint16)
