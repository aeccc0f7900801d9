"""Normalisation, flat texts and the lookup of quoted words: exact, on word boundaries, with honest elisions."""

import pytest
from hypothesis import given, settings, strategies as st

from pincitec.diagnostics import Span
from pincitec.law.flat import FlatText, flatten
from pincitec.law.model import Piece, Status, UnitText
from pincitec.law.normalise import normalise, normalise_mapped
from pincitec.law.quotations import elision_faults, find, nearest

TEXT = (
    "The department shall grant a license to an applicant who has been a teacher for at least three years and holds a "
    "degree. It may not refuse. A teacher in a rural school receives the base salary of that school year."
)


def flat(text: str, *, status: Status = Status.VERBATIM) -> FlatText:
    return flatten(UnitText("A", ("A",), "A.", (Piece(text, status, Span("x", 0, len(text))),)))


def test_what_the_normalisation_does_and_nothing_else() -> None:
    assert normalise("a\u00a0 b\n\tc") == "a b c"
    assert normalise("“x” ‘y’ z’s") == "\"x\" 'y' z's"
    assert normalise("e\u0301") == "é"
    assert normalise("Fiscal Year 2020 – §") == "Fiscal Year 2020 – §"
    assert normalise("K\u2011 5\u00ad") == "K\u2011 5\u00ad"


@settings(deadline=None)
@given(st.text(max_size=80))
def test_the_map_leads_back(text: str) -> None:
    mapped = normalise_mapped(text)
    assert mapped.text == normalise(text)
    assert len(mapped.starts) == len(mapped.text) + 1
    assert list(mapped.starts) == sorted(mapped.starts)
    assert "".join(text[mapped.starts[i] :][:1] for i in range(len(mapped.text))).isspace() == mapped.text.isspace()


def test_ranges_of_the_original() -> None:
    mapped = normalise_mapped("the  “Full\u00a0School” e\u0301t")
    at = mapped.text.index("Full School")
    assert mapped.original(at, at + len("Full School")) == (6, 17)
    at = mapped.text.index("ét")
    assert mapped.original(at, at + 2) == (19, 22)


@settings(deadline=None)
@given(st.text(max_size=60))
def test_normalising_twice_is_normalising_once(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)


def test_exact_on_word_boundaries() -> None:
    assert len(find("teacher", flat(TEXT))) == 2
    assert find("teach", flat(TEXT)) == ()
    assert find("Teacher", flat(TEXT)) == ()
    assert find("at least three years", flat(TEXT))[0].elided == ()
    assert find("", flat(TEXT)) == ()
    assert find(" … ", flat(TEXT)) == ()


def test_curly_quotes_and_breaks_do_not_matter() -> None:
    assert find("the “base  salary”", flat('of the "base\nsalary" then'))


def test_within_a_range() -> None:
    first, second = find("teacher", flat(TEXT))
    assert find("teacher", flat(TEXT), first.end) == (second,)
    assert find("teacher", flat(TEXT), 0, first.end - 1) == ()


def test_an_elision_is_printed() -> None:
    (match,) = find("A teacher … receives the base salary", flat(TEXT))
    assert match.elided == ("in a rural school",)
    assert [flat(TEXT).text[a:b] for a, b in match.segments] == ["A teacher", "receives the base salary"]


@pytest.mark.parametrize(
    ("words", "skipped"),
    [
        ("It may … refuse", "`not`"),
        ("The department … grant", "`shall`"),
        ("has been a teacher … and holds", "`three`"),
        ("for at least three years … holds", "`and`"),
        ("holds a degree … A teacher in a", "the end of a sentence"),
        ("holds a degree … may not refuse", "the end of a sentence"),
    ],
)
def test_an_elision_may_not_turn_the_law_round(words: str, skipped: str) -> None:
    assert find(words, flat(TEXT)) == ()
    (fault,) = elision_faults(words, flat(TEXT))
    assert fault.skipped == skipped


@pytest.mark.parametrize(
    "word",
    ["not", "no", "never", "unless", "except", "only", "and", "or", "shall", "must", "may", "cannot", "2", "twenty-one",
     "neither", "without", "if", "third", "excepting", "shouldn't", "$5", "60%", "five"],
)  # fmt: skip
def test_words_that_may_not_be_skipped(word: str) -> None:
    assert find("begin … end", flat(f"begin here {word} there end")) == ()
    assert find("begin … end", flat("begin here there end"))


def test_an_elision_stays_within_an_item_of_a_page() -> None:
    def item(number: int, text: str) -> UnitText:
        return UnitText(f"l/{number}", ("l", str(number)), "•", (Piece(text, Status.VERBATIM, None),))

    page = flatten(UnitText("l", ("l",), "List", (), (item(1, "three good years"), item(2, "a good degree"))))
    assert page.text == "• three good years • a good degree"
    assert find("three … years", page)
    assert find("years … degree", page) == ()


def test_what_is_not_on_file_is_never_quoted() -> None:
    unit = UnitText(
        "A",
        ("A",),
        "A.",
        (
            Piece("The fee is ", Status.DERIVED, None),
            Piece("⟨ten dollars⟩", Status.UNKNOWN, None),
            Piece(" in May", Status.DERIVED, None),
        ),
    )
    text = flatten(unit)
    assert text.has_unknown
    assert find("ten dollars", text) == ()
    assert find("The fee … in May", text) == ()
    assert find("⟨…⟩", text) == ()
    assert elision_faults("The fee … in May", text)[0].skipped == "text that is not on file"
    assert text.status(0, 7) is Status.DERIVED
    assert text.status(0, len(text.text)) is Status.UNKNOWN


def test_spans_lead_into_the_file_through_the_normalisation() -> None:
    raw = "the  “Full\u00a0School Year”"
    text = flatten(UnitText("A", ("A",), "A.", (Piece(raw, Status.VERBATIM, Span("x", 100, 100 + len(raw))),)))
    (match,) = find('"Full School', text)
    (span,) = text.spans(match.start, match.end)
    assert raw[span.start - 100 : span.end - 100] == "“Full\u00a0School"


def test_nearest_serves_the_message() -> None:
    near = nearest("shall grant a license to any applicant who has been a teacher", flat(TEXT))
    assert near is not None
    assert near.differences == (("an", "any"),)
    assert near.text.startswith("shall grant")
    assert nearest("quite other words altogether", flat(TEXT)) is None
    assert nearest("", flat(TEXT)) is None
    assert nearest("words", flat("")) is None


@settings(deadline=None)
@given(st.lists(st.sampled_from(["fee", "is", "ten", "dollars", "due.", "May", "A", "(1)"]), min_size=1, max_size=12), st.data())
def test_every_run_of_words_is_found(parts: list[str], data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(parts) - 1))
    last = data.draw(st.integers(first + 1, len(parts)))
    words = " ".join(parts[first:last])
    text = flat("  ".join(parts))
    assert any(text.text[m.start : m.end] == words for m in find(words, text))


def test_a_megabyte_of_one_word_is_quick() -> None:
    text = flat("teacher " * 100_000)
    assert len(find("teacher teacher", text)) == 99_999
    assert nearest("no student here", text) is None


@settings(deadline=None)
@given(st.text(st.sampled_from("ae\u0301\u00a0 \n\t“’x1é\u1100\u1161"), max_size=30))
def test_the_map_is_that_of_a_slow_and_plain_reading(text: str) -> None:
    """Character by character where nothing composes; a composed cluster begins where its first character does."""
    from unicodedata import is_normalized

    mapped = normalise_mapped(text)
    assert mapped.text == normalise(text)
    assert len(mapped.starts) == len(mapped.text) + 1
    assert list(mapped.starts) == sorted(mapped.starts)
    if is_normalized("NFC", text):
        for char, at in zip(mapped.text, mapped.starts, strict=False):
            assert normalise(text[at]) == char
