"""Whatever a file holds, checking it gives diagnostics and nothing else: no traceback, and places that lie in the file."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from tests.compiler.check.suite_reader import cases
from tests.compiler.syntax.strategies import policies, spaced

from pincitec.compile import CheckResult, check
from pincitec.diagnostics.reading import read_source
from pincitec.project import open_project
from pincitec.syntax.pol_lossless import Lossless, lossless

ROOT = Path(__file__).parents[3]
LAW = ROOT / "statutes" / "us-nm"
SAMPLES = sorted((ROOT / "tests" / "compiler" / "syntax" / "samples").glob("*.pol"))


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project with the statutes on file and no policy."""
    root = tmp_path_factory.mktemp("project")
    (root / "pincite.toml").touch()
    (root / "policy").mkdir()
    for file in LAW.rglob("*"):
        if file.is_file():
            to = root / "statutes" / file.relative_to(LAW)
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(file.read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(root / "cache"))
        yield root


def checked(folder: Path, data: bytes) -> CheckResult:
    (folder / "policy" / "a.pol").write_bytes(data)
    project, problems = open_project(folder)
    assert problems == []
    result = check(project, [folder / "policy" / "a.pol"])
    for problem in result.diagnostics:
        assert problem.message
        assert "\n" not in problem.message
        for label in problem.labels:
            source = result.sources.get(label.span.path)
            assert 0 <= label.span.start <= label.span.end
            assert source is None or label.span.end <= len(source.text)
    return result


COMMON = {"deadline": None, "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]}


@given(st.data())
@settings(max_examples=60, **COMMON)  # type: ignore[arg-type]
def test_policies_made_up_by_the_grammar(folder: Path, data: st.DataObject) -> None:
    text = data.draw(spaced(data.draw(policies())))
    checked(folder, text.encode())


@given(st.integers(0, 10**9), st.sampled_from(SAMPLES))
@settings(max_examples=60, **COMMON)  # type: ignore[arg-type]
def test_policies_with_tokens_lost_doubled_and_swapped(folder: Path, seed: int, sample: Path) -> None:
    source = read_source(sample, sample.name)
    tree = lossless(source)  # type: ignore[arg-type]
    assert isinstance(tree, Lossless)
    parts = [gap + leaf for gap, leaf in zip(tree.gaps, tree.leaves, strict=False)]
    chance = random.Random(seed)
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(parts))
        match chance.randrange(3):
            case 0:
                del parts[at]
            case 1:
                parts.insert(at, parts[chance.randrange(len(parts))])
            case _:
                other = chance.randrange(len(parts))
                parts[at], parts[other] = parts[other], parts[at]
    checked(folder, "".join(parts).encode())


@given(st.data(), st.sampled_from(SAMPLES))
@settings(max_examples=30, **COMMON)  # type: ignore[arg-type]
def test_truncated_files(folder: Path, data: st.DataObject, sample: Path) -> None:
    content = sample.read_bytes()
    checked(folder, content[: data.draw(st.integers(0, len(content)))])


HEAD = b'policy a "b"\nsource n = "us-nm/22-10A-11"\nparty p "p"\nfact x : boolean "x"\ndecision d : entitlement of p "d"\n'
HOSTILE = {
    "nothing": b"",
    "binary": bytes(range(256)) * 10,
    "a line of ten megabytes": b"#" * 10_000_000,
    "bidirectional": 'policy a "b" # \u202e\n'.encode(),
    "null": b'policy a "b"\x00',
    "deep blocks": HEAD + b'provision n(B) { "license" means grant d when ' + b'all { "license" means ' * 28 + b"x" + b" }" * 28 + b" }",
    "quotations that mean quotations": HEAD + b'provision n(B) { "license" means grant d when ' + b'"license" means ' * 28 + b"x }",
    "deep parentheses": HEAD + b'provision n(B) { "license" means grant d when ' + b"(" * 95 + b"x" + b")" * 95 + b" }",
    "deep negations": HEAD + b'provision n(B) { "license" means grant d when ' + b"not " * 95 + b"x }",
    "deeper": HEAD + b'provision n(B) { "license" means grant d when ' + b"not " * 20_000 + b"x }",
    "long and": HEAD + b'provision n(B) { "license" means grant d when x' + b" and x" * 5_000 + b" }",
    "many declarations": HEAD + b"".join(b'party p%d "p"\n' % i for i in range(5_000)),
    "a quotation of a whole page": HEAD + b'provision n(B) { "' + b"license " * 5_000 + b'" means grant d when x }',
    "a quotation of elisions": HEAD + b'provision n(B) { "' + "… ".encode() * 2_000 + b'" means grant d when x }',
    "heavy elisions": HEAD + b'provision n(B) { "' + "a … ".encode() * 1_000 + b'" means grant d when x }',
    "definitions that call each other": HEAD
    + b"provision n(B) {\n"
    + b"".join(b'"license" means define f%d = f%d and f%d\n' % (i, i + 1, i + 1) for i in range(40))
    + b'"license" means define f40 = x\n"license" means grant d when f0 }',
    "definitions upon definitions": HEAD
    + b"provision n(B) {\n"
    + b"".join(b'"license" means define f%d = not f%d\n' % (i, i + 1) for i in range(2_000))
    + b'"license" means define f2000 = x\n"license" means grant d when f0 }',
    "decisions upon decisions": HEAD
    + b"".join(b'decision d%d : entitlement of p "d"\n' % i for i in range(400))
    + b"provision n(B) {\n"
    + b"".join(b'"license" at 1 of 2 means grant d%d when d%d\n' % (i, i + 1) for i in range(399))
    + b"}",
    "early and late days": HEAD + b'scenario "s" on 0001-01-01 law on 9999-12-31 { expect d holds }',
    "a year without a day": HEAD + b'provision n(B) { "license" means grant d when asked > May 99999 or asked = February 30 }',
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE)
def test_hostile_files(folder: Path, content: bytes) -> None:
    checked(folder, content)


@pytest.mark.parametrize("suite", sorted((Path(__file__).parent / "suites").glob("*.md")), ids=lambda path: path.stem)
def test_the_order_of_declarations_never_matters(suite: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same problems are found, in the same words, when the declarations of each file are turned round."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for number, case in enumerate(cases(suite)):
        # Of two equal names the second is reported, and of a circle its first: there the order decides what is underlined.
        if {f.code for f in case.expected} & {"PC202", "PC205", "PC211", "PC603", "PC101", "PC106", "PC107"}:
            continue
        if any(' like "' in body for body in case.files.values()):  # a scenario that is like another stands below it
            continue
        found = []
        for turned in (False, True):
            root = tmp_path / f"{number}{turned}"
            for path, body in {**case.files, "pincite.toml": ""}.items():
                (root / path).parent.mkdir(parents=True, exist_ok=True)
                (root / path).write_text(turn(body) if turned and path.endswith(".pol") else body, encoding="utf-8")
            result = check(open_project(root)[0])
            found.append(sorted((d.span.path, d.rule.code, d.message) for d in result.diagnostics))
        assert found[0] == found[1], case.name


def turn(body: str) -> str:
    """The declarations of a policy in the opposite order, its first line kept."""
    tree = lossless_of(body)
    starts = [tree.leaves[tree.firsts[n]].start_pos or 0 for n in tree.declarations]
    parts = [body[a:b] for a, b in zip(starts, [*starts[1:], len(body)], strict=True)]
    return "\n".join([*parts[:1], *reversed(parts[1:])])


def lossless_of(body: str) -> Lossless:
    from pincitec.diagnostics import Source

    tree = lossless(Source("a.pol", body))
    assert isinstance(tree, Lossless)
    return tree
