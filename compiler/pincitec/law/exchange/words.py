"""The words of XML: of one paragraph, and of a whole file as evidence.

White space of XML is one space, and none at the ends of a paragraph. Elements within a line join; all others part. What the
format calls aside of the text (footnotes, numbers of pages) is taken out of the paragraph and stands at the end of the file.
"""

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Source
from pincitec.law.exchange.vocabulary import VOCABULARIES, Vocabulary
from pincitec.law.exchange.xml import Element, Instruction, Text, parse_xml

XML: Final = ".xml"
"""How the name of a source ends of which the words count, not the tags."""

_WHITE = re.compile(r"[ \t\r\n]+")
OURS: Final = re.compile(r"[⟨⟩]|\{\?")
"""How Pincite itself shows words that are not on file and characters that it inferred."""
ASIDE: Final = "\x00"
"""Stands where something aside of the text stood. No XML file can hold the character."""
SHIFTED: Final = "\ufffc"
"""Stands in the evidence on both sides of words that are raised or lowered, so that they are never one word with those beside them."""
_BREAKS = frozenset({"br", "eol"})
"""Elements that break a line within a paragraph."""


@frozen
class ReceivedWords:
    """The words of a file, a paragraph on a line; `starts[i]` is where character `i` stands in the file."""

    text: str
    starts: tuple[int, ...]


def is_aside(element: Element, vocabulary: Vocabulary) -> bool:
    """Whether an element within a text is no part of it."""
    if element.space != vocabulary.namespace:
        return False
    return element.name in vocabulary.aside or (element.name == "ref" and "footnoteRef" in element.attributes.get("class", "").split())


def is_inline(element: Element, vocabulary: Vocabulary) -> bool:
    """Whether an element joins the words around it."""
    return element.space == vocabulary.namespace and (element.name in vocabulary.inline or element.name in _BREAKS)


def shifts(element: Element, vocabulary: Vocabulary) -> bool:
    """Whether an element raises or lowers words: `10<sup>2</sup>` is not 102. One that holds only marks of notes shifts none."""
    return element.space == vocabulary.namespace and element.name in vocabulary.shifted and line(element, vocabulary) != ""


def line(element: Element, vocabulary: Vocabulary) -> str:
    """The words of an element as one paragraph, without what stands aside."""
    return squeezed("".join(piece.text for piece in pieces(element, vocabulary)))


def squeezed(text: str) -> str:
    """Runs of XML's white space as one space, and none at the ends. A no-break space is a character of the text."""
    return _WHITE.sub(" ", text.replace(ASIDE, "")).strip(" ")


def pieces(element: Element, vocabulary: Vocabulary) -> Iterator[Text]:
    """The characters of an element in order, with `ASIDE` in place of what stands aside."""
    if element.name in _BREAKS:
        yield Text(" ", element.span.start)
    for item in element.content:
        if isinstance(item, Text):
            yield item
        elif isinstance(item, Element):
            yield from [Text(ASIDE, item.span.start)] if is_aside(item, vocabulary) else pieces(item, vocabulary)


def received_words(source: Source) -> ReceivedWords | Diagnostic:
    """All words of an XML file, as evidence for texts that were taken from it; or why it cannot be read."""
    document = parse_xml(source)
    if isinstance(document, Diagnostic):
        return document
    vocabulary = VOCABULARIES.get(document.root.space)
    characters: list[str] = []
    starts: list[int] = []
    later: list[Element] = []

    def put(text: str, at: int) -> None:
        characters.append(text)
        starts.extend(range(at, at + len(text)))

    def read(element: Element) -> None:
        block = vocabulary is None or not is_inline(element, vocabulary) or element.name in _BREAKS
        edge = SHIFTED if vocabulary is not None and shifts(element, vocabulary) else "\n" if block else ""
        put(edge, element.span.start)
        for item in element.content:
            if isinstance(item, Instruction):
                continue
            if isinstance(item, Text):
                put(item.text.replace("\n", " "), item.start)
            elif vocabulary is not None and is_aside(item, vocabulary):
                later.append(item)
            else:
                read(item)
        if edge:
            put(edge, starts[-1] + 1)

    read(document.root)
    while later:
        read(later.pop(0))
    starts.append(len(source.text))
    return ReceivedWords("".join(characters), tuple(starts))
