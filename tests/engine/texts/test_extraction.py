"""Every text that the engine says is found by extraction, is on file in `messages.pot`, and is given all that stands at its places."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from pincite.texts import extract
from pincite.texts.placeholders import names

SOURCES = sorted(extract.ENGINE.rglob("*.py"))
TEMPLATES = sorted((extract.ENGINE / "report" / "templates" / "letter").rglob("*.jinja"))


MARKUP = re.compile(r"<[^>]*>?|^[^<>]*>")
"""A tag of a page, or the part of one that stands in this piece of a template."""
WORDS = re.compile(r"[A-Z][a-z]+|[a-z]+ [a-z]+")


def said_by(call: nodes.Call) -> bool:
    return isinstance(call.node, nodes.Name) and call.node.name in ("say", "plural")


def calls(path: Path, *wanted: str) -> Iterator[ast.Call]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""
            if name in wanted:
                yield node


def literals(call: ast.Call) -> list[str]:
    """The texts of a call: its first argument, or of a count the second and third."""
    args = call.args[1:3] if isinstance(call.func, (ast.Name, ast.Attribute)) and "plural" in ast.dump(call.func) else call.args[:1]
    return [a.value for a in args if isinstance(a, ast.Constant) and isinstance(a.value, str)]


def test_the_file_of_texts_is_what_extraction_gives() -> None:
    """After a change of texts: `make messages`."""
    assert extract.TEMPLATE.read_text(encoding="utf-8") == extract.template()


def test_extraction_finds_every_text_that_is_said() -> None:
    found = {text for _, texts in extract.texts() for text in ([texts] if isinstance(texts, str) else texts)}
    said = {(path.name, text) for path in SOURCES for call in calls(path, "say", "msgid") for text in literals(call)}
    said |= {(path.name, text) for path in SOURCES for call in calls(path, "plural") if len(texts := literals(call)) == 2 for text in texts}
    assert sorted(one for one in said if one[1] not in found) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(extract.ENGINE).as_posix())
def test_every_place_of_a_text_is_given_something(path: Path) -> None:
    for call in calls(path, "say", "plural"):
        given = {k.arg for k in call.keywords}
        texts = literals(call)
        if None in given or not texts:
            continue
        places = set().union(*(names(text) for text in texts))
        assert places - {"n"} <= given, (call.lineno, texts)
        assert given <= places | {"n"}, (call.lineno, texts)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.relative_to(TEMPLATES[0].parent.parent).as_posix())
def test_templates_hold_no_words_of_their_own(path: Path) -> None:
    tree = Environment().parse(path.read_text(encoding="utf-8"))
    for output in tree.find_all(nodes.Output):
        for node in output.nodes:
            if isinstance(node, nodes.TemplateData):
                words = [w for w in MARKUP.sub("", node.data).split() if w.isalpha()]
                assert path.name == "style.jinja" or words == []
        texts = [c.value for c in output.find_all(nodes.Const) if isinstance(c.value, str) and WORDS.search(c.value)]
        said = [a.value for c in output.find_all(nodes.Call) if said_by(c) for a in c.args if isinstance(a, nodes.Const)]
        assert [text for text in texts if text not in said] == []
