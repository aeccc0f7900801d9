"""PC45x: words of the law that no clause encodes, and logic that no words carry."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

UNCITED_LOGIC: Final = Rule("PC451", "uncited-logic", Severity.ERROR, "a condition with neither words of the law nor a reason")
UNCITED_CONDITION: Final = Rule("PC452", "uncited-condition", Severity.INFO, "a condition of ours that no words of the law state")
BRACKETING: Final = Rule("PC453", "bracketing", Severity.INFO, "words of the law that mix `and` and `or`, bracketed by us")
"""Listed for review: the law's own words between the items mix the two."""
