"""Text of a `.pol` file → abstract tree, with every syntax problem of the file.

First step of the rules' pipeline; assumes only that the text was decoded. A broken statement does not hide the problems of those
after it: it is blanked out and the rest is read again.
"""

import gc
import re
from functools import cache
from importlib import resources
from typing import Any

from attrs import frozen
from lark import Lark
from lark.exceptions import UnexpectedInput

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.syntax import NO_POLICY, SYNTAX_ERROR
from pincitec.syntax.depth import too_deep
from pincitec.syntax.errors import MOST_PROBLEMS, Language, explain, offset, without_statement
from pincitec.syntax.pol_build import Builder
from pincitec.syntax.pol_tree import Policy, PolicyFile

DECLARATIONS = (
    "policy source use party name calendar type record fact decision choice provision omit untranslatable silent applies scenario"
)
POL = Language(
    SYNTAX_ERROR,
    "pol_errors",
    {
        "STRING": 'words in quotation marks, such as "at least three years"',
        "NAME": "a name",
        "DATE": "a date such as `2019-06-14`",
        "MONEY": "an amount such as `$60,000`",
        "INT": "a number",
        "LBRACE": "`{`",
        "RBRACE": "`}`",
        "LPAR": "`(`",
        "RPAR": "`)`",
        "EQ": "`=`",
        "COLON": "`:`",
        "COMMA": "`,`",
        "$END": "the end of the file",
    },
    re.compile(rf"^(?:{'|'.join(DECLARATIONS.split())})\b", re.MULTILINE),
)


@frozen
class Parser:
    lark: Lark
    builder: Builder


@cache
def parser() -> Parser:
    """The LALR(1) parser, building the abstract tree as it reads."""
    builder = Builder()
    lark = Lark(grammar(), parser="lalr", lexer="contextual", maybe_placeholders=True, transformer=builder)
    return Parser(lark, builder)


def grammar() -> str:
    return resources.files("pincitec.syntax").joinpath("pol.lark").read_text(encoding="utf-8")


def parse_policy(source: Source) -> tuple[PolicyFile, list[Diagnostic]]:
    """The tree of a file, as far as it could be read, and every syntax problem found."""
    deep = too_deep(source)
    if deep is not None:
        return PolicyFile(source.path, (), broken=True), [deep]
    read = parser()
    read.builder.path = source.path
    read.builder.problems = []
    problems: list[Diagnostic] = []
    declarations: tuple[Any, ...] = ()
    text: str | None = source.text
    collecting = gc.isenabled()
    gc.disable()  # trees hold no cycles, and collecting while thousands of nodes are made costs a third of the time
    try:
        while text is not None and len(problems) < MOST_PROBLEMS:
            read.builder.problems = []
            try:
                declarations = read.lark.parse(text)  # type: ignore[assignment]  # the transformer makes declarations
                break
            except UnexpectedInput as error:
                problems.append(explain(error, source, POL, read.lark.parse))
                text = without_statement(text, offset(error, len(text)), POL.statement)
    finally:
        if collecting:
            gc.enable()
    problems += read.builder.problems
    file = PolicyFile(source.path, declarations, broken=bool(problems))
    problems += policy_line(file)
    return file, problems


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
