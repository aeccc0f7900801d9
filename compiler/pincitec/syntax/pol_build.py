"""From reductions to the abstract tree: one method a rule of `pol.lark`, run as the parser goes.

Assumes a text that the grammar accepts. What the grammar accepts but cannot mean anything, such as the day 2019-02-30, becomes a
diagnostic in `problems`, and the tree holds something in its place that lets the other checks go on.
"""

from typing import Any

from pincitec.diagnostics import Span
from pincitec.syntax import pol_tree as t
from pincitec.syntax.pol_choices import chosen_once
from pincitec.syntax.pol_words import Tokens, month_number, span_of
from pincitec.syntax.tokens import Token

OPERATORS = {"=": "eq", "!=": "ne", "<": "lt", "<=": "le", ">": "gt", ">=": "ge", "+": "add", "-": "sub", "*": "mul", "/": "div"}


def parted(parts: tuple[Any, ...]) -> tuple[tuple[t.Expr, ...], tuple[t.Row, ...]]:
    """The columns and the rows of a table."""
    return tuple(p for p in parts if not isinstance(p, t.Row)), tuple(p for p in parts if isinstance(p, t.Row))


class Builder(Tokens):
    """Builds the tree of the file `path`. Absent optional parts come as `None`; keywords come only where the grammar names them."""

    def start(self, *declarations: t.Declaration) -> tuple[t.Declaration, ...]:
        return declarations

    # ---- what the file is about

    def policy(self, keyword: Token, name: tuple[str, Span], title: Token) -> t.Policy:
        return t.Policy(name[0], self.text(title), name[1])

    def source(self, name: Token, section: Token) -> t.SourceRef:
        return t.SourceRef(self.word(name), self.text(section), self.at(name).to(self.at(section)))

    def use(self, keyword: Token, policy: tuple[str, Span], alias: Token | None) -> t.Use:
        return t.Use(policy[0], self.word(alias) if alias else None, policy[1])

    def party(self, name: Token, wording: Token) -> t.PartyDecl:
        return t.PartyDecl(self.word(name), self.text(wording), self.at(name))

    def names(self, *names: Token) -> t.Names:
        texts = tuple(self.text(n) for n in names)
        return t.Names(texts, span_of(*texts))

    def calendar(self, name: Token, month: Token, day: Token, because: Token) -> t.Calendar:
        return t.Calendar(self.word(name), month_number(month), self.integer(day), self.text(because), self.at(name))

    def missing_day(self, keyword: Token, cite: t.Cite, words: Token, falls: Token) -> t.MissingDay:
        return t.MissingDay(cite, self.text(words), str(falls), self.at(keyword).to(self.at(falls)))

    def unit(self, name: Token, *rest: Token | None) -> t.UnitDecl:
        *words, signed = rest
        return t.UnitDecl(self.word(name), tuple(self.text(w) for w in words if w is not None), signed is not None, self.at(name))

    # ---- facts and decisions

    def type(self, name: Token, *members: t.MemberDecl | Token) -> t.TypeDecl:
        ordered = any(isinstance(m, Token) for m in members)
        declared = tuple(m for m in members if isinstance(m, t.MemberDecl))
        return t.TypeDecl(self.word(name), declared, ordered, self.at(name))

    def member(self, name: Token, wording: Token | None) -> t.MemberDecl:
        return t.MemberDecl(self.word(name), self.maybe(wording))

    def record(self, name: Token, *rest: Token | t.FieldDecl) -> t.RecordDecl:
        by = tuple(self.word(x) for x in rest if isinstance(x, Token))
        fields = tuple(x for x in rest if isinstance(x, t.FieldDecl))
        return t.RecordDecl(self.word(name), by, fields, self.at(name))

    def field(self, name: Token, type: t.TypeRef, wording: Token | None) -> t.FieldDecl:
        return t.FieldDecl(self.word(name), type, self.maybe(wording))

    def named_type(self, name: Token) -> t.TypeRef:
        return t.TypeRef("named", self.word(name), (), self.at(name))

    def list_type(self, name: Token) -> t.TypeRef:
        return t.TypeRef("list", self.word(name), (), self.at(name))

    def one_of(self, *members: t.MemberDecl) -> t.TypeRef:
        return t.TypeRef("one_of", None, members, span_of(members[0].name, members[-1].wording or members[-1].name))

    def judged(self, *parties: Token) -> tuple[tuple[t.Word, ...], bool]:
        return self.words(tuple(p for p in parties if p.type == "NAME")), any(p.type == "OR" for p in parties)

    def fact(self, name: Token, type: t.TypeRef, judged: Any, holds: Token | None, fails: Token | None, open: Token | None) -> t.FactDecl:
        wordings = (self.maybe(holds), self.maybe(fails), self.maybe(open))
        parties, any_of = judged or ((), False)
        return t.FactDecl(self.word(name), type, parties, *wordings, self.at(name), any_of)

    def decision(
        self, name: Token, type: tuple[str, t.Word], holds: Token | None, fails: Token | None, open: Token | None
    ) -> t.DecisionDecl:
        return t.DecisionDecl(self.word(name), *type, self.maybe(holds), self.maybe(fails), self.maybe(open), self.at(name))

    def value_decision(self, type: Token) -> tuple[str, t.Word]:
        return "value", self.word(type)

    def party_decision(self, kind: Token, party: Token) -> tuple[str, t.Word]:
        return str(kind), self.word(party)

    def choice(self, name: Token, wording: Token, *alternatives: t.AlternativeDecl) -> t.ChoiceDecl:
        declared = t.ChoiceDecl(self.word(name), self.text(wording), alternatives, self.at(name))
        self.problems.extend(chosen_once(declared))
        return declared

    def alternative(
        self, name: Token, wording: Token, default: Token | None, by: Token | None, on: Token | None, because: Token | None
    ) -> t.AlternativeDecl:
        chosen = self.maybe(by), self.day(on), self.maybe(because)
        return t.AlternativeDecl(self.word(name), self.text(wording), default is not None, *chosen, self.at(name))

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

    # ---- expressions

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
        return t.Fold("sum", amount, self.word(variable), over, where, self.at(kind).to(self.at(end)))

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

    # ---- what is not encoded

    def omit(self, keyword: Token, cite: t.Cite, *texts: Token) -> t.RemarkDecl:
        *words, because = (self.text(x) for x in texts)
        return t.RemarkDecl(str(keyword), cite, tuple(words), because, self.at(keyword).to(cite.span))

    untranslatable = omit
    silent = omit

    def statement(self, keyword: Token, cite: t.Cite, words: Token, name: Token, value: Any, because: Token | None) -> t.Statement:
        reason = self.maybe(because)
        return t.Statement(cite, self.text(words), self.word(name), value, reason, self.at(keyword).to(value.span))

    def verify(self, keyword: Token, title: Token, premise: t.Expr, conclusion: t.Expr, *rest: Any) -> t.Verify:
        assuming, *expected, because = rest
        found = any(e is not None for e in expected)
        return t.Verify(self.text(title), premise, conclusion, assuming, found, self.text(because), self.at(keyword).to(self.at(title)))

    def applies(self, keyword: Token, act: Token, words: Token, condition: t.Condition) -> t.Applies:
        return t.Applies(self.text(act), self.text(words), condition, self.at(keyword).to(condition.span))

    # ---- scenarios

    def scenario(self, keyword: Token, title: Token, on: Token, law_on: Token | None, like: Token | None, *rest: Any) -> t.Scenario:
        readings = tuple(x for x in rest if isinstance(x, tuple))
        steps = tuple(x for x in rest if isinstance(x, t.Given | t.Expect | t.Cites))
        span = self.at(keyword).to(self.at(title))
        base = None if like is None else self.text(like)
        return t.Scenario(self.text(title), self.sure_day(on), self.day(law_on), base, readings, steps, span)

    def chosen(self, choice: Token, alternative: Token) -> tuple[t.Word, t.Word]:
        return self.word(choice), self.word(alternative)

    def given(self, fact: Token, judge: Token | None, value: Any) -> t.Given:
        by = None if judge is None else self.word(judge)
        return t.Given("value", self.word(fact), value, None, (), self.at(fact).to(value.span), by)

    def given_row(self, fact: Token, key: Token, *fields: Any) -> t.Given:
        row = tuple(f for f in fields if f is not None)
        return t.Given("row", self.word(fact), None, self.text(key), row, self.at(fact).to(self.at(key)))

    def given_complete(self, fact: Token, keyword: Token) -> t.Given:
        return t.Given("complete", self.word(fact), None, None, (), self.at(fact).to(self.at(keyword)))

    def row_field(self, name: Token, value: Any) -> tuple[t.Word, Any]:
        return self.word(name), value

    def member_value(self, name: Token) -> t.Name:
        return t.Name(self.word(name), self.at(name))

    def text_value(self, token: Token) -> t.Literal:
        text = self.text(token)
        return t.Literal("text", text.text, None, text.span)

    def unknown_value(self, token: Token) -> t.Literal:
        return t.Literal("unknown", str(token), None, self.at(token))

    def since_value(self, token: Token) -> t.Since:
        return t.Since(self.sure_day(token), self.at(token))

    def expect(self, keyword: Token, decision: tuple[str, Span], outcome: tuple[str, Any, tuple[str, ...]]) -> t.Expect:
        return t.Expect(decision[0], *outcome, decision[1])

    def outcome(self, word: Token) -> tuple[str, Any, tuple[str, ...]]:
        return {"applicable": "not_applicable", "on": "text_not_on_file"}.get(str(word), str(word)), None, ()

    def outcome_value(self, sign: Token, value: Any) -> tuple[str, Any, tuple[str, ...]]:
        return "value", value, ()

    def outcome_open(self, word: Token, *facts: Any) -> tuple[str, Any, tuple[str, ...]]:
        return "undetermined", None, tuple(f[0] for f in facts if f is not None)

    def cites(self, cite: t.Cite) -> t.Cites:
        return t.Cites(cite, cite.span)
