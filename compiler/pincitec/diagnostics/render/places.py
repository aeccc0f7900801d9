"""From spans to lines and columns, for every renderer; and the counts of a summary."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from pincitec.diagnostics.diagnostic import Diagnostic, Severity, sort_key
from pincitec.diagnostics.render.text import plural
from pincitec.diagnostics.source import Source, Span


@frozen
class Place:
    """A span in lines and columns, counted from 1 in characters; the end column is one past the last character."""

    line: int
    column: int
    end_line: int
    end_column: int


def place_of(span: Span, sources: Mapping[str, Source]) -> Place | None:
    """Where a span lies, if the file's text is at hand. A span past the end of the text is taken as its end."""
    source = sources.get(span.path)
    if source is None:
        return None
    last = len(source.text)
    start = min(max(span.start, 0), last)
    line, column = source.line_column(start)
    end_line, end_column = source.line_column(min(max(span.end, start), last))
    return Place(line, column, end_line, end_column)


def ordered(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """In the order of presentation: by file and place."""
    return sorted(diagnostics, key=sort_key)


def count(diagnostics: Iterable[Diagnostic], severity: Severity) -> int:
    return sum(d.severity is severity for d in diagnostics)


def files_of(diagnostics: Iterable[Diagnostic]) -> list[str]:
    """The files that the diagnostics are about (not those they only point to), sorted."""
    return sorted({d.span.path for d in diagnostics})


def summary(diagnostics: Sequence[Diagnostic]) -> str:
    """For example "2 errors, 1 warning in 2 files"."""
    nouns = ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "note"))
    counts = [plural(n, noun) for severity, noun in nouns if (n := count(diagnostics, severity))]
    return f"{', '.join(counts)} in {plural(len(files_of(diagnostics)), 'file')}"
