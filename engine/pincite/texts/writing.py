"""Counts, numbers, days and lists as a language writes them. Stands over `speaking.py`.

How they are written is itself in the catalogue: the months, the order of a day, what stands between the parts of a list, and a sample
number whose translation shows the separators. So one file is a language, and no other release of a library changes a letter.
"""

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Final

from pincite.texts.placeholders import fill
from pincite.texts.speaking import VOICE, msgid, say

MONTHS: Final = (
    msgid("January"),
    msgid("February"),
    msgid("March"),
    msgid("April"),
    msgid("May"),
    msgid("June"),
    msgid("July"),
    msgid("August"),
    msgid("September"),
    msgid("October"),
    msgid("November"),
    msgid("December"),
)
NUMBER: Final = msgid("1,234.5")
"""A sample of a number; its translation shows the separators of the language."""
SHAPE: Final = re.compile(r"1([,.'’   ]?)234([,.])5")
"""What a translation of the sample may be: one separator of thousands or none, and one of decimals."""


def written_day(day: date) -> str:
    """A day in full.

    >>> written_day(date(2019, 6, 14))
    'June 14, 2019'
    """
    return say("{month} {day}, {year}", month=say(MONTHS[day.month - 1]), day=day.day, year=day.year)


def day_of_year(day: date) -> str:
    """A day without its year, where the year is said beside it.

    >>> day_of_year(date(2019, 6, 14))
    'June 14'
    """
    return say("{month} {day}", month=say(MONTHS[day.month - 1]), day=day.day)


def number(value: int) -> str:
    """A whole number with the separators of the language.

    >>> number(1234567)
    '1,234,567'
    """
    text = f"{value:,}"
    return text if VOICE.get() is None or "," not in text else text.replace(",", separators(say(NUMBER))[0])


def ungrouped(text: str) -> str:
    """A text without the separators in its numbers: years have none.

    >>> ungrouped("at least 2,019")
    'at least 2019'
    """
    mark = "," if VOICE.get() is None else separators(say(NUMBER))[0]
    return re.sub(rf"(?<=\d){re.escape(mark)}(?=\d)", "", text)


def decimal(whole: int, digits: str) -> str:
    """A number with decimal digits.

    >>> decimal(1234, "25")
    '1,234.25'
    """
    return f"{number(whole)}{separators(say(NUMBER))[1]}{digits}"


@lru_cache(maxsize=64)
def separators(sample: str) -> tuple[str, str]:
    """What stands between thousands and before decimals, read off the sample as a language writes it. A sample of another shape is
    refused before it comes here; it then counts as English.

    >>> separators("1.234,5"), separators("1,234.5")
    (('.', ','), (',', '.'))
    """
    found = SHAPE.fullmatch(sample)
    return (found[1], found[2]) if found and found[1] != found[2] else (",", ".")


def both(parts: Sequence[str]) -> str:
    """Parts that all count, in a sentence.

    >>> both(["A", "B", "C"])
    'A, B and C'
    """
    if len(parts) < 2:
        return "".join(parts)
    return say("{parts} and {last}", parts=series(parts[:-1]), last=parts[-1])


def either(parts: Sequence[str]) -> str:
    """Parts of which one counts, in a sentence.

    >>> either(["A", "B", "C"])
    'A, B or C'
    """
    if len(parts) < 2:
        return "".join(parts)
    return say("{parts} or {last}", parts=series(parts[:-1]), last=parts[-1])


def series(parts: Sequence[str]) -> str:
    """Parts one after another.

    >>> series(["A", "B"])
    'A, B'
    """
    text = "".join(parts[:1])
    for part in parts[1:]:
        text = say("{parts}, {next}", parts=text, next=part)
    return text


def plural(count: int, one: str, many: str, /, **values: str | int) -> str:
    """A text in the form that a whole number takes; `{n}` is the number as the language writes it.

    >>> plural(1, "{n} element is not met", "{n} elements are not met")
    '1 element is not met'
    >>> plural(1200, "{n} element is not met", "{n} elements are not met")
    '1,200 elements are not met'
    """
    voice = VOICE.get()
    if voice is None:
        text = one if count == 1 else many
    else:
        text = voice.counted(count, one, many)
    return fill(text, {"n": number(count), **values})
