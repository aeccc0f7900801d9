"""Facts files that are no facts files: each is refused with a place and a word, in little time, and none is ever half read."""

import time

import pytest
from hypothesis import given, settings, strategies as st

from pincite.facts import read_facts
from pincite.facts.tree import DEEPEST
from pincitec.diagnostics import Source
from pincitec.diagnostics.reading import decode_source
from tests.engine.facts.pack import KINDS, facts_pack
from tests.engine.facts.reading import ASKED, bad, problem, read, underlined

BOMB = "a: &a [x, x]\n" + "".join(f"{chr(98 + i)}: &{chr(98 + i)} [*{chr(97 + i)}, *{chr(97 + i)}]\n" for i in range(20))


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        (BOMB, "PC809", None),
        ("certified: &a true", "PC809", None),
        ("certified: *a", "PC809", "*a"),
        ("certified: !!python/object/apply:os.system ['x']", "PC809", None),
        ("certified: !!bool true", "PC809", None),
        ("children: !!int '2'", "PC809", None),
        ("school_years: !!set {a}", "PC809", None),
        ("school_years: !!seq []", "PC809", None),
        ("certified: ! true", "PC809", None),
        ("<<: {certified: true}", "PC809", "<<"),
        ("certified: true\n---\ncertified: false", "PC809", "---"),
        ("%YAML 1.1\n---\ncertified: true", "PC809", None),
        ("? [a, b]\n: c", "PC809", None),
        ("? {a: b}\n: c", "PC809", None),
        ("- certified", "PC811", ""),
        ("certified", "PC811", ""),
        ("a: b: c", "PC811", None),
        ("certified: true\n\tchildren: 2", "PC811", None),
        ("certified: [true", "PC811", None),
        ('employer: "never closed', "PC811", None),
        ("employer: 'never closed", "PC811", None),
        ("employer: `x`", "PC811", "`"),
        ("employer: @x", "PC811", "@"),
        ("certified: true\n children: 2", "PC811", None),
        ('employer: "\\U99999999"', "PC811", None),
        ('employer: "a\\u202eb"', "PC818", '"a\\u202eb"'),
        ('employer: "a\\u0000b"', "PC818", '"a\\u0000b"'),
        ('employer: "a\\ud800b"', "PC818", '"a\\ud800b"'),
        ("employer: a\u202eb", "PC818", "a\u202eb"),
        ("employer: a\x00b", "PC818", "\x00"),
        ('"cert\\u200eified": true', "PC818", None),
        ("[" * 5000, "PC812", "["),
        ("{a: " * 5000, "PC812", "{"),
        ("- " * 5000, "PC812", None),
        ("? " * 5000, "PC809", None),
        ("school_years: " + "[" * DEEPEST + "]" * DEEPEST, "PC812", "["),
        ("employer: " + "x" * 5000, "PC812", None),
    ],
)
def test_refused_yaml(text: str, code: str, where: str | None) -> None:
    facts, problems = read(text)
    assert facts is None
    assert code in [p.rule.code for p in problems]
    found = next(p for p in problems if p.rule.code == code)
    assert where is None or underlined(found, text) == where
    assert found.help
    assert "\n" not in found.message


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[",
        "}",
        '{"a"',
        '{"a":',
        '{"a": 1',
        '{"a": 1,}',
        '{"a": 1 "b": 2}',
        "{a: 1}",
        "{'a': 1}",
        '{"a": tru}',
        '{"a": trueish}',
        '{"a": NaN}',
        '{"a": Infinity}',
        '{"a": .5}',
        '{"a": 1} {"b": 2}',
        '{"a": 1}]',
        '{"a": [1,]}',
        '{"a": [,1]}',
        '{"a": [1}',
        '{"a" 1}',
        "{1: 2}",
        '{"a": "\\x"}',
        '{"a": "line\nbreak"}',
        '{"a": 1} // comment',
        "[" * 100_000,
        '{"a":' * 100_000,
        "\x00",
        '"' + "x" * 100_000,
    ],
)
def test_refused_json(text: str) -> None:
    facts, problems = read(text, "facts.json")
    assert facts is None
    assert problems[-1].rule.code in ("PC811", "PC812")
    assert problems[-1].help


def test_json_hides_nothing_either() -> None:
    text = '{"employer": "a\\u202eb"}'
    found = bad(text, "facts.json")
    assert (found.rule.code, found.message) == ("PC818", "a text holds the hidden character U+202E")
    assert bad('{"employer": "\\ud800"}', "facts.json").rule.code == "PC818"


def test_messages_teach() -> None:
    assert problem("certified: &cert true")[2:] == (
        "the anchor `&cert` is not allowed in a facts file",
        "delete it; each fact is written out where it stands",
    )
    assert bad("employer: a: b").help == "put quotation marks around a text that holds a colon"
    assert bad("\tcertified: true").help == "indent with spaces, not with tabs"
    assert bad("{", "facts.json").message == "`facts.json` ends before it is complete"


def test_a_large_file_is_refused_at_once() -> None:
    text = "school_years:\n" + "  - {year: 2019-20}\n" * 60_000
    start = time.process_time()
    assert bad(text).rule.code == "PC812"
    assert time.process_time() - start < 1


def test_too_many_values_or_records_are_refused() -> None:
    assert bad('{"employer": [' + "1," * 200_000 + "1]}", "facts.json").rule.code == "PC812"
    assert bad('{"posts": [' + "{}," * 20_000 + "{}]}", "facts.json").message == "`us_nm.test.posts` has more than 20,000 records"


def test_many_problems_end() -> None:
    _, problems = read("".join(f"unknown_fact_{i}: 1\n" for i in range(500)))
    assert len(problems) == 100


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xfec\x00", b"caf\xe9: 1", b"certified: true\x1b[2J"])
def test_binary_files_never_get_here(data: bytes) -> None:
    assert not isinstance(decode_source(data, "facts.yaml"), Source)


WHOLE = 'certified: {value: true, source: "a"}\nschool_years: {complete: true, source: x, records: {2019-20: {instructional_days: 160}}}\n'


@pytest.mark.parametrize("end", range(len(WHOLE)))
def test_a_truncated_file_never_crashes(end: int) -> None:
    facts, problems = read(WHOLE[:end])
    assert (facts is None) == bool(problems)


WORDS = st.sampled_from(
    [
        *KINDS,
        "true",
        "4 years",
        "$5",
        "{",
        "}",
        "[",
        "]",
        ": ",
        ", ",
        "\n",
        "\n  ",
        "- ",
        '"',
        "'",
        "&a ",
        "*a ",
        "!!x ",
        "|",
        ">",
        "#",
        "? ",
    ]
)


@settings(max_examples=400, deadline=None)
@given(st.one_of(st.lists(WORDS, max_size=12).map("".join), st.text(max_size=60)), st.sampled_from(["facts.yaml", "facts.json", "x"]))
def test_any_text_is_read_or_refused(text: str, name: str) -> None:
    facts, problems = read_facts(Source(name, text), facts_pack(), ASKED)
    assert (facts is None) == bool(problems)
    for found in problems:
        assert 0 <= found.span.start <= found.span.end <= len(text)
        assert found.message
        assert not found.message.endswith(".")
        assert "\n" not in found.message
        assert found.help
