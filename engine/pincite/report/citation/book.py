"""What a report is about: the policies and sections in its scope, their clauses numbered in the order of the law, and the names of places.

Assumes a study with a pack. All other modules of this folder read this; nothing here is worded.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve, field, frozen

from pincite.report.anchors import Anchors, anchors, slug
from pincite.report.citation.plain import Tongue
from pincitec.check.clauses import CheckedClause
from pincitec.check.lapses import Followed
from pincitec.check.laws import Laws, Located
from pincitec.check.module import Module
from pincitec.compile import Study
from pincitec.coverage import Coverage, VersionCover, cover
from pincitec.diagnostics import Source, Span
from pincitec.graph.clauses import Standing
from pincitec.graph.pack import Pack
from pincitec.graph.texts import SectionText
from pincitec.law.model import Section, Version
from pincitec.law.places import units_of, version_on
from pincitec.lower.texts import section_text
from pincitec.syntax import pol_tree as t

AUTHORITIES = ("statute", "regulation", "local rule", "guidance", "information")
"""The authorities of sources, from the strongest down. No decision rests on the last."""
INFORMATION = "information"
LAW = AUTHORITIES[:3]
"""The authorities of texts that are in force."""


@frozen
class Numbered:
    """A clause with its number in the report, its module, and how it stands over time."""

    number: int
    module: Module = field(repr=False)
    followed: Followed = field(repr=False)
    standings: tuple[Standing, ...] = field(repr=False)

    @property
    def clause(self) -> CheckedClause:
        return self.followed.clause

    @property
    def anchor(self) -> str:
        return f"clause-{slug(self.clause.id)}"

    def mark(self, quote: int) -> str:
        """The anchor of the place where a quotation of it is marked in the law."""
        return f"words-{slug(self.clause.id)}-{quote + 1}"


@frozen
class Book:
    """`modules` are those in scope, by the name of their policies; `sections` those that they quote or, without a choice of policies, all
    on file, by authority and then by name. `shown` is the version of each section that stands in the left column. `on`: the day whose text
    that is; None: the last on file."""

    study: Study
    pack: Pack
    modules: tuple[Module, ...]
    sections: tuple[Section, ...]
    shown: Mapping[str, Version | None]
    clauses: tuple[Numbered, ...]
    anchors: Anchors
    on: date | None
    coverage: Coverage = field(repr=False)
    by_id: Mapping[tuple[str, str], Numbered] = field(repr=False)
    """The clauses by policy and id."""
    quoting: Mapping[str, tuple[Numbered, ...]] = field(repr=False)
    """The clauses that quote words of a section, by its identity."""
    placed: set[str] = field(factory=set, repr=False)
    """The anchors that have been given so far: each is given once."""

    @property
    def laws(self) -> Laws:
        return self.study.laws

    @property
    def sources(self) -> Mapping[str, Source]:
        return self.study.sources

    def of(self, section: Section) -> list[Numbered]:
        """The clauses whose provision lies in a section."""
        return [c for c in self.quoting.get(section.id, ()) if c.clause.place.section == section.id]

    def location(self, span: Span) -> str:
        """File and line."""
        source = self.sources.get(span.path)
        return f"{span.path}:{source.line_column(span.start)[0]}" if source is not None else span.path

    def covered(self, section: str, version: Version) -> VersionCover | None:
        """What the rules make of the words of a text."""
        found = self.coverage.section(section)
        return next((v for v in found.versions if (v.from_, v.until) == (version.from_, version.until)), None) if found else None

    def place(self, place: Located) -> str:
        """The anchor of a place of the law."""
        return self.anchors.of(place.section, place.identity, place.citation)

    def tongue(self, module: Module) -> Tongue:
        """What the words of a module's conditions are made with."""
        return Tongue(self.pack, module.under)

    def fresh(self, name: str) -> str:
        """An anchor that nothing else has, made of a name."""
        free, number = name, 1
        while free in self.placed:
            number += 1
            free = f"{name}.{number}"
        self.placed.add(free)
        return free

    def words_at(self, one: Numbered, quote: int) -> str:
        """Where a quotation of a clause is marked in the report; where it is not, the place that it is of."""
        mark = one.mark(quote)
        return mark if mark in self.placed else self.place(one.clause.quotes[quote].place)


def book(study: Study, policies: Collection[str] = (), on: date | None = None) -> Book:
    """What a report on these policies (all, if none is named), and on the scenarios that ask them, is about. `on`: the day whose text
    it shows.

    Assumes a study with a pack, and policies that it has.
    """
    assert study.pack is not None  # INVARIANT: a report is made of rules without errors that forbid a pack
    wanted = {*policies, *(m.table.policy for m in study.modules if asked_of(m) in policies)}
    modules = sorted((m for m in study.modules if not policies or m.table.policy in wanted), key=lambda m: m.table.policy)
    named = {d.section.text for m in modules for d in m.file.declarations if isinstance(d, t.SourceRef)}
    sections = sorted((s for s in study.laws.sections.values() if not policies or s.id in named), key=rank)
    texts: dict[str, SectionText] = {s.id: s for s in study.pack.sections}
    beside = [section_text(s) for s in sorted(study.laws.sections.values(), key=lambda s: s.id) if s.id not in texts]
    shown = {s.id: (version_on(s, on) if on is not None else next(reversed(s.versions), None)) for s in sections}
    ordered = sorted(numbered(modules), key=lambda pair: order(pair[1].clause, study.laws, sections))
    clauses = tuple(Numbered(i, *pair) for i, pair in enumerate(ordered, 1))
    quoting: dict[str, list[Numbered]] = {}
    for one in clauses:
        for section in dict.fromkeys((one.clause.place.section, *(q.place.section for q in one.clause.quotes))):
            quoting.setdefault(section, []).append(one)
    return Book(
        study=study,
        pack=study.pack,
        modules=tuple(modules),
        sections=tuple(sections),
        shown=shown,
        clauses=clauses,
        anchors=anchors((*texts.values(), *beside)),
        on=on,
        coverage=cover(evolve(study, modules=tuple(modules)), study.modules),
        by_id={(c.module.table.policy, c.clause.id): c for c in clauses},
        quoting={section: tuple(found) for section, found in quoting.items()},
    )


def has_rules(module: Module) -> bool:
    """Whether a policy has clauses, remarks or claims, and not only scenarios."""
    return bool(module.clauses or module.remarks) or any(isinstance(d, t.Verify) for d in module.file.declarations)


def asked_of(module: Module) -> str:
    """Of a policy that holds only scenarios, the policy that most of their questions are put to; "" where there is none."""
    if has_rules(module):
        return ""
    asked = Counter(e.decision.rpartition(".")[0] for s in module.scenarios for e in s.expected)
    return min(asked, key=lambda name: (-asked[name], name), default="")


def rank(section: Section) -> tuple[int, str]:
    known = AUTHORITIES.index(section.authority) if section.authority in AUTHORITIES else len(AUTHORITIES)
    return known, section.id


def numbered(modules: Sequence[Module]) -> Iterator[tuple[Module, Followed, tuple[Standing, ...]]]:
    for module in modules:
        for one, standings in zip(module.followed, module.standings, strict=True):
            yield module, one, standings


def order(clause: CheckedClause, laws: Laws, sections: Sequence[Section]) -> tuple[int, int, str, int]:
    """Where a clause comes in the report: by section, by the place of its provision in the newest text that has it, then as in its file."""
    section = laws.sections[clause.place.section]
    chapter = next((i for i, s in enumerate(sections) if s.id == section.id), len(sections))
    for version in reversed(section.versions):
        units = [u.identity for u in units_of(version)]
        if clause.place.identity in units:
            return chapter, units.index(clause.place.identity), clause.span.path, clause.span.start
    return chapter, 1_000_000, clause.span.path, clause.span.start
