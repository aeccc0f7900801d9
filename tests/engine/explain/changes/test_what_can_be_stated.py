"""Nothing is proposed that a facts file may not state on the day on which to ask."""

import json
from pathlib import Path

from click.testing import CliRunner

from pincite.cli.determine import determine


def test_a_school_year_to_come_is_proposed_with_the_day_on_which_it_begins() -> None:
    facts = Path(__file__).parents[4] / "examples" / "compensation.yaml"
    asked = ["compensation_change", "--facts", str(facts), "--on", "2024-03-01", "--format", "json"]
    found = CliRunner().invoke(determine, asked, standalone_mode=False)
    changes = json.loads(found.output)["changes"]["open"]
    years = [(e["stated"], c["on"]) for c in changes for e in c["edits"] if e["fact"].endswith("change_year")]
    assert ("2024-25", "2024-07-01") in years
    assert all(int(year[:4]) <= 2023 or on >= f"{year[:4]}-07-01" for year, on in years)
