"""The function through which every text of the engine goes, and the language in which it speaks.

Stands over `placeholders.py` and `catalogue.py`. English needs neither a catalogue nor Babel. The language holds for one context
(`contextvars`), so that two letters may be written at the same time in two languages.

What is quoted from the law or authored in `.pol` never goes through here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from attrs import field, frozen

from pincite.texts.catalogue import ENGLISH, Catalogue
from pincite.texts.placeholders import fill, read_back


@frozen
class Voice:
    """A language that is being spoken. `untranslated` are the English texts that were needed and that its catalogue lacks, in the order
    in which they were first needed."""

    catalogue: Catalogue
    untranslated: dict[str, None] = field(factory=dict)

    def text(self, english: str) -> str:
        found = self.catalogue.text(english)
        if found is None:
            self.untranslated[english] = None
            return english
        return found

    def counted(self, number: int, one: str, many: str) -> str:
        found = self.catalogue.counted(number, one, many)
        if found is None:
            self.untranslated[many] = None
            return one if number == 1 else many
        return found


VOICE: Final[ContextVar[Voice | None]] = ContextVar("voice", default=None)
"""What speaks now; `None` for English."""


@contextmanager
def language(catalogue: Catalogue | None) -> Iterator[Voice | None]:
    """Speaks the language of a catalogue until its end; `None` is English."""
    voice = Voice(catalogue) if catalogue is not None else None
    token = VOICE.set(voice)
    try:
        yield voice
    finally:
        VOICE.reset(token)


def spoken() -> str:
    """The tag of the language that is spoken, as in BCP 47."""
    voice = VOICE.get()
    return ENGLISH if voice is None else voice.catalogue.tag


def digest_spoken() -> str:
    """The digest of the texts of the language that is spoken; empty for English, whose texts are those of the engine."""
    voice = VOICE.get()
    return "" if voice is None else voice.catalogue.digest


def lacking() -> tuple[str, ...]:
    """The English texts that were needed since the language began to be spoken, and that it lacks; none in English."""
    voice = VOICE.get()
    return () if voice is None else tuple(voice.untranslated)


def say(text: str, /, **values: str | int) -> str:
    """A text in the language that is spoken, with what stands at its places.

    `text` is the English one, written out where it is said so that extraction finds it. A whole number stands without separators;
    `writing.number` has them. Raises `KeyError` where a place is given nothing.

    >>> say("Short by {gap}.", gap="5 months")
    'Short by 5 months.'
    """
    voice = VOICE.get()
    return fill(text if voice is None else voice.text(text), values)


def msgid(text: str) -> str:
    """A text as it stands, marked for extraction: for a table whose texts are said later.

    >>> say(msgid("still pending"))
    'still pending'
    """
    return text


def says(filled: str, text: str) -> bool:
    """Whether something said is this text in the language that is spoken, whatever stands at its places.

    >>> says("not yet judged by the department", msgid("not yet judged by {judges}"))
    True
    """
    voice = VOICE.get()
    return read_back(text if voice is None else voice.catalogue.text(text) or text, filled) is not None
