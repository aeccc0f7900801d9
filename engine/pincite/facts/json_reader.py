"""JSON to a tree with places. Strict, as RFC 8259 has it: no comments, no trailing commas, no second value for a name.

Python's own reader gives no places and keeps the last of two values for one name; here the text is cut by one pattern and the
pieces are checked by a small machine, so that depth is bounded and every message has its place.
"""

import json
import re
from typing import Final

from pincite.facts.tree import Leaf, Refused, Tree, TreeBuilder
from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue import facts as rules

PIECE: Final = re.compile(
    r'[ \t\n\r]*(?:(?P<quoted>"(?:[^"\\\x00-\x1f]|\\.)*")|(?P<number>-?[0-9][0-9.eE+-]*)|(?P<word>true|false|null)\b'
    r"|(?P<mark>[][{},:])|(?P<end>\Z))"
)


def read_json(source: Source, problems: list[Diagnostic]) -> Tree | None:
    """The tree of a JSON document; `None` for an empty one. Raises `Refused`."""
    builder = TreeBuilder(problems)
    expect = "value"  # value, value or ], key, key or }, colon, comma, end
    position = 0
    while True:
        found = PIECE.match(source.text, position)
        if found is None:
            raise unexpected(source, position)
        kind = found.lastgroup
        assert kind is not None
        piece, span = found[kind], Span(source.path, found.start(kind), found.end(kind))
        position = found.end()
        if kind == "end":
            if expect == "end" or (expect == "value" and builder.size == 0):
                return builder.root
            raise unexpected(source, len(source.text))
        expect = step(source, builder, expect, kind, piece, span)


def step(source: Source, builder: TreeBuilder, expect: str, kind: str, piece: str, span: Span) -> str:
    """Takes one piece; what must come next."""
    match expect, piece if kind == "mark" else kind:
        case (("value" | "value or ]"), ("{" | "[")):
            builder.open(piece == "{", span)
            return "key or }" if piece == "{" else "value or ]"
        case (("value" | "value or ]" | "key" | "key or }"), "quoted"):
            builder.leaf(Leaf("quoted", unquote(source, piece, span), span))
            return "colon" if expect.startswith("key") else after(builder)
        case (("value" | "value or ]"), ("number" | "word")):
            builder.leaf(plain(kind, piece, span))
            return after(builder)
        case "colon", ":":
            return "value"
        case "comma", ",":
            return "key" if builder.stack[-1].is_mapping else "value"
        case (("comma" | "key or }"), "}") if builder.stack[-1].is_mapping:
            builder.close(span)
            return after(builder)
        case (("comma" | "value or ]"), "]") if builder.stack and not builder.stack[-1].is_mapping:
            builder.close(span)
            return after(builder)
        case _:
            raise unexpected(source, span.start)


def after(builder: TreeBuilder) -> str:
    return "comma" if builder.stack else "end"


def plain(kind: str, piece: str, span: Span) -> Leaf:
    if kind == "number":
        return Leaf("number", piece, span)
    return Leaf("null" if piece == "null" else "boolean", piece, span)


def unquote(source: Source, piece: str, span: Span) -> str:
    try:
        text = json.loads(piece)
    except ValueError:
        raise unexpected(source, span.start) from None
    return str(text)


def unexpected(source: Source, offset: int) -> Refused:
    line, column = source.line_column(offset)
    if offset >= len(source.text):
        message, help = f"`{source.path}` ends before it is complete", "close every bracket and quotation mark"
    else:
        message = f"`{source.path}` is not JSON at line {line}, column {column}"
        help = "names and texts stand in double quotation marks; a comma stands between two entries and not after the last"
    return Refused(Diagnostic.at(rules.NOT_READABLE, Span(source.path, offset, min(offset + 1, len(source.text))), message, help=help))
