"""Designators: what "A.", "(1)" and "(a)" look like, which comes next, and how a designation is printed.

The ladder of a section lists its levels as printed. Letters run A … Z, AA, AB …; numerals up from 1 or i. Units that were added
between two others bear a designation between theirs: "D-1." after "D.", "(1A)" after "(1)", "(a-1)" after "(a)".
"""

import re

from attrs import frozen

_ROMAN = (("x", 10), ("ix", 9), ("v", 5), ("iv", 4), ("i", 1))
_BETWEEN = {
    "A": r"-[0-9]{1,2}|-[a-z]{1,3}",
    "a": r"-[0-9]{1,2}|-[a-z]{1,2}",
    "1": r"[A-Z]{1,2}|[a-z]|-[0-9]{1,2}|-[a-z]{1,2}",
    "i": r"-[0-9]{1,2}|-[IVX]{1,4}|-[a-z]",
    "I": r"-[0-9]{1,2}|-[ivx]{1,4}|-[a-z]",
}
"""What follows the label of the unit before, by the kind of level, in the designation of one that was added between."""

_SAMPLE = re.compile(r"(?P<before>\(?)(?P<label>[A-Za-z]+|1)(?P<after>\)|\.\)?|)")


@frozen
class Level:
    """One level of a ladder: the marks around the label, and the kind of label (`A`, `a`, `1`, `i` or `I`)."""

    before: str
    kind: str
    after: str

    @property
    def pattern(self) -> str:
        label = rf"{_LABEL[self.kind]}(?:{_BETWEEN[self.kind]})?"
        return rf"{re.escape(self.before)}(?P<label>{label}){re.escape(self.after)}(?=\s|$)"

    def printed(self, label: str) -> str:
        return f"{self.before}{label}{self.after}"

    def ordinal(self, label: str) -> int | None:
        """1 for the first label of the level, and so on; None if it is not a label of this level."""
        if self.kind == "1":
            return int(label) if label.isdecimal() and len(label) <= 3 else None
        if self.kind in "iI":
            return _roman(label) if label == (label.lower() if self.kind == "i" else label.upper()) else None
        if not re.fullmatch("[A-Z]{1,2}" if self.kind == "A" else "[a-z]{1,2}", label):
            return None
        values = [ord(char) - ord(self.kind) + 1 for char in label]
        return values[0] if len(values) == 1 else values[0] * 26 + values[1]

    def order(self, label: str) -> "Order | None":
        """Where a label stands among those of its level, those between two others included; None if it is none of this level.

        >>> level("(1)").order("1") < level("(1)").order("1A") < level("(1)").order("2")
        True
        """
        match = re.fullmatch(rf"(?P<base>{_LABEL[self.kind]})(?P<between>{_BETWEEN[self.kind]})?", label)
        base = self.ordinal(match["base"]) if match is not None else None
        if match is None or base is None:
            return None
        return (base, *_between(match["between"], roman=self.kind in "AiI")) if match["between"] else (base, "", 0)

    def follows(self, label: str, before: str) -> bool:
        """Whether a label is the next one after another: the next plain one, or one between."""
        own, other = self.order(label), self.order(before)
        if own is None or other is None:
            return False
        if own[2] == 0:
            return own[0] == other[0] + 1
        return own[0] == other[0] and own[2] == other[2] + 1 and other[1] in {"", own[1]}

    def label(self, ordinal: int) -> str:
        """The inverse of `ordinal`."""
        if self.kind == "1":
            return str(ordinal)
        if self.kind in "iI":
            text = _to_roman(ordinal)
            return text if self.kind == "i" else text.upper()
        base = ord(self.kind)
        if ordinal <= 26:
            return chr(base + ordinal - 1)
        return chr(base + (ordinal - 1) // 26 - 1) + chr(base + (ordinal - 1) % 26)


_LABEL = {"A": "[A-Z]{1,2}", "a": "[a-z]{1,2}", "1": "[0-9]{1,3}", "i": "[ivx]{1,6}", "I": "[IVX]{1,6}"}

Order = tuple[int, str, int]
"""The ordinal of the plain label, then the form of what follows it ("" for nothing) and the number that this counts."""


def _between(text: str, *, roman: bool) -> tuple[str, int]:
    """The form and the number of what follows a plain label: `-1` is 1, `-b` and `B` are 2, and as a Roman numeral `-ii` is 2."""
    dash, sign = ("-", text[1:]) if text.startswith("-") else ("", text)
    if sign.isdecimal():
        return f"{dash}1", int(sign)
    number = _roman(sign) if roman else None
    if number is not None:
        return f"{dash}i", number
    return f"{dash}a", sum((ord(char) - ord("a") + 1) * 26**place for place, char in enumerate(reversed(sign.lower())))


def level(sample: str) -> Level | None:
    """The level that a sample of its first designator shows, such as `"A."` or `"(1)"`; None if it shows none.

    >>> level("(1)").label(3), level("A.").ordinal("AA")
    ('3', 27)
    """
    match = _SAMPLE.fullmatch(sample)
    if match is None or match["label"] not in {"A", "a", "1", "i", "I"} or not (match["before"] or match["after"]):
        return None
    return Level(match["before"], match["label"], match["after"])


def _roman(label: str) -> int | None:
    for n in range(1, 40):
        if _to_roman(n) == label.lower():
            return n
    return None


def _to_roman(n: int) -> str:
    text = ""
    for letters, value in _ROMAN:
        while n >= value:
            text, n = text + letters, n - value
    return text
