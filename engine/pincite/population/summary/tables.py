"""A summary as tables of text: one set of titles, columns and cells, from which every format for people is laid out."""

from collections.abc import Iterator, Sequence
from typing import Final

from attrs import frozen

from pincite.population.summary.model import Count, Summary, Told, tenths

MOST_LISTED: Final = 20
"""Elements and facts that are shown; JSON and CSV have all."""


@frozen
class Sheet:
    """A table: a title, a sentence that says how to read it, names of columns, rows of cells. The first `words` columns are texts, the
    others numbers. `after`: sentences below it. `kind` says which plot belongs to it."""

    kind: str
    title: str
    lead: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: int = 1
    after: tuple[str, ...] = ()


def sheets(told: Told) -> Iterator[Sheet]:
    """The tables of one decision, in the order in which they are shown."""
    yield counted("verdict", "Verdicts", "What it came to, row by row.", told.verdicts, told.rows)
    if told.outcomes != told.verdicts:
        yield counted("outcome", "Outcomes", "The verdict with its reason.", told.outcomes, told.rows)
    if len(told.statuses) > 1 or any(c.word != "ok" for c in told.statuses):
        yield counted("status", "What is known of the law", "The status of the law on the day of each row.", told.statuses, told.rows)
    if told.amounts is not None:
        yield amounts(told)
    if told.failing is not None:
        yield failing(told)
    if told.lacking is not None:
        yield lacking(told)
    for by in told.by:
        words = [c.word for c in told.verdicts]
        rows = []
        for group in by.groups:
            counts = {c.word: c.rows for c in group.verdicts}
            name = "(all others)" if group.others else "(empty)" if group.value is None else group.value
            rows.append((name, f"{group.rows:,}", *(f"{counts.get(w, 0):,}" for w in words)))
        heads = (by.column, "rows", *(spaced(w) for w in words))
        yield Sheet("by", f"By {by.column}", "Rows by verdict, the most frequent values first.", heads, tuple(rows))


def counted(kind: str, title: str, lead: str, counts: Sequence[Count], of: int) -> Sheet:
    rows = tuple((spaced(c.word), f"{c.rows:,}", tenths(c.rows, of)) for c in counts)
    return Sheet(kind, title, lead, (kind, "rows", "share"), rows)


def amounts(told: Told) -> Sheet:
    found = told.amounts
    assert found is not None
    rows = [("rows with a value", f"{found.rows:,}"), ("least", grouped(found.least)), ("greatest", grouped(found.greatest))]
    if found.total is not None:
        rows.append(("together", f"{found.total:,}"))
    return Sheet("value", "Values", "Of the rows that have one.", ("", "value"), tuple(rows))


def failing(told: Told) -> Sheet:
    lead = f"Which elements are not met, or stand against it, in the {refused(told)}: by themselves, and together with others."
    found = told.failing or ()
    rows = tuple(
        (f.text, f.citation, f"{f.rows:,}", tenths(f.rows, told.fails), f"{f.alone:,}", f"{f.rows - f.alone:,}")
        for f in found[:MOST_LISTED]
    )
    columns = ("element", "where", "rows", "share", "alone", "with others")
    return Sheet("failing", "Why not", lead if found else "No row fails.", columns, rows, 2, (*more(len(found)), *untold(told)))


def refused(told: Told) -> str:
    """The rows of which it is said what is not met."""
    gap = any(c.word == "gap" for c in told.verdicts)
    fail = "that fails" if told.fails == 1 else "that fail"
    return f"{rows_in_words(told.fails)} {'with no value' if gap else fail}"


def lacking(told: Told) -> Sheet:
    lead = f"In the {rows_in_words(told.open)} that the facts leave open. Reached: where nothing is missing but it and the facts above it."
    found = told.lacking or ()
    rows = tuple(
        (f.label, f"{f.rows:,}", tenths(f.rows, told.open), f"{f.alone:,}", f"{f.reached:,}", tenths(f.reached, told.open))
        for f in found[:MOST_LISTED]
    )
    columns = ("missing fact", "rows", "share", "alone", "reached", "share reached")
    said = lead if found else "No row is left open for want of a fact."
    return Sheet("lacking", "What is missing", said, columns, rows, 1, more(len(found)))


def more(number: int) -> tuple[str, ...]:
    return (f"{number - MOST_LISTED:,} more are in the JSON and the CSV.",) if number > MOST_LISTED else ()


def untold(told: Told) -> tuple[str, ...]:
    if not told.untold:
        return ()
    return (f"Not counted here: {rows_in_words(told.untold)} with reasons that were not explained, because there are too many.",)


def spaced(word: str) -> str:
    return word.replace("_", " ")


def grouped(text: str) -> str:
    """A number with separators of thousands; a day as it is."""
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.lstrip("-").isdigit() else text


def title_of(found: Summary) -> str:
    return f"{rows_in_words(found.rows)} of {found.source}"


def rows_in_words(number: int) -> str:
    return f"{number:,} {'row' if number == 1 else 'rows'}"
