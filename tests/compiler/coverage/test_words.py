"""Which state each word has: the cases of `words.md`, the library, and texts of made-up words."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from attrs import frozen
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.compiler.check.suite_reader import with_sources

from pincitec.compile import Study, study
from pincitec.coverage import Coverage, SectionCover, State, UnitCover, VersionCover, cover
from pincitec.coverage.model import percent
from pincitec.coverage.words import words_in
from pincitec.project import open_project

ROOT = Path(__file__).parents[3]
SUITE = Path(__file__).parent / "words.md"
LETTERS = {"encoded": "E", "structure": "S", "omitted": "O", "untranslatable": "U", "statement": "I", "not covered": "N"}
HEAD = """policy t "a test"
source act = "example/license"
party board "the board"
party applicant "an applicant"
fact of_age : boolean "is of age"
fact degree : boolean "holds a degree"
fact certificate : boolean "holds a certificate"
fact dismissed : boolean "has been dismissed"
fact fee : boolean "the fee is paid"
decision license : entitlement of applicant "a license"
decision waive : permission of board "waive the fee"
"""


@frozen
class Case:
    name: str
    law: str
    policy: str
    covered: str


def cases() -> Iterator[Case]:
    shared, *rest = re.split(r"^## ", SUITE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    for part in rest:
        yield Case(part.partition("\n")[0], block(shared, "law"), block(part, "pol"), block(part, "covered"))


def block(text: str, kind: str) -> str:
    found = re.search(rf"^```{kind}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found is not None, f"no block of {kind}"
    return found[1]


def studied(folder: Path, law: str, policy: str) -> Study:
    files = with_sources("statutes/license.law", {"statutes/license.law": law}) | {"policy/t.pol": HEAD + policy, "pincite.toml": ""}
    for path, body in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(body, encoding="utf-8")
    project, problems = open_project(folder)
    assert problems == []
    return study(project)


def section(folder: Path, law: str, policy: str) -> SectionCover:
    found = cover(studied(folder, law, policy)).section("example/license")
    assert found is not None
    return found


def newest(section: SectionCover) -> VersionCover:
    assert section.newest is not None
    return section.newest


def shown(section: SectionCover) -> list[str]:
    """The newest text as `words.md` writes it."""
    lines = []
    for unit in newest(section).units:
        label = "".join(part if i == 0 else f"({part})" for i, part in enumerate(unit.path))
        lines.append(f"{label}: " + " ".join(f"{LETTERS[run.state.value]}“{unit.text[run.start : run.end]}”" for run in unit.runs))
    for one in section.listed:
        lines.append(f"{one.why}: {one.by.words}" + (f" {one.number}" if one.why == "broad" else ""))
    lines += [f"cut: {'.'.join(c.identity.split('/')[-1:])}: {c.proviso}: {c.rest}" for c in section.cut]
    return lines


@pytest.mark.parametrize("case", list(cases()), ids=lambda case: case.name)
def test_case(case: Case, tmp_path: Path) -> None:
    made = shown(section(tmp_path, case.law, case.policy))
    wanted = case.covered.splitlines()
    named = {line.partition(":")[0] for line in wanted}
    assert [line for line in made if line.partition(":")[0] in named or not re.match(r"[A-D]", line)] == wanted


# ---- every word, once


@pytest.fixture(scope="module")
def library() -> Coverage:
    project, problems = open_project(ROOT)
    assert problems == []
    return cover(study(project))


def whole(unit: UnitCover) -> None:
    """Every word of a unit lies in one run, and the runs count them all."""
    words = words_in(unit.text)
    assert len(words) == sum(unit.count(state) for state in State)
    assert unit.words == len(words) - unit.count(State.INFERRED)
    holding = [[run for run in unit.runs if run.start <= start and end <= run.end] for start, end in words]
    assert all(len(runs) == 1 for runs in holding)
    assert all(a.end <= b.start for a, b in zip(unit.runs, unit.runs[1:], strict=False))
    assert all(bool(run.by) == (run.state not in (State.NOT_COVERED, State.INFERRED)) for run in unit.runs)


def test_every_word_of_the_library_has_one_state(library: Coverage) -> None:
    for one in library.sections:
        for version in one.versions:
            for unit in version.units:
                whole(unit)
            if not version.counted:
                assert version.count(State.NOT_COVERED) == version.words


def test_words_that_no_source_prints_stand_apart(library: Coverage) -> None:
    one = library.section("us-nm/22-10A-11")
    assert one is not None
    inferred = {run.words for v in one.versions for u in v.units for run in u.runs if run.state is State.INFERRED}
    assert inferred == {1}
    assert [(a.label, a.words) for a in one.apart if a.kind == "inferred"] == [
        ("“the” in NMSA 1978, § 22-10A-11(C): no source prints it", 1)
    ]
    with_it = next(v for v in one.versions if v.counted and v.count(State.INFERRED))
    assert with_it.words == sum(len(words_in(u.text)) for u in with_it.units) - 1


@pytest.mark.parametrize(
    ("rest", "proviso"),
    [
        ("; provided that a judge needs none", "provided that"),
        ("; provided, however, that a judge needs none", "provided, however, that"),
        (", but a judge needs none", "but"),
        (", except in June", "except"),
        (" unless the board waives it", "unless"),
        ("; or a person who is a judge", "; or"),
    ],
)
def test_a_definition_that_stops_before_a_proviso_is_listed(tmp_path: Path, rest: str, proviso: str) -> None:
    law = block(SUITE.read_text(encoding="utf-8"), "law").replace(
        "The board may waive the fee, except in June.", f"An adult is of age{rest}."
    )
    assert rest in law
    policy = 'provision act(B) {\n  "An adult is of age" means define adult = of_age\n}\n'
    found = section(tmp_path, law, policy + USED).cut
    assert [(c.proviso, c.rest) for c in found] == [(proviso, f"{rest.strip(' ,;') if proviso != '; or' else rest}.")]


USED = 'verify "an adult is of age": adult implies of_age because "it is defined so"\n'


def test_a_definition_that_nothing_rests_on_encodes_nothing(tmp_path: Path) -> None:
    law = block(SUITE.read_text(encoding="utf-8"), "law").replace("The board may waive the fee, except in June.", "An adult is of age.")
    own = 'provision act(B) {\n  "An adult is of age" means define adult = of_age\n'
    other = '  "An adult" means define grown = adult\n'
    for folder, policy, state in (
        ("used", own + "}\n" + USED, State.ENCODED),
        ("unused", own + "}\n", State.NOT_COVERED),
        ("by one that nothing rests on", own + other + "}\n", State.NOT_COVERED),
    ):
        (tmp_path / folder).mkdir()
        found = section(tmp_path / folder, law, policy)
        unit = next(u for u in found.versions[-1].units if "An adult is of age" in u.text)
        place = unit.text.index("adult")
        assert next(run.state for run in unit.runs if run.start <= place < run.end) is state, folder
        assert [one.why for one in found.listed].count("unused") == (0 if state is State.ENCODED else policy.count("define"))


def test_intervals_follow_one_another(library: Coverage) -> None:
    for one in library.sections:
        assert all(a.until == b.from_ for a, b in zip(one.versions, one.versions[1:], strict=False))
        for passage in one.not_covered:
            assert passage.until is None or passage.from_ < passage.until
            version = one.on(passage.from_)
            assert version is not None
            assert any(passage.text in unit.text for unit in version.units if unit.identity == passage.identity)


def test_whatever_is_incomplete_is_not_counted(library: Coverage) -> None:
    one = library.section("us-nm/22-10A-11")
    assert one is not None
    assert [v.counted for v in one.versions[:4]] == [False] * 4
    assert all(p.from_.isoformat() >= "2015-07-01" for p in one.not_covered)


def test_what_stands_apart_is_listed(library: Coverage) -> None:
    one = library.section("us-nm/22-10A-11")
    assert one is not None
    assert {"heading", "history", "note", "contents"} <= {a.kind for a in one.apart}
    assert all(unit.path != ("heading",) for v in one.versions for unit in v.units)


LAW = block(SUITE.read_text(encoding="utf-8"), "law")
ALPHABET = "bcdfghjkm"
MADE_UP = tuple(f"{a}{b}u" for a in ALPHABET for b in ALPHABET)


@st.composite
def spoken(draw: st.DrawFn) -> tuple[int, list[tuple[str, int, int]]]:
    """How many words a text has, and which ranges of them clauses and remarks speak of."""
    size = draw(st.integers(2, 24))
    bounds = st.tuples(st.integers(0, size - 1), st.integers(1, 8)).map(lambda pair: (pair[0], min(size, sum(pair))))
    ranges = draw(st.lists(st.tuples(st.sampled_from(("clause", "omit", "untranslatable")), bounds), max_size=6))
    return size, [(kind, start, end) for kind, (start, end) in ranges]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spoken())
def test_every_word_has_the_state_of_what_is_said_of_it(tmp_path: Path, case: tuple[int, list[tuple[str, int, int]]]) -> None:
    size, ranges = case
    words = MADE_UP[:size]
    law = re.sub(r"A\. .*?\n\}", lambda _: f"A. {' '.join(words)}.\n}}", LAW, flags=re.DOTALL)
    said = []
    expected = [State.NOT_COVERED] * size
    for kind, state in (("omit", State.OMITTED), ("untranslatable", State.UNTRANSLATABLE), ("clause", State.ENCODED)):
        for one, start, end in ranges:
            if one == kind:
                expected[start:end] = [state] * (end - start)
                quoted = " ".join(words[start:end])
                meaning = f'"{quoted}" means grant license when of_age'
                said.append(f"provision act(A) {{ {meaning} }}" if kind == "clause" else f'{kind} act(A) "{quoted}" because "so"')
    found = section(tmp_path, law, "\n".join(said))
    (unit,) = newest(found).units
    whole(unit)
    states = [next(run.state for run in unit.runs if run.start <= start and end <= run.end) for start, end in words_in(unit.text)]
    assert states == expected
    assert newest(found).accounted * size == size - expected.count(State.NOT_COVERED)


# ---- time


def test_a_clause_speaks_only_on_the_days_on_which_it_stands(tmp_path: Path) -> None:
    act = """act "Laws 2021, ch. 1, § 1" effective 2021-07-01 {
  in B after "fee of" strike "ten" insert "twelve"
  note from journal {
Laws 2021, ch. 1, § 1, effective July 1, 2021, in Subsection B, after "fee of", deleted "ten" and added "twelve".
}
}

text from"""
    law = LAW.replace("text from", act, 1)
    one = section(tmp_path, law, 'provision act(B) { "A fee of ten dollars is due" means grant license when fee }')
    first, second = one.versions
    assert [(v.count(State.ENCODED), v.until) for v in (first, second)] == [(7, second.from_), (0, None)]
    came = [p for p in one.not_covered if "twelve" in p.text]
    assert [(p.from_.isoformat(), p.until) for p in came] == [("2021-07-01", None)]
    stayed = [p for p in one.not_covered if p.identity == "C"]
    assert [(p.from_.isoformat(), p.until) for p in stayed] == [("2019-06-01", None)]


def test_only_all_is_a_hundred_percent(tmp_path: Path) -> None:
    omitted = "\n".join(f'omit act({unit}) because "so"' for unit in "BCD")
    one = section(tmp_path, LAW, omitted + '\nomit act(A) "but a former judge needs no" because "so"')
    assert 0 < one.accounted < 1
    assert percent(one.accounted) < 100
    assert section(tmp_path / "all", LAW, omitted + '\nomit act(A) because "so"').accounted == 1
