"""A section that is being imported → the text of its `.law` file, laid out as `pincite fmt` lays it out."""

from collections.abc import Iterable
from datetime import date
from pathlib import PurePosixPath

from attrs import frozen

from pincitec.law.importing.acts import Act
from pincitec.law.importing.annotations import Annotation
from pincitec.law.importing.drafts import Node
from pincitec.law.importing.nodes import NOWHERE, quoted
from pincitec.syntax.law_tree import ActNode, NoteNode, Remainder, Verbatim
from pincitec.syntax.law_write import act as write_act, note as write_note, string, verbatim


@frozen
class Origin:
    """The received file as the `.law` file names it. `known_until` None: nobody said until when it shows the law."""

    name: str
    path: PurePosixPath
    sha256: str
    rights: str
    publisher: str | None = None
    retrieved: date | None = None
    known_until: date | None = None
    because: str | None = None


@frozen
class Heading:
    """The statements at the head of the file."""

    identity: str
    cites: tuple[str, ...]
    authority: str
    ladder: tuple[str, ...]
    origin: Origin


@frozen
class Body:
    """The verbatim parts. `text`: heading and paragraphs, with marks where they are needed."""

    on: date
    text: tuple[str, ...]
    history: str | None = None
    contents: tuple[str, ...] = ()
    notes: tuple[Annotation, ...] = ()
    slips: tuple[str, ...] = ()
    """Words of the text that are kept although they contradict themselves."""


_SLIP = "the file as received has it so; the words and the figures do not agree"
_NO_HORIZON = "the file as received does not say until when it shows the law"


def write(heading: Heading, body: Body, acts: Iterable[ActNode] = ()) -> str:
    """The file. Raises `ValueError` for words that the language cannot hold, such as a line that is only `}`."""
    blocks = [_head(heading), f"text from {heading.origin.name} on {body.on} {verbatim(_lines(body.text))}\n"]
    if body.history is not None:
        blocks.append(f"history from {heading.origin.name} {verbatim(_lines((body.history,)))}\n")
    if body.contents:
        blocks.append(f"contents from {heading.origin.name} {verbatim(_lines(body.contents))}\n")
    if body.slips:
        blocks.append("".join(f"sic {string(words)} because {string(_SLIP)}\n" for words in body.slips))
    blocks += [f"{write_note(note_node(note, heading.origin.name))}\n" for note in body.notes]
    blocks += [write_act(node) for node in acts]
    return "\n".join(blocks)


def _head(heading: Heading) -> str:
    origin = heading.origin
    lines = [f"section {heading.identity}", ""]
    lines += [f"cite      {string(cite)}" for cite in heading.cites]
    lines.append(f"authority {heading.authority}")
    if heading.ladder:
        lines.append(f"ladder    {' '.join(map(string, heading.ladder))}")
    lines.append(f"source    {origin.name} {string(origin.path.as_posix())} sha256:{origin.sha256}")
    if origin.known_until is not None:
        lines.append(f"  known until {origin.known_until} because {string(origin.because or '')}")
    else:
        lines.append(f"  horizon unknown because {string(_NO_HORIZON)}")
    if origin.publisher is not None:
        lines.append(f"  publisher {string(origin.publisher)}")
    lines.append(f"  rights {string(origin.rights)}")
    if origin.retrieved is not None:
        lines.append(f"  retrieved {origin.retrieved}")
    return "\n".join(lines) + "\n"


def act_node(act: Act, nodes: Iterable[Node], source: str) -> ActNode:
    """An act with what it did. Two remainders of the same words about the same units are one."""
    chosen = list(nodes)
    return ActNode(
        kind=act.kind,
        titles=tuple(map(quoted, act.titles)),
        effective=act.effective,
        enacted=None,
        until=None,
        known=None,
        order_unknown=False,
        after=None,
        by=quoted(act.by) if act.by is not None else None,
        because=quoted(act.because) if act.because is not None else None,
        operations=tuple(node for node in chosen if not isinstance(node, Remainder)),
        remainders=tuple(dict.fromkeys(node for node in chosen if isinstance(node, Remainder))),
        applies=(quoted(act.applies),) if act.applies is not None else (),
        notes=tuple(note_node(note, source) for note in act.notes),
        span=NOWHERE,
    )


def note_node(note: Annotation, source: str) -> NoteNode:
    return NoteNode(note.label, quoted(source), Verbatim(_lines(line.text for line in note.lines), NOWHERE), NOWHERE)


def _lines(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
