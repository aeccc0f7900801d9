"""The passes in order: what is kept is what would be made anew, and order never shows."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from pincite import determine
from pincitec import compile as compiling
from pincitec.graph.pack import Pack, read_pack, write_pack
from pincitec.graph.validate import validate
from pincitec.project import Project, find_project

ROOT = Path(__file__).parents[2]


@pytest.fixture
def library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the library, with a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("policy", "statutes"):
        shutil.copytree(ROOT / name, tmp_path / "project" / name)
    shutil.copy(ROOT / "pincite.toml", tmp_path / "project")
    yield tmp_path / "project"


def project(folder: Path) -> Project:
    found, problems = find_project(folder)
    assert not problems
    return found


def pack_of(folder: Path) -> Pack:
    pack, problems, _ = compiling.compile_project(project(folder))
    assert pack is not None, problems
    return pack


def test_the_pack_is_well_formed_and_survives_its_json(library: Path) -> None:
    pack = pack_of(library)
    validate(pack)
    assert read_pack(write_pack(pack)) == pack


def test_a_kept_pack_is_the_one_made(library: Path, tmp_path: Path) -> None:
    made = write_pack(pack_of(library))
    assert write_pack(pack_of(library)) == made
    shutil.rmtree(tmp_path / "cache")
    assert write_pack(pack_of(library)) == made


def test_a_kept_pack_keeps_the_errors_with_which_it_was_made(library: Path) -> None:
    rules = library / "policy" / "us-nm" / "level-three.pol"
    clause = re.compile(r'^ *"[^"]* fifty-four thousand dollars .*\n.*\n', re.MULTILINE)
    rules.write_text(clause.sub("", rules.read_text(encoding="utf-8"), count=1), encoding="utf-8")
    first, again = (compiling.compile_project(project(library)) for _ in range(2))
    assert first[0] == again[0] is not None
    assert [e.rule.code for e in first[1]] == [e.rule.code for e in again[1]] != []


def test_a_damaged_cache_is_not_believed(library: Path, tmp_path: Path) -> None:
    made = pack_of(library).hash
    for entry in (tmp_path / "cache").rglob("*"):
        if entry.is_file():
            entry.write_bytes(entry.read_bytes()[:-40])
    assert pack_of(library).hash == made


@pytest.mark.slow
def test_the_pack_does_not_depend_on_the_machine(library: Path) -> None:
    code = "from pincite import load; print(load('.').hash)"
    hashes = set()
    for seed in ("0", "1", "42"):
        environment = {**os.environ, "PYTHONHASHSEED": seed, "XDG_CACHE_HOME": str(library / f"cache-{seed}")}
        run = subprocess.run([sys.executable, "-c", code], cwd=library, env=environment, capture_output=True, text=True, check=True)
        hashes.add(run.stdout)
    assert len(hashes) == 1


def test_an_edit_is_seen_and_its_undoing_too(library: Path) -> None:
    path = library / "policy" / "us-nm" / "level-three.pol"
    before = compiling.check(project(library)).diagnostics
    text = path.read_text()
    path.write_text(text.replace(">= 3 years", ">= 4 years"))
    edited = compiling.check(project(library)).diagnostics
    assert [d.rule.code for d in edited if d not in before] == ["PC501"]
    path.write_text(text)
    assert compiling.check(project(library)).diagnostics == before


def test_a_changed_source_is_seen_through_the_cache(library: Path) -> None:
    assert not [d for d in compiling.check(project(library)).diagnostics if d.severity.value == "error"]
    source = next((library / "statutes" / "us-nm" / "sources").iterdir())
    source.write_bytes(source.read_bytes().replace(b"sixty", b"fifty"))
    assert [d for d in compiling.check(project(library)).diagnostics if d.severity.value == "error"]


def test_checking_some_files_says_what_checking_all_says_of_them(library: Path) -> None:
    whole = compiling.check(project(library))
    for path in project(library).pol_files():
        shown = project(library).display(path)
        alone = compiling.check(project(library), [path])
        assert alone.files == 1
        assert alone.diagnostics == tuple(d for d in whole.diagnostics if d.span.path == shown)


def declarations(text: str) -> tuple[str, list[str]]:
    """The head of a policy, and its declarations as texts."""
    parts = re.split(r"(?m)^(?=(?:fact|decision|party|provision|omit|silent|untranslatable|applies|scenario|choice)\b)", text)
    return parts[0], parts[1:]


@given(order=st.randoms(use_true_random=False))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_declarations_never_matters(library: Path, order: object) -> None:
    path = library / "policy" / "us-nm" / "level-three.pol"
    original = (ROOT / "policy" / "us-nm" / "level-three.pol").read_text()
    head, parts = declarations(original)
    scenarios = [p for p in parts if p.startswith("scenario")]  # `like` names a scenario above
    parts = [p for p in parts if not p.startswith("scenario")]
    order.shuffle(parts)  # type: ignore[attr-defined]
    parts += scenarios
    path.write_text(head + "\n".join(p if p.endswith("\n") else p + "\n" for p in parts))
    pack = pack_of(library)
    for day in (date(2014, 1, 1), date(2016, 1, 1), date(2019, 6, 20), date(2020, 1, 1)):
        for facts in ({"role": "teacher"}, {"role": "counselor"}, {"role": "other"}, {}):
            mine = determine(pack, "minimum_salary", facts, on=day)
            theirs = determine(ORIGINAL, "minimum_salary", facts, on=day)
            assert (mine.verdict, mine.value, mine.status, mine.headline) == (theirs.verdict, theirs.value, theirs.status, theirs.headline)


ORIGINAL = pack_of(ROOT)


def test_a_study_has_the_pack_with_what_it_was_made_from(library: Path) -> None:
    project, _ = find_project(library)
    study = compiling.study(project)
    pack, errors, _ = compiling.compile_project(project)
    assert study.pack is not None and pack is not None
    assert (study.pack.hash, errors) == (pack.hash, [])
    assert sorted(m.table.policy for m in study.modules) == list(study.pack.policies)
    assert set(study.laws.sections) == {s.id for s in study.pack.sections}


def test_a_study_of_rules_with_an_error_has_no_pack(library: Path) -> None:
    path = library / "policy/us-nm/level-three.pol"
    path.write_text(path.read_text().replace(">= 3 years", ">= 4 years"))
    project, _ = find_project(library)
    study = compiling.study(project)
    assert study.pack is None
    assert {d.rule.code for d in study.diagnostics} >= {"PC501"}
    assert len(study.modules) == len(list((library / "policy").rglob("*.pol")))


def test_what_another_policy_declares_or_gives_is_seen_from_the_cache(tmp_path: Path) -> None:
    (tmp_path / "pincite.toml").write_text('policies = ["."]\nstatutes = ["."]\n')
    (tmp_path / "a.pol").write_text('policy t.a "A"\nfact x : boolean "x"\nfact y : boolean "y"\n')
    other = tmp_path / "b.pol"

    def codes(path: str) -> list[str]:
        return [d.rule.code for d in compiling.check(project(tmp_path)).diagnostics if d.span.path == path and d.rule.code == "PC213"]

    other.write_text('policy t.b "B"\n')
    assert codes("a.pol") == []
    other.write_text('policy t.b "B"\nfact x : boolean "x"\n')
    assert codes("a.pol") == codes("b.pol") == ["PC213"]
    other.write_text('policy t.b "B"\nfact z : boolean "z"\n')
    assert codes("a.pol") == []
