"""Readings that only together give another answer are named, the fewest of them, with that answer."""

from pathlib import Path

from tests.policy.library import answer, copied, pack_of

POLICY = """
policy t "a test"
source page = "us-nm/aps/licensure-advancement"
party teacher "the teacher"
fact a : boolean "the first condition is met"
fact b : boolean "the second condition is met"
decision kept : entitlement of teacher "a place on the list"
choice first "How the first words are read" {
  strict "strictly" default
  wide   "widely"
}
choice second "How the second words are read" {
  strict "as they stand" default
  wide   "by their purpose"
  other  "in their own way"
}
provision page("Definitions")("Full School Year") {
  "a minimum of 160 instructional days or equivalent number of days in schools"
  means grant kept when all {
    choose first {
      strict { uncited a because "a test" }
      wide   { uncited true because "a test" }
    }
    choose second {
      strict { uncited b because "a test" }
      wide   { uncited true because "a test" }
      other  { uncited b because "a test" }
    }
  }
}
"""


def test_the_readings_that_together_give_another_answer_are_named(tmp_path: Path) -> None:
    pack = pack_of(copied(tmp_path, ()), POLICY)
    found = answer(pack, "kept", {"a": False, "b": False}, "2024-01-01")
    assert [r.decides for r in found.readings] == [False, False]
    place = 'Albuquerque Public Schools, Licensure Advancement Via Micro-Credentials, "Definitions", "Full School Year"'
    assert found.warnings[-2:] == (
        "no single reading changes the result, but several together would",
        "read as “widely” (How the first words are read) and “by their purpose” (How the second words are read) together, "
        f"the answer is: The teacher is entitled to a place on the list under {place}",
    )
    one = answer(pack, "kept", {"a": True, "b": False}, "2024-01-01")
    assert [r.decides for r in one.readings] == [False, True] and not one.warnings[1:]
