"""The quotations of a policy with how they fare over time, as plain values: what `pincite quotes` lists and the lock file keeps.

Assumes a checked module. A heading that several clauses share is one quotation.
"""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from attrs import evolve, frozen

from pincitec.check.laws import Laws
from pincitec.check.module import Module
from pincitec.check.moves import Move
from pincitec.check.statuses import Evidence, QuoteStatus, Stretch, statuses
from pincitec.diagnostics import Span
from pincitec.law.model import Status
from pincitec.law.normalise import normalise


@frozen
class QuotationRecord:
    """A quotation where it is written. `around`: the quotations it is nested in, outermost first, on which its place depends; `at` (k, n):
    the k-th of n places. `unit` is the identity of the cited unit in its section, `cite` its pincite. All words are normalised."""

    policy: str
    span: Span
    clauses: tuple[str, ...]
    decides: tuple[str, ...]
    section: str
    unit: str
    cite: str
    around: tuple[str, ...]
    words: str
    at: tuple[int, int] | None
    stretches: tuple[Stretch, ...]


def records(module: Module, laws: Laws) -> tuple[QuotationRecord, ...]:
    """The quotations of the clauses of a policy, in the order in which they are written."""
    found: dict[Span, QuotationRecord] = {}
    for one in module.followed:
        clause = one.clause
        for i, cited in enumerate(clause.quotes):
            span = cited.quote.words.inner
            known = found.get(span)
            if known is not None:
                decides = tuple(sorted({*known.decides, clause.symbol.name}))
                found[span] = evolve(known, clauses=(*known.clauses, clause.id), decides=decides)
                continue
            around: list[str] = []
            parent = cited.parent
            while parent is not None:
                around.insert(0, plain(clause.quotes[parent].quote.words.text))
                parent = clause.quotes[parent].parent
            stretches = statuses(cited, [(s.era, s.fares[i]) for s in one.stands], laws)
            place = cited.place
            found[span] = QuotationRecord(
                policy=module.table.policy,
                span=span,
                clauses=(clause.id,),
                decides=(clause.symbol.name,),
                section=place.section,
                unit=place.identity,
                cite=place.citation,
                around=tuple(around),
                words=plain(cited.quote.words.text),
                at=cited.quote.at,
                stretches=stretches,
            )
    return tuple(sorted(found.values(), key=lambda r: r.span))


def plain(words: str) -> str:
    return normalise(words).strip()


# ---- as JSON, for the cache


def to_json(found: Iterable[QuotationRecord]) -> bytes:
    return json.dumps([row(r) for r in found], ensure_ascii=False).encode()


def row(r: QuotationRecord) -> list[Any]:
    at = None if r.at is None else list(r.at)
    where = [r.span.path, r.span.start, r.span.end]
    stretches = [[s.status.value, day(s.from_), day(s.until), evidence(s.evidence)] for s in r.stretches]
    return [r.policy, where, r.clauses, r.decides, r.section, r.unit, r.cite, r.around, r.words, at, stretches]


def evidence(e: Evidence) -> list[Any]:
    move = None if e.move is None else [e.move.identity, e.move.path, e.move.citation, day(e.move.on), e.move.acts]
    strength = None if e.strength is None else e.strength.value
    return [e.start, e.end, e.sha256, strength, e.acts, e.redline, e.now, e.hits, move, e.because]


def day(when: date | None) -> str | None:
    return None if when is None else when.isoformat()


def from_json(data: bytes | None) -> tuple[QuotationRecord, ...] | None:
    """The records in these bytes; `None` where they are not what `to_json` wrote."""
    if data is None:
        return None
    try:
        return tuple(read_row(row) for row in json.loads(data))
    except (ValueError, TypeError, KeyError):
        return None


def read_row(row: Any) -> QuotationRecord:
    policy, where, clauses, decides, section, unit, cite, around, words, at, stretches = row
    found = tuple(Stretch(QuoteStatus(s), read_day(a), read_day(b), read_evidence(e)) for s, a, b, e in stretches)
    place = None if at is None else (at[0], at[1])
    return QuotationRecord(policy, Span(*where), tuple(clauses), tuple(decides), section, unit, cite, tuple(around), words, place, found)


def read_evidence(row: Any) -> Evidence:
    start, end, digest, strength, acts, redline, now, hits, move, because = row
    moved = None if move is None else Move(move[0], tuple(move[1]), move[2], date.fromisoformat(move[3]), tuple(move[4]))
    sure = None if strength is None else Status(strength)
    return Evidence(start, end, digest, sure, tuple(acts), redline, now, hits, moved, because)


def read_day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
