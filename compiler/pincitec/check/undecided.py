"""Forms that the grammar reads and that nothing decides: each use is an error, so that none is taken for a rule that counts.

Assumes only the tree of a file. `FORMS` names them; whoever gives one a meaning takes it out.
"""

from collections.abc import Iterator

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.syntax import NO_MEANING
from pincitec.syntax import pol_tree as t

FORMS: dict[type, str] = {}
"""The forms without a meaning, as they are written."""

JUDGED_BY_ANY = "judged by A or B"


def check_forms(file: t.PolicyFile) -> list[Diagnostic]:
    """An error for each use of a form without a meaning."""
    return [error(form, span) for d in file.declarations for form, span in used(d)]


def error(form: str, span: Span) -> Diagnostic:
    help = "leave it out, and say with `untranslatable` or `silent` what is then not decided"
    return Diagnostic.at(NO_MEANING, span, f"`{form}` decides nothing in this version", help=help)


def used(d: t.Declaration) -> Iterator[tuple[str, Span]]:
    if type(d) in FORMS:
        yield FORMS[type(d)], d.span
    elif isinstance(d, t.FactDecl) and d.judged_by_any:
        yield JUDGED_BY_ANY, d.span
    for item in items(d.items) if isinstance(d, t.Provision) else ():
        if type(item.meaning) in FORMS:
            yield FORMS[type(item.meaning)], item.meaning.span
        else:
            yield from within(*t.conditions(item.meaning))
    if isinstance(d, t.Applies):
        yield from within(d.condition)
    if isinstance(d, t.Verify):
        yield from within(d.premise, d.conclusion, *((d.assuming,) if d.assuming is not None else ()))


def items(nested: tuple[t.Item, ...]) -> Iterator[t.Item]:
    """All items, in groups too."""
    for item in nested:
        yield item
        if isinstance(item.meaning, t.Group):
            yield from items(item.meaning.items)


def within(*conditions: t.Condition) -> Iterator[tuple[str, Span]]:
    for node in (n for condition in conditions for n in t.walk(condition)):
        if type(node) in FORMS:
            yield FORMS[type(node)], node.span
