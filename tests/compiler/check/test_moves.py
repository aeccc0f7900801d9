"""Where a unit is that a citation named before an act redesignated it, and what is said of it."""

from datetime import date

import pytest
from attrs import evolve
from tests.compiler.law.toy_law import good, note

from pincitec.check.moves import cite_text, former, moved, moved_to, orphaned
from pincitec.diagnostics import Safety, Span
from pincitec.law.model import Section, UnitText
from pincitec.syntax import pol_tree as t

HERE = Span("a.pol", 10, 14)


@pytest.fixture(scope="module")
def section() -> Section:
    """B was redesignated as C in 2020, and a new B came."""
    return good(
        "text from s on 2020-01-01 {\nFees.\nA. A fee is due.\nB. A new rule.\nC. A license costs a dollar.\n}\n"
        'act "Laws 2020, ch. 1" effective 2020-01-01 {\n  redesignate B as C\n  add B\n'
        + note("added a new Subsection B and redesignated former Subsection B as Subsection C")
        + "}\n"
        'act "Laws 2010, ch. 1" effective 2010-01-01\n'
    )


def cite(*path: str) -> t.Cite:
    places = tuple(t.Place("unit", p, None, Span("a.pol", 14, 15)) for p in path)
    return t.Cite(t.Word("act", HERE), places, HERE)


def identity(section: Section, path: str, version: int) -> str:
    found: list[UnitText] = [u for u in section.versions[version].units if u.path == (path,)]
    return found[0].identity


def test_the_unit_that_bore_the_designation_before(section: Section) -> None:
    (move,) = former(section, ("B",))
    assert (move.path, move.citation, move.on, move.acts) == (("C",), "Code § 1(C)", date(2020, 1, 1), ("Laws 2020, ch. 1",))
    assert move.identity == identity(section, "C", 1)
    assert list(former(section, ("A",))) == []
    assert list(former(section, ("Z",))) == []


def test_words_move_only_with_their_unit(section: Section) -> None:
    now = identity(section, "B", 1)
    found = moved_to("A license costs a dollar", now, ("B",), section)
    assert found is not None and found.path == ("C",)
    assert moved_to("A license costs two dollars", now, ("B",), section) is None
    assert moved_to("A fee is due", now, ("B",), section) is None  # they stand elsewhere: that alone is no move
    unsure = evolve(section, versions=(section.versions[0], evolve(section.versions[1], complete=False)))
    assert moved_to("A license costs a dollar", now, ("B",), unsure) is None


def test_what_is_said_of_a_move(section: Section) -> None:
    (move,) = former(section, ("B",))
    problem = moved(cite("B"), HERE, move)
    assert (problem.rule.code, problem.message) == ("PC412", "what is cited is Code § 1(C) now")
    assert problem.notes == ("redesignated from 2020-01-01 by Laws 2020, ch. 1",)
    (fix,) = problem.fixes
    assert (fix.safety, fix.edits[0].span, fix.edits[0].text) == (Safety.SAFE, HERE, "act(C)")


def test_what_is_said_of_a_unit_that_is_gone(section: Section) -> None:
    old, new = section.versions
    gone = evolve(section, versions=(old, evolve(new, units=tuple(u for u in new.units if u.path != ("A",)))))
    (move,) = former(gone, ("A",))
    assert move.path == ()
    problem = orphaned(cite("A"), move)
    assert (problem.rule.code, problem.message) == ("PC413", "Code § 1(A) is no more")
    (fix,) = problem.fixes
    assert fix.safety is Safety.SUGGESTED
    assert (fix.edits[0].span, fix.edits[0].text) == (Span("a.pol", 15, 15), " on 2019-12-31")


def test_citations_are_written_as_policies_write_them() -> None:
    written = cite_text(cite("X"), ("C", "1", "iv", "aa", "Full School Year", 'a "b" \\'))
    assert written == 'act(C)(1)(iv)("aa")("Full School Year")("a \\"b\\" \\\\")'
