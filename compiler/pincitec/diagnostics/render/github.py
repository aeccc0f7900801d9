"""Annotations on a pull request: workflow commands of GitHub Actions, one line a problem.

Source: GitHub Docs, "Workflow commands for GitHub Actions". A runner obeys each line that begins with `::`, so no text of
a user may begin one: line breaks, `%`, and in properties `:` and `,` are encoded.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from pincitec.diagnostics.diagnostic import Diagnostic, Severity
from pincitec.diagnostics.render.places import ordered, place_of
from pincitec.diagnostics.render.text import escape, one_line
from pincitec.diagnostics.source import Source

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], *, color: bool = False, width: int = 80) -> str:
    """The commands, one a line; nothing where there is nothing to say."""
    return "".join(_command(d, sources) + "\n" for d in ordered(diagnostics))


def _command(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    place = place_of(diagnostic.span, sources)
    properties = {"file": diagnostic.span.path}
    if place:
        properties["line"] = str(place.line)
        properties["endLine"] = str(place.end_line)
        # Columns are only understood within one line.
        if place.line == place.end_line:
            properties["col"] = str(place.column)
            properties["endColumn"] = str(place.end_column)
    properties["title"] = f"{diagnostic.rule.code} {diagnostic.rule.name}"
    listed = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    lines = [one_line(diagnostic.message)]
    for label in diagnostic.labels[1:]:
        where = place_of(label.span, sources)
        at = f"{label.span.path}:{where.line}" if where else label.span.path
        lines.append(one_line(f"{at}: {label.text}" if label.text else at))
    lines += [f"note: {one_line(note)}" for note in diagnostic.notes]
    lines += [f"help: {one_line(diagnostic.help)}"] if diagnostic.help else []
    return f"::{_COMMANDS[diagnostic.severity]} {listed}::{_data(chr(10).join(lines))}"


def _data(text: str) -> str:
    return escape(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
