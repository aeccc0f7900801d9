"""A small loop over Lark's LALR table: the same trees as Lark's, in a third of the time and without importing it.

It knows nothing of errors: where it cannot go on it says so, and the caller asks Lark itself, which then explains.
"""

import re
from collections.abc import Callable
from typing import Any

from pincitec.syntax.tables import HOLE, SPREAD, Tables
from pincitec.syntax.tokens import Token

Method = Callable[..., Any]


class Stuck(Exception):
    """The text does not follow the grammar."""


class Driver:
    """Parses with a table. `method` gives for the name of a rule what builds it from its children; `None` for a rule that has always a
    single child, which then stands for the whole."""

    def __init__(self, tables: Tables, method: Callable[[str], Method | None]) -> None:
        self.tables = tables
        self.rules = [
            (name, size, keep, single, method(built) if built else as_list, keep == tuple(range(size)))
            for name, size, keep, single, built in tables.rules
        ]
        self.ignored = frozenset(tables.ignored)
        self.scanners: list[re.Pattern[str] | None] = [None] * len(tables.actions)

    def parse(self, text: str) -> tuple[Any, list[Token]]:
        """What is built of a text, and the comments in it. Raises `Stuck`."""
        actions, gotos, keywords, end_state = self.tables.actions, self.tables.gotos, self.tables.keywords, self.tables.end
        rules, ignored, scanners = self.rules, self.ignored, self.scanners
        states, values, comments = [self.tables.start], list[Any](), list[Token]()
        position, length = 0, len(text)
        token: Token | None
        while True:
            state = states[-1]
            if position >= length:
                kind, token = "$END", None
            else:
                scanner = scanners[state]
                if scanner is None:
                    scanner = scanners[state] = self.tables.scanner(state)
                match = scanner.match(text, position)
                if match is None or match.end() == position:
                    raise Stuck
                start, position = position, match.end()
                group = match.lastgroup
                if group in ignored:
                    if group == "COMMENT":
                        comments.append(Token.at(group, match.group(), start))
                    continue
                found = match.group()
                word = keywords.get(found)
                kind = word if word is not None and word in actions[state] else group or ""
                token = Token.at(kind, found, start)
            while True:
                action = actions[states[-1]].get(kind)
                if action is None:
                    raise Stuck
                if action >= 0:
                    states.append(action)
                    values.append(token)
                    break
                name, size, keep, single, build, plain = rules[~action]
                if size:
                    taken = values[-size:]
                    del values[-size:], states[-size:]
                    children = taken if plain else gather(taken, keep)
                else:
                    children = [None] * len(keep)
                values.append(children[0] if build is None or (single and len(children) == 1) else build(*children))
                states.append(gotos[states[-1]][name])
                if token is None and states[-1] == end_state:
                    return values[-1], comments


def as_list(*children: Any) -> list[Any]:
    """What a repetition makes: a list, which the rule around it spreads."""
    return list(children)


def gather(taken: list[Any], keep: tuple[int, ...]) -> list[Any]:
    """The children of a rule: those kept, with lists spread and holes for absent parts."""
    children: list[Any] = []
    for place in keep:
        if place == HOLE:
            children.append(None)
        elif place >= SPREAD:
            children.extend(taken[place - SPREAD])
        else:
            children.append(taken[place])
    return children


def rebuild(tree: Any, builder: object) -> Any:
    """What a builder makes of a tree of Lark's: the same as the driver makes of its text. Slow; for when the two disagree, and for the test
    that they never do."""
    if not hasattr(tree, "data"):
        return None if tree is None else Token.at(tree.type, str(tree), tree.start_pos)
    return getattr(builder, str(tree.data))(*(rebuild(child, builder) for child in tree.children))
