"""The formatter: what it may not change, that it comes to rest, and what its layout looks like."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from lark import Lark
from tests.compiler.syntax.strategies import policies, spaced

from pincitec.diagnostics import Source
from pincitec.syntax.pol_format import format_policy
from pincitec.syntax.pol_lossless import Lossless, lossless, text_of
from pincitec.syntax.pol_parse import grammar, parse_policy

SAMPLES = Path(__file__).parent / "samples"


def formatted(text: str) -> str:
    done = format_policy(Source("x.pol", text))
    assert isinstance(done, str), done
    return done


def tree(text: str) -> Lossless:
    found = lossless(Source("x.pol", text))
    assert isinstance(found, Lossless), found
    return found


def comments(text: str) -> list[str]:
    return [line.rstrip() for gap in tree(text).gaps for line in re.findall(r"#[^\n]*", gap)]


def assert_harmless(text: str) -> str:
    """Formatting `text` keeps tokens, comments and meaning, and doing it again changes nothing."""
    done = formatted(text)
    assert [str(leaf) for leaf in tree(done).leaves] == [str(leaf) for leaf in tree(text).leaves]
    assert comments(done) == comments(text)
    assert parse_policy(Source("x.pol", done))[0].declarations == parse_policy(Source("x.pol", text))[0].declarations
    assert formatted(done) == done
    return done


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_nothing_is_lost_whatever_the_policy_and_its_spaces(data: st.DataObject) -> None:
    text = data.draw(spaced(data.draw(policies())))
    assert text_of(tree(text)) == text
    done = assert_harmless(text)
    assert not re.search(r"[ \t]$", done, re.MULTILINE)
    assert "\n\n\n" not in done
    assert "\t" not in re.sub(r"#[^\n]*", "", done)
    assert done.endswith("\n") and not done.startswith("\n") and not done.endswith("\n\n")


@given(st.data())
@settings(max_examples=25, deadline=None)
@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.pol")), ids=lambda path: path.stem)
def test_a_sample_spaced_at_random(sample: Path, data: st.DataObject) -> None:
    leaves = [str(leaf) for leaf in tree(sample.read_text(encoding="utf-8")).leaves]
    assert_harmless(data.draw(spaced(leaves)))


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.pol")), ids=lambda path: path.stem)
def test_a_sample_is_laid_out_as_its_author_left_it(sample: Path) -> None:
    text = sample.read_text(encoding="utf-8")
    assert formatted(text) == text


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.pol")), ids=lambda path: path.stem)
def test_indentation_is_not_needed_to_restore_a_sample(sample: Path) -> None:
    text = sample.read_text(encoding="utf-8")
    assert formatted("\n".join(line.strip() for line in text.split("\n"))) == text


def test_the_grammar_has_no_conflicts() -> None:
    Lark(grammar(), parser="lalr", lexer="contextual", strict=True, keep_all_tokens=True, maybe_placeholders=False)


LAYOUTS = {
    "columns of neighbouring lines": (
        'fact a : boolean "x"\nfact long_name : money "y"\n\nfact b : days "z"',
        'fact a         : boolean "x"\nfact long_name : money   "y"\n\nfact b : days "z"\n',
    ),
    "a column too wide is left": (
        f'party a "x"\nparty {"b" * 60} "y"\n',
        f'party a "x"\nparty {"b" * 60} "y"\n',
    ),
    "three polarities": (
        'fact a : boolean "x"\nfails "no x"\n    open "x is open"',
        'fact a : boolean "x"\n  fails "no x"\n  open  "x is open"\n',
    ),
    "who judges ends a column": (
        'fact a : boolean judged by b,c "x"\nfact bc : days "y"\nfact d:money "z"',
        'fact a  : boolean judged by b, c "x"\nfact bc : days  "y"\nfact d  : money "z"\n',
    ),
    "whether a fact may become otherwise ends a column": (
        'fact a : date "x"   fixed\nfact bc : days "y"  past\nfact d:money effort\n3',
        'fact a  : date "x" fixed\nfact bc : days "y" past\nfact d  : money effort 3\n',
    ),
    "an enumeration": (
        'fact role : one of {\nteacher "t" other "o" } "position"',
        'fact role : one of {\n  teacher "t"\n  other   "o"\n} "position"\n',
    ),
    "a heading over its paragraphs": (
        'provision n (B) {\n"who"\nmeans grant d when all{\n"three years"\nmeans y>=3 years\n}\n}',
        'provision n(B) {\n  "who"\n  means grant d when all {\n    "three years"\n      means y >= 3 years\n  }\n}\n',
    ),
    "conditions under a meaning": (
        'provision n(B) {\n"w"\nmeans a = b\nwhen "c"\nmeans d\nexcept when e\n}',
        'provision n(B) {\n  "w"\n    means a = b\n      when "c"\n        means d\n      except when e\n}\n',
    ),
    "a block on one line stays there": (
        'provision n(B) { "w" means grant d when any { "a" means b } }',
        'provision n(B) { "w" means grant d when any { "a" means b } }\n',
    ),
    "readings that hug their braces": (
        'provision n(B) {\n"w" means d requires choose c {\npooled { "x"\nmeans a }\nper_year { "y"\nmeans b }\n}\n}',
        'provision n(B) {\n  "w" means d requires choose c {\n    pooled   { "x"\n                 means a }\n'
        '    per_year { "y"\n                 means b }\n  }\n}\n',
    ),
    "an open block gives each of its parts a line": (
        'scenario "s" on 2020-01-01 {\ngiven a = 3 given b = - $5 expect d holds cites n(B)}',
        'scenario "s" on 2020-01-01 {\n  given a = 3\n  given b = -$5\n  expect d holds\n  cites n(B)\n}\n',
    ),
    "one space, or none": (
        'provision n("a") (note "b" on 2020-01-01) { "w" means define full(y:s)=- y . x>=count( z in f (1 , 2) )*(1+2) or not (a) }',
        'provision n("a")(note "b" on 2020-01-01) { "w" means define full(y : s) = -y.x >= count(z in f(1, 2)) * (1 + 2) or not (a) }\n',
    ),
    "a head of several lines": (
        'provision n(B) "title"\ndespite n(A) by "w" {\n"x" means grant d\n}',
        'provision n(B) "title"\n  despite n(A) by "w" {\n  "x" means grant d\n}\n',
    ),
    "comments": (
        '#top\n\n\n# more\nprovision n(B) {   # why  \n\n# first\n\n\n"x"  # words\nmeans grant d #end\n# last\n}\n\n\n# bye',
        '#top\n\n# more\nprovision n(B) {  # why\n  # first\n\n  "x"              # words\n    means grant d  #end\n  # last\n}\n\n# bye\n',
    ),
    "a comment keeps its line": ('fact a # x\n: boolean', 'fact a  # x\n  : boolean\n'),
    "nothing at all": ("", ""),
    "only comments": ("\n\n  # a\n\n\n  # b", "# a\n\n# b\n"),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), LAYOUTS.values(), ids=LAYOUTS)
def test_layout(before: str, after: str) -> None:
    assert formatted(before) == after
    assert formatted(after) == after


@pytest.mark.parametrize("text", ["fact", 'party a "x', "{" * 200, "provision n(B) {", "\x00", "condition"])
def test_what_cannot_be_read_is_reported_and_not_touched(text: str) -> None:
    problems = format_policy(Source("x.pol", text))
    assert isinstance(problems, list)
    assert problems
