"""A lapse must be followed: where the words of a clause left the law, another clause or a remark speaks of those that came in their place.

Eighth check of a file, over all its clauses together. A lapse that is not followed is an error; on those days the clause counts as *not
followed*, and every decision it feeds is undetermined.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from attrs import evolve, field, frozen

from pincitec.check.changes import redline_words, words_now
from pincitec.check.clauses import CheckedClause
from pincitec.check.eras import Era
from pincitec.check.fares import Fare
from pincitec.check.laws import Laws, Located
from pincitec.check.moves import cite_text
from pincitec.check.splits import split
from pincitec.check.standings import Stand
from pincitec.check.typed import Typed
from pincitec.diagnostics import Diagnostic, Fix, Label
from pincitec.diagnostics.catalogue.timing import LAPSE_NOT_FOLLOWED
from pincitec.law.flat import FlatText
from pincitec.law.model import Section, Version
from pincitec.law.places import bearers, cite_unit, enclosing, unit_in
from pincitec.law.quotations import find
from pincitec.syntax import pol_tree as t


@frozen
class Followed:
    """A clause with how it stands in each era, and in which of them its lapse is not followed."""

    clause: CheckedClause
    stands: tuple[Stand, ...]

    def at(self, day: date | None) -> Stand | None:
        """How it stands on a day (`None`: at the beginning of time)."""
        return next((s for s in self.stands if within(s.era, day)), None)


@frozen
class Stated:
    """What a `statement` says: its qualified name, its value in words, why it is told, "" if nobody says, and the value as checked."""

    name: str
    value: str
    because: str
    checked: Typed = field(eq=False, repr=False)


@frozen
class Spoken:
    """A remark (`omit`, `untranslatable`, `statement`) with the place it speaks of; of a statement, what it says."""

    remark: t.RemarkDecl
    place: Located
    stated: Stated | None = None


def within(era: Era, day: date | None) -> bool:
    if day is None:
        return era.from_ is None
    return (era.from_ is None or era.from_ <= day) and (era.until is None or day < era.until)


def follow(
    clauses: Sequence[Followed], remarks: Sequence[Spoken], laws: Laws, names: tuple[str, ...], text: str
) -> tuple[tuple[Followed, ...], list[Diagnostic]]:
    """The clauses with the eras marked in which they lapsed and nothing followed, and a diagnostic for each such lapse.

    `names` are words of the policy that hold numbers but are names; `text` is that of its file, in which a fix is written;
    without it none is.
    """
    problems: list[Diagnostic] = []
    made = list(clauses)
    for i, one in enumerate(clauses):
        for before, after in zip(one.stands, one.stands[1:], strict=False):
            if before.state == "in_force" and after.state == "lapsed" and not followed(one, before, after, clauses, remarks, laws):
                fix = split(one.clause, before, after, laws, names, text) if text else None
                problems.append(lapse(one, before, after, laws, fix))
                made[i] = mark(made[i], after.era, clauses)
    return tuple(made), problems


def followed(one: Followed, before: Stand, after: Stand, clauses: Sequence[Followed], remarks: Sequence[Spoken], laws: Laws) -> bool:
    """Whether the words that came in place of those that a clause lost are spoken of. Where its unit is gone, these are what stands under
    the designation of it from that day on, if anything does."""
    for cited, fare in zip(one.clause.quotes, after.fares, strict=True):
        if fare.status == "verified" or cited.place.fixed is not None:
            continue
        version = after.era.versions[cited.place.section]
        flat = laws.text(cited.place, version)
        if flat is None:
            heir = successor(cited.place, before.era, after.era, laws)
            return heir is None or taken_up(one, heir, after, clauses, remarks)
        new = new_words(flat, version.acts if version else ())
        if spoken_of(cited.place, flat, new, remarks):
            return True
        for other in clauses:
            if other.clause.symbol != one.clause.symbol or other.clause is one.clause:
                continue
            stand = other.at(after.era.from_)
            if stand is not None and stand.state == "in_force" and (not new or touches(other, stand, flat, new)):
                return True
        return False
    return True


def successor(place: Located, before: Era, after: Era, laws: Laws) -> Located | None:
    """The unit that bears the designation of one that is gone, from the day on which it is: another unit, with words of its own."""
    section = laws.sections[place.section]
    old, new = before.versions[place.section], after.versions[place.section]
    unit = unit_in(old, place.identity) if old is not None else None
    found = bearers(new, unit.path) if unit is not None and new is not None and after.from_ is not None else []
    if len(found) != 1 or after.from_ is None:
        return None
    heir = found[0]
    return Located(
        section.id, heir.identity, heir.path, cite_unit(section, heir.path), within=enclosing(section, heir.identity, after.from_)
    )


def taken_up(one: Followed, heir: Located, after: Stand, clauses: Sequence[Followed], remarks: Sequence[Spoken]) -> bool:
    """Whether a clause on the same decision stands in a unit that came in place of another, or a remark speaks of it."""
    if any(s.remark.kind != "silent" and (heir.lies_in(s.place) or s.place.lies_in(heir)) for s in remarks):
        return True
    stands = ((o, o.at(after.era.from_)) for o in clauses if o.clause.symbol == one.clause.symbol and o.clause is not one.clause)
    return any(s is not None and s.state == "in_force" and any(c.place.lies_in(heir) for c in o.clause.quotes) for o, s in stands)


def new_words(flat: FlatText, acts: Iterable[str]) -> list[tuple[int, int]]:
    """The ranges of a text that these acts brought."""
    titles = set(acts)
    found: list[tuple[int, int]] = []
    position = 0
    while position < len(flat.text):
        run = next(iter(flat.runs_in(position, position + 1)), None)
        end = position + 1
        while end < len(flat.text) and next(iter(flat.runs_in(end, end + 1)), None) is run:
            end += 1
        if run is not None and run.piece is not None and run.piece.act in titles:
            found.append((position, end))
        position = end
    return found


def touches(other: Followed, stand: Stand, flat: FlatText, new: list[tuple[int, int]]) -> bool:
    """Whether a clause quotes any of the new words."""
    return any(f.match is not None and f.flat is flat and overlap(new, f.match.segments) for f in stand.fares)


def overlap(a: Iterable[tuple[int, int]], b: Iterable[tuple[int, int]]) -> bool:
    others = list(b)
    return any(start < end_ and start_ < end for start, end in a for start_, end_ in others)


def spoken_of(place: Located, flat: FlatText, new: list[tuple[int, int]], remarks: Sequence[Spoken]) -> bool:
    """Whether a remark leaves out the new words, or the whole unit, on purpose."""
    for spoken in remarks:
        if spoken.remark.kind == "silent" or spoken.place.section != place.section:
            continue
        if not spoken.remark.words and place.lies_in(spoken.place):
            return True
        for words in spoken.remark.words:
            if spoken.place.identity == place.identity and any(overlap(new, m.segments) for m in find(words.text, flat)):
                return True
    return False


def mark(one: Followed, from_: Era, clauses: Sequence[Followed]) -> Followed:
    """The clause marked *not followed* from an era until one in which a clause on the same decision stands."""
    stands = []
    marking = False
    for stand in one.stands:
        if stand.era is from_:
            marking = True
        elif marking:
            marking = stand.state == "lapsed" and not any(
                s is not None and s.state == "in_force"
                for other in clauses
                if other.clause.symbol == one.clause.symbol
                for s in [other.at(stand.era.from_)]
            )
        stands.append(evolve(stand, state="not_followed") if marking and stand.state == "lapsed" else stand)
    return evolve(one, stands=tuple(stands))


def lapse(one: Followed, before: Stand, after: Stand, laws: Laws, fix: Fix | None) -> Diagnostic:
    """The clause, the words that it lost, what the act did to their unit, and the words that stand there now."""
    i, cited = next((i, c) for i, c in enumerate(one.clause.quotes) if after.fares[i].status != "verified")
    section = laws.sections[cited.place.section]
    version, old = after.era.versions[section.id], before.era.versions[section.id]
    flat = laws.text(cited.place, version)
    new = new_words(flat, version.acts if version else ()) if flat else []
    longest = sorted(new, key=lambda r: r[0] - r[1])[:1]
    others = [Label(s, "these words came") for start, end in longest if flat for s in flat.spans(start, end)[:1]]
    acts = " and ".join(version.acts) if version else ""
    notes = [f"{cited.place.citation} was amended by {acts}"] if acts else []
    unit = unit_in(old, cited.place.identity) if old is not None else None
    if unit is not None and old is not None and version is not None:
        notes.append(f"what it did: {redline_words(unit, section, old, version)}")
    now = fared_now(before.fares[i], section, old, version)
    message = f"from {after.era.from_} these words no longer stand in the law, and no clause on `{one.clause.symbol.name}` follows"
    add = f'add a clause that quotes "{now}"' if now else "add a clause that quotes the words that came in their place"
    help = f"{add}, or say why they are left out: omit … because …"
    heir = successor(cited.place, before.era, after.era, laws) if flat is None else None
    if heir is not None:
        text = cite_text(cited.quote.within or one.clause.provision.cite, heir.path, after.era.from_)
        notes = [f"{cited.place.citation} is gone, and another unit bears that designation since: {acts}"]
        help = f"say what it means: provision {text} {{ … }}, or leave it out: omit {text} because …"
    fixes = () if fix is None else (fix,)
    span = cited.quote.words.inner
    return Diagnostic.at(LAPSE_NOT_FOLLOWED, span, message, "lapsed", others=others, notes=notes, help=help, fixes=fixes)


def fared_now(fare: Fare, section: Section, old: Version | None, new: Version | None) -> str | None:
    """The words that stand where a quotation stood, if the operations say it exactly."""
    if fare.match is None or fare.flat is None or len(fare.match.segments) > 1 or old is None or new is None:
        return None
    return words_now(fare.flat, fare.match.start, fare.match.end, section, old, new)
