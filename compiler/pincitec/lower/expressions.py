"""Expressions → nodes. Definitions are written out where they are used; facts may be replaced (`with (role = teacher)`)."""

from collections.abc import Callable, Mapping
from typing import Any

from attrs import evolve, field, frozen

from pincitec.check.clauses import CheckedClause
from pincitec.check.typed import Tested, Typed
from pincitec.graph.clauses import DefinitionUse
from pincitec.graph.nodes import FOLDS, Builder
from pincitec.semantics import types
from pincitec.syntax import pol_tree as t


@frozen
class Scope:
    """What the variables of an expression stand for: the records of folds by binder, parameters by name, facts that are supposed.

    `depth` is the number of folds around it.
    """

    supposed: Mapping[str, int] = field(factory=dict)
    rows: Mapping[Any, int] = field(factory=dict)
    parameters: Mapping[str, int] = field(factory=dict)
    depth: int = 0

    def inside(self, binder: Any) -> "Scope":
        """The scope of a fold's condition: one deeper, with its record."""
        return evolve(self, rows={**self.rows, binder: self.depth}, depth=self.depth + 1)


@frozen
class Expressions:
    """Lowers the expressions of all modules into one builder. `ask` lowers a decision as operand: (decision, place, scope) → node;
    `test` a condition that a definition is made of: (number of its clause, condition, scope) → node; `required` what is asked of a
    decision: its name → node; `standing` whether a clause stands: (its number, scope) → node. `missing_days` has, for each file with a
    rule on days that do not exist, the clause of that rule.
    """

    builder: Builder
    definitions: Mapping[str, tuple[int, CheckedClause]]
    ask: Callable[[str, Any, Scope], int]
    test: Callable[[int, Tested, Scope], int]
    required: Callable[[str], int]
    standing: Callable[[int, Scope], int]
    missing_days: Mapping[str, tuple[int, CheckedClause]] = field(factory=dict)
    uses: dict[int, DefinitionUse] = field(factory=dict)
    written: dict[Any, int] = field(factory=dict)
    """What was written out already: a definition that others use twice, and they twice in turn, is still lowered once."""

    def lower(self, e: Typed, scope: Scope) -> int:
        """The node of an expression."""
        build, key = self.builder, e.type.key
        match e.op:
            case "const":
                return build.const(key, e.param)
            case "fact":
                return scope.supposed[e.param] if e.param in scope.supposed else self.by_rule(e, scope, build.add("fact", key, (), e.param))
            case "asked":
                return build.add("asked", key)
            case "row":
                return build.add("row", key, (), scope.rows[e.param])
            case "param":
                return scope.parameters[e.param]
            case "call":
                return self.definition(e, scope)
            case "decision":
                return self.ask(e.param, None, scope)
            case "under":
                decision, cite, supposed = e.param
                given = {fact: self.lower(value, scope) for fact, value in supposed}
                return self.ask(decision, cite, evolve(scope, supposed={**scope.supposed, **given}))
            case "requirements":
                return self.required(e.param)
            case op if op in FOLDS:
                inner = scope.inside(e.param)
                args = [self.lower(e.args[0], scope), *(self.lower(a, inner) for a in e.args[1:])]
                return build.add(op, key, args, scope.depth)
            case "add_period" if e.span.path in self.missing_days:
                return self.by_rule(e, scope, *(self.lower(a, scope) for a in e.args))
            case "field":
                return self.by_rule(e, scope, build.add("field", key, [self.lower(a, scope) for a in e.args], e.param))
            case _:
                return build.add(e.op, key, [self.lower(a, scope) for a in e.args], e.param)

    def by_rule(self, e: Typed, scope: Scope, *args: int) -> int:
        """A period, or a period added to a day, under its file's rule on days that do not exist; what that does not concern, as it is."""
        if e.span.path not in self.missing_days or (e.op != "add_period" and e.type != types.PERIOD):
            return args[0]
        number, clause = self.missing_days[e.span.path]
        assert isinstance(clause.symbol.node, t.MissingDay)
        op = "add_period_by_rule" if e.op == "add_period" else "month_end"
        node = self.builder.add(op, e.type.key, (self.standing(number, scope), *args), f"{clause.symbol.node.falls} day")
        self.uses[node] = DefinitionUse(node, clause.symbol.qualified, number)
        return node

    def definition(self, e: Typed, scope: Scope) -> int:
        """The body of a definition with its arguments in place; unknown on days on which its words do not stand in the law."""
        number, clause = self.definitions[e.param]
        given = {name: self.lower(a, scope) for (name, _), a in zip(clause.parameters, e.args, strict=True)}
        key = (e.param, tuple(given.values()), tuple(sorted(scope.supposed.items())), scope.depth)
        if key not in self.written:
            inner = evolve(scope, parameters=given, rows={})
            if clause.condition is not None:
                body = self.test(number, clause.condition, inner)
            else:
                assert clause.value is not None  # INVARIANT: a definition has the one or the other
                body = self.lower(clause.value, inner)
            standing = self.standing(number, scope)
            op = "undetermined_unless" if e.type == types.BOOLEAN else "unknown_unless"
            node = self.builder.add(op, e.type.key, (standing, body))
            self.uses[node] = DefinitionUse(node, e.param, number)
            self.written[key] = node
        return self.written[key]
