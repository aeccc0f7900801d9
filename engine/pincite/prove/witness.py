"""A case that was found, made as small as it can be, decided anew by the reference interpreter, and put into words."""

from collections.abc import Iterator, Mapping

from pincite.evaluate import evaluate
from pincite.explain.display import show_date, shown
from pincite.prove.days import Cone
from pincite.prove.model import Witness, WitnessRow
from pincite.prove.space import Case, Rows, Space
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import HOLDS, UNDETERMINED
from pincitec.semantics.types import Enumeration, ListOf, Record
from pincitec.semantics.values import Value


def smallest(space: Space, case: Case) -> Case:
    """The case without whatever it does not need: facts, then records, then fields of records. What is left out may be anything."""
    while (less := next((c for c in smaller(space.pack, case) if space.decide(c)[0] == HOLDS), None)) is not None:
        case = less
    return case


def smaller(pack: Pack, case: Case) -> Iterator[Case]:
    """The cases with one thing less."""
    yield from without_facts(case)
    yield from without_records(case)
    yield from without_fields(pack, case)


def without_facts(case: Case) -> Iterator[Case]:
    for name in case.facts:
        yield Case({n: v for n, v in case.facts.items() if n != name}, case.lists)
    for name in case.lists:
        yield Case(case.facts, {n: rows for n, rows in case.lists.items() if n != name})


def without_records(case: Case) -> Iterator[Case]:
    for name, rows in case.lists.items():
        for i in range(len(rows)):
            yield case.with_list(name, (*rows[:i], *rows[i + 1 :]))


def without_fields(pack: Pack, case: Case) -> Iterator[Case]:
    for name, rows in case.lists.items():
        record = record_of(pack, name)
        for i, row in enumerate(rows):
            for field in record.fields:
                unknown = UNDETERMINED if field.type.key == "boolean" else None
                if field.name not in record.by and row[field.name] != unknown:
                    yield case.with_field(name, i, field.name, unknown)


def record_of(pack: Pack, name: str) -> Record:
    kind = pack.type_of[pack.fact[name].type]
    assert isinstance(kind, ListOf)  # INVARIANT: only a list has records
    return kind.element


def replayed(space: Space, case: Case) -> bool:
    """Whether the reference interpreter finds the counterexample too."""
    values = evaluate(space.slice, case.inputs(), space.on)
    return all(values[node] == wanted for node, wanted in space.goal)


def witness_of(space: Space, case: Case, cone: Cone) -> Witness:
    """A case as a reader sees it. Facts stand in the order in which the rules declare them."""
    pack = space.pack
    default = {c.name: c.default for c in pack.choices}
    beyond = tuple(
        f"{s.cite} is known only until {show_date(s.known_until)}" for s in cone.sections if s.known_until and s.known_until < space.on
    )
    rows = tuple(row for fact in pack.facts for row in rows_of(pack, case, fact.name))
    other = tuple((choice, reading) for choice, reading in space.readings.items() if reading != default[choice])
    return Witness(space.on, dict(space.readings), other, case.inputs(), rows, beyond)


def rows_of(pack: Pack, case: Case, name: str) -> Iterator[WitnessRow]:
    """One fact of a case: a line, and for a list a line for each record."""
    fact = pack.fact[name]
    if name in case.facts:
        yield WitnessRow(name, fact.wording.label, shown(pack, fact.type, case.facts[name]) or "")
    if name in case.lists:
        rows: Rows = case.lists[name]
        number = f"{len(rows)} record{'s' * (len(rows) != 1)}, and no more" if rows else "no records"
        yield WitnessRow(name, fact.wording.label, number)
        for row in rows:
            yield WitnessRow(name, *record_in_words(pack, record_of(pack, name), row), record=True)


def record_in_words(pack: Pack, record: Record, row: Mapping[str, Value]) -> tuple[str, str]:
    """A record: its key, and its other fields as far as they matter."""
    key = ", ".join(field_in_words(pack, record, name, row[name]) for name in record.by)
    known = [
        f"{f.label}: {field_in_words(pack, record, f.name, row[f.name])}"
        for f in record.fields
        if f.name not in record.by and row[f.name] != (UNDETERMINED if f.type.key == "boolean" else None)
    ]
    return key, "; ".join(known)


def field_in_words(pack: Pack, record: Record, name: str, value: Value) -> str:
    field = record.field(name)
    assert field is not None  # INVARIANT: a name of one of its fields
    if isinstance(field.type, Enumeration) and isinstance(value, int):
        return field.type.members[value].wording
    return shown(pack, field.type.key, value) or "not given"
