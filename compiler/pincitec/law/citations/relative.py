"""Citations that are read from where they stand: "Paragraph (2) of Subsection E", "this section", "Article 6, Section A".

Assumes the trees of `munch`. What such words are units of is a matter of the text around them (`find`).
"""

import re
from collections.abc import Callable
from itertools import pairwise
from typing import Final

from attrs import evolve

from pincitec.law.citations.marks import DEEPEST, Mark, Run, filled, first_branch, label, leaves, marks
from pincitec.law.citations.model import (
    Citation,
    CodeSection,
    Compilation,
    Place,
    PublicLaw,
    Range,
    Regulation,
    Relative,
    SessionLaw,
    Several,
    Step,
)
from pincitec.law.citations.munch import Branch
from pincitec.law.citations.words import Token

LEVELS: Final = ("subsection", "paragraph", "subparagraph")
"""From the section inwards, as New Mexico names them."""
_NAMES: Final = {"subsec.": "subsection", "para.": "paragraph", "art.": "article", "pt.": "part", "sec.": "section", "§": "section"}
_PARENTHESES_ONLY: Final = frozenset({"clause", "subdivision", "item"})
"""Names that are words of every day: "item 3" is no citation, "Item (c)" is."""

Labels = tuple[str, ...]


def level(token: Token) -> str:
    """The name of a level, in one form.

    >>> level(Token("UNITS", "Sub-paragraphs", 0, 14, False))
    'subparagraph'
    """
    word = _NAMES.get(token.text.lower(), token.text.lower())
    if word.endswith(("paragraph", "paragraphs")):
        return word.replace("-", "").removesuffix("s")
    return word.removesuffix("s") if token.kind in {"UNITS", "SECS"} else word


def relative(form: Branch, absolute: Callable[[Branch], Citation | None]) -> Citation | None:
    """A citation that is relative to its place; `absolute` reads one that stands in it."""
    own = [child for child in form.children if isinstance(child, Token)]
    if form.name == "this":
        return Relative((), level(own[1]))
    if form.name == "of_this":
        base = level(own[-1])
        return _spread(form, lambda mark: Relative((Step("section", mark.number), *_below(mark.pin)), base))
    if form.name == "outer":
        return _outer(form)
    chain = form.children[0]
    assert isinstance(chain, Branch)
    base = level(own[-1]) if own and own[-1].kind != "OF" else ""
    found = _chained(chain, base)
    other = form.children[-1]
    if found is None or not isinstance(other, Branch) or other.name != "absolute":
        return found
    return _within(found, absolute(other))


def _below(pin: Labels) -> tuple[Step, ...]:
    return tuple(Step("", part) for part in pin)


def _spread(form: Branch, make: Callable[[Mark], Relative]) -> Citation | None:
    found = marks(form, hyphenated=False)
    if found is None:
        return None
    items: list[Place | Range] = [
        Range(make(item.first), make(item.last) if item.last is not None else None) if isinstance(item, Run) else make(item)
        for item in found
    ]
    return items[0] if len(items) == 1 else Several(tuple(items))


# -- chapters and articles ----------------------------------------------------------------------------------------------------


def _outer(form: Branch) -> Citation | None:
    """ "Chapter 71, Section 38G", "Article 6, Section A, #16": from the outermost inwards."""
    found = list(leaves(form))
    head = Step("chapter" if found[0].kind in {"CH", "CHAPTER"} else "article", found[1].text)
    if len(found) > 3 and found[3].kind == "ARTICLE":
        return Relative((head, Step("article", found[4].text)))
    if len(found) > 4 and found[4].kind == "LETTER":
        steps: tuple[Step, ...] = (head, Step("section", found[4].text))
    elif first_branch(form, "single", "items") is not None:
        sections = _spread(form, lambda mark: Relative((head, Step("section", mark.number), *_below(mark.pin))))
        if not isinstance(sections, Relative) or found[-2].kind != "HASH":
            return sections if found[-2].kind != "HASH" else None
        steps = sections.steps
    else:
        return Relative((head,))
    return Relative((*steps, Step("item", found[-1].text)) if found[-2].kind == "HASH" else steps)


# -- units below a section --------------------------------------------------------------------------------------------------


def _chained(chain: Branch, base: str) -> Citation | None:
    """ "Paragraphs (1) through (4) of Subsection C": only the innermost unit may be several."""
    units: list[Branch] = []
    pending = chain
    while pending.name == "chain":
        *rest, unit = (child for child in pending.children if isinstance(child, Branch))
        units.append(unit)
        if not rest:
            break
        pending = rest[0]
    inner, *outer = reversed(units)
    former = any(isinstance(u.children[0], Token) and u.children[0].kind == "FORMER" for u in units)
    above: tuple[Step, ...] = ()
    for unit in reversed(outer):
        listed = _listed(unit)
        if listed is None or len(listed) != 1 or not isinstance(listed[0], tuple):
            return None
        above += listed[0]
    listed = _listed(inner)
    if listed is None:
        return None
    items: list[Place | Range] = []
    for item in listed:
        ends = [Relative((*above, *steps), base, former) for steps in ([item] if isinstance(item, tuple) else item)]
        if not all(_descends(end.steps) for end in ends):
            return None
        items.append(ends[0] if len(ends) == 1 else Range(ends[0], ends[1]))
    return items[0] if len(items) == 1 else Several(tuple(items))


def _listed(unit: Branch) -> list[tuple[Step, ...] | list[tuple[Step, ...]]] | None:
    """The steps of each label of a unit; a list of two is a range."""
    name = next(level(child) for child in unit.children if isinstance(child, Token) and child.kind in {"UNIT", "UNITS"})
    result: list[tuple[Step, ...] | list[tuple[Step, ...]]] = []
    ranged = False
    for child in _labels(unit):
        if isinstance(child, Token) or child.name == "joint":
            ranged = isinstance(child, Token)
            continue
        steps = _steps(name, list(leaves(child))) if child.name == "label" else _elided(result[-1], child)
        if steps is None:
            return None
        if not ranged:
            result.append(steps)
        elif isinstance(result[-1], tuple):
            result[-1] = [result[-1], steps]
        else:
            return None
        ranged = False
    return result


def _elided(before: tuple[Step, ...] | list[tuple[Step, ...]], child: Branch) -> tuple[Step, ...] | None:
    """ "(3)" after "subsection (a)(2)": on the one level on which it can follow."""
    above = before if isinstance(before, tuple) else before[-1]
    labels = filled(tuple(step.label for step in above), tuple(label(token) for token in leaves(child)))
    if labels is None:
        return None
    return tuple(Step(above[n].level if n < len(above) else "", part) for n, part in enumerate(labels))


def _labels(unit: Branch) -> list[Branch | Token]:
    """Labels with what joins them, in order."""
    found: list[Branch | Token] = []
    for child in unit.children:
        if isinstance(child, Branch) and child.name in {"labels", "continued"}:
            found += _labels(child)
        elif isinstance(child, Branch) or child.kind in {"TO", "DASH"}:
            found.append(child)
    return found


def _steps(name: str, found: list[Token]) -> tuple[Step, ...] | None:
    parts = tuple(label(token) for token in found)
    if found[0].kind == "INT" and name in _PARENTHESES_ONLY:
        return None
    if found[0].kind == "LETTER" and name != "subsection":
        # "Paragraph B(2)" is Paragraph (2) of Subsection B, and so on inwards.
        if name in LEVELS and LEVELS.index(name) == len(parts) - 1:
            return tuple(Step(level, part) for level, part in zip(LEVELS, parts, strict=False))
        return None
    return (Step(name, parts[0]), *_below(parts[1:]))


def _descends(steps: tuple[Step, ...]) -> bool:
    """Whether each named level lies below the one before it, as far as names tell."""
    ranks = [rank(step.level) for step in steps if step.level]
    return len(steps) <= DEEPEST and all(upper < lower for upper, lower in pairwise(ranks))


def rank(name: str) -> int:
    """How deep a level lies, as far as its name tells.

    >>> rank("subsection") < rank("paragraph") < rank("subsubparagraph") < rank("clause")
    True
    """
    if name == "subsection":
        return 0
    if name.endswith("paragraph"):
        return 1 + len(re.findall("sub", name))
    return 8 + (name == "item")


def _within(found: Citation, whole: Citation | None) -> Citation | None:
    """Units of a place that is cited in full: that place, with their designators."""
    if isinstance(found, Several):
        items = tuple(_within(item, whole) for item in found.items)
        return Several(items) if all(isinstance(item, Place | Range) for item in items) else None  # type: ignore[arg-type]
    if isinstance(found, Range):
        first, last = _within(found.first, whole), _within(found.last, whole) if found.last is not None else None
        return Range(first, last) if isinstance(first, Place) and isinstance(last, Place) else None
    if not isinstance(found, Relative) or found.former:
        return None
    if not isinstance(whole, CodeSection | SessionLaw | PublicLaw | Regulation | Compilation) or whole.section is None:
        return None
    pin = (*whole.pin, *(step.label for step in found.steps))
    return evolve(whole, pin=pin) if len(pin) <= DEEPEST else None
