"""Citations of law, both ways: `parse` reads one, `find` lists those of a text, `write` prints one. A grammar of our own.

Codes, session laws, regulations, compilations, and places named from where they stand ("Subsection C of this section"), with pin
cites, lists and ranges. What is not understood is said to be so; a number is never cut short.
"""

from pincitec.law.citations.find import find
from pincitec.law.citations.model import (
    Citation,
    CodePart,
    CodeSection,
    Compilation,
    Found,
    Page,
    Place,
    PublicLaw,
    Range,
    Regulation,
    Relative,
    SessionLaw,
    Several,
    Step,
    Unrecognised,
    places,
)
from pincitec.law.citations.reading import parse
from pincitec.law.citations.write import Style, write

__all__ = [
    "Citation",
    "CodePart",
    "CodeSection",
    "Compilation",
    "Found",
    "Page",
    "Place",
    "PublicLaw",
    "Range",
    "Regulation",
    "Relative",
    "SessionLaw",
    "Several",
    "Step",
    "Style",
    "Unrecognised",
    "find",
    "parse",
    "places",
    "write",
]
