"""Applying fixes to texts: each as a whole or not at all, in the order given. Nothing here reads or writes a file.

A fix is refused that touches characters which another one changes: what the two would make together nobody has looked at. Equal fixes are
made once.
"""

from collections.abc import Iterable, Mapping

from attrs import frozen

from pincitec.diagnostics.diagnostic import Edit, Fix
from pincitec.diagnostics.source import Source


@frozen
class Fixed:
    """The texts that changed, the fixes that were made, and those that were refused."""

    texts: Mapping[str, str]
    made: tuple[Fix, ...]
    refused: tuple[Fix, ...]


def apply_fixes(fixes: Iterable[Fix], sources: Mapping[str, Source]) -> Fixed:
    """The texts of the files after these fixes."""
    made: list[Fix] = []
    refused: list[Fix] = []
    edits: list[Edit] = []
    for fix in dict.fromkeys(fixes):
        if fits(fix, sources) and not any(clash(a, b) for a in fix.edits for b in edits):
            made.append(fix)
            edits += fix.edits
        else:
            refused.append(fix)
    texts = {path: edited(sources[path].text, edits, path) for path in sorted({e.span.path for e in edits})}
    return Fixed(texts, tuple(made), tuple(refused))


def fits(fix: Fix, sources: Mapping[str, Source]) -> bool:
    """Whether the edits of a fix lie in texts at hand and leave one another alone."""
    inside = all(e.span.path in sources and 0 <= e.span.start <= e.span.end <= len(sources[e.span.path].text) for e in fix.edits)
    return inside and not any(clash(a, b) for i, a in enumerate(fix.edits) for b in fix.edits[:i])


def clash(a: Edit, b: Edit) -> bool:
    """Whether two edits overlap. Two insertions at one place do: which comes first would be left to chance."""
    one, other = a.span, b.span
    if one.path != other.path:
        return False
    if (one.start, one.end) == (other.start, other.end):
        return True
    return one.start < other.end and other.start < one.end


def edited(text: str, edits: Iterable[Edit], path: str) -> str:
    """The text with the edits of its file made, last place first, so that no edit moves another."""
    for edit in sorted((e for e in edits if e.span.path == path), key=lambda e: (e.span.start, e.span.end), reverse=True):
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    return text
