"""An act and its source → their places in the text of a `.law` file. Nothing that stands there is changed, to the character.

An act stands before the first one that took effect on its day or earlier, or of which no day is on file: acts are listed newest first.
Comments directly above an act stay with it. A source stands behind the last one.
"""

import re
from collections.abc import Iterable
from datetime import date
from typing import Final

from attrs import frozen

from pincitec.diagnostics import Source
from pincitec.syntax.law_tree import LawFile
from pincitec.syntax.law_write import string
from pincitec.syntax.tokens import Tree

_COMMENTS_ABOVE: Final = re.compile(r"(?:^[ \t]*#[^\n]*\n)+\Z", re.MULTILINE)


@frozen
class Inserted:
    """The text after inserting. `act`: where the act begins in it; `added`: the ranges that were inserted, in order."""

    text: str
    act: int
    added: tuple[tuple[int, int], ...]


def insert(source: Source, law: LawFile, tree: Tree, act: str, effective: date, received: str | None) -> Inserted:
    """Put an act, and the statement of its source if there is a new one, in their places."""
    text = source.text
    pieces = [(_act_place(text, law, effective), "act")]
    if received is not None:
        pieces.append((_source_place(text, tree), received))
    out: list[str] = []
    added: list[tuple[int, int]] = []
    position, length, act_at = 0, 0, 0
    for at, what in sorted(pieces):
        out.append(text[position:at])
        length += at - position
        before = text[:at]
        new = _parted(before, text[at:], act) if what == "act" else f"\n{what}"
        if what == "act":
            act_at = length + len(new) - len(new.lstrip("\n"))
        out.append(new)
        added.append((length, length + len(new)))
        length += len(new)
        position = at
    out.append(text[position:])
    return Inserted("".join(out), act_at, tuple(added))


def as_received(inserted: Inserted, raw: str) -> str:
    r"""The new text in the characters of the file itself, which may begin with a byte order mark and end its lines with `\r\n`.

    >>> as_received(Inserted("a\nNEW\nb\n", 2, ((2, 6),)), "a\r\nb\r\n")
    'a\r\nNEW\r\nb\r\n'
    """
    mark = "\ufeff" if raw.startswith("\ufeff") else ""
    raw = raw.removeprefix(mark)
    line_feed = "\r\n" if "\r\n" in raw else "\n"
    out: list[str] = [mark]
    position = taken = 0
    for start, end in (*inserted.added, (len(inserted.text), len(inserted.text))):
        length = _raw_length(raw, taken, start - position)
        out += (raw[taken : taken + length], inserted.text[start:end].replace("\n", line_feed))
        taken += length
        position = end
    return "".join(out)


def _raw_length(raw: str, start: int, length: int) -> int:
    """How many characters of the file are `length` characters of its text, from `start` on."""
    at = start
    for _ in range(length):
        at += 2 if raw.startswith("\r\n", at) else 1
    return at - start


def source_statement(name: str, path: str, sha256: str, rights: str) -> str:
    """The statement of a source, as `pincite fmt` lays it out.

    >>> print(source_statement("act", "sources/act.txt", "0", "public edict"))
    source    act "sources/act.txt" sha256:0
      rights "public edict"
    """
    return f"source    {name} {string(path)} sha256:{sha256}\n  rights {string(rights)}"


def name_of(title: str, taken: Iterable[str], join: str = "_") -> str:
    """A name for what belongs to an act, made of its title, that is not taken yet.

    >>> name_of("Laws 2026, ch. 12, § 3", ["laws_2026_ch_12_3"])
    'laws_2026_ch_12_3_2'
    """
    words = re.findall(r"[a-z0-9]+", title.lower())
    base = join.join(words)[:60].rstrip(join) or "act"
    base = base if base[0].isalpha() and len(words) > 1 else f"act{join}{base}" if words else "act"
    known = set(taken)
    number, name = 1, base
    while name in known:
        number += 1
        name = f"{base}{join}{number}"
    return name


def _act_place(text: str, law: LawFile, effective: date) -> int:
    for act in sorted(law.acts, key=lambda a: a.span.start):
        if act.effective is None or act.effective <= effective:
            line = text.rfind("\n", 0, act.span.start) + 1
            above = _COMMENTS_ABOVE.search(text, 0, line)
            return above.start() if above is not None else line
    return len(text)


def _source_place(text: str, tree: Tree) -> int:
    """The end of the line on which the last statement of a source ends."""
    ends = [token.end_pos for node in tree.subtrees() if node.data == "source" for token in node.tokens()]
    end = text.find("\n", max(ends))
    return end if end >= 0 else len(text)


def _parted(before: str, behind: str, act: str) -> str:
    """The act with an empty line between it and what stands around it."""
    lead = "" if before.endswith("\n\n") or not before else "\n" if before.endswith("\n") else "\n\n"
    trail = "" if not behind.strip() else "\n"
    return f"{lead}{act}{trail}"
