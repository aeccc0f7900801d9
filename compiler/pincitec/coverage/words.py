"""The words of a unit's own text, and the way there from the text in which a quotation was found.

A quotation is looked up in a unit with all units below it (`law/flat.py`); words are counted in each unit alone. Both texts are made of the
same pieces, so a character of one is found in the other by its piece and its place in the piece.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from attrs import evolve, field, frozen

from pincitec.law.flat import HOLE, FlatText, flatten
from pincitec.law.model import Status, UnitText, Version
from pincitec.law.places import units_of

WORD = re.compile(r"\d+(?:[.,]\d+)+(?!\w)|\w+(?:'\w+)*")
_FUNCTION = "a an the of to in on at by for from with as and or nor that which who whom this these those such any be is are it its"
FUNCTION = frozenset(_FUNCTION.split())
"""Words that say nothing alone: a quotation of these only encodes nothing."""

Range = tuple[int, int]


def words_in(text: str) -> tuple[Range, ...]:
    """The ranges of the words of a normalised text.

    >>> [text[a:b] for text in ("nine-year; $60,000 (K-5) 9.5% the teacher's 4th",) for a, b in words_in(text)]
    ['nine', 'year', '60,000', 'K', '5', '9.5', 'the', "teacher's", '4th']
    """
    return tuple(match.span() for match in WORD.finditer(text))


@frozen
class Own:
    """A unit with its own text, the words in it, and where each of its pieces begins in the text before normalisation."""

    unit: UnitText
    flat: FlatText
    words: tuple[Range, ...]
    pieces: dict[int, int] = field(repr=False)
    inferred: frozenset[int] = frozenset()
    """The words, by number, of which a character is inferred."""


@frozen
class Ground:
    """The units of one version by identity, in reading order."""

    units: dict[str, Own]

    def touched(self, flat: FlatText, ranges: Iterable[Range]) -> dict[str, set[int]]:
        """The words, by their numbers in each unit, of which every character lies in these ranges of a text of the version."""
        covered: dict[str, set[int]] = {}
        for start, end in ranges:
            for identity, offset in self._places(flat, start, end):
                covered.setdefault(identity, set()).add(offset)
        return {identity: whole for identity, offsets in covered.items() if (whole := self._whole(identity, offsets))}

    def _places(self, flat: FlatText, start: int, end: int) -> Iterator[tuple[str, int]]:
        """The unit and the offset in its own text of each character of a range; designators have none."""
        for run in flat.runs_in(start, end):
            own = self.units.get(run.unit.identity)
            if run.piece is None or own is None or id(run.piece) not in own.pieces:
                continue
            shift = own.pieces[id(run.piece)] - run.start
            first = max(bisect_left(flat.starts, run.start), start)
            for i in range(first, end):
                if flat.starts[i] >= run.end:
                    break
                raw = flat.starts[i] + shift
                after = bisect_right(own.flat.starts, raw)
                for offset in range(min(bisect_left(own.flat.starts, raw), after - 1), after):
                    yield run.unit.identity, offset

    def _whole(self, identity: str, offsets: set[int]) -> set[int]:
        words = self.units[identity].words
        first, last = bisect_left(words, (min(offsets),)), bisect_right(words, (max(offsets) + 1,))
        return {n for n in range(first, last) if all(i in offsets for i in range(*words[n]))}


def ground(version: Version) -> Ground:
    """The units of a version that are provisions: all but the heading of the section."""
    units = {}
    for unit in units_of(version):
        if unit.path != ("heading",):
            flat = flatten(evolve(unit, children=()))
            pieces: dict[int, int] = {}
            length = 0
            for piece in unit.pieces:
                pieces[id(piece)] = length
                length += len(HOLE if piece.status is Status.UNKNOWN else piece.text)
            words = words_in(flat.text)
            units[unit.identity] = Own(unit, flat, words, pieces, frozenset(n for n, range_ in enumerate(words) if inferred(flat, range_)))
    return Ground(units)


def inferred(flat: FlatText, range_: Range) -> bool:
    """Whether a character of a range stands in no source."""
    return any(run.piece is not None and run.piece.status is Status.INFERRED for run in flat.runs_in(*range_))
