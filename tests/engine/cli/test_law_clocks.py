"""`pincite law` and `pincite determine` on a small section whose acts use every clock, as a reader sees it."""

from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from tests.compiler.law.test_clocks import act
from tests.compiler.law.toy_law import law

from pincite.cli.main import main

TEXT = "text from s on 2020-06-01 {\nTitle.\nA. The fee is twenty dollars ($20).\nB. The fee is due in May.\n}\n"
BODY = (
    act("Laws 2022, ch. 1", "effective 2022-01-01", 'revive act "Laws 2021, ch. 7" on 2022-06-01')
    + act(
        "Laws 2021, ch. 9",
        'effective when "the department certifies funding" enacted 2021-03-01',
        'in A strike "twenty dollars ($20)" insert "ten dollars ($10)"',
    )
    + act(
        "Laws 2021, ch. 8",
        "effective 2021-03-01",
        'in act "Laws 2021, ch. 7" in B strike "June" insert "July"',
        'postpone act "Laws 2021, ch. 7" to 2021-09-01',
        'expire act "Laws 2021, ch. 7" on 2022-01-01',
    )
    + act("Laws 2021, ch. 7", "effective 2021-07-01", 'in B strike "May" insert "June"')
    + TEXT
    + act("Laws 2020, ch. 6", "effective 2020-02-01 until 2020-05-01 emergency", 'in B strike "May" insert "March"')
    + act(
        "Laws 2020, ch. 5",
        'effective 2019-07-01 enacted 2020-03-04 retroactive because "its § 2 says so"',
        'in A strike "ten dollars ($10)" insert "twenty dollars ($20)"',
    )
    + act("First", "effective 2001-01-01", "add B")
)
SEEN = {
    "history": ["law", "history", "x/1"],
    "history as known": ["law", "history", "x/1", "--known-on", "2020-01-01"],
    "an act waits": ["law", "show", "x/1", "--on", "2021-10-01"],
    "made later": ["law", "show", "x/1(A)", "--on", "2019-10-01"],
    "as known": ["law", "show", "x/1(A)", "--on", "2019-10-01", "--known-on", "2020-01-01"],
    "blame as known": ["law", "blame", "x/1(A)", "--on", "2019-10-01", "--known-on", "2020-01-01"],
    "redline as known": ["law", "redline", "x/1", "2019-06-01", "2020-06-01", "--known-on", "2020-01-01"],
    "letter as known": ["determine", "fee_due", "--on", "2019-10-01", "--known-on", "2020-01-01"],
}


@pytest.fixture(autouse=True)
def in_a_project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source, received = law(BODY)
    rules = 'policy toy "Fees"\n\nsource code = "x/1"\n\ndecision fee_due : money "fee"\n'
    for words, amount in (("twenty dollars ($20)", "$20"), ("ten dollars ($10)", "$10")):
        rules += f'\nprovision code(A) {{\n  "{words}" means fee_due = {amount}\n}}\n'
    for name, text in (("statutes/x.law", source.text), ("statutes/s.txt", received.text), ("policy/toy.pol", rules), ("pincite.toml", "")):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")


@pytest.mark.parametrize("name", SEEN)
def test_what_a_reader_sees(name: str, capsys: pytest.CaptureFixture[str], snapshot: SnapshotAssertion) -> None:
    code = main(SEEN[name])
    out, err = capsys.readouterr()
    assert (code, err) == (0, "")
    assert "\n".join(line for line in out.splitlines() if "digest" not in line and "Engine" not in line) == snapshot
    assert [line for line in out.splitlines() if len(line) > 80] == []


def test_nothing_was_on_file_then(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "show", "x/1", "--on", "2000-01-01", "--known-on", "2020-01-01"]) == 1
    assert capsys.readouterr().out == "the text of Code § 1 on January 1, 2000 is not on file as known on January 1, 2020\n"


@pytest.mark.parametrize("day", ["1.1.2020", "2020-W01-1", "2020-02-30", "20200101"])
@pytest.mark.parametrize("command", [["law", "history", "x/1"], ["determine", "fee_due", "--on", "2020-01-01"]])
def test_a_day_that_is_none(command: list[str], day: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*command, "--known-on", day]) == 2
    assert f"`{day}`" in capsys.readouterr().err
