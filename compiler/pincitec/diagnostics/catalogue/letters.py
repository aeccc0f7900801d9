"""PC85x: an office's own templates of letters, and what no letter may leave out."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

LETTER_TEMPLATE_REFUSED: Final = Rule("PC851", "letter-template-refused", Severity.ERROR, "a template of letters cannot be used")
NO_DECISION: Final = Rule("PC852", "letter-without-decision", Severity.ERROR, "a letter does not say what was decided")
NO_REASONS: Final = Rule("PC853", "letter-without-reasons", Severity.ERROR, "a letter leaves out a reason of the decision")
NO_PROVISIONS: Final = Rule(
    "PC854", "letter-without-provisions", Severity.ERROR, "a letter leaves out a provision that the decision rests on"
)
NO_RECOURSE: Final = Rule("PC855", "letter-without-recourse", Severity.ERROR, "a letter does not say how to have the decision reviewed")
NO_DAYS: Final = Rule("PC856", "letter-without-days", Severity.ERROR, "a letter does not say as of which days facts and law were taken")
NO_PRODUCTION: Final = Rule("PC857", "letter-without-production", Severity.ERROR, "a letter does not say what it was made from")
NOT_PLAIN: Final = Rule("PC858", "letter-not-plain", Severity.ERROR, "a letter hides text, acts, or loads something")
RECOURSE_NOT_STATED: Final = Rule(
    "PC859", "recourse-not-stated", Severity.WARNING, "the office does not say how to have a decision reviewed"
)
