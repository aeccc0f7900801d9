"""The citation report for machines: versioned JSON, whose schema is `docs/schemas/report-1.json`. The same report is the same bytes.

Its fields are those of the view, by the same names, so that what a page shows a program finds.
"""

import json
from typing import Any, Final

from pincite.report.as_json import escaped
from pincite.report.citation.view import CitationReport
from pincitec.diagnostics.render.text import UNSAFE

SCHEMA: Final = "pincite-report/1"


def render_json(report: CitationReport) -> str:
    """One text for one report: keys in a fixed order, two blanks, one line break at the end. Characters that act on a terminal are written
    as JSON escapes."""
    text = json.dumps({"schema": SCHEMA, **data(report)}, ensure_ascii=False, indent=2)
    return UNSAFE.sub(escaped, text) + "\n"


def data(value: Any) -> Any:
    """A view as plain data: a named tuple as an object, any other tuple as a list."""
    if isinstance(value, tuple):
        if hasattr(value, "_fields"):
            return {name: data(part) for name, part in zip(value._fields, value, strict=True)}
        return [data(part) for part in value]
    return value
