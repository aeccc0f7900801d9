"""The longest run of tokens that the grammar accepts: a loop over Lark's LALR(1) table that remembers where it could have stopped.

Assumes the tokens of `words`. Stacks share their lower parts, so remembering one costs nothing; between two places where a citation may
end lie only a few tokens, and a citation has at most `MOST_TOKENS`, so that the work is linear in the length of a text.
"""

from functools import cache
from importlib import resources
from typing import Any, Final

from attrs import frozen

from pincitec.law.citations.words import Token
from pincitec.syntax.drive import gather
from pincitec.syntax.tables import Tables, load_tables

MOST_TOKENS: Final = 400
"""A citation that is longer is not understood: no list of sections is."""


@frozen
class Branch:
    """A rule of the grammar with what it took, in order."""

    name: str
    children: "tuple[Branch | Token, ...]"


Stack = tuple[int, Any, "Stack | None"]
"""A state, what was made on the way to it, and the stack below."""


@frozen
class Munched:
    """What was read from a token on. `tree` is None if nothing was accepted; `taken` tokens are in it, `seen` could stand there.

    What is longer than `MOST_TOKENS` is not accepted, however it begins.
    """

    tree: Branch | None
    taken: int
    seen: int


@cache
def tables() -> Tables:
    grammar = resources.files("pincitec.law.citations").joinpath("citation.lark").read_text(encoding="utf-8")
    return load_tables(grammar, lossless=True)


@cache
def first() -> frozenset[str]:
    """The terminals with which a citation may begin."""
    table = tables()
    return frozenset(table.actions[table.start])


def munch(words: list[Token], start: int) -> Munched:
    """The longest citation that begins with the token number `start`.

    A number at the end of a list that begins a citation of its own is not taken: "20 U.S.C. §§ 1400, 1401, 34 C.F.R. § 300.8".
    """
    read = _longest(words, start, len(words))
    if read.tree is None or not any(word.kind == "SECS" for word in words[start : start + read.taken]):
        return read
    last = start + read.taken - 1
    while last > start and words[last].kind not in {"INT", "NUM", "YEAR"}:
        last -= 1
    joint = last
    while joint > start and words[joint - 1].kind in {"COMMA", "AND", "TO"}:
        joint -= 1
    if joint == last:
        return read
    other = _longest(words, last, len(words))
    return read if other.tree is None or last + other.taken <= start + read.taken else _longest(words, start, joint)


def _longest(words: list[Token], start: int, stop: int) -> Munched:
    table = tables()
    actions = table.actions
    stack: Stack = (table.start, None, None)
    stacks: list[Stack] = []
    for position in range(start, min(stop, start + MOST_TOKENS)):
        word = words[position]
        action = actions[stack[0]].get(word.kind)
        while action is not None and action < 0:
            stack = _reduced(table, stack, ~action)
            action = actions[stack[0]].get(word.kind)
        if action is None:
            break
        stack = (action, word, stack)
        stacks.append(stack)
    if len(stacks) == MOST_TOKENS:
        return Munched(None, 0, len(stacks))
    for taken in range(len(stacks), 0, -1):
        tree = _finished(table, stacks[taken - 1])
        if tree is not None:
            return Munched(tree, taken, len(stacks))
    return Munched(None, 0, len(stacks))


def _finished(table: Tables, stack: Stack) -> Branch | None:
    """The tree, if the grammar accepts an end here."""
    while stack[0] != table.end:
        action = table.actions[stack[0]].get("$END")
        if action is None or action >= 0:
            return None
        stack = _reduced(table, stack, ~action)
    return stack[1] if isinstance(stack[1], Branch) else None


def _reduced(table: Tables, stack: Stack, rule: int) -> Stack:
    name, size, keep, single, built = table.rules[rule]
    taken: list[Any] = []
    for _ in range(size):
        taken.append(stack[1])
        assert stack[2] is not None
        stack = stack[2]
    taken.reverse()
    children = taken if keep == tuple(range(size)) else gather(taken, keep)
    if not built:
        value: Any = children
    elif single and len(children) == 1:
        value = children[0]
    else:
        value = Branch(built, tuple(children))
    return table.gotos[stack[0]][name], value, stack
