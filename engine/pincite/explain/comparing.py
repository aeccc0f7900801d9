"""Comparisons in whole phrases. The relation itself is a word of the table of operations ("at least"), the same in every language."""

from typing import Final

from pincite.texts import msgid, say

NEEDED: Final = {
    "is not": msgid("anything but {value}"),
    "less than": msgid("less than {value}"),
    "at most": msgid("at most {value}"),
    "more than": msgid("more than {value}"),
    "at least": msgid("at least {value}"),
    "on or after": msgid("on or after {value}"),
    "after": msgid("after {value}"),
    "on or before": msgid("on or before {value}"),
    "before": msgid("before {value}"),
    "no earlier than": msgid("no earlier than {value}"),
    "no later than": msgid("no later than {value}"),
}
"""For each relation but "is", what a value would have to be."""

COMPARED: Final = {
    "is": msgid("{left} is {right}"),
    "is not": msgid("{left} is not {right}"),
    "less than": msgid("{left} is less than {right}"),
    "at most": msgid("{left} is at most {right}"),
    "more than": msgid("{left} is more than {right}"),
    "at least": msgid("{left} is at least {right}"),
    "on or after": msgid("{left} is on or after {right}"),
    "after": msgid("{left} is after {right}"),
    "on or before": msgid("{left} is on or before {right}"),
    "before": msgid("{left} is before {right}"),
    "no earlier than": msgid("{left} is no earlier than {right}"),
    "no later than": msgid("{left} is no later than {right}"),
}
"""For each relation, that two values stand in it."""


def needed(relation: str, value: str) -> str:
    """What a value would have to be.

    >>> needed("at least", "3 years"), needed("is", "a licensed teacher"), needed("is not", "a licensed teacher")
    ('at least 3 years', 'a licensed teacher', 'anything but a licensed teacher')
    """
    return value if relation == "is" else say(NEEDED[relation], value=value)


def compared(left: str, relation: str, right: str) -> str:
    """A comparison as a statement.

    >>> compared("the rating", "is not", "effective")
    'the rating is not effective'
    """
    return say(COMPARED[relation], left=left, right=right)
