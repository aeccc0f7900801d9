"""Links from a determination into the citation report: each quoted place with its address there."""

from typing import Any

from pincite.explain.proof import Determination, LawText, Passage
from pincite.report.anchors import Anchors, anchors, link
from pincitec.graph.pack import Pack


def linked(determination: Determination, pack: Pack, report: str) -> Determination:
    """The determination with a link at every quoted place. `report` is where the report of these rules lies, as the reader resolves it."""
    made = with_links(determination, anchors(pack.sections), report)
    assert isinstance(made, Determination)
    return made


def with_links(value: Any, places: Anchors, report: str) -> Any:
    """A value of a proof, with links wherever words of the law stand in it."""
    if isinstance(value, Passage | LawText):
        return value._replace(link=link(report, places.of(value.section, value.identity, value.citation)))
    if isinstance(value, tuple):
        parts = [with_links(part, places, report) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value
