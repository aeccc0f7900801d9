"""The newest text on file of every source, unit by unit, as plain words with their pincite; and where a term stands in it."""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from attrs import frozen

from pincitec.check.laws import Laws
from pincitec.law.exchange.sorts import Sort, sort_of
from pincitec.law.ladder import Level, level
from pincitec.law.model import Section, Status, UnitText
from pincitec.law.normalise import normalise
from pincitec.law.places import cite_unit, text_on_file, units_of
from pincitec.law.sentences import sentence_around
from pincitec.terms.model import Place

FIGURES: Final = {"1": "one", "2": "two", "3": "three", "4": "four", "5": "five", "6": "six", "7": "seven", "8": "eight", "9": "nine"}
LONGEST_SENTENCE: Final = 400
"""Characters of a sentence that are shown after the words meant, and half as many before them; white space ends the last word."""


@frozen
class Passage:
    """A unit's own words, normalised. `label` is its heading or the term that it defines, if its designation is one."""

    section: str
    identity: str
    citation: str
    path: tuple[str, ...]
    sort: Sort
    label: str
    text: str

    def place(self, start: int, end: int) -> Place:
        """The words of a range, with the sentence around them."""
        low, high = sentence_around(self.text, start, end)
        return Place(self.text[start:end], self.section, self.identity, self.citation, self.shown(low, high, start, end))

    def label_place(self) -> Place:
        """The term that a unit defines, with the beginning of its definition."""
        return Place(self.label, self.section, self.identity, self.citation, self.shown(0, len(self.text), 0, 0))

    def shown(self, low: int, high: int, start: int, end: int) -> str:
        """The words of `[low, high)`; of many, those near `[start, end)`, with `…` for what is left out at either end."""
        before, after = "", ""
        if start - low > LONGEST_SENTENCE // 2:
            low, before = self.text.rfind(" ", 0, start - LONGEST_SENTENCE // 2) + 1, "… "
        if high - end > LONGEST_SENTENCE:
            high, after = end_of_word(self.text, end + LONGEST_SENTENCE), " …"
        return before + self.text[low:high] + after


def end_of_word(text: str, offset: int) -> int:
    found = text.find(" ", offset)
    return len(text) if found < 0 else found


def passages(laws: Laws) -> tuple[Passage, ...]:
    """The units of all sources in reading order, by section. A unit with words that are not on file is left out."""
    return tuple(p for _, section in sorted(laws.sections.items()) for p in passages_of(section))


def passages_of(section: Section) -> Iterator[Passage]:
    version = text_on_file(section) or (section.versions[-1] if section.versions else None)
    if version is None:
        return
    ladder: list[Level] = [found for sample in section.ladder if (found := level(sample)) is not None]
    depths: dict[tuple[str, ...], int] = {}
    for unit in units_of(version):
        around = depths.get(unit.path[:-1], 0)
        sort = sort_of(unit.path, unit.designator, bool(unit.pieces), ladder, around)
        depths[unit.path] = around + (sort is Sort.LEVEL)
        if all(piece.status is not Status.UNKNOWN for piece in unit.pieces):
            label = unit.designator.strip() if sort in (Sort.HEADING, Sort.TERM) else ""
            yield Passage(section.id, unit.identity, cite_unit(section, unit.path), unit.path, sort, normalise(label), words_of(unit))


def words_of(unit: UnitText) -> str:
    return normalise("".join(piece.text for piece in unit.pieces)).strip()


def form_of(word: str) -> str:
    """A pattern for the singular and the plural of a word.

    >>> form_of("dossiers"), form_of("competency")
    ("dossier(?:s|'s)?", "competenc(?:y|ies|y's)")
    >>> form_of("3")
    '(?:3|three)'
    """
    if word in FIGURES:
        return f"(?:{word}|{FIGURES[word]})"
    plain = re.sub(r"'s$", "", word)
    if len(plain) > 3 and re.search(r"ies$", plain, re.IGNORECASE):
        return re.escape(plain[:-3]) + "(?:y|ies|y's)"
    if len(plain) > 3 and re.search(r"[^aeiou]y$", plain, re.IGNORECASE):
        return re.escape(plain[:-1]) + "(?:y|ies|y's)"
    if len(plain) > 3 and re.search(r"[^su]s$", plain, re.IGNORECASE):
        plain = plain[:-1]
    return re.escape(plain) + ("(?:s|'s)?" if plain[-1:].isalpha() else "")


def pattern_of(term: str) -> re.Pattern[str]:
    """A pattern for a term in singular and plural, in any case, on word boundaries."""
    words = [form_of(word) for word in normalise(term).split()]
    return re.compile(r"(?<![\w-])" + r"\s+".join(words) + r"(?![\w-])", re.IGNORECASE)


def uses_of(term: str, texts: Iterable[Passage]) -> Iterator[Place]:
    """Where a term stands in the words of units, in reading order."""
    pattern = pattern_of(term)
    for passage in texts:
        for match in pattern.finditer(passage.text):
            yield passage.place(match.start(), match.end())
