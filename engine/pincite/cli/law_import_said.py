"""What an import says when it is done: what was written, what a person has to look at, and what of the received file was not taken."""

import textwrap
from collections.abc import Iterator

from pincite.cli.streams import LETTER, columns, escape
from pincitec.diagnostics import Source
from pincitec.law.importing.annotated import Imported
from pincitec.law.importing.page import Line
from pincitec.syntax.law_tree import ActKind

_MOST_WORDS = 60


def report(imported: Imported, source: Source, written: list[str]) -> str:
    """The report for standard error. `written`: a line for each file that was written."""
    section = imported.section
    acts = sum(1 for act in section.acts if act.kind is ActKind.ACT)
    complete = sum(1 for version in section.versions if version.complete)
    first = [f"{section.id}: {_count(acts, 'act')}, {_count(len(section.versions), 'version')}, {complete} of them complete"]
    parts = [first + written]
    if imported.told:
        parts.append([f"{_count(len(imported.told), 'place')} for a person, by lines of {source.path}:", *_told(imported, source)])
    if imported.left:
        are = "is" if len(imported.left) == 1 else "are"
        parts.append([f"{_count(len(imported.left), 'line')} of {source.path} {are} not taken:", *_left(imported.left)])
    return "\n\n".join("\n".join(escape(line) for line in part) for part in parts)


def _told(imported: Imported, source: Source) -> Iterator[str]:
    width = columns(LETTER, err=True)
    last: tuple[int, str] | None = None
    for entry in imported.told:
        line, _ = source.line_column(entry.span.start)
        if (line, entry.about) != last:
            yield from textwrap.wrap(entry.about, width, initial_indent=f"  {line:<5} ", subsequent_indent=" " * 8)
            last = (line, entry.about)
        yield from textwrap.wrap(entry.words, width, initial_indent=" " * 10 + "- ", subsequent_indent=" " * 12, break_long_words=False)


def _left(lines: tuple[Line, ...]) -> Iterator[str]:
    """Runs of lines between which nothing was taken, each with its first and last words."""
    runs: list[list[Line]] = []
    for line in lines:
        if runs and line.number <= runs[-1][-1].number + 2:
            runs[-1].append(line)
        else:
            runs.append([line])
    for run in runs:
        first, last = run[0], run[-1]
        if first is last:
            yield f"  {first.number}: {_short(first.text)}"
        else:
            yield f"  {first.number} to {last.number}: {_short(first.text, 30)} … {_short(last.text, 30)}"


def _short(text: str, most: int = _MOST_WORDS) -> str:
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
