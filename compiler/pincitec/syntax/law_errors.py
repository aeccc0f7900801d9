"""Syntax errors of `.law` files in the words of the language, never the parser's own.

A bank of malformed samples (`law_errors/*.txt`) is matched by parser state; each holds a message, a help with a correct
example, and the samples. What no sample matches is worded from the table of what may stand at that place.
"""

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from attrs import frozen
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.law import LAW_SYNTAX

if TYPE_CHECKING:
    from collections.abc import Callable

    from lark import Token, Tree

TOP_LEVEL = r"^(?:section|cite|authority|ladder|source|text|history|note|sic|act|reconcile|together)\b"
"""Where a top-level statement begins: one of its keywords at the beginning of a line."""

WORDING = {
    "STRING": "words in quotation marks",
    "DATE": "a date such as `2019-06-14`",
    "NAME": "the name of a source",
    "SECTION_ID": "an identity such as `us-nm/22-10A-11`",
    "SHA256": "`sha256:` and 64 hexadecimal digits",
    "HOLE": "a hole `⟨…⟩`",
    "VERBATIM": "a verbatim block that opens with `{` at the end of the line and ends with a line that is only `}`",
    "DESIGNATION": "a unit such as `C`",
    "NUMBER": "a number",
    "LBRACE": "`{`",
    "RBRACE": "`}`",
    "LPAR": "`(`",
    "RPAR": "`)`",
    "COMMA": "`,`",
    "$END": "the end of the file",
}


@frozen
class Sample:
    """One entry of the bank: a message, a help with a correct example, and malformed texts that it answers."""

    name: str
    message: str
    help: str
    texts: tuple[str, ...]


@cache
def bank() -> tuple[Sample, ...]:
    """The samples, in the order of their names. Form of a file: message, help, and texts, parted by lines of `----`."""
    folder = resources.files("pincitec.syntax").joinpath("law_errors")
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".txt")), key=lambda f: f.name)
    samples = []
    for file in files:
        message, help_, *texts = file.read_text(encoding="utf-8").split("\n----\n")
        samples.append(Sample(file.name.removesuffix(".txt"), message.strip(), help_.strip(), tuple(texts)))
    return tuple(samples)


def explain(error: UnexpectedInput, source: Source) -> Diagnostic:
    """The problem at the place where reading stopped, with what may stand there."""
    span, found = _place(error, source)
    sample = _sample(error)
    if sample is not None:
        return Diagnostic.at(LAW_SYNTAX, span, sample.message, help=sample.help)
    message = f"`{found}` cannot stand here" if found else "the file ends too early"
    return Diagnostic.at(LAW_SYNTAX, span, message, help=f"here may stand: {_expected(error)}")


def _place(error: UnexpectedInput, source: Source) -> tuple[Span, str]:
    text = source.text
    at_end = not isinstance(error, UnexpectedToken | UnexpectedCharacters) or (
        isinstance(error, UnexpectedToken) and error.token.type == "$END"
    )
    if at_end or not isinstance(error.pos_in_stream, int) or error.pos_in_stream >= len(text):
        return Span(source.path, max(len(text.rstrip()) - 1, 0), len(text.rstrip())), ""
    start = error.pos_in_stream
    end = start + 1
    while end < len(text) and end < start + 40 and not text[end].isspace():
        end += 1
    return Span(source.path, start, end), text[start:end].replace("`", "'")


def _sample(error: UnexpectedInput) -> Sample | None:
    from pincitec.syntax.law_parse import _parser

    parse: Callable[[str], Tree[Token]] = _parser()[0].parse
    by_name = {sample.name: sample for sample in bank()}
    name = error.match_examples(parse, {sample.name: sample.texts for sample in bank()}, use_accepts=False)
    return by_name[name] if name is not None else None


def _expected(error: UnexpectedInput) -> str:
    if isinstance(error, UnexpectedToken):
        terminals = error.accepts or error.expected
    elif isinstance(error, UnexpectedCharacters):
        terminals = error.allowed or set()
    else:
        terminals = set()
    words = [WORDING.get(t, f"`{t.lower()}`") for t in sorted(terminals) if t not in {"COMMENT", "WHITE_SPACE"}]
    return ", ".join(words) if words else "nothing more"
