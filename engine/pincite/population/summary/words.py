"""The words of summaries and comparisons in the language that is spoken: verdicts and outcomes, counts of rows, shares, groups."""

from collections.abc import Mapping
from typing import Final

from pincite.texts import decimal, msgid, plural, say

OUTCOMES: Final[Mapping[str, str]] = {
    "holds": msgid("holds"),
    "fails": msgid("fails"),
    "undetermined": msgid("undetermined"),
    "conflict": msgid("conflict"),
    "gap": msgid("gap"),
    "not_applicable": msgid("not applicable"),
    "fault": msgid("fault"),
    "text_not_on_file": msgid("text not on file"),
    "rules_behind_text": msgid("rules behind text"),
    "law_not_known": msgid("law not known"),
    "judgements_differ": msgid("judgements differ"),
    "ambiguous_date": msgid("ambiguous date"),
    "left_open": msgid("left open"),
    "exception_may_apply": msgid("exception may apply"),
    "not_decided_further": msgid("not decided further"),
    "ok": msgid("ok"),
    "beyond_horizon": msgid("beyond horizon"),
}
"""Verdicts, outcomes and statuses of the law, as JSON and CSV have them."""


def word_said(word: str) -> str:
    """A verdict, an outcome or a status in words.

    >>> word_said("text_not_on_file")
    'text not on file'
    """
    return say(OUTCOMES[word]) if word in OUTCOMES else word.replace("_", " ")


def rows_in_words(rows: int) -> str:
    return plural(rows, "{n} row", "{n} rows")


def share(rows: int, of: int) -> str:
    """A share, in tenths of a per cent, rounded to the nearest; nothing of no rows.

    >>> share(1, 3), share(2, 2), share(0, 0), share(1, 100_000)
    ('33.3 %', '100.0 %', '', '0.0 %')
    """
    if not of:
        return ""
    tenths = (2000 * rows + of) // (2 * of)
    return f"{decimal(tenths // 10, str(tenths % 10))} %"


def group_said(value: str | None, *, others: bool) -> str:
    """What a group of rows is called: the value that they have in a column, which stays as it is. A text without a character is empty."""
    return say("(all others)") if others else value or say("(empty)")
