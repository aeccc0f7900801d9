"""A letter by the templates of an office: written and looked through, or not written at all.

Whatever an office's template left out of the decision, its reasons or the review is found in what came out (`pincite.report.lint`), so that
no letter leaves the program without it. The letter is the same on any machine: nothing but the letter, the templates and the width count.
"""

from functools import cache
from types import TracebackType

from jinja2 import TemplateSyntaxError, UndefinedError

from pincite.report.lint.letters import lacks
from pincite.report.office.allowed import problems_of, refused
from pincite.report.office.family import FOLDERS, Family
from pincite.report.office.sandbox import Office, Refused
from pincite.report.render import WIDTH, laid_out
from pincite.report.view import Letter
from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.render.text import one_line


def written(letter: Letter, kind: str, family: Family, width: int = WIDTH) -> str | list[Diagnostic]:
    """The letter as `text`, `md` or `html`; or what is wrong with the templates, or with what they make of it."""
    folder = FOLDERS[kind]
    problems = problems_in(family, kind)
    if problems:
        return problems
    environment = environment_of(family, kind, width)
    environment.spent = 0
    try:
        made = laid_out(environment.get_template(f"letter/{folder}/letter.jinja"), letter)
    except Exception as error:  # whatever an operator or a filter meets in what a template gives it
        return [told(error, family, folder)]
    return lacks(letter, made, kind, family) or made


@cache
def environment_of(family: Family, kind: str, width: int) -> Office:
    return Office(family, kind, width)


def problems_in(family: Family, kind: str) -> list[Diagnostic]:
    """What is wrong with the templates of one format, before one of them is run."""
    environment, folder = environment_of(family, kind, WIDTH), FOLDERS[kind]
    own = [source for name, source in sorted(family.templates.items()) if name.startswith(f"{folder}/")]
    return [problem for source in own for problem in problems_of(source, family, environment)]


def told(error: Exception, family: Family, folder: str) -> Diagnostic:
    """What stopped a template, at its line."""
    source, line = place_of(error, family, folder)
    match error:
        case Refused():
            return refused(source, line, error.message, error.help, word=error.word)
        case RecursionError():
            return refused(source, line, "a template puts itself into itself")
        case TemplateSyntaxError():
            return refused(source, error.lineno, f"not a template: {one_line(str(error.message)).rstrip('.')[:200].lower()}")
        case UndefinedError():
            return refused(source, line, f"something here is not defined: {one_line(str(error.message or ''))[:120]}")
    return refused(source, line, "this line cannot be worked out for every letter", "does it use the fields as docs/letters.md lists them?")


def place_of(error: BaseException, family: Family, folder: str) -> tuple[Source, int]:
    """The last line of an office's template on the way to an error; else the first of its templates."""
    sources = family.sources()
    own = sorted(name for name in family.templates if name.startswith(f"{folder}/"))
    place = (family.templates[own[0]] if own else Source(family.folder, ""), 1)
    seen: TracebackType | None = error.__traceback__
    if isinstance(error, TemplateSyntaxError) and error.filename in sources:
        return sources[error.filename], error.lineno
    while seen is not None:
        if seen.tb_frame.f_code.co_filename in sources:
            place = (sources[seen.tb_frame.f_code.co_filename], seen.tb_lineno)
        seen = seen.tb_next
    return place
