"""One line a problem, in the shape that editors and `grep` know: `path:line:column: severity: message [CODE name]`."""

from collections.abc import Mapping, Sequence

from pincitec.diagnostics.diagnostic import Diagnostic
from pincitec.diagnostics.render.places import ordered, place_of
from pincitec.diagnostics.render.text import one_line
from pincitec.diagnostics.source import Source


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], *, color: bool = False, width: int = 80) -> str:
    """The lines; never broken and never colored, so that they can be read by programs."""
    return "".join(_line(d, sources) + "\n" for d in ordered(diagnostics))


def _line(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    place = place_of(diagnostic.span, sources)
    where = one_line(diagnostic.span.path) + (f":{place.line}:{place.column}" if place else "")
    rule = diagnostic.rule
    return f"{where}: {rule.severity.value}: {one_line(diagnostic.message)} [{rule.code} {rule.name}]"
