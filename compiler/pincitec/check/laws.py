"""The law as the checks ask for it: sections by name, places by citation, texts of units, each found once and kept.

Assumes sections that were read (`law/reading.py`). A place is resolved at the newest text, or at the day that the citation names.
"""

from collections.abc import Mapping

from attrs import field, frozen

from pincitec.check.moves import former, moved, orphaned
from pincitec.check.scopes import Scope
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.names import UNKNOWN_NAME
from pincitec.diagnostics.catalogue.quotations import UNKNOWN_PLACE, UNKNOWN_SECTION
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.law.flat import FlatText, flatten
from pincitec.law.model import Section, UnitText, Version
from pincitec.law.places import Target, cite_unit, find_act, find_history, find_note, find_unit, text_of, units_of, version_on
from pincitec.syntax import pol_tree as t


@frozen
class Located:
    """A place of the law: a unit by identity, or words beside the text (`fixed`: a note, a history line), the same on every day."""

    section: str
    identity: str
    path: tuple[str, ...]
    citation: str
    fixed: UnitText | None = field(default=None, repr=False)


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
        symbol = scope.own.get("source", cite.source.text)
        if symbol is None:
            if scope.broken:
                return None
            near = did_you_mean(cite.source.text, (s.name for s in scope.own.of_kind("source")))
            help = f"did you mean `{near}`?" if near else f'declare it: source {cite.source.text} = "us-nm/22-10A-11"'
            return Diagnostic.at(UNKNOWN_NAME, cite.source.span, f"no source is named `{cite.source.text}`", help=help)
        assert isinstance(symbol.node, t.SourceRef)
        section = (self.whole or self.sections).get(symbol.node.section.text)
        if section is None:
            return None  # reported once, at the `source` line
        target = find(section, cite)
        if target is None:
            return unknown_place(section, cite)
        fixed = None if target.kind == "unit" else text_of(section, target, None)
        return Located(section.id, target.identity, target.path, cite_unit(section, target.path), fixed)

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
    return find_unit(section, tuple(p.text for p in cite.places), next((p.on for p in cite.places if p.on), None))


def unknown_place(section: Section, cite: t.Cite) -> Diagnostic:
    """A place that the section does not have: the nearest one, or what stands at the step that leads nowhere."""
    on = next((p.on for p in cite.places if p.on), None)
    version = version_on(section, on) if on else (section.versions[-1] if section.versions else None)
    units = [] if version is None else [u.path for u in units_of(version)]
    path = tuple(p.text for p in cite.places)
    before = list(former(section, path)) if on is None and path not in units else []
    if len(before) == 1 and version is not None and version.complete:
        return moved(cite, cite.span, before[0]) if before[0].path else orphaned(cite, before[0])
    depth = next(i for i in range(len(path)) if path[: i + 1] not in units or i == len(path) - 1)
    here = [u[depth] for u in units if len(u) == depth + 1 and u[:depth] == path[:depth]]
    near = did_you_mean(path[depth], here)
    shown = ", ".join(f"`{h}`" for h in here[:12])
    help = f"did you mean `{near}`?" if near else (f"there stand {shown}" if here else "nothing stands below that place")
    return Diagnostic.at(UNKNOWN_PLACE, cite.span, f"{section.cites[0] if section.cites else section.id} has no such place", help=help)
