"""The lock file of a project: read, made anew from its quotations, and compared. Stands beside `compile.py`; writes nothing."""

import hashlib
import os
import posixpath
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from pincitec.check.quotations import QuotationRecord
from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.files import OUTSIDE_PROJECT
from pincitec.diagnostics.catalogue.locks import LOCK_BEHIND
from pincitec.diagnostics.reading import read_source
from pincitec.files import EVIDENCE, Files
from pincitec.lock.comparing import compare
from pincitec.lock.making import make_lock
from pincitec.lock.model import FILE, Lock
from pincitec.lock.reading import read_lock
from pincitec.project import Project
from pincitec.quoted import quoted

if TYPE_CHECKING:
    from pincitec.law.model import Section

MAX_BYTES = 40_000_000
"""The largest lock file that is read: some fifty thousand quotations."""


@frozen
class Locked:
    """`old`: the lock on file, with its text; `now`: as it is today, with the stamps that hold. `problem`: why the one on file cannot be
    used. `sources`: all texts that diagnostics may point into."""

    old: Lock | None
    source: Source | None
    now: Lock
    problem: Diagnostic | None
    records: tuple[QuotationRecord, ...]
    files: Files

    @property
    def sources(self) -> Mapping[str, Source]:
        return {**self.files.sources, **({self.source.path: self.source} if self.source is not None else {})}


def lock_path(project: Project) -> Path:
    return project.root / FILE


def has_lock(project: Project) -> bool:
    return os.path.lexists(lock_path(project))


def locked(project: Project) -> Locked:
    """The lock file of a project and how things are; rules with errors are no matter for it, and have to be looked for before."""
    found = quoted(project)
    source, old, problem = lock_on_file(project)
    now = make_lock(found.records, received(project, found.files), old)
    return Locked(old, source, now, problem, found.records, found.files)


def lock_on_file(project: Project) -> tuple[Source | None, Lock | None, Diagnostic | None]:
    """The text of the lock file, the lock in it, and why it cannot be used; nothing of all three where there is none."""
    path = lock_path(project)
    if not os.path.lexists(path):
        return None, None, None
    if not Path(os.path.realpath(path)).is_relative_to(project.root):
        message, help = f"`{FILE}` is a link that leads out of the project", "put the file itself beside `pincite.toml`"
        return None, None, Diagnostic.at(OUTSIDE_PROJECT, Span(FILE, 0, 0), message, help=help)
    source = read_source(path, FILE, max_bytes=MAX_BYTES)
    if isinstance(source, Diagnostic):
        return None, None, source
    lock = read_lock(source)
    return (source, None, lock) if isinstance(lock, Diagnostic) else (source, lock, None)


def received(project: Project, files: Files) -> dict[str, str]:
    """The hash of each file as received that a section names, by its path in the project. What cannot be read is for `check` to report."""
    found: dict[str, str] = {}
    for law in files.laws:
        for name in EVIDENCE.findall(files.sources[law].text):
            shown = posixpath.normpath(posixpath.join(posixpath.dirname(law), name))
            path = Path(os.path.realpath(files.paths[law].parent / name))
            if path.is_relative_to(project.root) and path.is_file():
                with open(path, "rb") as stream:
                    found[shown] = hashlib.file_digest(stream, "sha256").hexdigest()
    return found


def differences(state: Locked) -> list[Diagnostic]:
    """Everything that is different since the lock file was written; that there is none is a difference too."""
    if state.problem is not None:
        return [state.problem]
    if state.old is None or state.source is None:
        return [Diagnostic.at(LOCK_BEHIND, Span(FILE, 0, 0), f"there is no `{FILE}`", help="`pincite lock` writes it")]
    return compare(state.old, state.now, state.records, state.source, lambda id: section_of(state.files, id))


def section_of(files: Files, id: str) -> "Section | None":
    from pincitec.passes import Passes

    passes = Passes(files)
    for path in files.section_files.get(id, ())[:1]:
        passes.read_law(path)
    return passes.sections.get(id)


def for_check(state: Locked, wanted: Collection[str] | None = None) -> list[Diagnostic]:
    """What `check` says of a lock file: the contexts that wait to be approved, one by one, and in one word that it is behind."""
    found = differences(state)
    late = [d for d in found if d.rule is LOCK_BEHIND]
    rest = [d for d in found if d.rule is not LOCK_BEHIND and (wanted is None or d.span.path in wanted or d.span.path == FILE)]
    if not late or wanted is not None:
        return rest
    quotations = len({d.span for d in late if d.span.path != FILE})
    what = f"{quotations} of its quotations" if quotations > 1 else ("one of its quotations" if quotations else "its sources or quotations")
    message = f"`{FILE}` does not say how things are: {what} changed"
    return [*rest, Diagnostic.at(LOCK_BEHIND, Span(FILE, 0, 0), message, help="`pincite lock --check` lists them; `pincite lock` follows")]
