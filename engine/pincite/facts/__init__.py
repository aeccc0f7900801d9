"""Facts about a case, from a file or a mapping, checked against the inputs of a pack. The first step of every determination.

Assumes a pack that is well formed; of the facts it assumes nothing. All problems of a file are found in one run.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from pincite.facts.context import Context, Slot
from pincite.facts.json_reader import read_json
from pincite.facts.lists import read_list
from pincite.facts.model import Facts, Given
from pincite.facts.names import find_fact
from pincite.facts.python_reader import read_mapping
from pincite.facts.reading import read_given
from pincite.facts.tree import Branch, Leaf, Refused, Tree
from pincitec.diagnostics import Diagnostic, Label, Source, Span
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.graph.pack import Pack
from pincitec.semantics.types import ListOf

__all__ = ["Facts", "Given", "facts_from_mapping", "read_facts"]

MOST_PROBLEMS: Final = 100


def read_facts(source: Source, pack: Pack, asked: date) -> tuple[Facts | None, list[Diagnostic]]:
    """The facts in a YAML or JSON file, judged as of the day `asked`; `None` if there is any error. Never raises.

    A file is JSON if its name ends in `.json`, or if it has another ending than `.yaml` and `.yml` and begins with a brace.
    """
    problems: list[Diagnostic] = []
    try:
        if is_json(source):
            tree = read_json(source, problems)
        else:
            from pincite.facts.yaml_reader import read_yaml  # only here: the parser takes longer to import than a file to read

            tree = read_yaml(source, problems)
    except Refused as refused:
        return None, [*problems, refused.diagnostic]
    return facts_of(Context(pack, asked, problems), tree)


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


def facts_of(context: Context, tree: Tree | None) -> tuple[Facts | None, list[Diagnostic]]:
    """The facts that a tree holds, by qualified name."""
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
    if has_errors(context.problems):
        return None, context.problems[:MOST_PROBLEMS]
    ordered = {name: given[name] for name in sorted(given)}
    values = {name: g.value for name, g in ordered.items() if g.value is not None}
    policies = tuple(sorted({name.rpartition(".")[0] for name in ordered}))
    return Facts(ordered, values, policies, context.asked), context.problems


def fact_of(context: Context, key: Leaf, value: Tree, given: dict[str, Given], places: dict[str, Leaf]) -> None:
    fact = find_fact(context, key)
    if fact is None:
        return
    if fact.name in places:
        first = places[fact.name]
        message = f"`{fact.name}` is given twice, as `{first.text}` and as `{key.text}`"
        help = "keep one; to give what two sources say, write a list of values with their sources"
        context.report(rules.DUPLICATE_KEY, key.span, message, help=help, others=(Label(first.span, "first given here"),))
        return
    places[fact.name] = key
    kind = context.pack.type_of[fact.type]
    slot = Slot(fact.name, kind, fact.judged_by)
    read = read_list(context, slot, kind, value) if isinstance(kind, ListOf) else read_given(context, slot, value)
    if read is not None:
        given[fact.name] = read
