"""What the operations made of quoted words: exactly, or nothing."""

import pytest
from hypothesis import given, strategies as st
from tests.compiler.law.toy_law import good, note

from pincitec.check.changes import redline_words, words_now
from pincitec.law.flat import flatten
from pincitec.law.model import Section, UnitText, Version
from pincitec.law.places import unit_in
from pincitec.law.quotations import find

OLDER = 'act "Laws 2010, ch. 1" effective 2010-01-01\n'
"""With which the text before the act of 2020 begins."""


def law(strike: str, insert: str, text: str) -> Section:
    said = note(f'In A, deleted "{strike}" and added "{insert}".')
    return good(
        f"text from s on 2020-01-01 {{\nSalaries.\nA. {text}\nB. Nothing else.\n}}\n"
        f'act "Laws 2020, ch. 1" effective 2020-01-01 {{\n  in A strike "{strike}" insert "{insert}"\n{said}}}\n{OLDER}'
    )


def old_unit(section: Section, identity: str = "A") -> UnitText:
    unit = unit_in(section.versions[0], identity)
    assert unit is not None
    return unit


def asked(section: Section, words: str) -> str | None:
    flat = flatten(old_unit(section))
    (match,) = find(words, flat)
    return words_now(flat, match.start, match.end, section, *two(section))


def two(section: Section) -> tuple[Version, Version]:
    old, new = section.versions
    return old, new


@pytest.fixture(scope="module")
def salaries() -> Section:
    return law(
        "sixty thousand dollars ($60,000)", "seventy thousand dollars ($70,000)", "The salary is seventy thousand dollars ($70,000) a year."
    )


@pytest.mark.parametrize(
    ("quoted", "now"),
    [
        ("sixty thousand dollars ($60,000)", "seventy thousand dollars ($70,000)"),
        ("salary is sixty thousand dollars ($60,000) a year", "salary is seventy thousand dollars ($70,000) a year"),
        ("The salary", "The salary"),
        ("a year", "a year"),
        ("is sixty thousand dollars", None),  # which of the new words came in place of a part of the old ones is not said
        ("($60,000) a year", None),
        ("sixty", None),
    ],
)
def test_words_in_place_of_quoted_ones(salaries: Section, quoted: str, now: str | None) -> None:
    assert asked(salaries, quoted) == now


def test_words_that_were_struck_leave_nothing() -> None:
    section = good(
        "text from s on 2020-01-01 {\nSalaries.\nA. The salary is paid.\n}\n"
        'act "Laws 2020, ch. 1" effective 2020-01-01 {\n  in A after "is" strike "always"\n'
        + note('after "is", deleted "always"')
        + "}\n"
        + OLDER
    )
    assert asked(section, "always") is None
    assert asked(section, "is always paid") == "is paid"


def test_words_of_a_unit_that_is_gone() -> None:
    section = good(
        "text from s on 2010-01-01 {\nSalaries.\nA. The salary is paid.\nB. A bonus is paid.\n}\n"
        'act "Laws 2020, ch. 1" effective 2020-01-01 {\n  remove B\n' + note("deleted Subsection B") + "}\n"
    )
    flat = flatten(old_unit(section, "B"))
    assert words_now(flat, 0, 7, section, *two(section)) is None
    assert redline_words(old_unit(section, "B"), section, *two(section)) == "[-A bonus is paid.-]"


def test_words_beside_a_hole_are_not_known() -> None:
    section = good(
        "text from s on 2020-01-01 {\nSalaries.\nA. The salary is paid.\n}\n"
        'act "Laws 2020, ch. 1" effective 2020-01-01 {\n  in A after "salary" strike ⟨how it was limited⟩\n'
        + note("limited the salary")
        + "}\n"
        + OLDER
    )
    flat = flatten(old_unit(section))
    (match,) = find("is paid", flat)
    assert words_now(flat, match.start, match.end, section, *two(section)) is None


def test_inferred_words_are_marked_and_never_offered() -> None:
    section = good(
        "text from s on 2010-01-01 {\nSalaries.\nA. The salary is paid late.\n}\n"
        'act "Laws 2020, ch. 1" effective 2020-01-01 {\n  in A after "is paid" strike "late"\n'
        '    insert "{?on }time" because "the note drops it"\n' + note('after "is paid", deleted "late" and added "time"') + "}\n"
    )
    assert asked(section, "paid late") is None
    assert redline_words(old_unit(section), section, *two(section)) == "The salary is paid [-late-]{+{?on }time+}."


def test_a_redline_is_cut_between_words(salaries: Section) -> None:
    marked = "The salary is [-sixty thousand dollars ($60,000)-]{+seventy thousand dollars ($70,000)+} a year."
    assert redline_words(old_unit(salaries), salaries, *two(salaries)) == marked
    long = law("sixty", "seventy", "word " * 30 + "seventy" + " tail" * 30 + ".")
    shown = redline_words(old_unit(long), long, *two(long))
    assert shown.startswith("… word word") and shown.endswith("tail …") and "[-sixty-]{+seventy+}" in shown
    assert len(shown) < 120
    assert redline_words(old_unit(salaries, "B"), salaries, *two(salaries)) == ""


WORD = st.sampled_from(["alpha", "beta", "gamma", "delta"])


@given(st.lists(WORD, max_size=4), st.lists(WORD, max_size=4), st.integers(0, 3), st.integers(0, 3))
def test_what_is_offered_stands_in_the_new_text(before: list[str], after: list[str], left: int, right: int) -> None:
    """Whatever is quoted, the words offered stand in the new text where the old ones stood, and those around them do too."""
    text = " ".join([*before, "seventy", *after]) + "."
    section = law("sixty", "seventy", text)
    flat = flatten(old_unit(section))
    (hit,) = find("sixty", flat)
    start = max(hit.start - left * 3, 0)
    end = min(hit.end + right * 3, len(flat.text))
    now = words_now(flat, start, end, section, *two(section))
    new = unit_in(section.versions[1], "A")
    assert new is not None and now is not None
    assert f"{flat.text[:start]}{flat.text[start:end].replace('sixty', 'seventy')}{flat.text[end:]}" == flatten(new).text
    assert now == flat.text[start:end].replace("sixty", "seventy").strip()
