"""PC2xx: names of policies, facts, decisions and everything else that a policy declares or uses."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

UNKNOWN_NAME: Final = Rule("PC201", "unknown-name", Severity.ERROR, "a name that nothing declares")
DUPLICATE_NAME: Final = Rule("PC202", "duplicate-name", Severity.ERROR, "a name declared twice")
CIRCULAR_USE: Final = Rule("PC203", "circular-use", Severity.ERROR, "policies that use one another in a circle")
UNKNOWN_POLICY: Final = Rule("PC204", "unknown-policy", Severity.ERROR, "a policy that no file on hand declares")
CYCLIC_DEFINITION: Final = Rule("PC205", "cyclic-definition", Severity.ERROR, "a definition or decision that rests on itself")
AMBIGUOUS_NAME: Final = Rule("PC206", "ambiguous-name", Severity.ERROR, "a name that several used policies declare")
UNUSED: Final = Rule("PC207", "unused-declaration", Severity.WARNING, "a fact or definition that no rule uses, or a unit of nothing")
FACT_NOT_EXERCISED: Final = Rule("PC208", "fact-not-exercised", Severity.WARNING, "a fact that no scenario gives")
UNDECIDED: Final = Rule("PC209", "undecided-decision", Severity.WARNING, "a decision that no clause speaks of")
WRONG_READINGS: Final = Rule("PC210", "wrong-readings", Severity.ERROR, "readings that are not exactly those of the choice")
CYCLIC_PRECEDENCE: Final = Rule("PC211", "cyclic-precedence", Severity.ERROR, "provisions that override one another in a circle")
STATEMENT_IN_RULE: Final = Rule("PC212", "statement-in-rule", Severity.ERROR, "a rule that reads a figure stated as information")
SHARED_NAME: Final = Rule("PC213", "shared-name", Severity.INFO, "a fact whose short name another policy has too")
