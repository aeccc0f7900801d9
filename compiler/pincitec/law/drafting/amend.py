"""A section, instructions and the dates of an act → the `.law` file with the act in it, read and checked as a whole; nothing is written.

The public entry to drafting. What comes back is what two readers of the result agree on: every day before the act keeps its text, and
the day on which it takes effect has the text that the instructions lead to.
"""

import hashlib
import re
from typing import Final

from attrs import evolve, frozen

from pincitec.diagnostics import Diagnostic, Severity, Source, Span
from pincitec.diagnostics.catalogue.drafting import NO_INSTRUCTIONS, NOT_AMENDABLE
from pincitec.diagnostics.catalogue.files import FILE_NOT_FOUND
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.law.drafting.agreement import check_agreement
from pincitec.law.drafting.body import WrittenBody, read_body
from pincitec.law.drafting.compared import other_text, read_whole
from pincitec.law.drafting.draft import Body, draft, section_number
from pincitec.law.drafting.enactment import Enactment
from pincitec.law.drafting.forms import Instructions, read_instructions
from pincitec.law.drafting.insertion import Inserted, insert, name_of, source_statement
from pincitec.law.drafting.origins import Origins
from pincitec.law.drafting.preconditions import beyond, contradicted, on_file, too_early
from pincitec.law.drafting.set_out import read_set_out, sets_out
from pincitec.law.drafting.written import recorded
from pincitec.law.ladder import level
from pincitec.law.model import Evidence, Section, Version
from pincitec.law.places import version_on
from pincitec.law.reading import read_section
from pincitec.law.state import Context
from pincitec.syntax.law_build import build_law
from pincitec.syntax.law_format import format_law
from pincitec.syntax.law_parse import parse_law
from pincitec.syntax.law_tree import ActKind, ActNode, LawFile, NoteNode, Quoted, Verbatim
from pincitec.syntax.law_write import act as act_text, verbatim

_FOLDER: Final = "sources"
_NOWHERE: Final = Span("", 0, 0)


@frozen
class Received:
    """The file of instructions as it is to be kept: `path` beside the `.law` file, and its characters as received."""

    path: str
    text: str


@frozen
class Amended:
    """The `.law` file with the act in it, and the section that it holds. `received`: None if the sources on file already say it.

    `form`: how the instructions were read. `act`: where the act begins in the new text. `warnings` point into the instructions and
    into the old text.
    """

    source: Source
    inserted: Inserted
    received: Received | None
    section: Section
    form: str
    act: Span
    warnings: tuple[Diagnostic, ...]


@frozen
class Refusal:
    """Why nothing is put on file. The problems point into the instructions and into the file as it is."""

    problems: tuple[Diagnostic, ...]


def amend(
    old: Section, instructions: Source, received: str, enactment: Enactment, rights: str, evidence: Evidence, *, at: Span
) -> Amended | Refusal:
    """Put an act into the file of a section that has no errors.

    `received` are the characters of the instructions as they came, `instructions` the same as they are read. `at` is the place of
    problems that are about the act as a whole.
    """
    lossless, _ = parse_law(old.source)
    assert lossless is not None
    law, _ = build_law(lossless)
    problems = on_file(law, enactment) or contradicted(instructions, enactment) or too_early(law, enactment, at)
    if problems:
        return Refusal(tuple(problems))
    version = version_on(old, enactment.effective)
    if version is None or not version.complete:
        message = f"the text of {enactment.effective} is not on file as a whole"
        help = "an act can be put on file where the text that it amends is: see `pincite law show`"
        return Refusal((Diagnostic.at(NOT_AMENDABLE, at, message, help=help),))
    if version.ended is not None:
        message = f"the section has no text on {enactment.effective}: it was {version.ended.kind.value} by {version.ended.act}"
        return Refusal((Diagnostic.at(NOT_AMENDABLE, at, message, help="see that the act amends this section, and on this day"),))
    name = name_of(enactment.title, (source.name for source in law.sources))
    written = _written(old, law, version, instructions, enactment, name)
    if isinstance(written, list):
        return Refusal(tuple(written))
    kept = _kept(received, enactment.title, evidence) if written.own_name is not None else None
    statement = None
    if kept is not None and written.own_name is not None:
        digest = hashlib.sha256(received.encode()).hexdigest()
        statement = source_statement(written.own_name, kept.path, digest, rights)

    def checked(written: _Written) -> Amended | Refusal:
        inserted = insert(old.source, law, lossless.tree, written.text, enactment.effective, statement)
        return _checked(old, inserted, written, kept, enactment, evidence, instructions)

    made = checked(written)
    if written.body is None or isinstance(made, Refusal):
        return made
    return checked(evolve(written, text=_laid_out(written.text)))


@frozen
class _Written:
    """The act as text. `body`: where its body begins in it, for operations that were given as such; `result`: the text it leads to."""

    text: str
    own_name: str | None
    form: str
    result: str | None
    body: int | None
    warnings: tuple[Diagnostic, ...] = ()


def _written(
    old: Section, law: LawFile, version: Version, instructions: Source, enactment: Enactment, name: str
) -> _Written | list[Diagnostic]:
    if instructions.path.endswith(".law"):
        given = read_body(instructions, (source.name for source in law.sources))
        return given if isinstance(given, list) else _as_given(given, enactment)
    number = section_number(old)
    context = Context(tuple(found for sample in old.ladder if (found := level(sample)) is not None), old.surviving)
    whole = read_set_out(instructions, context.ladder) if sets_out(instructions.text) else None
    if isinstance(whole, Diagnostic):
        return [whole]
    read = read_instructions(instructions, number) if whole is None else read_whole(whole, version.units, number or "")
    if isinstance(read, list):
        return read
    if number is None:
        help = 'cite the section by its number in the code, for example `cite "Town Code § 7-2"`, or give operations in a `.law` file'
        return [Diagnostic.at(NOT_AMENDABLE, old.span, "no cite of the section says its number in the code", help=help)]
    body = draft(read.operations, version.units, number, context)
    if isinstance(body, Diagnostic):
        return [body]
    other = other_text(body.result, whole, version.units, number) if whole is not None else None
    if other is not None:
        return [other]
    return _in_words(read, body, instructions, enactment, name)


def _as_given(given: WrittenBody, enactment: Enactment) -> _Written:
    head = act_text(_node(enactment)).rstrip("\n") + " {\n"
    return _Written(f"{head}{given.text}}}\n", given.own_name, "operations", None, len(head))


def _laid_out(act: str) -> str:
    """An act whose body was given, as `pincite fmt` lays it out. Problems are told of the lines as given, before this."""
    head = "section x/1\nauthority statute\n"
    formatted = format_law(Source("", head + act))
    assert isinstance(formatted, str)
    return formatted[formatted.index("\nact ") + 1 :]


def _in_words(read: Instructions, body: Body, instructions: Source, enactment: Enactment, name: str) -> _Written | list[Diagnostic]:
    lines = [line.rstrip() for line in instructions.text.strip("\n").split("\n")]
    words = "".join(f"{line}\n" for line in lines).strip("\n") + "\n"
    for line in re.finditer(r"[^\n]+", instructions.text):
        try:
            verbatim(line.group())
        except ValueError:
            span = Span(instructions.path, line.start(), line.end())
            return [Diagnostic.at(NO_INSTRUCTIONS, span, "the line cannot be kept in a note: it would end the note", help="delete it")]
    note = NoteNode(None, Quoted(name, _NOWHERE), Verbatim(words, _NOWHERE), _NOWHERE)
    operations = tuple(recorded(operation, instructions.text) for operation in body.operations)
    node = evolve(_node(enactment), operations=operations, notes=(note,))
    return _Written(act_text(node), name, read.form.value, body.result, None, read.diagnostics)


def _node(enactment: Enactment) -> ActNode:
    return ActNode(
        kind=ActKind.ACT,
        titles=(Quoted(enactment.title, _NOWHERE),),
        effective=enactment.effective,
        enacted=enactment.enacted,
        until=enactment.until,
        known=enactment.known,
        order_unknown=False,
        after=None,
        by=None,
        because=None,
        operations=(),
        remainders=(),
        applies=(),
        notes=(),
        span=_NOWHERE,
    )


def _kept(received: str, title: str, evidence: Evidence) -> Received:
    """The path under which the instructions are kept: one that is free, or that holds the same already."""
    base = name_of(title, (), "-")
    digest = hashlib.sha256(received.encode()).hexdigest()
    for path in (f"{_FOLDER}/{base}.txt", f"{_FOLDER}/{base}-{digest[:12]}.txt"):
        there = evidence(path)
        if (isinstance(there, Diagnostic) and there.rule is FILE_NOT_FOUND) or (isinstance(there, Source) and there.text == received):
            return Received(path, received)
    return Received(f"{_FOLDER}/{base}-{digest}.txt", received)


# -- what comes of it ----------------------------------------------------------------------------------------------------


def _checked(
    old: Section,
    inserted: Inserted,
    written: _Written,
    kept: Received | None,
    enactment: Enactment,
    evidence: Evidence,
    instructions: Source,
) -> Amended | Refusal:
    source = Source(old.source.path, inserted.text)

    def overlaid(path: str) -> Source | Diagnostic:
        return Source(path, kept.text) if kept is not None and path == kept.path else evidence(path)

    section, problems = read_section(source, overlaid)
    if section is None or has_errors(problems):
        origins = Origins(source, inserted, instructions, None if written.body is None else inserted.act + written.body)
        return Refusal(tuple(origins.told(problem) for problem in problems if problem.severity is Severity.ERROR))
    whole = Span(instructions.path, 0, len(instructions.text.rstrip()))
    problem = check_agreement(old, section, enactment.effective, written.result, section_number(old) or "", whole)
    if problem is not None:
        return Refusal((problem,))
    end = inserted.text.find("\n", inserted.act)
    act = Span(source.path, inserted.act, end if end >= 0 else len(inserted.text))
    return Amended(source, inserted, kept, section, written.form, act, (*written.warnings, *beyond(old, enactment, whole)))
