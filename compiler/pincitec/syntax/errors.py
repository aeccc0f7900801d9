"""Syntax errors in the words of the language, never the parser's own, for both languages.

A bank of malformed samples is matched by the state the parser was in, as Lark's `match_examples` does, but by the innermost state alone:
how much stands before the error must not matter. Each file of a bank holds a message, a
help with a correct example, and malformed texts, parted by lines of `----`. What no sample matches is worded from a table of what may
stand at that place.
"""

from collections.abc import Callable, Mapping
from importlib import resources
from typing import Any

from attrs import frozen
from lark import Lark
from lark.exceptions import UnexpectedCharacters, UnexpectedInput, UnexpectedToken
from lark.lexer import PatternStr

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.syntax.language import Language


@frozen
class Sample:
    message: str
    help: str
    texts: tuple[str, ...]


def read_bank(folder: str) -> dict[str, Sample]:
    """The samples of a bank, by name."""
    files = [f for f in resources.files("pincitec.syntax").joinpath(folder).iterdir() if f.name.endswith(".txt")]
    bank = {}
    for file in sorted(files, key=lambda f: f.name):
        message, help, *texts = file.read_text(encoding="utf-8").split("\n----\n")
        bank[file.name.removesuffix(".txt")] = Sample(message.strip(), help.strip(), tuple(texts))
    return bank


def explain(error: UnexpectedInput, source: Source, language: Language, parser: Lark) -> Diagnostic:
    """The problem at the place where reading stopped, with what may stand there. `parser` is the one that stopped."""
    span, found = place(error, source)
    if is_keyword(error, source.text, span.start):
        help = f"choose another name, for example `the_{found}`"
        return Diagnostic.at(language.rule, span, f"`{found}` is a word of the language and cannot be a name here", help=help)
    sample = nearest(error, language, parser.parse)
    if isinstance(error, UnexpectedCharacters) and source.text[span.start : span.start + 1] == '"':
        sample = read_bank(language.bank).get("unclosed_string", sample)  # one that is closed on its line would have been read
    if sample is not None:
        return Diagnostic.at(language.rule, span, sample.message, help=sample.help)
    message = f"`{found}` cannot stand here" if found else "the file ends too early"
    return Diagnostic.at(language.rule, span, message, help=f"here may stand: {expected(error, language, spelling(parser))}")


def is_keyword(error: UnexpectedInput, text: str, start: int) -> bool:
    """Whether a keyword stands where a name may stand. One that begins a line is the next statement: the one before it is cut off."""
    if not isinstance(error, UnexpectedToken) or error.token.type == "NAME" or "NAME" not in (error.accepts or error.expected):
        return False
    return str(error.token).isidentifier() and start > 0 and text[start - 1] != "\n"


def nearest(error: UnexpectedInput, language: Language, parse: Callable[[str], Any]) -> Sample | None:
    """The sample that stops the parser in the same state, best at the same kind of token."""
    state, token = where(error)
    same_state: Sample | None = None
    for sample in read_bank(language.bank).values():
        for text in sample.texts:
            try:
                parse(text)
            except UnexpectedInput as other:
                found, kind = where(other)
                if found != state or not same_place(error, other):
                    continue
                if kind == token:
                    return sample
                # A sample that stops at characters, such as a quotation mark without its twin, is like no other stop.
                if same_state is None and (kind is None) == (token is None):
                    same_state = sample
    return same_state


def same_place(error: UnexpectedInput, other: UnexpectedInput) -> bool:
    """Whether mostly the same may stand at two stops. One state serves several places: a number ends in a clause and in a record."""
    if not isinstance(error, UnexpectedToken) or not isinstance(other, UnexpectedToken):
        return True
    here, there = set(error.accepts or error.expected), set(other.accepts or other.expected)
    return 2 * len(here & there) >= len(here | there)


def where(error: UnexpectedInput) -> tuple[object, str | None]:
    """The innermost parser state, and the kind of token that could not stand there."""
    state = getattr(error.state, "position", error.state)
    return state, error.token.type if isinstance(error, UnexpectedToken) else None


def place(error: UnexpectedInput, source: Source) -> tuple[Span, str]:
    """Where reading stopped, and the word found there ("" at the end of the file)."""
    text, start = source.text, offset(error, len(source.text))
    if start >= len(text):
        end = len(text.rstrip())
        return Span(source.path, max(end - 1, 0), end), ""
    end = start + 1
    while end < len(text) and end < start + 40 and not text[end].isspace():
        end += 1
    return Span(source.path, start, end), text[start:end].replace("`", "'")


def offset(error: UnexpectedInput, end: int) -> int:
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return end
    if isinstance(error, UnexpectedToken | UnexpectedCharacters) and isinstance(error.pos_in_stream, int):
        return error.pos_in_stream
    return end


def spelling(parser: Lark) -> dict[str, str]:
    """The terminals of a grammar that are one word or sign, as it is written."""
    return {terminal.name: terminal.pattern.value for terminal in parser.terminals if isinstance(terminal.pattern, PatternStr)}


def expected(error: UnexpectedInput, language: Language, spelled: Mapping[str, str]) -> str:
    """What may stand where reading stopped, in words. `spelled` gives the terminals that are always one word or sign."""
    if isinstance(error, UnexpectedToken):
        terminals = error.accepts or error.expected
    elif isinstance(error, UnexpectedCharacters):
        terminals = error.allowed or set()
    else:
        terminals = set()
    left = {spelled.get(t, t) for t in terminals} - {"COMMENT", "WS"}
    words = set()
    for group, wording in language.groups:
        if group <= left:
            words.add(wording)
            left -= group
    words |= {language.wording.get(t, f"`{t}`") for t in left}
    told, written = sorted(w for w in words if w[0] != "`"), sorted(w for w in words if w[0] == "`")
    return "; ".join([*told, ", ".join(written)] if written else told) or "nothing more"
