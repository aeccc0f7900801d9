"""What the law leaves open about a unit is told with what lies within it, and of a definition with whoever uses it."""

import pytest
from tests.policy.library import answer, copied, pack_of

from pincitec.graph.pack import Pack

POLICY = """
policy t "a test"
source page = "us-nm/aps/licensure-advancement"
party teacher "the teacher"
fact taught : days "days taught"
fact level  : integer "level"
decision advance : permission of teacher "advance"
decision begun   : permission of teacher "begin"
provision page("Definitions")("Full School Year") {
  "a minimum of 160 instructional days" means define full = taught >= 160 days
}
provision page("Advancement Requirements")("From Level 1 to Level 2") {
  "Educators are still required to meet the minimum requirements listed below to advance"
    in page("Advancing via Micro-Credentials")("Additional Information:")
  means advance requires all {
    "3 Full School Years (480 instructional days) of being the teacher of record at current license level" means full
  }
}
provision page("Advancement Requirements")("From Level 2 to Level 3") {
  "Educators are still required to meet the minimum requirements listed below to advance"
    in page("Advancing via Micro-Credentials")("Additional Information:")
  means begun requires all {
    uncited level = 2 because "a test"
  }
}
silent page("Definitions") on "a question of the definitions" because "a test"
silent page("Definitions")("Full School Year") on "a question of the year" because "a test"
silent page("Definitions")("Teacher of Record") on "a question beside it" because "a test"
silent page("Advancement Requirements") on "a question of both" because "a test"
silent page("Advancement Requirements")("From Level 1 to Level 2") on "a question of the first" because "a test"
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return pack_of(copied(tmp_path_factory.mktemp("library"), ()), POLICY)


def open_questions(pack: Pack, decision: str) -> list[str]:
    return [r.words.removeprefix("a question ") for r in answer(pack, decision, {}, "2024-01-01").remarks]


def test_of_a_unit_those_around_it_and_of_the_definitions_used(pack: Pack) -> None:
    assert open_questions(pack, "advance") == ["of the definitions", "of the year", "of both", "of the first"]


def test_of_a_definition_that_is_not_used_nothing(pack: Pack) -> None:
    assert open_questions(pack, "begun") == ["of both"]
