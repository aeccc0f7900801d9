"""Different wordings that may mean one thing: near-synonyms, within a source and across sources, the likeliest first.

Three signs are looked for: a name whose words stand elsewhere with others between them; a term beside another with the same head and some
of the same words; two wordings that share a rare head. Wordings of one sentence, and those that count differently, are taken to be
different things on purpose. Only what rules quote is looked at: of the first two signs one side, of the last both.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import Final

from attrs import frozen

from pincitec.law.normalise import normalise
from pincitec.terms.model import NearSynonym, Place, Wording
from pincitec.terms.phrases import Phrase, phrases_of, stem
from pincitec.terms.texts import Passage

RARE: Final = 3
"""A head that stands in at most so many of the wordings that rules quote, and in at most four times as many phrases, is rare."""
GENERAL: Final = frozenset(["area", "knowledge", "lesson", "level", "point", "practic", "time", "way", "year", "day", "month", "hour"])
"""Heads of so many things that sharing one says nothing."""
MOST: Final = 40
BETWEEN: Final = 5
"""Words that may stand between those of a name, in all."""
PLACES: Final = 4


@frozen
class Group:
    """One wording, whatever its case and number, with the phrases that have it. `term`: it is defined, written with capitals, or
    counts. `quoted`: it stands in words that rules quote, or is defined (as `name`)."""

    stems: tuple[str, ...]
    phrases: tuple[Phrase, ...]
    term: bool
    quoted: bool
    sentences: frozenset[tuple[str, str, int]]
    """Where it stands, by section, unit and the beginning of the sentence."""
    name: str | None = None

    @property
    def head(self) -> str:
        return self.stems[-1]

    @property
    def modifiers(self) -> frozenset[str]:
        return frozenset(self.stems[:-1])

    @property
    def numbers(self) -> frozenset[str]:
        return frozenset(s for s in self.stems if s[0].isdigit())

    @property
    def sections(self) -> frozenset[str]:
        return frozenset(p.passage.section for p in self.phrases)


Entries = Mapping[tuple[str, ...], tuple[str, Place]]
"""Terms with an entry in definitions, by their stems: as written, and where."""

Quoted = Mapping[str, str]
"""The words that rules quote, by section, one quotation a line."""


def within(one: NearSynonym, other: NearSynonym) -> bool:
    """Whether a pair says less of what another pair says: the end of a longer name beside the same wording."""
    sides = {one.left.words, one.right.words}
    return any(
        sides == {a.words, b.words[-len(rest) :]}
        for a, b in ((other.left, other.right), (other.right, other.left))
        for rest in sides
        if rest in b.words
    )


def near_synonyms(texts: Sequence[Passage], defined: Iterable[tuple[str, Place]], quoted: Quoted) -> tuple[NearSynonym, ...]:
    """The pairs of wordings to look at, at most `MOST`."""
    entries = {tuple(stem(w) for w in normalise(term).split()): (term, place) for term, place in defined}
    groups = grouped(list(phrases_of(texts)), entries, quoted)
    found: dict[tuple[str, str], tuple[float, NearSynonym]] = {}
    for score, pair in (*by_gap(groups, texts), *by_words(groups, entries)):
        key = (pair.left.words.casefold(), pair.right.words.casefold())
        if key not in found or found[key][0] < score:
            found[key] = (score, pair)
    gapped = [pair for score, pair in found.values() if score >= 4]
    kept = [row for row in found.values() if row[0] >= 4 or not any(within(row[1], other) for other in gapped)]
    ordered = sorted(kept, key=lambda row: (-row[0], row[1].left.words, row[1].right.words))
    return tuple(pair for _, pair in ordered[:MOST])


def grouped(phrases: Sequence[Phrase], entries: Entries, quoted: Quoted) -> list[Group]:
    """The wordings of all phrases and of all entries of definitions. A part of an entry, where that stands whole, is none."""
    by: dict[tuple[str, ...], list[Phrase]] = {stems: [] for stems in entries if len(stems) > 1}
    for phrase in phrases:
        by.setdefault(phrase.stems, []).append(phrase)
    return [
        Group(
            stems,
            tuple(found),
            stems in entries or any(p.capitals or p.numbered for p in found),
            stems in entries or any(p.words in quoted.get(p.passage.section, "") for p in found),
            frozenset(p.sentence for p in found),
            entries[stems][0] if stems in entries else None,
        )
        for stems, found in by.items()
    ]


# ---- the signs


def by_words(groups: Sequence[Group], entries: Entries) -> Iterator[tuple[float, NearSynonym]]:
    """Pairs with one head: terms that share other words too, and wordings of a rare head."""
    heads: dict[str, list[Group]] = {}
    for group in groups:
        heads.setdefault(group.head, []).append(group)
    for members in heads.values():
        quoted = [g for g in members if g.quoted]
        rare = members[0].head not in GENERAL and len(quoted) <= RARE and sum(len(g.phrases) for g in members) <= 4 * RARE
        for a, b in combinations(members, 2):
            shared = a.modifiers & b.modifiers
            like_terms = a.term and b.term and bool(shared) and (a.quoted or b.quoted)
            few = rare and a.quoted and b.quoted and not a.numbers and not b.numbers
            if not (like_terms or few) or a.modifiers == b.modifiers or opposed(a, b):
                continue
            if like_terms:
                because = f"both are “{head_words(a, entries)}”, with “{' '.join(sorted(shared))}”"
                yield 2 + len(shared) / len(a.modifiers | b.modifiers) + across(a, b), pair(a, b, because, entries)
            else:
                because = f"both are “{head_words(a, entries)}”, of which the words that rules quote have few"
                yield 1.5 + across(a, b) + (0.5 if a.term or b.term else 0) - len(quoted) / 10, pair(a, b, because, entries)


def opposed(a: Group, b: Group) -> bool:
    """Whether two wordings are surely different things: they count differently, or stand in one sentence."""
    if a.numbers and b.numbers and a.numbers != b.numbers:
        return True
    if part_of(a, b) or part_of(b, a):
        return True
    return not a.sentences.isdisjoint(b.sentences)


def part_of(a: Group, b: Group) -> bool:
    """Whether one wording stands only within the other: "PDP Summary" in "Observation and PDP Summary"."""
    long = {p.words for p in b.phrases} | ({b.name} if b.name is not None else set())
    return bool(a.phrases) and all(any(p.words in w and p.words != w and w in p.passage.text for w in long) for p in a.phrases)


def across(a: Group, b: Group) -> float:
    return 0.25 if a.sections and b.sections and not a.sections & b.sections else 0.0


def by_gap(groups: Sequence[Group], texts: Sequence[Passage]) -> Iterator[tuple[float, NearSynonym]]:
    """Names whose words stand elsewhere, in their order, with others between them: "National Board Certification" beside "national board
    for professional teaching standards certification"."""
    for group in groups:
        words = group.phrases[0].words.split() if group.phrases else []
        if not group.term or not group.quoted or len(words) < 3 or group.numbers:
            continue
        pattern = re.compile(rf"\b{spread(words)}\b", re.IGNORECASE)
        for passage in texts:
            for match in pattern.finditer(passage.text):
                there, here = passage.place(match.start(), match.end()), wording(group, {})
                different = there.section not in {p.section for p in here.places}
                because = "the same words, with others between them"
                yield 4 + 0.25 * different, NearSynonym(here, Wording(there.words, (there,)), because, different)


def spread(words: Sequence[str]) -> str:
    """The words of a name with up to `BETWEEN` others before the last."""
    first = r"\s+".join(re.escape(w) for w in words[:-1])
    return rf"{first}(?:\s+[\w'-]+){{1,{BETWEEN}}}\s+{re.escape(words[-1])}s?"


# ---- in words


def pair(a: Group, b: Group, because: str, entries: Entries) -> NearSynonym:
    left, right = sorted((wording(a, entries), wording(b, entries)), key=lambda w: (w.places[0].section, w.words))
    sections = [{p.section for p in w.places} for w in (left, right)]
    return NearSynonym(left, right, because, not sections[0] & sections[1])


def wording(group: Group, entries: Entries) -> Wording:
    places: list[Place] = []
    if group.stems in entries:
        places.append(entries[group.stems][1])
    found = [p.passage.place(p.start, p.end) for p in group.phrases]
    firsts = list({p.section: p for p in reversed(found)}.values())[::-1]
    places += [*firsts, *(p for p in found if p not in firsts)]
    usual = Counter(p.words for p in places).most_common(1)[0][0]
    return Wording(usual, tuple(dict.fromkeys(places))[:PLACES])


def head_words(group: Group, entries: Entries) -> str:
    words = group.phrases[0].words if group.phrases else entries[group.stems][0]
    return words.split()[-1].casefold()
