"""The frame of the command line: help, exit codes, streams, and what is imported when."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest

from pincite.cli import main as frame_main
from pincite.cli.main import COMMANDS, Commands, commands, main
from pincite.cli.streams import Exit
from pincitec import __version__

DOCS = Path(__file__).parents[3] / "docs"


def run(code: str, *, env: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env={**os.environ, **(env or {})}, check=False)


def test_help_lists_every_command_and_imports_none(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    for name, (_, line) in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(line)}$", out, re.M)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"pincite {__version__}\n"


@pytest.mark.parametrize("args", [["--version"], ["--help"], ["explain", "--list"], ["explain", "PC001"], ["chek"]])
def test_the_frame_imports_nothing_heavy(args: list[str]) -> None:
    """`determine` from a warm cache has 100 ms; the parser, the templates and the YAML reader are not for every command."""
    done = run(
        "import json, sys\n"
        "from pincite.cli import main\n"
        f"main({args!r})\n"
        "roots = {name.partition('.')[0] for name in sys.modules}\n"
        "print(json.dumps(sorted(roots)), file=sys.stderr)"
    )
    roots = json.loads(done.stderr.splitlines()[-1])
    assert "click" in roots
    assert not {"lark", "jinja2", "yaml", "tomllib", "pyarrow", "importlib_metadata"} & set(roots)


def test_no_command_module_is_loaded_by_the_frame() -> None:
    done = run(
        "import sys\nfrom pincite.cli import main\nmain(['--help'])\n"
        "sys.exit(any(m.startswith('pincite.cli.') and m not in ('pincite.cli.main', 'pincite.cli.group', 'pincite.cli.streams')"
        " for m in sys.modules))"
    )
    assert done.returncode == 0


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["chek"], "There is no command `chek`. Did you mean `check`?"),
        (["frobnicate"], "The commands are: check, fmt,"),
        (["--nope"], "--nope"),
        (["--color", "purple", "explain"], "purple"),
        (["explain"], "Name a code"),
        (["explain", "--lst"], "--lst"),
    ],
)
def test_usage_errors(args: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(args) == Exit.USAGE
    captured = capsys.readouterr()
    assert captured.out == ""
    assert words in captured.err
    assert "Traceback" not in captured.err
    assert [line.partition(":")[0] for line in captured.err.splitlines()][-2:] == ["error", "help"]


def test_what_was_typed_is_escaped(capsys: pytest.CaptureFixture[str]) -> None:
    for args in (["\x1b[31m"], ["--color", "\x1b[31m", "explain"], ["explain", "--\x1b[31m"]):
        assert main(args) == 2
        assert "\x1b" not in capsys.readouterr().err


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == Exit.USAGE
    captured = capsys.readouterr()
    assert "Commands:" in captured.out + captured.err


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch) -> click.Command:
    """A command under our control in the place of `check`."""

    @click.command()
    @click.argument("what")
    def check(what: str) -> int | None:
        if what == "crash":
            raise RuntimeError("secret \x1b[31m")
        if what == "interrupt":
            raise KeyboardInterrupt
        if what == "abort":
            raise click.Abort
        if what == "exit":
            click.get_current_context().exit(14)
        if what == "quiet":
            return None
        return int(what)

    monkeypatch.setattr(Commands, "get_command", lambda self, ctx, name: check if name == "check" else None)
    return check


@pytest.mark.usefixtures("command")
@pytest.mark.parametrize(("what", "code"), [("quiet", 0), ("0", 0), ("1", 1), ("11", 11), ("exit", 14), ("abort", 130)])
def test_a_command_decides_the_exit_code(what: str, code: int) -> None:
    assert main(["check", what]) == code


@pytest.mark.usefixtures("command")
def test_interrupted(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "interrupt"]) == 130
    assert capsys.readouterr().err.strip() == "interrupted"


@pytest.mark.usefixtures("command")
def test_an_internal_error_is_short(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PINCITE_DEBUG", raising=False)
    assert main(["check", "crash"]) == Exit.INTERNAL
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "Traceback" not in captured.err
    assert "secret" not in captured.err
    assert "PINCITE_DEBUG=1" in captured.err
    assert len(captured.err.splitlines()) == 2


@pytest.mark.usefixtures("command")
def test_the_traceback_is_for_who_asks(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PINCITE_DEBUG", "1")
    assert main(["check", "crash"]) == 3
    err = capsys.readouterr().err
    assert "Traceback" in err
    assert "\x1b" not in err


def test_a_reader_that_has_gone() -> None:
    """`pincite explain --list | true`: no message, no traceback, and not an exit code that means something else."""
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; '{sys.executable}' -m pincite explain --list | true; echo ${{PIPESTATUS[0]}}"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stderr == ""
    assert done.stdout.strip() in ("0", "141")
    script = "import os, sys\nr, w = os.pipe()\nos.close(r)\nos.dup2(w, 1)\nfrom pincite.cli import main\n"
    for args in (["explain", "--list"], ["explain", "PC001"], ["--help"], ["--version"]):
        gone = run(script + f"sys.exit(main({args!r}))")
        assert (gone.returncode, gone.stderr) == (141, "")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_full_disk(unbuffered: str) -> None:
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "pincite", "explain", "--list"],
            stdout=full,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONUNBUFFERED": unbuffered},
            check=False,
        )
    assert (done.returncode, done.stderr) == (2, b"error: the output could not be written (no space left on device)\n")


def test_output_that_cannot_be_encoded_is_escaped() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pincite", "explain", "PC§"],
        capture_output=True,
        env={**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        check=False,
    )
    assert done.returncode == 2
    assert rb"`PC\xa7`" in done.stderr


def test_completion_is_left_to_click() -> None:
    done = run(
        "import sys\nfrom pincite.cli import main\nsys.exit(main([]))",
        env={"_PINCITE_COMPLETE": "bash_complete", "COMP_WORDS": "pincite exp", "COMP_CWORD": "1"},
    )
    assert "explain" in done.stdout


def test_the_documented_exit_codes_are_those_of_the_code() -> None:
    text = (DOCS / "exit-codes.md").read_text(encoding="utf-8")
    documented = {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.M)}
    assert documented == {int(code) for code in Exit}


def test_the_entry_point_is_the_frame() -> None:
    assert frame_main is main
    assert set(commands.list_commands(click.Context(commands))) == set(COMMANDS)
