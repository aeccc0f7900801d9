"""Templates of an office: ours as its own give the same letters, what is left out is found, and nothing of the world is reached."""

import time

import pytest
from tests.engine.report.cases import CASES

from pincite.report import render
from pincite.report.letter import letter
from pincite.report.lint.letters import lacks
from pincite.report.lint.samples import SAMPLES, determined
from pincite.report.office.family import Family, own_templates
from pincite.report.office.rendering import environment_of, written
from pincite.report.office.sandbox import MOST_SPENT
from pincite.report.profiles import PROFILES
from pincite.report.view import Letter
from pincite.report.written import write_letter
from pincitec.diagnostics import Diagnostic, Source
from pincitec.settings import Office

OURS = {"text": render.render_text, "md": render.render_markdown, "html": render.render_html}
OFFICE = Office("The Bureau", recourse="You may ask for a hearing within 30 days.")
PAGE = (
    '{% macro m(x) %}{{ x }}{% endmacro %}<p title="{{ letter.review|bare }}">'
    "{{ m(letter.review) }}{{ m(letter.review) ~ letter.review }}{{ letter.review|made }}</p>"
)
OUTCOMES = {
    "granted": ("holds", "ok"),
    "refused for one reason": ("fails", "ok"),
    "refused for several reasons": ("fails", "ok"),
    "undetermined for one fact": ("undetermined", "ok"),
    "undetermined, nothing known": ("undetermined", "ok"),
    "conflict": ("conflict", "ok"),
    "an amount": ("holds", "ok"),
    "gap": ("gap", "ok"),
    "text not on file": ("text_not_on_file", "text_not_on_file"),
    "beyond what is known": ("holds", "beyond_horizon"),
    "decided by a reading": ("fails", "ok"),
}


def family(**templates: str) -> Family:
    """A family of templates named like `html_review`."""
    named = {f"{name.replace('_', '/', 1)}.jinja": text for name, text in templates.items()}
    return Family("letters", {name: Source(f"letters/{name}", text) for name, text in named.items()})


def whole() -> Family:
    return Family("letters", {n: Source(f"letters/{n}", p.read_text(encoding="utf-8")) for n, p in own_templates().items()})


def sample(name: str = "refused for several reasons", profile: str = "caseworker") -> Letter:
    return letter(determined(name), OFFICE, profile=PROFILES[profile])


def refusals(kind: str = "text", about: Letter | None = None, **templates: str) -> list[Diagnostic]:
    made = written(about or sample(), kind, family(**templates))
    assert isinstance(made, list), made
    return made


def only(*, about: Letter | None = None, kind: str = "text", **templates: str) -> Diagnostic:
    first = refusals(kind, about, **templates)[0]
    assert first.rule.code == "PC851"
    return first


# ---- the letters of every outcome


def test_the_samples_are_of_the_outcomes_that_they_are_named_after() -> None:
    found = {s.name: (determined(s.name).outcome, determined(s.name).status) for s in SAMPLES}
    assert found == OUTCOMES
    assert any(r.decides for r in determined("decided by a reading").readings)


@pytest.mark.parametrize("kind", OURS)
@pytest.mark.parametrize("profile", PROFILES)
def test_ours_leave_nothing_out(kind: str, profile: str) -> None:
    for s in SAMPLES:
        about = sample(s.name, profile)
        assert lacks(about, OURS[kind](about), kind) == []
    for make in CASES.values():
        about = letter(make(), profile=PROFILES[profile])
        assert lacks(about, OURS[kind](about), kind) == []


@pytest.mark.parametrize("kind", OURS)
def test_ours_as_the_templates_of_an_office_give_the_same_letters(kind: str) -> None:
    own, none = whole(), Family("letters", {})
    for s in SAMPLES:
        for profile in PROFILES:
            about = sample(s.name, profile)
            assert written(about, kind, own) == written(about, kind, none) == OURS[kind](about)
            assert environment_of(own, kind, 80).spent < MOST_SPENT / 20


def test_one_part_is_replaced_and_the_others_are_ours() -> None:
    made = write_letter(
        sample(), "html", family(html_review='<section class="ours"><h2>Your right</h2><p>{{ letter.review }}</p></section>')
    )
    assert isinstance(made, str)
    assert '<section class="ours"><h2>Your right</h2><p>You may ask for a hearing within 30 days.</p></section>' in made
    assert (
        render.render_html(sample()).replace('<section aria-labelledby="review"><h2 id="review">Review</h2>', "").count("<h2")
        == made.count("<h2") - 1
    )
    assert write_letter(sample(), "text", family(html_review="x")) == render.render_text(sample())


def test_a_letter_may_extend_ours_and_put_ours_into_a_part() -> None:
    extended = '{% extends "pincite/txt/letter.jinja" %}\n{% block header %}\nELMSFORD\n{{ super() }}\n{% endblock %}\n'
    part = 'Before.\n{% include "pincite/txt/review.jinja" %}\nAfter.\n'
    made = written(sample(), "text", family(txt_letter=extended, txt_review=part))
    assert isinstance(made, str)
    assert made.startswith("ELMSFORD\n")
    assert "Before." in made and "After." in made
    assert made.count("You may ask for a hearing") == 1


# ---- what is left out


@pytest.mark.parametrize(
    ("part", "name", "code"),
    [
        ("decision", "granted", "PC852"),
        ("decision", "granted", "PC856"),
        ("outstanding", "refused for one reason", "PC853"),
        ("outstanding", "undetermined for one fact", "PC853"),
        ("outstanding", "gap", "PC853"),
        ("application", "granted", "PC853"),
        ("application", "an amount", "PC853"),
        ("readings", "decided by a reading", "PC853"),
        ("review", "conflict", "PC855"),
        ("production", "beyond what is known", "PC857"),
    ],
)
@pytest.mark.parametrize("kind", OURS)
def test_a_part_that_is_dropped_is_missed(part: str, name: str, code: str, kind: str) -> None:
    folder = {"text": "txt"}.get(kind, kind)
    gone = family(**{f"{folder}_letter": f'{{% extends "pincite/{folder}/letter.jinja" %}}\n{{% block {part} %}}{{% endblock %}}\n'})
    found = written(sample(name), kind, gone)
    assert isinstance(found, list)
    assert code in {d.rule.code for d in found}
    assert {d.labels[0].span.path for d in found} == {f"letters/{folder}/letter.jinja"}


def test_a_provision_that_is_dropped_is_missed() -> None:
    words = (
        "{% for group in letter.outstanding.groups %}{% for need in group.items %}{{ need.text|fill }}\n"
        "{% for q in need.quotations %}{{ q.words|fill }}\n{% endfor %}{% endfor %}{% endfor %}"
    )
    found = refusals(txt_outstanding=words, txt_law=" ", txt_question=" ", txt_application=" ", txt_considered=" ", txt_changes=" ")
    assert {d.rule.code for d in found} == {"PC854"}
    assert any("missing: “Elmsford Town Code § 4-1(B)”" in note for d in found for note in d.notes)


def test_one_reason_of_several_is_missed() -> None:
    text = "{% for group in letter.outstanding.groups %}{{ group.items[0].text|fill }}\n{% endfor %}"
    found = refusals(txt_outstanding=text)
    assert [d.rule.code for d in found] == ["PC853"]
    assert any("missing: “The resident owns land" in note for note in found[0].notes)


@pytest.mark.parametrize(
    "hidden",
    [
        '<div style="display:none">{}</div>',
        '<div style="visibility : hidden">{}</div>',
        "<div hidden>{}</div>",
        "<template>{}</template>",
        "<!-- {} -->",
        "<style>p {{ display: none }}</style>{}",
        "<style>p {{ disp/**/lay: none }}</style>{}",
        "<style>p {{ d\\69splay: none }}</style>{}",
        "<details><summary>More</summary>{}</details>",
        '<p style="font-size:0">{}</p>',
        '<p style="position:absolute; left:-9999px">{}</p>',
        "<title>{}</title>",
        "<noscript>{}</noscript>",
    ],
)
def test_text_that_is_not_seen_is_not_said(hidden: str) -> None:
    text = hidden.format("{{ letter.review }}").replace("{{ display", "{ display").replace("none }}", "none }")
    found = refusals("html", html_review=text)
    assert {d.rule.code for d in found} & {"PC855", "PC858"}


@pytest.mark.parametrize(
    "acts",
    [
        "<script>1</script>",
        '<img src="https://example.org/x.png">',
        '<a href="javascript:alert(1)">x</a>',
        '<a href=" java\tscript:alert(1)">x</a>',
        '<p onclick="x()">x</p>',
        '<iframe src="x"></iframe>',
        "<style>@import 'x';</style>",
        "<style>p { background: url(https://example.org/x) }</style>",
        '<meta http-equiv="refresh" content="0;url=https://example.org">',
        '<link rel="stylesheet" href="x.css">',
        '<form action="https://example.org"><input name="x"></form>',
        '<base href="https://example.org">',
        "<svg><script>1</script></svg>",
    ],
)
def test_a_page_that_acts_or_loads_is_refused(acts: str) -> None:
    found = refusals("html", html_review=f"<p>{{{{ letter.review }}}}</p>{acts}")
    assert "PC858" in {d.rule.code for d in found}


@pytest.mark.parametrize("hidden", ["<div hidden>\n\n{}\n\n</div>", "<!-- {} -->", "<script>1</script>\n\n{}"])
def test_markdown_holds_no_html(hidden: str) -> None:
    found = refusals("md", md_review=hidden.format("{{ letter.review }}"))
    assert "PC858" in {d.rule.code for d in found}


def test_characters_that_are_not_shown_are_refused() -> None:
    found = refusals(txt_review='{{ letter.review|fill }}\n{{ "\\u202e" }}\n')
    assert found[0].rule.code == "PC851"
    found = refusals(txt_review="{{ letter.review|fill }}\n\u200b\n")
    assert found[0].rule.code == "PC858"


# ---- what a template cannot do


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("{{ letter.__class__.__mro__ }}", "__mro__"),
        ("{{ letter['__class__'] }}", "__class__"),
        ("{{ letter['__cla' ~ 'ss__'] }}", None),
        ("{{ letter._replace(review='x') }}", "_replace"),
        ("{{ letter.index(1) }}", "index"),
        ("{{ letter.count }}", "count"),
        ("{{ letter.review.format_map }}", "format_map"),
        ("{{ '{0.__class__}'.format(letter) }}", "format"),
        ("{{ letter.review.__class__ }}", "__class__"),
        ("{{ ''.join }}", "join"),
        ("{{ letter|attr('__class__') }}", "attr"),
        ("{{ letter.decision.working|map(attribute='__class__')|list }}", None),
        ("{{ letter.header.rows|map('attr', '__class__')|first }}", None),
        ("{{ self.review() }}", "self"),
        ("{{ cycler('a') }}", "cycler"),
        ("{{ lipsum(5) }}", "lipsum"),
        ("{{ range(10) }}", "range"),
        ("{{ dict(a=1) }}", "dict"),
        ("{{ namespace(a=1) }}", "namespace"),
        ("{{ say.__globals__ }}", "__globals__"),
        ("{{ say['__globals__'] }}", "__globals__"),
        ("{{ super.__init__ }}", "__init__"),
        ("{{ loop.__class__ }}", "__class__"),
        ("{{ letter.review|safe }}", "safe"),
        ("{{ letter|pprint }}", "pprint"),
        ("{{ letter|tojson }}", "tojson"),
        ("{{ letter|string }}", "string"),
        ("{{ [1, 2]|random }}", "random"),
        ("{{ letter }}", None),
        ("{{ letter.decision.working }}", None),
        ("{{ say }}", None),
        ("{{ letter.review() }}", None),
        ("{{ (1).real }}", "real"),
        ("{% set letter = 1 %}", "letter"),
        ("{% set _x = 1 %}", "_x"),
        ("{% autoescape false %}x{% endautoescape %}", None),
        ("{% import 'letter/txt/macros.jinja' as m %}", None),
        ("{% filter upper %}x{% endfilter %}", None),
        ("{% set x %}x{% endset %}", None),
        ("{% with %}x{% endwith %}", None),
        ("{% call(x) f() %}x{% endcall %}", None),
        ("{% include '../../pincite.toml' %}", "../../pincite.toml"),
        ("{% include 'letter/txt/../../../pincite.toml' %}", None),
        ("{% include '/etc/passwd' %}", "/etc/passwd"),
        ("{% include letter.review %}", None),
        ("{% include ['letter/txt/none.jinja'] ignore missing %}", None),
        ("{% include 'letter/txt/none.jinja' ignore missing %}", None),
        ("{% extends 'letter/txt/none.jinja' %}", "letter/txt/none.jinja"),
        ("{{ {'a': 1} }}", None),
        ("{{ x }}", "x"),
        ("{{ letter.decison }}", "decison"),
        ("{{ 2 ** 99999 }}", None),
        ("{{ 'x' * 1000000000 }}", None),
        ("{{ '%1000000000d'|format(1) }}", None),
        ("{{ '%*d'|format(1000000000, 1) }}", None),
        ("{{ '%(a)s'|format(a=1) }}", None),
        ("{{ letter.review|fill('x' * 199) }}", None),
        ("{{ letter.review|center(1000000000) }}", "center"),
        ("{{ 'xx'|rule }}", None),
        ("{{ 1 / 0 }}", None),
        ("{{ 'a' + 1 }}", None),
        ("{{ letter.review[9:1:0] }}", None),
        ("{% for a in letter.review recursive %}{{ loop(a) }}{% endfor %}", None),
        ("{% for a in letter.review if a %}{% endfor %}", None),
        ("{% for a in 1 %}{% endfor %}", None),
        ("{% do 1 %}", None),
        ("{% debug %}", None),
        ("{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}", None),
        ("{{ " + "9" * 10000 + " }}", None),
        ("{% if 1 %}" * 200 + "{% endif %}" * 200, None),
        ("{{ " + "not " * 3000 + "1 }}", None),
        ("{{", None),
        ("{% for %}", None),
    ],
)
def test_tricks_are_refused_at_their_line(text: str, word: str | None) -> None:
    first = only(txt_review=f"{{{{ letter.review|fill }}}}\n{text}\n")
    span = first.labels[0].span
    assert span.path == "letters/txt/review.jinja"
    source = Source(span.path, f"{{{{ letter.review|fill }}}}\n{text}\n")
    assert source.line_column(span.start)[0] == 2 or word is None
    if word is not None:
        assert source.excerpt(span) == word
    assert "\n" not in first.message and "<" not in first.message and "object" not in first.message


@pytest.mark.parametrize(
    "text",
    [
        "{% include 'letter/txt/review.jinja' %}",
        "{% macro a() %}{{ a() }}{% endmacro %}{{ a() }}",
        "{% macro a() %}{{ b() }}{{ b() }}{% endmacro %}{% macro b() %}{{ a() }}{{ a() }}{% endmacro %}{{ a() }}",
        "".join(f"{{% macro m{i}() %}}{{{{ m{i + 1}() }}}}{{{{ m{i + 1}() }}}}{{% endmacro %}}" for i in range(40))
        + "{% macro m40() %}x{% endmacro %}{{ m0() }}",
        "{% macro m(x) %}{{ x }}{{ x }}{% endmacro %}{{ " + "m(" * 40 + "'x'" + ")" * 40 + " }}",
        "{% set a = 'xxxxxxxx' %}" + "{% set a = a ~ a %}" * 60 + "{{ a }}",
        "{% set a = 'xxxxxxxx' %}" + "{% set a = a + a %}" * 60 + "{{ a }}",
        "{% set w = letter.review.split(' ') %}" + "{% for a in w %}" * 15 + "{% endfor %}" * 15,
        "{% set w = letter.review %}" + "{% for a in w %}" * 15 + "x" + "{% endfor %}" * 15,
        "{% set w = letter.review %}" + "{% for a in w %}" * 15 + "{% set b = a %}" + "{% endfor %}" * 15,
        "{% macro big() %}"
        + "x" * 90_000
        + "{% endmacro %}{% for a in letter.review %}{% for b in letter.review %}{{ big() }}{% endfor %}{% endfor %}",
        "{% set s = letter.review %}" + "{% set s = s.split('')|join(s) %}" * 20,
        "{% set s = letter.review %}" + "{% set s = [s, s]|max ~ s|join(s[:90]) %}" * 20 + "{{ s }}",
    ],
)
def test_no_template_runs_long(text: str) -> None:
    began = time.process_time()
    first = only(txt_review=f"{{{{ letter.review|fill }}}}\n{text}\n")
    assert time.process_time() - began < 10
    assert first.labels[0].span.path == "letters/txt/review.jinja"


def test_what_a_letter_says_is_escaped_whatever_the_template_does() -> None:
    hostile = "<b>x</b> & *y* `z`"
    about = sample()._replace(review=hostile)
    made = written(
        about,
        "html",
        family(html_review=PAGE),
    )
    assert isinstance(made, str)
    assert "<b>" not in made
    made = written(
        about, "md", family(md_review="{% macro m(x) %}{{ x|made }}{% endmacro %}{{ m(letter.review)|made }}\n\n{{ letter.review|made }}")
    )
    assert isinstance(made, str)
    assert "<b>" not in made and "\\*y\\*" in made and " *y*" not in made
    made = written(
        about._replace(review="a\x1b[31mb"),
        "text",
        family(txt_review="{% macro m(x) %}{{ x|made }}{% endmacro %}{{ m(letter.review)|made }}"),
    )
    assert isinstance(made, str)
    assert "\x1b" not in made


def test_the_letter_is_the_same_every_time() -> None:
    own = whole()
    assert written(sample(), "html", own) == written(sample(), "html", whole()) == written(sample(), "html", own)
