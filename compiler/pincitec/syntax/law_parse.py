"""Text of a `.law` file → lossless tree (every token, every comment), or located problems.

First step of the law's pipeline; assumes only that the text was decoded. `law_build` makes the abstract tree of it and
`law_format` prints it. A broken statement does not hide the problems of those after it.
"""

import re
from functools import cache
from importlib import resources

from attrs import frozen
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from pincitec.diagnostics import Diagnostic, Source
from pincitec.syntax.law_errors import TOP_LEVEL, explain

MOST_PROBLEMS = 20
"""A file with more broken statements than this is not a `.law` file; listing more would bury the first."""


@frozen
class LawTree:
    """The lossless tree: what the grammar read, and the comments it skipped, in file order."""

    source: Source
    tree: Tree[Token]
    comments: tuple[Token, ...]


@cache
def grammar() -> str:
    return resources.files("pincitec.syntax").joinpath("law.lark").read_text(encoding="utf-8")


@cache
def _parser() -> tuple[Lark, list[Token]]:
    """The parser and the list that its lexer fills with comments (emptied before each run)."""
    comments: list[Token] = []
    parser = Lark(
        grammar(),
        parser="lalr",
        lexer="contextual",
        keep_all_tokens=True,
        maybe_placeholders=False,
        lexer_callbacks={"COMMENT": lambda token: comments.append(token) or token},  # type: ignore[func-returns-value]
    )
    return parser, comments


def parse_law(source: Source) -> tuple[LawTree | None, list[Diagnostic]]:
    """The lossless tree of a file, or None with every syntax problem found."""
    parser, comments = _parser()
    problems: list[Diagnostic] = []
    text = source.text
    while True:
        comments.clear()
        try:
            tree = parser.parse(text)
        except UnexpectedInput as error:
            problems.append(explain(error, source))
            rest = _without_statement(text, _offset(error, text))
            if rest is None or len(problems) >= MOST_PROBLEMS:
                return None, problems
            text = rest
        else:
            if problems:
                return None, problems
            return LawTree(source, tree, tuple(comments)), []


def _offset(error: UnexpectedInput, text: str) -> int:
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return len(text)
    if isinstance(error, UnexpectedToken | UnexpectedCharacters) and isinstance(error.pos_in_stream, int):
        return error.pos_in_stream
    return len(text)


def _without_statement(text: str, offset: int) -> str | None:
    """The text with the statement around `offset` blanked out, lengths kept, so that later places stay right.

    None if nothing would remain to be read: the broken statement is the `section` line itself or the end of the file.
    """
    starts = [match.start() for match in re.finditer(TOP_LEVEL, text, re.MULTILINE)]
    begin = max((s for s in starts if s <= offset), default=None)
    end = min((s for s in starts if s > offset), default=len(text))
    if begin is None or text.startswith("section", begin) or not text[begin:end].strip():
        return None
    return text[:begin] + re.sub(r"[^\n]", " ", text[begin:end]) + text[end:]
