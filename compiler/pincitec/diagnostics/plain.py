"""Diagnostics as plain JSON and back, for the cache. What is read back is data: a rule is looked up by its code, never made."""

import json
from collections.abc import Sequence
from typing import Any

from pincitec.diagnostics.diagnostic import Diagnostic, Edit, Fix, Label, Safety
from pincitec.diagnostics.source import Span


def to_plain(diagnostics: Sequence[Diagnostic]) -> bytes:
    return json.dumps([row(d) for d in diagnostics], ensure_ascii=False).encode()


def row(d: Diagnostic) -> list[Any]:
    labels = [[x.span.path, x.span.start, x.span.end, x.text] for x in d.labels]
    fixes = [[f.title, f.safety.value, [[e.span.path, e.span.start, e.span.end, e.text] for e in f.edits]] for f in d.fixes]
    return [d.rule.code, d.message, labels, list(d.notes), d.help, fixes]


def from_plain(data: bytes | None) -> list[Diagnostic] | None:
    """The diagnostics in these bytes; `None` where they are not what `to_plain` wrote, or of a rule that is no more."""
    if data is None:
        return None
    try:
        return [read_row(row) for row in json.loads(data)]
    except (ValueError, TypeError, KeyError):
        return None


def read_row(row: Any) -> Diagnostic:
    from pincitec.diagnostics.catalogue import by_code

    code, message, labels, notes, help, fixes = row
    rule = by_code(code)
    if rule is None or not labels:
        raise ValueError("no such rule")
    read = tuple(
        Fix(title, tuple(Edit(Span(path, start, end), text) for path, start, end, text in edits), Safety(safety))
        for title, safety, edits in fixes
    )
    return Diagnostic(
        rule, message, tuple(Label(Span(path, start, end), text) for path, start, end, text in labels), tuple(notes), help, read
    )
