"""Findings of fact: for each fact that the question reads, what is on file about it, from where, and who judged it."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from pincite.explain.case import Case
from pincite.explain.display import exact_value, shown
from pincite.explain.proof import Finding, Judgement, Said
from pincite.explain.wording import fact_statement, value_statement
from pincite.facts import Facts, Judged
from pincite.facts.judgements import in_words
from pincite.texts import ENGLISH, language, spoken
from pincitec.graph.clauses import Fact
from pincitec.graph.pack import Pack, canonical
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.values import Records, Value


def facts_read(case: Case) -> tuple[str, ...]:
    """The facts that the questions of a case read, in the order in which their clauses name them."""
    return case.once(("facts read",), lambda: tuple(dict.fromkeys(name for root in case.slice.roots for name in case.facts_under(root))))


def find(case: Case, names: Iterable[str]) -> tuple[Finding, ...]:
    return tuple(finding(case.pack, case.facts, case.pack.fact[name]) for name in names)


def finding(pack: Pack, facts: Facts, fact: Fact) -> Finding:
    given = facts.given.get(fact.name)
    value = facts.values.get(fact.name)
    judges = tuple(party(pack, name) for name in fact.judged_by)
    missing = reason = None
    truth: int | None = None
    if fact.type == "boolean":
        truth = value if isinstance(value, int) else UNDETERMINED
    if value is None or (fact.type == "boolean" and truth == UNDETERMINED):
        missing = (given.missing if given else None) or "not provided"
        reason = (in_words(pack, fact, given) if given else None) or missing
    text = shown(pack, fact.type, value)
    if truth is not None:
        statement = fact_statement(fact.wording, truth, reason, judges, any_judge=fact.judged_by_any)
    else:
        statement = value_statement(fact.wording, text, reason, judges, any_judge=fact.judged_by_any)
    said = tuple(said_by(pack, fact, j) for j in given.judgements) if given else ()
    return Finding(
        fact.name,
        fact.wording.label,
        fact.type.rpartition(".")[2],
        statement,
        text,
        exact_value(pack, fact.type, value),
        truth,
        given.source if given else None,
        given.date if given else None,
        given.status if given else None,
        missing,
        judges,
        party(pack, given.judged_by) if given and given.judged_by else None,
        fact.wording.fails,
        fact.wording.open,
        fact.judged_by_any,
        tuple(j for j in judges if j not in {s.by for s in said if s.found}) or judges if missing else (),
        said,
        reason,
    )


def said_by(pack: Pack, fact: Fact, judged: Judged) -> Said:
    """What one of several judges found."""
    found = shown(pack, fact.type, judged.value)
    return Said(party(pack, judged.by), found, judged.source, judged.date, judged.status, judged.missing)


def party(pack: Pack, name: str) -> str:
    """How a party reads; its own name where no words are on file."""
    return next((p.wording for p in pack.parties if p.name in (name, f"{name}")), name.rpartition(".")[2].replace("_", " "))


def judgements(findings: Iterable[Finding]) -> tuple[Judgement, ...]:
    """The findings that lie in someone's judgement."""
    return tuple(
        Judgement(f.name, f.label, f.judges, f.judged_by, f.statement, f.truth, f.judged_by_any, f.said) for f in findings if f.judges
    )


def facts_digest(case: Case, findings: Iterable[Finding]) -> str:
    """The digest of the facts of a case, which is the same in every language."""
    if spoken() == ENGLISH:
        return digest(findings, case.facts)
    with language(None):
        return digest(find(case, facts_read(case)), case.facts)


def digest(findings: Iterable[Finding], facts: Facts) -> str:
    """A SHA-256 over the facts as found, with each record of a list: two letters with the same one were written on the same facts."""
    findings = tuple(findings)
    said: list[list[Any]] = [
        [f.name, f.statement, f.value, f.source, f.on.isoformat() if f.on else None, f.status, f.judged_by]
        + [[s.by, s.found, s.source, s.on.isoformat() if s.on else None, s.status, s.missing] for s in f.said]
        for f in findings
    ]
    said += [[f.name, *sorted(map(row, held.rows))] for f in findings if isinstance(held := facts.values.get(f.name), Records)]
    return hashlib.sha256(canonical(said)).hexdigest()


def row(record: Mapping[str, Value]) -> list[list[str]]:
    """A record in the order of its names, with each value as it is evaluated."""
    return sorted([name, repr(value)] for name, value in record.items())
