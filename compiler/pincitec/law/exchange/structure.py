"""One section of a document of levels → its heading and units on one day, or what of it is not certain.

A reader of a format says which elements are present on the day, which are no part of the text, and which make it uncertain.
An element that none of these knows makes the section uncertain: words are never left out because they were not understood.
"""

import re
from collections.abc import Callable, Iterable

from attrs import define, field, frozen

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.exchange import FORBIDDEN_XML, UNCERTAIN_TEXT, XML_TOO_LARGE
from pincitec.diagnostics.reading import MAX_LINE
from pincitec.diagnostics.render.text import UNSAFE
from pincitec.law.exchange.draft import DraftUnit, Kind, Left
from pincitec.law.exchange.vocabulary import Vocabulary
from pincitec.law.exchange.words import ASIDE, OURS, is_aside, is_inline, pieces, shifts, squeezed
from pincitec.law.exchange.xml import Element, Instruction, Text

_LABELS = frozenset({"num", "heading", "subheading"})
_ASIDE = {
    "authorialNote": "a note within the text",
    "noteRef": "the mark of a note",
    "ref": "the mark of a note",
    "page": "the number of a page",
}
"""What stands aside within a text, in words."""
_MARKS = 1_000
"""Room on a line for a designator and a mark."""
_PARTED = re.compile(rf"\w{ASIDE}+\w")
_BY_HAND = "write this section by hand, or ask for a file that says it in another way"


@frozen
class Form:
    """How a format is read. Each function looks at one element."""

    vocabulary: Vocabulary
    wrappers: frozenset[str]
    """Elements that only hold others: their content counts as content of the element around them."""
    kinds: Callable[[Element], Kind | None]
    """What an element is as a unit; None if it is none."""
    present: Callable[[Element], bool]
    """Whether the element belongs to the text of the day."""
    left_out: Callable[[Element], str | None]
    """Why the element is no part of the text, in words; None if it is."""
    uncertain: Callable[[Element], str | None]
    """Why the element makes the text uncertain, in words; None if it does not."""


@define
class _Run:
    """Words within an element, between elements that part."""

    texts: list[str] = field(factory=list)
    start: int = -1

    def put(self, text: str, start: int) -> None:
        if self.start < 0 and text.strip(f"{ASIDE} \t\r\n"):
            self.start = start
        self.texts.append(text)


class StructureReader:
    """Reads sections of one file. `problems`, `left` and `absent` (what belongs to other days, by its place) grow."""

    def __init__(self, path: str, form: Form) -> None:
        self.path = path
        self.form = form
        self.problems: list[Diagnostic] = []
        self.left: list[Left] = []
        self.absent: dict[int, Left] = {}

    def section(self, element: Element) -> tuple[str, tuple[DraftUnit, ...]]:
        """The heading of a section ("" if it has none) and its units."""
        for item in (item for below in element.walk() for item in below.content if isinstance(item, Instruction)):
            message = f"a processing instruction `{item.text.partition(' ')[0]}` within the section"
            help = "what it would do to the text is not known; ask for a file without it"
            self.problems.append(Diagnostic.at(FORBIDDEN_XML, item.span, message, help=help))
        return self.label(element, "heading"), (*self.subheading(element), *self.contents(element))

    def label(self, element: Element, name: str) -> str:
        found = [child for child in element.elements if child.name == name and self.counts(child)]
        if len(found) > 1:
            self.uncertain(found[1], f"a second `{name}`")
        return self.words(found[0]) if found else ""

    def subheading(self, element: Element) -> list[DraftUnit]:
        words = self.label(element, "subheading")
        return [DraftUnit(Kind.PARAGRAPH, "", words, (), element.span)] if words else []

    def words(self, element: Element) -> str:
        """The words of an element that holds one paragraph."""
        self.inlines(element)
        return self.joined((piece.text for piece in pieces(element, self.form.vocabulary)), element.span)

    def joined(self, texts: Iterable[str], span: Span) -> str:
        """One paragraph of text. What stood aside in the midst of it must not have parted two words."""
        raw = "".join(texts)
        if _PARTED.search(raw):
            self.problem(span, "words with a note or a page number between them, and no space", _BY_HAND)
        words = squeezed(raw)
        if len(words) >= MAX_LINE - _MARKS:
            message = f"a paragraph of more than {MAX_LINE - _MARKS:,} characters"
            self.problems.append(Diagnostic.at(XML_TOO_LARGE, span, message, help="no paragraph of law is so long"))
        ours = OURS.search(words)
        if ours is not None:
            help = "a reader could not tell it from a hole or from characters that were inferred; ask for a file without it"
            self.problem(span, f"words with `{ours[0]}`, which is a mark of Pincite's own", help)
        match = UNSAFE.search(words)
        if match is not None:
            self.problem(span, f"a character U+{ord(match[0]):04X} that acts instead of being shown", "delete it; it is no part of a text")
        return words

    def contents(self, element: Element, *, labelled: bool = True) -> list[DraftUnit]:
        """Paragraphs and units of an element, in order. `labelled`: its number and headings are read by the caller."""
        found: list[DraftUnit] = []
        run = _Run()

        def flush() -> None:
            nonlocal run
            span = Span(self.path, run.start, run.start + 1)
            words = self.joined(run.texts, span)
            if words:
                found.append(DraftUnit(Kind.PARAGRAPH, "", words, (), span))
            run = _Run()

        for item in element.content:
            if isinstance(item, Instruction):
                continue
            if isinstance(item, Text):
                run.put(item.text, item.start)
            elif labelled and item.name in _LABELS and item.space == self.form.vocabulary.namespace:
                flush()
            elif is_aside(item, self.form.vocabulary):
                self.aside(item)
                run.put(ASIDE, item.span.start)
            elif is_inline(item, self.form.vocabulary):
                self.inline(item)
                for text in pieces(item, self.form.vocabulary):
                    run.put(text.text, text.start)
            else:
                flush()
                if self.counts(item):
                    found += self.block(item)
        flush()
        return found

    def block(self, element: Element) -> list[DraftUnit]:
        kind = self.form.kinds(element)
        if kind is not None:
            return self.unit(element, kind)
        if element.space == self.form.vocabulary.namespace and element.name in self.form.vocabulary.paragraphs | self.form.wrappers:
            return self.contents(element, labelled=False)
        self.uncertain(element, f"`{element.name}` within a section is not understood")
        return []

    def unit(self, element: Element, kind: Kind) -> list[DraftUnit]:
        number, heading = self.label(element, "num"), self.label(element, "heading")
        below = [*self.subheading(element), *self.contents(element)]
        if kind is Kind.LEVEL and not number:
            if not heading:
                return below
            kind = Kind.HEADING
        if kind is Kind.HEADING:
            if number:
                self.uncertain(element, "a heading with a number")
            return [DraftUnit(kind, heading, "", tuple(below), element.span)]
        if kind is Kind.TERM:
            number, heading = heading, ""
        words = heading
        if not heading and below and below[0].kind is Kind.PARAGRAPH:
            words, below = below[0].words, below[1:]
        return [DraftUnit(kind, number, words, tuple(below), element.span)]

    def counts(self, element: Element) -> bool:
        """Whether the element is part of the text of the day; what is not is listed."""
        if not self.form.present(element):
            words = _start(element, self.form.vocabulary)
            self.absent[element.span.start] = Left(f"not of the days that are taken: {words}", element.span)
            return False
        why = self.form.left_out(element)
        if why is not None:
            self.left.append(Left(f"{why}: {_start(element, self.form.vocabulary)}", element.span))
            return False
        why = self.form.uncertain(element)
        if why is not None:
            self.uncertain(element, why)
        return why is None

    def inlines(self, element: Element) -> None:
        for child in element.elements:
            self.inline(child)

    def inline(self, element: Element) -> None:
        """An element within a line, with all in it: it joins words, and nothing said of it makes them uncertain."""
        if is_aside(element, self.form.vocabulary):
            self.aside(element)
            return
        if not is_inline(element, self.form.vocabulary):
            self.uncertain(element, f"`{element.name}` within a section is not understood")
        elif shifts(element, self.form.vocabulary):
            self.uncertain(element, f"words in `{element.name}`, which would be joined to those beside them")
        elif (why := self.form.left_out(element) or self.form.uncertain(element)) is not None:
            self.uncertain(element, why)
        elif not self.form.present(element):
            self.uncertain(element, "words within a line that stand there on some days only")
        self.inlines(element)

    def aside(self, element: Element) -> None:
        words = _start(element, self.form.vocabulary)
        if words:
            self.left.append(Left(f"{_ASIDE.get(element.name, element.name)}: {words}", element.span))

    def uncertain(self, element: Element, message: str) -> None:
        self.problem(element.span, message, _BY_HAND)

    def problem(self, span: Span, message: str, help: str) -> None:
        self.problems.append(Diagnostic.at(UNCERTAIN_TEXT, span, message, help=help))


def _start(element: Element, vocabulary: Vocabulary) -> str:
    """The first words of an element, for a list."""
    words = squeezed(" ".join(piece.text for piece in pieces(element, vocabulary)))
    return words if len(words) <= 60 else f"{words[:59].rstrip()}…"
