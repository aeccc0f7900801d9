"""The grammar of `.law` files at work: a text in; its tree and comments out, or the place where reading stopped.

The only module that sees the parser generator's errors. A stop says where, at which state of the parser and on what; the
words for it are in `law_errors`.
"""

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from attrs import define, field, frozen

from pincitec.syntax.drive import Driver, Method, Stuck
from pincitec.syntax.tables import load_tables
from pincitec.syntax.tokens import Token, Tree

if TYPE_CHECKING:
    from lark import Lark, Token as LarkToken, Tree as LarkTree
    from lark.exceptions import UnexpectedInput

TOP_LEVEL = re.compile(r"^(?:section|cite|authority|ladder|source|text|history|contents|note|sic|act|reconcile|together)\b", re.MULTILINE)
"""Where a top-level statement begins: one of its keywords at the beginning of a line."""

OPERATION = re.compile(
    r"^[ \t]*(in[ \t]+act|repeal[ \t]+act|in|add|remove|repeal|rewrite|retitle|redesignate|designate|undesignate|recodify"
    r"|postpone|expire|revive|scope|remainder|applies|note)\b",
    re.MULTILINE,
)
"""Where an operation begins, as `pincite fmt` lays it out."""


@frozen
class Stop:
    """Where reading stopped: `[start, end)`, on `found` (empty at the end of the file), with what could have stood there.

    `key` tells stops apart: the parser's state, the kind of what was found, and the statement in which it stands; `operation` is the
    keyword of the operation in which it stands, or that began last.
    """

    start: int
    end: int
    found: str
    expected: tuple[str, ...]
    key: tuple[int, str, str]
    operation: str = ""


@define
class _Reader:
    """The parser with the lists that its lexer fills: comments, and keywords that run into the next word."""

    parser: "Lark"
    comments: "list[LarkToken]"
    glued: "list[LarkToken]"
    text: list[str] = field(factory=lambda: [""])


@cache
def grammar() -> str:
    return resources.files("pincitec.syntax").joinpath("law.lark").read_text(encoding="utf-8")


def read(text: str) -> tuple[Tree, tuple[Token, ...]] | Stop:
    """What the grammar makes of a text, with the comments; or where it stopped."""
    return read_with_table(text) or read_with_lark(text)


def read_with_table(text: str) -> tuple[Tree, tuple[Token, ...]] | None:
    """What the kept table makes of a text; None where it cannot go on."""
    try:
        tree, comments = _driver().parse(text)
    except Stuck:
        return None
    return tree, tuple(comments)


@cache
def _driver() -> Driver:
    """Makes the lossless tree: a branch for every rule."""

    def branch(name: str) -> Method:
        return lambda *children: Tree(name, children)

    return Driver(load_tables(grammar(), lossless=True), branch)


def read_with_lark(text: str) -> tuple[Tree, tuple[Token, ...]] | Stop:
    """The same by Lark itself, which can say where and why it stops. Slower, and the authority on what the grammar means."""
    from lark.exceptions import UnexpectedInput

    reader = _reader()
    reader.comments.clear()
    reader.glued.clear()
    reader.text[0] = text
    try:
        tree = reader.parser.parse(text)
    except UnexpectedInput as error:
        stop = _stop(error, text)
        if reader.glued and (reader.glued[0].start_pos or 0) <= stop.start:
            return _glued(reader.glued[0], text)
        return stop
    if reader.glued:
        return _glued(reader.glued[0], text)
    return _own(tree), tuple(_leaf(comment) for comment in reader.comments)


def _own(tree: "LarkTree[LarkToken]") -> Tree:
    return Tree(str(tree.data), tuple(_own(c) if not isinstance(c, str) else _leaf(c) for c in tree.children))


def _leaf(token: "LarkToken") -> Token:
    return Token.at(token.type, str(token), token.start_pos or 0)


@cache
def _reader() -> _Reader:
    from lark import Lark

    comments: list[LarkToken] = []
    glued: list[LarkToken] = []
    text = [""]

    def comment(token: "LarkToken") -> "LarkToken":
        comments.append(token)
        return token

    def keyword(token: "LarkToken") -> "LarkToken":
        # A keyword is a word: `insert` where only `in` may stand is not `in` and a unit called "sert".
        end = token.end_pos or 0
        if text[0][end : end + 1].isalnum() or text[0][end : end + 1] == "_":
            glued.append(token)
        return token

    words = {word.upper() for word in re.findall(r'"([a-z]+)"', grammar())}  # the names that Lark gives them
    parser = Lark(
        grammar(),
        parser="lalr",
        lexer="contextual",
        keep_all_tokens=True,
        maybe_placeholders=False,
        lexer_callbacks={"COMMENT": comment, **dict.fromkeys(words, keyword)},
    )
    return _Reader(parser, comments, glued, text)


def _statement(text: str, offset: int) -> str:
    """The keyword of the statement that is not right. Where the next one begins, it is the one before."""
    found = ""
    for match in TOP_LEVEL.finditer(text):
        if match.start() >= offset:
            break
        found = match.group()
    return found


def _operation(text: str, offset: int) -> str:
    """The keyword of the operation that began last within the statement."""
    starts = [match.start() for match in TOP_LEVEL.finditer(text) if match.start() < offset]
    found = ""
    for match in OPERATION.finditer(text, starts[-1] if starts else 0):
        if match.start(1) >= offset:
            break
        found = " ".join(match[1].split())
    return found


def _word(text: str, start: int) -> str:
    found = re.compile(r"\S{1,40}").match(text, start)
    return found.group() if found is not None else ""


def _glued(token: "LarkToken", text: str) -> Stop:
    start = token.start_pos or 0
    found = re.compile(r"\w{1,40}").match(text, start)
    word = found.group() if found is not None else str(token)
    return Stop(start, start + len(word), word, (), (-1, word, _statement(text, start)), _operation(text, start))


def _stop(error: "UnexpectedInput", text: str) -> Stop:
    from lark.exceptions import UnexpectedCharacters, UnexpectedToken

    state = getattr(error.state, "position", error.state)
    if not isinstance(error, UnexpectedToken | UnexpectedCharacters) or (isinstance(error, UnexpectedToken) and error.token.type == "$END"):
        end = len(text.rstrip())
        expected = tuple(sorted(error.expected)) if isinstance(error, UnexpectedToken) else ()
        return Stop(max(end - 1, 0), end, "", expected, (state, "$END", _statement(text, end)), _operation(text, end))
    start = error.pos_in_stream or 0
    word = _word(text, start)
    if isinstance(error, UnexpectedToken):
        kind, possible = error.token.type, error.accepts or error.expected
    else:
        kind, possible = error.char, error.allowed or set()
    if TOP_LEVEL.match(text, start):
        kind = "NEXT"
    return Stop(start, start + len(word), word, tuple(sorted(possible)), (state, kind, _statement(text, start)), _operation(text, start))
