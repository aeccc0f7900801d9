"""What several bodies that judge one fact find together: `judged by A and B`, `judged by A or B`.

Where all must judge, it is so if each finds it so: one "no" settles it, one silence leaves it open. Where one is enough, whoever judged
decides it; two that differ are a conflict of evidence, and nobody here weighs one against the other.
"""

from collections.abc import Sequence

from attrs import frozen

from pincitec.semantics.comparison import equal
from pincitec.semantics.truth import HOLDS, UNDETERMINED, conjunction
from pincitec.semantics.values import Value


@frozen
class Joint:
    """What several judgements come to. `value` is `None` where they settle nothing; `differ` says that this is so because they differ."""

    value: Value
    differ: bool = False


def joint(judged: Sequence[Value], *, condition: bool, any_of: bool) -> Joint:
    """The finding of several judges, one value each, `None` from one who has not judged. `condition`: the values are truth codes.

    >>> joint([3, None], condition=True, any_of=False), joint([0, None], condition=True, any_of=False)
    (Joint(value=None, differ=False), Joint(value=0, differ=False))
    >>> joint([3, None], condition=True, any_of=True), joint([3, 0], condition=True, any_of=True)
    (Joint(value=3, differ=False), Joint(value=None, differ=True))
    """
    known = [v for v in judged if v is not None and not (condition and v == UNDETERMINED)]
    if condition and not any_of:
        code = conjunction(*(v if isinstance(v, int) else UNDETERMINED for v in judged))
        return Joint(None if code == UNDETERMINED else code)
    if any(equal(known[0], v) != HOLDS for v in known[1:]):
        return Joint(None, differ=True)
    if not known or (not any_of and len(known) < len(judged)):
        return Joint(None)
    return Joint(known[0])
