"""One version of a section → a document in Akoma Ntoso 3.0: its text on a day, when it stands, and what the acts did to it.

The standard's practice is one document an expression: the text of one interval. The document is valid against the schema of
OASIS, and the same section gives the same bytes.
"""

from pincitec.law.exchange.akn_body import section_content
from pincitec.law.exchange.akn_changes import modifications
from pincitec.law.exchange.akn_ids import Names, is_act, names, placed
from pincitec.law.exchange.akn_meta import EDITOR, effects, enactments, identification, notes, references, timeline
from pincitec.law.exchange.vocabulary import AKN_NAMESPACE
from pincitec.law.exchange.xml_write import Node, document
from pincitec.law.model import Section, Version

INTERVALS = "Every period is half-open: its end is the first day on which the text no longer stands."


def write_akn(section: Section, version: Version, country: str, said: tuple[str, ...] = ()) -> str:
    """The document of a version. `country` is that of its address, such as `us-nm`; `said` are sentences for its notes."""
    own = names(section, country)
    line = timeline(section, version)
    units = placed(section, version, own.section)
    meta = [
        identification(section, version, own),
        Node("lifecycle", {"source": EDITOR}, line.events),
        modifications(section, version, own, line, units),
        Node("temporalData", {"source": EDITOR}, line.groups),
        references(section, own, line),
        notes((*said, *_assumed(version), *_undated(section), *_files(section), INTERVALS)),
    ]
    head = Node("meta", {}, tuple(node for node in meta if node is not None))
    form, body = ("act", "body") if is_act(section) else ("doc", "mainBody")
    attributes = {"name": own.kind, "contains": "singleVersion"}
    text = Node(form, attributes, (head, Node(body, {}, (_section(section, version, own, line.versions[version.from_]),))))
    return document(Node("akomaNtoso", {"xmlns": AKN_NAMESPACE}, (text,)))


def _section(section: Section, version: Version, own: Names, period: str) -> Node:
    attributes = {"eId": own.section, "period": f"#{period}", "status": None if version.complete else "incomplete"}
    number = section.id.rpartition("/")[2]
    return Node("section", attributes, (Node("num", {}, (number,)), *section_content(placed(section, version, own.section))))


def _assumed(version: Version) -> tuple[str, ...]:
    return (f"The date is assumed: the source is undated; {version.assumed}.",) if version.assumed is not None else ()


def _undated(section: Section) -> tuple[str, ...]:
    titles = [act.title for act in enactments(section) if not any(True for _ in effects(section, act))]
    return (f"Acts without a day of effect on file, and so without an event: {'; '.join(titles)}.",) if titles else ()


def _files(section: Section) -> tuple[str, ...]:
    """The sources, by name and hash; what is theirs beside the text of the law is not in the document."""
    return tuple(
        f"Source {file.name}{f', {file.publisher}' if file.publisher else ''}: sha256 {file.sha256}; rights: {file.rights or 'not stated'}."
        for file in section.sources
    )
