"""The files of a project as texts, and which of them each depends on: found without a parser, so that the cache can be asked first."""

import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import field, frozen

from pincitec import cache
from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.reading import read_source
from pincitec.project import LAW, POLICY as POLICY_FILE, Project

if TYPE_CHECKING:
    from pincitec.law.model import Evidence

POLICY = re.compile(r"^policy[ \t]+([A-Za-z_][\w.]*)", re.MULTILINE)
USE = re.compile(r"^use[ \t]+([A-Za-z_][\w.]*)", re.MULTILINE)
SOURCE = re.compile(r'^source[ \t]+\w+[ \t]*=[ \t]*"([^"\n]*)"', re.MULTILINE)
SECTION = re.compile(r"^section[ \t]+(\S+)", re.MULTILINE)
EVIDENCE = re.compile(r'^source[ \t]+\w+[ \t]+"([^"\n]+)"', re.MULTILINE)
DECLARED = re.compile(r"(?:^(?:fact|unit)|\bdefine)\s+(\w+)", re.MULTILINE)
FACT = re.compile(r"^fact[ \t]+(\w+)", re.MULTILINE)
GIVEN = re.compile(r"\bgiven[ \t]+(\w+)")
WORD = re.compile(r"\w+")
MOST_NAMESAKES = 3


@frozen(slots=False)
class Files:
    """The texts of a project by the path shown to the user. `problems`: files that could not be read.

    `overlay`: texts that stand in place of files, or of files that are not there, by the same paths.
    """

    sources: dict[str, Source]
    paths: dict[str, Path]
    problems: tuple[Diagnostic, ...]
    overlay: Mapping[str, str] = field(factory=dict)
    _prints: dict[str, bytes] = field(factory=dict, repr=False)

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(sorted(self.sources))

    @property
    def laws(self) -> tuple[str, ...]:
        return tuple(p for p in self.all if p.endswith(".law"))

    @property
    def policies(self) -> tuple[str, ...]:
        return tuple(p for p in self.all if p.endswith(".pol"))

    @cached_property
    def policy_files(self) -> dict[str, list[str]]:
        """Which files say that they are a policy. More than one is an error that the passes report."""
        return self.named(self.policies, POLICY)

    @cached_property
    def section_files(self) -> dict[str, list[str]]:
        return self.named(self.laws, SECTION)

    def named(self, paths: tuple[str, ...], line: re.Pattern[str]) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in paths:
            match = line.search(self.sources[path].text)
            if match:
                found.setdefault(match[1], []).append(path)
        return found

    def uses(self, path: str) -> tuple[str, ...]:
        """The policies that a file says it uses."""
        return tuple(USE.findall(self.sources[path].text))

    @cached_property
    def importers(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for path in self.policies:
            for policy in self.uses(path):
                found.setdefault(policy, []).append(path)
        return found

    def asked_elsewhere(self, path: str) -> frozenset[str]:
        """The facts, units and definitions named in policies that use this one: by name alone, which errs on the side of no warning."""
        match = POLICY.search(self.sources[path].text)
        if match is None:
            return frozenset()
        words = {w for other in self.importers.get(match[1], ()) for w in WORD.findall(self.sources[other].text)}
        return frozenset(f"{match[1]}.{name}" for name in DECLARED.findall(self.sources[path].text) if name in words)

    def given_elsewhere(self, path: str) -> frozenset[str]:
        """The facts of a policy that scenarios of policies that use it give: by name alone, which errs on the side of no warning."""
        match = POLICY.search(self.sources[path].text)
        if match is None:
            return frozenset()
        given = frozenset(name for other in self.importers.get(match[1], ()) for name in GIVEN.findall(self.sources[other].text))
        return given.intersection(FACT.findall(self.sources[path].text))

    @cached_property
    def declaring(self) -> dict[str, list[tuple[str, int]]]:
        """By the short name of a fact, where policies declare it: the file, and the offset of the name."""
        found: dict[str, list[tuple[str, int]]] = {}
        for path in self.policies:
            for match in FACT.finditer(self.sources[path].text):
                found.setdefault(match[1], []).append((path, match.start(1)))
        return found

    def namesakes(self, path: str) -> dict[str, tuple[tuple[str, int], ...]]:
        """The facts of a file of which another policy has one of the same short name, with where the first of those
        stand."""
        own = dict.fromkeys(FACT.findall(self.sources[path].text))
        others = {name: tuple(place for place in self.declaring[name] if place[0] != path)[:MOST_NAMESAKES] for name in own}
        return {name: places for name, places in others.items() if places}

    def fingerprint(self, path: str) -> bytes:
        """A hash of a file and of everything that its problems depend on."""
        if path not in self._prints:
            parts = [path.encode()]
            for one in sorted(self.closure(path)):
                parts += [one.encode(), self.sources[one].text.encode()]
                if one.endswith(".law"):
                    parts += self.evidence(one)
            if path.endswith(".pol"):
                parts += [repr((sorted(self.asked_elsewhere(path)), sorted(self.given_elsewhere(path)), self.namesakes(path))).encode()]
            twins = [p for files in (self.policy_files, self.section_files) for ps in files.values() if path in ps for p in ps]
            known = ["policies", *sorted(self.policy_files), "sections", *sorted(self.section_files)]
            self._prints[path] = cache.key_of(*parts, *(name.encode() for name in (*twins, *known))).encode()
        return self._prints[path]

    def closure(self, path: str) -> set[str]:
        """A file, the policies it uses (and those that they use), and the sections that all of them quote."""
        seen: set[str] = set()
        pending = [path]
        while pending:
            here = pending.pop()
            if here in seen:
                continue
            seen.add(here)
            text = self.sources[here].text
            if here.endswith(".pol"):
                pending += [p for policy in USE.findall(text) for p in self.policy_files.get(policy, ())]
                pending += [p for section in SOURCE.findall(text) for p in self.section_files.get(section, ())]
        return seen

    def evidence(self, law: str) -> list[bytes]:
        """The bytes of the source files beside a `.law` file, as far as they can be read: their hash is part of what is checked."""
        folder = self.paths[law].parent
        parts = []
        for name in EVIDENCE.findall(self.sources[law].text):
            if (over := self.overlay.get(beside(law, name))) is not None:
                parts.append(over.encode())
                continue
            try:
                parts.append((folder / name).read_bytes())
            except (OSError, ValueError):
                parts.append(b"unreadable")
        return parts

    def evidence_of(self, law: str) -> "Evidence":
        """The reader of the source files beside a `.law` file."""
        from pincitec.law.beside import evidence_beside  # not on the way of a project that is taken from the cache

        read = evidence_beside(self.paths[law], law)

        def over(name: str) -> Source | Diagnostic:
            text = self.overlay.get(beside(law, name))
            return read(name) if text is None else Source(beside(law, name), text)

        return over if self.overlay else read


def beside(law: str, name: str) -> str:
    """The path, as shown, of a source file named in a `.law` file.

    >>> beside("statutes/us-nm/a.law", "sources/a.txt"), beside("a.law", "a.txt")
    ('statutes/us-nm/sources/a.txt', 'a.txt')
    """
    folder = law.rpartition("/")[0]
    return f"{folder}/{name}" if folder else name


def read_files(project: Project, overlay: Mapping[str, str] | None = None) -> Files:
    """Every `.law` and `.pol` file of a project. `overlay` holds texts, by the path as shown, that are read in place of files: of a
    `.law` or `.pol` file, also one that is not there yet, or of a source beside a `.law` file. Nothing is written."""
    over = dict(overlay or {})
    sources: dict[str, Source] = {}
    paths: dict[str, Path] = {}
    problems = []
    for shown, text in over.items():
        if shown.endswith((LAW, POLICY_FILE)):
            sources[shown], paths[shown] = Source(shown, text), project.root / shown
    for path in (*project.law_files(), *project.pol_files()):
        shown = project.display(path)
        if shown in over:
            paths[shown] = path
            continue
        read = read_source(path, shown)
        if isinstance(read, Diagnostic):
            problems.append(read)
        else:
            sources[shown] = read
            paths[shown] = path
    return Files(sources, paths, tuple(problems), over)
