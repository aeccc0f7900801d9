"""Legal formats of others (PC79x): an XML file that is refused, or of whose text something is not certain."""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

NOT_WELL_FORMED: Final = Rule("PC790", "not-well-formed", Severity.ERROR, "a file is not well-formed XML")
FORBIDDEN_XML: Final = Rule("PC791", "forbidden-xml", Severity.ERROR, "an XML file holds what could bring in text that is not in it")
XML_TOO_LARGE: Final = Rule("PC792", "xml-too-large", Severity.ERROR, "an XML file is larger or deeper than any law")
OTHER_FORMAT: Final = Rule("PC793", "other-xml-format", Severity.ERROR, "an XML file is not of the format that was named, or holds no law")
SECTION_NOT_PICKED: Final = Rule("PC794", "section-not-picked", Severity.ERROR, "which section of an XML file is meant is not certain")
UNCERTAIN_TEXT: Final = Rule("PC795", "uncertain-xml-text", Severity.ERROR, "what the words of a section are is not certain from the XML")
UNDATED_TEXT: Final = Rule("PC796", "undated-xml-text", Severity.ERROR, "an XML file does not say on which day its text was law")
