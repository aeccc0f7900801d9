"""The columns of the output: exact, with fixed words, and no two of one name."""

from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

import pincite
from pincite.explain.reasons.outcome import OUTCOMES
from pincite.population.reasons import Done
from pincite.population.running.output import answers, arrays, cents, output_schema, twice
from pincitec.graph.pack import Pack
from pincitec.semantics.types import Enumeration

NM = "us_nm.level_three"


@pytest.fixture(scope="module")
def library() -> Pack:
    return pincite.load()


def decided(value: pa.Array | None, over: pa.Array | None = None, rows: int = 3) -> Done:
    zeros = np.zeros(rows, np.int8)
    return Done(np.zeros(rows, np.uint8), zeros, zeros, np.zeros(rows, np.int32), value, over)


def test_cents_are_read_with_two_decimals() -> None:
    most = 2**63 - 1
    found = cents(pa.array([5_000_000, None, -1, 0, most, -most - 1], pa.int64())).to_pylist()
    assert found == [Decimal("50000.00"), None, Decimal("-0.01"), Decimal("0.00"), Decimal(most).scaleb(-2), Decimal(-most - 1).scaleb(-2)]
    assert cents(pa.array([1, None, 3, 4], pa.int64()).slice(1)).to_pylist() == [None, Decimal("0.03"), Decimal("0.04")]


@pytest.mark.parametrize(
    ("decision", "fields"),
    [
        (f"{NM}.level_three_a", []),
        (f"{NM}.minimum_salary", [("value", pa.decimal128(19, 2))]),
        (f"{NM}.additional_salary", [("value_numerator", pa.int64()), ("value_denominator", pa.int64())]),
        (f"{NM}.license_term", [("value", pa.int64())]),
        ("us_ma.nea.micro_credentials.documentation_due", [("value", pa.date32())]),
        ("us_ma.nea.micro_credentials.way_named", [("value", pa.dictionary(pa.int16(), pa.utf8()))]),
    ],
)
def test_a_value_has_the_columns_of_its_type(decision: str, fields: list[tuple[str, pa.DataType]], library: Pack) -> None:
    assert list(answers(library, [decision])[0].value_fields) == fields


def test_several_decisions_have_names_before_their_columns(library: Pack) -> None:
    one, other = answers(library, [f"{NM}.minimum_salary", f"{NM}.level_three_a"])
    assert [one.prefix, other.prefix] == ["minimum_salary_", "level_three_a_"]
    schema = output_schema(pa.schema([("@row", pa.int64()), ("@key:id", pa.utf8())]), [one, other])
    assert schema.names[:5] == ["id", *(f"minimum_salary_{n}" for n in ("verdict", "outcome", "law_status", "value"))]
    assert output_schema(pa.schema([("@row", pa.int64())]), [one]).names[0] == "row"


def test_a_key_may_not_have_the_name_of_an_answer(library: Pack) -> None:
    schema = output_schema(pa.schema([("@key:value", pa.utf8()), ("@row", pa.int64())]), answers(library, [f"{NM}.minimum_salary"]))
    assert twice(schema) == ("value",)


def test_a_number_that_is_whole_has_the_denominator_one(library: Pack) -> None:
    (answer,) = answers(library, [f"{NM}.additional_salary"])
    columns = arrays(library, answer, decided(pa.array([100, None, 7], pa.int64())))
    assert [c.to_pylist() for c in columns[3:5]] == [[100, None, 7], [1, None, 1]]
    columns = arrays(library, answer, decided(pa.array([100, None, 7], pa.int64()), pa.array([3, None, 1], pa.int64())))
    assert [c.to_pylist() for c in columns[3:5]] == [[100, None, 7], [3, None, 1]]


def test_members_stand_by_their_names(library: Pack) -> None:
    (answer,) = answers(library, ["us_ma.nea.micro_credentials.way_named"])
    columns = arrays(library, answer, decided(pa.array([1, None, 0], pa.int16())))
    way = library.type_of["us_ma.nea.micro_credentials.way"]
    assert isinstance(way, Enumeration)
    names = [m.name for m in way.members]
    assert columns[3].to_pylist() == [names[1], None, names[0]]


def test_codes_stand_as_words(library: Pack) -> None:
    (answer,) = answers(library, [f"{NM}.level_three_a"])
    verdicts = np.array([0, 1, 3, 4, 5, 6, 7], np.uint8)
    statuses = np.array([0, 1, 2, 3, 0, 0, 0], np.int8)
    found = Done(verdicts, np.arange(7, dtype=np.int8), statuses, np.arange(7, dtype=np.int32))
    columns = arrays(library, answer, found)
    words = ["fails", "undetermined", "holds", "conflict", "gap", "not_applicable", "fault"]
    assert columns[0].to_pylist() == words
    assert columns[1].to_pylist() == list(OUTCOMES[:7])
    assert columns[2].to_pylist()[:4] == ["ok", "beyond_horizon", "text_not_on_file", "rules_behind_text"]
