"""How scenarios exercise clauses: which truth values, boundaries, days and readings of each clause some scenario shows.

Stands above `explain`, whose cases it evaluates. Reads values, and decides nothing about the rules.
"""

from pincite.exercise.model import ClauseExercise, Exercise, Goal, Impossible
from pincite.exercise.run import Shown, exercise

__all__ = ["ClauseExercise", "Exercise", "Goal", "Impossible", "Shown", "exercise"]
