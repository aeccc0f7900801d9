"""PC92x: what rules claim of one another (`verify`)."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

COUNTEREXAMPLE: Final = Rule(
    "PC921", "counterexample", Severity.ERROR, "a case in which the premise of a claim holds and its conclusion fails"
)
DIVERGENCE_GONE: Final = Rule("PC922", "divergence-gone", Severity.ERROR, "a counterexample that is expected and no longer found")
NOTHING_SEARCHED: Final = Rule("PC923", "claim-not-searched", Severity.ERROR, "a claim about law that is on file on no day")
EMPTY_CLAIM: Final = Rule("PC924", "empty-claim", Severity.WARNING, "a claim whose premise holds in none of the cases tried")
NOT_PROVED: Final = Rule("PC925", "claim-not-proved", Severity.INFO, "a claim without a counterexample that is not proved either")
