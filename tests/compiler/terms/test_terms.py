"""Terms of the sources: definitions, uses, terms without a definition, near-synonyms; and what must be found in the library."""

import hashlib
from pathlib import Path

import pytest

from pincitec.compile import study
from pincitec.project import find_project
from pincitec.terms.find import terms
from pincitec.terms.model import ABBREVIATION, ENTRY, MEANS, Term, Terms
from pincitec.terms.phrases import stem
from pincitec.terms.texts import pattern_of

ROOT = Path(__file__).parents[3]

STATE = """\
Licenses.
A. "Mentor" means a teacher who guides another. A license requires a post-baccalaureate degree or national board for professional \
teaching standards certification, and the teacher demonstrates leader competence.
B. If the teacher does not demonstrate essential competency in three years, mentors and a portfolio review follow.
"""
PAGE = """\
Advancement.
h2|Requirements
li|• 3 Full School Years and a portfolio. Portfolios are read twice.
li|• Master's Degree or National Board Certification; educators earn professional development points (PDPs).
li|• Master's Degree holders keep PDPs. National Board Certification counts.
h2|Definitions
dt|Full School Year
dd|Means a minimum of 160 days.
dt|3 Years
dd|480 days.
"""
RULES = """\
policy p "Both sources"
source act = "x/state"
source page = "x/page"
party teacher "the teacher"
name "3 Full School Years", "160", "three years"
fact degree : boolean "holds the degree"
fact board  : boolean "is certified"
fact able   : boolean "shows competence"
fact portfolio : boolean "has a portfolio"
fact full : boolean "served the years"
decision license : entitlement of teacher "a license"
provision act(A) {
  "A license" means license requires all {
    any {
      "a post-baccalaureate degree" means degree
      "national board for professional teaching standards certification" means board
    }
    "demonstrates leader competence" means able
  }
}
provision act(B) {
  "does not demonstrate essential competency" means deny license when not able
}
provision page("Requirements")("1") {
  "3 Full School Years and a portfolio" means define served = full and portfolio
}
provision page("Requirements")("2") {
  "Master's Degree or National Board Certification" means define either = degree or board
}
provision page("Definitions")("Full School Year") {
  "a minimum of 160 days" means define full_year = full
}
"""


@pytest.fixture(name="found", scope="module")
def found_terms(tmp_path_factory: pytest.TempPathFactory) -> Terms:
    folder = tmp_path_factory.mktemp("terms")
    for part in ("policy", "statutes/sources"):
        (folder / part).mkdir(parents=True)
    (folder / "pincite.toml").touch()
    for name, text, ladder in (("state", STATE, 'ladder "A."\n'), ("page", PAGE, "")):
        plain = "".join(line.partition("|")[2] + "\n" if "|" in line[:3] else f"{line}\n" for line in text.splitlines())
        (folder / f"statutes/sources/{name}.txt").write_text(plain, encoding="utf-8")
        digest = hashlib.sha256(plain.encode()).hexdigest()
        law = f'section x/{name}\ncite "The {name}"\nauthority statute\n{ladder}source s "sources/{name}.txt" sha256:{digest}\n'
        law += f'  known until 2030-01-01 because "ours"\n  rights "ours"\ntext from s on 2020-01-01 {{\n{text}}}\n'
        (folder / f"statutes/{name}.law").write_text(law, encoding="utf-8")
    (folder / "policy/p.pol").write_text(RULES, encoding="utf-8")
    project, problems = find_project(folder)
    assert not problems
    studied = study(project)
    return terms(studied.laws, studied.modules)


def term(found: tuple[Term, ...], name: str) -> Term:
    return next(t for t in found if t.term == name)


def pairs(found: Terms) -> set[frozenset[str]]:
    return {frozenset((n.left.words, n.right.words)) for n in found.near}


def test_definitions_are_found_in_each_of_their_forms(found: Terms) -> None:
    year = term(found.defined, "Full School Year")
    assert [(d.how, d.place.citation) for d in year.definitions] == [(ENTRY, 'The page, "Definitions", "Full School Year"')]
    assert year.definitions[0].rules == ("p.full_year",)
    assert [u.words for u in year.uses] == ["Full School Years"]
    assert term(found.defined, "Mentor").definitions[0].how == MEANS
    assert term(found.defined, "PDPs").definitions[0].how == ABBREVIATION
    assert term(found.defined, "PDPs").definitions[0].place.words == "professional development points (PDPs)"


def test_a_term_is_used_in_singular_and_plural_and_where_it_is_not_defined(found: Terms) -> None:
    assert [u.words for u in term(found.defined, "Mentor").uses] == ["mentors"]
    three = term(found.defined, "3 Years")
    assert [(u.words, u.section) for u in three.elsewhere] == [("three years", "x/state")]


def test_what_is_quoted_and_not_defined_is_listed(found: Terms) -> None:
    listed = {t.term: t for t in found.undefined}
    assert {"Master's Degree", "National Board Certification"} <= listed.keys()
    assert not any(t.definitions for t in found.undefined)
    assert all(u.words and u.citation for u in listed["Master's Degree"].uses)


def test_near_synonyms_within_and_across_sources(found: Terms) -> None:
    assert pairs(found) >= {
        frozenset(("National Board Certification", "national board for professional teaching standards certification")),
        frozenset(("Master's Degree", "post-baccalaureate degree")),
        frozenset(("essential competency", "leader competence")),
        frozenset(("3 Full School Years", "Full School Year")),
        frozenset(("3 Full School Years", "3 Years")),
    }
    degree = next(n for n in found.near if "Master's Degree" in (n.left.words, n.right.words))
    assert degree.across and all(w.places and w.words in w.places[0].sentence for w in (degree.left, degree.right))


def test_the_library_shows_its_near_synonyms() -> None:
    project, _ = find_project(ROOT)
    studied = study(project)
    found = terms(studied.laws, studied.modules)
    assert pairs(found) >= {
        frozenset(("National Board Certification", "national board for professional teaching standards certification")),
        frozenset(("Master's Degree", "post-baccalaureate degree")),
        frozenset(("essential competency", "instructional leader competencies")),
        frozenset(("3 Full Years", "3 Years")),
        frozenset(("3 Full School Years", "Full School Year")),
        frozenset(("3 Full School Years", "3 Full Years")),
    }
    assert len(found.near) <= 40
    assert "dossier" in {t.term for t in found.undefined}
    assert found == terms(studied.laws, studied.modules)


def test_a_term_is_a_pattern_of_whole_words() -> None:
    assert pattern_of("teacher of record").fullmatch("Teachers of Record")
    assert pattern_of("dossier").search("after dossiers,")
    assert not pattern_of("year").search("a nine-year license")
    assert not pattern_of("act").search("an action")
    assert pattern_of("(").search("a ( b")


def test_forms_of_a_word_share_a_stem() -> None:
    assert len({stem(w) for w in ("competence", "competency", "competencies")}) == 1
    assert stem("licenses") == stem("license")
    assert stem("class") == "class"
