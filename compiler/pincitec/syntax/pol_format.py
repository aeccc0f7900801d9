"""A `.pol` file, laid out anew: the same tokens and comments, other white space. What `pincite fmt` does.

Works on the lossless tree. Lines stay broken where their author broke them (the law decides where a sentence may part, not a
column), but for a few places where a break says nothing. Braces carry the structure and white space follows it: two spaces a
brace, counted from the line that opens it. Columns of neighbouring lines are aligned, so that a list of facts reads as a table.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from attrs import field, frozen

from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.render.text import cells
from pincitec.syntax.pol_columns import Row, padding, rows_of
from pincitec.syntax.pol_lossless import Block, Lossless, lossless

INDENT = 2
WIDEST_PADDING = 40
"""The most spaces, in columns, that alignment puts in: a wider gap leads the eye astray."""

TIGHT = frozenset(
    {
        "cite",
        "place",
        "verb",
        "month",
        "number",
        "month_and_number",
        "qname",
        "list_type",
        "party_decision",
        "since_value",
        "rate",
        "change",
    }
)
"""Nodes that are read as one word: the author's line breaks inside them are not kept."""

LINES = frozenset({"item", "quoted", "guard", "exception"})
"""Nodes whose later lines are indented from their first, wherever they stand."""


def format_policy(source: Source) -> str | list[Diagnostic]:
    """The text of the file in the one layout that all policies share, or the syntax problems that keep it from being read.

    Formatting what was formatted changes nothing. Tokens, comments (but for white space at their end) and their order stay.
    """
    tree = lossless(source)
    if isinstance(tree, list):
        return tree
    return _print(_layout(tree))


# ---- what stands between two tokens


@frozen
class Gap:
    """Between two tokens: a comment on the first one's line, comments on lines of their own (each with whether a blank line stands
    above it), whether a blank line stands above the second token, and whether the author broke the line."""

    trailing: str
    above: tuple[tuple[bool, str], ...]
    blank: bool
    broken: bool


def _gap(text: str, *, first: bool) -> Gap:
    """`first`: no token stands before the gap, so that nothing in it is on a token's line. The last line is the next token's."""
    lines = [line.strip() for line in text.split("\n")]
    trailing = "" if first else lines[0]
    above: list[tuple[bool, str]] = []
    blank = False
    for line in lines[0 if first else 1 : -1]:
        if line:
            above.append((blank, line))
        blank = not line
    return Gap(trailing, tuple(above), blank, len(lines) > 1)


# ---- where lines begin


@frozen
class Layout:
    """Where each line begins and what is put before each leaf. `lines[k]` is a half-open range of leaves; `line_of[i]` the line of
    leaf i; `pads[i]` the spaces that stand before leaf i for the sake of a column, on top of the usual one."""

    tree: Lossless
    gaps: tuple[Gap, ...] = field(repr=False)
    lines: tuple[tuple[int, int], ...] = field(repr=False)
    line_of: tuple[int, ...] = field(repr=False)
    pads: Mapping[int, int] = field(repr=False)

    def begins(self, leaf: int) -> bool:
        return self.lines[self.line_of[leaf]][0] == leaf

    def opens(self, leaf: int) -> bool:
        """Whether a brace is the last of its line."""
        return self.lines[self.line_of[leaf]][1] == leaf + 1

    def offset(self, leaf: int) -> int:
        """Columns from the beginning of the line's text to the leaf."""
        start = self.lines[self.line_of[leaf]][0]
        width = 0
        for i in range(start, leaf + 1):
            width += self.space(i) if i > start else 0
            width += cells(self.tree.leaves[i]) if i < leaf else 0
        return width

    def space(self, leaf: int) -> int:
        return _space(self.tree, leaf) + self.pads.get(leaf, 0)


def _layout(tree: Lossless) -> Layout:
    *inner, last = tree.gaps
    gaps = tuple(_gap(gap, first=i == 0) for i, gap in enumerate([*inner, last + "\n"]))
    starts = _starts(tree, gaps)
    lines = tuple(pairwise([*starts, len(tree.leaves)]))
    line_of = tuple(number for number, (start, end) in enumerate(lines) for _ in range(start, end))
    layout = Layout(tree, gaps, lines, line_of, {})
    return Layout(tree, gaps, lines, line_of, padding(_rows(layout), layout.offset, WIDEST_PADDING))


def _starts(tree: Lossless, gaps: Sequence[Gap]) -> list[int]:
    """The leaves that begin a line, in order."""
    always = {tree.firsts[n] for n in tree.declarations}
    for block in tree.blocks:
        if gaps[block.opening + 1].broken:
            always |= {block.opening + 1, block.closing}
            if tree.kinds[block.owner] != "given_row":
                always |= {tree.firsts[n] for n in block.elements}
    tight = _nearest(tree, lambda n: tree.kinds[n] in TIGHT)
    starts = []
    for leaf in range(len(tree.leaves)):
        gap = gaps[leaf]
        if leaf == 0 or leaf in always or gap.trailing or gap.above or (gap.broken and not _joined(tree, leaf, tight)):
            starts.append(leaf)
    return starts


def _joined(tree: Lossless, leaf: int, tight: Sequence[int]) -> bool:
    """Whether a leaf follows the one before it on its line whatever the author did."""
    before, kind = tree.leaves[leaf - 1].type, tree.leaves[leaf].type
    word = tight[tree.owners[leaf]]
    return (
        kind in ("COMMA", "RPAR", "DOT", "LBRACE")
        or before in ("LPAR", "DOT")
        or (before == "MINUS" and tree.kinds[tree.owners[leaf - 1]] in ("minus", "within"))
        or (word >= 0 and tree.firsts[word] < leaf)
    )


def _nearest(tree: Lossless, wanted: Callable[[int], bool]) -> list[int]:
    """For each node, the innermost node at or above it that is wanted, or -1. Parents have smaller numbers than their children."""
    found: list[int] = []
    for node, parent in enumerate(tree.parents):
        found.append(node if wanted(node) else found[parent] if node else -1)
    return found


def _space(tree: Lossless, leaf: int) -> int:
    """Spaces between a leaf and the one before it on its line: one, or none inside what is read as one word."""
    before, kind = tree.leaves[leaf - 1].type, tree.leaves[leaf].type
    owner = tree.kinds[tree.owners[leaf]]
    if kind in ("COMMA", "RPAR", "DOT") or before in ("LPAR", "DOT"):
        return 0
    if kind == "LPAR" and owner in ("place", "call", "fold", "sum_fold", "define"):
        return 0
    if before == "MINUS" and tree.kinds[tree.owners[leaf - 1]] in ("minus", "within"):
        return 0
    if kind == "COLON" and owner in ("since_value", "verify"):
        return 0
    return 1


def _rows(layout: Layout) -> Iterator[list[Row]]:
    """The tables of the file, each a run of neighbouring lines of one kind."""

    def apart(leaf: int) -> bool:
        gap = layout.gaps[leaf]
        return gap.blank or any(blank for blank, _ in gap.above)

    return rows_of(layout.tree, layout.lines, layout.line_of, apart)


# ---- how far lines are indented


def _indents(layout: Layout) -> list[int]:
    """The column at which each line begins, from the first to the last: a line is indented from one above it."""
    tree = layout.tree
    inside = {node: block for block in tree.blocks for node in block.elements}
    closings = {block.closing: block for block in tree.blocks}
    declarations = set(tree.declarations)
    nearest = _nearest(tree, lambda n: n in declarations or n in inside or tree.kinds[n] in LINES)
    means = {tree.owners[i]: i for i, leaf in enumerate(tree.leaves) if leaf.type == "MEANS"}
    indents: list[int] = []

    def base(leaf: int) -> int:
        """The column that stands for a leaf: its own if it begins a line or hugs its brace, else that of its line."""
        line = indents[layout.line_of[leaf]]
        hugging = leaf > 0 and tree.leaves[leaf - 1].type == "LBRACE" and not layout.begins(leaf)
        return line + layout.offset(leaf) if hugging else line

    def outer(block: Block) -> int:
        """The column of a block's closing brace. A declaration is closed where it began, however many lines its head takes."""
        return indents[layout.line_of[tree.firsts[block.owner] if block.owner in declarations else block.opening]]

    def continued(leaf: int, node: int) -> int:
        """A line that goes on with what `node` began."""
        first = tree.firsts[node]
        middle = means.get(node)
        if middle is None or leaf < middle:
            return base(first) + INDENT
        if leaf > middle:
            return base(middle if layout.begins(middle) else first) + INDENT
        # Words that introduce a list stand as its heading, as the chapeau of a statute does over its paragraphs.
        end = layout.lines[layout.line_of[leaf]][1] - 1
        own_line = layout.begins(first) or tree.leaves[first - 1].type == "LBRACE"
        heading = tree.leaves[end].type == "LBRACE" and node not in declarations and own_line
        return base(first) + (0 if heading else INDENT)

    for start, _ in layout.lines:
        if start in closings:
            indents.append(outer(closings[start]))
            continue
        node = nearest[tree.owners[start]]
        while node >= 0 and tree.firsts[node] == start and node not in inside:
            node = -1 if node in declarations else nearest[tree.parents[node]]
        if node < 0:
            indents.append(0)
        elif tree.firsts[node] == start:
            block = inside[node]
            indents.append(outer(block) + INDENT if layout.opens(block.opening) else base(block.opening + 1))
        else:
            indents.append(continued(start, node))
    return indents


# ---- printing


def _print(layout: Layout) -> str:
    """The text. Of each printed line: its code, and the comment at its end."""
    tree = layout.tree
    indents = _indents(layout)
    inner = {b.closing: INDENT for b in tree.blocks if layout.opens(b.opening)}
    printed: list[tuple[str, str]] = []

    def comments(gap: Gap, indent: int, *, may_part: bool) -> None:
        for number, (blank, comment) in enumerate(gap.above):
            if blank and printed and (may_part or number):
                printed.append(("", ""))
            printed.append((" " * indent + comment, ""))

    elements = {tree.firsts[n] for block in tree.blocks for n in block.elements} | {tree.firsts[n] for n in tree.declarations}
    for number, (start, end) in enumerate(layout.lines):
        gap = layout.gaps[start]
        may_part = start > 0 and tree.leaves[start - 1].type != "LBRACE"
        comments(gap, indents[number] + inner.get(start, 0), may_part=may_part and (start in elements or start in inner))
        if gap.blank and start in elements and (may_part or gap.above):
            printed.append(("", ""))
        words = [" " * layout.space(i) * (i > start) + tree.leaves[i] for i in range(start, end)]
        printed.append((" " * indents[number] + "".join(words), layout.gaps[end].trailing))
    comments(layout.gaps[-1], 0, may_part=bool(tree.leaves))
    return "".join(line + "\n" for line in _with_comments(printed))


def _with_comments(printed: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Comments at the ends of neighbouring lines begin in one column, at least two spaces after the longest line."""
    start = 0
    while start < len(printed):
        end = start + 1
        while printed[start][1] and end < len(printed) and printed[end][1]:
            end += 1
        widths = [cells(code) for code, _ in printed[start:end]]
        column = max(widths) if max(widths) - min(widths) <= WIDEST_PADDING else 0
        for (code, comment), width in zip(printed[start:end], widths, strict=True):
            yield f"{code}{' ' * (max(column - width, 0) + 2)}{comment}" if comment else code
        start = end
