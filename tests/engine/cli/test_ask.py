"""`pincite ask`: the conversation through a pseudo-terminal, and from pipes and files; what is kept of it, and what is refused."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import pytest
from attrs import define, field
from click.testing import CliRunner
from tests.engine.sample_pack import sample_pack

from pincite.cli import packs
from pincite.cli.ask import ask
from pincitec.project import Project

LEVEL_THREE: Final = ("level_three_a", "--on", "2021-06-01")
APS: Final = ("advance_to_three", "--on", "2024-03-01")
PATIENCE: Final = 60
PROMPT: Final = "Answer: "
CACHE: Final = TemporaryDirectory(prefix="pincite-ask-")
"""So that the rules are compiled once for all of these tests."""


@pytest.fixture(scope="module", autouse=True)
def cache() -> Iterator[None]:
    yield
    CACHE.cleanup()


@define
class Terminal:
    """A process in a terminal of so many columns. `seen` is everything that it has shown."""

    process: subprocess.Popen[bytes]
    master: int
    seen: str = field(default="")

    def until(self, words: str) -> str:
        """What is shown up to these words."""
        end = time.monotonic() + PATIENCE
        before = ""
        while words not in self.seen:
            ready, _, _ = select.select([self.master], [], [], max(0, end - time.monotonic()))
            assert ready, f"waited for {words!r}; seen: {self.seen}"
            try:
                data = os.read(self.master, 65536)
            except OSError:
                data = b""
            assert data, f"ended before {words!r}; seen: {self.seen}"
            self.seen += data.decode("utf-8").replace("\r\n", "\n")
        before, _, self.seen = self.seen.partition(words)
        return before

    def say(self, line: str) -> None:
        os.write(self.master, line.encode("utf-8") + b"\n")

    def end(self) -> tuple[int, str]:
        """The exit code, and what was shown last."""
        while True:
            try:
                data = os.read(self.master, 65536)
            except OSError:
                break
            if not data:
                break
            self.seen += data.decode("utf-8").replace("\r\n", "\n")
        code = self.process.wait(PATIENCE)
        os.close(self.master)
        return code, self.seen


def environment(more: Mapping[str, str] = {}) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if k not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
    return {**kept, "XDG_CACHE_HOME": CACHE.name, **more}


def terminal(folder: Path, *args: str, columns: int = 80) -> Terminal:
    master, slave = pty.openpty()
    try:
        process = subprocess.Popen(
            [sys.executable, "-m", "pincite", "ask", *args],
            stdin=slave, stdout=slave, stderr=slave, cwd=folder, close_fds=True, start_new_session=True,
            env=environment({"COLUMNS": str(columns)}),
        )  # fmt: skip
    finally:
        os.close(slave)
    return Terminal(process, master)


def piped(folder: Path, *args: str, answers: bytes = b"") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pincite", "ask", *args]
    made = subprocess.run(command, input=answers, capture_output=True, cwd=folder, env=environment(), timeout=PATIENCE, check=False)
    return subprocess.CompletedProcess(command, made.returncode, made.stdout.decode("utf-8"), made.stderr.decode("utf-8"))


def determined(folder: Path, decision: str, facts: str, on: str) -> str:
    command = [sys.executable, "-m", "pincite", "determine", decision, "--facts", facts, "--on", on, "--format", "json"]
    made = subprocess.run(command, capture_output=True, cwd=folder, env=environment(), timeout=PATIENCE, check=True)
    return str(json.loads(made.stdout)["headline"])


def spoken(folder: Path, answers: Sequence[str], *args: str, columns: int = 80) -> tuple[int, list[str], str]:
    """A conversation in a terminal: the exit code, each question as it was shown, and the end."""
    t = terminal(folder, *args, columns=columns)
    questions = []
    for text in answers:
        questions.append(t.until(PROMPT))
        t.say(text)
    code, end = t.end()
    return code, questions, end


# ---- level three-A; the least number of questions for each path is argued and searched in tests/engine/interview/test_level_three.py


@pytest.mark.parametrize(
    ("answers", "code", "verdict"),
    [
        (("3 years", "y", "1", "yes", "4"), 0, "The applicant is entitled to a level three-A license"),
        (("since 2018-06-01", "y", "1", "yes", "bach", "y"), 0, "The applicant is entitled to a level three-A license"),
        (("2 years",), 10, "The applicant is not shown to be entitled"),
        (("3 years", "yes", "no"), 10, "The applicant is not shown to be entitled"),
        (("3 years", "unknown", "yes", "yes", "masters"), 11, "It cannot yet be determined whether the applicant is entitled"),
    ],
)
def test_level_three_in_a_terminal(tmp_path: Path, answers: tuple[str, ...], code: int, verdict: str) -> None:
    found, questions, end = spoken(tmp_path, answers, *LEVEL_THREE, "--exit-status")
    assert len(questions) == len(answers)  # each was asked for, and nothing more: the process ended by itself
    assert found == code
    assert verdict in " ".join(end.split())
    assert f"Question {len(answers)}." in questions[-1]


# ---- the APS decision


YEAR: Final = ("level_two", "meets", "yes", "yes", "160")
"""A year that counts: the level, then either count, each field of which can still matter: rating, teacher of record, license, days."""


@pytest.mark.parametrize(
    ("answers", "code"),
    [
        # neither certification nor degree: one of the two is required, so both must be known and nothing else
        (("no", "bachelors"), 10),
        # a degree, but neither micro-credentials nor a dossier; without certification there is no bypass
        (("no", "masters", "no", "no"), 10),
        # certified: the degree and the micro-credentials need not be asked. No school year at all, and somebody vouches for that
        (("yes", "none", "service record"), 10),
        # certified, three years that count: per year its name, the level (without which nothing counts), and the four fields that the
        # two counts need; no further record is asked for, since three are enough. All that is required
        # is then met, and the page grants nothing: the rules leave it open
        (("yes", "2020-21", *YEAR, "2021-22", *YEAR, "2022-23", *YEAR), 20),
        # a year at another level counts for neither: one field settles it
        (("yes", "2020-21", "level_one", "none", "service record"), 10),
        # nobody vouches for the list: what it does not hold decides nothing
        (("yes", "2020-21", "level_one", "none", "unknown"), 11),
    ],
)
def test_aps_in_a_terminal(tmp_path: Path, answers: tuple[str, ...], code: int) -> None:
    found, questions, _ = spoken(tmp_path, answers, *APS, "--exit-status")
    assert len(questions) == len(answers)
    assert found == code


# ---- requests to the dialogue


def test_back_why_list_and_help(tmp_path: Path) -> None:
    t = terminal(tmp_path, *LEVEL_THREE)
    assert "Question 1. Years as a level two teacher?" in t.until(PROMPT)
    t.say("back")
    assert "This is the first question." in t.until(PROMPT)
    t.say("4 years")
    noted = t.until(PROMPT)
    assert "Noted: years as a level two teacher: 4 years." in noted and "So far: not settled; at most 5 more questions." in noted
    t.say("list")
    listed = t.until(PROMPT)
    assert "F1. years as a level two teacher: 4 years" in listed and "“has been a level two teacher for at least …”: met" in listed
    t.say("back")
    assert "Question 1. Years as a level two teacher?" in t.until(PROMPT)
    t.say("why")
    assert "Needed for NMSA 1978, § 22-10A-11(B): “has been a level two teacher for at" in t.until(PROMPT)
    t.say("?")
    helped = " ".join(t.until(PROMPT).split())
    assert "`back`: take the last answer back." in helped and "since 2018-08-12" in helped
    t.say("quit")
    code, end = t.end()
    assert code == 0
    assert "What is still open:" in end


def test_an_error_of_typing_teaches_and_asks_again(tmp_path: Path) -> None:
    t = terminal(tmp_path, *LEVEL_THREE)
    t.until(PROMPT)
    for wrong, teaches in (
        ("3.5 years", "Write `3 years 6 months`, or since when"),
        ("4", "Say what it counts: `4 years` or `4 months`"),
        ("", "Answer, or write `unknown`"),
        ("since 2030-01-01", "ask as of a later day"),
        ("4 ye\u202ears", "the hidden character U+202E"),
    ):
        t.say(wrong)
        said = t.until(PROMPT)
        assert "Not taken: " in said and teaches in said.replace("\n", " ").replace("    ", ""), said
        assert "Question" not in said  # it stands there already
    t.say("4 years")
    assert "Question 2." in t.until(PROMPT)
    t.say("quit")
    assert t.end()[0] == 0


@pytest.mark.parametrize("columns", [80, 40])
def test_every_line_fits_and_nothing_moves_the_cursor(tmp_path: Path, columns: int) -> None:
    t = terminal(tmp_path, *LEVEL_THREE, columns=columns)
    shown = ""
    for text in ("3 years", "y", "?", "list", "y", "nonsense", "yes", "masters"):
        shown += t.until(PROMPT)
        t.say(text)
    shown += t.end()[1]
    assert "\x1b" not in shown
    assert max(map(len, shown.splitlines())) <= columns


def test_ctrl_d_ends_with_what_is_known(tmp_path: Path) -> None:
    t = terminal(tmp_path, *LEVEL_THREE, "--save", "a.yaml", "--exit-status")
    t.until(PROMPT)
    t.say("4 years")
    t.until(PROMPT)
    os.write(t.master, b"\x04")
    code, end = t.end()
    assert code == 11
    assert "The facts are in a.yaml." in end
    assert 'years_as_level_two: { value: "4 years", source: interview }' in (tmp_path / "a.yaml").read_text("utf-8")


def test_ctrl_c_keeps_what_was_answered(tmp_path: Path) -> None:
    t = terminal(tmp_path, *LEVEL_THREE, "--save", "a.yaml")
    t.until(PROMPT)
    t.say("4 years")
    t.until(PROMPT)
    t.process.send_signal(signal.SIGINT)
    code, end = t.end()
    assert (code, "interrupted" in end) == (130, True)
    assert "4 years" in (tmp_path / "a.yaml").read_text("utf-8")


def test_a_killed_interview_loses_no_answer(tmp_path: Path) -> None:
    t = terminal(tmp_path, *LEVEL_THREE, "--save", "a.yaml")
    for text in ("4 years", "y"):
        t.until(PROMPT)
        t.say(text)
    t.until(PROMPT)
    t.process.kill()
    t.end()
    assert "department" in (tmp_path / "a.yaml").read_text("utf-8")


# ---- pipes and files


def test_answers_from_a_pipe(tmp_path: Path) -> None:
    made = piped(tmp_path, *LEVEL_THREE, "--save", "a.yaml", answers=b"4 years\nyes\nyes\nyes\r\nmasters")
    assert made.returncode == 0
    assert made.stdout.startswith("The applicant is entitled to a level three-A license")
    assert made.stderr.count("Question ") == 5
    assert determined(tmp_path, "level_three_a", "a.yaml", "2021-06-01").startswith("The applicant is entitled")


def test_the_end_of_a_pipe_is_an_end(tmp_path: Path) -> None:
    made = piped(tmp_path, *LEVEL_THREE, "--exit-status", answers=b"4 years\n")
    assert made.returncode == 11
    assert "(no more answers)" in made.stderr
    assert "- Obtain the judgement of the department" in made.stdout


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        (b"4 years\nperhaps\nyes\n", "`perhaps` is neither yes nor no (PC803)"),
        (b"4\x00 years\n", "the answer holds the hidden character U+0000 (PC818)"),
        (b"\xff\xfe\n", "the answer is not UTF-8 (PC811)"),
        (b"9" * 1_000_000 + b"\n4 years\n", "an answer of more than 4,000 characters (PC812)"),
        (b"{a: &b c, d: *b}\n", "the anchor `&b` is not allowed in a facts file (PC809)"),
        (b"[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]\n", "nested more than 12 deep (PC812)"),
    ],
)
def test_a_wrong_line_of_a_pipe_ends_it_before_the_next_is_taken_for_its_answer(tmp_path: Path, answers: bytes, why: str) -> None:
    made = piped(tmp_path, *LEVEL_THREE, "--save", "a.yaml", answers=answers)
    assert made.returncode == 1
    assert f"Not taken: {why}" in " ".join(made.stderr.split())
    assert "of the answers cannot be taken; those before it count." in made.stderr
    assert "\x00" not in made.stderr and len(made.stderr) < 5_000
    assert made.stdout.startswith("It cannot yet be determined")
    assert "leader_competence" not in (tmp_path / "a.yaml").read_text("utf-8")


def test_answers_from_a_file_and_the_next_question_as_json(tmp_path: Path) -> None:
    (tmp_path / "answers.txt").write_text("4 years\nyes\n", "utf-8")
    made = piped(tmp_path, *LEVEL_THREE, "--answers", "answers.txt", "--format", "json")
    turn = json.loads(made.stdout)
    assert (made.returncode, made.stderr) == (0, "")
    assert turn["schema"] == "pincite-interview-turn/1"
    assert turn["verdict"] == "undetermined"
    assert turn["questions"][0]["text"] == "Demonstrates instructional leader competence, as the local superintendent judges it?"
    assert [a["text"] for a in turn["state"]["answers"]] == ["4 years", "yes"]


def test_without_answers_the_first_question_as_json(tmp_path: Path) -> None:
    turn = json.loads(piped(tmp_path, *LEVEL_THREE, "--format", "json", answers=b"4 years\n").stdout)
    assert turn["questions"][0]["item"] == {"ask": "value", "fact": "us_nm.level_three.years_as_level_two"}
    assert turn["state"]["answers"] == []


# ---- what is kept


@pytest.mark.parametrize("name", ["a.yaml", "a.json", "facts"])
def test_what_is_saved_is_read_with_the_same_answer(tmp_path: Path, name: str) -> None:
    answers = "\n".join(("yes", "2020-21", *YEAR, "2021-22", "level_two", "pending", "60.5%", "unknown", "yes", "120", "none", "a record"))
    made = piped(tmp_path, *APS, "--save", name, "--answered-on", "2024-03-02", answers=answers.encode())
    assert made.returncode == 0, made.stderr
    assert made.stdout.split("\n\n")[0].replace("\n", " ") == determined(tmp_path, "advance_to_three", name, "2024-03-01")
    again = piped(tmp_path, *APS, "--facts", name, answers=b"")
    assert again.stdout.split("\n\n")[0].strip() == made.stdout.split("\n\n")[0]
    assert "2024-03-02" in (tmp_path / name).read_text("utf-8")


def test_facts_that_were_there_stay_and_are_not_written_over(tmp_path: Path) -> None:
    facts = tmp_path / "facts.yaml"
    facts.write_text('# theirs\ndegree_held: { value: masters, source: "transcript" }\nyears_as_level_two:\n', "utf-8")
    before = facts.read_bytes()
    made = piped(tmp_path, *LEVEL_THREE, "--facts", "facts.yaml", answers=b"4 years\n")
    assert (made.returncode, facts.read_bytes()) == (0, before)
    other = piped(tmp_path, *LEVEL_THREE, "--facts", "facts.yaml", "--save", "new.yaml", answers=b"4 years\n")
    assert (other.returncode, facts.read_bytes()) == (0, before)
    saved = (tmp_path / "new.yaml").read_text("utf-8")
    assert "source: transcript" in saved and "4 years" in saved
    (tmp_path / "old.yaml").write_text("degree_held: masters\n", "utf-8")
    refused = piped(tmp_path, *LEVEL_THREE, "--facts", "facts.yaml", "--save", "old.yaml", answers=b"4 years\n")
    assert refused.returncode == 2
    assert "`old.yaml` is there already" in refused.stderr and "Question" not in refused.stderr
    assert (tmp_path / "old.yaml").read_text("utf-8") == "degree_held: masters\n"
    same = piped(tmp_path, *LEVEL_THREE, "--facts", "facts.yaml", "--save", "facts.yaml", answers=b"4 years\n")
    assert same.returncode == 0
    assert "4 years" in facts.read_text("utf-8")
    assert "comments" in same.stderr


@pytest.mark.parametrize("name", ["a.pol", "-", "no/such/folder.yaml", "a.txt"])
def test_a_file_that_is_none_is_refused_before_anything_is_asked(tmp_path: Path, name: str) -> None:
    made = piped(tmp_path, *LEVEL_THREE, "--save", name, answers=b"4 years\n")
    assert made.returncode == 2
    assert "Question" not in made.stderr


def test_save_as_a_request_names_a_new_file(tmp_path: Path) -> None:
    (tmp_path / "old.yaml").write_text("", "utf-8")
    _, shown, end = spoken(tmp_path, ("4 years", "save", "save old.yaml", "save a.pol", "save new.yaml", "quit"), *LEVEL_THREE)
    assert "Name a file" in shown[2] and "`old.yaml` is there already" in shown[3] and "no name of a facts file" in shown[4]
    assert "The facts are in new.yaml." in end
    assert "4 years" in (tmp_path / "new.yaml").read_text("utf-8")


def test_an_answer_that_cannot_be_computed_with_is_given_again(tmp_path: Path) -> None:
    answers = ("1", "yes", "$60,000", "0", "190", "10 days")
    code, shown, end = spoken(tmp_path, answers, "additional_salary", "--on", "2021-06-01", "--save", "a.yaml")
    assert code == 0
    assert "division by zero" in " ".join(shown[4].split()) and "PC905" in shown[4]
    assert "$3,157 17/19" in " ".join(end.split())
    assert "contract_days: { value: 190, source: interview }" in (tmp_path / "a.yaml").read_text("utf-8")


def test_answers_from_elsewhere_name_no_file(tmp_path: Path) -> None:
    made = piped(tmp_path, *LEVEL_THREE, answers=b"4 years\nsave new.yaml\nquit\n")
    assert (made.returncode, (tmp_path / "new.yaml").exists()) == (0, False)
    assert "Only --save names a file here." in made.stderr


def test_facts_with_errors_and_two_uses_of_standard_input(tmp_path: Path) -> None:
    (tmp_path / "bad.yaml").write_text("degree_held: mastrs\n", "utf-8")
    made = piped(tmp_path, *LEVEL_THREE, "--facts", "bad.yaml")
    assert (made.returncode, "bad.yaml:1:14" in made.stderr) == (1, True)
    assert piped(tmp_path, *LEVEL_THREE, "--facts", "-").returncode == 2
    assert piped(tmp_path, "level_three_b", "--on", "2021-06-01").returncode == 2
    assert piped(tmp_path, *LEVEL_THREE, "--answers", "none.txt").returncode == 2


def test_a_table_becomes_part_of_what_is_saved(tmp_path: Path) -> None:
    (tmp_path / "years.csv").write_text("year,level\n2020-21,level_one\n", "utf-8")
    made = piped(tmp_path, *APS, "--records", "school_years=years.csv", "--save", "a.yaml", answers=b"yes\nnone\nservice record\n")
    assert made.returncode == 0, made.stderr
    saved = (tmp_path / "a.yaml").read_text("utf-8")
    assert 'source: "years.csv; service record"' in saved
    assert determined(tmp_path, "advance_to_three", "a.yaml", "2024-03-01") == made.stdout.split("\n\n")[0].replace("\n", " ")


def test_questions_in_another_language(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "languages").mkdir()
    header = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    said = {"Question {number}. {question}": "Pregunta {number}. {question}", "yes": "sí"}
    texts = "\n".join(f'msgid "{english}"\nmsgstr "{spanish}"\n' for english, spanish in said.items())
    (tmp_path / "languages" / "es.po").write_text(header + texts, encoding="utf-8")
    loaded = packs.Loaded(Project(tmp_path), sample_pack())
    monkeypatch.setattr(packs, "load_here", lambda *_: loaded)
    facts = tmp_path / "facts.json"
    facts.write_text('{"years_as_level_two": "4 years", "degree_held": "bachelors", "other_qualifications": true}', encoding="utf-8")
    args = [*LEVEL_THREE, "--facts", str(facts), "--language", "es", "--save", str(tmp_path / "a.yaml")]
    made = CliRunner().invoke(ask, args, input="sí\nsí\n", standalone_mode=False)
    assert made.return_value == 0, made.output
    assert "Pregunta 1. " in made.stderr and "1. sí" in made.stderr
    assert "PC844" in made.stderr  # what is not translated is said
    assert "value: true, source: interview" in (tmp_path / "a.yaml").read_text("utf-8")
