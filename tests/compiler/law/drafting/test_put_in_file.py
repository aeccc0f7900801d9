"""An act in its place in the file: what stood there is kept to the character, and what comes is laid out as `pincite fmt` does."""

import hashlib
from datetime import date

import pytest
from tests.compiler.law.drafting.toy_amend import DAY, LAW, TEXT, TITLE, act_of, after, amended, file, put, refused, section

from pincitec.diagnostics import Diagnostic, Source
from pincitec.law.drafting.insertion import Inserted, as_received, name_of
from pincitec.law.places import version_on
from pincitec.syntax.law_format import format_law

RAISE = 'in Subsection A, after "a fee of", deleted "forty dollars ($40)" and added "fifty dollars ($50)"'
OLDER = """
# What the act of 2018 did is not on file.
act "Laws 2018, ch. 1, § 1" effective 2018-07-01

act "Laws 2015, ch. 1, § 1" effective unknown
"""
NEWER = """
act "Laws 2028, ch. 9, § 9" effective 2028-07-01 {
  in C strike "noon" insert "one"
  note from code {
The market closes at noon.
one
}
}
"""


def removed(new: str, added: tuple[tuple[int, int], ...]) -> str:
    for start, end in reversed(added):
        new = new[:start] + new[end:]
    return new


@pytest.mark.parametrize("body", ["", OLDER, OLDER.rstrip("\n"), "\n\n\n# A last word."])
def test_what_stood_there_is_kept(body: str) -> None:
    old = section(file(body=body))
    made = amended(RAISE, old=old)
    assert removed(made.source.text, made.inserted.added) == old.source.text
    assert len(made.inserted.added) == 2


@pytest.mark.parametrize("body", ["", OLDER])
def test_what_comes_is_laid_out(body: str) -> None:
    made = amended(RAISE, old=section(file(body=body)))
    assert format_law(made.source) == made.source.text


def test_an_act_stands_before_older_ones_with_their_comments() -> None:
    text = amended(RAISE, old=section(file(body=OLDER))).source.text
    assert text.index(TITLE) < text.index("# What the act") < text.index("Laws 2018") < text.index("Laws 2015")


def test_an_act_stands_behind_newer_ones() -> None:
    source = TEXT + "one\n"
    digest = hashlib.sha256(source.encode()).hexdigest()
    law = file(body=NEWER + OLDER).replace(hashlib.sha256(TEXT.encode()).hexdigest(), digest)
    made = put(RAISE, old=section(law, source), text=source)
    assert not isinstance(made, Diagnostic)
    text = made.source.text  # type: ignore[union-attr]
    assert text.index("Laws 2028") < text.index(TITLE) < text.index("# What the act")


def test_the_source_is_stated_behind_the_others_with_hash_and_rights() -> None:
    made = amended(RAISE)
    digest = hashlib.sha256(RAISE.encode()).hexdigest()
    statement = f'source    laws_2026_ch_12_3 "sources/laws-2026-ch-12-3.txt" sha256:{digest}\n  rights "public edict"\n'
    assert f'  rights "public edict"\n{statement}' in made.source.text
    assert made.received is not None
    assert (made.received.path, made.received.text) == ("sources/laws-2026-ch-12-3.txt", RAISE)


def test_the_instructions_are_the_note_of_the_act() -> None:
    made = amended(RAISE)
    (note,) = act_of(made).notes
    assert (note.source.text, note.verbatim.text) == ("laws_2026_ch_12_3", RAISE + "\n")


def test_days_before_the_act_keep_their_text() -> None:
    made = amended(RAISE)
    before = version_on(made.section, date(2026, 6, 30))
    assert before is not None
    assert "forty dollars ($40)" in before.units[1].text
    assert "fifty dollars ($50)" in after(made)["A"]


def test_a_temporary_act_ends() -> None:
    made = amended(RAISE, until=date(2027, 7, 1))
    assert "fifty" in after(made, date(2027, 6, 30))["A"]
    assert "forty" in after(made, date(2027, 7, 1))["A"]


@pytest.mark.parametrize("title", [TITLE, "Laws 2026, chapter 12, section 3", "laws 2026 ch 12 §3"])
def test_an_act_is_put_on_file_once(title: str) -> None:
    law = amended(RAISE).source.text

    def evidence(path: str) -> Source | Diagnostic:
        return Source(path, RAISE if "2026" in path else TEXT)

    from pincitec.law.reading import read_section

    old, problems = read_section(Source(LAW, law), evidence)
    assert problems == []
    problem = refused(RAISE.replace("forty", "fifty"), old=old, title=title)
    assert problem.rule.code == "PC772"
    assert law[problem.span.start : problem.span.end] == TITLE


@pytest.mark.parametrize("day", [date(2020, 1, 1), date(1999, 1, 1)])
def test_an_act_that_a_text_on_file_already_shows_is_refused(day: date) -> None:
    problem = refused(RAISE, day=day)
    assert problem.rule.code == "PC773"
    assert [label.span.path for label in problem.labels] == ["act.txt", LAW]


def test_a_text_with_holes_is_not_amended() -> None:
    body = '\nact "Laws 2025, ch. 1, § 1" effective 2025-07-01\n'
    assert refused(RAISE, old=section(file(body=body))).message == f"the text of {DAY} is not on file as a whole"


def test_acts_of_one_day_on_the_same_unit_need_an_order() -> None:
    source = TEXT + "yearly\n"
    digest = hashlib.sha256(source.encode()).hexdigest()
    body = f'\nact "Laws 2026, ch. 1, § 1" effective {DAY} {{\n  in A after "pay a" insert "yearly"\n  note from code {{\nyearly\n}}\n}}\n'
    law = file(body=body).replace(hashlib.sha256(TEXT.encode()).hexdigest(), digest)
    problem = refused(RAISE.replace("a fee of", "fee of"), old=section(law, source), text=source)
    assert problem.rule.code == "PC712"


def test_an_act_beyond_what_the_source_shows_is_put_on_file_with_a_warning() -> None:
    made = amended(RAISE, day=date(2031, 1, 1))
    assert [(w.rule.code, w.span.path) for w in made.warnings] == [("PC776", LAW)]
    assert amended(RAISE).warnings == ()


def test_a_section_without_a_number_takes_operations_only() -> None:
    old = section(file(cite="Market Rules").replace("section market/9-1", "section market/rules"))
    assert refused(RAISE, old=old).rule.code == "PC773"


# -- operations that are given -------------------------------------------------------------------------------------------

GIVEN = 'in C strike "noon" insert "one"   # as printed\nnote from gazette {\nstrike "noon", insert "one"\n}\n'


def test_operations_are_kept_as_they_are_given() -> None:
    made = amended(GIVEN, name="act.law")
    assert after(made)["C"] == "The market closes at one."
    assert '  in C strike "noon" insert "one"  # as printed\n  note from gazette {\nstrike "noon", insert "one"\n}\n}\n' in made.source.text
    assert 'source    gazette "sources/laws-2026-ch-12-3.txt"' in made.source.text
    assert made.received is not None
    assert made.received.text == GIVEN


def test_operations_with_a_note_of_a_source_on_file_need_no_other() -> None:
    made = amended('in C strike "market closes at" insert "The market"\nnote from code {\nThe market closes at noon.\n}\n', name="act.law")
    assert made.received is None
    assert made.source.text.count("\nsource ") == 1


@pytest.mark.parametrize(
    ("given", "code", "underlined"),
    [
        ('in C sttrike "noon"', "PC701", "sttrike"),
        ('in C strike "midnight"\nnote from me {\nmidnight\n}', "PC709", 'in C strike "midnight"'),
        ('in C strike "noon" insert "one"', "PC710", "noon"),
        ("# nothing", "PC770", "# nothing"),
        ('in C strike "noon"\n}\nact "x" effective unknown {', "PC770", None),
        ('in C strike "noon"\nnote from me {\nnoon\n}\nnote from you {\nnoon\n}', "PC770", "you"),
    ],
)  # fmt: skip
def test_given_operations_are_refused_where_they_stand(given: str, code: str, underlined: str | None) -> None:
    problem = refused(given, name="act.law")
    assert problem.rule.code == code
    assert problem.span.path == "act.law"
    assert underlined is None or given[problem.span.start : problem.span.end] == underlined


# -- characters of the file ----------------------------------------------------------------------------------------------


def test_line_ends_and_byte_order_mark_of_the_file_stay() -> None:
    inserted = Inserted("a\nb\nNEW\nc\n", 4, ((4, 8),))
    assert as_received(inserted, "\ufeffa\r\nb\r\nc\r\n") == "\ufeffa\r\nb\r\nNEW\r\nc\r\n"
    assert as_received(inserted, "a\nb\nc\n") == "a\nb\nNEW\nc\n"


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Laws 2026, ch. 12, § 3", "laws_2026_ch_12_3"),
        ("2026 Act", "act_2026_act"),
        ("§ 3", "act_3"),
        ("Åö", "act"),
        ("act", "act_act"),
    ],
)
def test_names_of_sources(title: str, name: str) -> None:
    assert name_of(title, ()) == name


def test_a_problem_of_the_whole_is_shown_in_the_instructions_and_in_the_file_as_it_is() -> None:
    given = 'in Subsection A, deleted "forty dollars" and added "fifty dollars"'
    old = section()
    problem = refused(given, old=old)
    assert problem.rule.code == "PC714"
    (words, figures) = problem.labels
    assert given[words.span.start : words.span.end] == "fifty dollars"
    assert old.source.excerpt(figures.span).strip() == "($40)"
