"""The words of a reason ask something of every row that has it, whatever records the row has."""

from pathlib import Path

import pyarrow as pa
import pytest
from tests.engine.explain.rule_sets import ASKED, HEAD, compiled

import pincite

TEXT = "Made up.\nA. A person may use the yard who has a course that was passed and that took less than 160 days.\n"
POLICY = (
    HEAD
    + """fact courses : list of course "the courses"
decision yard : permission of person "use of the yard"

provision code(A) {
  "A person may use the yard who" means person may yard when
    some y in courses {
      "a course that was passed" means y.passed
      "took less than 160 days" means y.taken < 160 days
    }
}
"""
)
PASSED, SHORT = "a course that was passed", "took less than 160 days"


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_of_records_all_words_are_quoted_that_some_row_does_not_meet(order: tuple[int, int], tmp_path: Path) -> None:
    pack = compiled(tmp_path, TEXT, POLICY)
    long, failed = {"title": "a", "passed": True, "taken": 200}, {"title": "a", "passed": False, "taken": 100}
    for case, words in ((long, SHORT), (failed, PASSED)):
        facts = {"courses": {"records": [case], "complete": True, "source": "x"}}
        (lacking,) = pincite.determine(pack, "yard", facts, on=ASKED).unmet
        assert [p.words for p in lacking.passages] == [words]
    (tmp_path / "map.toml").write_text('[lists.courses]\ncolumn = "courses"\ncomplete = true\nsource = "x"\n')
    table = pa.table({"courses": [[(long, failed)[place]] for place in order]})
    output, reasons = pincite.run(pack, "yard", table, on=ASKED, mapping=tmp_path / "map.toml", reasons=True)
    assert output["reason"].to_pylist() == [0, 0]
    (reason,) = reasons.to_pylist()
    assert [u["words"] for u in reason["unmet"]] == [[PASSED, SHORT]]
    assert [q["words"] for q in reason["quotations"]] == [PASSED, SHORT]
