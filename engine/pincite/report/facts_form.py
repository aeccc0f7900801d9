"""A blank facts file of a decision: each fact with its wording, the words of the law that ask for it, who judges it, and how it is written.

Every value is left empty, so that the file can be read as it is and says nothing. Facts stand under the provision that asks for them first,
in the order of the law.
"""

import json
import textwrap
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from typing import Final

from attrs import frozen

from pincite.explain.asking import AskedFact, Asking, facts_asked
from pincite.facts.display import show_date
from pincite.facts.reading import MISSING
from pincitec.graph.clauses import FIXED, PAST
from pincitec.graph.pack import Pack
from pincitec.semantics.types import Enumeration, Field, ListOf, Quantity, Type

WIDTH: Final = 80
MOST_QUOTED: Final = 3
"""Quotations of one fact or field; the schema and the report have all."""

FORMS: Final = {
    "boolean": "true or false",
    "date": "a day: 2019-06-14",
    "school_year": '"2019-20"',
    "text": "words",
    "money": "an amount: $52,000 or 52000.00",
    "percent": "a percentage: 62.5%",
    "days": "days: 160 days",
    "period": "a period: 3 years 6 months, or since when: { since: 2018-08-12 }",
    "integer": "a whole number: 3",
}


@frozen
class Entry:
    """A fact of the form: the name under which it is given, what it is, and how it is written."""

    name: str
    label: str
    form: tuple[str, ...]
    asked: AskedFact
    judges: tuple[str, ...]
    list: ListOf | None


@frozen
class Form:
    """The form of a decision, by its qualified name; `on`: the one day that it is for."""

    decision: str
    label: str
    on: date | None
    entries: tuple[Entry, ...]

    @property
    def lists(self) -> tuple[Entry, ...]:
        return tuple(e for e in self.entries if e.list is not None)


def facts_form(pack: Pack, decision: str, on: date | None = None) -> Form:
    """The form of a decision; with a day, of what can be asked for on that day."""
    shorts = [f.name.rpartition(".")[2] for f in pack.facts]
    parties = {p.name: p.wording for p in pack.parties}
    entries = []
    for asked in facts_asked(pack, decision, on):
        short = asked.fact.name.rpartition(".")[2]
        kind = pack.type_of[asked.fact.type]
        entries.append(
            Entry(
                short if shorts.count(short) == 1 else asked.fact.name,
                asked.fact.wording.label,
                written(kind),
                asked,
                tuple(parties.get(j, j) for j in asked.fact.judged_by),
                kind if isinstance(kind, ListOf) else None,
            )
        )
    return Form(decision, pack.decision[decision].wording.label, on, tuple(entries))


def written(kind: Type) -> tuple[str, ...]:
    """How a value of a type is written, a line each."""
    if isinstance(kind, Enumeration):
        return ("one of:", *(f"  {m.name}" + (f": {m.wording}" if m.wording != m.name else "") for m in kind.members))
    if isinstance(kind, Quantity) and kind.words:
        return (f"a number of {kind.noun(2)}: 3 {kind.noun(3)}",)
    return (FORMS.get(kind.key, f"a number of {kind.key}: 2.5" if isinstance(kind, Quantity) and kind.units else "a number: 2.5"),)


def render_json(form: Form) -> str:
    return json.dumps({entry.name: None for entry in form.entries}, indent=2, ensure_ascii=False)


def render_yaml(form: Form) -> str:
    """The form as YAML with comments, 80 columns wide."""
    return "\n".join(yaml_lines(form)).rstrip("\n") + "\n"


def yaml_lines(form: Form) -> Iterator[str]:
    when = f" on {show_date(form.on)}" if form.on else ""
    yield from comment(f"Facts for: {form.label} ({form.decision}){when}")
    yield "#"
    if not form.entries:
        yield from comment("No rule reads any fact for it.")
        return
    yield from comment("Write each value after its colon. What stays empty is not known, and nothing is guessed in its place.", hang="")
    yield from comment("A value may say where it comes from, or why it is missing:")
    yield '#   { value: …, source: "service record", date: 2021-05-03, status: verified }'
    yield f"#   {{ missing: {MISSING[2]} }}  (or {', '.join(MISSING[:2])}, {MISSING[3]})"
    for heading, entries in groupby(
        form.entries, lambda e: e.asked.askings[0].citation if e.asked.askings else "Asked for by no words of the law"
    ):
        yield ""
        yield from comment(f"---- {heading}", hang="     ")
        for entry in entries:
            yield ""
            yield from entry_lines(entry)


def entry_lines(entry: Entry) -> Iterator[str]:
    yield from comment(sentence(entry.label))
    place = entry.asked.askings[0] if entry.asked.askings else None
    yield from quoted_lines(entry.asked.askings, place, "  ")
    if entry.judges:
        yield from comment(f"  judged by {f' {entry.asked.fact.joined} '.join(entry.judges)}")
    yield from changing(entry.asked.fact.change, "  ")
    if entry.asked.fact.several:
        yield from ("#   who found what:", "#     judgements:")
        yield from (f"#       - {{ by: {j.rpartition('.')[2]}, value: … }}" for j in entry.asked.fact.judged_by)
    if entry.list is None:
        for line in entry.form:
            yield from comment(f"  {line}")
    else:
        yield from list_lines(entry, entry.list, place)
    yield f"{entry.name}:"


def list_lines(entry: Entry, kind: ListOf, place: Asking | None) -> Iterator[str]:
    """The fields of a list's records, and how records are written."""
    askings = dict(entry.asked.fields)
    keys = " and ".join(kind.element.by)
    yield from comment(f"  records, each told from the others by its {keys}; the fields of a record:")
    for field in kind.element.fields:
        yield from field_lines(field, askings.get(field.name, ()), place)
    yield from comment("  Written so, or as a table:")
    for line in example(entry.name, kind):
        yield f"#   {line}"


def changing(change: str, indent: str) -> Iterator[str]:
    """Whether the rules say that a fact cannot become otherwise."""
    if change == PAST:
        yield from comment(f"{indent}lies in the past")
    elif change == FIXED:
        yield from comment(f"{indent}can never be otherwise")


def field_lines(field: Field, askings: Iterable[Asking], place: Asking | None) -> Iterator[str]:
    form = written(field.type)
    yield from comment(f"    {field.name}: {field.label}; {form[0]}" if field.label != field.name else f"    {field.name}: {form[0]}")
    for line in form[1:]:
        yield from comment(f"      {line}")
    yield from quoted_lines(askings, place, "      ")
    yield from changing(field.change, "      ")


def example(name: str, kind: ListOf) -> Iterator[str]:
    """Records as they are written: under their key if there is one, else as a list."""
    fields = [f.name for f in kind.element.fields]
    yield f"{name}:"
    yield "  complete: true  # no more exist; leave it out where that is not known"
    yield '  source: "who vouches for that"'
    yield "  records:"
    if len(kind.element.by) == 1:
        key = next(f for f in kind.element.fields if f.name == kind.element.by[0])
        yield f"    {KEYS.get(key.type.key, 'KEY')}:"
        yield from (f"      {f}: …" for f in fields if f not in kind.element.by)
    else:
        yield from (f"    {'-' if i == 0 else ' '} {f}: …" for i, f in enumerate(fields))
    yield f'{name}: {{ file: {name}.csv, complete: true, source: "…" }}'


KEYS: Final = {"school_year": '"2019-20"', "integer": "1", "date": "2019-06-14"}


def quoted_lines(askings: Iterable[Asking], place: Asking | None, indent: str) -> Iterator[str]:
    """The words that ask, each with its citation where that is another than the heading's; on the heading's page without its name."""
    every = tuple(askings)
    for asking in every[:MOST_QUOTED]:
        here = place is not None and asking.section == place.section
        cite = "" if place and asking.citation == place.citation else f" — {asking.within if here else asking.citation}"
        until = f" (until {show_date(asking.until)})" if asking.until else ""
        yield from comment(f"{indent}“{asking.words}”{cite}{until}")
    if len(every) > MOST_QUOTED:
        yield from comment(f"{indent}and {len(every) - MOST_QUOTED} more places")


def comment(text: str, hang: str = "  ") -> Iterator[str]:
    """A comment of one line or, where it is too long, more, each further one indented by `hang`."""
    text = text.rstrip()
    bare = text.lstrip()
    indent = text[: len(text) - len(bare)]
    first, further = f"# {indent}", f"# {indent}{hang}"
    yield from textwrap.wrap(
        " ".join(bare.split()), WIDTH, initial_indent=first, subsequent_indent=further, break_long_words=False, break_on_hyphens=False
    )


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
