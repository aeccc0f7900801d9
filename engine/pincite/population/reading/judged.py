"""What several who judge a fact found, column by column, put together as `semantics.judgements.joint` puts the judgements of one case.

Under `batches.py`. A judge without a column has not judged.
"""

from collections.abc import Mapping
from functools import reduce
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pincite.population.reading.columns import Cells
from pincite.population.reading.model import FactPlan
from pincitec.semantics.types import BOOLEAN


def together(plan: FactPlan, by: Mapping[str, Cells]) -> tuple[Cells, Any]:
    """The joint finding, and where the judges differ so that there is none (None: of a fact on which they cannot)."""
    found = one_vocabulary([by[party] for party in plan.judged_by if party in by])
    silent = len(found) < len(plan.judged_by)
    if plan.reads[0].form.type == BOOLEAN and not plan.judged_by_any:
        no = reduce(np.logical_or, [c.known & (c.values == 0) for c in found])
        yes = reduce(np.logical_and, [c.known & (c.values != 0) for c in found]) & (not silent)
        return Cells(yes.astype(np.int64), yes | no), None
    value, known = found[0].values, found[0].known
    differ = np.zeros(len(value), bool)
    for c in found[1:]:
        differ |= known & c.known & (value != c.values)
        value, known = np.where(known, value, c.values), known | c.known
    if not plan.judged_by_any:
        known = reduce(np.logical_and, [c.known for c in found]) & (not silent)
    return Cells(value, known & ~differ, found[0].words), differ


def one_vocabulary(found: list[Cells]) -> list[Cells]:
    """The cells with their texts as places in the same words."""
    if all(c.words is None for c in found):
        return found
    words = pc.unique(pa.chunked_array([c.words.fill_null("") for c in found if c.words is not None]))
    made = []
    for c in found:
        if c.words is None or not len(c.words):
            made.append(Cells(np.zeros(len(c.values), np.int64), c.known, words))
            continue
        places = pc.index_in(c.words.fill_null(""), value_set=words).to_numpy(zero_copy_only=False).astype(np.int64)
        made.append(Cells(places[np.maximum(c.values, 0)], c.known, words))
    return made
