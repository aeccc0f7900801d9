"""The units of a version → the body of an Akoma Ntoso document, with what is not verbatim told apart.

Words that are not on file are a remark of ours in an element whose status is `unknown`; inferred characters have the status
`editorial`. Nothing else of the body is other than words on file.
"""

from itertools import groupby

from pincitec.law.exchange.akn_ids import LEVELS, Placed
from pincitec.law.exchange.sorts import Sort
from pincitec.law.exchange.xml_write import Node
from pincitec.law.model import Piece, Status

_NAMES = {Sort.HEADING: "heading", Sort.TERM: "definition", Sort.ITEM: "item", Sort.PARAGRAPH: "paragraph"}


def section_content(units: tuple[Placed, ...]) -> tuple[Node, ...]:
    """The heading of a section and its units."""
    title = next((placed for placed in units if placed.sort is Sort.TITLE), None)
    heading = (Node("heading", {"eId": title.eid}, words(title.unit.pieces), line=True),) if title is not None else ()
    return (*heading, *_content((), tuple(placed for placed in units if placed is not title)))


def _unit(placed: Placed) -> Node:
    unit = placed.unit
    own = (paragraph(unit.pieces),) if unit.pieces else ()
    if placed.sort is Sort.LEVEL:
        name = LEVELS[min(placed.depth, len(LEVELS) - 1)][0]
        attributes = {"eId": placed.eid, "wId": _stable(placed), "status": _status(unit.pieces)}
        return Node(name, attributes, (Node("num", {}, (unit.designator,)), *_content(own, placed.children)))
    attributes = {"eId": placed.eid, "wId": _stable(placed), "name": _NAMES[placed.sort], "status": _status(unit.pieces)}
    label: tuple[Node, ...] = ()
    if unit.designator:
        label = (Node("num" if placed.sort is Sort.ITEM else "heading", {}, (unit.designator,)),)
    return Node("hcontainer", attributes, (*label, *_content(own, placed.children)))


def _content(own: tuple[Node, ...], children: tuple[Placed, ...]) -> tuple[Node, ...]:
    """A unit's own words, the paragraphs before its sub-units, these, and the paragraphs after them."""
    plain = [child.sort is Sort.PARAGRAPH and not child.children for child in children]
    first = next((i for i, is_plain in enumerate(plain) if not is_plain), len(children))
    last = next((i for i in range(len(children), first, -1) if not plain[i - 1]), first)
    before = (*own, *(paragraph(child.unit.pieces) for child in children[:first]))
    after = tuple(paragraph(child.unit.pieces) for child in children[last:])
    if first == last:
        return (Node("content", {}, (*before, *after) or (Node("p"),)),)
    intro = (Node("intro", {}, before),) if before else ()
    wrap = (Node("wrapUp", {}, after),) if after else ()
    return (*intro, *(_unit(child) for child in children[first:last]), *wrap)


def paragraph(pieces: tuple[Piece, ...]) -> Node:
    return Node("p", {"status": _status(pieces)}, words(pieces), line=True)


def words(pieces: tuple[Piece, ...]) -> tuple[Node | str, ...]:
    """Words of the law with the class of what is not verbatim; remarks in place of words that are not on file."""
    found: list[Node | str] = []
    for status, run in groupby(pieces, key=lambda piece: piece.status):
        text = "".join(piece.text for piece in run)
        match status:
            case Status.VERBATIM:
                found.append(text)
            case Status.UNKNOWN:
                described = text.replace("⟨", "").replace("⟩", "; ").strip("; ")
                found.append(Node("remark", {"status": "unknown"}, (f"[not on file: {described}]",)))
            case Status.INFERRED:
                found.append(Node("inline", {"name": "inferred", "status": "editorial"}, (text,)))
            case _:
                found.append(Node("span", {"class": status.value}, (text,)))
    return tuple(found)


def _status(pieces: tuple[Piece, ...]) -> str | None:
    statuses = {piece.status for piece in pieces}
    if Status.UNKNOWN not in statuses:
        return None
    return "unknown" if statuses == {Status.UNKNOWN} else "incomplete"


def _stable(placed: Placed) -> str | None:
    return placed.wid if placed.wid != placed.eid else None
