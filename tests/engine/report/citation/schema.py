"""The JSON Schema of a citation report, made from the classes of its view: `docs/schemas/report-1.json` is this, and a test says so."""

import json
from pathlib import Path
from typing import Any, get_args, get_origin, get_type_hints

from pincite.report.citation import view
from pincite.report.citation.as_json import SCHEMA


def schema() -> dict[str, Any]:
    """The schema, with one definition a class."""
    found: dict[str, Any] = {}
    top = of_class(view.CitationReport, found)
    properties = {"schema": {"const": SCHEMA}, **top["properties"]}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:pincite:report:1",
        "title": "Citation report",
        "description": "What `pincite report --format json` writes: the report, part by part, as its pages lay it out.",
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
        "$defs": dict(sorted(found.items())),
    }


def of_class(kind: type, found: dict[str, Any]) -> dict[str, Any]:
    hints = get_type_hints(kind)
    properties = {name: of_type(hint, found) for name, hint in hints.items()}
    said = " ".join((kind.__doc__ or "").split())
    return {
        "description": said,
        "type": "object",
        "additionalProperties": False,
        "required": list(hints),
        "properties": properties,
    }


def of_type(hint: Any, found: dict[str, Any]) -> dict[str, Any]:
    simple = {str: "string", int: "integer", bool: "boolean"}.get(hint)
    if simple is not None:
        return {"type": simple}
    args = get_args(hint)
    if get_origin(hint) is tuple:
        if len(args) == 2 and args[1] is Ellipsis:
            return {"type": "array", "items": of_type(args[0], found)}
        return {"type": "array", "prefixItems": [of_type(a, found) for a in args], "minItems": len(args), "maxItems": len(args)}
    if type(None) in args:
        (inner,) = (a for a in args if a is not type(None))
        return {"anyOf": [{"type": "null"}, of_type(inner, found)]}
    assert isinstance(hint, type) and issubclass(hint, tuple), hint
    name = hint.__name__
    if name not in found:
        found[name] = {}
        found[name] = of_class(hint, found)
    return {"$ref": f"#/$defs/{name}"}


def written() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    (Path(__file__).parents[4] / "docs/schemas/report-1.json").write_text(written(), encoding="utf-8")
