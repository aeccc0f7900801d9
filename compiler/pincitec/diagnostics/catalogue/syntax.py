"""PC1xx: text that the grammar of `.pol` does not accept, or that it accepts but that cannot mean anything."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

SYNTAX_ERROR: Final = Rule("PC101", "syntax-error", Severity.ERROR, "the text does not follow the grammar of policies")
IMPOSSIBLE_DATE: Final = Rule("PC102", "impossible-date", Severity.ERROR, "a date that is no day of the calendar")
NUMBER_TOO_LONG: Final = Rule("PC103", "number-too-long", Severity.ERROR, "a number with more digits than any law writes")
MIXED_AND_OR: Final = Rule("PC104", "mixed-and-or", Severity.ERROR, "`and` and `or` mixed without parentheses")
EMPTY_BLOCK: Final = Rule("PC105", "empty-block", Severity.ERROR, "a block of conditions with nothing in it")
NO_POLICY: Final = Rule("PC106", "no-policy-line", Severity.ERROR, "a policy file that does not say which policy it is")
NESTED_TOO_DEEPLY: Final = Rule("PC107", "nested-too-deeply", Severity.ERROR, "conditions nested more deeply than a reader can follow")
UNCLEAR_CHOICE: Final = Rule("PC108", "unclear-choice", Severity.ERROR, "a choice that leaves open which reading is the default")
