"""How units and words are named to people: in the reasons of holes, and in what an import reports."""

from collections.abc import Iterable
from itertools import groupby
from typing import Final

from pincitec.law.instructions.model import Operation, Rank, StrikeDesignation

NAMES: Final = {Rank.SUBSECTION: "Subsection", Rank.PARAGRAPH: "Paragraph", Rank.SUBPARAGRAPH: "Subparagraph"}


def short(words: str) -> str:
    """The words, or their beginning and end where they are many."""
    return words if len(words) <= 60 else f"{words[:40].rsplit(' ', 1)[0]} … {words[-16:].split(' ', 1)[-1]}"


def shown(path: tuple[str, ...], former: bool) -> str:
    """A unit as it is cited within its section."""
    if not path:
        return "the section"
    return ("former " if former else "") + path[0] + "".join(f"({label})" for label in path[1:])


def named(path: tuple[str, ...]) -> str:
    """A unit as New Mexico's drafters name it.

    >>> named(("E", "2"))
    'Paragraph (2) of Subsection E'
    """
    names = list(NAMES.values())
    parts = [f"{names[depth]} {label if depth == 0 else f'({label})'}" for depth, label in enumerate(path[: len(names)])]
    return " of ".join(reversed(parts))


def units_named(operations: Iterable[Operation]) -> str:
    """ "former Subsections D through G", "Paragraphs (1) through (4) and the designation from Paragraph (5)"."""
    parts: list[str] = []
    for kind, group in groupby(operations, key=type):
        run = list(group)
        step = run[0].place.steps[-1]
        name, marks = NAMES.get(step.rank, "unit"), ("", "") if step.rank is Rank.SUBSECTION else ("(", ")")
        labels = [f"{marks[0]}{o.place.path[-1]}{marks[1]}" for o in run]
        many = "s" if len(labels) > 1 else ""
        listed = labels[0] if not many else f"{labels[0]} through {labels[-1]}"
        words = f"{'former ' if run[0].place.former else ''}{name}{many} {listed}"
        parts.append(f"the designation from {words}" if kind is StrikeDesignation else words)
    return " and ".join(parts)
