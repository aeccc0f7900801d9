"""The page on citations says what is so: each form in its tables is read, or refused, as it says."""

import re
from pathlib import Path

import pytest

from pincitec.diagnostics import Diagnostic
from pincitec.law.citations import Found, find, parse
from pincitec.law.citations.codes import STATES

PAGE = (Path(__file__).parents[3] / "docs" / "citations.md").read_text(encoding="utf-8")


def forms(heading: str) -> list[str]:
    """The first column of the table below a heading, form by form."""
    table = PAGE.partition(f"## {heading}\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.*?) \|", table, re.MULTILINE)[2:]
    return [form for row in rows for form in row.split(" · ")]


@pytest.mark.parametrize("form", forms("What is understood"))
def test_a_form_that_the_page_lists_is_read(form: str) -> None:
    assert not isinstance(parse(form), Diagnostic)
    found = find(form)
    assert len(found) == 1 and isinstance(found[0], Found)
    assert (found[0].span.start, found[0].span.end) == (0, len(form))


@pytest.mark.parametrize("form", forms("What is refused"))
def test_a_form_that_the_page_refuses_is_not_found(form: str) -> None:
    assert [found for found in find(form) if isinstance(found, Found)] == []


def test_the_states_are_as_many_as_the_page_says() -> None:
    assert f"those of {len(STATES) - 1} states" in PAGE
