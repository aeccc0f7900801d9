"""Values as scenarios write them: of the type of their fact, or reported. Used by `scenarios.py` alone."""

import re
from datetime import date
from fractions import Fraction

from pincitec.check.amounts import with_unit
from pincitec.check.literals import literal
from pincitec.check.symbols import UNREAD, Symbol
from pincitec.check.typing import Checker
from pincitec.check.typing_rules import Problem, a_type
from pincitec.diagnostics import Diagnostic, Label
from pincitec.diagnostics.catalogue.types import WRONG_TYPE
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.semantics import types
from pincitec.semantics.truth import UNDETERMINED
from pincitec.semantics.types import Enumeration, Quantity, Type
from pincitec.semantics.values import Elapsed, Value
from pincitec.syntax import pol_tree as t

SCHOOL_YEAR = re.compile(r"(\d{4})-(\d{2}|\d{4})")


def unknown(given: t.Literal | t.Name | t.Since | t.Minus) -> bool:
    return isinstance(given, t.Literal) and given.kind == "unknown"


def value_of(given: t.Literal | t.Name | t.Since | t.Minus, type: Type, on: date, checker: Checker, symbol: Symbol | None) -> Value:
    """A value as a scenario writes it, of the wanted type; what does not fit is reported and unknown."""
    others = [Label(symbol.span, "declared here")] if symbol else []
    if type == UNREAD:
        return None
    if isinstance(given, t.Minus):
        return negative(given, type, on, checker, symbol)
    if unknown(given):
        return UNDETERMINED if type == types.BOOLEAN else None
    if isinstance(given, t.Since):
        if type == types.PERIOD and given.day <= on:
            return Elapsed(given.day, on)
        message = f"`{given.day}` is after the day asked about" if type == types.PERIOD else f"{a_type(type)} has no beginning"
        checker.problems.append(Diagnostic.at(WRONG_TYPE, given.span, message, others=others))
        return None
    if isinstance(given, t.Name):
        index = type.index(given.word.text) if isinstance(type, Enumeration) else None
        if index is None:
            names = [m.name for m in type.members] if isinstance(type, Enumeration) else []
            near = did_you_mean(given.word.text, names)
            help = f"did you mean `{near}`?" if near else (f"its values are {', '.join(f'`{n}`' for n in names)}" if names else None)
            message = f"`{given.word.text}` is no {type}" if names else f"`{given.word.text}` is not {a_type(type)}"
            checker.problems.append(Diagnostic.at(WRONG_TYPE, given.span, message, others=others, help=help))
        return index
    if given.kind == "text" and type == types.SCHOOL_YEAR:
        match = SCHOOL_YEAR.fullmatch(str(given.value))
        if match and int(match[2]) % 100 == (int(match[1]) + 1) % 100 and (len(match[2]) == 2 or int(match[2]) == int(match[1]) + 1):
            if int(match[1]) <= on.year:
                return int(match[1])
            message = f"`{given.value}` has not begun on {on}, the day asked about"
            checker.problems.append(Diagnostic.at(WRONG_TYPE, given.span, message, help="ask about a later day, or leave the record out"))
            return None
        help = 'write two years that follow one another: "2018-19"'
        checker.problems.append(Diagnostic.at(WRONG_TYPE, given.span, f"`{given.value}` is no school year", help=help))
        return None
    made = with_unit(given, checker.scope) or literal(given)
    if isinstance(made, Problem):
        checker.report(made, given.span)
        return None
    same = made.type.units == type.units if isinstance(made.type, Quantity) and isinstance(type, Quantity) else made.type == type
    if not same or isinstance(made.param, tuple):
        checker.problems.append(Diagnostic.at(WRONG_TYPE, given.span, f"{a_type(made.type)} where {a_type(type)} is needed", others=others))
        return None
    value: Value = made.param
    return value


def negative(given: t.Minus, type: Type, on: date, checker: Checker, symbol: Symbol | None) -> Value:
    """A value below nothing: of facts only a quantity whose unit is declared `signed` has one; what a decision comes to may be one."""
    assert isinstance(given.operand, t.Literal)
    value = value_of(given.operand, type, on, checker, symbol)
    if value is None or not isinstance(value, int | Fraction):
        return None
    if not isinstance(type, Quantity) or not (type.signed or (symbol is not None and symbol.kind == "decision")):
        help = 'a quantity is never negative; one that may be is declared so: unit points "points" signed'
        checker.problems.append(Diagnostic.at(WRONG_TYPE, given.span, f"{a_type(type)} is never less than nothing", help=help))
        return None
    return -value
