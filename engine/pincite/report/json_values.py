"""What all of the JSON of a determination is made of: truths, days, exact values, quotations."""

from fractions import Fraction
from typing import Any

from pincite.explain.proof import Exact, Passage
from pincitec.semantics.truth import NAMES

Data = dict[str, Any]


def truth(code: int | None) -> str | None:
    return None if code is None else NAMES[code]


def day(value: Any) -> str | None:
    return None if value is None else str(value.isoformat())


def exact(value: Exact | None) -> Data | None:
    """A number is whole, or a text "numerator/denominator": never a float."""
    if value is None:
        return None
    if value.number is None:
        return {"type": value.type, "text": value.text}
    number = str(value.number) if isinstance(value.number, Fraction) else value.number
    return {"type": value.type, "unit": value.unit, "number": number}


def passage(p: Passage | None) -> Data | None:
    if p is None:
        return None
    found = {"words": p.words, "citation": p.citation, "section": p.section, "status": p.status, "elided": list(p.elided)}
    return found if p.link is None else {**found, "link": p.link}
