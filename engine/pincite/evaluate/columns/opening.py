"""A batch as generated code reads it: which columns there are, which have unknown values, and which ranges are to be watched."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
from attrs import frozen

from pincite.evaluate.columns.loading import Column, Key, ListColumn, column, guard, list_column, load, texts_of
from pincite.evaluate.columns.schema import ASKED, COMPLETE, FIRST_DAY, FORM, LAST_BEGUN, RANGE, SCALE, Refused, held, longest
from pincitec.graph.pack import Pack
from pincitec.semantics.types import ListOf, Type

Range = tuple[int, int]

MOST_RECORDS: Final = 500_000
"""Records of one list that are computed at once."""
DAYS: Final = (FIRST_DAY, LAST_BEGUN)


def is_list(kind: pa.DataType) -> bool:
    return bool(pa.types.is_list(kind) or pa.types.is_large_list(kind))


@frozen
class Reads:
    """What a kernel reads of a schema. `nullable` are all columns, and fields of lists, that may have unknown values; `ranges` those
    whose type holds more than the range for which programs are written."""

    names: tuple[str, ...]
    nullable: frozenset[str]
    ranges: Mapping[str, Range]


def reads(pack: Pack, schema: pa.Schema, facts: Sequence[str], *, asked: bool) -> Reads:
    """What there is of these facts; `asked`: and the day of each row."""
    wanted = [n for name in facts for n in (name, name + COMPLETE)] + ([ASKED] if asked else [])
    names = tuple(n for n in dict.fromkeys(wanted) if n in schema.names)
    nullable: set[str] = set()
    ranges: dict[str, Range] = {}
    for path, stands, kind in parts(pack, schema, names):
        if stands.nullable and path != ASKED:
            nullable.add(path)
        limits = DAYS if path == ASKED else None if kind is None else range_of(stands, kind)
        if limits is not None:
            ranges[path] = limits
    return Reads(names, frozenset(nullable), ranges)


def parts(pack: Pack, schema: pa.Schema, names: Sequence[str]) -> Iterator[tuple[str, pa.Field, Type | None]]:
    """Columns and fields of lists with their types; None for what is no fact."""
    for name in names:
        stands = schema.field(name)
        kind = pack.type_of[pack.fact[name].type] if name in pack.fact else None
        yield name, stands, kind
        if isinstance(kind, ListOf):
            struct = stands.type.value_type
            for i in range(struct.num_fields):
                declared = kind.element.field(struct.field(i).name)
                if declared is not None:
                    yield f"{name}[].{declared.name}", struct.field(i), declared.type


def range_of(stands: pa.Field, kind: Type) -> Range | None:
    """The range to be watched; None where the type of the column holds nothing outside it."""
    if isinstance(kind, ListOf) or pa.types.is_boolean(stands.type) or pa.types.is_dictionary(stands.type):
        return None
    low, high = held(stands, kind).range
    most = 2 ** (stands.type.bit_width - 1)
    return None if (low, high) == (-most, most - 1) else (low, high)


@frozen(eq=False)
class Opened:
    """The columns of one batch. `nulls` are those in which something is unknown."""

    columns: Mapping[str, Column]
    lists: Mapping[str, ListColumn]
    texts: Mapping[str, int]

    def load(self, key: Key, start: int, size: int) -> npt.NDArray[Any]:
        return load(self.columns, self.lists, key, start, size)

    def size(self, start: int, rows: int) -> int:
        """How many rows from one on make a block: at most `rows`, and fewer where their lists have very many records; at least one."""
        for each in self.lists.values():
            behind = int(np.searchsorted(each.offsets, each.offsets[start] + MOST_RECORDS, side="right")) - 1
            rows = min(rows, max(1, behind - start))
        return rows if rows < 64 else rows // 64 * 64

    def guard(self, ranges: Mapping[str, Range], start: int, size: int) -> None:
        """Raises `Refused` where a known value of a block lies outside its range."""
        for path, (low, high) in ranges.items():
            name, within, part = path.partition("[].")
            if within:
                first, records = self.lists[name].records(start, size)
                guard(self.lists[name].fields[part], first, records, low, high)
            else:
                guard(self.columns[name], start, size, low, high)


def arrays(schema: pa.Schema, names: Sequence[str], batch: pa.RecordBatch) -> dict[str, pa.Array]:
    """The columns of a batch that are read. Raises `Refused` where one is not as the schema says."""
    found: dict[str, pa.Array] = {}
    for name in names:
        place = batch.schema.get_field_index(name)
        if place < 0 or batch.schema.field(place).type != schema.field(name).type:
            raise Refused([f"the batch has no column `{name}` of type {schema.field(name).type}"])
        for path, key in otherwise_held(batch.schema.field(place), schema.field(name), name):
            raise Refused([f"the column `{path}` of the batch has another `{key}` than it was said to have"])
        found[name] = batch.column(place)
    if ASKED in found and found[ASKED].null_count:
        raise Refused([f"a row has no day in the column `{ASKED}`"])
    return found


def otherwise_held(given: pa.Field, said: pa.Field, path: str) -> Iterator[tuple[str, str]]:
    """What a column or a field of its records says of how it holds numbers, and the schema says otherwise. One that says nothing is taken
    to be as the schema says."""
    metadata, expected = given.metadata or {}, said.metadata or {}
    if any(key in metadata for key in (SCALE, FORM, RANGE)):
        for key, usual in ((SCALE, b"0"), (FORM, b"")):
            if metadata.get(key, usual) != expected.get(key, usual):
                yield path, key.decode()
    if is_list(given.type) and pa.types.is_struct(given.type.value_type):
        struct, other = given.type.value_type, said.type.value_type
        for i in range(struct.num_fields):
            yield from otherwise_held(struct.field(i), other.field(i), f"{path}[].{struct.field(i).name}")


def unknown_in(found: Mapping[str, pa.Array]) -> frozenset[str]:
    """The columns and fields of lists in which something is unknown."""
    paths: set[str] = set()
    for name, array in found.items():
        if has_unknown(array):
            paths.add(name)
        if is_list(array.type):
            struct = array.values
            paths.update(f"{name}[].{struct.type.field(i).name}" for i in range(struct.type.num_fields) if has_unknown(struct.field(i)))
    return frozenset(paths)


def has_unknown(array: pa.Array) -> bool:
    return bool(array.null_count or (pa.types.is_dictionary(array.type) and array.dictionary.null_count))


def opened(schema: pa.Schema, found: Mapping[str, pa.Array], constants: Mapping[str, int]) -> Opened:
    """The columns, with the texts at hand numbered after the `constants` of the rules."""
    texts = texts_of([a for array in found.values() for a in words(array)], constants)
    lists = {n: list_column(n, a, found.get(n + COMPLETE), texts, longest(schema.field(n))) for n, a in found.items() if is_list(a.type)}
    columns = {n: column(n, a, texts if pa.types.is_dictionary(a.type) else None) for n, a in found.items() if n not in lists}
    return Opened(columns, lists, texts)


def words(array: pa.Array) -> list[pa.DictionaryArray]:
    """The texts of a column, or of the fields of a list."""
    if is_list(array.type):
        struct = array.values
        return [struct.field(i) for i in range(struct.type.num_fields) if pa.types.is_dictionary(struct.type.field(i).type)]
    return [array] if pa.types.is_dictionary(array.type) else []
