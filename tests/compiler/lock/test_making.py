"""Which stamps hold when a lock is made anew, and what is said of what does not."""

from datetime import date

from attrs import evolve
from hypothesis import given, strategies as st

from pincitec.check.quotations import Evidence, QuotationRecord, QuoteStatus, Stretch, from_json, to_json
from pincitec.diagnostics import Source, Span
from pincitec.lock.comparing import compare
from pincitec.lock.making import entry_of, make_lock
from pincitec.lock.model import Lock, Stamp
from pincitec.lock.reviewing import review
from pincitec.lock.writing import write_lock

STAMP = Stamp("A. Reviewer", date(2026, 1, 5))
Q = QuoteStatus


def at(year: int) -> date:
    return date(year, 1, 1)


def stood(digest: str, from_: int | None, until: int | None, status: Q = Q.VERIFIED, start: int = 4) -> Stretch:
    days = (None if from_ is None else at(from_), None if until is None else at(until))
    return Stretch(status, *days, Evidence(start, start + 5, digest * 64, "verbatim", hits=1))


def quote(*stretches: Stretch, words: str = "words", start: int = 10) -> QuotationRecord:
    span = Span("policy/a.pol", start, start + len(words))
    return QuotationRecord("us.p", span, ("us.p:C#1",), ("d",), "us/1", "C", "Code § 1(C)", (), words, None, stretches)


def statuses(lock: Lock) -> list[tuple[str, bool]]:
    return [(t.status.value, t.reviewed is not None) for e in lock.entries for t in e.texts]


def locked(record: QuotationRecord, old: Lock | None = None) -> Lock:
    return make_lock([record], {}, old)


def test_days_before_the_words_came_and_the_horizon_are_left_out() -> None:
    record = quote(
        Stretch(Q.UNVERIFIABLE, None, at(2000)),
        Stretch(Q.NOT_YET, at(2000), at(2005)),
        stood("a", 2005, 2010),
        stood("a", 2010, 2020, Q.BEYOND_HORIZON),
        Stretch(Q.AMENDED, at(2020), None, Evidence(acts=("Laws 2020",), redline="[-words-]")),
    )
    (entry,) = locked(record).entries
    assert [(t.status, t.from_, t.until) for t in entry.texts] == [(Q.VERIFIED, at(2005), at(2020)), (Q.AMENDED, at(2020), None)]
    assert entry.texts[1].acts == ("Laws 2020",)


def test_a_stamp_is_of_one_text() -> None:
    first = locked(quote(stood("a", 2005, None)))
    read = review(first, first.entries, STAMP)
    assert statuses(locked(quote(stood("a", 2005, None)), read)) == [("verified", True)]
    later = locked(quote(stood("a", 2005, 2020), stood("b", 2020, None)), read)
    assert statuses(later) == [("verified", True), ("context-changed", False)]
    assert statuses(locked(quote(stood("a", 2005, 2020), stood("b", 2020, None)), later)) == statuses(later)
    assert statuses(review(later, later.entries, STAMP)) == [("verified", True), ("verified", True)]


def test_an_edit_of_the_text_that_was_read_is_not_forgotten() -> None:
    """The very text that was read is gone from the file: that it was read is known from what the lock file says it waits for."""
    first = locked(quote(stood("a", 2005, None)))
    read = review(first, first.entries, STAMP)
    edited = locked(quote(stood("b", 2005, None)), read)
    assert statuses(edited) == [("context-changed", False)]
    assert statuses(locked(quote(stood("b", 2005, None)), edited)) == [("context-changed", False)]
    assert statuses(locked(quote(stood("c", 2005, None)), edited)) == [("context-changed", False)]


def test_what_nobody_has_read_has_no_context_to_change() -> None:
    first = locked(quote(stood("a", 2005, None)))
    assert statuses(locked(quote(stood("b", 2005, None)), first)) == [("verified", False)]
    other = locked(quote(stood("a", 2005, None), words="others"), review(first, first.entries, STAMP))
    assert statuses(other) == [("verified", False)]


def test_the_same_words_in_one_place_are_one_entry() -> None:
    one, two = quote(stood("a", 2005, None)), evolve(quote(stood("a", 2005, None), start=90), decides=("e",))
    assert [e.decides for e in make_lock([one, two], {}).entries] == [("d", "e")]
    assert make_lock([one, two], {}) == make_lock([two, one], {})
    assert len(make_lock([one, evolve(two, at=(2, 2))], {}).entries) == 2


def differences(old: Lock, *records: QuotationRecord, sources: dict[str, str] | None = None) -> list[tuple[str, str, str]]:
    source = Source("pincite.lock", write_lock(old))
    found = compare(old, make_lock(records, sources or {}, old), records, source, lambda _: None)
    return [(d.rule.code, d.span.path, d.message) for d in found]


def test_every_difference_is_told_in_its_place() -> None:
    record = quote(stood("a", 2005, None))
    old = make_lock([record], {"s/a.txt": "1" * 64, "s/b.txt": "2" * 64})
    assert differences(old, record, sources={"s/a.txt": "1" * 64, "s/b.txt": "2" * 64}) == []
    changed = differences(old, record, sources={"s/a.txt": "3" * 64, "s/c.txt": "4" * 64})
    assert changed == [
        ("PC421", "pincite.lock", "`s/a.txt` is not the file that was locked: its hash is another one"),
        ("PC421", "pincite.lock", "`s/b.txt` is a source no more"),
        ("PC421", "pincite.lock", "`s/c.txt` is not in the lock file"),
    ]
    bare = make_lock([record], {})
    new = quote(stood("a", 2005, None), words="others", start=50)
    assert differences(bare, record, new) == [("PC421", "policy/a.pol", "this quotation is not in `pincite.lock`")]
    assert differences(bare) == [("PC421", "pincite.lock", "no clause quotes these words of Code § 1(C) any more")]
    moved = quote(stood("a", 2005, None, start=9))
    assert differences(bare, moved) == [("PC421", "policy/a.pol", "`pincite.lock` says something else of this quotation")]


def test_a_context_that_waits_is_told_once_and_until_it_is_approved() -> None:
    first = locked(quote(stood("a", 2005, None)))
    read = review(first, first.entries, STAMP)
    now = quote(stood("a", 2005, 2020), stood("b", 2020, None))
    said = [
        ("PC420", "policy/a.pol", "from 2020-01-01 the words stand, but other words of Code § 1(C) are not those that were approved"),
    ]
    assert differences(read, now) == said
    written = locked(now, read)
    assert differences(written, now) == said
    approved = review(written, written.entries, STAMP)
    assert differences(approved, now) == []


DIGESTS = st.sampled_from("abc")


@given(st.lists(DIGESTS, min_size=1, max_size=4), st.lists(DIGESTS, min_size=1, max_size=4))
def test_no_stamp_is_on_a_text_that_was_not_read(before: list[str], after: list[str]) -> None:
    def record(digests: list[str]) -> QuotationRecord:
        return quote(*(stood(d, 2000 + i, 2001 + i) for i, d in enumerate(digests)))

    first = locked(record(before))
    now = locked(record(after), review(first, first.entries, STAMP))
    read = {d * 64 for d in before}
    for text in now.entries[0].texts:
        assert (text.reviewed is not None) == (text.sha256 in read)
        assert (text.status is Q.CONTEXT_CHANGED) == (text.sha256 not in read)
    approved = review(now, now.entries, STAMP)
    assert locked(record(after), approved) == approved


def test_records_survive_the_cache() -> None:
    record = quote(stood("a", 2005, 2010), Stretch(Q.AMENDED, at(2010), None, Evidence(acts=("x",), redline="[-a-]", now="b", because="c")))
    assert from_json(to_json([record, evolve(record, at=(1, 2), around=("x",))])) == (record, evolve(record, at=(1, 2), around=("x",)))
    for data in (None, b"", b"[[1]]", b"{}", b"[1]", b'[["a"]]'):
        assert from_json(data) is None or from_json(data) == ()
    assert entry_of(record).id == entry_of(evolve(record, span=Span("policy/b.pol", 1, 2))).id
