"""The grammars of instructions: no conflict is resolved in silence, and every terminal is one that the reader of words makes."""

from importlib.resources import files

import pytest
from lark import Lark

from pincitec.law.instructions.tables import Made
from pincitec.law.instructions.words import TERMINALS


@pytest.mark.parametrize("name", ["session", "notes"])
def test_a_grammar_has_no_conflicts_and_no_terminal_that_is_never_made(name: str) -> None:
    text = files("pincitec.law.instructions").joinpath(f"{name}.lark").read_text(encoding="utf-8")
    grammar = Lark(text, parser="lalr", lexer=Made, strict=True)
    made = {*TERMINALS.values(), "QUOTE", "LABELS", "NUMBER", "SEMI", "COLON", "STOP", "UNIT", "FOLLOWING"}
    assert {terminal.name for terminal in grammar.terminals} <= made
