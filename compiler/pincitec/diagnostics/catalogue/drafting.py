"""Problems of putting a new act on file (PC77x): instructions that cannot become an act of a `.law` file."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

NO_INSTRUCTIONS: Final = Rule("PC770", "no-instructions", ERROR, "a file of instructions holds nothing that could be carried out")
READ_TWO_WAYS: Final = Rule("PC771", "instructions-read-two-ways", ERROR, "instructions mean one thing in one form and another in another")
ACT_ON_FILE: Final = Rule("PC772", "act-already-on-file", ERROR, "the act that is to be put on file is there already")
NOT_AMENDABLE: Final = Rule("PC773", "text-not-amendable", ERROR, "the text that an act would amend is not on file")
NOT_DRAFTED: Final = Rule(
    "PC774", "operation-not-drafted", ERROR, "an instruction that can be carried out cannot be written as an operation"
)
TWO_RESULTS: Final = Rule("PC775", "two-results", ERROR, "the drafted act and the instructions do not lead to the same text")
BEYOND_SOURCE: Final = Rule(
    "PC776", "amends-beyond-the-source", WARNING, "an act takes effect after the last day that the text amended is known to stand"
)
CHANGES_NOTHING: Final = Rule(
    "PC777", "taken-to-change-nothing", INFO, "a part of the instructions was taken for something that changes no words of the law"
)
SET_OUT: Final = Rule("PC778", "set-out-not-certain", ERROR, "what a section that is set out whole changes cannot be said with certainty")
CONTRADICTED: Final = Rule("PC779", "note-on-another-act", ERROR, "a note is on another act, or of another day, than it is put on file as")
