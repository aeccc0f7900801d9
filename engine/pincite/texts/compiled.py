"""Texts that the compiler writes into packs: reasons why a clause does not stand. The engine says them.

The compiler knows no language but English. What it writes has one of these shapes; anything else in a pack was authored, or is a
citation, and is shown as it is.
"""

from typing import Final

from pincite.texts.placeholders import read_back
from pincite.texts.speaking import VOICE, msgid, say

REASONS: Final = (
    msgid("the text of {places} in force then is not on file"),
    msgid('the text in force then does not have the words "{words}"'),
    msgid("{act} do not apply"),
    msgid("{act} does not apply"),
    msgid("{act} applies only to some, and the rules do not say to whom"),
)
"""What `pincitec.check.standings` gives as reasons."""


def said_by_compiler(text: str) -> str:
    """A reason from a pack in the language that is spoken.

    >>> said_by_compiler("Laws 2019, ch. 206, § 23 does not apply")
    'Laws 2019, ch. 206, § 23 does not apply'
    """
    if VOICE.get() is None:
        return text
    for english in REASONS:
        found = read_back(english, text)
        if found is not None:
            return say(english, **found)
    return text
