"""Completions that lead to different results, and whether they still do under another reading: then none is agreed, without a diagram."""

from collections.abc import Iterable, Iterator, Mapping

from pincite.explain.case import Case, prepare
from pincite.explain.completion.diagram import Diagram, result_of
from pincite.explain.completion.parts import fact_open, lacking
from pincite.explain.completion.table import LAST
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import ListOf
from pincitec.semantics.values import Fault, Records, Value

Witness = Mapping[str, Value]
"""Values of facts that are open, by name."""


def witnesses(made: Diagram) -> Iterator[Witness]:
    """For each result, facts that lead to it; of a list, and of what comes from several facts, nothing is said."""
    table = made.built.table
    nodes = [made.built.case.node(v.node) for v in made.variables]
    names = [str(node.param) if node.op == "fact" else None for node in nodes]
    others = {name: v.ways[0].samples[0] for name, v in zip(names, made.variables, strict=True) if name is not None}
    seen: set[int] = set()
    found: set[object] = set()
    stack: list[tuple[int, Witness]] = [(made.root, {})]
    while stack:
        number, facts = stack.pop()
        if number in seen:
            continue
        seen.add(number)
        if table.variable[number] == LAST:
            result = result_of(table.values[number])
            if result not in found:
                found.add(result)
                yield {**others, **facts}
            continue
        variable = table.variable[number]
        name = names[variable]
        for way, rest in zip(made.variables[variable].ways, table.ways[number], strict=False):
            stack.append((rest, facts if name is None else {**facts, name: way.samples[0]}))


def differ(case: Case, tried: Iterable[Witness]) -> bool:
    """Whether two of these completions of a case settle it differently, or one leaves it undetermined with every fact given. Lists are
    taken as whole. What is settled with facts that are open stays so."""
    root = case.questions[0].verdict
    run = prepare(case.pack, case.questions[0], case.law_on, case.readings, "generated").run
    read = {str(case.node(n).param) for n in case.slice.order if case.node(n).op == "fact"}
    open_ = {name for name in read if fact_open(case, name)}
    whole = {name: value for name in open_ if (value := as_whole(case, name)) is not None}
    found: set[object] = set()
    for facts in ({**whole, **each} for each in tried):
        try:
            result = result_of(run({**case.facts.values, **facts}, case.on)[root])
        except Fault:
            continue
        if result.verdict in (HOLDS, FAILS) or open_ <= facts.keys():
            found.add((result.verdict, result.value))
        if len(found) > 1 or (UNDETERMINED, None) in found:
            return True
    return False


def as_whole(case: Case, name: str) -> Records | None:
    """A list with the records on file and no others; `None` of what is no list, or has records of which something is not known."""
    value = case.facts.values.get(name)
    if isinstance(value, Records):
        return None if lacking(case, name, value) else Records(value.rows, complete=True)
    return Records((), complete=True) if isinstance(case.pack.type_of[case.pack.fact[name].type], ListOf) else None
