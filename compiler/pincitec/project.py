"""The project: which files belong together, found before any of them is read.

A project is a folder with a `pincite.toml`. Outside any project the built-in library is used: the policies and
statutes that come with Pincite (in a checkout the repository's own folders, in an installed wheel `pincitec/_library`).
A project never reaches outside its folder: a rule base that is reviewed in one place must not take law from another.
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from attrs import field, frozen

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue import files
from pincitec.diagnostics.reading import not_found, read_source
from pincitec.settings import Letters, Office, Report, Settings, Thresholds, read_settings

SETTINGS_FILE: Final = "pincite.toml"
LAW: Final = ".law"
POLICY: Final = ".pol"
FACTS: Final = (".yaml", ".yml", ".json")


@frozen
class Project:
    """A folder of policies and statutes, with its settings.

    `policies` and `statutes` are existing folders inside `root`. `settings` is the text of `pincite.toml`, if there is
    one, so that problems in it can be shown in place. `facts` are the stored cases that it names, files and folders inside `root`:
    rules are checked without them, so `fact_files` says what is not there.
    """

    root: Path
    policies: tuple[Path, ...] = ()
    statutes: tuple[Path, ...] = ()
    builtin: bool = False
    office: Office = field(factory=Office)
    thresholds: Thresholds = field(factory=Thresholds)
    report: Report = field(factory=Report)
    settings: Source | None = None
    facts: tuple[Path, ...] = ()
    letters: Letters = field(factory=Letters)
    _laws: tuple[Path, ...] = field(default=(), repr=False)
    _policies_found: tuple[Path, ...] = field(default=(), repr=False)

    def law_files(self) -> list[Path]:
        """All `.law` files of the statutes' folders, sorted by their displayed path."""
        return list(self._laws)

    def pol_files(self) -> list[Path]:
        """All `.pol` files of the policies' folders, sorted by their displayed path."""
        return list(self._policies_found)

    def fact_files(self, more: Sequence[Path] = ()) -> tuple[list[Path], list[Diagnostic]]:
        """The files of stored facts: those that the settings name and `more`, of a folder all with their endings below it.

        Each is listed once, in the order named. What is not there, or leads out of the project or of the folder named, is a diagnostic.
        """
        found: dict[str, Path] = {}
        problems: list[Diagnostic] = []
        for path in (*self.facts, *more):
            inside = [path]
            if path.is_dir():
                inside, refused = _walk(path, FACTS, Path(os.path.realpath(path)), self.display(path))
                problems += refused
            elif not path.exists():
                problems.append(not_found(path, self.display(path)))
                continue
            for file in inside:
                found.setdefault(os.path.realpath(file), file)
        return list(found.values()), problems

    def display(self, path: Path) -> str:
        """The path as users see it: relative to the project with `/` between the parts, else as it was given.

        A file outside the project that would then look like one of the project's own is shown with its full path.
        """
        absolute = Path(os.path.abspath(path))
        for candidate in (absolute, Path(os.path.realpath(path))):
            if candidate.is_relative_to(self.root):
                return candidate.relative_to(self.root).as_posix()
        return absolute.as_posix() if (self.root / path).exists() else path.as_posix()


def library_root() -> Path:
    """The folder of the built-in library."""
    package = Path(__file__).resolve().parent
    installed = package / "_library"
    return installed if installed.is_dir() else package.parent.parent


def find_project(start: Path) -> tuple[Project, list[Diagnostic]]:
    """The project that `start` (a file or a folder, which need not exist) lies in, and what is wrong with its settings.

    With errors among the diagnostics the project is what could be made out; a command must not go on with it.
    """
    here = Path(os.path.realpath(start))
    for folder in (here, *here.parents):
        settings = folder / SETTINGS_FILE
        if settings.is_file():
            return open_project(folder)
    root = library_root()
    return _assemble(root, Settings(), builtin=True)


def open_project(root: Path) -> tuple[Project, list[Diagnostic]]:
    """The project whose `pincite.toml` lies directly in `root`."""
    root = Path(os.path.realpath(root))
    source = read_source(root / SETTINGS_FILE, SETTINGS_FILE, max_bytes=100_000)
    if isinstance(source, Diagnostic):
        return Project(root), [source]
    settings, problems = read_settings(source)
    project, more = _assemble(root, settings, source)
    return project, problems + more


def expand(project: Project, paths: Sequence[Path]) -> tuple[list[Path], list[Diagnostic]]:
    """The `.law` and `.pol` files that a command line names: a file stands for itself, a folder for all below it.

    Each file is listed once, in the order named. What is not there is a diagnostic; `-` is left to the command.
    """
    found: dict[Path, None] = {}
    problems: list[Diagnostic] = []
    for path in paths:
        if path.is_dir():
            inside, refused = _walk(path, (LAW, POLICY), Path(os.path.realpath(path)), project.display(path))
            found.update(dict.fromkeys(inside))
            problems += refused
        elif path.exists():
            found[path] = None
        else:
            problems.append(not_found(path, project.display(path)))
    return list(found), problems


def _assemble(root: Path, settings: Settings, source: Source | None = None, *, builtin: bool = False) -> tuple[Project, list[Diagnostic]]:
    """Check the folders named in the settings and list their files."""
    problems: list[Diagnostic] = []

    def named(names: Sequence[str], *, cases: bool = False) -> tuple[Path, ...]:
        kept = []
        for name in names:
            folder = Path(os.path.abspath(root / name))
            span = settings.spans.get(name, Span(SETTINGS_FILE, 0, 0))
            if not _inside(folder, root):
                message = f"`{name}` leads out of the project"
                what = "stored facts" if cases else "policies and statutes"
                help = f"keep {what} inside the project's folder, so that they are reviewed together"
                problems.append(Diagnostic.at(files.OUTSIDE_PROJECT, span, message, help=help))
            elif folder.is_dir() or cases:
                kept.append(folder)
            elif name in settings.spans:
                help = f"create the folder, or name the right one in `{SETTINGS_FILE}`"
                problems.append(Diagnostic.at(files.FILE_NOT_FOUND, span, f"folder `{name}` is not there", help=help))
        return tuple(kept)

    def listed(within: Sequence[Path], suffix: str) -> tuple[Path, ...]:
        found: set[Path] = set()
        for folder in within:
            inside, refused = _walk(folder, (suffix,), root, folder.relative_to(root).as_posix())
            found.update(inside)
            problems.extend(refused)
        return tuple(sorted(found, key=Path.as_posix))

    policies, statutes = named(settings.policies), named(settings.statutes)
    facts = named(settings.facts, cases=True)
    laws, rules = listed(statutes, LAW), listed(policies, POLICY)
    said = (settings.office, settings.thresholds, settings.report, source)
    project = Project(root, policies, statutes, builtin, *said, facts, settings.letters, laws, rules)
    return project, problems


def _inside(path: Path, root: Path) -> bool:
    """Whether a path, with its links followed, stays in `root`. A circle of links leads nowhere and is judged as written."""
    return Path(os.path.realpath(path)).is_relative_to(root)


def _walk(folder: Path, suffixes: tuple[str, ...], root: Path, shown: str) -> tuple[list[Path], list[Diagnostic]]:
    """The files below `folder` with these endings, sorted; hidden ones are passed over, links out of `root` refused."""
    found: list[Path] = []
    problems: list[Diagnostic] = []

    def unreadable(error: OSError) -> None:
        where = Path(shown, os.path.relpath(error.filename, folder)).as_posix()
        message, help = f"folder `{where}` cannot be read", "check its permissions"
        problems.append(Diagnostic.at(files.FILE_NOT_READABLE, Span(where, 0, 0), message, help=help))

    for top, below, names in os.walk(folder, onerror=unreadable):
        below[:] = sorted(name for name in below if not name.startswith("."))
        # A linked folder is not entered by `os.walk`; to pass it over in silence would hide that its law is not read.
        linked = [name for name in below if os.path.islink(os.path.join(top, name))]
        for name in sorted([*names, *linked]):
            path = Path(top, name)
            if not name.endswith(suffixes) and name not in linked:
                continue
            if name in linked or (path.is_symlink() and not _inside(path, root)):
                where = Path(shown, path.relative_to(folder)).as_posix()
                message = f"`{where}` is a link that leads out of the project"
                if name in linked:
                    message = f"`{where}` is a linked folder, which is not entered"
                help = "copy what it leads to into the project"
                problems.append(Diagnostic.at(files.OUTSIDE_PROJECT, Span(where, 0, 0), message, help=help))
            elif not name.startswith("."):
                found.append(path)
    return sorted(found, key=Path.as_posix), problems
