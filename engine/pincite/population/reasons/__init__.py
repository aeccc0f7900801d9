"""Reasons of the rows of a population: completion exactly as `determine` has it, and each distinct reason explained once.

nodes = shown(pack, decision, law_on, readings)     # what the kernel packs into signatures
r = Reasons(pack, decision, law_on, on, readings, strict, kernel.bits(decision))
done = r.take(batch, out)                           # verdict, outcome, status, reason of each row
whole, numbers = merge([r.table(), …])              # the reasons of all tasks, and the new number of each
told = explained(whole, pack, decision, …)          # each with its headline, unmet elements, what is missing, quotations
"""

from pincite.population.reasons.complete import FAULT, NOT_DECIDED, OUTCOMES, Disagreement
from pincite.population.reasons.merge import merge
from pincite.population.reasons.reasons import Done, Reasons
from pincite.population.reasons.shown import shown
from pincite.population.reasons.told import MOST_TOLD, TOLD, explained

__all__ = ["FAULT", "MOST_TOLD", "NOT_DECIDED", "OUTCOMES", "TOLD", "Disagreement", "Done", "Reasons", "explained", "merge", "shown"]
