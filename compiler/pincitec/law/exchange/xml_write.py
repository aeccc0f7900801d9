"""A small tree → XML text: the same tree gives the same bytes, and what a tree holds can never become markup."""

from collections.abc import Iterator, Mapping

from attrs import field, frozen

from pincitec.diagnostics.render.text import escape

_TEXT = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_VALUE = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;"})


@frozen
class Node:
    """An element to be written. Attributes keep their order; those that are None are not written.

    `line`: its content is words, and no white space may come between them.
    """

    name: str
    attributes: Mapping[str, str | None] = field(factory=dict)
    content: "tuple[Node | str, ...]" = ()
    line: bool = False


def document(root: Node) -> str:
    """The file, in UTF-8, with one element on a line where no words stand between elements."""
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + "\n".join(_lines(root, "")) + "\n"


def _lines(node: Node, indent: str) -> Iterator[str]:
    if node.line or not node.content or any(isinstance(item, str) for item in node.content):
        yield indent + _inline(node)
        return
    yield f"{indent}<{node.name}{_attributes(node)}>"
    for item in node.content:
        assert isinstance(item, Node)
        yield from _lines(item, indent + "  ")
    yield f"{indent}</{node.name}>"


def _inline(node: Node) -> str:
    """An element on one line, without a blank that the tree does not hold."""
    if not node.content:
        return f"<{node.name}{_attributes(node)}/>"
    inside = "".join(escape(item).translate(_TEXT) if isinstance(item, str) else _inline(item) for item in node.content)
    return f"<{node.name}{_attributes(node)}>{inside}</{node.name}>"


def _attributes(node: Node) -> str:
    return "".join(f' {name}="{escape(value).translate(_VALUE)}"' for name, value in node.attributes.items() if value is not None)
