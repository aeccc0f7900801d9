"""A History line → the enactments that it lists, in its order, which is that of their passing.

`History: 1978 Comp., § 22-99-1, enacted by Laws 2003, ch. 153, § 42; 2005, ch. 315, § 8.` names two acts; what an older compilation
numbered the section is no act. What is not understood counts as an act without a date: it ends what is known, it never adds to it.
"""

import re
from itertools import pairwise
from typing import Final

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.importing import CONTRADICTS_ITSELF
from pincitec.law.importing.page import Line

SESSION_LAW: Final = (
    r"Laws (?P<year>(?:18|19|20)\d\d)(?P<special> \((?:\d(?:st|nd|rd|th) )?S\.S\.\))?, ch\. (?P<chapter>\d+),"
    r" §§? ?(?P<section>\d+(?:\.\d+)?[A-Z]?)"
)
_ENTRY: Final = re.compile(
    r"(?P<before>.*?)(?:Laws )?\b(?P<year>(?:18|19|20)\d\d)(?P<special> \((?:\d(?:st|nd|rd|th) )?S\.S\.\))?, ch\. (?P<chapter>\d+),"
    r" (?:§§? ?)?(?P<section>\d+(?:\.\d+)?[A-Z]?)(?P<after>.*)"
)
MOST_ACTS: Final = 100
_COMPILATION: Final = re.compile(r"(?:Code 19\d\d|C\.S\. 1929|\d{4}(?: \w+\.)? Comp\.),? (?:§§? ?)?[\w.:-]+")
_ENACTED: Final = re.compile(r"(?:.* Comp\., (?:§§? ?)?[\w.:-]+,? )?enacted by ?")


@frozen
class Enactment:
    """An act of the History line. `remark`: its words besides the citation, such as "repealed and reenacted by".

    `year` None: the entry is not understood, and `title` is all of it.
    """

    title: str
    year: int | None
    chapter: int | None
    section: str | None
    enacted: bool
    remark: str
    span: Span


def read_history(line: Line, path: str) -> tuple[tuple[Enactment, ...], list[Diagnostic]]:
    """The enactments, oldest first, and where the line contradicts itself.

    >>> acts, _ = read_history(Line(1, 0, "History: Laws 1999, ch. 5, § 1; 2001, ch. 7, § 2."), "page.txt")
    >>> [act.title for act in acts]
    ['Laws 1999, ch. 5, § 1', 'Laws 2001, ch. 7, § 2']
    """
    begin = line.text.index(":") + 1
    found: list[Enactment] = []
    for match in re.finditer(r"[^;]+", line.text[begin:].removesuffix(".")):
        words = match.group().strip().removeprefix("and ").strip()
        if not words or _COMPILATION.fullmatch(words):
            continue
        start = line.start + begin + match.start() + match.group().index(words)
        found.append(_enactment(words, Span(path, start, start + len(words))))
    problems = []
    if len(found) > MOST_ACTS:
        message = f"the History line lists more than {MOST_ACTS} acts"
        problems.append(
            Diagnostic.at(CONTRADICTS_ITSELF, found[MOST_ACTS].span, message, help="no section has so many; get the page again")
        )
        return tuple(found), problems
    dated = [act for act in found if act.year is not None]
    for earlier, later in pairwise(dated):
        assert earlier.year is not None and later.year is not None
        if later.year < earlier.year:
            problems.append(
                Diagnostic.at(CONTRADICTS_ITSELF, later.span, f"an act of {later.year} is listed after one of {earlier.year}",
                              others=[Label(earlier.span, "listed before it")],
                              help="a History line lists acts in the order of their passing, from which follows what each was done to")
            )  # fmt: skip
    for n, act in enumerate(found):
        first = next((other for other in found[:n] if other.title == act.title), None)
        if first is not None:
            problems.append(
                Diagnostic.at(CONTRADICTS_ITSELF, act.span, f"`{act.title}` is listed twice", others=[Label(first.span, "the first time")])
            )
    return tuple(found), problems


def _enactment(words: str, span: Span) -> Enactment:
    match = _ENTRY.fullmatch(words)
    if match is None or re.search(r"\bch\. |\A,? *(?:and |to |through )?\d", match["after"]):
        return Enactment(words, None, None, None, False, words, span)
    title = f"Laws {match['year']}{match['special'] or ''}, ch. {match['chapter']}, § {match['section']}"
    enacted = _ENACTED.fullmatch(match["before"]) is not None
    remark = "" if enacted else " ".join(filter(None, (match["before"].strip(" ,"), match["after"].strip(" ,"))))
    if enacted and match["after"].strip(" ,"):
        remark = match["after"].strip(" ,")
    return Enactment(title, int(match["year"]), int(match["chapter"]), match["section"], enacted, remark, span)
