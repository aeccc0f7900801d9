"""Text of a `.pol` file → abstract tree, with every syntax problem of the file.

First step of the rules' pipeline; assumes only that the text was decoded. A broken statement does not hide the problems of those
after it: it is blanked out and the rest is read again.
"""

import re
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.syntax import NO_POLICY, SYNTAX_ERROR
from pincitec.memory import uncollected
from pincitec.syntax.depth import too_deep
from pincitec.syntax.drive import Driver, Stuck, rebuild
from pincitec.syntax.language import MOST_PROBLEMS, Language, without_statement
from pincitec.syntax.pol_build import Builder
from pincitec.syntax.pol_expected import DECLARATIONS, GROUPS, WORDING
from pincitec.syntax.pol_tree import Policy, PolicyFile
from pincitec.syntax.tables import load_tables

if TYPE_CHECKING:
    from lark import Lark, Token, Tree

POL = Language(
    SYNTAX_ERROR,
    "pol_errors",
    WORDING,
    GROUPS,
    re.compile(rf"^(?:{'|'.join(DECLARATIONS)})\b", re.MULTILINE),
)


@frozen
class Parser:
    driver: Driver
    builder: Builder


@cache
def parser() -> Parser:
    """The fast parser, building the abstract tree as it reads."""
    builder = Builder()
    return Parser(Driver(load_tables(grammar()), lambda name: getattr(builder, name, None)), builder)


@cache
def lark_parser() -> "Lark":
    """Lark itself: asked only where a text does not follow the grammar, to say where and why."""
    from lark import Lark

    return Lark(grammar(), parser="lalr", lexer="contextual", maybe_placeholders=True)


def grammar() -> str:
    return resources.files("pincitec.syntax").joinpath("pol.lark").read_text(encoding="utf-8")


def parse_policy(source: Source) -> tuple[PolicyFile, list[Diagnostic]]:
    """The tree of a file, as far as it could be read, and every syntax problem found."""
    deep = too_deep(source)
    if deep is not None:
        return PolicyFile(source.path, (), broken=True, text=source.text), [deep]
    builder = parser().builder
    builder.path = source.path
    with uncollected():
        declarations, problems = read(source)
    problems += builder.problems
    file = PolicyFile(source.path, declarations, broken=bool(problems), text=source.text)
    return file, problems + policy_line(file)


def read(source: Source) -> tuple[tuple[Any, ...], list[Diagnostic]]:
    """The declarations of a file; where it breaks the grammar, a problem for each broken statement and the declarations of the rest."""
    driver, builder = parser().driver, parser().builder
    problems: list[Diagnostic] = []
    text: str | None = source.text
    while text is not None and len(problems) < MOST_PROBLEMS:
        builder.problems = []
        try:
            return driver.parse(text)[0], problems
        except Stuck:
            found = problem_in(text, source)
            if not isinstance(found, tuple):
                return rebuild(found, builder), problems
            problems.append(found[0])
            text = without_statement(text, found[1], POL.statement)
    return (), problems


def problem_in(text: str, source: Source) -> "tuple[Diagnostic, int] | Tree[Token]":
    """The first syntax problem of a text and its place, as Lark finds it; or its tree, should Lark find none."""
    from lark.exceptions import UnexpectedInput

    from pincitec.syntax.errors import explain, offset

    parser = lark_parser()
    try:
        return parser.parse(text)
    except UnexpectedInput as error:
        return explain(error, source, POL, parser), offset(error, len(text))


def policy_line(file: PolicyFile) -> list[Diagnostic]:
    """A file says once, first, which policy it is."""
    policies = [d for d in file.declarations if isinstance(d, Policy)]
    if not policies and not file.broken:
        help = 'begin the file with its name and title: policy us_nm.level_three "Level three-A licensure"'
        return [Diagnostic.at(NO_POLICY, Span(file.path, 0, 0), "this file does not say which policy it is", help=help)]
    return [
        Diagnostic.at(NO_POLICY, extra.span, f"a second policy, `{extra.name}`, in one file", help="give each policy a file of its own")
        for extra in policies[1:]
    ]
