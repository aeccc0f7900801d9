"""Problems of bringing a received file into the law on file (PC78x): what it holds cannot be told, or it contradicts itself."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

ERROR: Final = Severity.ERROR

NO_SECTION: Final = Rule("PC780", "no-section-to-import", ERROR, "a received file does not hold the one section that is to be imported")
NOT_LAID_OUT: Final = Rule("PC781", "text-not-laid-out", ERROR, "a line of a received text cannot be given a place among the units")
CONTRADICTS_ITSELF: Final = Rule(
    "PC782", "received-file-contradicts-itself", ERROR, "the history line and the notes of a received file do not agree"
)
DAY_NOT_KNOWN: Final = Rule("PC783", "day-of-text-not-known", ERROR, "a received file does not say from which day its text stood")
NOT_IMPORTED: Final = Rule("PC784", "not-imported", ERROR, "what was read from a received file cannot be put on file")
