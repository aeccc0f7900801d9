"""Planes and conditions while a program is written: joined where that changes anything, settled where it does not. Under `emitter.py`."""

from functools import cached_property

from attrs import define

from pincite.evaluate.columns.program import PLANE, Operand, Program
from pincite.evaluate.columns.values import Truth


@define(slots=False)
class Conditions:
    """Writes instructions on planes. A plane and its contrary are known to be that."""

    program: Program

    def all(self, *planes: Operand, space: int = 0) -> Operand:
        """The rows in which each of these is set."""
        return self._joined("and_", 1, 0, planes, space)

    def any(self, *planes: Operand, space: int = 0) -> Operand:
        """The rows in which one of these is set."""
        return self._joined("or_", 0, 1, planes, space)

    def _joined(self, function: str, neutral: int, settling: int, planes: tuple[Operand, ...], space: int) -> Operand:
        kept = [p for p in dict.fromkeys(planes) if p != neutral]
        if settling in kept or any(isinstance(p, str) and self.inverse.get(p) in kept for p in kept):
            return settling
        if not kept:
            return neutral
        result = kept[0]
        for other in kept[1:]:
            (result,) = self.program.emit(function, result, other, kind=PLANE, space=space)
        return result

    def contrary(self, plane: Operand, space: int = 0) -> Operand:
        if isinstance(plane, int):
            return 1 - plane
        inverse = self.inverse.get(plane)
        if inverse is None:
            (inverse,) = self.program.emit("not_", plane, kind=PLANE, space=space)
            self.inverse[plane], self.inverse[inverse] = inverse, plane
        return inverse

    @cached_property
    def inverse(self) -> dict[str, str]:
        return {}

    def negated(self, a: Truth, space: int = 0) -> Truth:
        surely = self.contrary(a.possibly, space)
        return Truth(surely, surely if a.surely == a.possibly else self.contrary(a.surely, space))

    def conjunction(self, *operands: Truth, space: int = 0) -> Truth:
        return Truth(self.all(*(a.surely for a in operands), space=space), self.all(*(a.possibly for a in operands), space=space))

    def disjunction(self, *operands: Truth, space: int = 0) -> Truth:
        return Truth(self.any(*(a.surely for a in operands), space=space), self.any(*(a.possibly for a in operands), space=space))

    def where_known(self, plane: Operand, known: Operand, space: int = 0) -> Truth:
        """A plane as a condition that is undetermined in the rows that are not known."""
        return self.settled(plane, plane, known, space)

    def settled(self, surely: Operand, possibly: Operand, known: Operand, space: int = 0) -> Truth:
        return Truth(self.all(surely, known, space=space), self.any(possibly, self.contrary(known, space), space=space))
