"""The form in which New Mexico's session laws amend: a section named, and then set out whole between quotation marks.

Nothing here knows the text on file. What is read is the section's number, its catchline and its units, each with its place in the file
of instructions; where any of it is not certain there is a problem, and no section.
"""

import re
from typing import Final

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.drafting import SET_OUT
from pincitec.diagnostics.catalogue.law import UNPAIRED_QUOTATION
from pincitec.law.ladder import Level
from pincitec.law.layout import read_units
from pincitec.law.model import UnitText
from pincitec.syntax.law_tree import Verbatim

_NUMBER: Final = r"[0-9][\w:.-]*\w"
_ENACTS: Final = re.compile(
    r"\s*(?:S(?:ECTION|ection|ec\.)\s+[0-9]{1,4}[A-Z]?\.\s+)?"
    rf"Section\s+(?P<number>{_NUMBER})(?:\s+NMSA\s+1978)?(?:\s+\(being\s+[^()]{{1,600}}\))?"
    r"\s+is\s+amended\s+to\s+read(?:\s+as\s+follows)?:\s*"
)
_BEGINS: Final = re.compile(rf"[\"“](?P<number>{_NUMBER})\.\s+(?P<heading>[^\"“”]{{1,600}}?)\.\s?(?:--|—|–)")
_MARKUP: Final = re.compile(r"[\[\]_|]|~~|\*\*|</?[A-Za-z]+|[\u0335-\u0338]")
"""How bills print words that are struck or new. An act as enacted has none of these."""
_SECTION: Final = re.compile(r"^[ \t]*S(?:ECTION|ection) [0-9]+\.", re.MULTILINE)
_EMPTY_LINE: Final = re.compile(r"\n[ \t]*\n")
_WRAP: Final = re.compile(r"(?<=\S)[ \t]*\n[ \t]*(?=\S)")
_ONE_EACH: Final = "each unit stands on a line of its own, or with an empty line before the next"


@frozen
class SetOut:
    """A section as an act sets it out: `heading` without its final mark, `units` without the heading. Spans are those of the file."""

    number: str
    heading: str
    heading_span: Span
    units: tuple[UnitText, ...]
    whole: Span


def sets_out(text: str) -> bool:
    """Whether a file begins as an act does that sets out a section whole.

    >>> sets_out('SECTION 3. Section 1-2-3 NMSA 1978 (being Laws 2003, Chapter 1, Section 2) is amended to read:')
    True
    """
    return _ENACTS.match(text) is not None


def read_set_out(source: Source, ladder: tuple[Level, ...]) -> SetOut | Diagnostic:
    """The section that a file sets out, which `sets_out`; `ladder` is that of the section on file. Linear in the length of the file."""
    text, path = source.text, source.path
    enacts = _ENACTS.match(text)
    assert enacts is not None
    begins = _BEGINS.match(text, enacts.end())
    if begins is None:
        line = text.find("\n", enacts.end())
        span = Span(path, min(enacts.end(), len(text.rstrip())), line if line >= 0 else len(text.rstrip()))
        help = f'for example: "{enacts["number"]}. MARKET FEES.--'
        return Diagnostic.at(SET_OUT, span, "here the section would begin, with its number and its catchline", help=help)
    if begins["number"] != enacts["number"]:
        message = f"section {begins['number']} is set out, and section {enacts['number']} is amended"
        return Diagnostic.at(SET_OUT, Span(path, *begins.span("number")), message, help="an act sets out the section that it amends")
    another = _SECTION.search(text, begins.end())
    if another is not None:
        span = Span(path, another.start(), another.end())
        return Diagnostic.at(SET_OUT, span, "another section of the act follows", help="put each section on file by itself")
    opening, last = text[enacts.end()], len(text.rstrip()) - 1
    if text[last] != ('"' if opening == '"' else "”") or last < begins.end():
        help = "the section set out ends with the quotation mark, and nothing stands behind it"
        return Diagnostic.at(
            UNPAIRED_QUOTATION, Span(path, enacts.end(), enacts.end() + 1), "a quotation mark without its counterpart", help=help
        )
    wrong = _marked(source, begins.start("heading"), last) or _unpaired(source, begins.end(), last)
    if wrong is not None:
        return wrong
    body = text[begins.end() : last]
    opener = _opener(body, ladder) if _EMPTY_LINE.search(body) else None
    if opener is not None:
        span = Span(path, begins.end() + opener.start("mark"), begins.end() + opener.end("mark"))
        return Diagnostic.at(SET_OUT, span, f"`{opener['mark']}` may open a unit, or go on with the line before", help=_ONE_EACH)
    if _EMPTY_LINE.search(body):
        body = _WRAP.sub(lambda wrap: " " * len(wrap.group()), body)
    units, problems = read_units(Verbatim(body, Span(path, begins.end(), last)), ladder, heading=False)
    if problems:
        return Diagnostic.at(SET_OUT, problems[0].span, problems[0].message, help=_ONE_EACH)
    heading = Span(path, *begins.span("heading"))
    return SetOut(enacts["number"], " ".join(begins["heading"].split()), heading, units, Span(path, enacts.end(), last + 1))


def _opener(body: str, ladder: tuple[Level, ...]) -> re.Match[str] | None:
    """A line that goes on with the one before it, and begins as a unit does."""
    patterns = [re.compile(rf"(?P<mark>{level.pattern})") for level in ladder]
    found = (pattern.match(body, wrap.end()) for wrap in _WRAP.finditer(body) for pattern in patterns)
    return next((match for match in found if match is not None), None)


def _marked(source: Source, start: int, end: int) -> Diagnostic | None:
    """A mark of struck or new words, as bills print them."""
    found = _MARKUP.search(source.text, start, end)
    if found is None:
        return None
    span = Span(source.path, found.start(), found.end())
    help = "give the section as enacted: without the words that are struck, and without marks"
    return Diagnostic.at(SET_OUT, span, f"`{found.group()}` may mark words that are struck or new", help=help)


def _unpaired(source: Source, start: int, end: int) -> Diagnostic | None:
    """A quotation within the section that does not open and close: the section may end there."""
    opened: int | None = None
    for mark in re.finditer('["“”]', source.text[start:end]):
        at = start + mark.start()
        closes = mark.group() == "”" or (mark.group() == '"' and opened is not None and source.text[opened] == '"')
        if closes == (opened is None) or (opened is not None and (source.text[opened] == "“") != (mark.group() == "”")):
            return _stands_alone(source, at)
        opened = None if closes else at
    return None if opened is None else _stands_alone(source, opened)


def _stands_alone(source: Source, at: int) -> Diagnostic:
    help = "quotations within a section that is set out need an opening and a closing mark"
    return Diagnostic.at(UNPAIRED_QUOTATION, Span(source.path, at, at + 1), "a quotation mark without its counterpart", help=help)
