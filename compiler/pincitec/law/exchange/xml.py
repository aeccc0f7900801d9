"""XML of strangers → a tree with places: parsed by expat, with everything refused that reaches outside the file or grows without end.

Expat keeps the place of every element and stops in the middle of a file, so that a limit is met before memory is. A file
with a document type declaration is refused at its first character: without one there are no entities, so nothing expands and
nothing is fetched. Entities, external subsets and parameter entities are not looked at.
"""

from collections.abc import Iterator
from typing import Final
from xml.parsers import expat

from attrs import define, field, frozen

from pincitec.diagnostics import Diagnostic, Rule, Source, Span
from pincitec.diagnostics.catalogue.exchange import FORBIDDEN_XML, NOT_WELL_FORMED, XML_TOO_LARGE
from pincitec.diagnostics.catalogue.files import NOT_UTF_8
from pincitec.memory import uncollected

MAX_XML_BYTES: Final = 20_000_000
"""The largest XML file that is read, in bytes."""
MAX_DEPTH: Final = 100
MAX_ELEMENTS: Final = 300_000
MAX_ATTRIBUTES: Final = 64
"""Attributes of one element."""
MAX_VALUE: Final = 10_000
"""Characters of one attribute's value."""

XINCLUDE: Final = "http://www.w3.org/2001/XInclude"


@frozen
class Text:
    """Characters of the document, from one place of the file; `start` counts the characters of the file."""

    text: str
    start: int


@frozen
class Instruction:
    """A processing instruction. It is never followed."""

    text: str
    span: Span


@define(eq=False)
class Element:
    """An element: the namespace and name of its tag, attributes by name (those of a namespace as `URI name`), content in order."""

    space: str
    name: str
    attributes: dict[str, str]
    span: Span
    content: "list[Element | Text | Instruction]" = field(factory=list, repr=False)

    @property
    def elements(self) -> "Iterator[Element]":
        """The child elements, in order."""
        return (item for item in self.content if isinstance(item, Element))

    def child(self, *names: str) -> "Element | None":
        """The first child element with one of these names."""
        return next((element for element in self.elements if element.name in names), None)

    def walk(self) -> "Iterator[Element]":
        """The element and all below it, in the order of the document."""
        pending = [self]
        while pending:
            element = pending.pop()
            yield element
            pending.extend(reversed(list(element.elements)))


@frozen
class Document:
    """A file that was read. `instructions`: all its processing instructions; those within the root stand in its content as well."""

    root: Element
    instructions: tuple[Instruction, ...]


class _Refused(Exception):
    def __init__(self, problem: Diagnostic) -> None:
        super().__init__()
        self.problem = problem


def parse_xml(source: Source) -> Document | Diagnostic:
    """The tree of an XML file in UTF-8; or the one problem for which it is refused, at its place."""
    data = source.text.encode("utf-8", "surrogatepass")
    if len(data) > MAX_XML_BYTES:
        return Diagnostic.at(
            XML_TOO_LARGE,
            Span(source.path, 0, 0),
            f"the file is larger than {MAX_XML_BYTES:,} bytes",
            help="take one title out of it",
        )
    builder = _Builder(source.path, data)
    try:
        return builder.parse()
    except _Refused as refused:
        return refused.problem
    except expat.ExpatError as error:
        place = builder.at(builder.parser.ErrorByteIndex)
        reason = expat.errors.messages.get(error.code, "not well-formed")
        return Diagnostic.at(
            NOT_WELL_FORMED, Span(source.path, place, place + 1), f"the file is not well-formed XML: {reason}",
            help="nothing of it was taken; ask its publisher for a whole file",
        )  # fmt: skip


class _Builder:
    """Takes expat's events. Places are counted in bytes by expat and in characters here; events come in order."""

    def __init__(self, path: str, data: bytes) -> None:
        self.path = path
        self.data = data
        self.reached = (0, 0)
        self.open: list[Element] = []
        self.root: Element | None = None
        self.count = 0
        self.instructions: list[Instruction] = []
        self.parser = expat.ParserCreate("utf-8", " ")
        self.parser.XmlDeclHandler = self.declaration
        self.parser.StartDoctypeDeclHandler = self.document_type
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.ProcessingInstructionHandler = self.instruction

    def parse(self) -> Document:
        with uncollected():
            self.parser.Parse(self.data, True)
        assert self.root is not None  # expat: "no element found" otherwise
        return Document(self.root, tuple(self.instructions))

    def at(self, byte: int) -> int:
        """The character at a byte."""
        known, characters = self.reached
        if byte < known:
            known, characters = 0, 0
        characters += len(self.data[known:byte].decode("utf-8", "ignore"))
        self.reached = (byte, characters)
        return characters

    def here(self, length: int) -> Span:
        start = self.at(self.parser.CurrentByteIndex)
        return Span(self.path, start, start + length)

    def refuse(self, rule: Rule, span: Span, message: str, help: str) -> None:
        raise _Refused(Diagnostic.at(rule, span, message, help=help))

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() not in {"utf-8", "utf8", "us-ascii", "ascii"}:
            self.refuse(NOT_UTF_8, self.here(5), f"the file says that it is in `{encoding}`", "save it in UTF-8, and say so there")

    def document_type(self, name: str, system: str | None, public: str | None, has_subset: int) -> None:
        start = self.at(max(self.data.rfind(b"<!DOCTYPE", 0, self.parser.CurrentByteIndex), 0))  # expat is past the name by now
        self.refuse(
            FORBIDDEN_XML, Span(self.path, start, start + 9), "the file has a document type declaration",
            "entities could stand for text that is not in the file; take the declaration out, and see that no `&name;` is left",
        )  # fmt: skip

    def instruction(self, target: str, data: str) -> None:
        found = Instruction(f"{target} {data}".strip(), self.here(2 + len(target)))
        self.instructions.append(found)
        if self.open:
            self.open[-1].content.append(found)

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        span = self.here(1 + len(name))
        self.count += 1
        if space == XINCLUDE:
            self.refuse(FORBIDDEN_XML, span, "an instruction to include another file", "put its text in this place, or leave it out")
        if self.count > MAX_ELEMENTS:
            self.refuse(XML_TOO_LARGE, span, f"more than {MAX_ELEMENTS:,} elements", "take one title or act out of the file")
        if len(self.open) >= MAX_DEPTH:
            self.refuse(XML_TOO_LARGE, span, f"elements are nested more than {MAX_DEPTH} deep", "no law is; ask for another file")
        if len(attributes) > MAX_ATTRIBUTES:
            self.refuse(XML_TOO_LARGE, span, f"an element with more than {MAX_ATTRIBUTES} attributes", "no legal format has so many")
        if any(len(value) > MAX_VALUE for value in attributes.values()):
            self.refuse(XML_TOO_LARGE, span, f"an attribute of more than {MAX_VALUE:,} characters", "no legal format has such attributes")
        element = Element(space, name, attributes, span)
        if self.open:
            self.open[-1].content.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, tag: str) -> None:
        self.open.pop()

    def characters(self, text: str) -> None:
        if self.open:
            self.open[-1].content.append(Text(text, self.at(self.parser.CurrentByteIndex)))
