"""Forms of annotations on made-up sections: what each becomes in the file, and what a person is told."""

from datetime import date

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.compiler.importing.pages import acts, attempt, bring, texts, told, version

from pincitec.law.importing.annotated import Wanted
from pincitec.law.importing.annotations import day_of

TEXT = """22-99-1. Library fees; waiver.

A. A library may charge a fee of twenty dollars ($20.00) for each book, map or film.
B. A child shall pay half the fee.
C. The fee is waived for:
(1) a student; and
(2) a member of the armed forces.
D. The director shall report each year.
"""


def page(notes: str, *later: str) -> str:
    history = "; ".join(("History: Laws 1989, ch. 12, § 1", *later))
    return f"{TEXT}\n{history}.\n\nANNOTATIONS\n\n{notes}\n\nPrevious Section\n"


def of(notes: str, *later: str) -> str:
    """What becomes of the acts of a page with these notes, the enacting act left out."""
    return acts(bring(page(notes, *later))).replace('act "Laws 1989, ch. 12, § 1" effective unknown\n', "")


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ('in Subsection A, after "fee of", deleted "ten dollars ($10.00)" and added "twenty dollars ($20.00)"',
         'in A after "fee of" strike "ten dollars ($10.00)" insert "twenty dollars ($20.00)"'),
        ('in Subsection B, substituted "half the fee" for "no fee"', 'in B strike "no fee" insert "half the fee"'),
        ('substituted "half the fee" for "no fee" in Subsection B', 'in B strike "no fee" insert "half the fee"'),
        ('inserted "or film" following "book, map" in Subsection A', 'in A after "book, map" insert "or film"'),
        ('in Paragraph (2) of Subsection C, after "a member of the", added "armed"', 'in C(2) after "a member of the" insert "armed"'),
        ('in Paragraph C(2), after "a member of the", added "armed"', 'in C(2) after "a member of the" insert "armed"'),
        ("added Subsection D", "add D"),
        ("added Paragraph (2) of Subsection C", "add C(2)"),
        ('in the section heading, after "Library fees", added "; waiver"', 'in heading after "Library fees" insert "; waiver"'),
        ("deleted former Subsection E", "remove former E ⟨former Subsection E: its words are not on file⟩"),
        ("deleted former Subsections E and F", "remove former E through F ⟨former Subsections E through F: their words are not on file⟩"),
        ("added a new Subsection B and redesignated former Subsections B and C as Subsections C and D",
         "redesignate B through C as C through D\n  add B"),
        ("rewrote Subsection B", 'remainder "rewrote Subsection B" touching B'),
        ('in Subsection B, changed "no fee" to "half the fee"', 'in B strike "no fee" insert "half the fee"'),
        ('changes "no fee" to "half the fee" in Subsection B', 'in B strike "no fee" insert "half the fee"'),
        ('in Subsection A, adds "or film" after "map"', 'remainder "in Subsection A, adds \\"or film\\" after \\"map\\"" touching A'),
        ("added the second sentence of Subsection D", 'remainder "added the second sentence of Subsection D" touching D'),
        ("deleted a proviso at the end of Subsection B", 'remainder "deleted a proviso at the end of Subsection B" touching B'),
        # Prose on designations is about all units.
        ("deleted former Subsection C, relating to maps in Subsection A",
         'remainder "deleted former Subsection C, relating to maps in Subsection A"'),
        ("rewrote Subsection B to divide it into Subsections B and C",
         'remainder "rewrote Subsection B to divide it into Subsections B and C"'),
        ("in Subsection B, redesignated the remaining paragraphs", 'remainder "in Subsection B, redesignated the remaining paragraphs"'),
        ("rewrote this section", 'remainder "rewrote this section"'),
        ("made stylistic changes", 'remainder "made stylistic changes"'),
        ("made stylistic changes in Subsections A and C", 'remainder "made stylistic changes in Subsections A and C" touching A, C'),
        ("provided in Subsection A that maps are free", 'remainder "provided in Subsection A that maps are free" touching A'),
        ("raised the fee", 'remainder "raised the fee"'),
        # The place of words that nothing followed is not on file.
        ('deleted "promptly" in Subsection D', 'in D at unknown strike "promptly"'),
        # Words that do not stand there: the place is not on file, and the unit before the act is not.
        ('in Subsection D, after "shall", added "never"', 'in D at unknown insert "never"'),
        # Other digits are other words.
        ('in Subsection A, after "fee of", deleted "one" and added "twenty dollars ($25.00)"', 'remainder'),
        # What joined struck words to a list, or to the beginning of a sentence, is not in the note.
        ('in Subsection A, after "map or film", deleted "and record"',
         'in A after "map or film" strike ⟨what joined these words to those around them⟩ strike "and record"'),
        ('in Subsection D, after the subsection designation, deleted "In each county"',
         'in D after designation strike "In each county" strike ⟨what joined these words to those around them⟩ insert "{?The}"\n'
         '    because "the note does not say which marks and capitals came or went with the words that it quotes"'),
        # A mark that the note quotes is the note's own account of the joint.
        ('in Subsection B, after "half the fee", deleted ", if any"', 'in B after "half the fee" strike ", if any"'),
        # A unit in the middle came, and the note does not say how the others were designated.
        ("added Subsection B", 'remainder "added Subsection B" touching B, C, D'),
        ("deleted former Subsection B", 'remainder "deleted former Subsection B" touching B, C, D'),
    ],
)  # fmt: skip
def test_a_clause_of_an_older_note(said: str, written: str) -> None:
    made = of(f"The 1993 amendment, effective June 18, 1993, {said}.", "1993, ch. 44, § 2")
    body = "\n".join(made.strip().split("\n")[1:-1]).strip()
    assert body == written or (written == "remainder" and body.startswith("remainder"))


def test_words_that_could_have_stood_in_two_places() -> None:
    """The anchor with a comma stands there once, but the note may as well mean the one without."""
    text = page('The 1993 amendment, effective June 18, 1993, in Subsection D, after "each year", deleted "fully".', "1993, ch. 44, § 2")
    text = text.replace("each year.", "each year, and in each year of war.")
    assert '  in D at unknown strike "fully"\n' in acts(bring(text))


def test_all_together(snapshot: SnapshotAssertion) -> None:
    notes = """Cross references. — For definitions, see 22-99-0 NMSA 1978.

Severability. — Laws 1993, ch. 44, § 9 provides for the severability of the act if any part or application thereof is held invalid.

Effective dates. — Laws 1989, ch. 12, § 14 makes the act effective July 1, 1989.

The 2011 amendment, effective June 17, 2011, lowered the fee; in Subsection B, after "pay", deleted "a fee" and added "half the fee"; \
and added Subsection D.

The 2003 amendment, effective July 1, 2003, substituted "armed forces" for "army" in Paragraph (2) of Subsection C.

The 1999 amendment, effective June 18, 1999, added a new Subsection B and redesignated former Subsection B as Subsection C.

The 1993 amendment, effective June 18, 1993, rewrote this section.

Fees are no taxes. — A fee that covers the cost of lending is no tax. Reader v. Library, 1999-NMCA-000.

Am. Jur. 2d, A.L.R. and C.J.S. references. — 12 Am. Jur. 2d Libraries § 3."""
    text = page(notes, "1993, ch. 44, § 2", "1999, ch. 8, § 1", "2003, ch. 5, § 3", "2011, ch. 60, § 7")
    imported = bring(text)
    shown = [acts(imported), *told(imported, text)]
    shown += [
        f"{v.from_} {'whole' if v.complete else 'in part'} {sorted('/'.join(p) for p in texts(v))}" for v in imported.section.versions
    ]
    assert "\n".join(shown) == snapshot
    assert [note.label for note in imported.section.notes] == [
        None, "Cross references", "Severability", "Fees are no taxes", "Am. Jur. 2d, A.L.R. and C.J.S. references",
    ]  # fmt: skip


def test_a_summary_is_one_only_in_newer_notes() -> None:
    clause = 'raised the fee; in Subsection B, after "pay", deleted "a third of" and added "half"'
    newer = of(f"The 2011 amendment, effective June 17, 2011, {clause}.", "2011, ch. 60, § 7")
    older = of(f"The 1993 amendment, effective June 18, 1993, {clause}.", "1993, ch. 44, § 2")
    assert "remainder" not in newer
    assert 'remainder "raised the fee"\n' in older


def test_a_first_clause_that_acts_is_no_summary() -> None:
    for clause in ("amended the fee", "deleted a deadline", "made stylistic changes", "in the second sentence, raised the fee"):
        made = of(
            f'The 2011 amendment, effective June 17, 2011, {clause}; in Subsection B, after "pay", added "half".', "2011, ch. 60, § 7"
        )
        assert f'remainder "{clause}"' in made


def test_two_acts_of_a_year_dated_together() -> None:
    made = of("The 1993 amendment, effective June 18, 1993, added Subsection D.", "1993, ch. 44, § 2", "1993, ch. 45, § 1")
    assert 'together "Laws 1993, ch. 44, § 2" and "Laws 1993, ch. 45, § 1" effective 1993-06-18' in made
    assert "  add D" in made
    assert 'act "Laws 1993, ch. 44, § 2" effective unknown' in made


RECONCILED = (
    "2014 Multiple Amendments. — Laws 2014, ch. 5, § 5, effective July 1, 2014, and Laws 2014, ch. 6, § 1, effective July 1, 2014,"
    " enacted different amendments to this section that can be reconciled. Pursuant to 12-1-8 NMSA 1978, Laws 2014, ch. 6, § 1, as the"
    " last act signed by the governor, is set out above and incorporates both amendments."
)
TWO_ACTS = ("2014, ch. 5, § 5", "2014, ch. 6, § 1")


def own(chapter: str, said: str) -> str:
    return f"Laws 2014, ch. {chapter}, effective July 1, 2014, {said}."


def test_reconciled_acts_with_different_operations() -> None:
    notes = [RECONCILED, own("6, § 1", 'in Subsection B, after "pay", added "half"'), own("5, § 5", "added Subsection D")]
    made = of("\n".join(notes), *TWO_ACTS)
    assert 'by "12-1-8 NMSA 1978" {\n  add D\n  in B after "pay" insert "half"\n}' in made


def test_acts_dealt_with_twice_are_refused() -> None:
    for notes in (f"{RECONCILED}\n{RECONCILED}", "\n".join(["The 2014 amendment, effective July 1, 2014, added Subsection D."] * 2)):
        problems = attempt(page(notes, *TWO_ACTS))
        assert isinstance(problems, list)
        assert [p.rule.code for p in problems] == ["PC782"]


def test_reconciled_acts_of_which_neither_holds_the_other() -> None:
    notes = [
        RECONCILED,
        own("6, § 1", 'in Subsection B, after "pay", deleted "a third of" and added "half"'),
        own("5, § 5", 'in Subsection B, after "pay", deleted "a third of" and added "most of"'),
    ]
    made = of("\n".join(notes), *TWO_ACTS)
    statement = made[: made.index("\nact ")]
    assert "remainder" in statement and "strike" not in statement.replace("remainder", "")


@pytest.mark.parametrize("said", [("can be", "cannot be"), ("enacted different", "enacted nearly identical"), ("both", "one of the")])
def test_acts_of_which_more_is_said_than_is_read_leave_everything_open(said: tuple[str, str]) -> None:
    notes = [
        RECONCILED.replace(*said),
        own("6, § 1", 'in Subsection B, after "pay", added "half"'),
        own("5, § 5", "added Subsection D"),
    ]
    imported = bring(page("\n".join(notes), "2010, ch. 1, § 1", *TWO_ACTS))
    assert "reconcile " not in imported.text
    assert "strike" not in imported.text and "add D" not in imported.text
    assert [v.complete for v in imported.section.versions] == [True]


def test_acts_of_one_day_without_a_word_on_their_order() -> None:
    notes = [
        own("6, § 1", 'in Subsection B, after "pay", added "half"'),
        own("5, § 5", 'in Subsection B, after "child", added "shall"'),
    ]
    made = of("\n".join(notes), *TWO_ACTS)
    assert made.startswith('together "Laws 2014, ch. 5, § 5" and "Laws 2014, ch. 6, § 1" effective 2014-07-01\n')
    assert made.count("touching B") == 2


def test_acts_of_one_day_on_different_units() -> None:
    notes = [own("6, § 1", 'in Subsection B, after "pay", added "half"'), own("5, § 5", "added Subsection D")]
    assert "together" not in of("\n".join(notes), *TWO_ACTS)


def test_applicability_of_one_act() -> None:
    notes = (
        "The 1993 amendment, effective June 18, 1993, added Subsection D.\n"
        "Applicability. — Laws 1993, ch. 44, § 8 provided that the provisions of Sections 1 through 3 apply to fees due after"
        " January 1, 1994."
    )
    made = of(notes, "1993, ch. 44, § 2")
    assert '  applies "to fees due after January 1, 1994"' in made
    assert "applies" not in of(notes.replace("1 through 3", "4 through 6"), "1993, ch. 44, § 2")


@pytest.mark.parametrize(
    ("words", "day"),
    [("June 18, 1993", "1993-06-18"), ("June 31, 1993", None), ("upon approval", None), ("when the road is built", None)],
)
def test_days(words: str, day: str | None) -> None:
    assert str(day_of(words)) == str(day)
    notes = f"The 1993 amendment, effective {words}, added Subsection D.\nThe 1995 amendment, effective July 1, 1995, rewrote Subsection A."
    made = of(notes, "1993, ch. 44, § 2", "1995, ch. 1, § 1")
    assert f'act "Laws 1993, ch. 44, § 2" effective {day or "unknown"}' in made
    assert ("add D" in made) == (day is not None)


def test_an_entry_of_the_history_line_that_is_not_understood_is_an_act_without_a_date() -> None:
    made = of("The 2003 amendment, effective July 1, 2003, added Subsection D.", "recompiled by the governor in 1996", "2003, ch. 5, § 3")
    assert 'act "recompiled by the governor in 1996" effective unknown' in made


def test_older_compilations_are_no_acts() -> None:
    text = page("", "2003, ch. 5, § 3").replace("History: ", "History: C.S. 1929, § 120-4; 1953 Comp., § 77-2-2, enacted by ")
    imported = bring(text, Wanted(on=_day("2003-07-01")))
    assert [act.title for act in imported.section.acts] == ["Laws 1989, ch. 12, § 1", "Laws 2003, ch. 5, § 3"]


def _day(words: str) -> date:
    return date.fromisoformat(words)


def test_marks_of_sections_may_be_lost() -> None:
    text = page("The 2003 amendment, effective July 1, 2003, added Subsection D.", "2003, ch. 5, § 3").replace("§ ", "")
    assert [act.title for act in bring(text).section.acts] == ["Laws 1989, ch. 12, § 1", "Laws 2003, ch. 5, § 3"]


def test_a_section_of_one_paragraph_needs_no_place() -> None:
    text = """Section 22-99-3 - Hours.

22-99-3. Hours.

A library is open on each day but Sunday.

History: 1978 Comp., § 22-99-3, enacted by Laws 1989, ch. 12, § 3; 2019, ch. 5, § 3.

ANNOTATIONS

The 2019 amendment, effective June 14, 2019, after "open on", deleted "weekdays" and added "each day but Sunday".
"""
    assert 'in ("¶1") after "open on" strike "weekdays" insert "each day but Sunday"' in acts(bring(text))
    several = text.replace("but Sunday.\n\nHist", "but Sunday.\nA. It closes at night.\n\nHist")
    assert "remainder" in acts(bring(several)) and "strike" not in acts(bring(several))


def test_a_note_whose_quotation_marks_do_not_pair_is_prose() -> None:
    made = of('The 1993 amendment, effective June 18, 1993, in Subsection B, deleted "none and added "half".', "1993, ch. 44, § 2")
    assert made.count("remainder") == 1 and " touching" not in made


def test_special_sessions() -> None:
    made = of("Laws 2003 (1st S.S.), ch. 1, § 3, effective November 5, 2003, added Subsection D.", "2003 (1st S.S.), ch. 1, § 3")
    assert 'act "Laws 2003 (1st S.S.), ch. 1, § 3" effective 2003-11-05 {\n  add D' in made


def test_a_misquotation_is_found_and_told() -> None:
    text = page(
        'The 1993 amendment, effective June 18, 1993, in Subsection C, deleted "always" and added "is waived for".', "1993, ch. 44, § 2"
    )
    text = text.replace("The fee is waived for:", "The fee is hereby waived for:")
    imported = bring(text)
    assert 'strike "always" insert "is hereby waived for" printed "is waived"' in acts(imported)
    assert any("misquotation: the note says “is waived”, the text “is hereby waived”" in line for line in told(imported, text))


def test_a_word_that_turns_the_law_round_is_no_misquotation() -> None:
    text = page(
        'The 1993 amendment, effective June 18, 1993, in Subsection C, deleted "always" and added "is waived for".', "1993, ch. 44, § 2"
    )
    assert 'in C at unknown strike "always" insert "is waived for"' in acts(bring(text.replace("fee is waived", "fee is not waived")))


def test_a_slip_of_the_text_is_kept_and_told() -> None:
    text = page("The 1993 amendment, effective June 18, 1993, added Subsection D.", "1993, ch. 44, § 2").replace("$20.00", "$25.00")
    imported = bring(text)
    assert 'sic "twenty dollars ($25.00)" because "the file as received has it so' in imported.text
    assert any("kept as a slip" in line for line in told(imported, text))


def test_the_day_of_the_text_is_that_of_the_newest_act() -> None:
    imported = bring(page("The 1993 amendment, effective June 18, 1993, added Subsection D.", "1993, ch. 44, § 2"))
    (version_,) = imported.section.versions
    assert str(version_.from_) == "1993-06-18"


def test_a_line_is_given_a_place_by_a_person() -> None:
    notes = "The 1993 amendment, effective June 18, 1993, added Subsection D."
    text = page(notes, "1993, ch. 44, § 2").replace("D. The", "For each, a card is needed.\nD. The")
    assert isinstance(attempt(text), list)
    imported = bring(text, Wanted(marks={8: "p1"}))
    found = version(imported, _day("2000-01-01"))
    assert found is not None
    assert texts(found)["C", "¶1"] == "For each, a card is needed."
