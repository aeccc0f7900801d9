"""Which clause gives way to which: `despite CITE` and `subject to CITE`, with the words of the law that say so."""

from collections.abc import Sequence

from attrs import frozen

from pincitec.check.clauses import CheckedClause
from pincitec.check.cycles import find_cycles
from pincitec.check.laws import Laws, Located
from pincitec.check.remarks import absent
from pincitec.check.typing import Checker
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.names import CYCLIC_PRECEDENCE
from pincitec.syntax import pol_tree as t


@frozen
class Override:
    """Clause `winner`, where it holds, defeats clause `loser`: two clauses on one decision, by their ids. `words` are the law's."""

    winner: str
    loser: str
    words: str


def check_precedence(file: t.PolicyFile, checker: Checker, laws: Laws, clauses: Sequence[CheckedClause]) -> tuple[Override, ...]:
    """The pairs of clauses of which one defeats the other; an order that goes in a circle is refused and gives none."""
    overrides: list[Override] = []
    spans = {}
    for d in file.declarations:
        if not isinstance(d, t.Provision):
            continue
        for p in d.precedence:
            own, other = laws.locate(d.cite, checker.scope), laws.locate(p.cite, checker.scope)
            if isinstance(other, Diagnostic):
                checker.problems.append(other)
            if not isinstance(own, Located) or not isinstance(other, Located):
                continue
            missing = absent(p.words, own, laws, d.cite)
            if missing is not None:
                checker.problems.append(missing)
            high, low = (own, other) if p.kind == "despite" else (other, own)
            for winner in under(high, clauses):
                for loser in under(low, clauses):
                    if winner.symbol == loser.symbol and winner.id != loser.id:
                        overrides.append(Override(winner.id, loser.id, p.words.text))
                        spans[winner.id] = p.span
    edges: dict[str, set[str]] = {}
    for o in overrides:
        edges.setdefault(o.winner, set()).add(o.loser)
    circles = find_cycles(edges)
    for circle in circles:
        help = "of two provisions one gives way; the law says which"
        message = f"these provisions override one another: {' → '.join((*circle, circle[0]))}"
        checker.problems.append(Diagnostic.at(CYCLIC_PRECEDENCE, spans[circle[0]], message, help=help))
    return () if circles else tuple(overrides)


def under(place: Located, clauses: Sequence[CheckedClause]) -> list[CheckedClause]:
    """The clauses of a provision and of those within it."""
    return [c for c in clauses if c.place.lies_in(place)]
