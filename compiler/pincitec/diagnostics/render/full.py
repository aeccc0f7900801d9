"""The format for people: each problem with the lines it is about, in the rules and in the statute, and how to repair it."""

from collections.abc import Iterator, Mapping, Sequence

from pincitec.diagnostics.diagnostic import Diagnostic, Label, Safety, Severity
from pincitec.diagnostics.render.excerpt import Mark, excerpt
from pincitec.diagnostics.render.places import ordered, place_of, summary
from pincitec.diagnostics.render.text import cells, fold, one_line
from pincitec.diagnostics.source import Source

_COLORS = {Severity.ERROR: "1;31", Severity.WARNING: "1;33", Severity.INFO: "1;36"}
OPTION = {Safety.SAFE: "--fix", Safety.SUGGESTED: "--fix --suggested"}
"""How the command line applies a fix."""
_FRAME = "34"
_STRONG = "1"


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], *, color: bool = False, width: int = 80) -> str:
    """Framed excerpts of at most `width` columns, then a line that counts; nothing where there is nothing to say."""
    if not diagnostics:
        return ""
    blocks = ["\n".join(_block(d, sources, color, width)) for d in ordered(diagnostics)]
    return "\n\n".join([*blocks, summary(diagnostics)]) + "\n"


def _paint(text: str, code: str, color: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if color and text else text


def _block(diagnostic: Diagnostic, sources: Mapping[str, Source], color: bool, width: int) -> Iterator[str]:
    tone = _COLORS[diagnostic.severity]
    head = f"{diagnostic.severity.value}[{diagnostic.rule.code}]"
    first, *rest = fold(f"{head}: {one_line(diagnostic.message)}", width)
    yield _paint(head, tone, color) + _paint(first.removeprefix(head), _STRONG, color)
    yield from (_paint(f"  {line}", _STRONG, color) for line in rest)

    gutter = _gutter(diagnostic, sources)
    bar = _paint(" " * gutter + " |", _FRAME, color)
    for position, labels in enumerate(_by_file(diagnostic.labels)):
        span = labels[0].span
        place = place_of(span, sources)
        where = f":{place.line}:{place.column}" if place else ""
        arrow = "-->" if position == 0 else ":::"
        yield _paint(" " * gutter + arrow, _FRAME, color) + f" {one_line(span.path)}{where}"
        source = sources.get(span.path)
        if source is None:
            yield from (f"{bar} {line}" for label in labels if label.text for line in fold(label.text, width - gutter - 3))
            continue
        yield bar
        before = 0
        for number, marks in sorted(_marks(labels, diagnostic.labels[0], sources).items()):
            if before and number > before + 1:
                yield _paint("...", _FRAME, color)
            before = number
            for row in excerpt(source.line(number), marks, width - gutter - 3):
                if row.marks:
                    yield f"{bar} {_paint(row.text, tone if row.primary else '1;34', color)}"
                else:
                    yield f"{_paint(f'{number:>{gutter}} |', _FRAME, color)} {row.text}".rstrip()
    extra = [("note", note) for note in diagnostic.notes]
    extra += [("help", diagnostic.help)] if diagnostic.help else []
    # A help that already shows the text to write is not repeated.
    if diagnostic.replacement and f"`{diagnostic.replacement}`" not in (diagnostic.help or ""):
        extra.append(("replace with", f"`{diagnostic.replacement}`"))
    elif diagnostic.fixes and diagnostic.replacement is None:
        fix = diagnostic.fixes[0]
        extra.append(("fix", f"{one_line(fix.title)} (`pincite check {OPTION[fix.safety]}`)"))
    extra += [("see", f"pincite explain {diagnostic.rule.code}  ({diagnostic.rule.name})")]
    if any(label.span.path in sources for label in diagnostic.labels):
        yield bar
    for title, text in extra:
        lead = " " * gutter + " = " + title + ": "
        first, *rest = [text] if title == "see" and cells(lead + text) <= width else fold(text, width - len(lead))
        yield _paint(" " * gutter + " =", _FRAME, color) + f" {_paint(title, _STRONG, color)}: {first}"
        yield from (" " * len(lead) + line for line in rest)


def _by_file(labels: Sequence[Label]) -> list[list[Label]]:
    """Labels by file, the primary one's file first, then as they come."""
    files: dict[str, list[Label]] = {}
    for label in labels:
        files.setdefault(label.span.path, []).append(label)
    return list(files.values())


def _marks(labels: Sequence[Label], primary: Label, sources: Mapping[str, Source]) -> dict[int, list[Mark]]:
    """The marks on each line. Of a span over several lines the first and the last line are marked, the words on the last."""
    lines: dict[int, list[Mark]] = {}
    for label in labels:
        source = sources[label.span.path]
        place = place_of(label.span, sources)
        assert place is not None
        is_primary = label is primary
        last, end = place.end_line, place.end_column - 1
        while last > place.line and not source.line(last)[:end].strip():
            last, end = last - 1, len(source.line(last - 1))
        start = place.column - 1
        if last > place.line:
            first_line = source.line(place.line)
            lines.setdefault(place.line, []).append(Mark(start, len(first_line.rstrip()), "", is_primary))
            text = source.line(last)
            start = len(text) - len(text.lstrip())
        lines.setdefault(last, []).append(Mark(start, max(end, start), label.text, is_primary))
    return lines


def _gutter(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> int:
    places = [place_of(label.span, sources) for label in diagnostic.labels]
    return max((len(str(place.end_line)) for place in places if place), default=1) + 1
