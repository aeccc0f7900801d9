"""What `pincite whatif` says of a provision that stands otherwise."""

import pytest

from pincite.cli.whatif_output import clause_line, clause_lines
from pincite.explain.difference import ClauseDifference


@pytest.mark.parametrize(
    ("state", "said"), [("unknown", "whether Code § 1 applies then is not known"), ("lapsed", "Code § 1 does not apply then")]
)
def test_what_is_not_on_file_is_not_said_not_to_apply(state: str, said: str) -> None:
    assert clause_line(ClauseDifference("c", "Code § 1", "d", None, "in_force", state, 1, 0, None, None)) == said


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ((None, None), "Code § 1 stands in other words then"),
        (("$1", "$2"), "Code § 1 stands in other words then, which give $2 instead of $1"),
    ],
)
def test_two_clauses_that_take_turns_in_one_place_are_told_as_one(values: tuple[str | None, str | None], said: str) -> None:
    old = ClauseDifference("old", "Code § 1", "d", None, "in_force", "lapsed", 1, 0, values[0], None)
    new = ClauseDifference("new", "Code § 1", "d", None, "not_yet", "in_force", 0, 1, None, values[1])
    elsewhere = new._replace(citation="Code § 2", value_after=None)
    assert list(clause_lines([old, elsewhere, new, old, new])) == [said, "Code § 2 applies then"]
    undecided = new._replace(state_before="unknown")
    assert len(list(clause_lines([old, undecided]))) == 2
