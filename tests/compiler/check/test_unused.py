"""Definitions that nothing rests on are listed; those of a policy that another one uses are not."""

from pathlib import Path

import pytest
from tests.policy.library import copied, project

from pincitec.compile import check

OWN = """
policy t "a test"
source page = "us-nm/aps/licensure-advancement"
party teacher "the teacher"
fact taught : days "days taught"
decision allowed : permission of teacher "teach"
provision page("Definitions")("Full School Year") {
  "a minimum of 160 instructional days" means define full = taught >= 160 days
  "160 instructional days or equivalent number of days" means define enough = full
}
"""
USER = """
policy u "another test"
use t
verify "it is so": enough implies full because "a test"
"""


@pytest.mark.parametrize(
    ("own", "user", "unused"),
    [
        ("", "", ["enough", "full"]),
        ('verify "it is so": full implies full because "a test"', "", ["enough"]),
        ('verify "it is so": enough implies full because "a test"', "", []),
        ("", USER, []),
    ],
)
def test_definitions_that_nothing_rests_on(own: str, user: str, unused: list[str], tmp_path: Path) -> None:
    folder = copied(tmp_path, ())
    (folder / "policy" / "own.pol").write_text(OWN + own + "\n", encoding="utf-8")
    if user:
        (folder / "policy" / "user.pol").write_text(user, encoding="utf-8")
    found = [p for p in check(project(folder)).diagnostics if p.rule.code == "PC207" and "rests on" in p.message]
    assert sorted(p.message.split("`")[1] for p in found) == unused
