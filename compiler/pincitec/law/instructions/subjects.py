"""Which places a sentence speaks of: its subject, read with the document-structure model, under the sentences that enclose it.

What the code calls a section is taken from the parallel citation ("Section 4(a) (Example Code § 2-105(a))"), since the
section numbers of an act are not those of the code. Where a sentence states none, the section is unknown, not assumed.
"""

import re
from collections.abc import Sequence
from typing import Final

from attrs import evolve, frozen

from pincitec.law.instructions.levels import LABEL, ORDINALS, UNIT_NAMES, narrowed, rank_of_first, rank_of_name, steps_from
from pincitec.law.instructions.model import Part, Place, Rank

_ONE: Final = rf"(?:\((?:{LABEL})\))+"
_LETTER: Final = r"(?-i:[A-Z]{1,2})(?![\w'’-])"
"""A designator as New Mexico cites it, "Subsection C", without brackets: a capital, right after the name of a unit."""
_SECTION_NUMBER: Final = r"\d[\w]*(?:[:.-]\d[\w]*)*(?:-\d\w*)*(?:\.\w+)*"
_BESIDE: Final = r"(?:\s*\([^()]*§[^()]*(?:\([^()]*\)[^()]*)*\))?"
_ENUMERATOR: Final = re.compile(rf"\s*(?:\((?:{LABEL})\)|(?:Sec\.\s+\d{{1,5}}[a-z]?\.|\d{{1,5}}[a-z]{{0,2}}\.?))\s+(?=\S)")
_MENTION: Final = re.compile(
    rf"(?P<before>(?:\b(?:the|a|an|new|newly|designated|redesignated|existing|former|amendatory|first|second|third|fourth|fifth|last)\s+)*)"
    rf"\b(?P<unit>{UNIT_NAMES}|sections?|chapters?|titles?|subchapters?|subtitles?|parts?|subparts?)\s+"
    rf"(?:§+\s*)?(?P<list>(?:{_SECTION_NUMBER})?(?:{_ONE})|{_SECTION_NUMBER}(?:{_ONE})?|{_LETTER}(?:{_ONE})?|[IVXLC]+(?:-[A-Z\d])?\b)"
    rf"(?P<more>(?:{_BESIDE}(?:\s*,\s*(?:and\s+)?|\s+and\s+|\s+through\s+)"
    rf"(?:{_SECTION_NUMBER}(?:{_ONE})?|{_LETTER}(?:{_ONE})?|{_ONE}))*{_BESIDE})",
    re.IGNORECASE,
)  # fmt: skip
_CITED: Final = re.compile(
    rf"Code,?\s*(?:[Ss]ec\.\s*)?§*\s*(?P<section>\d\w*(?:[-:]\d[\w.:-]*\w|[-:]\d))(?P<labels>(?:{_ONE})?)(?P<seq>,?\s+et\.?\s+seq)?"
)  # fmt: skip
_OF_CODE: Final = re.compile(r"\bTitle\s+(?P<title>\d+[A-Z]?)\s+of\s+the\b[^()]*\bCode\b", re.IGNORECASE)
_LEAD_IN: Final = re.compile(r"\blead[- ]in (?:language|sentence|text)|\bintroductory (?:language|text|paragraph|sentence)", re.IGNORECASE)
_HEADING: Final = re.compile(r"\b(?:heading|catchline|section designation)\b", re.IGNORECASE)
_OTHER_HEADING: Final = re.compile(r"\b(?:title|chapter|subchapter|part|subtitle) heading\b", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"\b((?:(?:first|second|third|fourth|fifth|sixth)(?:, | and |, and )?)+)\s+sentences?\b", re.IGNORECASE)
_EXISTING: Final = re.compile(r"\b(?:the )?existing (?:text|language)\b", re.IGNORECASE)
_PARENTHESIS: Final = re.compile(r"\([^()]*§[^()]*(?:\([^()]*\)[^()]*)*\)")
_OF_NEW_MEXICO: Final = re.compile(r"\s*NMSA 1978(?:\s*\(being Laws [^()]*\))?")
_SEVERAL_CITED: Final = re.compile(r"§§|§ ?[\w:.()-]+,? (?:and|through)\b")
_LIMITS: Final = re.compile(
    r"\b(?:except\w*|other than|exclud\w+|so much|insofar|only|to the extent|but not|not|as it (?:appl|relat)\w+)\b", re.IGNORECASE
)
_PLAIN: Final = re.compile(
    r"\b(?:the|an?|new|newly|existing|designated|redesignated|former|amendatory|lead[- ]?in|introductory|language|sentences?|text|section"
    r"|title|headings?|catchline|designation|of|for|in|to|and|first|second|third|fourth|fifth|sixth|last|paragraph|subsection|chapter)\b|[\s,]+",
    re.IGNORECASE,
)
_NAMES_ACT: Final = re.compile(r"\b(?:Act|Law|Code|Initiative|Charter|Regulations|Plan|Compact)\b")
_ORDINALS: Final = dict(zip(ORDINALS, range(1, 11), strict=True))


@frozen
class Subject:
    """`places`: what the sentence speaks of; `new` are designators that it announces; `existing`: "the existing text".

    `more` holds words of the subject that are no part of a place ("so much of", "except paragraph (2)"): where there are any, the
    sentence speaks of something else than these places.
    """

    places: tuple[Place, ...]
    unit: Rank | None = None
    new: tuple[str, ...] = ()
    existing: bool = False
    new_heading: bool = False
    more: str = ""


def without_enumerator(text: str) -> int:
    """Where the sentence begins after its own designator, "(a)" or "101"."""
    match = _ENUMERATOR.match(text)
    return match.end() if match else len(text) - len(text.lstrip())


def subject(text: str, outer: Place) -> Subject:
    """The subject of a sentence, from the words before its verb, within the place that the enclosing sentences leave.

    >>> subject("Paragraph (2)(B)", Place("1-2", steps=steps_from(Rank.SUBSECTION, ["a"]))).places[0].path
    ('a', '2', 'B')
    """
    mentions = _mentions(text)
    cited = _CITED.search(text)
    places: tuple[Place, ...] = (outer,)
    if mentions and rank_of_name(mentions[0]["unit"]) is None and "new" in mentions[0]["before"].lower().split():
        listed = mentions[0]["list"] + mentions[0]["more"]
        numbers = () if "through" in listed else tuple(re.findall(_SECTION_NUMBER, listed))
        return Subject((evolve(outer, section=None, steps=()),), None, numbers, more=_more(text, mentions))
    if any(rank_of_name(mention["unit"]) is None for mention in mentions) or (not mentions and cited is not None):
        places = _root(text, mentions, cited, outer)
    unit: Rank | None = None
    new: tuple[str, ...] = ()
    for unit, match in sorted(((rank, m) for m in mentions if (rank := rank_of_name(m["unit"])) is not None), key=lambda pair: pair[0]):
        lists = labels_of(match["list"] + _PARENTHESIS.sub(" ", match["more"]))
        before = match["before"].lower().split()
        if "new" in before:
            new = tuple(labels[-1] for labels in lists)
            continue
        if not lists:
            return Subject((evolve(outer, uncertain="a range of units that cannot be counted"),))
        places = tuple(narrowed(place, unit, labels) for place in places for labels in lists)
        if {*ORDINALS, "last"} & set(before):
            places = tuple(evolve(place, uncertain="one of several units of that designation") for place in places)
        if "former" in before:
            places = tuple(evolve(place, former=True) for place in places)
    return _parts(text, Subject(places, unit, new, more=_more(text, mentions)))


def _more(text: str, mentions: list[re.Match[str]]) -> str:
    """Words before or after the place that the sentence names, other than those by which an act is cited."""
    plain = _PARENTHESIS.sub(lambda m: " " * len(m.group()), text)
    if not mentions:
        limits = _LIMITS.search(plain)
        return limits.group() if limits is not None else _PLAIN.sub(" ", plain).strip() if not _NAMES_ACT.search(text) else ""
    before = _PLAIN.sub(" ", plain[: mentions[0].start()]).strip(" ,")
    after = plain[mentions[-1].end() :]
    code = _OF_NEW_MEXICO.match(after)
    after = after[code.end() if code is not None else 0 :].strip(" ,")
    limits = _LIMITS.search(after)
    if limits is not None:
        return limits.group()
    return before or (after if after and not re.match(r"of\b|in\b|to be codified\b|as\b|\(", after) else "")


def _mentions(text: str) -> list[re.Match[str]]:
    """The leading mention of a unit and those it is said to be part of: "subparagraph (D) of paragraph (1) of subsection (b)"."""
    found: list[re.Match[str]] = []
    position = 0
    while (match := _MENTION.search(text, position)) is not None:
        between = text[position : match.start()]
        if found and not re.fullmatch(r",?\s*(?:of|in|for)\s+(?:the\s+)?", between):
            break
        if not found and re.search(r"\b(?:Act|Code)\b", between):
            break
        found.append(match)
        position = match.end()
        parenthesis = re.compile(r"\s*\([^()]*(?:\([^()]*\)[^()]*)*\)").match(text, position)
        if parenthesis is not None and "§" in parenthesis.group():
            position = parenthesis.end()
    return found


def _root(text: str, mentions: list[re.Match[str]], cited: re.Match[str] | None, outer: Place) -> tuple[Place, ...]:
    """The places of a list of sections; of an act, title or chapter, which leaves the section unknown, one place without a section."""
    sections = [m for m in mentions if m["unit"].lower().startswith("section")]
    of_code = _OF_CODE.search(text)
    title = of_code["title"] if of_code is not None else outer.title
    if not sections:
        return (Place(title=title),)
    amendatory = "amendatory" in text.lower()
    match = sections[0]
    listed = match["list"] + match["more"]
    several = _below_one_section(listed, title)
    if several is not None:
        return several
    found = []
    pieces = re.findall(rf"({_SECTION_NUMBER})((?:{_ONE})?)(?:\s*(\([^()]*§[^()]*(?:\([^()]*\)[^()]*)*\)))?", listed)
    for number, own, parallel in pieces:
        labels = own
        code = _CITED.search(parallel) if parallel else cited if len(pieces) == 1 else None
        if code is not None and not code["seq"]:
            section, labels = code["section"], code["labels"]
        elif "-" in number or ":" in number:
            section = number
        elif title and code is None:
            section = f"{title}-{number}"
        else:
            section = None
        path = labels_of(labels)
        steps = steps_from(rank_of_first(path[0][0]), path[0]) if path else ()
        found.append(Place(section, title, steps, amendatory=amendatory))
    return tuple(found)


def _below_one_section(listed: str, title: str | None) -> tuple[Place, ...] | None:
    """The places of "9-1(b) and (c)"; None for a list in which each item names its section. Whatever else is listed is no certain place."""
    plain = _PARENTHESIS.sub(" ", listed)
    parallel = " ".join(match.group() for match in _PARENTHESIS.finditer(listed))
    uncertain = (Place(title=title, uncertain="which of the places listed are meant is not certain"),)
    numbers = re.findall(rf"(?<![\w(.:-]){_SECTION_NUMBER}", plain)
    loose = re.search(rf"(?:,|\band|\bthrough)\s*(?:and\s+)?{_ONE}", plain)
    if _SEVERAL_CITED.search(parallel):
        return uncertain
    if loose is None:
        return None
    labels = labels_of(plain.replace(numbers[0], "", 1)) if len(numbers) == 1 else ()
    if not labels or parallel or any(len(run) != 1 for run in labels) or not re.search("[-:]", numbers[0]):
        return uncertain
    return tuple(Place(numbers[0], title, steps_from(rank_of_first(run[0]), run)) for run in labels)


def _parts(text: str, found: Subject) -> Subject:
    plain = re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", " ", text)
    part = Part.ALL
    if _LEAD_IN.search(plain):
        part = Part.LEAD_IN
    elif _OTHER_HEADING.search(plain):
        return evolve(found, places=tuple(evolve(p, uncertain="the heading of more than a section") for p in found.places))
    elif _HEADING.search(plain):
        part = Part.HEADING
    numbers: tuple[int, ...] = ()
    if (sentence := _SENTENCE.search(plain)) is not None:
        numbers = tuple(_ORDINALS[w] for w in re.findall(r"[a-z]+", sentence[1].lower()) if w in _ORDINALS)
    if part is not Part.ALL or numbers:
        found = evolve(found, places=tuple(evolve(p, part=part, sentences=numbers) for p in found.places))
    new_heading = part is Part.HEADING and re.match(r"\s*(?:a|an|new)\b", plain, re.IGNORECASE) is not None
    return evolve(found, existing=_EXISTING.search(plain) is not None, new_heading=new_heading)


def labels_of(text: str) -> tuple[tuple[str, ...], ...]:
    """The designators of a list: `(a)(1) and (b)` gives `(("a", "1"), ("b",))`. A range that cannot be counted out gives nothing.

    >>> labels_of("(1)(A), (B), and (C)"), labels_of("6")
    ((('1', 'A'), ('B',), ('C',)), (('6',),))
    """
    found: list[tuple[str, ...]] = []
    for match in re.finditer(rf"(?P<bare>\b[0-9]\w{{0,3}}|(?<![\w(-]){_LETTER})?(?P<run>(?:{_ONE})?)(?P<through>\s+through\s+)?", text):
        labels = tuple(re.findall(rf"\(({LABEL})\)", match["run"]))
        if match["bare"]:
            labels = (match["bare"], *labels)
        if labels:
            found.append(labels)
    return tuple(_expanded(found, text))


def _expanded(found: list[tuple[str, ...]], text: str) -> Sequence[tuple[str, ...]]:
    if "through" not in text:
        return found
    if len(found) != 2 or len(found[0]) != 1 or len(found[1]) != 1:
        return []
    (first,), (last,) = found
    if first.isdecimal() and last.isdecimal() and int(first) < int(last) <= int(first) + 200:
        return [(str(n),) for n in range(int(first), int(last) + 1)]
    if len(first) == len(last) == 1 and first.isalpha() and first.islower() == last.islower() and first < last:
        return [(chr(n),) for n in range(ord(first), ord(last) + 1)]
    return []
