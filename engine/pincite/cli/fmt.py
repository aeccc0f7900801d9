"""`pincite fmt`: rules and statutes in the one layout. Only white space changes, and a file that cannot be read is left as it is."""

import difflib
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from attrs import frozen

from pincite.cli.command import Command
from pincite.cli.streams import STDIN, Exit, colored, escape, read_input, refused, result, show, talk, write_file
from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.reading import read_source
from pincitec.diagnostics.render.text import plural
from pincitec.project import LAW, POLICY, expand, find_project


@frozen
class Formatted:
    """A file as it is and as it should be; `changes` also where only line ends or a byte order mark differ."""

    path: Path
    source: Source
    text: str
    changes: bool


@click.command(cls=Command, short_help="Format rules and statutes; the meaning never changes.")
@click.argument("paths", nargs=-1, metavar="[PATH…|-]")
@click.option("--check", is_flag=True, help="Write nothing; list the files that would change, and return 1 if there are any.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change, and return 1 if anything would.")
@click.option("--stdin-name", metavar="NAME", help="The file that standard input stands for; its ending says whether it is law or rules.")
def fmt(paths: tuple[str, ...], check: bool, diff: bool, stdin_name: str | None) -> int:
    """Lay out .pol and .law files in the one way that all share. The words, their order and all comments stay.

    PATH is a file or a folder; without one, all files of the project are formatted. With - the text is read from standard
    input and printed.
    """
    if "-" in paths:
        if len(paths) > 1:
            raise click.UsageError("`-` stands alone: standard input is formatted to standard output.")
        return _stream(stdin_name, check, diff)
    project, problems = find_project(Path.cwd())
    if problems:
        return refused(problems, project.settings, err=True)
    if not paths and project.builtin:
        raise click.UsageError("There is no project here (no `pincite.toml`). Name the files or folders to format.")
    files, problems = expand(project, [Path(p) for p in paths]) if paths else ([*project.pol_files(), *project.law_files()], [])
    for path in files:
        if path.suffix not in (LAW, POLICY):
            raise click.UsageError(f"`{escape(str(path))}` is neither rules (`{POLICY}`) nor law (`{LAW}`).")

    done: list[Formatted] = []
    sources: dict[str, Source] = {}
    for path in files:
        display = project.display(path)
        source = read_source(path, display)
        if isinstance(source, Diagnostic):
            problems.append(source)
            continue
        sources[display] = source
        text = formatted(source)
        if isinstance(text, str):
            done.append(Formatted(path, source, text, path.read_bytes() != text.encode()))
        else:
            problems += text

    changed = [file for file in done if file.changes]
    if check or diff:
        _report(changed, diff=diff)
    else:
        unwritten = [write_file(file.path, file.text, file.source.path) for file in changed]
        problems += [problem for problem in unwritten if problem is not None]
        changed = [file for file, problem in zip(changed, unwritten, strict=True) if problem is None]
        for file in changed:
            talk(f"formatted {escape(file.source.path)}")
    code = show(problems, sources, err=True)
    talk(_summary(len(changed), sum(not file.changes for file in done), len(files), written=not (check or diff)))
    return code or (Exit.FINDINGS if changed and (check or diff) else Exit.OK)


def formatted(source: Source) -> str | list[Diagnostic]:
    """The file's text in its layout, or the problems that keep it from being read. Its name says which language it is in."""
    if source.path.endswith(LAW):
        from pincitec.syntax.law_format import format_law

        return format_law(source)
    from pincitec.syntax.pol_format import format_policy

    return format_policy(source)


def _stream(name: str | None, check: bool, diff: bool) -> Exit:
    """Standard input to standard output; nothing is printed there if it cannot be read."""
    if name is not None and not name.endswith((LAW, POLICY)):
        raise click.UsageError(f"`{escape(name)}` does not end in `{POLICY}` or `{LAW}`.")
    source = read_input("-", name)
    if isinstance(source, Diagnostic):
        return show([source], {}, err=True)
    if name is None:
        source = Source(f"{STDIN}{LAW if _is_law(source.text) else POLICY}", source.text)
    text = formatted(source)
    if not isinstance(text, str):
        return show(text, {source.path: source}, err=True)
    if not (check or diff):
        if text:
            result(text)
        return Exit.OK
    changes = text != source.text
    _report([Formatted(Path("-"), source, text, changes)] if changes else [], diff=diff)
    return Exit.FINDINGS if changes else Exit.OK


def _is_law(text: str) -> bool:
    """Whether a text without a name is law: such a file begins with its section."""
    lines = (line.strip() for line in text.split("\n"))
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return first.split()[:1] == ["section"]


def _report(changed: Sequence[Formatted], *, diff: bool) -> None:
    """What would change: the names of the files, or the lines."""
    for file in changed:
        if not diff:
            result(escape(file.source.path))
            continue
        lines = "\n".join(_diff(file))
        result(lines if lines else f"{escape(file.source.path)}: only line ends or a byte order mark would change")


def _diff(file: Formatted) -> Iterator[str]:
    paint = {"+": "32", "-": "31", "@": "36"} if colored() else {}
    names = (escape(file.source.path), f"{escape(file.source.path)} (formatted)")
    for line in difflib.unified_diff(file.source.text.split("\n"), file.text.split("\n"), *names, lineterm=""):
        tone = paint.get(line[:1])
        yield f"\x1b[{tone}m{escape(line)}\x1b[0m" if tone else escape(line)


def _summary(changed: int, same: int, all: int, *, written: bool) -> str:
    """For example "1 file formatted, 3 already formatted, 1 left as it is"."""
    if not all:
        return "nothing to format"
    parts = [f"{plural(changed, 'file')} {'formatted' if written else 'would change'}"] if changed else []
    if same:
        parts.append(f"{same} already formatted" if changed else f"{plural(same, 'file')} already formatted")
    left = all - changed - same
    if left:
        parts.append(f"{left if parts else plural(left, 'file')} left as {'it is' if left == 1 else 'they are'}")
    return ", ".join(parts)
