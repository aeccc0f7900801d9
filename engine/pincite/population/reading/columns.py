"""One column of a batch, or one field of its records, to canonical values. Stands over `texts.py` and `numbers.py`, under `batches.py`.

What a value may be is what it may be in a facts file: the same words, the same bounds, and nothing that has not begun on the day asked.
"""

from typing import Any, Final

import numpy as np
import pyarrow as pa
from attrs import define, field, frozen

from pincite.population.reading.findings import Sink
from pincite.population.reading.model import Form, Wrong
from pincite.population.reading.numbers import days, numbers, refuse, valid
from pincite.population.reading.texts import BAD, MISSING, OK, Texts, cut
from pincitec.diagnostics.catalogue import facts as rules
from pincitec.semantics.types import DATE, SCHOOL_YEAR, TEXT

FIRST_DAY: Final = int(np.datetime64("1800-01-01").astype(np.int64))
LAST_DAY: Final = int(np.datetime64("2199-12-31").astype(np.int64))


@frozen
class Cells:
    """Canonical values of a column: whole numbers, which of them are known, and of a text its words (values are then places in them)."""

    values: Any
    known: Any
    words: Any = None


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
        places, values, state, texts = self.texts.read(column)
        if not len(values):
            return Cells(np.zeros(len(column), np.int64), np.zeros(len(column), bool), texts if self.form.type == TEXT else None)
        found = np.where(places < 0, np.uint8(MISSING), state[places])

        def explain(at: int) -> Wrong:
            value = self.texts.value(texts[int(places[at])].as_py())
            assert isinstance(value, Wrong)  # INVARIANT: it was BAD
            return value

        refuse(self.form, sink, found == BAD, explain)
        if self.form.type == TEXT:
            return Cells(places, found == OK, texts)
        return Cells(values[places], found == OK)


def checked(form: Form, cells: Cells, sink: Sink, asked: Any) -> Cells:
    """Without the days that lie outside the calendar of facts, and without what has not begun on the day asked about."""
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


def arrow(cells: Cells, kind: Any) -> Any:
    """The Arrow array of a column, of its canonical type."""
    absent = None if cells.known.all() else ~cells.known
    if pa.types.is_dictionary(kind):
        if cells.words is None:
            return pa.nulls(len(cells.values), kind)
        places = pa.array(np.where(cells.known, cells.values, 0).astype(np.int32), mask=absent)
        return pa.DictionaryArray.from_arrays(places, cells.words.fill_null("").cast(pa.string()))
    values = cells.values if absent is None else np.where(cells.known, cells.values, 0)
    if pa.types.is_boolean(kind):
        return pa.array(values != 0, kind, mask=absent)
    if pa.types.is_date(kind):
        return pa.array(values.astype(np.int32), pa.int32(), mask=absent).cast(kind)
    return pa.array(values.astype(kind.to_pandas_dtype()), kind, mask=absent)
