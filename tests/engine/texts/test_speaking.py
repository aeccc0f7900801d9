"""Texts in a language: places, forms by number, days, numbers and lists, and what a catalogue lacks."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from pincite.texts import Catalogue, both, day_of_year, decimal, either, language, number, plural, say, spoken, written_day
from pincite.texts.placeholders import Malformed, fill, names

SPANISH = Catalogue(
    "es",
    {
        "Short by {gap}.": "Faltan {gap}.",
        "1,234.5": "1.234,5",
        "{month} {day}, {year}": "{day} de {month} de {year}",
        "{month} {day}": "{day} de {month}",
        "June": "junio",
        "{parts} and {last}": "{parts} y {last}",
        "{parts} or {last}": "{parts} o {last}",
        "{parts}, {next}": "{parts}, {next}",
    },
    {("{n} year", "{n} years"): ("{n} año", "{n} años")},
    lambda n: int(n != 1),
)


def test_english_needs_no_catalogue() -> None:
    assert spoken() == "en"
    assert say("Short by {gap}.", gap="2 years") == "Short by 2 years."
    assert (plural(1, "{n} year", "{n} years"), plural(0, "{n} year", "{n} years")) == ("1 year", "0 years")
    assert written_day(date(2019, 6, 14)) == "June 14, 2019"


def test_a_language_speaks_until_its_end() -> None:
    with language(SPANISH):
        assert spoken() == "es"
        assert say("Short by {gap}.", gap=plural(1200, "{n} year", "{n} years")) == "Faltan 1.200 años."
        with language(None):
            assert say("Short by {gap}.", gap="2 years") == "Short by 2 years."
        assert plural(1, "{n} year", "{n} years") == "1 año"
    assert (spoken(), say("Short by {gap}.", gap="")) == ("en", "Short by .")


def test_numbers_days_and_lists_are_as_the_language_writes_them() -> None:
    with language(SPANISH):
        assert (number(-1234567), number(999), decimal(1234, "25")) == ("-1.234.567", "999", "1.234,25")
        assert (written_day(date(2019, 6, 14)), day_of_year(date(2019, 6, 14))) == ("14 de junio de 2019", "14 de junio")
        assert (both(["A", "B", "C"]), either(["A", "B"]), both(["A"]), both([])) == ("A, B y C", "A o B", "A", "")


def test_what_is_not_translated_stands_in_english_and_is_named() -> None:
    with language(SPANISH) as voice:
        assert voice is not None
        assert say("The law") == "The law"
        assert plural(2, "{n} record", "{n} records") == "2 records"
        assert say("The law") == "The law"
        assert list(voice.untranslated) == ["The law", "{n} records"]


def test_a_rule_of_plurals_that_fails_leaves_the_text_in_english() -> None:
    forms = {("{n} year", "{n} years"): ("{n} año", "{n} años")}
    for rule in (lambda n: 1 // (n - 2), lambda n: n):
        with language(Catalogue("es", {}, forms, rule)) as voice:
            assert voice is not None
            assert plural(2, "{n} year", "{n} years") == "2 years"
            assert list(voice.untranslated) == ["{n} years"]


@pytest.mark.parametrize("text", ["{", "}", "{}", "{0}", "{a.b}", "{a[0]}", "{a!r}", "{a:>9}", "{ a }", "{A}", "{a", "a}", "{{a}", "{é}"])
def test_a_place_is_a_plain_name(text: str) -> None:
    with pytest.raises(Malformed):
        names(text)


def test_what_stands_at_a_place_is_not_read_again() -> None:
    assert fill("{a} {{b}} {c}", {"a": "{c}", "c": "{{"}) == "{c} {b} {{"
    with pytest.raises(KeyError):
        say("Short by {gap}.")


@given(st.text())
def test_a_text_with_doubled_braces_is_itself(text: str) -> None:
    assert fill(text.replace("{", "{{").replace("}", "}}"), {}) == text


@given(st.integers())
def test_english_numbers_have_commas(value: int) -> None:
    assert number(value) == f"{value:,}"
