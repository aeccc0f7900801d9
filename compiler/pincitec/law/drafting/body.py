"""A file of `.law` operations → the body of an act: its notes name the sources that say so.

The lines are kept as written. A name of a source that the section does not have stands for the file itself, which is then received
like any other evidence.
"""

from collections.abc import Iterable
from typing import Final

from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic, Label, Source, Span
from pincitec.diagnostics.catalogue.drafting import NO_INSTRUCTIONS
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.syntax.law_build import build_law
from pincitec.syntax.law_parse import parse_law

_BEFORE: Final = 'section x/1\nauthority statute\nact "x" effective 2000-01-01 {\n'
_AFTER: Final = "}\n"


@frozen
class WrittenBody:
    """The lines of the body, and the name under which the file itself is one of its sources (None: it is not)."""

    text: str
    own_name: str | None


def read_body(source: Source, sources: Iterable[str]) -> WrittenBody | list[Diagnostic]:
    """The body that a file holds; else its problems, located in it. `sources`: the names that the section has."""
    text = source.text.rstrip() + "\n"
    whole = Span(source.path, 0, len(source.text.rstrip()))
    lossless, problems = parse_law(Source(source.path, _BEFORE + text + _AFTER))
    if lossless is None:
        return [_moved(problem, whole) for problem in problems]
    law, problems = build_law(lossless)
    if has_errors(problems):
        return [_moved(problem, whole) for problem in problems]
    if len(law.acts) != 1 or any((law.texts, law.notes, law.sources, law.cites, law.history)):
        help = "give what stands between the braces of the act: operations, `applies`, notes"
        return [Diagnostic.at(NO_INSTRUCTIONS, whole, "a file of operations holds the body of one act and nothing else", help=help)]
    act = law.acts[0]
    if not (act.operations or act.remainders or act.on_acts):
        help = 'for example: in C strike "x" insert "y"'
        return [Diagnostic.at(NO_INSTRUCTIONS, whole, f"`{source.path}` holds no operations", help=help)]
    known = set(sources)
    unknown = {note.source.text: note for note in act.notes if note.source.text not in known}
    if len(unknown) > 1:
        second = sorted(unknown.values(), key=lambda note: note.span.start)[1]
        span = _span(second.source.span, whole)
        return [
            Diagnostic.at(NO_INSTRUCTIONS, span, f"there is no source `{second.source.text}`", help="one new name stands for this file")
        ]
    return WrittenBody(text, next(iter(unknown), None))


def _moved(problem: Diagnostic, whole: Span) -> Diagnostic:
    return evolve(problem, labels=tuple(Label(_span(label.span, whole), label.text) for label in problem.labels))


def _span(span: Span, whole: Span) -> Span:
    """A place in the file, from one in the file with the lines around it."""
    start, end = (min(max(at - len(_BEFORE), 0), whole.end) for at in (span.start, span.end))
    return Span(whole.path, start, max(start, end))
