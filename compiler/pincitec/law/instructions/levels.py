"""The document-structure model: what the levels of a section are called, and how a place is inherited and narrowed.

It knows names of levels and designators ("(a-1)", "(1A)", "(i-I)"), never verbs. The grammars of instructions know verbs, never
levels. Both the outline of a text (`outline`) and the subjects of sentences (`subjects`) are read with it.
"""

import re
from collections.abc import Iterable
from typing import Final

from attrs import evolve

from pincitec.law.instructions.model import Part, Place, Rank, Step

LABEL: Final = r"[0-9]{1,4}(?:[A-Za-z]{1,4})?(?:-[0-9A-Za-z]{1,6})?|[A-Za-z]{1,7}(?:-[0-9A-Za-z]{1,6})?"
"""A designator without its marks. Long enough for (xxxviii), (1A), (a-1), (A-ii), (17B-1)."""

ORDINALS: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")
UNIT_NAMES: Final = r"(?:sub-?)*paragraphs?|sub-?(?:sub)?sections?|clauses?|items?"
_SHAPES: Final = ((r"[a-z]{1,2}(?:-\w+)?", Rank.SUBSECTION), (r"\d+[A-Za-z]*(?:-\w+)?", Rank.PARAGRAPH))


def rank_of_name(name: str) -> Rank | None:
    """The level that a name stands for; None if it is no name of a level below a section.

    >>> rank_of_name("Sub-subparagraphs"), rank_of_name("section")
    (<Rank.SUB_SUBPARAGRAPH: 3>, None)
    """
    plain = name.lower().replace("-", "").removesuffix("s")
    if plain == "subsection":
        return Rank.SUBSECTION
    if plain.endswith("paragraph"):
        depth = plain.removesuffix("paragraph").count("sub")
        return Rank(min(Rank.PARAGRAPH + depth, Rank.LOWER))
    return {"clause": Rank.SUB_SUBPARAGRAPH, "item": Rank.SUB_SUBPARAGRAPH}.get(plain)


def rank_of_first(label: str) -> Rank:
    """The level of a designator that follows a section number directly, by its shape: (a) a subsection, (1) a paragraph."""
    for shape, rank in _SHAPES:
        if re.fullmatch(shape, label):
            return rank
    return Rank.SUBPARAGRAPH


def steps_from(first: Rank, labels: Iterable[str]) -> tuple[Step, ...]:
    """Steps of a run of designators such as (b)(3)(A), each a level below the one before."""
    return tuple(Step(Rank(min(first + n, Rank.LOWER)), label) for n, label in enumerate(labels))


def narrowed(outer: Place, first: Rank, labels: tuple[str, ...]) -> Place:
    """The place within an inherited place: "paragraph (2)" under subsection (c) is (c)(2), under (c)(1) it is (c)(2) too."""
    kept = tuple(step for step in outer.steps if step.rank < first)
    return evolve(outer, steps=(*kept, *steps_from(first, labels)), part=Part.ALL, sentences=(), former=False)


def same_label(one: str, other: str) -> bool:
    return one.strip("[]()") == other.strip("[]()")
