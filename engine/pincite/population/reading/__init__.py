"""Data of many cases: opened, mapped to facts, checked whole, and read as canonical batches. The first part of a population.

    data, problems = open_data("teachers.parquet", pack, ["us_nm.level_three.level_three_a"], on=date(2021, 6, 1))

Needs the extra `batch`. Assumes nothing of the data.
"""

from pincite.population.reading.blank import blank_map
from pincite.population.reading.data import Data, Recipe, open_data, reopen
from pincite.population.reading.mapping import read_map
from pincite.population.reading.model import Mapped, Task, Unreadable

__all__ = ["Data", "Mapped", "Recipe", "Task", "Unreadable", "blank_map", "open_data", "read_map", "reopen"]
