"""Which words of the law the rules speak of: every word of every text on file has one state (see `model.py`).

Stands after `check`: reads checked modules and sections, and reports. It decides nothing and finds no errors.
"""

from pincitec.coverage.cover import Studied, cover
from pincitec.coverage.model import Apart, By, Coverage, Cut, Listed, Passage, Run, SectionCover, Silence, State, UnitCover, VersionCover

__all__ = [
    "Apart", "By", "Coverage", "Cut", "Listed", "Passage", "Run", "SectionCover", "Silence", "State", "Studied", "UnitCover",
    "VersionCover", "cover",
]  # fmt: skip
