"""What is not met of a list of which every record must satisfy: the records that do not, by their key, with what was read of them."""

from pathlib import Path

import pytest
from tests.policy.library import answer, copied, pack_of

from pincitec.graph.pack import Pack

POLICY = """
policy t "a test"
source page = "us-nm/aps/licensure-advancement"
party teacher "the teacher"
record year_taught by year {
  year   : school_year
  taught : days    "days taught"
  met    : boolean "met competencies"
}
fact years : list of year_taught "years taught"
decision kept : entitlement of teacher "a place on the list"
provision page("Definitions")("Full School Year") {
  "a minimum of 160 instructional days or equivalent number of days in schools"
  means kept requires every y in years {
    "a minimum of 160 instructional days" means y.taught >= 160 days
    uncited y.met because "a test"
  }
}
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return pack_of(copied(tmp_path_factory.mktemp("library"), ()), POLICY)


def unmet(pack: Pack, *rows: dict[str, object]) -> list[str]:
    records = {f"20{10 + i}-{11 + i}": row for i, row in enumerate(rows)}
    found = answer(pack, "kept", {"years": {"complete": True, "source": "a file", "records": records}}, "2024-01-01")
    return [u.finding for u in found.unmet]


FULL, SHORT, POOR = {"taught": "160 days", "met": True}, {"taught": "159 days", "met": True}, {"taught": "160 days", "met": False}


def test_each_failing_record_is_told(pack: Pack) -> None:
    assert unmet(pack, FULL, SHORT, POOR) == [
        "in 2011-12, days taught: 159 days and met competencies: yes; in 2012-13, days taught: 160 days and met competencies: no"
    ]


def test_what_is_not_known_of_a_failing_record_is_left_out(pack: Pack) -> None:
    assert unmet(pack, FULL, {"taught": "159 days"}) == ["in 2011-12, days taught: 159 days"]


def test_of_many_records_the_first_are_told(pack: Pack) -> None:
    (said,) = unmet(pack, *[SHORT] * 8)
    assert said.count("159 days") == 5 and said.endswith("; and 3 more")


def test_a_list_without_records_is_told_as_such(pack: Pack) -> None:
    assert unmet(pack) == ["years taught: 0 records"]


SOME = POLICY.replace("requires every y in years", "requires some y in years")


def test_where_no_record_satisfies_each_is_told(tmp_path: Path) -> None:
    pack = pack_of(copied(tmp_path, ()), SOME)
    assert unmet(pack, SHORT, POOR) == [
        "in 2010-11, days taught: 159 days and met competencies: yes; in 2011-12, days taught: 160 days and met competencies: no"
    ]
    assert unmet(pack, SHORT, FULL) == []
    assert unmet(pack) == ["years taught: 0 records"]


def test_words_that_every_failing_record_satisfies_are_not_told(tmp_path: Path) -> None:
    pack = pack_of(copied(tmp_path, ()), SOME)

    def words(row: dict[str, object]) -> list[str]:
        years = {"complete": True, "source": "a file", "records": {"2010-11": row}}
        (found,) = answer(pack, "kept", {"years": years}, "2024-01-01").unmet
        return [p.words for p in found.passages]

    assert words(SHORT) == ["a minimum of 160 instructional days"]
    assert words(POOR) == ["a minimum of 160 instructional days or equivalent number of days in schools"], "those of the clause"


def test_a_record_that_bars_is_told(tmp_path: Path) -> None:
    barred = SOME.replace("means kept requires some", "means deny kept when some")
    pack = pack_of(copied(tmp_path, ()), barred)
    assert unmet(pack, SHORT, FULL) == ["in 2011-12, days taught: 160 days and met competencies: yes"]
