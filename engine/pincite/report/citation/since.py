"""What is different since an earlier report, or since a lock file: files as received, texts, clauses, quotations, choices, results.

An earlier report is read from its JSON, which may come from anywhere: nothing in it is taken on trust, and all of it is shown escaped.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from attrs import frozen

from pincite.report.citation.as_json import SCHEMA, data
from pincite.report.citation.view import Change, Changes, CitationReport
from pincitec.check.quotations import QuoteStatus
from pincitec.diagnostics import Diagnostic, Source, Span
from pincitec.diagnostics.catalogue.pack import BAD_REPORT
from pincitec.lock.model import Lock

MOST: Final = 100_000
"""Entries of one kind in an earlier report: more than any set of rules has."""
HELP: Final = "name the JSON that `pincite report --format json` wrote, or a lock file"


@frozen
class Thing:
    """Something that may change: what it is called, what it says in named parts, where it stands in the report of now."""

    what: str
    parts: Mapping[str, str]
    anchor: str = ""


Snapshot = Mapping[str, Mapping[str, Thing]]
"""By kind of thing and by what each is known by."""


class Malformed(Exception):
    """What is wrong with an earlier report, in a phrase; caught in this module."""


def read_earlier(source: Source) -> Snapshot | Diagnostic:
    """An earlier report from its JSON, or why it is none."""
    try:
        found = json.loads(source.text, parse_float=no_number, parse_constant=no_number)
        if not isinstance(found, dict) or found.get("schema") != SCHEMA:
            raise Malformed(f"its schema is not {SCHEMA}")
        return snapshot(found)
    except RecursionError:
        why = "nested too deeply"
    except Malformed as error:
        why = str(error)
    except ValueError:
        why = "not valid JSON"
    return Diagnostic.at(BAD_REPORT, Span(source.path, 0, 0), f"`{source.path}` is no citation report: {why}", help=HELP)


def no_number(text: str) -> Any:
    raise Malformed("a number that is not whole")


# ---- what a report holds


def snapshot(report: Mapping[str, Any]) -> Snapshot:
    """The things of a report, from its data."""
    return {
        "Files as received": known(files(report)),
        "Texts of the law": known(texts(report)),
        "Clauses": known(clauses(report)),
        "Quotations": known(quotations(report)),
        "Choices of interpretation": known(choices(report)),
        "Results of scenarios": known(outcomes(report)),
    }


def known(found: Iterator[tuple[str, Thing]]) -> dict[str, Thing]:
    """Things by what they are known by; several that are known alike are counted."""
    things: dict[str, Thing] = {}
    for key, thing in found:
        number, free = 1, key
        while free in things:
            number += 1
            free = f"{key} ({number})"
        things[free] = thing
        if len(things) > MOST:
            raise Malformed("more entries than any report has")
    return things


def files(report: Mapping[str, Any]) -> Iterator[tuple[str, Thing]]:
    for source in listed(report, "sources"):
        for file in each(source, "files"):
            said = {text(p, "name"): text(p, "value") for p in items(file)}
            path = said.get("File as received", "")
            yield path, Thing(path, {"SHA-256": said.get("SHA-256", "")}, text(source, "anchor"))


def texts(report: Mapping[str, Any]) -> Iterator[tuple[str, Thing]]:
    for chapter in listed(report, "chapters"):
        for spread in listed(chapter, "spreads"):
            for p in listed(spread, "paragraphs"):
                words = "".join(text(run, "text") for run in listed(p, "runs"))
                anchor = text(p, "anchor")
                yield anchor, Thing(text(spread, "citation"), {"text": f"{text(p, 'label')} {words}".strip()}, anchor)


def clauses(report: Mapping[str, Any]) -> Iterator[tuple[str, Thing]]:
    for chapter in listed(report, "chapters"):
        for spread in listed(chapter, "spreads"):
            for c in listed(spread, "clauses"):
                own = [text(w, "words") for w in listed(c, "own")]
                asked = [*conditions(c, "elements"), *(f"except when {line}" for line in conditions(c, "exceptions"))]
                parts = {
                    "says": f"{text(c, 'says')} {text(c, 'lead')}".strip(),
                    "conditions": "; ".join(asked),
                    "in the rules": " ".join(text(c, "code").split()),
                    "days": " ".join(string(line) for line in each(c, "standing")),
                }
                key = "|".join([text(c, "id").rpartition("#")[0], text(c, "decision"), *own])
                yield key, Thing(f"{text(spread, 'citation')}: {text(c, 'says')}", parts, text(c, "anchor"))


def conditions(holder: Mapping[str, Any], name: str) -> Iterator[str]:
    """The conditions of a clause in one line each, with those nested in them."""
    for e in listed(holder, name):
        said = [text(e, "number"), text(e, "reading"), text(e, "text"), text(e, "lead"), text(e, "uncited")]
        yield " ".join(part for part in said if part)
        yield from conditions(e, "children")


def quotations(report: Mapping[str, Any]) -> Iterator[tuple[str, Thing]]:
    for section in listed(report, "quotations"):
        for fare in listed(section, "fares"):
            for unit in listed(fare, "places"):
                for cited in listed(unit, "cited"):
                    words, place = below(cited, "words"), f"{text(section, 'title')} {text(below(unit, 'place'), 'text')}"
                    said = text(words, "text")
                    yield f"{place}|{said}", Thing(f"{said}, {place}", {"days": text(fare, "days")}, text(words, "anchor"))


def choices(report: Mapping[str, Any]) -> Iterator[tuple[str, Thing]]:
    for c in listed(report, "choices"):
        yield text(c, "name"), Thing(text(c, "title"), {"chosen": text(c, "chosen")}, text(c, "anchor"))


def outcomes(report: Mapping[str, Any]) -> Iterator[tuple[str, Thing]]:
    for o in listed(report, "outcomes"):
        key = "|".join(text(o, name) for name in ("policy", "scenario", "decision"))
        yield key, Thing(f"{text(o, 'scenario')}: {text(o, 'decision')}", {"result": text(o, "sentence")})


def items(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise Malformed("a list is missing")
    return value


def each(holder: Mapping[str, Any], name: str) -> list[Any]:
    return items(holder.get(name))


def below(holder: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = holder.get(name)
    if not isinstance(found, dict):
        raise Malformed(f"`{name}` is no object")
    return found


def listed(holder: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = each(holder, name)
    if not all(isinstance(x, dict) for x in found):
        raise Malformed(f"`{name}` holds what is no object")
    return found


def text(holder: Any, name: str) -> str:
    return string(holder.get(name) if isinstance(holder, dict) else None)


def string(value: Any) -> str:
    if not isinstance(value, str):
        raise Malformed("a text is missing")
    return value


# ---- what is different


def since_report(report: CitationReport, earlier: Snapshot, name: str) -> Changes:
    """What is different since an earlier report."""
    return compared(earlier, snapshot(data(report)), f"What is different since the report in {name}.")


def since_lock(now: Lock, earlier: Lock, name: str) -> Changes:
    """What is different since a lock file: it keeps files as received and quotations, and nothing else."""
    found = compared(of_lock(earlier), of_lock(now), f"What is different since the lock file {name}.")
    note = "A lock file keeps hashes and quotations: what became of clauses, choices and results, an earlier report in JSON tells."
    return found._replace(notes=(*found.notes, note))


def of_lock(lock: Lock) -> Snapshot:
    return {
        "Files as received": {path: Thing(path, {"SHA-256": digest}) for path, digest in lock.sources.items()},
        "Quotations": {
            e.id: Thing(f"“{e.words}”, {e.cite}", {"days": "; ".join(f"{day(t.from_)}: {plain(t.status)}" for t in e.texts)})
            for e in lock.entries
        },
    }


def day(value: object) -> str:
    return "from the beginning" if value is None else f"from {value}"


def plain(status: QuoteStatus) -> str:
    """A status as the lock keeps it: that nobody has approved a context is no change of the law."""
    return QuoteStatus.VERIFIED.value if status is QuoteStatus.CONTEXT_CHANGED else status.value


def compared(old: Snapshot, new: Snapshot, since: str) -> Changes:
    groups = tuple((kind, tuple(changes(old.get(kind, {}), new[kind]))) for kind in new)
    told = tuple((kind, found) for kind, found in groups if found)
    return Changes(since, told, () if told else ("Nothing is different.",))


def changes(old: Mapping[str, Thing], new: Mapping[str, Thing]) -> Iterator[Change]:
    for key, thing in new.items():
        before = old.get(key)
        if before is None:
            yield Change("came", thing.what, tuple(said(thing, lambda name, value: f"{name}: {value}")), thing.anchor)
        elif before.parts != thing.parts:
            yield Change("changed", thing.what, tuple(differences(before, thing)), thing.anchor)
    for key, thing in old.items():
        if key not in new:
            yield Change("went", thing.what, tuple(said(thing, lambda name, value: f"{name}: {value}")), "")


def said(thing: Thing, line: Callable[[str, str], str]) -> Iterator[str]:
    for name, value in thing.parts.items():
        if value and value != thing.what:
            yield line(name, value)


def differences(before: Thing, now: Thing) -> Iterator[str]:
    for name, value in now.parts.items():
        was = before.parts.get(name, "")
        if was != value:
            yield f"{name}, was: {was or 'nothing'}"
            yield f"{name}, is: {value or 'nothing'}"
