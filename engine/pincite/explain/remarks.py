"""What the rules say that the law leaves open, or leave to others themselves, about the places that an answer rests on.

A remark about a unit is about what lies within it: so with a unit count those around it.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from pincite.explain.case import Case
from pincite.explain.passages import citation_on
from pincite.explain.proof import Definition, Remark
from pincitec.graph.texts import SectionText, TextUnit

KINDS: Final = ("silent", "untranslatable")


def remarks(case: Case, used: Iterable[Definition]) -> tuple[Remark, ...]:
    """The remarks about the units of the clauses considered and of the definitions used, and about the units around them, in the order
    of the rules. Each is cited as on the day of the law."""
    places = tuple(dict.fromkeys((d.section, d.identity) for d in used))
    return case.once(("remarks", places), lambda: about(case, places))


def about(case: Case, places: tuple[tuple[str, str], ...]) -> tuple[Remark, ...]:
    clauses = [case.pack.clauses[p.clause] for q in case.questions for p in q.clauses]
    cited = {
        (c.section, c.citation): citation_on(case.pack.section[c.section], c.identity, case.law_on, c.citation) for c in reversed(clauses)
    }
    for section, identity in dict.fromkeys([*((c.section, c.identity) for c in clauses), *places]):
        text = case.pack.section[section]
        for around, newest in units_around(text, identity):
            cited.setdefault((section, newest), citation_on(text, around, case.law_on, newest))
    return tuple(
        Remark(r.kind, cited[r.section, r.citation], r.words, r.because)
        for r in case.pack.remarks
        if r.kind in KINDS and (r.section, r.citation) in cited
    )


def units_around(section: SectionText, identity: str) -> Iterator[tuple[str, str]]:
    """A unit and those around it in any text on file, each with how the newest text that has it cites it."""
    newest: dict[str, str] = {}
    around: dict[str, None] = {}
    for version in reversed(section.versions):
        for top in version.units:
            newest.update({u.identity: u.citation for u in top.walk() if u.identity not in newest})
            around.update(dict.fromkeys(u.identity for u in lineage(top, identity)))
    yield from ((one, newest[one]) for one in around)


def lineage(unit: TextUnit, identity: str) -> tuple[TextUnit, ...]:
    """The units from this one down to the one of that identity; none where it does not lie within."""
    if unit.identity == identity:
        return (unit,)
    below = next((found for child in unit.children if (found := lineage(child, identity))), ())
    return (unit, *below) if below else ()
