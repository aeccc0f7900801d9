"""A language: its texts by the English ones. Made from a file by `reading.py`, or by a test.

English has no catalogue: its texts stand in the program, and are the names of the others.
"""

from collections.abc import Callable, Mapping
from typing import Final

from attrs import frozen

ENGLISH: Final = "en"


@frozen
class Catalogue:
    """`texts` are translations by the English text; `plurals` are the forms by the English pair, and `form` tells which of them a whole
    number takes, counted from 0. `tag` is the language as in BCP 47, such as `es` or `es-MX`. `digest` is the SHA-256 of all that it says,
    in hexadecimal: two files that differ in comments or in the order of their entries alone have the same."""

    tag: str
    texts: Mapping[str, str]
    plurals: Mapping[tuple[str, str], tuple[str, ...]]
    form: Callable[[int], int]
    digest: str = ""

    def text(self, english: str) -> str | None:
        """The translation of a text; `None` where there is none."""
        return self.texts.get(english)

    def counted(self, number: int, one: str, many: str) -> str | None:
        """The form of a text for a number; `None` where there is no translation, or its rule of plurals has no form for the number."""
        forms = self.plurals.get((one, many))
        try:
            return forms[self.form(abs(number))] if forms is not None else None
        except (ArithmeticError, IndexError):
            return None
