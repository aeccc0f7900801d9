"""Every citation in the files as received is found: what it says, what it means there. None is left unread."""

import json
import os
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion

from pincitec.law.citations import CodeSection, Found, Unrecognised, find, write

ROOT = Path(__file__).parents[2]
SECTION = CodeSection("us-nm/nmsa", "22-10A-11")
RECEIVED = sorted(ROOT.glob("statutes/**/sources/*.txt"))


def listed(text: str, within: CodeSection | None) -> str:
    lines = []
    for found in find(text, within=within):
        line = text.count("\n", 0, found.span.start) + 1
        words = text[found.span.start : found.span.end]
        assert isinstance(found, Found), words
        meaning = write(found.resolved) if found.resolved is not None else "?"
        lines.append(f"{line:>4}  {words}" + (f"  =  {meaning}" if meaning != words else ""))
    return "\n".join(lines)


@pytest.mark.parametrize("path", [path for path in RECEIVED if "us-nm" in path.parts], ids=lambda path: path.stem[:3])
def test_every_citation_on_file(path: Path, snapshot: SnapshotAssertion) -> None:
    text = path.read_text(encoding="utf-8")
    assert listed(text, SECTION if path.parent.parent.name == "us-nm" else None) == snapshot


@pytest.mark.parametrize("path", RECEIVED, ids=lambda path: path.stem[:3])
def test_no_mark_and_no_numbered_section_is_passed_over(path: Path) -> None:
    """Counted without the reader: each `§`, each "Section" before a number, each "NMSA" lies in a citation that was found."""
    text = path.read_text(encoding="utf-8")
    covered = {n for found in find(text) if isinstance(found, Found) for n in range(found.span.start, found.span.end)}
    for mark in ("§", "Section 2", "Sections 2", "NMSA", "ch.", "Comp.", "Subsection", "Paragraph"):
        start = text.find(mark)
        while start >= 0:
            assert start in covered, text[start : start + 40]
            start = text.find(mark, start + 1)


@pytest.mark.parametrize("path", [path for path in RECEIVED if "us-nm" not in path.parts], ids=lambda path: path.stem[:3])
def test_the_pages_of_other_states_hold_no_citation(path: Path) -> None:
    """They name laws by their titles alone ("Title I"), which is no citation; and no number in them is taken for one."""
    assert find(path.read_text(encoding="utf-8")) == ()


def test_nearly_all_citations_of_real_acts_are_read() -> None:
    """Of the citations in real acts almost all are understood; the others are said to be unread."""
    file = Path(os.environ.get("PINCITE_CASES") or ROOT.parent / "shared" / "cases") / "dc-instructions.jsonl"
    if not file.is_file():
        pytest.skip(f"{file.name} is not at hand: set PINCITE_CASES to the folder that has it")
    found: list[Found | Unrecognised] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        found += [f for text in (case["text"], *case["context"]) for f in find(text)]
    unread = sum(isinstance(f, Unrecognised) for f in found)
    assert len(found) > 6000
    assert 200 * unread < len(found)
