"""All citations of a running text, each resolved as far as the text tells, and what looks like one and is not understood.

Every `§` of the text is in one of the two. A citation that goes on in a way that is not read ("§ 5(a") is not cut short, and a number
beside a code whose name is not known is not taken for one of another code.
"""

import re
from bisect import bisect_right
from typing import Final

from pincitec.diagnostics import Span
from pincitec.law.citations.build import build
from pincitec.law.citations.model import (
    Citation,
    CodeSection,
    Found,
    Relative,
    Unrecognised,
    places,
)
from pincitec.law.citations.munch import MOST_TOKENS, first, munch
from pincitec.law.citations.resolve import Context, lose, next_line, remember, resolve
from pincitec.law.citations.words import Token, ends, tokens

_FIGURES: Final = {"INT", "NUM", "YEAR"}
_MARKS: Final = {"SEC", "SECS"}
_NAMED_BEFORE: Final = {"SEC", "SECS", "LAWS", "CH", "CHAPTER", "CODE", "MASS", "CONST", "PUBL"}
"""What a name before it would change: the code of a section, the state of a session law."""
_WORDS: Final = """
a accord add adds all also amend amended amending amends and any as both but by cf compare current each either enacted except for from
former further history if in insert is its law neither new no nor notwithstanding of or per provided pursuant repeal repealed repealing
repeals see since strike subject that the this though through to under unless until upon when where whereas while with within
"""
_SENTENCE: Final = frozenset(_WORDS.split())
"""Words with which a sentence may begin: they name no code."""
_ABBREVIATION: Final = re.compile(r"(?:Ann|Stats?|Code|Laws|Const|Rev|Comp|Regs?|Gen|Art|Tit|Admin|Cent|Civ|Crim|Fam|Ord|Res|Pub|[A-Z])$")
_GOES_ON: Final = re.compile(r"(?:\s?(?=\d))?\S{0,80}")


def find(text: str, path: str = "text", within: CodeSection | None = None) -> tuple[Found | Unrecognised, ...]:
    """The citations of a text, in order. Linear in its length.

    `within` is the section that the text is of, or whose notes it belongs to: "Subsection C of this section" is resolved to a unit of it,
    a section number alone to a section of its code, and an act of a state's session laws to that state.

    >>> [found.resolved for found in find("Laws 2003, ch. 153, § 42; 2005, ch. 315, § 8.")][1]
    SessionLaw(jurisdiction=None, year=2005, chapter='315', section='8', pin=(), session=None, elliptic=False)
    """
    words = tokens(text)
    lines = [match.start() for match in re.finditer("\n", text)]
    found: list[Found | Unrecognised] = []
    context = Context(within)
    begins = first()
    position, until = 0, -1
    while position < len(words):
        word = words[position]
        if word.kind not in begins:
            position += 1
            continue
        read = munch(words, position)
        if read.tree is None and not any(_looks_like_one(words, n) for n in range(position, position + max(read.seen, 1))):
            # Of numbers that no name follows, none begins a citation that the first one does not.
            position += read.seen if read.seen == MOST_TOKENS or word.kind == "NUM" else 1
            continue
        last = words[position + max(read.taken, 1) - 1]
        line = bisect_right(lines, word.start)
        citation = build(read.tree) if read.tree is not None else None
        unknown = not _names_its_own(word, citation) and _unknown_name(text, words, position, ended=until == position - 1)
        whole = ends(text, last.end) and not _lost(words, position + read.taken, position + read.seen)
        whole = whole and not _may_enumerate(words, position, position + read.taken) and not _goes_on(text, words, position, read.taken)
        if citation is not None and whole and not unknown:
            next_line(context, line)
            open_ended = position + read.taken < len(words) and words[position + read.taken].kind == "OF"
            resolved = resolve(citation, context, open_ended=open_ended)
            found.append(Found(Span(path, word.start, last.end), citation, resolved))
            remember(resolved if resolved is not None else citation, context)
            position += read.taken
            until = position
            continue
        looks = any(_looks_like_one(words, n) for n in range(position, position + max(read.taken, read.seen, 1)))
        looks = looks or (word.kind == "UNIT" and citation is not None and _goes_on(text, words, position, read.taken))
        if looks:
            end = last.end if read.taken and whole else _end(text, words, position, max(read.seen, 1))
            while position < len(words) and words[position].start < end:
                end = max(end, words[position].end)
                position += 1
            _add(found, Span(path, word.start, end), text)
            next_line(context, line)
            lose(context)
        else:
            position += 1 if word.kind == "NUM" else max(read.taken, read.seen if read.seen == MOST_TOKENS else 1)
    return tuple(found)


def _looks_like_one(words: list[Token], position: int) -> bool:
    """A `§`, or "Section" before a number."""
    word = words[position]
    if word.kind not in _MARKS:
        return False
    after = words[position + 1] if position + 1 < len(words) else None
    return "§" in word.text or (after is not None and after.text[0].isdigit())


def _lost(words: list[Token], end: int, seen: int) -> bool:
    """Whether the section of an act would be lost: reading went on to its mark, and then came to nothing."""
    return any(_looks_like_one(words, n) for n in range(end, seen))


def _may_enumerate(words: list[Token], start: int, end: int) -> bool:
    """Whether designators after the first may be those of the sentence: "(a) licensed under § 5(a), or (b) a resident".

    After a single mark, a list of designators is certain in running text only as "(a) and (b)" or "(a), (b) and (c)", on one line.
    """
    taken = [word.kind for word in words[start:end]]
    if "SECS" in taken or "UNITS" in taken or not {"PIN", "APART"} & set(taken):
        return False
    joints: list[str] = []
    before = ""
    for kind in taken:
        if kind == "APART" and before:
            joints.append(before)
        before = before + kind if kind in {"COMMA", "AND", "TO"} else ""
    after = [word.kind for word in words[end : end + 3]]
    if "OPENING" in after[1:] and set(after[: after.index("OPENING")]) <= {"COMMA", "AND", "TO"}:
        return True
    return bool(joints) and (joints[-1] == "COMMA" or (joints[-1] == "COMMAAND" and len(joints) < 2) or "AND" in "".join(joints[:-1]))


def _goes_on(text: str, words: list[Token], start: int, taken: int) -> bool:
    """Whether a list goes on after a single mark or name, so that its rest would be lost: "§ 23 and 24", "Subsection C and D"."""
    end = start + taken
    if taken == 0 or end >= len(words) or not any(word.kind in {"SEC", "UNIT"} for word in words[start:end]):
        return False
    last, after = words[end - 1], words[end : end + 2]
    if "\n" in text[last.end : after[-1].start] or last.kind not in {*_FIGURES, "PIN", "APART", "LETTER"}:
        return False
    if after[0].kind == "APART":
        return True
    if len(after) < 2 or after[0].kind not in {"AND", "TO"} or after[0].text == "&":
        return False
    if after[1].kind in _FIGURES:
        return munch(words, end + 1).tree is None
    return after[1].kind in {"APART", "LETTER"} and words[start].kind in {"UNIT", "FORMER"}


def _end(text: str, words: list[Token], position: int, seen: int) -> int:
    """The end of what is not understood: where reading stopped, with what stands there without a space."""
    start, end = words[position].start, words[position + seen - 1].end
    match = _GOES_ON.match(text, end)
    return start + len(text[start : match.end() if match is not None else end].rstrip(" ,;.:"))


def _add(found: list[Found | Unrecognised], span: Span, text: str) -> None:
    """Neighbours that are not understood are one."""
    before = found[-1] if found else None
    if isinstance(before, Unrecognised) and not text[before.span.end : span.start].strip():
        found[-1] = Unrecognised(before.span.to(span))
    else:
        found.append(Unrecognised(span))


# -- what a name before a citation says ------------------------------------------------------------------------------------------


def _names_its_own(word: Token, citation: Citation | None) -> bool:
    """Whether a citation that begins with the section names its code after it, so that what stands before it is no part of it."""
    if citation is None or word.kind not in _MARKS:
        return False
    place = places(citation)[0]
    return not isinstance(place, Relative) and not (isinstance(place, CodeSection) and place.code is None)


def _unknown_name(text: str, words: list[Token], position: int, *, ended: bool) -> bool:
    """Whether a name stands before the citation that it does not include: of a code, an act, a state."""
    word = words[position]
    if word.kind not in _NAMED_BEFORE or position == 0:
        return False
    before = words[position - 1]
    if "\n" in text[before.end : word.start]:
        return False
    sign = "§" in word.text
    if before.kind in _FIGURES:
        begins = position == 1 or "\n" in text[words[position - 2].end : before.start]  # the designator of a paragraph
        return word.kind in _MARKS and (sign or (before.kind != "YEAR" and not begins))
    if before.kind == "COMMA" and word.kind in _MARKS and not ended and position > 1:
        return words[position - 2].kind in {*_FIGURES, "LETTER", "EDITION"} and not _cited(words, position - 2)
    if before.text == "." and before.glued and position > 1:
        name = words[position - 2].text
        return _ABBREVIATION.search(name) is not None or (len(name) <= 5 and (sign or name[:1].isupper()) and name.lower() not in _SENTENCE)
    if before.kind in {"OTHER", "LETTER", "TITLE", "ACT", "LAWS", "COMP"}:
        return before.text[:1].isupper() and before.text.lower() not in _SENTENCE
    return before.kind in {"CODE", "USC", "CFR", "NMAC", "CMR", "SERIES", "CONST"} and word.kind in _MARKS


def _cited(words: list[Token], position: int) -> bool:
    """Whether a number follows a mark, so that what stands after it is a citation of its own."""
    return position > 0 and words[position - 1].kind in _MARKS
