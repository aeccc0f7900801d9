"""A `contents` block → its entries: number, catchline, marks. What is not understood stays words of the catchline or a mark as printed.

>>> from pincitec.diagnostics import Span
>>> from pincitec.syntax.law_tree import ContentsNode, Quoted, Verbatim
>>> here = Span("x.law", 0, 0)
>>> lines = "Article 10A - School Personnel\\nSection 1-2-3 - Saving clause. (Effective July 1, 2022.)\\n"
>>> table, problems = read_contents(ContentsNode(Quoted("justia", here), Verbatim(lines, here), here), None)
>>> table.headings, [(entry.number, entry.catchline, str(entry.effective)) for entry in table.entries]
(((0, 'Article 10A - School Personnel'),), [('1-2-3', 'Saving clause.', '2022-07-01')])
"""

import re
from datetime import date, datetime
from typing import Final

from attrs import evolve

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.law import CONTENTS_LINE
from pincitec.law.layout import Line, lines
from pincitec.law.listing import Contents, Entry
from pincitec.syntax.law_tree import ContentsNode, SourceNode

MOST: Final = 2000
"""The most entries that a table may have; a title of a code has a few hundred."""

_NAMES_SECTION: Final = re.compile(r"(?:Sections?|Secs?\.|§§?)[ ]?(?=\d)")
_ENTRY: Final = re.compile(r"(?:Section |Sec\. |§ ?)(?P<number>\d[0-9A-Za-z]*(?:[-‑–.:][0-9A-Za-z]+)*)(?: ?[-–—] |\. |: )(?P<rest>\S.*)")
_MARK: Final = re.compile(r"\s*(?P<mark>\([^()]*\))$")
_DAY: Final = r"(?P<day>[A-Z][a-z]+ \d{1,2}, \d{4})"
_FROM: Final = re.compile(rf"\(Effective {_DAY}\.?\)")
_UNTIL: Final = re.compile(rf"\((?:Effective until|Repealed effective) {_DAY}\.?\)")
_REPEALED: Final = re.compile(r"Repealed\.?")


def read_contents(node: ContentsNode, source: SourceNode | None) -> tuple[Contents, list[Diagnostic]]:
    """The entries of a table. `source` is what it was received as, None where the file names none.

    A line that names a section and is not understood as an entry is an error: an entry that is lost could be the one that says "repealed".
    """
    entries: list[Entry] = []
    headings: list[tuple[int, str]] = []
    problems: list[Diagnostic] = []
    for line in lines(node.verbatim):
        text = " ".join(line.text.split())
        span = _span(line, node.span.path)
        match = _ENTRY.fullmatch(text)
        if match is not None:
            entries.append(_entry(match, text, span))
        elif _NAMES_SECTION.match(text):
            help = "an entry is a number and a catchline, such as `Section 22-10A-1 - Short title.`"
            problems.append(
                Diagnostic.at(CONTENTS_LINE, span, "the line names a section and is no entry of a table of contents", help=help)
            )
        else:
            headings.append((len(entries), text))
    if len(entries) > MOST:
        problems.append(
            Diagnostic.at(CONTENTS_LINE, node.source.span, f"the table lists more than {MOST:,} sections",
                          help="take the part of it that this section belongs to")
        )  # fmt: skip
        entries = entries[:MOST]
    known = source.known_until if source is not None else None
    return Contents(node.source.text, _replaced(entries), tuple(headings), known, node.span), problems


def _entry(match: re.Match[str], printed: str, span: Span) -> Entry:
    rest = match["rest"]
    marks: list[str] = []
    while (mark := _MARK.search(rest)) is not None and mark.start() > 0:
        marks.insert(0, mark["mark"])
        rest = rest[: mark.start()]
    effective, until = (_stated(marks, pattern) for pattern in (_FROM, _UNTIL))
    return Entry(match["number"], printed, rest, tuple(marks), _REPEALED.fullmatch(rest) is not None, effective, until, None, span)


def _stated(marks: list[str], pattern: re.Pattern[str]) -> date | None:
    """The day that a mark states; None where none does, or two do."""
    days = {day for mark in marks if (found := pattern.fullmatch(mark)) is not None and (day := _day(found["day"])) is not None}
    return days.pop() if len(days) == 1 else None


def _day(words: str) -> date | None:
    try:
        return datetime.strptime(words, "%B %d, %Y").date()
    except ValueError:
        return None


def _replaced(entries: list[Entry]) -> tuple[Entry, ...]:
    """An entry without any mark gives way to the one of the same number that is to take effect, if there is just one."""
    coming: dict[str, list[date]] = {}
    for entry in entries:
        if entry.effective is not None:
            coming.setdefault(entry.number, []).append(entry.effective)
    return tuple(
        evolve(entry, replaced_on=days[0]) if not entry.marks and len(days := coming.get(entry.number, [])) == 1 else entry
        for entry in entries
    )


def _span(line: Line, path: str) -> Span:
    start = line.start + len(line.text) - len(line.text.lstrip())
    return Span(path, start, start + len(line.text.strip()))
