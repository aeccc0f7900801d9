"""PC76x: citations that are not understood."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

UNREAD_CITATION: Final = Rule("PC760", "unread-citation", Severity.ERROR, "a citation is not understood")
CITATION_TOO_LONG: Final = Rule("PC761", "citation-too-long", Severity.ERROR, "a citation is longer than any citation is")
