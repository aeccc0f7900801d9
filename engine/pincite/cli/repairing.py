"""`pincite check --fix`: makes the fixes of problems, whole files at a time, and says what was done and what was not."""

import difflib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from pincite.cli.streams import Exit, colored, escape, result, show, talk, write_file
from pincitec.diagnostics import Diagnostic, Safety
from pincitec.diagnostics.reading import read_source
from pincitec.diagnostics.render.text import one_line, plural
from pincitec.project import Project
from pincitec.repair import Made, Repair, repair


def repaired(project: Project, files: Sequence[Path] | None, *, suggested: bool, dry_run: bool) -> Exit | None:
    """Makes the fixes, or shows them. The exit code if the command ends with that: for a dry run, and where a file cannot be written."""
    if project.builtin:
        talk("error: the library that comes with pincite is not changed")
        talk("help: copy it into a project of your own")
        return Exit.USAGE
    safeties = (Safety.SAFE, Safety.SUGGESTED) if suggested else (Safety.SAFE,)
    wanted = None if files is None else {project.display(f) for f in files}
    done = repair(project, safeties, wanted)
    if dry_run:
        return _shown(project, done)
    problem = _written(project, done.texts)
    if problem is not None:
        return show([problem], {}, err=True)
    for made in done.made:
        talk(f"fixed {_line(made)}")
    for made in done.refused:
        talk(f"not made, as it would bring a new error or touch another fix: {_line(made)}")
    if not done.made:
        talk("nothing was fixed")
    return None


def _line(made: Made) -> str:
    return f"{escape(made.path)}:{made.line}: {one_line(made.fix.title)}"


def _shown(project: Project, done: Repair) -> Exit:
    """What would be written, as a diff."""
    lines = [line for path, text in sorted(done.texts.items()) for line in _diff(path, _before(project, path), text)]
    if lines:
        result("\n".join(lines))
    for made in done.made:
        talk(f"would be fixed: {_line(made)}")
    for made in done.refused:
        talk(f"would not be made, as it would bring a new error or touch another fix: {_line(made)}")
    talk(f"{plural(len(done.texts), 'file')} would change" if done.texts else "nothing would be fixed")
    return Exit.FINDINGS if done.texts else Exit.OK


def _before(project: Project, path: str) -> str:
    read = read_source(project.root / path, path)
    return "" if isinstance(read, Diagnostic) else read.text


def _diff(path: str, old: str, new: str) -> Iterator[str]:
    paint = {"+": "32", "-": "31", "@": "36"} if colored() else {}
    names = (escape(path), f"{escape(path)} (fixed)")
    for line in difflib.unified_diff(old.split("\n"), new.split("\n"), *names, lineterm=""):
        tone = paint.get(line[:1])
        yield f"\x1b[{tone}m{escape(line)}\x1b[0m" if tone else escape(line)


def _written(project: Project, texts: Mapping[str, str]) -> Diagnostic | None:
    """Writes all files or, as far as the disk lets it, none: those before one that cannot be written get their old text back."""
    old: dict[str, str] = {}
    for path, text in sorted(texts.items()):
        before = _before(project, path)
        problem = write_file(project.root / path, text, path)
        if problem is not None:
            for other, words in old.items():
                write_file(project.root / other, words, other)
            return problem
        old[path] = before
    return None
