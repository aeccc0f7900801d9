"""On which days does a clause stand?

Seventh check of a file. On a day a clause is *in force* if every quotation in it stands in the text of that day; *unknown* if one cannot be
decided because the text is not on file; else *lapsed*. Where an act applies only to some, the text before it governs the others: a clause
may then stand for some and not for others, under the condition that the policy gives (`applies act`).
"""

from collections.abc import Mapping
from datetime import date

from attrs import evolve, frozen

from pincitec.check.clauses import CheckedClause
from pincitec.check.eras import Era, applying_acts, eras
from pincitec.check.fares import Fare, fares
from pincitec.check.laws import Laws
from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.timing import APPLICABILITY_NOT_ENCODED
from pincitec.graph.clauses import Standing
from pincitec.law.figure_dates import CoarseDate
from pincitec.law.figures import figures
from pincitec.law.model import Act
from pincitec.law.places import version_before_act

Encoded = Mapping[str, int]
"""The acts whose applicability the policy encodes, by title, with the number of the condition."""


@frozen
class Stand:
    """How a clause stands in one era. `before`: how it stood in the text before the act that begins the era, where that differs and the
    act applies only to some; `act` is that act."""

    era: Era
    fares: tuple[Fare, ...]
    state: str
    before: str | None = None
    act: Act | None = None


def stands(clause: CheckedClause, laws: Laws) -> tuple[Stand, ...]:
    """How a clause stands in each era of the sections that it quotes."""
    made = []
    for era in eras(laws, [c.place.section for c in clause.quotes]):
        found = fares(clause, era.versions, laws)
        stand = Stand(era, found, state(found))
        for section, act in applying_acts(laws, era):
            before = version_before_act(laws.sections[section], act.title)
            other = state(fares(clause, {**era.versions, section: before}, laws))
            if other != stand.state:
                stand = evolve(stand, before=other, act=act)
        made.append(stand)
    return tuple(made)


def state(found: tuple[Fare, ...]) -> str:
    statuses = {f.status for f in found}
    if statuses == {"verified"}:
        return "in_force"
    return "unknown" if "unknown" in statuses else "lapsed"


def standings(
    clause: CheckedClause, made: tuple[Stand, ...], laws: Laws, encoded: Encoded
) -> tuple[tuple[Standing, ...], list[Diagnostic]]:
    """The standings of a clause for the graph, and what is missing to know them."""
    rows: list[Standing] = []
    problems: list[Diagnostic] = []
    for stand in made:
        from_, until = stand.era.from_, stand.era.until
        plain = Standing(from_, until, stand.state, reason(clause, stand, laws))
        if stand.act is None or stand.before is None:
            rows.append(plain)
            continue
        number = next((encoded[title] for title in (stand.act.title, *stand.act.reconciled) if title in encoded), None)
        if number is not None:
            rows.append(evolve(plain, when=number))
            verb = "do" if stand.act.reconciled else "does"
            reason_ = f"{stand.act.title} {verb} not apply"
            rows.append(evolve(plain, state=stand.before, when=number, negated=True, reason=reason_))
            continue
        problems.append(not_encoded(clause, stand.act))
        end = last_named(stand.act)
        why = f"{stand.act.title} applies only to some, and the rules do not say to whom"
        if end is None or (until is not None and until <= end):
            rows.append(evolve(plain, state="unknown", reason=why))
        else:
            rows.append(evolve(plain, state="unknown", until=end, reason=why))
            rows.append(evolve(plain, from_=end))
    return joined(rows), problems


def joined(rows: list[Standing]) -> tuple[Standing, ...]:
    """Neighbouring stretches of the same state as one."""
    made: list[Standing] = []
    for row in rows:
        if made and made[-1].until == row.from_ and evolve(made[-1], from_=None, until=None) == evolve(row, from_=None, until=None):
            made[-1] = evolve(made[-1], until=row.until)
        else:
            made.append(row)
    return tuple(made)


def reason(clause: CheckedClause, stand: Stand, laws: Laws) -> str | None:
    """Why a clause does not stand, in words for a letter."""
    if stand.state == "in_force":
        return None
    if stand.state == "unknown":
        missing = {c.place.section for c, f in zip(clause.quotes, stand.fares, strict=True) if f.status == "unknown"}
        cites = sorted(laws.sections[s].cites[0] if laws.sections[s].cites else s for s in missing)
        return f"the text of {' and '.join(cites)} in force then is not on file"
    gone = next(c for c, f in zip(clause.quotes, stand.fares, strict=True) if f.status != "verified")
    return f'the text in force then does not have the words "{gone.quote.words.text}"'


def not_encoded(clause: CheckedClause, act: Act) -> Diagnostic:
    assert act.applies is not None
    help = f'say it: applies act "{act.title}" "{act.applies.words}" means …'
    others = [Label(act.applies.span, "the law says to whom it applies")]
    span = clause.quotes[clause.own].quote.span
    message = f"{act.title} applies only to some, and this policy does not say to whom"
    return Diagnostic.at(APPLICABILITY_NOT_ENCODED, span, message, others=others, help=help)


def last_named(act: Act) -> date | None:
    """The first day on which the applicability of an act is surely past: after the last year that its words name. A fiscal or school year
    may end in the year after the one it is named for, so that year is waited out too."""
    assert act.applies is not None
    years: list[int] = []
    for figure in figures(act.applies.words):
        named = figure.kind in ("fiscal_year", "school_year")
        year = figure.value.year if isinstance(figure.value, CoarseDate | date) else (figure.value if named else None)
        if isinstance(year, int):
            years.append(year)
    return date(max(years) + 2, 1, 1) if years else None
