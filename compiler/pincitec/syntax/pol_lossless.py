"""Text of a `.pol` file → lossless tree: every token, with the white space and comments between them.

Beside `pol_parse`, which makes the tree that has meaning; this one is for the formatter and for editors. Both read the same
grammar. Assumes only that the text was decoded.
"""

from collections.abc import Callable
from functools import cache

from attrs import field, frozen
from lark import Lark, Token, Tree
from lark.exceptions import UnexpectedInput

from pincitec.diagnostics import Diagnostic, Source
from pincitec.syntax.depth import too_deep
from pincitec.syntax.pol_parse import grammar, parse_policy


@frozen
class Block:
    """A pair of braces: the leaves that are the braces, the node that owns them, and the nodes between them."""

    opening: int
    closing: int
    owner: int
    elements: tuple[int, ...]


@frozen
class Lossless:
    """A file as leaves and nodes, both numbered in the order of the text.

    `gaps[i]` is what stands before leaf i, and the last gap what stands after the last leaf. Node 0 is the whole file. Of node n:
    `kinds[n]` is its rule, `parents[n]` its parent (of the root: itself), and `[firsts[n], lasts[n])` its leaves. `owners[i]` is
    the innermost node of leaf i.
    """

    source: Source
    leaves: tuple[Token, ...] = field(repr=False)
    gaps: tuple[str, ...] = field(repr=False)
    kinds: tuple[str, ...] = field(repr=False)
    parents: tuple[int, ...] = field(repr=False)
    firsts: tuple[int, ...] = field(repr=False)
    lasts: tuple[int, ...] = field(repr=False)
    owners: tuple[int, ...] = field(repr=False)
    blocks: tuple[Block, ...] = field(repr=False)

    @property
    def declarations(self) -> tuple[int, ...]:
        return tuple(node for node, parent in enumerate(self.parents) if parent == 0 and node)


def lossless(source: Source) -> Lossless | list[Diagnostic]:
    """The lossless tree of a file, or every syntax problem that keeps it from being read."""
    deep = too_deep(source)
    if deep is not None:
        return [deep]
    try:
        tree = _parse()(source.text)
    except UnexpectedInput:
        return parse_policy(source)[1]
    return _flat(source, tree)


def text_of(tree: Lossless) -> str:
    """The text that the tree was read from, character by character."""
    return "".join(gap + leaf for gap, leaf in zip(tree.gaps, (*tree.leaves, ""), strict=True))


@cache
def _parse() -> Callable[[str], Tree[Token]]:
    return Lark(grammar(), parser="lalr", lexer="contextual", keep_all_tokens=True, maybe_placeholders=False).parse


def _flat(source: Source, root: Tree[Token]) -> Lossless:
    """Lark's tree as numbered leaves and nodes."""
    leaves: list[Token] = []
    kinds: list[str] = []
    parents: list[int] = []
    firsts: list[int] = []
    lasts: list[int] = []
    owners: list[int] = []
    children: list[list[tuple[bool, int]]] = []
    stack: list[Token | Tree[Token] | int] = [root]
    open_nodes: list[int] = [0]
    while stack:
        part = stack.pop()
        if isinstance(part, int):
            lasts[part] = len(leaves)
            open_nodes.pop()
        elif isinstance(part, Token):
            owner = open_nodes[-1]
            children[owner].append((True, len(leaves)))
            owners.append(owner)
            leaves.append(part)
        else:
            node = len(kinds)
            parent = open_nodes[-1]
            if node:
                children[parent].append((False, node))
            kinds.append(str(part.data))
            parents.append(parent)
            firsts.append(len(leaves))
            lasts.append(len(leaves))
            children.append([])
            open_nodes.append(node)
            stack.append(node)
            stack.extend(reversed(part.children))
    blocks = tuple(block for node in range(len(kinds)) for block in _blocks(node, children[node], leaves))
    return Lossless(
        source,
        tuple(leaves),
        _gaps(source.text, leaves),
        tuple(kinds),
        tuple(parents),
        tuple(firsts),
        tuple(lasts),
        tuple(owners),
        blocks,
    )


def _blocks(node: int, children: list[tuple[bool, int]], leaves: list[Token]) -> list[Block]:
    """The pairs of braces that a node owns itself; no rule of the grammar nests them without a node between."""
    found: list[Block] = []
    opening = -1
    elements: list[int] = []
    for is_leaf, number in children:
        if is_leaf and leaves[number].type == "LBRACE":
            opening, elements = number, []
        elif is_leaf and leaves[number].type == "RBRACE":
            found.append(Block(opening, number, node, tuple(elements)))
        elif not is_leaf:
            elements.append(number)
    return found


def _gaps(text: str, leaves: list[Token]) -> tuple[str, ...]:
    gaps: list[str] = []
    end = 0
    for leaf in leaves:
        start = leaf.start_pos or 0
        gaps.append(text[end:start])
        end = start + len(leaf)
    return (*gaps, text[end:])
