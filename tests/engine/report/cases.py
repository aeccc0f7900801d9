"""Determinations that letters are tested on: one for each kind of answer that the engine can give."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial

from tests.engine.report.small_packs import BEGIN, Rule, Words, small_pack
from tests.engine.sample_pack import sample_pack

import pincite
from pincite.evaluate import Name
from pincite.explain.proof import Determination
from pincitec.graph.clauses import Standing
from pincitec.graph.pack import Pack

NEXT = date(2021, 1, 1)
LAPSED = (Standing(None, NEXT, "in_force"), Standing(NEXT, None, "lapsed", "repealed by Laws 2020, ch. 9, § 1"))
BEHIND = (Standing(None, NEXT, "in_force"), Standing(NEXT, None, "not_followed", "Laws 2020, ch. 9, § 1 put other words in its place"))

GOOD: Mapping[str, object] = {
    "years_as_level_two": {"value": "4 years", "source": "service record", "date": date(2021, 5, 2), "status": "verified"},
    "degree_held": "bachelors",
    "national_board": True,
    "leader_competence": {
        "judgements": [
            {"by": "department", "value": True, "source": "evaluation of 2020-21"},
            {"by": "local_superintendent", "value": True, "date": date(2021, 5, 14)},
        ]
    },
    "other_qualifications": True,
}


def years(number: int, days: str, evaluation: str | None = "successful") -> dict[str, object]:
    records: dict[str, object] = {}
    for first in range(2019, 2019 + number):
        fields: dict[str, object] = {"instructional_days": days, "teacher_of_record": True, "level": "level_two"}
        if evaluation is not None:
            fields["evaluation"] = evaluation
        records[f"{first}-{first + 1 - 2000}"] = fields
    return {"complete": True, "source": "service record", "records": records}


def ask(
    pack: Callable[[], Pack],
    decision: str,
    facts: Mapping[str, object],
    on: date,
    *,
    law_on: date | None = None,
    readings: Mapping[str, str] | None = None,
    strict: bool = False,
    executor: Name = "generated",
) -> Determination:
    return pincite.determine(pack(), decision, facts, on=on, law_on=law_on, readings=readings, strict=strict, executor=executor)


def permit(*rules: Rule, kind: str = "entitlement", defeats: tuple[tuple[int, int], ...] = ()) -> Callable[[], Pack]:
    label = {"duty": "publish the list of permits", "permission": "inspect the premises", "prohibition": "sell the permit"}
    return lambda: small_pack(rules, kind=kind, defeats=defeats, words=Words(label.get(kind, "a permit")))


CASES: Mapping[str, Callable[..., Determination]] = {
    "granted": partial(ask, sample_pack, "level_three_a", GOOD, date(2021, 6, 1)),
    "refused_for_one_reason": partial(
        ask, sample_pack, "level_three_a", {**GOOD, "years_as_level_two": {"since": date(2018, 8, 12)}}, date(2021, 6, 1)
    ),
    "refused_for_several_with_several_missing": partial(
        ask,
        sample_pack,
        "level_three_a",
        {"years_as_level_two": "2 years", "degree_held": "no_degree", "national_board": False},
        date(2021, 6, 1),
    ),
    "undetermined_for_one_fact": partial(
        ask, sample_pack, "level_three_a", {**GOOD, "leader_competence": {"missing": "pending"}}, date(2021, 6, 1)
    ),
    "undetermined_either_of_two": partial(
        ask, sample_pack, "level_three_a", {k: v for k, v in GOOD.items() if k not in ("degree_held", "national_board")}, date(2021, 6, 1)
    ),
    "amount_for_a_teacher_2016": partial(ask, sample_pack, "minimum_salary", {"role": "teacher"}, date(2016, 1, 1)),
    "amount_for_a_counselor": partial(ask, sample_pack, "minimum_salary", {"role": "counselor"}, date(2020, 1, 1)),
    "amount_undetermined": partial(ask, sample_pack, "minimum_salary", {}, date(2020, 1, 1)),
    "gap": partial(ask, sample_pack, "minimum_salary", {"role": "other"}, date(2020, 1, 1)),
    "text_not_on_file": partial(ask, sample_pack, "minimum_salary", {"role": "teacher"}, date(2014, 1, 1)),
    "beyond_horizon": partial(ask, sample_pack, "minimum_salary", {"role": "teacher"}, date(2024, 1, 1)),
    "beyond_horizon_strict": partial(ask, sample_pack, "minimum_salary", {"role": "teacher"}, date(2024, 1, 1), strict=True),
    "reading_decides": partial(
        ask, sample_pack, "advance_to_three", {"school_years": years(4, "120 days"), "national_board": True}, date(2024, 3, 1)
    ),
    "reading_as_asked": partial(
        ask,
        sample_pack,
        "advance_to_three",
        {"school_years": years(4, "120 days"), "national_board": True},
        date(2024, 3, 1),
        readings={"accumulation": "per_year"},
    ),
    "open_list": partial(
        ask, sample_pack, "advance_to_three", {"school_years": {"records": years(2, "150 days", None)["records"]}}, date(2024, 3, 1)
    ),
    "conflict": partial(
        ask, permit(Rule("A", "grant", "paid"), Rule("B", "deny", "barred")), "permit", {"paid": True, "barred": True}, date(2021, 6, 1)
    ),
    "conflict_of_amounts": partial(
        ask,
        permit(Rule("A", "value", "paid", 500_00), Rule("B", "value", "waived", 400_00), kind="value"),
        "permit",
        {"paid": True, "waived": True},
        date(2021, 6, 1),
    ),
    "barred": partial(
        ask, permit(Rule("A", "grant", "paid"), Rule("B", "deny", "barred")), "permit", {"paid": False, "barred": True}, date(2021, 6, 1)
    ),
    "exception_applies": partial(
        ask, permit(Rule("A", "grant", "paid", exception="barred")), "permit", {"paid": True, "barred": True}, date(2021, 6, 1)
    ),
    "displaced": partial(
        ask,
        permit(Rule("A", "grant", "paid"), Rule("B", "deny", "barred"), defeats=((1, 0),)),
        "permit",
        {"paid": True, "barred": True},
        date(2021, 6, 1),
    ),
    "requirement_not_met": partial(ask, permit(Rule("A", "require", "paid")), "permit", {"paid": False}, date(2021, 6, 1)),
    "not_applicable": partial(ask, permit(Rule("A", "grant", "paid", standings=LAPSED)), "permit", {"paid": True}, date(2021, 6, 1)),
    "rules_behind_the_text": partial(ask, permit(Rule("A", "grant", "paid", standings=BEHIND)), "permit", {"paid": True}, date(2021, 6, 1)),
    "duty": partial(ask, permit(Rule("A", "grant", "paid"), kind="duty"), "permit", {"paid": True}, date(2021, 6, 1)),
    "duty_not_shown": partial(ask, permit(Rule("A", "grant", "paid"), kind="duty"), "permit", {"paid": False}, date(2021, 6, 1)),
    "permission_open": partial(ask, permit(Rule("A", "grant", "paid"), kind="permission"), "permit", {}, date(2021, 6, 1)),
    "prohibition": partial(ask, permit(Rule("A", "grant", None), kind="prohibition"), "permit", {}, BEGIN),
}
