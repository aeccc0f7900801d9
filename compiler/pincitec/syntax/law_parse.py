"""Text of a `.law` file → lossless tree (every token, every comment), or located problems.

First step of the law's pipeline; assumes only that the text was decoded. `law_build` makes the abstract tree of it and
`law_format` prints it. A broken statement does not hide the problems of those after it.
"""

import re

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Source
from pincitec.syntax.language import MOST_PROBLEMS, without_statement
from pincitec.syntax.law_grammar import TOP_LEVEL, Stop, read
from pincitec.syntax.tokens import Token, Tree

SECTION = re.compile(r"^section\b", re.MULTILINE)
"""A file whose section line is broken says nothing else: all that follows would only be told to lack it."""


@frozen
class LawTree:
    """The lossless tree: what the grammar read, and the comments it skipped, in file order."""

    source: Source
    tree: Tree
    comments: tuple[Token, ...]


def parse_law(source: Source) -> tuple[LawTree | None, list[Diagnostic]]:
    """The lossless tree of a file, or None with every syntax problem found."""
    problems: list[Diagnostic] = []
    text = source.text
    while isinstance(outcome := read(text), Stop):
        from pincitec.syntax.law_errors import explain  # brings the parser generator, which a sound file does not need

        problems.append(explain(outcome, source))
        rest = without_statement(text, outcome.start, TOP_LEVEL)
        if rest is None or not SECTION.search(rest) or len(problems) >= MOST_PROBLEMS:
            return None, problems
        text = rest
    if problems:
        return None, problems
    tree, comments = outcome
    return LawTree(source, tree, comments), []
