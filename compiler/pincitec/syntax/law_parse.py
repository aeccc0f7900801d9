"""Text of a `.law` file → lossless tree (every token, every comment), or located problems.

First step of the law's pipeline; assumes only that the text was decoded. `law_build` makes the abstract tree of it and
`law_format` prints it. A broken statement does not hide the problems of those after it.
"""

import re

from attrs import frozen
from lark import Token, Tree

from pincitec.diagnostics import Diagnostic, Source
from pincitec.syntax.law_errors import explain
from pincitec.syntax.law_grammar import TOP_LEVEL, Stop, read

MOST_PROBLEMS = 20
"""A file with more broken statements than this is not a `.law` file; listing more would bury the first."""


@frozen
class LawTree:
    """The lossless tree: what the grammar read, and the comments it skipped, in file order."""

    source: Source
    tree: Tree[Token]
    comments: tuple[Token, ...]


def parse_law(source: Source) -> tuple[LawTree | None, list[Diagnostic]]:
    """The lossless tree of a file, or None with every syntax problem found."""
    problems: list[Diagnostic] = []
    text = source.text
    while isinstance(outcome := read(text), Stop):
        problems.append(explain(outcome, source))
        rest = _without_statement(text, outcome.start)
        if rest is None or len(problems) >= MOST_PROBLEMS:
            return None, problems
        text = rest
    if problems:
        return None, problems
    tree, comments = outcome
    return LawTree(source, tree, comments), []


def _without_statement(text: str, offset: int) -> str | None:
    """The text with the statement around `offset` blanked out, lengths kept, so that later places stay right.

    None if nothing would remain to be read: the broken statement is the `section` line itself or the end of the file.
    """
    starts = [match.start() for match in TOP_LEVEL.finditer(text)]
    begin = max((s for s in starts if s <= offset), default=None)
    end = min((s for s in starts if s > offset), default=len(text))
    if begin is None or text.startswith("section", begin) or not text[begin:end].strip():
        return None
    return text[:begin] + re.sub(r"[^\n]", " ", text[begin:end]) + text[end:]
