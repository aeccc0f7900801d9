"""A graph on a day of the law: which clauses stand, which reading counts, and what is computed once for each record."""

from datetime import date, timedelta

import pytest
from tests.engine.sample_pack import ACT_2018, ACTS_2019, APS, NM, ON_FILE, sample_pack

from pincite.evaluate import evaluate
from pincitec.graph.clauses import Standing
from pincitec.graph.folds import bodies, free_rows
from pincitec.graph.nodes import Builder, Node, decode, encode
from pincitec.graph.slices import slice_graph, standings_on
from pincitec.semantics.truth import HOLDS
from pincitec.semantics.types import PERIOD
from pincitec.semantics.values import Records, Value
from pincitec.semantics.verdicts import VERDICTS, Outcome

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("law_on", "dollars"),
    [
        (ON_FILE, 50_000),
        (date(2016, 1, 1), 50_000),
        (ACT_2018 - DAY, 50_000),
        (ACT_2018, 54_000),
        (ACTS_2019 - DAY, 54_000),
        (ACTS_2019, 60_000),
        (date(2024, 1, 1), 60_000),
    ],
)
@pytest.mark.parametrize("role", ["teacher", "counselor"])
def test_the_amount_changes_on_the_day_an_act_takes_effect(law_on: date, dollars: int, role: str) -> None:
    pack = sample_pack()
    verdict = pack.main_question(f"{NM}.minimum_salary").verdict
    slice = slice_graph(pack, law_on, {}, [verdict])
    index = {"teacher": 0, "counselor": 1}[role]
    assert evaluate(slice, {f"{NM}.role": index}, law_on)[verdict] == Outcome(HOLDS, dollars * 100)


def test_before_the_text_is_on_file_nothing_is_decided() -> None:
    pack = sample_pack()
    verdict = pack.main_question(f"{NM}.minimum_salary").verdict
    slice = slice_graph(pack, ON_FILE - DAY, {}, [verdict])
    for role in (0, 1, 2, None):
        inputs = {} if role is None else {f"{NM}.role": role}
        assert VERDICTS[evaluate(slice, inputs, ON_FILE)[verdict].verdict] == "undetermined"


def test_neither_a_teacher_nor_a_counselor_gets_an_amount() -> None:
    pack = sample_pack()
    verdict = pack.main_question(f"{NM}.minimum_salary").verdict
    slice = slice_graph(pack, ACTS_2019, {}, [verdict])
    assert VERDICTS[evaluate(slice, {f"{NM}.role": 2}, ACTS_2019)[verdict].verdict] == "gap"


def test_the_reading_chosen_is_the_one_that_counts() -> None:
    pack, day = sample_pack(), date(2024, 3, 1)
    question = pack.main_question(f"{APS}.advance_to_three")
    root = question.clauses[0].root
    assert root is not None
    year = {"instructional_days": 120, "teacher_of_record": HOLDS, "level": 2, "evaluation": 1}
    four = Records(tuple({"year": 2019 + i, **year} for i in range(4)), complete=True)
    inputs: dict[str, Value] = {f"{APS}.school_years": four, f"{NM}.national_board": HOLDS}
    met = {}
    for reading in ("pooled", "per_year"):
        slice = slice_graph(pack, day, {f"{APS}.accumulation": reading}, [question.verdict])
        met[reading] = evaluate(slice, inputs, day)[root.node]
    assert met == {"pooled": 3, "per_year": 0}
    default = slice_graph(pack, day, {}, [question.verdict])
    assert evaluate(default, inputs, day)[root.node] == met["pooled"]


def test_standings_are_half_open() -> None:
    standings = (Standing(None, ON_FILE, "unknown"), Standing(ON_FILE, ACT_2018, "in_force"), Standing(ACT_2018, None, "lapsed"))
    found = [standings_on(standings, day) for day in (ON_FILE - DAY, ON_FILE, ACT_2018 - DAY, ACT_2018)]
    assert [f[0].state for f in found] == ["unknown", "in_force", "in_force", "lapsed"]


def test_equal_computations_are_one_node() -> None:
    build = Builder()
    a, b = build.const("integer", 1), build.const("integer", 2)
    assert build.add("add", "integer", (a, b)) == build.add("add", "integer", (a, b))
    assert build.const("integer", 1) == a
    assert build.const("money", 1) != a


def test_constants_survive_encoding() -> None:
    from fractions import Fraction

    for value in (0, 6000000, Fraction(3, 5), date(2019, 6, 14), "text"):
        assert decode(encode(value)) == value
    for junk in (None, ("date",), ("date", "x"), ("fraction", 1, 0), ("fraction", 1), ()):
        with pytest.raises(ValueError):
            decode(junk)


def nested() -> list[Node]:
    """For some record y, the days of all records no later than y make up a number that rises with y's own days."""
    row, other = Node("row", "t.year", (), 0), Node("row", "t.year", (), 1)
    return [
        Node("fact", "list:t.year", (), "t.years"),  # 0
        row,  # 1
        other,  # 2
        Node("field", "integer", (1,), "year"),  # 3, once for each y
        Node("field", "integer", (2,), "year"),  # 4, once for each pair
        Node("le", "boolean", (4, 3)),  # 5, once for each pair
        Node("field", "days", (2,), "days"),  # 6, once for each pair
        Node("sum", "days", (0, 5, 6), 1),  # 7, once for each y
        Node("const", "days", (), 200),  # 8
        Node("ge", "boolean", (7, 8)),  # 9, once for each y
        Node("count", "integer", (0, 9), 0),  # 10
        Node("some", "boolean", (0, 5), 1),  # 11, once for each y, and in no fold's body but the outer one's
    ]


def test_what_depends_on_which_record() -> None:
    nodes = nested()
    free = free_rows(nodes)
    assert [set(f) for f in free] == [set(), {0}, {1}, {0}, {1}, {0, 1}, {1}, {0}, set(), {0}, set(), {0}]
    assert bodies(nodes, range(11), free) == {7: (2, 4, 5, 6), 10: (1, 3, 7, 9)}


def test_types_have_one_object_each() -> None:
    assert sample_pack().type_of["period"] is PERIOD
