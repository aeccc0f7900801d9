"""JUnit XML, for servers that show test results: a suite of one case a file, and one failed case a problem.

There is no official schema; this is the subset that Jenkins, GitLab and Azure read alike. It holds no times and no host, so
that equal input gives equal output.
"""

from collections.abc import Iterator, Mapping, Sequence
from xml.sax.saxutils import escape as xml_text, quoteattr

from pincitec.diagnostics.diagnostic import Diagnostic, Severity
from pincitec.diagnostics.render.places import count, files_of, ordered, place_of
from pincitec.diagnostics.render.text import escape, one_line
from pincitec.diagnostics.source import Source


def render(diagnostics: Sequence[Diagnostic], sources: Mapping[str, Source], *, color: bool = False, width: int = 80) -> str:
    """An XML document; a file without errors is a case that passed, and its warnings are the output of that case."""
    found = ordered(diagnostics)
    cases: list[str] = []
    for path in sorted({*sources, *files_of(found)}):
        cases += _cases(path, [d for d in found if d.span.path == path], sources)
    number = sum("<testcase " in case for case in cases)
    counts = f'tests="{number}" failures="{count(found, Severity.ERROR)}" errors="0"'
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<testsuites name="pincite" {counts}>',
        f'  <testsuite name="pincite check" {counts} skipped="0">',
        *cases,
        "  </testsuite>",
        "</testsuites>",
    ]
    return "\n".join(lines) + "\n"


def _cases(path: str, found: Sequence[Diagnostic], sources: Mapping[str, Source]) -> Iterator[str]:
    about = f"classname={quoteattr(one_line(path))} file={quoteattr(one_line(path))}"
    passed = [d for d in found if d.severity is not Severity.ERROR]
    if len(passed) == len(found):
        output = "\n".join(_words(d, sources) for d in passed)
        if output:
            yield f'    <testcase name="check" {about}>'
            yield f"      <system-out>{xml_text(output)}</system-out>"
            yield "    </testcase>"
        else:
            yield f'    <testcase name="check" {about}/>'
        return
    for diagnostic in found:
        rule = diagnostic.rule
        place = place_of(diagnostic.span, sources)
        line = f' line="{place.line}"' if place else ""
        name = f"{rule.code} {rule.name}" + (f" at {place.line}:{place.column}" if place else "")
        yield f"    <testcase name={quoteattr(name)} {about}{line}>"
        text = xml_text(_words(diagnostic, sources))
        if rule.severity is Severity.ERROR:
            yield f'      <failure type="{rule.code}" message={quoteattr(one_line(diagnostic.message))}>{text}</failure>'
        else:
            yield f"      <system-out>{text}</system-out>"
        yield "    </testcase>"


def _words(diagnostic: Diagnostic, sources: Mapping[str, Source]) -> str:
    lines = [f"{diagnostic.severity.value}[{diagnostic.rule.code}]: {one_line(diagnostic.message)}"]
    for label in diagnostic.labels:
        place = place_of(label.span, sources)
        at = one_line(label.span.path) + (f":{place.line}:{place.column}" if place else "")
        lines.append(f"at {at}: {label.text}" if label.text else f"at {at}")
    lines += [f"note: {note}" for note in diagnostic.notes]
    lines += [f"help: {diagnostic.help}"] if diagnostic.help else []
    return escape("\n".join(lines))
