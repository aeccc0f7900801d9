"""An installed Pincite, alone: these tests run the command in an empty folder and import nothing of the tree.

`PINCITE_SMOKE_PYTHON` names the Python of the environment to try, such as one that holds only the wheel (`.ci/run`);
without it, it is the environment of the tests.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PYTHON = os.environ.get("PINCITE_SMOKE_PYTHON", sys.executable)
TREE = Path(__file__).parents[2]
INSTALLED = "PINCITE_SMOKE_PYTHON" in os.environ


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    folder = tmp_path / "empty"
    folder.mkdir()
    return folder


def run(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run `pincite` as a stranger would: no home, no settings, nothing but the command."""
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LANG", "LC_ALL", "TMPDIR")}
    env = {**kept, "HOME": str(folder / "no-home"), "PYTHONSAFEPATH": "1"}
    command = [PYTHON, "-m", "pincite", *args]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, check=False, timeout=120)


def package_folder(folder: Path, name: str) -> Path:
    code = f"import {name}; print({name}.__path__[0])"
    done = subprocess.run([PYTHON, "-P", "-c", code], cwd=folder, capture_output=True, text=True, check=True)
    return Path(done.stdout.strip())


def test_version_and_help(empty: Path) -> None:
    assert run(empty, "--version").stdout.startswith("pincite ")
    done = run(empty, "--help")
    assert done.returncode == 0
    assert "determine" in done.stdout


def test_the_script_is_installed(empty: Path) -> None:
    script = Path(PYTHON).parent / "pincite"
    done = subprocess.run([script, "--version"], cwd=empty, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(("package", "root"), [("pincitec", "compiler"), ("pincite", "engine")])
def test_every_file_of_the_packages_is_there(package: str, root: str, empty: Path) -> None:
    """Grammars, pages, schemas and templates are data: they are easily left out of a wheel, and nobody notices at home."""
    installed = package_folder(empty, package)
    tree = TREE / root / package
    names = [p.relative_to(tree) for p in tree.rglob("*") if p.is_file() and "__pycache__" not in p.parts]
    assert [str(name) for name in names if not (installed / name).is_file()] == []
    assert (installed / "py.typed").is_file()
    if INSTALLED:
        assert not installed.is_relative_to(TREE)


@pytest.mark.skipif(not INSTALLED, reason="a checkout uses its own folders")
def test_the_library_is_carried_whole(empty: Path) -> None:
    library = package_folder(empty, "pincitec") / "_library"
    for folder in ("policy", "statutes"):
        for path in (TREE / folder).rglob("*"):
            if path.is_file() and not path.name.startswith("."):
                carried = library / folder / path.relative_to(TREE / folder)
                assert carried.read_bytes() == path.read_bytes()


def test_a_page_is_explained(empty: Path) -> None:
    done = run(empty, "explain", "PC009")
    assert done.returncode == 0
    assert "Why it matters" in done.stdout


def test_the_library_is_clean(empty: Path) -> None:
    done = run(empty, "check")
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stdout


@pytest.mark.parametrize(("day", "words"), [("2016-01-01", "fifty thousand dollars"), ("2018-05-16", "fifty-four thousand dollars")])
def test_a_determination_quotes_the_statute_of_its_day(day: str, words: str, empty: Path) -> None:
    (empty / "facts.yaml").write_text("role: teacher\n", encoding="utf-8")
    asked = ["determine", "minimum_salary", "--facts", "facts.yaml", "--on", day]
    done = run(empty, *asked)
    assert done.returncode == 0, done.stderr
    assert words in done.stdout
    answer = json.loads(run(empty, *asked, "--format", "json").stdout)
    assert answer["on"] == day
    assert answer["value"] is not None


def test_the_text_of_a_day_that_is_not_on_file_gives_no_answer(empty: Path) -> None:
    (empty / "facts.yaml").write_text("role: teacher\n", encoding="utf-8")
    done = run(empty, "determine", "minimum_salary", "--facts", "facts.yaml", "--on", "2014-01-01", "--format", "json")
    assert json.loads(done.stdout)["value"] is None


def test_tables_need_nothing_more(empty: Path) -> None:
    assert run(empty, "facts", "advance_to_three", "--format", "xlsx", "--out", "blank.xlsx").returncode == 0
    done = run(empty, "determine", "advance_to_three", "--records", "school_years=blank.xlsx", "--on", "2024-03-01")
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.skipif(not INSTALLED, reason="a checkout has what every format needs")
@pytest.mark.parametrize("format", ["pdf", "docx"])
def test_a_format_that_needs_more_says_so(format: str, empty: Path) -> None:
    done = run(empty, "report", "--format", format, "--out", f"report.{format}")
    assert done.returncode == 2
    assert "is not installed" in done.stderr
    assert f"pincite[{format}]" in done.stderr


def test_nothing_is_left_behind(empty: Path) -> None:
    run(empty, "explain", "PC001")
    run(empty, "check")
    assert [p.name for p in empty.iterdir() if p.name != "no-home"] == []
