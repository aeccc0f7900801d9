"""The rules and the law of a project, read to be asked about acts: everything checked, the pack made, acts found by their titles.

First step of this folder. Errors that leave a pack possible (a lapse that nobody followed) are what this folder is about; with any other
the rules decide nothing, and there is no impact to tell of.
"""

from collections.abc import Iterator, Mapping

from attrs import evolve, field, frozen

from pincite.impact.model import Outdated, Where
from pincitec.check.module import Module
from pincitec.compile import DECIDABLE
from pincitec.diagnostics import Diagnostic, Severity, Source, Span
from pincitec.diagnostics.catalogue.quotations import MISQUOTED, MOVED, NEVER_TOGETHER, ORPHANED, UNVERIFIABLE
from pincitec.diagnostics.diagnostic import sort_key
from pincitec.diagnostics.fixing import apply_fixes
from pincitec.files import Files, read_files
from pincitec.graph.pack import Pack
from pincitec.law.model import Act, Section
from pincitec.law.normalise import normalise
from pincitec.memory import uncollected
from pincitec.passes import Passes
from pincitec.project import Project

ABSENT = (MISQUOTED, UNVERIFIABLE, NEVER_TOGETHER)
"""What is wrong with a clause on words of another text only."""

ROUNDS = 5
"""How often citations are looked at again: one that follows one act may be behind the next."""


@frozen
class Rules:
    """A project with its checked policies (by file), its sections and its pack. `outdated`: citations that an act left behind; here they
    are read as they have to be written from then on."""

    project: Project
    modules: Mapping[str, Module]
    sections: Mapping[str, Section]
    pack: Pack
    sources: Mapping[str, Source]
    outdated: tuple[Outdated, ...]
    files: Files = field(repr=False)

    def where(self, span: Span) -> Where:
        """The line on which a span begins."""
        source = self.sources.get(span.path)
        return Where(span.path, source.line_column(span.start)[0] if source else 1)


@frozen
class Refused:
    """Why there is no impact to tell of: the errors, and the texts that they point into."""

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]


def read_rules(project: Project, overlay: Mapping[str, str] | None = None) -> Rules | Refused:
    """Everything of a project. `overlay` holds texts that stand in place of files, by the path shown; nothing is written.

    A citation of a unit that an act removed or redesignated is an error of the rules, and what that act broke. It is read as the fix of
    that error has it, and listed.
    """
    texts = dict(overlay or {})
    outdated: list[Outdated] = []
    refused: Refused | None = None
    for _ in range(ROUNDS):
        files = read_files(project, texts)
        passes = Passes(files)
        with uncollected():
            problems = {*files.problems, *(p for path in files.all for p in passes.problems(path))}
            errors = [p for p in sorted(problems, key=sort_key) if p.severity is Severity.ERROR and p.rule not in DECIDABLE]
            if not errors:
                modules = {path: passes.module(path) for path in files.policies}
                sections = dict(sorted(passes.sections.items()))
                return Rules(project, modules, sections, passes.pack(), files.sources, tuple(outdated), files)
        refused = refused or Refused(tuple(errors), files.sources)
        behind = [p for p in errors if p.rule in (MOVED, ORPHANED) and p.fixes]
        done = apply_fixes(tuple(dict.fromkeys(p.fixes[0] for p in behind)), files.sources)
        if not done.made:
            break
        for p in behind:
            if p.fixes[0] in done.made:
                line = files.sources[p.span.path].line_column(p.span.start)[0]
                outdated.append(Outdated(Where(p.span.path, line), p.message, p.fixes[0].title))
        texts.update(done.texts)
    assert refused is not None
    return refused


def rules_over(rules: Rules, section: Section) -> Rules | None:
    """The same rules over another text of a section. Words that stand on no day of it have simply no clause in force; None where the rules
    cannot be read over it for another reason."""
    passes = Passes(rules.files)
    passes.sections[section.id] = section
    with uncollected():
        problems = {p for path in rules.files.all for p in passes.problems(path)}
        if any(p.severity is Severity.ERROR and p.rule not in (*DECIDABLE, *ABSENT) for p in problems):
            return None
        modules = {path: passes.module(path) for path in rules.files.policies}
        return evolve(rules, modules=modules, sections=dict(sorted(passes.sections.items())), pack=passes.pack())


def titles_of(act: Act) -> tuple[str, ...]:
    """Every title by which an act may be asked for: its own, and those of the acts that a statement deals with as one."""
    return (act.title, *act.reconciled)


def acts_named(sections: Mapping[str, Section], title: str) -> Iterator[tuple[Section, Act]]:
    """The acts of this title, with their sections: of acts dealt with as one, the statement that changed the text."""
    wanted = normalise(title).strip()
    for section in sections.values():
        found = [act for act in section.acts if any(normalise(t) == wanted for t in titles_of(act))]
        governing = [act for act in found if act.reconciled] or found
        yield from ((section, act) for act in governing[:1])
