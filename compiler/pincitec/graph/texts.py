"""The texts of law that a pack carries, so that the engine can quote them without the compiler."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen


@frozen
class TextPiece:
    """A run of characters of one status: verbatim, derived, unchanged, inferred, unknown. `act` brought or last touched it."""

    text: str
    status: str
    act: str | None = None


@frozen
class TextUnit:
    """A unit of a section on some days: its identity (which survives redesignation), designations, own text, and units within."""

    identity: str
    path: tuple[str, ...]
    designator: str
    citation: str
    pieces: tuple[TextPiece, ...]
    children: tuple["TextUnit", ...] = ()

    def walk(self) -> Iterator["TextUnit"]:
        yield self
        for child in self.children:
            yield from child.walk()


@frozen
class TextVersion:
    """The text in force on the days `[from_, until)`. `assumed` says why its first day is assumed, for an undated source."""

    from_: date
    until: date | None
    complete: bool
    assumed: str | None
    acts: tuple[str, ...]
    units: tuple[TextUnit, ...]

    def covers(self, day: date) -> bool:
        return self.from_ <= day and (self.until is None or day < self.until)

    def unit(self, identity: str) -> TextUnit | None:
        return next((u for top in self.units for u in top.walk() if u.identity == identity), None)


@frozen
class ActNotice:
    """An act that a reader of the days `[from_, until)` has to be told of. `kind`: `retroactive` (it changed the text of those days,
    and was made later, with `words` the reason to say so), `waiting` (it has no effect while what it waits for, `words`, has not come) or
    `undated` (nothing on file says when it became known, and it counts as known on the day of knowledge; `words` is empty).

    `made`: the day on which it was made, if that is on file.

    `places` are the units that it changes, as they are cited, and `identities` their identities; without any it may change every unit.
    """

    kind: str
    act: str
    from_: date | None
    until: date | None
    words: str
    made: date | None = None
    places: tuple[str, ...] = ()
    identities: tuple[str, ...] = ()

    def concerns(self, day: date) -> bool:
        return (self.from_ is None or self.from_ <= day) and (self.until is None or day < self.until)


@frozen
class SectionText:
    """A section or page: how it is cited, its authority, how far the file reaches (`known_until`, inclusive), its versions."""

    id: str
    cite: str
    authority: str
    known_until: date | None
    horizon_unknown: bool
    horizon_because: str
    versions: tuple[TextVersion, ...]
    notices: tuple[ActNotice, ...] = ()

    def on(self, day: date) -> TextVersion | None:
        """The version of a day; `None` where the text of that day is not on file."""
        return next((v for v in self.versions if v.covers(day)), None)
