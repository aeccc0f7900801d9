"""What the documentation shows is so: its files, commands and examples are run in order, its links lead somewhere."""

import doctest
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from tests.docs import pages
from tests.docs.pages import LINK, PAGES, ROOT, agrees, blocks, changed, commands

from pincite.cli.main import COMMANDS
from pincitec.diagnostics.catalogue import BY_CODE

PACKAGES = (ROOT / "compiler" / "pincitec", ROOT / "engine" / "pincite", ROOT / "compiler" / "pincitec" / "semantics")
RUN = [page for page in PAGES if any(block.language == "console" for block in blocks(page.read_text(encoding="utf-8")))]
PYTHON = [page for page in PAGES if any(block.language == "python" for block in blocks(page.read_text(encoding="utf-8")))]


def name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One cache for all pages, as one reader has."""
    return tmp_path_factory.mktemp("cache")


def environment(home: Path, cache: Path) -> dict[str, str]:
    """Of somebody who has nothing but Pincite: an empty home, no colours, 80 columns."""
    kept = {key: value for key, value in os.environ.items() if key in ("LANG", "LC_ALL", "SYSTEMROOT")}
    path = os.pathsep.join([str(Path(sys.executable).parent), "/usr/bin", "/bin"])
    return {**kept, "PATH": path, "HOME": str(home), "XDG_CACHE_HOME": str(cache), "PYTHONUTF8": "1"}


@pytest.mark.parametrize("page", RUN, ids=name)
def test_a_page_shows_what_happens(page: Path, tmp_path: Path, cache: Path) -> None:
    """Pages that make files begin in an empty folder; the others speak of this repository."""
    parts = blocks(page.read_text(encoding="utf-8"))
    makes_files = any(block.path for block in parts)
    folder = tmp_path / "folder" if makes_files else ROOT
    folder.mkdir(exist_ok=True)
    code = 0
    for block in parts:
        file = folder / block.path
        if block.language == "diff" and block.path:
            file.write_text(changed(file.read_text(encoding="utf-8"), block.text), encoding="utf-8")
        elif block.path:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(block.text, encoding="utf-8")
        elif block.language == "console":
            for command in commands(block):
                script = f"(exit {code})\n{command.words}"
                ran = subprocess.run(
                    ["/bin/sh", "-c", script],
                    cwd=folder,
                    env=environment(tmp_path, cache),
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.PIPE,
                    stderr=subprocess.STDOUT,
                    text=True,
                    encoding="utf-8",
                    check=False,
                )
                code = ran.returncode
                place = f"{name(page)}:{command.line}: {command.words}"
                assert agrees(command.output, ran.stdout), f"{place}\n--- stated\n{command.output}\n--- printed\n{ran.stdout}"


@pytest.mark.parametrize("page", PYTHON, ids=name)
def test_the_python_of_a_page(page: Path, monkeypatch: pytest.MonkeyPatch, cache: Path) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("XDG_CACHE_HOME", str(cache))
    names: dict[str, object] = {}
    for block in blocks(page.read_text(encoding="utf-8")):
        if block.language == "python" and ">>>" in block.text:
            test = doctest.DocTestParser().get_doctest(f"{block.text}\n", names, name(page), str(page), block.line)
            outcome = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, clear_globs=False)
            assert outcome.failed == 0
            names = test.globs
        elif block.language == "python":
            exec(compile(block.text, f"{name(page)}:{block.line}", "exec"), names)


def test_the_clause_of_the_readme_is_on_file() -> None:
    first = blocks((ROOT / "README.md").read_text(encoding="utf-8"))[0].text
    policy = (ROOT / "policy" / "us-nm" / "level-three.pol").read_text(encoding="utf-8")
    lines = [line.partition("   #")[0].strip() for line in first.splitlines()]
    assert [line for line in lines if line != "…" and line not in policy] == []


def test_how_pages_are_read() -> None:
    assert doctest.testmod(pages).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    text = pages.BLOCK.sub("", page.read_text(encoding="utf-8"))
    dead = []
    for target in (match["target"] for match in LINK.finditer(text)):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        file = (page.parent / path).resolve() if path else page
        if not file.is_relative_to(ROOT) or not file.exists() or (anchor and anchor not in anchors(file)):
            dead.append(target)
    assert dead == []


def anchors(file: Path) -> set[str]:
    """The names under which the headings of a page can be linked, made as code hosts make them."""
    headings = re.findall(r"^#+ (.+)$", pages.BLOCK.sub("", file.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower().strip()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_codes_commands_and_files_that_a_page_names_exist(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    rules = {code: rule.name for code, rule in BY_CODE.items()}
    wrong = [code for code in re.findall(r"\bPC\d{3}\b", text) if code not in rules]
    wrong += [f"{code} {named}" for code, named in re.findall(r"\b(PC\d{3}) ([a-z]+(?:-[a-z]+)+)", text) if rules.get(code) != named]
    wrong += [command for command in re.findall(r"`pincite ([a-z]+)\b", text) if command not in COMMANDS]
    files = re.findall(r"`((?:[a-z_]+/)+[a-z_0-9-]+\.(?:py|md|yaml|toml))`", pages.BLOCK.sub("", text))
    wrong += [file for file in files if not any((folder / file).exists() for folder in (ROOT, *PACKAGES))]
    assert wrong == []


def test_a_term_has_one_entry_in_the_glossary() -> None:
    page = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
    terms = [term for line in re.findall(r"^\*\*(.+?)\*\*", page, re.MULTILINE) for term in line.lower().split(", ")]
    assert sorted(set(terms)) == sorted(terms)
    assert len(terms) > 60


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    linked = {match["target"] for match in LINK.finditer(index)}
    assert {page.name for page in (ROOT / "docs").glob("*.md")} - {"index.md"} <= linked
