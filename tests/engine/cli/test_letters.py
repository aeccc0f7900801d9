"""`pincite letters`, and `determine` with an office's own templates: folders that are refused, letters that are not written, records."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pincite.cli.determine import determine
from pincite.cli.letters_check import check
from pincite.cli.letters_show import names, one
from pincite.cli.log_verify import verify as verify_log
from pincite.cli.verify import verify
from pincite.report.lint.samples import FOLDER
from pincitec.project import open_project

ROOT = Path(__file__).parents[3]
REVIEW = '\n{{ "Your right"|heading }}\n\n{{ letter.review|fill("  ") }}\n'
ASKED = ["plot", "--facts", "-", "--on", "2024-05-01"]
FACTS = "years_in_town: 1 year\n"
SETTINGS = '[office]\nname = "The Clerk"\nrecourse = "Ask the Board within 30 days."\n[letters]\ntemplates = "letters"\n'


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample project with a template of its own, as the working folder."""
    root = tmp_path / "town"
    for path in FOLDER.rglob("*"):
        if path.is_file():
            copy = root / path.relative_to(FOLDER)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    (root / "pincite.toml").write_text(SETTINGS, encoding="utf-8")
    put(root, "txt/review", REVIEW)
    monkeypatch.chdir(root)
    return root


def put(root: Path, name: str, text: str) -> Path:
    path = root / "letters" / f"{name}.jinja"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(command: object, *args: str) -> Result:
    assert hasattr(command, "callback")
    return CliRunner().invoke(command, list(args), input=FACTS, standalone_mode=False)  # type: ignore[arg-type]


def test_determine_writes_with_the_templates_of_the_office(project: Path) -> None:
    made = run(determine, *ASKED)
    assert made.return_value == 0
    assert "YOUR RIGHT\n----------\n\n  Ask the Board within 30 days.\n" in made.stdout


def test_a_letter_with_something_missing_is_neither_shown_nor_recorded(project: Path) -> None:
    put(project, "txt/review", "Thank you.\n")
    for more in ((), ("--record", "log.db"), ("--out", "letter.txt"), ("--format", "record"), ("--format", "html", "--record", "log.db")):
        made = run(determine, *ASKED, *more)
        assert (made.return_value, made.stdout) == (1, "")
        assert "PC855" in made.stderr
        assert "letters/txt/review.jinja:1:1" in made.stderr
    assert not (project / "log.db").exists() and not (project / "letter.txt").exists()
    assert run(determine, *ASKED, "--format", "html").return_value == 0
    assert json.loads(run(determine, *ASKED, "--format", "json").stdout)["verdict"] == "fails"


def test_check_names_what_is_missing_and_in_which_letter(project: Path) -> None:
    assert (run(check).return_value, run(check).stderr) == (0, "44 letters written with `letters`: nothing is missing\n")
    put(project, "html/outstanding", "<p>We are sorry.</p>")
    made = run(check)
    assert made.return_value == 1
    assert "PC853" in made.stdout and "letters/html/outstanding.jinja" in made.stdout
    assert "found in the letter `refused for one reason`, for `applicant`, as html" in " ".join(made.stdout.split())
    put(project, "html/outstanding", "{{ letter.__class__ }}")
    assert "PC851" in run(check).stdout


def test_check_warns_where_no_review_is_stated(project: Path) -> None:
    (project / "pincite.toml").write_text('[letters]\ntemplates = "letters"\n', encoding="utf-8")
    made = run(check)
    assert made.return_value == 0
    assert "warning[PC859]" in made.stdout


def test_list_and_show(project: Path) -> None:
    listed = run(names).stdout
    assert re.search(r"^txt/review.jinja +letters/txt/review.jinja$", listed, re.MULTILINE)
    assert re.search(r"^html/law.jinja +-$", listed, re.MULTILINE)
    assert run(one, "html/review").stdout.startswith('<section aria-labelledby="review">')
    lost = run(one, "html/reviw")
    assert (lost.return_value, lost.stdout) == (2, "")
    assert "did you mean `html/review`?" in lost.stderr
    assert run(one, "../../view.py").return_value == 2


@pytest.mark.parametrize(
    ("setting", "code"),
    [
        ('"../letters"', "PC009"),
        ('"/etc"', "PC009"),
        ('"linked"', "PC009"),
        ('"."', "PC009"),
        ('"gone"', "PC001"),
        ('"pincite.toml"', "PC001"),
    ],
)
def test_a_folder_elsewhere_is_refused(project: Path, setting: str, code: str) -> None:
    (project.parent / "letters").mkdir()
    (project / "linked").symlink_to(project.parent / "letters")
    (project / "pincite.toml").write_text(f"[letters]\ntemplates = {setting}\n", encoding="utf-8")
    for command, args in ((determine, ASKED), (check, []), (names, [])):
        made = run(command, *args)
        assert made.return_value == 2
        assert code in made.stderr


@pytest.mark.parametrize("setting", ["1", '""', '" "', '["letters"]', '"a\\u0000b"', '"a\\u202eb"', "true"])
def test_a_setting_that_is_no_folder_is_refused(project: Path, setting: str) -> None:
    (project / "pincite.toml").write_text(f"[letters]\ntemplates = {setting}\n", encoding="utf-8")
    _, problems = open_project(project)
    assert [p.rule.code for p in problems] == ["PC012"]


def test_files_that_are_no_templates_are_refused(project: Path) -> None:
    outside = project.parent / "outside.jinja"
    outside.write_text("x", encoding="utf-8")
    letters = project / "letters"

    def refused(code: str) -> None:
        made = run(determine, *ASKED)
        assert (made.return_value, made.stdout) == (2, "")
        assert code in made.stderr

    for name in ("review.jinja", "txt/review.txt", "txt/Review.jinja", "pdf/review.jinja", "txt/sub/review.jinja"):
        path = letters / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x", encoding="utf-8")
        refused("PC851")
        path.unlink()
    (letters / "txt" / "law.jinja").symlink_to(outside)
    refused("PC009")
    (letters / "txt" / "law.jinja").unlink()
    (letters / "md").symlink_to(project.parent)
    refused("PC851")
    (letters / "md").unlink()
    (letters / "txt" / "law.jinja").mkdir()
    assert run(determine, *ASKED).return_value == 0  # a folder with nothing in it is no template
    (letters / "txt" / "law.jinja").rmdir()
    for text, code in ((b"\xff", "PC006"), (b"a\x1b[0m", "PC007"), ("a\u202eb".encode(), "PC008"), (b"x" * 100_001, "PC004")):
        (letters / "txt" / "law.jinja").write_bytes(text)
        refused(code)
    (letters / "txt" / "law.jinja").unlink()
    (letters / "README.md").write_text("How we write.", encoding="utf-8")
    (letters / ".keep").write_text("", encoding="utf-8")
    assert run(determine, *ASKED).return_value == 0


def test_a_record_is_compared_with_the_templates_that_it_was_written_with(project: Path) -> None:
    assert run(determine, *ASKED, "--record", "log.db", "--out", "letter.txt").return_value == 0
    assert run(determine, *ASKED, "--format", "record", "--out", "one.json").return_value == 0
    record = json.loads((project / "one.json").read_text(encoding="utf-8"))
    assert re.fullmatch("[0-9a-f]{64}", record["documents"]["templates"])
    assert run(verify, "one.json").stdout.startswith("one.json: verified")
    assert "not compared" not in run(verify_log, "log.db", "--replay").stdout
    assert "not compared" not in run(verify, "one.json").stdout
    put(project, "txt/review", REVIEW.replace("right", "Right"))
    other = run(verify, "one.json")
    assert other.return_value == 0
    assert "the letter is not compared" in " ".join(other.stdout.split())
    assert "same letter" not in other.stdout
    replayed = run(verify_log, "log.db", "--replay")
    assert replayed.return_value == 0
    assert "the letter is not compared" in " ".join(replayed.stdout.split())
    assert run(determine, *ASKED, "--format", "record", "--out", "two.json").return_value == 0
    (project / "pincite.toml").write_text(SETTINGS.partition("[letters]")[0], encoding="utf-8")
    assert "the letter is not compared" in " ".join(run(verify, "two.json").stdout.split())


def test_the_example_of_an_office_leaves_nothing_out(project: Path) -> None:
    example = ROOT / "examples" / "office" / "letters"
    for path in example.rglob("*.jinja"):
        put(project, path.relative_to(example).with_suffix("").as_posix(), path.read_text(encoding="utf-8"))
    made = run(check)
    assert (made.return_value, made.stdout) == (0, "")
    assert made.stderr == "88 letters written with `letters`: nothing is missing\n"
    page = run(determine, *ASKED, "--format", "html").stdout
    assert "Your right to a hearing" in page and "font-family: Georgia" in page
    assert run(determine, *ASKED).stdout.startswith("TOWN OF ELMSFORD\nThe Clerk\n")
