"""From reductions to the abstract tree: one method a rule of `pol.lark`, run as the parser goes.

Assumes a text that the grammar accepts. What the grammar accepts but cannot mean anything, such as the day 2019-02-30, becomes a
diagnostic in `problems`, and the tree holds something in its place that lets the other checks go on. Here are declarations, remarks and
scenarios; the rules of clauses and of expressions stand below, in `pol_build_clauses.py` and `pol_build_expressions.py`.
"""

from typing import Any

from pincitec.diagnostics import Span
from pincitec.syntax import pol_tree as t
from pincitec.syntax.pol_build_clauses import Clauses
from pincitec.syntax.pol_choices import chosen_once
from pincitec.syntax.pol_words import month_number, span_of
from pincitec.syntax.tokens import Token


class Builder(Clauses):
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

    def field(self, name: Token, type: t.TypeRef, wording: Token | None, change: tuple[str, int] | None) -> t.FieldDecl:
        return t.FieldDecl(self.word(name), type, self.maybe(wording), *(change or ()))

    def change(self, said: Token) -> tuple[str, int]:
        return ("", self.integer(said)) if said.type == "INT" else (str(said), 1)

    def named_type(self, name: Token) -> t.TypeRef:
        return t.TypeRef("named", self.word(name), (), self.at(name))

    def list_type(self, name: Token) -> t.TypeRef:
        return t.TypeRef("list", self.word(name), (), self.at(name))

    def one_of(self, *members: t.MemberDecl) -> t.TypeRef:
        return t.TypeRef("one_of", None, members, span_of(members[0].name, members[-1].wording or members[-1].name))

    def judged(self, *parties: Token) -> tuple[tuple[t.Word, ...], bool]:
        return self.words(tuple(p for p in parties if p.type == "NAME")), any(p.type == "OR" for p in parties)

    def fact(
        self,
        name: Token,
        type: t.TypeRef,
        judged: Any,
        holds: Token | None,
        change: tuple[str, int] | None,
        fails: Token | None,
        open: Token | None,
    ) -> t.FactDecl:
        wordings = (self.maybe(holds), self.maybe(fails), self.maybe(open))
        parties, any_of = judged or ((), False)
        return t.FactDecl(self.word(name), type, parties, *wordings, self.at(name), any_of, *(change or ()))

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
