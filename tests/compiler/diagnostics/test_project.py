"""Finding the project, reading its settings, listing its files; nothing outside its folder is ever in it."""

import re
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from pincitec.diagnostics import Diagnostic, Source
from pincitec.diagnostics.catalogue import files
from pincitec.diagnostics.pages import page_text
from pincitec.project import Project, expand, find_project, library_root
from pincitec.settings import THRESHOLDS, Letters, Office, read_settings


def make(root: Path, settings: str = "", *names: str) -> Path:
    root.mkdir(parents=True, exist_ok=True)
    (root / "pincite.toml").write_text(settings, encoding="utf-8")
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("", encoding="utf-8")
    return root


def shown(project: Project, paths: list[Path]) -> list[str]:
    return [project.display(path) for path in paths]


def test_a_project_is_found_from_below(tmp_path: Path) -> None:
    root = make(tmp_path / "p", "", "policy/b.pol", "policy/a/z.pol", "statutes/x.law", "policy/notes.txt", "policy/y.law")
    for start in (root, root / "policy" / "a", root / "policy" / "b.pol", root / "not" / "there"):
        project, problems = find_project(start)
        assert problems == []
        assert (project.root, project.builtin) == (root, False)
        assert shown(project, project.pol_files()) == ["policy/a/z.pol", "policy/b.pol"]
        assert shown(project, project.law_files()) == ["statutes/x.law"]


def test_the_nearest_settings_count(tmp_path: Path) -> None:
    make(tmp_path / "p")
    inner = make(tmp_path / "p" / "inner")
    assert find_project(inner / "policy")[0].root == inner


def test_outside_any_project_the_library_is_used(tmp_path: Path) -> None:
    project, problems = find_project(tmp_path)
    assert project.builtin
    assert project.root == library_root()
    assert problems == []


def test_hidden_files_and_folders_are_passed_over(tmp_path: Path) -> None:
    root = make(tmp_path, "", "policy/.git/a.pol", "policy/.a.pol", "policy/a.pol")
    project, problems = find_project(root)
    assert (shown(project, project.pol_files()), problems) == (["policy/a.pol"], [])


def test_a_file_outside_that_looks_like_one_inside_is_shown_in_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make(tmp_path / "p", "", "policy/a.pol")
    other = tmp_path / "other"
    (other / "policy").mkdir(parents=True)
    (other / "policy" / "a.pol").write_text("")
    monkeypatch.chdir(other)
    project, _ = find_project(root)
    assert project.display(Path("policy/a.pol")) == (other / "policy" / "a.pol").as_posix()
    assert project.display(Path("policy/b.pol")) == "policy/b.pol"
    assert project.display(root / "policy" / "a.pol") == "policy/a.pol"


def test_links_that_lead_out_are_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.law").write_text("")
    root = make(tmp_path / "p", "", "statutes/b.law")
    (root / "statutes" / "linked.law").symlink_to(outside / "a.law")
    (root / "statutes" / "folder").symlink_to(outside)
    (root / "statutes" / "inside.law").symlink_to(root / "statutes" / "b.law")
    project, problems = find_project(root)
    assert shown(project, project.law_files()) == ["statutes/b.law", "statutes/inside.law"]
    assert [(p.rule.code, p.span.path) for p in problems] == [
        ("PC009", "statutes/folder"),
        ("PC009", "statutes/linked.law"),
    ]


def test_a_circle_of_links_is_no_trap(tmp_path: Path) -> None:
    root = make(tmp_path, "", "policy/a.pol")
    (root / "policy" / "up").symlink_to(root)
    loop = root / "policy" / "loop.pol"
    loop.symlink_to(loop)
    project, problems = find_project(root)
    assert shown(project, project.pol_files()) == ["policy/a.pol", "policy/loop.pol"]
    assert [p.span.path for p in problems] == ["policy/up"]


@pytest.mark.parametrize(
    ("folder", "code"), [("../elsewhere", "PC009"), ("/etc", "PC009"), ("absent", "PC001"), ("policy/../../x", "PC009")]
)
def test_folders_that_are_not_there_or_lead_out(tmp_path: Path, folder: str, code: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    root = make(tmp_path / "p", f'policies = ["{folder}"]\n')
    project, (problem,) = find_project(root)
    assert problem.rule.code == code
    assert project.policies == ()
    assert project.settings is not None
    assert project.settings.excerpt(problem.span) == "policies"


def test_stored_facts_are_listed_each_once_and_what_is_not_there_is_said(tmp_path: Path) -> None:
    root = make(tmp_path / "p", 'facts = ["cases", "absent", "cases/one.yaml"]\n')
    (root / "cases" / ".hidden").mkdir(parents=True)
    for name in ("two.json", "one.yaml", "notes.txt", ".hidden/three.yaml", "four.yml"):
        (root / "cases" / name).write_text("{}")
    (root / "cases" / "away.yaml").symlink_to(tmp_path / "elsewhere.yaml")
    (tmp_path / "elsewhere.yaml").write_text("{}")
    project, problems = find_project(root)
    assert problems == []
    found, problems = project.fact_files([tmp_path / "elsewhere.yaml", root / "cases" / ".." / "cases"])
    assert [p.name for p in found] == ["four.yml", "one.yaml", "two.json", "elsewhere.yaml"]
    assert {(p.rule.code, p.span.path) for p in problems} == {("PC009", "cases/away.yaml"), ("PC001", "absent")}


def test_stored_facts_stay_inside_the_project(tmp_path: Path) -> None:
    root = make(tmp_path / "p", 'facts = ["../cases"]\n')
    project, (problem,) = find_project(root)
    assert (problem.rule.code, project.facts) == ("PC009", ())


def settings(text: str) -> tuple[object, list[tuple[str, str, str]]]:
    source = Source("pincite.toml", text)
    found, problems = read_settings(source)
    return found, [(p.rule.code, source.excerpt(p.span), p.help or "") for p in problems]


def test_all_settings() -> None:
    found, problems = read_settings(
        Source(
            "pincite.toml",
            """
policies = ["rules", "more"]
statutes = []
facts = ["cases", "more/one.yaml"]
[office]
name = "Licensure Bureau"
recourse = "Ask for a hearing within 30 days."
[thresholds]
accounted = 90

[thresholds."us-nm/1"]
exercised = 80
""",
        )
    )
    assert problems == []
    assert (found.policies, found.statutes, found.facts) == (("rules", "more"), (), ("cases", "more/one.yaml"))
    assert found.office == Office("Licensure Bureau", None, None, "Ask for a hearing within 30 days.")
    assert dict(found.thresholds.general) == {"accounted": 90}
    assert [found.thresholds.of(name, "us-nm/1") for name in ("accounted", "exercised", "waivers")] == [90, 80, None]
    assert found.thresholds.of("exercised", "us-nm/2") is None


@pytest.mark.parametrize(
    ("text", "code", "excerpt", "help"),
    [
        ('policy = ["a"]', "PC011", "policy", "known here: `policies`, `statutes`, `facts`, `office`, `thresholds`"),
        ('# policis\n  policis = ["a"]', "PC011", "policis", "did you mean `policies`?"),
        ("[office]\nnmae = 'x'", "PC011", "nmae", "did you mean `name`?"),
        ("name = 'x'\n[office]\nphone = 'x'", "PC011", "name", "known here"),
        ("office = {nmae = 'x'}", "PC011", "nmae", "did you mean `name`?"),
        ("office.nmae = 'x'", "PC011", "nmae", "did you mean `name`?"),
        ("[thresholds]\n'acounted' = 3", "PC011", "'acounted'", "did you mean `accounted`?"),
        ('accounted = 3\n[thresholds."us-nm/1"]\nacounted = 3', "PC011", "accounted", "known here"),
        ('[thresholds."us-nm/1"]\nacounted = 3', "PC011", "acounted", "did you mean `accounted`?"),
        ('thresholds."us-nm/1".exercised = 3.5', "PC012", "exercised", "for example `exercised = 90`"),
        ("[thresholds]\n'us-nm/1' = { exercised = true }", "PC012", "exercised", "for example `exercised = 90`"),
        ("[thresholds.'us-nm/1']\nwaivers = 1", "PC011", "waivers", "known here: `accounted`, `exercised`"),
        ("[thresholds]\naccounted = { x = 1 }", "PC012", "accounted", "for example `accounted = 90`"),
        ("[extra]\na = 1", "PC011", "extra", "known here"),
        ("facts = 'a'", "PC012", "facts", 'for example `facts = ["examples"]`'),
        ("policies = 'a'", "PC012", "policies", 'for example `policies = ["policy"]`'),
        ("statutes = [1]", "PC012", "statutes", 'for example `statutes = ["statutes"]`'),
        ("statutes = ['']", "PC012", "statutes", "for example"),
        ('statutes = ["a\\u0000b"]', "PC012", "statutes", "for example"),
        ("office = 'x'", "PC012", "office", "for example `[office]`"),
        ("[office]\ncontact = 5", "PC012", "contact", "for example"),
        ("[thresholds]\naccounted = 0.9", "PC012", "accounted", "for example `accounted = 90`"),
        ("[thresholds]\naccounted = true", "PC012", "accounted", "for example"),
        ("[thresholds]\naccounted = 101", "PC012", "accounted", "for example"),
        ("[thresholds]\nwaivers = -1", "PC012", "waivers", "for example"),
        ("policies = [", "PC010", "", "table"),
        ("a = 1\na = 2", "PC010", "", "table"),
        ("policies = [policy]", "PC010", "p", "table"),
        ("x = " + "[" * 5000, "PC010", "", "table"),
        ("x = " + "9" * 5000, "PC010", "", "table"),
    ],
)
def test_each_mistake_is_shown_in_place(text: str, code: str, excerpt: str, help: str) -> None:
    _, problems = settings(text)
    first = problems[0]
    assert first[0] == code
    assert help in first[2]
    if excerpt:
        assert first[1] == excerpt


def test_all_mistakes_are_listed_at_once() -> None:
    _, problems = settings("policis = 1\nstatutes = 2\n[office]\nname = 3\nfax = 4\n[thresholds]\nx = 5\n")
    assert [code for code, _, _ in problems] == ["PC011", "PC012", "PC011", "PC011", "PC012"]


@given(st.text(st.sampled_from("=[]{}\"'.#\n policestau19\\"), max_size=60))
def test_any_text_gives_settings_or_problems(text: str) -> None:
    found, problems = read_settings(Source("pincite.toml", text))
    assert found.policies or problems or "policies" in text


def test_broken_settings_stop_the_project(tmp_path: Path) -> None:
    (tmp_path / "pincite.toml").write_bytes(b"\x00\xff")
    project, (problem,) = find_project(tmp_path)
    assert problem.rule is files.NOT_UTF_8
    assert project.pol_files() == []


def test_expand(tmp_path: Path) -> None:
    root = make(tmp_path, "", "policy/a.pol", "policy/b.pol", "statutes/c.law", "policy/d.txt")
    project, _ = find_project(root)
    found, problems = expand(project, [root / "policy" / "b.pol", root, root / "policy" / "x.pol"])
    assert shown(project, found) == ["policy/b.pol", "policy/a.pol", "statutes/c.law"]
    assert [p.rule.code for p in problems] == ["PC001"]
    assert isinstance(problems[0], Diagnostic)


def test_the_page_names_every_setting() -> None:
    page = page_text(files.UNKNOWN_SETTING)
    assert all(f"`{name}`" in page for name in [*THRESHOLDS, "policies", "statutes", "facts", "name", "authority", "recourse"])


def test_the_settings_that_the_readme_shows_are_right() -> None:
    readme = (Path(__file__).parents[3] / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", readme, re.S)
    found, problems = read_settings(Source("pincite.toml", block))
    assert problems == []
    assert found.office.recourse == "You may ask for a hearing within 30 days."


def test_letters_have_a_language_and_a_folder_of_texts() -> None:
    settings, problems = read_settings(Source("pincite.toml", '[letters]\nlanguage = "es"\nlanguages = "office/languages"\n'))
    assert (problems, settings.letters) == ([], Letters("es", "office/languages"))
    for text, message in (
        ("language = 1", "`language` must be the tag of a language in quotation marks"),
        ('languages = ""', "`languages` must be the path of a folder in quotation marks"),
        ('languages = ["a"]', "`languages` must be the path of a folder in quotation marks"),
        ('lang = "es"', "unknown setting `lang` in `[letters]`"),
    ):
        settings, problems = read_settings(Source("pincite.toml", f"[letters]\n{text}\n"))
        assert ([p.message for p in problems], settings.letters) == ([message], Letters())
