"""What a determination says of its open facts: what all completions agree on, what is enough to know, what could settle it."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from pincite.explain.case import Case
from pincite.explain.clauses import say as say_question
from pincite.explain.completion.build import completions
from pincite.explain.completion.diagram import Diagram, Result, diagram
from pincite.explain.completion.parts import fact_open
from pincite.explain.completion.settling import Enough, Path, settling, shortest
from pincite.explain.completion.words import way_in_words
from pincite.explain.display import exact_value, shown
from pincite.explain.proof import Completion, FactWay, QuestionProof, SettledWay, Settling
from pincite.texts import both, number, say
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.verdicts import CONFLICT, GAP, NOT_APPLICABLE

BETTER: Final = (HOLDS, CONFLICT, UNDETERMINED, GAP, NOT_APPLICABLE, FAILS)
"""For whom a decision gives something, the verdicts from best to worst. A duty or a prohibition is better if it does not hold."""
GIVES: Final = ("entitlement", "permission")


MOST_NAMED: Final = 3
"""Facts that the sentence of an answer names, which does not turn on them."""


class Completed(NamedTuple):
    """`completion` as the proof has it, `agreed` the result of all completions if there is one, the sets that could settle the question,
    and the facts of which more could be known."""

    completion: Completion
    agreed: Result | None = None
    settling: tuple[Settling, ...] = ()
    open: frozenset[str] = frozenset()


def complete(case: Case) -> Completed:
    """The completion of a question that is undetermined, with what could settle it."""
    made = diagram(case)
    found = agreement(case, made)
    if found.agreed is not None or isinstance(made, int):
        return found
    sets = settling(made)
    kind = case.pack.decision[case.questions[0].decision].type
    routes = tuple(way_told(case, made, path, kind) for path in shortest(made, sets.sets))
    completion = found.completion._replace(
        enough=made.essential(), more=sets.more, all=sets.all, routes=routes, may_stay_open=made.may_stay_open()
    )
    return found._replace(completion=completion, settling=tuple(told(case, made, each) for each in sets.sets), open=open_facts(case))


def agreed(case: Case) -> Completed:
    """The result of all completions alone: for another reading, of which nothing else is shown."""
    return agreement(case, diagram(case))


def agreement(case: Case, made: Diagram | int) -> Completed:
    if isinstance(made, int):
        return Completed(Completion(UNDETERMINED, None, (), (), exact=False, cases=made, bounded=True))
    cases, one = completions(made.variables), made.agreed()
    if one is None:
        return Completed(Completion(UNDETERMINED, None, (), (), made.exact, cases))
    whatever = tuple(dict.fromkeys(f for v in made.variables for f in v.facts))
    said = shown(case.pack, case.pack.decision[case.questions[0].decision].type, one.value)
    return Completed(Completion(one.verdict, said, whatever, (), made.exact, cases, all=True), one, (), open_facts(case))


def open_facts(case: Case) -> frozenset[str]:
    """The facts that the question, or one that it asks, reads and of which more could be known."""
    read = {str(case.node(n).param) for n in case.slice.order if case.node(n).op == "fact"}
    return frozenset(name for name in read if fact_open(case, name))


def concluded(case: Case, questions: Sequence[QuestionProof], agreed: Result, completion: Completion) -> QuestionProof:
    """The question asked as all completions settle it, with the sentence that says so; its clauses stay as they are."""
    decision = case.pack.decision[questions[0].decision]
    valued = decision.kind == "value"
    main = questions[0]._replace(
        verdict=agreed.verdict,
        value=shown(case.pack, decision.type, agreed.value) if valued else None,
        exact=exact_value(case.pack, decision.type, agreed.value) if valued else None,
    )
    labels = tuple(case.pack.fact[name].wording.label for name in completion.whatever)
    return main._replace(sentence=whatever(say_question(case, main, questions), labels))


def whatever(said: str, labels: tuple[str, ...]) -> str:
    """A sentence, and that it is so whatever some facts are."""
    if not labels:
        return said
    if len(labels) > MOST_NAMED:
        return say("{sentence} That does not turn on the {n} facts that are not established.", sentence=said, n=number(len(labels)))
    return say("{sentence} That does not turn on what is not established: {facts}.", sentence=said, facts=both(labels))


def told(case: Case, made: Diagram, found: Enough) -> Settling:
    decision = case.pack.decision[case.questions[0].decision]
    outcomes = tuple(way_told(case, made, path, decision.type) for path in found.paths)
    best: int | None = None
    worst: int | None = None
    if decision.kind != "value":
        order = BETTER if decision.kind in GIVES else BETTER[::-1]
        verdicts = sorted((*(o.verdict for o in outcomes), *((UNDETERMINED,) if found.stays_open else ())), key=order.index)
        best, worst = verdicts[0], verdicts[-1]
    labels = tuple(case.pack.fact[name].wording.label for name in found.facts)
    return Settling(found.facts, labels, outcomes, best, worst, found.stays_open)


def way_told(case: Case, made: Diagram, path: Path, kind: str) -> SettledWay:
    result: Result = path.result
    ways = tuple(FactWay(made.variables[c.variable].facts, *way_in_words(made.built, *c)) for c in path.choices)
    awaits = tuple(f.name for f in case.pack.facts if f.name in result.awaits)
    return SettledWay(result.verdict, shown(case.pack, kind, result.value), ways, awaits)
