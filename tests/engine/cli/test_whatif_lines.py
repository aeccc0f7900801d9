"""What `pincite whatif` says of a provision that stands otherwise."""

import pytest

from pincite.cli.whatif_output import clause_line
from pincite.explain.difference import ClauseDifference


@pytest.mark.parametrize(
    ("state", "said"), [("unknown", "whether Code § 1 applies then is not known"), ("lapsed", "Code § 1 does not apply then")]
)
def test_what_is_not_on_file_is_not_said_not_to_apply(state: str, said: str) -> None:
    assert clause_line(ClauseDifference("c", "Code § 1", "d", None, "in_force", state, 1, 0, None, None)) == said
