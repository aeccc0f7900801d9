"""What can still matter: the items that some completion of what is missing makes decisive, with how soon each may settle the decision."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import NamedTuple

from pincite.explain.asking import facts_asked
from pincite.explain.case import Case, open_case
from pincite.explain.completion import diagram
from pincite.explain.determination import explain_case
from pincite.explain.proof import BEYOND_HORIZON, OK, Determination
from pincite.interview.lists import items_of, list_of, open_folds
from pincite.interview.outlook import turning_on, weigh
from pincite.interview.state import Item, State, facts_in
from pincitec.semantics.truth import UNDETERMINED


class Weighed(NamedTuple):
    """An item with the number of questions to be expected if it is asked next (itself among them), and the number at worst."""

    item: Item
    expected: Fraction | None
    most: int | None


class Standing(NamedTuple):
    """The determination on what is known, whether more facts can change it, and what to ask, in order."""

    answer: Determination
    settled: bool
    items: tuple[Weighed, ...]


def standing(state: State) -> Standing:
    """Where an interview stands. Raises `Fault` where the question cannot be computed."""
    facts, problems = facts_in(state)
    assert facts is not None, problems  # INVARIANT: a state is made only of facts that fit
    chosen = {c.name: state.readings.get(c.name, c.default) for c in state.pack.choices}
    question = state.pack.main_question(state.decision)
    case = open_case(state.pack, question, facts, state.on, state.law_on, chosen, "generated")
    answer = explain_case(case, state.readings)
    if answer.status not in (OK, BEYOND_HORIZON):
        return Standing(answer, False, ())
    if answer.verdict != UNDETERMINED:
        return Standing(answer, True, ())
    return Standing(answer, False, tuple(in_order(state, case, answer)))


def in_order(state: State, case: Case, answer: Determination) -> Iterable[Weighed]:
    """The open items, the best first: by the questions to be expected, then those at worst, then the order of the law."""
    folds = open_folds(case)
    made = diagram(case)
    names = [m.fact for m in answer.missing if m.decisive] if isinstance(made, int) else turning_on(made)
    askable = {name: items_for(state, case, name, folds) for name in names}
    weights = None if isinstance(made, int) else weigh(made, askable)
    if weights is not None:
        askable = {fact: items for fact, items in askable.items() if fact in weights.scores}
    places = {a.fact.name: n for n, a in enumerate(facts_asked(state.pack, state.decision, state.law_on))}
    begun = list_under_way(state, askable)

    def rank(fact: str) -> tuple[bool, bool, Fraction, int, Fraction, int]:
        score = weights.scores.get(fact) if weights is not None else None
        place = places.get(fact, len(places))
        if score is None:
            return fact != begun, True, Fraction(0), 0, Fraction(0), place
        return fact != begun, False, score.expected or Fraction(0), score.most or 0, score.left, place

    for fact in sorted((f for f, items in askable.items() if items), key=rank):
        score = weights.scores.get(fact) if weights is not None else None
        best = weights.first.get(fact) if weights is not None else None
        for item in sorted(askable[fact], key=lambda i: i != best):
            yield Weighed(item, score.expected if score else None, score.most if score else None)


def items_for(state: State, case: Case, name: str, folds: tuple[int, ...]) -> tuple[Item, ...]:
    """What can be asked of a fact: its value, what each of its judges found who has not judged, or what is open of its records."""
    fact, declined = state.fact(name), state.declined
    if state.record(name) is not None:
        return items_of(state, case, name, tuple(f for f in folds if list_of(case, f) == name))
    if len(fact.judged_by) < 2:
        item = Item("value", name)
        return () if item in declined or name in case.facts.values else (item,)
    given = case.facts.given.get(name)
    heard = {j.by for j in given.judgements if j.value is not None} if given else set()
    each = tuple(Item("judgement", name, judge) for judge in fact.judged_by if judge not in heard)
    if fact.judged_by_any and heard:
        return ()  # two who differ: nobody here weighs one against the other
    return tuple(i for i in each if i not in declined)


def list_under_way(state: State, askable: Mapping[str, tuple[Item, ...]]) -> str | None:
    """The list of which a record was entered last, while one of its records is open: a record is asked for in one go."""
    last = state.answers[-1].item if state.answers else None
    if last is None or last.ask not in ("record", "field"):
        return None
    return last.fact if any(i.ask == "field" for i in askable.get(last.fact, ())) else None
