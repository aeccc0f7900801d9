"""What stands in a code that stands in no act: editors' brackets, and citations translated into the code's own numbers.

An act says "section 5 of this act"; the code prints a section of its own. What an editor would print is not on file, so words
that would have to be translated are not put into a code.
"""

import re
from typing import Final

_OF_ACT: Final = re.compile(
    r"\b(?:this|such|said) (?:act|title|subtitle|chapter|subchapter|part|subpart)\b|\b[Ss]ections? \d[\w.:-]*(?:\(\w[\w-]*\))*"
    r"|\bCode,? §|\b(?:effective|applicability) date of\b|\b(?:[Tt]itle|[Ss]ubtitle) [IVXLC]+\b|\bpassed on\b"
)
_NUMBER: Final = re.compile(r"§+ ?(\d[\w.:-]*\w)")


def of_session_law(words: str, given: str = "") -> str | None:
    """A citation in inserted words that a code's editor would translate; None if there is none, or if it stood in the words struck.

    >>> of_session_law("as defined in section 5(a) of the Example Act")
    'section 5(a)'
    """
    for match in _OF_ACT.finditer(words):
        if match.group() not in given:
            return match.group()
    for match in _NUMBER.finditer(words):
        if re.search(rf"\bsections? {re.escape(match[1])}\b", given):
            return match.group()
    return None


def editorial(text: str, start: int, end: int, new: str) -> str | None:
    """The editor's bracket beside `[start, end)` that an edit cannot be told apart from; None if there is none.

    A bracket may hold just what the act now inserts, or a part of the very word that it strikes.

    >>> editorial("the market[s] fund", 4, 10, "markets")
    '[s]'
    """
    after = re.match(r"( ?)(\[[^\]\n]{0,200}\])", text[end : end + 210])
    before = re.search(r"(\[[^\]\n]{0,200}\])( ?)$", text[max(0, start - 210) : start])
    for bracket, space in ((after[2], after[1]) if after else ("", " "), (before[1], before[2]) if before else ("", " ")):
        if bracket and (not space or bracket.strip("[] ") in new):
            return bracket
    return None
