"""A language from its file: what is used, what is refused and where, and files that are none."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings, strategies as st

from pincite.texts import language, plural, say
from pincite.texts.reading import parse, read_language
from pincitec.diagnostics import Source

HEADER = 'msgid ""\nmsgstr ""\n"Language: es\\n"\n"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'


def refused(text: str) -> list[tuple[str, str, str]]:
    """The problems of a file: code, message, and the text that is underlined."""
    source = Source("languages/es.po", text)
    catalogue, problems = parse(source, "es")
    assert (catalogue is None) == bool(problems)
    return [(p.rule.code, p.message, source.text[p.span.start : p.span.end]) for p in problems]


def entry(english: str, *texts: str, many: str = "") -> str:
    if many:
        forms = "".join(f'msgstr[{i}] "{text}"\n' for i, text in enumerate(texts))
        return f'msgid "{english}"\nmsgid_plural "{many}"\n{forms}\n'
    return f'msgid "{english}"\nmsgstr "{texts[0]}"\n\n'


def test_a_file_is_a_language(tmp_path: Path) -> None:
    text = HEADER + entry("short by {gap}", "faltan {gap}") + entry("{n} year", "un año", "{n} años", many="{n} years")
    (tmp_path / "es.po").write_text(text, encoding="utf-8")
    catalogue, problems, sources = read_language(tmp_path, "languages", "es")
    assert (problems, list(sources)) == ([], ["languages/es.po"])
    with language(catalogue):
        assert say("short by {gap}", gap=plural(1, "{n} year", "{n} years")) == "faltan un año"
        assert plural(0, "{n} year", "{n} years") == "0 años"


def test_what_is_fuzzy_empty_obsolete_or_of_another_context_is_not_translated() -> None:
    text = HEADER + "#, fuzzy\n" + entry("a", "x") + entry("b", "") + '#~ msgid "c"\n#~ msgstr "z"\n\n' + 'msgctxt "q"\n' + entry("d", "w")
    catalogue, problems = parse(Source("es.po", text), "es")
    assert problems == []
    assert catalogue is not None
    assert (dict(catalogue.texts), dict(catalogue.plurals)) == ({}, {})


@pytest.mark.parametrize(
    ("body", "message"),
    [
        (entry("short by {gap}", "falta tiempo"), "this translation leaves out `{gap}`"),
        (entry("short by {gap}", "{gap} {other}"), "`{other}` is no place of this text"),
        (entry("short by {gap}", "{gap.__class__}"), "a brace in this translation is not part of a place"),
        (entry("short by {gap}", "{gap!r} {gap}"), "a brace in this translation is not part of a place"),
        (entry("short by {gap}", "{gap:>99999999}"), "a brace in this translation is not part of a place"),
        (entry("short by {gap}", "{gap[0]}"), "a brace in this translation is not part of a place"),
        (entry("short by {gap}", "{}"), "a brace in this translation is not part of a place"),
        (entry("The law", "La {ley}"), "`{ley}` is no place of this text"),
        (entry("The law", "La\\nley"), "this translation has a line break, a tab or blanks around it"),
        (entry("The law", " La ley"), "this translation has a line break, a tab or blanks around it"),
        (entry("1,234.5", "mil"), "the sample of a number is not a number"),
        (entry("1,234.5", "1,234,5"), "the sample of a number is not a number"),
        (entry("{n} year", "un año", "unos años", many="{n} years"), "this translation leaves out `{n}`"),
    ],
)
def test_a_translation_says_what_its_text_says(body: str, message: str) -> None:
    found = refused(HEADER + body)
    assert [(code, said) for code, said, _ in found] == [("PC843", message)]
    assert found[0][2] == body.partition("\n")[0]


@pytest.mark.parametrize(
    "rule",
    [
        "nplurals=2; plural=n;",
        "nplurals=2; plural=1/(n-500);",
        "nplurals=2; plural=n +;",
        "nplurals=2; plural=__import__;",
        "nplurals=0; plural=0;",
        f"nplurals=2; plural={'(' * 200}n{')' * 200};",
    ],
)
def test_a_rule_of_plurals_is_tried(rule: str) -> None:
    assert [code for code, _, _ in refused(f'msgid ""\nmsgstr ""\n"Plural-Forms: {rule}\\n"\n\n')] == ["PC842"]


def test_a_rule_of_plurals_may_go_on_in_the_next_line() -> None:
    slavic = 'plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4"\n" && (n%100<10 || n%100>=20) ? 1 : 2);'
    catalogue, problems = parse(Source("uk.po", f'msgid ""\nmsgstr ""\n"Plural-Forms: nplurals=3; {slavic}\\n"\n\n'), "uk")
    assert problems == []
    assert catalogue is not None
    assert [catalogue.form(n) for n in (1, 2, 5, 11, 21)] == [0, 1, 2, 2, 0]


def test_a_header_names_the_language_of_its_file() -> None:
    assert refused(HEADER.replace("es\\n", "fr\\n"))[0][:2] == (
        "PC842",
        "`languages/es.po` cannot be used: its header names the language `fr`",
    )


def test_a_language_without_a_file_is_refused_with_those_that_there_are(tmp_path: Path) -> None:
    (tmp_path / "es.po").write_text(HEADER)
    for tag in ("fr", "../es", "es/../es", "", "ES", "es.po", "-h", "e" * 99):
        catalogue, problems, _ = read_language(tmp_path, "languages", tag)
        assert catalogue is None
        assert [p.rule.code for p in problems] == ["PC841"]
    assert read_language(tmp_path, "languages", "fr")[1][0].notes == ("on file: `es`",)
    assert read_language(tmp_path / "none", "languages", "es")[1][0].notes == ("no language is on file in `languages`",)


def test_babel_is_asked_for_where_it_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "babel.messages.pofile", None)
    assert refused(HEADER)[0][:2] == ("PC841", "another language needs Babel, which is not installed")


@pytest.mark.parametrize("text", ["", "nonsense", 'msgid "a', 'msgid "a"\nmsgid "b"', "\x0c" * 99])
def test_files_that_are_none(text: str) -> None:
    assert {code for code, _, _ in refused(text)} == {"PC842"}


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.sampled_from(['msgid "', 'msgstr "', "msgstr[0] ", 'msgid_plural "', '"', "\n", "\\", "#", "#~ ", "{", "n}", "x", "msgctxt "])
    )
)
def test_no_file_raises(parts: list[str]) -> None:
    parse(Source("es.po", HEADER + "".join(parts)), "es")


def test_a_file_with_characters_that_no_editor_shows_is_refused(tmp_path: Path) -> None:
    for text in ("\u202e", "\x1b", "\u200b"):
        (tmp_path / "es.po").write_text(HEADER + entry("The law", text), encoding="utf-8")
        catalogue, problems, _ = read_language(tmp_path, "languages", "es")
        assert catalogue is None
        assert [p.rule.code for p in problems] in (["PC007"], ["PC008"])


def test_a_text_that_is_translated_twice_is_refused() -> None:
    twice = '\n\nmsgid "given to {whom}"\nmsgstr "dado a {whom}"\n\nmsgid ""\n"given to "\n"{whom}"\nmsgstr "entregado a {whom}"\n'
    found = refused(HEADER + twice)
    assert [code for code, _, _ in found] == ["PC842"]
    assert "it translates this text twice" in found[0][1]
