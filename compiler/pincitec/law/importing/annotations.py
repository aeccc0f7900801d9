"""Annotation paragraphs → what each is about: one act, the amendment of a year, a reconciliation, to whom an act applies, a date.

Assumes a page and its History line. A paragraph without a head of its own belongs to the one before it. What is not one of these is a
note on the section, and says nothing that is carried out.
"""

import re
from datetime import date, datetime
from enum import Enum
from typing import Final

from attrs import field, frozen

from pincitec.diagnostics import Span
from pincitec.law.importing.history import SESSION_LAW
from pincitec.law.importing.page import Line

_PLAIN_LAW: Final = re.sub(r"\?P<\w+>", "", SESSION_LAW).replace("((?:18", "(?:(?:18")
DATE: Final = r"(?:January|February|March|April|May|June|July|August|September|October|November|December) \d{1,2}, \d{4}"
_EFFECTIVE: Final = rf"(?:, effective (?:(?P<day>{DATE})|(?P<other>[^,;\"]{{1,80}})))?"
_MULTIPLE: Final = re.compile(r"\d{4} Multiple Amendments\.\s+[—–]\s+")
_LABEL: Final = re.compile(r"(?P<label>[A-Z0-9][^—–]{1,78}?)\.\s+[—–]\s+")
_ACT: Final = re.compile(rf"(?:\d{{4}} Multiple Amendments\.\s+[—–]\s+)?{SESSION_LAW}{_EFFECTIVE},?\s+(?P<said>\S.*)")
_YEAR: Final = re.compile(rf"The (?P<year>\d{{4}}) amendments?{_EFFECTIVE},?\s+(?P<said>\S.*)")
_ORDINAL: Final = re.compile(r"The (?:first|second|third|\d{4} \(.*?\)) (?:\d{4} )?amendment\b")
_SEVERAL: Final = re.compile(r"(?:and )?Laws \d")
_BOTH: Final = re.compile(
    r"(?P<acts>.*?),? enacted different amendments to this section that can be reconciled\."
    r" Pursuant to (?P<by>12-1-8 NMSA 1978),(?P<rest>.*)"
)
_EACH: Final = re.compile(rf"(?P<title>{_PLAIN_LAW})(?:, effective (?P<day>{DATE}))?")
_INCORPORATES: Final = re.compile(r"is set out above and incorporates (?:both|all) (?:of the )?amendments\b")
_APPLIES: Final = re.compile(
    rf"(?P<acts>{_PLAIN_LAW}(?:,? and {_PLAIN_LAW})*),? (?:provided|provides) that the provisions of"
    r" Sections? (?P<first>\d+)(?: (?:through|to|and) (?P<last>\d+))?(?: of (?:the|this|that) act)? apply (?P<words>to .*?)\.?"
)
_DATES: Final = re.compile(
    r"Laws (?P<year>\d{4})(?P<special> \(\w+ S\.S\.\))?, ch\. (?P<chapter>\d+)(?:, § \w+)?,?"
    rf" (?:(?:makes?|made) the act effective (?:on )?(?P<made>{DATE})"
    r"|contain(?:s|ed) no effective date provision,? (?:but|and),? pursuant to N\.M\. Const\., art\. IV, § 23,"
    rf" (?:is|was|are|were) effective (?P<by>{DATE}))\b.*"
)


class About(Enum):
    """What a paragraph is about."""

    ACT = "an act"
    YEAR = "the amendment of a year"
    RECONCILED = "a reconciliation"
    MULTIPLE = "several acts, not reconciled"
    APPLIES = "to whom an act applies"
    DATES = "the date of an act"
    SECTION = "the section"


@frozen
class Annotation:
    """A paragraph with those that go on from it. What is None or empty is not said.

    `titles`: the acts that it names. `said`: where the words on what an act did begin, in the first line. `label`: its printed head.
    """

    about: About
    lines: tuple[Line, ...]
    label: str | None = None
    titles: tuple[str, ...] = ()
    year: int | None = None
    day: date | None = None
    when: str | None = None
    """A date in other words, such as "upon approval"."""
    said: int = 0
    by: str = ""
    applies: str = ""
    sections: tuple[int, int] = field(default=(0, 0))

    def span(self, path: str) -> Span:
        return self.lines[0].span(path)


def read_annotations(lines: tuple[Line, ...]) -> tuple[Annotation, ...]:
    """The annotations of a page in order. Linear in their length."""
    found: list[list[Line]] = []
    for line in lines:
        if found and not _opens(line.text):
            found[-1].append(line)
        else:
            found.append([line])
    return tuple(_annotation(tuple(group)) for group in found)


def _opens(text: str) -> bool:
    """Whether a line has a head of its own."""
    return text.isupper() or any(head.match(text) for head in (_LABEL, _ACT, _YEAR, _ORDINAL))


def day_of(words: str) -> date | None:
    """The day that "June 14, 2019" names; None if no calendar has it."""
    try:
        return datetime.strptime(words, "%B %d, %Y").date()
    except ValueError:
        return None


def _annotation(lines: tuple[Line, ...]) -> Annotation:
    text = lines[0].text
    label = _LABEL.match(text)
    name = label["label"] if label is not None and not _MULTIPLE.match(text) else None
    if (act := _ACT.fullmatch(text)) is not None and not (_MULTIPLE.match(text) and _SEVERAL.match(act["said"])):
        named, said = (_title(act),), act.start("said")
        return Annotation(About.ACT, lines, titles=named, year=int(act["year"]), day=_day(act), when=act["other"], said=said)
    if (year := _YEAR.fullmatch(text)) is not None:
        return Annotation(About.YEAR, lines, year=int(year["year"]), day=_day(year), when=year["other"], said=year.start("said"))
    if (multiple := _MULTIPLE.match(text)) is not None:
        return _multiple(lines, text[multiple.end() :], int(text[:4]))
    rest = text[label.end() :] if label is not None else text
    if name is not None and name.startswith("Applicability") and len(lines) == 1 and (applies := _APPLIES.fullmatch(rest)) is not None:
        first = int(applies["first"])
        sections = (first, int(applies["last"] or first))
        return Annotation(About.APPLIES, lines, name, _titles(applies["acts"]), applies=applies["words"], sections=sections)
    if name is not None and name.startswith("Effective date") and len(lines) == 1 and (dates := _DATES.fullmatch(rest)) is not None:
        title = f"Laws {dates['year']}{dates['special'] or ''}, ch. {dates['chapter']}"
        return Annotation(About.DATES, lines, name, (title,), int(dates["year"]), day_of(dates["made"] or dates["by"]))
    return Annotation(About.SECTION, lines, name)


def _multiple(lines: tuple[Line, ...], rest: str, year: int) -> Annotation:
    both = _BOTH.fullmatch(rest)
    if both is None or not _INCORPORATES.search(both["rest"]):
        return Annotation(About.MULTIPLE, lines, titles=_titles(rest), year=year)
    each = list(_EACH.finditer(both["acts"]))
    days = {day_of(act["day"]) if act["day"] else None for act in each}
    day = days.pop() if len(days) == 1 else None
    if day is None or len(each) < 2:
        return Annotation(About.MULTIPLE, lines, titles=_titles(rest), year=year)
    return Annotation(About.RECONCILED, lines, titles=_titles(both["acts"]), year=year, day=day, by=both["by"])


def _titles(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_title(match) for match in re.finditer(SESSION_LAW, text)))


def _title(match: re.Match[str]) -> str:
    """The citation in the form of the History line."""
    return f"Laws {match['year']}{match['special'] or ''}, ch. {match['chapter']}, § {match['section']}"


def _day(match: re.Match[str]) -> date | None:
    return day_of(match["day"]) if match["day"] else None
