"""The summary in prose with which an editor's note begins, told apart from what the act did.

One rule for all who read notes: a first clause is a summary only if the note is of a year in which the compilation writes summaries, and
the clause names no place, quotes nothing, and has no verb of amending. Whether the clause after it is understood is for the caller to see.
"""

import re
from typing import Final

from attrs import evolve

from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.drafting import CHANGES_NOTHING
from pincitec.law.instructions.model import Reading

SUMMARIES_SINCE: Final = 2010
"""The compilation's notes of this year and later begin with a summary of the amendment. In older ones the like is a change of its own."""

_UNIT: Final = r"(?:Sub-?sections?|Paragraphs?|Subparagraphs?|Items?|catchline|heading|section heading)"
_PLACED: Final = re.compile(rf"\b{_UNIT}\b|\bsentences?\b|\bintroductory\b|[\"“”]", re.IGNORECASE)
_ACTING: Final = re.compile(
    r"(?:and )?(?:add|delet|insert|substitut|rewr[io]|redesignat|renumber|relett|repeal|strike|struck|remov|amend|mad|revis|recompil|chang"
    r"|reword|restructur|designat|transfer|combin|divid|correct|reenact|eliminat|replac)\w*\b|in\b",
    re.IGNORECASE,
)
_YEAR: Final = re.compile(r"\s*(?:\d{4} Multiple Amendments\.\s*[—–-]+\s*)?(?:The (\d{4}) amendments?|Laws (\d{4}), ch\. \d+)\b")


def sums_up(clause: str, year: int) -> bool:
    """Whether the first of several clauses of a note, of an act of that year, only sums up the others.

    >>> sums_up("increased the minimum salaries for teachers", 2018), sums_up("eliminated the fee", 2018)
    (True, False)
    """
    return year >= SUMMARIES_SINCE and not _PLACED.search(clause) and not _ACTING.match(clause)


def without_summary(reading: Reading, note: str) -> Reading:
    """A reading of one note without the summary that it begins with, which is told; the same reading where it has none, or more is unread.

    The note must say of which year its act is ("The 2018 amendment, …"), and the clause after the summary must be understood.
    """
    if len(reading.remainders) != 1 or not reading.operations:
        return reading
    (first,) = reading.remainders
    head = _YEAR.match(note)
    if head is None or reading.operations[0].span.start <= first.span.start or not sums_up(first.text, int(head[1] or head[2])):
        return reading
    told = Diagnostic.at(
        CHANGES_NOTHING, first.span, "the first clause is taken for a summary of what follows, not for a change of its own",
        help="if the act did more than the other clauses say, write its operations in a file that ends in `.law`",
    )  # fmt: skip
    return evolve(reading, remainders=(), diagnostics=(told,))
