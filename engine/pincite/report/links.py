"""Links from a determination into the citation report: each quoted place with its address there."""

from datetime import date
from typing import Any

from pincite.explain.proof import ClauseProof, Determination, LawText, Passage
from pincite.report.anchors import Anchors, anchors, link
from pincitec.graph.pack import Pack


def linked(determination: Determination, pack: Pack, report: str) -> Determination:
    """The determination with a link at every quoted place, with the words of its day. `report` is where the report of these rules lies, as
    the reader resolves it."""
    made = with_links(determination, anchors(pack.sections), report, determination.law_on)
    assert isinstance(made, Determination)
    return made


def with_links(value: Any, places: Anchors, report: str, day: date) -> Any:
    """A value of a proof, with links wherever words of the law stand in it. `day`: that of the text which it quotes."""
    if isinstance(value, Passage):
        return value._replace(link=link(report, places.of(value.section, value.identity, value.citation, day)))
    if isinstance(value, LawText):
        return value._replace(link=link(report, places.of(value.section, value.identity, value.citation, value.from_ or day)))
    if isinstance(value, tuple):
        day = value.text_on or day if isinstance(value, ClauseProof) else day
        parts = [with_links(part, places, report, day) for part in value]
        return type(value)(*parts) if hasattr(value, "_fields") else tuple(parts)
    return value
