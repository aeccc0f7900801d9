"""The printer of `.law` files behind `pincite fmt`: one layout, every token and comment kept, verbatim blocks untouched.

Each statement and each operation begins a line; a line break inside one stays where its author put it, indented below it;
blank lines stay, at most one at a time. Formatting twice gives what formatting once gave.
"""

from collections.abc import Iterator

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Source
from pincitec.syntax.law_parse import parse_law
from pincitec.syntax.tokens import Token, Tree

_STATEMENTS = {
    "section", "cite", "authority", "ladder", "source", "text", "history", "contents", "note", "act", "reconcile", "together", "sic",
}  # fmt: skip
_ITEMS = {
    "words_in", "add", "remove", "repeal", "rewrite", "retitle", "redesignate", "designate", "undesignate", "recodify",
    "in_act", "postpone", "expire", "revive", "repeal_act", "scope", "remainder", "applies",
}  # fmt: skip
_BEFORE_PLACE = {
    "IN", "ADD", "REMOVE", "REPEAL", "REWRITE", "REDESIGNATE", "DESIGNATE", "UNDESIGNATE", "RECODIFY", "AS", "AFTER", "THROUGH",
    "TOUCHING", "FORMER", "COMMA",
}  # fmt: skip
"""What stands before a place, which may begin with a parenthesis."""
_SOURCE_CLAUSES = {"known_until", "horizon_unknown", "rights", "publisher", "retrieved"}
_ALIGNED = {"cite", "authority", "ladder", "source"}
_COLUMN = 10


@frozen
class _Item:
    """A token or comment with its layout: `fresh` begins a line, `depth` counts the braces around it."""

    text: str
    kind: str
    start: int
    end: int
    fresh: bool
    depth: int


def format_law(source: Source) -> str | list[Diagnostic]:
    """The file in the one layout; or its syntax problems, and nothing is formatted."""
    lossless, problems = parse_law(source)
    if lossless is None:
        return problems
    tokens = lossless.tree.tokens()
    fresh = {token.start_pos for token in _starts(lossless.tree)}
    items = _items(sorted([*tokens, *lossless.comments], key=lambda t: t.start_pos), fresh)
    return _printed(items, source.text)


def _starts(tree: Tree) -> Iterator[Token]:
    """The first token of everything that begins a line of its own."""
    inner = {id(child) for node in tree.subtrees() if node.data == "in_act" for child in node.children}
    for node in tree.subtrees():
        if node.data in _STATEMENTS | _ITEMS | _SOURCE_CLAUSES and id(node) not in inner:
            first = next(node.tokens(), None)
            if first is not None:
                yield first


def _items(tokens: list[Token], fresh: set[int]) -> list[_Item]:
    items: list[_Item] = []
    depth = 0
    for token in tokens:
        closing = token.type == "RBRACE"
        depth -= 1 if closing else 0
        begins = token.start_pos in fresh or closing
        items.append(_Item(str(token), token.type, token.start_pos, token.end_pos, begins, depth))
        depth += 1 if token.type == "LBRACE" else 0
    return items


def _printed(items: list[_Item], text: str) -> str:
    out: list[str] = []
    line: list[str] = []
    margin = 0
    previous: _Item | None = None
    inside = False
    """Whether a statement or operation has begun, so that further lines of it are indented below it."""

    def flush() -> None:
        if line:
            out.append(" " * margin + "".join(line).rstrip(" "))
            line.clear()

    for item in items:
        between = text[previous.end : item.start] if previous is not None else text[: item.start]
        broken = "\n" in between
        after_block = previous is not None and previous.kind in {"VERBATIM", "LBRACE", "RBRACE", "COMMENT"}
        if previous is None or item.fresh or broken or (after_block and item.kind != "COMMENT"):
            flush()
            if between.count("\n") > 1 and previous is not None and previous.kind != "LBRACE" and item.kind != "RBRACE":
                out.append("")
            margin = 2 * item.depth
            if item.fresh:
                inside = item.kind != "RBRACE"
                margin += 2 if item.kind in {"KNOWN", "HORIZON", "RIGHTS", "PUBLISHER", "RETRIEVED"} else 0
            elif item.kind != "COMMENT":
                margin += 2 if inside else 0
            elif inside and previous is not None and previous.kind not in {"VERBATIM", "LBRACE", "RBRACE"}:
                margin += 0
            line.append(item.text.rstrip() if item.kind == "COMMENT" else item.text)
        else:
            line.append(_space(previous, item) + (item.text.rstrip() if item.kind == "COMMENT" else item.text))
        if item.fresh and item.depth == 0 and item.text in _ALIGNED:
            line.append(" " * (_COLUMN - len(item.text) - 1))
        previous = item
    flush()
    return "\n".join(out) + "\n"


def _space(previous: _Item | None, item: _Item) -> str:
    if item.kind == "COMMENT":
        return "  "
    if item.kind in {"RPAR", "COMMA", "LPAR"} or (previous is not None and previous.kind == "LPAR"):
        # `in C(1)`: no space within a place, but one between a keyword and a place that begins with a parenthesis.
        keyword = previous is not None and previous.kind in _BEFORE_PLACE
        return " " if item.kind == "LPAR" and keyword else ""
    return " "
