"""Folds as the generated executor calls them: the usual case by the shortest way, any other as the table has it. Under `inline.py`.

Usual is a complete list of which each record surely counts or surely does not, and whole numbers.
"""

from collections.abc import Callable, Sequence
from itertools import compress
from typing import Any, Final

from pincitec.semantics.lists import count, total
from pincitec.semantics.truth import HOLDS, UNDETERMINED
from pincitec.semantics.values import Amount


def quick_count(holds: Sequence[int], complete: bool) -> Amount:
    """As `pincitec.semantics.lists.count`."""
    if complete and UNDETERMINED not in holds:
        return holds.count(HOLDS)
    return count(holds, complete)


def quick_total(holds: Sequence[int], amounts: Sequence[Amount], complete: bool) -> Amount:
    """As `pincitec.semantics.lists.total`."""
    if complete and UNDETERMINED not in holds:
        try:
            sure = sum(compress(amounts, holds))  # type: ignore[arg-type]
        except TypeError:  # an amount that is no number
            return total(holds, amounts, complete)
        if sure.__class__ is int:
            return sure
    return total(holds, amounts, complete)


QUICK: Final[dict[str, Callable[..., Any]]] = {"op_count": quick_count, "op_sum": quick_total}
