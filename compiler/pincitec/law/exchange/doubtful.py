"""What the attributes of an element say that makes its words doubtful: hidden, struck, shifted, or one of several alternatives.

A reader who sees only the words would take them for plain law. Whether they are cannot be told from the file, so the section is
refused. Both formats take `class`, `style` and names freely; what is listed here is what publishers are known to write there.
"""

import re
from typing import Final

from pincitec.law.exchange.vocabulary import names
from pincitec.law.exchange.xml import Element

_HIDES: Final = names("aria-hidden display hidden visibility")
"""Attributes that hide, whatever their value."""
_CLASSES: Final = names("class name role styleType")
"""Attributes that sort an element in words of the publisher's own."""
_STEMS: Final = re.compile(
    r"delet|draft|expired|hidden|inserted|invisible|not-?in-?force|obsolete|omitted|proposed|removed|repealed|revoked|strike|struck"
    r"|subscript|superscript|superseded|suspended",
    re.IGNORECASE,
)
_WORDS: Final = names("alt alternative added del hide ins insertion noprint none sub sup")
"""Words that count only where they stand alone: `sub` does, `subsection` does not."""
_WORD: Final = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_SHOWN: Final = 40
_LAYOUT: Final = re.compile(r"(?:\s*-uslm-lc\s*:\s*[A-Za-z0-9]+\s*;?)*\s*")
"""A style that names the typesetter's code of a line and does nothing else."""
_NOT_CHANGED: Final = names("false no none not-changed unchanged")


def doubt(element: Element) -> str | None:
    """Why the attributes of an element make its words doubtful, in words; None if they do not."""
    for name, value in element.attributes.items():
        own = name.rpartition(" ")[2]
        if own == "alternativeTo":
            return "words that are an alternative to others of the file (`alternativeTo`)"
        if own == "style" and not _LAYOUT.fullmatch(value):
            return "a `style`, which can hide or shift words"
        if own in _HIDES:
            return f"an attribute `{own}`, which hides words"
        if own in {"changed", "partial"} and value not in _NOT_CHANGED:
            return f"an attribute `{own}`: the words are not all that they were"
        if own in _CLASSES and (said := _said(value)) is not None:
            return f"its `{own}` says `{said}`"
    return None


def _said(value: str) -> str | None:
    """The first of the names of a class that makes words doubtful, as far as it fits into a message.

    >>> _said("indent1 isHidden"), _said("note-sub"), _said("subsection")
    ('isHidden', 'note-sub', None)
    """
    doubtful = (name for name in value.split() if _STEMS.search(name) or any(word.lower() in _WORDS for word in _WORD.findall(name)))
    return next((name if len(name) <= _SHOWN else f"{name[:_SHOWN]}…" for name in doubtful), None)
