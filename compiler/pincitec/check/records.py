"""The quotations of a policy with how they fare over time: what `pincite quotes` lists and the lock file keeps.

Assumes a checked module. A heading that several clauses share is one quotation.
"""

from attrs import evolve

from pincitec.check.laws import Laws
from pincitec.check.module import Module
from pincitec.check.quotations import QuotationRecord
from pincitec.check.statuses import statuses
from pincitec.diagnostics import Span
from pincitec.law.normalise import normalise


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
