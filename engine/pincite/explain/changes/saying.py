"""A change as the proof has it: each edit with its region, its witness and its words. Last step of `find.py`."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from pincite.explain.case import Case
from pincite.explain.changes.goal import MET
from pincite.explain.changes.model import ADDED, CHANGED, GIVEN, OPEN, PAST, WAITED, Change, Edit
from pincite.explain.changes.nearer import nearer
from pincite.explain.changes.reads import Variable
from pincite.explain.changes.regions import Region, region
from pincite.explain.changes.search import Found
from pincite.explain.changes.trial import Trial
from pincite.explain.conditions import record_key
from pincite.explain.display import show_date, shown
from pincite.facts.stating import stated
from pincite.texts import plural, say
from pincitec.semantics.truth import HOLDS, UNDETERMINED
from pincitec.semantics.types import BOOLEAN, DATE, Enumeration, ListOf, Quantity
from pincitec.semantics.values import Records, Value, exact


def change(trial: Trial, found: Found, box: Mapping[int, tuple[Value, ...]], last_known: bool) -> Change:
    """A change in words. `box` are the values that do for each variable."""
    varied = frozenset(trial.variables[n].fact for n in found.assigned)
    such = frozenset(n for n in found.assigned if is_such(trial, n, box.get(n, ()), varied))
    found = nearer(trial, found, such)
    box = {**box, **{n: (found.assigned[n],) for n in such}}
    edits = tuple(edit(trial, found, n, box.get(n, ()), varied) for n in sorted(found.assigned))
    on = next((way for n, way in found.assigned.items() if trial.variables[n].kind == WAITED), None)
    past = any(trial.variables[n].past for n in found.assigned)
    verdict, value = found.result
    decision = trial.case.pack.decision[trial.case.questions[0].decision]
    text = "; ".join(e.text for e in edits)
    amount = shown(trial.case.pack, decision.type, value) if trial.is_amount else None
    met = verdict == MET
    verdict = UNDETERMINED if met else verdict
    return Change(PAST if past else OPEN, edits, verdict, amount, text, sum(e.effort for e in edits), on, last_known, met)


def is_such(trial: Trial, number: int, values: tuple[Value, ...], varied: frozenset[str]) -> bool:
    """Whether of a fact, or of a field on file, only one value is known that does."""
    variable = trial.variables[number]
    return not isinstance(variable.type, ListOf) and variable.kind != WAITED and not region(trial.case.pack, variable, values, varied).exact


def edit(trial: Trial, found: Found, number: int, values: tuple[Value, ...], varied: frozenset[str]) -> Edit:
    variable, way = trial.variables[number], found.assigned[number]
    if variable.kind == WAITED:
        return waited(variable, way)
    if isinstance(variable.type, ListOf):
        return added(trial.case, variable, variable.type, way, {name: v for (n, name), v in found.fields.items() if n == number})
    found_region = region(trial.case.pack, variable, values, varied)
    if variable.type == DATE and any(trial.variables[n].kind == WAITED for n in found.assigned):  # its limits may be others on that day
        found_region = Region(say("such as {value}", value=shown(trial.case.pack, DATE.key, way) or ""), False)
    return plain(trial.case, variable, way, found_region)


def waited(variable: Variable, day: date) -> Edit:
    text = say("time passes until {day}", day=show_date(day))
    return Edit("", say("the day asked about"), WAITED, None, show_date(day), show_date(day), day.isoformat(), variable.effort, text=text)


def plain(case: Case, variable: Variable, way: Value, found: Region) -> Edit:
    """One fact, or one field of a record on file."""
    fact = case.pack.fact[variable.fact]
    label, record = fact.wording.label, None
    if variable.row is not None:
        kind = case.pack.type_of[fact.type]
        on_file = case.facts.values[variable.fact]
        assert isinstance(kind, ListOf) and isinstance(on_file, Records)  # INVARIANT: only lists have rows
        record = record_key(case, kind.element, on_file.rows[variable.row])
        field = kind.element.field(variable.field or "")
        label = field.label if field else label
    missing = variable.kind == GIVEN or variable.current is None
    before = None if missing else shown(case.pack, variable.type.key, variable.current)
    return Edit(
        variable.fact,
        label,
        variable.kind,
        before,
        found.text,
        shown(case.pack, variable.type.key, way) or "",
        stated(way, variable.type) or "",
        variable.effort,
        found.exact,
        gap(case, variable, way),
        record,
        variable.field,
        text=sentence(variable, label, record, before, found.text, way),
    )


def sentence(variable: Variable, label: str, record: str | None, before: str | None, wanted: str, way: Value) -> str:
    """One edit in words, in the form that its kind takes."""
    about = label if record is None else say("in {record}, {label}", record=record, label=label)
    if variable.type == BOOLEAN and record is None:
        if variable.past:
            if way == HOLDS:
                return say("this had been so: {condition}", condition=label)
            return say("this had not been so: {condition}", condition=label)
        if way == HOLDS:
            return say("it is shown: {condition}", condition=label)
        if variable.kind == CHANGED:
            return say("this is no longer so: {condition}", condition=label)
        return say("it is shown that this is not so: {condition}", condition=label)
    if before is None:
        return say("{fact}: {wanted} (not on file)", fact=about, wanted=wanted)
    return say("{fact}: {wanted} (on file: {before})", fact=about, wanted=wanted, before=before)


def added(case: Case, variable: Variable, kind: ListOf, keys: Any, fields: Mapping[str, Value]) -> Edit:
    """Further records of a list, each with the fields that matter."""
    fact = case.pack.fact[variable.fact]
    told = []
    for each in variable.fields:
        name = each.field or ""
        if name in fields:
            own = kind.element.field(name)
            witness = shown(case.pack, each.type.key, fields[name]) or ""
            told.append((own.label if own else name, witness, witness))
    names = "; ".join(say("{field}: {value}", field=label, value=value) for label, value, _ in told)
    number = len(keys)
    list_name = fact.wording.label
    if variable.kind == ADDED:
        text = plural(number, "{n} further record of {list}", "{n} further records of {list}", list=list_name)
    else:
        text = plural(number, "{n} record of {list}, and no others", "{n} records of {list}, and no others", list=list_name)
    rows: list[dict[str, Value]] = [dict(zip(kind.element.by, key, strict=True)) for key in keys]
    shown_keys = ", ".join(record_key(case, kind.element, each) for each in rows)
    named = not any(isinstance(key[0], str) for key in keys)  # a made-up name says nothing
    if names and named:
        text = say("{records}, such as {keys}: {fields}", records=text, keys=shown_keys, fields=names)
    elif names:
        text = say("{records}, such as: {fields}", records=text, fields=names)
    elif named:
        text = say("{records}, such as {keys}", records=text, keys=shown_keys)
    before = shown(case.pack, fact.type, case.facts.values.get(variable.fact))
    return Edit(
        *(variable.fact, list_name, variable.kind, before, text, shown_keys, "", variable.effort),
        exact=False,
        number=number,
        fields=tuple(told),
        text=text,
    )


def gap(case: Case, variable: Variable, way: Value) -> str | None:
    """How far the value on file is from the witness, where that is a number of something."""
    if not isinstance(variable.type, Quantity) or isinstance(variable.type, Enumeration):
        return None
    if not isinstance(way, (int, Fraction)) or not isinstance(variable.current, (int, Fraction)):
        return None
    far = exact(Fraction(way) - Fraction(variable.current))
    distance = shown(case.pack, variable.type.key, max(far, -far)) or ""
    return say("{distance} more", distance=distance) if far > 0 else say("{distance} less", distance=distance)
