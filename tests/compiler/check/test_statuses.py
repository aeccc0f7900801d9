"""Each status of a quotation on the days on which it has it, with what it rests on; and that every day has exactly one."""

import hashlib
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from pincitec.check.quotations import QuotationRecord, QuoteStatus, Stretch, in_context, on_day
from pincitec.check.statuses import past_horizon
from pincitec.project import open_project
from pincitec.quoted import quoted

RECEIVED = """\
Fees.
A. The fee is sixty dollars ($60.00), and a late fee is ten dollars ($10.00).
B. A teacher pays no fee.
C. A badge is free.
D. The clerk keeps a list, and the clerk may close it.
The 2020 amendment, in Subsection A, after "The fee is", deleted "fifty dollars ($50.00)" and added "sixty dollars ($60.00)".
The 2020 amendment deleted former Subsection E, which read: E. A coach pays half.
The 2018 amendment added a new Subsection B and redesignated former Subsection B as Subsection C.
The 2016 amendment, in Subsection D, after "keeps a list, and", deleted words.
"""
LAW = """\
section example/1
cite      "Act, § 1"
authority statute
ladder    "A." "(1)" "(a)"
source    page "sources/a.txt" sha256:{digest}
  known until 2025-12-31 because "an example"

text from page on 2020-01-01 {{
Fees.
A. The fee is sixty dollars ($60.00), and a late fee is ten dollars ($10.00).
B. A teacher pays no fee.
C. A badge is free.
D. The clerk keeps a list, and the clerk may close it.
}}

act "Laws 2020" effective 2020-01-01 {{
  in A after "The fee is" strike "fifty dollars ($50.00)" insert "sixty dollars ($60.00)"
  remove E {{
E. A coach pays half.
}}
  note from page {{
The 2020 amendment, in Subsection A, after "The fee is", deleted "fifty dollars ($50.00)" and added "sixty dollars ($60.00)".
The 2020 amendment deleted former Subsection E, which read: E. A coach pays half.
}}
}}

act "Laws 2018" effective 2018-01-01 {{
  redesignate B as C
  add B
  note from page {{
The 2018 amendment added a new Subsection B and redesignated former Subsection B as Subsection C.
}}
}}

act "Laws 2016" effective 2016-01-01 {{
  in D after "keeps a list, and" strike ⟨words that are not on file⟩
  note from page {{
The 2016 amendment, in Subsection D, after "keeps a list, and", deleted words.
}}
}}

act "Laws 2010" effective 2010-01-01
"""
RULES = """\
policy example.fees "Fees"
source act = "example/1"
party clerk "the clerk"
fact asked_for : boolean "has asked for it"
decision fee   : money "fee"
decision half  : entitlement of clerk "half the fee"
decision badge : entitlement of clerk "a badge"
decision list  : duty of clerk "keep a list"
provision act(A) {
  "sixty dollars ($60.00)"                   means fee = $60
  "The fee is fifty dollars ($50.00)"        means fee = $50
  "seventy dollars ($70.00)"                 means fee = $70
  "dollars"                                  means grant badge
}
provision act(B) {
  "A teacher pays no fee" means grant badge
  "A badge is free"       means grant badge
}
provision act(D) {
  "keeps a list" means clerk shall list
}
provision act(E on 2019-01-01) {
  "A coach pays half" means grant half
}
"""
Q = QuoteStatus


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> dict[str, QuotationRecord]:
    folder = tmp_path_factory.mktemp("project")
    for path, text in (
        ("statutes/sources/a.txt", RECEIVED),
        ("statutes/a.law", LAW.format(digest=hashlib.sha256(RECEIVED.encode()).hexdigest())),
        ("policy/a.pol", RULES),
        ("pincite.toml", ""),
    ):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        Path(folder / path).write_text(text, encoding="utf-8")
    project, problems = open_project(folder)
    assert problems == []
    return {r.words: r for r in quoted(project).records}


def row(record: QuotationRecord) -> list[tuple[str, int | None, int | None]]:
    return [(s.status.value, s.from_.year if s.from_ else None, s.until.year if s.until else None) for s in record.stretches]


def last(record: QuotationRecord) -> Stretch:
    return record.stretches[-1]


def test_words_that_an_act_brought(records: dict[str, QuotationRecord]) -> None:
    record = records["sixty dollars ($60.00)"]
    assert [r[0] for r in row(record)][-3:] == ["not-yet", "verified", "beyond-horizon"]
    assert row(record)[-1] == ("beyond-horizon", 2026, None)
    verified = record.stretches[-2].evidence
    assert (verified.start, verified.end, verified.strength, verified.hits) == (11, 33, "verbatim", 1)
    assert verified.sha256 == hashlib.sha256(RECEIVED.splitlines()[1].removeprefix("A. ").encode()).hexdigest()
    assert record.stretches[-3].evidence.acts == ("Laws 2020",)


def test_words_that_an_act_changed(records: dict[str, QuotationRecord]) -> None:
    stretch = last(records["The fee is fifty dollars ($50.00)"])
    assert (stretch.status, stretch.from_, stretch.until) == (Q.AMENDED, date(2020, 1, 1), None)
    assert stretch.evidence.acts == ("Laws 2020",)
    assert "[-fifty dollars ($50.00)-]{+sixty dollars ($60.00)+}" in stretch.evidence.redline
    assert stretch.evidence.now == "The fee is sixty dollars ($60.00)"


def test_words_whose_unit_is_gone(records: dict[str, QuotationRecord]) -> None:
    record = records["A coach pays half"]
    assert row(record)[-1] == ("orphaned", 2020, None)
    assert last(record).evidence.acts == ("Laws 2020",)


def test_words_of_a_unit_that_bears_another_designation(records: dict[str, QuotationRecord]) -> None:
    record = records["A badge is free"]
    assert last(record).status is Q.MOVED
    move = last(record).evidence.move
    assert move is not None
    assert (move.citation, move.on, move.acts) == ("Act, § 1(C)", date(2018, 1, 1), ("Laws 2018",))


def test_words_of_a_unit_that_came_later(records: dict[str, QuotationRecord]) -> None:
    statuses = list(dict.fromkeys(r[0] for r in row(records["A teacher pays no fee"])))
    assert statuses == ["unverifiable", "not-yet", "verified", "beyond-horizon"]
    assert on_day(records["A teacher pays no fee"].stretches, date(2017, 1, 1)).status is Q.NOT_YET


def test_words_beside_words_that_are_not_on_file(records: dict[str, QuotationRecord]) -> None:
    record = records["keeps a list"]
    before = on_day(record.stretches, date(2015, 1, 1))
    assert (before.status, before.evidence.sha256, before.evidence.start) == (Q.UNVERIFIABLE, None, None)
    assert on_day(record.stretches, date(2017, 1, 1)).status is Q.VERIFIED
    assert on_day(record.stretches, date(2005, 1, 1)).evidence.because == "the text of these days is not on file"


def test_words_that_stand_nowhere_or_too_often(records: dict[str, QuotationRecord]) -> None:
    assert last(records["seventy dollars ($70.00)"]).status is Q.MISQUOTED
    ambiguous = last(records["dollars"])
    assert (ambiguous.status, ambiguous.evidence.hits) == (Q.AMBIGUOUS, 2)


def test_every_day_has_one_status(records: dict[str, QuotationRecord]) -> None:
    for record in records.values():
        assert record.stretches[0].from_ is None
        assert last(record).until is None
        for one, next_ in pairwise(record.stretches):
            assert one.until is not None and one.until == next_.from_


def test_a_context_that_is_not_the_one_reviewed(records: dict[str, QuotationRecord]) -> None:
    stretches = records["sixty dollars ($60.00)"].stretches
    digest = last(records["sixty dollars ($60.00)"]).evidence.sha256
    assert digest is not None
    assert [s.status for s in in_context(stretches, {digest})][-2:] == [Q.CONTEXT_CHANGED, Q.CONTEXT_CHANGED]
    assert in_context(stretches, {"0" * 64}) == stretches


DAYS = st.none() | st.dates(date(1990, 1, 1), date(2050, 1, 1))


@given(DAYS, DAYS, DAYS, st.sampled_from(QuoteStatus))
def test_the_horizon_cuts_and_loses_no_day(from_: date | None, until: date | None, known: date | None, status: QuoteStatus) -> None:
    if from_ is not None and until is not None and until <= from_:
        until = None
    parts = list(past_horizon(Stretch(status, from_, until), known))
    assert parts[0].from_ == from_ and parts[-1].until == until
    assert all(a.until == b.from_ for a, b in pairwise(parts))
    for part in parts:
        if status is Q.VERIFIED and known is not None:
            beyond = part.from_ is not None and part.from_ > known
            assert part.status is (Q.BEYOND_HORIZON if beyond else Q.VERIFIED)
        else:
            assert part.status is status
