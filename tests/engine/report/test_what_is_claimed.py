"""A letter claims of changes and readings no more than was tried."""

from datetime import date

import pytest

from pincite.explain.changes.model import OPEN, WAITED, Change, Edit
from pincite.explain.proof import ReadingProof, ReadingResult
from pincite.report.letter.changes import sentence
from pincite.report.letter.readings import reading_view
from pincite.report.profiles import CASEWORKER
from pincitec.semantics.truth import FAILS, HOLDS

DAY = date(2024, 6, 1)


@pytest.mark.parametrize(("verdict", "claimed"), [(HOLDS, True), (FAILS, False)])
def test_time_is_wanting_only_where_it_leads_to_yes(verdict: int, claimed: bool) -> None:
    edit = Edit("", "the day asked about", WAITED, None, "June 1, 2024", "June 1, 2024", "2024-06-01", 1, text="time passes")
    said = sentence(Change(OPEN, (edit,), verdict, None, "time passes", 1, DAY))
    assert ("the time that is wanting" in said) is claimed
    assert "Ask again on June 1, 2024" in said


def test_readings_that_only_together_change_the_answer_are_not_said_to_change_nothing() -> None:
    results = tuple(ReadingResult(name, name, name == "strict", FAILS, None, "It fails.") for name in ("strict", "lax"))
    proof = ReadingProof("p.c", "What it is", "strict", True, None, None, None, results, False)
    assert "several choices read otherwise together do" in reading_view(proof, CASEWORKER, together=True).text
    assert "the same under every reading" in reading_view(proof, CASEWORKER, together=False).text
