"""Findings as problems at their `verify`: what `pincite check` lists."""

from collections.abc import Iterator, Mapping
from typing import Final

from pincite.explain.display import plural, show_date
from pincite.prove.model import COUNTEREXAMPLE, NOT_FOUND, NOTHING_SEARCHED, Finding, Side, Witness
from pincitec.diagnostics import Diagnostic, Rule, Source, Span
from pincitec.diagnostics.catalogue import claims as rules

EMPTY: Final = "A holds in none of the cases that were tried, so the claim may say nothing"
SHORTEST: Final = 60
"""Characters of a condition that a message shows."""


def problems(finding: Finding, sources: Mapping[str, Source]) -> Iterator[Diagnostic]:
    """What is wrong with a claim, or worth a reviewer's look."""
    claim = f"`{shorten(finding.premise.text)}` implies `{shorten(finding.conclusion.text)}`"
    if finding.status == NOTHING_SEARCHED:
        notes = tuple(unread_days(finding))
        help = "put the missing text on file, or make the claim about law that is on file on one day"
        yield at(finding, sources, rules.NOTHING_SEARCHED, "on no day is all the law on file that this claims something of", notes, help)
    elif finding.status == COUNTEREXAMPLE and not finding.expected:
        help = 'correct the rules; where the sources themselves differ, say so: expect counterexample because "…"'
        notes = (*witness_notes(finding), *sides(finding))
        yield at(finding, sources, rules.COUNTEREXAMPLE, f"a case stands against {claim}", notes, help)
    elif finding.expected and finding.status != COUNTEREXAMPLE:
        help = "the divergence is gone: drop `expect counterexample`"
        yield at(finding, sources, rules.DIVERGENCE_GONE, f"no case stands against {claim}", (*searched(finding), *sides(finding)), help)
    elif finding.status != COUNTEREXAMPLE:
        if finding.search.vacuous:
            help = "look for a slip in the premise or in `assuming`; of a decision that is only required, write `requirements of`"
            message = f"`{shorten(finding.premise.text)}` holds in none of the cases that were tried"
            yield at(finding, sources, rules.EMPTY_CLAIM, message, tuple(searched(finding)), help)
        if finding.status == NOT_FOUND:
            message = f"no case was found against {claim}; it is not proved"
            yield at(finding, sources, rules.NOT_PROVED, message, tuple(searched(finding)), None)


def at(finding: Finding, sources: Mapping[str, Source], rule: Rule, message: str, notes: tuple[str, ...], help: str | None) -> Diagnostic:
    return Diagnostic.at(rule, span_of(finding, sources), message, notes=notes, help=help)


def span_of(finding: Finding, sources: Mapping[str, Source]) -> Span:
    """The line on which a claim begins."""
    path, _, line = finding.location.rpartition(":")
    source = sources.get(path)
    number = int(line) if line.isdigit() else 0
    if source is None or not 1 <= number <= len(source.line_starts):
        return Span(path, 0, 0)
    start, text = source.line_starts[number - 1], source.line(number)
    return Span(path, start + len(text) - len(text.lstrip()), start + len(text.rstrip()))


def shorten(text: str) -> str:
    return text if len(text) <= SHORTEST else f"{text[: SHORTEST - 1].rstrip()}…"


# ---- in words, for problems and for `pincite prove`


def witness_notes(finding: Finding) -> Iterator[str]:
    """The case in one note; then what must be known of its day."""
    witness = finding.witness
    if witness is None:
        return
    lines = [f"{'– ' * row.record}{row.label}: {row.value}" for row in witness.rows] or ["whatever the facts are"]
    yield "\n".join([f"on {show_date(witness.on)}{readings_of(witness)}:", *lines])
    yield from witness.beyond


def readings_of(witness: Witness) -> str:
    """The readings that are not the default."""
    read = [f"{choice.rpartition('.')[2]} read as {reading}" for choice, reading in witness.other_readings]
    return f", {' and '.join(read)}" if read else ""


def sides(finding: Finding) -> Iterator[str]:
    """Both sides with the words of the law."""
    for name, side in (("A", finding.premise), ("B", finding.conclusion)):
        yield "\n".join([f"{name}: {side.text}", *quoted(side)])


MOST_QUOTED = 4


def quoted(side: Side) -> Iterator[str]:
    for passage in side.passages[:MOST_QUOTED]:
        yield f"“{passage.words}” — {passage.citation}"
    if len(side.passages) > MOST_QUOTED:
        yield f"and {plural(len(side.passages) - MOST_QUOTED, 'more quotation')}"


def searched(finding: Finding) -> Iterator[str]:
    """How it was searched, and what was left out."""
    search = finding.search
    readings = f", {plural(search.readings, 'combination')} of readings" if search.readings > 1 else ""
    scenarios = f", the facts of {plural(search.scenarios, 'scenario')} among them" if search.scenarios else ""
    yield f"searched: {plural(len(search.days), 'day')}{readings}, {plural(search.cases, 'partial case')}{scenarios}"
    yield from search.bounds
    if search.open_cases and finding.witness is None:
        yield f"undetermined with all facts known: {plural(search.open_cases, 'case')}, in which the rules do not decide A or B"
    yield from unread_days(finding)


def unread_days(finding: Finding) -> Iterator[str]:
    """The days of which nothing is claimed."""
    for stretch in finding.search.unread:
        ends = [f"from {show_date(stretch.from_)}"] if stretch.from_ is not None else []
        ends += [f"before {show_date(stretch.until)}"] if stretch.until is not None else []
        yield f"nothing is claimed of days {' and '.join(ends) or 'at all'}: the text of {' and of '.join(stretch.sections)} is not on file"
