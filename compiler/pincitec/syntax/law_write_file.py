"""A whole `.law` file from its abstract tree, laid out as `pincite fmt` lays it out. Raises `ValueError` as `law_write` does."""

from collections.abc import Iterator

from pincitec.syntax.law_tree import ContentsNode, HistoryNode, LawFile, SicNode, SourceNode, TextNode
from pincitec.syntax.law_write import act, name, note
from pincitec.syntax.law_write_leaves import laid, place, string, verbatim


def law_file(law: LawFile) -> str:
    """The heading, the texts, the history, the tables of contents, the notes, and the acts in the order of the tree (newest first)."""
    blocks = [f"section {law.identity}\n", "".join(_heading(law))]
    blocks += [text(node) for node in law.texts]
    blocks += [history(law.history)] if law.history is not None else []
    blocks += [contents(node) for node in law.contents]
    blocks += [note(node) + "\n" for node in law.notes]
    blocks += [sic(node) for node in law.sics]
    blocks += [act(node) for node in law.acts]
    return "\n".join(block for block in blocks if block)


def source(node: SourceNode) -> str:
    """A source with its clauses, each on a line of its own."""
    lines = [f"source    {name(node.name)} {string(node.path.text)} sha256:{node.sha256}"]
    because = f" because {string(node.horizon_because)}" if node.horizon_because else ""
    if node.known_until is not None:
        lines.append(f"  known until {node.known_until} because {string(node.horizon_because)}")
    elif because or node.horizon_span is not None:
        lines.append(f"  horizon unknown{because}")
    lines += [f"  publisher {string(node.publisher)}"] if node.publisher else []
    lines += [f"  rights {string(node.rights)}"] if node.rights else []
    lines += [f"  retrieved {node.retrieved}"] if node.retrieved is not None else []
    return "\n".join(lines) + "\n"


def text(node: TextNode) -> str:
    when = f"on {node.on}" if node.assumed is None else f"undated taken as from {node.on} because {string(node.assumed)}"
    return laid([f"text from {name(node.source.text)} {when}", verbatim(node.verbatim.text)], "") + "\n"


def history(node: HistoryNode) -> str:
    return laid([f"history from {name(node.source.text)}", verbatim(node.verbatim.text)], "") + "\n"


def contents(node: ContentsNode) -> str:
    return laid([f"contents from {name(node.source.text)}", verbatim(node.verbatim.text)], "") + "\n"


def sic(node: SicNode) -> str:
    where = f" in {place(node.place)}" if node.place is not None else ""
    return laid([f"sic {string(node.words.text)}{where}", f"because {string(node.because)}"], "") + "\n"


def _heading(law: LawFile) -> Iterator[str]:
    for cite in law.cites:
        yield f"cite      {string(cite.text)}\n"
    if law.authority:
        yield f"authority {law.authority}\n"
    if law.ladder:
        yield f"ladder    {' '.join(string(sample.text) for sample in law.ladder)}\n"
    for node in law.sources:
        yield source(node)
