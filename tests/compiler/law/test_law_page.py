"""The examples of `docs/law-language.md` are read by the grammar, and its table of operations by the reader."""

import re
from pathlib import Path

import pytest

from pincitec.diagnostics import Source
from pincitec.syntax.law_format import format_law
from pincitec.syntax.law_parse import parse_law

PAGE = (Path(__file__).parents[3] / "docs" / "law-language.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```law\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
VERBS = (
    "in|add|remove|repeal|rewrite|retitle|redesignate|designate|undesignate|recodify|remainder|applies"
    "|postpone|expire|revive|scope"
)  # fmt: skip
OPERATIONS = re.findall(rf"^\| `((?:{VERBS}) .*?)` \|", PAGE, re.MULTILINE)


@pytest.mark.parametrize("example", EXAMPLES, ids=[e.splitlines()[0][:40] for e in EXAMPLES])
def test_examples_are_read_and_formatted(example: str) -> None:
    text = example if example.startswith("section") else f"section x/1\n{example}"
    _, problems = parse_law(Source("docs", text))
    assert [p.message for p in problems] == []
    assert format_law(Source("docs", text)) == text


def test_the_table_of_operations() -> None:
    forms = [form for row in OPERATIONS for form in row.split("`, `")]
    assert len(forms) == 45
    for shown in forms:
        form = shown
        for words, written in (
            ('"x" …', '"x" strike "a"'),
            ("start …", 'start insert "b"'),
            ("designation …", 'designation insert "b"'),
            ("end …", 'end insert "b"'),
            ("unknown …", 'unknown strike "a"'),
            ('applies "…"', 'applies "words"'),
            ("DATE", "2021-01-01"),
            ("{ … }", "{\nwords\n}\n"),
        ):
            form = form.replace(words, written)
        _, problems = parse_law(Source("docs", f'section x/1\nact "X" effective 2020-01-01 {{\n  {form}\n}}\n'))
        assert [p.message for p in problems] == [], form


def test_every_code_of_the_family_is_in_range() -> None:
    from pincitec.diagnostics.catalogue import law
    from pincitec.diagnostics.diagnostic import Rule

    codes = [rule.code for rule in vars(law).values() if isinstance(rule, Rule)]
    assert codes and all(code.startswith("PC7") for code in codes)
