"""A value that is computed from a list which is not complete, or of which a record lacks a field: the letter says which, and what to do."""

import pytest
from tests.policy.library import answer, copied, pack_of

from pincitec.graph.pack import Pack
from pincitec.semantics.verdicts import VERDICTS

POLICY = """
policy t "a test"
source page = "us-nm/aps/licensure-advancement"
record year_taught by year {
  year     : school_year
  taught   : days    "days taught"
  licensed : boolean "held a license"
}
fact years : list of year_taught "years taught"
decision total : days "days in all"
provision page("Definitions")("Full School Year") {
  "equivalent number of days" means total = sum(y.taught for y in years where y.licensed)
}
"""


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Pack:
    return pack_of(copied(tmp_path_factory.mktemp("library"), ()), POLICY)


def years(complete: bool, *rows: dict[str, object]) -> dict[str, object]:
    records = {f"20{10 + i}-{11 + i}": row for i, row in enumerate(rows)}
    return {"years": {"records": records, **({"complete": True, "source": "a file"} if complete else {})}}


@pytest.mark.parametrize(
    "facts, reason",
    [
        (years(False, {"taught": "5 days", "licensed": True}), "the list does not say that it is complete"),
        (years(True, {"taught": "5 days", "licensed": True}, {"licensed": True}), "in 2011-12, days taught not provided"),
        (years(True, {"taught": "5 days"}), "in 2010-11, held a license not provided"),
        (
            years(False, {"licensed": True}, {}),
            "in 2010-11, days taught not provided; in 2011-12, held a license and days taught not provided; "
            "the list does not say that it is complete",
        ),
    ],
)
def test_what_a_list_lacks_is_said(pack: Pack, facts: dict[str, object], reason: str) -> None:
    found = answer(pack, "total", facts, "2024-01-01")
    assert VERDICTS[found.verdict] == "undetermined"
    (missing,) = found.missing
    assert (missing.fact, missing.reason, missing.decisive) == ("t.years", reason, True)
    assert missing.cure == f"complete years taught: {reason}"
    assert [p.words for place in missing.places for p in place.passages] == ["equivalent number of days"]


@pytest.mark.parametrize(
    "facts, value",
    [
        (years(True, {"taught": "5 days", "licensed": True}), "5 days"),
        (years(True, {"taught": "5 days", "licensed": True}, {"licensed": False}), "5 days"),
        (years(True), "0 days"),
    ],
)
def test_a_record_that_does_not_count_lacks_nothing(pack: Pack, facts: dict[str, object], value: str) -> None:
    found = answer(pack, "total", facts, "2024-01-01")
    assert (found.value, found.missing) == (value, ())


def test_a_list_that_nobody_gave_is_simply_not_provided(pack: Pack) -> None:
    (missing,) = answer(pack, "total", {}, "2024-01-01").missing
    assert missing.reason == "not provided"
