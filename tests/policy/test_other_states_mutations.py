"""One mistake in the rules of Massachusetts, Arkansas or New York City is one diagnostic, at its place, beside the words of the page."""

import re
import shutil
from pathlib import Path

import pytest

from pincitec.diagnostics import Diagnostic, Severity
from tests.policy.library import ROOT, checked

MA, AR, NY = "policy/us-ma/nea/micro-credentials.pol", "policy/us-ar/dese/micro-credentials.pol", "policy/us-ny/nyc/teaching-matters.pol"


QUOTATION = re.compile(r'(?<!verify )"([^"\\\n]+)"(?=\s*(?:in page(?:\("[^"]*"\))+)?\s*(?:means\b|:))|"(?:[^"\\\n]|\\.)*"')
"""A string, and the words of one that a meaning follows, or the cells of a row."""


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """The three policies and their pages."""
    (tmp_path / "pincite.toml").touch()
    for part in ("us-ma", "us-ar", "us-ny"):
        shutil.copytree(ROOT / "statutes" / part, tmp_path / "statutes" / part)
    for name in (MA, AR, NY):
        (tmp_path / name).parent.mkdir(parents=True)
        shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def errors(folder: Path) -> list[tuple[Diagnostic, list[str]]]:
    """The errors of a project, each with the words at its places: its own first."""
    found = checked(folder)
    return [
        (d, [found.sources[label.span.path].excerpt(label.span) for label in d.labels])
        for d in found.diagnostics
        if d.severity is Severity.ERROR
    ]


BADGES = ("2 “badges”", "10 PDPs")


@pytest.mark.parametrize(
    "file, before, after, code, place, law",
    [
        (MA, "(10 pdps per 2 badges)", "(11 pdps per 2 badges)", "PC501", "11 pdps", BADGES),
        (MA, "(10 pdps per 2 badges)", "(10 pdps per 3 badges)", "PC501", "3 badges", BADGES),
        (MA, "/ 2 badges) * 10 pdps", "/ 2 badges) * 5 pdps", "PC501", "5 pdps", BADGES),
        (MA, "some a in badge_areas {", "some a in badge_area {", "PC201", "badge_area", ("The two “badges” must be",)),
        (MA, "started_on + 6 months", "started_on + 5 months", "PC501", "5 months", ("six months",)),
        (MA, "started_on + 6 months", "started_on + 6 years", "PC505", "6 years", ("six months",)),
        (MA, "educator need not earn_pdps", "educator shall earn_pdps", "PC305", "Since educators who hold", ("Since educators",)),
        (MA, "educator may not badges_for", "educator may badges_for", "PC305", "Please note", ("Please note",)),
        (AR, "within -2 * standard_error", "within -3 * standard_error", "PC501", "3", ("-2 Standard Errors",)),
        (AR, "within -2 * standard_error", "within 2 * standard_error", "PC501", "2", ("-2 Standard Errors",)),
        (AR, "provisional_license_on < purchased_on", "provisional_license_on < purchase_on", "PC201", "purchase_on", ("prior to",)),
        (AR, ">= 12 hours", ">= 11 hours", "PC501", "11 hours", ("12 hours",)),
        (
            AR,
            "hours_required = 12 hours",
            "hours_required = 12 points",
            "PC301",
            "12 points",
            ("the requirement for the additional 12 hours",),
        ),
        (AR, ": academic_rigor\n", ": academic_vigor\n", "PC201", "academic_vigor", ("Recognizing and Upholding",)),
        (NY, "micro_credentials_earned = 642", "micro_credentials_earned = 643", "PC501", "643", ()),
        (NY, "training_available = 2,000", "training_available = 20,000", "PC501", "20,000", ()),
    ],
)
def test_one_mistake_is_one_diagnostic_beside_the_page(
    library: Path, file: str, before: str, after: str, code: str, place: str, law: tuple[str, ...]
) -> None:
    text = (library / file).read_text(encoding="utf-8")
    assert before in text, before
    (library / file).write_text(text.replace(before, after, 1), encoding="utf-8")
    ((problem, (own, *others)),) = errors(library)
    assert (problem.rule.code, problem.span.path) == (code, file)
    assert own.startswith(place)
    assert all(any(words.startswith(beside) for words in others) for beside in law), others


def test_every_misquotation_is_found(library: Path) -> None:
    """One word changed in each quotation of the rules, row of a table and published figure: each is told, at its place."""
    for file in (MA, AR, NY):
        text = (library / file).read_text(encoding="utf-8")
        expected = set()
        for match in reversed(list(QUOTATION.finditer(text))):
            if match.group(1) is not None:
                words = match.group(1).split(" ")
                words[len(words) // 2] = "otherwise"
                text = text[: match.start(1)] + " ".join(words) + text[match.end(1) :]
                expected.add(" ".join(words))
        assert len(expected) > 5
        (library / file).write_text(text, encoding="utf-8")
        found = {own for d, (own, *_) in errors(library) if d.rule.code == "PC403"}
        assert expected - found == set()
        shutil.copy(ROOT / file, library / file)


def test_no_rule_can_read_a_published_figure(library: Path) -> None:
    file = library / NY
    added = 'decision enough : permission of city "train more"\nparty city "the city"\n'
    added += 'provision release("¶4") {\n  "are paid positions" means city may enough when teachers_with_micro_credentials >= 200\n}\n'
    file.write_text(file.read_text(encoding="utf-8") + added, encoding="utf-8")
    assert "PC212" in {d.rule.code for d, _ in errors(library)}
