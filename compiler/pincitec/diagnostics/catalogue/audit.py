"""PC94x: records of determinations, and the log that holds them."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

NOT_A_RECORD: Final = Rule("PC941", "not-a-record", Severity.ERROR, "a file from which no record of a determination can be read")
NOT_A_LOG: Final = Rule("PC942", "not-a-log", Severity.ERROR, "a file that cannot be used as a log of determinations")
NOT_RECORDED: Final = Rule("PC943", "not-recorded", Severity.ERROR, "a determination that could not be recorded, and was not shown")
NOT_IN_THE_LOG: Final = Rule("PC944", "not-in-the-log", Severity.ERROR, "an entry or rules that a log does not hold")
