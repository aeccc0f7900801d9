"""The two questions that all systems are asked, and their populations.

Facts come in two shapes. *Plain*: a mapping of Python values (months as whole numbers, members of enumerations by name, records as a list
of mappings), where what is unknown is absent. *Columns*: a canonical Arrow batch (`pincite.evaluate.columns.schema`). Either is made from
the other here, so that every system is asked about the same people.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Any, Final

import numpy as np
import pyarrow as pa
from attrs import field, frozen

from pincite.evaluate.columns.schema import COMPLETE, Form, canonical
from pincitec.graph.pack import Pack
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import Enumeration, ListOf
from pincitec.semantics.values import Records, Value, exact

Plain = Mapping[str, Any]
LAST: Final[list[Any]] = []
Numbers = np.ndarray[Any, Any]
DEGREES: Final = ("no_degree", "bachelors", "other_post_baccalaureate", "masters", "doctorate")
LEVELS: Final = ("no_license", "level_one", "level_two", "level_three")
RATINGS: Final = ("below_meets", "meets", "above_meets")
OPEN: Final = "open"
"""In plain facts: the lists of which more records may exist."""
RECORDS: Final = (3, 7)
"""The fewest school years of a teacher, and one more than the most."""


@frozen(slots=False)
class Case:
    """A question: a decision of the library on a day, the facts it turns on, named cases, and whoever makes random columns of it."""

    key: str
    title: str
    decision: str
    on: date
    facts: Mapping[str, str]
    """The short names of plain facts, and the qualified ones."""
    fields: Sequence[str]
    """The fields of records that the question turns on."""
    named: Mapping[str, Plain]
    draw: Callable[["Case", Pack, int, np.random.Generator, float], pa.RecordBatch] = field(repr=False)

    @cached_property
    def short(self) -> Mapping[str, str]:
        return {v: k for k, v in self.facts.items()}

    def schema(self, pack: Pack) -> pa.Schema:
        """The canonical columns of its facts, as narrow as the values allow."""
        forms: dict[str, Form | None] = {}
        for name in self.facts.values():
            kind = pack.type_of[pack.fact[name].type]
            forms[name] = FORMS.get(kind.key)
            if isinstance(kind, ListOf):
                forms.update({f"{name}[].{f.name}": FORMS.get(f.type.key) for f in kind.element.fields})
        whole = canonical(pack, forms)
        return pa.schema([only(f, (*self.fields, "year")) for f in whole])

    def batch(self, pack: Pack, rows: int, seed: int, unknown: float) -> pa.RecordBatch:
        """A random population, of which the share `unknown` of all facts and fields is not known."""
        return self.draw(self, pack, rows, np.random.default_rng(seed), unknown)

    def columns(self, pack: Pack, people: Sequence[Plain]) -> pa.RecordBatch:
        """Plain facts as a batch."""
        schema = self.schema(pack)
        arrays = []
        for f in schema:
            if f.name.endswith(COMPLETE):
                name = self.short[f.name.removesuffix(COMPLETE)]
                arrays.append(pa.array([OPEN not in p and name in p for p in people], pa.bool_()))
            else:
                name = self.short[f.name]
                arrays.append(pa.array([held(pack, f.name, p.get(name)) for p in people], f.type))
        return pa.RecordBatch.from_arrays(arrays, schema=schema)

    def plain(self, pack: Pack, batch: pa.RecordBatch) -> Sequence[Plain]:
        """A batch as plain facts; those of the last one are kept, since many systems ask for them."""
        if not (LAST and LAST[0] is batch):
            LAST[:] = [batch, self.spelt(pack, batch)]
        found: Sequence[Plain] = LAST[1]
        return found

    def spelt(self, pack: Pack, batch: pa.RecordBatch) -> Sequence[Plain]:
        people: list[dict[str, Any]] = [{} for _ in range(batch.num_rows)]
        for name, qualified in self.facts.items():
            kind = pack.type_of[pack.fact[qualified].type]
            complete = batch.column(qualified + COMPLETE).to_pylist() if isinstance(kind, ListOf) else None
            for i, value in enumerate(batch.column(qualified).to_pylist()):
                if value is None:
                    continue
                if isinstance(kind, ListOf):
                    known = {f.name: f.type for f in kind.element.fields}
                    people[i][name] = [{k: spelt(known[k], v) for k, v in row.items() if v is not None} for row in value]
                    if complete is not None and not complete[i]:
                        people[i][OPEN] = True
                else:
                    people[i][name] = spelt(kind, value)
        return people


def only(found: pa.Field, fields: Sequence[str]) -> pa.Field:
    """A list without the fields that nothing turns on."""
    if not pa.types.is_list(found.type):
        return found
    struct = found.type.value_type
    parts = [struct.field(i) for i in range(struct.num_fields) if struct.field(i).name in fields]
    return pa.field(found.name, pa.list_(pa.field("item", pa.struct(parts), nullable=False)), metadata=found.metadata)


FORMS: Final[Mapping[str, Form]] = {
    "period": Form(bits=16, range=(0, 600)),
    "days": Form(bits=16, range=(0, 366)),
    "percent": Form(bits=16, scale=4, range=(0, 10_000)),
    "school_year": Form(bits=16, range=(1990, 2030)),
    "integer": Form(bits=16, range=(0, 100)),
}


def held(pack: Pack, name: str, value: Any) -> Any:
    """A plain value as a column holds it."""
    kind = pack.type_of[pack.fact[name].type]
    if isinstance(kind, ListOf) and value is not None:
        types = {f.name: f.type for f in kind.element.fields}
        return [{k: one(types[k], v) for k, v in row.items()} for row in value]
    return one(kind, value)


def one(kind: Any, value: Any) -> Any:
    if isinstance(kind, Enumeration) and value is not None:
        return kind.index(value)
    return value


def spelt(kind: Any, value: Any) -> Any:
    """What a column holds, as a plain value: a share stays in hundredths of a percent."""
    return kind.members[value].name if isinstance(kind, Enumeration) else value


def typed(case: Case, pack: Pack, person: Plain) -> dict[str, Value]:
    """Plain facts as the values that our scalar executor takes."""
    found: dict[str, Value] = {}
    for name, qualified in case.facts.items():
        kind = pack.type_of[pack.fact[qualified].type]
        if name not in person:
            continue
        if isinstance(kind, ListOf):
            rows = tuple({f.name: value(f.type, row.get(f.name)) for f in kind.element.fields} for row in person[name])
            found[qualified] = Records(rows, complete=OPEN not in person)
        else:
            found[qualified] = value(kind, person[name])
    return found


def value(kind: Any, plain: Any) -> Value:
    if kind.key == "boolean":
        return UNDETERMINED if plain is None else HOLDS if plain else FAILS
    if kind.key == "percent" and plain is not None:
        from fractions import Fraction

        return exact(Fraction(plain, 10_000))
    found: Value = one(kind, plain)
    return found


def mapping(person: Plain) -> dict[str, Any]:
    """Plain facts as `pincite.determine` takes them: units are said, never guessed."""
    found = dict(person)
    if "years_as_level_two" in found:
        found["years_as_level_two"] = f"{found['years_as_level_two']} months"
    if "school_years" in found:
        rows = {f"{row['year']}-{(row['year'] + 1) % 100:02}": spoken(row) for row in found["school_years"]}
        found["school_years"] = {"complete": found.pop(OPEN, None) is None, "source": "service record", "records": rows}
    return found


def spoken(row: Plain) -> dict[str, Any]:
    """A record as it is written in a facts file."""
    said = {k: v for k, v in row.items() if k != "year"}
    if "domain_points" in said:
        said["domain_points"] = f"{said['domain_points'] // 100}.{said['domain_points'] % 100:02}%"
    return said


def lose(random: np.random.Generator, count: int, unknown: float) -> Numbers | None:
    """Which of so many values are not known; None: all are."""
    return random.random(count, dtype=np.float32) < unknown if unknown else None


def truths(random: np.random.Generator, count: int, share: float, unknown: float) -> pa.Array:
    return pa.array(random.random(count, dtype=np.float32) < share, mask=lose(random, count, unknown))


def applicants(case: Case, pack: Pack, rows: int, random: np.random.Generator, unknown: float) -> pa.RecordBatch:
    schema = case.schema(pack)
    made = {
        "years_as_level_two": pa.array(random.integers(0, 96, rows, dtype=np.int16), mask=lose(random, rows, unknown)),
        "degree_held": pa.array(random.integers(0, len(DEGREES), rows, dtype=np.int8), mask=lose(random, rows, unknown)),
        "national_board": truths(random, rows, 0.3, unknown),
        "leader_competence": truths(random, rows, 0.8, unknown),
        "other_qualifications": truths(random, rows, 0.9, unknown),
    }
    return pa.RecordBatch.from_arrays([made[case.short[f.name]] for f in schema], schema=schema)


def teachers(case: Case, pack: Pack, rows: int, random: np.random.Generator, unknown: float) -> pa.RecordBatch:
    schema = case.schema(pack)
    lengths = random.integers(*RECORDS, rows)
    offsets = np.zeros(rows + 1, dtype=np.int32)
    np.cumsum(lengths, out=offsets[1:])
    count = int(offsets[-1])
    first = np.repeat(2024 - lengths - offsets[:-1], lengths)
    fields = {
        "year": pa.array((first + np.arange(count)).astype(np.int16)),
        "instructional_days": pa.array(random.integers(60, 200, count, dtype=np.int16), mask=lose(random, count, unknown)),
        "level": pa.array(np.where(random.random(count) < 0.85, 2, 1).astype(np.int8), mask=lose(random, count, unknown)),
        "standard_license": truths(random, count, 0.95, unknown),
        "teacher_of_record": truths(random, count, 0.9, unknown),
        "elevate_rating": pa.array(random.integers(0, len(RATINGS), count, dtype=np.int8), mask=lose(random, count, unknown)),
        "domain_points": pa.array(random.integers(3000, 10_001, count, dtype=np.int16), mask=lose(random, count, unknown)),
        "scored_observations": truths(random, count, 0.6, unknown),
        "aps_summative_meets": truths(random, count, 0.5, unknown),
    }
    listed = schema.field(case.facts["school_years"]).type
    struct = listed.value_type
    parts = [fields[struct.field(i).name] for i in range(struct.num_fields)]
    children = pa.StructArray.from_arrays(parts, fields=list(struct))
    made = {
        case.facts["national_board"]: truths(random, rows, 0.7, unknown),
        case.facts["school_years"]: pa.ListArray.from_arrays(pa.array(offsets), children, type=listed),
        case.facts["school_years"] + COMPLETE: pa.array(random.random(rows) >= unknown),
    }
    return pa.RecordBatch.from_arrays([made[f.name] for f in schema], schema=schema)


APPLICANT: Final = {
    "years_as_level_two": 48, "degree_held": "bachelors", "national_board": True, "leader_competence": True, "other_qualifications": True,
}  # fmt: skip
YEAR: Final = {
    "year": 2019, "instructional_days": 160, "level": "level_two", "standard_license": True, "teacher_of_record": True,
    "elevate_rating": "meets", "domain_points": 5000, "scored_observations": True, "aps_summative_meets": False,
}  # fmt: skip
LATER: Final = {**YEAR, "year": 2022}


def years(number: int, **other: Any) -> list[Plain]:
    return [{**YEAR, **other, "year": 2019 + i} for i in range(number)]


def without(facts: Plain, *names: str) -> Plain:
    return {k: v for k, v in facts.items() if k not in names}


LEVEL_THREE_A: Final = Case(
    "level_three_a",
    "Level three-A license",
    "us_nm.level_three.level_three_a",
    date(2021, 6, 1),
    {name: f"us_nm.level_three.{name}" for name in APPLICANT},
    (),
    {
        "granted": APPLICANT,
        "a month short": {**APPLICANT, "years_as_level_two": 35},
        "three years to the month": {**APPLICANT, "years_as_level_two": 36},
        "neither degree nor certification": {**APPLICANT, "national_board": False},
        "a degree without certification": {**APPLICANT, "national_board": False, "degree_held": "other_post_baccalaureate"},
        "not competent": {**APPLICANT, "leader_competence": False},
        "nothing known": {},
        "competence not judged": without(APPLICANT, "leader_competence"),
        "refused whatever the rest": {"years_as_level_two": 12},
        "certification makes up for an unknown degree": without(APPLICANT, "degree_held"),
        "unknown certification beside no degree": without({**APPLICANT, "degree_held": "no_degree"}, "national_board"),
    },
    applicants,
)
BYPASS: Final = Case(
    "bypass",
    "National Board Certification as a bypass option to the micro-credentials",
    "us_nm.aps.advancement.bypass_micro_credentials",
    date(2024, 3, 1),
    {"national_board": "us_nm.level_three.national_board", "school_years": "us_nm.aps.advancement.school_years"},
    tuple(YEAR),
    {
        "three full years": {"national_board": True, "school_years": years(3)},
        "a day short": {"national_board": True, "school_years": [*years(2), {**YEAR, "year": 2021, "instructional_days": 159}]},
        "four part years": {"national_board": True, "school_years": years(4, instructional_days=120)},
        "no years": {"national_board": True, "school_years": []},
        "not certified": {"national_board": False, "school_years": years(3)},
        "points instead of a rating": {"national_board": True, "school_years": years(3, elevate_rating="below_meets", domain_points=6000)},
        "too few points": {"national_board": True, "school_years": years(3, elevate_rating="below_meets", domain_points=5999)},
        "the summative evaluation": {
            "national_board": True,
            "school_years": years(3, elevate_rating="below_meets", scored_observations=False, aps_summative_meets=True),
        },
        "nothing known": {},
        "more years may exist": {"national_board": True, "school_years": years(2), OPEN: True},
        "enough, and more may exist": {"national_board": True, "school_years": years(3), OPEN: True},
        "days of one year unknown": {"national_board": True, "school_years": [*years(3), without(LATER, "instructional_days")]},
        "a level unknown": {"national_board": True, "school_years": [*years(2), without(LATER, "level")]},
        "refused whatever the rest": {"national_board": False},
    },
    teachers,
)  # fmt: skip
CASES: Final = (LEVEL_THREE_A, BYPASS)
