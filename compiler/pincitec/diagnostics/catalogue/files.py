"""PC0xx: files, folders and the settings of a project. Found before anything is parsed.

A file that cannot be read to the last character is refused as a whole: half of a statute is not a statute.
"""

from typing import Final

from pincitec.diagnostics.diagnostic import Rule, Severity

FILE_NOT_FOUND: Final = Rule("PC001", "file-not-found", Severity.ERROR, "a file or folder that was named is not there")
FILE_NOT_READABLE: Final = Rule("PC002", "file-not-readable", Severity.ERROR, "a file is there but may not be read")
NOT_A_FILE: Final = Rule("PC003", "not-a-file", Severity.ERROR, "a folder or a device stands where a file should be")
FILE_TOO_LARGE: Final = Rule("PC004", "file-too-large", Severity.ERROR, "a file is larger than any rule or statute file")
LINE_TOO_LONG: Final = Rule("PC005", "line-too-long", Severity.ERROR, "a line is longer than any paragraph of law")
NOT_UTF_8: Final = Rule("PC006", "not-utf-8", Severity.ERROR, "a file is not plain text in UTF-8")
CONTROL_CHARACTER: Final = Rule("PC007", "control-character", Severity.ERROR, "a file holds a control character that editors do not show")
BIDIRECTIONAL_CONTROL: Final = Rule(
    "PC008", "bidirectional-control", Severity.ERROR, "a file holds a character that reorders the text around it"
)
OUTSIDE_PROJECT: Final = Rule("PC009", "outside-project", Severity.ERROR, "a path leads out of the project's folder")
SETTINGS_NOT_TOML: Final = Rule("PC010", "settings-not-toml", Severity.ERROR, "`pincite.toml` is not valid TOML")
UNKNOWN_SETTING: Final = Rule("PC011", "unknown-setting", Severity.ERROR, "`pincite.toml` holds an unknown setting")
WRONG_SETTING: Final = Rule("PC012", "wrong-setting", Severity.ERROR, "a setting has a value of the wrong kind")
FILE_NOT_WRITTEN: Final = Rule("PC013", "file-not-written", Severity.ERROR, "a file could not be written")
TEMPLATE_REFUSED: Final = Rule("PC014", "template-refused", Severity.ERROR, "a template of an office cannot be used")
