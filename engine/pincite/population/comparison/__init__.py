"""Two runs over the same rows that differ in the day, a reading or an act: who gains, who loses, whose amount is another.

found = compare(Pair(before, after), by=("district",))     # two `Side`s: a pack, what is asked of it, the data
"""

from pincite.population.comparison.compare import Listing, compare
from pincite.population.comparison.model import CHANGES, UNCHANGED, Compared, Pair, Side

__all__ = ["CHANGES", "UNCHANGED", "Compared", "Listing", "Pair", "Side", "compare"]
