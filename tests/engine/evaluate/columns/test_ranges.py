"""What is said where columns might not be exact: the operation, the columns it rests on with their values, and what helps."""

import pytest
from attrs import evolve

from pincite.evaluate.columns import Refused, kernel
from pincite.evaluate.columns.ranges import TOO_LARGE, told
from pincite.evaluate.columns.schema import Form, canonical
from pincitec.graph.clauses import Decision, Question, Wording
from pincitec.graph.nodes import Builder
from pincitec.graph.pack import Pack
from pincitec.graph.slices import slice_graph
from pincitec.semantics.truth import HOLDS
from tests.engine.strategies import ASKED, YEAR, YEARS, empty

NAME = "t.verdict"


def rule(builder: Builder, condition: int) -> Pack:
    """A decision that holds where a condition does."""
    always = builder.const("boolean", HOLDS)
    verdict = builder.add("decide", "verdict", (always, condition), (("grant",), ()))
    decision = Decision(NAME, "entitlement", "boolean", None, Wording("verdict"))
    return evolve(empty(), nodes=tuple(builder.nodes), decisions=(decision,), questions=(Question(NAME, verdict, ()),))


def product() -> Pack:
    b = Builder()
    number, money = b.add("fact", "integer", (), "t.i0"), b.add("fact", "money", (), "t.m")
    return rule(b, b.add("ge", "boolean", (b.add("mul", "money", (number, money)), b.const("money", 5))))


def test_a_product_names_its_columns_and_what_they_hold() -> None:
    pack = product()
    with pytest.raises(Refused) as refused:
        kernel(pack, [NAME], canonical(pack, {"t.i0": Form(bits=32), "t.m": Form(bits=64)}), law_on=ASKED, on=ASKED)
    assert refused.value.reasons == (
        "the product of `m` and `i0` may have more than 64 bits",
        "the column for `t.m` may hold $0 to $9,999,999,999,999.99",
        "the column for `t.i0` may hold 0 to 2,147,483,647",
        "columns of a narrower type, or with the range of their values stated, may do",
    )


def test_a_stated_range_is_enough() -> None:
    pack = product()
    schema = canonical(pack, {"t.i0": Form(bits=32), "t.m": Form(bits=64, range=(0, 10_000_000))})
    kernel(pack, [NAME], schema, law_on=ASKED, on=ASKED)


def test_fields_of_records_are_named_with_their_list() -> None:
    b = Builder()
    years, row = b.add("fact", YEARS, (), "t.years"), b.add("row", YEAR.key, (), 0)
    days = b.add("field", "days", (row,), "days")
    total = b.add("sum", "days", (years, b.add("field_truth", "boolean", (row,), "ok"), b.add("mul", "days", (days, days))), 0)
    pack = rule(b, b.add("ge", "boolean", (total, b.const("days", 5))))
    schema = canonical(pack, {"t.years": None, "t.years[].days": Form(bits=64, range=(0, 10**15))})
    slice = slice_graph(pack, ASKED, {}, range(len(pack.nodes)))
    assert told(pack, slice, schema, TOO_LARGE, total) == (
        "the sum over records of `days` may have more than 64 bits",
        "the column for `t.years[].days` holds 0 days to 999,999,999,999,999 days",
    )


def test_what_is_no_matter_of_ranges_is_told_as_it_is() -> None:
    pack = product()
    slice = slice_graph(pack, ASKED, {}, range(len(pack.nodes)))
    assert told(pack, slice, canonical(pack, {}), "more than 6 clauses", 0) == ("more than 6 clauses",)
    assert told(pack, slice, canonical(pack, {}), TOO_LARGE, None) == (TOO_LARGE,)
