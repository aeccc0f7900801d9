"""Three-valued truth (strong Kleene), as small integers.

A condition *fails*, is *undetermined*, or *holds*. The codes are chosen so that `&` is Kleene's "and" and `|` his "or":
the two bits read "possibly true" and "definitely true". They are the same in every executor, so that answers can be compared
as they are. Source: S. C. Kleene, *Introduction to Metamathematics* (1952), § 64.

>>> HOLDS & UNDETERMINED == UNDETERMINED, FAILS & UNDETERMINED == FAILS
(True, True)
>>> HOLDS | UNDETERMINED == HOLDS, FAILS | UNDETERMINED == UNDETERMINED
(True, True)
"""

from typing import Final

FAILS: Final = 0
UNDETERMINED: Final = 1
HOLDS: Final = 3

NOT: Final[tuple[int, int, int, int]] = (HOLDS, UNDETERMINED, UNDETERMINED, FAILS)
"""Negation by look-up. Code 2 ("definitely but not possibly true") never occurs."""

NAMES: Final[dict[int, str]] = {FAILS: "fails", UNDETERMINED: "undetermined", HOLDS: "holds"}


def truth(value: bool | None) -> int:
    """The code of a Python truth value; `None` is undetermined."""
    if value is None:
        return UNDETERMINED
    return HOLDS if value else FAILS


def conjunction(*operands: int) -> int:
    """Kleene's "and"; of nothing: holds."""
    result = HOLDS
    for a in operands:
        result &= a
    return result


def disjunction(*operands: int) -> int:
    """Kleene's "or"; of nothing: fails."""
    result = FAILS
    for a in operands:
        result |= a
    return result
