"""PC84x: the languages in which letters are written, and the files of their texts."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

UNKNOWN_LANGUAGE: Final = Rule("PC841", "unknown-language", Severity.ERROR, "no texts are on file for a language that was asked for")
CATALOGUE_REFUSED: Final = Rule("PC842", "catalogue-refused", Severity.ERROR, "a file of texts cannot be used")
TRANSLATION_REFUSED: Final = Rule("PC843", "translation-refused", Severity.ERROR, "a translation does not say what its text says")
NOT_TRANSLATED: Final = Rule("PC844", "not-translated", Severity.WARNING, "parts of a letter are not translated")
