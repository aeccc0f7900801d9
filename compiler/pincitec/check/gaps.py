"""Days on which the law states a value and no clause gives it.

Ninth check of a file. Two signs of a missing clause: a heading stands, but none of the values under it; or the text of earlier days states
another amount in place of the one that a clause quotes. On those days the clauses count as *not followed*: the decision is undetermined,
never "not applicable".
"""

from collections.abc import Sequence

from attrs import evolve, frozen

from pincitec.check.lapses import Followed
from pincitec.check.laws import Laws
from pincitec.check.standings import Stand
from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.timing import VALUE_GAP
from pincitec.law.figures import Figure, Kind, figures
from pincitec.law.flat import FlatText

KINDS = {"money": Kind.MONEY, "percent": Kind.PERCENT, "period": Kind.PERIOD, "days": Kind.DAYS}


@frozen
class Gap:
    """What stands in the law of those days: the words quoted by a heading, or an amount that nothing quotes."""

    key: tuple[object, ...]
    diagnostic: Diagnostic


def find_gaps(clauses: Sequence[Followed], laws: Laws) -> tuple[tuple[Followed, ...], list[Diagnostic]]:
    """The clauses with the eras of a gap marked, and a diagnostic for each gap; days that a lapse has been reported for are left alone."""
    found: dict[tuple[object, ...], Diagnostic] = {}
    made = []
    for one in clauses:
        stands = []
        for stand in one.stands:
            gap = None if nothing_due(one, stand, clauses) else under_heading(one, stand) or other_amount(one, stand, laws)
            if gap is not None:
                found.setdefault(gap.key, gap.diagnostic)
            stands.append(stand if gap is None else evolve(stand, state="not_followed"))
        made.append(evolve(one, stands=tuple(stands)))
    return tuple(made), list(found.values())


def nothing_due(one: Followed, stand: Stand, clauses: Sequence[Followed]) -> bool:
    """Whether an era needs no clause: another on the same decision stands under the same heading (or, without one, in the same unit), or
    the text of its days is not on file, or its lapse is reported already."""
    if stand.state != "lapsed" or one.clause.effect != "value":
        return True
    siblings = (c.at(stand.era.from_) for c in clauses if c.clause.symbol == one.clause.symbol and beside(c, one))
    return any(s is not None and (s.state in ("in_force", "unknown", "not_followed") or s.before == "in_force") for s in siblings)


def beside(other: Followed, one: Followed) -> bool:
    """Whether two clauses stand under the same heading; of clauses without one, in the same unit."""
    headings = [c.quote for c in one.clause.quotes[: one.clause.own]]
    if headings:
        return any(c.quote is headings[0] for c in other.clause.quotes)
    return other.clause.place.identity == one.clause.place.identity


def under_heading(one: Followed, stand: Stand) -> Gap | None:
    """A heading that stands on days on which no clause under it does. What its condition quotes counts only while its own words stand."""
    if not one.clause.own or stand.fares[0].status != "verified":
        return None
    for i in range(one.clause.own):
        cited, fare = one.clause.quotes[i], stand.fares[i]
        if fare.status == "verified" and fare.flat and fare.match and stand.era.known(cited.place.section):
            others = [Label(s, "the law of those days") for s in fare.flat.spans(fare.match.start, fare.match.end)[:1]]
            message = f"{days(stand)} this heading stands, but no clause under it gives `{one.clause.symbol.name}`"
            help = "add a clause for the text of those days"
            key = (cited.quote.span, one.clause.symbol.qualified, stand.era.from_)
            return Gap(key, Diagnostic.at(VALUE_GAP, cited.quote.span, message, others=others, help=help))
    return None


def other_amount(one: Followed, stand: Stand, laws: Laws) -> Gap | None:
    """An amount of the same kind that stood in the unit before the words of a clause came into it."""
    clause, value = one.clause, one.clause.value
    cited = clause.quotes[clause.own]
    if value is None or value.literal is None or value.type.key not in KINDS or not stand.era.known(cited.place.section):
        return None
    later = next((s for s in one.stands if s.state == "in_force" and stand.era.until is not None and s.era.from_ == stand.era.until), None)
    now = laws.text(cited.place, stand.era.versions[cited.place.section])
    if later is None or now is None:
        return None
    then = laws.text(cited.place, later.era.versions[cited.place.section])
    kind = KINDS[value.type.key]
    after = {f.value for f in amounts(then, kind)} if then else set()
    for figure in amounts(now, kind):
        if figure.value not in after:
            others = [Label(s, "the law of those days") for s in now.spans(figure.start, figure.end)[:1]]
            message = f"{days(stand)} the law states `{figure.words}`, and no clause gives `{clause.symbol.name}`"
            help = f"add a clause that quotes `{figure.words}`, or say why it is left out: omit … because …"
            key = (clause.symbol.qualified, stand.era.from_, figure.value)
            return Gap(key, Diagnostic.at(VALUE_GAP, cited.quote.span, message, others=others, help=help))
    return None


def amounts(flat: FlatText, kind: Kind) -> list[Figure]:
    return [f for f in figures(flat.text, flat.breaks) if f.kind is kind and not f.label]


def days(stand: Stand) -> str:
    return f"from {stand.era.from_}" + (f" until {stand.era.until}" if stand.era.until else "")
