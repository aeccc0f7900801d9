"""The templates of an office: the files of the folder that `[letters] templates` names, read whole or refused whole.

A file `html/review.jinja` takes the place of ours of that name; `pincite/html/review.jinja` in an `include` or `extends` is always ours.
"""

import os
import re
from hashlib import sha256
from pathlib import Path
from typing import Final

from attrs import frozen

from pincite.report.render import TEMPLATES
from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.files import OUTSIDE_PROJECT
from pincitec.diagnostics.catalogue.letters import LETTER_TEMPLATE_REFUSED
from pincitec.diagnostics.reading import not_found, read_source
from pincitec.project import Project

OURS: Final = TEMPLATES / "letter"
KINDS: Final = ("txt", "md", "html")
"""The folders of a family: one for each format. A PDF is made of the page in `html`."""
FOLDERS: Final = {"text": "txt", "md": "md", "html": "html"}
"""The folder of each format, as `determine --format` names it."""
NAME: Final = re.compile(r"(txt|md|html)/[a-z][a-z0-9_-]{0,40}\.jinja")
MOST_BYTES: Final = 100_000
MOST_FILES: Final = 100


@frozen(eq=False)
class Family:
    """Templates by name (`html/review.jinja`), and the folder as users see it."""

    folder: str
    templates: dict[str, Source]

    def digest(self, kind: str) -> str:
        """SHA-256 over the names and texts of the templates of a format, in order; empty where it has none."""
        own = sorted((name, source.text) for name, source in self.templates.items() if name.startswith(f"{kind}/"))
        if not own:
            return ""
        whole = sha256()
        for part in (part for pair in own for part in pair):
            data = part.encode("utf-8")
            whole.update(f"{len(data)}:".encode() + data)
        return whole.hexdigest()

    def has(self, kind: str) -> bool:
        """Whether letters as `text`, `md` or `html` are the office's own."""
        return bool(self.digest(FOLDERS[kind]))

    def sources(self) -> dict[str, Source]:
        """The files by the path shown, to show problems in."""
        return {source.path: source for source in self.templates.values()}


def own_templates() -> dict[str, Path]:
    """The templates that come with Pincite, by name."""
    return {path.relative_to(OURS).as_posix(): path for path in sorted(OURS.glob("*/*.jinja"))}


def open_family(project: Project) -> tuple[Family | None, list[Diagnostic]]:
    """The templates of a project, None where it names none; and what is wrong with the folder. The templates are not looked into yet."""
    shown = project.letters.templates
    if shown is None:
        return None, []
    root, folder = os.path.realpath(project.root), project.root / shown
    if not os.path.realpath(folder).startswith(os.path.join(root, "")):
        return None, [outside(shown)]
    if not folder.is_dir():
        return None, [not_found(folder, shown)]
    found, problems = listed(folder, shown)
    templates: dict[str, Source] = {}
    for name in found:
        read = read_template(folder / name, f"{shown}/{name}", os.path.realpath(folder))
        if isinstance(read, Diagnostic):
            problems.append(read)
        else:
            templates[name] = read
    return Family(shown, templates), problems


def listed(folder: Path, shown: str) -> tuple[list[str], list[Diagnostic]]:
    """The names of the templates in a folder. What is no template is refused: one that is misnamed would be left out in silence."""
    found: list[str] = []
    problems: list[Diagnostic] = []
    for top, below, files in os.walk(folder):
        below[:] = sorted(name for name in below if not name.startswith("."))
        inside = Path(top).relative_to(folder)
        linked = [name for name in below if os.path.islink(os.path.join(top, name))]
        for file in sorted([*files, *linked]):
            name = (inside / file).as_posix()
            if file.startswith(".") or name.lower() == "readme.md":
                continue
            if NAME.fullmatch(name) and file not in linked:
                found.append(name)
                continue
            help = "templates are `txt/NAME.jinja`, `md/NAME.jinja` and `html/NAME.jinja`; `pincite letters list` names ours"
            message = f"`{shown}/{name}` is not the name of a template"
            problems.append(Diagnostic.at(LETTER_TEMPLATE_REFUSED, Span(f"{shown}/{name}", 0, 0), message, help=help))
        if len(found) + len(problems) > MOST_FILES:
            help = f"a family has at most {MOST_FILES} files; name a folder of its own for it"
            return [], [Diagnostic.at(LETTER_TEMPLATE_REFUSED, Span(shown, 0, 0), f"`{shown}` holds too many files", help=help)]
    return found, problems


def read_template(path: Path, shown: str, folder: str) -> Source | Diagnostic:
    if not os.path.realpath(path).startswith(os.path.join(folder, "")):
        return outside(shown)
    return read_source(path, shown, max_bytes=MOST_BYTES)


def outside(shown: str) -> Diagnostic:
    help = "copy the templates into the project, and name their folder as it lies there"
    return Diagnostic.at(OUTSIDE_PROJECT, Span(shown, 0, 0), f"`{shown}` leads out of the project", help=help)
