"""Answers of the two made-up codes that a reader could misunderstand: each says what is so, and no more."""

from typing import Any

import pytest
from tests.engine.explain.elm_code import ask, letter_of

from pincite.cli import missing, why

DIFFER = {"judgements": [{"by": "principal", "value": True}, {"by": "superintendent", "value": False}]}


def years(complete: bool = True, **records: dict[str, Any]) -> dict[str, Any]:
    return {"complete": complete, "source": "file", "records": {k.lstrip("y").replace("_", "-"): v for k, v in records.items()}}


def said(lines: Any) -> str:
    return " ".join(" ".join(lines).split())


def test_facts_on_which_it_turns_are_not_called_enough_where_judgements_differ() -> None:
    d = ask("retain", {"competent": DIFFER, "rated": {"judgements": [{"by": "board", "value": True}]}})
    assert d.completion is not None
    assert (d.completion.enough, d.completion.may_stay_open) == (("elm.pupils.rated",), True)
    text = said(missing.as_text(d))
    assert "NOT ALWAYS ENOUGH" in text
    assert "the answer is settled" not in text
    assert "the question can be decided" not in letter_of(d)


def test_facts_are_enough_where_nothing_else_stands_open() -> None:
    d = ask("retain", {"competent": {"by": "principal", "value": True}})
    assert d.completion is not None and not d.completion.may_stay_open
    assert "ALWAYS ENOUGH ------------- Once all of these are known the answer is settled" in said(missing.as_text(d))


def test_other_records_have_another_digest() -> None:
    lists = (
        years(y2020_21={"earned": "300 points"}, y2021_22={"earned": "200 points"}),
        years(y2020_21={"earned": "301 points"}, y2021_22={"earned": "200 points"}),
        years(y2020_21={"earned": "300 points"}, y2021_22={"absent": "3 days"}),
    )
    digests = [ask("sabbatical", {"reprimands": 1, "years_taught": each}).facts_digest for each in lists]
    assert len(set(digests)) == 3
    turned = years(y2021_22={"earned": "200 points"}, y2020_21={"earned": "300 points"})
    assert ask("sabbatical", {"reprimands": 1, "years_taught": turned}).facts_digest == digests[0]


def test_an_exception_to_a_prohibition_is_an_exception() -> None:
    d = ask("bus", {"distance": "3 miles", "suspended": False, "owed": "$80", "disputed": True})
    text = said(why.as_text(d))
    assert "the debt is disputed (“unless the debt is disputed”, Elm Code § 1(B)): an exception, and it applies" in text
    assert "stands in the way" not in text


def test_an_open_permission_is_not_worded_as_one() -> None:
    d = ask("hire", {"licensed": True}, code="oak")
    assert d.headline.startswith("The district would be permitted to hire the tutor under Oak Code § 2(B), unless an exception applies")
