"""One problem, as a value. Renderers (in `render/`) decide how it looks; nothing here prints."""

from collections.abc import Iterable
from enum import Enum

from attrs import frozen

from pincitec.diagnostics.source import Span


class Severity(Enum):
    """How bad it is. Only an `ERROR` makes a command fail; `INFO` lists a reading that a reviewer should see."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@frozen
class Rule:
    """A kind of problem: its stable code, a name that reads as "allow NAME", and since when it is looked for.

    Its page is `pages/CODE.md`; `pincite explain CODE` prints it.
    """

    code: str
    name: str
    severity: Severity
    summary: str
    since: str = "0.1"


@frozen
class Label:
    """A place with a few words about it, for example the words of the statute that an amount contradicts."""

    span: Span
    text: str = ""


@frozen
class Diagnostic:
    """A problem at a place.

    `message` is one short phrase: lower case, no final stop, user input in backticks, no Python names, no line breaks.
    `labels[0]` is the primary place; the others may lie in other files, such as the statute.
    `help` says how to repair it; a `replacement` (text for the primary span) can be applied by a tool.
    """

    rule: Rule
    message: str
    labels: tuple[Label, ...]
    notes: tuple[str, ...] = ()
    help: str | None = None
    replacement: str | None = None

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def span(self) -> Span:
        return self.labels[0].span

    @staticmethod
    def at(
        rule: Rule,
        span: Span,
        message: str,
        label: str = "",
        *,
        others: Iterable[Label] = (),
        notes: Iterable[str] = (),
        help: str | None = None,
        replacement: str | None = None,
    ) -> "Diagnostic":
        """The usual way to make one: a rule, a place, a phrase."""
        return Diagnostic(rule, message, (Label(span, label), *others), tuple(notes), help, replacement)


def sort_key(diagnostic: Diagnostic) -> tuple[bool, str, int, int, str, str]:
    """Order of presentation: by file and place, whatever order the checks ran in; policies last, since a mistake in the law on file makes
    others in the policies that quote it."""
    span = diagnostic.span
    return (span.path.endswith(".pol"), span.path, span.start, span.end, diagnostic.rule.code, diagnostic.message)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.severity is Severity.ERROR for d in diagnostics)
