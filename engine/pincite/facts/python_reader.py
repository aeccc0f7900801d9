"""Facts from a Python mapping to the same tree as from a file, so that the Python API knows no rule of its own."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from pincite.facts.tree import Leaf, Refused, Tree, TreeBuilder
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue import facts as rules

NOWHERE: Final = Span("facts", 0, 0)
"""The place of facts that stand in no file."""


def read_mapping(data: Mapping[str, object], problems: list[Diagnostic]) -> Tree | None:
    """The tree of a mapping of plain values: mappings, lists, `str`, `int`, `bool`, `Decimal`, `date`, `None`. Raises `Refused`."""
    builder = TreeBuilder(problems)
    add(builder, data)
    return builder.root


def add(builder: TreeBuilder, value: object) -> None:
    """Depth is bounded by the builder, which refuses to open what lies too deep."""
    if isinstance(value, Mapping):
        builder.open(True, NOWHERE)
        for key, item in value.items():
            if not isinstance(key, str):
                help = "use the name of a fact, or the key of a record, as a text"
                raise Refused(Diagnostic.at(rules.NOT_READABLE, NOWHERE, "a key that is not a text", help=help))
            builder.leaf(Leaf("quoted", key, NOWHERE))
            add(builder, item)
        builder.close(NOWHERE)
    elif isinstance(value, (list, tuple)):
        builder.open(False, NOWHERE)
        for item in value:
            add(builder, item)
        builder.close(NOWHERE)
    else:
        builder.leaf(leaf(value))


def leaf(value: object) -> Leaf:
    match value:
        case None:
            return Leaf("null", "", NOWHERE)
        case bool():
            return Leaf("boolean", "true" if value else "false", NOWHERE)
        case int() if value.bit_length() <= 256:
            return Leaf("number", str(value), NOWHERE)
        case Decimal() if value.is_finite() and abs(value.adjusted()) < 100:
            return Leaf("number", format(value, "f"), NOWHERE)
        case str():
            return Leaf("quoted", value, NOWHERE)
        case date() if not isinstance(value, datetime):
            return Leaf("word", value.isoformat(), NOWHERE)
        case float():
            help = "a fraction in binary is not the number that was written; give a whole number, a Decimal or a text"
            raise Refused(Diagnostic.at(rules.WRONG_TYPE, NOWHERE, f"`{value}` is not exact", help=help))
        case _:
            help = "give texts, whole numbers, true or false, dates, lists and mappings"
            raise Refused(Diagnostic.at(rules.WRONG_TYPE, NOWHERE, "a value of a kind that no fact has", help=help))
