"""Syntax errors of `.law` files in the words of the language, never the parser's own.

A bank of malformed samples is matched by where reading stops: the parser's state, what was found there, the statement in which it
stands, and where samples differ by it, the operation. What no sample matches is worded from the table of what may stand at that place.
"""

import re
from functools import cache

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.law import LAW_SYNTAX
from pincitec.syntax.errors import Sample, read_bank
from pincitec.syntax.law_grammar import Stop, read

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


@cache
def bank() -> dict[str, Sample]:
    return read_bank("law_errors")


def explain(stop: Stop, source: Source) -> Diagnostic:
    """The problem at the place where reading stopped, with what may stand there."""
    span = Span(source.path, stop.start, stop.end)
    sample = _answer(stop)
    if sample is None and _quotes(source, stop.start) % 2:
        sample = bank()["string-not-closed"]
    if sample is not None:
        return Diagnostic.at(LAW_SYNTAX, span, sample.message, help=sample.help)
    found = stop.found.replace("`", "'")
    message = f"`{found}` cannot stand here" if found else "the file ends too early"
    return Diagnostic.at(LAW_SYNTAX, span, message, help=_expected(stop))


def _quotes(source: Source, offset: int) -> int:
    """How many quotation marks stand on the line: an odd number means that one of them has no partner."""
    line, _ = source.line_column(offset)
    return len(re.findall(r'(?<!\\)"', source.line(line)))


def _answer(stop: Stop) -> Sample | None:
    """The sample that stops alike in the same operation; else the one that all samples which stop alike are of."""
    alike = _answers().get(stop.key, {})
    if stop.operation in alike:
        return alike[stop.operation]
    found = {id(sample): sample for sample in alike.values()}
    return next(iter(found.values())) if len(found) == 1 else None


@cache
def _answers() -> dict[tuple[int, str, str], dict[str, Sample]]:
    """Each sample's answer by where reading stops in it, and in which operation."""
    answers: dict[tuple[int, str, str], dict[str, Sample]] = {}
    for sample in bank().values():
        for text in sample.texts:
            stop = read(text)
            assert isinstance(stop, Stop), f"the sample is well formed: {text}"
            answers.setdefault(stop.key, {}).setdefault(stop.operation, sample)
    return answers


def _expected(stop: Stop) -> str:
    words = [WORDING.get(t, f"`{t.lower()}`") for t in stop.expected if t not in {"COMMENT", "WHITE_SPACE"}]
    if not words:
        return "docs/law-language.md shows every statement with an example"
    return f"here may stand: {', '.join(words)}"
