"""Columns of numbers, dates and conditions to whole numbers, exactly or not at all. Beside `texts.py`.

A decimal is taken from its digits. A binary fraction stands for the decimal number that it is the nearest to, if that has no more places
than are meant: 52000.10 stored as a double is the double nearest to 52000.10, which a comparison shows and no arithmetic assumes.
"""

import math
from typing import Any, Final

import numpy as np
import pyarrow as pa

from pincite.population.reading.findings import Sink
from pincite.population.reading.model import COMPLETE, Form, Wrong
from pincite.population.reading.texts import LARGEST, cut, limited, not_whole
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.semantics.types import MONEY, PERCENT

DAY_UNITS: Final = {"s": 86_400, "ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
WHOLE_DOUBLES: Final = 2**53
WORDS: Final = {32: 0, 64: 0, 128: 2, 256: 4}
"""How many 64-bit words a decimal of so many bits takes; those of less than two are read by their own type."""
MOST_PLACES: Final = 18
"""10 to this power is the greatest that 64 bits hold: nothing but zero is a multiple of a greater one."""


def numbers(form: Form, column: Any, sink: Sink) -> tuple[Any, Any]:
    """Of a column of whole numbers, decimals or binary fractions: the values over 10**scale, and which are known."""
    known = valid(column)
    if form.source == "float":
        values, places, good = binary(form, column, known)
        floats = column.to_numpy(zero_copy_only=False)
        refuse(form, sink, known & ~good, lambda at: not_nearest(form, float(floats[at])))
    elif form.source == "decimal":
        values, good = digits(column)
        places = column.type.scale
        refuse(form, sink, known & ~good, lambda at: too_large(str(column[at].as_py())))
    else:
        values, good = whole(column)
        places = 0
        refuse(form, sink, known & ~good, lambda at: too_large(str(column[at].as_py())))
    known &= good
    if form.missing - {""}:
        known &= ~np.isin(values, [int(m) * 10**places for m in form.missing if m.lstrip("-").isdigit() and len(m) < 16])
    if form.codes is not None:
        return coded(form, column, values, known, sink)
    values, exact = rescaled(values, places, form)
    refuse(form, sink, known & ~exact, lambda at: not_whole(form, str(column[at].as_py())))
    known &= exact
    return values, known & within(form, values, known, sink, lambda at: str(column[at].as_py()))


def within(form: Form, values: Any, known: Any, sink: Sink, text: Any) -> Any:
    """Where the values lie within what a fact may be."""
    low, high = -LARGEST, LARGEST
    if form.unit in ("begins", "ends"):
        low, high = 1799, 2200
    elif not getattr(form.type, "signed", False):
        low = -1
    good = (values > low) & (values < high)

    def explain(at: int) -> Wrong:
        found = limited(form, text(at), int(values[at]))
        assert isinstance(found, Wrong)  # INVARIANT: `limited` has the same bounds
        return found

    refuse(form, sink, known & ~good, explain)
    return good


def refuse(form: Form, sink: Sink, where: Any, explain: Any) -> None:
    if not where.any():
        return
    phrase = ""
    if form.name.endswith(COMPLETE):
        phrase = f"`{{column}}` does not say whether `{form.name.removesuffix(COMPLETE)}` is complete in {{counted}}"
    sink.tell(form.shown, where, explain, phrase=phrase)


def valid(column: Any) -> Any:
    return column.is_valid().to_numpy(zero_copy_only=False).copy()


def whole(column: Any) -> tuple[Any, Any]:
    """Whole numbers of any width, and which of them 64 bits hold."""
    if pa.types.is_uint64(column.type):
        values = column.fill_null(0).to_numpy(zero_copy_only=False)
        good = values < LARGEST
        return np.where(good, values, 0).astype(np.int64), good
    values = column.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
    return values, np.ones(len(values), bool)


def digits(column: Any) -> tuple[Any, Any]:
    """The digits of decimals as whole numbers, without their point; and which of them 64 bits hold."""
    bits = column.type.bit_width
    if bits < 128:
        column, bits = column.cast(pa.decimal128(column.type.precision, column.type.scale)), 128
    words = bits // 64
    data = column.buffers()[1]
    if data is None or not len(column):
        return np.zeros(len(column), np.int64), np.ones(len(column), bool)
    raw = np.frombuffer(data, np.int64, count=(column.offset + len(column)) * words)[column.offset * words :].reshape(-1, words)
    low = np.ascontiguousarray(raw[:, 0])
    good = (raw[:, 1:] == (low >> 63)[:, None]).all(axis=1) & (low > -(2**62)) & (low < 2**62)
    return np.where(good, low, 0), good


def places_of(form: Form) -> int:
    """How many decimal places a number of a column may have as it stands there."""
    if form.type == MONEY:
        return 0 if form.unit == "cents" else 2
    return form.scale - (2 if form.type == PERCENT and form.unit != "share" else 0)


def binary(form: Form, column: Any, known: Any) -> tuple[Any, int, Any]:
    """Binary fractions as whole numbers over a power of ten, the power, and which of them are the nearest to just one such
    number."""
    places = max(0, places_of(form))
    floats = column.cast(pa.float64()).fill_null(0.0).to_numpy(zero_copy_only=False)
    if "NaN" in form.missing:
        known &= ~np.isnan(floats)
    with np.errstate(all="ignore"):
        nearest = np.rint(floats * 10.0**places)
        good = np.isfinite(nearest) & (np.abs(nearest) < WHOLE_DOUBLES)
        nearest = np.where(good, nearest, 0.0)
        width = narrow(column)
        held = floats.astype(width)
        good &= (nearest / 10.0**places).astype(width) == held
        for beside in (nearest - 1, nearest + 1):  # where a fraction is the nearest to two such numbers, it does not say which
            good &= (beside / 10.0**places).astype(width) != held
    return nearest.astype(np.int64), places, good


def narrow(column: Any) -> Any:
    """The width of the fractions: a single is compared with the single nearest to a decimal number, never with the double."""
    return {16: np.float16, 32: np.float32}.get(column.type.bit_width, np.float64)


def rescaled(values: Any, places: int, form: Form) -> tuple[Any, Any]:
    """Values over 10**`places` in the unit of their column, as values over 10**scale in the unit of their fact; and where that is exact."""
    target = form.scale
    good = np.ones(len(values), bool)
    if form.type == MONEY and form.unit != "cents":
        target += 2
    elif form.type == PERCENT and form.unit != "share":
        target -= 2
    if target >= places:
        values = times(values, 10 ** min(target - places, 15))
    elif places - target > MOST_PLACES:
        values, good = np.zeros_like(values), values == 0
    else:
        part = 10 ** (places - target)
        good = values % part == 0
        values = values // part
    if form.unit == "years":
        values = times(values, 12)
    elif form.unit == "ends":
        values = values - 1
    return values, good


def times(values: Any, factor: int) -> Any:
    """Products that 64 bits hold; what is too large stays too large, of the same sign."""
    most = LARGEST // factor
    return np.where(values > most, LARGEST, np.where(values < -most, -LARGEST, np.clip(values, -most, most) * factor))


def coded(form: Form, column: Any, values: Any, known: Any, sink: Sink) -> tuple[Any, Any]:
    """Numbers that stand for values: `{ "1" = "masters" }`."""
    assert form.codes is not None
    found, good = np.zeros(len(values), np.int64), np.zeros(len(values), bool)
    for code, value in form.codes.items():
        if code.lstrip("-").isdigit() and len(code) < 16:
            here = values == int(code)
            found[here], good = value, good | here

    def explain(at: int) -> Wrong:
        known_codes = ", ".join(f"`{c}`" for c in list(form.codes or ())[:12])
        note = f"the mapping knows {known_codes}"
        return Wrong(rules.UNKNOWN_MEMBER, "", f"`{values[at]}` stands for nothing", "add it to the mapping, or correct it", (note,))

    refuse(form, sink, known & ~good, explain)
    return found, known & good


def days(form: Form, column: Any, sink: Sink) -> tuple[Any, Any]:
    """Of a column of dates or moments: days since 1970. A moment is a date only at midnight."""
    known = valid(column)
    if pa.types.is_timestamp(column.type) or pa.types.is_date64(column.type):
        per_day = DAY_UNITS[column.type.unit if pa.types.is_timestamp(column.type) else "ms"]
        values = column.cast(pa.int64()).fill_null(0).to_numpy(zero_copy_only=False)
        at_midnight = values % per_day == 0
        refuse(form, sink, known & ~at_midnight, lambda at: moment(as_text(column[at])))
        return values // per_day, known & at_midnight
    return column.cast(pa.int32()).fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64), known


def as_text(cell: Any) -> str:
    """A cell in words, also where it is no value of Python: a moment outside the calendar by its number."""
    try:
        return str(cell.as_py())
    except (OverflowError, ValueError):
        return str(cell.cast(pa.int64()).as_py())


def moment(text: str) -> Wrong:
    return Wrong(rules.IMPOSSIBLE_DATE, text, f"`{cut(text)}` has a time of day", "give the day alone")


def not_nearest(form: Form, value: float) -> Wrong:
    if not math.isfinite(value):
        help = 'say `missing = ["NaN"]` in the mapping where it stands for what is not known'
        return Wrong(rules.WRONG_TYPE, "", f"`{value}` is no number", help)
    places = places_of(form)
    meant = "a whole number" if not places else f"a number with {places} decimal {'place' if places == 1 else 'places'}"
    return Wrong(rules.WRONG_TYPE, "", f"`{value!r}` is not {meant}", "give exact numbers: decimals, whole numbers or texts")


def too_large(text: str) -> Wrong:
    return Wrong(rules.TOO_LARGE, text, f"`{cut(text)}` has too many digits", "numbers have fewer than 15 digits")
