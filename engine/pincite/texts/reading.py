"""From a file `.po` to a language, or to what is wrong with it. Imported only where a language other than English is asked for.

A file is used whole or refused whole: a letter of which one sentence was dropped in silence is another letter. Babel reads the format;
what a translation may hold is decided here. An entry that is marked `fuzzy` or is empty counts as not translated.
"""

import gettext
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from pincite.texts.catalogue import Catalogue
from pincite.texts.placeholders import Malformed, names
from pincite.texts.writing import NUMBER, SHAPE
from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.languages import CATALOGUE_REFUSED, TRANSLATION_REFUSED, UNKNOWN_LANGUAGE
from pincitec.diagnostics.reading import read_source
from pincitec.diagnostics.suggest import did_you_mean

if TYPE_CHECKING:
    from babel.messages.catalog import Message

MOST_BYTES: Final = 1_000_000
MOST_TOLD: Final = 50
"""How many problems of one file are told."""
TRIED: Final = 1001
"""The numbers, from 0, for which a rule of plurals is tried when it is read."""
TAG: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?")
"""A language as in BCP 47, of which a file may be named: no path, and nothing that an option could be taken for."""
PLURALS: Final = re.compile(r'Plural-Forms:\s*nplurals\s*=\s*([1-9])\s*;\s*plural\s*=\s*([n0-9 ()?:!=<>&|%+*/-]{1,300}?)\s*;?\s*(?:\\n|")')
WRAPPED: Final = re.compile(r'"\n"')
"""Where a line of the header goes on in the next."""
ENTRY: Final = re.compile(r'^msgid[ \t]+("(?:[^"\\\n]|\\.)*"(?:[ \t]*\n[ \t]*"(?:[^"\\\n]|\\.)*")*)', re.M)
"""The English text of an entry, as it stands in a file."""
LANGUAGE: Final = re.compile(r'"Language:[ ]*([A-Za-z0-9_@.-]*)[ ]*(?:\\n)?"')


def read_language(folder: Path, shown: str, tag: str) -> tuple[Catalogue | None, list[Diagnostic], dict[str, Source]]:
    """The language `tag` from its file in `folder`, which users see as `shown`; or what is wrong, with the texts to show it in."""
    name = f"{tag}.po"
    place = Span(shown, 0, 0)
    if not TAG.fullmatch(tag):
        help = "write a language as `es`, `es-MX` or `zh-Hant-TW`"
        return None, [Diagnostic.at(UNKNOWN_LANGUAGE, place, f"`{tag}` is not the name of a language", help=help)], {}
    if not (folder / name).exists():
        return None, [unknown(folder, shown, tag)], {}
    source = read_source(folder / name, f"{shown}/{name}", max_bytes=MOST_BYTES)
    if isinstance(source, Diagnostic):
        return None, [source], {}
    catalogue, problems = parse(source, tag)
    return catalogue, problems, {source.path: source}


def unknown(folder: Path, shown: str, tag: str) -> Diagnostic:
    """That no file has the texts of a language, with those that there are."""
    there = languages_in(folder)
    near = did_you_mean(tag, there)
    has = f"on file: {', '.join(f'`{name}`' for name in there)}" if there else f"no language is on file in `{shown}`"
    help = f"did you mean `{near}`?" if near else f"put `{shown}/{tag}.po` there, or leave the language out: letters are then in English"
    return Diagnostic.at(UNKNOWN_LANGUAGE, Span(shown, 0, 0), f"no texts are on file for the language `{tag}`", notes=(has,), help=help)


def languages_in(folder: Path) -> list[str]:
    """The languages that a folder has files of, in order."""
    try:
        return sorted(path.stem for path in folder.glob("*.po") if TAG.fullmatch(path.stem))
    except OSError:
        return []


def parse(source: Source, tag: str) -> tuple[Catalogue | None, list[Diagnostic]]:
    """The language that the text of a file makes, or its problems."""
    try:
        from babel.messages.pofile import PoFileError, read_po
    except ImportError:
        help = "pip install 'pincite[languages]'; or leave the language out: letters are then in English"
        return None, [
            Diagnostic.at(UNKNOWN_LANGUAGE, Span(source.path, 0, 0), "another language needs Babel, which is not installed", help=help)
        ]
    try:
        entries = list(read_po(io.StringIO(source.text), ignore_obsolete=True, abort_invalid=True))
    except PoFileError as error:
        return None, [refused(source, line_at(source, error.lineno), "it is not a catalogue of gettext")]
    except Exception:  # whatever else its reader meets in a file that is none
        return None, [refused(source, Span(source.path, 0, 0), "it is not a catalogue of gettext")]
    named = LANGUAGE.search(source.text)
    if named and named[1] and named[1].replace("_", "-") != tag:
        place = Span(source.path, named.start(1), named.end(1))
        return None, [refused(source, place, f"its header names the language `{named[1]}`")]
    if (twice := said_twice(source)) is not None:
        return None, [refused(source, twice, "it translates this text twice")]
    rule = rule_of_plurals(source)
    if isinstance(rule, Diagnostic):
        return None, [rule]
    texts: dict[str, str] = {}
    plurals: dict[tuple[str, str], tuple[str, ...]] = {}
    problems: list[Diagnostic] = []
    for entry in entries:
        if not entry.id or entry.fuzzy or entry.context is not None:
            continue
        if isinstance(entry.id, str):
            if isinstance(entry.string, str) and entry.string:
                texts[entry.id] = entry.string
                problems += wrong_text(line_of(source, entry), entry.id, entry.string)
            continue
        forms = tuple(entry.string or ())
        if all(forms):
            plurals[entry.id[0], entry.id[1]] = forms
            problems += wrong_forms(line_of(source, entry), entry.id[1], forms, rule)
    return (None, problems[:MOST_TOLD]) if problems else (Catalogue(tag, texts, plurals, rule, digest(source, texts, plurals)), [])


def said_twice(source: Source) -> Span | None:
    """The second place where a file translates the same text; its reader would take one of the two in silence."""
    from babel.messages.pofile import denormalize

    seen: set[str] = set()
    for entry in ENTRY.finditer(source.text):
        before = source.text[: entry.start()].rstrip("\n").rpartition("\n")[2]
        if before.startswith("msgctxt"):
            continue
        english = denormalize(entry[1])
        if english in seen:
            return line_at(source, source.text.count("\n", 0, entry.start()) + 1)
        seen.add(english)
    return None


def digest(source: Source, texts: dict[str, str], plurals: dict[tuple[str, str], tuple[str, ...]]) -> str:
    """SHA-256 of all that a file says, and of its rule of plurals."""
    header = PLURALS.search(WRAPPED.sub("", source.text))
    said = [sorted(texts.items()), sorted((*pair, *forms) for pair, forms in plurals.items()), list(header.groups()) if header else []]
    return sha256(json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode("ascii")).hexdigest()


def rule_of_plurals(source: Source) -> Callable[[int], int] | Diagnostic:
    """The rule that tells which form of a count a number takes. It is tried: it must give one that the language has for every number."""
    header = PLURALS.search(WRAPPED.sub("", source.text))
    at = source.text.find("Plural-Forms:")
    place = line_at(source, source.text.count("\n", 0, max(at, 0)) + 1)
    if header is None:
        help = 'write it into the header, for example `"Plural-Forms: nplurals=2; plural=(n != 1);\\n"`'
        return Diagnostic.at(CATALOGUE_REFUSED, place, f"`{source.path}` has no rule of plurals", help=help)
    number = int(header[1])
    try:
        form = gettext.c2py(header[2])
        forms = {form(n) for n in range(TRIED)}
    except (ValueError, ArithmeticError, RecursionError, MemoryError):
        return refused(source, place, "its rule of plurals cannot be computed")
    if not all(0 <= f < number for f in forms):
        return refused(source, place, f"its rule of plurals gives forms beyond {number}")
    return form


def wrong_text(place: Span, english: str, text: str) -> Iterator[Diagnostic]:
    """What is wrong with the translation of a text."""
    yield from wrong_places(place, english, text, frozenset())
    if english == NUMBER and not ((shape := SHAPE.fullmatch(text)) and shape[1] != shape[2]):
        help = "write this number as the language does, for example `1.234,5`"
        yield Diagnostic.at(TRANSLATION_REFUSED, place, "the sample of a number is not a number", help=help)


def wrong_forms(place: Span, many: str, forms: tuple[str, ...], form: Callable[[int], int]) -> Iterator[Diagnostic]:
    """What is wrong with the forms of a counted text. A form that several numbers take has to say the number."""
    taken = [form(n) for n in range(TRIED)]
    for i, text in enumerate(forms):
        yield from wrong_places(place, many, text, frozenset("n") if taken.count(i) < 2 else frozenset())


def wrong_places(place: Span, english: str, text: str, optional: frozenset[str]) -> Iterator[Diagnostic]:
    """Where a translation leaves out a place of its text, has one of its own, or holds a brace or a character that it may not."""
    try:
        wanted = names(english)
    except Malformed:
        return  # no text of the engine: it is never said
    try:
        found = names(text)
    except Malformed:
        help = "a place is a plain name in braces, as in the English text; write `{{` and `}}` for braces"
        yield Diagnostic.at(TRANSLATION_REFUSED, place, "a brace in this translation is not part of a place", help=help)
        return
    for name in sorted(found - wanted - optional):
        help = f"the places of this text: {', '.join(f'`{{{n}}}`' for n in sorted(wanted))}" if wanted else "this text has no places"
        yield Diagnostic.at(TRANSLATION_REFUSED, place, f"`{{{name}}}` is no place of this text", help=help)
    for name in sorted(wanted - found - optional):
        help = "what stands at a place is part of what the reader is told; put it where the language has it"
        yield Diagnostic.at(TRANSLATION_REFUSED, place, f"this translation leaves out `{{{name}}}`", help=help)
    if any(unicodedata.category(c) == "Cc" for c in text) or text != text.strip():
        help = "write it on one line, without blanks before or after it"
        yield Diagnostic.at(TRANSLATION_REFUSED, place, "this translation has a line break, a tab or blanks around it", help=help)


def refused(source: Source, span: Span, why: str) -> Diagnostic:
    help = "make it from `messages.pot`, with an editor for catalogues of gettext"
    return Diagnostic.at(CATALOGUE_REFUSED, span, f"`{source.path}` cannot be used: {why}", help=help)


def line_of(source: Source, entry: "Message") -> Span:
    return line_at(source, entry.lineno or 1)


def line_at(source: Source, line: int) -> Span:
    """A line of a file, without its blanks."""
    starts = source.line_starts
    start = starts[min(max(line, 1), len(starts)) - 1]
    text = source.text[start:].partition("\n")[0].rstrip()
    return Span(source.path, start, start + len(text))
