"""One column of a batch, or one field of its records, to canonical values. Stands over `texts.py` and `numbers.py`, under `batches.py`.

What a value may be is what it may be in a facts file: the same words, the same bounds, and nothing that has not begun on the day asked.
"""

from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from attrs import define, field

from pincite.population.reading.findings import Sink
from pincite.population.reading.model import Form, Wrong
from pincite.population.reading.numbers import days, numbers, refuse, valid
from pincite.population.reading.texts import BAD, LARGEST, MISSING, OK, Texts, cut
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.semantics.types import DATE, MONEY, SCHOOL_YEAR, TEXT

FIRST_DAY: Final = int(np.datetime64("1800-01-01").astype(np.int64))
LAST_DAY: Final = int(np.datetime64("2199-12-31").astype(np.int64))


@define(eq=False)
class Cells:
    """Canonical values of a column: whole numbers, which of them are known, and of a text its words (values are then places in them).

    A column of which every value is good may stand as an Arrow `array` with its least and greatest value as `bounds`: then nothing is
    copied until somebody looks at single values.
    """

    _values: Any = None
    _known: Any = None
    words: Any = None
    array: Any = None
    bounds: tuple[int, int] = (0, 0)

    @property
    def values(self) -> Any:
        if self._values is None:
            nothing = False if pa.types.is_boolean(self.array.type) else 0
            self._values = self.array.fill_null(nothing).to_numpy(zero_copy_only=False).astype(np.int64)
        return self._values

    @property
    def known(self) -> Any:
        if self._known is None:
            self._known = valid(self.array)
        return self._known

    def __len__(self) -> int:
        return len(self.array if self.array is not None else self._values)

    def unknown(self, good: Any) -> bool:
        """Whether any value is not known, in the rows that are good (None: in all)."""
        if self.array is not None and good is None:
            return bool(self.array.null_count)
        return bool((~self.known if good is None else ~self.known & good).any())

    def limits(self, good: Any) -> tuple[int, int] | None:
        """Bounds of the known values, in the rows that are good (None: in all); `None` where there are none."""
        if self.array is not None:
            return self.bounds if self.array.null_count < len(self.array) else None
        known = self.known if good is None else self.known & good
        values = self.values if known.all() else self.values[known]
        return (int(values.min()), int(values.max())) if len(values) else None

    def arrow(self, kind: Any) -> Any:
        """The Arrow array, of its canonical type."""
        if self.array is not None:
            return self.array.cast(pa.int32()).cast(kind) if pa.types.is_date(kind) else self.array.cast(kind)
        absent = None if self.known.all() else ~self.known
        if pa.types.is_dictionary(kind):
            if self.words is None:
                return pa.nulls(len(self.values), kind)
            words = pc.utf8_trim_whitespace(self.words.fill_null("")).dictionary_encode()  # each word once, however it stood
            places = words.indices.to_numpy(zero_copy_only=False)[np.where(self.known, self.values, 0)] if len(words) else self.values
            return pa.DictionaryArray.from_arrays(pa.array(places.astype(np.int32), mask=absent), words.dictionary.cast(pa.string()))
        values = self.values if absent is None else np.where(self.known, self.values, 0)
        if pa.types.is_boolean(kind):
            return pa.array(values != 0, kind, mask=absent)
        if pa.types.is_date(kind):
            return pa.array(values.astype(np.int32), pa.int32(), mask=absent).cast(kind)
        return pa.array(values.astype(kind.to_pandas_dtype()), kind, mask=absent)


@define
class Reader:
    """Reads the columns of one form, batch after batch."""

    form: Form
    texts: Texts = field()

    @texts.default
    def _texts(self) -> Texts:
        return Texts(self.form)

    def read(self, column: Any, sink: Sink, asked: Any) -> Cells:
        """`asked` is the day asked about in days since 1970, for each value or for all."""
        form = self.form
        if form.source == "null" or pa.types.is_null(column.type):
            return Cells(np.zeros(len(column), np.int64), np.zeros(len(column), bool))
        if pa.types.is_dictionary(column.type) and form.source != "text":
            column = column.dictionary_decode()
        if form.source != "text" and (whole := as_it_stands(form, column, asked)) is not None:
            return whole
        match form.source:
            case "text":
                cells = self.read_texts(column, sink)
            case "bool":
                cells = Cells(column.fill_null(False).to_numpy(zero_copy_only=False).astype(np.int64), valid(column))
            case "date" | "timestamp":
                cells = Cells(*days(form, column, sink))
            case _:
                cells = Cells(*numbers(form, column, sink))
        return checked(form, cells, sink, asked)

    def read_texts(self, column: Any, sink: Sink) -> Cells:
        encoded = column if pa.types.is_dictionary(column.type) else column.dictionary_encode()
        values, state, texts = self.texts.distinct(encoded.dictionary)
        known = state == OK
        if not len(values):
            return Cells(np.zeros(len(column), np.int64), np.zeros(len(column), bool), texts if self.form.type == TEXT else None)
        if self.form.type != TEXT and not (state == BAD).any():
            used = values[known]
            bounds = (int(used.min()), int(used.max())) if len(used) else (0, 0)
            return Cells(array=pa.array(values, mask=~known).take(encoded.indices), bounds=bounds)
        places = encoded.indices.cast(pa.int64()).fill_null(-1).to_numpy(zero_copy_only=False)
        found = np.where(places < 0, np.uint8(MISSING), state[places])

        def explain(at: int) -> Wrong:
            value = self.texts.value(texts[int(places[at])].as_py())
            assert isinstance(value, Wrong)  # INVARIANT: it was BAD
            return value

        refuse(self.form, sink, found == BAD, explain)
        if self.form.type == TEXT:
            return Cells(places, found == OK, texts)
        return Cells(values[places], found == OK)


def as_it_stands(form: Form, column: Any, asked: Any) -> Cells | None:
    """A column whose values are canonical already; `None` where there is anything to be turned, checked or refused one by one."""
    if form.codes is not None or form.missing - {""} or form.scale or form.unit not in (None, "cents", "months", "begins", "since"):
        return None
    if form.source == "bool":
        return Cells(array=column, bounds=(0, 1))
    if (form.source != "int" or form.type == MONEY) and not pa.types.is_date32(column.type) and form.unit != "cents":
        return None
    if form.source not in ("int", "date") or pa.types.is_uint64(column.type) or pa.types.is_date64(column.type):
        return None
    array = column.cast(pa.int32()) if pa.types.is_date32(column.type) else column
    found = pc.min_max(array)
    low, high = found["min"].as_py(), found["max"].as_py()
    if low is None:
        return Cells(array=array)
    least, most = bounds_of(form, asked)
    return Cells(array=array, bounds=(low, high)) if least <= low and high <= most else None


def bounds_of(form: Form, asked: Any) -> tuple[int, int]:
    """Within which values nothing is ever refused."""
    if form.type == DATE or form.unit == "since":
        return FIRST_DAY, LAST_DAY if form.unit != "since" else min(LAST_DAY, int(np.min(asked)))
    if form.type == SCHOOL_YEAR:
        return 1800, min(2199, int(np.min(last_begun(form, asked))))
    return (1 - LARGEST if getattr(form.type, "signed", False) else 0), LARGEST - 1


def checked(form: Form, cells: Cells, sink: Sink, asked: Any) -> Cells:
    """Without the days that lie outside the calendar of facts, and without what has not begun on the day asked about."""
    calendar = form.type in (DATE, SCHOOL_YEAR) or form.unit == "since"
    if not calendar or not len(cells):
        return cells
    least, most = bounds_of(form, asked)
    found = cells.limits(None)
    if found is None or (least <= found[0] and found[1] <= most):
        return cells
    good = np.ones(len(cells.values), bool)
    if form.type == DATE or form.unit == "since":
        good = (cells.values >= FIRST_DAY) & (cells.values <= LAST_DAY)
        refuse(form, sink, cells.known & ~good, lambda at: outside(int(cells.values[at])))
    if form.unit == "since":
        late = cells.known & good & (cells.values > asked)
        refuse(form, sink, late, lambda at: not_begun(day_text(int(cells.values[at])), day_at(asked, at)))
        good &= ~late
    elif form.type == SCHOOL_YEAR:
        late = cells.known & (cells.values > last_begun(form, asked))
        refuse(form, sink, late, lambda at: not_begun(f"{cells.values[at]}-{(cells.values[at] + 1) % 100:02}", day_at(asked, at)))
        good &= ~late
    return Cells(cells.values, cells.known & good, cells.words)


def last_begun(form: Form, asked: Any) -> Any:
    """The last school year that has begun on a day; where no calendar says when they begin, the last that can have."""
    on = np.asarray(asked).astype("datetime64[D]")
    year = on.astype("datetime64[Y]").astype(np.int64) + 1970
    if form.year_begins is None:
        return year
    month = on.astype("datetime64[M]").astype(np.int64) % 12 + 1
    day = (on - on.astype("datetime64[M]")).astype(np.int64) + 1
    begins = form.year_begins[0] * 100 + form.year_begins[1]
    return np.where(month * 100 + day >= begins, year, year - 1)


def day_text(day: int) -> str:
    return str(np.datetime64(day, "D"))


def day_at(asked: Any, at: int) -> str:
    return day_text(int(asked if np.ndim(asked) == 0 else asked[at]))


def outside(day: int) -> Wrong:
    return Wrong(rules.IMPOSSIBLE_DATE, "", f"`{cut(day_text(day))}` lies outside the years 1800 to 2199", "check the year")


def not_begun(what: str, asked: str) -> Wrong:
    help = "ask about a later day, or leave out what has not happened yet"
    return Wrong(rules.NOT_YET, "", f"`{what}` has not begun on {asked}, the day asked about", help)
