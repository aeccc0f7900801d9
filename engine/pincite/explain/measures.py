"""A value beside its threshold, and how far it is from it. Stands over `conditions.py`.

A gap is stated only where it is exact: in years and months, in days, in money, or as a count. A period whose beginning is known has a day
on which it is complete; a bare one has not. A run of years is shown with the first and the last of them.
"""

from datetime import date
from fractions import Fraction

from pincite.explain.case import Case
from pincite.explain.conditions import COMPARISONS, complete, in_words, known, one_of, records, relation, year_shown
from pincite.explain.display import plural, shown, type_named
from pincite.explain.proof import Measure
from pincite.explain.wording import listing
from pincitec.semantics.operations import TABLE
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import Quantity
from pincitec.semantics.values import Elapsed, Fault, Interval, Number, Records, Value, add_months, exact

MIRROR = {"ge": "le", "gt": "lt", "le": "ge", "lt": "gt", "eq": "eq", "ne": "ne"}


def measure(case: Case, number: int) -> Measure | None:
    """The value beside its threshold, where a condition is one comparison; `None` for any other."""
    number = case.peel(number)
    node = case.node(number)
    listed = one_of(case, number)
    if listed is not None:
        found = shown(case.pack, case.node(listed[0]).type, known(case, listed[0]))
        needed = listing(tuple(in_words(case, v) for v in listed[1]), "or")
        return Measure(in_words(case, listed[0]), found, TABLE["eq"].wording, needed, None, None)
    if node.op not in COMPARISONS:
        return None
    left, right = (case.peel(a) for a in node.args)
    op = node.op
    if case.node(left).op == "const" and case.node(right).op != "const":
        left, right, op = right, left, MIRROR[op]
    kind = case.node(left).type
    if case.node(left).op == "const":  # a fact that the question supposes
        return None
    value, threshold = known(case, left), known(case, right)
    if kind == "boolean":
        return None
    return Measure(
        in_words(case, left),
        with_run(case, left, year_shown(case, number, shown(case.pack, kind, value))),
        relation(case, number) if op == node.op else TABLE[op].wording,
        (year_shown(case, number, shown(case.pack, case.node(right).type, threshold)) or "not established")
        + ("" if case.node(right).op == "const" else f" ({in_words(case, right)})"),
        gap(case, left, op, value, threshold, case.truth(number)),
        met_on(op, value, threshold),
    )


def gap(case: Case, left: int, op: str, value: Value, threshold: Value, truth: int) -> str | None:
    """How far a value is from its threshold, in its unit; `None` where the condition holds or no distance is exact."""
    if truth == HOLDS or op not in ("ge", "gt", "le", "lt") or not isinstance(threshold, (int, Fraction)):
        return None
    node = case.node(left)
    if not isinstance(type_named(case.pack, node.type), Quantity) or node.op == "calendar_year":
        return None
    if node.op == "count":
        return count_gap(case, left, op, threshold)
    if node.op == "consecutive":
        return run_gap(case, left, op, threshold, value)
    if isinstance(value, Elapsed):
        return elapsed_gap(value, int(threshold)) if op in ("ge", "gt") else None
    low, high = (value.low, value.high) if isinstance(value, Interval) else (value, value)
    if op in ("ge", "gt") and isinstance(low, (int, Fraction)) and low <= threshold:
        if truth == UNDETERMINED:
            return f"{distance(case, left, threshold, low)} more needed, and what is not established may supply it"
        return "it must be more" if low == threshold else f"short by {distance(case, left, threshold, low)}"
    if op in ("le", "lt") and isinstance(high, (int, Fraction)) and truth == FAILS:
        return "it must be less" if high == threshold else f"over by {distance(case, left, high, threshold)}"
    return None


def distance(case: Case, number: int, more: Number, less: Number) -> str:
    return shown(case.pack, case.node(number).type, exact(more - less)) or ""


def count_gap(case: Case, fold: int, op: str, threshold: Number) -> str | None:
    """ "2 of 3; 1 not established; 1 more needed"."""
    if op not in ("ge", "gt"):
        return None
    needed = threshold + (op == "gt")
    truths = [r.truth for r in records(case, fold)]
    sure, open_ = truths.count(HOLDS), truths.count(UNDETERMINED)
    parts = [f"{sure} of {needed}"]
    if open_:
        parts.append(f"{open_} not established")
    if not complete(case, fold):
        parts.append("more records may exist")
    return "; ".join([*parts, f"{needed - sure} more needed"])


def run_gap(case: Case, fold: int, op: str, threshold: Number, value: Value) -> str | None:
    """ "1 of 2 that follow one another; 1 not established"."""
    if op not in ("ge", "gt") or value is None:
        return None
    sure = value.low if isinstance(value, Interval) else value
    open_ = [r.truth for r in records(case, fold)].count(UNDETERMINED)
    parts = [f"{sure} of {threshold + (op == 'gt')} that follow one another"]
    if open_:
        parts.append(f"{open_} not established")
    if not complete(case, fold):
        parts.append("more records may exist")
    return "; ".join(parts)


def with_run(case: Case, number: int, text: str | None) -> str | None:
    """The length of a run, with the records that make it up: "2 (2021-22 to 2022-23)"."""
    if text is None or case.node(number).op != "consecutive":
        return text
    on_file = case.values[case.peel(case.node(number).args[0])]
    if not isinstance(on_file, Records):
        return text
    name = str(case.node(case.node(number).args[2]).param)
    best: list[str] = []
    run: list[str] = []
    before: Value = None
    for record, row in zip(records(case, number), on_file.rows, strict=True):
        key = row[name]
        follows = isinstance(key, int) and isinstance(before, int) and key == before + 1
        run = [*(run if follows else []), record.key] if record.truth == HOLDS else []
        best, before = max(best, run, key=len), key
    return f"{text} ({' to '.join(dict.fromkeys((best[0], best[-1])))})" if best else text


def elapsed_gap(elapsed: Elapsed, months: int) -> str | None:
    """The time that must still pass, in months and days counted by addition; `None` where none must, or the calendar ends before."""
    try:
        _, done = add_months(elapsed.since, months, elapsed.month_end)
        whole = max(0, (done.year - elapsed.asked.year) * 12 + done.month - elapsed.asked.month - 1)
        while add_months(elapsed.asked, whole + 1)[1] <= done:
            whole += 1
        days = (done - add_months(elapsed.asked, whole)[1]).days
    except Fault:
        return None
    parts = [plural(n, noun) for n, noun in ((whole // 12, "year"), (whole % 12, "month"), (days, "day")) if n]
    return f"short by {' '.join(parts)}" if parts and done > elapsed.asked else None


def met_on(op: str, value: Value, threshold: Value) -> date | None:
    """The first day on which a running period satisfies "at least"; `None` where the calendar leaves two."""
    if not isinstance(value, Elapsed) or op != "ge" or not isinstance(threshold, int):
        return None
    try:
        earliest, latest = add_months(value.since, threshold, value.month_end)
    except Fault:
        return None
    return latest if earliest == latest else None
