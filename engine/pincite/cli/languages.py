"""The language in which a command writes its answer: the option, the file it stands for, and what that file lacks.

Messages about problems stay in English, and so does every command that shows no answer. Nothing is imported for English.
"""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final

import click

from pincite.cli.streams import Exit, show
from pincitec.diagnostics import Diagnostic, Span

if TYPE_CHECKING:
    from pincite.texts import Catalogue
    from pincitec.project import Project

FILE: Final = "pincite.language"
"""Where the context of a command keeps the file of the language that it speaks."""
MOST_NAMED: Final = 5
"""How many texts that are not translated are named in a warning."""


def language_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--language TAG`, for a command that writes an answer."""
    help = "Write in this language, of which the project has texts.  [default: as pincite.toml says, else English]"
    return click.option("--language", metavar="TAG", help=help)(command)


def speak(project: "Project", tag: str | None) -> Exit | None:
    """Speaks a language from here to the end of the command: `tag`, or that of the project's letters. The exit code, after the problems
    have been shown, where it cannot."""
    from pincite.texts import ENGLISH

    asked = tag if tag is not None else project.letters.language
    if asked is None or asked == ENGLISH:
        return None
    from pincite.texts import language

    catalogue = catalogue_of(project, asked)
    if isinstance(catalogue, Exit):
        return catalogue
    context = click.get_current_context()
    context.meta[FILE] = f"{project.letters.languages}/{asked}.po"
    context.with_resource(language(catalogue))
    return None


def catalogue_of(project: "Project", asked: str) -> "Catalogue | Exit":
    """The texts of a project in a language; the exit code, after the problems have been shown, where there are none."""
    from pincite.texts.reading import read_language
    from pincitec.diagnostics.catalogue import files

    shown = project.letters.languages
    folder = project.root / shown
    if not os.path.realpath(folder / f"{asked}.po").startswith(os.path.join(os.path.realpath(project.root), "")):
        help = "copy the texts of languages into the project, and name their folder as it lies there"
        show([Diagnostic.at(files.OUTSIDE_PROJECT, Span(shown, 0, 0), f"`{shown}` leads out of the project", help=help)], {}, err=True)
        return Exit.USAGE
    catalogue, problems, sources = read_language(folder, shown, asked)
    if catalogue is None:
        show(problems, sources, err=True)
        return Exit.USAGE
    return catalogue


def not_translated(*, strict: bool) -> Exit | None:
    """Warns of the texts that were needed and are not translated. With `strict` that is the exit code of an answer that is not given."""
    from pincite.texts import lacking

    texts = lacking()
    if not texts:
        return None
    from pincite.texts import spoken
    from pincitec.diagnostics.catalogue.languages import NOT_TRANSLATED
    from pincitec.diagnostics.render.text import plural

    message = f"{plural(len(texts), 'text')} of this answer {'is' if len(texts) == 1 else 'are'} not translated into `{spoken()}`"
    notes = [f"not translated: “{text}”" for text in texts[:MOST_NAMED]]
    notes += [f"and {len(texts) - MOST_NAMED} more"] if len(texts) > MOST_NAMED else []
    notes += ["nothing was written: `--strict` refuses an answer in two languages"] if strict else []
    place = Span(click.get_current_context().meta.get(FILE, ""), 0, 0)
    help = "translate them in the file of the language; in the answer they stand in English"
    show([Diagnostic.at(NOT_TRANSLATED, place, message, notes=notes, help=help)], {}, err=True)
    return Exit.FINDINGS if strict else None
