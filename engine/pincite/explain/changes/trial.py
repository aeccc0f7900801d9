"""A case with some of it otherwise, evaluated: whether the answer is then another one. Second step of `find.py`.

What may be anything is made unknown. Three-valued evaluation is sound, so what is then still determined no way of these things changes.
What is missing and stays missing may be taken as anything, too: if one completion of it keeps the answer, no change of the rest is enough.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from operator import itemgetter
from typing import Any, Final, NamedTuple

from attrs import define, field

from pincite.explain.case import Case, prepare
from pincite.explain.changes.goal import MET, Result, nodes_of
from pincite.explain.changes.model import FIELD, GIVEN, WAITED
from pincite.explain.changes.reads import Variable
from pincite.facts.lists import in_order
from pincite.facts.stating import begun
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import BOOLEAN, SCHOOL_YEAR, ListOf
from pincitec.semantics.values import Elapsed, Fault, Records, Row, Value

FAULTY: Final[Result] = (-1, None)


class Released:
    """In the place of a value: it may be anything."""

    def __repr__(self) -> str:
        return "RELEASED"


RELEASED: Final = Released()

CLOSED: Final = "closed"
"""In the place of further records: there are none."""

IN_LIST: Final = -1
NOT_READ: Final = -2


class Spent(Exception):
    """The bound on effort is met."""


class Day(NamedTuple):
    """A question on one day: the facts known as of then, by name and as they are evaluated; where each variable stands there, or `IN_LIST`,
    or `NOT_READ`; where each fact does; and the answer from such facts. `lists` keeps lists with changes made."""

    on: date
    known: Mapping[str, Value]
    ordered: tuple[Any, ...]
    places: Sequence[int]
    named: Mapping[str, int]
    unknown: tuple[Any, ...]
    answer: Callable[[tuple[Any, ...]], Result]
    lists: dict[tuple[object, ...], Records]


@define
class Trial:
    """Evaluates one case over and over. `left` counts what may still be evaluated: one for each evaluation and each record in it.
    `partial`: of something not all ways were tried."""

    case: Case
    variables: tuple[Variable, ...]
    base: Result
    left: int
    partial: bool = False
    completed: tuple[Mapping[int, Any], ...] | None = None
    named: tuple[str, ...] | None = None
    waited: int | None = None
    years: tuple[int, ...] = ()
    blocked: dict[frozenset[int], bool] = field(factory=dict)
    days: dict[date, "Day"] = field(factory=dict)

    def __attrs_post_init__(self) -> None:
        self.waited = next((n for n, v in enumerate(self.variables) if v.kind == WAITED), None)
        self.years = tuple(n for n, v in enumerate(self.variables) if v.type == SCHOOL_YEAR)

    def wanted(self, result: Result) -> bool:
        """Whether a result is another answer: one that is determined. A conflict, a gap and no answer are none."""
        if self.is_amount:
            return result[0] == HOLDS and result != self.base
        return result[0] in (HOLDS, FAILS, MET) and result != self.base

    @property
    def is_amount(self) -> bool:
        return self.case.pack.decision[self.case.questions[0].decision].kind == "value"

    def result(self, assigned: Mapping[int, Any], fields: Mapping[tuple[int, str], Any] | None = None) -> Result:
        """The result with these variables otherwise: each with a way, or `RELEASED`. Raises `Spent`."""
        way: Any = RELEASED if self.waited is None else assigned.get(self.waited, RELEASED)
        on: date = self.case.on if way is RELEASED else way
        day = self.day(on)
        inputs, rows = self.inputs(day, assigned, fields or {})
        self.left -= 1 + rows
        if self.left < 0:
            raise Spent
        if self.years and any(self.is_to_come(n, assigned.get(n), on) for n in self.years):
            return FAULTY
        try:
            return day.answer(inputs)
        except Fault:
            return FAULTY

    def is_to_come(self, number: int, way: Any, on: date) -> bool:
        """Whether a way is a school year that has not begun by a day: no facts file may state it."""
        return isinstance(way, int) and not begun(way, self.case.pack.fact[self.variables[number].fact].year_begins, on)

    def statable(self, number: int) -> tuple[Any, ...]:
        """The ways of a variable that a facts file may state on the day asked about."""
        ways = self.variables[number].ways
        return tuple(w for w in ways if not self.is_to_come(number, w, self.case.on)) if number in self.years else ways

    def day(self, on: date) -> "Day":
        if on not in self.days:
            self.days[on] = self.begun(on)
        return self.days[on]

    def begun(self, on: date) -> "Day":
        """The question on a day. The law is that of the day, unless another was named for it."""
        case = self.case
        law_on = on if case.law_on == case.on and law_differs(case.pack, case.law_on, on) else case.law_on
        compiled = prepare(case.pack, case.questions[0], law_on, case.readings, "generated").compiled
        assert compiled is not None  # INVARIANT: the generated executor is compiled
        nodes, read = nodes_of(case.pack, case.questions[0], law_on)
        picked = itemgetter(*(compiled.numbers.index(n) for n in nodes), -1)
        known = {name: until(value, on) for name, value in case.facts.values.items()} if on != case.on else dict(case.facts.values)
        return Day(
            on,
            known,
            compiled.ordered(known),
            self.places(compiled.facts),
            {name: place for place, name in enumerate(compiled.facts)},
            compiled.unknown,
            lambda inputs: read(picked(compiled.run(inputs, on))[:-1]),
            {},
        )

    def places(self, names: Sequence[str]) -> tuple[int, ...]:
        """Where the fact of each variable stands among those named."""
        place = {name: n for n, name in enumerate(names)}
        inside = [v.kind == FIELD or isinstance(v.type, ListOf) for v in self.variables]
        return tuple(IN_LIST if own else place.get(v.fact, NOT_READ) for own, v in zip(inside, self.variables, strict=True))

    def inputs(self, day: "Day", assigned: Mapping[int, Any], fields: Mapping[tuple[int, str], Any]) -> tuple[tuple[Any, ...], int]:
        """The facts with the changes made, in the order in which they are evaluated, and the number of records read."""
        values = list(day.ordered)
        lists: dict[str, list[tuple[int, Any]]] = {}
        places, unknown = day.places, day.unknown
        for number, way in assigned.items():
            place = places[number]
            if place >= 0:
                values[place] = unknown[place] if way is RELEASED else way
            elif place == IN_LIST:
                lists.setdefault(self.variables[number].fact, []).append((number, way))
        rows = sum(len(v.rows) for name in self.lists if name not in lists and isinstance(v := day.known.get(name), Records))
        for name, changed in lists.items():
            own = tuple((key, value) for key, value in fields.items() if self.variables[key[0]].fact == name) if fields else ()
            made = name, frozenset(changed), own
            if made not in day.lists:
                day.lists[made] = self.records(day, name, changed, dict(own))
            records = day.lists[made]
            rows += len(records.rows)
            if name in day.named:
                values[day.named[name]] = records
        return tuple(values), rows

    def records(self, day: "Day", name: str, changed: Iterable[tuple[int, Any]], fields: Mapping[tuple[int, str], Any]) -> Records:
        """A list with fields of its records otherwise, and with records added."""
        value = day.known.get(name)
        rows, complete = (list(value.rows), value.complete) if isinstance(value, Records) else ([], False)
        added: tuple[int, Any] | None = None
        otherwise: dict[int, dict[str, Value]] = {}
        for number, way in changed:
            variable = self.variables[number]
            if variable.kind != FIELD:
                added = number, way
                continue
            assert variable.row is not None and variable.field is not None  # INVARIANT: it is a field of a record on file
            unknown = UNDETERMINED if variable.type == BOOLEAN else None
            otherwise.setdefault(variable.row, {})[variable.field] = unknown if way is RELEASED else way
        for place, fields_of_row in otherwise.items():
            rows[place] = {**rows[place], **fields_of_row}
        if added is None:
            return Records(tuple(rows), complete)
        number, way = added
        if way is RELEASED or way is CLOSED:
            return Records(tuple(rows), way is CLOSED)
        by = self.element(name).by
        rows = sorted([*rows, *self.new_rows(number, way, fields)], key=lambda row: in_order(tuple(row[k] for k in by)))
        return Records(tuple(rows), complete or self.variables[number].kind == GIVEN)

    @property
    def lists(self) -> tuple[str, ...]:
        """The lists among the facts."""
        if self.named is None:
            self.named = tuple(n for n, v in self.case.facts.values.items() if isinstance(v, Records))
            self.named += tuple(v.fact for v in self.variables if isinstance(v.type, ListOf) and v.fact not in self.named)
        return self.named

    def element(self, name: str) -> Any:
        kind = self.case.pack.type_of[self.case.pack.fact[name].type]
        assert isinstance(kind, ListOf)  # INVARIANT: only lists have records
        return kind.element

    def new_rows(self, number: int, keys: Any, fields: Mapping[tuple[int, str], Any]) -> list[dict[str, Value]]:
        record = self.element(self.variables[number].fact)
        blank: dict[str, Value] = {f.name: UNDETERMINED if f.type == BOOLEAN else None for f in record.fields}
        blank |= {name: value for (n, name), value in fields.items() if n == number}
        return [{**blank, **dict(zip(record.by, key, strict=True))} for key in keys]

    def cannot(self, released: Iterable[int]) -> bool:
        """Whether the answer stays as it is, or becomes none, whatever these variables are: surely, where it says so."""
        key = frozenset(released)
        if key not in self.blocked:
            assigned = dict.fromkeys(key, RELEASED)
            days = [n for n in key if self.variables[n].kind == WAITED]
            tried: list[Mapping[int, Any]] = [assigned, *({**assigned, n: day} for n in days for day in self.variables[n].ways)]
            self.blocked[key] = all(self.stays(each) for each in tried)
        return self.blocked[key]

    def stays(self, assigned: Mapping[int, Any], fields: Mapping[tuple[int, str], Any] | None = None) -> bool:
        """Whether the answer surely stays, or becomes none, while all else is as it is, and what is missing stays missing."""
        return any(self.settled(self.result({**completed, **assigned}, fields)) for completed in self.completions())

    def completions(self) -> tuple[Mapping[int, Any], ...]:
        """What is missing left missing; all of it such that it meets the fewest conditions; or the most."""
        if self.completed is None:
            missing = [n for n, v in enumerate(self.variables) if is_open(v)]
            lists = {n: CLOSED for n in missing if isinstance(self.variables[n].type, ListOf)}
            plain = {n: ways for n in missing if n not in lists and (ways := self.statable(n))}
            fewest = lists | {n: ways[-1] for n, ways in plain.items()}
            most = {n: ways[0] for n, ways in plain.items()}
            self.completed = ({}, fewest, most) if missing else ({},)
        return self.completed

    def settled(self, result: Result) -> bool:
        """Whether a result can no longer become another answer, whatever is unknown in it."""
        return result[0] not in (UNDETERMINED, FAULTY[0]) and not self.wanted(result)


def law_differs(pack: Pack, day: date, later: date) -> bool:
    """Whether some clause stands on one of two days otherwise than on the other, or may."""
    return any(edge is not None and day < edge <= later for clause in pack.clauses for s in clause.standings for edge in (s.from_, s.until))


def is_open(variable: Variable) -> bool:
    """Whether something is missing, or more of it may exist."""
    if isinstance(variable.type, ListOf):
        return not (isinstance(variable.current, Records) and variable.current.complete)
    return variable.kind == GIVEN or (variable.kind == FIELD and (variable.current is None or missing_truth(variable)))


def missing_truth(variable: Variable) -> bool:
    return variable.type == BOOLEAN and variable.current == UNDETERMINED


def until(value: Value, day: date) -> Value:
    """A value as of another day: a period that runs is longer by then."""
    match value:
        case Elapsed():
            return Elapsed(value.since, day, value.month_end)
        case Records(rows, complete):
            return Records(tuple({name: until(v, day) for name, v in row.items()} for row in rows), complete)
        case Row():
            raise TypeError("a fact is no row")  # INVARIANT: rows are made while evaluating
    return value
