"""From text to the tokens of the citation language: marks, numbers, designators, names of codes, and the few words between them.

A section number is one token, whatever letters, hyphens and stops it has, so that it can never be cut short. A word that the
grammar does not know is `OTHER` and is accepted nowhere. One pass, linear in the length of the text.
"""

import re
from typing import Final

from attrs import frozen

from pincitec.law.citations import codes

_LETTERS: Final = "(?:[ivxlc]{3,8}|[IVXLC]{3,8}|[A-Za-z]{1,2})"
LABEL: Final = rf"[0-9]{{1,4}}[A-Za-z]{{0,4}}(?:-[0-9A-Za-z]{{1,6}})?|{_LETTERS}(?:-[0-9A-Za-z]{{1,6}})?(?:\.[0-9]{{1,3}})?"
"""A designator between parentheses: (C), (2), (xxxviii), (1A), (a-1)."""

_S: Final = r"\s{1,3}"
_UNIT: Final = r"subsection|subsec\.|paragraph|para\.|(?:sub-?)+paragraph|clause|subdivision|item"
_UNITS: Final = r"subsections|paragraphs|(?:sub-?)+paragraphs|clauses|subdivisions|items"
_QUANTITY: Final = (
    r"(?:instructional|calendar|school|business|days?|weeks?|months?|years?|hours?|minutes?|dollars?|percent|per cent|%"
    r"|teachers?|students?|persons?|people|members?|employees?|schools?|points?|pages?|times)"
)
"""What a number before it counts, so that it is no section."""

_TOKEN: Final = re.compile(
    rf"""
    (?P<SPECIAL>\((?:1st|2nd|3rd|[4-9]th)\s(?:S\.S\.|Sp\.\sSess\.|Spec\.\sSess\.|Special\sSession)\))
  | (?P<PIN>\(\s?(?:{LABEL})\s?\))
  | (?P<SECS>§\s?§(?!\s?§)|§§|(?i:sections|secs\.)(?!\w))
  | (?P<SEC>§|(?i:section|sec\.)(?!\w))
  | (?P<NMSA>(?:N\.?M\.?S\.?A\.?|New{_S}Mexico{_S}Statutes{_S}Annotated),?\s{{1,3}}1978)(?!\w)
  | (?P<NMAC>NMAC|N\.M\.A\.C\.)(?!\w)
  | (?P<USC>USC[AS]?|U\.\s?S\.\s?C\.(?:\s?[AS]\.)?|United{_S}States{_S}Code(?:{_S}Annotated)?)(?!\w)
  | (?P<CFR>CFR|C\.\s?F\.\s?R\.|Code{_S}of{_S}Federal{_S}Regulations)(?!\w)
  | (?P<CMR>CMR|C\.M\.R\.|DCMR|D\.C\.M\.R\.|D\.C\.{_S}Mun\.{_S}Regs\.|Mass\.?{_S}Code{_S}Regs\.?)(?!\w)
  | (?P<MASS>Mass\.?{_S}Gen\.?{_S}Laws(?:{_S}Ann\.)?|MGLA?|M\.G\.L\.(?:A\.)?|G\.L\.)(?!\w)
  | (?P<PUBL>{codes.alternatives(codes.ACTS)})(?!\w)
  | (?P<CODE>{codes.alternatives(codes.PREFIXED)})(?!\w)
  | (?P<CONST>{codes.alternatives(codes.BASIC)})(?!\w)
  | (?P<SERIES>{codes.alternatives(codes.PAGES)})(?!\w)
  | (?P<LAWS>(?:N\.?\s?M\.?{_S})?Laws)(?!\w)
  | (?P<COMP>Comp\.)(?!\w)
  | (?P<COMPILED>C\.S\.|Code(?=\s1915))(?!\w)
  | (?P<ETSEQ>et{_S}seq\.|et{_S}seq\b)
  | (?P<UNITS>(?i:{_UNITS}))(?!\w)
  | (?P<UNIT>(?i:{_UNIT}))(?!\w)
  | (?P<CHAPTER>(?i:chapter))(?!\w)
  | (?P<CH>(?:ch|c|chap)\.)(?!\w)
  | (?P<ARTICLE>Article|ARTICLE|article(?=\s\d)|[Aa]rt\.)(?!\w)
  | (?P<AMEND>(?i:amendment|amend\.))(?!\w)
  | (?P<TITLE>(?i:title))(?!\w)
  | (?P<PART>(?i:part|pt\.))(?!\w)
  | (?P<ACT>(?i:act))(?!\w)
  | (?P<FORMER>(?i:former))(?!\w)
  | (?P<NOTE>note)(?!\w)
  | (?P<THIS>(?i:this))(?!\w)
  | (?P<THE>the)(?!\w)
  | (?P<OF>of)(?!\w)
  | (?P<AND>and|or|&)(?!\w)
  | (?P<TO>through|thru|to)(?!\w)
  | (?P<DASH>(?<=[\w)])[–—](?=[\w(])|(?<=\))[-‑](?=\())
  | (?P<FIGURE>(?>\d{{1,6}}[A-Za-z]{{0,4}}(?:[-‑.:]\d{{1,6}}[A-Za-z]{{0,4}}|[-‑][A-Za-z]{{1,2}}(?![A-Za-z]))*))
    (?!\w)(?!{_S}{_QUANTITY}(?!\w))
  | (?P<LETTER>[A-Z]{{1,2}}|[IVXLC]{{3,6}})(?!\w)
  | (?P<HASH>\#)
  | (?P<COMMA>,)
  | (?P<OTHER>\w+|[^\w\s])
    """,
    re.VERBOSE,
)
_GLUED: Final = re.compile(r"""[\s,;:.)\]"'”’“?!–—]*(?:\s|$)|[;:)\]"'”’“?!–—]|[,.](?!\w)""")
_CONTINUES: Final = re.compile(r"(?:,\s{0,3})?\s?(?:subdivs?|subds?|pars?|paras?|cls?|subch|subpt|subsecs?)\.\s?[\d(]")
_SPACES: Final = re.compile(r"\s*")


@frozen
class Token:
    """A token: its terminal, its text, its half-open range, and whether it stands right after the one before it.

    An "OPENING" is a designator at the beginning of a line: it opens a paragraph, or goes on with a list.
    """

    kind: str
    text: str
    start: int
    end: int
    glued: bool


def tokens(text: str) -> list[Token]:
    """All tokens of a text, in order.

    >>> [t.kind for t in tokens("§ 22-10A-11(C), 2005 K-5")]
    ['SEC', 'NUM', 'PIN', 'COMMA', 'YEAR', 'LETTER', 'OTHER', 'OTHER']
    """
    found: list[Token] = []
    before = -1
    for match in _TOKEN.finditer(text):
        kind, word, start, end = match.lastgroup or "", match.group(), match.start(), match.end()
        glued = start == before
        if kind == "FIGURE":
            kind = _figure(word)
            if glued and found[-1].kind in {"OTHER", "LETTER"} and found[-1].text not in {"(", "[", '"', "'", "“", "‘", "—", "–", "/"}:
                kind = "OTHER"  # the 5 of "K-5", the 60 of "$60,000"
        elif kind == "PIN" and not glued:
            kind = "EDITION" if re.fullmatch(r"\((?:1[789]|20)\d\d\)", word) else "OPENING" if "\n" in text[before:start] else "APART"
        before = end
        found.append(Token(kind, word, start, end, glued))
    return found


def _figure(word: str) -> str:
    if not word.isdecimal():
        return "NUM"
    return "YEAR" if re.fullmatch(r"(?:1[789]|20)\d\d", word) else "INT"


def ends(text: str, end: int) -> bool:
    """Whether a citation may end here: no character that would go on with its number, no unit in an abbreviation that is not read."""
    return (end == len(text) or _GLUED.match(text, end) is not None) and _CONTINUES.match(text, end) is None


def after_spaces(text: str, start: int) -> int:
    match = _SPACES.match(text, start)
    return match.end() if match is not None else start
