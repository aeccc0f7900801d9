"""The grammar of `.law` files, its lossless tree and printer, and its syntax errors."""

import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st
from lark import Lark

from pincitec.diagnostics import Source
from pincitec.syntax.language import MOST_PROBLEMS
from pincitec.syntax.law_build import build_law
from pincitec.syntax.law_errors import bank
from pincitec.syntax.law_format import format_law
from pincitec.syntax.law_grammar import Stop, grammar, read_with_lark, read_with_table
from pincitec.syntax.law_parse import parse_law

STATUTES = Path(__file__).parents[3] / "statutes"
FILES = sorted(STATUTES.rglob("*.law"))
ACT = 'act "Laws 2018" effective 2018-05-16 {\n'


def formatted(text: str) -> str:
    printed = format_law(Source("x.law", text))
    assert isinstance(printed, str)
    return printed


def test_the_grammar_is_free_of_conflicts() -> None:
    """Under strict mode Lark refuses any conflict, of rules or of terminals, that it would otherwise settle silently."""
    Lark(grammar(), parser="lalr", lexer="contextual", strict=True)


@pytest.mark.parametrize("file", FILES, ids=[f.stem for f in FILES])
def test_lossless(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    tree, problems = parse_law(Source("x.law", text))
    assert problems == []
    assert tree is not None
    tokens = sorted([*tree.tree.tokens(), *tree.comments], key=lambda t: t.start_pos)
    rest, position = "", 0
    for token in tokens:
        rest += text[position : token.start_pos]
        position = token.end_pos
        assert text[token.start_pos : position] == token
    assert (rest + text[position:]).strip() == ""


MESSY = """# first
section   x/1 # of the code
cite "Code § 1"   cite "C. 1"


authority local   rule
ladder "A."   "(1)"
source s "s.txt"   sha256:00 known until 2020-01-01 because "x"  rights "y"
text from s
on 2020-01-01 {
Title.
A.  Two  spaces, { a brace and # no comment
  }} not the end
}
act "X" effective 2019-01-01 enacted 2018-01-01 { in   C ( 1 ) after "a"  # why
strike "b" insert "c"
because "d" # trailing
remove former D through G   add ("Definitions")("Term"){
dt|Term
}
  # last in the block
}
sic "a" in C because "b"
# last
"""


EVERY_OPERATION = """section x/1
authority statute
act "X" enacted 2020-03-04 effective 2020-07-01 until 2021-07-01 temporary order after "Y" by "12-1-8 NMSA 1978" {
  in C lead in strike "a" insert "b"
  in C sentence 2 after "x" insert "y"
  in C at start insert "z" because "w"
  in C strike "fee" insert "charge" at 2 of 3
  in (1)(2-b) strike "fee"
  rewrite C {
new words
}
    was {
old words
}
  rewrite section ⟨not on file⟩ was ⟨not on file⟩
  retitle "New heading" was "Old heading" printed "New  heading"
  redesignate D as E
  redesignate D through G as E through H
  redesignate C(1) through (3) as C(2) through (4)
  designate C as C(1)
  designate section as A
  undesignate C(5)
  repeal D {
words
}
  repeal former D through G ⟨not on file⟩
  repeal section
  recodify section as "us-nm/22-10A-12"
  recodify D as "us-nm/22-10A-12(A)" was {
words
}
  add D-1 after D {
words
}
  add (a-1) after (a)
  in act "O" in C strike "x"
    insert "y"
  postpone act "O" to 2021-07-01
  expire act "O" on 2021-07-01 because "z"
  revive act "O" on 2022-07-01
  repeal act "O"
  scope act "O" applies "to school years"
}
act "Y" effective 2019-07-01 retroactive because "it says so"
act "Z" effective when "the governor certifies"
act "W" effective when "the governor certifies" met 2021-10-01 because "the certificate" {
}
"""


def test_one_layout() -> None:
    assert formatted(MESSY) == (
        "# first\n"
        "section x/1  # of the code\n"
        'cite      "Code § 1"\n'
        'cite      "C. 1"\n'
        "\n"
        "authority local rule\n"
        'ladder    "A." "(1)"\n'
        'source    s "s.txt" sha256:00\n'
        '  known until 2020-01-01 because "x"\n'
        '  rights "y"\n'
        "text from s\n"
        "  on 2020-01-01 {\n"
        "Title.\n"
        "A.  Two  spaces, { a brace and # no comment\n"
        "  }} not the end\n"
        "}\n"
        'act "X" effective 2019-01-01 enacted 2018-01-01 {\n'
        '  in C(1) after "a"  # why\n'
        '    strike "b" insert "c"\n'
        '    because "d"  # trailing\n'
        "  remove former D through G\n"
        '  add ("Definitions")("Term") {\n'
        "dt|Term\n"
        "}\n"
        "  # last in the block\n"
        "}\n"
        'sic "a" in C because "b"\n'
        "# last\n"
    )


def test_formatting_twice_is_formatting_once() -> None:
    assert formatted(formatted(MESSY)) == formatted(MESSY)


WORDS = st.text(st.sampled_from("ab .,;é“”$(){}#⟨|§1"), max_size=12)
STRING = WORDS.filter(lambda w: "⟨" not in w and "{" not in w).map(lambda w: f'"{w}"')
COMMENT = st.one_of(st.just(""), WORDS.map(lambda w: f" # {w}"))
BREAK = st.sampled_from([" ", "\n", "\n\n\n", "   ", "\n # between\n"])


@st.composite
def files(draw: st.DrawFn) -> str:
    """A file with everything in odd places: breaks, comments, braces in verbatim text."""
    parts = ["section x/1", draw(COMMENT), "\n", "authority", draw(BREAK), "statute", draw(BREAK)]
    for _ in range(draw(st.integers(0, 3))):
        block = draw(st.lists(WORDS.filter(lambda w: w.strip() != "}"), max_size=4))
        verbatim = "{\n" + "".join(f"{line}\n" for line in block) + "}"
        note = f"note {draw(STRING)} from s {verbatim}\n"
        operation = f"in C{draw(BREAK)}after {draw(STRING)}{draw(BREAK)}strike {draw(STRING)}"
        items = draw(st.lists(st.sampled_from([operation, note, "remove former D through G", f"applies {draw(STRING)}"]), max_size=3))
        body = draw(BREAK).join(items)
        act = f"act {draw(STRING)}{draw(BREAK)}effective unknown" + (f" {{{draw(BREAK)}{body}\n}}" if items else "")
        parts += [draw(st.sampled_from([act, note, f"sic {draw(STRING)}{draw(BREAK)}because {draw(STRING)}"])), draw(COMMENT), "\n"]
    return "".join(parts)


@settings(max_examples=200, deadline=None)
@given(files())
def test_fmt_is_idempotent_and_loses_nothing(text: str) -> None:
    once = formatted(text)
    assert formatted(once) == once

    def tokens(source: str) -> list[str]:
        tree, _ = parse_law(Source("x", source))
        assert tree is not None
        found = sorted([*tree.tree.tokens(), *tree.comments], key=lambda t: t.start_pos)
        return [str(t).rstrip() if t.type == "COMMENT" else str(t) for t in found]

    assert tokens(once) == tokens(text)


def test_a_broken_file_is_not_formatted() -> None:
    printed = format_law(Source("x", "section x/1\nact\n"))
    assert not isinstance(printed, str)


@pytest.mark.parametrize("name", bank())
def test_every_sample_gets_its_own_message(name: str) -> None:
    sample = bank()[name]
    matched = [parse_law(Source("x", text))[1][0].message for text in sample.texts]
    assert matched.count(sample.message) >= len(matched) - 1
    assert sample.help


SAID = [
    (ACT + '  in C strike "fifty insert "x"\n}\n', "the words in quotation marks do not end on their line", 'x"'),
    (ACT + '  in C strike "fifty\n}\n', "the words in quotation marks do not end on their line", '"'),
    ('act "X" effective June 14, 2019 {\n}\n', "a date is written year-month-day", "June"),
    (ACT + "  remove D-G\n}\n", "a range of units is written with `through`", "-G"),
    (ACT + '  strike "words"\n}\n', "`strike` takes words, not a unit", "strike"),
    (ACT + '  insert "words"\n}\n', "`strike` takes words, not a unit", "insert"),
    ('sic "y"\ntext from s on 2020-01-01 {\nx\n}\n', "the reason is missing", "text"),
    (ACT + '  in C strike "a"\nact', "the block of the act is not closed", "act"),
    ("authority law\n", "this is no kind of authority", "law"),
    ("note from s {\nwords\n", "the block that opens here is not closed", "{"),
    ("acts", "", "acts"),
    ("citex", "", "citex"),
    ('authority statute cite"x"', "", ""),
]


@pytest.mark.parametrize(("text", "message", "underlined"), SAID)
def test_what_is_said_and_where(text: str, message: str, underlined: str) -> None:
    full = f"section x/1\n{text}"
    _, problems = parse_law(Source("x", full))
    if not underlined:
        assert problems == []
        return
    problem = problems[0]
    assert message in problem.message
    assert full[problem.span.start : problem.span.end].startswith(underlined)
    for name in ("Token", "Unexpected", "STRING", "LBRACE", "VERBATIM", "lark"):
        assert name not in problem.message + (problem.help or "")


def test_all_broken_statements_are_told_at_once() -> None:
    text = 'section x/1\nact "A" effective June\ncite "x"\nauthority law\nnote from s {\nx\n}\nsic "y"\n'
    _, problems = parse_law(Source("x", text))
    assert [p.message for p in problems] == [
        "a date is written year-month-day",
        "this is no kind of authority",
        "the reason is missing",
    ]
    _, unfinished = parse_law(Source("x", 'section x/1\nsic "y"\ncite "x"\nauthority law\n'))
    assert [p.message for p in unfinished] == ["the reason is missing", "this is no kind of authority"]
    assert len(parse_law(Source("x", "section x/1\n" + "authority law\n" * 500))[1]) == MOST_PROBLEMS


HOSTILE = [
    "", " ", "\n\n", "{", "}", '"', "section", "section x/1\n{", "section x/1\n" + "{\n" * 10_000, "\x00\x01\x02", "\ufeff",
    "section x/1\ncite \"" + "a" * 1_000_000, "section x/1\n" + "(" * 100_000, "section x/1\nact " * 1000,
    ACT * 500, "section x/1\n" + ACT + "  in C" + "(1)" * 20_000, "\u202esection x/1", "section x/1\nin C\n" * 200,
    "section x/1\ntext from s on 2020-01-01 {\n" + "}x\n" * 50_000, "#" * 1_000_000, "PK\x03\x04" * 1000, "⟨" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_gets_a_located_problem(text: str) -> None:
    tree, problems = parse_law(Source("x", text))
    assert tree is None
    assert problems
    for problem in problems:
        assert 0 <= problem.span.start <= problem.span.end <= len(text)
        assert "\n" not in problem.message


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_any_truncation_gets_a_problem_or_a_tree(data: st.DataObject) -> None:
    text = FILES[0].read_text(encoding="utf-8")
    cut = text[: data.draw(st.integers(0, len(text)))]
    tree, problems = parse_law(Source("x", cut))
    assert (tree is None) == bool(problems)


def test_every_keyword_is_a_word_of_its_own() -> None:
    """`insert` where only `in` may stand is not `in` and a unit "sert"; so for each keyword of the grammar."""
    from pincitec.syntax.law_grammar import Stop, read

    for text in ("sectionx/1", "section x/1\nauthoritystatute", "section x/1\nauthority statuteact", f"section x/1\n{ACT}  inC strike\n}}"):
        assert isinstance(read(text), Stop)
    for text in ('section x/1\ncite"x"', f'section x/1\n{ACT}  in C strike"a"insert"b"\n}}\n'):
        assert not isinstance(read(text), Stop)


@settings(max_examples=100, deadline=None)
@given(files())
def test_the_driver_makes_the_trees_of_lark(text: str) -> None:
    assert read_with_table(text) == read_with_lark(text)


@pytest.mark.parametrize("text", [MESSY, EVERY_OPERATION, *(f.read_text(encoding="utf-8") for f in FILES)], ids=range(2 + len(FILES)))
def test_the_driver_makes_the_trees_of_lark_on_real_files(text: str) -> None:
    driven, by_lark = read_with_table(text), read_with_lark(text)
    assert driven is not None
    assert driven == by_lark
    assert isinstance(by_lark, tuple)
    ours, theirs = ([(t.type, t.start_pos, t.end_pos) for t in tree.tokens()] for tree in (driven[0], by_lark[0]))
    assert ours == theirs


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_the_driver_refuses_what_lark_refuses(data: st.DataObject) -> None:
    text = MESSY
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = (
            text[:at]
            + data.draw(st.sampled_from(['"', "{", "}", "in", " ", "x", "\n", "(", "#", "⟨", ""]))
            + text[at + data.draw(st.integers(0, 2)) :]
        )
    driven, by_lark = read_with_table(text), read_with_lark(text)
    assert driven == by_lark or (driven is None and isinstance(by_lark, Stop))


def test_a_statute_is_read_without_lark_once_its_table_is_kept(tmp_path: Path) -> None:
    code = (
        "import sys; from pincitec.diagnostics import Source; from pincitec.syntax.law_parse import parse_law;"
        "parse_law(Source('x', 'section x/1\\nauthority statute\\n')); sys.exit('lark' in sys.modules)"
    )
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path)}
    runs = [subprocess.run([sys.executable, "-c", code], env=environment, check=False).returncode for _ in range(3)]
    assert runs[0] == 1
    assert 0 in runs[1:]  # the key names the program's files, which an editor may be changing just now


def test_every_operation_is_laid_out_and_read() -> None:
    assert formatted(EVERY_OPERATION) == EVERY_OPERATION
    lossless, _ = parse_law(Source("x", EVERY_OPERATION))
    assert lossless is not None
    law, problems = build_law(lossless)
    assert problems == []
    assert [len(act.operations) for act in law.acts] == [21, 0, 0, 0]
    assert [len(act.on_acts) for act in law.acts] == [6, 0, 0, 0]
    assert [(act.effective, act.waits) for act in law.acts[2:]] == [(None, True), (date(2021, 10, 1), False)]
    assert law.acts[0].operations[12].place.is_section


MEANT = [
    ("redesignate C(1) through D(3) as C(2) through (4)", "the range does not end beside the unit with which it begins", "through D(3)"),
    ("repeal section through D", "the range does not end beside the unit with which it begins", "through D"),
    ("designate C as C(1) through (3)", "the words of one unit become one unit, not a range", "designate"),
    ('in C strike "a" hits 2 at 1 of 2', "`hits` means every place, `at` one of them", "at 1 of 2"),
    ('in C strike "a" hits 201', "an operation hits at most 200 places", "hits 201"),
    ('in C strike "a" at 3 of 2', "of 2 places there is none of number 3", "at 3 of 2"),
    ('in C sentence 0 strike "a"', "sentences are counted from 1", "sentence 0"),
    ('retitle "A" was {\nB\n}', "a heading is written as one string", "was"),
    ('rewrite C was "B"', "the words of a unit are written as a block", "was"),
]


@pytest.mark.parametrize(("body", "message", "underlined"), MEANT, ids=[m[0][:20] for m in MEANT])
def test_what_the_grammar_allows_and_means_nothing(body: str, message: str, underlined: str) -> None:
    text = f"section x/1\nauthority statute\n{ACT}  {body}\n}}\n"
    lossless, _ = parse_law(Source("x", text))
    assert lossless is not None
    _, problems = build_law(lossless)
    assert [p.message for p in problems] == [message]
    assert text[problems[0].span.start : problems[0].span.end].startswith(underlined)
    assert problems[0].help
