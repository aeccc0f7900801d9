"""A plain text of one section → a `.law` file with that text on one day, and no acts.

The public entry for text without annotations. Its first line is the heading; nothing is claimed about any other day.
"""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.importing import NO_SECTION
from pincitec.law.importing.annotated import Imported, Wanted
from pincitec.law.importing.drafts import Known
from pincitec.law.importing.layout import lay_out
from pincitec.law.importing.page import heading_words, lines_of, marked_by_us
from pincitec.law.importing.settle import settle
from pincitec.law.importing.written import Body, Heading, Origin, write
from pincitec.law.ladder import level
from pincitec.syntax.law_tree import ActNode


@frozen
class Stated:
    """What a plain text does not say of itself, and the person who imports it must."""

    identity: str
    on: date
    authority: str


def import_plain(source: Source, received: str, origin: Origin, stated: Stated, wanted: Wanted) -> Imported | list[Diagnostic]:
    """The section of a plain text; or why it cannot be imported. `received`: the file's text byte for byte, `source` as it is read."""
    lines = lines_of(source)
    if len(lines) < 2:
        help = "the first line is the heading, and each paragraph below it stands on a line of its own"
        start = Span(source.path, 0, min(len(source.text), 1))
        return [Diagnostic.at(NO_SECTION, start, "the file has no heading with text below it", help=help)]
    problems = [problem for line in lines if (problem := marked_by_us(line, source.path)) is not None]
    heading, body = heading_words(lines[0], stated.identity.rpartition("/")[2]), lines[1:]
    levels = tuple(rung for sample in wanted.ladder if (rung := level(sample)) is not None)
    laid = lay_out(heading, body, levels, wanted.marks, source.path)
    if isinstance(laid, list) or problems:
        return [*problems, *(laid if isinstance(laid, list) else ())]
    head = Heading(stated.identity, wanted.cites, stated.authority, wanted.ladder, origin)

    def written(acts: Sequence[ActNode], slips: Sequence[str]) -> str:
        return write(head, Body(stated.on, laid.lines, slips=tuple(slips)), acts)

    known = Known(frozenset(), frozenset(), levels)
    text = heading.span(source.path).to(lines[-1].span(source.path))
    settled = settle((), known, written, origin.name, lambda _: Source(source.path, received), text)
    return settled if isinstance(settled, list) else Imported(settled.text, settled.section, tuple(settled.told), ())
