"""What a citation says: a place in a code, in an act, in a regulation or in the text at hand. Values only; nothing here reads or writes.

Two citations are equal when they name the same place, however each was written.
"""

from attrs import frozen

from pincitec.diagnostics import Span


@frozen
class CodeSection:
    """A section of a code, or a unit of one.

    `code` is an identity of `codes`, None where the citation names no code. `title` stands before the section where the code counts
    sections within titles, chapters or articles. `pin` are the designators below the section, outermost first. `year` is the edition
    that the citation states, `note` that it means the note below the section.
    """

    code: str | None
    section: str
    pin: tuple[str, ...] = ()
    title: str | None = None
    year: int | None = None
    note: bool = False


@frozen
class CodePart:
    """A chapter or an article of a code, outermost first: (("chapter", "22"), ("article", "10A"))."""

    code: str
    steps: tuple["Step", ...]


@frozen
class SessionLaw:
    """An act by year and chapter, or a section of it.

    `jurisdiction` is None where the citation names no state. `session` is that of a special session, such as "1st S.S.". An `elliptic` one
    goes on from a citation before it ("2005, ch. 315, § 8" in a History line).
    """

    jurisdiction: str | None
    year: int
    chapter: str
    section: str | None = None
    pin: tuple[str, ...] = ()
    session: str | None = None
    elliptic: bool = False


@frozen
class PublicLaw:
    """An act by its number: "Pub. L. 114-95", "D.C. Law 24-167". `series` is a key of `codes.NUMBERED`."""

    series: str
    number: str
    section: str | None = None
    pin: tuple[str, ...] = ()


@frozen
class Regulation:
    """A section of an administrative code, or a whole part of it (then `section` is None)."""

    code: str
    section: str | None
    pin: tuple[str, ...] = ()
    title: str | None = None
    year: int | None = None
    part: str | None = None


@frozen
class Compilation:
    """A section under the number that an older compilation gave it: "1978 Comp., § 22-10A-11"."""

    year: int
    section: str
    pin: tuple[str, ...] = ()


@frozen
class Page:
    """A page of a series that prints acts: "129 Stat. 1802". `series` is a key of `codes.SERIES`."""

    series: str
    volume: str
    page: str


@frozen
class Step:
    """One designator with the name of its level. The name is empty for a designator that follows another: "(2)" in "subsection (b)(2)"."""

    level: str
    label: str


@frozen
class Relative:
    """A place that is only found from where it is written: "Subsection C of this section". `steps` run from the outermost inwards.

    `base` is what "this" or "said" goes with ("section", "act"), or empty. A `former` unit is not the one that bears its designator now.
    """

    steps: tuple[Step, ...]
    base: str = ""
    former: bool = False


Place = CodeSection | CodePart | SessionLaw | PublicLaw | Regulation | Compilation | Page | Relative
"""One place."""


@frozen
class Range:
    """From the one place to the other, both included, or on from the first ("et seq.", then `last` is None).

    Which places lie between is not said: sections are added and repealed.
    """

    first: Place
    last: Place | None


@frozen
class Several:
    """A list, in the order in which it was written; at least two."""

    items: tuple[Place | Range, ...]


Citation = Place | Range | Several


@frozen
class Found:
    """A citation in a text. `resolved` says in full what it means there, None where the text does not tell."""

    span: Span
    citation: Citation
    resolved: Citation | None


@frozen
class Unrecognised:
    """Characters that look like a citation and were not understood. No part of them was taken for one."""

    span: Span


def places(citation: Citation) -> tuple[Place, ...]:
    """The places that a citation states. Of a range, its ends.

    >>> places(Range(CodeSection(None, "1"), None))
    (CodeSection(code=None, section='1', pin=(), title=None, year=None, note=False),)
    """
    if isinstance(citation, Several):
        return tuple(place for item in citation.items for place in places(item))
    if isinstance(citation, Range):
        return (citation.first,) if citation.last is None else (citation.first, citation.last)
    return (citation,)
