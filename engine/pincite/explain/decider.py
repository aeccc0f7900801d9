"""A question prepared once and asked of many people, for the verdict alone. Stands over `determination.py`, whose verdicts these are."""

from collections.abc import Callable, Mapping
from datetime import date

from pincite.evaluate.plain import Decide, decide_plainly
from pincite.explain.case import open_case, prepare
from pincite.explain.clauses import result
from pincite.explain.determination import answered
from pincite.facts import Facts, facts_from_mapping
from pincitec.diagnostics import Diagnostic
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.values import Fault


def make_decider(
    pack: Pack,
    decision: str,
    on: date,
    law_on: date,
    readings: Mapping[str, str],
    refuse: Callable[[list[Diagnostic]], Exception],
    faulty: Callable[[Fault], Exception],
) -> Decide:
    """A function from facts to the verdict that `explain` gives for `decision` (a qualified name) without `strict`.

    It raises what `refuse` makes of problems of the facts, or `faulty` of a question that cannot be computed.
    """
    question = pack.main_question(decision)
    chosen = {c.name: readings.get(c.name, c.default) for c in pack.choices}

    def whole(given: Mapping[str, object] | Facts) -> int:
        """By the full reader, and with completion where the facts leave the verdict open."""
        facts = given
        if not isinstance(facts, Facts):
            found, problems = facts_from_mapping(facts, pack, on)
            if problems or found is None:
                raise refuse(problems)
            facts = found
        try:
            case = open_case(pack, question, facts, on, law_on, chosen, "generated")
            verdict, _ = result(case.values[question.verdict])
            return verdict if verdict != UNDETERMINED else answered(case).verdict
        except Fault as error:
            raise faulty(error) from None

    return decide_plainly(prepare(pack, question, law_on, chosen, "generated").slice, pack, on, question.verdict, whole)
