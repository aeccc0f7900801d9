"""The LALR(1) table that Lark computes from a grammar, as plain data: kept in the cache, and driven by `drive.py`.

Lark stays the one authority on both grammars: the table is its own, and tests compare every tree with the tree that Lark builds. Reading
the table back takes a few milliseconds, where computing it takes a few hundred.
"""

import json
import re
from functools import cache as remember
from typing import Any

from attrs import field, frozen

from pincitec import cache

Row = tuple[str, int, tuple[int, ...], bool, str]
"""A rule: what it makes; how many symbols it takes; the children kept (a place, `HOLE`, or `SPREAD` and a place); whether a single child
stands for the whole; and the name under which it is built, empty for a list."""

HOLE = -1
"""An optional part that is absent: a child that is `None`."""
SPREAD = 1000
"""Added to the place of a list whose members are children themselves. No rule has a thousand symbols."""


@frozen
class Tables:
    """`actions[state][terminal]` is a state to shift to, or ~rule to reduce by; `gotos[state][rule name]` the state after a reduction.

    `patterns` are the terminals in the order in which they are tried; `keywords` the words that are terminals of their own, by their text;
    `ignored` terminals never reach the parser.
    """

    actions: list[dict[str, int]]
    gotos: list[dict[str, int]]
    rules: list[Row]
    patterns: dict[str, str]
    keywords: dict[str, str]
    ignored: list[str]
    start: int
    end: int
    _scanners: dict[tuple[str, ...], re.Pattern[str]] = field(factory=dict, repr=False, init=False, eq=False)

    def scanner(self, state: int) -> re.Pattern[str]:
        """What may stand next in a state, as one expression. The contextual lexer: no other terminal is looked for."""
        actions = self.actions[state]
        names = tuple(n for n in self.patterns if n in actions or n in self.ignored)
        words = tuple(sorted(word for word, name in self.keywords.items() if name in actions))
        found = self._scanners.get((*names, "", *words))
        if found is None:
            parts = [f"(?P<{n}>{self.patterns[n]})" for n in names]
            if words:
                parts.append(rf"(?:{'|'.join(words)})(?!\w)")
            found = self._scanners[(*names, "", *words)] = re.compile("|".join(parts))
        return found


@remember
def load_tables(grammar: str, *, lossless: bool = False) -> Tables:
    """The tables of a grammar: from the cache, or computed by Lark. `lossless` keeps every token as a child."""
    key = cache.key_of(b"lalr", cache.program(), grammar.encode(), b"lossless" if lossless else b"")
    kept = cache.load(key)
    if kept is None:
        kept = json.dumps(compute(grammar, lossless=lossless)).encode()
        cache.store(key, kept)
    return from_plain(json.loads(kept))


def from_plain(data: dict[str, Any]) -> Tables:
    rules = [(name, size, tuple(keep), single, built) for name, size, keep, single, built in data["rules"]]
    return Tables(**{**data, "rules": rules})


def compute(grammar: str, *, lossless: bool = False) -> dict[str, Any]:
    """Asks Lark for the table, as plain data. Lark's attribute is private; the pinned versions and a test guard against a change of it."""
    from lark import Lark

    lark = Lark(grammar, parser="lalr", lexer="contextual", keep_all_tokens=lossless, maybe_placeholders=not lossless)
    table: Any = lark.parser.parser._parse_table
    number = {state: i for i, state in enumerate(sorted(table.states))}
    made = {str(rule.origin.name) for rule in lark.rules}  # all other symbols are terminals, those that are only declared too
    rules: dict[Any, int] = {}
    actions: list[dict[str, int]] = []
    gotos: list[dict[str, int]] = []
    for state in sorted(table.states):
        steps = {str(symbol): step for symbol, step in table.states[state].items()}
        gotos.append({symbol: number[target] for symbol, (_, target) in steps.items() if symbol in made})
        actions.append(
            {
                symbol: number[target] if action.name == "Shift" else ~rules.setdefault(target, len(rules))
                for symbol, (action, target) in steps.items()
                if symbol not in made
            }
        )
    ordered = sorted(lark.terminals, key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name))
    keywords = {t.pattern.value: t.name for t in ordered if t.pattern.type == "str" and t.pattern.value.isalpha()}
    return {
        "actions": actions,
        "gotos": gotos,
        "rules": [row(rule) for rule in rules],
        "patterns": {t.name: t.pattern.to_regexp() for t in ordered if t.name not in keywords.values()},
        "keywords": keywords,
        "ignored": list(lark.ignore_tokens),
        "start": number[table.start_states["start"]],
        "end": number[table.end_states["start"]],
    }


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
        keep.append(SPREAD + i if not symbol.is_term and symbol.name.startswith("_") else i)
    keep += [HOLE] * holes[-1]
    name = str(rule.origin.name)
    built = "" if name.startswith("_") else str(rule.alias or name)
    return name, len(rule.expansion), tuple(keep), bool(rule.options.expand1 and not rule.alias), built
