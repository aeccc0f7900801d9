"""A checked policy under the law as it was known on a day: which clauses stand then, and on which words.

After all checks, which are about the whole file: a quotation that rests on words which became known later is no mistake, and its clause
does not stand.
"""

from attrs import evolve

from pincitec.check.laws import Laws
from pincitec.check.module import Module, check_time
from pincitec.check.standings import standings


def as_known(module: Module, laws: Laws) -> Module:
    """The module with the standings that its clauses have in the sections of `laws`."""
    followed, _ = check_time(module.clauses, module.remarks, laws, frozenset())
    encoded = {a.act: i for i, a in enumerate(module.applicability)}
    rows = tuple(standings(one.clause, one.stands, laws, encoded)[0] for one in followed)
    return evolve(module, followed=followed, standings=rows)
