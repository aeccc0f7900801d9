"""Expressions and conditions of a clause: every name looked up, every value of the right kind.

Third check of a file. Assumes scopes; gives checked trees (`typed.py`), or `None` where a diagnostic has been made, so that one mistake is
reported once.
"""

from attrs import evolve, field, frozen

from pincitec.check.amounts import rate, signed, whole, with_unit, within
from pincitec.check.literals import literal
from pincitec.check.scopes import Scope
from pincitec.check.symbols import UNREAD, Symbol
from pincitec.check.tables import list_table
from pincitec.check.typed import Tested, Typed
from pincitec.check.typing_rules import Problem, arithmetic, comparison, is_coarse
from pincitec.check.years import day_of_year, year_beside, year_of
from pincitec.diagnostics import Diagnostic, Span
from pincitec.diagnostics.catalogue.names import WRONG_READINGS
from pincitec.diagnostics.catalogue.syntax import EMPTY_BLOCK, MIXED_AND_OR
from pincitec.diagnostics.catalogue.types import NOT_CONDITION, WRONG_ARGUMENTS, WRONG_TYPE
from pincitec.diagnostics.suggest import did_you_mean
from pincitec.semantics import types
from pincitec.semantics.types import Enumeration, ListOf, Quantity, Record, Type
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
        over = self.list_of(node.over, bound)
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
                return self.call(node, bound)
            case t.Fold():
                return self.fold(node, bound)
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
            return self.call_definition(symbol, (), word.span)
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

    def call(self, node: t.Call, bound: Bound) -> Typed | None:
        arguments = [self.expr(a, bound) for a in node.arguments]
        if None in arguments:
            return None
        given = tuple(a for a in arguments if a is not None)
        if node.function.text in ("next", "previous"):
            return self.neighbour(node, given)
        if node.function.text == "whole":
            return self.sure(whole(given, node.span), node.span)
        symbol = self.find(node.function, ("definition", "calendar"))
        if symbol is None:
            return None
        if symbol.kind == "definition":
            return self.call_definition(symbol, given, node.span)
        made = year_of(symbol, given, node.span)
        return self.report(made, node.span) if isinstance(made, Problem) else made

    def neighbour(self, node: t.Call, given: tuple[Typed, ...]) -> Typed | None:
        record = given[0].type if len(given) == 1 else None
        step = 1 if node.function.text == "next" else -1
        if record == types.SCHOOL_YEAR:
            return year_beside(given[0], step, node.span)
        if not isinstance(record, Record):
            return self.report(Problem(WRONG_ARGUMENTS, f"`{node.function.text}` takes one record, or one school year"), node.span)
        if record.order is None:
            return self.report(no_order(record), node.span)
        return Typed("neighbour", record, given, (record.order.name, step), span=node.span)

    def call_definition(self, symbol: Symbol, given: tuple[Typed, ...], span: Span) -> Typed | None:
        assert isinstance(symbol.node, t.Define)
        wanted = [self.parameter_type(symbol, type) for _, type in symbol.node.parameters]
        if len(wanted) != len(given) or any(w is not None and w != g.type for w, g in zip(wanted, given, strict=True)):
            takes = ", ".join(f"{p.text} : {type.text}" for p, type in symbol.node.parameters) or "nothing"
            return self.report(Problem(WRONG_ARGUMENTS, f"`{symbol.name}` takes {takes}"), span)
        type = self.definition_type(symbol)
        if type is None and symbol.policy != self.scope.own.policy:
            help = f"`use` the policies that it rests on too: those that `{symbol.policy}` uses"
            return self.report(Problem(WRONG_TYPE, f"the kind of `{symbol.name}` is not known here", help=help), span)
        return Typed("call", type, given, symbol.qualified, span=span) if type else None

    def parameter_type(self, symbol: Symbol, word: t.Word) -> Type | None:
        table = next((x for x in (self.scope.own, *self.scope.used) if x.policy == symbol.policy), None)
        found = table.get("type", word.text) if table else None
        if found is None:  # a type that the policy itself uses
            found = next((s for u in self.scope.used for s in [u.get("type", word.text)] if s is not None), None)
        return found.type if found else types.DECLARABLE.get(word.text)

    def definition_type(self, symbol: Symbol) -> Type | None:
        """The type of a definition: of its body, checked once more here and reported where it is declared."""
        if symbol.qualified not in self.defined:
            self.defined[symbol.qualified] = None if symbol.qualified in self.cyclic else self.type_of_body(symbol)
        return self.defined[symbol.qualified]

    def type_of_body(self, symbol: Symbol) -> Type | None:
        assert isinstance(symbol.node, t.Define)
        silent = evolve(self, problems=[])
        bound: Bound = {}
        for name, word in symbol.node.parameters:
            type = self.parameter_type(symbol, word)
            if type is None:
                return None
            bound[name.text] = Typed("param", type, param=name.text, span=name.span)
        if isinstance(symbol.node.body, t.CONDITIONS):
            return types.BOOLEAN if silent.condition(symbol.node.body, bound) else None
        body = silent.expr(symbol.node.body, bound)
        return body.type if body else None

    def list_of(self, node: t.Expr, bound: Bound) -> tuple[Typed, Record] | None:
        over = self.expr(node, bound)
        if over is None:
            return None
        if not isinstance(over.type, ListOf):
            help = "declare it as a list: fact reviews : list of review"
            self.report(Problem(WRONG_TYPE, f"{a_type(over.type)} where a list stands", help=help), node.span)
            return None
        return over, over.type.element

    def fold(self, node: t.Fold, bound: Bound) -> Typed | None:
        over = self.list_of(node.over, bound)
        row = missing(node.variable) if over is None else binder(node.variable, over[1])
        inner = bound | {node.variable.text: row}
        where = self.truth(node.where, inner) if node.where else Typed("const", types.BOOLEAN, param=3, span=node.span)
        amount = self.expr(node.amount, inner) if node.amount else None
        if over is None or where is None or (node.amount and amount is None):
            return None
        if amount is not None and not isinstance(amount.type, Quantity):
            return self.report(Problem(WRONG_TYPE, f"{a_type(amount.type)} cannot be added up"), amount.span)
        if amount is not None and any(signed(e) for e in amount.walk()):
            # With an unknown record such a sum could fall again, and what was certain would not stay so.
            help = "add up each part alone, and subtract the sums"
            return self.report(Problem(WRONG_TYPE, "a sum of differences has no lower bound", help=help), amount.span)
        if node.kind == "consecutive":
            order = over[1].order
            if order is None:
                return self.report(no_order(over[1]), node.over.span)
            key = Typed("field", order.type, (row,), order.name, span=node.variable.span)
            return Typed("consecutive", types.INTEGER, (over[0], where, key), row.param, span=node.span)
        args = (over[0], where) if amount is None else (over[0], where, amount)
        type = amount.type if amount else (types.INTEGER if node.kind == "count" else types.BOOLEAN)
        return Typed(node.kind, type, args, row.param, span=node.span)

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


def no_order(record: Record) -> Problem:
    help = "records follow one another by a single key that is a school year or an integer: record review by year { … }"
    return Problem(WRONG_ARGUMENTS, f"{a_type(record)} has no order", help=help)


def binder(variable: t.Word, record: Record) -> Typed:
    """The record at hand of a fold. Its binder is the place where the variable is declared: unique in all files."""
    return Typed("row", record, param=(variable.span.path, variable.span.start), span=variable.span)


def missing(variable: t.Word) -> Typed:
    """Stands for a variable whose list could not be read, so that its uses are not reported as unknown."""
    return Typed("missing", types.TEXT, span=variable.span)


def alternative(elements: tuple[Tested, ...]) -> Tested:
    """The conditions of one reading as one condition."""
    if len(elements) == 1:
        return elements[0]
    return Tested("all", elements[0].span.to(elements[-1].span), children=elements)


def a_type(type: Type) -> str:
    """A type in a sentence: "an amount of money", "one of no_degree, bachelors …"."""
    if isinstance(type, Enumeration):
        return f"a value of `{type.key.rpartition('.')[2]}`"
    if isinstance(type, Record):
        return f"a record of `{type.key.rpartition('.')[2]}`"
    if isinstance(type, ListOf):
        return f"a list of `{type.element.key.rpartition('.')[2]}`"
    words: dict[str, str] = {
        "boolean": "a condition",
        "integer": "a whole number",
        "number": "a number",
        "percent": "a percentage",
        "money": "an amount of money",
        "days": "a number of days",
        "period": "a period of years and months",
        "date": "a date",
        "text": "a text",
        "school_year": "a school year",
    }
    return words.get(type.key, f"a quantity in {type.key}")
