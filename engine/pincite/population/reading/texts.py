"""Columns of texts to whole numbers: each distinct text is read once, by the same words as in a facts file.

So a text of the data means what it means in the facts of one case, to the character. Plain digits, which are nearly all of a long column
of numbers, are read by Arrow as whole numbers, which is exact; everything else goes through `facts.literals`.
"""

from datetime import date
from fractions import Fraction
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field

from pincite.facts.literals import FIRST_YEAR, LAST_YEAR, MOST_TEXT, Wrong as Refused, read_leaf
from pincite.facts.python_reader import NOWHERE
from pincite.facts.tree import NUMBER, Leaf
from pincite.population.reading.model import COMPLETE, Form, Wrong
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.diagnostics.reading import hidden_character
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.semantics.types import BOOLEAN, DATE, DAYS, INTEGER, MONEY, PERCENT, PERIOD, SCHOOL_YEAR, TEXT, Enumeration, Quantity

MOST_KEPT: Final = 100_000
"""Distinct texts of a column whose values are kept from one batch to the next."""
FEW: Final = 64
"""So few distinct texts are not worth a pass that looks for digits."""
EPOCH: Final = 719_163
"""The ordinal of January 1, 1970."""
LARGEST: Final = 10**15
PLAIN: Final = "^(?:0|[1-9][0-9]{0,14})$"
DAY: Final = "^[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01])$"
CENTS: Final = r"^[0-9]{1,12}\.[0-9]{2}$"

OK, MISSING, BAD = 0, 1, 2
Value = int | Wrong | None


@define
class Texts:
    """Reads the texts of one column, and remembers what they were."""

    form: Form
    kept: dict[str, Value] = field(factory=dict)
    last: tuple[Any, tuple[Any, Any, Any]] | None = None
    """The distinct texts of the last batch, which are often those of the next."""

    def distinct(self, words: Any) -> tuple[Any, Any, Any]:
        """Of distinct texts: a value of each, whether it is OK, MISSING or BAD, and the texts as strings."""
        if self.last is not None and words.equals(self.last[0]):
            return self.last[1]
        texts = as_text(words)
        values, state = np.zeros(len(texts), np.int64), np.full(len(texts), BAD, np.uint8)
        state[words.is_null().to_numpy(zero_copy_only=False)] = MISSING
        if len(texts) > FEW and self.form.codes is None:
            self.digits(texts, values, state)
        rest = np.flatnonzero(state == BAD)
        for at, text in zip(rest.tolist(), texts.take(pa.array(rest)).to_pylist(), strict=True):
            value = self.value(text)
            if value is None:
                state[at] = MISSING
            elif isinstance(value, int):
                values[at], state[at] = value, OK
        if self.form.type == TEXT:
            texts = pc.utf8_trim_whitespace(texts)
        self.last = (words, (values, state, texts))
        return values, state, texts

    def digits(self, texts: Any, values: Any, state: Any) -> None:
        """Reads plain whole numbers, and amounts with cents, all at once."""
        form = self.form
        if form.type in (INTEGER, DAYS):
            self.plain(texts, PLAIN, "", 1, values, state)
        elif form.type == MONEY:
            self.plain(texts, PLAIN, "", 1 if form.unit == "cents" else 100, values, state)
            if form.unit != "cents":
                self.plain(texts, CENTS, ".", 1, values, state)
        elif form.type == DATE or form.unit == "since":
            self.dates(texts, values, state)
        elif form.type == PERIOD and form.unit in ("years", "months"):
            self.plain(texts, PLAIN, "", 12 if form.unit == "years" else 1, values, state)

    def dates(self, texts: Any, values: Any, state: Any) -> None:
        """Reads days as `2019-06-14`, by their digits; what is no day of the calendar is left."""
        fits = pc.fill_null(pc.match_substring_regex(texts, DAY), False).to_numpy(zero_copy_only=False)
        places = np.flatnonzero(fits)
        if not len(places) or self.form.missing - {""}:
            return
        written = np.frombuffer("".join(texts.filter(pa.array(fits)).to_pylist()).encode(), np.uint8).reshape(-1, 10).astype(np.int64) - 48
        year = written[:, :4] @ np.array([1000, 100, 10, 1])
        month, day = written[:, 5] * 10 + written[:, 6], written[:, 8] * 10 + written[:, 9]
        first = (year * 12 + month - 1 - 1970 * 12).astype("datetime64[M]")
        here = first.astype("datetime64[D]").astype(np.int64) + day - 1
        good = (here < (first + 1).astype("datetime64[D]").astype(np.int64)) & (year >= FIRST_YEAR) & (year <= LAST_YEAR)
        values[places[good]], state[places[good]] = here[good], OK

    def plain(self, texts: Any, pattern: str, drop: str, times: int, values: Any, state: Any) -> None:
        fits = pc.fill_null(pc.match_substring_regex(texts, pattern), False)
        if drop:
            texts = pc.replace_substring(texts, drop, "")
        numbers = pc.cast(pc.if_else(fits, texts, "0"), pa.int64()).to_numpy(zero_copy_only=False)
        good = fits.to_numpy(zero_copy_only=False) & (numbers < LARGEST // times)
        if self.form.missing - {""}:
            good &= ~pc.is_in(texts, pa.array(sorted(self.form.missing), pa.large_string())).to_numpy(zero_copy_only=False)
        values[good] = numbers[good] * times
        state[good] = OK

    def value(self, text: str | None) -> Value:
        """The value of a text as a whole number over 10**scale; None where it stands for what is not known."""
        if text is None:
            return Wrong(rules.NOT_READABLE, "", "a text that is not UTF-8", "save the data as UTF-8")
        if text in self.kept:
            return self.kept[text]
        value = read_text(self.form, text)
        if len(self.kept) < MOST_KEPT:
            self.kept[text] = value
        return value


def as_text(words: Any) -> Any:
    """Distinct texts as an array of strings; null where one is null or not UTF-8. Arrow checks a string only when it is made of bytes."""
    raw = words.cast(pa.large_binary())
    try:
        return raw.cast(pa.large_string())
    except pa.ArrowInvalid:
        return pa.array([decoded(word) for word in raw.to_pylist()], pa.large_string())


def decoded(word: bytes | None) -> str | None:
    try:
        return None if word is None else word.decode()
    except UnicodeDecodeError:
        return None


def read_text(form: Form, text: str) -> Value:
    """One text of a column; blanks around it do not count, as in a table of records."""
    bare = text.strip()
    if bare in form.missing or text in form.missing:
        return None
    if len(text) > MOST_TEXT:
        return Wrong(rules.TOO_LARGE, "", f"a text of more than {MOST_TEXT:,} characters", "give only the words that the rules compare")
    if (found := hidden_character(text)) is not None:
        help = "delete it: what is read must be what is seen"
        return Wrong(rules.HIDDEN, "", f"a text holds the hidden character U+{ord(found):04X}", help)
    if form.codes is not None:
        return coded(form, bare)
    if form.type == TEXT:
        return 0
    if form.type == BOOLEAN:
        return condition(form, bare)
    if form.unit not in (None, "dollars", "since") or form.type.key == "number":
        return number(form, bare)
    read = read_leaf(leaf_of(form, bare), DATE if form.unit == "since" else form.type)
    if isinstance(read, Refused):
        return Wrong(read.rule, bare, read.message, read.help, read.notes)
    if isinstance(read, date):
        return read.toordinal() - EPOCH
    assert isinstance(read, (int, Fraction))  # INVARIANT: the only values that are left, of numbers, school years and enumerations
    return scaled(form, bare, read)


def condition(form: Form, text: str) -> Value:
    if (word := text.lower()) in ("true", "false"):
        return int(word == "true")
    where = "beside `complete`" if form.name.endswith(COMPLETE) else "in the mapping"
    help = f'write `true` or `false`, or say {where} which codes mean that: `yes = ["Y"]`, `no = ["N"]`'
    return Wrong(rules.WRONG_TYPE, text, f"`{cut(text)}` is not `true` or `false`", help)


def leaf_of(form: Form, text: str) -> Leaf:
    """A text as a word of a facts file, as `facts.tables` reads a cell: `160` needs no quotation marks there."""
    return Leaf("number" if form.type != PERCENT and NUMBER.fullmatch(text) else "word", text, NOWHERE)


def coded(form: Form, text: str) -> Value:
    assert form.codes is not None
    found = form.codes.get(text)
    if found is not None:
        return found
    near = did_you_mean(text, form.codes)
    help = f"did you mean `{near}`?" if near else "add it to the mapping, or correct it"
    known = ", ".join(f"`{code}`" for code in list(form.codes)[:12]) + (", …" if len(form.codes) > 12 else "")
    return Wrong(rules.UNKNOWN_MEMBER, text, f"`{cut(text)}` stands for nothing", help, (f"the mapping knows {known}",))


def number(form: Form, text: str) -> Value:
    """A plain number whose unit the mapping says."""
    if len(text) > 40 or not NUMBER.fullmatch(text):
        return Wrong(rules.WRONG_TYPE, text, f"`{cut(text)}` is not a plain number", "write digits, and a point before decimal places")
    return scaled(form, text, Fraction(text) * factor(form))


def factor(form: Form) -> Fraction:
    """What a number of the unit said is in the unit of its fact: cents, months, a share."""
    return {"dollars": Fraction(100), "percent": Fraction(1, 100), "years": Fraction(12)}.get(form.unit or "", Fraction(1))


def scaled(form: Form, text: str, value: int | Fraction) -> int | Wrong:
    """A value over 10**scale, with the last checks that all numbers have in common."""
    shift = -1 if form.unit == "ends" else 0
    whole = value * 10**form.scale + shift
    if Fraction(whole).denominator != 1 or (form.type == PERIOD and form.unit == "years" and Fraction(value, 12).denominator != 1):
        return not_whole(form, text)
    return limited(form, text, int(whole))


def not_whole(form: Form, text: str) -> Wrong:
    if form.type == MONEY:
        return Wrong(rules.WRONG_TYPE, text, f"`{cut(text)}` has a fraction of a cent", "give whole cents")
    if form.scale:
        help = "say in the mapping how many there may be, as in `decimals = 8`"
        return Wrong(rules.WRONG_TYPE, text, f"`{cut(text)}` has more decimal places than are read", help)
    return Wrong(rules.WRONG_TYPE, text, f"`{cut(text)}` is not whole", "give a whole number")


def limited(form: Form, text: str, value: int) -> int | Wrong:
    if form.type == SCHOOL_YEAR and not 1800 <= value <= 2199:
        return Wrong(rules.WRONG_TYPE, text, f"`{cut(text)}` is no year from 1800 to 2199", "check the year")
    if isinstance(form.type, Enumeration):
        return value
    if value < 0 and not (isinstance(form.type, Quantity) and form.type.signed):
        return Wrong(rules.NEGATIVE, text, f"`{cut(text)}` is less than nothing", "a quantity is never negative; check the sign")
    if abs(value) >= LARGEST:
        return Wrong(rules.TOO_LARGE, text, f"`{cut(text)}` has too many digits", "numbers have fewer than 15 digits")
    return value


def cut(text: str) -> str:
    text = text.replace("\n", " ").replace("`", "'")
    return text if len(text) <= 60 else text[:59] + "…"
