"""What a value would have to be, in the words of a letter."""

import pytest
from tests.policy.library import answer, copied, pack_of

from pincite.explain.proof import Measure
from pincite.report.letter.outstanding import needs
from pincitec.graph.pack import Pack

POLICY = """
policy t "a test"
source page = "us-nm/aps/licensure-advancement"
party teacher "the teacher"
fact role : one of { teaches "a licensed teacher" counsels "a licensed counselor" otherwise "neither" } "position"
decision kept : entitlement of teacher "a place on the list"
provision page("Definitions")("Full School Year") {
  "Means a minimum of 160 instructional days" means kept requires role != otherwise
}
"""


@pytest.mark.parametrize(
    ("relation", "needed"), [("is", "a teacher"), ("is not", "anything but a teacher"), ("at least", "at least a teacher")]
)
def test_what_is_needed(relation: str, needed: str) -> None:
    assert Measure("position", "neither", relation, "a teacher").needed == needed


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return pack_of(copied(tmp_path_factory.mktemp("library"), ()), POLICY)


def test_a_value_that_must_not_be(pack: Pack) -> None:
    found = answer(pack, "kept", {"role": "otherwise"}, "2024-01-01")
    assert [u.cure for u in found.unmet] == ["position: anything but neither"]
    assert [n.text for g in needs(found) for n in g.items] == ["Position: neither; needed: anything but neither."]
