"""The beginning of an interview: the decision asked, and the facts that are known already, in the one form in which answers are entered."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from pincite.explain.ask import decision_named, readings_named
from pincite.facts.context import Context
from pincite.facts.names import find_fact
from pincite.facts.python_reader import read_mapping
from pincite.facts.tree import Branch, Items, Leaf, Refused, Tree
from pincite.interview.state import State, facts_in
from pincite.interview.trees import EMPTY, branch, items, leaf, with_entry, without_places
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.graph.pack import Pack
from pincitec.semantics.types import ListOf, Record

if TYPE_CHECKING:
    from pincite.facts.tables.model import Wanted
    from pincite.facts.tables.opening import Tables


def begin(
    pack: Pack,
    decision: str,
    facts: Mapping[str, object] | None = None,
    *,
    on: date,
    law_on: date | None = None,
    readings: Mapping[str, str] | None = None,
    dated: date | None = None,
) -> State | list[Diagnostic]:
    """An interview about a decision, from facts as plain values; or everything that is wrong with what was asked or given.

    `decision` and `readings` may be qualified or not. `on` and `law_on` are as in `pincite.determine`. `dated` is the day on which the
    answers are given; it is written beside each of them, and decides nothing.
    """
    problems: list[Diagnostic] = []
    try:
        tree = read_mapping(facts or {}, problems)
    except Refused as refused:
        return [*problems, refused.diagnostic]
    if has_errors(problems):
        return problems
    name = decision_named(pack, decision)
    chosen, wrong = readings_named(pack, (readings or {}).items())
    if isinstance(name, Diagnostic):
        return [name, *wrong]
    return wrong or begin_with(pack, name, tree, on=on, law_on=law_on or on, readings=chosen, dated=dated)


def begin_with(
    pack: Pack,
    decision: str,
    tree: Tree | None,
    *,
    on: date,
    law_on: date,
    readings: Mapping[str, str],
    dated: date | None = None,
    tables: "Tables | None" = None,
    records: Sequence[tuple[str, "Wanted"]] = (),
) -> State | list[Diagnostic]:
    """An interview from facts as a reader of files gave them; `decision` and `readings` by their qualified names.

    `tables` opens the tables that the facts name, `records` are tables beside them: their records become part of the facts.
    """
    context = Context(pack, on, tables=tables)
    begun = without_places(in_full(context, tree if isinstance(tree, Branch) else EMPTY))
    assert isinstance(begun, Branch)
    if records:
        context = evolve(context, tables=anywhere(tables))
    for name, wanted in records:
        begun = with_entry(begun, name, tabled(context, name, wanted))
    if has_errors(context.problems):
        return context.problems
    state = State(pack, decision, on, law_on, readings, begun, dated, tree=begun)
    facts, problems = facts_in(state)
    return state if facts is not None else problems


def in_full(context: Context, tree: Branch) -> Branch:
    """Facts with each list as `{…, records: […]}`, every key a field of its record; what a table holds stands in its place."""
    entries = []
    for key, value in tree.entries:
        fact = find_fact(context, key)
        kind = context.pack.type_of[fact.type] if fact is not None else None
        entries.append((key, listed(context, key.text, kind.element, value) if isinstance(kind, ListOf) else value))
    return Branch(tuple(entries), tree.span)


def listed(context: Context, name: str, record: Record, tree: Tree) -> Tree:
    match tree:
        case Leaf():
            return tree
        case Items():
            return branch(records=tree)
        case Branch() if "missing" in tree.keys:
            return tree
        case Branch() if "file" in tree.keys:
            from pincite.facts.tables.model import Wanted  # only here: few facts files name a table

            said = {k.text: v.text for k, v in tree.entries if isinstance(v, Leaf)}
            place = tree.get("file") or tree
            if "file" not in said:  # no name: what reads the facts says so
                return tree
            held = tabled(context, name, Wanted(said["file"], place.span, said.get("sheet"), said.get("delimiter")))
            rest = tuple((k, v) for k, v in tree.entries if k.text not in ("file", "sheet", "delimiter"))
            more = tuple(e for e in held.entries if e[0].text not in tree.keys) if isinstance(held, Branch) else ()
            return Branch((*more, *rest), tree.span)
        case Branch() if "records" in tree.keys:
            return with_entry(tree, "records", as_items(record, tree.get("records") or EMPTY))
        case _:
            return branch(records=as_items(record, tree))


def as_items(record: Record, tree: Tree) -> Tree:
    """Records that stand under their key, as a list in which the key is a field."""
    if not isinstance(tree, Branch):
        return tree
    made = []
    for key, value in tree.entries:
        fields = value.entries if isinstance(value, Branch) else ()
        made.append(Branch(((leaf(record.by[0]), key), *fields), tree.span))
    return items(tuple(made))


def anywhere(tables: "Tables | None") -> "Tables":
    """What opens the tables that a person named, wherever they lie."""
    from pincite.facts.tables.opening import Tables

    known = tables or Tables()
    return Tables(Path(), anywhere=True, sources=known.sources, reads=known.reads)


def tabled(context: Context, name: str, wanted: "Wanted") -> Tree:
    """The records of a table, with its name as their source."""
    from pincite.facts.tables.opening import Tables
    from pincite.facts.tables.records import record_items

    fact = find_fact(context, leaf(name))
    kind = context.pack.type_of[fact.type] if fact is not None else None
    assert isinstance(kind, ListOf) and fact is not None  # INVARIANT: the facts were read before, with this table
    tables = context.tables or Tables()
    short = fact.name.rpartition(".")[2]
    try:
        grid = tables.open(wanted, (short, short[:31], fact.wording.label))
        found = record_items(context, kind.element, grid, tables.reads)
    except Refused as refused:
        context.problems.append(refused.diagnostic)
        return EMPTY
    return branch(records=found if found is not None else items(()), source=leaf(wanted.file))
