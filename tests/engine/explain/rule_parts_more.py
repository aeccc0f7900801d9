"""Further conditions of made-up law, for `wide` rule sets: periods that run, days with a period added, least and greatest amounts."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

from tests.engine.explain.rule_parts import COMPARED, Part, Probe, Writer

from pincitec.semantics.operations import call
from pincitec.semantics.values import add_months

OPERATIONS: Final = {">=": "ge", ">": "gt", "<=": "le", "<": "lt"}
MONTHS: Final = 6


def running(w: Writer) -> Part:
    """A period that may still run: as whole months, or from the day on which it began."""
    name, item = w.fact("years", "service"), w.code()
    years = w.compared(name, (3, 5))
    words, sign = w.comparison(COMPARED)
    probe(w, name, add_months(w.on[0], -12 * years)[0], lambda value: truth(sign, value, 12 * years))
    said = f"a service {name} of {words} {years} years under item {item}"
    return Part(f"has {said}", (f'"{said}" means {name} {sign} {years} years',))


def waited(w: Writer) -> Part:
    """The day asked about beside a day and a period after it."""
    name, item, on = w.fact("date", "day of paper"), w.code(), w.on[0]
    words, sign = w.comparison((("no later than", "<="), ("later than", ">")))
    probe(w, name, add_months(on, -MONTHS)[0], lambda value: truth(sign, on, later(value)))
    said = f"asks {words} {MONTHS} months after paper {name} under item {item}"
    return Part(said, (f'"{said}" means asked {sign} {name} + {MONTHS} months',))


def ended(w: Writer) -> Part:
    """A day and a period after it beside a day of the law."""
    name, item = w.fact("date", "day of paper"), w.code()
    at = w.random.choice((date(2021, 1, 20), date(2021, 2, 28)))
    words, sign = w.comparison((("on or before", "<="), ("after", ">")))
    probe(w, name, add_months(at, -MONTHS)[0], lambda value: truth(sign, later(value), at))
    said = f"filed paper {name} so that {MONTHS} months from it ended {words} {at:%B} {at.day}, {at.year} under item {item}"
    return Part(said, (f'"{said}" means {name} + {MONTHS} months {sign} {at}',))


def later(value: Any) -> Any:
    return call("add_period", None, [value, MONTHS])


def truth(sign: str, one: Any, other: Any) -> int:
    return int(call(OPERATIONS[sign], None, [one, other]))


def probe(w: Writer, name: str, near: date, found: Callable[[Any], int]) -> None:
    w.probes.setdefault(name, []).append(Probe(near, found))


def extreme(w: Writer) -> Part:
    """The least or the greatest of the amounts in a list: of none, it is not known."""
    name, item = w.fact("list of course", "courses"), w.code()
    kind, shown = w.random.choice((("least", "shortest"), ("greatest", "longest")))
    words, sign = w.comparison(COMPARED)
    said = f"a {shown} passed course of list {name} of {words} 160 days under item {item}"
    return Part(f"has {said}", (f'"{said}" means {kind}(y.taken for y in {name} where y.passed) {sign} 160 days',))


MORE: Final = (running, running, waited, ended)
MORE_LISTED: Final = (extreme,)
