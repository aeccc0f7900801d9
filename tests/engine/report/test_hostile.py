"""What comes from facts, rules and statutes is shown and nothing else: it never acts as HTML, Markdown, template, terminal code or JSON."""

import json
import re
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from tests.engine.report.cases import CASES
from tests.engine.report.small_packs import Rule, Words, small_pack

import pincite
from pincite.explain.proof import Determination
from pincite.report.as_json import render_json
from pincite.report.letter import letter
from pincite.report.render import environment_for, grid, markdown, render_html, render_markdown, render_text
from pincite.report.view import Table
from pincitec.settings import Office

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "{{ 7*7 }}{% include '/etc/passwd' %}{# x #}",
    "\x1b[31mred\x1b]0;title\x07\x9b2J",
    "\u202edesrever\u2066",
    "| a | b |\n# heading\n- item\n> quote\n```\ncode",
    "[link](javascript:alert(1)) ![i](http://evil.example/x.png) <http://evil.example> http://evil.example www.evil.example",
    "*bold* _em_ `code` ~~gone~~ &amp; \\",
    "1. one\n2) two\n=====",
)


def everywhere(text: str) -> Determination:
    """A determination that says the text in every place where words of others stand."""
    words = Words(text, text, text, text, text, text, text, text, text)
    pack = small_pack((Rule("A", "grant", "paid"), Rule("B", "deny", "barred", exception="waived")), words=words)
    facts = {"paid": {"value": False, "source": clean(text), "status": clean(text)}}
    return pincite.determine(pack, "permit", facts, on=date(2021, 6, 1))


def clean(text: str) -> str:
    """What the reader of facts lets through: it refuses control characters itself."""
    return re.sub("[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]", " ", text)


OFFICE_OF = [Office(text, text, text, text) for text in HOSTILE]


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(name for name, _ in attrs)


@pytest.mark.parametrize("text", HOSTILE)
def test_html_is_inert(text: str) -> None:
    page = render_html(letter(everywhere(text), Office(text, text, text, text)))
    seen = Tags()
    seen.feed(page)
    assert not {"script", "img", "a", "iframe", "object", "form", "link"} & set(seen.tags)
    assert seen.attributes <= {"lang", "charset", "name", "content", "http-equiv", "class", "id", "aria-labelledby", "scope"}
    assert page.count("<style>") == 1
    assert not acting(page)


@pytest.mark.parametrize("text", HOSTILE)
def test_terminal_text_is_inert(text: str) -> None:
    assert not acting(render_text(letter(everywhere(text), Office(text, text, text, text))))
    assert not acting(render_json(everywhere(text)))
    assert not acting(render_markdown(letter(everywhere(text), Office(text, text, text, text))))


@pytest.mark.parametrize("text", HOSTILE)
def test_json_holds_the_text_as_it_is(text: str) -> None:
    data = json.loads(render_json(everywhere(text)))
    assert data["label"] == text
    assert data["clauses"][0]["quotations"][0]["words"] == text


@pytest.mark.parametrize("text", HOSTILE)
def test_templates_never_run_what_they_print(text: str) -> None:
    for render in (render_text, render_markdown, render_html):
        written = render(letter(everywhere(text)))
        assert "root:" not in written
        if "7*7" in text:
            assert "7*7" in written or r"7\*7" in written


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_is_inert(text: str) -> None:
    """Every mark that would begin or end something is escaped, and no line of the text begins a line of the letter."""
    escaped = str(markdown(text))
    assert "\n" not in escaped
    assert not re.search(r"(?<!\\)[`*_\[\]<>&|~]", escaped.replace("\\\\", ""))
    assert not re.match(r"\s*(#|[-+=]|\d+[.)])", escaped)
    assert not re.search(r"(?<!\\)://", escaped)
    assert "www." not in escaped


def test_no_structure_is_added_to_the_markdown() -> None:
    plain = [line for line in render_markdown(letter(everywhere("x"))).split("\n") if line.startswith("#")]
    for text in HOSTILE:
        shown = [line for line in render_markdown(letter(everywhere(text))).split("\n") if line.startswith("#")]
        assert len(shown) == len(plain)


def acting(text: str) -> list[str]:
    return re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069]", text)


def test_a_page_needs_nothing_from_elsewhere_and_its_headings_are_in_order() -> None:
    for case in CASES.values():
        page = render_html(letter(case()))
        assert not re.search(r"(src|href|url)\s*[=(]", page)
        levels = [int(n) for n in re.findall(r"<h([1-6])", page)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(b - a <= 1 for a, b in pairwise(levels))
        names = re.findall(r'id="([^"]+)"', page)
        assert len(names) == len(set(names))
        assert set(re.findall(r'aria-labelledby="([^"]+)"', page)) <= set(names)
        assert page.count("<table>") == page.count("<thead>")


def test_the_environments_are_strict_and_sandboxed() -> None:
    from jinja2.exceptions import SecurityError, UndefinedError

    for kind in ("text", "md", "html"):
        environment = environment_for(kind)
        with pytest.raises(UndefinedError):
            environment.from_string("{{ missing }}").render()
        with pytest.raises((SecurityError, UndefinedError)):
            environment.from_string("{{ ''.__class__.__mro__ }}").render()


def test_a_table_folds_what_does_not_fit() -> None:
    table = Table("c", ("record", "result"), (("x" * 200, "counted"), ("y z", "not counted")))
    assert all(len(line) <= 80 for line in grid(table, 4).split("\n"))
