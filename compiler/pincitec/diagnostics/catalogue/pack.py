"""PC9xx: scenarios, packs, and what is asked of them."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

SCENARIO_FAILED: Final = Rule("PC901", "scenario-failed", Severity.ERROR, "a scenario whose outcome is not what it expects")
BAD_PACK: Final = Rule("PC902", "bad-pack", Severity.ERROR, "a pack that is not well formed")
UNKNOWN_DECISION: Final = Rule("PC903", "unknown-decision", Severity.ERROR, "a decision that the rules do not have")
UNKNOWN_READING: Final = Rule("PC904", "unknown-reading", Severity.ERROR, "a choice or reading that the rules do not have")
FAULT: Final = Rule("PC905", "arithmetic-fault", Severity.ERROR, "an arithmetic fault, such as a division by zero")
EXPECTATION: Final = Rule("PC906", "scenario-without-expectation", Severity.WARNING, "a scenario that expects nothing")
BAD_REPORT: Final = Rule("PC907", "bad-report", Severity.ERROR, "an earlier citation report that is none")
