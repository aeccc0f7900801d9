"""How a drafted operation is written: its operands, what the instruction quotes otherwise, and that it cannot be written."""

from typing import Final

from attrs import evolve

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.drafting import NOT_DRAFTED
from pincitec.law.instructions.model import Operation
from pincitec.law.normalise import normalise
from pincitec.law.quotations import occurrences
from pincitec.syntax.law_tree import How, Operation as LawOperation, Part, Quoted, Words, WordsIn

BETWEEN: Final = " ,;"
"""What may part the words that an instruction names from those beside which it works."""


def not_drafted(operation: Operation, why: str) -> Diagnostic:
    """That an instruction cannot be written as an operation, and why."""
    return Diagnostic.at(
        NOT_DRAFTED, operation.span, f"the instruction cannot be written as an operation: {why}",
        help="write the operations yourself, in a file that ends in `.law`",
    )  # fmt: skip


def given(text: str, span: Span) -> Words:
    """Words as an operand."""
    text = " ".join(text.split())
    return Words((Part(text, How.GIVEN, span),), span)


def recorded(operation: LawOperation, said: str) -> LawOperation:
    """The operation with its misquotation as a reason, where `printed` could not tell: the words of the text stand in what is said, too."""
    if not isinstance(operation, WordsIn) or not operation.printed:
        return operation
    if next(occurrences(normalise(operation.strikes[0].text).strip(), normalise(said)), None) is None:
        return operation
    quoted = operation.printed[0]
    reason = f"the instruction quotes the words struck as “{quoted.text}”"
    if operation.because is not None:
        reason = f"{operation.because.text}, and {reason}"
    return evolve(operation, printed=(), because=Quoted(reason, quoted.span))


def misquoted(text: str, quoted: str) -> str | None:
    """The words of an instruction where they are not those of the text, white space and the form of quotation marks apart."""
    ours, theirs = normalise(text).strip(), normalise(quoted).strip()
    return None if ours == theirs or ours == theirs.strip(BETWEEN) else theirs
