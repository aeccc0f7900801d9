"""`pincite report`: the citation report, which a legal reviewer reads beside the law and signs."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from pincite.cli.command import Command
from pincite.cli.outfile import deliver, format_of
from pincite.cli.questions import read_day
from pincite.cli.streams import Exit, escape, refused, show, talk
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.diagnostic import Severity, has_errors
from pincitec.diagnostics.reading import read_source
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.project import Project, find_project

if TYPE_CHECKING:
    from pincite.report.citation.view import CitationReport
    from pincite.report.pdf import Unavailable
    from pincitec.compile import Study

FORMATS: Final = ("html", "md", "json", "pdf", "docx")
ENDINGS: Final = {".html": "html", ".htm": "html", ".md": "md", ".json": "json", ".pdf": "pdf", ".docx": "docx"}


@click.command(cls=Command, short_help="Set the law beside the rules, for review and signature.")
@click.argument("policies", nargs=-1, metavar="[POLICY…]")
@click.option("--format", "format", type=click.Choice(FORMATS), help="How to write it.  [default: as FILE ends, else md]")
@click.option("-o", "--out", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file instead of standard output.")
@click.option("--on", metavar="DATE", callback=read_day, help="The day whose text stands beside the clauses.  [default: the last on file]")
@click.option("--since", "since", metavar="FILE", help="Say what is different since an earlier report (its JSON) or a lock file.")
def report(policies: tuple[str, ...], format: str | None, out: Path | None, on: date | None, since: str | None) -> int:
    """Write the citation report on each POLICY, or on all: the law with the words marked that the rules encode, beside the clauses; the
    status of every quotation; choices and readings; judgements; what is not encoded; time; coverage; an index of amounts and dates.

    POLICY is a name such as us_nm.level_three, or a .pol file. Returns 1 if the rules have errors: the report, if one can be made, lists
    them.
    """
    format = format_of(format, out, ENDINGS, "md")
    project, problems = find_project(Path.cwd())
    if has_errors(problems):
        return refused(problems, project.settings, err=True)
    from pincitec.compile import study

    studied = study(project)
    errors = [d for d in studied.diagnostics if d.severity is Severity.ERROR]
    if studied.pack is None:
        show(errors, studied.sources, err=True)
        talk("no report was made: the rules have errors that forbid any answer")
        return Exit.FINDINGS
    named = [policy_named(name, studied) for name in policies]
    if any(name is None for name in named):
        return Exit.USAGE
    made = report_on(project, studied, [name for name in named if name is not None], on, since)
    if isinstance(made, Diagnostic):
        show([made], {}, err=True)
        return Exit.USAGE
    written = rendered(made, format, project)
    if isinstance(written, Diagnostic):
        show([written], {}, err=True)
        return Exit.USAGE
    return deliver(written, out) or (Exit.FINDINGS if errors else Exit.OK)


def policy_named(name: str, studied: "Study") -> str | None:
    """The policy with this name, or of the file at this path; None after it was said that there is none."""
    known = {m.table.policy for m in studied.modules}
    files = {m.file.path: m.table.policy for m in studied.modules}
    found = name if name in known else files.get(Path(name).as_posix())
    if found is None:
        near = did_you_mean(name, [*known, *files])
        hint = f"did you mean `{escape(near)}`?" if near else f"the policies are {', '.join(sorted(known)) or 'none'}"
        talk(f"error: no policy is named `{escape(name)}`\nhelp: {hint}")
    return found


def report_on(
    project: Project, studied: "Study", named: Sequence[str], on: date | None, since: str | None
) -> "CitationReport | Diagnostic":
    """The report; or what is wrong with the earlier one."""
    from pincite.cli.coverage import exercise_of
    from pincite.report.citation.build import citation_report
    from pincitec.locking import has_lock, locked

    lock = locked(project) if not project.builtin and has_lock(project) else None
    made = citation_report(studied, lock, named, on, exercise_of(studied, sorted(studied.laws.sections), ("generated",)))
    return made if since is None else with_changes(made, since, project)


def with_changes(made: "CitationReport", since: str, project: Project) -> "CitationReport | Diagnostic":
    """The report with what is different since an earlier one, or since a lock file."""
    from pincite.report.citation.build import contents
    from pincite.report.citation.since import read_earlier, since_lock, since_report
    from pincitec.lock.reading import read_lock
    from pincitec.locking import MAX_BYTES, locked

    source = read_source(Path(since), since, max_bytes=MAX_BYTES)
    if isinstance(source, Diagnostic):
        return source
    if source.text.lstrip().startswith("{"):
        earlier = read_earlier(source)
        if isinstance(earlier, Diagnostic):
            return earlier
        changes = since_report(made, earlier, since)
    else:
        lock = read_lock(source)
        if isinstance(lock, Diagnostic):
            return lock
        changes = since_lock(locked(project).now, lock, since)
    made = made._replace(changes=changes)
    return made._replace(contents=tuple(contents(made)))


def rendered(made: "CitationReport", format: str, project: Project) -> "str | bytes | Unavailable | Diagnostic":
    if format == "json":
        from pincite.report.citation.as_json import render_json

        return render_json(made)
    from pincite.report.citation.render import render_html, render_markdown

    if format == "docx":
        from pincite.report.word.model import document
        from pincite.report.word.opening import read_template
        from pincite.report.word.render import render_docx

        template = read_template(project)
        return template if isinstance(template, Diagnostic) else render_docx(document(made), *template)
    if format == "pdf":
        from pincite.report.pdf import render_pdf

        return render_pdf(render_html(made))
    return render_html(made) if format == "html" else render_markdown(made)
