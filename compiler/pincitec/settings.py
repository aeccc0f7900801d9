"""The settings in `pincite.toml`, read into values with a diagnostic for each that is unknown or of the wrong kind.

Stands under `project.py`, which finds the file and checks the folders. TOML readers give no places, so a second,
shallow look at the text finds the line on which a setting stands; it decides nothing but where a message points.
"""

import re
import tomllib
from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue import files
from pincitec.diagnostics.suggest import did_you_mean

THRESHOLDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "accounted": "least share of the words of each text of a section that is accounted for, in percent",
        "exercised": "least share of what scenarios should show of the clauses on a section, in percent",
        "waivers": "most diagnostics that may be waived at one time",
    }
)
"""The thresholds a project may set, each a whole number; none is set by default."""
SHARES: Final = ("accounted", "exercised")
"""The thresholds in percent. They may be set for one section too, in a table of its name, which then counts instead."""

_KEYS: Final = ("policies", "statutes", "facts", "office", "thresholds", "report", "letters", "population")
_REPORT: Final = ("url", "docx_template")
_LETTERS: Final = ("language", "languages", "templates")
_OFFICE: Final = ("name", "authority", "contact", "recourse")
_TOML_PLACE: Final = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")


@frozen
class Office:
    """Who answers for the determinations: printed in letters where given, left out where not."""

    name: str | None = None
    authority: str | None = None
    contact: str | None = None
    recourse: str | None = None


@frozen
class Thresholds:
    """The thresholds by name, and those of single sections by their identities. `places`: where these are written."""

    general: Mapping[str, int] = MappingProxyType({})
    sections: Mapping[str, Mapping[str, int]] = MappingProxyType({})
    places: Mapping[str, Span] = MappingProxyType({})

    def of(self, name: str, section: str) -> int | None:
        """The threshold that counts for a section; None if none is set."""
        return self.sections.get(section, {}).get(name, self.general.get(name))


@frozen
class Report:
    """Where the citation report lies, for letters to link into: a path or URL, as their readers resolve it. `docx_template` is the Word
    template of the office, a path within the project; None: the one that comes with Pincite."""

    url: str | None = None
    docx_template: str | None = None


@frozen
class Letters:
    """How letters are written. `language` is a tag as in BCP 47, None for English; `languages` is the folder of their texts. `templates` is
    that of the office's own templates, None where it has none. Both are paths in the project."""

    language: str | None = None
    languages: str = "languages"
    templates: str | None = None


@frozen
class Settings:
    """What `pincite.toml` says. `facts` are stored cases, files or folders. `spans` holds the place of each path that it names."""

    policies: tuple[str, ...] = ("policy",)
    statutes: tuple[str, ...] = ("statutes",)
    facts: tuple[str, ...] = ()
    office: Office = field(factory=Office)
    thresholds: Thresholds = field(factory=Thresholds)
    report: Report = field(factory=Report)
    letters: Letters = field(factory=Letters)
    spans: Mapping[str, Span] = MappingProxyType({})


def read_settings(source: Source) -> tuple[Settings, list[Diagnostic]]:
    """The settings and all their problems; a setting with a problem keeps its default."""
    try:
        data: dict[str, object] = tomllib.loads(source.text)
    except RecursionError:
        return Settings(), [_not_toml(source, Span(source.path, 0, 0), "nested too deeply")]
    except ValueError as error:
        return Settings(), [_not_toml(source, *_toml_error(source, str(error)))]
    problems = list(_unknown(source, data, _KEYS, ""))
    spans: dict[str, Span] = {}
    policies = _folders(source, data, "policies", ("policy",), spans, problems)
    statutes = _folders(source, data, "statutes", ("statutes",), spans, problems)
    facts = _folders(source, data, "facts", (), spans, problems)
    office = _table(source, data, "office", problems)
    problems += _unknown(source, office, _OFFICE, "office")
    thresholds = _thresholds(source, _table(source, data, "thresholds", problems), problems)
    texts = {key: _text(source, office, key, problems) for key in _OFFICE if key in office}
    report, letters = _report(source, data, problems), _letters(source, data, problems)
    return Settings(policies, statutes, facts, Office(**texts), thresholds, report, letters, MappingProxyType(spans)), problems


def _letters(source: Source, data: Mapping[str, object], problems: list[Diagnostic]) -> Letters:
    table = _table(source, data, "letters", problems)
    problems += _unknown(source, table, _LETTERS, "letters")
    language, folder = table.get("language"), table.get("languages", "languages")
    if language is not None and not isinstance(language, str):
        problems.append(_wrong(source, "language", "letters", "the tag of a language in quotation marks", 'language = "es"'))
        language = None
    if not (isinstance(folder, str) and folder.strip() and folder.isprintable()):
        problems.append(_wrong(source, "languages", "letters", "the path of a folder in quotation marks", 'languages = "languages"'))
        folder = "languages"
    templates = table.get("templates")
    if templates is not None and not (isinstance(templates, str) and templates.strip() and templates.isprintable()):
        problems.append(_wrong(source, "templates", "letters", "the path of a folder in quotation marks", 'templates = "letters"'))
        templates = None
    return Letters(language if isinstance(language, str) else None, folder, templates if isinstance(templates, str) else None)


def _report(source: Source, data: Mapping[str, object], problems: list[Diagnostic]) -> Report:
    table = _table(source, data, "report", problems)
    problems += _unknown(source, table, _REPORT, "report")
    url, template = table.get("url"), table.get("docx_template")
    if url is not None and not (isinstance(url, str) and is_address(url)):
        problems.append(_wrong(source, "url", "report", "a path or an address that begins with https:", 'url = "review/report.html"'))
        url = None
    if template is not None and not (isinstance(template, str) and template.lower().endswith(".docx") and template.isprintable()):
        problems.append(_wrong(source, "docx_template", "report", "the path of a `.docx` file", 'docx_template = "office/report.docx"'))
        template = None
    return Report(url if isinstance(url, str) else None, template if isinstance(template, str) else None)


def is_address(text: str) -> bool:
    """Whether a text may stand as the address of a report: a path, or an address of the web or of a file. Never one that runs something.

    >>> is_address("review/report.html"), is_address("https://example.org/report.html"), is_address("javascript:alert(1)")
    (True, True, False)
    """
    scheme = re.match(r"\s*([A-Za-z][A-Za-z0-9+.-]*):", text)
    return bool(text.strip()) and text.isprintable() and (scheme is None or scheme[1].lower() in ("http", "https", "file"))


def _thresholds(source: Source, data: Mapping[str, object], problems: list[Diagnostic]) -> Thresholds:
    """The table of thresholds; a table in it is of one section. That the section is on file is for whoever knows the law to say."""
    inner = {key: value for key, value in data.items() if isinstance(value, dict) and key not in THRESHOLDS}
    problems += _unknown(source, {key: value for key, value in data.items() if key not in inner}, THRESHOLDS, "thresholds")
    general = _numbers(source, data, THRESHOLDS, "thresholds", problems)
    sections = {}
    for section, table in inner.items():
        name = f'thresholds."{section}"'
        problems += _unknown(source, table, SHARES, name)
        sections[section] = _numbers(source, table, SHARES, name, problems)
    places = {section: _find(source, section, "thresholds") for section in inner}
    return Thresholds(general, MappingProxyType(sections), MappingProxyType(places))


def _numbers(source: Source, data: Mapping[str, object], known: Iterable[str], table: str, problems: list[Diagnostic]) -> Mapping[str, int]:
    found = {key: _number(source, data, key, table, problems) for key in known if key in data}
    return MappingProxyType({key: value for key, value in found.items() if value is not None})


def _toml_error(source: Source, message: str) -> tuple[Span, str]:
    """The place and the words of the TOML reader's complaint, which states both in one sentence."""
    place = _TOML_PLACE.search(message)
    words = message[: place.start()] if place else message
    offset = len(source.text)
    if place and place[1]:
        offset = min(source.line_starts[int(place[1]) - 1] + int(place[2]) - 1, offset)
    return Span(source.path, offset, min(offset + 1, len(source.text))), words[:1].lower() + words[1:]


def _not_toml(source: Source, span: Span, words: str) -> Diagnostic:
    help = 'write `key = "text"`, `key = ["text", "text"]`, or a table such as `[office]`'
    return Diagnostic.at(files.SETTINGS_NOT_TOML, span, f"`{source.path}` is not valid TOML", words, help=help)


def _find(source: Source, key: str, table: str = "") -> Span:
    """Where a setting is written: in its table, or with a dotted name, or else at the top of the file."""
    word = rf"[\"']?{re.escape(key)}[\"']?"
    start, end = 0, len(source.text)
    parts = [part.strip('"') for part in table.partition(".")[::2] if part]
    named = r"\s*\.\s*".join(rf"[\"']?{re.escape(part)}[\"']?" for part in parts)
    if table and (header := re.search(rf"(?m)^\s*\[\s*{named}\s*\]", source.text)):
        start = header.end()
        following = re.search(r"(?m)^\s*\[", source.text[start:])
        end = start + following.start() if following else end
    patterns = [rf"(?m)^\s*({word})\s*[=.]", rf"(?m)^\s*{named}\s*\.\s*({word})\s*[=.]", rf"(?m)^\s*\[\s*({word})"]
    for pattern in [*patterns, rf"[{{,]\s*({word})\s*="]:
        if match := re.compile(pattern).search(source.text, start, end):
            return Span(source.path, match.start(1), match.end(1))
    if table and (match := re.search(rf"(?m)^\s*\[\s*{named}\s*\.\s*({word})\s*\]", source.text)):
        return Span(source.path, match.start(1), match.end(1))
    return Span(source.path, 0, 0)


def _unknown(source: Source, data: Mapping[str, object], known: Iterable[str], table: str) -> Iterable[Diagnostic]:
    known = tuple(known)
    for key in data:
        if key not in known:
            near = did_you_mean(key, known)
            help = f"did you mean `{near}`?" if near else f"known here: {', '.join(f'`{name}`' for name in known)}"
            shown = f"`{key}` in `[{table}]`" if table else f"`{key}`"
            span = _find(source, key, table)
            yield Diagnostic.at(files.UNKNOWN_SETTING, span, f"unknown setting {shown}", help=help, replacement=near)


def _wrong(source: Source, key: str, table: str, expected: str, example: str) -> Diagnostic:
    span = _find(source, key, table)
    return Diagnostic.at(files.WRONG_SETTING, span, f"`{key}` must be {expected}", help=f"for example `{example}`")


def _folders(
    source: Source,
    data: Mapping[str, object],
    key: str,
    default: tuple[str, ...],
    spans: dict[str, Span],
    problems: list[Diagnostic],
) -> tuple[str, ...]:
    if key not in data:
        return default
    value = data[key]
    if not isinstance(value, list) or not all(isinstance(name, str) and name and "\0" not in name for name in value):
        example = f'{key} = ["{default[0] if default else "examples"}"]'
        kind = "folders" if default else "files or folders"
        problems.append(_wrong(source, key, "", f"a list of {kind}, each in quotation marks", example))
        return default
    spans.update(dict.fromkeys(value, _find(source, key)))
    return tuple(value)


def _table(source: Source, data: Mapping[str, object], key: str, problems: list[Diagnostic]) -> Mapping[str, object]:
    value = data.get(key, {})
    if isinstance(value, dict):
        return value
    problems.append(_wrong(source, key, "", "a table", f"[{key}]"))
    return {}


def _text(source: Source, data: Mapping[str, object], key: str, problems: list[Diagnostic]) -> str | None:
    value = data[key]
    if isinstance(value, str):
        return value
    problems.append(_wrong(source, key, "office", "text in quotation marks", f'{key} = "…"'))
    return None


def _number(source: Source, data: Mapping[str, object], key: str, table: str, problems: list[Diagnostic]) -> int | None:
    value = data[key]
    most = 100 if key in SHARES else 1_000_000
    # `true` is an `int` in Python; in TOML it is no number.
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= most:
        return value
    problems.append(_wrong(source, key, table, f"a whole number from 0 to {most:,}", f"{key} = 90"))
    return None
