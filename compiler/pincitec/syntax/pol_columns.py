"""Which tokens of neighbouring lines of a `.pol` file stand in one column, for `pol_format`.

A table is a run of lines of one kind with no blank line between: facts, decisions, parties, fields, quotations with a meaning on
the same line. Assumes that it is settled where lines begin.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from pincitec.syntax.pol_lossless import Lossless

TABLES = {
    "source": ("EQ",),
    "use": ("AS",),
    "party": ("STRING",),
    "type": ("EQ",),
    "fact": ("COLON", "STRING"),
    "decision": ("COLON", "STRING"),
    "field": ("COLON", "STRING"),
    "alternative": ("STRING",),
    "member": ("STRING",),
    "item": ("MEANS",),
    "quoted": ("MEANS",),
    "reading": ("LBRACE",),
    "unit": ("STRING",),
    "row": (),
    "listed": (),
}
"""The kinds of lines that make tables, and the tokens that begin their columns."""

SIGNS = ("COLON", "VBAR", "ARROW")
"""What parts the columns of a decision table; it has as many as its author gives it."""


@frozen
class Row:
    """A line of a table: the kind of its node, and the leaves that begin its columns."""

    kind: str
    anchors: tuple[int, ...]


def rows_of(tree: Lossless, lines: Sequence[tuple[int, int]], line_of: Sequence[int], apart: Callable[[int], bool]) -> Iterator[list[Row]]:
    """The tables of a file. `lines` are half-open ranges of leaves; `apart` says whether a blank line stands above a leaf."""
    direct: dict[int, list[int]] = {}
    for leaf, owner in enumerate(tree.owners):
        if tree.kinds[owner] in TABLES:
            direct.setdefault(owner, []).append(leaf)
    for siblings in (tree.declarations, *(block.elements for block in tree.blocks)):
        run: list[Row] = []
        for node in siblings:
            kind, first = tree.kinds[node], tree.firsts[node]
            line = line_of[first]
            row = _row(tree, node, lines[line], direct.get(node, []))
            if run and (row is None or kind != run[-1].kind or apart(first)):
                yield run
                run = []
            if row is None:
                continue
            run.append(row)
            if line_of[tree.lasts[node] - 1] != line and kind != "reading":
                yield run
                run = []
        if run:
            yield run
    for own in direct.values():
        yield list(_wordings(tree, lines, line_of, own))


def _row(tree: Lossless, node: int, line: tuple[int, int], direct: Sequence[int]) -> Row | None:
    """The columns of a line; None if the line makes no part of a table."""
    kind, (start, end) = tree.kinds[node], line
    if kind not in TABLES or tree.firsts[node] != start:
        return None
    if tree.leaves[end - 1].type == "LBRACE" or (kind in ("item", "quoted") and tree.lasts[node] > end):
        return None
    if kind in ("row", "listed"):
        return Row(kind, tuple(leaf for leaf in direct if leaf < end and tree.leaves[leaf].type in SIGNS))
    wanted = list(TABLES[kind])
    anchors: list[int] = []
    for leaf in direct:
        # A wording of another polarity, or one after the names of those who judge, is no column.
        if leaf >= end or tree.leaves[leaf].type in ("FAILS", "OPEN") or not wanted:
            break
        if tree.leaves[leaf].type == wanted[0] and (leaf == 0 or tree.kinds[tree.owners[leaf - 1]] != "judged"):
            anchors.append(leaf)
            wanted.pop(0)
    return Row(kind, tuple(anchors))


def _wordings(tree: Lossless, lines: Sequence[tuple[int, int]], line_of: Sequence[int], direct: Sequence[int]) -> Iterator[Row]:
    """`fails "…"` and `open "…"` on lines of their own, one below the other."""
    for leaf in direct:
        if tree.leaves[leaf].type in ("FAILS", "OPEN") and lines[line_of[leaf]] == (leaf, leaf + 2):
            yield Row("wording", (leaf + 1,))


def padding(tables: Iterable[Sequence[Row]], offset: Callable[[int], int], widest: int) -> dict[int, int]:
    """The spaces to put before leaves so that columns line up; none in a column that would need more than `widest`."""
    pads: dict[int, int] = {}
    for table in tables:
        shifts = [0] * len(table)
        for column in range(max((len(row.anchors) for row in table), default=0)):
            reached = {k: offset(row.anchors[column]) + shifts[k] for k, row in enumerate(table) if len(row.anchors) > column}
            target = max(reached.values())
            if target - min(reached.values()) > widest:
                continue
            for k, at in reached.items():
                pads[table[k].anchors[column]] = target - at
                shifts[k] += target - at
    return {leaf: pad for leaf, pad in pads.items() if pad}
