"""Words of a source's line that a block beside them left out: law that was cut short on its way into the file.

Stands below `evidence`, which found where each paragraph of the block stands. Lines that no paragraph touches are not looked at: they may
be another section, or the furniture of a page. Of a line that is taken in part the rest is law that no reader of the file would see.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from attrs import frozen

_LINE = re.compile(r"[^\n]+")
_NO_WORDS = re.compile(r"\ufeff?[\s•◦▪‣●○*·\x00\ufffc-]*")
"""A byte-order mark, white space, bullets, and what stands for something aside: no words of a law."""
_GOES_ON = re.compile(r"[ \t]*\n[ \t]*(?=[a-z])([^\n]+)")
_STOPS = ".:;!?"
_DESIGNATION = re.compile(
    r"\ufeff?\s*(?:(?:sections?|sec\.|§+|articles?|art\.|rules?|chapters?)?\s*\w*\d[\w.()-]*|[a-z]\.|\([a-z]{1,5}\))\s*[-–—.:]*\s*",
    re.IGNORECASE,
)


@frozen
class Rest:
    """Words left out, at the half-open range `[start, end)` of the source, beside the paragraph number `beside` of the block."""

    start: int
    end: int
    beside: int


def rests(words: str, taken: Sequence[tuple[int, int]]) -> Iterator[Rest]:
    """What the paragraphs at the ranges `taken` leave of the lines that they stand in, in the order of the source.

    The designation of a section before its catchline is none of its words, nor that of a subsection of which a
    note quotes all: the first paragraph may begin after it.

    >>> [(r.start, r.end) for r in rests("one two, unless three\\nfour", [(0, 7)])]
    [(7, 21)]
    >>> list(rests("§ 4. One two\\nFour", [(5, 12)]))
    []
    """
    order = sorted(range(len(taken)), key=lambda i: taken[i])
    free = bytearray(b"\x01" * len(words))
    for start, end in taken:
        free[start:end] = bytes(end - start)
    low = 0
    for line in _LINE.finditer(words):
        while low < len(order) and taken[order[low]][1] <= line.start():
            low += 1
        high = bisect_left(order, line.end(), low, key=lambda i: taken[i][0])
        within = order[low:high]
        if not within:
            continue
        for run in re.finditer(rb"\x01+", bytes(free[line.start() : line.end()])):
            start, end = line.start() + run.start(), line.start() + run.end()
            named = end == taken[0][0] and _DESIGNATION.fullmatch(words, start, end)
            if not named and not _NO_WORDS.fullmatch(words, start, end):
                beside = next((i for i in reversed(within) if taken[i][1] <= start), within[0])
                yield Rest(start, end, beside)


def continued(words: str, taken: Sequence[tuple[int, int]]) -> Iterator[Rest]:
    """The lines that go on with the sentence of a paragraph above them: untaken, begun small, below one that ends without a stop.

    >>> [(r.start, r.end) for r in continued("one two\\nunless three", [(0, 7)])]
    [(8, 20)]
    >>> list(continued("one two\\nThree", [(0, 7)])), list(continued("one two.\\nthree", [(0, 8)]))
    ([], [])
    """
    for i, (_, end) in enumerate(taken):
        more = _GOES_ON.match(words, end)
        if more is None or words[end - 1] in _STOPS or any(a < more.end(1) and more.start(1) < b for a, b in taken):
            continue
        yield Rest(more.start(1), more.end(1), i)
