"""What may stand at a place of a policy, in the words of those who write one.

Data for the message of a syntax error. A word or sign of the language stands for itself; here are the words for all else, and for what
is one thing in several forms.
"""

from typing import Final

from pincitec.syntax.pol_words import MONTHS

DECLARATIONS: Final = (
    *("policy", "source", "use", "party", "name", "calendar", "missing", "unit", "type", "record", "fact", "decision", "choice"),
    *("provision", "omit", "untranslatable", "silent", "statement", "applies", "verify", "scenario"),
)
"""The words with which statements begin."""
WORDING: Final = {
    "STRING": 'words in quotation marks, such as "at least three years"',
    "NAME": "a name",
    "DATE": "a day such as `2019-06-14`",
    "MONEY": "an amount such as `$60,000`",
    "PERCENT": "a percentage such as `60%`",
    "INT": "a number",
    "DECIMAL": "a number",
    "$END": "the end of the file",
}

_CONSTANT: Final = frozenset({*MONTHS, "INT", "DECIMAL", "MONEY", "PERCENT", "DATE", "true", "false"})
_VALUE: Final = _CONSTANT | {"NAME", "(", "-", "count", "sum", "least", "greatest", "some", "every", "consecutive", "requirements"}
_TRUTH: Final = _VALUE | {"not"}
_CONDITION: Final = _TRUTH | {"all", "any", "none", "at", "choose", "table", "STRING"}
_MEANING: Final = _TRUTH | {"grant", "deny", "when", "define", "maintain", "table"}

GROUPS: Final = (
    (frozenset(DECLARATIONS), "the next statement, such as `fact` or `provision`"),
    (_MEANING, "what the words mean, such as `grant license when …`, `salary = $60,000` or `define counts = …`"),
    (_CONDITION, "a condition, such as `years_taught >= 3 years` or `all { … }`"),
    (_TRUTH, "a condition, such as `years_taught >= 3 years`"),
    (_VALUE, "a value, such as `years_taught`, `3 years` or `$60,000`"),
    (_CONSTANT, "a number, an amount or a day, such as `3 years`, `$60,000` or `2019-06-14`"),
    (frozenset(MONTHS), "a month such as `May`"),
    (frozenset({"=", "!=", "<", "<=", ">", ">="}), "a comparison such as `>=`"),
    (frozenset("+-*/"), "`+`, `-`, `*`, `/`"),
    (frozenset("+-"), "`+`, `-`"),
)
"""Larger groups come first."""
