"""A pack with a fact of every type, and no rules: all that a facts file is read against."""

from functools import cache

from attrs import evolve

from pincitec.graph.clauses import Fact, Party, Unit, Wording
from pincitec.graph.pack import Pack
from pincitec.graph.validate import validate
from pincitec.semantics.types import BOOLEAN, DAYS, INTEGER, PERIOD, SCHOOL_YEAR, TEXT, Enumeration, Field, Member, Record
from tests.engine.sample_pack import sample_pack

PREFIX = "us_nm.test."

DEGREE = Enumeration(
    f"{PREFIX}degree", (Member("no_degree", "no degree"), Member("masters", "a master's degree"), Member("yes", "yes")), ordered=True
)
YEAR = Record(
    f"{PREFIX}school_year",
    ("year",),
    (
        Field("year", SCHOOL_YEAR),
        Field("instructional_days", DAYS),
        Field("teacher_of_record", BOOLEAN),
        Field("degree", DEGREE),
        Field("served", PERIOD),
    ),
)
POST = Record(f"{PREFIX}post", ("employer", "number"), (Field("employer", TEXT), Field("number", INTEGER), Field("full_time", BOOLEAN)))

KINDS = {
    "certified": "boolean",
    "children": "integer",
    "rate": "number",
    "salary": "money",
    "share": "percent",
    "contract_days": "days",
    "years_taught": "period",
    "hired": "date",
    "degree_held": DEGREE.key,
    "first_year": "school_year",
    "employer": "text",
    "school_years": f"list:{YEAR.key}",
    "posts": f"list:{POST.key}",
    "role": "text",
    "earned": f"{PREFIX}badges",
    "total": f"{PREFIX}points",
}
UNITS = (Unit(f"{PREFIX}badges", ("badge", "badges", "micro-credentials")), Unit(f"{PREFIX}points", ("point", "points"), signed=True))


@cache
def facts_pack() -> Pack:
    """`role` is a fact of two policies; `competent` is judged by two parties, `suited` by either of them."""
    facts = [Fact(PREFIX + name, kind, Wording(name)) for name, kind in KINDS.items()]
    facts.append(Fact(f"{PREFIX}competent", "boolean", Wording("competent"), (f"{PREFIX}department", f"{PREFIX}superintendent")))
    facts.append(
        Fact(f"{PREFIX}suited", "boolean", Wording("suited"), (f"{PREFIX}department", f"{PREFIX}superintendent"), judged_by_any=True)
    )
    facts.append(Fact("us_nm.other.role", "text", Wording("role")))
    empty = sample_pack()
    pack = evolve(
        empty,
        policies=("us_nm.test", "us_nm.other"),
        types=(DEGREE, YEAR, POST),
        parties=(Party(f"{PREFIX}department", "the department"), Party(f"{PREFIX}superintendent", "the superintendent")),
        facts=tuple(facts),
        decisions=(),
        choices=(),
        quotes=(),
        clauses=(),
        nodes=(),
        questions=(),
        definitions=(),
        remarks=(),
        units=UNITS,
    )
    validate(pack)
    return pack
