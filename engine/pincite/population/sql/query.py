"""The query of a decision: one step of columns after the other, each a common table expression, and at its end the verdict.

Only columns that a later step reads are carried on. In front stands what a reader needs: the question, the columns that the table must
have, what is known of the law, and in the words of the rules what each column is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from textwrap import wrap
from typing import Final

from attrs import field, frozen
from sqlglot import exp

from pincite.explain.determination import explain
from pincite.facts import Facts
from pincite.population.sql.compute import Computation
from pincite.population.sql.deciding import Code
from pincite.population.sql.dialects import DIALECTS, case, column, number, text
from pincite.population.sql.layers import FIRST, Column, Layers
from pincite.population.sql.subset import cited, fixed, refusals
from pincite.population.sql.table import REFUSED, TABLE, VERDICT, Input, inputs, read
from pincitec import __version__
from pincitec.diagnostics import Diagnostic
from pincitec.diagnostics.render.text import one_line
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice, slice_graph
from pincitec.graph.wording import decision_words, node_words
from pincitec.semantics.verdicts import GAP, VERDICTS

WIDTH: Final = 77
"""Characters of a line of the head."""
LONGEST: Final = 160
"""Characters of a column's words before they are cut."""
STEP: Final = "step"


@frozen
class Asked:
    """What a query is to be of. `decision` is qualified, `readings` too; `table` has its parts (`("main", "teachers")`); `keys` are columns
    that go to the result as they are; `columns` maps qualified facts to columns."""

    decision: str
    on: date
    law_on: date
    dialect: str
    readings: Mapping[str, str] = field(factory=dict)
    table: tuple[str, ...] = ("cases",)
    keys: tuple[str, ...] = ()
    columns: Mapping[str, str] = field(factory=dict)


@frozen
class Query:
    """The text of a query with its head, and the facts that it reads."""

    text: str
    inputs: tuple[Input, ...]


@frozen
class Body:
    """A query without its head: the tree, the facts that it reads, the columns of its steps, and where its verdict stands."""

    select: exp.Select
    inputs: tuple[Input, ...]
    layers: Layers
    verdict: Code


def query(pack: Pack, asked: Asked) -> Query | list[Diagnostic]:
    """The query, or all that stands against it; then there is none, not even in part."""
    root = pack.main_question(asked.decision).verdict
    slice = slice_graph(pack, asked.law_on, asked.readings, [root])
    made = body(pack, slice, asked)
    if isinstance(made, list):
        return made
    head = [line for said in about(pack, asked, made.inputs) for line in wrapped(said)]
    head += [line for said in legend(pack, slice, made.layers, made.verdict) for line in wrapped(said)]
    text = made.select.sql(dialect=asked.dialect, pretty=True, identify=True)
    return Query("\n".join([*(f"-- {line}" for line in head), text + ";"]) + "\n", made.inputs)


def body(pack: Pack, slice: Slice, asked: Asked) -> Body | list[Diagnostic]:
    """The query of a slice whose one root is a verdict, or what stands against it."""
    (root,) = slice.roots
    known = fixed(slice, asked.on)
    problems = refusals(pack, slice, known, asked.decision)
    if problems:
        return problems
    found, problems = inputs(pack, slice, known, asked.columns, asked.keys)
    if problems:
        return problems
    layers = Layers(DIALECTS[asked.dialect])
    labels = {at: f"n{place}" for place, at in enumerate(slice.order, 1)}
    truths, values = read(layers, labels, found, asked.on)
    computation = Computation(slice, layers, labels, known, truths, values)
    for at in slice.order:
        if at not in known and slice.nodes[at].op != "fact":
            computation.node(at)
    verdict = known[root] if root in known else computation.codes[root]
    return Body(assembled(layers, verdict, asked), tuple(found), layers, verdict)


def assembled(layers: Layers, verdict: Code, asked: Asked) -> exp.Select:
    """The steps, and the verdict of each row that has nothing to be refused."""
    alive = needed(layers, verdict)
    last = max((c.step for c in alive), default=FIRST)
    names = [f"{STEP}{step}" for step in range(last + 1)]
    ctes: list[exp.CTE] = []
    for step in range(last + 1):
        later = {n for c in alive if c.step > step for n in c.needs} | ({verdict} if isinstance(verdict, str) else set())
        carried: list[exp.Expr] = []
        for each in alive:
            if each.step < step and each.name in later | {REFUSED}:
                carried.append(column(each.name))
            elif each.step == step:
                carried.append(named(each.expression, each.name))
        keys = [named(column(k, TABLE), f"k{i}") if step == FIRST else column(f"k{i}") for i, k in enumerate(asked.keys)]
        chosen = exp.select(*keys, *carried).from_(table_of(asked.table) if step == FIRST else identifier(names[step - 1]))
        alias = exp.TableAlias(this=identifier(names[step]))
        ctes.append(exp.CTE(this=chosen, alias=alias, materialized=layers.dialect.materialized or None))
    keys = [named(column(f"k{i}"), k) for i, k in enumerate(asked.keys)]
    final = exp.select(*keys, named(spoken(verdict), VERDICT), column(REFUSED)).from_(identifier(names[-1]))
    final.set("with_", exp.With(expressions=ctes))
    return final


def needed(layers: Layers, verdict: Code) -> list[Column]:
    """The columns that the verdict rests on, in the order in which they were made."""
    wanted = {REFUSED, *([verdict] if isinstance(verdict, str) else [])}
    stack = list(wanted)
    while stack:
        for name in layers.columns[stack.pop()].needs - wanted:
            wanted.add(name)
            stack.append(name)
    return [c for c in layers.columns.values() if c.name in wanted]


def spoken(verdict: Code) -> exp.Expr:
    """The verdict in a word; null in a row that is refused."""
    said: list[tuple[exp.Expr, exp.Expr]] = [(exp.Not(this=exp.Is(this=column(REFUSED), expression=exp.Null())), exp.Null())]
    if isinstance(verdict, int):
        return case(said, text(VERDICTS[verdict]))
    said += [(exp.EQ(this=column(verdict), expression=number(code)), text(word)) for code, word in VERDICTS.items() if code != GAP]
    return case(said, exp.Null())


def identifier(name: str) -> exp.Identifier:
    return exp.to_identifier(name, quoted=True)


def named(expression: exp.Expr, name: str) -> exp.Expr:
    return exp.alias_(expression, name, quoted=True)


def table_of(parts: Sequence[str]) -> exp.Table:
    """A table by its parts: its name, before it its schema, before that its catalogue."""
    places = ("this", "db", "catalog")
    made = exp.Table(**{place: identifier(part) for place, part in zip(places, reversed(parts), strict=False)})
    made.set("alias", exp.TableAlias(this=identifier(TABLE)))
    return made


def about(pack: Pack, asked: Asked, found: Iterable[Input]) -> Iterator[str]:
    """The head: the question, the law, the columns that are read and given."""
    decision = pack.decision[asked.decision]
    nothing = explain(pack, asked.decision, Facts({}, {}), on=asked.on, law_on=asked.law_on, readings=asked.readings, counterfactuals=False)
    yield f"{decision.wording.label} ({asked.decision})"
    yield f"on {asked.on.isoformat()}, by the law of {asked.law_on.isoformat()}; pincite {__version__}, pack {pack.hash}"
    for choice, reading in sorted(asked.readings.items()):
        yield f"read as: {choice} = {reading}"
    for said in nothing.warnings:
        yield f"the law: {said}"
    yield "undetermined: the conditions leave it open; `pincite run` goes further, and compares all that the missing facts may be"
    yield "columns to give; null is not known:"
    for each in found:
        yield f"  {each.column}: {each.holds} ({each.fact.wording.label})"
    yield f"columns given: {VERDICT}; {REFUSED} (the first column of a row that holds what it cannot; such a row has no verdict)"


def legend(pack: Pack, slice: Slice, layers: Layers, verdict: Code) -> Iterator[str]:
    """What the columns of the steps are: of a condition `_d` that it definitely holds, `_p` that it possibly does."""
    labels = {c.name.partition("_")[0] for c in needed(layers, verdict) if c.name != REFUSED}
    if labels:
        yield "_d: it definitely holds; _p: it possibly holds; _v: a value"
    for place, at in enumerate(slice.order, 1):
        if f"n{place}" in labels:
            where = ", ".join(list(cited(pack, slice, at))[:2])
            yield f"  n{place}: {words_of(pack, slice, at)}{f' [{where}]' if where else ''}"


def words_of(pack: Pack, slice: Slice, at: int) -> str:
    node = slice.nodes[at]
    if node.op == "decide":
        return f"the verdict on {decision_words(pack, at)}"
    words = node_words(pack, at)
    return words if len(words) <= LONGEST else words[: LONGEST - 1] + "…"


def wrapped(said: str) -> list[str]:
    """Lines of the head: nothing in them acts in a terminal or ends the comment. What follows the first is set in."""
    first = "  " if said.startswith("  ") else ""
    return wrap(one_line(said), WIDTH, initial_indent=first, subsequent_indent=f"{first}    ", break_on_hyphens=False)
