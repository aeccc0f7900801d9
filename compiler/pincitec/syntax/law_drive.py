"""Reads a `.law` file with the LALR(1) table that Lark computed, kept as plain data in the cache.

The table is Lark's own and a test compares every tree with Lark's. It knows nothing of errors: where it cannot go on, the
caller asks Lark, which then says where and why.
"""

import json
import re
from functools import cache as remember
from typing import Any

from attrs import field, frozen

from pincitec import cache
from pincitec.syntax.law_tokens import Token, Tree


@frozen
class Tables:
    """`actions[state][terminal]` is a state to shift to, or ~rule to reduce by; `gotos[state][rule]` the state after it.

    `rules` are names with the number of symbols taken; `patterns` the terminals in the order in which they are tried;
    `keywords` the words that are terminals of their own.
    """

    actions: list[dict[str, int]]
    gotos: list[dict[str, int]]
    rules: list[tuple[str, int]]
    patterns: dict[str, str]
    keywords: dict[str, str]
    ignored: list[str]
    start: int
    end: int
    _scanners: dict[int, re.Pattern[str]] = field(factory=dict, repr=False, init=False)

    def scanner(self, state: int) -> re.Pattern[str]:
        """What may stand next in a state, as one expression. The contextual lexer: no other terminal is looked for."""
        found = self._scanners.get(state)
        if found is None:
            actions = self.actions[state]
            parts = [f"(?P<{n}>{p})" for n, p in self.patterns.items() if n in actions or n in self.ignored]
            words = [word for word, name in self.keywords.items() if name in actions]
            if words:
                parts.append(rf"(?:{'|'.join(sorted(words))})(?!\w)")
            found = self._scanners[state] = re.compile("|".join(parts))
        return found


@remember
def tables(grammar: str) -> Tables:
    """The tables of the grammar: from the cache, or computed by Lark."""
    key = cache.key_of(b"law tables", cache.program(), grammar.encode())
    kept = cache.load(key)
    if kept is None:
        kept = json.dumps(compute(grammar)).encode()
        cache.store(key, kept)
    data = json.loads(kept)
    return Tables(**{**data, "rules": [(name, size) for name, size in data["rules"]]})


def compute(grammar: str) -> dict[str, Any]:
    """Asks Lark for the table. Its attribute is private; the pinned version and a test guard against a change of its shape."""
    from lark import Lark

    lark = Lark(grammar, parser="lalr", lexer="contextual", keep_all_tokens=True, maybe_placeholders=False)
    table: Any = lark.parser.parser._parse_table
    number = {state: i for i, state in enumerate(sorted(table.states))}
    terminals = {terminal.name for terminal in lark.terminals} | {"$END"}
    rules: dict[Any, int] = {}
    actions: list[dict[str, int]] = []
    gotos: list[dict[str, int]] = []
    for state in sorted(table.states):
        row = {str(symbol): step for symbol, step in table.states[state].items()}
        gotos.append({symbol: number[target] for symbol, (_, target) in row.items() if symbol not in terminals})
        actions.append(
            {
                symbol: number[target] if action.name == "Shift" else ~rules.setdefault(target, len(rules))
                for symbol, (action, target) in row.items()
                if symbol in terminals
            }
        )
    ordered = sorted(lark.terminals, key=lambda t: (-t.priority, -t.pattern.max_width, -len(t.pattern.value), t.name))
    keywords = {t.pattern.value: t.name for t in ordered if t.pattern.type == "str" and t.pattern.value.isalpha()}
    return {
        "actions": actions,
        "gotos": gotos,
        "rules": [(str(rule.origin.name), len(rule.expansion)) for rule in rules],
        "patterns": {t.name: t.pattern.to_regexp() for t in ordered if t.name not in keywords.values()},
        "keywords": keywords,
        "ignored": list(lark.ignore_tokens),
        "start": number[table.start_states["start"]],
        "end": number[table.end_states["start"]],
    }


def drive(grammar: str, text: str) -> tuple[Tree, tuple[Token, ...]] | None:
    """The tree of a text with its comments; None if the text does not follow the grammar."""
    table = tables(grammar)
    actions, gotos, rules, keywords = table.actions, table.gotos, table.rules, table.keywords
    states, values, comments = [table.start], list[tuple[Tree | Token, ...]](), list[Token]()
    position = 0
    while True:
        state = states[-1]
        if position == len(text):
            token = Token.at("$END", "", position)
        else:
            match = table.scanner(state).match(text, position)
            if match is None or match.end() == position:
                return None
            kind, start, position = match.lastgroup, position, match.end()
            if kind in table.ignored:
                if kind == "COMMENT":
                    comments.append(Token.at(kind, match.group(), start))
                continue
            word = keywords.get(match.group())
            kind = word if word is not None and word in actions[state] else kind
            if kind is None:
                return None
            token = Token.at(kind, match.group(), start)
        while (action := actions[states[-1]].get(token.type, None)) is not None and action < 0:
            name, size = rules[~action]
            children = tuple(child for value in values[len(values) - size :] for child in value)
            del values[len(values) - size :], states[len(states) - size :]
            values.append(children if name.startswith("_") else (Tree(name, children),))
            states.append(gotos[states[-1]][name])
            if token.type == "$END" and states[-1] == table.end:
                (tree,) = values[-1]
                return (tree, tuple(comments)) if isinstance(tree, Tree) else None
        if action is None:
            return None
        states.append(action)
        values.append((token,))
