"""SARIF 2.1.0 (OASIS standard, 27 March 2020), for code-scanning services and editors.

Columns count Unicode code points. Each rule that was found comes with its page, so that a reader of the log needs nothing
else. Paths are relative to the root of the project.
"""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final
from urllib.parse import quote

from pincitec import __version__
from pincitec.diagnostics.diagnostic import Diagnostic, Fix, Label, Rule, Severity
from pincitec.diagnostics.pages import page_text
from pincitec.diagnostics.render.json import Json, dumps
from pincitec.diagnostics.render.places import Place, ordered, place_of
from pincitec.diagnostics.render.text import escape
from pincitec.diagnostics.source import Source

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_SCHEMA: Final = "https://json.schemastore.org/sarif-2.1.0.json"


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], *, color: bool = False, width: int = 80) -> str:
    """A SARIF log of one run, also where there are no diagnostics."""
    found = ordered(diagnostics)
    rules = sorted({d.rule for d in found}, key=lambda rule: rule.code)
    positions = {rule.code: position for position, rule in enumerate(rules)}
    seen: Counter[str] = Counter()
    run: Json = {
        "tool": {"driver": {"name": "pincite", "version": __version__, "rules": [_rule(rule) for rule in rules]}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"PROJECT": {"description": {"text": "the folder of pincite.toml"}}},
        "results": [_result(d, positions[d.rule.code], sources, seen) for d in found],
    }
    return dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]})


def _rule(rule: Rule) -> Json:
    page = page_text(rule)
    return {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "help": {"text": page, "markdown": page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(diagnostic: Diagnostic, index: int, sources: Mapping[str, Source], seen: Counter[str]) -> Json:
    words = [diagnostic.message, *diagnostic.notes]
    words += [f"help: {diagnostic.help}"] if diagnostic.help else []
    result: dict[str, Json] = {
        "ruleId": diagnostic.rule.code,
        "ruleIndex": index,
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": escape("\n".join(words))},
        "locations": [_location(diagnostic.labels[0], sources)],
        "partialFingerprints": {"pincite/v1": _fingerprint(diagnostic, sources, seen)},
    }
    if diagnostic.labels[1:]:
        result["relatedLocations"] = [{"id": number, **_location(label, sources)} for number, label in enumerate(diagnostic.labels[1:])]
    fixes = [_fix(fix, sources) for fix in diagnostic.fixes if all(place_of(e.span, sources) for e in fix.edits)]
    if fixes:
        result["fixes"] = fixes
    return result


def _fix(fix: Fix, sources: Mapping[str, Source]) -> Json:
    """SARIF 2.1.0, § 3.55: one change a file, its replacements in order."""
    changes: dict[str, list[Json]] = {}
    for edit in fix.edits:
        place = place_of(edit.span, sources)
        assert place is not None
        changes.setdefault(edit.span.path, []).append({"deletedRegion": _region(place), "insertedContent": {"text": edit.text}})
    return {
        "description": {"text": escape(fix.title)},
        "artifactChanges": [{"artifactLocation": _artifact(path), "replacements": edits} for path, edits in changes.items()],
        "properties": {"safety": fix.safety.value},
    }


def _location(label: Label, sources: Mapping[str, Source]) -> dict[str, Json]:
    physical: dict[str, Json] = {"artifactLocation": _artifact(label.span.path)}
    place = place_of(label.span, sources)
    if place is not None:
        physical["region"] = _region(place)
    location: dict[str, Json] = {"physicalLocation": physical}
    if label.text:
        location["message"] = {"text": escape(label.text)}
    return location


def _artifact(path: str) -> Json:
    uri = quote(path.encode("utf-8", "surrogatepass"), safe="/~")
    return {"uri": f"file://{uri}"} if path.startswith("/") else {"uri": uri, "uriBaseId": "PROJECT"}


def _region(place: Place) -> Json:
    return {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": place.end_column,
    }


def _fingerprint(diagnostic: Diagnostic, sources: Mapping[str, Source], seen: Counter[str]) -> str:
    """The same problem keeps its mark when lines above it move: made from the line's words, not from its number."""
    source, place = sources.get(diagnostic.span.path), place_of(diagnostic.span, sources)
    line = " ".join(source.line(place.line).split()) if source and place else ""
    parts = "\0".join((diagnostic.rule.code, diagnostic.span.path, line)).encode("utf-8", "surrogatepass")
    mark = hashlib.sha256(parts).hexdigest()[:32]
    seen[mark] += 1
    return f"{mark}:{seen[mark]}"
