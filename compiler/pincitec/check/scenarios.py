"""Scenarios: cases with known answers. Names and values are checked here; `pincite test` runs them."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Final

from attrs import define, field, frozen

from pincitec.check.given_values import unknown, value_of
from pincitec.check.judged import found_together, no_judge
from pincitec.check.laws import Laws, Located
from pincitec.check.quotes import shorten
from pincitec.check.symbols import UNREAD
from pincitec.check.typing import Checker
from pincitec.check.typing_rules import a_type
from pincitec.diagnostics import Diagnostic, Label, Span
from pincitec.diagnostics.catalogue.names import DUPLICATE_NAME, UNKNOWN_NAME, WRONG_READINGS
from pincitec.diagnostics.catalogue.types import WRONG_TYPE
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.semantics import types
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.types import Enumeration, ListOf, Record, Type
from pincitec.semantics.values import Elapsed, Records, Value
from pincitec.syntax import pol_tree as t

WHOLE: Final = re.compile(r"[0-9]{1,15}")
DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@frozen
class Expected:
    """What a scenario expects of a decision: a verdict, or `value`; of an undetermined one, which facts are missing."""

    decision: str
    outcome: str
    value: Value
    open: tuple[str, ...]
    span: Span = field(eq=False)


@frozen
class CheckedScenario:
    """A scenario ready to run: facts by qualified name, dates, readings by qualified choice."""

    policy: str
    title: str
    on: date
    law_on: date
    readings: Mapping[str, str]
    facts: Mapping[str, Value]
    expected: tuple[Expected, ...]
    cites: tuple[Located, ...]
    span: Span = field(eq=False)


@define
class Given:
    """The facts of a scenario while they are collected: values by qualified name, records by list, which lists are complete, and by whom
    what was judged."""

    values: dict[str, Value] = field(factory=dict)
    lists: dict[str, list[dict[str, Value]]] = field(factory=dict)
    complete: set[str] = field(factory=set)
    judged: dict[str, dict[str, Value]] = field(factory=dict)

    def copy(self, on: date) -> "Given":
        """The same facts, asked about on another day."""
        values = {name: Elapsed(v.since, on) if isinstance(v, Elapsed) else v for name, v in self.values.items()}
        return Given(
            values,
            {name: [dict(r) for r in rows] for name, rows in self.lists.items()},
            set(self.complete),
            {name: dict(said) for name, said in self.judged.items()},
        )

    def facts(self) -> dict[str, Value]:
        return {**self.values, **{name: Records(tuple(rows), name in self.complete) for name, rows in self.lists.items()}}


def check_scenarios(file: t.PolicyFile, checker: Checker, laws: Laws) -> tuple[CheckedScenario, ...]:
    """The scenarios that have no mistake in them. One that is `like` another begins with the facts of that one."""
    made = []
    known: dict[str, Given] = {}
    for d in file.declarations:
        if isinstance(d, t.Scenario):
            before = len(checker.problems)
            given = begin(d, known, checker)
            collect(d, given, checker)
            known.setdefault(d.title.text, given)
            one = scenario(d, given, checker, laws)
            if len(checker.problems) == before:
                made.append(one)
    return tuple(made)


def begin(d: t.Scenario, known: Mapping[str, Given], checker: Checker) -> Given:
    """The facts that a scenario begins with."""
    if d.title.text in known:
        help = "give each scenario a title of its own: reports name it by its title"
        checker.problems.append(Diagnostic.at(DUPLICATE_NAME, d.title.span, "a second scenario with this title", help=help))
    if d.like is None:
        return Given()
    if d.like.text in known:
        given = known[d.like.text].copy(d.on)
        late = [v.since for v in given.values.values() if isinstance(v, Elapsed) and v.since > d.on]
        if late:
            message = f"`{late[0]}`, given there, is after the day asked about here"
            checker.problems.append(Diagnostic.at(WRONG_TYPE, d.like.span, message))
        return given
    near = did_you_mean(d.like.text, known)
    help = f"did you mean `{near}`?" if near else "name a scenario that stands above this one in the file"
    checker.problems.append(Diagnostic.at(UNKNOWN_NAME, d.like.span, f"no scenario above is titled `{shorten(d.like.text)}`", help=help))
    return Given()


def collect(d: t.Scenario, given: Given, checker: Checker) -> None:
    """Adds what a scenario gives to what it begins with. A record with the key of an earlier one changes the fields that it names."""
    said: set[str] = set()
    keys: dict[str, list[dict[str, Value]]] = {}
    for step in d.steps:
        if not isinstance(step, t.Given):
            continue
        symbol = checker.find(step.fact, ("fact",))
        if symbol is None or symbol.type is None:
            continue
        name = symbol.qualified
        if step.kind == "value" and step.value is not None:
            by, nobody_says = step.by, f"{name} = unknown"
            entry = f"{name} by {by.text}" if by is not None else nobody_says if unknown(step.value) else name
            before = {name, entry} if by is not None else {name, nobody_says, f"{name} judged"}
            if before & said:
                checker.problems.append(Diagnostic.at(DUPLICATE_NAME, step.span, f"`{symbol.name}` is given twice"))
            said |= {entry} if by is None else {entry, f"{name} judged"}
            given.values.pop(name, None)
            given.lists.pop(name, None)
            given.complete.discard(name)
            value = None if unknown(step.value) else value_of(step.value, symbol.type, d.on, checker, symbol)
            if by is None:
                given.judged.pop(name, None)
            elif wrong := no_judge(symbol, by):
                checker.problems.append(wrong)
                continue
            else:
                given.judged.setdefault(name, {})[by.text] = value
                value = found_together(symbol, given.judged[name])
            if value is not None:
                given.values[name] = value
        elif symbol.type == UNREAD:
            continue
        elif not isinstance(symbol.type, ListOf):
            checker.problems.append(Diagnostic.at(WRONG_TYPE, step.span, f"`{symbol.name}` is {a_type(symbol.type)}, not a list"))
        elif step.kind == "complete":
            given.complete.add(name)
            given.lists.setdefault(name, [])
        else:
            made = row(step, symbol.type.element, d.on, checker)
            key = {k: made.get(k) for k in symbol.type.element.by}
            if None not in key.values() and key in keys.setdefault(name, []):
                help = "the key of a record makes it the same record"
                shown = step.key.text if step.key else ""
                checker.problems.append(
                    Diagnostic.at(DUPLICATE_NAME, step.span, f"a second record `{shown}` in `{symbol.name}`", help=help)
                )
            keys.setdefault(name, []).append(key)
            rows = given.lists.setdefault(name, [])
            same = next((r for r in rows if all(r[k] == v for k, v in key.items())), None)
            if same is None:
                rows.append({f.name: UNDETERMINED if f.type == types.BOOLEAN else None for f in symbol.type.element.fields} | made)
            else:
                same.update(made)
            rows.sort(key=in_order(symbol.type.element))


def in_order(record: Record) -> Callable[[Mapping[str, Value]], list[tuple[bool, object]]]:
    """The order in which the records of a list stand: that of their keys."""
    return lambda row: [(row[k] is not None, 0 if row[k] is None else row[k]) for k in record.by]


def scenario(d: t.Scenario, given: Given, checker: Checker, laws: Laws) -> CheckedScenario:
    readings = dict(r for chosen in d.readings for r in [reading(chosen, checker)] if r is not None)
    expected = tuple(e for step in d.steps if isinstance(step, t.Expect) for e in [expect(step, d.on, checker)] if e is not None)
    cites = []
    for step in d.steps:
        if isinstance(step, t.Cites):
            place = laws.locate(step.cite, checker.scope)
            if isinstance(place, Diagnostic):
                checker.problems.append(place)
            elif place is not None:
                cites.append(place)
    policy = checker.scope.own.policy
    return CheckedScenario(policy, d.title.text, d.on, d.law_on or d.on, readings, given.facts(), expected, tuple(cites), d.span)


def reading(chosen: tuple[t.Word, t.Word], checker: Checker) -> tuple[str, str] | None:
    symbol = checker.find(chosen[0], ("choice",))
    if symbol is None:
        return None
    assert isinstance(symbol.node, t.ChoiceDecl)
    names = [a.name.text for a in symbol.node.alternatives]
    if chosen[1].text not in names:
        help = f"its readings are {', '.join(f'`{n}`' for n in names)}"
        message = f"`{symbol.name}` has no reading `{chosen[1].text}`"
        checker.problems.append(Diagnostic.at(WRONG_READINGS, chosen[1].span, message, help=help))
        return None
    return symbol.qualified, chosen[1].text


def row(step: t.Given, record: Record, on: date, checker: Checker) -> dict[str, Value]:
    """The fields that a scenario gives of one record."""
    made: dict[str, Value] = {}
    if record.by and step.key is not None:
        key = record.field(record.by[0])
        assert key is not None
        made[key.name] = value_of(key_given(step.key, key.type), key.type, on, checker, None)
    for word, given in step.row:
        field_ = record.field(word.text)
        if field_ is None:
            fields = [f.name for f in record.fields]
            near = did_you_mean(word.text, fields)
            help = f"did you mean `{near}`?" if near else f"its fields are {', '.join(f'`{f}`' for f in fields)}"
            checker.problems.append(Diagnostic.at(UNKNOWN_NAME, word.span, f"{a_type(record)} has no field `{word.text}`", help=help))
        else:
            made[field_.name] = value_of(given, field_.type, on, checker, None)
    return made


def key_given(key: t.Text, type: Type) -> t.Literal | t.Name:
    """The key of a record, which stands in quotation marks whatever its type: "2018-19", "7", "2024-06-30", or a name."""
    if isinstance(type, Enumeration):
        return t.Name(t.Word(key.text, key.span), key.span)
    if type == types.INTEGER and WHOLE.fullmatch(key.text):
        return t.Literal("number", int(key.text), None, key.span)
    if type == types.DATE and DAY.fullmatch(key.text):
        try:
            return t.Literal("date", date.fromisoformat(key.text), None, key.span)
        except ValueError:
            pass  # told as a text where a date is needed
    return t.Literal("text", key.text, None, key.span)


def expect(step: t.Expect, on: date, checker: Checker) -> Expected | None:
    """An expectation, its decision looked up (`minimum_salary`, or `nm.level_three_a`)."""
    *alias, name = step.decision.split(".")
    word = t.Word(name, step.span)
    if alias and alias[0] in checker.scope.aliases:
        found = checker.scope.find_in(alias[0], word, ("decision",))
    else:
        found = checker.scope.find(word, ("decision",))
    if isinstance(found, Diagnostic):
        checker.problems.append(found)
        return None
    if found is None or found.type is None:
        return None
    open = []
    for fact in step.open:
        symbol = checker.find(t.Word(fact.rpartition(".")[2], step.span), ("fact",))
        if symbol is not None:
            open.append(symbol.qualified)
    value: Value = None
    valued = isinstance(found.node, t.DecisionDecl) and found.node.kind == "value"
    if step.value is not None and unknown(step.value):
        help = f"expect {step.decision} undetermined"
        checker.problems.append(Diagnostic.at(WRONG_TYPE, step.span, "`unknown` is no outcome", help=help))
        return None
    if step.value is not None and valued:
        value = value_of(step.value, found.type, on, checker, found)
    elif step.outcome == "value" or (valued and step.outcome in ("holds", "fails")):
        help = "expect a value: expect minimum_salary = $60,000" if valued else "expect a verdict: expect level_three_a holds"
        message = f"`{found.name}` has {'a value' if valued else 'no value'}"
        checker.problems.append(Diagnostic.at(WRONG_TYPE, step.span, message, others=[Label(found.span, "declared here")], help=help))
        return None
    return Expected(found.qualified, step.outcome, value, tuple(open), step.span)
