"""Does a comparison of two facts agree with the words that it rests on? "prior to purchasing" is `<`, and never `<=`.

Part of the checks of numbers and words, beside `figures`, which holds each number against its phrase. Looks at the conditions in which
neither side of the comparison is a literal. Only where a quotation's own words state one comparison and its meaning makes one, and then
only of what is certain: whether the boundary belongs to it, and the direction where the words name the one side after the phrase.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from attrs import evolve, frozen

from pincitec.check.clauses import CheckedClause
from pincitec.check.denials import denied_outside, own_words
from pincitec.check.fares import Fare
from pincitec.check.typed import Tested, Typed
from pincitec.check.uses import MIRRORED, SIGNS, STATED, denying, moved
from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.figures import COMPARATOR_CONTRADICTS
from pincitec.law.bare_phrases import bare_comparator
from pincitec.law.figure_tokens import words
from pincitec.law.phrases import FLIPPED, Comparator
from pincitec.law.sentences import sentence_around
from pincitec.semantics import types

_STRICT = ("<", ">")
_ENDS = re.compile(r"[,;:.()]|\b(?:and|or|but|if|when|unless|provided|who|which|that)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{3,}")
_GENERAL = frozenset(
    words(
        "the and for was has had who his her its not any are all day days date dates year years month months time when which that with"
        " from this their"
    )
)
"""Words of facts that name no thing."""
_ROOT = 3
"""Letters by which two words are taken as one where likeness forbids a finding: "expires" and "expiry"."""
_STEM = 6
"""Letters by which they are one where likeness makes a finding: "purchased" and "purchasing"."""


@frozen
class _Compared:
    """A comparison in a condition, and whether the condition denies it. `denials` as of a `Use`."""

    expr: Typed
    negated: bool
    denials: tuple[int, ...] = ()


def check_comparisons(clause: CheckedClause, fares: Sequence[Fare], wordings: Mapping[str, str]) -> list[Diagnostic]:
    """The comparisons of a clause that contradict the words quoted for them. `wordings` are those of facts by qualified name."""
    problems = []
    for i, found in comparisons(clause).items():
        fare = fares[i]
        if len(found) != 1 or fare.match is None or fare.flat is None:
            continue
        expr = found[0].expr
        left, right = expr.args
        if expr.op in ("eq", "ne") or any(side.op in STATED or moved(side) for side in (left, right)):
            continue
        own = own_words(clause, fares, i)
        days = left.type in (types.DATE, types.SCHOOL_YEAR)
        stated = bare_comparator(fare.flat.text, own, days=days, breaks=fare.flat.breaks)
        if stated is not None:
            one = evolve(found[0], negated=found[0].negated != denied_outside(clause, fares, found[0].denials, i))
            problems += contradicted(one, stated, fare, own, wordings)
    return problems


def comparisons(clause: CheckedClause) -> dict[int, list[_Compared]]:
    """The comparisons of a clause by the number of the innermost quotation around each."""
    numbers: dict[Span, int] = {c.quote.span: i for i, c in enumerate(clause.quotes)}
    found: dict[int, list[_Compared]] = {}

    def conditions(node: Tested, quote: int, negated: bool, denials: tuple[int, ...]) -> None:
        quote = quote if node.quote is None else numbers[node.quote.span]
        if node.expr is not None and node.uncited is None:
            found.setdefault(quote, []).extend(evolve(one, denials=denials) for one in compared(node.expr, negated))
        if node.kind == "none":
            negated, denials = not negated, (*denials, *denying(clause, node, quote))
        for child in node.children:
            conditions(child, quote, negated, denials)

    for tested in clause.tested():
        conditions(tested, clause.own, False, ())
    if clause.value is not None:
        found.setdefault(clause.own, []).extend(compared(clause.value, False))
    return found


def compared(expr: Typed, negated: bool) -> Iterator[_Compared]:
    if expr.op in SIGNS:
        yield _Compared(expr, negated)
    for arg in expr.args:
        yield from compared(arg, negated != (expr.op == "not"))
    if expr.op == "under":
        for _, value in expr.param[2]:
            yield from compared(value, negated)


def contradicted(
    found: _Compared, stated: Comparator, fare: Fare, own: Sequence[tuple[int, int]], wordings: Mapping[str, str]
) -> list[Diagnostic]:
    assert fare.flat is not None
    sign = SIGNS[found.expr.op]
    meant = FLIPPED[sign] if found.negated else sign
    object_ = object_of(found.expr, stated, fare, own, wordings)
    wrong_end = (meant in _STRICT) != (stated.operator in _STRICT)
    as_read = SIGNS[MIRRORED[found.expr.op]] if object_ == 0 else sign
    as_read = FLIPPED[as_read] if found.negated else as_read
    if not wrong_end and (object_ is None or as_read == stated.operator):
        return []
    others = [Label(s, f"`{stated.words}` says `{stated.operator}`") for s in fare.flat.spans(stated.start, stated.end)[:1]]
    written = f"not {sign}" if found.negated else sign
    message = f"`{written}` contradicts the law, which says `{stated.words}`"
    if wrong_end:
        end = "does not belong to it" if stated.operator in _STRICT else "belongs to it"
        help = f"`{stated.words}` is `{stated.operator}`: what lies exactly at the boundary {end}"
    else:
        side = "left" if object_ == 0 else "right"
        help = f"`{stated.words}` is `{stated.operator}`, and what follows it in the law stands on the {side} here"
    return [Diagnostic.at(COMPARATOR_CONTRADICTS, found.expr.span, message, "this comparison", others=others, help=help)]


def object_of(expr: Typed, stated: Comparator, fare: Fare, own: Sequence[tuple[int, int]], wordings: Mapping[str, str]) -> int | None:
    """Which side (0 or 1) the words name after the phrase; none unless they name it there and not before, and the
    other side, if it has a name, only before."""
    assert fare.flat is not None
    text = fare.flat.text
    end = next(high for low, high in own if low <= stated.start < high)
    low, high = sentence_around(text, stated.start, stated.end, fare.flat.breaks)
    after = _ENDS.split(text[stated.end : end])[0]
    sides = [names(side, wordings) for side in expr.args]
    for i in (0, 1):
        this, other = sides[i], sides[1 - i]
        if not (alike(this, after, _STEM) and not alike(this, text[low : stated.start], _ROOT)):
            continue
        if expr.args[1 - i].op == "asked":  # a question is about the day that the law measures, unless it says otherwise
            return i
        if alike(other, text[low : stated.start], _STEM) and not alike(other, text[stated.end : high], _ROOT):
            return i
    return None


def names(side: Typed, wordings: Mapping[str, str]) -> frozenset[str]:
    """The words by which a policy calls a side of a comparison: those of its facts and fields."""
    said = []
    for e in side.walk():
        if isinstance(e.param, str):
            said += [e.param.rpartition(".")[2].replace("_", " "), wordings.get(e.param, "")]
    return frozenset(w.lower() for text in said for w in _WORD.findall(text)) - _GENERAL


def alike(of_side: frozenset[str], text: str, letters: int) -> bool:
    """Whether a text has a word that begins like one of a side."""
    begins = {w[:letters] for w in of_side}
    return any(w.lower()[:letters] in begins for w in _WORD.findall(text))
