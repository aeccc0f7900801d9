"""A clause for the words that an act put in place of quoted ones: written as a fix only where it follows from the operations exactly.

Serves `lapses.py`. Assumes a clause that is in force in one era and lapsed in the next. The old clause stays as it is, for its days. The
new one differs from it in numbers alone: each changed number of the law in the one literal that was bound to it. Where other words
changed, what they mean is for a person to say, and there is no fix.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from attrs import evolve, frozen

from pincitec.check.changes import words_now
from pincitec.check.clauses import CheckedClause
from pincitec.check.fares import Fare, fare
from pincitec.check.figures import bind, own_figures, states
from pincitec.check.laws import Laws
from pincitec.check.literals import UNITS, constant, literal
from pincitec.check.standings import Stand
from pincitec.check.typed import Typed
from pincitec.check.uses import uses
from pincitec.diagnostics import Edit, Fix, Span
from pincitec.diagnostics.fixing import edited
from pincitec.law.figures import Figure, Kind
from pincitec.syntax import pol_tree as t

Names = tuple[str, ...]


@frozen
class Changed:
    """A quotation of a clause that lost its words: how it fared, the words in their place, and how these fare in the new text."""

    index: int
    before: Fare
    words: str
    after: Fare


def split(clause: CheckedClause, before: Stand, after: Stand, laws: Laws, names: Names, text: str) -> Fix | None:
    """The clause for the text from `after` on, as text beside the old one; None where it does not follow exactly. `text`: its file."""
    changed = quotations_now(clause, before, after, laws)
    if changed is None or clause.effect == "define" or any(c.index < clause.own for c in changed):
        return None
    edits: list[Edit] = []
    for one in changed:
        literals = literals_now(one, clause, before, names)
        if literals is None:
            return None
        escaped = one.words.replace("\\", "\\\\").replace('"', '\\"')
        edits += [Edit(clause.quotes[one.index].quote.words.inner, escaped), *literals]
    span = clause.span
    moved = [Edit(Span(span.path, e.span.start - span.start, e.span.end - span.start), e.text) for e in edits]
    new = edited(text[span.start : span.end], moved, span.path)
    from_ = after.era.from_
    return Fix(f"add the clause for the text from {from_}, beside it", (beside(new, span, text),))


def quotations_now(clause: CheckedClause, before: Stand, after: Stand, laws: Laws) -> list[Changed] | None:
    """The quotations that lost their words, with those in their place; None where these are not known, or do not stand there once, or stood
    there before, or where another quotation of the clause would not stand beside them."""
    made: list[Fare] = []
    changed: list[Changed] = []
    for i, cited in enumerate(clause.quotes):
        asked, was, now = cited, before.fares[i], after.fares[i]
        parent = None if cited.parent is None else made[cited.parent]
        version = after.era.versions[cited.place.section]
        old = before.era.versions[cited.place.section]
        if now.status != "verified":
            if old is None or version is None or was.flat is None or was.match is None or len(was.match.segments) > 1:
                return None
            words = words_now(was.flat, was.match.start, was.match.end, laws.sections[cited.place.section], old, version)
            if words is None:
                return None
            asked = evolve(cited, quote=evolve(cited.quote, words=evolve(cited.quote.words, text=words)))
            earlier = None if cited.parent is None else before.fares[cited.parent]
            if fare(asked, earlier, old, laws).status == "verified":
                return None
        found = fare(asked, parent, version, laws)
        if found.status != "verified":
            return None
        if now.status != "verified":
            changed.append(Changed(i, was, asked.quote.words.text, found))
        made.append(found)
    return changed


def literals_now(one: Changed, clause: CheckedClause, before: Stand, names: Names) -> list[Edit] | None:
    """What becomes of the literals that are bound to a changed quotation; None where more than numbers changed, where the kind or unit of
    one did, or where a changed number is not bound to exactly one literal."""
    old, new = own_figures(one.before, names), own_figures(one.after, names)
    if skeleton(one.before, old) != skeleton(one.after, new):
        return None
    edits = []
    for was, now in zip(old, new, strict=True):
        if was.value == now.value:
            continue
        bound = [use.literal for use in uses(clause) if bind(use, before.fares, names) == (was, one.before)]
        written = written_as(bound[0], now) if len(bound) == 1 else None
        if written is None:
            return None
        edits.append(Edit(bound[0].span, written))
    return edits


def skeleton(fare: Fare, figures: list[Figure]) -> list[str]:
    """The words of a quotation with a sign for each number: what it counts, not how many."""
    assert fare.flat is not None and fare.match is not None
    parts, position = [], fare.match.start
    for figure in figures:
        parts += [fare.flat.text[position : figure.start], f"{figure.kind.value} {figure.unit}"]
        position = min(figure.end, fare.match.end)
    return [*parts, fare.flat.text[position : fare.match.end]]


def written_as(old: Typed, figure: Figure) -> str | None:
    """A number of the law as a literal of the same form as an old one; None where there is no such literal."""
    assert old.literal is not None
    for node in forms(old.literal, figure):
        typed = literal(node) if node.unit is None or node.unit in UNITS else constant(node, old.type, node.value)
        if isinstance(typed, Typed) and typed.type == old.type and states(figure, typed):
            return text_of(node)
    return None


def forms(old: t.Literal, figure: Figure) -> Iterator[t.Literal]:
    """How a number could be written in the form of an old literal."""
    if old.kind in ("money", "percent") and isinstance(figure.value, int | Fraction):
        yield evolve(old, value=figure.value)
    elif old.kind == "number" and isinstance(figure.number, int):
        if figure.kind is Kind.PERIOD:
            yield from (evolve(old, value=figure.number, unit=unit) for unit in ("years", "months"))
        else:
            yield evolve(old, value=figure.number, unit="days" if old.unit in UNITS else old.unit)
    elif old.kind == "date" and isinstance(figure.value, date):
        yield evolve(old, value=figure.value)


def text_of(node: t.Literal) -> str | None:
    """A literal as it is written in a policy; None where its value has no short decimal form."""
    value = node.value
    if node.kind == "money" and isinstance(value, int):
        dollars, cents = divmod(value, 100)
        return f"${dollars:,}" + (f".{cents:02}" if cents else "")
    if node.kind == "percent" and isinstance(value, int | Fraction):
        return f"{int(value * 100)}%" if (value * 100).denominator == 1 else None
    if node.kind == "number" and isinstance(value, int):
        unit = node.unit.removesuffix("s") if node.unit in UNITS and node.unit is not None and value == 1 else node.unit
        return f"{value}" + (f" {unit}" if unit else "")
    return value.isoformat() if node.kind == "date" and isinstance(value, date) else None


def beside(new: str, old: Span, text: str) -> Edit:
    """The new clause on a line of its own: above the old one, but below it where a comment stands over that."""
    start = text.rfind("\n", 0, old.start) + 1
    indent = text[start : old.start]
    above = text[text.rfind("\n", 0, max(start - 1, 0)) + 1 : max(start - 1, 0)].strip()
    if not indent.strip() and not above.startswith("#"):
        return Edit(Span(old.path, old.start, old.start), f"{new}\n{indent}")
    end = text.find("\n", old.end)
    rest = text[old.end : len(text) if end < 0 else end].strip()
    at = old.end if end < 0 or (rest and not rest.startswith("#")) else end
    return Edit(Span(old.path, at, at), f"\n{indent if not indent.strip() else ''}{new}")
