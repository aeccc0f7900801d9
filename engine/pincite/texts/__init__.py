"""Every text of the engine that a reader of a letter, an explanation or an interview sees, in the language that is spoken.

    from pincite.texts import plural, say

    say("Short by {gap}.", gap=gap)
    plural(n, "{n} element is not met", "{n} elements are not met")

The lowest folder of the engine. A text is written in English where it is said; `python -m pincite.texts.extract` collects all of them in
`messages.pot`, and another language is a file made from that (docs/languages.md).
"""

from pincite.texts.catalogue import ENGLISH, Catalogue
from pincite.texts.compiled import said_by_compiler
from pincite.texts.speaking import Voice, digest_spoken, lacking, language, msgid, say, says, spoken
from pincite.texts.writing import both, day_of_year, decimal, either, number, plural, series, ungrouped, written_day

__all__ = [
    "ENGLISH",
    "Catalogue",
    "Voice",
    "both",
    "day_of_year",
    "decimal",
    "digest_spoken",
    "either",
    "lacking",
    "language",
    "msgid",
    "number",
    "plural",
    "said_by_compiler",
    "say",
    "says",
    "series",
    "spoken",
    "ungrouped",
    "written_day",
]
