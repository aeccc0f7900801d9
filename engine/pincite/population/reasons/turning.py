"""What an open answer of one signature still turns on: nodes that no signature settles, and the known facts whose values meet them.

Two rows of one signature have the same completion and the same reasons if their *tokens* are the same: the known values that are compared
or computed with something open, what bounds an amount, and of records how each counts and what is not known of it. `facts` are those whose
values settle the tokens, so that rows that agree in them need not be told apart at all.

Everything else that a completion or a proof reads is settled by the signature. `tests/engine/population/reasons` holds both statements
against generated rules.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from pincite.evaluate import evaluate_rows
from pincite.evaluate.columns.schema import ASKED
from pincite.explain.case import Case, Prepared
from pincite.explain.conditions import fields_read, of_row
from pincite.explain.support import decided
from pincite.facts.judgements import judged_differently
from pincite.population.reasons.awaited import unread
from pincite.population.reasons.signatures import Read
from pincitec.graph.nodes import AMOUNTS, FOLDS, Node, decode
from pincitec.graph.pack import Pack
from pincitec.semantics.operations import call
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.values import Records

UNSURE: Final = ("add_period", "add_period_by_rule", "month_end", "day_of_year", "neighbour", "least", "greatest")
"""Operations whose value may be open although all facts are known."""
SINCE: Final = "@since:"
DAY: Final = "@day"
"""Stands for the day asked about where only an open period turns on it."""
ALIKE: Final = range(2, 28)
NOTHING: Final[frozenset[str]] = frozenset()


class Turning(NamedTuple):
    """For a signature: its `touched` nodes, which something open reaches; the nodes with a known value that meet them (`fixed`), and the
    `folds` among them; the `facts` from which all that is computed, and those of them that are `lists`. Beside facts stand `@asked`, the
    day asked about; `@day`, where only an open period turns on it; and `@since:` with the name of a period that may run.

    `coarse`: rows that agree in this have the same answer but for its value; where it has one, it takes the turning that is not coarse to
    tell them apart. Of the nodes `given` it counts which have equal values.
    """

    touched: tuple[int, ...]
    fixed: tuple[int, ...]
    folds: tuple[int, ...]
    facts: frozenset[str]
    lists: frozenset[str]
    given: tuple[int, ...] = ()
    coarse: bool = False


def reads_of(pack: Pack, ready: Prepared) -> Mapping[int, frozenset[str]]:
    """For each node the facts from which it is computed. A period may still run, and be longer on another day: `@since:` and its name."""
    reads: dict[int, frozenset[str]] = {}
    for number in ready.slice.order:
        node = ready.slice.nodes[number]
        below = {reads[a] for a in node.args if reads[a]}
        found = below.pop() if len(below) == 1 else NOTHING.union(*below)
        if node.op == "asked":
            found |= {ASKED}
        elif node.op == "fact":
            found |= {str(node.param), SINCE + str(node.param)} if node.type == "period" else {str(node.param)}
        reads[number] = found
    return reads


def codes_of(ready: Prepared, codes: Mapping[int, int]) -> dict[int, int]:
    """The truths and verdicts of all nodes that follow from those of a signature."""
    found = dict(codes)
    for number in ready.slice.order:
        node = ready.slice.nodes[number]
        if number in found or ready.slice.levels[number] or node.type not in ("boolean", "verdict"):
            continue
        if node.op == "const":
            found[number] = int(decode(node.param))  # type: ignore[arg-type]
        elif node.op != "fact" and node.args and all(a in found for a in node.args):
            operands = [found[a] for a in node.args]
            found[number] = operands[0] if node.op == "same" else int(call(node.op, node.param, operands))
    return found


def settled(node: Node, code: int | None) -> bool:
    return code is not None and code != UNDETERMINED and node.type in ("boolean", "verdict", "outcome")


def turning(
    pack: Pack, ready: Prepared, reads: Mapping[int, frozenset[str]], read: Read, by_value: tuple[int, ...] = (), *, coarse: bool = False
) -> Turning:
    """What the rows of a signature turn on. `by_value`: definitions of which it must be told whether they count. `coarse`: without the
    values that clauses give, where they count only by which are equal."""
    nodes, levels = ready.slice.nodes, ready.slice.levels
    codes = codes_of(ready, read.codes)
    open_: dict[int, bool] = {}
    for number in ready.slice.order:
        node = nodes[number]
        code = None if levels[number] else codes.get(number)
        if settled(node, code):
            open_[number] = False
        elif node.op == "fact":
            open_[number] = code == UNDETERMINED or node.type == "boolean" or str(node.param) in read.unknown
        else:
            open_[number] = code == UNDETERMINED or node.op in UNSURE or any(open_[a] for a in node.args)
    touched = tuple(n for n in ready.slice.order if open_[n])
    fixed: dict[int, None] = {}
    facts: set[str] = set()
    left = unread(pack, ready, open_, codes, read.unknown)
    coarse = coarse and left.question >= 0
    facts |= NOTHING.union(*(reads[n] for n in left.given))
    for number in touched:
        node = nodes[number]
        if node.op in FOLDS or node.op in UNSURE:
            facts |= reads[number]
        for a in node.args:
            if open_[a] or nodes[a].op == "const":
                continue
            if (number in left.awaited or (coarse and number == left.question)) and nodes[a].type != "boolean":
                continue
            if levels[a] or codes.get(a) is None or nodes[a].type == "outcome":
                fixed[a] = None
                facts |= reads[a]
    for number in by_value:
        around = [n for n in ready.slice.order if number in nodes[n].args]
        facts |= NOTHING.union(reads[number], *(reads[n] for n in around))
    folds = tuple(n for n in touched if nodes[n].op in FOLDS and not levels[n])
    if any(nodes[n].op == "fact" and nodes[n].type == "period" for n in touched):
        facts.add(DAY)
    records = frozenset(str(nodes[n].param) for n in ready.slice.order if nodes[n].op == "fact" and nodes[n].type.startswith("list:"))
    return Turning(touched, tuple(fixed), folds, frozenset(facts), records & facts, left.given if coarse else (), coarse)


def tokens(case: Case, found: Turning, by_value: tuple[int, ...] = ()) -> tuple[object, ...]:
    """What tells rows of one signature apart, for one case. With the signature, the day of a running period and nothing else, it decides
    what a completion comes to."""
    levels = case.slice.levels
    told: list[object] = [token(case.values[n]) for n in found.fixed if not levels[n]]
    told += [token(case.values[n]) for n in found.touched if not levels[n]]
    told += [tuple(sorted(patterns(case, n), key=repr)) for n in found.folds]
    told += [decided(case, n) for n in by_value]
    given = [case.values[n] for n in found.given]
    told.append(tuple(given.index(value) for value in given))
    told.append(tuple(name for name, given in case.facts.given.items() if judged_differently(given.missing or "")))
    told.append(case.on if ASKED in found.facts else odd_day(case.on) if DAY in found.facts else None)
    return tuple(told)


def odd_day(day: date) -> date | None:
    """A day, where periods that are open and may have begun near it may meet days that do not exist. From the 2nd to the 27th of a month
    none does, whichever period is tried (`completion.ways.running`), so that these days are all alike."""
    return None if day.day in ALIKE else day


def token(value: Any) -> object:
    """A value that can be told from others. Records are told by how they count."""
    return (value.complete, bool(value.rows)) if isinstance(value, Records) else value


def patterns(case: Case, fold: int) -> Iterator[tuple[object, ...]]:
    """How the records of a fold count, and what is not known of each: every such pattern once."""
    node = case.node(fold)
    fields = tuple(fields_read(case, node.args[1:]).values())
    seen: set[tuple[object, ...]] = set()
    on_file = case.values[case.peel(node.args[0])]
    if not isinstance(on_file, Records):
        return
    for inner in evaluate_rows(case.slice, case.values, fold):
        unknown = tuple(absent(case, n, of_row(case, inner, n)) for n in fields)
        amount = node.op in AMOUNTS and of_row(case, inner, node.args[2]) is None
        pattern = (of_row(case, inner, node.args[1]), amount, unknown)
        if pattern not in seen:
            seen.add(pattern)
            yield pattern


def absent(case: Case, number: int, value: Any) -> bool:
    return value is None or (case.node(number).type == "boolean" and value == UNDETERMINED)
