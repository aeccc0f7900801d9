"""Tokens that hold words → words with their places: strings, operands with inferred characters and holes, verbatim blocks.

Assumes tokens of the grammar. Each run of characters keeps a span of its own, aligned character by character where no
escape stands between.
"""

import re

from pincitec.diagnostics import Span
from pincitec.syntax.law_tree import How, Part, Quoted, Verbatim, Words
from pincitec.syntax.tokens import Token

_MARKS = re.compile(r"""\\(?P<escaped>["\\{])|\{\?(?P<inferred>[^{}]*)\}|(?P<hole>⟨[^⟨⟩]*⟩)""")


def string_words(token: Token, path: str) -> Words:
    r"""An operand string: `\"` and `\\` stand for the character, `{?…}` for inferred characters, `⟨…⟩` for a hole."""
    begin = token.start_pos + 1
    inner = token[1:-1]
    parts: list[Part] = []
    position = 0

    def given(start: int, end: int) -> None:
        if end > start:
            parts.append(Part(inner[start:end], How.GIVEN, Span(path, begin + start, begin + end)))

    for match in _MARKS.finditer(inner):
        given(position, match.start())
        span = Span(path, begin + match.start(), begin + match.end())
        if match["escaped"] is not None:
            parts.append(Part(match["escaped"], How.GIVEN, span))
        elif match["inferred"] is not None:
            aligned = Span(path, begin + match.start("inferred"), begin + match.end("inferred"))
            parts.append(Part(match["inferred"], How.INFERRED, aligned))
        else:
            parts.append(Part(match["hole"], How.HOLE, span))
        position = match.end()
    given(position, len(inner))
    return Words(tuple(parts), Span(path, token.start_pos, token.end_pos))


def string_text(token: Token, path: str) -> Quoted:
    r"""A plain string; only `\"`, `\\` and `\{` are interpreted."""
    text = re.sub(r"""\\(["\\{])""", r"\1", token[1:-1])
    return Quoted(text, Span(path, token.start_pos + 1, token.end_pos - 1))


def hole(token: Token, path: str) -> Words:
    span = Span(path, token.start_pos, token.end_pos)
    return Words((Part(str(token), How.HOLE, span),), span)


def verbatim(token: Token, path: str) -> Verbatim:
    """The lines between the line of the opening brace and that of the closing one, byte for byte."""
    first = token.index("\n") + 1
    last = token.rindex("\n", 0, token.rindex("}")) + 1
    start = token.start_pos
    return Verbatim(token[first:last], Span(path, start + first, start + last))
