"""Does a section say until when its text is known to hold? Checked once for a `.law` file, whatever rests on it."""

from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.timing import HORIZON_UNKNOWN
from pincitec.law.model import Section


def check_horizon(section: Section) -> list[Diagnostic]:
    """A warning at `horizon unknown`: an answer about a later day may rest on words that no longer stood."""
    if not section.horizon.unknown:
        return []
    span = section.horizon.span or section.span
    message = f"nothing on file says until when `{section.id}` is known to hold"
    help = 'if its source says it, record it here: known until 2022-06-30 because "…"'
    return [Diagnostic.at(HORIZON_UNKNOWN, span, message, help=help)]
