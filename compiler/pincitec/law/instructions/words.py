"""From an instruction to the words that the grammars are made of: keywords, designators, quotations as atoms.

A word that no grammar knows is `OTHER` and is accepted nowhere. Commas outside quotations carry nothing and are left out.
"""

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from pincitec.law.instructions.levels import LABEL, rank_of_name
from pincitec.law.instructions.quotes import Quoted

_KINDS: Final = """
STRIKE strike strikes striking struck stricken delete deletes deleting deleted remove removing removed omit omitting
INSERT insert inserts inserting inserted substitute substituting substituted
ADD add adds adding added
REPEAL repeal repeals repealing repealed
REDESIGNATE redesignate redesignating redesignated renumber renumbering renumbered relettered
DESIGNATE designate designating designated
AMEND amend amends amending amended
ARTICLE the a an
NOUN phrase phrases word words number numbers figure figures date dates year years term terms abbreviation abbreviations article symbol
NOUN amount percentage citation reference name numeral letter acronym text language
SENTENCE sentence sentences
MARK period semicolon comma colon
AND and
IT it they
APPEARS appears appear occurs occur
WHEREVER wherever everywhere
EACH each every all
TIME time times place places
BOTH both twice
ORDINAL first second third fourth fifth sixth seventh eighth ninth tenth
LAST last final
AFTER after following
BEFORE before preceding
ITS its their
IS is are was were
SECTION section sections chapter chapters title titles subchapter subtitle part
HEADING heading headings catchline
LEADIN lead-in introductory
HEREBY hereby further
OF of
AT at
IN in
BY by
TO to
AS as
END end
BEGINNING beginning
READ read
FOLLOWS follows follow followed
LIEU lieu
THEREOF thereof
NEW new
EXISTING existing
DESIGNATION designation
FORMER former
THROUGH through
FOR for
FROM from
SHALL shall
BE be
RESPECTIVELY respectively
"""
TERMINALS: Final = {word: line.split()[0] for line in _KINDS.strip().splitlines() for word in line.split()[1:]}
_TOKEN: Final = re.compile(
    rf"(?P<LABELS>(?:\((?:{LABEL})\))+)|(?P<WORD>[A-Za-z][A-Za-z'’-]*)|(?P<NUMBER>\d[\w:.-]*\w|\d)|(?P<SEMI>;)|(?P<COLON>:)|(?P<STOP>\.)"
    r"|(?P<BLANK>[\s,]+)|(?P<ODD>.)",
    re.DOTALL,
)
_LETTER: Final = re.compile(r"[A-Z]{1,2}")
_THE: Final = {"teh", "hte", "th", "eh", "he", "tge", "thr", "te"}
_MENDED: Final = (
    "phrase word number figure striking inserting amended paragraph subparagraph subsection section appears wherever strike insert place"
    " redesignated designated sentence"
)
"""Words that a misprint is read as, if it is one letter away: those that are long enough, and that do nothing alone ("repealed")."""


@frozen
class Token:
    """A word of an instruction. `kind` is a terminal of the grammars; `[start, end)` are its characters (of a quotation, the words)."""

    kind: str
    text: str
    start: int
    end: int


@frozen
class Misprint:
    """A word that was read as a keyword one letter away."""

    word: str
    read_as: str
    start: int


def tokens(text: str, quotations: tuple[Quoted, ...], start: int = 0) -> list[Token]:
    """The words of `text[start:]`, in order."""
    found: list[Token] = []
    position = start
    for quotation in quotations:
        if quotation.start <= start:
            continue
        found.extend(_plain(text, position, quotation.start - 1))
        found.append(Token("QUOTE", text[quotation.start : quotation.end], quotation.start, quotation.end))
        position = quotation.end + 1
    found.extend(_plain(text, position, len(text)))
    return _lists([_in_place(token, found[n + 1 : n + 3]) for n, token in enumerate(found)], text)


def _lists(found: list[Token], text: str) -> list[Token]:
    """Runs of designators joined by "and" or "through" are one list: elsewhere "and" joins what is done."""
    result: list[Token] = []
    for given in found:
        token = given
        joined = len(result) > 1 and result[-1].kind in {"AND", "THROUGH"} and result[-2].kind == token.kind
        if token.kind in {"LABELS", "NUMBER"} and (joined or (result and result[-1].kind == token.kind)):
            first = result[-2] if joined else result[-1]
            del result[-2 if joined else -1 :]
            token = Token(token.kind, text[first.start : token.end], first.start, token.end)
        result.append(token)
    return result


def lettered(found: list[Token], text: str) -> list[Token]:
    """Subsections are cited by a bare letter: after the name of a unit, and in a list that such a letter begins, it is a designator."""
    result: list[Token] = []
    for given in found:
        word = given
        if _LETTER.fullmatch(word.text) and word.kind in {"OTHER", "ARTICLE"} and result:
            listed = len(result) > 1 and result[-1].kind in {"AND", "THROUGH"} and result[-2].kind == "LABELS"
            if result[-1].kind == "UNIT":
                word = Token("LABELS", word.text, word.start, word.end)
            elif listed or result[-1].kind == "LABELS":
                first = result[-2] if listed else result[-1]
                del result[-2 if listed else -1 :]
                word = Token("LABELS", text[first.start : word.end], first.start, word.end)
        elif word.kind == "LABELS" and result and result[-1].kind == "LABELS" and result[-1].end == word.start:
            first = result.pop()  # "Paragraph B(2)" is Paragraph (2) of Subsection B
            word = Token("LABELS", text[first.start : word.end], first.start, word.end)
        result.append(word)
    return result


def _plain(text: str, start: int, end: int) -> Iterator[Token]:
    for match in _TOKEN.finditer(text, start, end):
        kind, word = match.lastgroup or "", match.group()
        if kind == "BLANK":
            continue
        yield Token(terminal(word) if kind == "WORD" else "OTHER" if kind == "ODD" else kind, word, match.start(), match.end())


def terminal(word: str) -> str:
    """The terminal of a word; `OTHER` if no grammar knows it."""
    lower = word.lower()
    if rank_of_name(lower) is not None:
        return "UNIT"
    return TERMINALS.get(lower, "OTHER")


def _in_place(token: Token, after: list[Token]) -> Token:
    """ "The following" before a noun is no anchor: in "adding the following sentence" it points at what comes."""
    if token.text.lower() == "following":
        anchor = bool(after) and after[0].kind in {"QUOTE", "ARTICLE"}
        return Token("AFTER" if anchor else "FOLLOWING", token.text, token.start, token.end)
    return token


def corrected(found: list[Token]) -> tuple[list[Token], tuple[Misprint, ...]]:
    """The same words with each unknown one replaced by the keyword that is one letter away, if there is just one."""
    result: list[Token] = []
    misprints: list[Misprint] = []
    for given in found:
        token = given
        if token.kind == "OTHER" and result and result[-1].kind in {"STRIKE", "INSERT"} and token.text.lower() in _THE:
            misprints.append(Misprint(token.text, "the", token.start))
            token = Token("ARTICLE", "the", token.start, token.end)
        near = [word for word in _MENDED.split() if token.kind == "OTHER" and _one_letter_away(token.text.lower(), word)]
        if len(near) == 1:
            misprints.append(Misprint(token.text, near[0], token.start))
            token = Token(terminal(near[0]), near[0], token.start, token.end)
        result.append(token)
    return result, tuple(misprints)


def _one_letter_away(word: str, keyword: str) -> bool:
    if abs(len(word) - len(keyword)) > 1 or word == keyword or len(word) < 4:
        return False
    same = 0
    while same < min(len(word), len(keyword)) and word[same] == keyword[same]:
        same += 1
    rest, wanted = word[same:], keyword[same:]
    return rest[1:] == wanted or rest == wanted[1:] or rest[1:] == wanted[1:] or (rest[1::-1] == wanted[:2] and rest[2:] == wanted[2:])
