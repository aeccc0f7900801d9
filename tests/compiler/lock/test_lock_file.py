"""The lock file as text and as values: what is written is read back, and nothing else is."""

from datetime import date

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings, strategies as st

from pincitec.check.quotations import QuoteStatus
from pincitec.diagnostics import Diagnostic, Source
from pincitec.lock.model import Entry, Lock, Stamp, Text
from pincitec.lock.reading import is_name, read_lock
from pincitec.lock.reviewing import choose, review, unreviewed
from pincitec.lock.writing import write_lock

WORDS = st.text(st.characters(codec="utf-8", exclude_characters="\r"), max_size=8)
DAYS = st.dates(date(1900, 1, 1), date(2100, 1, 1))
HASHES = st.sampled_from([digit * 64 for digit in "0123456789abcdef"])
NAMES = st.sampled_from(["A. Reviewer", "Núñez", "条文", 'the "third" reader', "\\"])
PLACES = st.tuples(st.integers(0, 99), st.integers(100, 999))


@st.composite
def texts(draw: st.DrawFn) -> Text:
    from_ = draw(st.none() | DAYS)
    until = draw(st.none() | DAYS)
    if from_ is not None and until is not None and until <= from_:
        until = None
    if draw(st.booleans()):
        return Text(from_, until, draw(st.sampled_from(QuoteStatus)), acts=tuple(draw(st.lists(WORDS, max_size=2))))
    start, end = draw(PLACES)
    stamp = draw(st.none() | st.builds(Stamp, NAMES, DAYS))
    return Text(from_, until, QuoteStatus.VERIFIED, start, end, draw(HASHES), (), stamp)


ENTRIES = st.builds(
    Entry,
    policy=WORDS,
    decides=st.lists(WORDS, max_size=3).map(tuple),
    section=WORDS,
    unit=WORDS,
    cite=WORDS,
    around=st.lists(WORDS, max_size=2).map(tuple),
    words=WORDS,
    at=st.none() | st.tuples(st.integers(1, 9), st.integers(1, 9)),
    texts=st.lists(texts(), min_size=1, max_size=2).map(tuple),
)
LOCKS = st.builds(Lock, st.dictionaries(WORDS, HASHES, max_size=3), st.lists(ENTRIES, max_size=2, unique_by=lambda e: e.key).map(tuple))

TEXT = Text(date(2019, 6, 14), None, QuoteStatus.VERIFIED, 4, 46, "a" * 64)
ENTRY = Entry("us.p", ("d",), "us/1", "C", "Code § 1(C)", (), "sixty thousand dollars", None, (TEXT,))
LOCK = Lock({"statutes/sources/a.txt": "b" * 64}, (ENTRY,))


def read(text: str) -> Lock | Diagnostic:
    return read_lock(Source("pincite.lock", text))


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(LOCKS)
def test_what_is_written_is_read(lock: Lock) -> None:
    assert read(write_lock(lock)) == lock


def test_it_is_made_to_be_read_in_a_diff() -> None:
    text = write_lock(LOCK)
    assert f'id = "{ENTRY.id}"\n' in text
    closed = Text(date(2019, 6, 14), date(2026, 7, 1), QuoteStatus.VERIFIED, 4, 46, "a" * 64)
    gone = Text(date(2026, 7, 1), None, QuoteStatus.AMENDED, acts=("Laws 2026",))
    later = write_lock(evolve(LOCK, entries=(evolve(ENTRY, texts=(closed, gone)),)))
    changed = set(later.splitlines()) - set(text.splitlines())
    assert len(changed) == 2 and all(line.startswith("  { from = ") for line in changed)


GOOD = write_lock(LOCK)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "`lock = 1` is the form"),
        ("lock = 2\n", "`lock = 1` is the form"),
        ("lock = true\n", "`lock = 1` is the form"),
        ("<<<<<<< HEAD\n" + GOOD, "not valid TOML"),
        ("[" * 100_000, "not valid TOML"),
        ("x = " + "[" * 5_000 + "]" * 5_000, "nested too deeply"),
        ('odd = "\x1b"\n' + GOOD, "not valid TOML"),
        (f"odd = 1\n{GOOD}", "`odd` in the file is unknown"),
        (GOOD.replace("sixty", "seventy"), "`id` of quotation 1 is not that of its words and place"),
        (GOOD.replace('unit = "C"', 'unit = "D"'), "`id` of quotation 1"),
        (GOOD.replace("b" * 64, "c" * 64), "`sources` is not the hash of the sources listed"),
        (GOOD.replace("a" * 64, "a" * 63), "is no hash"),
        (GOOD.replace("[4, 46]", "[4]"), "is no pair of numbers"),
        (GOOD.replace("[4, 46]", "[true, false]"), "is no pair of numbers"),
        (GOOD.replace("[4, 46]", '[-1, "x"]'), "is no pair of numbers"),
        (GOOD.replace('"verified"', '"fine"'), "has no status"),
        (GOOD.replace("from = 2019-06-14", "from = 2019-06-14T00:00:00"), "is no date"),
        (GOOD.replace("from = 2019-06-14", "from = 2019-06-14, until = 2018-01-01"), "ends before it begins"),
        (GOOD.replace(" },\n]", ', by = "A" },\n]'), "says only half"),
        (GOOD.replace(" },\n]", ', by = "A\\u202e", on = 2026-01-01 },\n]'), "is no name"),
        (GOOD.replace(" },\n]", ', by = "", on = 2026-01-01 },\n]'), "is no name"),
        (GOOD.replace(" },\n]", ', extra = "A" },\n]'), "`extra` in text 1 of quotation 1 is unknown"),
        (GOOD.replace('decides = ["d"]', 'decides = "d"'), "is no list"),
        (GOOD.replace('words = "sixty', 'words = "' + "x" * 30_000 + "sixty"), "too long"),
        (GOOD + GOOD[GOOD.index("[[quotation]]") :], "stands in it twice"),
        ("lock = 1\nquotation = 3\n", "is no list of quotations"),
        ("lock = 1\nsource = 3\n", "is no table of hashes"),
        ('lock = 1\nquotation = ["x"]\n', "quotation 1 is no table"),
    ],
)
def test_what_was_not_written_by_it_is_refused(text: str, why: str) -> None:
    problem = read(text)
    assert isinstance(problem, Diagnostic)
    assert problem.rule.code == "PC422"
    assert why in problem.message
    assert "\n" not in problem.message


@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda b: b.decode("latin-1")))
def test_no_text_makes_it_fail(text: str) -> None:
    assert isinstance(read(text), Lock | Diagnostic)


@given(st.integers(0, len(GOOD)), st.integers(0, 40))
def test_a_file_with_a_part_missing_is_refused_or_means_less(start: int, length: int) -> None:
    """Whatever is cut out: no hash, place or stamp comes out that was not there."""
    found = read(GOOD[:start] + GOOD[start + length :])
    if isinstance(found, Lock):
        assert {e.id for e in found.entries} <= {ENTRY.id}
        assert all(t.sha256 in (None, "a" * 64) and t.reviewed is None for e in found.entries for t in e.texts)


# ---- stamps


def test_a_review_is_of_every_text_in_which_the_words_stand() -> None:
    old = Text(date(2015, 7, 1), date(2019, 6, 14), QuoteStatus.CONTEXT_CHANGED, 4, 46, "c" * 64)
    gone = Text(date(2026, 7, 1), None, QuoteStatus.AMENDED)
    lock = Lock({}, (Entry("us.p", ("d",), "us/1", "C", "§ 1(C)", (), "words", None, (old, TEXT, gone)),))
    assert unreviewed(lock) == 1
    stamp = Stamp("A. Reviewer", date(2026, 11, 22))
    done = review(lock, lock.entries, stamp)
    assert [t.reviewed for t in done.entries[0].texts] == [stamp, stamp, None]
    assert [t.status for t in done.entries[0].texts] == [QuoteStatus.VERIFIED, QuoteStatus.VERIFIED, QuoteStatus.AMENDED]
    assert unreviewed(done) == 0
    assert review(done, done.entries, Stamp("B", date(2027, 1, 1))) == done  # who has read a text stays who has read it


def test_a_quotation_is_named_by_id_or_words() -> None:
    other = Entry("us.p", ("d",), "us/1", "D", "Code § 1(D)", (), "sixty", None, (TEXT,))
    lock = Lock({}, (ENTRY, other))
    assert choose(lock, ENTRY.id) == (ENTRY,)
    assert choose(lock, "sixty") == (other,)
    assert choose(lock, " sixty  thousand ") == (ENTRY,)
    assert choose(lock, "si") == (ENTRY, other)
    assert choose(lock, "seventy") == choose(lock, "") == ()


@pytest.mark.parametrize("name", ["", " A", "A\n", "A\x1b[31m", "A\u202e", "x" * 201, "A\tB"])
def test_what_is_no_name(name: str) -> None:
    assert not is_name(name)
