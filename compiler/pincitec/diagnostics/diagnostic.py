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


class Safety(Enum):
    """Whether a fix may be applied without a person. `SAFE`: what the rule says stays as it was. `SUGGESTED`: it says something new,
    which somebody has to read beside the law."""

    SAFE = "safe"
    SUGGESTED = "suggested"


@frozen
class Edit:
    """Characters of a file to be replaced; of an insertion the span is empty."""

    span: Span
    text: str


@frozen
class Fix:
    """Edits that repair a problem together: all of them are made or none. `title` says what is done, as an order without a stop."""

    title: str
    edits: tuple[Edit, ...]
    safety: Safety = Safety.SUGGESTED


@frozen
class Diagnostic:
    """A problem at a place.

    `message` is one short phrase: lower case, no final stop, user input in backticks, no Python names, no line breaks.
    `labels[0]` is the primary place; the others may lie in other files, such as the statute.
    `help` says how to repair it; `fixes` are what a tool can apply, the best one first.
    """

    rule: Rule
    message: str
    labels: tuple[Label, ...]
    notes: tuple[str, ...] = ()
    help: str | None = None
    fixes: tuple[Fix, ...] = ()

    @property
    def severity(self) -> Severity:
        return self.rule.severity

    @property
    def span(self) -> Span:
        return self.labels[0].span

    @property
    def replacement(self) -> str | None:
        """The text to put in place of the primary span, where that is all that the best fix does."""
        edits = self.fixes[0].edits if self.fixes else ()
        return edits[0].text if len(edits) == 1 and edits[0].span == self.span else None

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
        fixes: Iterable[Fix] = (),
    ) -> "Diagnostic":
        """The usual way to make one: a rule, a place, a phrase. A `replacement` is text for the span, as a suggestion."""
        plain = () if replacement is None else (Fix(f"write `{replacement}`", (Edit(span, replacement),)),)
        return Diagnostic(rule, message, (Label(span, label), *others), tuple(notes), help, (*plain, *fixes))


def sort_key(diagnostic: Diagnostic) -> tuple[bool, str, int, int, str, str]:
    """Order of presentation: by file and place, whatever order the checks ran in; policies last, since a mistake in the law on file makes
    others in the policies that quote it."""
    span = diagnostic.span
    return (span.path.endswith(".pol"), span.path, span.start, span.end, diagnostic.rule.code, diagnostic.message)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    return any(d.severity is Severity.ERROR for d in diagnostics)
