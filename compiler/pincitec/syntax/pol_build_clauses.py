"""From reductions to provisions, clauses and conditions: the middle part of `pol_build.py`, with which it shares all assumptions."""

from typing import Any

from pincitec.diagnostics import Span
from pincitec.syntax import pol_tree as t
from pincitec.syntax.pol_build_expressions import OPERATORS, Expressions
from pincitec.syntax.pol_words import span_of
from pincitec.syntax.tokens import Token


def parted(parts: tuple[Any, ...]) -> tuple[tuple[t.Expr, ...], tuple[t.Row, ...]]:
    """The columns and the rows of a table."""
    return tuple(p for p in parts if not isinstance(p, t.Row)), tuple(p for p in parts if isinstance(p, t.Row))


class Clauses(Expressions):
    """One method a rule of the grammar for places in the law, clauses and their conditions."""

    # ---- places in the law

    def cite(self, source: Token, *places: t.Place) -> t.Cite:
        return t.Cite(self.word(source), places, self.at(source).to(Span(self.path, self.at(source).start, places[-1].span.end + 1)))

    def place(self, item: t.Place, on: Token | None) -> t.Place:
        return item if on is None else t.Place(item.kind, item.text, self.day(on), item.span)

    def quoted_place(self, text: Token) -> t.Place:
        return t.Place("unit", self.text(text).text, None, self.at(text))

    def bare_place(self, name: Token) -> t.Place:
        return t.Place("unit", str(name), None, self.at(name))

    def note_place(self, text: Token) -> t.Place:
        return t.Place("note", self.text(text).text, None, self.at(text))

    def act_place(self, text: Token) -> t.Place:
        return t.Place("act", self.text(text).text, None, self.at(text))

    # ---- clauses

    def provision(self, keyword: Token, cite: t.Cite, title: Token | None, *rest: t.Precedence | t.Item) -> t.Provision:
        precedence = tuple(x for x in rest if isinstance(x, t.Precedence))
        items = tuple(x for x in rest if isinstance(x, t.Item))
        return t.Provision(cite, self.maybe(title), precedence, items, self.at(keyword).to(cite.span))

    def precedence(self, keyword: Token, cite: t.Cite, words: Token) -> t.Precedence:
        kind = "despite" if keyword == "despite" else "subject_to"
        return t.Precedence(kind, cite, self.text(words), self.at(keyword).to(self.at(words)))

    def item(self, quote: t.Quotation, meaning: t.Meaning) -> t.Item:
        if not isinstance(meaning, t.Grant | t.Modal | t.Requires | t.Group | t.Define | t.GiveValue | t.Table):
            raise AssertionError("every meaning has its node")  # INVARIANT
        return t.Item(quote, meaning, quote.span.to(meaning.span))

    def quote(self, words: Token, within: t.Cite | None, k: Token | None, n: Token | None) -> t.Quotation:
        at = (self.integer(k), self.integer(n)) if k is not None and n is not None else None
        return t.Quotation(self.text(words), within, at, self.at(words))

    def grant(self, *parts: Any) -> t.Grant:
        verb = "deny" if isinstance(parts[0], Token) else "grant"
        decision, guard, *exceptions = parts[1:] if verb == "deny" else parts
        return t.Grant(verb, decision.word, guard, tuple(exceptions), span_of(decision, guard, *exceptions))

    def modal(self, party: Token, verb: str, decision: t.Name, guard: t.Condition | None, *exceptions: t.Condition) -> t.Modal:
        span = self.at(party).to(span_of(decision, guard, *exceptions))
        return t.Modal(self.word(party), verb, decision.word, guard, exceptions, span)

    def value(self, equation: t.Expr, guard: t.Condition | None, *exceptions: t.Condition) -> t.GiveValue:
        return t.GiveValue(equation, guard, exceptions, span_of(equation, guard, *exceptions))

    def requires(self, decision: t.Name, keyword: Token, condition: t.Condition) -> t.Requires:
        return t.Requires("requires", decision.word, condition, span_of(decision, condition))

    def maintain(self, decision: t.Name, condition: t.Condition) -> t.Requires:
        return t.Requires("maintain", decision.word, condition, span_of(decision, condition))

    def group(self, guard: t.Condition, *items: t.Item) -> t.Group:
        return t.Group(guard, items, span_of(guard, *items))

    def define(self, name: Token, *rest: Any) -> t.Define:
        *parameters, body = rest
        given = tuple(p for p in parameters if p is not None)
        return t.Define(self.word(name), given, body, self.at(name).to(body.span))

    def table(self, keyword: Token, decision: t.Name, *rest: Any) -> t.Table:
        columns, rows = parted(rest)
        return t.Table(decision.word, columns, rows, self.at(keyword).to(span_of(decision, *columns)))

    def list_table(self, keyword: Token, *rest: Any) -> t.ListTable:
        columns, rows = parted(rest)
        return t.ListTable(columns, rows, self.at(keyword).to(span_of(*columns)))

    def row(self, quote: t.Quotation, *rest: Any) -> t.Row:
        *cells, value = rest
        return t.Row(quote, tuple(cells), value, span_of(quote, value))

    def listed(self, quote: t.Quotation, *cells: t.Cell) -> t.Row:
        return t.Row(quote, cells, None, span_of(quote, *cells))

    def any_cell(self, keyword: Token) -> t.Cell:
        return t.Cell("any", (), (), self.at(keyword))

    def members_cell(self, *parts: Any) -> t.Cell:
        values = tuple(p for p in parts if not isinstance(p, Token))
        return t.Cell("members", values, (), span_of(*values))

    def range_cell(self, *parts: Any) -> t.Cell:
        bounds = [p for p in parts if isinstance(p, tuple)]
        span = self.at(bounds[0][0]).to(bounds[-1][1].span)
        return t.Cell("range", tuple(value for _, value in bounds), tuple(OPERATORS[str(sign)] for sign, _ in bounds), span)

    def bound(self, sign: Token, value: t.Expr) -> tuple[Token, t.Expr]:
        return sign, value

    def parameter(self, name: Token, type: Token) -> tuple[t.Word, t.Word]:
        return self.word(name), self.word(type)

    def verb(self, *words: Token) -> str:
        return " ".join(words)

    def guard(self, condition: t.Condition) -> t.Condition:
        return condition

    def exception(self, condition: t.Condition) -> t.Condition:
        return condition

    def block(self, keyword: Token, *elements: t.Condition) -> t.Block:
        return t.Block(str(keyword), None, elements, span_of(t.Word("", self.at(keyword)), *elements))

    def at_least(self, keyword: Token, number: Token, *elements: t.Condition) -> t.Block:
        span = span_of(t.Word("", self.at(keyword)), *elements)
        return t.Block("at_least", self.integer(number), elements, span, self.at(number))

    def each(self, keyword: Token, variable: Token, over: t.Expr, *rest: t.Condition | Token | None) -> t.Each:
        elements = tuple(e for e in rest if e is not None and not isinstance(e, Token))
        kind = "every_or_none" if any(isinstance(e, Token) for e in rest) else str(keyword)
        return t.Each(kind, self.word(variable), over, elements, span_of(t.Word("", self.at(keyword)), over, *elements))

    def choose(self, keyword: Token, choice: Token, *readings: tuple[t.Word, tuple[t.Condition, ...]]) -> t.Choose:
        return t.Choose(self.word(choice), readings, self.at(keyword).to(self.at(choice)))

    def reading(self, name: Token, *elements: t.Condition) -> tuple[t.Word, tuple[t.Condition, ...]]:
        return self.word(name), elements

    def quoted(self, quote: t.Quotation, condition: t.Condition) -> t.Quoted:
        return t.Quoted(quote, condition, span_of(quote, condition))

    def uncited(self, keyword: Token, expr: t.Expr, because: Token) -> t.Uncited:
        return t.Uncited(expr, self.text(because), self.at(keyword).to(self.at(because)))
