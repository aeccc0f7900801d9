"""What may still be asked of a list of records: fields of those that are known, another record, whether they are all.

Follows Kleene's tables through what is open: a record is asked for a field only where a condition or an amount that is open, in a list on
which the decision still turns, reads it. Lists too much at worst, never too little.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any, Final, NamedTuple

from attrs import evolve

from pincite.evaluate import evaluate_rows
from pincite.explain.case import Case, open_case
from pincite.facts import Facts
from pincite.facts.context import Context
from pincite.facts.tree import Branch
from pincite.interview.entering import key_texts, records_of
from pincite.interview.state import Item, State
from pincite.interview.trees import name_in
from pincite.interview.words import ALSO, Word
from pincite.values.domains import domain_of
from pincite.values.uses import uses_of
from pincitec.graph.nodes import FOLDS
from pincitec.semantics.truth import FAILS, UNDETERMINED
from pincitec.semantics.types import ListOf
from pincitec.semantics.values import DateRange, Fault, Interval, Records, Row, Value
from pincitec.semantics.verdicts import Outcome

MOST_RECORDS: Final = 200
"""Of a longer list the fields of a record are asked in the order in which the rules read them."""
MOST_VALUES: Final = 8
"""Values of a field that are tried to put the questions in order."""


class Cell(NamedTuple):
    """A field of the record at a place in its list, in the order of keys."""

    fact: str
    row: int
    field: str


def is_open(kind: str, value: Any) -> bool:
    """Whether more could be known of a node's value."""
    if kind in ("boolean", "verdict"):
        return not isinstance(value, int) or value == UNDETERMINED
    if isinstance(value, Outcome):
        return value.verdict == UNDETERMINED
    return value is None or isinstance(value, (Interval, DateRange)) or (isinstance(value, Records) and not value.complete)


def open_nodes(case: Case, root: int) -> Iterator[int]:
    """The open nodes below a node through open ones, each once, from left to right, those of other questions among them."""
    seen: set[int] = set()
    stack = [root]
    while stack:
        number = stack.pop()
        if number in seen or not is_open(case.node(number).type, case.values[number]):
            continue
        seen.add(number)
        yield number
        node = case.node(number)
        stack += reversed(node.args[:1] if node.op in FOLDS else node.args)


def open_folds(case: Case) -> tuple[int, ...]:
    """The folds on which the question asked still turns."""
    return tuple(n for n in open_nodes(case, case.questions[0].verdict) if case.node(n).op in FOLDS)


def list_of(case: Case, fold: int) -> str | None:
    """The list fact that a fold runs over."""
    node = case.node(case.peel(case.node(fold).args[0]))
    return str(node.param) if node.op == "fact" else None


def open_cells(case: Case, folds: Iterable[int]) -> tuple[Cell, ...]:
    """The fields that keep these folds open, those of one record together, in the order in which the rules read them."""
    found: dict[Cell, None] = {}
    for fold in folds:
        found.update(dict.fromkeys(cells_in(case, case.values, fold)))
    return tuple(sorted(found, key=lambda cell: (cell.fact, cell.row)))


def cells_in(case: Case, around: Sequence[Any] | Mapping[int, Any], fold: int) -> Iterator[Cell]:
    fact = list_of(case, fold)
    if fact is None or not isinstance(case.facts.values.get(fact), Records):
        return
    node = case.node(fold)
    for inner in evaluate_rows(case.slice, around, fold):
        condition = node.args[1]
        if inner[condition] == FAILS:
            continue
        yield from below(case, inner, condition)
        if node.op in ("sum", "least", "greatest"):
            for amount in node.args[2:]:
                yield from below(case, inner, amount)


def below(case: Case, inner: Mapping[int, Any], root: int) -> Iterator[Cell]:
    """The fields that keep a node open for one record; of a record beside it too."""
    seen: set[int] = set()
    stack = [root]
    while stack:
        number = stack.pop()
        node = case.node(number)
        if number in seen or not is_open(node.type, inner[number]):
            continue
        seen.add(number)
        if node.op in FOLDS:
            yield from cells_in(case, inner, number)
        elif node.op in ("field", "field_truth"):
            record = inner[node.args[0]]
            if isinstance(record, Row):
                fact = next((n for n, v in case.facts.values.items() if v is record.records), None)
                if fact is not None:
                    yield Cell(fact, record.index, str(node.param))
        else:
            stack += reversed(node.args)


def items_of(state: State, case: Case, fact: str, folds: tuple[int, ...]) -> tuple[Item, ...]:
    """What to ask of a list next, in order: what is open of its records, then another record, then whether they are all."""
    declined = state.declined
    on_file = case.facts.values.get(fact)
    keys = keys_in_order(state, case.facts, fact)
    cells = [c for c in open_cells(case, folds) if c.fact == fact and keys[c.row]]
    items = {c: Item("field", fact, record=keys[c.row], field=c.field) for c in cells}
    found = [items[c] for c in in_order(case, [c for c, i in items.items() if i not in declined], folds)]
    if not (isinstance(on_file, Records) and on_file.complete):
        another, whole = Item("record", fact), Item("complete", fact)
        if another not in declined:
            found.append(another)
        elif whole not in declined and not was_unknown(state, another) and (found or whole_matters(case, fact, folds)):
            found.append(whole)
    return tuple(found)


def whole_matters(case: Case, fact: str, folds: tuple[int, ...]) -> bool:
    """Whether anything would be otherwise if the records on file were all. Not so where a record between them, or a field, is not known: it
    is not known of a complete list either. Taken to be so where what these folds ask of a record turns on another fact that is missing."""
    if not folds or any(case.facts.values.get(name) in (None, UNDETERMINED) for f in folds for name in case.facts_under(f)):
        return True
    on_file = case.facts.values.get(fact)
    tried = given_so(case, fact, Records(on_file.rows if isinstance(on_file, Records) else (), True))
    if tried is None:
        return True
    return any(a != b for a, b in zip(case.values, tried.values, strict=True) if not isinstance(a, Records) and not isinstance(b, Records))


def was_unknown(state: State, another: Item) -> bool:
    """Whether it is not known if there is another record; who does not know that cannot say that they are all."""
    last = next((a for a in reversed(state.answers) if a.item == another), None)
    return last is not None and " ".join(last.text.lower().split()) not in ALSO[Word.NONE]


def keys_in_order(state: State, facts: Facts, fact: str) -> tuple[tuple[str, ...], ...]:
    """The keys of the records of a list as they are written, in the order of the records; nothing for one that is not written in words."""
    record, given = state.record(fact), facts.given.get(fact)
    if record is None or given is None:
        return ()
    name = name_in(Context(state.pack, state.on), state.tree, fact)
    written = {key_texts(record, part) for part in records_of(state.tree.get(name)) if isinstance(part, Branch)}
    keys = (tuple(row[n].stated for n in record.by) for row in given.rows)
    return tuple(key if key in written else () for key in keys)


def in_order(case: Case, cells: Sequence[Cell], folds: tuple[int, ...]) -> list[Cell]:
    """Fields by their records; those of the first record by how few would be left to ask on average after each, ties and the others in the
    order in which the rules read them."""
    now = [c for c in cells if c.row == cells[0].row] if cells else []
    on_file = case.facts.values.get(now[0].fact) if now else None
    few = isinstance(on_file, Records) and len(on_file.rows) <= MOST_RECORDS
    left = {cell: left_after(case, cell, folds) for cell in now} if few and len(now) > 1 else {}
    return [*sorted(now, key=lambda c: left.get(c, Fraction(0))), *cells[len(now) :]]


def left_after(case: Case, cell: Cell, folds: tuple[int, ...]) -> Fraction:
    """How many fields of a record are open on average once one more of them is known, over the values at which an answer may change."""
    on_file = case.facts.values[cell.fact]
    kind = case.pack.type_of[case.pack.fact[cell.fact].type]
    assert isinstance(on_file, Records) and isinstance(kind, ListOf)
    field = kind.element.field(cell.field)
    if field is None:
        return Fraction(0)
    sources = [
        n
        for n in case.slice.order
        if case.node(n).op in ("field", "field_truth")
        and case.node(n).param == cell.field
        and case.node(case.node(n).args[0]).type == kind.element.key
    ]
    values = domain_of(uses_of(case.pack, case.slice), sources, field.type, case.on).values
    left = []
    for value in values[:MOST_VALUES]:
        rows = tuple({**row, cell.field: value} if i == cell.row else row for i, row in enumerate(on_file.rows))
        tried = given_so(case, cell.fact, Records(rows, on_file.complete))
        if tried is not None:
            left.append(sum((c.fact, c.row) == (cell.fact, cell.row) for c in open_cells(tried, folds)))
    return Fraction(sum(left), len(left)) if left else Fraction(0)


def given_so(case: Case, fact: str, value: Value) -> Case | None:
    """The case if a fact had another value; None where the question could then not be computed."""
    facts = evolve(case.facts, values={**case.facts.values, fact: value})
    try:
        return open_case(case.pack, case.questions[0], facts, case.on, case.law_on, case.readings, "generated")
    except Fault:
        return None
