"""On which days does a clause stand?

Seventh check of a file. On a day a clause is *in force* if every quotation in it stands in the text of that day; *unknown* if one cannot be
decided because the text is not on file; else *lapsed*. Where an act applies only to some, the text before it governs the others: a clause
may then stand for some and not for others, under the condition that the policy gives (`applies act`).
"""

from collections.abc import Mapping
from datetime import date, timedelta

from attrs import evolve, frozen

from pincitec.check.clauses import CheckedClause
from pincitec.check.eras import Era, Other, eras, others
from pincitec.check.fares import Fare, fares
from pincitec.check.laws import Laws, Located
from pincitec.check.overtaken import overtaken
from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.timing import APPLICABILITY_NOT_ENCODED
from pincitec.graph.clauses import Standing
from pincitec.law.events import outermost
from pincitec.law.figure_dates import CoarseDate
from pincitec.law.figures import figures
from pincitec.law.flat import flatten
from pincitec.law.model import Act, Version
from pincitec.law.places import Target, changed_by, governing_act, text_of, version_on

Encoded = Mapping[str, int]
"""The acts whose applicability the policy encodes, by title, with the number of the condition."""


@frozen
class Stand:
    """How a clause stands in one era. `before`: how it stood in the text before the act that begins the era, where that differs and the
    act applies only to some; `act` is that act, and `text_on` a day whose text has those words. `reason`: why nobody can say how it stands.
    """

    era: Era
    fares: tuple[Fare, ...]
    state: str
    before: str | None = None
    act: Act | None = None
    text_on: date | None = None
    reason: str | None = None


def stands(clause: CheckedClause, laws: Laws) -> tuple[Stand, ...]:
    """How a clause stands in each era of the sections that it quotes."""
    made = []
    for era in eras(laws, [c.place.section for c in clause.quotes]):
        found = fares(clause, era.versions, laws)
        stand = Stand(era, found, state(found))
        made.append(for_some(clause, stand, laws))
    return tuple(made)


def for_some(clause: CheckedClause, stand: Stand, laws: Laws) -> Stand:
    """How a clause stands where an act in effect does not apply, said beside how it stands where it does."""
    era = stand.era
    concerned = [o for o in others(laws, era) if concerns(clause, era.versions[o.section], o, laws)]
    if len(concerned) > 1:
        acts = " and ".join(o.act.title for o in concerned)
        return evolve(
            stand, state="unknown", reason=f"{acts} each apply only to some, and what stands where one of them does not is not on file"
        )
    if not concerned:
        return stand
    (other,) = concerned
    if other.version is None and overtaken(clause, stand.fares, stand.state == "in_force", era.versions[other.section], other, laws):
        return stand
    before = state(fares(clause, {**era.versions, other.section: other.version}, laws))
    if before == stand.state:
        return stand
    eve = other.begins - timedelta(1)
    if before == "in_force" and differs(clause, version_on(laws.sections[other.section], eve), other.version, other.section, laws):
        before = "unknown"  # other acts have changed that text since: it is the text of no day
    return evolve(stand, before=before, act=other.act, text_on=eve)


def concerns(clause: CheckedClause, version: Version | None, other: Other, laws: Laws) -> bool:
    """Whether the words of a clause stand in units that read otherwise for those to whom an act does not apply. Where the text of these is
    not on file, as a later act cannot be done without that one, they are the units that it changed."""
    if other.version is not None:
        return differs(clause, version, other.version, other.section, laws)
    section = laws.sections[other.section]
    act = governing_act(section, other.act.title) or other.act
    outer = outermost(act)
    units = None if outer is None else changed_by(section, act, outer)
    return units is None or any(c.place.within[0] in units for c in clause.quotes if c.place.section == other.section)


def differs(clause: CheckedClause, one: Version | None, other: Version | None, section: str, laws: Laws) -> bool:
    """Whether the words around the quotations of a clause differ between two texts of a section, or are not on file in one of them."""
    if one is None or other is None:
        return one is not other
    places = {c.place.identity: c.place for c in clause.quotes if c.place.section == section and c.place.fixed is None}
    return bool(places) and (
        one.complete != other.complete or any(words_of(laws, p, one) != words_of(laws, p, other) for p in places.values())
    )


def words_of(laws: Laws, place: Located, version: Version) -> str | None:
    unit = text_of(laws.sections[place.section], Target("unit", place.identity, place.path), version)
    return None if unit is None else flatten(unit).text


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
            day = stand.text_on if stand.before == "in_force" and stand.text_on and from_ != stand.text_on + timedelta(1) else None
            rows.append(evolve(plain, state=stand.before, when=number, negated=True, reason=reason_, text_on=day))
            continue
        problems.append(not_encoded(clause, stand.act))
        end = last_named(stand.act)
        why = f"{stand.act.title} applies only to some, and the rules do not say to whom"
        if end is not None and from_ is not None and end <= from_:
            rows.append(plain)
        elif end is None or (until is not None and until <= end):
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
    if stand.reason is not None:
        return stand.reason
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
