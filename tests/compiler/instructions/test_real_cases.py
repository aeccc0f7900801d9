"""Real amendments and instructions, where they are at hand: counts only, since the texts are no part of this project."""

import json
import os
from collections import Counter
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

HERE = Path(__file__).parents[3]
FOLDER = Path(os.environ.get("PINCITE_CASES") or HERE.parent / "shared" / "cases")


def lines(name: str) -> list[dict[str, Any]]:
    if not (FOLDER / name).is_file():
        pytest.skip(f"{name} is not at hand: set PINCITE_CASES to the folder that has it")
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines() if line.strip()]


def bench(name: str) -> ModuleType:
    return import_module(f"bench.{name}")


def test_real_amendments_are_replayed_or_refused() -> None:
    cases = lines("dc-amendments.jsonl")
    replay = bench("amendments")
    english = Counter(replay.from_english(case)[0] for case in cases)
    record = Counter(replay.from_record(case)[0] for case in cases)
    assert record == {"exact": len(cases)}
    assert english["wrong"] == 0
    assert 4 * english["exact"] >= 3 * len(cases)


def test_real_instructions_are_read_as_they_are_written() -> None:
    judge = bench("instructions")
    from pincitec.law.instructions import read_instruction

    counts: Counter[str] = Counter()
    for record in lines("dc-instructions.jsonl"):
        reading = read_instruction(record["text"], record["context"])
        if record["op"] != "find-replace":
            counts["wrong"] += judge.judged_unit(record, reading)[0] == "wrong"
        elif record["find"]:
            kind = judge.judged(record, reading)[0]
            counts[kind] += 1
            stated = judge.stated(record)
            counts["stated"] += stated
            counts["stated and exact"] += stated and kind == "exact"
    assert counts["wrong"] == 0
    assert 100 * counts["stated and exact"] >= 97 * counts["stated"]


@pytest.mark.parametrize("name", ["amendments", "instructions"])
def test_a_made_up_file_is_run(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = [
        "(a) Section 9 (Example Code § 3-112) is amended as follows:",
        '(1) Subsection (a) is amended by striking "may" and inserting "shall".',
    ]
    op = {"op": "find-replace", "path": "§3-112|(a)", "find": "may", "replace": "shall", "count": "1", "position": None}
    case = {
        "id": "made up",
        "before": "3-112\n  (a)\n  It may.",
        "after": "3-112\n  (a)\n  It shall.",
        "instructions": [{"text": text, **op}],
    }
    line = {"law": "made up", "text": text[1], "context": text[:1], "num": None, **op}
    file = tmp_path / "cases.jsonl"
    file.write_text(json.dumps(case if name == "amendments" else line) + "\n", encoding="utf-8")
    module = bench(name)
    assert module.main([str(file)]) == 0
    shown = capsys.readouterr().out
    assert "1 exact" in shown or "1 of 1 exact" in shown
    assert module.main([]) == 2
    assert module.main([str(tmp_path / "none")]) == 2
    wrong = (
        case | {"after": "3-112\n  (a)\n  It might."}
        if name == "amendments"
        else line | {"text": text[1], "find": "shall", "replace": "may"}
    )
    file.write_text(json.dumps(wrong) + "\n", encoding="utf-8")
    assert module.main([str(file)]) == 1
