"""Completion: what becomes of a decision, whatever the facts turn out to be that are not established.

    made = diagram(case)                  # the question asked, as a function of its open facts; a number past the effort allowed
    made.results()                        # every result that some completion has
    made.agreed()                         # the one that all have, if they do
    made.essential()                      # the facts on which it turns: enough to know
    for number in made.turns_on():        # the variables, in the order of the law
        made.variables[number].facts      # the facts that each comes from: one, but for conditions between facts
        for way, rest in made.after(number):
            rest.results()                # what is left when it turns out so; `way.samples[0]` is a value that does
    settling(made).sets                   # the smallest sets that can settle it, with the results and the shortest ways to each

`diagram(case, names)` treats the known facts `names` as open too, to ask which of them would have to change: `made.way(variable, value)` is
the way in which their value lies. `restrict({variable: way, …})` is what is left when some are known.

What is no fact is never completed: text that is not on file, a day that does not exist, judges who differ.
"""

from pincite.explain.completion.build import EFFORT, Variable
from pincite.explain.completion.diagram import Diagram, Result, diagram
from pincite.explain.completion.settling import Choice, Enough, Found, Path, settling
from pincite.explain.completion.table import Exhausted
from pincite.explain.completion.ways import Way

__all__ = [
    "EFFORT",
    "Choice",
    "Diagram",
    "Enough",
    "Exhausted",
    "Found",
    "Path",
    "Result",
    "Variable",
    "Way",
    "diagram",
    "settling",
]
