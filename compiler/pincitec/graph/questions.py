"""Do the questions of a pack say what their nodes compute? What a proof shows of a question is read off beside the graph that decides it.

Called by `validate.py`, after the nodes and all references have been found in order. A pack whose letter gives other clauses than those
that decided is refused here, and so is one that a proof would stumble over.
"""

from typing import Final

from pincitec.graph.clauses import ClauseNodes, Decision, Element, Question
from pincitec.graph.codec import Malformed
from pincitec.graph.pack import Pack

EFFECTS: Final = ("grant", "deny", "require")
CONDITIONAL: Final = ("entitlement", "duty", "permission", "prohibition")
"""The kinds of decisions that hold or fail; the other is `value`."""
PLAIN: Final = ("all", "any", "none", "condition")
OVER_RECORDS: Final = ("some", "every", "every_or_none")


def check_questions(pack: Pack) -> None:
    """Raises `Malformed` at the first fault."""
    parties = {party.name for party in pack.parties}
    for decision in pack.decisions:
        where = f"$.pack.decisions: {decision.name!r}"
        if decision.kind not in (*CONDITIONAL, "value"):
            raise Malformed(f"{where} is of an unknown kind")
        if decision.type not in pack.type_of or (decision.kind != "value" and decision.type != "boolean"):
            raise Malformed(f"{where} has a type that does not fit its kind")
        if decision.party is not None and decision.party not in parties:
            raise Malformed(f"{where} is of an unknown party")
    for fact in pack.facts:
        if not parties.issuperset(fact.judged_by):
            raise Malformed(f"$.pack.facts: {fact.name!r} is judged by an unknown party")
    for question in pack.questions:
        check_question(pack, question, pack.decision[question.decision])


def check_question(pack: Pack, question: Question, decision: Decision) -> None:
    where = f"$.pack.questions: {question.decision}"
    node = pack.nodes[question.verdict]
    computes = decision.kind == "value"
    if (node.op, node.type) != (("decide_value", "outcome") if computes else ("decide", "verdict")):
        raise Malformed(f"{where}: its node does not decide it")
    for name, number in question.supposed:
        if name not in pack.fact or pack.fact[name].type != pack.nodes[number].type:
            raise Malformed(f"{where}: it supposes what is no fact of this type")
    stated: list[int] = []
    for part in question.clauses:
        check_part(pack, where, part, decision)
        stated += (part.standing, part.guard) if part.value is None else (part.standing, part.guard, part.value)
    effects = tuple(pack.clauses[part.clause].effect for part in question.clauses)
    if node.args != tuple(stated) or (not computes and (not isinstance(node.param, tuple) or node.param[0] != effects)):
        raise Malformed(f"{where}: its clauses are not those that decide it")


def check_part(pack: Pack, where: str, part: ClauseNodes, decision: Decision) -> None:
    """A clause as a question asks it: the right node says whether it stands, and it is about this decision."""
    clause, standing = pack.clauses[part.clause], pack.nodes[part.standing]
    if clause.decision != decision.name or (standing.op, standing.param) != ("clause", part.clause):
        raise Malformed(f"{where}: the clause {clause.id!r} is not about it")
    if pack.nodes[part.guard].type != "boolean":
        raise Malformed(f"{where}: the clause {clause.id!r} has a guard that is no condition")
    if clause.effect not in (("value",) if decision.kind == "value" else EFFECTS):
        raise Malformed(f"{where}: the clause {clause.id!r} has an effect that does not fit")
    if (part.value is not None) != (decision.kind == "value") or (part.value is not None and pack.nodes[part.value].type != decision.type):
        raise Malformed(f"{where}: the clause {clause.id!r} has a value that does not fit")
    for element in (*part.exceptions, *part.applicability, *((part.root,) if part.root else ())):
        check_shown(pack, where, element)


def check_shown(pack: Pack, where: str, element: Element) -> None:
    """An element, whose nesting has been bounded before, is a condition and has what its kind needs."""
    children = len(element.children)
    match element.kind:
        case "at_least":
            fits = element.at_least is not None and 0 <= element.at_least <= children
        case "choose":
            fits = element.choice in pack.choice and len(pack.choice[str(element.choice)].alternatives) == children
        case kind if kind in OVER_RECORDS:
            fits = element.list_fact in pack.fact and pack.fact[str(element.list_fact)].type.startswith("list:")
        case kind:
            fits = kind in PLAIN
    if not fits or pack.nodes[element.node].type != "boolean":
        raise Malformed(f"{where}: an element that is no condition of its kind")
    for child in element.children:
        check_shown(pack, where, child)
