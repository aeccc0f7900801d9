"""Facts about a case, from a file or a mapping, checked against the inputs of a pack. The first step of every determination.

Assumes a pack that is well formed; of the facts it assumes nothing. All problems of a file are found in one run.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pincite.facts.context import Context, Slot
from pincite.facts.json_reader import read_json
from pincite.facts.lists import read_list, read_table
from pincite.facts.model import Facts, Given, Judged
from pincite.facts.names import find_fact
from pincite.facts.python_reader import read_mapping
from pincite.facts.reading import read_given
from pincite.facts.tables.model import Wanted
from pincite.facts.tree import Branch, Leaf, Refused, Tree
from pincitec.diagnostics import Diagnostic, Label, Source, Span
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.graph.clauses import Fact
from pincitec.graph.pack import Pack
from pincitec.semantics.types import ListOf, Type

if TYPE_CHECKING:
    from pincite.facts.tables.opening import Tables

__all__ = ["Facts", "Given", "Judged", "facts_from_mapping", "facts_of", "read_facts", "tree_of"]

MOST_PROBLEMS: Final = 100


def read_facts(
    source: Source, pack: Pack, asked: date, tables: "Tables | None" = None, records: Sequence[tuple[str, Wanted]] = ()
) -> tuple[Facts | None, list[Diagnostic]]:
    """The facts in a YAML or JSON file, judged as of the day `asked`; `None` if there is any error. Never raises.

    A file is JSON if its name ends in `.json`, or if it has another ending than `.yaml` and `.yml` and begins with a brace.
    `tables` opens the files of records that it names; without it none may be named. `records` are tables given beside it, by the name of
    their list: a person named them, so they may lie anywhere.
    """
    problems: list[Diagnostic] = []
    try:
        tree = tree_of(source, problems)
    except Refused as refused:
        return None, [*problems, refused.diagnostic]
    return facts_of(Context(pack, asked, problems, tables), tree, records)


def tree_of(source: Source, problems: list[Diagnostic]) -> Tree | None:
    """What a YAML or JSON file says, before anything is known of its rules; `None` for an empty one. Raises `Refused`."""
    if is_json(source):
        return read_json(source, problems)
    from pincite.facts.yaml_reader import read_yaml  # only here: the parser takes longer to import than a file to read

    return read_yaml(source, problems)


def is_json(source: Source) -> bool:
    name = source.path.lower()
    return name.endswith(".json") or (not name.endswith((".yaml", ".yml")) and source.text.lstrip()[:1] == "{")


def facts_from_mapping(data: Mapping[str, object], pack: Pack, asked: date) -> tuple[Facts | None, list[Diagnostic]]:
    """Facts from plain Python values, by the same rules as a file: `{"role": "teacher", "years_as_level_two": "4 years"}`."""
    problems: list[Diagnostic] = []
    try:
        tree = read_mapping(data, problems)
    except Refused as refused:
        return None, [*problems, refused.diagnostic]
    return facts_of(Context(pack, asked, problems), tree)


def facts_of(context: Context, tree: Tree | None, records: Sequence[tuple[str, Wanted]] = ()) -> tuple[Facts | None, list[Diagnostic]]:
    """The facts that a tree and tables beside it hold, by qualified name."""
    given: dict[str, Given] = {}
    places: dict[str, Leaf] = {}
    if isinstance(tree, Branch):
        for key, value in tree.entries:
            fact_of(context, key, value, given, places)
            if len(context.problems) >= MOST_PROBLEMS:
                break
    elif tree is not None and not (isinstance(tree, Leaf) and tree.kind == "null"):
        help = "write `name: value`, one fact a line"
        context.report(rules.NOT_READABLE, Span(tree.span.path, tree.span.start, tree.span.start), "no facts by name", help=help)
    for name, wanted in records:
        table_of(context, name, wanted, given, places)
    if has_errors(context.problems):
        return None, context.problems[:MOST_PROBLEMS]
    ordered = {name: given[name] for name in sorted(given)}
    values = {name: g.value for name, g in ordered.items() if g.value is not None}
    policies = tuple(sorted({name.rpartition(".")[0] for name in ordered}))
    return Facts(ordered, values, policies, context.asked), context.problems


def fact_of(context: Context, key: Leaf, value: Tree, given: dict[str, Given], places: dict[str, Leaf]) -> None:
    fact = new_fact(context, key, places)
    if fact is None:
        return
    kind = context.pack.type_of[fact.type]
    slot = slot_of(fact, kind)
    read = read_list(context, slot, kind, value) if isinstance(kind, ListOf) else read_given(context, slot, value)
    if read is not None:
        given[fact.name] = read


def slot_of(fact: Fact, kind: Type) -> Slot:
    return Slot(fact.name, kind, fact.judged_by, fact.judged_by_any, fact.year_begins)


def table_of(context: Context, name: str, wanted: Wanted, given: dict[str, Given], places: dict[str, Leaf]) -> None:
    """The records of a list from a table that is named beside the facts file. Nobody vouches that there are no more."""
    from pincite.facts.tables.opening import Tables

    fact = new_fact(context, Leaf("word", name, wanted.span), places)
    if fact is None:
        return
    kind = context.pack.type_of[fact.type]
    if not isinstance(kind, ListOf):
        help = "give it in the facts file; only lists of records come from tables"
        context.report(rules.WRONG_TYPE, wanted.span, f"`{name}` is no list of records", help=help)
        return
    known = context.tables or Tables()
    anywhere = Tables(Path(), anywhere=True, sources=known.sources, reads=known.reads)
    read = read_table(context, slot_of(fact, kind), kind, wanted, anywhere, complete=False)
    if read is not None:
        given[fact.name] = read


def new_fact(context: Context, key: Leaf, places: dict[str, Leaf]) -> Fact | None:
    """The fact of a name that is given for the first time; `None` after a problem."""
    fact = find_fact(context, key)
    if fact is None:
        return None
    if fact.name in places:
        first = places[fact.name]
        message = f"`{fact.name}` is given twice, as `{first.text}` and as `{key.text}`"
        help = "keep one; to give what two sources say, write a list of values with their sources"
        context.report(rules.DUPLICATE_KEY, key.span, message, help=help, others=(Label(first.span, "first given here"),))
        return None
    places[fact.name] = key
    return fact
