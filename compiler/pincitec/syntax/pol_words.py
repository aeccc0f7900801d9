"""What the tokens of a policy say: names, texts, numbers, days. The lower half of `pol_build.py`.

Assumes tokens that the grammar accepts; a number or a day that cannot be one becomes a diagnostic in `problems`.
"""

from datetime import date
from fractions import Fraction
from typing import Any

from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.syntax import IMPOSSIBLE_DATE, NUMBER_TOO_LONG
from pincitec.syntax import pol_tree as t
from pincitec.syntax.tokens import Token

MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"]
LONGEST_NUMBER = 30


def month_number(name: Token) -> int:
    return MONTHS.index(str(name)) + 1


def span_of(*parts: Any) -> Span:
    """From the first to the last part that has a place."""
    placed: list[Span] = [p.span for p in parts if p is not None]
    return placed[0].to(placed[-1])


class Tokens:
    """What tokens say: names, texts, numbers, days."""

    path = ""

    def __init__(self) -> None:
        self.problems: list[Diagnostic] = []

    def at(self, token: Token) -> Span:
        return Span(self.path, token.start_pos, token.start_pos + len(token))

    def word(self, token: Token) -> t.Word:
        return t.Word(str(token), self.at(token))

    def words(self, tokens: tuple[Token, ...]) -> tuple[t.Word, ...]:
        return tuple(self.word(x) for x in tokens)

    def text(self, token: Token) -> t.Text:
        words = token[1:-1]
        if "\\" in words:
            words = words.replace('\\"', '"').replace("\\\\", "\\")
        return t.Text(words, self.at(token))

    def maybe(self, token: Token | None) -> t.Text | None:
        return None if token is None else self.text(token)

    def day(self, token: Token | None) -> date | None:
        return None if token is None else self.sure_day(token)

    def sure_day(self, token: Token) -> date:
        try:
            return date.fromisoformat(str(token))
        except ValueError:
            message = f"`{token}` is not a day of the calendar"
            help = "write year-month-day, for example 2019-06-14"
            self.problems.append(Diagnostic.at(IMPOSSIBLE_DATE, self.at(token), message, help=help))
            return date(1, 1, 1)

    def integer(self, token: Token) -> int:
        digits = str(token).replace(",", "")
        if len(digits) > LONGEST_NUMBER:
            message = f"a number of more than {LONGEST_NUMBER} digits"
            self.problems.append(Diagnostic.at(NUMBER_TOO_LONG, self.at(token), message))
            return 0
        return int(digits)

    def decimal_part(self, token: Token, digits: str) -> Fraction:
        if len(digits) > LONGEST_NUMBER:
            message = f"a number of more than {LONGEST_NUMBER} digits"
            self.problems.append(Diagnostic.at(NUMBER_TOO_LONG, self.at(token), message))
            return Fraction(0)
        return Fraction(digits)
