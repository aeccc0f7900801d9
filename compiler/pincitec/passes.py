"""Parsing and checking, each file once, in the order that files depend on one another; and the pack of them all.

Assumes texts that could be read (`files.py`). A file is parsed and checked only when it, or one that depends on it, is asked about.
"""

from datetime import date

from pincitec.check.cycles import find_cycles
from pincitec.check.horizons import check_horizon
from pincitec.check.known import as_known
from pincitec.check.laws import Laws
from pincitec.check.module import Module, check_module
from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.names import CIRCULAR_USE, DUPLICATE_NAME, SHARED_NAME, UNKNOWN_POLICY
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.files import POLICY, SOURCE, Files
from pincitec.graph.pack import Pack
from pincitec.law.model import Section
from pincitec.law.reading import index_sections, read_section
from pincitec.lower.pack import lower
from pincitec.syntax import pol_tree as t
from pincitec.syntax.pol_parse import parse_policy


class Passes:
    """The work on one set of files; every result is kept."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.sections: dict[str, Section] = {}
        self.law_problems: dict[str, list[Diagnostic]] = {}
        self.trees: dict[str, tuple[t.PolicyFile, list[Diagnostic]]] = {}
        self.modules: dict[str, Module] = {}
        self.circles = find_cycles(
            {p: [q for q in files.uses(path) if q in files.policy_files] for p, (path, *_) in files.policy_files.items()}
        )

    def problems(self, path: str) -> list[Diagnostic]:
        """Every problem of one file."""
        if path.endswith(".law"):
            return self.read_law(path)
        problems = self.tree(path)[1]
        unreadable = {p.span for p in problems}  # something stands in for what is there; no check may speak of that
        found = [*self.module(path).problems, *self.namesakes(path)]
        return [*problems, *(p for p in found if p.span not in unreadable)]

    def namesakes(self, path: str) -> list[Diagnostic]:
        """Facts whose short name another policy has too: a facts file has to write the whole name."""
        file, namesakes = self.tree(path)[0], self.files.namesakes(path)
        problems = []
        for d in (d for d in file.declarations if isinstance(d, t.FactDecl) and d.name.text in namesakes):
            name = d.name.text
            others = [Label(Span(other, at, at + len(name)), "the other fact") for other, at in namesakes[name]]
            whole = f"{file.policy.name}.{name}" if file.policy else name
            help = f"in facts files, write `{whole}`; or give one of them another name"
            problems.append(Diagnostic.at(SHARED_NAME, d.name.span, f"another policy has a fact `{name}` too", others=others, help=help))
        return problems

    def read_law(self, path: str) -> list[Diagnostic]:
        """The problems of a `.law` file; its section is then in `sections`."""
        if path not in self.law_problems:
            source = self.files.sources[path]
            section, problems = read_section(source, self.files.evidence_of(path))
            if section is not None:
                self.sections.setdefault(section.id, section)
                problems += check_horizon(section)
            twins = next((ps for ps in self.files.section_files.values() if path in ps), [path])
            if len(twins) > 1:
                problems += [p for p in index_sections(self.files.sources[x] for x in twins)[1] if p.span.path == path]
            self.law_problems[path] = problems
        return self.law_problems[path]

    def tree(self, path: str) -> tuple[t.PolicyFile, list[Diagnostic]]:
        """The tree of a policy, with the problems of its text and of its `policy` and `use` lines."""
        if path not in self.trees:
            file, problems = parse_policy(self.files.sources[path])
            self.trees[path] = (file, problems + self.use_problems(path, file))
        return self.trees[path]

    def use_problems(self, path: str, file: t.PolicyFile) -> list[Diagnostic]:
        problems = []
        own = file.policy
        twins = self.files.policy_files.get(own.name, []) if own else []
        if own is not None and twins and twins[0] != path:
            match = POLICY.search(self.files.sources[twins[0]].text)
            others = [Label(Span(twins[0], match.start(1), match.end(1)), "the other file")] if match else []
            help = "give the policy a name of its own"
            problems.append(Diagnostic.at(DUPLICATE_NAME, own.span, f"another file is policy `{own.name}` too", others=others, help=help))
        for use in (d for d in file.declarations if isinstance(d, t.Use)):
            if use.policy not in self.files.policy_files:
                near = did_you_mean(use.policy, self.files.policy_files)
                help = f"did you mean `{near}`?" if near else f"policies on hand: {', '.join(sorted(self.files.policy_files))}"
                problems.append(Diagnostic.at(UNKNOWN_POLICY, use.span, f"no policy `{use.policy}`", help=help))
            elif own is not None:
                circle = next((c for c in self.circles if own.name in c and use.policy in c), None)
                if circle is not None:
                    round_ = " → ".join(f"`{p}`" for p in (*circle, circle[0]))
                    help = "put what both need into a third policy that uses neither"
                    problems.append(Diagnostic.at(CIRCULAR_USE, use.span, f"policies that use one another: {round_}", help=help))
        return problems

    def module(self, path: str) -> Module:
        """The checked module of a policy file; the files that it uses are checked before it."""
        if path not in self.modules:
            file, _ = self.tree(path)
            used = {}
            circular = {p for c in self.circles for p in c}
            for use in (d for d in file.declarations if isinstance(d, t.Use)):
                other = self.files.policy_files.get(use.policy, [])
                in_circle = file.policy is not None and file.policy.name in circular and use.policy in circular
                if other and other[0] != path and not in_circle:
                    used[use.policy] = self.module(other[0])
            for section in SOURCE.findall(self.files.sources[path].text):
                for law in self.files.section_files.get(section, ())[:1]:
                    self.read_law(law)
            self.modules[path] = check_module(
                file, used, Laws(self.sections), self.files.asked_elsewhere(path), self.files.given_elsewhere(path)
            )
        return self.modules[path]

    def pack(self, known_on: date | None = None) -> Pack:
        """The pack of all files; with `known_on`, of what was known that day. Assumes that none has an error that forbids one."""
        modules = [self.module(p) for p in self.files.policies]
        if known_on is None:
            return lower(modules, Laws(self.sections), self.files.sources)
        laws = Laws({id: self.as_known(id, known_on) for id in self.sections}, self.sections)
        return lower([as_known(module, laws) for module in modules], laws, self.files.sources, known_on)

    def as_known(self, id: str, day: date) -> Section:
        """A section as it was on file on a day. Assumes that the whole of it was read."""
        path = self.sections[id].source.path
        section, _ = read_section(self.files.sources[path], self.files.evidence_of(path), day)
        assert section is not None  # INVARIANT: the same file was read before, without `known_on`
        return section
