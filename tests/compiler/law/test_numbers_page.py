"""The published table of phrases is the one in the code."""

from pathlib import Path

from pincitec.law.phrases import PHRASES, Phrase

PAGE = Path(__file__).parents[3] / "docs" / "numbers-and-comparators.md"


def cells(row: Phrase) -> tuple[str, str, str, str]:
    states = "no comparison" if row.operator == "approximate" else f"`{row.operator}`"
    return (states if row.firm else f"{states}, names the value", "after" if row.after else "before", row.scope.value, row.words)


def test_the_page_and_the_code_have_the_same_rows_in_the_same_order() -> None:
    table = PAGE.read_text(encoding="utf-8").split("<!-- phrases:", 1)[1].split("\n\n")[0]
    printed = []
    for line in table.splitlines()[3:]:
        states, where, scope, phrases = (cell.strip() for cell in line.strip("| ").split(" | "))
        printed += [(states, where, scope, phrase) for phrase in phrases.split(" · ")]
    assert printed == [cells(row) for row in PHRASES]
