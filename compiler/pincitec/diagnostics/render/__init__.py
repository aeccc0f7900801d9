"""How diagnostics look, by format. Each format is a module with one function; it is imported when it is asked for.

`sources` holds the text of every file by its displayed path. A diagnostic about a file that is not in it (because it
could not be read) is shown with its path alone. Order of presentation is by place, whatever order the checks ran in.
"""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Final, Protocol

from pincitec.diagnostics.diagnostic import Diagnostic
from pincitec.diagnostics.source import Source

FORMATS: Final[Mapping[str, str]] = {
    "full": "pincitec.diagnostics.render.full",
    "concise": "pincitec.diagnostics.render.concise",
    "json": "pincitec.diagnostics.render.json",
    "sarif": "pincitec.diagnostics.render.sarif",
    "junit": "pincitec.diagnostics.render.junit",
    "github": "pincitec.diagnostics.render.github",
}


class Renderer(Protocol):
    """What each format's module provides. Machine formats pass over `color` and `width` (columns)."""

    def __call__(
        self, diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], *, color: bool = False, width: int = 80
    ) -> str: ...


def render(
    format: str,
    diagnostics: Sequence[Diagnostic],
    sources: Mapping[str, Source],
    *,
    color: bool = False,
    width: int = 80,
) -> str:
    """The diagnostics in one of `FORMATS`. Raises `KeyError` for another format: a command offers only these."""
    renderer: Renderer = import_module(FORMATS[format]).render
    return renderer(diagnostics, sources, color=color, width=width)
