"""The built-in library as the tests of policies use it: copied, changed in one place, checked and asked."""

import shutil
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import pincite
from pincite.explain.proof import Determination
from pincitec.compile import CheckResult, check, compile_project
from pincitec.graph.pack import Pack
from pincitec.project import Project, find_project

ROOT = Path(__file__).parents[2]


def copied(folder: Path, policies: Sequence[str] = ("policy",)) -> Path:
    """A project in `folder` with the statutes of the library and the policies named: a file, or all of them."""
    (folder / "pincite.toml").write_text('policies = ["policy"]\nstatutes = ["statutes"]\n', encoding="utf-8")
    shutil.copytree(ROOT / "statutes", folder / "statutes")
    (folder / "policy").mkdir()
    for name in policies:
        if name == "policy":
            shutil.copytree(ROOT / name, folder / name, dirs_exist_ok=True)
        else:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, folder / name)
    return folder


def project(folder: Path) -> Project:
    found, problems = find_project(folder)
    assert not problems
    return found


def checked(folder: Path) -> CheckResult:
    """All problems of a project."""
    return check(project(folder))


def pack_of(folder: Path, policy: str) -> Pack:
    """The pack of a project with one more policy, which must have no error."""
    (folder / "policy" / "written.pol").write_text(policy, encoding="utf-8")
    pack, errors, _ = compile_project(project(folder))
    assert pack is not None and not errors, errors
    return pack


def answer(pack: Pack, decision: str, facts: Mapping[str, object], on: str, **readings: str) -> Determination:
    """A decision, which both executors must make alike."""
    day = date.fromisoformat(on)
    found = pincite.determine(pack, decision, facts, on=day, readings=readings)
    assert found == pincite.determine(pack, decision, facts, on=day, readings=readings, executor="reference")
    return found
