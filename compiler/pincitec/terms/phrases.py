"""Noun phrases of the sources, without a model of the language: runs of words between what never stands in one.

A run ends at punctuation, at a little word ("of", "the", "who"), and at a verb. Verbs are those of a short list, and whatever follows "to",
"shall" or "may" somewhere in the sources. What comes out is a suggestion for a reader.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from attrs import frozen

from pincitec.law.exchange.sorts import Sort
from pincitec.law.sentences import sentence_around
from pincitec.terms.texts import Passage

TOKEN: Final = re.compile(r"[A-Za-z][A-Za-z'’]*(?:-[A-Za-z]+)*|\d[\d,]*(?:\.\d+)?|[^\sA-Za-z\d]")
LITTLE: Final = frozenset(
    """
    a about above after all already also an and any are as at because be been before being below both but by can current during each either
    every following for from given had has have he her his how if in into is it its lieu least may more most must new no not of on one
    only or other our out over per shall she should since so some such than that the their them then there these they this those through to
    total two under until up upon via was we were what when where whether which while who whose will with within without would you
    your three four five another i my us many additional same certain own
    """.split()  # noqa: SIM905 - a list of words to read
)
VERBS: Final = frozenset(
    """
    hold meet mean receive fail serve provide teach earn complete apply seek pursue utilize use require demonstrate become grant begin
    contact select choose say do does make take get see convert supplement fulfill display led lead ensure allow include indicate note
    submit named evaluated expected needed generated based guide advance enter keep develop document
    """.split()  # noqa: SIM905
)
ADJECTIVES: Final = ("al", "ive", "ous", "ic", "ary", "ful")
NUMBER_WORDS: Final = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBERS: Final = {word: str(i) for i, word in enumerate(NUMBER_WORDS)}
LONGEST: Final = 6


@frozen
class Phrase:
    """Words `[start, end)` of a passage. `stems` are their stems, the head's last; numbers are in figures."""

    passage: Passage
    start: int
    end: int
    stems: tuple[str, ...]
    capitals: bool
    numbered: bool

    @property
    def words(self) -> str:
        return self.passage.text[self.start : self.end]

    @property
    def sentence(self) -> tuple[str, str, int]:
        """The sentence it stands in: section, unit, and where in the unit it begins."""
        begins, _ = sentence_around(self.passage.text, self.start, self.end)
        return self.passage.section, self.passage.identity, begins


def stem(word: str) -> str:
    """The part of a word that its forms share: crude, and enough to bring "competence", "competency" and "competencies" together.

    >>> stem("competencies"), stem("Competence"), stem("competency"), stem("certification"), stem("Master's"), stem("degrees")
    ('competenc', 'competenc', 'competenc', 'certificat', 'master', 'degree')
    """
    low = re.sub(r"['’]s?$", "", word.casefold())
    for ending, kept in ENDINGS:
        if low.endswith(ending) and len(low) - len(ending) >= 3:
            return low[: len(low) - len(ending)] + kept
    return low


ENDINGS: Final = (
    ("encies", "enc"), ("ency", "enc"), ("ences", "enc"), ("ence", "enc"), ("ancies", "anc"), ("ancy", "anc"), ("ance", "anc"),
    ("ations", "at"), ("ation", "at"), ("ions", ""), ("ion", ""), ("ies", "y"), ("sses", "ss"), ("ss", "ss"), ("us", "us"), ("s", ""),
)  # fmt: skip


def verbs_of(texts: Iterable[Passage]) -> frozenset[str]:
    """The stems of words that are used as verbs: after "to", "shall" and the like."""
    found = {stem(v) for v in VERBS}
    for passage in texts:
        for match in re.finditer(r"\b(?:to|shall|may|must|will|can|should|not) ([a-z]{3,})\b", passage.text):
            word = match[1]
            if (not word.endswith("s") or word.endswith("ss")) and not word.endswith(ADJECTIVES) and word not in LITTLE:
                found.add(stem(word))
    return frozenset(found)


def phrases_of(texts: Sequence[Passage]) -> Iterator[Phrase]:
    """The noun phrases of all units, in reading order. Headings and titles, which have capitals everywhere, are left out."""
    verbs = verbs_of(texts)
    for passage in texts:
        if passage.sort is Sort.TITLE:
            continue
        run: list[re.Match[str]] = []
        for token in (*TOKEN.finditer(passage.text), None):
            if token is not None and in_phrase(token[0], verbs):
                run.append(token)
                continue
            yield from phrase(passage, run)
            run = []
            if token is not None and token[0].casefold() in NUMBERS and token[0].casefold() != "one":
                run = [token]


def in_phrase(word: str, verbs: frozenset[str]) -> bool:
    low = word.casefold()
    if low in LITTLE or not (word[0].isalnum()) or (len(low) > 4 and low.endswith("ly")):
        return False
    return word[0].isupper() or word[0].isdigit() or "-" in word or stem(low) not in verbs


def phrase(passage: Passage, run: list[re.Match[str]]) -> Iterator[Phrase]:
    """The phrase of a run of words: its last ones, where the run is long."""
    run = run[-LONGEST:]
    while run and run[-1][0][0].isdigit():
        run = run[:-1]
    if len(run) < 2:
        return
    stems = tuple(NUMBERS.get(t[0].casefold(), stem(t[0]).replace(",", "")) for t in run)
    named = [t for t in run if not t[0][0].isdigit()]
    capitals = len(named) > 1 and all(t[0][0].isupper() for t in named)
    numbered = stems[0].isdigit()
    if len(stems[-1]) > 2 and not (run[-1][0].endswith("ing") and run[-1][0].islower()):
        yield Phrase(passage, run[0].start(), run[-1].end(), stems, capitals or (numbered and named[-1][0][0].isupper()), numbered)
