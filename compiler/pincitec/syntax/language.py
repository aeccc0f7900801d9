"""What both languages tell about themselves, so that a broken file can be reported statement by statement."""

import re
from collections.abc import Mapping

from attrs import field, frozen

from pincitec.diagnostics import Rule

MOST_PROBLEMS = 20
"""A file with more broken statements than this is in no language of ours; listing more would bury the first."""


@frozen
class Language:
    """What is needed to word an error: its rule, the folder of its bank, words for its terminals, and where statements begin.

    Terminals that are one word or sign of the language are named by it. `groups` word several as one thing ("a value") where all of
    them may stand; larger groups come first.
    """

    rule: Rule
    bank: str
    wording: Mapping[str, str]
    groups: tuple[tuple[frozenset[str], str], ...]
    statement: re.Pattern[str] = field(repr=False)


def without_statement(text: str, at: int, statement: re.Pattern[str]) -> str | None:
    """The text with the statement around `at` blanked out, lengths kept, so that all other places stay right; None if nothing is left."""
    starts = [match.start() for match in statement.finditer(text)]
    # Where the next statement begins, the fault is that the one before it is not finished.
    begin = max((s for s in starts if s < at), default=0)
    end = min((s for s in starts if s >= at and s > begin), default=len(text))
    if not text[begin:end].strip():
        return None
    return text[:begin] + re.sub(r"[^\n]", " ", text[begin:end]) + text[end:]
