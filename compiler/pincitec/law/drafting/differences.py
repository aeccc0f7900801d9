"""Where two plain texts differ, white space apart."""

from pincitec.law.normalise import normalise

_AROUND = 30


def first_difference(ours: str, theirs: str) -> tuple[str, str] | None:
    """The words around the first place where two texts differ; None where they do not.

    >>> first_difference("a fee of  $40", "a fee of $40") is None
    True
    """
    one, other = normalise(ours).strip(), normalise(theirs).strip()
    if one == other:
        return None
    at = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    low = max(at - _AROUND, 0)
    return one[low : at + _AROUND], other[low : at + _AROUND]
