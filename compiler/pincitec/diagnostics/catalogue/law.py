"""Problems of the law on file (PC7xx): a `.law` file that cannot be read, or whose texts, acts and sources disagree."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO

LAW_SYNTAX: Final = Rule("PC701", "law-syntax", ERROR, "the file does not follow the statute-tracking language")
LAW_STATEMENT: Final = Rule("PC702", "law-statement", ERROR, "a statement is missing, doubled, or names what is not there")
IMPOSSIBLE_DATE: Final = Rule("PC703", "impossible-law-date", ERROR, "a date that no calendar has, or dates in an impossible order")
DUPLICATE_SECTION: Final = Rule("PC704", "duplicate-section", ERROR, "two files hold the same section")
SOURCE_MISMATCH: Final = Rule("PC705", "source-mismatch", ERROR, "a source file is not the one that was recorded")
NOT_IN_SOURCE: Final = Rule("PC706", "not-in-source", ERROR, "verbatim words do not stand in the source they are from")
UNMARKED_LINE: Final = Rule("PC707", "unmarked-line", ERROR, "a line of a text whose place among the units is not certain")
UNKNOWN_PLACE: Final = Rule("PC708", "no-such-unit", ERROR, "an operation names a unit that does not exist on its day")
OPERATION_MISSES: Final = Rule("PC709", "operation-misses", ERROR, "an operation does not hit the words it must hit")
OPERAND_NOT_IN_NOTE: Final = Rule("PC710", "operand-not-in-note", ERROR, "words of an operation do not stand in the notes of its act")
CHECKPOINT_DISAGREES: Final = Rule("PC711", "checkpoint-disagrees", ERROR, "the acts do not lead from one text on file to the next")
UNRECONCILED_ACTS: Final = Rule("PC712", "unreconciled-acts", ERROR, "acts of one day touch the same unit without order or reconciliation")
UNEXPLAINED_INFERENCE: Final = Rule("PC713", "unexplained-inference", ERROR, "characters are inferred without a reason")
WORDS_AND_FIGURES: Final = Rule("PC714", "words-and-figures-disagree", ERROR, "an amount in words and the same amount in figures differ")
SLIP_NOT_FOUND: Final = Rule("PC715", "sic-not-found", ERROR, "a slip marked as kept does not stand in the text")
ACT_CANNOT_END: Final = Rule("PC716", "act-cannot-end", ERROR, "an act ends, and what it did cannot be undone where it was done")
ACT_IN_EFFECT: Final = Rule("PC717", "act-in-effect", ERROR, "an act is changed as if it had not taken effect, and it has")
CONTENTS_LINE: Final = Rule("PC718", "contents-line", ERROR, "a line of a table of contents names a section and is no entry")
CUT_SHORT: Final = Rule("PC719", "cut-short", ERROR, "a paragraph leaves out words of its line in the source")

INSTRUCTION_UNREAD: Final = Rule("PC730", "unread-instruction", ERROR, "an amendment instruction is not understood")
UNPAIRED_QUOTATION: Final = Rule("PC731", "unpaired-quotation-mark", ERROR, "the quotation marks of an instruction do not pair")
INSTRUCTION_TOO_LONG: Final = Rule("PC732", "instruction-too-long", ERROR, "an instruction is longer than any act would have it")
INSTRUCTION_MISPRINT: Final = Rule("PC733", "instruction-misprint", INFO, "a misprinted word of an instruction was read as the one meant")
WORDS_NOT_THERE: Final = Rule("PC734", "struck-words-not-there", ERROR, "the words that an instruction names do not stand in its place")
WORDS_TOO_OFTEN: Final = Rule(
    "PC735", "words-not-so-often", ERROR, "the words of an instruction stand there more or less often than it says"
)
PLACE_NOT_THERE: Final = Rule(
    "PC736", "instruction-place", ERROR, "the place that an instruction names is not certain, or is not in the text"
)
NOT_CARRIED_OUT: Final = Rule(
    "PC737", "instruction-not-carried-out", ERROR, "an instruction that is understood cannot be carried out on this text"
)
