"""Tokens that know where they stand, and the lossless tree of a `.law` file: branches named after the rules of the grammar.

The same shape as the parser generator's own trees, so that a statute can be read from a cached table without importing it.
"""

from collections.abc import Iterator
from typing import Self

from attrs import frozen


class Token(str):
    """A terminal: its text, its name in the grammar, and its half-open range in the file."""

    __slots__ = ("end_pos", "start_pos", "type")
    type: str
    start_pos: int
    end_pos: int

    @classmethod
    def at(cls, type: str, text: str, start: int) -> Self:
        token = cls(text)
        token.type, token.start_pos, token.end_pos = type, start, start + len(text)
        return token


@frozen
class Tree:
    """A rule with what it took, in file order: nothing is filtered out."""

    data: str
    children: "tuple[Tree | Token, ...]"

    def tokens(self) -> Iterator[Token]:
        """All tokens in file order."""
        for child in self.children:
            if isinstance(child, Token):
                yield child
            else:
                yield from child.tokens()

    def subtrees(self) -> "Iterator[Tree]":
        """This branch and all below it."""
        yield self
        for child in self.children:
            if isinstance(child, Tree):
                yield from child.subtrees()
