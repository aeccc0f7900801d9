"""The numbers after a section mark: "§§ 22-10A-3 to 22-10A-5 and 22-10A-7(C)(1) and (2)" → each number with its designators.

Assumes the trees of `munch`. What is left out in a list is only filled in where there is one way to do it; else nothing is understood.
"""

import re
from collections.abc import Iterator
from typing import Final

from attrs import frozen

from pincitec.law.citations.munch import Branch
from pincitec.law.citations.words import Token

DEEPEST: Final = 8
"""No law cites a place that lies deeper below its section."""


@frozen
class Mark:
    """A section number and the designators after it."""

    number: str
    pin: tuple[str, ...] = ()


@frozen
class Run:
    """From one mark to another; without `last` it goes on ("et seq.")."""

    first: Mark
    last: Mark | None


PINS: Final = ("PIN", "APART")
_ROMAN: Final = {"i": 1, "v": 5, "x": 10}


def leaves(tree: Branch | Token) -> Iterator[Token]:
    """The tokens of a tree, in order."""
    if isinstance(tree, Token):
        yield tree
    else:
        for child in tree.children:
            yield from leaves(child)


def first_branch(tree: Branch, *names: str) -> Branch | None:
    """The outermost branch with one of these names, if there is one."""
    if tree.name in names:
        return tree
    for child in tree.children:
        if isinstance(child, Branch) and (found := first_branch(child, *names)) is not None:
            return found
    return None


def label(pin: Token) -> str:
    return pin.text.strip("()").strip()


def marks(tree: Branch, *, hyphenated: bool) -> list[Mark | Run] | None:
    """The numbers in a tree; None if they are not certain. `hyphenated`: the numbers of this code always have a hyphen.

    A list needs more than one number, and its numbers are of one form.
    """
    branch = first_branch(tree, "single", "items", "plains")
    if branch is None:
        return None
    plural = branch.name == "items"
    steps = _dashes(list(_flat(branch)), plural=plural, hyphenated=hyphenated)
    found = _joined(steps) if steps is not None else None
    if found is None or (plural and len(found) == 1 and isinstance(found[0], Mark)):
        return None
    stated = [mark for item in found for mark in ([item] if isinstance(item, Mark) else [item.first, item.last]) if mark is not None]
    alike = len({_form(mark.number) for mark in stated}) == 1
    return found if alike and all(len(mark.pin) <= DEEPEST for mark in stated) else None


def _flat(tree: Branch) -> Iterator[tuple[str, list[str], tuple[str, ...]]]:
    """(how it is joined to what stands before, the figures of its number, its designators)."""
    how = ""
    for child in tree.children:
        if isinstance(child, Token):
            if child.kind == "ETSEQ":
                yield "on", [], ()
            elif child.kind in {"TO", "DASH"}:
                how = "to"
        elif child.name == "joint":
            how = "and"
        elif child.name in {"reference", "pinned", "elided", "plain"}:
            found = list(leaves(child))
            yield how, [_plain(t) for t in found if t.kind in {"INT", "NUM", "YEAR"}], tuple(label(t) for t in found if t.kind in PINS)
        else:
            for n, step in enumerate(_flat(child)):
                yield (how, *step[1:]) if n == 0 and how else step


def _plain(token: Token) -> str:
    return token.text.replace("‑", "-")


def _dashes(
    steps: list[tuple[str, list[str], tuple[str, ...]]], *, plural: bool, hyphenated: bool
) -> list[tuple[str, str, tuple[str, ...]]] | None:
    """A dash between two figures joins them to one number, or makes them a range: a range only after a plural mark, between numbers of
    one form, in a code whose numbers can lack a hyphen."""
    result: list[tuple[str, str, tuple[str, ...]]] = []
    for how, figures, pin in steps:
        if len(figures) < 2:
            result.append((how, "".join(figures), pin))
        elif not plural or hyphenated:
            result.append((how, "-".join(figures), pin))
        elif _form(figures[0]) == _form(figures[1]) and (not all(f.isdecimal() for f in figures) or int(figures[0]) < int(figures[1])):
            result += [(how, figures[0], ()), ("to", figures[1], pin)]
        else:
            return None
    return result


def _joined(steps: list[tuple[str, str, tuple[str, ...]]]) -> list[Mark | Run] | None:
    found: list[Mark | Run] = []
    last: Mark | None = None
    for how, number, given in steps:
        if how == "on":
            if last is None or found[-1] != last:
                return None
            found[-1] = Run(last, None)
            continue
        pin: tuple[str, ...] | None = given
        if not number:
            pin = filled(last.pin, given) if last is not None else None
            if last is None or pin is None:
                return None
        mark = Mark(number or (last.number if last is not None else ""), pin or ())
        if how == "to":
            if last is None or found[-1] != last:
                return None
            found[-1] = Run(last, mark)
        else:
            found.append(mark)
        last = mark
    return found


def _form(number: str) -> str:
    """The form of a number, without what was inserted behind a stop.

    >>> _form("22-10A-5.1") == _form("22-10A-5"), _form("20") == _form("22-10A-5")
    (True, False)
    """
    return re.sub(r"\w+", "0", re.sub(r"\.\w+$", "", number)) if "-" in number or ":" in number else "0"


def filled(before: tuple[str, ...], given: tuple[str, ...]) -> tuple[str, ...] | None:
    """The designators that "(2)" stands for after "(C)(1)": the one level on which it can follow.

    >>> filled(("C", "1"), ("2",)), filled(("b", "1", "i"), ("c",)), filled(("b", "1", "i"), ("j",))
    (('C', '2'), ('c',), None)
    """
    levels = [n for n, old in enumerate(before) if _follows(old, given[0])]
    return (*before[: levels[0]], *given) if len(levels) == 1 else None


def _follows(old: str, new: str) -> bool:
    if old[:1].isdecimal() and new[:1].isdecimal():
        return _leading(old) < _leading(new) or (_leading(old) == _leading(new) and old < new)
    if new.startswith(f"{old}-"):
        return True
    if not (old.isalpha() and new.isalpha()) or old.isupper() != new.isupper() or old.islower() != new.islower():
        return False
    if len(old) == len(new) <= 2 and (len(set(old)) == len(set(new)) == 1) and old < new:
        return True
    return 0 < _roman(old) < _roman(new)


def _leading(text: str) -> int:
    found = re.match(r"\d+", text)
    return int(found.group()) if found is not None else 0


def _roman(text: str) -> int:
    """The value of a roman numeral of i, v and x; 0 if it is none."""
    values = [_ROMAN.get(char, 0) for char in text.lower()]
    if not values or 0 in values:
        return 0
    return sum(-v if v < max(values[n:]) else v for n, v in enumerate(values))
