"""Syntax errors of `.law` files in the words of the language, never the parser's own.

A bank of malformed samples (`law_errors/*.txt`) is matched by parser state; each holds a message, a help with a correct
example, and the samples. What no sample matches is worded from the table of what may stand at that place.
"""

import re
from functools import cache
from importlib import resources

from attrs import frozen

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.law import LAW_SYNTAX
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


def explain(stop: Stop, source: Source) -> Diagnostic:
    """The problem at the place where reading stopped, with what may stand there."""
    span = Span(source.path, stop.start, stop.end)
    sample = _answers().get(stop.key)
    if sample is None and _quotes(source, stop.start) % 2:
        sample = next(s for s in bank() if s.name == "string-not-closed")
    if sample is not None:
        return Diagnostic.at(LAW_SYNTAX, span, sample.message, help=sample.help)
    found = stop.found.replace("`", "'")
    message = f"`{found}` cannot stand here" if found else "the file ends too early"
    return Diagnostic.at(LAW_SYNTAX, span, message, help=_expected(stop))


def _quotes(source: Source, offset: int) -> int:
    """How many quotation marks stand on the line: an odd number means that one of them has no partner."""
    line, _ = source.line_column(offset)
    return len(re.findall(r'(?<!\\)"', source.line(line)))


@cache
def _answers() -> dict[tuple[int, str, str], Sample]:
    """Each sample's answer by where reading stops in it."""
    answers: dict[tuple[int, str, str], Sample] = {}
    for sample in bank():
        for text in sample.texts:
            stop = read(text)
            assert isinstance(stop, Stop), f"the sample is well formed: {text}"
            answers.setdefault(stop.key, sample)
    return answers


def _expected(stop: Stop) -> str:
    words = [WORDING.get(t, f"`{t.lower()}`") for t in stop.expected if t not in {"COMMENT", "WHITE_SPACE"}]
    if not words:
        return "docs/law-language.md shows every statement with an example"
    return f"here may stand: {', '.join(words)}"
