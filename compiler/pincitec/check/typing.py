"""Expressions and conditions of a clause: every name looked up, every value of the right kind.

Third check of a file. Assumes scopes; gives checked trees (`typed.py`), or `None` where a diagnostic has been made, so that one mistake is
reported once. Calls and what runs over lists stand in `calls.py` and `folds.py`.
"""

from attrs import evolve, field, frozen

from pincitec.check.amounts import rate, with_unit, within
from pincitec.check.calls import call, call_definition
from pincitec.check.folds import binder, fold, list_of, missing
from pincitec.check.literals import literal
from pincitec.check.scopes import Scope
from pincitec.check.symbols import UNREAD, Symbol
from pincitec.check.tables import list_table
from pincitec.check.typed import Tested, Typed
from pincitec.check.typing_rules import Problem, a_type, arithmetic, comparison, is_coarse
from pincitec.check.years import day_of_year
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.names import WRONG_READINGS
from pincitec.diagnostics.catalogue.syntax import EMPTY_BLOCK, MIXED_AND_OR
from pincitec.diagnostics.catalogue.types import NOT_CONDITION, WRONG_ARGUMENTS, WRONG_TYPE
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.semantics import types
from pincitec.semantics.types import Quantity, Record, Type
from pincitec.syntax import pol_tree as t

Bound = dict[str, Typed]
"""The variables of folds and the parameters of a definition that are visible, by name."""


@frozen
class Checker:
    """Checks the expressions of one file; `problems` collects what it finds. `cyclic` definitions have been reported and have no type.

    `defined` remembers the types of definitions: one that is used twice by another is looked into once.
    """

    scope: Scope
    problems: list[Diagnostic]
    cyclic: frozenset[str] = frozenset()
    defined: dict[str, Type | None] = field(factory=dict)

    def report(self, problem: Problem, span: Span) -> Typed | None:
        """Reports a problem at a place; gives the `None` that stands for an expression with a mistake in it."""
        self.problems.append(Diagnostic.at(problem.rule, span, problem.message, problem.label, notes=problem.notes, help=problem.help))
        return None

    def sure(self, made: Typed | Problem, span: Span) -> Typed | None:
        """What a rule made; if it is a problem, that is reported."""
        return self.report(made, span) if isinstance(made, Problem) else made

    # ---- conditions

    def condition(self, node: t.Condition, bound: Bound) -> Tested | None:
        """A condition with all that is nested in it."""
        match node:
            case t.Quoted():
                inner = self.condition(node.condition, bound)
                if inner is None:
                    return None
                if inner.quote is not None:
                    return Tested("all", node.span, node.quote, children=(inner,))
                return evolve(inner, quote=node.quote, span=node.span)
            case t.Block():
                return self.block(node, bound)
            case t.Each():
                return self.each(node, bound)
            case t.Choose():
                return self.choose(node, bound)
            case t.ListTable():
                return list_table(self, node, bound)
            case t.Uncited():
                expr = self.truth(node.expr, bound)
                return Tested("condition", node.span, expr=expr, uncited=node.because) if expr else None
            case _:
                expr = self.truth(node, bound)
                return Tested("condition", node.span, expr=expr) if expr else None

    def conditions(self, nodes: tuple[t.Condition, ...], span: Span, bound: Bound) -> tuple[Tested, ...] | None:
        if not nodes:
            help = "put conditions between the braces, or remove the block: an empty `all` would always hold"
            self.problems.append(Diagnostic.at(EMPTY_BLOCK, span, "a block with no condition in it", help=help))
            return None
        tested = [self.condition(n, bound) for n in nodes]
        return None if None in tested else tuple(x for x in tested if x is not None)

    def block(self, node: t.Block, bound: Bound) -> Tested | None:
        children = self.conditions(node.elements, node.span, bound)
        if children is None:
            return None
        if node.kind == "at_least" and not 0 < (node.number or 0) <= len(children):
            message = f"at least {node.number} of {len(children)} conditions"
            self.problems.append(
                Diagnostic.at(WRONG_ARGUMENTS, node.span, message, help="name a number between 1 and the conditions given")
            )
            return None
        return Tested(node.kind, node.span, children=children, number=node.number, number_span=node.number_span)

    def each(self, node: t.Each, bound: Bound) -> Tested | None:
        over = list_of(self, node.over, bound)
        if over is None:
            self.conditions(node.elements, node.span, bound | {node.variable.text: missing(node.variable)})
            return None
        list, record = over
        row = binder(node.variable, record)
        children = self.conditions(node.elements, node.span, bound | {node.variable.text: row})
        return Tested(node.kind, node.span, children=children, list=list, binder=row.param) if children else None

    def choose(self, node: t.Choose, bound: Bound) -> Tested | None:
        symbol = self.find(node.choice, ("choice",))
        readings = [(name, self.reading(elements, node.span, bound)) for name, elements in node.readings]
        if symbol is None:
            return None
        assert isinstance(symbol.node, t.ChoiceDecl)
        declared = [a.name.text for a in symbol.node.alternatives]
        written = [name.text for name, _ in readings]
        if sorted(declared) != sorted(written):
            missing_ = [f"`{d}`" for d in declared if d not in written]
            extra = [f"`{w}`" for w in written if w not in declared]
            twice = [f"`{w}`" for w in dict.fromkeys(written) if written.count(w) > 1]
            notes = [
                f"{word}: {', '.join(names)}" for word, names in (("missing", missing_), ("not declared", extra), ("twice", twice)) if names
            ]
            message = f"the readings of `{symbol.name}` are {', '.join(f'`{d}`' for d in declared)}, each once"
            self.problems.append(Diagnostic.at(WRONG_READINGS, node.span, message, notes=notes))
            return None
        if any(elements is None for _, elements in readings):
            return None
        by_name = {name.text: alternative(elements or ()) for name, elements in readings}
        children = tuple(by_name[d] for d in declared)
        return Tested("choose", node.span, children=children, choice=symbol.qualified, readings=tuple(declared))

    def reading(self, elements: tuple[t.Condition, ...], span: Span, bound: Bound) -> tuple[Tested, ...] | None:
        """The conditions of one reading: they may come down to `uncited true` or `false`, since another reading decides otherwise."""
        if len(elements) == 1 and isinstance(elements[0], t.Uncited):
            only = elements[0]
            expr = self.expr(only.expr, bound)
            if expr is not None and expr.op == "const" and expr.type == types.BOOLEAN:
                return (Tested("condition", only.span, expr=expr, uncited=only.because),)
        return self.conditions(elements, span, bound)

    # ---- expressions

    def truth(self, node: t.Expr | t.Condition, bound: Bound) -> Typed | None:
        """An expression that holds or fails."""
        expr = self.expr(node, bound)
        if expr is not None and expr.op == "const" and expr.type == types.BOOLEAN:
            help = "a condition is about facts; what the law leaves to nobody's finding is `omit`ted"
            self.problems.append(Diagnostic.at(NOT_CONDITION, node.span, "a condition that never changes decides nothing", help=help))
            return None
        if expr is not None and expr.type != types.BOOLEAN:
            help = "compare it with a value: `years_as_level_two >= 3 years`"
            message = f"{a_type(expr.type)} where a condition stands"
            self.problems.append(Diagnostic.at(NOT_CONDITION, node.span, message, help=help))
            return None
        return expr

    def expr(self, node: t.Expr | t.Condition, bound: Bound) -> Typed | None:
        """An expression with one value."""
        made = self.side(node, bound)
        if made is not None and is_coarse(made):
            help = "compare a date with it (`handed_in <= May 2024`), or write the whole date: 2024-05-31"
            return self.report(Problem(WRONG_TYPE, "a month where a day is needed", help=help), node.span)
        return made

    def side(self, node: t.Expr | t.Condition, bound: Bound) -> Typed | None:
        """An expression, or a month as coarse as the law writes it: what can stand on one side of a comparison."""
        match node:
            case t.Paren():
                return self.side(node.inner, bound)
            case t.Literal():
                made = with_unit(node, self.scope) or literal(node)
                if isinstance(made, Problem):
                    return self.report(made, node.span)
                return made
            case t.Name():
                return self.name(node.word, bound)
            case t.Member():
                return self.member(node, bound)
            case t.Logic():
                return self.logic(node, bound)
            case t.Not():
                operand = self.truth(node.operand, bound)
                return operand and Typed("not", types.BOOLEAN, (operand,), span=node.span)
            case t.Compare() | t.Arithmetic():
                read, rule = (self.side, comparison) if isinstance(node, t.Compare) else (self.expr, arithmetic)
                left, right = read(node.left, bound), read(node.right, bound)
                if left is None or right is None:
                    return None
                made = rule(node.operator, left, right, node.span)
                if isinstance(made, Problem):
                    return self.report(made, node.span)
                return made
            case t.Minus():
                operand = self.expr(node.operand, bound)
                if operand is not None and not isinstance(operand.type, Quantity):
                    return self.report(Problem(WRONG_TYPE, f"{a_type(operand.type)} cannot be negative"), node.span)
                return operand and Typed("neg", operand.type, (operand,), span=node.span)
            case t.Call():
                return call(self, node, bound)
            case t.Fold():
                return fold(self, node, bound)
            case t.Under():
                return self.under(node, bound)
            case t.Requirements():
                help = "in a rule, write the conditions themselves"
                return self.report(Problem(WRONG_ARGUMENTS, "`requirements of` stands in `verify` alone", help=help), node.span)
            case t.DayOf():
                year = self.expr(node.year, bound)
                day = None if year is None else day_of_year(node, year, self.scope)
                return self.report(day, node.span) if isinstance(day, Problem) else day
            case t.Rate():
                amount, per = self.expr(node.amount, bound), self.expr(node.per, bound)
                return self.sure(rate(amount, per, node.span), node.span) if amount and per else None
            case t.Within():
                left, distance, of = (self.expr(e, bound) for e in (node.left, node.distance, node.of))
                return self.sure(within(node, left, distance, of), node.span) if left and distance and of else None
            case _:
                raise AssertionError("conditions are checked by `condition`")  # INVARIANT: the grammar keeps the two apart

    def logic(self, node: t.Logic, bound: Bound) -> Typed | None:
        for operand in node.operands:
            if isinstance(operand, t.Logic) and operand.operator != node.operator:
                help = "write parentheses around the part that belongs together; the law's own grouping is worth a `choice` if it is open"
                self.problems.append(Diagnostic.at(MIXED_AND_OR, node.span, "`and` and `or` mixed without parentheses", help=help))
                return None
        operands = [self.truth(o, bound) for o in node.operands]
        if None in operands:
            return None
        return Typed(node.operator, types.BOOLEAN, tuple(o for o in operands if o is not None), span=node.span)

    def find(self, word: t.Word, kinds: tuple[str, ...]) -> Symbol | None:
        found = self.scope.find(word, kinds)
        if isinstance(found, Diagnostic):
            self.problems.append(found)
            return None
        return found

    def name(self, word: t.Word, bound: Bound) -> Typed | None:
        if word.text in bound:
            here = bound[word.text]
            return None if here.op == "missing" else evolve(here, span=word.span)
        if word.text == "asked" and self.scope.own.get("fact", "asked") is None:
            return Typed("asked", types.DATE, span=word.span)
        return self.value_of(self.find(word, ("fact", "decision", "member", "definition")), word)

    def value_of(self, symbol: Symbol | None, word: t.Word) -> Typed | None:
        if symbol is None or symbol.type == UNREAD:
            return None
        if symbol.kind == "definition":
            return call_definition(self, symbol, (), word.span)
        assert symbol.type is not None
        if symbol.kind == "member":
            return Typed("const", symbol.type, param=symbol.index, span=word.span)
        return Typed(symbol.kind, symbol.type, param=symbol.qualified, span=word.span)

    def member(self, node: t.Member, bound: Bound) -> Typed | None:
        """A field of a record, or a name of a used policy."""
        if isinstance(node.of, t.Name) and node.of.word.text not in bound and node.of.word.text in self.scope.aliases:
            found = self.scope.find_in(node.of.word.text, node.name, ("fact", "decision", "member", "definition"))
            if isinstance(found, Diagnostic):
                self.problems.append(found)
                return None
            return self.value_of(found, t.Word(node.name.text, node.span))
        of = self.expr(node.of, bound)
        if of is None:
            return None
        if not isinstance(of.type, Record):
            help = "a field is read from one record, such as `y` in `count(y in school_years where y.level = level_two)`"
            return self.report(Problem(WRONG_TYPE, f"{a_type(of.type)} has no field `{node.name.text}`", help=help), node.span)
        field = of.type.field(node.name.text)
        if field is None:
            near = did_you_mean(node.name.text, (f.name for f in of.type.fields))
            help = f"did you mean `{near}`?" if near else f"its fields are {', '.join(f'`{f.name}`' for f in of.type.fields)}"
            return self.report(Problem(WRONG_TYPE, f"{a_type(of.type)} has no field `{node.name.text}`", help=help), node.name.span)
        if field.type == UNREAD:
            return None
        op = "field_truth" if field.type == types.BOOLEAN else "field"
        return Typed(op, field.type, (of,), field.name, span=node.span)

    def under(self, node: t.Under, bound: Bound) -> Typed | None:
        decision = self.find(node.decision, ("decision",))
        supposed = []
        for word, value in node.supposed:
            fact, given = self.find(word, ("fact",)), self.expr(value, bound)
            if fact is None or given is None:
                return None
            if given.type != fact.type:
                assert fact.type is not None
                return self.report(Problem(WRONG_TYPE, f"`{fact.name}` is {a_type(fact.type)}, not {a_type(given.type)}"), value.span)
            supposed.append((fact.qualified, given))
        if decision is None or decision.type is None:
            return None
        if decision.policy != self.scope.own.policy:
            message = (
                f"`{decision.name}` is decided in `{decision.policy}`; only a decision of this policy can be asked under one provision"
            )
            return self.report(Problem(WRONG_ARGUMENTS, message), node.span)
        return Typed("under", decision.type, param=(decision.qualified, node.cite, tuple(supposed)), span=node.span)


def alternative(elements: tuple[Tested, ...]) -> Tested:
    """The conditions of one reading as one condition."""
    if len(elements) == 1:
        return elements[0]
    return Tested("all", elements[0].span.to(elements[-1].span), children=elements)
