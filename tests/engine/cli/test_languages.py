"""`pincite determine --language`: the language of the project or of the option, what is refused, and what is not translated."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.engine.sample_pack import sample_pack

from pincite.cli import packs
from pincite.cli.determine import determine
from pincite.texts import spoken
from pincitec.project import Project
from pincitec.settings import Letters

HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
IS = 'msgid "{label} is {value}"\nmsgstr "{label}: {value}"\n\n'
NOTICE = 'msgid "Parts of this letter are not translated. They stand in English."\nmsgstr "Partes de esta carta no están traducidas."\n'


def run(root: Path, *args: str, letters: Letters | None = None, monkeypatch: pytest.MonkeyPatch) -> Result:
    loaded = packs.Loaded(Project(root, letters=letters or Letters()), sample_pack())
    monkeypatch.setattr(packs, "load_here", lambda *_: loaded)
    asked = ["minimum_salary", "--facts", "-", "--on", "2016-01-01", *args]
    result = CliRunner().invoke(determine, asked, input="role: teacher\n", standalone_mode=False)
    assert spoken() == "en"
    return result


@pytest.fixture
def spanish(tmp_path: Path) -> Path:
    (tmp_path / "languages").mkdir()
    (tmp_path / "languages" / "es.po").write_text(HEADER + IS + NOTICE, encoding="utf-8")
    return tmp_path


def test_the_option_comes_before_the_setting(spanish: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    set_ = Letters("es")
    for args, letters, words in (
        (["--language", "es"], Letters(), "contract: $50,000"),
        ([], set_, "contract: $50,000"),
        (["--language", "en"], set_, "contract is $50,000"),
    ):
        result = run(spanish, *args, letters=letters, monkeypatch=monkeypatch)
        assert result.return_value == 0
        assert words in " ".join(result.stdout.split())


def test_a_letter_with_parts_in_english_says_so_in_both_languages(spanish: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(spanish, "--language", "es", monkeypatch=monkeypatch)
    words = " ".join(result.stdout.split())
    assert "Partes de esta carta no están traducidas." in words
    assert "Parts of this letter are not translated. They stand in English." in words
    assert "PC844" in result.stderr
    assert "not translated into `es`" in result.stderr
    assert "not translated" not in run(spanish, monkeypatch=monkeypatch).output


def test_with_strict_a_letter_in_two_languages_is_refused(spanish: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(spanish, "--language", "es", "--strict", monkeypatch=monkeypatch)
    assert (result.return_value, result.stdout) == (1, "")
    assert "nothing was written: `--strict` refuses an answer in two languages" in result.stderr


def test_json_is_in_the_language_too(spanish: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(spanish, "--language", "es", "--format", "json", monkeypatch=monkeypatch)
    assert "contract: $50,000" in json.loads(result.stdout)["headline"]


def test_a_language_without_a_file_gives_no_letter(spanish: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for tag in ("fr", "../es", "español"):
        result = run(spanish, "--language", tag, monkeypatch=monkeypatch)
        assert (result.return_value, result.stdout) == (2, "")
        assert "PC841" in result.stderr


def test_texts_outside_the_project_are_refused(spanish: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "linked").symlink_to(spanish / "languages")
    for folder in ("../languages", "linked", str(spanish / "languages")):
        result = run(inner, letters=Letters("es", folder), monkeypatch=monkeypatch)
        assert (result.return_value, result.stdout) == (2, "")
        assert "PC009" in result.stderr


def test_a_file_that_is_refused_gives_no_letter(spanish: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wrong = 'msgid "{label} is {value}"\nmsgstr "{label}"\n'
    (spanish / "languages" / "es.po").write_text(HEADER + wrong, encoding="utf-8")
    result = run(spanish, "--language", "es", monkeypatch=monkeypatch)
    assert (result.return_value, result.stdout) == (2, "")
    assert "this translation leaves out `{value}`" in result.stderr
    assert "languages/es.po:6:1" in result.stderr
