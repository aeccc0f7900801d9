"""What is different since a lock file was written, as problems in the places where the words are quoted, and what changed in words.

Assumes the lock of now, made with the one on file as its older one (`making.py`), so that their stamps agree.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from pincitec.check.quotations import QuotationRecord, QuoteStatus
from pincitec.diagnostics import Diagnostic, Label, Source, Span
from pincitec.diagnostics.catalogue.locks import CONTEXT_CHANGED, LOCK_BEHIND
from pincitec.lock.making import entry_of
from pincitec.lock.model import FILE, Entry, Lock, Text

if TYPE_CHECKING:
    from pincitec.law.model import Section

Sections = Callable[[str], "Section | None"]
"""Reads a section by its identity: asked only where something is different."""

MOST_SHOWN = 1_000
"""Characters of a redline in a note."""


def compare(old: Lock, now: Lock, found: Iterable[QuotationRecord], source: Source, sections: Sections) -> list[Diagnostic]:
    """Every difference between a lock file (`source`) and how things are, and every context that still waits to be approved."""
    places = {entry_of(r).key: r.span for r in reversed(list(found))}
    before = {e.key: e for e in old.entries}
    problems = list(changed_sources(old.sources, now.sources, source))
    for entry in now.entries:
        span, known = places[entry.key], before.get(entry.key)
        if known is None:
            problems.append(Diagnostic.at(LOCK_BEHIND, span, f"this quotation is not in `{FILE}`", help="`pincite lock` adds it"))
            continue
        waiting = [t for t in entry.texts if t.status is QuoteStatus.CONTEXT_CHANGED]
        problems += [context_changed(entry, text, span, place_in(source, entry), sections) for text in waiting[-1:]]
        if without_waiting(known) != without_waiting(entry) and not told(known, entry):
            problems.append(behind(known, entry, span, source))
    keys = {e.key for e in now.entries}
    problems += [gone(e, source) for e in old.entries if e.key not in keys]
    return problems


def told(old: Entry, now: Entry) -> bool:
    """Whether contexts that wait to be approved are all that is different, and so are told already."""
    if evolve(old, texts=()) != evolve(now, texts=()):
        return False
    begun = {(t.from_, t.sha256, t.start, t.reviewed) for t in old.texts}
    return all(t.status is QuoteStatus.CONTEXT_CHANGED or (t.from_, t.sha256, t.start, t.reviewed) in begun for t in now.texts)


def without_waiting(entry: Entry) -> Entry:
    """An entry as far as it can differ without a word of the law being changed."""
    return evolve(entry, texts=tuple(evolve(t, status=plain_status(t)) for t in entry.texts))


def plain_status(text: Text) -> QuoteStatus:
    return QuoteStatus.VERIFIED if text.status is QuoteStatus.CONTEXT_CHANGED else text.status


def context_changed(entry: Entry, text: Text, span: Span, here: Span, sections: Sections) -> Diagnostic:
    """Words that stand in a text nobody has approved, with what is different from the one that was read."""
    read = [t for t in entry.texts if t.reviewed is not None]
    earlier = [t for t in read if (t.from_ or date.min) < (text.from_ or date.min)]
    other = next(iter([*reversed(earlier), *reversed(read)]), None)
    since = f"from {text.from_} " if text.from_ else ""
    message = f"{since}the words stand, but other words of {entry.cite} are not those that were approved"
    notes = [words_changed(entry, other, text, sections)]
    if other is not None and other.reviewed is not None:
        notes.append(f"read by {other.reviewed.by} on {other.reviewed.on}, in the text from {other.from_}")
    help = f"read it beside the text of now; then `pincite lock --review {entry.id} --by NAME --on DATE`"
    others = [Label(here, "in the lock file")]
    return Diagnostic.at(CONTEXT_CHANGED, span, message, "not approved", others=others, notes=notes, help=help)


def words_changed(entry: Entry, read: Text | None, text: Text, sections: Sections) -> str:
    """What is different between the text that was read and the one of now, from the operations."""
    from pincitec.check.changes import redline_words
    from pincitec.law.places import unit_in, version_on

    lost = "the text that was read is not on file any more; your version control has it"
    section = sections(entry.section)
    if section is None or read is None or read.from_ is None or text.from_ is None:
        return lost
    first, second = sorted((read.from_, text.from_))
    old, new = version_on(section, first), version_on(section, second)
    unit = unit_in(old, entry.unit) if old is not None else None
    if old is None or new is None or unit is None:
        return lost
    marked = redline_words(unit, section, old, new)
    return f"what changed: {marked if len(marked) <= MOST_SHOWN else marked[:MOST_SHOWN] + '…'}" if marked else lost


def behind(old: Entry, now: Entry, span: Span, source: Source) -> Diagnostic:
    """An entry that does not say how things are."""
    notes = []
    if old.decides != now.decides:
        notes.append(f"it serves {', '.join(now.decides)}; in the lock file, {', '.join(old.decides)}")
    if old.cite != now.cite:
        notes.append(f"it is cited as {now.cite}; in the lock file, as {old.cite}")
    known, found = [plainly(t) for t in old.texts], [plainly(t) for t in now.texts]
    notes += [f"in the lock file: {text}" for text in known if text not in found]
    notes += [f"now: {text}" for text in found if text not in known]
    others = [Label(place_in(source, now), "in the lock file")]
    message = f"`{FILE}` says something else of this quotation"
    help = "read what changed, then run `pincite lock`"
    return Diagnostic.at(LOCK_BEHIND, span, message, others=others, notes=notes, help=help)


def plainly(text: Text) -> str:
    """A text of a unit in words."""
    days = " ".join([f"from {text.from_}"] * (text.from_ is not None) + [f"until {text.until}"] * (text.until is not None)) or "always"
    acts = f" by {' and '.join(text.acts)}" if text.acts else ""
    where = f", characters {text.start} to {text.end}" if text.start is not None else ""
    of = f" of the text {text.sha256[:12]}" if text.sha256 else ""
    stamp = f", read by {text.reviewed.by} on {text.reviewed.on}" if text.reviewed else ""
    return f"{days} {plain_status(text).value}{acts}{where}{of}{stamp}"


def gone(entry: Entry, source: Source) -> Diagnostic:
    message = f"no clause quotes these words of {entry.cite} any more"
    help = "`pincite lock` takes the entry out"
    return Diagnostic.at(LOCK_BEHIND, place_in(source, entry), message, notes=[f'the words: "{entry.words}"'], help=help)


def changed_sources(old: Mapping[str, str], now: Mapping[str, str], source: Source) -> Iterator[Diagnostic]:
    """Files as received that are others than those that were locked."""
    for path in sorted({*old, *now}):
        if old.get(path) == now.get(path):
            continue
        at = source.text.find(f'"{path}" = ')
        if at < 0:
            path_words, at = "[source]", max(source.text.find("\n[source]") + 1, 0)
        else:
            path_words = f'"{path}"'
        span = Span(source.path, at, at + len(path_words))
        if path not in now:
            what = "is a source no more"
        else:
            what = "is not in the lock file" if path not in old else "is not the file that was locked: its hash is another one"
        yield Diagnostic.at(
            LOCK_BEHIND, span, f"`{path}` {what}", help="a received file is never changed; if this is meant, run `pincite lock`"
        )


def place_in(source: Source, entry: Entry) -> Span:
    """Where an entry stands in the lock file."""
    line = f'id = "{entry.id}"'
    at = source.text.find(line)
    return Span(source.path, at, at + len(line)) if at >= 0 else Span(source.path, 0, 0)
