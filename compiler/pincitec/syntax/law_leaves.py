"""The leaves of the lossless tree of a `.law` file → strings, operands, blocks, places and days. Second step, shared by its builders."""

import re
from collections.abc import Iterator
from datetime import date

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.law import IMPOSSIBLE_DATE, LAW_STATEMENT
from pincitec.syntax.law_strings import hole, string_text, string_words, verbatim
from pincitec.syntax.law_tree import Place, Quoted, Verbatim, Words
from pincitec.syntax.tokens import Token, Tree

_NOT_CLOSED = re.compile(r"^[ \t]*\}[ \t]*(?:was|because|as|hits|printed)\b[^\n]*$", re.MULTILINE)
"""A line that its writer took for the end of a block, which goes on."""

_LARGEST = 6
"""Digits of a number that are read: no unit has a million sentences."""


class Leaves:
    """Builds leaves. Holds only the path for spans and the problems found."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Diagnostic] = []

    def span(self, node: Tree | Token) -> Span:
        found = [node] if isinstance(node, Token) else list(node.tokens())
        first, last = found[0], found[-1]
        return Span(self.path, first.start_pos, last.end_pos)

    def quoted(self, token: Token) -> Quoted:
        return string_text(token, self.path)

    def quoted_in(self, node: Tree) -> Quoted:
        """The one string of a statement."""
        return self.quoted(token(node, "STRING"))

    def day(self, token: Token) -> date | None:
        try:
            return date.fromisoformat(token)
        except ValueError:
            self.problems.append(
                Diagnostic.at(IMPOSSIBLE_DATE, self.span(token), f"`{token}` is not a day of the calendar",
                              help="dates are written year-month-day, for example `2019-06-14`")
            )  # fmt: skip
            return None

    def number(self, token: Token) -> int:
        return int(token[:_LARGEST])

    def because(self, node: Tree) -> Quoted | None:
        branch = child(node, "because")
        return self.quoted_in(branch) if branch is not None else None

    def dated(self, node: Tree, rule: str) -> date | None:
        branch = child(node, rule)
        return self.day(token(branch, "DATE")) if branch is not None else None

    def string(self, node: Tree, rule: str) -> str:
        branch = child(node, rule)
        return self.quoted_in(branch).text if branch is not None else ""

    def named(self, node: Tree) -> Quoted:
        found = token(node, "NAME")
        return Quoted(str(found), self.span(found))

    def place(self, node: Tree) -> Place:
        path: list[str] = []
        for part in node.children:
            if isinstance(part, Token):
                path.append(str(part))
            elif part.data == "heading":
                path.append("heading")
            elif part.data == "part":
                inner = part.children[1]
                assert isinstance(inner, Token)
                path.append(self.quoted(inner).text if inner.type == "STRING" else str(inner))
        return Place(tuple(path), child(node, "former") is not None, self.span(node))

    def operand(self, token: Token) -> Words:
        return hole(token, self.path) if token.type == "HOLE" else string_words(token, self.path)

    def block(self, node: Tree) -> Verbatim | None:
        found = next((t for t in tokens(node) if t.type == "VERBATIM"), None)
        if found is None:
            return None
        block = verbatim(found, self.path)
        for match in _NOT_CLOSED.finditer(block.text):
            start = block.span.start + match.start()
            self.problems.append(
                Diagnostic.at(LAW_STATEMENT, Span(self.path, start, start + len(match.group())), "the block does not end on this line",
                              help="a block ends with a line that is only `}`; what follows it begins on the next line")
            )  # fmt: skip
        return block

    def once(self, tree: Tree, rule: str) -> None:
        for extra in list(children(tree, rule))[1:]:
            self.problems.append(Diagnostic.at(LAW_STATEMENT, self.span(extra), f"a second `{rule.replace('_', ' ')}` statement"))


def children(node: Tree, rule: str) -> Iterator[Tree]:
    return (c for c in node.children if isinstance(c, Tree) and c.data == rule)


def child(node: Tree, rule: str) -> Tree | None:
    return next(children(node, rule), None)


def tokens(node: Tree) -> Iterator[Token]:
    """The tokens of the rule itself, without those of the rules in it."""
    return (c for c in node.children if isinstance(c, Token))


def token(node: Tree, kind: str) -> Token:
    return next(t for t in tokens(node) if t.type == kind)


def last(node: Tree) -> Token:
    return list(tokens(node))[-1]
