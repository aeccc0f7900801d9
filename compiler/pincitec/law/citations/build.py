"""From the tree of a citation to what it says. `None` is the answer where that is not certain; no value is ever filled in.

Assumes the trees of `munch`. One function a form; the forms are the branches of `citation.lark`.
"""

import re
from collections.abc import Callable
from typing import Final

from pincitec.law.citations import codes
from pincitec.law.citations.marks import Mark, Run, first_branch, label, leaves, marks
from pincitec.law.citations.model import (
    Citation,
    CodePart,
    CodeSection,
    Compilation,
    Page,
    Place,
    PublicLaw,
    Range,
    Regulation,
    SessionLaw,
    Several,
    Step,
)
from pincitec.law.citations.munch import Branch
from pincitec.law.citations.relative import relative
from pincitec.law.citations.words import Token

TITLES: Final = {codes.USC: 54, codes.CFR: 50}
"""How many titles these codes have; "2005 USC 6" is no citation."""

Make = Callable[[str, tuple[str, ...]], Place]


def build(tree: Branch) -> Citation | None:
    """The citation that a tree states; None if it is not certain what it states."""
    form = tree.children[0]
    assert isinstance(form, Branch)
    if form.name == "absolute":
        return absolute(form)
    return relative(form, absolute)


def absolute(tree: Branch) -> Citation | None:
    """A citation that names what it cites."""
    form = tree.children[0]
    assert isinstance(form, Branch)
    own = [child for child in form.children if isinstance(child, Token)]
    return _FORMS[form.name](form, own)


def spread(form: Branch, make: Make, *, hyphenated: bool = False) -> Citation | None:
    """The places that the numbers of a form stand for, each made by `make`."""
    found = marks(form, hyphenated=hyphenated)
    if found is None:
        return None
    items: list[Place | Range] = []
    for item in found:
        if isinstance(item, Run):
            items.append(Range(_made(make, item.first), _made(make, item.last) if item.last is not None else None))
        else:
            items.append(_made(make, item))
    return items[0] if len(items) == 1 else Several(tuple(items))


def _made(make: Make, mark: Mark) -> Place:
    return make(mark.number, mark.pin)


def _kind(tokens: list[Token], *kinds: str) -> Token | None:
    return next((token for token in tokens if token.kind in kinds), None)


def _edition(tokens: list[Token]) -> int | None:
    token = _kind(tokens, "EDITION")
    return int(token.text.strip("()")) if token is not None else None


def _named(form: Branch, own: list[Token]) -> Citation | None:
    """A code by its name, before the section or after it."""
    token = _kind(own, "NMSA", "CODE", "NMAC")
    code = codes.NMSA if token is None or token.kind == "NMSA" else codes.NMAC
    if token is not None and token.kind == "CODE":
        code = codes.named(token.text, codes.PREFIXED)
    year = _edition(own)
    if code == codes.NMAC:
        return spread(form, lambda number, pin: Regulation(code, number, pin, year=year))
    found = spread(form, lambda number, pin: CodeSection(code, number, pin, year=year), hyphenated=code in {codes.DC, codes.NMSA})
    unmarked = _kind(list(leaves(form)), "SEC", "SECS") is None
    return None if unmarked and isinstance(found, CodeSection) and found.section.isalnum() else found


def _bare(form: Branch, own: list[Token]) -> Citation | None:
    return spread(form, lambda number, pin: CodeSection(None, number, pin))


def _titled(form: Branch, own: list[Token]) -> Citation | None:
    code, title = _code_and_title(own)
    if code is None:
        return None
    year, note = _edition(own), _kind(own, "NOTE") is not None
    if code == codes.USC:
        return spread(form, lambda number, pin: CodeSection(code, number, pin, title, year, note))
    if note:
        return None
    return spread(form, lambda number, pin: Regulation(code, number, pin, title, year))


def _regulation_part(form: Branch, own: list[Token]) -> Citation | None:
    code, title = _code_and_title(own)
    part = own[next(n for n, token in enumerate(own) if token.kind == "PART") + 1].text
    return Regulation(code, None, title=title, year=_edition(own), part=part) if code is not None else None


def _code_and_title(own: list[Token]) -> tuple[str | None, str]:
    token, number = _kind(own, "USC", "CFR", "CMR"), _kind(own, "INT")
    assert token is not None and number is not None
    code = {"USC": codes.USC, "CFR": codes.CFR, "CMR": codes.DCMR if token.text.startswith("D") else codes.CMR}[token.kind]
    if not 0 < int(number.text) <= TITLES.get(code, 999) or number.text.startswith("0"):
        return None, ""
    return code, number.text


def _chaptered(form: Branch, own: list[Token]) -> Citation | None:
    chapter = _kind(own, "INT", "NUM")
    assert chapter is not None
    year = _edition(own)
    return spread(form, lambda number, pin: CodeSection(codes.MASS, number, pin, chapter.text, year))


def _constitution(form: Branch, own: list[Token]) -> Citation | None:
    token = _kind(own, "CONST")
    numeral = first_branch(form, "numeral")
    assert token is not None and numeral is not None
    kind = "amend." if _kind(own, "AMEND") is not None else "art."
    title = f"{kind} {next(leaves(numeral)).text}"
    code = codes.named(token.text, codes.BASIC)
    return spread(form, lambda number, pin: CodeSection(code, number, pin, title))


def _session(form: Branch, own: list[Token]) -> Citation | None:
    laws, year, special = _kind(own, "LAWS"), _kind(own, "YEAR"), _kind(own, "SPECIAL")
    chapter = _kind(own, "INT", "NUM")
    assert year is not None and chapter is not None
    jurisdiction = "us-nm" if laws is not None and laws.text.startswith("N") else None
    session = re.sub(r"Sp\.|Spec\.|Special", "S.", special.text.strip("()")) if special is not None else None
    session = re.sub(r"S\. (?:Sess\.|Session)", "S.S.", session) if session is not None else None
    law = SessionLaw(jurisdiction, int(year.text), chapter.text, session=session, elliptic=laws is None)
    if first_branch(form, "single", "items") is None:
        return law
    return spread(form, lambda number, pin: SessionLaw(jurisdiction, law.year, law.chapter, number, pin, session, law.elliptic))


def _numbered(form: Branch, own: list[Token]) -> Citation | None:
    token, number = _kind(own, "PUBL"), _kind(own, "NUM")
    assert token is not None and number is not None
    if re.fullmatch(r"\d{1,3}-\d{1,4}", number.text) is None:
        return None
    series = codes.named(token.text, codes.ACTS)
    if first_branch(form, "single", "items") is None:
        return PublicLaw(series, number.text)
    return spread(form, lambda section, pin: PublicLaw(series, number.text, section, pin))


def _compilation(form: Branch, own: list[Token]) -> Citation | None:
    year = _kind(own, "YEAR")
    assert year is not None
    return spread(form, lambda number, pin: Compilation(int(year.text), number, pin))


def _page(form: Branch, own: list[Token]) -> Citation | None:
    return Page(codes.named(own[1].text, codes.PAGES), own[0].text, own[2].text)


def _part(form: Branch, own: list[Token]) -> Citation | None:
    steps = {own[n].kind.lower(): own[n + 1].text for n, token in enumerate(own) if token.kind in {"CHAPTER", "ARTICLE"}}
    return CodePart(codes.NMSA, tuple(Step(level, steps[level]) for level in ("chapter", "article") if level in steps))


_FORMS: Final[dict[str, Callable[[Branch, list[Token]], Citation | None]]] = {
    "prefixed": _named,
    "bare": _bare,
    "suffixed": _named,
    "of_title": _titled,
    "titled": _titled,
    "regulation_part": _regulation_part,
    "chaptered": _chaptered,
    "constitution": _constitution,
    "session": _session,
    "numbered": _numbered,
    "compilation": _compilation,
    "page": _page,
    "part": _part,
}

__all__ = ["absolute", "build", "label", "spread"]
