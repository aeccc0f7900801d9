"""Strings, operands, blocks and places as `.law` text, and clauses laid out on lines: what every writer of statements needs.

What the language cannot express is refused with `ValueError`, never changed: the caller looks at words from outside first.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pincitec.syntax.law_tree import How, Place, Words

WIDTH: Final = 120
"""Where an operation is broken, in characters. A string is never broken."""

_REFUSED: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Characters that no file of the project may hold."""
_DESIGNATION: Final = re.compile(r"[A-Za-z][A-Za-z0-9]*(-([0-9]+|[a-z]+))?|[0-9]+([A-Za-z]+[0-9]*(-[0-9a-z]+)?|-[a-z]+)")
_HOLE: Final = re.compile(r"⟨[^⟨⟩\n]*⟩")


def string(text: str) -> str:
    r"""A plain string of the language.

    >>> print(string('the "fee" {1}'))
    "the \"fee\" \{1}"
    """
    if "\n" in text:
        raise ValueError("a string stands on one line")
    return f'"{_escaped(text)}"'


def words(operand: Words) -> str:
    """An operand: a string with inferred characters and holes marked, or one hole."""
    if len(operand.parts) == 1 and operand.parts[0].how is How.HOLE:
        return _hole(operand.text)
    written = []
    for part in operand.parts:
        if part.how is How.HOLE:
            written.append(_hole(part.text))
        elif part.how is How.INFERRED:
            if re.search(r'[{}\n"\\⟨⟩]', part.text):
                raise ValueError("inferred characters hold no braces, quotation marks or holes")
            written.append(f"{{?{_allowed(part.text)}}}")
        elif "⟨" in part.text or "\n" in part.text:
            raise ValueError("words of the law hold no `⟨`, which opens a hole, and stand on one line")
        else:
            written.append(_escaped(part.text))
    return f'"{"".join(written)}"'


def verbatim(text: str) -> str:
    """A verbatim block, from its `{` to its `}`. Refused: a line that would end it, and words after `}` that seem to."""
    lines = text.removesuffix("\n").split("\n") if text else []
    for line in lines:
        if re.match(r"\s*\}\s*(?:$|(?:was|because|as|hits|printed)\b)", line):
            raise ValueError("a line of the text would end the block")
        _allowed(line)
    return "".join(["{\n", *(f"{line}\n" for line in lines), "}"])


def place(where: Place) -> str:
    """A place as it is written; the place of the section itself is `section`."""
    if where.is_section:
        return "section"
    head, *rest = where.path
    if (head == "heading" and not rest) or (_DESIGNATION.fullmatch(head) and head not in _KEYWORDS):
        shown = head + "".join(map(_part, rest))
    else:
        shown = "".join(map(_part, where.path))
    return f"former {shown}" if where.former else shown


_KEYWORDS: Final = frozenset({"act", "former", "heading", "section"})


def _part(label: str) -> str:
    plain = (label.isascii() and label.isdigit()) or _DESIGNATION.fullmatch(label)
    return f"({label})" if plain else f"({string(label)})"


def _hole(text: str) -> str:
    if not _HOLE.fullmatch(text):
        raise ValueError("a hole stands between `⟨` and `⟩`, on one line")
    return _allowed(text)


def _escaped(text: str) -> str:
    return re.sub(r'(["\\{])', r"\\\1", _allowed(text))


def _allowed(text: str) -> str:
    if _REFUSED.search(text):
        raise ValueError("control characters and bidirectional marks are not written")
    return text


# -- layout --------------------------------------------------------------------------------------------------------------


def laid(clauses: Iterable[str], indent: str) -> str:
    """Clauses on as few lines as fit; further lines are indented below the first, and so is what follows a block."""
    lines: list[str] = []
    line = ""
    further = indent + "  "
    for clause in _joined(clauses):
        first, block, _ = clause.partition("\n")
        if not line:
            line = (further if lines else indent) + first
        elif len(line) + 1 + len(first) > WIDTH and first != "{":
            lines.append(line)
            line = further + first
        else:
            line += " " + first
        if block:
            lines += [line, *clause.split("\n")[1:]]
            line = ""
    return "\n".join([*lines, line] if line else lines)


def _joined(clauses: Iterable[str]) -> Iterator[str]:
    """A block of its own belongs to the clause before it."""
    held: str | None = None
    for clause in clauses:
        if held is not None and clause.startswith("{\n"):
            yield f"{held} {clause}"
            held = None
            continue
        if held is not None:
            yield held
        held = clause
    if held is not None:
        yield held
