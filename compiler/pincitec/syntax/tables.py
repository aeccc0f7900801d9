"""The LALR(1) table that Lark computes from a grammar, as plain data: kept in the cache, and driven by `drive.py`.

Lark stays the one authority on the grammar: the table is its own, and a test compares every tree with the tree that Lark builds. Reading
the table back takes a few milliseconds, where computing it takes a few hundred.
"""

import json
from typing import Any

from attrs import frozen

from pincitec import cache

Row = tuple[str, int, tuple[int, ...], bool, str]
"""A rule: what it makes; how many symbols it takes; the children kept (a place, `HOLE`, or `SPREAD` and a place); whether a single child
stands for the whole; and the name of the builder's method, empty for a list."""

HOLE = -1
"""An optional part that is absent: a child that is `None`."""
SPREAD = 1000
"""Added to the place of a list whose members are children themselves. No rule has a thousand symbols."""


@frozen
class Tables:
    """`actions[state][terminal]` is a state to shift to, or ~rule to reduce by; `gotos[state][rule name]` the state after a reduction.

    `lexer` is one regular expression with a group for each terminal; `keywords` are terminals that a name may be, by their text, where the
    state accepts them; `ignored` are terminals that never reach the parser.
    """

    actions: list[dict[str, int]]
    gotos: list[dict[str, int]]
    rules: list[Row]
    lexer: str
    keywords: dict[str, str]
    ignored: list[str]
    start: int
    end: int


def load_tables(grammar: str) -> Tables:
    """The tables of a grammar: from the cache, or computed by Lark."""
    key = cache.key_of(b"lalr", cache.program(), grammar.encode())
    kept = cache.load(key)
    if kept is not None:
        data = json.loads(kept)
        data["rules"] = [(name, size, tuple(keep), single, method) for name, size, keep, single, method in data["rules"]]
        return Tables(**data)
    tables = compute(grammar)
    cache.store(key, json.dumps({k: getattr(tables, k) for k in Tables.__annotations__}).encode())
    return tables


def compute(grammar: str) -> Tables:
    """Asks Lark for the table. Its attribute is private; the pinned versions and a test guard against a change of its shape."""
    from lark import Lark

    lark = Lark(grammar, parser="lalr", lexer="contextual", maybe_placeholders=True)
    table: Any = lark.parser.parser._parse_table
    states: dict[int, dict[str, Any]] = table.states
    number = {state: i for i, state in enumerate(sorted(states))}
    rules: dict[Any, int] = {}
    actions: list[dict[str, int]] = []
    gotos: list[dict[str, int]] = []
    nonterminals = {str(rule.origin.name) for rule in lark.rules}
    for state in sorted(states):
        shifts: dict[str, int] = {}
        after: dict[str, int] = {}
        for symbol, (action, target) in states[state].items():
            if str(symbol) in nonterminals:
                after[str(symbol)] = number[target]
            elif getattr(action, "name", "") == "Shift":
                shifts[str(symbol)] = number[target]
            else:
                shifts[str(symbol)] = ~rules.setdefault(target, len(rules))
        actions.append(shifts)
        gotos.append(after)
    rows = [row(rule) for rule in rules]
    ordered = sorted(lark.terminals, key=lambda x: (-x.priority, -x.pattern.max_width, -len(x.pattern.value), x.name))
    words = {x.pattern.value: x.name for x in ordered if x.pattern.type == "str" and x.pattern.value.isidentifier()}
    patterns = [x for x in ordered if x.name not in words.values()]
    lexer = "|".join(f"(?P<{x.name}>{x.pattern.to_regexp()})" for x in patterns)
    start, end = number[table.start_states["start"]], number[table.end_states["start"]]
    return Tables(actions, gotos, rows, lexer, words, list(lark.ignore_tokens), start, end)


def row(rule: Any) -> Row:
    """A rule as `drive.py` needs it: which children are kept, which are spread, where an absent part leaves a hole."""
    holes = [0] * (len(rule.expansion) + 1)
    place = 0
    for absent in rule.options.empty_indices or ():
        if absent:
            holes[place] += 1
        else:
            place += 1
    keep: list[int] = []
    for i, symbol in enumerate(rule.expansion):
        keep += [HOLE] * holes[i]
        if symbol.is_term and symbol.filter_out and not rule.options.keep_all_tokens:
            continue
        if not symbol.is_term and symbol.name.startswith("_"):
            keep.append(SPREAD + i)
        else:
            keep.append(i)
    keep += [HOLE] * holes[-1]
    name = str(rule.origin.name)
    method = "" if name.startswith("_") else str(rule.alias or name)
    return name, len(rule.expansion), tuple(keep), bool(rule.options.expand1 and not rule.alias), method
