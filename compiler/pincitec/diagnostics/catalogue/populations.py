"""PC9xx, of it 960 to 989: data of many cases, and how their columns are mapped to facts.

They are found in one pass over all data, before anything is computed: a problem is told once, with how many rows have it and the first.
"""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

DATA_UNREADABLE: Final = Rule(
    "PC960", "data-not-readable", Severity.ERROR, "a file or folder of data is damaged, changed, or of a kind that is not read"
)
BAD_MAPPING: Final = Rule("PC961", "bad-mapping", Severity.ERROR, "a mapping of columns to facts cannot be used")
NO_SUCH_COLUMN: Final = Rule("PC962", "no-such-column", Severity.ERROR, "a column is not in the data, or there are two for one thing")
COLUMN_TYPE: Final = Rule(
    "PC963", "column-of-another-type", Severity.ERROR, "a column cannot hold the values of its fact, or its unit is not said"
)
VALUES_REFUSED: Final = Rule("PC964", "values-refused", Severity.ERROR, "rows hold values that are none of their fact")
BROKEN_ROWS: Final = Rule("PC965", "broken-rows", Severity.ERROR, "rows of a file have more or fewer cells than its first one")
DUPLICATE_SUBJECTS: Final = Rule("PC966", "duplicate-subjects", Severity.ERROR, "rows have the same key, or none")
BAD_RECORDS: Final = Rule("PC967", "bad-records", Severity.ERROR, "records of a list belong to no row, or have the same key or none")
NOT_READ: Final = Rule("PC968", "column-not-read", Severity.INFO, "columns of the data are no facts and are not read")
DATA_TOO_LARGE: Final = Rule("PC969", "data-too-large", Severity.ERROR, "a row, a text or a number of columns is beyond what is read")
NOT_OVER_COLUMNS: Final = Rule("PC970", "not-over-columns", Severity.ERROR, "a question that columns cannot decide exactly for these data")
PARTS_NOT_USABLE: Final = Rule("PC971", "parts-not-usable", Severity.ERROR, "the folder for the parts of an output is not free")
WORKER_LOST: Final = Rule("PC972", "worker-lost", Severity.ERROR, "a process that worked on a run has ended before its time")
COLUMN_TWICE: Final = Rule("PC973", "output-column-twice", Severity.ERROR, "two columns of an output would have one name")
NO_OUTPUT: Final = Rule("PC980", "not-an-output", Severity.ERROR, "a file is no output of a run, or not the reasons of this one")
NOT_IN_OUTPUT: Final = Rule("PC981", "not-in-output", Severity.ERROR, "an output has no such column, or one of too many values to count by")
NOT_EXPLAINED: Final = Rule("PC982", "no-reasons", Severity.INFO, "a summary is made without the reasons of the run")
NOT_PORTABLE: Final = Rule("PC985", "not-portable", Severity.ERROR, "a decision rests on what database engines compute each in its own way")
SQL_NAME: Final = Rule("PC986", "sql-name", Severity.ERROR, "a column of a query has no name that can be used, or one for two things")
ENGINE_UNAVAILABLE: Final = Rule("PC987", "engine-unavailable", Severity.ERROR, "an engine for many machines is not installed or not there")
