"""What a proof shows of a question stands beside the graph that decides it; a pack in which the two differ is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from attrs import evolve
from tests.engine.sample_pack import sample_pack

from pincitec.graph.clauses import Element
from pincitec.graph.codec import Malformed
from pincitec.graph.pack import Pack
from pincitec.graph.validate import validate

PACK = sample_pack()
ENTITLEMENT = next(i for i, q in enumerate(PACK.questions) if PACK.decision[q.decision].kind == "entitlement" and q.clauses)
VALUE = next(i for i, q in enumerate(PACK.questions) if PACK.decision[q.decision].kind == "value")
SUPPOSING = next(i for i, q in enumerate(PACK.questions) if q.supposed)
MONEY = next(i for i, n in enumerate(PACK.nodes) if n.type == "money")
TRUTH = next(i for i, n in enumerate(PACK.nodes) if n.type == "boolean")


def replaced(items: tuple[Any, ...], index: int, **changes: Any) -> tuple[Any, ...]:
    return (*items[:index], evolve(items[index], **changes), *items[index + 1 :])


def question(index: int, **changes: Any) -> Pack:
    return evolve(PACK, questions=replaced(PACK.questions, index, **changes))


def part(index: int, **changes: Any) -> Pack:
    return question(index, clauses=replaced(PACK.questions[index].clauses, 0, **changes))


def decision(index: int, **changes: Any) -> Pack:
    name = PACK.questions[index].decision
    return evolve(PACK, decisions=replaced(PACK.decisions, [d.name for d in PACK.decisions].index(name), **changes))


def root(**changes: Any) -> Pack:
    return part(ENTITLEMENT, root=Element(**{"kind": "condition", "node": TRUTH, **changes}))


WRONG: dict[str, tuple[Callable[[], Pack], str]] = {
    "an unknown kind of decision": (lambda: decision(ENTITLEMENT, kind="wish"), "is of an unknown kind"),
    "an amount that somebody is entitled to": (lambda: decision(ENTITLEMENT, type="money"), "has a type that does not fit its kind"),
    "a decision without a type": (lambda: decision(VALUE, type="x"), "has a type that does not fit its kind"),
    "a decision of nobody": (lambda: decision(ENTITLEMENT, party="x"), "is of an unknown party"),
    "a judge who is nobody": (lambda: evolve(PACK, facts=replaced(PACK.facts, 0, judged_by=("x",))), "is judged by an unknown party"),
    "a condition that decides": (lambda: question(ENTITLEMENT, verdict=TRUTH), "its node does not decide it"),
    "a value that is a verdict": (lambda: question(VALUE, verdict=PACK.questions[ENTITLEMENT].verdict), "its node does not decide it"),
    "a fact supposed to be money": (
        lambda: question(SUPPOSING, supposed=((PACK.questions[SUPPOSING].supposed[0][0], MONEY),)),
        "it supposes what is no fact of this type",
    ),
    "nothing supposed": (lambda: question(SUPPOSING, supposed=(("x", TRUTH),)), "it supposes what is no fact of this type"),
    "a clause left out": (lambda: question(ENTITLEMENT, clauses=()), "its clauses are not those that decide it"),
    "another guard": (lambda: part(ENTITLEMENT, guard=TRUTH), "its clauses are not those that decide it"),
    "an amount as a guard": (lambda: part(ENTITLEMENT, guard=MONEY), "has a guard that is no condition"),
    "another standing": (lambda: part(ENTITLEMENT, standing=TRUTH), "is not about it"),
    "another clause": (lambda: part(ENTITLEMENT, clause=PACK.questions[VALUE].clauses[0].clause), "is not about it"),
    "an entitlement with a value": (lambda: part(ENTITLEMENT, value=MONEY), "has a value that does not fit"),
    "a value without one": (lambda: part(VALUE, value=None), "has a value that does not fit"),
    "another effect": (
        lambda: evolve(PACK, clauses=replaced(PACK.clauses, PACK.questions[ENTITLEMENT].clauses[0].clause, effect="value")),
        "has an effect that does not fit",
    ),
    "an effect that did not decide": (
        lambda: evolve(PACK, clauses=replaced(PACK.clauses, PACK.questions[ENTITLEMENT].clauses[0].clause, effect="deny")),
        "its clauses are not those that decide it",
    ),
    "an element of money": (lambda: root(node=MONEY), "an element that is no condition of its kind"),
    "an element of no kind": (lambda: root(kind="x"), "an element that is no condition of its kind"),
    "too many at least": (lambda: root(kind="at_least", at_least=1), "an element that is no condition of its kind"),
    "records of no list": (lambda: root(kind="some", list_fact=PACK.facts[0].name), "an element that is no condition of its kind"),
    "a choice of nothing": (lambda: root(kind="choose"), "an element that is no condition of its kind"),
    "a wrong element below": (
        lambda: root(kind="all", children=(Element("condition", MONEY),)),
        "an element that is no condition of its kind",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_question_that_its_nodes_do_not_decide_is_refused(name: str) -> None:
    make, message = WRONG[name]
    with pytest.raises(Malformed) as refused:
        validate(make())
    assert str(refused.value).endswith(message)


def test_the_sample_is_in_order() -> None:
    validate(PACK)
