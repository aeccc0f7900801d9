"""A part of an answer laid out as text: a title, the decision in one sentence, and sections of lists."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from pincite.explain.proof import Determination, Passage
from pincite.texts import say
from pincitec.diagnostics.render.text import escape, fold


class Item(NamedTuple):
    """An entry of a list: what it says, and lines below it."""

    text: str
    below: tuple[str, ...] = ()


class Section(NamedTuple):
    """A part under a heading. `text` stands before its list."""

    title: str
    items: tuple[Item, ...]
    text: str = ""


def laid_out(title: str, d: Determination, sections: Iterable[Section], width: int) -> Iterator[str]:
    """The lines of the text. A section with nothing in it is left out."""
    yield from indented(title, 0, width)
    yield "=" * width
    yield ""
    yield from indented(d.headline, 0, width)
    for warning in d.warnings:
        if warning not in d.headline:
            yield ""
            yield from indented(say("Please note: {warning}.", warning=warning), 0, width)
    for section in sections:
        if section.items or section.text:
            yield ""
            yield from indented(section.title.upper(), 0, width)
            yield "-" * min(width, len(section.title))
            yield from indented(section.text, 0, width) if section.text else ()
            for item in section.items:
                yield from indented(f"* {item.text}", 2, width, 4)
                for line in item.below:
                    yield from indented(line, 4, width, 6)


def indented(text: str, by: int, width: int, further: int | None = None) -> Iterator[str]:
    """The lines of a text, which comes from users and files. The number of a section stays with its sign."""
    together = escape(text).replace("§ ", "§\ue000")
    first, *rest = [line.replace("\ue000", " ") for line in fold(together, width - max(by, further or 0))] or [""]
    yield " " * by + first
    yield from (" " * (by if further is None else further) + line for line in rest)


def quoted(passages: Iterable[Passage], citation: str) -> tuple[str, ...]:
    """The words that ask for something, with their place; the place alone where no words of their own do."""
    lines = tuple(f"“{p.words}” — {p.citation}" for p in passages)
    return lines or (f"— {citation}",)
