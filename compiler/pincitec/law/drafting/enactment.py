"""What is said of an act beside its instructions."""

from datetime import date

from attrs import frozen


@frozen
class Enactment:
    """A title and the days of an act. `effective`: the first day with the new text; `until`: from that day the text is again as it was."""

    title: str
    effective: date
    enacted: date | None = None
    known: date | None = None
    until: date | None = None
