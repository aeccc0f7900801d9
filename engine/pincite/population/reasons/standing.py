"""What is known of the law for all rows of one interval: the law status, where it is the same whatever the facts are.

Where it is not (an act that applies to some only, a definition that counts only for some values), `Law.varies` says so, and the scalar
executor is asked for every signature.
"""

from typing import Final, NamedTuple

from pincite.explain import clocks, support
from pincite.explain.case import Case
from pincite.explain.clauses import prove_questions
from pincite.explain.proof import BEYOND_HORIZON, OK, RULES_BEHIND_TEXT, STATUSES, TEXT_NOT_ON_FILE, Definition, QuestionProof
from pincite.explain.reasons.outcome import BEHIND, LAW_NOT_KNOWN, TEXT_ABSENT
from pincite.explain.standing import law_status
from pincite.explain.states import state_on
from pincite.population.reasons.complete import FAULT, FAULTY, OUTCOMES, Settled
from pincitec.semantics.truth import HOLDS, UNDETERMINED
from pincitec.semantics.verdicts import NOT_APPLICABLE, VERDICTS

OF_STATUS: Final = {TEXT_NOT_ON_FILE: TEXT_ABSENT, RULES_BEHIND_TEXT: BEHIND}
BY_VALUE: Final = ("add_period_by_rule", "month_end")
"""Definitions that count only for some values: the rule on days that do not exist."""


class Law(NamedTuple):
    """`settled` is the law status of answers that no fact leaves open, `open` that of the others; `undone_…`: with `strict` there is then
    no answer. `acts` are the conditions, by node, under which acts apply to some: all this is the same for those of whom they are equally
    true. `by_value` are definitions, by node, for which it may differ even between rows of one signature; `rests`: or between signatures.
    """

    settled: str
    open: str
    undone_settled: bool
    undone_open: bool
    acts: tuple[int, ...] = ()
    by_value: tuple[int, ...] = ()
    rests: bool = False

    @property
    def varies(self) -> bool:
        """Whether it is not the same for all rows."""
        return bool(self.acts or self.by_value or self.rests)


def law_of(case: Case, *, strict: bool) -> Law:
    """The law for the rows of a case's interval, of whom the same acts apply."""
    pack, day = case.pack, case.law_on
    questions, used = prove_questions(case), support.definitions(case)
    settled, open_ = (law_status(pack, (questions[0]._replace(verdict=v), *questions[1:]), used, day) for v in (HOLDS, UNDETERMINED))
    undone = [strict and (law.status == BEYOND_HORIZON or bool(law.undated)) for law in (settled, open_)]
    acts = tuple(dict.fromkeys(a for n in case.slice.order if case.node(n).op == "stand" for a in case.node(n).args[1:]))
    rests = strict and unsure(case, questions, used)
    return Law(settled.status, open_.status, undone[0], undone[1], acts, by_values(case, questions, strict=strict), rests)


def unsure(case: Case, questions: tuple[QuestionProof, ...], used: tuple[Definition, ...]) -> bool:
    """Whether there are acts of which it is not on file when they became known, and on which some answer rests."""
    return bool(clocks.undated(case.pack, tuple(q._replace(bears=True) for q in questions), used, case.law_on))


def by_values(case: Case, questions: tuple[QuestionProof, ...], *, strict: bool) -> tuple[int, ...]:
    """The nodes of definitions that count for some values only, where the law status turns on whether they do."""
    pack, reached = case.pack, frozenset(case.slice.order)
    uses = [u for u in pack.definitions if u.node in reached]
    found = [u for u in uses if case.node(u.node).op in BY_VALUE]
    sections = {c.section for q in questions for c in q.clauses} | {pack.clauses[u.clause].section for u in uses if u not in found}
    return tuple(
        u.node
        for u in found
        if strict or pack.clauses[u.clause].section not in sections or state_on(pack.clauses[u.clause], case.law_on).name == "unknown"
    )


def of_law(law: Law, verdict: int) -> Settled:
    """An answer as its law leaves it, where no completion is looked at."""
    if verdict == FAULTY:
        return Settled(FAULTY, OUTCOMES.index(FAULT), STATUSES.index(OK))
    open_ = verdict in (UNDETERMINED, NOT_APPLICABLE)
    status = law.open if open_ else law.settled
    number = STATUSES.index(status)
    if status in OF_STATUS:
        return Settled(verdict, OUTCOMES.index(OF_STATUS[status]), number)
    if law.undone_open if open_ else law.undone_settled:
        return Settled(UNDETERMINED, OUTCOMES.index(LAW_NOT_KNOWN), number)
    return Settled(verdict, OUTCOMES.index(VERDICTS[verdict]), number)
