"""The fast loop over Lark's table makes the trees that Lark makes, and stops where Lark stops."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from lark.exceptions import UnexpectedInput
from tests.compiler.syntax.strategies import policies

from pincitec.diagnostics import Source
from pincitec.syntax.drive import Driver, Stuck, rebuild
from pincitec.syntax.pol_build import Builder
from pincitec.syntax.pol_parse import grammar, lark_parser, parse_policy
from pincitec.syntax.tables import compute, from_plain, load_tables

ROOT = Path(__file__).parents[3]
TABLES = load_tables(grammar())


def both(text: str) -> tuple[object, object]:
    """The tree by the driver and by Lark; `None` where the text is refused."""
    fast, slow = Builder(), Builder()
    try:
        mine, _ = Driver(TABLES, lambda name: getattr(fast, name, None)).parse(text)
    except Stuck:
        mine = None
    try:
        larks = rebuild(lark_parser().parse(text), slow)
    except UnexpectedInput:
        larks = None
    assert mine is None or fast.problems == slow.problems  # the driver builds as it goes, also what stands before a mistake
    assert repr(mine) == repr(larks)  # spans too: they do not count for equality
    return mine, larks


@pytest.mark.parametrize("path", sorted(ROOT.glob("policy/**/*.pol")), ids=lambda p: p.name)
def test_the_library_reads_the_same(path: Path) -> None:
    mine, larks = both(path.read_text())
    assert mine is not None
    assert mine == larks


@given(policies())
@settings(max_examples=60, deadline=None)
def test_generated_policies_read_the_same(tokens: tuple[str, ...]) -> None:
    mine, larks = both(" ".join(tokens))
    assert mine is not None
    assert mine == larks


@given(policies())
@settings(max_examples=60, deadline=None)
def test_a_broken_policy_is_refused_by_both(tokens: tuple[str, ...]) -> None:
    broken = " ".join(tokens[: len(tokens) // 2] + tokens[len(tokens) // 2 + 1 :])
    mine, larks = both(broken)
    assert mine == larks


@pytest.mark.parametrize("text", ["", "# only a comment", "policy", '"', "}", "policy a", "\x00", "policy a.b 'c'", "💡"])
def test_odd_texts(text: str) -> None:
    mine, larks = both(text)
    assert mine == larks


def test_tables_survive_their_cache() -> None:
    made = compute(grammar())
    assert from_plain(json.loads(json.dumps(made))) == from_plain(made)


def test_spans_are_those_of_the_text() -> None:
    text = 'policy a.b "title"\nfact x : boolean "words"\n'
    file, problems = parse_policy(Source("a.pol", text))
    assert not problems
    assert [text[d.span.start : d.span.end] for d in file.declarations] == ["a.b", "x"]
