"""The table of contents that a page prints below its annotations, among the lines of which nothing else was taken.

Assumes a page that was read. Takes it only as a whole: two entries or more, and headings, without a line between them that is neither,
and nothing on a page that goes on with the text of another section.
"""

import re
from collections.abc import Iterable
from typing import Final

from pincitec.law.importing.page import HISTORY, NUMBER, Line

_ENTRY: Final = re.compile(rf"(?:Section |§ ?){NUMBER}(?:\. | [-–—] |: )\s*\S.*")
_HEADING: Final = re.compile(r"Structure |New Mexico Statutes$|Chapter \d+\w* [-–—] |Article \d+\w* [-–—] ")


def table_of(left: Iterable[Line]) -> tuple[Line, ...]:
    """The lines of the table: from the headings right above its first entry to its last one. Empty if there is none, or it is not certain.

    >>> lines = ["Home", "Article 2 - Libraries", "Section 1-2-3 - Fees.", "Section 1-2-4 - Repealed.", "Contact"]
    >>> [line.text for line in table_of(Line(n, 0, text) for n, text in enumerate(lines))]
    ['Article 2 - Libraries', 'Section 1-2-3 - Fees.', 'Section 1-2-4 - Repealed.']
    """
    lines = tuple(left)
    entries = [n for n, line in enumerate(lines) if _ENTRY.fullmatch(line.text)]
    if len(entries) < 2 or any(HISTORY.match(line.text) for line in lines):
        return ()
    first, last = entries[0], entries[-1]
    while first > 0 and _HEADING.match(lines[first - 1].text):
        first -= 1
    table = lines[first : last + 1]
    return table if all(_ENTRY.fullmatch(line.text) or _HEADING.match(line.text) for line in table) else ()
