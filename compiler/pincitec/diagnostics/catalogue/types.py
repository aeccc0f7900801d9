"""PC3xx: values of the wrong kind, units that do not fit, verbs that disagree with the law."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

WRONG_TYPE: Final = Rule("PC301", "wrong-type", Severity.ERROR, "a value of the wrong kind")
WRONG_UNIT: Final = Rule("PC302", "wrong-unit", Severity.ERROR, "quantities whose units do not fit together")
WRONG_ARGUMENTS: Final = Rule("PC303", "wrong-arguments", Severity.ERROR, "a call with the wrong number or kind of arguments")
NOT_ORDERED: Final = Rule("PC304", "not-ordered", Severity.ERROR, "values without an order compared by size")
WRONG_VERB: Final = Rule("PC305", "wrong-verb", Severity.ERROR, "a verb that disagrees with the decision or with the law")
NOT_CONDITION: Final = Rule("PC306", "not-a-condition", Severity.ERROR, "something that neither holds nor fails where a condition stands")
NO_CONCLUSION: Final = Rule("PC307", "no-conclusion", Severity.ERROR, "a clause that decides nothing")
NO_CALENDAR: Final = Rule("PC308", "no-calendar", Severity.ERROR, "a day of a year of which nothing says when it begins")
OVERLAPPING_ROWS: Final = Rule("PC309", "overlapping-rows", Severity.ERROR, "two rows of a table that give one case different values")
ROWS_MISSING: Final = Rule("PC310", "rows-missing", Severity.INFO, "cases that no row of a table speaks of")
