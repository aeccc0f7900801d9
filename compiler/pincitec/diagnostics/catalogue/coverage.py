"""PC45x: words of the law that no clause encodes, and logic that no words carry."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

UNCITED_LOGIC: Final = Rule("PC451", "uncited-logic", Severity.INFO, "a condition of ours that no words of the law state")
"""Listed for review; the grammar asks for its reason (`uncited … because "…"`)."""
