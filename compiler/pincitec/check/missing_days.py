"""The rule of a policy on days that do not exist: `missing day by CITE "words" means last day`. A clause of its own, beside `clauses.py`.

It stands on the days on which its words do. On all others, and without such a rule, a period that ends on a day which its month does not
have ends on one of two days.
"""

import re
from typing import Final

from pincitec.check.clauses import CheckedClause, Cited, Clauses
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.catalogue.types import WRONG_VERB
from pincitec.graph.clauses import MISSING_DAY
from pincitec.syntax import pol_tree as t

SAYS: Final = {
    "last": re.compile(r"\blast\b|\bend of\b", re.IGNORECASE),
    "next": re.compile(r"\b(?:next|following|first|after|succeeding)\b", re.IGNORECASE),
}
"""How the law says that such a period ends on the last day of its month, or on the day after it."""


def missing_day(collected: Clauses, d: t.MissingDay) -> None:
    """Adds the clause of the rule. Its words must say what it says."""
    place, symbol = collected.locate(d.cite), collected.checker.scope.own.get("missing_day", MISSING_DAY)
    if place is None or symbol is None or symbol.node is not d:
        return
    if SAYS[d.falls].search(d.words.text) is None:
        message = f"the rule says `{d.falls} day`, and its words do not"
        help = "quote the words that say on which day such a period ends, and say the same"
        collected.checker.problems.append(Diagnostic.at(WRONG_VERB, d.words.inner, message, help=help))
        return
    where = f"{collected.checker.scope.own.policy}:{'.'.join(place.path) or 'text'}"
    collected.numbers[where] = collected.numbers.get(where, 0) + 1
    collected.clauses.append(
        CheckedClause(
            id=f"{where}#{collected.numbers[where]}",
            effect="define",
            verb=MISSING_DAY,
            symbol=symbol,
            place=place,
            provision=t.Provision(d.cite, None, (), (), d.span),
            quotes=(Cited(t.Quotation(d.words, None, None, d.words.span), place, None),),
            own=0,
            guards=(),
            exceptions=(),
            condition=None,
            value=None,
            parameters=(),
            span=d.span,
        )
    )
