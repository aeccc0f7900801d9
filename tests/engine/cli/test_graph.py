"""`pincite graph`, and the drawings themselves."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.engine.report.small_packs import Rule, Words, small_pack
from tests.engine.report.test_hostile import HOSTILE
from tests.engine.sample_pack import APS, NM, sample_pack

from pincite.cli import packs
from pincite.cli.graph import graph
from pincitec.graph.export import LONGEST, dot, graph_data, mermaid, picture
from pincitec.graph.pack import Pack
from pincitec.project import Project


def run(*args: str, pack: Pack | None = None, monkeypatch: pytest.MonkeyPatch) -> Result:
    monkeypatch.setattr(packs, "load_here", lambda *_: packs.Loaded(Project(Path.cwd()), pack or sample_pack()))
    return CliRunner().invoke(graph, [*args], standalone_mode=False)


def test_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("level_three_a", monkeypatch=monkeypatch).stdout.startswith("flowchart BT\n")
    assert run("level_three_a", "--format", "dot", monkeypatch=monkeypatch).stdout.startswith("digraph decision {\n")
    data = json.loads(run("level_three_a", "--format", "json", monkeypatch=monkeypatch).stdout)
    assert data["schema"] == "pincite-graph/1"
    assert data["pack"] == sample_pack().hash


def test_an_unknown_decision(monkeypatch: pytest.MonkeyPatch) -> None:
    result = run("level_three", monkeypatch=monkeypatch)
    assert result.return_value == 2
    assert "did you mean `level_three_a`?" in result.stderr


def test_a_drawing_has_the_words_the_days_and_the_facts() -> None:
    drawn = picture(sample_pack(), f"{NM}.minimum_salary")
    labels = [part for v in drawn.vertices for part in v.label]
    assert "“sixty thousand dollars ($60,000)”" in labels
    assert "in force [2018-05-16, 2019-06-14)" in labels
    assert "supposing: position and license held, teacher who holds a level three-A license" in labels
    assert [v.kind for v in drawn.vertices].count("fact") == 1
    ids = [v.id for v in drawn.vertices]
    assert len(ids) == len(set(ids))
    assert {e.source for e in drawn.edges} | {e.target for e in drawn.edges} == set(ids)


def test_readings_stand_on_the_arrows() -> None:
    drawn = picture(sample_pack(), f"{APS}.advance_to_three")
    assert {"pooled", "per_year"} <= {e.label for e in drawn.edges}


def test_data_hold_every_node_the_decision_needs() -> None:
    data = graph_data(sample_pack(), f"{NM}.level_three_a")
    numbers = {n["number"] for n in data["nodes"]}
    assert all(a in numbers for n in data["nodes"] for a in n["args"])
    assert json.loads(json.dumps(data)) == data


@pytest.mark.parametrize("text", HOSTILE)
def test_labels_are_inert(text: str) -> None:
    pack = small_pack((Rule("A", "grant", "paid"),), words=Words(*[text] * 5))
    drawn = picture(pack, "p.permit")
    for line in mermaid(drawn).splitlines()[1:]:
        assert line.count('"') in (0, 2)
        inside = line.partition('"')[2].rpartition('"')[0].replace("<br/>", "")
        assert not re.search(r"[<>`\[\]{}|\x00-\x1f\x7f-\x9f\u202e\u2066]", inside)
    for line in dot(drawn).splitlines():
        assert len(re.findall(r'(?<!\\)(?:\\\\)*"', line)) % 2 == 0
        assert not re.search("[\x00-\x1f\x7f-\x9f\u202e\u2066]", line)
    assert all(len(part) <= 3 * LONGEST for line in dot(drawn).splitlines() for part in line.split(r"\n"))
