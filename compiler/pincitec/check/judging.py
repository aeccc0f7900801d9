"""Do those who judge a fact judge it as its words say: each of them ("and"), or one of them ("or")?

Part of the checks of numbers and words. "by the board and the librarian" asks for two judgements, and `judged by board or librarian` would
be content with one. Only where a quotation's own words join the very wordings of two parties that judge a fact of its meaning.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from attrs import frozen

from pincitec.check.clauses import CheckedClause
from pincitec.check.denials import own_words
from pincitec.check.fares import Fare
from pincitec.check.symbols import Table
from pincitec.check.typed import Tested
from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.coverage import CONNECTIVE
from pincitec.law.normalise import normalise
from pincitec.syntax import pol_tree as t

_ARTICLE = re.compile(r"^(?:the|an?|its|their|any|each)\s+", re.IGNORECASE)


@frozen
class Judges:
    """Those who judge a fact: how the policy calls them, and whether `one` is enough."""

    wordings: tuple[str, ...]
    one: bool
    span: Span


def judges_by_fact(tables: Iterable[Table]) -> dict[str, Judges]:
    """Of the facts that several judge, by qualified name."""
    found = {}
    for table in tables:
        parties = {s.name: s.node.wording.text for s in table.symbols.values() if isinstance(s.node, t.PartyDecl) and s.node.wording}
        for s in table.symbols.values():
            if isinstance(s.node, t.FactDecl) and len(s.node.judged_by) > 1:
                wordings = tuple(parties.get(w.text, "") for w in s.node.judged_by)
                found[s.qualified] = Judges(wordings, s.node.judged_by_any, s.span)
    return found


def check_judging(clause: CheckedClause, fares: Sequence[Fare], judges: Mapping[str, Judges]) -> list[Diagnostic]:
    """The facts of a clause that the law has judged by two parties together, and the policy by one of them, or the reverse."""
    numbers = {c.quote.span: i for i, c in enumerate(clause.quotes)}
    problems: list[Diagnostic] = []

    def visit(node: Tested, quote: int) -> None:
        quote = quote if node.quote is None else numbers[node.quote.span]
        for e in node.expr.walk() if node.expr is not None and node.uncited is None else ():
            if e.op == "fact" and e.param in judges:
                problems.extend(contrary(clause, fares, quote, judges[e.param], e.span))
        for child in node.children:
            visit(child, quote)

    for tested in clause.tested():
        visit(tested, clause.own)
    return problems


def contrary(clause: CheckedClause, fares: Sequence[Fare], number: int, judges: Judges, span: Span) -> list[Diagnostic]:
    fare = fares[number]
    if fare.match is None or fare.flat is None:
        return []
    text = fare.flat.text
    for found in (m for low, high in own_words(clause, fares, number) for m in joined(text, low, high, judges.wordings)):
        if (found[1].lower() == "or") == judges.one:
            continue
        others = [Label(s, f"the law says `{found[1]}`") for s in fare.flat.spans(*found.span(1))[:1]]
        others.append(Label(judges.span, "judged so here"))
        is_, should = ("or", "and") if judges.one else ("and", "or")
        message = f"the law says `{found[0]}`, and the fact is judged by them with `{is_}`"
        help = f"declare the fact with `{should}` between those who judge it"
        return [Diagnostic.at(CONNECTIVE, span, message, others=others, help=help)]
    return []


def joined(text: str, low: int, high: int, wordings: Sequence[str]) -> list[re.Match[str]]:
    """Where a text has two of these wordings with "and" or "or" between them and nothing else but "by" and an article."""
    names = [re.escape(_ARTICLE.sub("", normalise(w).strip())) for w in wordings if w.strip()]
    matches: list[re.Match[str]] = []
    for first in names:
        for second in names:
            if first != second:
                pattern = rf"\b{first},? (and|or) (?:by )?(?:(?:the|an?|its|their|any|each) )?{second}\b"
                matches += re.compile(pattern, re.IGNORECASE).finditer(text, low, high)
    return matches
