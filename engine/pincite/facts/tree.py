"""What a facts file says, before anything is known of its rules: words, mappings and lists, each with its place.

Stands between the readers (`yaml_reader.py`, `json_reader.py`, `python_reader.py`) and `reading.py`. Numbers are kept as they are
written: no reader may turn one into anything else, since `1_000`, `0o17` and `1e3` are numbers to one machine and names to another.
"""

import re
from typing import Final, Literal

from attrs import define, field, frozen

from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue import facts as rules

DEEPEST: Final = 12
"""Levels of nesting: a list of records whose fields carry provenance needs six."""

MOST_ITEMS: Final = 200_000
"""Words, mappings and lists in one file."""

Kind = Literal["null", "boolean", "number", "word", "quoted"]

NUMBER: Final = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?", re.ASCII)
HIDDEN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]")
"""Controls, separators, direction marks and halves of characters: a reviewer does not see them, a machine does."""


@frozen
class Leaf:
    """A word, a number or a text. `text` is what stands there, without quotation marks."""

    kind: Kind
    text: str
    span: Span


@frozen
class Branch:
    """A mapping, in the order written."""

    entries: tuple[tuple[Leaf, "Tree"], ...]
    span: Span

    def get(self, name: str) -> "Tree | None":
        return next((value for key, value in self.entries if key.text == name), None)

    @property
    def keys(self) -> tuple[str, ...]:
        return tuple(key.text for key, _ in self.entries)


@frozen
class Items:
    """A list."""

    items: tuple["Tree", ...]
    span: Span


Tree = Leaf | Branch | Items


class Refused(Exception):
    """Reading cannot go on; carries the diagnostic. Never leaves `pincite.facts`."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        self.diagnostic = diagnostic


@define
class Open:
    """A mapping or list of which the end has not been seen."""

    start: Span
    is_mapping: bool
    key: Leaf | None = None
    entries: list[tuple[Leaf, Tree]] = field(factory=list)
    places: dict[str, Leaf] = field(factory=dict)
    items: list[Tree] = field(factory=list)


@define
class TreeBuilder:
    """Builds a tree from its parts in order, without recursion: so that depth is a number to be checked, not a crash.

    `problems` collects duplicate keys and hidden characters; what makes the rest unreadable raises `Refused`.
    """

    problems: list[Diagnostic]
    stack: list[Open] = field(factory=list)
    root: Tree | None = None
    size: int = 0

    def open(self, is_mapping: bool, span: Span) -> None:
        self.measure(span)
        if len(self.stack) >= DEEPEST:
            help = "write records under a list, one level below its name"
            raise Refused(Diagnostic.at(rules.TOO_LARGE, span, f"nested more than {DEEPEST} deep", help=help))
        if self.stack and self.stack[-1].is_mapping and self.stack[-1].key is None:
            help = "write the name of a fact, a colon, and its value"
            raise Refused(Diagnostic.at(rules.NOT_ALLOWED, span, "a list or mapping stands where a name should", help=help))
        self.stack.append(Open(span, is_mapping))

    def close(self, span: Span) -> None:
        done = self.stack.pop()
        whole = done.start.to(span)
        self.put(Branch(tuple(done.entries), whole) if done.is_mapping else Items(tuple(done.items), whole))

    def leaf(self, leaf: Leaf) -> None:
        self.measure(leaf.span)
        if (found := HIDDEN.search(leaf.text)) is not None:
            message = f"a text holds the hidden character U+{ord(found[0]):04X}"
            help = "delete it: what is read must be what is seen"
            self.problems.append(Diagnostic.at(rules.HIDDEN, leaf.span, message, help=help))
            leaf = Leaf(leaf.kind, HIDDEN.sub("�", leaf.text), leaf.span)
        self.put(leaf)

    def measure(self, span: Span) -> None:
        self.size += 1
        if self.size > MOST_ITEMS:
            help = "give the facts of one case in a file"
            raise Refused(Diagnostic.at(rules.TOO_LARGE, span, f"more than {MOST_ITEMS:,} values in one file", help=help))

    def put(self, tree: Tree) -> None:
        if not self.stack:
            self.root = tree
            return
        top = self.stack[-1]
        if not top.is_mapping:
            top.items.append(tree)
        elif top.key is None:
            assert isinstance(tree, Leaf)  # INVARIANT: `open` refuses anything else in this place
            top.key = tree
        else:
            self.entry(top, top.key, tree)
            top.key = None

    def entry(self, top: Open, key: Leaf, value: Tree) -> None:
        first = top.places.setdefault(key.text, key)
        if first is key:
            top.entries.append((key, value))
            return
        message = f"`{key.text}` is given twice"
        help = "keep one; to give what two sources say, write a list of values with their sources"
        others = [Label(first.span, "first given here")]
        self.problems.append(Diagnostic.at(rules.DUPLICATE_KEY, key.span, message, "and again here", others=others, help=help))
