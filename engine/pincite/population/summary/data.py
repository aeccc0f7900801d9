"""A summary for programs: JSON, and CSV with a row for every count."""

import csv
import io
from typing import Any, Final

from pincite.population.reasons.files import harmless
from pincite.population.summary.model import By, Count, Summary, Told
from pincite.report.as_json import dumped

SCHEMA: Final = "pincite-summary/1"
HEAD: Final = ("decision", "part", "group", "item", "citation", "rows", "alone", "reached")


def render_json(found: Summary) -> str:
    """Counts are whole numbers; amounts are texts, so that they stay exact."""
    data = {"schema": SCHEMA, "source": found.source, "rows": found.rows, "decisions": [decision(t) for t in found.decisions]}
    return dumped(data)


def decision(told: Told) -> dict[str, Any]:
    data: dict[str, Any] = {
        "decision": told.decision,
        "label": told.label,
        "verdicts": counts(told.verdicts),
        "outcomes": counts(told.outcomes),
        "law_statuses": counts(told.statuses),
    }
    if told.amounts is not None:
        total = {} if told.amounts.total is None else {"total": str(told.amounts.total)}
        data["values"] = {"rows": told.amounts.rows, "least": told.amounts.least, "greatest": told.amounts.greatest, **total}
    if told.reasons is not None:
        data["reasons"] = {"distinct": told.reasons, "rows_not_explained": told.untold}
        data["unmet"] = [{"text": f.text, "citation": f.citation, "rows": f.rows, "alone": f.alone} for f in told.failing or ()]
        data["missing"] = [
            {"fact": f.fact, "label": f.label, "rows": f.rows, "alone": f.alone, "reached": f.reached} for f in told.lacking or ()
        ]
    data["by"] = [parted(by) for by in told.by]
    return data


def counts(found: tuple[Count, ...]) -> dict[str, int]:
    return {c.word: c.rows for c in found}


def parted(by: By) -> dict[str, Any]:
    groups = [{"value": g.value, "others": g.others, "rows": g.rows, "verdicts": counts(g.verdicts)} for g in by.groups]
    return {"column": by.column, "groups": groups}


def render_csv(found: Summary) -> str:
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(HEAD)
    for told in found.decisions:
        for part, words in (("verdict", told.verdicts), ("outcome", told.outcomes), ("law_status", told.statuses)):
            writer.writerows((told.decision, part, "", c.word, "", c.rows, "", "") for c in words)
        writer.writerows((told.decision, "unmet", "", harmless(f.text), f.citation, f.rows, f.alone, "") for f in told.failing or ())
        writer.writerows((told.decision, "missing", "", f.fact, "", f.rows, f.alone, f.reached) for f in told.lacking or ())
        for by in told.by:
            for group in by.groups:
                value = "(all others)" if group.others else harmless(group.value or "")
                writer.writerows((told.decision, f"by {by.column}", value, c.word, "", c.rows, "", "") for c in group.verdicts)
    return sink.getvalue()
