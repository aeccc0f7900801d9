"""The summary with which an editor's note begins: read over and told where the rule says so, refused everywhere else."""

import pytest
from tests.compiler.law.drafting.toy_amend import act_of, after, amended, put

from pincitec.diagnostics import Severity
from pincitec.law.drafting.amend import Refusal

DID = 'in Subsection A, after "a fee of", deleted "forty dollars ($40)" and added "fifty dollars ($50)".'
HEAD = "The 2026 amendment, effective July 1, 2026, "
SUMMARY = "increased the fee that a seller pays"


def test_a_summary_is_told_and_changes_nothing() -> None:
    note = f"{HEAD}{SUMMARY}; and {DID}"
    made = amended(note)
    plain = amended(f"{HEAD}{DID}")
    assert after(made) == after(plain)
    (told,) = made.warnings
    assert (told.rule.code, told.rule.severity) == ("PC777", Severity.INFO)
    assert note[told.span.start : told.span.end] == SUMMARY
    assert SUMMARY in act_of(made).notes[0].verbatim.text


@pytest.mark.parametrize(
    "note",
    [
        f"{SUMMARY}; and {DID}",
        f"The 2009 amendment, effective July 1, 2009, {SUMMARY}; and {DID}",
        f"{HEAD}{DID.rstrip('.')}; and {SUMMARY}.",
        f"{HEAD}{SUMMARY}.",
        f"{HEAD}{SUMMARY}; made minor changes; and {DID}",
        f"{HEAD}increased the fee in Subsection A; and {DID}",
        f'{HEAD}raised the "fee"; and {DID}',
        f"{HEAD}eliminated the fee of children; and {DID}",
        f"{HEAD}rewrote the section; and {DID}",
    ],
    ids=["no head", "of 2009", "last", "alone", "two", "a place", "quoted", "verb", "another verb"],
)
def test_anything_else_that_is_not_understood_is_refused(note: str) -> None:
    made = put(note)
    assert isinstance(made, Refusal)
    assert any(problem.rule.severity is Severity.ERROR for problem in made.problems)


def test_a_place_is_not_carried_over_a_summary() -> None:
    made = put(f'{HEAD}{SUMMARY}; and after "a fee of", deleted "forty dollars ($40)" and added "fifty dollars ($50)".')
    assert isinstance(made, Refusal)
