"""A `pincite.toml` that cannot be used: every command says so, in place where there is one, and returns 2."""

from pathlib import Path

import pytest

from pincite.cli.main import main

COMMANDS = {
    "check": ["check"],
    "test": ["test"],
    "fmt": ["fmt"],
    "determine": ["determine", "minimum_salary", "--on", "2020-01-01"],
    "graph": ["graph", "minimum_salary"],
    "law show": ["law", "show", "x/1", "--on", "2020-01-01"],
    "law history": ["law", "history", "x/1"],
    "law redline": ["law", "redline", "x/1", "2020-01-01", "2021-01-01"],
}
SETTINGS = {
    "not UTF-8": (b'policies = ["\xff"]\n', "PC006"),
    "UTF-16": ('policies = ["policy"]\n'.encode("utf-16"), "PC006"),
    "a control character": (b'policies = ["\x1b"]\n', "PC007"),
    "a reordering character": ('policies = ["\u202e"]\n'.encode(), "PC008"),
    "too large": (b"#" * 60 + b"\n" + b"# x\n" * 30_000, "PC004"),
    "not TOML": (b"policies = [", "PC010"),
    "an unknown setting": (b"policy = 'x'\n", "PC011"),
    "a folder that is not there": (b"policies = ['no-such']\n", "PC001"),
    "a folder outside": (b"policies = ['..']\n", "PC009"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("settings", ["not UTF-8", "not TOML"])
def test_every_command_returns_2(
    command: str, settings: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    data, code = SETTINGS[settings]
    (tmp_path / "pincite.toml").write_bytes(data)
    monkeypatch.chdir(tmp_path)
    assert main(COMMANDS[command]) == 2
    captured = capsys.readouterr()
    assert code in captured.out + captured.err
    assert "Traceback" not in captured.err


@pytest.mark.parametrize("name", SETTINGS)
def test_every_problem_returns_2(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    data, code = SETTINGS[name]
    (tmp_path / "pincite.toml").write_bytes(data)
    monkeypatch.chdir(tmp_path)
    assert main(["check"]) == 2
    out = capsys.readouterr().out
    assert code in out
    assert "\x1b" not in out
