"""A value beside its threshold, and how far it is from it. Stands over `conditions.py`.

A gap is stated only where it is exact: in years and months, in days, in money, or as a count. A period whose beginning is known has a day
on which it is complete; a bare one has not. A run of years is shown with the first and the last of them.
"""

from datetime import date, timedelta
from fractions import Fraction
from typing import Final

from pincite.explain.case import Case
from pincite.explain.conditions import (
    COMPARISONS,
    CONTRARY,
    complete,
    definite,
    in_words,
    known,
    one_of,
    records,
    relation,
    relation_of,
    year_shown,
)
from pincite.explain.display import shown, type_named
from pincite.explain.proof import Measure
from pincite.explain.wording import listing
from pincite.facts.display import show_date, show_period
from pincite.texts import plural, say
from pincitec.graph.nodes import AMOUNTS
from pincitec.semantics.operations import TABLE
from pincitec.semantics.truth import FAILS, HOLDS, UNDETERMINED
from pincitec.semantics.types import Quantity
from pincitec.semantics.values import Elapsed, Fault, Interval, Number, Records, Value, add_months, exact

MIRROR = {"ge": "le", "gt": "lt", "le": "ge", "lt": "gt", "eq": "eq", "ne": "ne"}
MOST_DAYS: Final = 60
"""A distance between two days is counted in days up to this, and in years, months and days beyond."""


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
        relation(case, number) if op == node.op else relation_of(op, kind),
        threshold_shown(case, number, right, threshold),
        gap(case, left, op, value, threshold, case.truth(number)),
        met_on(op, value, threshold),
        in_full(op, value, threshold) if case.truth(number) == FAILS else None,
    )


def lifted(case: Case, number: int) -> Measure | None:
    """The value beside what it would have to be for a comparison that holds no longer to hold: "$80", "at most $50", "over by $30"."""
    number = case.peel(number)
    node = case.node(number)
    found = measure(case, number) if node.op in CONTRARY else None
    if found is None:
        return None
    left, right = (case.peel(a) for a in node.args)
    op = CONTRARY[node.op]
    if case.node(left).op == "const":
        left, right, op = right, left, MIRROR[op]
    value, threshold = known(case, left), known(case, right)
    return found._replace(
        relation=relation_of(op, case.node(left).type), gap=gap(case, left, op, value, threshold, FAILS), met_on=None, in_full=None
    )


def threshold_shown(case: Case, number: int, right: int, threshold: Value) -> str:
    """What a value is compared with; of what is computed or stated, also what it is."""
    text = year_shown(case, number, shown(case.pack, case.node(right).type, threshold))
    if case.node(right).op == "const":
        return text or say("not established")
    if text is None:
        return say("{value} ({what})", value=definite(case, right), what=say("not established"))
    return say("{value} ({what})", value=text, what=in_words(case, right))


def gap(case: Case, left: int, op: str, value: Value, threshold: Value, truth: int) -> str | None:
    """How far a value is from its threshold, in its unit; `None` where the condition holds or no distance is exact."""
    if truth == HOLDS or op not in ("ge", "gt", "le", "lt"):
        return None
    if isinstance(value, date) and isinstance(threshold, date):
        return days_gap(op, value, threshold)
    if not isinstance(threshold, (int, Fraction)):
        return None
    node = case.node(left)
    if not isinstance(type_named(case.pack, node.type), Quantity) or node.op == "calendar_year":
        return None
    if node.op == "count":
        return count_gap(case, left, op, threshold)
    if node.op == "consecutive":
        return run_gap(case, left, op, threshold, value)
    if node.op in AMOUNTS and truth == UNDETERMINED:
        return amount_gap(case, left, op, threshold, value)
    if isinstance(value, Elapsed):
        return elapsed_gap(value, int(threshold), over=op == "gt") if op in ("ge", "gt") else None
    low, high = (value.low, value.high) if isinstance(value, Interval) else (value, value)
    if truth == FAILS and low != high:
        return bounded_gap(case, left, op, low, high, threshold)
    if op in ("ge", "gt") and isinstance(low, (int, Fraction)) and low <= threshold:
        if truth == UNDETERMINED:
            return say("{amount} more needed, and what is not established may supply it", amount=distance(case, left, threshold, low))
        if low == threshold:
            return say("it must be more")
        return say("short by {amount}", amount=distance(case, left, threshold, low))
    if op in ("le", "lt") and isinstance(high, (int, Fraction)) and truth == FAILS:
        if high == threshold:
            return say("it must be less")
        return say("over by {amount}", amount=distance(case, left, high, threshold))
    return None


def bounded_gap(case: Case, left: int, op: str, low: Value, high: Value, threshold: Number) -> str | None:
    """The least distance that a value has of which only bounds are known: no more is certain."""
    if op in ("ge", "gt") and isinstance(high, (int, Fraction)):
        least = say("short by at least {amount}", amount=distance(case, left, threshold, high)) if high < threshold else None
        return least or say("it must be more")
    if op in ("le", "lt") and isinstance(low, (int, Fraction)):
        least = say("over by at least {amount}", amount=distance(case, left, low, threshold)) if low > threshold else None
        return least or say("it must be less")
    return None


def distance(case: Case, number: int, more: Number, less: Number) -> str:
    """A difference in its unit; of shares in percentage points, since a share of a share is something else."""
    kind = case.node(number).type
    if kind == "percent":
        points = exact((more - less) * 100)
        if isinstance(points, int):
            return plural(points, "{n} percentage point", "{n} percentage points")
        return say("{number} percentage points", number=shown(case.pack, "number", points) or "")
    return shown(case.pack, kind, exact(more - less)) or ""


def count_gap(case: Case, fold: int, op: str, threshold: Number) -> str | None:
    """ "2 of 3; 1 not established; 1 more needed"; of a most, "1 too many"."""
    truths = [r.truth for r in records(case, fold)]
    sure, open_ = truths.count(HOLDS), truths.count(UNDETERMINED)
    if op in ("le", "lt"):
        over = sure - threshold + (op == "lt")
        return plural(over, "{n} too many", "{n} too many") if isinstance(over, int) and over > 0 else None
    needed = threshold + (op == "gt")
    parts = [say("{sure} of {needed}", sure=sure, needed=str(needed)), *left_open(case, fold, open_)]
    return "; ".join([*parts, say("{n} more needed", n=str(needed - sure))])


def amount_gap(case: Case, fold: int, op: str, threshold: Number, value: Value) -> str | None:
    """ "320 days of 480 days; 1 not established; 160 days more needed"; of the least and the greatest, what is not established."""
    found = records(case, fold)
    open_ = sum(r.truth == UNDETERMINED or (r.truth == HOLDS and r.amount is None) for r in found)
    parts = left_open(case, fold, open_)
    if case.node(fold).op == "sum" and op in ("ge", "gt") and isinstance(value, Interval):
        needed, sure = (amount_shown(case, fold, n) for n in (threshold, value.low))
        short = distance(case, fold, threshold, value.low) if value.low < threshold else ""
        more = say("{amount} more needed", amount=short) if short else say("more needed")
        parts = [say("{sure} of {needed}", sure=sure, needed=needed), *parts, more]
    return "; ".join(parts) or None


def amount_shown(case: Case, number: int, amount: Number) -> str:
    return shown(case.pack, case.node(number).type, exact(amount)) or ""


def left_open(case: Case, fold: int, open_: int) -> list[str]:
    """What of a list is not established: records, and whether there are more."""
    parts = [say("{n} not established", n=open_)] if open_ else []
    return parts if complete(case, fold) else [*parts, say("more records may exist")]


def run_gap(case: Case, fold: int, op: str, threshold: Number, value: Value) -> str | None:
    """ "1 of 2 that follow one another; 1 not established"."""
    if op not in ("ge", "gt") or value is None:
        return None
    sure = value.low if isinstance(value, Interval) else value
    open_ = [r.truth for r in records(case, fold)].count(UNDETERMINED)
    needed = threshold + (op == "gt")
    return "; ".join([say("{sure} of {needed} that follow one another", sure=str(sure), needed=str(needed)), *left_open(case, fold, open_)])


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
    if not best:
        return text
    if best[0] == best[-1]:
        return say("{value} ({what})", value=text, what=best[0])
    return say("{length} ({first} to {last})", length=text, first=best[0], last=best[-1])


def elapsed_gap(elapsed: Elapsed, months: int, *, over: bool = False) -> str | None:
    """The time that must still pass, in months and days counted by addition; where it may be complete on either of two days, the time
    to the first. `None` where none must, or the calendar ends before. With `over`, more than that time must pass."""
    try:
        first, last = add_months(elapsed.since, months, elapsed.month_end)
        length = span(elapsed.asked, first + timedelta(over))
    except (Fault, OverflowError):
        return None
    if length is None:
        return None
    return say("short by {time}", time=length) if first == last else say("short by at least {amount}", amount=length)


def span(first: date, last: date) -> str | None:
    """The time from one day to a later one: years and months by addition, then the days that are left. `None` where none is later.

    >>> span(date(2025, 3, 3), date(2025, 8, 12))
    '5 months 9 days'
    """
    if last <= first:
        return None
    whole = max(0, (last.year - first.year) * 12 + last.month - first.month - 1)
    while add_months(first, whole + 1)[1] <= last:
        whole += 1
    years, months, days = whole // 12, whole % 12, (last - add_months(first, whole)[1]).days
    parts = (
        plural(years, "{n} year", "{n} years") if years else "",
        plural(months, "{n} month", "{n} months") if months else "",
        plural(days, "{n} day", "{n} days") if days else "",
    )
    return " ".join(p for p in parts if p)


def days_gap(op: str, value: date, threshold: date) -> str | None:
    """How much too late or too early a day is: "14 days too late". What must be after a day is a day short on that day itself."""
    strict = timedelta(op in ("gt", "lt"))
    try:
        first, last = (threshold - strict, value) if op in ("le", "lt") else (value, threshold + strict)
        length = plural((last - first).days, "{n} day", "{n} days") if (last - first).days <= MOST_DAYS else span(first, last)
    except (Fault, OverflowError):
        return None
    if last <= first or length is None:
        return None
    return say("{time} too late", time=length) if op in ("le", "lt") else say("{time} too early", time=length)


def met_on(op: str, value: Value, threshold: Value) -> date | None:
    """The first day on which a running period satisfies "at least"; `None` where the calendar leaves two."""
    if not isinstance(value, Elapsed) or op != "ge" or not isinstance(threshold, int):
        return None
    try:
        earliest, latest = add_months(value.since, threshold, value.month_end)
    except Fault:
        return None
    return latest if earliest == latest else None


def in_full(op: str, value: Value, threshold: Value) -> str | None:
    """The gap of a running period with the two days that it lies between: "3 years are complete on August 12, 2025 if nothing interrupts
    them; the day asked about is March 3, 2025: short by 5 months 9 days"."""
    day, short = met_on(op, value, threshold), None
    if day is not None and isinstance(value, Elapsed) and isinstance(threshold, int):
        short = elapsed_gap(value, threshold)
    if day is None or short is None or not isinstance(value, Elapsed) or not isinstance(threshold, int):
        return None
    days = {"complete": show_date(day), "asked": show_date(value.asked), "short": short, "length": show_period(threshold)}
    if threshold in (1, 12):
        return say("{length} is complete on {complete} if nothing interrupts it; the day asked about is {asked}: {short}", **days)
    return say("{length} are complete on {complete} if nothing interrupts them; the day asked about is {asked}: {short}", **days)
