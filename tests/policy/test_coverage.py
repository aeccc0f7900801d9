"""The library reaches the thresholds of its own `pincite.toml`, and leaves nothing that only a reviewer can settle."""

import json
from typing import Any

import pytest

from pincite.cli.main import main
from tests.policy.library import ROOT


def told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    monkeypatch.chdir(ROOT)
    code = main(["coverage", "--format", "json"])
    captured = capsys.readouterr()
    assert code == 0, captured.err
    return json.loads(captured.out)


def test_every_share_reaches_its_threshold(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    data = told(monkeypatch, capsys)
    assert data["shortfalls"] == [] and data["exercise"]["failed"] == []
    for section in data["sections"]:
        assert section["cut"] == []
        assert {one["why"] for one in section["listed"]} <= {"broad", "single"}  # the others speak of nothing
