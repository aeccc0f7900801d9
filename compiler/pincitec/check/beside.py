"""The law beside a mistake: an error in the meaning of a quotation also shows the words of the statute that it should encode.

Runs last, over the problems of a file. Problems that show words of the law already are left as they are.
"""

from collections.abc import Iterable, Iterator

from attrs import evolve

from pincitec.check.laws import Laws, Located
from pincitec.check.scopes import Scope
from pincitec.diagnostics import Diagnostic, Label, Severity, Span
from pincitec.law.quotations import find
from pincitec.syntax import pol_tree as t

Stretch = tuple[Span, str, t.Cite, tuple[int, int] | None]
"""A quotation with its meaning in a policy, the words, where they are to be found, and which of several places is meant."""


def with_words(problems: tuple[Diagnostic, ...], file: t.PolicyFile, scope: Scope, laws: Laws) -> tuple[Diagnostic, ...]:
    """The problems, each error inside a clause with the words of the law that the clause quotes there."""
    stretches = [s for d in file.declarations if isinstance(d, t.Provision) for item in d.items for s in within(item, d.cite)]
    stretches += [(d.span, d.words.text, d.cite, None) for d in file.declarations if isinstance(d, t.Statement)]
    return tuple(beside(p, stretches, scope, laws) for p in problems)


def within(item: t.Item, cite: t.Cite) -> Iterator[Stretch]:
    """An item and every quotation nested in it."""
    yield stretch(item.span, item.quote, cite)
    for condition in t.conditions(item.meaning):
        for node in t.walk(condition):
            if isinstance(node, t.Quoted):
                yield stretch(node.span, node.quote, cite)
            elif isinstance(node, t.ListTable):
                yield from (stretch(row.span, row.quote, cite) for row in node.rows)
    if isinstance(item.meaning, t.Table):
        yield from (stretch(row.span, row.quote, cite) for row in item.meaning.rows)
    if isinstance(item.meaning, t.Group):
        for inner in item.meaning.items:
            yield from within(inner, cite)


def stretch(span: Span, quote: t.Quotation, cite: t.Cite) -> Stretch:
    return span, quote.words.text, quote.within or cite, quote.at


def beside(problem: Diagnostic, stretches: Iterable[Stretch], scope: Scope, laws: Laws) -> Diagnostic:
    """A problem with the words of the innermost quotation around it, if it is an error that shows no law and these words are found."""
    here = problem.span
    if problem.severity is not Severity.ERROR or any(label.span.path.endswith(".law") for label in problem.labels):
        return problem
    around = [s for s in stretches if s[0].path == here.path and s[0].start <= here.start and here.end <= s[0].end]
    if not around:
        return problem
    _, words, cite, at = min(around, key=lambda s: s[0].end - s[0].start)
    span = in_the_law(words, cite, at, scope, laws)
    return problem if span is None else evolve(problem, labels=(*problem.labels, Label(span, "the words that this encodes")))


def in_the_law(words: str, cite: t.Cite, at: tuple[int, int] | None, scope: Scope, laws: Laws) -> Span | None:
    """Where the words of a quotation stand, in the newest text that has them."""
    place = laws.locate(cite, scope)
    if not isinstance(place, Located):
        return None
    for version in reversed(laws.sections[place.section].versions):
        flat = laws.text(place, version)
        hits = find(words, flat) if flat is not None else ()
        if hits and flat is not None:
            which = at[0] - 1 if at and at[0] <= len(hits) else 0
            return next(iter(flat.spans(hits[which].start, hits[which].end)), None)
    return None
