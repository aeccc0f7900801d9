"""The passes in order: files of a project → checked modules → a pack.

`check` gives every problem of the files named; `compile_project` gives the pack of a whole project. What was worked out is kept in the
user's cache, by the hash of all that it depends on: an edit checks one file anew, and an unchanged project meets no parser.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from pincitec import cache
from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.catalogue.timing import ARRIVED_AMOUNT, LAPSE_NOT_FOLLOWED, VALUE_GAP
from pincitec.diagnostics.diagnostic import Severity, sort_key
from pincitec.diagnostics.plain import from_plain, to_plain
from pincitec.files import read_files
from pincitec.graph.codec import Malformed
from pincitec.graph.pack import Pack, read_pack, write_pack
from pincitec.memory import uncollected
from pincitec.project import Project, expand

if TYPE_CHECKING:
    from pincitec import passes as p
    from pincitec.check.laws import Laws
    from pincitec.check.module import Module
    from pincitec.check.scenarios import CheckedScenario

DECIDABLE = (LAPSE_NOT_FOLLOWED, VALUE_GAP, ARRIVED_AMOUNT)
"""Errors with which a pack can still be made: on the days concerned, its decisions say that the rules do not follow the text. An amount
that no rule speaks of changes no answer, since whom it concerns is not known; CI fails until a person has read it."""


@frozen
class CheckResult:
    """Every problem found, in order of place; the texts they point into; how many files were checked."""

    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]
    files: int


def check(project: Project, paths: Sequence[Path] | None = None) -> CheckResult:
    """Checks the files of a project, or only those at `paths` and below; of others, only what these depend on is read."""
    files = read_files(project)
    wanted: set[str] | None = None
    absent: list[Diagnostic] = []
    if paths is not None:
        named, absent = expand(project, paths)
        wanted = {project.display(p) for p in named}
    passes: p.Passes | None = None
    found: list[Diagnostic] = [*absent, *(p for p in files.problems if wanted is None or p.span.path in wanted)]
    checked = 0
    for path in files.all:
        if wanted is not None and path not in wanted:
            continue
        checked += 1
        key = cache.key_of(b"check", cache.program(), files.fingerprint(path))
        kept = from_plain(cache.load(key))
        if kept is None:
            from pincitec.passes import Passes

            passes = passes or Passes(files)
            with uncollected():
                kept = passes.problems(path)
            cache.store(key, to_plain(kept))
        found += kept
    return CheckResult(tuple(sorted(set(found), key=sort_key)), files.sources, checked)


def compile_project(project: Project, known_on: date | None = None) -> tuple[Pack | None, list[Diagnostic], Mapping[str, Source]]:
    """The pack of a project, or `None` with the errors that forbid one. Also the texts that diagnostics point into.

    With `known_on` it is the pack of the law as it was on file that day. What is checked is the whole file all the same.
    """
    files = read_files(project)
    day = known_on.isoformat().encode() if known_on is not None else b""
    key = cache.key_of(b"pack", cache.program(), day, *(files.fingerprint(p) for p in files.all))
    beside = cache.key_of(b"errors of the pack", key.encode())
    kept, known = cache.load(key), from_plain(cache.load(beside))
    if kept is not None and known is not None and not files.problems:
        try:
            return read_pack(kept, trusted=True), known, files.sources
        except Malformed:
            pass  # a damaged entry is not used; the pack is made anew
    from pincitec.passes import Passes

    passes = Passes(files)
    problems = sorted({*files.problems, *(p for path in files.all for p in passes.problems(path))}, key=sort_key)
    errors = [p for p in problems if p.severity is Severity.ERROR]
    if any(p.rule not in DECIDABLE for p in errors):
        return None, errors, files.sources
    pack = passes.pack(known_on)
    if not files.problems:
        cache.store(key, write_pack(pack))
        cache.store(beside, to_plain(errors))
    return pack, errors, files.sources


@frozen
class Suite:
    """The scenarios of some files and the pack that decides them: `None`, with the errors, where the rules have any."""

    pack: Pack | None
    scenarios: "tuple[CheckedScenario, ...]"
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]


def scenarios(project: Project, paths: Sequence[Path] | None = None) -> Suite:
    """The scenarios of a project, or only of the files at `paths` and below, in order of file and place."""
    files = read_files(project)
    named, absent = expand(project, paths or ())
    wanted = {project.display(p) for p in named} if paths else set(files.all)
    from pincitec.passes import Passes

    passes = Passes(files)
    problems = {*absent, *files.problems, *(p for path in files.all for p in passes.problems(path))}
    errors = tuple(p for p in sorted(problems, key=sort_key) if p.severity is Severity.ERROR)
    if errors:
        return Suite(None, (), errors, files.sources)
    found = tuple(s for path in files.policies if path in wanted for s in passes.module(path).scenarios)
    return Suite(passes.pack(), found, (), files.sources)


@frozen
class Study:
    """A project as its readers need it: the pack with all that stands behind it. Modules are in order of file; the pack is `None`, with
    the errors among `diagnostics`, where the rules have any that forbids one."""

    pack: Pack | None
    modules: "tuple[Module, ...]"
    laws: "Laws"
    diagnostics: tuple[Diagnostic, ...]
    sources: Mapping[str, Source]


def study(project: Project) -> Study:
    """Every policy and section of a project, read anew: for reports, coverage and proofs, which no cache serves."""
    from pincitec.check.laws import Laws
    from pincitec.passes import Passes

    files = read_files(project)
    passes = Passes(files)
    with uncollected():
        problems = sorted({*files.problems, *(p for path in files.all for p in passes.problems(path))}, key=sort_key)
        forbidden = any(p.severity is Severity.ERROR and p.rule not in DECIDABLE for p in problems)
        modules = tuple(passes.module(path) for path in files.policies)
        pack = None if forbidden else passes.pack()
    return Study(pack, modules, Laws(passes.sections), tuple(problems), files.sources)
