"""PC6xx: clauses and the days on which the law they encode is in force."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

LAPSE_NOT_FOLLOWED: Final = Rule(
    "PC601", "lapse-not-followed", Severity.ERROR, "words that came in place of quoted ones and that no clause speaks of"
)
VALUE_GAP: Final = Rule(
    "PC602", "value-gap", Severity.ERROR, "days on which a value has no clause in force between days on which it has one"
)
VALUE_OVERLAP: Final = Rule(
    "PC603", "value-overlap", Severity.ERROR, "days on which two clauses give different values under the same condition"
)
APPLICABILITY_NOT_ENCODED: Final = Rule(
    "PC604", "applicability-not-encoded", Severity.WARNING, "an act that applies only to some, and no clause says to whom"
)
HORIZON_UNKNOWN: Final = Rule("PC605", "horizon-unknown", Severity.WARNING, "a source that does not say how long it is known to hold")
ARRIVED_AMOUNT: Final = Rule(
    "PC606", "arrived-amount", Severity.ERROR, "an amount that an act brought into a unit of a clause and that no rule speaks of"
)
