"""Verdict, value, outcome and law status of every row are those of `determine`, over generated rules and facts, and so are the reasons."""

from datetime import date, timedelta
from random import Random
from typing import Any, Final

import pyarrow as pa
from attrs import evolve
from hypothesis import given
from tests.engine.explain.brute_force import ask, partly
from tests.engine.explain.rule_sets import DAYS, RuleSet
from tests.engine.explain.test_reasons_by_brute_force import TIED, UNTIED, Trial, trials, trying
from tests.engine.population.reasons.scalar import ScalarKernel, batch_of

from pincite.explain.determination import explain
from pincite.explain.proof import STATUSES, Determination
from pincite.population.reasons import OUTCOMES, Done, Reasons
from pincite.population.rows import asked_on, facts_at
from pincitec.graph.pack import Pack, with_hash
from pincitec.semantics.values import Value

ROWS: Final = 60
ALIKE: Final = 9


def settled(
    pack: Pack, decision: str, batch: pa.RecordBatch, on: date | None, law_on: date, *, strict: bool = False
) -> tuple[Reasons, Done]:
    kernel = ScalarKernel(pack, decision, law_on, on, {})
    reasons = Reasons(pack, decision, law_on, on, {}, strict, kernel.bits(decision))
    reasons.start()
    return reasons, reasons.take(batch, kernel.run(batch))


def told(found: Determination) -> tuple[Any, ...]:
    """What rows of one reason have in common."""
    return (
        tuple((u.clause, u.text, u.alone, u.bars, u.group, u.limb) for u in found.unmet),
        tuple(m.fact for m in found.missing if m.decisive),
        tuple((g.clause, g.principal, g.sets) for g in found.grounds),
        tuple((c.id, c.state, c.guard) for c in found.questions[0].clauses),
    )


def compare(pack: Pack, decision: str, batch: pa.RecordBatch, on: date | None, law_on: date, *, strict: bool = False) -> int:
    """How many reasons the rows have."""
    reasons, done = settled(pack, decision, batch, on, law_on, strict=strict)
    first: dict[int, tuple[Any, ...]] = {}
    for row in range(batch.num_rows):
        day = asked_on(batch, row, on)
        found = explain(
            pack,
            decision,
            facts_at(pack, batch, row, day),
            on=day,
            law_on=law_on,
            readings={},
            strict=strict,
            counterfactuals=False,
            of_many=True,
        )
        got = (int(done.verdict[row]), OUTCOMES[done.outcome[row]], STATUSES[done.status[row]])
        assert got == (found.verdict, found.outcome, found.status)
        shown = None if done.value is None else done.value[row].as_py()
        assert (shown is not None) == (found.exact is not None)
        if shown is not None and found.exact is not None and found.exact.number is not None:
            assert found.exact.number.numerator == shown
            assert found.exact.number.denominator == (1 if done.over is None else done.over[row].as_py())
        if got[1] not in ("text_not_on_file", "rules_behind_text", "law_not_known"):
            common = told(found)
            assert first.setdefault(int(done.reason[row]), common) == common
    table = reasons.table()
    assert sum(table["rows"].to_pylist()) == batch.num_rows
    assert set(done.reason.tolist()) == set(range(len(table)))
    return len(table)


def rows_of(trial: Trial, random: Random, rules: RuleSet, decision: str) -> list[dict[str, Value]]:
    """Rows of which many differ in little: in what is known of one or two facts, or in their values."""
    asked = ask(rules, decision)
    rows: list[dict[str, Value]] = []
    while len(rows) < ROWS:
        one = partly(asked, random, known=random.choice((0.5, 0.8, 0.95)), most=10**9)
        rows.append(one)
        for _ in range(ALIKE if asked.facts else 0):
            other = dict(one)
            for name in random.sample(asked.facts, min(len(asked.facts), random.choice((1, 1, 2)))):
                if name in other or random.random() < 0.2:
                    other[name] = random.choice(rules.ways[name])
            rows.append(other)
    return rows


@given(trials(UNTIED))
@trying(15)
def test_every_row_is_what_determine_says_of_it(trial: Trial) -> None:
    rules, random = trial.written()
    for decision in rules.decisions[:1]:
        compare(rules.pack, decision, batch_of(rules.pack, rows_of(trial, random, rules, decision)), rules.on, rules.on)


@given(trials(TIED))
@trying(15)
def test_so_it_is_where_conditions_speak_of_one_fact(trial: Trial) -> None:
    rules, random = trial.written()
    for decision in rules.decisions[:1]:
        compare(rules.pack, decision, batch_of(rules.pack, rows_of(trial, random, rules, decision)), rules.on, rules.on)


@given(trials(TIED))
@trying(10)
def test_so_it_is_where_each_row_has_its_own_day(trial: Trial) -> None:
    rules, random = trial.written()
    decision = rules.decisions[0]
    rows = rows_of(trial, random, rules, decision)
    days = [random.choice((rules.on, *DAYS)) + timedelta(random.choice((0, 0, 1, 5, 400))) for _ in rows]
    compare(rules.pack, decision, batch_of(rules.pack, rows, days), None, rules.on)


@given(trials(TIED))
@trying(5)
def test_so_it_is_where_strict_is_asked(trial: Trial) -> None:
    rules, random = trial.written()
    decision = rules.decisions[0]
    batch = batch_of(rules.pack, rows_of(trial, random, rules, decision))
    compare(rules.pack, decision, batch, rules.on, date(2032, 1, 1), strict=random.random() < 0.5)


@given(trials(TIED))
@trying(8)
def test_so_it_is_where_those_who_judge_differ(trial: Trial) -> None:
    rules, random = trial.written()
    decision = rules.decisions[0]
    judges = tuple(p.name for p in rules.pack.parties[:2])
    facts = tuple(evolve(f, judged_by=judges, judged_by_any=True) if f.type == "boolean" else f for f in rules.pack.facts)
    pack = with_hash(evolve(rules.pack, facts=facts))
    batch = batch_of(pack, rows_of(trial, random, rules, decision))
    for field in batch.schema:
        if field.type == pa.bool_() and field.name in pack.fact:
            known = batch.column(batch.schema.get_field_index(field.name)).is_valid().to_pylist()
            differ = pa.array([not k and random.random() < 0.5 for k in known], pa.bool_())
            batch = batch.append_column(f"{field.name}#differ", differ)
    compare(pack, decision, batch, rules.on, rules.on)
