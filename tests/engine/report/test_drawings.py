"""Drawings say under which condition a clause stands, and what a condition asks that has no words of its own."""

from datetime import date
from pathlib import Path

import pytest
from attrs import evolve
from tests.engine.report.small_packs import Rule, small_pack

import pincite
from pincitec.graph.clauses import ClauseNodes, Element, Standing
from pincitec.graph.export import dot, graph_data, mermaid, picture
from pincitec.graph.nodes import Builder
from pincitec.graph.pack import Pack
from pincitec.graph.wording import LONGEST, constant_words, node_words

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def library() -> Pack:
    return pincite.load(ROOT)


def test_a_clause_that_stands_under_a_condition_shows_it(library: Pack) -> None:
    name = "us_nm.level_three.minimum_salary"
    drawn = picture(library, name)
    labels = {v.id: v.label for v in drawn.vertices}
    applies = [e for e in drawn.edges if e.label == "the act applies if"]
    assert all(labels[e.source][0].startswith("“Applicability. — Laws 2019, ch. 206, § 29") for e in applies)
    days = [labels[e.target][-1] for e in applies[:2]]
    assert days[0] == "in force [2019-06-14, …) where the act applies"
    assert days[1].endswith("[2019-06-14, …) where the act does not apply")
    facts = {v.id for v in drawn.vertices if v.label == ("was contracted to provide services for summer 2019 K-5 plus programs",)}
    assert facts & {e.source for e in drawn.edges if e.target == applies[0].source}
    for written in (mermaid(drawn), dot(drawn)):
        assert "where the act does not apply" in written
        assert "the act applies if" in written
    assert any("where the act applies" in part for v in graph_data(library, name)["vertices"] for part in v["label"])


def test_several_acts_are_told_apart() -> None:
    begin = date(2021, 1, 1)
    standings = (Standing(begin, None, "in_force", None, 0), Standing(begin, None, "in_force", None, 2, negated=True))
    pack = small_pack((Rule("A", "grant", "paid"),), applies="waived")
    pack = evolve(pack, clauses=(evolve(pack.clauses[0], standings=standings),))
    (question,) = pack.questions
    condition = Element("condition", pack.nodes[question.clauses[0].guard].args[1])
    part: ClauseNodes = evolve(question.clauses[0], applicability=(condition, condition, condition))
    drawn = picture(evolve(pack, questions=(evolve(question, clauses=(part,)),)), "p.permit")
    assert [e.label for e in drawn.edges if "applies if" in e.label] == ["act 1 applies if", "act 2 applies if"]
    assert "in force [2021-01-01, …) where act 1 applies, [2021-01-01, …) where act 2 does not apply" in drawn.vertices[1].label


def test_a_condition_without_words_of_its_own_says_what_it_asks(library: Pack) -> None:
    drawn = picture(library, "us_nm.aps.advancement.bypass_micro_credentials")
    bare = [v.label for v in drawn.vertices if v.kind == "condition" and not v.label[0].startswith("“")]
    assert len(bare) == 1
    assert bare[0][0].startswith("the number of school years taught with: (")
    assert bare[0][0].endswith("is at least 3")
    pack = small_pack((Rule("A", "grant", "paid"),))
    (question,) = pack.questions
    root = Element("condition", question.clauses[0].standing, uncited="it follows from the heading")
    part = evolve(question.clauses[0], root=evolve(root, node=pack.nodes[question.clauses[0].guard].args[0]))
    drawn = picture(evolve(pack, questions=(evolve(question, clauses=(part,)),)), "p.permit")
    assert ("has paid the fee", "uncited: it follows from the heading") in [v.label for v in drawn.vertices]


def test_every_computation_of_the_library_has_words(library: Pack) -> None:
    for number, node in enumerate(library.nodes):
        if node.op not in ("decide", "decide_value", "row"):
            words = node_words(library, number)
            assert words.strip()
            assert "  " not in words
            assert "another decision" not in words


def test_a_graph_that_says_more_than_anyone_could_read_is_cut() -> None:
    builder = Builder()
    at = builder.add("fact", "boolean", (), "p.paid")
    for _ in range(2_000):
        at = builder.add("or", "boolean", (builder.add("and", "boolean", (at, at)), at))
    pack = evolve(small_pack((Rule("A", "grant", "paid"),)), nodes=tuple(builder.nodes))
    assert len(node_words(pack, at)) == LONGEST


def test_constants_have_their_unit(library: Pack) -> None:
    said = [
        constant_words(library, key, value)
        for key, value in (
            ("money", 6_000_000),
            ("money", 150),
            ("period", 36),
            ("period", 12),
            ("period", 7),
            ("days", 1),
            ("percent", 1),
            ("school_year", 2019),
            ("integer", 2020),
            ("date", date(2024, 5, 31)),
            ("boolean", 0),
        )
    ]
    assert said == ["$60,000", "$1.50", "3 years", "1 year", "7 months", "1 day", "100%", "2019-20", "2020", "2024-05-31", "no"]
    builder = Builder()
    paid = builder.add("fact", "boolean", (), "p.paid")
    barred = builder.add("fact", "boolean", (), "p.barred")
    either = builder.add("or", "boolean", (paid, barred))
    both = builder.add("and", "boolean", (either, builder.add("not", "boolean", (barred,))))
    pack = evolve(small_pack((Rule("A", "grant", "paid"),)), nodes=tuple(builder.nodes))
    assert node_words(pack, both) == "(has paid the fee or is barred by an order) and not (is barred by an order)"
