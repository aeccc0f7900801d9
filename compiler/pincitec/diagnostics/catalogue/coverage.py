"""PC45x: words of the law that no clause encodes, and logic that no words carry."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

UNCITED_LOGIC: Final = Rule("PC451", "uncited-logic", Severity.INFO, "a condition of ours that no words of the law state")
"""Listed for review; the grammar asks for its reason (`uncited … because "…"`)."""
BRACKETING: Final = Rule("PC452", "bracketing", Severity.INFO, "words of the law that mix `and` and `or`, bracketed by us")
CONNECTIVE: Final = Rule("PC453", "wrong-connective", Severity.ERROR, "`all` where the law says `or`, or `any` where it says `and`")
NEGATION_NOT_ENCODED: Final = Rule("PC454", "negation-not-encoded", Severity.WARNING, "a negation that the meaning of its words lacks")
EXCEPTION_NOT_ENCODED: Final = Rule("PC455", "exception-not-encoded", Severity.WARNING, "an exception that is quoted and has no meaning")
EXCEPTION_AS_CONDITION: Final = Rule("PC456", "exception-as-condition", Severity.ERROR, "words of an exception that the rule asks for")
