"""The catalogue and its pages: one code, one name, one page for each kind of problem."""

import re

import pytest

from pincitec.diagnostics import Rule
from pincitec.diagnostics.catalogue import ALL, FAMILIES, by_code, rules_of
from pincitec.diagnostics.pages import REQUIRED, page_codes, page_text, parse_page


def test_codes_and_names_are_unique() -> None:
    assert len({rule.code for rule in ALL}) == len(ALL)
    assert len({rule.name for rule in ALL}) == len(ALL)
    assert not {rule.code.lower() for rule in ALL} & {rule.name for rule in ALL}


@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.__name__.rsplit(".", 1)[-1])
def test_a_family_keeps_to_its_hundred(family: object) -> None:
    """The module says which codes are its own: `PC2xx`, or a part of a hundred, `PC45x`."""
    stated = re.search(r"PC(\d+)x+", family.__doc__ or "")
    assert stated
    assert all(rule.code.startswith(f"PC{stated[1]}") for rule in rules_of(family))  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_a_rule_is_worded_as_the_others(rule: Rule) -> None:
    assert re.fullmatch(r"PC\d{3}", rule.code)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
    assert rule.summary
    assert not rule.summary.endswith(".")
    assert "\n" not in rule.summary


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_every_rule_has_a_page_with_all_its_sections(rule: Rule) -> None:
    text = page_text(rule)
    page = parse_page(text)
    assert page.title == f"{rule.code} {rule.name}"
    assert page.summary
    names = tuple(name for name, _ in page.sections)
    assert names[: len(REQUIRED)] == REQUIRED
    assert names[len(REQUIRED) :] in ((), ("Exceptions",))
    assert all(body.strip() for _, body in page.sections)
    assert text.count("```") % 2 == 0


def test_no_page_lacks_a_rule() -> None:
    assert set(page_codes()) - {rule.code for rule in ALL} == set()


def test_a_rule_is_found_by_code_or_name_in_either_case() -> None:
    rule = by_code("PC009")
    assert rule is not None
    assert by_code(" pc009 ") is rule
    assert by_code("Outside-Project") is rule
    assert by_code("PC000") is None
    assert by_code("") is None


def test_a_hash_in_an_example_is_no_heading() -> None:
    page = parse_page("# PC000 a-name\n\nOne\nsummary.\n\n## Avoid\n\n```\n# comment\n## more\n```\n")
    assert page.summary == "One summary."
    assert page.sections == (("Avoid", "```\n# comment\n## more\n```"),)
