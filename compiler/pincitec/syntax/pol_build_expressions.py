"""From reductions to expressions: the lower part of `pol_build.py`, with which it shares all assumptions."""

from typing import Any

from pincitec.diagnostics import Span
from pincitec.syntax import pol_tree as t
from pincitec.syntax.pol_words import Tokens, month_number, span_of
from pincitec.syntax.tokens import Token

OPERATORS = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "+": "add", "-": "sub", "*": "mul", "/": "div"}


class Expressions(Tokens):
    """One method a rule of the grammar for values and comparisons."""

    def logic(self, *parts: Any) -> t.Logic:
        operands = tuple(p for p in parts if not isinstance(p, Token))
        return t.Logic(str(parts[1]), operands, span_of(*operands))

    def negate(self, keyword: Token, operand: t.Expr) -> t.Not:
        return t.Not(operand, self.at(keyword).to(operand.span))

    def compare(self, left: t.Expr, operator: Token, right: t.Expr) -> t.Compare:
        return t.Compare(OPERATORS[str(operator)], left, right, span_of(left, right))

    def within(self, left: t.Expr, *rest: Any) -> t.Within:
        *sign, distance, of = rest
        return t.Within(left, distance, of, bool(sign), span_of(left, of))

    def rate(self, amount: t.Literal, per: t.Literal) -> t.Rate:
        return t.Rate(amount, per, span_of(amount, per))

    def day_of(self, month: Token, number: Token, year: t.Expr) -> t.DayOf:
        day = t.Literal("day", (month_number(month), self.integer(number)), None, self.at(month).to(self.at(number)))
        return t.DayOf(day, year, span_of(day, year))

    def requirements(self, keyword: Token, decision: t.Expr) -> t.Requirements:
        return t.Requirements(decision, self.at(keyword).to(decision.span))

    def arithmetic(self, left: t.Expr, operator: Token, right: t.Expr) -> t.Arithmetic:
        return t.Arithmetic(OPERATORS[str(operator)], left, right, span_of(left, right))

    def minus(self, sign: Token, operand: t.Expr) -> t.Minus:
        return t.Minus(operand, self.at(sign).to(operand.span))

    def paren(self, sign: Token, inner: t.Expr) -> t.Paren:
        return t.Paren(inner, self.at(sign).to(Span(self.path, self.at(sign).start, inner.span.end + 1)))

    def field_of(self, of: t.Expr, name: Token) -> t.Member:
        return t.Member(of, self.word(name), of.span.to(self.at(name)))

    def under(self, decision: t.Name, cite: t.Cite, *supposed: tuple[t.Word, t.Expr] | None) -> t.Under:
        given = tuple(s for s in supposed if s is not None)
        end = span_of(decision, cite, *(value for _, value in given))
        return t.Under(decision.word, cite, given, end)

    def supposed(self, fact: t.Name, sign: Token, value: t.Expr) -> tuple[t.Word, t.Expr]:
        return fact.word, value

    def call(self, function: Token, *rest: Any) -> t.Call:
        *arguments, end = rest
        return t.Call(self.word(function), tuple(arguments), self.at(function).to(self.at(end)))

    def fold(self, kind: Token, variable: Token, over: t.Expr, where: t.Expr | None, end: Token) -> t.Fold:
        return t.Fold(str(kind), None, self.word(variable), over, where, self.at(kind).to(self.at(end)))

    def sum_fold(self, kind: Token, amount: t.Expr, variable: Token, over: t.Expr, where: t.Expr | None, end: Token) -> t.Fold:
        return t.Fold(str(kind), amount, self.word(variable), over, where, self.at(kind).to(self.at(end)))

    def ref(self, name: Token) -> t.Name:
        return t.Name(self.word(name), self.at(name))

    def number(self, digits: Token, unit: Token | None) -> t.Literal:
        span = self.at(digits) if unit is None else self.at(digits).to(self.at(unit))
        return t.Literal("number", self.integer(digits), None if unit is None else str(unit), span)

    def decimal(self, token: Token, unit: Token | None) -> t.Literal:
        span = self.at(token) if unit is None else self.at(token).to(self.at(unit))
        return t.Literal("decimal", self.decimal_part(token, str(token)), None if unit is None else str(unit), span)

    def money(self, token: Token) -> t.Literal:
        cents = self.decimal_part(token, str(token)[1:].replace(",", "")) * 100
        return t.Literal("money", int(cents), None, self.at(token))

    def percent(self, token: Token) -> t.Literal:
        return t.Literal("percent", self.decimal_part(token, str(token)[:-1]) / 100, None, self.at(token))

    def date(self, token: Token) -> t.Literal:
        return t.Literal("date", self.sure_day(token), None, self.at(token))

    def month_and_number(self, name: Token, number: Token) -> t.Literal:
        month, value = month_number(name), self.integer(number)
        span = self.at(name).to(self.at(number))
        if value >= 1000:
            return t.Literal("month", (value, month), None, span)
        return t.Literal("day", (month, value), None, span)

    def boolean(self, token: Token) -> t.Literal:
        return t.Literal("boolean", int(token == "true"), None, self.at(token))

    def month(self, name: Token) -> Token:
        return name

    def qname(self, *names: Token) -> tuple[str, Span]:
        return ".".join(names), self.at(names[0]).to(self.at(names[-1]))
