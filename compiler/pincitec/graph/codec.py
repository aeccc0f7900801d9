"""attrs classes to plain JSON data and back, strictly: a pack is hostile until every field of it has the declared shape.

Plain data are `null`, `true`/`false`, whole numbers, texts, lists, and objects with text keys. Dates are ISO texts. A field at its
default is left out, so that packs stay small; an unknown field is an error.
"""

from collections.abc import Callable
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

import attrs

T = TypeVar("T")


class Malformed(Exception):
    """The data do not have the declared shape. The message says where."""


def to_data(value: Any) -> Any:
    """Plain data for a value made of attrs classes, tuples, dates and plain values."""
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [to_data(v) for v in value]
    return {
        a.name.rstrip("_"): to_data(getattr(value, a.name))
        for a in attrs.fields(type(value))
        if a.default is attrs.NOTHING or getattr(value, a.name) != a.default
    }


def from_data(cls: type[T], data: Any, where: str = "$") -> T:
    """A value of an attrs class from plain data. Raises `Malformed`."""
    read: Callable[[Any, str], T] = decoder(cls)  # type: ignore[arg-type]  # a class is hashable
    return read(data, where)


@cache
def decoder(kind: Any) -> Callable[[Any, str], Any]:
    """The function that reads plain data as the given type."""
    if kind in (int, str, bool):
        return lambda data, where: plain(kind, data, where)
    if kind is date:
        return read_date
    origin = get_origin(kind)
    if origin is tuple:
        return tuple_decoder(get_args(kind))
    if origin in (Union, UnionType):
        (inner,) = (a for a in get_args(kind) if a is not NoneType)
        read = decoder(inner)
        return lambda data, where: None if data is None else read(data, where)
    if attrs.has(kind):
        return class_decoder(kind)
    raise TypeError(f"no plain form for {kind}")


def plain(kind: type, data: Any, where: str) -> Any:
    if type(data) is not kind:
        raise Malformed(f"{where}: expected {kind.__name__}")
    return data


def read_date(data: Any, where: str) -> date:
    try:
        return date.fromisoformat(plain(str, data, where))
    except ValueError:
        raise Malformed(f"{where}: not a date") from None


def tuple_decoder(args: tuple[Any, ...]) -> Callable[[Any, str], Any]:
    if len(args) == 2 and args[1] is Ellipsis:

        def read_many(data: Any, where: str) -> Any:
            read = decoder(args[0])
            return tuple(read(d, f"{where}[{i}]") for i, d in enumerate(plain(list, data, where)))

        return read_many

    def read_fixed(data: Any, where: str) -> Any:
        if len(plain(list, data, where)) != len(args):
            raise Malformed(f"{where}: expected {len(args)} values")
        return tuple(decoder(a)(d, f"{where}[{i}]") for i, (a, d) in enumerate(zip(args, data, strict=True)))

    return read_fixed


def class_decoder(cls: Any) -> Callable[[Any, str], Any]:
    hints = get_type_hints(cls)
    fields = {a.name.rstrip("_"): (a.name, hints[a.name], a.default is attrs.NOTHING) for a in attrs.fields(cls)}

    aliases = {a.name: a.alias or a.name for a in attrs.fields(cls)}

    def read(data: Any, where: str) -> Any:
        for name in plain(dict, data, where):
            if name not in fields:
                raise Malformed(f"{where}: unknown field {name!r}")
        given: dict[str, Any] = {}
        for name, (attribute, hint, required) in fields.items():
            if name in data:
                given[aliases[attribute]] = decoder(hint)(data[name], f"{where}.{name}")
            elif required:
                raise Malformed(f"{where}: field {name!r} is missing")
        return cls(**given)

    return read
