"""The canonical columns of a population: how each type of fact stands in Arrow data, as code. First of this folder.

A reader makes such columns, the kernel takes them as they are. One field a fact, under the fact's qualified name; a fact without a field
is unknown in every row, and a null is unknown. Numbers are whole: cents, days, months, or the numerator over a power of ten that the
field's metadata names (`pincite.scale`). A column of periods holds months, or the days on which periods that still run began
(`pincite.form` = `since`). `pincite.range` is "low..high", inclusive, of the values as they are held; the kernel is exact within it, and
refuses a block that lies outside. A list has beside it a condition `NAME#complete`; null or absent: not complete.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

import pyarrow as pa
from attrs import frozen

from pincitec.graph.pack import Pack
from pincitec.semantics.types import Enumeration, ListOf, Quantity, Type

ASKED: Final = "@asked"
"""The column of days asked about, where each row has its own."""
COMPLETE: Final = "#complete"
SCALE: Final = b"pincite.scale"
FORM: Final = b"pincite.form"
RANGE: Final = b"pincite.range"
SINCE: Final = "since"

MOST: Final = 999_999_999_999_999
"""The greatest number on file, as in `pincite.facts.forms`; a number with decimals is this many units at most."""
MOST_SCALE: Final = 12
MOST_RECORDS: Final = 20_000
"""Records of one list at most, as in `pincite.facts.lists`; `pincite.range` of a list says how many it has."""
FIRST_DAY: Final = -719_162
"""January 1 of the year 1, in days from January 1, 1970."""
LAST_DAY: Final = 2_932_531
"""December 31 of the year 9998."""
LAST_BEGUN: Final = 2_932_166
"""December 31 of the year 9997: the last day on which a period that runs may begin, or that a row may be asked about. So its months can be
counted, and one more, within the calendar."""
YEARS: Final = (1, 9998)
INTEGERS: Final = {8: pa.int8(), 16: pa.int16(), 32: pa.int32(), 64: pa.int64()}


class Refused(Exception):
    """What the columns cannot do exactly. `reasons` say why, one short phrase each; nothing has been computed."""

    def __init__(self, reasons: Iterable[str]) -> None:
        self.reasons = tuple(reasons)
        super().__init__("; ".join(self.reasons))

    def __reduce__(self) -> tuple[type["Refused"], tuple[tuple[str, ...]]]:
        return Refused, (self.reasons,)


@frozen
class Form:
    """How a column holds a fact or a field of a record, where its type leaves a choice.

    `bits` is the width of whole numbers (8, 16, 32 or 64), `scale` the power of ten by which they are divided, `since` says that the column
    holds the days on which periods began, `range` the least and the greatest value held (of a list:
    the number of its records), `nulls` whether any may be unknown.
    """

    bits: int = 64
    scale: int = 0
    since: bool = False
    range: tuple[int, int] | None = None
    nulls: bool = True


def canonical(pack: Pack, forms: Mapping[str, Form | None], *, asked: bool = False) -> pa.Schema:
    """The schema of these facts, in this order. A field of a record has its form under `LIST[].FIELD`.

    `asked`: each row has its own day.
    """
    fields: list[pa.Field] = []
    for name, form in forms.items():
        if name.partition("[].")[1]:
            continue
        kind = pack.type_of[pack.fact[name].type]
        fields.append(field_of(name, kind, form or Form(), forms, name))
        if isinstance(kind, ListOf):
            fields.append(pa.field(name + COMPLETE, pa.bool_()))
    if asked:
        fields.append(pa.field(ASKED, pa.date32(), nullable=False))
    return pa.schema(fields)


def field_of(name: str, kind: Type, form: Form, forms: Mapping[str, Form | None], path: str) -> pa.Field:
    if isinstance(kind, ListOf):
        parts = [field_of(f.name, f.type, forms.get(f"{path}[].{f.name}") or Form(), forms, path) for f in kind.element.fields]
        lengths = None if form.range is None else {RANGE: f"{form.range[0]}..{form.range[1]}".encode()}
        return pa.field(name, pa.list_(pa.field("item", pa.struct(parts), nullable=False)), nullable=form.nulls, metadata=lengths)
    metadata: dict[bytes, bytes] = {}
    if form.scale:
        metadata[SCALE] = str(form.scale).encode()
    if form.since:
        metadata[FORM] = SINCE.encode()
    if form.range is not None:
        metadata[RANGE] = f"{form.range[0]}..{form.range[1]}".encode()
    return pa.field(name, type_of(kind, form), nullable=form.nulls, metadata=metadata or None)


def type_of(kind: Type, form: Form) -> pa.DataType:
    match kind:
        case Enumeration():
            return pa.int8() if len(kind.members) <= 128 else pa.int16()
        case Quantity():
            return pa.date32() if form.since else INTEGERS[form.bits]
    match kind.key:
        case "boolean":
            return pa.bool_()
        case "date":
            return pa.date32()
        case "school_year":
            return INTEGERS[form.bits]
        case _:
            return pa.dictionary(pa.int32(), pa.utf8())


@frozen
class Held:
    """What a field says of its values: `range` is the least and greatest that it holds, as stated or by type; of days, since 1970-01-01."""

    range: tuple[int, int]
    scale: int = 0
    since: bool = False


def held(field: pa.Field, kind: Type) -> Held:
    """Reads the metadata of a field. Raises `Refused` where it is not well formed."""
    metadata = field.metadata or {}
    scale = metadata.get(SCALE, b"0").decode(errors="replace")
    if not re.fullmatch(r"[0-9]{1,2}", scale, re.ASCII) or int(scale) > MOST_SCALE:
        raise Refused([f"the scale of the column `{field.name}` is not a number from 0 to {MOST_SCALE}"])
    since = metadata.get(FORM, b"") == SINCE.encode()
    limits = limits_of(field, kind, int(scale), since=since)
    stated = metadata.get(RANGE)
    if stated is not None:
        found = re.fullmatch(r"(-?[0-9]{1,19})\.\.(-?[0-9]{1,19})", stated.decode(errors="replace"), re.ASCII)
        if found is None or int(found[1]) > int(found[2]):
            raise Refused([f"the range of the column `{field.name}` is not written as `low..high`"])
        limits = max(limits[0], int(found[1])), min(limits[1], int(found[2]))
        if limits[0] > limits[1]:
            raise Refused([f"the range of the column `{field.name}` lies outside what its type holds"])
    return Held(limits, int(scale), since)


def longest(field: pa.Field) -> int:
    """How many records a list of this column has at most."""
    stated = (field.metadata or {}).get(RANGE)
    found = None if stated is None else re.fullmatch(r"[0-9]{1,9}\.\.([0-9]{1,9})", stated.decode(errors="replace"), re.ASCII)
    if stated is not None and found is None:
        raise Refused([f"the range of the column `{field.name}` is not written as `low..high`"])
    return MOST_RECORDS if found is None else min(MOST_RECORDS, int(found[1]))


def limits_of(field: pa.Field, kind: Type, scale: int, *, since: bool) -> tuple[int, int]:
    """The least and the greatest value that a type of fact and a type of column allow together."""
    if since or kind.key == "date":
        return FIRST_DAY, LAST_BEGUN if since else LAST_DAY
    if isinstance(kind, Enumeration):
        return 0, len(kind.members) - 1
    if not pa.types.is_signed_integer(field.type):
        return 0, 1
    most = 2 ** (field.type.bit_width - 1) - 1
    if kind.key == "school_year":
        return YEARS[0], min(YEARS[1], most)
    units = min(MOST * 10**scale, most)
    return (-units if isinstance(kind, Quantity) and kind.signed else 0), units


def check(schema: pa.Schema, pack: Pack) -> tuple[str, ...]:
    """What is wrong with a schema that claims to be canonical, one short phrase each. What is no fact of the pack is passed over."""
    wrong: list[str] = []
    for name in dict.fromkeys(schema.names):
        if len(schema.get_all_field_indices(name)) > 1:
            wrong.append(f"the column `{name}` stands there twice")
            continue
        field = schema.field(name)
        if name == ASKED and field.type != pa.date32():
            wrong.append(f"the column `{ASKED}` is not of type date32")
        elif name.endswith(COMPLETE) and name.removesuffix(COMPLETE) in pack.fact and field.type != pa.bool_():
            wrong.append(f"the column `{name}` is not of type bool")
        elif name in pack.fact:
            wrong += check_field(field, pack.type_of[pack.fact[name].type])
    return tuple(wrong)


def check_field(field: pa.Field, kind: Type) -> list[str]:
    if isinstance(kind, ListOf):
        return check_list(field, kind)
    found = field.type
    if isinstance(kind, Enumeration):
        fits = found in (pa.int8(), pa.int16())
        expected = "int8 or int16"
    elif isinstance(kind, Quantity) and kind.key == "period" and (field.metadata or {}).get(FORM) == SINCE.encode():
        fits, expected = found == pa.date32(), "date32"
    elif isinstance(kind, Quantity) or kind.key == "school_year":
        fits, expected = pa.types.is_signed_integer(found), "a signed integer"
    else:
        expected_type = type_of(kind, Form())
        fits, expected = found == expected_type, str(expected_type)
    if not fits:
        return [f"the column `{field.name}` is of type {found}, not {expected}"]
    try:
        known = held(field, kind)
    except Refused as refused:
        return list(refused.reasons)
    if known.scale and (not isinstance(kind, Quantity) or kind.key in ("integer", "days", "money", "period")):
        return [f"the column `{field.name}` has a scale, which {kind} does not have"]
    return []


def check_list(field: pa.Field, kind: ListOf) -> list[str]:
    if not (pa.types.is_list(field.type) or pa.types.is_large_list(field.type)) or not pa.types.is_struct(field.type.value_type):
        return [f"the column `{field.name}` is of type {field.type}, not a list of structs"]
    struct = field.type.value_type
    wrong: list[str] = []
    try:
        longest(field)
    except Refused as refused:
        wrong += refused.reasons
    for part in kind.element.fields:
        if part.name in [struct.field(i).name for i in range(struct.num_fields)]:
            wrong += [w.replace("the column `", f"the column `{field.name}[].", 1) for w in check_field(struct.field(part.name), part.type)]
        elif part.name in kind.element.by:
            wrong.append(f"the column `{field.name}` lacks `{part.name}`, by which its records are told apart")
    return wrong
