"""`pincite determine --profile`, `--applicant`, `--file-no`: for whom a letter is, and whom it is about."""

import pytest
from click import BadParameter
from tests.engine.cli.test_determine import GRANTED, run

ASKED = ("level_three_a", "--facts", "-", "--on", "2021-06-01")


@pytest.mark.parametrize("format", ["text", "md", "html"])
def test_a_letter_names_whom_it_is_about_in_every_format(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    named = ("--applicant", "Ana Díaz", "--file-no", "2021-17", "--profile", "applicant")
    written = run(*ASKED, "--format", format, *named, facts=GRANTED, monkeypatch=monkeypatch).stdout
    assert "Ana Díaz" in written
    assert "2021-17" in written.replace("\\", "")
    assert "--profile applicant" in written.replace("\\", "")


def test_by_default_a_letter_is_for_the_caseworker(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = run(*ASKED, facts=GRANTED, monkeypatch=monkeypatch).stdout
    assert plain == run(*ASKED, "--profile", "caseworker", facts=GRANTED, monkeypatch=monkeypatch).stdout
    assert "Applicant" not in plain


@pytest.mark.parametrize("option", ["--applicant", "--file-no"])
@pytest.mark.parametrize("text", ["two\nlines", "\x1b[31mred", "\u202eturned", "x" * 201])
def test_a_name_that_is_no_line_of_text_is_refused(option: str, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(*ASKED, option, text, facts=GRANTED, monkeypatch=monkeypatch)
    assert isinstance(result.exception, BadParameter)
    assert "is no name or number of at most 200 characters on one line" in result.exception.message
    assert result.exception.message.isprintable()


def test_an_unknown_profile_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(*ASKED, "--profile", "judge", facts=GRANTED, monkeypatch=monkeypatch)
    assert isinstance(result.exception, BadParameter)
    assert "counsel" in result.exception.message
