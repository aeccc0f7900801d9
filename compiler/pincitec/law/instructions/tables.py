"""The grammars of instructions as LALR tables of Lark, over tokens made by `words`: linear, and without a lexer of their own."""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any

from lark import Lark, Token as Leaf, Tree, UnexpectedInput
from lark.common import LexerConf
from lark.lexer import Lexer

from pincitec.law.instructions.words import Token


class Made(Lexer):
    """Hands over tokens that are already made."""

    def __init__(self, conf: LexerConf) -> None:
        super().__init__()

    def lex(self, words: Any, parser_state: Any = None) -> Iterator[Leaf]:
        for number, word in enumerate(words):
            yield Leaf(word.kind, str(number), start_pos=word.start, end_pos=word.end)


def parse(grammar: str, words: list[Token]) -> "Tree[Leaf] | None":
    """The tree of these words under a grammar of this package; None if it does not accept them.

    The leaves hold the number of each word in `words`.
    """
    try:
        return _table(grammar).parse(words)
    except UnexpectedInput:
        return None


@cache
def _table(grammar: str) -> Lark:
    text = files("pincitec.law.instructions").joinpath(f"{grammar}.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", lexer=Made)
