"""PC4xx: quotations that do not stand in the law, and the places they name."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

UNKNOWN_SECTION: Final = Rule("PC401", "unknown-section", Severity.ERROR, "a source that is not on file")
UNKNOWN_PLACE: Final = Rule("PC402", "unknown-place", Severity.ERROR, "a place that the source does not have")
MISQUOTED: Final = Rule("PC403", "misquoted", Severity.ERROR, "words that do not stand in the cited place on any day")
AMBIGUOUS: Final = Rule("PC404", "ambiguous-quotation", Severity.ERROR, "words that stand more than once in the cited place")
UNVERIFIABLE: Final = Rule("PC405", "unverifiable-quotation", Severity.ERROR, "words whose place is not on file on any day")
ELISION: Final = Rule("PC406", "elision", Severity.ERROR, "an `…` that leaves out words which could turn the law round")
EMPTY_QUOTATION: Final = Rule("PC407", "empty-quotation", Severity.ERROR, "a quotation of no words")
NEVER_TOGETHER: Final = Rule("PC408", "never-in-force", Severity.ERROR, "a clause whose quotations never stand on one day")
"""All the quotations of a clause must stand for it to be in force."""
INFERRED_WORDS: Final = Rule("PC409", "inferred-words", Severity.WARNING, "a quotation of characters that the file infers")
"""On the days concerned the quotation is unverifiable, and its clause is not in force."""
UNKNOWN_ACT: Final = Rule("PC410", "unknown-act", Severity.ERROR, "an act that is not on file")
NEGATION_LEFT_OUT: Final = Rule("PC411", "negation-left-out", Severity.ERROR, "a quotation that begins after a negation of it")
MOVED: Final = Rule("PC412", "moved", Severity.ERROR, "a cited designation that another unit bears now, or none")
ORPHANED: Final = Rule("PC413", "orphaned", Severity.ERROR, "a cited unit that an act has removed")
