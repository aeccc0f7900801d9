"""Types of facts, decisions and nodes.

A type has a `key`, its name in a pack; a pack lists its enumerations and records beside its nodes. Quantities carry their
units as exponents, so that `base_salary / contract_days * program_days` is an amount of money and `base_salary + contract_days`
is an error.
"""

import re

from attrs import field, frozen


@frozen
class Type:
    """A type by its key. `Type("boolean")`, `Type("date")`, `Type("text")` and `Type("school_year")` need nothing more."""

    key: str

    def __str__(self) -> str:
        return self.key.rpartition(".")[2].replace("_", " ")


@frozen
class Quantity(Type):
    """An exact number with units. `units` holds (unit, exponent) pairs in order of name, and no zero exponent.

    Held as whole months (`period`), whole days (`days`), minor units such as cents (`money`), or a plain number (`integer`,
    `number`, and `percent`, where 60 % is 3/5), or in the units of a unit that a policy declares: then `words` are the words of the law
    that mean it, the first for one and the second for any other number. Quantities are never negative unless declared `signed`.
    """

    units: tuple[tuple[str, int], ...] = ()
    words: tuple[str, ...] = field(default=(), eq=False)
    signed: bool = field(default=False, eq=False)

    def __str__(self) -> str:
        if self.words:
            return self.noun(2)
        named = {"period": "period of years and months", "money": "amount of money"}
        return named.get(self.key) or re.sub(r"[\w.]*\.(\w+)", r"\1", self.key)

    def noun(self, number: object) -> str:
        """How a unit of a policy reads after a number: "badge" after 1, "badges" after any other."""
        return self.words[0] if number == 1 else self.words[:2][-1]


@frozen
class Member:
    """One value of an enumeration, with its wording: `masters "a master's degree"`."""

    name: str
    wording: str


@frozen
class Enumeration(Type):
    """A closed list of values; held as an index. If `ordered`, the members stand from least to greatest."""

    members: tuple[Member, ...]
    ordered: bool

    def index(self, name: str) -> int | None:
        return next((i for i, m in enumerate(self.members) if m.name == name), None)


@frozen
class Field:
    """A field of a record, with its wording ("instructional days") where the policy gives one. `change` and `effort` as of a fact."""

    name: str
    type: Type
    wording: str = ""
    change: str = ""
    effort: int = 1

    @property
    def label(self) -> str:
        return self.wording or self.name.replace("_", " ")


@frozen
class Record(Type):
    """Records of one kind. `by` names the fields that make two records the same record."""

    by: tuple[str, ...]
    fields: tuple[Field, ...]

    def field(self, name: str) -> Field | None:
        return next((f for f in self.fields if f.name == name), None)

    @property
    def order(self) -> Field | None:
        """The field by which records follow one another (`next`, `previous`): a single key that is a school year or an integer."""
        if len(self.by) != 1:
            return None
        key = self.field(self.by[0])
        return key if key and key.type in (SCHOOL_YEAR, INTEGER) else None


@frozen
class ListOf(Type):
    """A bag of records with keys; open (more may exist) unless a facts file says that it is complete."""

    element: Record

    def __str__(self) -> str:
        return f"list of {self.element}"


BOOLEAN = Type("boolean")
DATE = Type("date")
TEXT = Type("text")
SCHOOL_YEAR = Type("school_year")
INTEGER = Quantity("integer")
NUMBER = Quantity("number")
PERCENT = Quantity("percent")
MONEY = Quantity("money", (("USD", 1),))
DAYS = Quantity("days", (("day", 1),))
PERIOD = Quantity("period", (("month", 1),))

BUILT_IN: dict[str, Type] = {t.key: t for t in (BOOLEAN, DATE, TEXT, SCHOOL_YEAR, INTEGER, NUMBER, PERCENT, MONEY, DAYS, PERIOD)}

DECLARABLE: dict[str, Type] = {
    "boolean": BOOLEAN,
    "date": DATE,
    "text": TEXT,
    "school_year": SCHOOL_YEAR,
    "integer": INTEGER,
    "percent": PERCENT,
    "money": MONEY,
    "days": DAYS,
    "years": PERIOD,
    "months": PERIOD,
}
"""The words for types in a policy. `years` and `months` are one type: a whole number of months."""


def quantity(units: tuple[tuple[str, int], ...], *, whole: bool) -> Quantity:
    """The quantity with these units; without units an `integer` if `whole`, else a `number`."""
    units = tuple(sorted((u, e) for u, e in units if e))
    for known in (MONEY, DAYS, PERIOD):
        if units == known.units:
            return known
    if not units:
        return INTEGER if whole else NUMBER
    over = "*".join(u if e == 1 else f"{u}^{e}" for u, e in units if e > 0) or "1"
    under = "*".join(u if e == -1 else f"{u}^{-e}" for u, e in units if e < 0)
    return Quantity(f"{over}/{under}" if under else over, units)


def multiply(a: Quantity, b: Quantity, sign: int = 1) -> Quantity:
    """The type of a product (`sign` 1) or a quotient (`sign` -1)."""
    units = dict(a.units)
    for unit, exponent in b.units:
        units[unit] = units.get(unit, 0) + sign * exponent
    whole = sign == 1 and a.key == b.key == "integer"
    return quantity(tuple(units.items()), whole=whole)
