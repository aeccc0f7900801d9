"""`pincite terms`: the terms of the sources, where each is defined and used, and wordings that may mean one thing."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from pincite.cli.command import Command
from pincite.cli.streams import LETTER, Exit, columns, refused, result, talk
from pincitec.diagnostics.diagnostic import has_errors
from pincitec.diagnostics.render.json import dumps
from pincitec.diagnostics.render.text import fold, plural
from pincitec.project import find_project

if TYPE_CHECKING:
    from pincitec.terms.model import NearSynonym, Place, Term, Terms

SCHEMA: Final = "pincite-terms/1"
FORMATS: Final = ("text", "json")
MOST_PLACES: Final = 3
"""Uses of one term that the text shows; JSON has all."""
HOW: Final = {"entry": "an entry of its definitions", "means": "its own words", "abbreviation": "a short form in parentheses"}


@click.command(cls=Command, short_help="List the terms of the sources, and wordings that may be alike.")
@click.option("--format", "format", type=click.Choice(FORMATS), default="text", show_default=True, help="How to list them.")
def terms(format: str) -> int:
    """List where the newest texts on file define terms and use them, which they use and do not define, and near-synonyms.

    Near-synonyms are suggestions for a reader: different wordings, of which the rules quote at least one, that may mean one thing.
    Nothing rests on them.
    """
    project, problems = find_project(Path.cwd())
    if has_errors(problems):
        return refused(problems, project.settings, err=True)
    from pincitec.compile import study
    from pincitec.terms.find import terms as find_terms

    found = study(project)
    if not found.laws.sections:
        talk("no terms: no law is on file here")
        return Exit.USAGE
    listed = find_terms(found.laws, found.modules)
    if format == "json":
        result(dumps(as_json(listed)))
        return Exit.OK
    for line in as_text(listed):
        result(line)
    counted = (plural(len(listed.defined), "defined term"), f"{len(listed.undefined)} used and not defined")
    talk(f"{', '.join(counted)}, {plural(len(listed.near), 'pair')} of wordings that may be alike")
    return Exit.OK


# ---- for people


def as_text(listed: "Terms") -> Iterator[str]:
    """Three parts, each with the words of the law and their pincites."""
    width = columns(LETTER)
    yield from titled("Defined terms")
    for term in listed.defined:
        yield from term_lines(term, width)
    yield from titled("Used and not defined")
    for term in listed.undefined:
        yield from term_lines(term, width)
    yield from titled("Wordings that may mean one thing")
    for near in listed.near:
        yield from near_lines(near, width)


def titled(title: str) -> Iterator[str]:
    yield title
    yield "=" * len(title)
    yield ""


def term_lines(term: "Term", width: int) -> Iterator[str]:
    yield from fold(term.term, width)
    for definition in term.definitions:
        yield from margin(f"defined in {definition.place.citation}, by {HOW[definition.how]}", 2, width)
        yield from margin(f"“{definition.place.sentence}”", 4, width)
        if definition.rules:
            yield from margin(f"encoded as {', '.join(definition.rules)}", 4, width)
    if term.because:
        yield from margin(f"not defined; {term.because}", 2, width)
    others = set(term.elsewhere)
    yield from use_lines([*(p for p in term.uses if p not in others), *(p for p in term.uses if p in others)], width)
    if others:
        yield from margin(f"used, and not defined, in {', '.join(sorted({p.section for p in others}))}", 2, width)
    yield ""


def use_lines(uses: "Sequence[Place]", width: int) -> Iterator[str]:
    if not uses:
        yield "  not used elsewhere"
        return
    yield f"  used {'once' if len(uses) == 1 else f'{len(uses)} times'}:"
    yield from (line for place in uses[:MOST_PLACES] for line in place_lines(place, width))
    if len(uses) > MOST_PLACES:
        yield f"    and {len(uses) - MOST_PLACES} more"


def near_lines(near: "NearSynonym", width: int) -> Iterator[str]:
    yield from fold(f"“{near.left.words}” beside “{near.right.words}”", width)
    yield from margin(near.because + (", in different sources" if near.across else ""), 2, width)
    for wording in (near.left, near.right):
        firsts = {p.section: p for p in reversed(wording.places)}
        yield from (line for place in list(firsts.values())[::-1] for line in place_lines(place, width))
    yield ""


def place_lines(place: "Place", width: int) -> Iterator[str]:
    yield from margin(f"“{place.sentence}” — {place.citation}", 4, width, 6)


def margin(text: str, by: int, width: int, further: int | None = None) -> Iterator[str]:
    first, *rest = fold(text, width - max(by, further or by)) or [""]
    yield " " * by + first
    yield from (" " * (further or by) + line for line in rest)


# ---- for programs


def as_json(listed: "Terms") -> dict[str, Any]:
    return {
        "schema": SCHEMA,
        "defined": [term_json(t) for t in listed.defined],
        "undefined": [term_json(t) for t in listed.undefined],
        "near": [
            {
                "wordings": [{"words": w.words, "places": [place_json(p) for p in w.places]} for w in (near.left, near.right)],
                "because": near.because,
                "across": near.across,
            }
            for near in listed.near
        ],
    }


def term_json(term: "Term") -> dict[str, Any]:
    return {
        "term": term.term,
        "definitions": [{"how": d.how, "rules": list(d.rules), **place_json(d.place)} for d in term.definitions],
        "because": term.because or None,
        "uses": [place_json(p) for p in term.uses],
    }


def place_json(place: "Place") -> dict[str, Any]:
    return {
        "words": place.words,
        "section": place.section,
        "unit": place.identity,
        "citation": place.citation,
        "sentence": place.sentence,
    }
