"""Days and figures in words, as all parts of a report write them."""

from datetime import date, timedelta

from pincite.facts.display import show_date


def days(from_: date | None, until: date | None) -> str:
    """A half-open interval with its last day, as people say it.

    >>> days(date(2018, 5, 16), date(2019, 6, 14)), days(None, date(2015, 7, 1)), days(date(2019, 6, 14), None)
    ('from May 16, 2018 to June 13, 2019', 'until June 30, 2015', 'from June 14, 2019')
    """
    if from_ is None and until is None:
        return "on every day"
    if from_ is None:
        assert until is not None
        return f"until {show_date(until - timedelta(1))}"
    if until is None:
        return f"from {show_date(from_)}"
    if until - from_ == timedelta(1):
        return f"on {show_date(from_)}"
    return f"from {show_date(from_)} to {show_date(until - timedelta(1))}"


def dedented(text: str, indent: int) -> str:
    """Lines of a rule without the indentation that they share; `indent` is that of the first, which `text` leaves out."""
    first, *rest = text.split("\n")
    return "\n".join([first, *(line[min(indent, len(line) - len(line.lstrip())) :] for line in rest)])
