"""What can be asked of a decision that turns on facts: all its results, what it turns on, and what is left of it when a fact is known."""

from collections.abc import Iterable, Mapping
from typing import Any, Final, NamedTuple

from attrs import evolve

from pincite.evaluate import evaluate
from pincite.explain.case import Case
from pincite.explain.completion.build import EFFORT, Built, Variable, build, completions
from pincite.explain.completion.parts import Unknown
from pincite.explain.completion.table import Exhausted
from pincite.explain.completion.ways import Way, codes
from pincitec.semantics.truth import HOLDS, UNDETERMINED
from pincitec.semantics.values import Value
from pincitec.semantics.verdicts import Outcome

NOBODY: Final[frozenset[str]] = frozenset()


class Result(NamedTuple):
    """A verdict, and for a value decision that has one its value. `awaits` are the facts from which a value is still to be computed."""

    verdict: int
    value: Value = None
    awaits: frozenset[str] = NOBODY


class Diagram(NamedTuple):
    """The result of a question as a function of facts that are open. `root` has every way, also those that settle nothing although a fact
    is known; `known` only those that settle it."""

    built: Built
    root: int
    known: int

    @property
    def variables(self) -> tuple[Variable, ...]:
        return self.built.variables

    @property
    def exact(self) -> bool:
        """Whether what it says of facts is exact. Where two variables come from one fact, they are treated as if each could turn out as it
        likes: then a result may be listed that cannot be, and a fact that does not matter; never one too few. A fact that matters only
        because it may come to settle nothing is not exact either."""
        turns = self.turns_on()
        shared = any(self.built.shared.intersection(self.variables[v].facts) for v in turns)
        return not shared and turns == tuple(self.built.table.asked(self.known))

    def results(self) -> tuple[Result, ...]:
        """Every result that some completion has, by the order of the law."""
        return tuple(dict.fromkeys(result_of(v) for v in self.built.table.outcomes(self.known)))

    def agreed(self) -> Result | None:
        """The result that every completion has, or `None` where they differ or leave it undetermined."""
        found = {result_of(v) for v in self.built.table.outcomes(self.root)}
        one = found.pop()
        return one if not found and one.verdict != UNDETERMINED and not one.awaits else None

    def turns_on(self) -> tuple[int, ...]:
        """The variables that matter: two completions that differ in one alone differ in the result, or in whether there is one."""
        return tuple(self.built.table.asked(self.root))

    def may_stay_open(self) -> bool:
        """Whether the result may be undetermined though every fact on which it turns is known: where those who judge differ, where no
        provision grants, or by a value that settles nothing."""
        return any(r.verdict == UNDETERMINED for r in self.results())

    def essential(self) -> tuple[str, ...]:
        """The facts on which the result turns, in the order of the law: once they are known it is settled, whatever the others are, unless
        it `may_stay_open`."""
        awaited = {f for r in self.results() for f in r.awaits}
        names = [f for v in self.turns_on() for f in self.variables[v].facts]
        names += [f.name for f in self.built.case.pack.facts if f.name in awaited]
        return tuple(dict.fromkeys(names))

    def of(self, name: str) -> tuple[int, ...]:
        """The variables that come from a fact."""
        return tuple(i for i, v in enumerate(self.variables) if name in v.facts)

    def way(self, variable: int, value: Value) -> int:
        """The number of the way that a value of a variable lies in. Raises `KeyError` for a value of no way."""
        return way_of(self.built, variable, value)

    def restrict(self, choices: Mapping[int, int]) -> "Diagram":
        """What is left when variables, by number, take a way each. Raises `Exhausted` past the effort allowed."""
        table = self.built.table

        def chosen(variable: int, ways: tuple[int, ...]) -> tuple[int, ...]:
            return (ways[choices[variable]],) if variable in choices else ways

        return self._replace(root=table.rebuild(self.root, chosen), known=table.rebuild(self.known, chosen))

    def after(self, variable: int) -> tuple[tuple[Way, "Diagram"], ...]:
        """What is left of it for each way that settles a variable."""
        open_ = self.variables[variable]
        return tuple((way, self.restrict({variable: i})) for i, way in enumerate(open_.ways[: open_.settling]))


def diagram(case: Case, names: Iterable[str] = (), *, effort: int = EFFORT) -> Diagram | int:
    """The question asked (`case.questions[0]`) as a function of the facts that are not established, and of `names` as if they were not.

    `effort` bounds the steps taken; past it the answer is the number of completions that there are.
    """
    asked = frozenset(names) & frozenset(case.facts.values)
    if asked:
        values = {name: value for name, value in case.facts.values.items() if name not in asked}
        given = {name: g for name, g in case.facts.given.items() if name not in asked}
        case = case._replace(facts=evolve(case.facts, given=given, values=values), values=evaluate(case.slice, values, case.on), own=None)
    if case.own is None or effort != EFFORT:
        return made_anew(case, effort)
    if "diagram" not in case.own:
        found = made_anew(case, effort)
        case.own["diagram"] = found, 0 if isinstance(found, int) else found.built.table.effort
    made, left = case.own["diagram"]
    if isinstance(made, Diagram):
        made.built.table.effort = left  # whoever asks it may spend as much
        return made
    return int(made)


def made_anew(case: Case, effort: int) -> Diagram | int:
    built = build(case, case.questions[0].verdict, effort)
    if isinstance(built, int):
        return built

    def settling(variable: int, ways: tuple[int, ...]) -> tuple[int, ...]:
        return ways[: built.variables[variable].settling] or ways

    try:
        return Diagram(built, built.root, built.table.rebuild(built.root, settling))
    except Exhausted:
        return completions(built.variables)


def way_of(built: Built, number: int, value: Value) -> int:
    variable = built.variables[number]
    if variable.kind == "line":
        line = built.lines[variable.node]
        code = codes(line, value)
        for i, way in enumerate(variable.ways):
            if codes(line, way.samples[0]) == code:
                return i
    for i, way in enumerate(variable.ways):
        if value in way.samples:
            return i
    raise KeyError(value)


def result_of(value: Any) -> Result:
    """The result that a verdict node comes to."""
    if isinstance(value, Outcome):
        if isinstance(value.value, Unknown):
            return Result(value.verdict, None, value.value.facts)
        return Result(value.verdict, value.value if value.verdict == HOLDS else None)
    return Result(value if isinstance(value, int) else UNDETERMINED)
