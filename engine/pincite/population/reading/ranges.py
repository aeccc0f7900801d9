"""What is found of the values of all data: the least, the greatest, whether any is unknown; and the canonical schema that says so.

The kernel is made for these ranges. Under `data.py`.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from attrs import define

from pincite.evaluate.columns.schema import Form as Held, canonical
from pincite.population.reading.batches import Converted
from pincite.population.reading.columns import Cells
from pincite.population.reading.kinds import source_kind
from pincite.population.reading.model import DIFFER, KEY, ROW, Form, Plan, Read
from pincite.population.reading.origin import Origin
from pincitec.graph.pack import Pack
from pincitec.semantics.types import SCHOOL_YEAR


@define
class Seen:
    """What is known of the values of a column: the least, the greatest, and whether any is unknown."""

    low: int | None = None
    high: int | None = None
    unknown: bool = False

    def see(self, cells: Cells, good: Any) -> None:
        self.unknown = self.unknown or cells.unknown(good)
        found = cells.limits(good)
        if found is not None:
            self.low = found[0] if self.low is None else min(self.low, found[0])
            self.high = found[1] if self.high is None else max(self.high, found[1])


def measure(converted: Converted, spans: dict[str, Seen]) -> None:
    good = None if not converted.bad.any() else ~converted.bad
    for name, cells in converted.facts.items():
        spans.setdefault(name, Seen()).see(cells, good)
    for name, one in converted.lists.items():
        inner = None if good is None else good[one.parents]
        for part, cells in one.fields.items():
            spans.setdefault(f"{name}[].{part}", Seen()).see(cells, inner)
        known = Cells(np.zeros(len(one.known), np.int64), one.known)
        spans.setdefault(name, Seen()).see(known, good)


def schema_of(pack: Pack, plan: Plan, origin: Origin, spans: Mapping[str, Seen]) -> Any:
    """The canonical schema with what was found of the data: as narrow as their values."""
    forms: dict[str, Held | None] = {}
    for one in plan.facts:
        forms[one.name] = held(one.reads[0].form, spans.get(one.name))
    for many in plan.lists:
        span = spans.get(many.name)
        forms[many.name] = Held(nulls=span is None or span.unknown)
        for read in many.fields:
            forms[f"{many.name}[].{read.form.name}"] = held(read.form, spans.get(f"{many.name}[].{read.form.name}"))
    schema = canonical(pack, forms, asked=isinstance(plan.asked, Read))
    for one in plan.facts:
        if one.joined and (one.judged_by_any or one.reads[0].form.type.key != "boolean"):
            schema = schema.append(pa.field(one.name + DIFFER, pa.bool_()))
    schema = schema.append(pa.field(ROW, pa.int64(), nullable=False))
    for name in (*plan.keys, *plan.keep):
        type = origin.schema.field(name).type
        schema = schema.append(pa.field(KEY + name, pa.string() if source_kind(type) == "text" else type))
    return schema


def held(form: Form, span: Seen | None) -> Held:
    since = form.unit == "since"
    if span is None or span.low is None or span.high is None:  # no value is known, so any range holds them all
        nothing = 1 if form.type == SCHOOL_YEAR else 0
        limits, unknown = (nothing, nothing), True
    else:
        limits, unknown = (span.low, span.high), span.unknown
    bits = next(b for b in (8, 16, 32, 64) if -(2 ** (b - 1)) <= limits[0] and limits[1] < 2 ** (b - 1))
    counted = form.type.key not in ("boolean", "text")
    return Held(bits, form.scale, since, limits if counted else None, unknown)
