"""A comparison of two runs for programs: JSON (`pincite-comparison/1`) and CSV. Amounts are exact: money in cents, fractions as texts."""

import csv
import io
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any, Final

from pincite.cli.whatif_output import answer_json
from pincite.explain.difference import difference
from pincite.population.comparison.model import Compared, Example, Sums, Told
from pincite.population.reasons.files import harmless
from pincite.report.letter import letter
from pincite.report.render import render_text
from pincitec.diagnostics.render.json import dumps

SCHEMA: Final = "pincite-comparison/1"
HEADS: Final = ("decision", "part", "name", "change", "before", "after", "rows", "total", "least", "greatest")


def render_json(found: Sequence[Compared], source: str) -> str:
    made: Any = [one(compared) for compared in found]
    return dumps({"schema": SCHEMA, "data": source, "comparisons": made})


def one(compared: Compared) -> dict[str, Any]:
    decisions = [decision(told) for told in compared.decisions]
    return {"before": compared.before, "after": compared.after, "rows": compared.rows, "decisions": decisions}


def decision(told: Told) -> dict[str, Any]:
    return {
        "decision": told.decision,
        "label": told.label,
        "unit": unit(told),
        "rows": told.rows,
        "changes": [{"change": c, "rows": n, "difference": sums(told.sums.get(c))} for c, n in told.changes.items()],
        "transitions": [{"before": b, "after": a, "rows": n} for (b, a), n in told.transitions.items()],
        "kinds": [
            {
                "kind": k.number,
                "change": k.change,
                "before": k.before,
                "after": k.after,
                "rows": k.rows,
                "difference": sums(k.sums),
                "example": None if k.example is None else example(k.example),
            }
            for k in told.kinds
        ],
        "groups": [
            {
                "column": column,
                "value": g.value,
                "others": g.others,
                "rows": g.rows,
                "changes": dict(g.changes),
                "difference": sums(g.sums),
            }
            for column, groups in told.groups.items()
            for g in groups
        ],
    }


def unit(told: Told) -> str | None:
    """What differences are counted in."""
    if told.kind is None or not told.sums:
        return None
    return {"money": "cents", "date": "days", "period": "months", "school_year": "years"}.get(told.kind.key, told.kind.key)


def sums(found: Sums | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {"rows": found.rows, "total": exact(found.total), "least": exact(found.least), "greatest": exact(found.greatest)}


def exact(value: int | Fraction) -> int | str:
    return value if isinstance(value, int) else str(value)


def example(found: Example) -> dict[str, Any]:
    """The first row of a kind: both answers, with their letters."""
    seen = difference(found.before, found.after)
    return {
        "row": found.row,
        "key": dict(found.key),
        "before": {**answer_json(seen.before, found.before), "letter": render_text(letter(found.before))},
        "after": {**answer_json(seen.after, found.after), "letter": render_text(letter(found.after))},
    }


def render_csv(found: Sequence[Compared]) -> str:
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(HEADS)
    for compared in found:
        for told in compared.decisions:
            writer.writerows([harmless(str(cell)) if isinstance(cell, str) else cell for cell in row] for row in rows(compared, told))
    return sink.getvalue()


def rows(compared: Compared, told: Told) -> Iterator[tuple[object, ...]]:
    yield (told.decision, "rows", "", "", compared.before, compared.after, told.rows, "", "", "")
    for change, number in told.changes.items():
        yield (told.decision, "change", "", change, "", "", number, *ends(told.sums.get(change)))
    for (before, after), number in told.transitions.items():
        yield (told.decision, "transition", "", "", before, after, number, "", "", "")
    for kind in told.kinds:
        yield (told.decision, "kind", kind.number, kind.change, kind.before, kind.after, kind.rows, *ends(kind.sums))
    for column, groups in told.groups.items():
        for group in groups:
            value = "(all others)" if group.others else group.value or ""
            yield (told.decision, f"by {column}", value, "", "", "", group.rows, *ends(group.sums))
            for change, number in group.changes.items():
                yield (told.decision, f"by {column}", value, change, "", "", number, "", "", "")


def ends(found: Sums | None) -> tuple[object, object, object]:
    return ("", "", "") if found is None else (exact(found.total), exact(found.least), exact(found.greatest))
