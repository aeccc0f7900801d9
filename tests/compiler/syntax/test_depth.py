"""What nests too deeply is refused before it is parsed, and what is merely long is not."""

import pytest
from hypothesis import given, settings
from tests.compiler.syntax.strategies import policies

from pincitec.diagnostics import Source
from pincitec.diagnostics.catalogue.syntax import NESTED_TOO_DEEPLY
from pincitec.syntax.depth import DEEPEST, too_deep
from pincitec.syntax.pol_parse import parse_policy


def refused(condition: str) -> bool:
    text = f'policy a "b"\nprovision n(B) {{ "w" means grant d when {condition} }}'
    problems = parse_policy(Source("x.pol", text))[1]
    assert all(p.rule is NESTED_TOO_DEEPLY for p in problems), problems
    return bool(problems)


@pytest.mark.parametrize("times", [DEEPEST + 1, 20_000])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("(", ")"),
        ("not ", ""),
        ("not\n# and\n", ""),
        ("x + ", ""),
        ("x +", ""),
        ("1-", ""),
        ("- ", ""),
        ("", ".y"),
        ("", " under n(C) * a"),
        ("given +\n", ""),
        ("f(", ")"),
        ("(y + ", ")"),
        ("(", " + y)"),
        ("all { ", " }"),
        ('"w" means all { ', " }"),
        ('"w" means ', ""),
        ('"w" means # because\n ', ""),
        ("some y in ys { ", " }"),
    ],
)
def test_what_nests_too_deeply(before: str, after: str, times: int) -> None:
    assert too_deep(Source("x.pol", before * times + "x" + after * times)) is not None


@pytest.mark.parametrize(
    "condition",
    [
        " and ".join(["x.y"] * 500),
        " or ".join(["not x"] * 500),
        " and ".join(["a + b >= -c"] * 500),
        " and ".join(["(a and b)"] * 500),
        "f(" + ", ".join(["x.y"] * 500) + ")",
        "all { " + '"w" means not x ' * 500 + "}",
        "all { " + '"w" means "v" means x ' * 500 + "}",
        '"' + "((((not - " * 500 + '" means x',
    ],
)
def test_what_is_merely_long(condition: str) -> None:
    assert not refused(condition)


def test_many_declarations_do_not_nest() -> None:
    text = 'policy a "b"\n' + "use us_nm.level_three as nm\n" * 300 + 'omit n(B) because "2.5 - 3.5 (a.b)" # a.b - (((\n' * 300
    assert parse_policy(Source("x.pol", text))[1] == []


@given(policies())
@settings(max_examples=100, deadline=None)
def test_no_ordinary_policy_is_refused(tokens: list[str]) -> None:
    assert too_deep(Source("x.pol", " ".join(tokens))) is None
