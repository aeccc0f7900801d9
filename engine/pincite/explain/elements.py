"""From an element of a clause to its proof: the quotation, the facts, the value beside the threshold, the records, the children."""

from pincite.explain.case import Case, active_children
from pincite.explain.conditions import complete, in_words, one_of, records
from pincite.explain.measures import measure
from pincite.explain.passages import words_on
from pincite.explain.proof import ElementProof, RecordProof
from pincitec.graph.clauses import Element
from pincitec.graph.nodes import FOLDS
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED

FOLD_KINDS = ("some", "every", "every_or_none")


def prove_element(case: Case, element: Element) -> ElementProof:
    """The proof of an element that stands on its own. Once an "any" holds, its other limbs cannot change the result."""
    if element.kind in FOLD_KINDS:
        return prove_fold(case, element)
    quoted = None if element.quote is None else words_on(case, element.quote)
    if element.kind == "condition":
        return prove_condition(case, element)
    children = tuple(prove_element(case, child) for child in active_children(case.pack, element, case.readings))
    if element.kind in ("any", "at_least") and case.truth(element.node) == HOLDS:
        children = tuple(c if c.truth == HOLDS else not_needed(c) for c in children)
    return ElementProof(
        element.kind,
        case.truth(element.node),
        quoted,
        element.uncited,
        children=children,
        at_least=element.at_least,
        choice=element.choice,
        alternative=case.readings.get(element.choice, case.pack.choice[element.choice].default) if element.choice else None,
        node=element.node,
    )


def not_needed(element: ElementProof) -> ElementProof:
    return element._replace(needed=False, children=tuple(not_needed(c) for c in element.children))


def prove_condition(case: Case, element: Element) -> ElementProof:
    number = case.peel(element.node)
    fold = case.fold_under(number)
    rows: tuple[RecordProof, ...] = () if fold is None else records(case, fold)
    return ElementProof(
        "condition",
        case.truth(element.node),
        None if element.quote is None else words_on(case, element.quote),
        element.uncited,
        text=in_words(case, number),
        facts=case.facts_under(number),
        questions=case.questions_under(number),
        measure=measure(case, number),
        list_fact=None if fold is None else list_of(case, fold),
        complete=None if fold is None else complete(case, fold),
        records=rows,
        node=element.node,
        joined=case.node(number).op if case.node(number).op in ("and", "or") and one_of(case, number) is None else None,
        operands=prove_operands(case, number),
        fixed=case.node(number).op == "const",
    )


def prove_operands(case: Case, number: int) -> tuple[ElementProof, ...]:
    """The parts of an "and" or "or", those first that decide it: one that holds decides an "or", one that fails an "and"."""
    node = case.node(number)
    if node.op not in ("and", "or") or one_of(case, number) is not None:
        return ()
    deciding = HOLDS if node.op == "or" else FAILS
    decided = case.truth(number) == deciding
    parts = [prove_condition(case, Element("condition", arg)) for arg in node.args]
    parts = [p if p.truth == deciding or not decided else not_needed(p) for p in parts]
    first = deciding if decided else UNDETERMINED
    return tuple(sorted(parts, key=lambda p: p.truth != first))


def prove_fold(case: Case, element: Element) -> ElementProof:
    """`some` and `every` over records: the children are conditions on each record, and each record is listed with its truths."""
    number = case.peel(element.node)
    node = case.node(number)
    while node.op not in FOLDS and node.args:  # the guard of a conclusion may turn the fold round
        number = case.peel(node.args[0])
        node = case.node(number)
    rows = records(case, number, tuple(c.node for c in element.children)) if node.op in FOLDS else ()
    return ElementProof(
        element.kind,
        case.truth(element.node),
        None if element.quote is None else words_on(case, element.quote),
        element.uncited,
        text=in_words(case, number),
        children=tuple(of_each_record(case, child) for child in element.children),
        facts=case.facts_under(number),
        questions=case.questions_under(number),
        list_fact=element.list_fact,
        complete=complete(case, number) if node.op in FOLDS else None,
        records=rows,
        node=element.node,
    )


def of_each_record(case: Case, element: Element) -> ElementProof:
    """A condition on each record: it has words and a quotation, but its truths stand with the records."""
    return ElementProof(
        element.kind,
        UNDETERMINED,
        None if element.quote is None else words_on(case, element.quote),
        element.uncited,
        text=in_words(case, element.node) if element.kind == "condition" else None,
        children=tuple(of_each_record(case, child) for child in active_children(case.pack, element, case.readings)),
        at_least=element.at_least,
        per_record=True,
        node=element.node,
    )


def list_of(case: Case, fold: int) -> str | None:
    node = case.node(case.peel(case.node(fold).args[0]))
    return str(node.param) if node.op == "fact" else None
