"""A summary as tables of text: one set of titles, columns and cells, from which every format for people is laid out."""

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from typing import Final

from attrs import frozen

from pincite.population.summary.model import Count, Summary, Told
from pincite.population.summary.words import group_said, rows_in_words, share, word_said
from pincite.texts import decimal, number, plural, say

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
    yield counted("verdict", say("Verdicts"), say("verdict"), say("What it came to, row by row."), told.verdicts, told.rows)
    if told.outcomes != told.verdicts:
        yield counted("outcome", say("Outcomes"), say("outcome"), say("The verdict with its reason."), told.outcomes, told.rows)
    if len(told.statuses) > 1 or any(c.word != "ok" for c in told.statuses):
        lead = say("The status of the law on the day of each row.")
        yield counted("status", say("What is known of the law"), say("status"), lead, told.statuses, told.rows)
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
            name = group_said(group.value, others=group.others)
            rows.append((name, number(group.rows), *(number(counts.get(w, 0)) for w in words)))
        heads = (by.column, say("rows"), *(word_said(w) for w in words))
        lead = say("Rows by verdict, the most frequent values first.")
        yield Sheet("by", say("By {column}", column=by.column), lead, heads, tuple(rows))


def counted(kind: str, title: str, head: str, lead: str, counts: Sequence[Count], of: int) -> Sheet:
    rows = tuple((word_said(c.word), number(c.rows), share(c.rows, of)) for c in counts)
    return Sheet(kind, title, lead, (head, say("rows"), say("share")), rows)


def amounts(told: Told) -> Sheet:
    found = told.amounts
    assert found is not None
    rows = [
        (say("rows with a value"), number(found.rows)),
        (say("least"), grouped(found.least)),
        (say("greatest"), grouped(found.greatest)),
    ]
    if found.total is not None:
        rows.append((say("together"), grouped(str(found.total))))
    return Sheet("value", say("Values"), say("Of the rows that have one."), ("", say("value")), tuple(rows))


def failing(told: Told) -> Sheet:
    lead = say("Which elements are not met, or stand against it, by themselves and together with others: in {rows}.", rows=refused(told))
    found = told.failing or ()
    rows = tuple(
        (f.text, f.citation, number(f.rows), share(f.rows, told.fails), number(f.alone), number(f.rows - f.alone))
        for f in found[:MOST_LISTED]
    )
    columns = (say("element"), say("where"), say("rows"), say("share"), say("alone"), say("with others"))
    after = (*more(len(found)), *untold(told.untold_fails))
    return Sheet("failing", say("Why not"), lead if found else say("No row fails."), columns, rows, 2, after)


def refused(told: Told) -> str:
    """The rows of which it is said what is not met."""
    gap = any(c.word == "gap" for c in told.verdicts)
    if gap:
        return plural(told.fails, "{n} row with no value", "{n} rows with no value")
    return plural(told.fails, "{n} row that fails", "{n} rows that fail")


def lacking(told: Told) -> Sheet:
    left = plural(told.open, "{n} row that the facts leave open", "{n} rows that the facts leave open")
    lead = say("In {rows}. Reached: where nothing is missing but it and the facts above it.", rows=left)
    found = told.lacking or ()
    twice = {label for label, count in Counter(f.label for f in found).items() if count > 1}
    rows = tuple(
        (
            named(f.label, f.fact, twice),
            number(f.rows),
            share(f.rows, told.open),
            number(f.alone),
            number(f.reached),
            share(f.reached, told.open),
        )
        for f in found[:MOST_LISTED]
    )
    columns = (say("missing fact"), say("rows"), say("share"), say("alone"), say("reached"), say("share reached"))
    said = lead if found else say("No row is left open for want of a fact.")
    return Sheet("lacking", say("What is missing"), said, columns, rows, 1, (*more(len(found)), *untold(told.untold_open)))


def named(label: str, fact: str, twice: Container[str]) -> str:
    """A fact by its label; where another has the same one, by its name too."""
    return f"{label} ({fact})" if label in twice else label


def more(found: int) -> tuple[str, ...]:
    rest = found - MOST_LISTED
    return (plural(rest, "{n} more is in the JSON and the CSV.", "{n} more are in the JSON and the CSV."),) if rest > 0 else ()


def untold(number: int) -> tuple[str, ...]:
    if not number:
        return ()
    rows = rows_in_words(number)
    return (say("Not counted here: {rows} with reasons that were not explained, because there are too many.", rows=rows),)


def grouped(text: str) -> str:
    """A number with separators; a day as it is."""
    whole, point, rest = text.partition(".")
    if not whole.lstrip("-").isdigit():
        return text
    sign = "-" if whole.startswith("-") else ""
    return sign + (decimal(abs(int(whole)), rest) if point else number(abs(int(whole))))


def title_of(found: Summary) -> str:
    return say("{rows} of {source}", rows=rows_in_words(found.rows), source=found.source)
