"""Do the numbers and comparators of a clause stand in its own quotation?

Sixth check of a file. Each literal binds to the innermost quotation whose own words hold its number; each comparison must agree with the
phrase that governs the number in the sentence of the law ("at least" is `>=`). Wrong amounts and wrong boundaries are the most common
faults of published rule bases; this is where they stop.
"""

import re
from datetime import date
from fractions import Fraction

from attrs import evolve

from pincitec.check.clauses import CheckedClause
from pincitec.check.denials import denied_outside
from pincitec.check.fares import Fare
from pincitec.check.quotes import shorten
from pincitec.check.typed import Typed
from pincitec.check.uses import DISTANCES, SIGNS, Use, uses
from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.figures import (
    COMPARATOR_CONTRADICTS,
    COMPARATOR_NOT_STATED,
    COMPARATOR_OUTSIDE,
    NUMBER_NOT_IN_QUOTATION,
    NUMBER_NOT_USED,
    UNIT_NOT_STATED,
)
from pincitec.law.figure_dates import MONTHS, CoarseDate
from pincitec.law.figures import Figure, Kind, figures, states_unit
from pincitec.law.flat import FlatText
from pincitec.law.phrases import comparator_for, same_meaning
from pincitec.law.quotations import occurrences
from pincitec.law.sentences import sentence_around
from pincitec.semantics.types import Quantity

PARTED = re.compile(r"[,;:]|[0-9]")
"""What ends the words that may speak of a distance."""
MOMENT = re.compile(r"\b(later|earlier|sooner) than\b", re.IGNORECASE)
"""Phrases that compare days, also beside a length of time: "no later than 30 days before"."""
PLAIN_KINDS = (Kind.INTEGER, Kind.NUMBER, Kind.COUNT, Kind.ORDINAL, Kind.FISCAL_YEAR, Kind.SCHOOL_YEAR, Kind.PERIOD)

Place = tuple[str, int]
"""Where a number of the law is written: file and offset."""


def check_figures(clause: CheckedClause, fares: tuple[Fare, ...], names: tuple[str, ...]) -> tuple[list[Diagnostic], set[Place]]:
    """The problems of a clause in the text in which it stands, and the numbers of the law that its literals use."""
    problems: list[Diagnostic] = []
    used: set[Place] = set()
    for use in uses(clause):
        figure, fare = bind(use, fares, names)
        if figure is None or fare is None:
            problems.append(unbound(use, fares, names))
            continue
        assert fare.flat is not None
        used.add(place(fare.flat, figure))
        if use.operator is not None:
            inside = next(i for i in use.quotes if fares[i] is fare)
            problems += comparator(use, figure, fare, denied_outside(clause, fares, use.denials, inside))
    return problems, used


def unused_numbers(clause: CheckedClause, fares: tuple[Fare, ...], names: tuple[str, ...], used: set[Place]) -> list[Diagnostic]:
    """Numbers in the quotations of a clause that no literal of the policy uses. Each is reported once: `used` grows."""
    problems = []
    for cited, fare in zip(clause.quotes, fares, strict=True):
        for figure in own_figures(fare, names):
            assert fare.flat is not None
            at = place(fare.flat, figure)
            if at not in used:
                used.add(at)
                help = 'use it in the meaning, quote fewer words, or declare it a name: name "level three-A"'
                span = cited.quote.words.inner
                problems.append(Diagnostic.at(NUMBER_NOT_USED, span, f"`{figure.words}` is quoted and not used", help=help))
    return problems


def bind(use: Use, fares: tuple[Fare, ...], names: tuple[str, ...]) -> tuple[Figure | None, Fare | None]:
    """The number of the law that a literal states, in the innermost quotation that holds it."""
    for i in use.quotes:
        for figure in own_figures(fares[i], names):
            if states(figure, use.literal) or (use.operator == "below" and states(upward(figure), use.literal)):
                return figure, fares[i]
    return None, None


def upward(figure: Figure) -> Figure:
    """A number below nothing, such as "-2 Standard Errors", as how far below it lies."""
    number, value = figure.number, figure.value
    if number is None or number >= 0 or not isinstance(value, int | Fraction):
        return figure
    return evolve(figure, number=-number, value=-value)


def own_figures(fare: Fare, names: tuple[str, ...]) -> list[Figure]:
    """The numbers in a quotation's own words: no labels, no declared names, nothing that `…` leaves out."""
    if fare.match is None or fare.flat is None:
        return []
    flat = fare.flat
    named = [(start, start + len(name)) for name in names for start in occurrences(name, flat.text)]
    return [
        f
        for f in figures(flat.text, flat.breaks)
        if not f.label
        and any(start <= f.start and f.number_end <= end for start, end in fare.match.segments)
        and not any(start <= f.start < end for start, end in named)
    ]


def states(figure: Figure, literal: Typed) -> bool:
    """Whether a number of the law is the number that a literal writes, with its unit."""
    assert literal.literal is not None
    written = literal.literal
    match written.kind, written.unit:
        case "money", _:
            return figure.kind is Kind.MONEY and figure.value == literal.param
        case "percent", _:
            return figure.kind is Kind.PERCENT and figure.value == literal.param
        case (("number" | "decimal"), str()) if isinstance(literal.type, Quantity) and literal.type.words:
            counted = figure.kind in (Kind.COUNT, Kind.DAYS, Kind.PERIOD) and figure.number == written.value
            return counted and any(states_unit(figure, word) for word in literal.type.words)
        case "number", None:
            return figure.kind in PLAIN_KINDS and figure.number == written.value
        case "number", ("day" | "days"):
            return figure.kind is Kind.DAYS and figure.value == literal.param
        case "number", _:
            return figure.kind is Kind.PERIOD and figure.value == literal.param
        case "decimal", _:
            return figure.number == written.value
        case (("date" | "month"), _):
            return same_day(figure, written.value)
        case "day", _ if isinstance(written.value, tuple):
            return figure.kind is Kind.DATE and figure.value == CoarseDate(None, *written.value)
    return False


def same_day(figure: Figure, written: int | Fraction | date | str | tuple[int, int]) -> bool:
    if figure.kind is not Kind.DATE:
        return False
    if isinstance(figure.value, CoarseDate) and isinstance(written, tuple):
        return (figure.value.year, figure.value.month) == written
    return figure.value == written


def place(flat: FlatText, figure: Figure) -> Place:
    spans = flat.spans(figure.start, figure.number_end)
    return (spans[0].path, spans[0].start) if spans else ("", figure.start)


def unbound(use: Use, fares: tuple[Fare, ...], names: tuple[str, ...]) -> Diagnostic:
    """A literal that its quotation does not state: what the quotation does state, shown in the law."""
    assert use.literal.literal is not None
    written = text_of(use.literal)
    stated = [(f, fares[i]) for i in use.quotes for f in own_figures(fares[i], names)]
    others = [Label(s, "the law states this") for f, fare in stated[:2] if fare.flat for s in fare.flat.spans(f.start, f.end)[:1]]
    if not others:
        others = [Label(s, "the words quoted") for s in quoted_spans(fares[use.quotes[0]])[:1]]
    unit = use.literal.literal.unit
    if unit is not None and any(f.number == use.literal.literal.value for f, _ in stated):
        message = f"the law does not state `{unit}` with its number"
        help = f"the law says: {', '.join(f'`{f.words}`' for f, _ in stated[:3])}"
        if isinstance(use.literal.type, Quantity) and use.literal.type.words:
            help += f"; the words of `{unit}` are {', '.join(f'`{w}`' for w in use.literal.type.words[:6])}"
        return Diagnostic.at(UNIT_NOT_STATED, use.literal.span, message, others=others, help=help)
    if stated:
        help = f"the law says: {', '.join(f'`{shorten(f.words)}`' for f, _ in stated[:3])}"
    else:
        help = "no number stands in the quotation; quote the words that state it"
    return Diagnostic.at(
        NUMBER_NOT_IN_QUOTATION,
        use.literal.span,
        f"`{written}` does not stand in its quotation",
        "not in the law",
        others=others,
        help=help,
    )


def quoted_spans(fare: Fare) -> tuple[Span, ...]:
    return fare.flat.spans(fare.match.start, fare.match.end) if fare.flat and fare.match else ()


def text_of(literal: Typed) -> str:
    """A literal as it is written in a policy."""
    assert literal.literal is not None
    value = literal.literal.value
    match literal.literal.kind:
        case "money" if isinstance(value, int):
            dollars, cents = divmod(value, 100)
            return f"${dollars:,}" + (f".{cents:02}" if cents else "")
        case "percent" if isinstance(value, int | Fraction):
            return f"{value * 100}%"
        case "month" if isinstance(value, tuple):
            return f"{next(name for name, number in MONTHS.items() if number == value[1])} {value[0]}"
        case "day" if isinstance(value, tuple):
            return f"{next(name for name, number in MONTHS.items() if number == value[0])} {value[1]}"
        case _:
            return f"{value} {literal.literal.unit}" if literal.literal.unit else str(value)


def comparator(use: Use, figure: Figure, fare: Fare, denied: bool) -> list[Diagnostic]:
    """Does the comparison agree with the phrase that governs its number in the law? `denied`: words around the quotation deny the whole."""
    assert fare.flat is not None and fare.match is not None and use.operator is not None
    if use.operator in DISTANCES:
        return distance_stated(use, figure, fare)
    flat, sign = fare.flat, SIGNS[use.operator]
    low, high = sentence_around(flat.text, figure.start, figure.end, flat.breaks)
    stated = comparator_for(flat.text, figure.start, figure.end, within=(low, high), breaks=flat.breaks)
    if stated is not None and use.moment is not None and MOMENT.search(stated.words):
        sign = SIGNS[use.moment]
    here = [Label(s, "the words of the law") for s in flat.spans(figure.start, figure.end)[:1]]
    span = use.literal.span
    if stated is None:
        if sign in ("=", "!="):
            return []
        message = f"the law does not say whether `{figure.words}` is meant as `{sign}`: a reading of ours"
        return [Diagnostic.at(COMPARATOR_NOT_STATED, span, message, others=here)]
    words = [Label(s, f"`{stated.words}` says `{stated.operator}`") for s in flat.spans(stated.start, stated.end)[:1]]
    if stated.operator == "approximate":
        help = "an approximate number decides nothing; leave it out with `untranslatable`, or make it a choice"
        message = f"`{stated.words}` is no comparison"
        return [Diagnostic.at(COMPARATOR_CONTRADICTS, span, message, others=words, help=help)]
    inside = any(start <= stated.start and stated.end <= end for start, end in fare.match.segments)
    negated = use.negated != (denied and inside)  # what the words around deny, they do not deny of the number
    if not stated.firm and not same_meaning(sign, stated.operator, negated=negated):
        message = f"the law says only `{stated.words}` of `{figure.words}`: that it is meant as `{sign}` is a reading of ours"
        return [Diagnostic.at(COMPARATOR_NOT_STATED, span, message, others=here)]
    if not same_meaning(sign, stated.operator, negated=negated):
        meant = f"not {sign}" if negated else sign
        message = f"`{meant}` contradicts the law, which says `{stated.words}`"
        help = f"`{stated.words}` is `{stated.operator}`"
        return [Diagnostic.at(COMPARATOR_CONTRADICTS, span, message, "this number", others=words, help=help)]
    if not inside:
        message = f"`{stated.words}`, which makes it `{sign}`, stands outside the quotation"
        help = f"extend the quotation to hold `{stated.words}`"
        return [Diagnostic.at(COMPARATOR_OUTSIDE, span, message, others=words, help=help)]
    return []


def distance_stated(use: Use, figure: Figure, fare: Fare) -> list[Diagnostic]:
    """Does the law measure a distance in the direction of the rule? A sign says so ("-2 Standard Errors"), or "below" after the number.
    That what lies exactly at the distance is within it is a reading of ours, since "within" does not say so."""
    assert fare.flat is not None and figure.number is not None and use.operator is not None
    flat = fare.flat
    low, high = sentence_around(flat.text, figure.start, figure.end, flat.breaks)
    here = [Label(s, "the words of the law") for s in flat.spans(figure.start, figure.end)[:1]]
    before, after = PARTED.split(flat.text[low : figure.start])[-1], PARTED.split(flat.text[figure.end : high])[0]
    directions = {"above", "below"} & set(after.lower().split())
    downwards = figure.number < 0 or directions == {"below"}
    if figure.number >= 0 and directions == {"above"}:
        message = f"the law measures `{figure.words}` upwards, and the rule {DISTANCES[use.operator]}"
        help = "write both ends: all { x >= y, x <= y + d }"
        return [Diagnostic.at(COMPARATOR_CONTRADICTS, use.literal.span, message, others=here, help=help)]
    if downwards != (use.operator == "below"):
        stated = DISTANCES["below" if downwards else "around"]
        message = f"the law measures `{figure.words}` {stated}, and the rule {DISTANCES[use.operator]}"
        help = "write `within -d of` for a distance downwards, `within d of` for one to both sides"
        return [Diagnostic.at(COMPARATOR_CONTRADICTS, use.literal.span, message, others=here, help=help)]
    said = "within" in before.lower().split()
    what = "says only `within`" if said else "does not say `within`"
    message = f"the law {what} of `{figure.words}`: that the end of the distance belongs to it is a reading of ours"
    return [Diagnostic.at(COMPARATOR_NOT_STATED, use.literal.span, message, others=here)]
