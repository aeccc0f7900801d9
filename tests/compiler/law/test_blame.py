"""The acts behind every word, worked out from the recorded operations."""

from datetime import date

from tests.compiler.law.toy_law import good, note

from pincitec.law.blame import UnitBlame, blame
from pincitec.law.model import Section
from pincitec.law.places import version_on

TEXT = "text from s on 2020-01-01 {\nTitle.\nA. The fee is thirty dollars ($30) a year.\nB. The fee is due in May.\n}\n"


def act(title: str, effective: str, operation: str, words: str) -> str:
    return f'act "{title}" effective {effective} {{\n  {operation}\n{note(words)}}}\n'


TO_THIRTY = 'in A strike "twenty dollars ($20)" insert "thirty dollars ($30)"'
TO_TWENTY = 'in A after "is" strike "free" insert "twenty dollars ($20) a year"'
TWICE = (
    act("Laws 2019", "2019-07-01", TO_THIRTY, "twenty dollars ($20) thirty dollars ($30)")
    + act("Laws 2015", "2015-07-01", TO_TWENTY, "after is free twenty dollars ($20) a year")
    + act("Laws 2010", "2010-01-01", "add B", "added Subsection B")
)


def chains(section: Section, day: date, unit: str) -> list[tuple[str, list[tuple[str, str]]]]:
    version = version_on(section, day)
    assert version is not None
    found = next(u for u in blame(section, version) if u.identity == unit)
    return [(run.text, [(link.act, link.struck) for link in run.chain]) for run in found.runs]


def whole(unit: UnitBlame) -> str:
    return "".join(run.text for run in unit.runs)


def test_a_word_has_all_the_acts_behind_it_newest_first() -> None:
    section = good(TEXT + TWICE)
    assert chains(section, date(2020, 1, 1), "A") == [
        ("The fee is ", []),
        ("thirty dollars ($30)", [("Laws 2019", "twenty dollars ($20)"), ("Laws 2015", "free")]),
        (" a year", [("Laws 2015", "free")]),
        (".", []),
    ]


def test_of_an_older_day_only_the_acts_up_to_it_are_told() -> None:
    section = good(TEXT + TWICE)
    assert chains(section, date(2016, 1, 1), "A") == [
        ("The fee is ", []),
        ("twenty dollars ($20) a year", [("Laws 2015", "free")]),
        (".", []),
    ]
    assert chains(section, date(2010, 1, 1), "A") == [("The fee is free.", [])]


def test_a_unit_is_traced_to_the_act_that_added_it() -> None:
    section = good(TEXT + TWICE)
    assert chains(section, date(2020, 1, 1), "B") == [("The fee is due in May.", [("Laws 2010", "")])]


def test_inferred_words_that_gave_way_are_marked() -> None:
    operation = 'in A after "is" strike "twenty dollars ($20){?,}" insert "thirty dollars ($30)" because "no comma in the note"'
    body = act("Laws 2019", "2019-07-01", operation, "deleted twenty dollars ($20) and added thirty dollars ($30)")
    section = good(TEXT + body)
    struck = [links for _, links in chains(section, date(2020, 1, 1), "A") if links]
    assert struck == [[("Laws 2019", "twenty dollars ($20){?,}")]]


def test_the_runs_of_every_unit_and_version_are_its_words() -> None:
    section = good(TEXT + TWICE)
    for version in section.versions:
        for unit, told in zip(version.units, blame(section, version), strict=True):
            assert (whole(told), told.path, told.identity) == (unit.text, unit.path, unit.identity)


def test_words_that_another_act_put_into_an_act_are_told_as_its_own_too() -> None:
    changed = 'in act "Laws 2019" in A strike "thirty dollars ($30)" insert "forty dollars ($40)"'
    body = act("Laws 2019b", "2019-03-01", changed, "deleted thirty dollars ($30) and added forty dollars ($40)") + act(
        "Laws 2019", "2019-07-01", TO_THIRTY, "twenty dollars ($20) thirty dollars ($30)"
    )
    section = good(TEXT.replace("thirty dollars ($30)", "forty dollars ($40)") + body)
    version = version_on(section, date(2020, 1, 1))
    assert version is not None
    runs = [run for unit in blame(section, version) for run in unit.runs if run.chain]
    assert [(run.text, run.chain[0].act, run.chain[0].worded_by) for run in runs] == [("forty dollars ($40)", "Laws 2019", ("Laws 2019b",))]
