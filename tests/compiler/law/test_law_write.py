"""Writing `.law` text: what is written is what `pincite fmt` gives, and reads as the tree that was written."""

import pytest
from hypothesis import HealthCheck, given, settings
from tests.compiler.law.law_trees import SPAN, law_files

from pincitec.diagnostics import Source
from pincitec.syntax.law_build import build_law
from pincitec.syntax.law_format import format_law
from pincitec.syntax.law_parse import parse_law
from pincitec.syntax.law_tree import Designate, How, LawFile, Part, Place, RewriteUnit, Verbatim, Words, WordsIn
from pincitec.syntax.law_write import operation, place, string, verbatim, words
from pincitec.syntax.law_write_file import law_file


def read(text: str) -> LawFile:
    lossless, problems = parse_law(Source("x.law", text))
    assert [f"{p.message} {text[p.span.start : p.span.end]}" for p in problems] == []
    assert lossless is not None
    law, problems = build_law(lossless)
    assert [p.message for p in problems] == []
    return law


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(law_files())
def test_what_is_written_is_read_back(law: LawFile) -> None:
    written = law_file(law)
    assert read(written) == law
    assert format_law(Source("x.law", written)) == written


def given_words(text: str) -> Words:
    return Words((Part(text, How.GIVEN, SPAN),), SPAN)


def test_an_operation_as_it_looks() -> None:
    c = Place(("C",), False, SPAN)
    long = given_words("for a standard nine and one-half month contract shall be fifty-four thousand dollars ($54,000)")
    assert operation(WordsIn(c, None, (given_words("a"),), (given_words("b"),), None, (), 1, SPAN), "  ") == '  in C strike "a" insert "b"'
    assert operation(WordsIn(c, None, (long,), (long,), None, (), 1, SPAN), "  ") == (
        f'  in C strike "{long.text}"\n    insert "{long.text}"'
    )
    assert operation(RewriteUnit(c, Verbatim("C. New.\n", SPAN), None, Verbatim("C. Old.\n", SPAN), None, SPAN), "  ") == (
        "  rewrite C {\nC. New.\n}\n    was {\nC. Old.\n}"
    )
    assert operation(Designate(Place((), False, SPAN), Place(("A",), False, SPAN), None, SPAN)) == "designate section as A"


def test_places() -> None:
    assert [place(Place(path, False, SPAN)) for path in [("heading",), ("heading", "1"), ("act",), ("1A", "2"), ("2",), ("¶1",), ()]] == [
        "heading", "(heading)(1)", "(act)", "1A(2)", "(2)", '("¶1")', "section",
    ]  # fmt: skip


@pytest.mark.parametrize("text", ["}\n", "a\n  }  \n", "} was {\n", '}because "x"\n', "a\u202e\n", "a\x00\n"])
def test_a_block_that_its_words_would_end_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"block|written"):
        verbatim(text)


@pytest.mark.parametrize("text", ["a\nb", "a\x1bb", "\u2066"])
def test_a_string_that_no_file_may_hold_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"line|written"):
        string(text)


def test_words_that_would_read_as_a_hole_are_refused() -> None:
    with pytest.raises(ValueError, match="hole"):
        words(given_words("the ⟨old⟩ fee"))
    assert string("the ⟨old⟩ fee") == '"the ⟨old⟩ fee"'


def test_a_block_that_goes_on_where_it_seems_to_end_is_told() -> None:
    text = 'section x/1\nauthority statute\nact "X" effective 2020-01-01 {\n  rewrite C {\nC. New.\n} was {\nC. Old.\n}\n}\n'
    lossless, _ = parse_law(Source("x.law", text))
    assert lossless is not None
    _, problems = build_law(lossless)
    assert [(p.message, text[p.span.start : p.span.end]) for p in problems] == [("the block does not end on this line", "} was {")]
