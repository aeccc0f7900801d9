"""PC5xx: numbers and comparators that differ from their quotation.

Every number of a clause stands in its own quotation, in digits or in words, and every comparison agrees with the phrase beside
that number. Wrong amounts and wrong boundaries are the faults that published rule bases have most.
"""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

NUMBER_NOT_IN_QUOTATION: Final = Rule(
    "PC501", "number-not-in-quotation", Severity.ERROR, "a number of a clause does not stand in its quotation"
)
COMPARATOR_CONTRADICTS: Final = Rule(
    "PC502", "comparator-contradicts-quotation", Severity.ERROR, "a comparison differs from the one that the law states"
)
COMPARATOR_NOT_STATED: Final = Rule(
    "PC503", "comparator-not-stated", Severity.INFO, "the law states a number but no comparison: the one in the clause is a reading"
)
NUMBER_NOT_USED: Final = Rule("PC504", "number-not-used", Severity.WARNING, "a number of a quotation is used by no literal")
UNIT_NOT_STATED: Final = Rule("PC505", "unit-not-stated", Severity.ERROR, "the unit of a number does not stand with it in the law")
COMPARATOR_OUTSIDE: Final = Rule(
    "PC506", "comparator-outside-quotation", Severity.ERROR, "the phrase that makes a comparison stands outside the quotation"
)
