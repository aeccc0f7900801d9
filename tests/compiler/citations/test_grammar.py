"""The grammar of citations: no conflict is resolved in silence, and every terminal is one that the reader of words makes."""

import re
from importlib import resources

from lark import Lark

from pincitec.law.citations import words

TEXT = resources.files("pincitec.law.citations").joinpath("citation.lark").read_text(encoding="utf-8")


def test_the_grammar_has_no_conflicts() -> None:
    Lark(TEXT, parser="lalr", lexer="contextual", strict=True)


def test_every_terminal_is_made() -> None:
    declared = {name for line in re.findall(r"^%declare (.*)$", TEXT, re.MULTILINE) for name in line.split()}
    used = set(re.findall(r"\b[A-Z]{2,}\b", re.sub(r"^(//|%).*$", "", TEXT, flags=re.MULTILINE)))
    made = set(words._TOKEN.groupindex) - {"FIGURE", "OTHER"} | {"INT", "NUM", "YEAR", "EDITION", "APART"}
    assert used == declared == made
