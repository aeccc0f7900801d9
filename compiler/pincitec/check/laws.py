"""The law as the checks ask for it: sections by name, places by citation, texts of units, each found once and kept.

Assumes sections that were read (`law/reading.py`). A place is looked up in the newest text on file, or on the day that the
citation names.
"""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from pincitec.check.moves import cite_text, former, moved, orphaned
from pincitec.check.quotations import Move
from pincitec.check.scopes import Scope
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.names import UNKNOWN_NAME
from pincitec.diagnostics.catalogue.quotations import UNKNOWN_PLACE, UNKNOWN_SECTION
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.law.flat import FlatText, flatten
from pincitec.law.model import Section, UnitText, Version
from pincitec.law.places import (
    Target,
    bearers,
    cite_unit,
    designation_of,
    enclosing,
    find_act,
    find_history,
    find_note,
    find_unit,
    text_of,
    text_on_file,
    units_of,
    version_on,
)
from pincitec.syntax import pol_tree as t


@frozen
class Located:
    """A place of the law: a unit by identity, or words beside the text (`fixed`: a note, a history line), the same on every day.

    `within`: the identities of the units around it, outermost first, and its own. `behind`: cited by a designation that it bears no more in
    the newest text on file, which is reported at the citation.
    """

    section: str
    identity: str
    path: tuple[str, ...]
    citation: str
    fixed: UnitText | None = field(default=None, repr=False)
    within: tuple[str, ...] = ()
    behind: bool = False

    def lies_in(self, other: "Located | None") -> bool:
        """Whether it is another place, or within it."""
        return other is not None and self.section == other.section and other.identity in self.within


@frozen
class Laws:
    """The sections on file, with a memory for the texts of units in versions.

    `whole`: where `sections` are those of what was known on a day, all that is on file now. Places are looked up in it, so that a place
    which came later is one that had no words then.
    """

    sections: Mapping[str, Section]
    whole: Mapping[str, Section] | None = None
    _flat: dict[tuple[str, str, int], FlatText | None] = field(factory=dict, repr=False)
    _fixed: dict[tuple[str, str], FlatText] = field(factory=dict, repr=False)

    def locate(self, cite: t.Cite, scope: Scope) -> Located | Diagnostic | None:
        """The place that a citation names; `None` if it cannot be known because a file could not be read."""
        section = self.section_of(cite, scope)
        if not isinstance(section, Section):
            return section
        target = find(section, cite)
        return unknown_place(section, cite) if target is None else located(section, target, cite)

    def meant(self, cite: t.Cite, scope: Scope) -> Located | None:
        """The unit that a citation is behind: the one that bore its designations before an act took them from it (PC412, PC413)."""
        section = self.section_of(cite, scope)
        move = left_behind(section, cite) if isinstance(section, Section) and find(section, cite) is None else None
        if not isinstance(section, Section) or move is None:
            return None
        path = move.path or steps(cite)
        within = enclosing(section, move.identity)
        return Located(section.id, move.identity, path, cite_unit(section, path), within=within, behind=True)

    def section_of(self, cite: t.Cite, scope: Scope) -> Section | Diagnostic | None:
        """The section that a citation is of, with all that is on file now."""
        symbol = scope.own.get("source", cite.source.text)
        if symbol is None:
            if scope.broken:
                return None
            near = did_you_mean(cite.source.text, (s.name for s in scope.own.of_kind("source")))
            help = f"did you mean `{near}`?" if near else f'declare it: source {cite.source.text} = "us-nm/22-10A-11"'
            return Diagnostic.at(UNKNOWN_NAME, cite.source.span, f"no source is named `{cite.source.text}`", help=help)
        assert isinstance(symbol.node, t.SourceRef)
        return (self.whole or self.sections).get(symbol.node.section.text)  # one that is not there is reported once, at the `source` line

    def source_lines(self, file: t.PolicyFile) -> list[Diagnostic]:
        """The `source` lines of a policy that name a section not on file."""
        problems = []
        for d in file.declarations:
            if not isinstance(d, t.SourceRef):
                continue
            if d.section.text not in self.sections:
                near = did_you_mean(d.section.text, self.sections)
                known = ", ".join(f"`{s}`" for s in sorted(self.sections)[:8]) or "none"
                help = f"did you mean `{near}`?" if near else f"sections on file: {known}"
                problems.append(Diagnostic.at(UNKNOWN_SECTION, d.section.span, f"no section `{d.section.text}` is on file", help=help))
        return problems

    def text(self, place: Located, version: Version | None) -> FlatText | None:
        """The words of a place in a version, its sub-units in reading order; `None` if the version has no such unit."""
        if place.fixed is not None:
            key = (place.section, place.identity)
            if key not in self._fixed:
                self._fixed[key] = flatten(place.fixed if self.whole is None else self.beside(place))
            return self._fixed[key]
        if version is None:
            return None
        at = (place.section, place.identity, id(version))  # versions of those to whom an act does not apply begin on the same days
        if at not in self._flat:
            unit = text_of(self.sections[place.section], Target("unit", place.identity, place.path), version)
            self._flat[at] = None if unit is None else flatten(unit)
        return self._flat[at]

    def beside(self, place: Located) -> UnitText:
        """The words of a note as known; none where it was not."""
        kind = place.identity.partition(":")[0]
        found = text_of(self.sections[place.section], Target(kind, place.identity, place.path), None)
        return found or UnitText(place.identity, place.path, "", ())


def find(section: Section, cite: t.Cite) -> Target | None:
    """The place that the steps of a citation lead to."""
    first = cite.places[0]
    if first.kind == "note":
        return find_note(section, first.text)
    if first.kind == "act":
        return find_act(section, first.text)
    if first.text == "history" and len(cite.places) == 1:
        return find_history(section)
    return find_unit(section, steps(cite), day_of(cite))


def located(section: Section, target: Target, cite: t.Cite) -> Located:
    """A place that was found, with what it lies in."""
    citation = cite_unit(section, target.path)
    if target.kind != "unit":
        fixed = text_of(section, target, None)
        return Located(section.id, target.identity, target.path, citation, fixed, (target.identity,))
    within = enclosing(section, target.identity, day_of(cite))
    return Located(section.id, target.identity, target.path, citation, within=within)


def steps(cite: t.Cite) -> tuple[str, ...]:
    return tuple(place.text for place in cite.places)


def day_of(cite: t.Cite) -> date | None:
    """The day whose designations a citation uses; None: those of the newest text on file."""
    return next((place.on for place in cite.places if place.on), None)


def left_behind(section: Section, cite: t.Cite) -> Move | None:
    """The one unit that ever bears the designations of a citation, where it does so before the newest text on file and not in it."""
    version, path = text_on_file(section), steps(cite)
    before = list(former(section, path)) if day_of(cite) is None else []
    later = {unit.identity for v in section.versions if v.from_ > section.text_on for unit in bearers(v, path)}
    alone = len(before) == 1 and later <= {before[0].identity}
    return before[0] if alone and version is not None and version.complete else None


def unknown_place(section: Section, cite: t.Cite) -> Diagnostic:
    """A place that the section does not have: the nearest one, or what stands at the step that leads nowhere."""
    on, path = day_of(cite), steps(cite)
    move = left_behind(section, cite)
    if move is not None:
        return moved(cite, cite.span, move) if move.path else orphaned(cite, move)
    message = f"{section.cites[0] if section.cites else section.id} has no such place"
    several = dict.fromkeys(unit.identity for v in section.versions for unit in bearers(v, path)) if on is None else {}
    named = [cite_text(cite, *found) for identity in several for found in [designation_of(section, identity)] if found is not None]
    if named:
        help = f"units bear this designation on other days: say which is meant, {' or '.join(f'`{n}`' for n in named)}"
        return Diagnostic.at(UNKNOWN_PLACE, cite.span, message, help=help)
    version = version_on(section, on) if on else text_on_file(section)
    units = [] if version is None else [u.path for u in units_of(version)]
    depth = next(i for i in range(len(path)) if path[: i + 1] not in units or i == len(path) - 1)
    here = [u[depth] for u in units if len(u) == depth + 1 and u[:depth] == path[:depth]]
    near = did_you_mean(path[depth], here)
    shown = ", ".join(f"`{h}`" for h in here[:12])
    help = f"did you mean `{near}`?" if near else (f"there stand {shown}" if here else "nothing stands below that place")
    return Diagnostic.at(UNKNOWN_PLACE, cite.span, message, help=help)
