"""PC8xx: facts about a case that are misnamed, of the wrong kind or in conflict.

They are found while a facts file is read, before anything is evaluated: a determination rests on facts that were
understood to the last character, or is not made.
"""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

UNKNOWN_FACT: Final = Rule("PC801", "unknown-fact", Severity.ERROR, "a facts file names a fact that no rule declares")
AMBIGUOUS_FACT: Final = Rule("PC802", "ambiguous-fact", Severity.ERROR, "a short name stands for facts of more than one policy")
WRONG_TYPE: Final = Rule("PC803", "wrong-fact-type", Severity.ERROR, "a fact has a value of another kind than its rule declares")
IMPOSSIBLE_DATE: Final = Rule("PC804", "impossible-fact-date", Severity.ERROR, "a date is not in the calendar or not written as one")
UNKNOWN_MEMBER: Final = Rule("PC805", "unknown-member", Severity.ERROR, "a value is none of those that its type lists")
DUPLICATE_KEY: Final = Rule("PC806", "duplicate-fact", Severity.ERROR, "one fact or field is given twice")
DUPLICATE_RECORD: Final = Rule("PC807", "duplicate-record", Severity.ERROR, "two records of a list have the same key")
CONFLICTING_SOURCES: Final = Rule("PC808", "conflicting-sources", Severity.ERROR, "sources for one fact do not agree")
NOT_ALLOWED: Final = Rule("PC809", "yaml-not-allowed", Severity.ERROR, "a facts file uses a part of YAML that hides what it says")
BAD_PROVENANCE: Final = Rule("PC810", "bad-provenance", Severity.ERROR, "where a value comes from is not said in a way that can be used")
NOT_READABLE: Final = Rule("PC811", "facts-not-readable", Severity.ERROR, "a facts file is not YAML or JSON")
TOO_LARGE: Final = Rule("PC812", "facts-too-large", Severity.ERROR, "a facts file is larger or deeper than facts about a case can be")
UNKNOWN_FIELD: Final = Rule("PC813", "unknown-field", Severity.ERROR, "a record has a field that its type does not declare")
NO_KEY: Final = Rule("PC814", "record-without-key", Severity.ERROR, "a record does not say which record it is")
NEGATIVE: Final = Rule("PC815", "negative-quantity", Severity.ERROR, "a quantity is less than nothing")
BAD_SPELLS: Final = Rule("PC816", "impossible-spell", Severity.ERROR, "spells of time overlap, or one ends before it begins")
NOT_YET: Final = Rule("PC817", "not-yet-begun", Severity.ERROR, "a period or school year begins after the day that is asked about")
HIDDEN: Final = Rule("PC818", "hidden-character", Severity.ERROR, "a text holds a character that reads otherwise than it looks")
TABLE_UNREADABLE: Final = Rule("PC830", "table-not-readable", Severity.ERROR, "a file of records is no CSV and no plain workbook")
WHICH_TABLE: Final = Rule("PC831", "which-table", Severity.ERROR, "which sheet or which delimiter is meant is not said")
UNKNOWN_COLUMN: Final = Rule("PC832", "unknown-column", Severity.ERROR, "a table has a column that is no field of its records")
NO_COLUMN: Final = Rule("PC833", "no-column", Severity.INFO, "a table has no column for a field: it is not known for any record")
CELL_REFUSED: Final = Rule("PC834", "cell-refused", Severity.ERROR, "a cell shows one thing and may hold another")
