"""A diagram has every result that the facts can come to: compared with the reference interpreter over random rules and facts."""

from attrs import evolve
from hypothesis import event, given, settings, strategies as st
from tests.engine.strategies import ASKED, facts, less, packs

from pincite.evaluate import evaluate
from pincite.explain.case import Case
from pincite.explain.completion.build import Built, build
from pincite.explain.completion.diagram import Result, result_of
from pincite.facts import Facts
from pincitec.graph.pack import Pack
from pincitec.graph.slices import Slice, slice_graph
from pincitec.semantics.truth import HOLDS, UNDETERMINED
from pincitec.semantics.values import Fault, Records, Value


def case_of(pack: Pack, slice: Slice, values: dict[str, Value]) -> Case:
    return Case(pack, Facts(values=values), ASKED, ASKED, {}, slice, (), evaluate(slice, values, ASKED))


def verdicts(slice: Slice) -> list[int]:
    return [n for n in slice.order if slice.levels[n] == 0 and slice.nodes[n].type in ("boolean", "verdict", "outcome")]


@settings(max_examples=400, deadline=None)
@given(st.data())
def test_every_completion_is_in_the_diagram(data: st.DataObject) -> None:
    pack = data.draw(packs())
    slice = slice_graph(pack, ASKED, {}, range(len(pack.nodes)))
    whole = data.draw(facts())
    part = data.draw(less(whole))
    root = data.draw(st.sampled_from(verdicts(slice)[-4:]))
    try:
        case, complete = case_of(pack, slice, part), evaluate(slice, whole, ASKED)
    except Fault:
        return
    built = build(case, root)
    if isinstance(built, int):
        event("too large")
        return
    found = [result_of(v) for v in built.table.outcomes(built.root)]
    event(f"{min(len(found), 3)} results of {min(len(built.variables), 4)} variables")
    assert fits(result_of(complete[root]), found), told(case, root, part, whole)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_what_is_known_in_part_is_in_the_diagram_of_less(data: st.DataObject) -> None:
    """A fact that is added never brings a result that was not there: also one that settles nothing."""
    pack = data.draw(packs())
    slice = slice_graph(pack, ASKED, {}, range(len(pack.nodes)))
    more = data.draw(less(data.draw(facts())))
    part = {name: still_open(value, more[name]) for name, value in data.draw(less(more)).items()}
    root = data.draw(st.sampled_from(verdicts(slice)[-4:]))
    try:
        case = case_of(pack, slice, part)
        before, after = build(case, root), build(case_of(pack, slice, more), root)
    except Fault:
        return
    if isinstance(before, Built) and isinstance(after, Built):
        found = [result_of(v) for v in before.table.outcomes(before.root)]
        for value in after.table.outcomes(after.root):
            assert fits(result_of(value), found), f"{value} {found}\n{told(case, root, part, more)}"


def still_open(value: Value, more: Value) -> Value:
    """A list of which less is known is complete only if it was."""
    return evolve(value, complete=value.complete and more.complete) if isinstance(value, Records) and isinstance(more, Records) else value


def told(case: Case, root: int, part: dict[str, Value], whole: dict[str, Value]) -> str:
    """The nodes below a root, for whoever reads a failure."""
    stack, seen = [root], set[int]()
    while stack:
        number = stack.pop()
        if number not in seen:
            seen.add(number)
            stack += case.node(number).args
    nodes = "\n".join(f"{n}: {case.node(n)} = {case.values[n]}" for n in sorted(seen))
    return f"{nodes}\nknown: {part}\nall: {whole}"


def fits(result: Result, found: list[Result]) -> bool:
    """Whether a result is one of those found; one whose value is still to be computed may come to any."""
    if result in found:
        return True
    open_ = [r for r in found if r.awaits]
    if any(r.verdict == UNDETERMINED for r in open_):
        return True
    return result.verdict in (HOLDS, UNDETERMINED) and any(r.verdict == HOLDS for r in open_)
