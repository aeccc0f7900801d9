"""PC42x: what the lock file says of the quotations, and what is different since."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

CONTEXT_CHANGED: Final = Rule("PC420", "context-changed", Severity.WARNING, "quoted words that stand, in a text that nobody has approved")
LOCK_BEHIND: Final = Rule("PC421", "lock-behind", Severity.WARNING, "a lock file that does not say how things are")
LOCK_UNUSABLE: Final = Rule("PC422", "lock-unusable", Severity.ERROR, "a lock file that cannot be read")
