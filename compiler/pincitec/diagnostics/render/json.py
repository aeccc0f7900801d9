"""The format for programs: every field of every diagnostic. Its schema is `schemas/diagnostics.v1.json`, beside this file.

Nothing is escaped but what JSON itself can write as a code, so that a program gets the user's text exactly.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Final

from pincitec.diagnostics.diagnostic import Diagnostic, Fix, Label, Severity
from pincitec.diagnostics.render.places import count, files_of, ordered, place_of
from pincitec.diagnostics.render.text import UNSAFE
from pincitec.diagnostics.source import Source, Span

SCHEMA: Final = "pincite-diagnostics/1"

Json = str | int | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], *, color: bool = False, width: int = 80) -> str:
    """A JSON object, also where there are no diagnostics."""
    return dumps(
        {
            "schema": SCHEMA,
            "summary": {
                "errors": count(diagnostics, Severity.ERROR),
                "warnings": count(diagnostics, Severity.WARNING),
                "infos": count(diagnostics, Severity.INFO),
                "files": files_of(diagnostics),
            },
            "diagnostics": [_diagnostic(d, sources) for d in ordered(diagnostics)],
        }
    )


def dumps(value: Json) -> str:
    """Readable JSON that is safe to print: what a terminal would obey is written as `\\uXXXX`."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return re.sub(UNSAFE, lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _diagnostic(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> Json:
    return {
        "code": diagnostic.rule.code,
        "name": diagnostic.rule.name,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "labels": [_label(label, sources) for label in diagnostic.labels],
        "notes": diagnostic.notes,
        "help": diagnostic.help,
        "replacement": diagnostic.replacement,
        "fixes": [_fix(fix, sources) for fix in diagnostic.fixes],
    }


def _fix(fix: Fix, sources: Mapping[str, Source]) -> Json:
    return {
        "title": fix.title,
        "safety": fix.safety.value,
        "edits": [{**_range(edit.span, sources), "replacement": edit.text} for edit in fix.edits],
    }


def _label(label: Label, sources: Mapping[str, Source]) -> Json:
    source = sources.get(label.span.path)
    return {**_range(label.span, sources), "text": label.text, "excerpt": source.excerpt(label.span) if source else None}


def _range(span: Span, sources: Mapping[str, Source]) -> dict[str, Json]:
    """A span as offsets, and as lines and columns where the file's text is at hand."""
    place = place_of(span, sources)
    return {
        "path": span.path,
        "start": span.start,
        "end": span.end,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "end_line": place.end_line if place else None,
        "end_column": place.end_column if place else None,
    }
